"""Legal sequences from one state, a whole frontier at a time: fast enough for a million states.

A search goes through (cost, number of moves, last mover) in order.
Moves of the kind ``free`` cost nothing, moves of the kind ``paid`` cost one; nobody moves twice in succession.
Of a state at most two last movers are kept: whoever moves next differs from one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.reach import Step
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves, Indices, unpack

Kind = Literal["any", "improving", "other"]
Mask = NDArray[np.bool_]
CHUNK = 1 << 23


@dataclass(frozen=True)
class SideSteps:
    """One side's moves, taken from many states at once and followed backwards.

    ``improving`` moves end in a state that the side surely prefers to the one they start in, ``other`` moves do not.
    """

    model: GraphModel
    side: int

    @cached_property
    def _levels(self) -> NDArray[np.int32] | None:
        """The side's levels; None for preferences that are no ranking."""
        preference = self.model.preferences[self.side]
        return preference.levels if preference.total else None

    def _improves(self, before: Indices, after: Indices) -> Mask:
        """Return whether the side surely prefers one state to another, elementwise."""
        if self._levels is not None:
            return np.asarray(self._levels[after] > self._levels[before])
        return np.asarray(self.model.preferences[self.side].compare(after, before) > 0)

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

    def onward(self, states: Indices, kind: Kind) -> Indices:
        """Return the states that moves of a kind reach from any of these, increasing."""
        generated = isinstance(self.model.moves, GeneratedMoves)
        sources = self._representatives(states, kind) if generated else states
        first, sizes = self._rows(sources)
        ends = np.cumsum(sizes)
        hit = np.zeros(self.model.states.count, bool)
        start = 0
        while start < len(sources):
            stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + CHUNK, side="right")))
            part = slice(start, stop)
            before, after = self._gather(sources[part], first[part], sizes[part])
            hit[after[self._allowed(before, after, kind)]] = True
            start = stop
        return np.flatnonzero(hit).astype(np.int64)

    def _representatives(self, states: Indices, kind: Kind) -> Indices:
        """Keep one state of those from which the side can move to the same states.

        Where only improvements count it is the least preferred one, which has all the improvements of the others.
        That it cannot move to itself loses nothing: two moves of one side in a row are one move here.
        Preferences that are no ranking have no least preferred state, so all are kept.
        """
        if self._levels is None and kind != "any":
            return states
        assert isinstance(self.model.moves, GeneratedMoves)
        control, full = self.model.moves.controls[self.side], self.model.moves.states.full
        both_ways = control.mask & ~(control.take | control.drop)
        key = full[states] & ~full.dtype.type(both_ways)
        worth = np.zeros(len(states), np.int64) if self._levels is None else self._levels[states].astype(np.int64)
        order = np.lexsort((states, -worth if kind == "other" else worth, key))
        sorted_key = key[order]
        chosen: Indices = states[order[np.r_[True, sorted_key[1:] != sorted_key[:-1]][: len(order)]]]
        return chosen

    def _rows(self, states: Indices) -> tuple[Indices, Indices]:
        """Return where each state's possible targets begin in the table, and how many there are."""
        if isinstance(self.model.moves, GeneratedMoves):
            groups = self.model.moves.groups(self.side)[states]
            first = np.searchsorted(self._by_group[1], groups)
            return first, np.searchsorted(self._by_group[1], groups, side="right") - first
        indptr, _ = self.model.moves.arcs(self.side)
        return indptr[states], indptr[states + 1] - indptr[states]

    def _gather(self, sources: Indices, first: Indices, sizes: Indices) -> tuple[Indices, Indices]:
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
            keep &= (full[before] & take & ~full[after]) == 0
            keep &= (full[after] & drop & ~full[before]) == 0
        if kind != "any":
            better = self._improves(before, after)
            keep &= better if kind == "improving" else ~better
        return keep

    def origins(self, state: int, kind: Kind) -> Indices:
        """Return the states from which the side can make a move of a kind to this one, increasing."""
        if isinstance(self.model.moves, GeneratedMoves):
            first, sizes = self._rows(np.array([state]))
            before = np.sort(self._by_group[0][int(first[0]) : int(first[0] + sizes[0])])
        else:
            ends, starts = self._backwards
            before = starts[np.searchsorted(ends, state) : np.searchsorted(ends, state, side="right")]
        return before[self._allowed(before, np.full(len(before), state, np.int64), kind)]


