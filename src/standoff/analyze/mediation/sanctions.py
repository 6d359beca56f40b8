"""Stability of one state from any comparison of states, and which legal answers keep a side from leaving it.

The same search serves total preorders and the half-finished relations that the solver proposes, which need not be
transitive: it asks only whether a side holds one state at least as good as another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from standoff.analyze.mediation.problem import Problem, Profile

AtLeast = Callable[[int, int, int], bool]
"""``at_least(side, s, t)``: s ≽ t."""
Node = tuple[int, int]
"""A state and the side that moved there; -1 where the others' answers start."""


def comparison(profile: Profile) -> AtLeast:
    """Return the comparison that total preorders make."""
    rows = [levels.tolist() for levels in profile]

    def at_least(side: int, s: int, t: int) -> bool:
        row = rows[side]
        return bool(row[s] >= row[t])

    return at_least


@dataclass(frozen=True)
class Sanctions:
    """The moves, answers and sanctions around the target of a problem."""

    problem: Problem

    @cached_property
    def others(self) -> tuple[tuple[int, ...], ...]:
        """The other sides of each side."""
        return tuple(tuple(j for j in self.problem.sides if j != i) for i in self.problem.sides)

    def leaving(self, side: int) -> tuple[int, ...]:
        """Return the states that a side can move to from the target."""
        return self.problem.moves[side][self.problem.target]

    def must_match(self, side: int, answer: int) -> tuple[int, ...] | None:
        """Return the states that the target must be as good as for an answer to deter; None if it cannot deter."""
        problem = self.problem
        if answer == problem.target and not problem.return_to_s:
            return None
        after = problem.moves[side][answer] if problem.concepts[side].countermoves else ()
        return tuple(dict.fromkeys(t for t in (answer, *after) if t != problem.target))

    def deters(self, side: int, answer: int, at_least: AtLeast) -> bool:
        """Return whether ending in an answer deters a side from leaving the target."""
        matched = self.must_match(side, answer)
        return matched is not None and all(at_least(side, self.problem.target, t) for t in matched)

    def answers(self, side: int, start: int, at_least: AtLeast | None) -> dict[Node, Node | None]:
        """Return what the others reach from a state, each node with the one before it; breadth first.

        Every move must be an improvement for its mover, or none where ``at_least`` is None.
        """
        moves, first = self.problem.moves, (start, -1)
        found: dict[Node, Node | None] = {first: None}
        front = [first]
        while front:
            following = []
            for node in front:
                state, last = node
                for j in self.others[side]:
                    if j == last:
                        continue
                    for t in moves[j][state]:
                        if (t, j) not in found and (at_least is None or not at_least(j, state, t)):
                            found[t, j] = node
                            following.append((t, j))
            front = following
        return found

    def reached(self, side: int, start: int, at_least: AtLeast) -> dict[Node, Node | None]:
        """Return the answers that count under the side's concept."""
        if not self.problem.concepts[side].answered:
            return {(start, -1): None}
        return self.answers(side, start, at_least if self.problem.concepts[side].credible else None)

    def sanction(self, side: int, start: int, at_least: AtLeast) -> list[Node] | None:
        """Return a shortest sequence of answers that deters a side from moving to a state, None if there is none."""
        if not self.problem.concepts[side].answered:
            return None
        found = self.reached(side, start, at_least)
        for node in found:
            if node[1] >= 0 and self.deters(side, node[0], at_least):
                way: list[Node] = []
                step: Node | None = node
                while step is not None:
                    way.append(step)
                    step = found[step]
                return way[::-1]
        return None

    def stable(self, side: int, at_least: AtLeast) -> bool:
        """Return whether the target is stable for a side."""
        target = self.problem.target
        return all(
            at_least(side, target, start) or self.sanction(side, start, at_least) is not None
            for start in self.leaving(side)
        )

    def equilibrium(self, at_least: AtLeast) -> bool:
        """Return whether the target is stable for all sides."""
        return all(self.stable(side, at_least) for side in self.problem.sides)
