"""All edited versions of one side's statements, cheapest first, with the scores that each gives to every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from itertools import combinations
from typing import Any

import numpy as np

from standoff.analyze.mediation.edits import UNIT, Costs, conditions_for, hardness
from standoff.analyze.mediation.edits_forms import Columns, Form, forms_of
from standoff.model.dispute import Dispute, Statement
from standoff.model.states import ListedStates, OptionStates

Item = tuple[int, int]
"""A statement by its place, from 0, and its form; places from the number of statements on are added ones."""

MOST_BYTES = 1 << 28
OFTEN = 1 << 12
MOST_ORDERS = 200_000
MOST_STATEMENTS = 60


class OutOfReach(Exception):
    """There are more edited lists than fit into memory."""


@dataclass
class SideLists:
    """The edited lists of one side in one setting of the facts, generated cost by cost.

    Attributes
    ----------
    scores : ndarray of integers, shape (lists, states)
        What each list generated so far gives to every state: larger is better.
    keys : ndarray of int64, shape (lists,)
        Cost times `UNIT`, plus how hard the edits are to bring about; increasing.
    lists : list of tuple of (int, int)
        Each list: statements and forms, most important first.
    """

    states: OptionStates | ListedStates
    forms: list[list[Form]] = field(default_factory=list)
    added: list[Form] = field(default_factory=list)
    columns: Columns | None = None
    step: int = 1
    hard: list[int] = field(default_factory=list)
    scores: Any = None
    keys: Any = None
    lists: list[tuple[Item, ...]] = field(default_factory=list)
    next_cost: int | None = 0
    _seen: set[tuple[int, ...]] = field(default_factory=set)

    @staticmethod
    def fixed(states: OptionStates | ListedStates, levels: Any) -> SideLists:
        """A side that is left alone."""
        only = np.asarray(levels, np.int64)[None]
        return SideLists(states, scores=only, keys=np.zeros(1, np.int64), lists=[()], next_cost=None)

    @staticmethod
    def of(
        dispute: Dispute,
        states: OptionStates | ListedStates,
        side: int,
        may_say: Sequence[Statement],
        costs: Costs,
    ) -> SideLists:
        """All edited lists of a side with statements; nothing is generated yet."""
        maker = dispute.decision_makers[side].id
        statements = dispute.preferences[maker].statements or ()
        columns = Columns(states, dispute)
        literals = conditions_for(dispute, side)
        forms = [forms_of(dispute, statement, literals, columns, costs, maker) for statement in statements]
        cost = costs.whole("add", maker)
        added = [
            Form(("add",), each.expression, None, columns.of(each.expression), cost, hardness("add", None))
            for each in may_say
        ]
        made = SideLists(states, forms, added, columns, costs.whole("step", maker))
        made.hard = [hardness("step", statement.support) for statement in statements]
        made.grow()
        return made

    @property
    def length(self) -> int:
        """The most statements that a list can have."""
        return len(self.forms) + len(self.added)

    @property
    def largest_cost(self) -> int:
        """A cost that no list exceeds."""
        steps = len(self.forms) * (len(self.forms) - 1) // 2
        return (
            sum(max(form.cost for form in forms) for forms in self.forms)
            + steps * self.step
            + sum(form.cost for form in self.added)
        )

    def grow(self, tell: Callable[[], None] = lambda: None) -> None:
        """Generate the lists of the next cost.

        Parameters
        ----------
        tell : callable, optional
            Called now and then.

        Raises
        ------
        OutOfReach
            If they do not fit into memory.
        """
        assert self.next_cost is not None
        assert self.columns is not None
        kinds = self.columns.kinds
        dtype = np.int16 if self.length < 15 else np.int32 if self.length < 31 else np.int64
        most = MOST_BYTES // (np.dtype(dtype).itemsize * max(1, self.states.count))
        best: dict[tuple[int, ...], tuple[int, tuple[Item, ...]]] = {}
        for number, (hard, items) in enumerate(self._of_cost(self.next_cost)):
            if number % OFTEN == 0:
                tell()
            told: dict[int, int] = {}
            for item in items:
                # A column that stands above already, or its opposite, decides nothing any more.
                column = self.form(item).column
                if column:
                    told.setdefault(kinds[column], column)
            sequence = tuple(told.values())
            if sequence not in self._seen and (sequence not in best or hard < best[sequence][0]):
                best[sequence] = (hard, items)
                if len(best) + len(self.lists) > most:
                    raise OutOfReach
        self._seen.update(best)
        found = sorted(((hard, sequence, items) for sequence, (hard, items) in best.items()), key=lambda each: each[0])
        self._append(found, dtype)
        self.next_cost = self._following(self.next_cost)

    def _following(self, cost: int) -> int | None:
        """Return the next higher cost that edits can add up to, None where there is none."""
        units = {self.step, *(form.cost for forms in (*self.forms, self.added) for form in forms)} - {0}
        most, largest = self.length + len(self.forms) * (len(self.forms) - 1) // 2, self.largest_cost
        fewest, open_sums = {0: 0}, [0]
        while open_sums:
            total = heappop(open_sums)
            if total > cost:
                return total
            for more in (total + unit for unit in units if fewest[total] < most and total + unit <= largest):
                if more not in fewest:
                    heappush(open_sums, more)
                fewest[more] = min(fewest.get(more, most), fewest[total] + 1)
        return None

    def _append(self, found: list[tuple[int, tuple[int, ...], tuple[Item, ...]]], dtype: Any) -> None:
        """Score new lists and keep those that every coalesced state allows."""
        assert self.columns is not None
        table = np.stack(self.columns.rows).astype(dtype)
        orders = np.zeros((len(found), self.length), np.int64)
        for row, (_, sequence, _) in enumerate(found):
            orders[row, : len(sequence)] = sequence
        scores = np.zeros((len(found), table.shape[1]), dtype)
        for place in range(self.length):
            scores <<= 1
            scores |= table[orders[:, place]]
        keep = np.ones(len(found), bool)
        if isinstance(self.states, OptionStates) and self.states.class_of is not None:
            chosen = scores[:, np.searchsorted(self.states.full, self.states.codes)]
            keep = (chosen[:, self.states.class_of] == scores).all(axis=1)
            scores = chosen
        keys = np.array([self.next_cost * UNIT + hard for hard, _, _ in found], np.int64)  # type: ignore[operator]
        self.scores = scores[keep] if self.scores is None else np.concatenate([self.scores, scores[keep]])
        self.keys = keys[keep] if self.keys is None else np.concatenate([self.keys, keys[keep]])
        self.lists += [items for (_, _, items), kept in zip(found, keep, strict=True) if kept]

    def form(self, item: Item) -> Form:
        """Return the form of a statement in a list."""
        place, form = item
        return self.forms[place][form] if place < len(self.forms) else self.added[place - len(self.forms)]

    def _of_cost(self, cost: int) -> Iterator[tuple[int, tuple[Item, ...]]]:
        """Yield (how hard, list) for all lists of exactly a cost."""
        for spent, hard, kept in self._kept(cost):
            for more in range(len(self.added) + 1):
                left = cost - spent - sum(form.cost for form in self.added[:more])
                if left < 0:
                    break
                if left % self.step:
                    continue
                if how_many_orders(len(kept), left // self.step) > MOST_ORDERS:
                    raise OutOfReach
                for order in orders_of(len(kept), left // self.step):
                    base = tuple(kept[place] for place in order)
                    steps = hard + self._hardness(base) if left else hard
                    for chosen in combinations(range(len(self.added)), more):
                        total = steps + sum(self.added[k].hard for k in chosen)
                        for items in _inserted(base, [(len(self.forms) + k, 0) for k in chosen]):
                            yield total, items

    def _hardness(self, order: tuple[Item, ...]) -> int:
        """Return how hard the steps to an order are: of every two that pass, the easier one moves."""
        return sum(min(self.hard[a], self.hard[b]) for (a, _), (b, _) in combinations(order, 2) if a > b)

    def _kept(self, most: int) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
        """Yield (cost, how hard, statements kept with their forms), in today's order, up to a cost."""
        today = tuple((place, 0) for place in range(len(self.forms)))
        for spent, hard, changes in self._changes(0, most):
            kept = list(today)
            for place, index in reversed(changes):
                kept[place : place + 1] = () if "drop" in self.forms[place][index].kinds else ((place, index),)
            yield spent, hard, tuple(kept)

    def _changes(self, start: int, most: int) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
        """Yield (cost, how hard, statements with new forms) from a place on, up to a cost."""
        yield 0, 0, ()
        for place in range(start, len(self.forms)):
            for index, form in enumerate(self.forms[place]):
                if index and form.cost <= most:
                    for spent, hard, rest in self._changes(place + 1, most - form.cost):
                        yield spent + form.cost, hard + form.hard, ((place, index), *rest)


