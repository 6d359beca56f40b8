"""What a verdict hangs on: parts of the preferences, ranked by how much checking each of them could settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.bench import Bench
from standoff.analyze.robustness.doubt import Part
from standoff.analyze.robustness.exact import Enumeration
from standoff.analyze.robustness.intervals import newcombe
from standoff.analyze.robustness.orders import Trial
from standoff.analyze.robustness.sampling import Tally
from standoff.model.relations import Relation

Values = NDArray[np.float64]
TINY = 1e-12
"""Below this, what enumeration adds up in doubles is nothing."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """How one verdict depends on one part of the preferences.

    Attributes
    ----------
    number, part : int and Part
        The statement, step of a ranking, or unknown pair, and its number among all parts.
    disturbed : float
        The share of plausible preferences in which the part is otherwise.
        A statement is left out, negated or has swapped with a neighbour; the classes on both sides of a step stand the
        other way round; of an unknown pair the second state is preferred.
    kept_undisturbed, kept_disturbed : float or None
        How often the verdict survives where the part is as it stands, and where it is otherwise;
        None where that never comes about.
    interval : tuple of float, or None
        The 95 % interval of their difference (Newcombe); None where everything was enumerated.
    weight : float
        By how much the share of survival would rise if the part were certain to stand as it does.
        Of an unknown pair, how much there is to learn either way.
    trials : mapping of str to bool
        What was done to this part alone ("left out" and "negated"; "exchanged" and "made equal"), and whether the
        verdict is another then.
    """

    number: int
    part: Part
    disturbed: float
    kept_undisturbed: float | None
    kept_disturbed: float | None
    interval: tuple[float, float] | None
    weight: float
    trials: Mapping[str, bool]

    @property
    def difference(self) -> float:
        """The share of survival that is lost where the part is otherwise; 0 where it cannot be told."""
        if self.kept_undisturbed is None or self.kept_disturbed is None:
            return 0.0
        return self.kept_undisturbed - self.kept_disturbed

    @property
    def decisive(self) -> bool:
        """Whether this part alone, otherwise, makes another verdict."""
        return any(self.trials.values())


@dataclass(frozen=True)
class Measured:
    """How some cells depend on every part, shape (parts, cells) each, but ``disturbed`` and ``pairs`` (parts,).

    A share is not a number where it is one of nothing. ``exact`` says that there is no interval, ``pairs`` which parts
    are unknown pairs.
    """

    disturbed: Values
    undisturbed_kept: Values
    disturbed_kept: Values
    low: Values
    high: Values
    exact: bool
    pairs: NDArray[np.bool_]

    @cached_property
    def weight(self) -> Values:
        """By how much the share of survival would rise if the part were certain; see `Hinge`."""
        often = self.disturbed[:, None]
        learnt = np.abs(self.difference) * np.minimum(often, 1 - often)
        return np.where(self.pairs[:, None], learnt, self.difference * often)

    @cached_property
    def clear(self) -> NDArray[np.bool_]:
        """Whether the difference is more than chance explains."""
        return np.asarray((self.low > 0) | (self.pairs[:, None] & (self.high < 0)))

    @cached_property
    def difference(self) -> Values:
        """The share of survival that is lost where the part is otherwise."""
        return np.nan_to_num(self.undisturbed_kept - self.disturbed_kept)


def measure(
    parts: Sequence[Part], counted: Tally | Enumeration, places: NDArray[np.int64], cells: NDArray[np.int64]
) -> Measured:
    """Measure how cells depend on every part.

    Parameters
    ----------
    parts : sequence of Part
        The parts.
    counted : Tally or Enumeration
        What was counted.
    places, cells : ndarray of int64, shape (cells,)
        The cells, among those that are followed and among all.
    """
    joint = counted.joint[:, places].astype(np.float64)
    touched = counted.touched.astype(np.float64)[:, None]
    if isinstance(counted, Enumeration):
        total = 1.0
        kept = np.array([counted.kept[cell] / counted.denominator for cell in cells])
    else:
        total = float(counted.draws)
        kept = counted.kept[cells].astype(np.float64)
    rest = total - touched
    rest_kept = kept[None, :] - joint
    undisturbed = np.where(rest > TINY * total, rest_kept / np.maximum(rest, TINY), np.nan)
    disturbed = np.where(touched > TINY * total, joint / np.maximum(touched, TINY), np.nan)
    if isinstance(counted, Enumeration):
        # What was added up in doubles is off in the last digits, and a share is at most 1.
        undisturbed, disturbed = (np.clip(np.round(each, 12), 0, 1) for each in (undisturbed, disturbed))
        difference = np.nan_to_num(undisturbed - disturbed)
        low, high = difference - TINY, difference + TINY
    else:
        low, high = newcombe(rest_kept, rest, joint, touched)
    pairs = np.array([part.kind == "pair" for part in parts], bool)
    exact = isinstance(counted, Enumeration)
    return Measured(touched[:, 0] / total, undisturbed, disturbed, low, high, exact, pairs)


def ranked(parts: Sequence[Part], measured: Measured, column: int, trials: Trials, place: int) -> tuple[Hinge, ...]:
    """Return the hinges on which one cell does hang, those first that checking would settle most.

    It hangs on a part of which a trial makes it another, or where the difference is more than chance explains.
    """
    often, weight = measured.disturbed, measured.weight[:, column]
    decisive = trials.decisive(len(parts), place)
    chosen = np.flatnonzero(measured.clear[:, column] | decisive)
    order = chosen[np.lexsort((chosen, ~decisive[chosen], -np.round(weight[chosen], 12)))]
    return tuple(
        Hinge(
            int(part),
            parts[part],
            float(often[part]),
            _number(measured.undisturbed_kept[part, column]),
            _number(measured.disturbed_kept[part, column]),
            None if measured.exact else (float(measured.low[part, column]), float(measured.high[part, column])),
            float(weight[part]),
            trials.of(int(part), place),
        )
        for part in order
    )


def _number(value: float) -> float | None:
    """Return a share, None for what is not a number."""
    return None if np.isnan(value) else float(value)


@dataclass(frozen=True)
class Trials:
    """What putting each part otherwise by itself does to every followed cell.

    Attributes
    ----------
    done : tuple of (int, str)
        The part, among all parts, and what was done to it.
    flips : ndarray of bool, shape (trials, followed cells)
        Whether the cell is another then.
    """

    done: tuple[tuple[int, str], ...]
    flips: NDArray[np.bool_]

    @cached_property
    def _of_part(self) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        for row, (part, how) in enumerate(self.done):
            found.setdefault(part, []).append((row, how))
        return found

    def of(self, part: int, cell: int) -> dict[str, bool]:
        """Return what was done to one part, and whether one followed cell is another then."""
        return {how: bool(self.flips[row, cell]) for row, how in self._of_part.get(part, ())}

    def decisive(self, parts: int, cell: int) -> NDArray[np.bool_]:
        """Return of which parts some trial makes one followed cell another, shape (parts,)."""
        found = np.zeros(parts, bool)
        found[self._which[self.flips[:, cell]]] = True
        return found

    @cached_property
    def _which(self) -> NDArray[np.int64]:
        return np.array([part for part, _ in self.done], np.int64)


def try_all(bench: Bench) -> Trials:
    """Put each part otherwise by itself, all else as it stands."""
    done: list[tuple[int, str]] = []
    flips: list[NDArray[np.bool_]] = []
    before = 0
    for side, order in enumerate(bench.orders):
        trials = list(order.trials())
        for trial in trials:
            done.append((before + trial.part, trial.how))
        for start in range(0, len(trials), bench.chunk):
            rows = _rows(bench, side, trials[start : start + bench.chunk])
            flips.append((rows != bench.base)[:, bench.followed])
        before += len(order.parts)
    return Trials(tuple(done), np.concatenate(flips) if flips else np.zeros((0, len(bench.followed)), bool))


def _rows(bench: Bench, side: int, trials: list[Trial]) -> NDArray[np.bool_]:
    """Return the rows of some trials of one side."""
    preferences = bench.model.preferences
    if bench.fast and all(preference.total for preference in preferences):
        levels: list[Any] = [
            np.broadcast_to(preference.levels.astype(np.int64), (len(trials), len(preference.levels)))
            for preference in preferences
        ]
        levels[side] = np.stack([trial.levels for trial in trials])
        return bench.rows(levels)
    profiles: list[tuple[Relation, ...]] = []
    for trial in trials:
        profile = list(preferences)
        profile[side] = bench.orders[side].relation(trial.levels)
        profiles.append(tuple(profile))
    return bench.rows_of(profiles)
