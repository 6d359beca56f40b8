"""What improvements reach, and whose concession or which joint move the rest would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.evolution import Evolution
from standoff.analyze.frontier import Search
from standoff.analyze.paths import Approach, approach, cheapest_ways, steps_as_list
from standoff.analyze.reach import Step
from standoff.model.graph import GraphModel

Mask = NDArray[np.bool_]
LISTED: Final = 100
PLACES: Final = 3
TRIED: Final = 100


@dataclass(frozen=True)
class Way:
    """A cheapest way to one state.

    Attributes
    ----------
    state : int
        Where it ends.
    start : int
        Where it begins.
    approach : Approach
        The fewest concessions, then the fewest moves, from there; empty where it is there already.
    leaving : tuple of int
        The sides that would move on, or back, from where it ends.
    """

    state: int
    start: int
    approach: Approach
    leaving: tuple[int, ...]

    def to_dict(self, model: GraphModel) -> dict[str, Any]:
        """Return the way as plain data."""
        return {
            "from": model.states.id(self.start),
            **self.approach.to_dict(model),
            "leaving": [model.makers[side] for side in self.leaving],
        }


@dataclass(frozen=True)
class Target:
    """How one outcome, or what was asked for, can be reached.

    Attributes
    ----------
    name, expression : str
        What it is called, and the expression.
    mask : ndarray of bool, shape (states,)
        Where it holds.
    now : bool
        Whether it holds at the start.
    improving : tuple of Step or None
        A shortest path of improvements; None where they don't reach it.
    cheapest : Way or None
        With the fewest concessions; None where no moves reach it.
    lasting : Way or None
        The same to a state in which nobody would move.
    joint : Way or None
        A joint move to such a state: all who move prefer it to where they begin.
    """

    name: str
    expression: str
    mask: Mask
    now: bool
    improving: tuple[Step, ...] | None
    cheapest: Way | None
    lasting: Way | None
    joint: Way | None

    def to_dict(self, model: GraphModel) -> dict[str, Any]:
        """Return the target as plain data."""

        def told(way: Way | None) -> dict[str, Any] | None:
            return None if way is None else way.to_dict(model)

        return {
            "name": self.name,
            "expression": self.expression,
            "states": int(self.mask.sum()),
            "holds_at_start": self.now,
            "by_improvements": None if self.improving is None else steps_as_list(model, self.improving),
            "cheapest": told(self.cheapest),
            "lasting": told(self.lasting),
            "joint": told(self.joint),
        }


@dataclass(frozen=True)
class Ways:
    """Where it can go from a start.

    Attributes
    ----------
    evolution : Evolution
        What moves and improvements reach.
    ready : ndarray of bool, shape (sides, states)
        Where each side would move, by the concept that it follows.
    """

    evolution: Evolution
    ready: Mask

    @property
    def model(self) -> GraphModel:
        """The dispute."""
        return self.evolution.model

    @cached_property
    def resting(self) -> Mask:
        """The equilibria under the sides' concepts: where nobody would move, shape (states,)."""
        rest: Mask = ~np.logical_or.reduce(self.ready, axis=0)
        return rest

    @cached_property
    def by_improvements(self) -> tuple[int, ...]:
        """The equilibria that improvements reach."""
        return tuple(map(int, np.flatnonzero(self.resting & self.evolution.would)))

    @cached_property
    def apart(self) -> tuple[Way, ...]:
        """The first equilibria that only other moves reach, with the fewest concessions and then moves first."""
        wanted = self.resting & self.evolution.can & ~self.evolution.would
        return tuple(self._way(self.evolution.ways, state) for state in _nearest(self.evolution.ways, wanted, LISTED))

    @cached_property
    def apart_count(self) -> int:
        """How many equilibria only other moves reach."""
        return int((self.resting & self.evolution.can & ~self.evolution.would).sum())

    @cached_property
    def unreachable(self) -> tuple[int, ...]:
        """The equilibria that no moves reach."""
        return tuple(map(int, np.flatnonzero(self.resting & ~self.evolution.can)))

    def target(self, name: str, expression: str, mask: Mask) -> Target:
        """Return how one of some states can be reached."""
        evolution, lasting = self.evolution, mask & self.resting
        nearest = evolution.nearest(mask, improvements=True)
        return Target(
            name,
            expression,
            mask,
            bool(mask[evolution.start]),
            None if nearest is None else evolution.path(nearest, improvements=True),
            self._first(mask),
            self._first(lasting),
            self._joint(lasting),
        )

    def _first(self, mask: Mask) -> Way | None:
        """Return the cheapest way to one of some states, from the start."""
        if mask[self.evolution.start]:
            return self._way(self.evolution.ways, self.evolution.start)
        found = _nearest(self.evolution.ways, mask, 1)
        return self._way(self.evolution.ways, found[0]) if found else None

    @cached_property
    def _searches(self) -> tuple[Search, ...]:
        """Searches from where it can begin: the start, and equilibria that improvements reach."""
        places = [place for place in self.by_improvements if place != self.evolution.start][:PLACES]
        return (self.evolution.ways, *[cheapest_ways(self.model, place) for place in places])

    def _joint(self, mask: Mask) -> Way | None:
        """Return a joint move to one of some states: the fewest movers, then concessions, then moves."""
        best: Way | None = None
        for found in self._searches:
            for state in _nearest(found, mask, TRIED):
                way = self._way(found, state)
                if way.approach.joint and (best is None or len(way.approach.movers) < len(best.approach.movers)):
                    best = way
        return best

    def _way(self, found: Search, state: int) -> Way:
        steps = () if state == found.start else found.path(state)
        leaving = tuple(map(int, np.flatnonzero(self.ready[:, state])))
        return Way(state, found.start, approach(self.model, found.start, steps), leaving)

    def to_dict(self, targets: Sequence[Target]) -> dict[str, Any]:
        """Return what can be reached as plain data; at most 1,000 states a list."""
        ids = self.model.states.id
        return {
            "equilibria": int(self.resting.sum()),
            "by_improvements": [ids(state) for state in self.by_improvements[: 10 * LISTED]],
            "apart": [way.to_dict(self.model) for way in self.apart],
            "apart_count": self.apart_count,
            "unreachable": [ids(state) for state in self.unreachable[: 10 * LISTED]],
            "unreachable_count": len(self.unreachable),
            "targets": [target.to_dict(self.model) for target in targets],
        }


def _nearest(found: Search, mask: Mask, most: int) -> list[int]:
    """Return the first states of a mask that a search reached, in its order: fewest concessions, then moves."""
    result: dict[int, None] = {}
    for place, layer in found.layers.items():
        if place == (0, 0):
            continue
        states = np.unique(np.concatenate(list(layer.values())))
        result.update(dict.fromkeys(map(int, states[mask[states]])))
        if len(result) >= most:
            break
    return list(result)[:most]
