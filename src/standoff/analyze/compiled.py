"""Verdicts by compiled loops.

Over generated moves only groups that changed are looked at again, over listed moves every arc once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze import arc_kernels, kernels
from standoff.analyze.groups import one_way
from standoff.analyze.interrupts import run
from standoff.model.moves import GeneratedMoves, ListedMoves

Values = NDArray[np.int64]
MANY = 1 << 14


@dataclass(frozen=True)
class Layout:
    """One side's groups, sorted by its preference; see `kernels`."""

    start: Any
    perm: Any
    fresh: Any
    way: Any
    width: int

    @property
    def arrays(self) -> tuple[Any, Any, Any, Any, int]:
        """What the kernels take."""
        return self.start, self.perm, self.fresh, self.way, self.width


class CompiledFibres:
    """The machine for generated moves where Numba is installed."""

    def __init__(self, moves: GeneratedMoves, scores: Sequence[Any]) -> None:
        self.moves = moves
        self.scores = [np.ascontiguousarray(score, np.int64) for score in scores]
        self.many = moves.states.count > MANY
        self._kept_classes: dict[tuple[int, ...], tuple[Any, int]] = {}

    @cached_property
    def groups(self) -> tuple[Any, list[int]]:
        """The number of each state's group, shape (sides, states), and how many groups each side has."""
        found = [self._numbered(self._outside((side,))) for side in range(len(self.scores))]
        return np.stack([numbers for numbers, _ in found]), [count for _, count in found]

    def _outside(self, sides: tuple[int, ...]) -> int:
        """Return the options that none of some sides controls, as bits."""
        outside = (1 << len(self.moves.states.option_ids)) - 1
        for side in sides:
            outside &= ~self.moves.controls[side].mask
        return outside

    def _numbered(self, options: int) -> tuple[Any, int]:
        """Number the states by some options: states with the same number agree on them."""
        full = self.moves.states.full
        if 1 << options.bit_count() <= 4 * len(full) + 1024:
            numbers, count = run(kernels.number_groups, full, np.uint64(options), hold=self.many)
            return numbers, count
        found, places = np.unique(full & full.dtype.type(options), return_inverse=True)
        return places.astype(np.int32), len(found)

    @cached_property
    def layouts(self) -> list[Layout]:
        """Every side's groups, sorted by its preference."""
        numbers, counts = self.groups
        result = []
        nothing = np.zeros(0, np.int64)
        for side, control in enumerate(self.moves.controls):
            start, perm = run(kernels.gather_groups, numbers[side], counts[side], hold=self.many)
            fresh = np.empty(len(perm), np.uint8)
            run(kernels.sort_groups[self.many], start, perm, self.scores[side], fresh, hold=self.many)
            way, width = one_way(self.moves, control) if control.take | control.drop else (nothing, 0)
            result.append(Layout(start, perm, fresh, way, width))
        return result

    def levels(self, side: int) -> Values:
        """Return a side's level of each state."""
        return self.scores[side]

    def best_moves(self, side: int) -> Values:
        """Return the best level that a side can move to from each state, or keep by staying."""
        layout = self.layouts[side]
        best = np.empty(len(layout.perm), np.int64)
        run(kernels.best_moves[self.many], *layout.arrays, self.scores[side], best, hold=self.many)
        return best

    def closure(self, value: Values, others: tuple[int, ...], credible: bool) -> Values:
        """Let values flow back along the others' moves until no group waits.

        The first round goes through every group.
        Where it has brought all states that the others cannot leave to one value, nothing can fall further.
        """
        counts = self.groups[1]
        values = value.copy()
        waiting = np.ones((len(self.scores), max(counts)), np.uint8)
        nobody = np.zeros(0, np.int64)
        for side in others:
            self._lower(side, credible, values, nobody, waiting)
        if len(others) < 2 or (not credible and self._settled(values, others)):
            return values
        waiting[list(others[:-1])] = 1
        pending = True
        while pending:
            pending = False
            for side in others:
                if waiting[side, : counts[side]].any():
                    pending = True
                    awake = np.array([other for other in others if other != side], np.int64)
                    self._lower(side, credible, values, awake, waiting)
        return values

    def _lower(self, side: int, credible: bool, values: Values, awake: Any, waiting: Any) -> None:
        layout = self.layouts[side]
        arguments = (side, *layout.arrays, credible, values, awake, self.groups[0], waiting)
        run(kernels.lower[self.many], *arguments, hold=self.many)

    def _settled(self, values: Values, others: tuple[int, ...]) -> bool:
        """Return whether nothing can fall further: what the others cannot leave has one value."""
        return bool(run(kernels.settled, values, *self._classes(others), hold=self.many))

    def _classes(self, others: tuple[int, ...]) -> tuple[Any, int]:
        """Return the number of each state's class, and how many there are; no move of the others leaves a class."""
        if others not in self._kept_classes:
            self._kept_classes[others] = self._numbered(self._outside(others))
        return self._kept_classes[others]

    def stable(self, side: int, worth: Values | None) -> NDArray[np.bool_]:
        """Return where no improvement has a worth above the state's level."""
        layout = self.layouts[side]
        cost = np.full(len(layout.perm), 1 - kernels.BEYOND) if worth is None else -worth
        result = np.empty(len(layout.perm), np.bool_)
        run(kernels.stable[self.many], *layout.arrays, self.scores[side], cost, result, hold=self.many)
        return result


class CompiledArcs:
    """The machine for listed moves where Numba is installed."""

    def __init__(self, moves: ListedMoves, scores: Sequence[Any]) -> None:
        self.moves = moves
        self.scores = [np.ascontiguousarray(score, np.int64) for score in scores]
        self._reversed: dict[bool, tuple[Any, Any]] = {}

    def levels(self, side: int) -> Values:
        """Return a side's level of each state."""
        return self.scores[side]

    def best_moves(self, side: int) -> Values:
        """Return the best level that a side can move to from each state, or keep by staying."""
        best: Values = run(arc_kernels.best_move, *self.moves.arcs(side), self.scores[side])
        return best

    def backwards(self, credible: bool) -> tuple[Any, Any]:
        """Return every side's reversed arcs, of improvements only if credible."""
        if credible not in self._reversed:
            rows = [
                run(arc_kernels.reverse_arcs, *self.moves.arcs(side), score, credible)
                for side, score in enumerate(self.scores)
            ]
            self._reversed[credible] = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
        return self._reversed[credible]

    def closure(self, value: Values, others: tuple[int, ...], credible: bool) -> Values:
        """Return the least value over legal sequences of at least one move."""
        starts, sources = self.backwards(credible)
        arguments = (np.argsort(value), value, starts, sources, np.array(others, np.int64))
        least: Values = run(arc_kernels.least_by_legal_sequences, *arguments)
        return least

    def stable(self, side: int, worth: Values | None) -> NDArray[np.bool_]:
        """Return where no improvement has a worth above the state's level."""
        if worth is None:
            worth = np.full(len(self.scores[side]), arc_kernels.BEYOND, np.int64)
        arguments = (*self.moves.arcs(side), self.scores[side], worth)
        result: NDArray[np.bool_] = run(arc_kernels.stable_over_arcs, *arguments)
        return result
