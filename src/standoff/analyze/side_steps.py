"""One side's moves from many states at once, forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.groups import drawn_together
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves, Indices, unpack

Kind = Literal["any", "improving", "other"]
Mask = NDArray[np.bool_]
CHUNK = 1 << 23
NARROW = 12
"""Options of one side up to which the states that it can move to are computed, not looked up."""

MANY = 1 << 12
"""States from which on one pass over all of them may stand for looking at single moves."""


@dataclass(frozen=True)
class SideSteps:
    """One side's moves, taken from many states at once and followed backwards.

    ``improving`` moves end in a state that the side surely prefers to the one they start in, ``other`` moves do not.
    """

    model: GraphModel
    side: int

    @cached_property
    def _scores(self) -> Any:
        """A number for every state, larger is better; None for preferences that are no ranking."""
        preference = self.model.preferences[self.side]
        return preference.scores if preference.total else None

    def _improves(self, before: Indices, after: Indices) -> Mask:
        """Return whether the side surely prefers one state to another, elementwise."""
        if self._scores is not None:
            return np.asarray(self._scores[after] > self._scores[before], bool)
        return np.asarray(self.model.preferences[self.side].compare(after, before) > 0)

    @cached_property
    def _subsets(self) -> Any:
        """The combinations of its options as codes, increasing; None where they are too many, or moves listed."""
        moves = self.model.moves
        if not isinstance(moves, GeneratedMoves) or moves.controls[self.side].mask.bit_count() > NARROW:
            return None
        mask, subsets = moves.controls[self.side].mask, np.zeros(1, moves.states.full.dtype)
        for bit in [1 << k for k in range(mask.bit_length()) if mask >> k & 1]:
            subsets = np.concatenate([subsets, subsets | subsets.dtype.type(bit)])
        return subsets

    @cached_property
    def _by_group(self) -> tuple[Indices, Any]:
        """Return the states sorted by what the side does not control, and that part of their codes."""
        assert isinstance(self.model.moves, GeneratedMoves)
        groups = self.model.moves.groups(self.side)
        order = np.argsort(groups, kind="stable").astype(np.int64)
        return order, groups[order]

    @cached_property
    def _backwards(self) -> tuple[Indices, Indices]:
        """Return listed moves sorted by where they end, as (ends, starts)."""
        sources, targets = unpack(*self.model.moves.arcs(self.side))
        order = np.lexsort((sources, targets))
        return targets[order], sources[order]

    # ------------------------------------------------------------------ forwards

    def onward(self, states: Indices, kind: Kind) -> Indices:
        """Return the states that moves of a kind reach from any of these, increasing."""
        if self._floods(len(states)):
            return self.flood(states, kind)
        generated = isinstance(self.model.moves, GeneratedMoves)
        parts = [
            union([after[self._allowed(before, after, kind)]], self.model.states.count)
            for before, after in self._possible(self._representatives(states, kind) if generated else states)
        ]
        return parts[0] if len(parts) == 1 else union(parts, self.model.states.count)

    def _floods(self, sources: int) -> bool:
        """Return whether so many sources are better followed by one pass over all states."""
        moves, count = self.model.moves, self.model.states.count
        if not isinstance(moves, GeneratedMoves) or count <= MANY or sources * 16 < count:
            return False
        control = moves.controls[self.side]
        return not control.take | control.drop and self._scores is not None and self._scores.dtype.kind in "iu"

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.int64], int]:
        """The number of the group in which the side can move at will, for each state, and a bound of them."""
        moves = self.model.moves
        assert isinstance(moves, GeneratedMoves)
        outside = ((1 << len(moves.states.option_ids)) - 1) & ~moves.controls[self.side].mask
        return drawn_together(moves.states.full, outside)

    def flood(self, states: Indices, kind: Kind) -> Indices:
        """Do what `onward` does by one pass over all states: each is compared with the best source of its group.

        Only for moves generated from options that go both ways, and rankings.
        """
        numbers, count = self._numbers
        scores = self._scores
        group = numbers[states]
        if kind == "any":
            chosen, hit = states, np.zeros(count, bool)
            hit[group] = True
            reached = hit[numbers]
        else:
            bounds = np.iinfo(scores.dtype)
            extreme = np.full(count, bounds.max if kind == "improving" else bounds.min, scores.dtype)
            (np.minimum if kind == "improving" else np.maximum).at(extreme, group, scores[states])
            if kind == "improving":
                return np.flatnonzero(scores > extreme[numbers]).astype(np.int64)
            chosen = states[scores[states] == extreme[group]]
            hit = np.zeros(count, bool)
            hit[group] = True
            reached = hit[numbers] & (scores <= extreme[numbers])
        # The source that stands for its group cannot move to itself; the last one written is the lowest.
        stands = np.full(count, -1, np.int64)
        stands[numbers[chosen[::-1]]] = chosen[::-1]
        reached[stands[stands >= 0]] = False
        return np.flatnonzero(reached).astype(np.int64)

    def _representatives(self, states: Indices, kind: Kind) -> Indices:
        """Keep one state of those from which the side can move to the same states.

        Where only improvements count it is the least preferred one, which has all the improvements of the others.
        That it cannot move to itself loses nothing: two moves of one side in a row are one move here.
        Preferences that are no ranking have no least preferred state, so all are kept.
        """
        if self._scores is None and kind != "any":
            return states
        assert isinstance(self.model.moves, GeneratedMoves)
        control, full = self.model.moves.controls[self.side], self.model.moves.states.full
        both_ways = control.mask & ~(control.take | control.drop)
        key = full[states] & ~full.dtype.type(both_ways)
        worth = np.zeros(len(states), np.int64)
        if kind != "any":
            worth = np.unique(self._scores[states], return_inverse=True)[1].reshape(len(states))
        order = np.lexsort((states, -worth if kind == "other" else worth, key))
        sorted_key = key[order]
        chosen: Indices = states[order[np.r_[True, sorted_key[1:] != sorted_key[:-1]][: len(order)]]]
        return chosen

    def _possible(self, states: Indices) -> Iterator[tuple[Indices, Indices]]:
        """Yield, some millions at a time, (before, after) of what the side's options, or lists, let it move to."""
        if self._subsets is not None:
            step = max(1, CHUNK // len(self._subsets))
            for start in range(0, len(states), step):
                yield self._computed(states[start : start + step])
            return
        first, sizes = self._rows(states)
        ends = np.cumsum(sizes)
        start = 0
        while start < len(states):
            stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + CHUNK, side="right")))
            part = slice(start, stop)
            yield self._looked_up(states[part], first[part], sizes[part])
            start = stop

    def _computed(self, sources: Indices) -> tuple[Indices, Indices]:
        """Return what the side's options make of some states, as far as it is feasible."""
        moves = self.model.moves
        assert isinstance(moves, GeneratedMoves)
        full = moves.states.full
        fixed = full[sources] & ~full.dtype.type(moves.controls[self.side].mask)
        wanted = (fixed[:, None] | self._subsets).ravel()
        before = np.repeat(sources, len(self._subsets))
        if len(full) == 1 << len(moves.states.option_ids):
            return before, wanted.astype(np.int64)
        places = np.minimum(np.searchsorted(full, wanted), len(full) - 1)
        feasible = full[places] == wanted
        return before[feasible], places[feasible]

    def _rows(self, states: Indices) -> tuple[Indices, Indices]:
        """Return where each state's possible targets begin in the table, and how many there are."""
        if isinstance(self.model.moves, GeneratedMoves):
            groups = self.model.moves.groups(self.side)[states]
            first = np.searchsorted(self._by_group[1], groups)
            return first, np.searchsorted(self._by_group[1], groups, side="right") - first
        indptr, _ = self.model.moves.arcs(self.side)
        return indptr[states], indptr[states + 1] - indptr[states]

    def _looked_up(self, sources: Indices, first: Indices, sizes: Indices) -> tuple[Indices, Indices]:
        total = int(sizes.sum())
        places = np.repeat(first - np.r_[0, np.cumsum(sizes)[:-1]][: len(sizes)], sizes) + np.arange(total)
        generated = isinstance(self.model.moves, GeneratedMoves)
        table = self._by_group[0] if generated else self.model.moves.arcs(self.side)[1]
        return np.repeat(sources, sizes), table[places]

    def _allowed(self, before: Indices, after: Indices, kind: Kind) -> Mask:
        keep: Mask = before != after
        moves = self.model.moves
        if isinstance(moves, GeneratedMoves):
            full, control = moves.states.full, moves.controls[self.side]
            take, drop = full.dtype.type(control.take), full.dtype.type(control.drop)
            if take | drop:
                keep &= (full[before] & take & ~full[after]) == 0
                keep &= (full[after] & drop & ~full[before]) == 0
        if kind != "any":
            better = self._improves(before, after)
            keep &= better if kind == "improving" else ~better
        return keep

    def count(self, states: Indices) -> int:
        """Return about how many moves `pairs` looks at, to be asked before they are listed."""
        return len(states) * len(self._subsets) if self._subsets is not None else int(self._rows(states)[1].sum())

    def pairs(self, states: Indices, kind: Kind) -> tuple[Indices, Indices]:
        """Return the moves of a kind from these states as (before, after), in the order of the states."""
        parts = [np.zeros((2, 0), np.int64)]
        for before, after in self._possible(states):
            kept = self._allowed(before, after, kind)
            parts.append(np.stack([before[kept], after[kept]]))
        found = np.concatenate(parts, axis=1)
        return found[0], found[1]

    def best(self, states: Indices) -> Any:
        """Return the best score that the side can move to, or keep, from each of some increasing states."""
        result = self._scores[states]
        for before, after in self._possible(states):
            kept = self._allowed(before, after, "any")
            before, reached = before[kept], self._scores[after[kept]]
            if len(before):
                first = np.flatnonzero(np.r_[True, before[1:] != before[:-1]])
                places = np.searchsorted(states, before[first])
                result[places] = np.maximum(result[places], np.maximum.reduceat(reached, first))
        return result

    # ----------------------------------------------------------------- backwards

    def origins(self, state: int, kind: Kind) -> Indices:
        """Return the states from which the side can make a move of a kind to this one, increasing."""
        if isinstance(self.model.moves, GeneratedMoves):
            before = np.sort(np.concatenate([after for _, after in self._possible(np.array([state]))]))
        else:
            ends, starts = self._backwards
            before = starts[np.searchsorted(ends, state) : np.searchsorted(ends, state, side="right")]
        return before[self._allowed(before, np.full(len(before), state, np.int64), kind)]


def union(arrays: Iterable[Indices], count: int) -> Indices:
    """Return the states that stand in any of some arrays, increasing; ``count`` is that of all states."""
    parts = [array for array in arrays if len(array)]
    if not parts:
        return np.zeros(0, np.int64)
    if sum(map(len, parts)) * 64 > count:
        mask = np.zeros(count, bool)
        for part in parts:
            mask[part] = True
        return np.flatnonzero(mask).astype(np.int64)
    joined = np.sort(np.concatenate(parts)).astype(np.int64)
    return joined[np.r_[True, joined[1:] != joined[:-1]]]
