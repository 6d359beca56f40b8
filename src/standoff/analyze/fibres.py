"""Running minima and maxima over the moves of one side, for generated moves and total preorders.

The states that differ only in one side's options form a group; the side can move anywhere in it,
or, where some of its options are one-way, from a block of the group to another.
Sorted by preference inside each group, "the best or worst over all improvements" is one running
extremum, so no single move is ever looked at: O(states) after one sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.model.moves import GeneratedMoves
from standoff.model.relations import Levels

BEYOND = 1 << 31
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Block:
    """The states into which the states of one block can be moved, sorted by group, then preference.

    Attributes
    ----------
    order : ndarray, shape (m,)
        States, sorted by group and then by increasing preference of the side.
    group : ndarray of int64, shape (m,)
        Number of each one's group: 0, 1, 2, …
    last : ndarray, shape (m,)
        The last place of each one's group.
    above : ndarray, shape (m,)
        The first place whose state is strictly preferred to this one's (possibly beyond its group).
    own : ndarray of bool, shape (m,), or None
        Which of these states the block holds; None for all.
    """

    order: Places
    group: NDArray[np.int64]
    last: Places
    above: Places
    own: NDArray[np.bool_] | None

    def _suffix_minimum(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return, at each place, the minimum from there to the end of the group; values lie in [0, 2^32)."""
        span = np.int64(1) << 32
        number = self.group[-1] - self.group
        shifted = values - number * span
        suffix: NDArray[np.int64] = np.minimum.accumulate(shifted[::-1])[::-1] + number * span
        return suffix

    def least_improvement(self, values: NDArray[np.int64], worst: int) -> tuple[Places, NDArray[np.int64]]:
        """Return (states, minima of the values over their improvements; ``worst`` where there is none)."""
        suffix = self._suffix_minimum(values[self.order])
        inside = self.above <= self.last
        result = np.where(inside, suffix[np.where(inside, self.above, 0)], worst)
        return self._of_own(result)

    def least_move(self, values: NDArray[np.int64]) -> tuple[Places, NDArray[np.int64]]:
        """Return (states, minima of the values over all states they can be moved to, or stay in)."""
        suffix = self._suffix_minimum(values[self.order])
        starts = np.r_[True, self.group[1:] != self.group[:-1]]
        return self._of_own(suffix[np.flatnonzero(starts)][self.group])

    def _of_own(self, result: NDArray[np.int64]) -> tuple[Places, NDArray[np.int64]]:
        return (self.order, result) if self.own is None else (self.order[self.own], result[self.own])


@dataclass(frozen=True)
class Fibres:
    """All blocks of one side."""

    blocks: tuple[Block, ...]

    def least_improvement(self, values: NDArray[np.int64], worst: int) -> NDArray[np.int64]:
        """Return min over t in R_i^+(s) of values[t], for all s; ``worst`` where R_i^+(s) is empty."""
        result = np.empty_like(values)
        for block in self.blocks:
            states, minima = block.least_improvement(values, worst)
            result[states] = minima
        return result

    def least_move(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return min over t in R_i(s) or t = s of values[t], for all s."""
        result = np.empty_like(values)
        for block in self.blocks:
            states, minima = block.least_move(values)
            result[states] = minima
        return result


def fibres(moves: GeneratedMoves, side: int, levels: Levels) -> Fibres:
    """Sort the states for one side: one block, or one for each combination of its one-way options."""
    groups = moves.groups(side)
    control = moves.controls[side]
    one_way = control.take | control.drop
    key = np.unique(groups, return_inverse=True)[1].astype(np.int64) * (int(levels.max()) + 1) + levels
    order = np.argsort(key)
    if not one_way:
        return Fibres((_block(order, key[order], groups, None),))
    full = moves.states.full
    dtype = full.dtype.type
    # A drop option is a take option of its negation, so "can be moved into" is "has at least these bits".
    advanced = (full & dtype(one_way)) ^ dtype(control.drop)
    blocks = []
    for bits in np.unique(advanced):
        into = order[(advanced[order] & bits) == bits]
        blocks.append(_block(into, key[into], groups, advanced[into] == bits))
    return Fibres(tuple(blocks))


def _block(order: Places, key: NDArray[np.int64], groups: Any, own: NDArray[np.bool_] | None) -> Block:
    sorted_groups = groups[order]
    fresh = np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]
    group = np.cumsum(fresh) - 1
    ends = np.r_[np.flatnonzero(fresh)[1:], len(order)] - 1
    above = np.searchsorted(key, key, side="right") if len(key) else key
    return Block(order, group, ends[group], above, own)


@dataclass(frozen=True)
class FibreMachine:
    """Verdicts over generated moves in NumPy: two moves of one side in a row are one move, so any sequence will do."""

    sides: tuple[Fibres, ...]
    scores: tuple[NDArray[np.int64], ...]

    @staticmethod
    def build(moves: GeneratedMoves, levels: Sequence[Levels]) -> FibreMachine:
        """Sort the states once for every side."""
        sides = tuple(fibres(moves, side, level) for side, level in enumerate(levels))
        return FibreMachine(sides, tuple(level.astype(np.int64) for level in levels))

    def levels(self, side: int) -> NDArray[np.int64]:
        """Return a side's level of each state."""
        return self.scores[side]

    def best_moves(self, side: int) -> NDArray[np.int64]:
        """Return the best level that a side can move to from each state, or keep by staying."""
        return BEYOND - self.sides[side].least_move(BEYOND - self.scores[side])

    def closure(self, value: NDArray[np.int64], others: tuple[int, ...], credible: bool) -> NDArray[np.int64]:
        """Let values flow back along the others' moves until nothing falls."""
        least = value.copy()
        calm = turn = 0
        while calm < len(others):
            side = self.sides[others[turn % len(others)]]
            flowed = side.least_improvement(least, BEYOND) if credible else side.least_move(least)
            fell = bool((flowed < least).any())
            if fell:
                np.minimum(least, flowed, out=least)
            # A side's moves are transitive, so after its own turn only the others can lower a value.
            calm = 1 if fell else calm + 1
            turn += 1
        return least

    def stable(self, side: int, worth: NDArray[np.int64] | None) -> NDArray[np.bool_]:
        """Return where no improvement has a worth above the state's level."""
        if worth is None:
            worth = np.full(len(self.scores[side]), BEYOND - 1, np.int64)
        best = BEYOND - self.sides[side].least_improvement(BEYOND - worth, BEYOND + 1)
        return best <= self.scores[side]
