"""What was found: shares, intervals, and what every verdict hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.registry import find_concept
from standoff.analyze.robustness.bench import Bench
from standoff.analyze.robustness.exact import Enumeration
from standoff.analyze.robustness.hinges import Hinge, Trials, measure, ranked
from standoff.analyze.robustness.intervals import wilson
from standoff.analyze.robustness.reliability import Reliability, reliability
from standoff.analyze.robustness.sampling import Tally
from standoff.errors import StandoffError
from standoff.model.words import nearest

MOST_STATES = 1000
LIKELY = 0.05
"""The share from which on a state that is no equilibrium is worth naming, because it may be one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one verdict, equilibrium or outcome fares.

    Attributes
    ----------
    holds : bool
        The verdict as things stand.
    share : float
        The share of plausible preferences under which it is the same.
    interval : tuple of float, or None
        The 95 % interval of the share (Wilson); None where everything was enumerated, so that it is exact.
    """

    holds: bool
    share: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Robustness:
    """How robust the verdicts of one dispute are.

    Attributes
    ----------
    bench : Bench
        The dispute, what was asked of it and the model of doubt.
    counted : Tally or Enumeration
        What was counted over samples, or over all plausible preferences.
    trials : Trials
        What each part does by itself.
    seed : int or None
        The seed of the samples.
    fewer : bool
        Whether fewer samples than usual were drawn, because the dispute is large.
    ledgers : bool
        Whether it was known which passages are hedged or weak.
    """

    bench: Bench = field(repr=False)
    counted: Tally | Enumeration = field(repr=False)
    trials: Trials = field(repr=False)
    seed: int | None = None
    fewer: bool = False
    ledgers: bool = False

    @property
    def exact(self) -> bool:
        """Whether all plausible preferences were enumerated."""
        return isinstance(self.counted, Enumeration)

    @property
    def preferences(self) -> int:
        """How many preferences the shares are of: samples, or all that are plausible."""
        return self.counted.preferences if isinstance(self.counted, Enumeration) else self.counted.draws

    def answer(self, cell: int) -> Answer:
        """Return how one cell fares."""
        return self.answers([cell])[0]

    def answers(self, cells: Sequence[int]) -> list[Answer]:
        """Return how each of several cells fares."""
        holds = self.bench.base[list(cells)].tolist()
        if isinstance(self.counted, Enumeration):
            shares = [self.counted.kept[cell] / self.counted.denominator for cell in cells]
            return [Answer(each, share, None) for each, share in zip(holds, shares, strict=True)]
        kept, draws = self.counted.kept[list(cells)], self.counted.draws
        between = zip(*(bound.tolist() for bound in wilson(kept, draws)), strict=True)
        shares = (kept / draws).tolist()
        return [Answer(each, share, bounds) for each, share, bounds in zip(holds, shares, between, strict=True)]

    def fraction(self, cell: int) -> Fraction | None:
        """Return the exact share of a cell; None where it was sampled."""
        if not isinstance(self.counted, Enumeration):
            return None
        return Fraction(self.counted.kept[cell], self.counted.denominator)

    # ----------------------------------------------------------------- asking

    def cell(self, concept: str, state: str, maker: str | None = None) -> int:
        """Return the cell of a verdict, or without a side of an equilibrium, by names.

        Raises
        ------
        StandoffError
            If a concept was not asked for, or there is no such state or side.
        """
        side = None if maker is None else self.bench.dispute.maker(maker)
        return self.bench.cell(self._concept(concept), self.bench.model.states.find(state), side)

    def outcome_cell(self, concept: str, outcome: str, *, by_improvements: bool = False) -> int:
        """Return the cell of an outcome by names."""
        names = list(self.bench.outcomes)
        if outcome not in names:
            raise StandoffError(f"{outcome!r} was not asked for.", mend=nearest(outcome, names))
        return self.bench.outcome_cell(self._concept(concept), names.index(outcome), by_improvements=by_improvements)

    def _concept(self, name: str) -> int:
        asked = [concept.name for concept in self.bench.concepts]
        found = find_concept(name).name
        if found not in asked:
            raise StandoffError(f"{found} was not asked for.", mend=f"Asked for: {', '.join(asked)}.")
        return asked.index(found)

    def stability(self, concept: str, state: str, maker: str) -> Answer:
        """Return how the verdict on one state for one side fares."""
        return self.answer(self.cell(concept, state, maker))

    def equilibrium(self, concept: str, state: str) -> Answer:
        """Return how an equilibrium fares; of a state that is none, how that fares."""
        return self.answer(self.cell(concept, state))

    def outcome(self, concept: str, outcome: str, *, by_improvements: bool = False) -> Answer:
        """Return how it fares that some equilibrium brings an outcome.

        Parameters
        ----------
        concept, outcome : str
            A concept, and an outcome of the dispute or the target.
        by_improvements : bool
            Whether only equilibria count that improvements reach from the status quo.
        """
        return self.answer(self.outcome_cell(concept, outcome, by_improvements=by_improvements))

    # ---------------------------------------------------------------- hinges

    def hinges(self, cell: int) -> tuple[Hinge, ...]:
        """Return what a cell hangs on, most first; empty where that was not followed."""
        return self.hinges_of([cell])[0]

    def hinges_of(self, cells: Sequence[int]) -> list[tuple[Hinge, ...]]:
        """Return what each of several cells hangs on."""
        if not len(self.bench.followed):
            return [()] * len(cells)
        places = np.minimum(np.searchsorted(self.bench.followed, cells), len(self.bench.followed) - 1)
        known = self.bench.followed[places] == cells
        measured = measure(self.bench.parts, self.counted, places, np.asarray(cells))
        return [
            ranked(self.bench.parts, measured, column, self.trials, int(place)) if known[column] else ()
            for column, place in enumerate(places)
        ]

    def reliability(self, hinges: tuple[Hinge, ...]) -> Reliability:
        """Return what the parts rest on that decide a verdict.

        These are the parts of which each alone, otherwise, makes another verdict; where there is none,
        those on which it hangs at least half as much as on the first.
        """
        deciding = [hinge.part for hinge in hinges if hinge.decisive]
        if not deciding:
            deciding = [hinge.part for hinge in hinges if hinge.weight >= hinges[0].weight / 2]
        return reliability(deciding, {source.id: source.reliability for source in self.bench.dispute.sources})

    # ---------------------------------------------------------- going through

    def equilibria(self, concept: int) -> Iterator[int]:
        """Yield the states that are equilibria as things stand."""
        yield from (int(state) for state in np.flatnonzero(self.bench.equilibria[concept]))

    def often(self, concept: int) -> NDArray[np.float64]:
        """Return in what share of plausible preferences each state is an equilibrium, shape (states,)."""
        first, states = self.bench.cell(concept, 0), self.bench.shape[2]
        kept = self.counted.kept[first : first + states]
        if isinstance(self.counted, Enumeration):
            shares = np.array([each / self.counted.denominator for each in kept])
        else:
            shares = np.asarray(kept) / self.counted.draws
        return np.where(self.bench.equilibria[concept], shares, 1 - shares)

    @cached_property
    def named(self) -> tuple[tuple[int, ...], ...]:
        """For each concept the states to speak of: the equilibria, and what may plausibly be one, at most 1,000."""
        found = []
        for concept in range(len(self.bench.concepts)):
            now = np.flatnonzero(self.bench.equilibria[concept])[:MOST_STATES]
            may = np.flatnonzero(~self.bench.equilibria[concept] & (self.often(concept) >= LIKELY))
            found.append(tuple(sorted(map(int, (*now, *may[: MOST_STATES - len(now)])))))
        return tuple(found)
