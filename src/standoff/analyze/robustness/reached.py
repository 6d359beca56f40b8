"""Where improvements lead from the status quo under many preference profiles at once, eight of them in every byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.sweep_arcs import Arcs
from standoff.model.moves import Indices

Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Backwards:
    """One side's moves, sorted by where they end."""

    order: Indices
    sources: Indices
    ends: Indices
    first: Indices

    @staticmethod
    def of(arcs: Arcs) -> Backwards:
        """Sort the moves of a side."""
        order = np.argsort(arcs.targets, kind="stable")
        targets = arcs.targets[order]
        first = np.flatnonzero(np.r_[len(targets) > 0, targets[1:] != targets[:-1]])
        return Backwards(order, arcs.sources[order], targets[first], first)

    def onward(self, reached: Bits, improving: Bits) -> Bits:
        """Return where one improvement leads from what is reached."""
        result = np.zeros_like(reached)
        if len(self.ends):
            result[self.ends] = np.bitwise_or.reduceat(reached[self.sources] & improving, self.first, axis=0)
        return result


def reached(sides: Sequence[Backwards], improving: Sequence[Mask], start: int, states: int) -> Mask:
    """Return what legal sequences of improvements reach, the start included: nobody moves twice in succession.

    Parameters
    ----------
    sides : sequence of Backwards
        Every side's moves.
    improving : sequence of ndarray of bool, shape (arcs, profiles)
        Which of them are improvements, in the order of `Arcs`.
    start : int
        Where the sequences begin.
    states : int
        The number of states.

    Returns
    -------
    ndarray of bool, shape (profiles, states)
        Whether the state is reached.
    """
    profiles = improving[0].shape[1]
    packed = [np.packbits(mask, axis=1)[side.order] for side, mask in zip(sides, improving, strict=True)]
    last = [np.zeros((states, -(-profiles // 8)), np.uint8) for _ in sides]
    begun = np.zeros_like(last[0])
    begun[start] = 255
    changed = True
    while changed:
        changed = False
        for j, side in enumerate(sides):
            before = begun.copy()
            for k in range(len(sides)):
                if k != j:
                    before |= last[k]
            found = side.onward(before, packed[j])
            if (found & ~last[j]).any():
                last[j] |= found
                changed = True
    everything = begun
    for bits in last:
        everything = everything | bits
    unpacked: Mask = np.unpackbits(everything, axis=1, count=profiles).T.astype(bool)
    return unpacked