@dataclass(frozen=True)
class Search:
    """What legal sequences of a coalition reach from a start, cheapest and then shortest first.

    Attributes
    ----------
    start : int
        Where the sequences begin.
    layers : mapping of (cost, moves) to mapping of last mover to increasing states
        Where each (state, last mover) was reached first; ``(0, 0)`` holds the start with last mover -1.
    reached : ndarray of bool, shape (states,)
        Which states some sequence of at least one move ends in.
    found : int or None
        The state that ended the search early: of the first layer that has one, the lowest number.
    """

    steps: Mapping[int, SideSteps]
    free: Kind
    paid: Kind | None
    start: int
    layers: Mapping[tuple[int, int], Mapping[int, Indices]]
    reached: Mask
    found: int | None

    def _place(self, state: int) -> tuple[int, int, int] | None:
        for (cost, count), layer in self.layers.items():
            for mover, states in layer.items():
                if count and _holds(states, state):
                    return cost, count, mover
        return None

    def path(self, state: int) -> tuple[Step, ...]:
        """Return the cheapest, then shortest, then lowest-numbered legal sequence to a reached state."""
        place = self._place(state)
        result: list[Step] = []
        while place is not None and place[1]:
            cost, count, mover = place
            before, last, cost = self._before(state, cost, count, mover)
            result.append(Step(mover, before, state))
            state, place = before, (cost, count - 1, last)
        return tuple(reversed(result))

    def _before(self, state: int, cost: int, count: int, mover: int) -> tuple[int, int, int]:
        """Return (state, last mover, cost) one move earlier."""
        ways: list[tuple[int, Kind]] = [(cost, self.free)]
        if self.paid is not None:
            ways.append((cost - 1, self.paid))
        for earlier, kind in ways:
            layer = self.layers.get((earlier, count - 1), {})
            origins = self.steps[mover].origins(state, kind)
            for origin in map(int, origins) if layer else ():
                for last, states in layer.items():
                    if last != mover and _holds(states, origin):
                        return origin, last, earlier
        raise AssertionError("a reached state has a state before it")


def _holds(states: Indices, state: int) -> bool:
    place = int(np.searchsorted(states, state))
    return place < len(states) and int(states[place]) == state


def _union(arrays: Iterable[Indices]) -> Indices:
    parts = [array for array in arrays if len(array)]
    if not parts:
        return np.zeros(0, np.int64)
    return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))


def side_steps(model: GraphModel, coalition: Iterable[int]) -> dict[int, SideSteps]:
    """Return the moves of each member, to be shared by several searches."""
    return {side: SideSteps(model, side) for side in coalition}


@dataclass
class _Frontier:
    """The state of a running search."""

    steps: Mapping[int, SideSteps]
    seen: dict[int, Mask]
    times: NDArray[np.uint8]

    def expand(self, layer: Mapping[int, Indices], kind: Kind) -> dict[int, Indices]:
        """Return, per mover, where moves of a kind lead from a layer."""
        result = {}
        for mover, steps in self.steps.items():
            sources = _union(states for last, states in layer.items() if last != mover)
            if len(sources):
                result[mover] = steps.onward(sources, kind)
        return result

    def admit(self, arrivals: Iterable[Mapping[int, Indices]]) -> dict[int, Indices]:
        """Keep, and note, the arrivals that are new."""
        groups = list(arrivals)
        fresh = {}
        for mover in self.steps:
            states = _union(group[mover] for group in groups if mover in group)
            states = states[~self.seen[mover][states] & (self.times[states] < 2)]
            if len(states):
                self.seen[mover][states] = True
                self.times[states] += 1
                fresh[mover] = states
        return fresh


def search(
    steps: Mapping[int, SideSteps],
    start: int,
    count: int,
    *,
    free: Kind,
    paid: Kind | None = None,
    stop: Callable[[Indices], Mask] | None = None,
) -> Search:
    """Search all legal sequences of the sides in ``steps`` from a state.

    Parameters
    ----------
    steps : mapping of side to SideSteps
        The coalition, as `side_steps` returns it.
    start, count : int
        The first state, and the number of states of the model.
    free, paid : {"any", "improving", "other"}
        Moves that cost nothing, and moves that cost one (none of them by default).
    stop : callable, optional
        Takes newly reached states and says which of them end the search.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making*: R_H(s) and R_H^+(s).
    Li, Kilgour & Hipel (2005): status quo analysis.
    """
    frontier = _Frontier(steps, {side: np.zeros(count, bool) for side in steps}, np.zeros(count, np.uint8))
    layers: dict[tuple[int, int], dict[int, Indices]] = {(0, 0): {-1: np.array([start], np.int64)}}
    pending: dict[int, dict[int, Indices]] = {}
    found: int | None = None
    cost = 0
    while found is None:
        moves = 1 if cost == 0 else min(pending, default=0)
        while found is None and ((cost, moves - 1) in layers or any(later >= moves for later in pending)):
            arrivals = [pending.get(moves, {})]
            if (cost, moves - 1) in layers:
                arrivals.append(frontier.expand(layers[cost, moves - 1], free))
            fresh = frontier.admit(arrivals)
            if fresh:
                layers[cost, moves] = fresh
                found = _first(_union(fresh.values()), stop)
            moves += 1
        if paid is None or not any(layer[0] == cost for layer in layers):
            break
        pending = {n + 1: frontier.expand(layer, paid) for (c, n), layer in layers.items() if c == cost}
        cost += 1
    return Search(steps, free, paid, start, layers, frontier.times > 0, found)


def _first(states: Indices, stop: Callable[[Indices], Mask] | None) -> int | None:
    hits = states[stop(states)] if stop is not None else states[:0]
    return int(hits[0]) if len(hits) else None
