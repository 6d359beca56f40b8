"""Legal sequences from one state, a whole frontier at a time: fast enough for a million states.

A search goes through (cost, number of moves, last mover) in order.
Moves of the kind ``free`` cost nothing, moves of the kind ``paid`` cost one; nobody moves twice in succession.
Of a state at most two last movers are kept: whoever moves next differs from one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.reach import Step
from standoff.analyze.side_steps import Kind, SideSteps, union
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices

__all__ = ["Kind", "Search", "SideSteps", "search", "side_steps"]

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Search:
    """What legal sequences of a coalition reach from a start, cheapest and then shortest first.

    Attributes
    ----------
    start : int
        Where the sequences begin.
    layers : mapping of (cost, moves) to mapping of last mover to increasing states
        Where each (state, last mover) was reached first; ``(0, 0)`` holds the start with last mover -1.
    times : ndarray of integers, shape (states,)
        With how many last movers, two at most, each state was reached.
    found : int or None
        The state that ended the search early: of the first layer that has one, the lowest number.
    """

    steps: Mapping[int, SideSteps]
    free: Kind
    paid: Kind | None
    start: int
    layers: Mapping[tuple[int, int], Mapping[int, Indices]]
    times: NDArray[np.uint8]
    found: int | None

    @cached_property
    def reached(self) -> Mask:
        """Which states some sequence of at least one move ends in, shape (states,)."""
        return np.asarray(self.times > 0)

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
            sources = union((states for last, states in layer.items() if last != mover), len(self.times))
            if len(sources):
                result[mover] = steps.onward(sources, kind)
        return result

    def admit(self, arrivals: Iterable[Mapping[int, Indices]]) -> dict[int, Indices]:
        """Keep, and note, the arrivals that are new."""
        groups = list(arrivals)
        fresh = {}
        for mover in self.steps:
            states = union((group[mover] for group in groups if mover in group), len(self.times))
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
                found = _first(union(fresh.values(), count), stop)
            moves += 1
        if paid is None or not any(layer[0] == cost for layer in layers):
            break
        pending = {n + 1: frontier.expand(layer, paid) for (c, n), layer in layers.items() if c == cost}
        cost += 1
    return Search(steps, free, paid, start, layers, frontier.times, found)


def _first(states: Indices, stop: Callable[[Indices], Mask] | None) -> int | None:
    hits = states[stop(states)] if stop is not None else states[:0]
    return int(hits[0]) if len(hits) else None
