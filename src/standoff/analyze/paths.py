"""Legal sequences as paths: in one line, as plain data, and with the concessions that they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from standoff.analyze.frontier import Search, search, side_steps
from standoff.analyze.reach import Step
from standoff.model.graph import GraphModel


def steps_as_list(model: GraphModel, steps: Iterable[Step]) -> list[dict[str, str]]:
    """Return moves as plain data: mover, from, to."""
    return [
        {"mover": model.makers[step.mover], "from": model.states.id(step.start), "to": model.states.id(step.end)}
        for step in steps
    ]


def arrows(model: GraphModel, steps: Iterable[Step], start: int) -> str:
    """Return a path in one line.

    Examples
    --------
    >>> import standoff
    >>> from standoff.model.graph import build
    >>> arrows(build(standoff.load("catalog:chicken")), [Step(0, 0, 1)], 0)
    's1 —P1→ s2'
    """
    line = model.states.id(start)
    for step in steps:
        line += f" —{model.makers[step.mover]}→ {model.states.id(step.end)}"
    return line


@dataclass(frozen=True)
class Approach:
    """A cheapest way to a state: fewest moves that are no improvement for their mover, then fewest moves.

    Attributes
    ----------
    state : int
        Where it ends.
    steps : tuple of Step
        The legal sequence.
    concessions : tuple of bool
        Which of the steps are concessions: their mover does not prefer where it goes.
    conceding : tuple of int
        The sides that concede, in file order.
    gaining : tuple of int
        The sides that move and prefer the end to the start, in file order.
    """

    state: int
    steps: tuple[Step, ...]
    concessions: tuple[bool, ...]
    conceding: tuple[int, ...]
    gaining: tuple[int, ...]

    @property
    def movers(self) -> tuple[int, ...]:
        """The sides that move, in file order."""
        return tuple(sorted({step.mover for step in self.steps}))

    @property
    def joint(self) -> bool:
        """Whether several sides must move and each of them gains: a bargain rather than a sacrifice."""
        return len(self.movers) > 1 and self.gaining == self.movers

    def to_dict(self, model: GraphModel) -> dict[str, Any]:
        """Return the approach as plain data."""
        steps = zip(steps_as_list(model, self.steps), self.concessions, strict=True)
        return {
            "state": model.states.id(self.state),
            "path": [{**step, "concession": concession} for step, concession in steps],
            "conceding": [model.makers[side] for side in self.conceding],
            "gaining": [model.makers[side] for side in self.gaining],
            "joint": self.joint,
        }


def cheapest_ways(model: GraphModel, start: int) -> Search:
    """Search everything that legal sequences reach, with fewest concessions first."""
    steps = side_steps(model, range(len(model.makers)))
    return search(steps, start, model.states.count, free="improving", paid="other")


def approaches(model: GraphModel, start: int, states: Iterable[int], ways: Search | None = None) -> list[Approach]:
    """Return a cheapest approach to each state: fewest concessions, then fewest moves.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    start : int
        Where the sequences begin.
    states : iterable of int
        States that legal sequences reach from there.
    ways : Search, optional
        What `cheapest_ways` found, where it is known already.
    """
    found = ways or cheapest_ways(model, start)
    return [approach(model, start, found.path(state)) for state in states]


def approach(model: GraphModel, start: int, steps: tuple[Step, ...]) -> Approach:
    """Say who concedes and who gains on a path."""
    better = [model.preferences[step.mover].better(step.end, step.start) for step in steps]
    end = steps[-1].end if steps else start
    movers = sorted({step.mover for step in steps})
    conceding = sorted({step.mover for step, good in zip(steps, better, strict=True) if not good})
    gaining = [side for side in movers if model.preferences[side].better(end, start)]
    return Approach(end, steps, tuple(not good for good in better), tuple(conceding), tuple(gaining))
