"""Verdicts of many preference profiles at once over listed arcs, in NumPy: profiles side by side in every operation.

The steps are those of `standoff.analyze.arcs`, with one more axis: every value is an array of shape
(states, profiles), and what improves differs from profile to profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.model.moves import GeneratedMoves, Indices, ListedMoves, unpack

BEYOND = np.int64(1 << 62)
MOST_ARCS = 1 << 16
Values = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Arcs:
    """One side's moves, sorted by where they start.

    Attributes
    ----------
    sources, targets : ndarray, shape (arcs,)
        The two ends of each move.
    states, first : ndarray
        The states that the side can leave, and where the moves of each begin.
    """

    sources: Indices
    targets: Indices
    states: Indices
    first: Indices

    @staticmethod
    def of(moves: GeneratedMoves | ListedMoves, side: int) -> Arcs:
        """List the moves of a side."""
        indptr, targets = moves.arcs(side)
        sources, _ = unpack(indptr, targets)
        states = np.flatnonzero(indptr[1:] > indptr[:-1])
        return Arcs(sources, targets, states, indptr[states])

    def improving(self, levels: Values) -> Mask:
        """Return which moves are improvements, shape (arcs, profiles)."""
        return np.asarray(levels[self.targets] > levels[self.sources])

    def least(self, values: Values, allowed: Mask | None, worst: Any = BEYOND) -> Values:
        """Return the least value over each state's allowed moves, ``worst`` where there is none."""
        result = np.full(values.shape, worst, np.int64)
        if len(self.states):
            found = values[self.targets]
            if allowed is not None:
                found = np.where(allowed, found, worst)
            result[self.states] = np.minimum.reduceat(found, self.first, axis=0)
        return result


def judge_arcs(sides: Sequence[Arcs], scores: Values, concepts: Iterable[SolutionConcept]) -> Mask:
    """Return the verdicts of several profiles.

    Parameters
    ----------
    sides : sequence of Arcs
        Every side's moves.
    scores : ndarray of integers, shape (profiles, sides, states)
        Larger is preferred, equal is a tie; below 2^61 in size.
    concepts : iterable of SolutionConcept
        Classical concepts.

    Returns
    -------
    ndarray of bool, shape (profiles, concepts, sides, states)
        Whether a state is stable for a side.
    """
    levels = np.ascontiguousarray(scores.transpose(1, 2, 0), dtype=np.int64)
    improving = [arcs.improving(level) for arcs, level in zip(sides, levels, strict=True)]
    found = [
        np.stack([_stable(sides, levels, improving, concept, side) for side in range(len(sides))])
        for concept in concepts
    ]
    return np.ascontiguousarray(np.stack(found).transpose(3, 0, 1, 2))


def _stable(sides: Sequence[Arcs], levels: Values, improving: list[Mask], concept: SolutionConcept, side: int) -> Mask:
    """Return where a side is stable, shape (states, profiles)."""
    if not concept.answered:
        worth = np.full(levels[side].shape, BEYOND)
    else:
        value = levels[side]
        if concept.countermoves:
            value = -np.minimum(-value, sides[side].least(-value, None))
        worth = _closure(sides, value, improving if concept.credible else None, side)
    best = -sides[side].least(-worth, improving[side], BEYOND)
    return np.asarray((best <= levels[side]) | (best == -BEYOND))


def _closure(sides: Sequence[Arcs], value: Values, improving: list[Mask] | None, side: int) -> Values:
    """Return the least value that legal sequences of the others reach, at least one move long."""
    others = [j for j in range(len(sides)) if j != side]
    first = {j: np.full(value.shape, BEYOND) for j in others}
    changed = bool(others)
    while changed:
        changed = False
        for j in others:
            onward = value
            for k in others:
                if k != j:
                    onward = np.minimum(onward, first[k])
            begun = sides[j].least(onward, None if improving is None else improving[j])
            if (begun < first[j]).any():
                first[j] = np.minimum(first[j], begun)
                changed = True
    result = np.full(value.shape, BEYOND)
    for row in first.values():
        result = np.minimum(result, row)
    return result
