"""The witness of policy stability: the other's policy that prevents every gain, or why every policy fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.foresight import two_sides
from standoff.analyze.rules import not_better
from standoff.explain.because import Ground, ground
from standoff.explain.case import Case
from standoff.explain.scales import word

LISTED_STATES = 2000


class Safety:
    """The states, the other to move, from which it can keep the side from gaining; and in which round others fell."""

    def __init__(self, case: Case) -> None:
        model, self.i, self.s = case.model, case.side, case.state
        count = model.states.count
        self.case = case
        self.own = [model.moves.reachable(self.i, s) for s in range(count)]
        self.other = [model.moves.reachable(1 - self.i, s) for s in range(count)]
        self.harmless = not_better(model, self.i, np.int64(self.s), np.arange(count))
        self.round = np.zeros(count, int)
        self.safe = np.ones(count, bool)
        turn = 0
        while True:
            turn += 1
            kept = np.array([bool(self.safe[z]) and self._held(z) for z in range(count)])
            self.round[self.safe & ~kept] = turn
            if (kept == self.safe).all():
                break
            self.safe = kept

    def _held(self, z: int) -> bool:
        return self.rests(z) or (z != self.s and any(self.passes(int(t)) for t in self.other[z]))

    def calm(self, z: int) -> bool:
        """Return whether all own moves from z stay in the safe set."""
        return bool(self.safe[self.own[z]].all())

    def rests(self, z: int) -> bool:
        """Return whether the other may stay at z."""
        return bool(self.harmless[z]) and self.calm(z)

    def passes(self, t: int) -> bool:
        """Return whether the other may move on to t."""
        return bool(self.safe[t]) and self.calm(t)

    def earlier(self, states: Any, turn: int) -> int | None:
        """Return the first of several states that fell before a round."""
        fallen: NDArray[np.int64] = np.asarray(states, np.int64)
        fallen = fallen[(self.round[fallen] > 0) & (self.round[fallen] < turn)]
        return int(fallen[0]) if len(fallen) else None


class Queue:
    """States to list, each once, in the order in which they came up; at most so many."""

    def __init__(self, first: int) -> None:
        self.states = [first]
        self._known = {first}

    def add(self, states: Iterable[int]) -> None:
        """Add the states that are new."""
        for state in states:
            if state not in self._known:
                self._known.add(state)
                self.states.append(state)

    def __iter__(self) -> Iterator[int]:
        place = 0
        while place < min(len(self.states), LISTED_STATES):
            yield self.states[place]
            place += 1

    @property
    def cut(self) -> bool:
        """Whether there were more than are listed."""
        return len(self.states) > LISTED_STATES


def by_policy(case: Case) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """Return the witness of a verdict of PSS, and the grounds of the preferences in it."""
    two_sides(case.model, case.concept.name)
    safety = Safety(case)
    stable = bool(safety.safe[case.state])
    head = {**case.head("policy"), "stable": stable}
    return _policy(case, safety, head) if stable else _losing(case, safety, head)


def _policy(case: Case, safety: Safety, head: dict[str, Any]) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """List what the other does wherever the side can lead it."""
    ids, policy = case.model.states.id, []
    queue = Queue(case.state)
    queue.add(map(int, safety.own[case.state]))
    for z in queue:
        if safety.rests(z):
            policy.append({"at": ids(z), "to": ids(z), "relation": word(case.model, case.side, z, case.state)})
            queue.add(map(int, safety.own[z]))
        else:
            t = next(int(t) for t in safety.other[z] if safety.passes(int(t)))
            policy.append({"at": ids(z), "to": ids(t)})
            queue.add([t, *map(int, safety.own[t])])
    resting = [case.model.states.find(each["at"]) for each in policy[1:] if "relation" in each][:3]
    grounds = [ground(case.model, case.side, case.state, z) for z in resting if z != case.state]
    return {**head, "policy": policy, "truncated": queue.cut}, tuple(dict.fromkeys(grounds))


def _losing(case: Case, safety: Safety, head: dict[str, Any]) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """List the states from which every policy lets the side gain, as far as the state's own fall rests on them."""
    ids, losing = case.model.states.id, []
    queue = Queue(case.state)
    for z in queue:
        turn = int(safety.round[z])
        stays = z if not safety.harmless[z] else safety.earlier(safety.own[z], turn)
        assert stays is not None
        entry: dict[str, Any] = {"at": ids(z), "round": turn}
        entry["stays"] = {"to": ids(stays), "relation": word(case.model, case.side, stays, case.state)}
        entry["moves"] = []
        queue.add([stays] if stays != z else [])
        for t in map(int, safety.other[z]) if z != case.state else ():
            then = safety.earlier([t, *safety.own[t]], turn)
            assert then is not None
            entry["moves"].append({"to": ids(t), "then": ids(then)})
            queue.add([then])
        losing.append(entry)
    gains = [z for z in queue.states if not safety.harmless[z]][:2]
    grounds = [ground(case.model, case.side, z, case.state) for z in gains]
    return {**head, "losing": losing, "truncated": queue.cut}, tuple(dict.fromkeys(grounds))