def _inserted(base: tuple[Item, ...], items: list[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield a list with further items put in at all places, the least important places first."""
    if not items:
        yield base
        return
    for rest in _inserted(base, items[1:]):
        for place in range(len(rest), -1, -1):
            yield (*rest[:place], items[0], *rest[place:])


@cache
def how_many_orders(count: int, steps: int) -> int:
    """Return how many orders of so many things take so many steps (the Mahonian numbers).

    Examples
    --------
    >>> [how_many_orders(4, steps) for steps in range(7)]
    [1, 3, 5, 6, 5, 3, 1]
    """
    if count == 0:
        return int(steps == 0)
    return sum(how_many_orders(count - 1, steps - passed) for passed in range(min(steps, count - 1) + 1))


@cache
def orders_of(count: int, steps: int) -> tuple[tuple[int, ...], ...]:
    """Return the orders of so many things that take so many steps: in which so many pairs have changed places.

    Examples
    --------
    >>> orders_of(3, 1)
    ((0, 2, 1), (1, 0, 2))
    """
    if count == 0:
        return ((),) if steps == 0 else ()
    found = []
    for passed in range(min(steps, count - 1) + 1):
        for order in orders_of(count - 1, steps - passed):
            place = count - 1 - passed
            found.append((*order[:place], count - 1, *order[place:]))
    return tuple(sorted(found))
