"""The witness of a verdict by a tree of moves in turn: a way to stay better off, or what stops it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from standoff.analyze import rules
from standoff.analyze.foresight import ranked, two_sides
from standoff.errors import StandoffError
from standoff.explain.because import Ground, ground
from standoff.explain.case import Case
from standoff.explain.scales import word

LISTED_NODES = 2000
DEEPEST = 200


class Tree:
    """The tree of moves from one state, for MR_h, CMR_h and maximin_h.

    ``held(x, d)``: the side is better off in x, where the other moves, with d moves left, and remains so, or
    becomes so again, whatever the other does.
    Maximin's guarantee of more than the state's own value is the same game.
    """

    def __init__(self, case: Case) -> None:
        match = re.fullmatch(r"(C?MR|maximin)(\d+)", case.concept.name)
        assert match is not None
        self.case, self.model = case, case.model
        self.i, self.j, self.s = case.side, 1 - case.side, case.state
        self.horizon, self.credible = int(match[2]), match[1] == "CMR"
        self.size = 0
        self._held: dict[tuple[int, int], bool] = {}

    @cached_property
    def fine(self) -> Sequence[bool]:
        """Where the side would not rather be in the state it leaves."""
        states = np.arange(self.model.states.count)
        harmless = rules.not_better(self.model, self.i, np.int64(self.s), states)
        return [not harm for harm in harmless.tolist()]

    def answers(self, x: int) -> list[int]:
        """Return what the other can answer."""
        test = rules.better if self.credible else None
        return [int(y) for y in rules.passing(self.model, test, self.j, x, self.model.moves.reachable(self.j, x))]

    def own(self, y: int) -> list[int]:
        """Return the side's own moves."""
        return [int(z) for z in self.model.moves.reachable(self.i, y)]

    def held(self, x: int, depth: int) -> bool:
        """Return whether the side remains, or becomes again, better off."""
        if (x, depth) not in self._held:
            self._held[x, depth] = self.fine[x] and (
                depth == 0 or all(self.fine[y] or self.regained(y, depth) for y in self.answers(x))
            )
        return self._held[x, depth]

    def regained(self, y: int, depth: int) -> bool:
        """Return whether a move of the side leads on to where it is held."""
        return depth > 1 and any(self.held(z, depth - 2) for z in self.own(y))

    def entry(self, to: int, start: int | None = None) -> dict[str, Any]:
        """Return a move's end with its relation to the state, and the other's gain where it moves."""
        self.size += 1
        ids = self.model.states.id
        entry: dict[str, Any] = {"to": ids(to), "relation": word(self.model, self.i, to, self.s)}
        if start is not None:
            entry["gain"] = word(self.model, self.j, to, start)
        return entry

    def winning(self, x: int, depth: int) -> dict[str, Any]:
        """Return the side's way on from a move to x."""
        node = self.entry(x)
        node["answers"] = []
        for y in self.answers(x) if depth and self.size <= LISTED_NODES else ():
            answer = self.entry(y, x)
            if not self.fine[y]:
                then = next(z for z in self.own(y) if self.held(z, depth - 2))
                answer["then"] = self.winning(then, depth - 2)
            node["answers"].append(answer)
        return node

    def refuted(self, x: int, depth: int) -> dict[str, Any]:
        """Return what stops the side that moved to x."""
        node = self.entry(x)
        if self.fine[x] and self.size <= LISTED_NODES:
            y = next(y for y in self.answers(x) if not self.fine[y] and not self.regained(y, depth))
            node["answer"] = self.entry(y, x)
            node["answer"]["moves"] = [self.refuted(z, depth - 2) for z in self.own(y)] if depth > 1 else []
        return node


def by_tree(case: Case) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """Return the witness of a verdict of MR_h, CMR_h or maximin_h, and the grounds of the preferences in it."""
    name = case.concept.name
    two_sides(case.model, name)
    if name.startswith("maximin"):
        ranked(case.model, name)
    tree = Tree(case)
    if tree.horizon > DEEPEST:
        raise StandoffError(f"a tree of {tree.horizon} moves is too deep to be told.", mend=f"At most {DEEPEST} are.")
    depth = tree.horizon - 1
    moves = tree.own(tree.s)
    tempting = [s1 for s1 in moves if case.model.preferences[tree.i].better(s1, tree.s)]
    head = case.head("tree") | {"horizon": tree.horizon}
    for s1 in tempting:
        if tree.held(s1, depth):
            body: dict[str, Any] = {"stable": False, "move": tree.winning(s1, depth)}
            grounds = [ground(case.model, tree.i, s1, tree.s)]
            return {**head, **body, "truncated": tree.size > LISTED_NODES}, tuple(grounds)
    listed = [tree.refuted(s1, depth) for s1 in tempting]
    grounds = []
    for s1, entry in list(zip(tempting, listed, strict=True))[:3]:
        end = case.model.states.find(entry["answer"]["to"]) if "answer" in entry else tree.s
        grounds.append(ground(case.model, tree.i, s1, tree.s))
        grounds += [ground(case.model, tree.i, tree.s, end)] if end != tree.s else []
    body = {"stable": True, "improvements": listed}
    return {**head, **body, "truncated": tree.size > LISTED_NODES}, tuple(dict.fromkeys(grounds))
