"""The groups of states in which a side moves, as plain arrays that kernels take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.model.moves import Control, GeneratedMoves


@dataclass(frozen=True)
class Groups:
    """All sides' groups.

    Attributes
    ----------
    numbers : ndarray of int32, shape (sides, states)
        The number of each state's group.
    counts : ndarray of int64, shape (sides,)
        How many groups each side has.
    starts : ndarray of int32, shape (sides, most groups + 1)
        Where each group begins in ``perms``.
    perms : ndarray of int32, shape (sides, states)
        The states, group by group.
    ways : ndarray of int64, shape (sides, states)
        Which one-way options of the side have gone their way.
    widths : ndarray of int64, shape (sides,)
        How many one-way options each side has.
    """

    numbers: Any
    counts: Any
    starts: Any
    perms: Any
    ways: Any
    widths: Any

    @property
    def arrays(self) -> tuple[Any, ...]:
        """All arrays in the order in which kernels take them."""
        return self.numbers, self.counts, self.starts, self.perms, self.ways, self.widths

    @staticmethod
    def build(moves: GeneratedMoves) -> Groups:
        """Gather every side's groups (NumPy alone)."""
        count, sides = moves.states.count, len(moves.controls)
        numbers = np.empty((sides, count), np.int32)
        perms = np.empty((sides, count), np.int32)
        ways = np.zeros((sides, count), np.int64)
        starts = np.zeros((sides, count + 1), np.int32)
        counts, widths = np.zeros(sides, np.int64), np.zeros(sides, np.int64)
        for side, control in enumerate(moves.controls):
            found, numbers[side] = np.unique(moves.groups(side), return_inverse=True)
            counts[side] = len(found)
            perms[side] = np.argsort(numbers[side], kind="stable")
            starts[side, : len(found) + 1] = np.r_[0, np.cumsum(np.bincount(numbers[side]))]
            ways[side], widths[side] = one_way(moves, control)
        return Groups(numbers, counts, starts[:, : counts.max() + 1].copy(), perms, ways, widths)


def one_way(moves: GeneratedMoves, control: Control) -> tuple[Any, int]:
    """Return for each state which of a side's one-way options have gone their way, as bits, and their number."""
    full = moves.states.full
    dtype = full.dtype.type
    options = control.take | control.drop
    way = np.zeros(len(full), np.int64)
    for place, bit in enumerate(k for k in range(options.bit_length()) if options >> k & 1):
        gone = ((full >> dtype(bit)) & dtype(1)) != (control.drop >> bit & 1)
        way |= gone.astype(np.int64) << place
    return way, options.bit_count()


def drawn_together(codes: Any, bits: int) -> tuple[NDArray[np.int64], int]:
    """Number states by some bits of their codes, and return the numbers with a bound that all lie below.

    The bits are drawn together to one number; where that could be much larger than the number of states,
    the states are sorted instead.

    Examples
    --------
    >>> drawn_together(np.array([0, 1, 4, 5, 6], np.uint32), 0b101)
    (array([0, 1, 2, 3, 2]), 4)
    """
    if 1 << bits.bit_count() > 4 * len(codes) + 1024:
        found, numbers = np.unique(codes & codes.dtype.type(bits), return_inverse=True)
        return numbers.astype(np.int64).reshape(len(codes)), len(found)
    numbers = np.zeros(len(codes), np.int64)
    placed = start = 0
    while bits >> start:
        if not bits >> start & 1:
            start += 1
            continue
        width = (~(bits >> start) & ((bits >> start) + 1)).bit_length() - 1
        run = (codes >> codes.dtype.type(start)) & codes.dtype.type((1 << width) - 1)
        numbers |= run.astype(np.int64) << placed
        placed, start = placed + width, start + width
    return numbers, 1 << placed
