"""Tables of many analyses: thousands of preference profiles over one dispute, or many disputes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff import __version__
from standoff.analyze.profiles import Profiles
from standoff.analyze.registry import find_concepts
from standoff.analyze.sweep import Device, sweep
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.states import ListedStates, OptionStates

LISTED = 1000
"""States that a summary names, the most frequent ones first."""

LARGEST = 8 << 30
"""Bytes that the verdicts of one sweep may take."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Swept:
    """The verdicts of many preference profiles over one dispute.

    Attributes
    ----------
    profiles : tuple of str, length p
        Their names.
    verdicts : mapping of str to ndarray of bool, shape (p, sides, states)
        Whether a state is stable for a side, for each concept.
    """

    dispute: Dispute
    states: OptionStates | ListedStates
    profiles: tuple[str, ...]
    verdicts: dict[str, NDArray[np.bool_]]

    def equilibria(self, concept: str) -> NDArray[np.bool_]:
        """Return where a state is an equilibrium, shape (profiles, states)."""
        return np.asarray(self.verdicts[concept].all(axis=1))

    def frequencies(self, concept: str) -> list[tuple[str, int]]:
        """Return (state, in how many profiles it is an equilibrium), the most frequent first, without those in none."""
        counts = self.equilibria(concept).sum(axis=0)
        order = np.lexsort((np.arange(len(counts)), -counts))[:LISTED]
        return [(self.states.id(int(s)), int(counts[s])) for s in order if counts[s]]

    def without(self, concept: str) -> int:
        """Return in how many profiles no state is an equilibrium."""
        return int((~self.equilibria(concept).any(axis=1)).sum())

    def to_dict(self) -> dict[str, Any]:
        """Return what ``standoff sweep --profiles … --json`` prints."""
        makers = [maker.id for maker in self.dispute.decision_makers]
        return {
            "format": "standoff-sweep/1",
            "version": __version__,
            "dispute": {"title": self.dispute.title, "sha256": self.dispute.sha256},
            "profiles": len(self.profiles),
            "decision_makers": makers,
            "states": self.states.count,
            "equilibria": {name: dict(self.frequencies(name)) for name in self.verdicts},
            "without_equilibrium": {name: self.without(name) for name in self.verdicts},
            "stable_states": {
                name: {maker: float(share) for maker, share in zip(makers, found.mean(axis=(0, 2)), strict=True)}
                for name, found in self.verdicts.items()
            },
        }

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays of an ``.npz`` file: ``verdicts`` has the shape (profiles, concepts, sides, states)."""
        return {
            "profiles": np.array(self.profiles),
            "concepts": np.array(list(self.verdicts)),
            "decision_makers": np.array([maker.id for maker in self.dispute.decision_makers]),
            "states": np.array([self.states.id(state) for state in range(self.states.count)]),
            "verdicts": np.stack(list(self.verdicts.values()), axis=1),
        }

    def csv(self) -> str:
        """Return a row for each profile and concept: how many equilibria it has, and which."""
        rows: list[list[Any]] = [["profile", "concept", "count", "equilibria"]]
        masks = {name: self.equilibria(name) for name in self.verdicts}
        for place, profile in enumerate(self.profiles):
            for name, mask in masks.items():
                ids = [self.states.id(int(state)) for state in np.flatnonzero(mask[place])]
                rows.append([profile, name, len(ids), " ".join(ids)])
        return _csv(rows)


def swept(
    dispute: Dispute,
    states: OptionStates | ListedStates,
    profiles: Profiles,
    concepts: Iterable[str],
    *,
    device: Device = "cpu",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Judge a dispute under many preference profiles; see `standoff.analyze.sweep.sweep`.

    Raises
    ------
    StandoffError
        If the verdicts would take too much memory, and as `sweep` does.
    """
    names = [concept.name for concept in find_concepts(concepts)]
    size = profiles.scores.size * len(names)
    if size > LARGEST:
        raise StandoffError(
            f"the verdicts of {len(profiles.names):,} profiles by {len(names)} concepts would take "
            f"{size / 2**30:.1f} GB, and the limit is {LARGEST / 2**30:.0f} GB.",
            mend="Sweep fewer profiles or concepts at a time.",
        )
    found = sweep(dispute, profiles.scores, names, device=device, executor=executor, progress=progress)
    return Swept(dispute, states, profiles.names, found)


