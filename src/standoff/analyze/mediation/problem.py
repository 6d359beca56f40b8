"""The question: which state shall hold, or fall, for whom, under which concept, and what each change costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.model.graph import GraphModel

Levels = NDArray[np.int64]
Profile = tuple[Levels, ...]
"""One array a side: the level of each state, larger is better, equal is a tie; shape (states,)."""
Pair = tuple[int, int]


@dataclass(frozen=True)
class Weights:
    """What a changed pair costs: 1, a side's own weight, or the weight of that very pair.

    Attributes
    ----------
    sides : tuple of Fraction
        One a side, positive.
    pairs : mapping of (side, lower state, higher state) to Fraction
        Pairs that cost something else, positive.
    """

    sides: tuple[Fraction, ...]
    pairs: Mapping[tuple[int, int, int], Fraction] = field(default_factory=dict)

    @cached_property
    def scale(self) -> int:
        """What all weights are multiplied by to be whole."""
        return lcm(*(weight.denominator for weight in (*self.sides, *self.pairs.values())))

    @cached_property
    def _whole(self) -> tuple[int, ...]:
        return tuple(int(weight * self.scale) for weight in self.sides)

    @cached_property
    def _special(self) -> dict[tuple[int, int, int], int]:
        return {pair: int(weight * self.scale) for pair, weight in self.pairs.items()}

    def of(self, side: int, s: int, t: int) -> int:
        """Return what it costs to change how a side compares two states, in scaled whole numbers."""
        return self._special.get((side, min(s, t), max(s, t)), self._whole[side])

    def span(self, side: int) -> tuple[int, int]:
        """Return the least and the most that a pair of a side may cost, scaled."""
        costs = [self._whole[side], *(weight for pair, weight in self._special.items() if pair[0] == side)]
        return min(costs), max(costs)

    def uniform(self, side: int) -> bool:
        """Whether all pairs of a side cost the same."""
        return not any(each[0] == side for each in self.pairs)


@dataclass(frozen=True)
class Problem:
    """One target state and what is asked about it.

    Attributes
    ----------
    model : GraphModel
        The dispute; every side's preference is a total preorder.
    target : int
        The state.
    concepts : tuple of SolutionConcept
        One a side: Nash, GMR, SMR, SEQ or SSEQ.
    fixed : frozenset of int
        The sides whose preferences stay.
    weights : Weights
        What changes cost.
    return_to_s : bool
        Whether being brought back to the target is a sanction.
    """

    model: GraphModel
    target: int
    concepts: tuple[SolutionConcept, ...]
    fixed: frozenset[int]
    weights: Weights
    return_to_s: bool = True

    @property
    def sides(self) -> range:
        """All sides."""
        return range(len(self.model.preferences))

    @cached_property
    def profile(self) -> Profile:
        """Today's preferences."""
        return tuple(np.asarray(preference.levels, np.int64) for preference in self.model.preferences)

    @cached_property
    def moves(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The states that each side can move to from each state."""
        result = []
        for side in self.sides:
            indptr, targets = self.model.moves.arcs(side)
            ends, listed = indptr.tolist(), targets.tolist()
            result.append(tuple(tuple(listed[a:b]) for a, b in pairwise(ends)))
        return tuple(result)

    @property
    def lazy(self) -> bool:
        """Whether some side counts only credible answers, so that its stability hangs on the others' preferences."""
        return any(concept.credible for concept in self.concepts)
