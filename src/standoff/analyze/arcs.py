"""Minima over the moves of one side where the moves are listed arc by arc (graph form, coalesced states)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.model.moves import Indices, ListedMoves, unpack
from standoff.model.relations import Levels

BEYOND = 1 << 31
Values = NDArray[np.int64]


@dataclass(frozen=True)
class ArcTable:
    """One side's moves and improvements in compressed rows: those of s are ``targets[indptr[s]:indptr[s + 1]]``."""

    moves: tuple[Indices, Indices]
    improvements: tuple[Indices, Indices]

    @staticmethod
    def build(indptr: Indices, targets: Indices, levels: Levels) -> ArcTable:
        """Keep a side's moves, and apart those that are improvements."""
        sources, _ = unpack(indptr, targets)
        better = levels[targets] > levels[sources]
        kept = np.r_[0, np.cumsum(better)][indptr]
        return ArcTable((indptr, targets), (kept, targets[better]))

    def least_move(self, values: Values) -> Values:
        """Return the least value over each state's moves and the state itself."""
        return np.minimum(values, row_minima(*self.moves, values, int(values.max(initial=0))))


def row_minima(indptr: Indices, targets: Indices, values: Values, worst: int) -> Values:
    """Return the minimum of ``values[targets]`` in each row, ``worst`` in an empty one."""
    result = np.full(len(indptr) - 1, worst, np.int64)
    filled = np.flatnonzero(indptr[1:] > indptr[:-1])
    if len(filled):
        result[filled] = np.minimum.reduceat(values[targets], indptr[:-1][filled])
    return result


@dataclass(frozen=True)
class ArcMachine:
    """Verdicts over listed moves in NumPy: here it matters that nobody moves twice in succession."""

    sides: tuple[ArcTable, ...]
    scores: tuple[Values, ...]

    @staticmethod
    def build(moves: ListedMoves, levels: Sequence[Levels]) -> ArcMachine:
        """Keep every side's moves and improvements."""
        sides = tuple(ArcTable.build(*moves.arcs(side), level) for side, level in enumerate(levels))
        return ArcMachine(sides, tuple(level.astype(np.int64) for level in levels))

    def levels(self, side: int) -> Values:
        """Return a side's level of each state."""
        return self.scores[side]

    def best_moves(self, side: int) -> Values:
        """Return the best level that a side can move to from each state, or keep by staying."""
        return BEYOND - self.sides[side].least_move(BEYOND - self.scores[side])

    def closure(self, value: Values, others: tuple[int, ...], credible: bool) -> Values:
        """Return the least value over legal sequences of at least one move.

        ``first[j]`` holds the least value of sequences that j begins; another side must go on after j's move,
        so what follows j's move into t is the value of t, or the least of the sequences that another begins there.
        """
        first = np.full((len(others), len(value)), BEYOND, np.int64)
        changed = True
        while changed:
            changed = False
            for k, j in enumerate(others):
                onward = value
                for m in range(len(others)):
                    if m != k:
                        onward = np.minimum(onward, first[m])
                table = self.sides[j]
                begun = row_minima(*(table.improvements if credible else table.moves), onward, BEYOND)
                if (begun < first[k]).any():
                    np.minimum(first[k], begun, out=first[k])
                    changed = True
        return first.min(axis=0) if len(others) else np.full(len(value), BEYOND, np.int64)

    def stable(self, side: int, worth: Values | None) -> NDArray[np.bool_]:
        """Return where no improvement has a worth above the state's level."""
        if worth is None:
            worth = np.full(len(self.scores[side]), BEYOND, np.int64)
        best = BEYOND - row_minima(*self.sides[side].improvements, BEYOND - worth, BEYOND + 1)
        return best <= self.scores[side]
