"""Why a target is not stable for a side under certain preferences, as a clause: what would have to be otherwise.

The preferences are given as scores, one array a side. An improvement s1 of side i that no answer deters leaves a set X
of states that the others reach from s1. While i is not deterred by s1 itself or a state of X, and none of the others
comes to improve by a move that leads on from X, nothing changes: so one of these must come about (a clause).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.model.graph import GraphModel
from standoff.model.moves import unpack

Mask = NDArray[np.bool_]
Test = Callable[[Any], Mask]
"""Given the scores of many lists, shape (lists, states): which of them do, shape (lists,)."""

MOST_KNOWN = 1 << 11
"""Reached sets that are kept at a time."""


@dataclass
class Clause:
    """What must come about: for at least one side, its list must be one that passes the side's test.

    Attributes
    ----------
    tests : mapping of int to callable
        The sides' tests.
    known : mapping of int to ndarray of bool
        The results so far, for the first lists of each side.
    """

    tests: dict[int, Test]
    known: dict[int, Mask] = field(default_factory=dict)

    def masks(self, scores: Sequence[Any], beyond: Sequence[bool]) -> dict[int, Mask]:
        """Return which lists of each side do; lists that are not generated yet might."""
        result = {}
        for side, test in self.tests.items():
            before = self.known.get(side, np.zeros(0, bool))
            if len(before) < len(scores[side]):
                before = self.known[side] = np.concatenate([before, test(scores[side][len(before) :])])
            result[side] = np.append(before, True) if beyond[side] else before
        return result


class Sanctions:
    """The moves of one dispute, and what deters whom in it.

    Parameters
    ----------
    model : GraphModel
        Its preferences play no part.
    concepts : sequence of SolutionConcept
        One a side.
    return_to_s : bool
        Whether being brought back to the target is a sanction.
    """

    def __init__(self, model: GraphModel, concepts: Sequence[SolutionConcept], return_to_s: bool) -> None:
        self.model = model
        self.concepts = concepts
        self.return_to_s = return_to_s
        self.moves = [model.moves.arcs(side) for side in range(len(model.makers))]
        self.arcs = [unpack(*listed) for listed in self.moves]
        self._known: dict[tuple[int, int], tuple[Mask, Mask]] = {}

    def failures(self, state: int, chosen: Sequence[Any], most: int = 3) -> Iterator[Clause]:
        """Yield clauses that the chosen scores break, a few a side; none if the state is stable for all."""
        improving: dict[int, Mask] = {}
        for side, concept in enumerate(self.concepts):
            mine = chosen[side]
            moves = self.model.moves.reachable(side, state)
            tempting = moves[mine[moves] > mine[state]]
            if not concept.answered:
                if len(tempting):
                    yield Clause({side: _none_better(state, moves)})
                continue
            found = 0
            for s1 in map(int, tempting):
                clause = self._failure(side, state, s1, chosen, improving)
                if clause is not None:
                    yield clause
                    found += 1
                    if found == most:
                        break

    def _failure(
        self, side: int, state: int, s1: int, chosen: Sequence[Any], improving: dict[int, Mask]
    ) -> Clause | None:
        """Return what would have to be otherwise for a move to be answered; None if it is."""
        if (side, s1) not in self._known:
            if len(self._known) == MOST_KNOWN:
                self._known.clear()
            self._known[side, s1] = self._reached(side, s1, None)
        all_last, _ = self._known[side, s1]
        deterred = self._deterred(side, state, s1, all_last)
        if not deterred(chosen[side][None])[0]:
            return Clause({side: deterred})
        if not self.concepts[side].credible:
            return None
        for other in self.model.others(side):
            if other not in improving:
                start, end = self.arcs[other]
                improving[other] = chosen[other][end] > chosen[other][start]
        last, used = self._reached(side, s1, improving)
        deterred = self._deterred(side, state, s1, last)
        if deterred(chosen[side][None])[0]:
            return None
        tests: dict[int, Test] = {side: deterred}
        crowded = last.sum(axis=0) > 1
        for row, other in enumerate(self.model.others(side)):
            start, end = self.arcs[other]
            onward = used[row][start] & ~last[row][end] & ~crowded[end] & (end != s1)
            if onward.any():
                tests[other] = _some_better(start[onward], end[onward])
        return Clause(tests)

    def _reached(self, side: int, s1: int, improving: dict[int, Mask] | None) -> tuple[Mask, Mask]:
        """Follow legal sequences of the others from s1.

        Returns
        -------
        last : ndarray of bool, shape (others, states)
            Where each of them can be the last to have moved.
        used : ndarray of bool, shape (others, states)
            From where each of them may go on.
        """
        others = self.model.others(side)
        arcs = []
        for other in others:
            start, end = self.arcs[other]
            arcs.append((start, end) if improving is None else (start[improving[other]], end[improving[other]]))
        last = np.zeros((len(others), self.model.states.count), bool)
        used = np.zeros_like(last)
        going = True
        while going:
            going = False
            for row, (start, end) in enumerate(arcs):
                can = np.array(np.delete(last, row, axis=0).any(axis=0))
                can[s1] = True
                fresh = can & ~used[row]
                if fresh.any():
                    going = True
                    used[row] |= can
                    last[row][end[fresh[start]]] = True
        return last, used

    def _deterred(self, side: int, state: int, s1: int, last: Mask) -> Test:
        """Return a test of whether the side is kept from s1 by itself or by a state that the others reach."""
        reached = np.array(last.any(axis=0))
        reached[s1] = False
        if not self.return_to_s:
            reached[state] = False
        ends = np.flatnonzero(reached)
        if not self.concepts[side].countermoves:
            places = np.append(ends, s1)

            def short(scores: Any) -> Mask:
                found: Mask = scores[:, places].min(axis=1) <= scores[:, state]
                return found

            return short
        first, targets = self.moves[side]
        after = [np.append(targets[first[end] : first[end + 1]], end) for end in ends]
        places = np.concatenate([*after, [s1]]).astype(np.int64)
        starts = np.cumsum([0, *map(len, after)])

        def test(scores: Any) -> Mask:
            parts = [
                np.maximum.reduceat(some[:, places], starts, axis=1).min(axis=1) <= some[:, state]
                for some in blocks(scores, len(places))
            ]
            return np.concatenate(parts)

        return test


def _none_better(state: int, moves: Any) -> Test:
    """Return a test of whether no move leads to a better state."""
    return lambda scores: scores[:, moves].max(axis=1) <= scores[:, state]


def _some_better(start: Any, end: Any) -> Test:
    """Return a test of whether some of the moves is an improvement."""

    def test(scores: Any) -> Mask:
        parts = [(some[:, end] > some[:, start]).any(axis=1) for some in blocks(scores, len(start))]
        return np.concatenate(parts)

    return test


def blocks(scores: Any, width: int) -> Iterator[Any]:
    """Yield the scores of some lists at a time, so that tables of so many columns stay small; at least one block."""
    size = max(1, (1 << 24) // width)
    for start in range(0, max(1, len(scores)), size):
        yield scores[start : start + size]
