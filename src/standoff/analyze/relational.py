"""Verdicts for any preference structure and sanction rule, exact, as rows of bits.

Where preferences are no total preorders there is no single least value to look for.
Here each state has one row of bits for the states that the others can reach from it, and one for the states
that deter: a sanction is a bit that both rows have.
Memory is states² / 8 bytes a table, so the number of states is limited and said before anything is allocated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.rules import Sanctioning, Test
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices, unpack

Bits = NDArray[np.uint64]
LARGEST = 1 << 13
ROWS = 1 << 22
Sequences = Literal["legal-sequences", "each-once", "single-opponent"]


def ensure_size(model: GraphModel, what: str) -> None:
    """Refuse more states than rows of bits can hold, with an estimate of what they would need.

    Raises
    ------
    StandoffError
        Above 8,192 states.
    """
    count = model.states.count
    if count > LARGEST:
        tables = len(model.preferences) + 2
        raise StandoffError(
            f"{what} compares every state with every other: {count:,} states would need about "
            f"{tables * count * count / 8 / 2**30:.1f} GB and are more than the limit of {LARGEST:,}.",
            mend="Use fewer options, more feasibility rules, or preferences that rank all states.",
        )


def all_pairs(model: GraphModel, test: Test, side: int, s: int) -> NDArray[np.bool_]:
    """Return a test from one state to all states, shape (states,)."""
    return test(model, side, np.int64(s), np.arange(model.states.count))


def pack_rows(mask: NDArray[np.bool_]) -> Bits:
    """Pack boolean rows into 64-bit words, the last one filled with zeros."""
    rows, count = mask.shape
    words = -(-count // 64)
    padded = np.zeros((rows, words * 64), bool)
    padded[:, :count] = mask
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


class BitRows:
    """What the sides' moves reach, for one model; tables are built once and kept."""

    def __init__(self, model: GraphModel, what: str) -> None:
        ensure_size(model, what)
        self.model = model
        self._arcs: dict[int, tuple[Indices, Indices]] = {}
        self._reached: dict[tuple[tuple[int, ...], Test | None, Sequences], Bits] = {}

    def arcs(self, side: int) -> tuple[Indices, Indices]:
        """Return all moves of a side as (indptr, targets), listed once."""
        if side not in self._arcs:
            self._arcs[side] = self.model.moves.arcs(side)
        return self._arcs[side]

    def moves(self, side: int, test: Test | None) -> tuple[Indices, Indices]:
        """Return (sources, targets) of a side's moves that pass a test."""
        sources, targets = unpack(*self.arcs(side))
        if test is None or not len(sources):
            return sources, targets
        kept = test(self.model, side, sources, targets)
        return sources[kept], targets[kept]

    def reached(self, coalition: tuple[int, ...], test: Test | None, sequences: Sequences = "legal-sequences") -> Bits:
        """Return what sequences of a coalition's moves reach from each state, shape (states, words)."""
        key = (coalition, test, sequences)
        if key not in self._reached:
            moves = [self.moves(j, test) for j in coalition]
            self._reached[key] = REACH[sequences](moves, self.model.states.count)
        return self._reached[key]

    def stable(
        self, rule: Sanctioning, side: int, return_to_s: bool = True, sequences: Sequences = "legal-sequences"
    ) -> NDArray[np.bool_]:
        """Return where a side is stable under a sanction rule, shape (states,)."""
        model, count = self.model, self.model.states.count
        sources, targets = self.moves(side, rule.incentive)
        result = np.ones(count, bool)
        if rule.deters is None:
            result[sources] = False
            return result
        reached = self.reached(model.others(side), rule.credible, sequences)
        first = np.searchsorted(sources, np.arange(count + 1))
        for s in np.unique(sources):
            deterring = all_pairs(model, rule.deters, side, int(s))
            if not return_to_s:
                deterring[s] = False
            if rule.after is not None:
                deterring &= self._no_escape(rule.after, side, int(s))
            row = pack_rows(deterring[None])[0]
            tempting = targets[first[s] : first[s + 1]]
            result[s] = bool(np.all(np.any(reached[tempting] & row, axis=1)))
        return result

    def _no_escape(self, after: Test, side: int, s: int) -> NDArray[np.bool_]:
        """Return from which states no move of the side escapes the sanction, shape (states,)."""
        indptr, targets = self.arcs(side)
        escapes = ~all_pairs(self.model, after, side, s)[targets]
        before = np.r_[0, np.cumsum(escapes)]
        free: NDArray[np.bool_] = before[indptr[1:]] == before[indptr[:-1]]
        return free


