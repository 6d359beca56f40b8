"""The smallest set of edits that makes a target an equilibrium, proved smallest, best first.

Each open entry of the search is one setting of the facts with one target state. It has clauses that any answer
satisfies, found one by one from answers that do not hold. Its cheapest choice of lists, one a side, that satisfies
them is a lower bound for it; lists that have not been generated yet count as satisfying everything at the least cost
that they can have. The entry with the lowest bound is refined: lists are generated where the choice needs them, or the
choice is judged, and either holds, and then nothing is cheaper, or yields a further clause.
So the lowest bound of all entries is proved at any time.

References
----------
Hooker & Ottosson (2003), "Logic-based Benders decomposition", *Mathematical Programming* 96, 33-60 (the scheme).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.mediation.edits import UNIT
from standoff.analyze.mediation.edits_lists import SideLists
from standoff.analyze.mediation.edits_sanctions import Clause, Sanctions
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel

Mask = NDArray[np.bool_]
Picks = tuple[int, ...]


@dataclass
class World:
    """One setting of the facts.

    Attributes
    ----------
    key : int
        Cost times `UNIT` of the facts that differ, plus how hard they are to bring about.
    flipped : tuple of str
        These facts.
    dispute, model : Dispute, GraphModel
        The dispute with these facts, and its graph model.
    sides : list of SideLists
        Every side's lists.
    sanctions : Sanctions
        What deters whom.
    """

    key: int
    flipped: tuple[str, ...]
    dispute: Dispute
    model: GraphModel
    sides: list[SideLists]
    sanctions: Sanctions


@dataclass
class Entry:
    """One target in one setting of the facts, with what is known of its answers."""

    world: World
    state: int
    clauses: list[Clause] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """An answer: in which world, for which state, which list each side has, and its key."""

    world: World
    state: int
    picks: Picks
    key: int


def cheapest(keys: Sequence[Any], clauses: Sequence[dict[int, Mask]]) -> tuple[int, Picks] | None:
    """Choose one list a side so that every clause is satisfied, at the least sum of keys.

    Parameters
    ----------
    keys : sequence of ndarray of int64
        For each side the keys of its lists, increasing.
    clauses : sequence of mapping
        Each is satisfied if the choice of one of its sides is one of those marked.

    Returns
    -------
    tuple of int and tuple of int, or None
        The sum and the choice; None where no choice satisfies all.

    Examples
    --------
    >>> keys = [np.array([0, 2]), np.array([0, 3])]
    >>> cheapest(keys, [{0: np.array([False, True]), 1: np.array([False, True])}])
    (2, (1, 0))
    """
    best: list[tuple[int, Picks]] = []

    def choose(allowed: list[Mask]) -> None:
        if not all(mask.any() for mask in allowed):
            return
        picks = tuple(int(mask.argmax()) for mask in allowed)
        total = sum(int(key[pick]) for key, pick in zip(keys, picks, strict=True))
        if best and total >= best[0][0]:
            return
        open_clause = next((c for c in clauses if not any(mask[picks[side]] for side, mask in c.items())), None)
        if open_clause is None:
            best[:] = [(total, picks)]
            return
        rest = list(allowed)
        for side, mask in open_clause.items():
            choose([each & mask if other == side else each for other, each in enumerate(rest)])
            rest[side] = rest[side] & ~mask

    start = [np.ones(len(key), bool) for key in keys]
    for clause in clauses:
        if len(clause) == 1:
            ((side, mask),) = clause.items()
            start[side] &= mask
    choose(start)
    return best[0] if best else None


class Search:
    """Looks for the cheapest answers over all worlds and targets.

    Parameters
    ----------
    worlds : iterator of (int, callable)
        Lower bounds of their keys, increasing, and what makes the world with its targets, or returns None.
    most : int or None
        A scaled cost above which it stops.
    progress : callable, optional
        Told what is being done.

    Attributes
    ----------
    bound : int
        A key that every answer not yet found reaches at least.
    exhausted : bool
        Whether there are no further answers at all.
    """

    def __init__(
        self,
        worlds: Iterator[tuple[int, Callable[[], tuple[World, list[int]] | None]]],
        most: int | None,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.worlds = worlds
        self.most = most
        self.progress = progress or (lambda _: None)
        self.bound = 0
        self.exhausted = False
        self.judged = 0
        self.made: list[World] = []
        self._heap: list[tuple[int, int, Any]] = []
        self._number = count()
        self._next_world()

    @property
    def weighed(self) -> int:
        """How many edited lists of statements have been generated."""
        return sum(len(side.lists) for world in self.made for side in world.sides)

    def _push(self, key: int, what: Any) -> None:
        heapq.heappush(self._heap, (key, next(self._number), what))

    def _next_world(self) -> None:
        following = next(self.worlds, None)
        if following is not None:
            self._push(*following)

    def answers(self) -> Iterator[Found]:
        """Yield answers, cheapest first; those that come to the same count once.

        Raises
        ------
        OutOfReach
            If it would take more memory; `bound` says what is proved until then.
        """
        while self._heap:
            key, _, what = heapq.heappop(self._heap)
            self.bound = max(self.bound, key)
            if self.most is not None and key // UNIT > self.most:
                return
            if not isinstance(what, Entry):
                self._open(what)
                continue
            self._tell()
            found = self._refine(what, key)
            if isinstance(found, int):
                self._push(found, what)
            elif found is not None:
                what.clauses.append(_another(what.world.sides, found.picks))
                self._push(key, what)
                yield found
        self.exhausted = True

    def _open(self, make: Callable[[], tuple[World, list[int]] | None]) -> None:
        """Put the targets of the next world into the search, and the world after it."""
        self._next_world()
        made = make()
        if made is not None:
            world, targets = made
            self.made.append(world)
            for state in targets:
                self._push(world.key, Entry(world, state))

    def _tell(self) -> None:
        """Say how far it is."""
        self.progress(f"{self.weighed:,} edited lists of statements, {self.judged:,} choices of them judged")

    def _refine(self, entry: Entry, key: int) -> Found | int | None:
        """Return an answer of an entry at a key, the key above which its answers lie, or None if it has none."""
        sides = entry.world.sides
        while True:
            beyond = [side.next_cost is not None for side in sides]
            keys = [
                side.keys if side.next_cost is None else np.append(side.keys, side.next_cost * UNIT) for side in sides
            ]
            scores = [side.scores for side in sides]
            best = cheapest(keys, [clause.masks(scores, beyond) for clause in entry.clauses])
            if best is None:
                return None
            total, picks = entry.world.key + best[0], best[1]
            if total > key:
                return total
            missing = [side for side, pick in zip(sides, picks, strict=True) if pick == len(side.keys)]
            if missing:
                missing[0].grow(self._tell)
                continue
            self.judged += 1
            chosen = [side.scores[pick] for side, pick in zip(sides, picks, strict=True)]
            failures = list(entry.world.sanctions.failures(entry.state, chosen))
            if not failures:
                return Found(entry.world, entry.state, picks, total)
            entry.clauses += failures


def _keys(side: SideLists) -> Any:
    """Return the keys of a side's lists, and the least that further ones can have, last."""
    return side.keys if side.next_cost is None else np.append(side.keys, side.next_cost * UNIT)


def _another(sides: Sequence[SideLists], picks: Picks) -> Clause:
    """Return a clause that rules out one choice and nothing else."""
    known = {}
    for side, (lists, pick) in enumerate(zip(sides, picks, strict=True)):
        known[side] = np.ones(len(lists.keys), bool)
        known[side][pick] = False
    return Clause(dict.fromkeys(known, _any_list), known)


def _any_list(scores: Any) -> Mask:
    """Mark every list."""
    return np.ones(len(scores), bool)
