"""What can and what would happen from the status quo: the states that moves and improvements reach, and how.

Paths are legal sequences of all sides, in which nobody moves twice in succession.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.frontier import Search, search, side_steps
from standoff.analyze.paths import Approach, approaches, arrows, cheapest_ways, steps_as_list
from standoff.analyze.reach import Step
from standoff.errors import StandoffError
from standoff.model.expressions import Expression, to_text
from standoff.model.graph import GraphModel

__all__ = ["Approach", "Evolution", "Prospects", "approaches", "evolve", "reachable_equilibria"]

Mask = NDArray[np.bool_]
LISTED = 1000
LISTED_APPROACHES = 100


@dataclass(frozen=True)
class Evolution:
    """The states that legal sequences reach from a start, with a shortest path to each.

    Attributes
    ----------
    model : GraphModel
        The dispute.
    start : int
        The status quo, or the state that was asked for.
    by_moves, by_improvements : Search
        What legal sequences of any moves reach, and of improvements, each judged where it is made.
    to : str or None
        The expression that was asked for, as written.
    target : ndarray of bool, shape (states,), or None
        Where that expression holds.
    """

    model: GraphModel = field(repr=False)
    start: int
    by_moves: Search = field(repr=False)
    by_improvements: Search = field(repr=False)
    to: str | None = None
    target: Mask | None = field(default=None, repr=False)

    @cached_property
    def can(self) -> Mask:
        """Where legal sequences of moves lead, the start included."""
        return self._with_start(self.by_moves)

    @cached_property
    def would(self) -> Mask:
        """Where legal sequences of improvements lead, the start included."""
        return self._with_start(self.by_improvements)

    @cached_property
    def ways(self) -> Search:
        """Everything that legal sequences reach, with fewest concessions first."""
        return cheapest_ways(self.model, self.start)

    def _with_start(self, found: Search) -> Mask:
        mask = found.reached.copy()
        mask[self.start] = True
        return mask

    def path(self, state: int, *, improvements: bool = False) -> tuple[Step, ...] | None:
        """Return a shortest legal path to a state: empty for the start, None where there is none."""
        if state == self.start:
            return ()
        found = self.by_improvements if improvements else self.by_moves
        return found.path(state) if found.reached[state] else None

    def nearest(self, mask: Mask, *, improvements: bool = False) -> int | None:
        """Return the state of a mask that the fewest moves reach, then the lowest number."""
        if mask[self.start]:
            return self.start
        found = self.by_improvements if improvements else self.by_moves
        for layer in found.layers.values():
            hits = [int(states[mask[states]][0]) for states in layer.values() if mask[states].any()]
            if hits:
                return min(hits)
        return None

    def to_dict(self, *, everything: bool = False) -> dict[str, Any]:
        """Return what ``standoff evolve --json`` prints; paths to the 1,000 nearest states unless all are wanted."""
        result: dict[str, Any] = {
            "format": "standoff-evolution/1",
            "from": self.model.states.id(self.start),
            "by_improvements": self._listing(self.by_improvements, self.would, everything),
            "by_moves": self._listing(self.by_moves, self.can, everything),
        }
        if self.target is not None:
            result["to"] = {
                "expression": self.to,
                "states": int(self.target.sum()),
                "by_improvements": self._target(True),
                "by_moves": self._target(False),
            }
        return result

    def _listing(self, found: Search, mask: Mask, everything: bool) -> dict[str, Any]:
        total = int(mask.sum())
        nearest = [self.start]
        for layer in found.layers.values():
            known = set(nearest)
            nearest += sorted({int(s) for states in layer.values() for s in states} - known)
            if len(nearest) >= LISTED and not everything:
                break
        shown = nearest if everything else nearest[:LISTED]
        listed = [{"state": self.model.states.id(s), **self._steps(s, found)} for s in shown]
        return {"count": total, "states": listed, "truncated": len(shown) < total}

    def _steps(self, state: int, found: Search) -> dict[str, Any]:
        steps = () if state == self.start else found.path(state)
        return {"moves": len(steps), "path": steps_as_list(self.model, steps)}

    def _target(self, improvements: bool) -> dict[str, Any]:
        assert self.target is not None
        mask = self.target & (self.would if improvements else self.can)
        state = self.nearest(self.target, improvements=improvements)
        if state is None:
            return {"reachable": False, "count": 0}
        steps = self.path(state, improvements=improvements) or ()
        ids = {"state": self.model.states.id(state), "path": steps_as_list(self.model, steps)}
        return {"reachable": True, "count": int(mask.sum()), **ids}

    def __str__(self) -> str:
        ids, total = self.model.states.id, self.model.states.count
        lines = []
        for what, found, mask in (
            ("improvements", self.by_improvements, self.would),
            ("moves", self.by_moves, self.can),
        ):
            reached = int(mask.sum()) - 1
            lines.append(f"From {ids(self.start)}, {what} reach {reached:,} of the {total - 1:,} other states.")
            others = np.flatnonzero(mask)
            for state in map(int, others[others != self.start][:20]):
                lines.append(f"  {arrows(self.model, found.path(state), self.start)}")
            if reached > 20:
                lines.append(f"  … and {reached - 20:,} more")
        if self.target is not None:
            lines += [self._target_line(improvements) for improvements in (True, False)]
        return "\n".join(lines)

    def _target_line(self, improvements: bool) -> str:
        assert self.target is not None
        what = "improvements" if improvements else "moves"
        state = self.nearest(self.target, improvements=improvements)
        if state is None:
            return f"No sequence of {what} reaches {self.to}."
        if state == self.start:
            return f"{self.to} holds at the start already."
        path = self.path(state, improvements=improvements) or ()
        return f"To {self.to} by {what}: {arrows(self.model, path, self.start)}"


def evolve(model: GraphModel, *, start: str | None = None, to: str | Expression | None = None) -> Evolution:
    """Find what can be reached from the status quo, or from another state.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    start : str, optional
        Id, name or pattern of the first state; without it, the status quo.
    to : str or Expression, optional
        States that are asked for in particular.

    Returns
    -------
    Evolution
        The states that legal sequences of moves, and of improvements, reach, and shortest paths to them.

    Raises
    ------
    StandoffError
        If the dispute has no status quo and no start is given, or no state satisfies ``to``.

    Examples
    --------
    >>> import standoff
    >>> from standoff.model.graph import build
    >>> evolution = evolve(build(standoff.load("catalog:elmira")), to="abandon")
    >>> evolution.to_dict()["to"]["by_moves"]["path"]
    [{'mover': 'Uniroyal', 'from': 's1', 'to': 's9'}]

    References
    ----------
    Li, Kilgour & Hipel (2005), status quo analysis, *Journal of the Operational Research Society* 56.
    """
    first = model.status_quo if start is None else model.states.find(start)
    if first is None:
        raise StandoffError(
            "the dispute has no status quo to start from.",
            where="status_quo",
            mend="Give it `status_quo: [options taken]`, or name a state to start from.",
        )
    target = None
    text = to if to is None or isinstance(to, str) else to_text(to)
    if to is not None:
        target = model.states.satisfying(to)
        if not target.any():
            raise StandoffError(f"no state satisfies {text!r}.", mend="Look at the feasibility rules, or ask for less.")
    steps = side_steps(model, range(len(model.makers)))
    count = model.states.count
    by_moves = search(steps, first, count, free="any")
    by_improvements = search(steps, first, count, free="improving")
    return Evolution(model, first, by_moves, by_improvements, text, target)


@dataclass(frozen=True)
class Prospects:
    """Equilibria by what it takes to get there.

    ``by_improvements`` holds the states that improvements reach, ``by_concessions`` a cheapest approach to each
    that only other moves reach (the first 100 of ``concession_count``), ``unreachable`` the rest.
    """

    by_improvements: tuple[int, ...]
    by_concessions: tuple[Approach, ...]
    concession_count: int
    unreachable: tuple[int, ...]

    def to_dict(self, model: GraphModel) -> dict[str, Any]:
        """Return the prospects as plain data."""
        ids = model.states.id
        return {
            "by_improvements": [ids(state) for state in self.by_improvements],
            "by_concessions": [approach.to_dict(model) for approach in self.by_concessions],
            "concession_count": self.concession_count,
            "unreachable": [ids(state) for state in self.unreachable],
        }


def reachable_equilibria(model: GraphModel, evolution: Evolution, mask: Mask) -> Prospects:
    """Sort states (say, equilibria) by whether improvements reach them, or concessions, or nothing.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    evolution : Evolution
        Where it starts and what it reaches.
    mask : ndarray of bool, shape (states,)
        The states to sort.
    """
    costly = np.flatnonzero(mask & evolution.can & ~evolution.would)
    shown = [int(state) for state in costly[:LISTED_APPROACHES]]
    return Prospects(
        tuple(map(int, np.flatnonzero(mask & evolution.would))),
        tuple(approaches(model, evolution.start, shown, evolution.ways)) if shown else (),
        len(costly),
        tuple(map(int, np.flatnonzero(mask & ~evolution.can))),
    )
