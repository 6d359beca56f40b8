"""The readers that are measured, by name: each makes a ledger of a report."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.read.ledger import Ledger

if TYPE_CHECKING:
    from standoff.read.readers.tagger import Tagger

Reader = Callable[[Path, str | None], Ledger]

TAGGER = "STANDOFF_EVAL_TAGGER"
"""Names the folder of a trained reader, which is measured by itself and together with the rules."""


def _rules(path: Path, published: str | None) -> Ledger:
    from standoff.read.reading import read

    return read(path, published)


def _with(tagger: Tagger, *others: str) -> Reader:
    """Return a reader whose ledgers have what a trained one finds, and what others find."""

    def read(path: Path, published: str | None) -> Ledger:
        from standoff.read.documents import open_report
        from standoff.read.readers.combine import read_with

        return read_with(open_report(path, published=published), (*others, tagger))[0]

    return read


def open_readers() -> tuple[dict[str, Reader], str | None]:
    """Return the readers that can be measured here, and why the trained one cannot, where that is so."""
    found: dict[str, Reader] = {"rules": _rules}
    folder = os.environ.get(TAGGER)
    if not folder:
        return found, f"{TAGGER} names no trained reader"
    try:
        from standoff.read.readers.tagger import load_tagger

        tagger = load_tagger(Path(folder))
    except (StandoffError, ImportError) as error:
        return found, f"{TAGGER}: {' '.join(str(error).split())}"
    return {**found, "tagger": _with(tagger), "rules+tagger": _with(tagger, "rules")}, None


def read_text(reader: Reader, text: str, folder: Path, name: str = "text") -> Ledger:
    """Read a text that stands in no file of its own; offsets count its code points."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return reader(path, None)