def judged(path: str, names: Sequence[str], phase: str | None) -> dict[str, Any]:
    """Return one dispute's row in a table of many: its size and its equilibria, or what is wrong with it."""
    from standoff.analysis import Analysis
    from standoff.catalog import load

    try:
        analysis = Analysis(load(path), concepts=names, phase=phase)
        model = analysis.model
        found = {name: np.flatnonzero(analysis.equilibria_mask(name)) for name in names}
    except StandoffError as error:
        return {"file": path, "error": str(error)}
    ids = model.states.id
    return {
        "file": path,
        "title": analysis.dispute.title,
        "decision_makers": len(model.makers),
        "options": len(model.states.option_ids),
        "states": model.states.count,
        "status_quo": None if model.status_quo is None else ids(model.status_quo),
        "status_quo_holds": [name for name in names if model.status_quo in found[name]],
        "equilibria": {
            name: {"count": len(places), "states": [ids(int(state)) for state in places[:LISTED]]}
            for name, places in found.items()
        },
    }


def sweep_disputes(
    paths: Sequence[str],
    concepts: Iterable[str],
    *,
    phase: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """Judge many disputes, each by its own preferences, and return a row for each, in the order of the paths.

    Parameters
    ----------
    paths : sequence of str
        Files, or ``catalog:NAME``.
    concepts : iterable of str
        Names of solution concepts.
    phase : str, optional
        A phase that all of them have.
    executor : concurrent.futures.Executor, optional
        Where disputes are judged, one a job.
    progress : callable, optional
        Called with (disputes done, disputes in all).
    """
    names = [concept.name for concept in find_concepts(concepts)]
    judge = partial(judged, names=names, phase=phase)
    rows: list[dict[str, Any]] = [{}] * len(paths)
    tell = progress or (lambda done, total: None)
    if executor is None:
        for place, path in enumerate(paths):
            rows[place] = judge(path)
            tell(place + 1, len(paths))
        return rows
    futures = {executor.submit(judge, path): place for place, path in enumerate(paths)}
    for done, future in enumerate(as_completed(futures), start=1):
        rows[futures[future]] = future.result()
        tell(done, len(paths))
    return rows


def disputes_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Return a row for each dispute and concept; one for a dispute that could not be judged."""
    head = ["file", "title", "decision_makers", "options", "states", "status_quo"]
    lines: list[list[Any]] = [[*head, "concept", "status_quo_holds", "count", "equilibria", "error"]]
    for row in rows:
        start = [row.get(key, "") for key in head]
        if "error" in row:
            lines.append([*start, "", "", "", "", row["error"]])
        for name, found in row.get("equilibria", {}).items():
            holds = "yes" if name in row["status_quo_holds"] else "no"
            lines.append([*start, name, holds, found["count"], " ".join(found["states"]), ""])
    return _csv(lines)


def _csv(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV; texts that a spreadsheet would take for formulas get a quotation mark in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" and cell else cell for cell in row])
    return out.getvalue()


def save(path: Path, text: Callable[[], str], arrays: Callable[[], dict[str, NDArray[Any]]] | None) -> None:
    """Write a table as ``.csv``, or arrays as ``.npz``, by the ending of the path.

    Raises
    ------
    StandoffError
        If the ending is another, or the file cannot be written.
    """
    from standoff.model.files import write_atomically

    ending = path.suffix.lower()
    if ending == ".csv":
        write_atomically(path, text())
    elif ending == ".npz" and arrays is not None:
        packed = io.BytesIO()
        np.savez_compressed(packed, allow_pickle=False, **arrays())
        write_atomically(path, packed.getvalue())
    else:
        known = ".csv" if arrays is None else ".npz and .csv"
        raise StandoffError(f"this table is not written as {ending or 'a file without an ending'}.", where=str(path),
                            mend=f"Known: {known}.")  # fmt: skip
