"""Preference profiles in files: thousands of preferences of all sides over the states of one dispute."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.files import read_text
from standoff.model.states import ListedStates, OptionStates
from standoff.model.words import nearest

Scores = NDArray[np.int64]
SHAPE = "Give integers of the shape (profiles, decision makers, states); larger is preferred, equal is a tie."


@dataclass(frozen=True)
class Profiles:
    """Preferences of all sides, many times over.

    Attributes
    ----------
    names : tuple of str, length p
        What each profile is called.
    scores : ndarray of int64, shape (p, sides, states)
        Larger is preferred, equal is a tie.
    """

    names: tuple[str, ...]
    scores: Scores


def read_profiles(path: str | Path, dispute: Dispute, states: OptionStates | ListedStates) -> Profiles:
    """Read preference profiles over the states of a dispute.

    Parameters
    ----------
    path : str or Path
        ``.npz`` or ``.npy``: an array of integers (profiles, decision makers, states), in an ``.npz`` called
        ``profiles`` or alone, names of profiles beside it as ``names``.
        ``.csv``: a row for each profile and side, with the columns ``profile``, ``decision_maker`` and one for each
        state, called by its id or pattern, with a number; larger is preferred.
        ``.json``: a list of profiles, or a mapping from names to them; each gives every side's ranking, best first,
        with inner lists for ties.
    dispute : Dispute
        Whose sides the profiles are about.
    states : OptionStates or ListedStates
        Its states.

    Raises
    ------
    StandoffError
        If the file cannot be read, or does not fit the dispute; it says where.
    """
    ending = Path(path).suffix.lower()
    readers = {".npz": _from_numpy, ".npy": _from_numpy, ".csv": _from_csv, ".json": _from_json}
    if ending not in readers:
        raise StandoffError(
            f"profiles are not read from {ending or 'files without an ending'}.",
            where=str(path),
            mend="Give an .npz, .npy, .csv or .json file.",
        )
    found = readers[ending](path, dispute, states)
    if not len(found.names):
        raise StandoffError("the file has no profiles.", where=str(path), mend="Give at least one.")
    return found


def _from_numpy(path: str | Path, dispute: Dispute, states: OptionStates | ListedStates) -> Profiles:
    try:
        with open(path, "rb") as file:
            loaded = np.load(file, allow_pickle=False)
            arrays = {"profiles": loaded} if isinstance(loaded, np.ndarray) else dict(loaded)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it holds no numpy arrays"
        raise StandoffError(f"the profiles cannot be read: {reason}.", where=str(path), mend=SHAPE) from None
    only = next(iter(arrays.values())) if len(arrays) == 1 else None
    scores = arrays.get("profiles", only)
    if scores is None:
        known = ", ".join(sorted(arrays)) or "no array"
        raise StandoffError(
            f"the file has {known}, and nothing called profiles.", where=str(path), mend="Call the array `profiles`."
        )
    wanted = (len(dispute.decision_makers), states.count)
    if scores.ndim != 3 or scores.shape[1:] != wanted:
        raise StandoffError(
            f"the profiles have the shape {scores.shape}.",
            where=str(path),
            mend=f"It must be (profiles, {wanted[0]} decision makers, {wanted[1]} states).",
        )
    if scores.dtype.kind not in "iu":
        scores = _whole(scores, str(path))
    names = [str(name) for name in arrays["names"]] if "names" in arrays else []
    if len(names) not in (0, len(scores)):
        raise StandoffError(f"there are {len(names)} names of {len(scores)} profiles.", where=str(path))
    return Profiles(tuple(names) or _numbered(len(scores)), scores.astype(np.int64))


def _whole(scores: Any, where: str) -> Scores:
    """Return the ranks of scores that are no integers, side by side: only their order counts."""
    if scores.dtype.kind != "f" or not np.isfinite(scores).all():
        raise StandoffError("the profiles hold something else than numbers.", where=where, mend=SHAPE)
    ranks = np.empty(scores.shape, np.int64)
    for profile, side in np.ndindex(scores.shape[:2]):
        ranks[profile, side] = np.unique(scores[profile, side], return_inverse=True)[1].reshape(-1)
    return ranks


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _from_csv(path: str | Path, dispute: Dispute, states: OptionStates | ListedStates) -> Profiles:
    rows = list(csv.reader(io.StringIO(read_text(path).removeprefix("\ufeff"))))
    header = [name.strip() for name in rows[0]] if rows else []
    if header[:2] != ["profile", "decision_maker"]:
        raise StandoffError(
            "the table does not start with the columns profile and decision_maker.",
            where=f"{path}:1",
            mend="Write `profile,decision_maker,s1,s2,…` in its first line.",
        )
    columns = _all_states(header[2:], states, f"{path}:1")
    found: dict[str, dict[int, Scores]] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        where = f"{path}:{line}"
        if len(row) != len(header):
            raise StandoffError(f"the row has {len(row)} cells, not {len(header)}.", where=where)
        side = _side(dispute, row[1].strip(), where)
        sides = found.setdefault(row[0].strip(), {})
        if side in sides:
            raise StandoffError(f"profile {row[0].strip()} gives {row[1].strip()} twice.", where=where)
        try:
            numbers = np.array([float(cell) for cell in row[2:]])
        except ValueError:
            wrong = next(cell for cell in row[2:] if not _is_number(cell))
            raise StandoffError(f"{wrong!r} is no number.", where=where) from None
        sides[side] = np.empty(states.count, np.int64)
        sides[side][columns] = _whole(numbers[None, None], where)[0, 0]
    return _gathered(found, dispute, str(path), states.count)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _all_states(texts: Sequence[str], states: OptionStates | ListedStates, where: str) -> NDArray[np.int64]:
    """Return the states with these names, which must be all, each once."""
    try:
        columns = states.find_many(list(texts)) if texts else np.zeros(0, np.int64)
    except StandoffError as error:
        raise StandoffError(error.what, where=where, mend=error.mend) from error
    given = np.bincount(columns, minlength=states.count)
    if (given != 1).any():
        state = int(np.flatnonzero(given != 1)[0])
        what = "leaves out" if not given[state] else "has twice"
        raise StandoffError(f"the file {what} the state {states.id(state)}.", where=where, mend="Give all, each once.")
    return columns


def _from_json(path: str | Path, dispute: Dispute, states: OptionStates | ListedStates) -> Profiles:
    try:
        document = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise StandoffError(
            f"This is not valid JSON: {error.msg}.", where=f"{path}:{error.lineno}:{error.colno}"
        ) from None
    given = (
        document
        if isinstance(document, dict)
        else dict(enumerate(document, start=1))
        if isinstance(document, list)
        else None
    )
    if given is None or not all(isinstance(profile, dict) for profile in given.values()):
        raise StandoffError(
            "the file is no list of profiles.",
            where=str(path),
            mend='Write [{"Up": ["s1", ["s2", "s3"], …], "Down": […]}, …]: every side\'s ranking, best first.',
        )
    found: dict[str, dict[int, Scores]] = {}
    for name, profile in given.items():
        where = f"{path}: profile {name}"
        found[str(name)] = {
            _side(dispute, side, where): _ranked(ranking, states, f"{where}, {side}")
            for side, ranking in profile.items()
        }
    return _gathered(found, dispute, str(path), states.count)


def _ranked(ranking: Any, states: OptionStates | ListedStates, where: str) -> Scores:
    """Return the scores of a ranking, best first."""
    if not isinstance(ranking, list):
        raise StandoffError("a ranking is a list of states, best first.", where=where)
    ties = [item if isinstance(item, list) else [item] for item in ranking]
    if not all(isinstance(state, str) for tie in ties for state in tie):
        raise StandoffError("a ranking holds ids or patterns of states, ties as inner lists.", where=where)
    columns = _all_states([state for tie in ties for state in tie], states, where)
    scores = np.empty(states.count, np.int64)
    scores[columns] = np.repeat(np.arange(len(ties), 0, -1), [len(tie) for tie in ties])
    return scores


def _side(dispute: Dispute, text: str, where: str) -> int:
    for side, maker in enumerate(dispute.decision_makers):
        if text == maker.id:
            return side
    ids = [maker.id for maker in dispute.decision_makers]
    raise StandoffError(f"{text!r} is no decision maker.", where=where, mend=nearest(text, ids))


def _gathered(found: Mapping[str, Mapping[int, Scores]], dispute: Dispute, where: str, count: int) -> Profiles:
    """Put profiles together, each of which must have all sides."""
    scores = np.empty((len(found), len(dispute.decision_makers), count), np.int64)
    for place, (name, sides) in enumerate(found.items()):
        for side, maker in enumerate(dispute.decision_makers):
            if side not in sides:
                raise StandoffError(f"profile {name} says nothing of {maker.id}.", where=where, mend="Give every side.")
            scores[place, side] = sides[side]
    return Profiles(tuple(found), scores)