def legal_reach(sides: list[tuple[Indices, Indices]], count: int) -> Bits:
    """Return the states that legal sequences reach, as rows of bits, shape (count, words).

    ``rows[j]`` holds what sequences reach that j begins: j's moves, and what another side's sequences reach
    from there. Rows only grow, so the least fixpoint is found by repeating until none does.
    """
    words = -(-count // 64)
    rows = [np.zeros((count, words), np.uint64) for _ in sides]
    changed = True
    while changed:
        changed = False
        for j, (sources, targets) in enumerate(sides):
            if not len(sources):
                continue
            onward = identity(count)
            for k in range(len(sides)):
                if k != j:
                    onward |= rows[k]
            begun = unite_rows(onward, sources, targets, count)
            if (begun != rows[j]).any():
                rows[j] = begun
                changed = True
    result = np.zeros((count, words), np.uint64)
    for row in rows:
        result |= row
    return result


def identity(count: int) -> Bits:
    """Return rows in which every state has itself."""
    rows = np.zeros((count, -(-count // 64)), np.uint64)
    states = np.arange(count)
    rows[states, states // 64] = np.uint64(1) << (states % 64).astype(np.uint64)
    return rows


def single_reach(sides: list[tuple[Indices, Indices]], count: int) -> Bits:
    """Return the states that one move of one side reaches."""
    rows = np.zeros((count, -(-count // 64)), np.uint64)
    for sources, targets in sides:
        rows |= unite_rows(identity(count), sources, targets, count)
    return rows


def reach_each_once(sides: list[tuple[Indices, Indices]], count: int) -> Bits:
    """Return the states that sequences reach in which every side moves at most once, in any order.

    ``best[group]`` holds what the sides of a group (as bits) reach; a sequence is its first move and a sequence
    of the others of its group.
    """
    best = {0: np.zeros((count, -(-count // 64)), np.uint64)}
    for group in range(1, 1 << len(sides)):
        rows = np.zeros_like(best[0])
        for j, (sources, targets) in enumerate(sides):
            if group >> j & 1:
                rows |= unite_rows(identity(count) | best[group & ~(1 << j)], sources, targets, count)
        best[group] = rows
    return best[(1 << len(sides)) - 1]


def unite_rows(rows: Bits, sources: Indices, targets: Indices, count: int) -> Bits:
    """Return for each source the union of its targets' rows; sources are sorted."""
    result = np.zeros((count, rows.shape[1]), np.uint64)
    starts = np.flatnonzero(np.r_[len(sources) > 0, sources[1:] != sources[:-1]])
    step = max(1, ROWS // max(1, rows.shape[1]))
    ends = np.r_[starts[1:], len(sources)]
    begin = 0
    while begin < len(starts):
        end = int(np.searchsorted(ends, starts[begin] + step, side="right"))
        end = max(end, begin + 1)
        low, high = starts[begin], ends[end - 1]
        united: Any = np.bitwise_or.reduceat(rows[targets[low:high]], starts[begin:end] - low, axis=0)
        result[sources[starts[begin:end]]] = united
        begin = end
    return result


REACH: dict[Sequences, Callable[[list[tuple[Indices, Indices]], int], Bits]] = {
    "legal-sequences": legal_reach,
    "each-once": reach_each_once,
    "single-opponent": single_reach,
}
