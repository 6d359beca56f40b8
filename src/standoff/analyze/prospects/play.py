"""The situations that can come about from a start, built one after the other, never those that cannot.

A situation is a state, and who moved there last where that side would move again: it waits for the others.
In a situation, in this order:

1. of the other sides that would improve, one does, in proportion to their initiative;
2. if none would, the side that moved last moves again: for certain after an improvement, with the probability
   ``retract`` after a concession;
3. otherwise it is a standstill: each side may concede, and if none does, play ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.prospects.assumptions import Concessions, Improvements
from standoff.analyze.prospects.choices import Choices, Pairs, shares
from standoff.errors import StandoffError
from standoff.model.moves import Indices

IMPROVING: Final = 0
AGAIN: Final = 1
CONCEDING: Final = 2
MOST_SITUATIONS: Final = 1 << 18
MOST_STEPS: Final = 1 << 22
BYTES_A_STEP: Final = 120


@dataclass(frozen=True)
class Play:
    """Situations and the steps between them; the first situation is the start.

    Attributes
    ----------
    sides : int
        The number of sides.
    states, last : ndarray of int64, shape (situations,)
        The state, and the side that moved last and would move again, -1 where there is none.
    conceded : ndarray of bool, shape (situations,)
        Whether that last move was a concession.
    origin, mover, end, kind : ndarray, shape (steps,)
        Each step's situation, side, next situation, and whether it is IMPROVING, AGAIN or CONCEDING.
    share : ndarray of float, shape (steps,)
        The probability of the step among those of the same situation, side and kind.
    """

    sides: int
    states: Indices
    last: Indices
    conceded: NDArray[np.bool_]
    origin: Indices
    mover: Indices
    end: Indices
    kind: NDArray[np.int8]
    share: NDArray[np.float64]

    @cached_property
    def standstill(self) -> NDArray[np.bool_]:
        """Where no side but the one that moved last would improve."""
        moving = np.zeros(len(self.states), bool)
        moving[self.origin[self.kind == IMPROVING]] = True
        return ~moving

    @cached_property
    def may_retract(self) -> NDArray[np.bool_]:
        """Where a side may take its concession back."""
        found = np.zeros(len(self.states), bool)
        found[self.origin[self.kind == AGAIN]] = True
        return found & self.conceded

    @cached_property
    def goes_on(self) -> NDArray[np.bool_]:
        """Where the side that moved last goes on improving."""
        found = np.zeros(len(self.states), bool)
        found[self.origin[self.kind == AGAIN]] = True
        return found & ~self.conceded

    def where(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return in which situations one of these states stands."""
        return mask[self.states]


@dataclass
class _Builder:
    """A play under construction: situations are numbered as they are found."""

    choices: Sequence[Choices]
    improvements: Improvements
    concessions: Concessions
    may_concede: Sequence[bool]

    def __post_init__(self) -> None:
        self.kinds = 2 * len(self.choices) + 1
        self.ready = np.stack([choice.ready for choice in self.choices])
        self.steps: list[tuple[Indices, Indices, Indices, NDArray[np.int8], NDArray[np.float64]]] = []
        self.listed = 0

    def build(self, start: int) -> Play:
        """Find everything that can come about."""
        front = np.array([start * self.kinds], np.int64)
        known = front
        while len(front):
            found = self.expand(front)
            fresh = np.setdiff1d(found, known)
            known = np.union1d(known, fresh)
            if len(known) > MOST_SITUATIONS or self.listed > MOST_STEPS:
                raise self.too_large(len(known))
            front = fresh
        first = int(np.searchsorted(known, start * self.kinds))
        order = np.r_[first, np.delete(np.arange(len(known)), first)]
        codes, place = known[order], np.argsort(order)
        parts = [np.concatenate([step[k] for step in self.steps]) for k in range(5)]
        origin, mover, end, kind, share = parts
        memory = codes % self.kinds
        last = np.where(memory == 0, -1, (memory - 1) % len(self.choices))
        return Play(
            len(self.choices),
            codes // self.kinds,
            last,
            memory > len(self.choices),
            place[np.searchsorted(known, origin)],
            mover,
            place[np.searchsorted(known, end)],
            kind,
            share,
        )

    def too_large(self, situations: int) -> StandoffError:
        """Say that more can come about than can be held."""
        return StandoffError(
            f"more than {situations - 1:,} situations with {self.listed:,} steps can come about, which would take over "
            f"{max(self.listed, situations) * BYTES_A_STEP / 2**30:.1f} GB; the limits are {MOST_SITUATIONS:,} "
            f"situations and {MOST_STEPS:,} steps.",
            mend="Let fewer sides concede (`--concede X=0`), let concessions be the least ones, or use fewer options.",
        )

    def expand(self, codes: Indices) -> Indices:
        """Note all steps from some situations, and return the situations that they lead to."""
        states, memory = codes // self.kinds, codes % self.kinds
        last = np.where(memory == 0, -1, (memory - 1) % len(self.choices))
        distinct = np.unique(states)
        moved = np.zeros(len(codes), bool)
        ends = []
        own = []
        for side, choice in enumerate(self.choices):
            pairs = choice.improvements(distinct, self.improvements)
            others = np.flatnonzero((last != side) & self.ready[side, states])
            moved[others] = True
            ends.append(self.note(codes, states, others, side, pairs, IMPROVING))
            own.append(pairs)
        again = ~moved & (last >= 0)
        for side in range(len(self.choices)):
            mine = np.flatnonzero(again & (last == side))
            ends.append(self.note(codes, states, mine, side, own[side], AGAIN))
        still = np.flatnonzero(~moved & ~(again & (memory <= len(self.choices)) & (memory > 0)))
        for side, choice in enumerate(self.choices):
            if self.may_concede[side] and len(still):
                pairs = choice.concessions(np.unique(states[still]), self.concessions)
                ends.append(self.note(codes, states, still, side, pairs, CONCEDING))
        return np.unique(np.concatenate(ends))

    def note(self, codes: Indices, states: Indices, places: Indices, side: int, pairs: Pairs, kind: int) -> Indices:
        """Note one side's steps of a kind from some of the situations."""
        before, after = pairs
        first = np.searchsorted(before, states[places])
        sizes = np.searchsorted(before, states[places], side="right") - first
        total = int(sizes.sum())
        rows = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(total)
        share = shares(before)[rows]
        targets = after[rows]
        memory = np.where(self.ready[side, targets], 1 + side + (len(self.choices) if kind == CONCEDING else 0), 0)
        ends: Indices = targets * self.kinds + memory
        movers = np.full(total, side, np.int64)
        self.steps.append((np.repeat(codes[places], sizes), movers, ends, np.full(total, kind, np.int8), share))
        self.listed += total
        return ends


def build_play(
    choices: Sequence[Choices],
    start: int,
    *,
    improvements: Improvements = "best",
    concessions: Concessions = "any",
    may_concede: Sequence[bool],
) -> Play:
    """Build what can come about from a state.

    Parameters
    ----------
    choices : sequence of Choices
        What each side would do.
    start : int
        The state in which it begins; nobody has moved last.
    improvements, concessions : str
        As `standoff.analyze.prospects.assumptions.Assumptions` has them.
    may_concede : sequence of bool
        Which sides concede with a probability above zero, in any of the settings that will be asked for.

    Raises
    ------
    StandoffError
        If more can come about than can be held; the message says how much.
    """
    return _Builder(choices, improvements, concessions, may_concede).build(start)
