"""Which moves a side would make, and which concessions it could make, from many states at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.foresight import LimitedMoves, best_of_rows
from standoff.analyze.prospects.assumptions import Concessions, Improvements, horizon
from standoff.analyze.relational import pack_rows
from standoff.analyze.side_steps import SideSteps
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices

Mask = NDArray[np.bool_]
Pairs = tuple[Indices, Indices]
Shares = NDArray[np.float64]
MOST_PAIRS: Final = 1 << 23
BYTES_A_PAIR: Final = 48


@dataclass(frozen=True)
class Choices:
    """The moves of one side under one concept.

    Attributes
    ----------
    judge : Judge
        What computes verdicts, and keeps what the sides share.
    side : int
        The side.
    concept : SolutionConcept
        By which it judges its improvements.
    """

    judge: Judge
    side: int
    concept: SolutionConcept

    @property
    def model(self) -> GraphModel:
        """The dispute."""
        return self.judge.model

    @cached_property
    def steps(self) -> SideSteps:
        """The side's moves."""
        return SideSteps(self.model, self.side)

    @cached_property
    def ready(self) -> Mask:
        """Where the side would move: where its concept finds it unstable, shape (states,)."""
        moving: Mask = ~self.judge.verdicts(self.concept)[self.side]
        return moving

    @cached_property
    def _levels(self) -> Any | None:
        preference = self.model.preferences[self.side]
        return preference.levels if preference.total else None

    @cached_property
    def _worth(self) -> Any:
        """The least level that the others' answers to each state can leave the side with, where it has levels."""
        return self.judge.engine.worth_of_answers(self.side, self.concept.credible, self.concept.countermoves)

    def improvements(self, states: Indices, manner: Improvements) -> Pairs:
        """Return the moves that the side would make from states in which it is ready, as (before, after)."""
        ready = states[self.ready[states]]
        if horizon(self.concept) is not None:
            return ready, self._far_sighted[ready]
        self._ensure_size(ready)
        before, after = self.steps.pairs(ready, "improving")
        if self.concept.answered:
            kept = self._unanswered(before, after)
            before, after = before[kept], after[kept]
        return (before, after) if manner == "any" else self._liked_best(before, after)

    def concessions(self, states: Indices, manner: Concessions) -> Pairs:
        """Return the side's moves that are no improvement for it, as (before, after)."""
        self._ensure_size(states)
        before, after = self.steps.pairs(states, "other")
        if manner == "welcome":
            others = [self.model.preferences[j].compare(after, before) > 0 for j in self.model.others(self.side)]
            kept = np.logical_or.reduce(others) if others else np.zeros(len(before), bool)
            before, after = before[kept], after[kept]
        return self._liked_best(before, after) if manner == "least" else (before, after)

    def _ensure_size(self, states: Indices) -> None:
        pairs = self.steps.count(states)
        if pairs > MOST_PAIRS:
            maker = self.model.makers[self.side]
            raise StandoffError(
                f"{maker} has about {pairs:,} single moves from the states that can come about; to list them takes "
                f"about {pairs * BYTES_A_PAIR / 2**30:.2f} GB, and the limit is {MOST_PAIRS:,}.",
                mend=f"Let {maker} concede nothing (0), or use fewer options or states.",
            )

    def _liked_best(self, before: Indices, after: Indices) -> Pairs:
        """Keep of each state's moves those that the side likes best; without a ranking, those it likes none better."""
        if not len(before):
            return before, after
        if self._levels is not None:
            starts = np.flatnonzero(np.r_[True, before[1:] != before[:-1]])
            best = np.maximum.reduceat(self._levels[after], starts)
            kept = self._levels[after] == np.repeat(best, np.diff(np.r_[starts, len(before)]))
            return before[kept], after[kept]
        preference, kept = self.model.preferences[self.side], np.zeros(len(before), bool)
        for state in np.unique(before):
            row = np.flatnonzero(before == state)
            better = np.asarray(preference.compare(after[row][:, None], after[row][None, :]) > 0)
            unbeaten = ~better.any(axis=0)
            kept[row] = unbeaten if unbeaten.any() else True
        return before[kept], after[kept]

    @cached_property
    def _far_sighted(self) -> Indices:
        """Return where each state's best move leads under L_h (Kilgour 1985)."""
        ahead = horizon(self.concept) or 1
        play = LimitedMoves(self.model, self.concept.name)
        after = play.ends(ahead - 1)[1 - self.side]
        _, chosen = best_of_rows(*play.arcs[self.side], play.levels[self.side][after])
        return chosen

    def _unanswered(self, before: Indices, after: Indices) -> Mask:
        """Return which improvements no answer of the others deters the side from."""
        if all(preference.total for preference in self.model.preferences):
            levels = self.judge.engine.machine.levels(self.side)
            free: Mask = np.asarray(self._worth[after] > levels[before])
            return free
        rule, rows, side = self.concept.rule, self.judge.rows, self.side
        assert rule is not None
        assert rule.deters is not None
        reached = rows.reached(self.model.others(side), rule.credible)
        result, everywhere = np.ones(len(before), bool), np.arange(self.model.states.count)
        indptr, targets = rows.arcs(side)
        for state in np.unique(before):
            deterring = rule.deters(self.model, side, np.int64(state), everywhere)
            if rule.after is not None:
                escapes = ~rule.after(self.model, side, np.int64(state), targets)
                passed = np.r_[0, np.cumsum(escapes)]
                deterring = deterring & (passed[indptr[1:]] == passed[indptr[:-1]])
            row = before == state
            result[row] = ~np.any(reached[after[row]] & pack_rows(deterring[None])[0], axis=1)
        return result


def shares(before: Indices) -> Shares:
    """Return for each move one part in as many as there are from its state; states stand together.

    Examples
    --------
    >>> shares(np.array([3, 3, 7]))
    array([0.5, 0.5, 1. ])
    """
    if not len(before):
        return np.zeros(0)
    starts = np.flatnonzero(np.r_[True, before[1:] != before[:-1]])
    sizes = np.diff(np.r_[starts, len(before)])
    result: Shares = np.repeat(1.0 / sizes, sizes)
    return result
