"""A question about edits: the settings of the facts to search in, and from what is found to an edited dispute."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.mediation.edits import ASSUMED, UNIT, Costs, Edit, conditions_for, hardness, moved, written
from standoff.analyze.mediation.edits_lists import SideLists
from standoff.analyze.mediation.edits_sanctions import Sanctions
from standoff.analyze.mediation.edits_search import Found, World
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, Statement
from standoff.model.expressions import Expression, Pattern, names, substitute
from standoff.model.graph import GraphModel, build
from standoff.model.restating import translation
from standoff.model.states import OptionStates, parse_for
from standoff.model.suppose import supposed


@dataclass(frozen=True)
class EditQuestion:
    """What is asked, with everything looked up.

    Attributes
    ----------
    model : GraphModel
        The dispute as it is.
    asked : str
        The target as it was written.
    targets : tuple of int
        The states that it means today.
    concept : SolutionConcept
        What was asked for.
    concepts : tuple of SolutionConcept
        One a side.
    fixed : frozenset of str
        The sides and facts that are left alone, by id.
    may_say : mapping of str to sequence of Statement
        What sides, by id, may say in addition.
    costs : Costs
        What edits cost.
    return_to_s : bool
        Whether being brought back to the target is a sanction.
    """

    model: GraphModel
    asked: str
    targets: tuple[int, ...]
    concept: SolutionConcept
    concepts: tuple[SolutionConcept, ...]
    fixed: frozenset[str] = frozenset()
    may_say: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    costs: Costs = field(default_factory=Costs)
    return_to_s: bool = True

    @property
    def editable(self) -> tuple[str, ...]:
        """The sides whose statements may be edited."""
        return tuple(maker for maker in self.model.makers if maker not in self.fixed and not self.left_alone(maker))

    def left_alone(self, maker: str) -> str | None:
        """Return what a side's preferences are if they are no statements."""
        entry = self.model.dispute.preferences.get(maker)
        return "nothing" if entry is None else None if entry.use == "statements" else entry.use

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that may be flipped and on which something hangs."""
        dispute = self.model.dispute
        said: list[Expression] = [each.expression for more in self.may_say.values() for each in more]
        said += [each.expression for entry in dispute.preferences.values() for each in entry.statements or ()]
        said += [*dispute.coalesce, *(each.expression for each in dispute.outcomes)]
        said += [each for rule in dispute.rules for each in rule.expressions]
        with suppress(StandoffError):
            said.append(parse_for(self.model.states, self.asked))
        named = {name for each in said for name in names(each)}
        return tuple(name for name in dispute.facts if name in named - self.fixed)

    @property
    def candidates(self) -> int:
        """The number of single edits."""
        total = len(self.facts)
        for maker in self.editable:
            count = len(self.model.dispute.preferences[maker].statements or ())
            literals = conditions_for(self.model.dispute, self.model.makers.index(maker))
            total += count * (2 + len(literals)) + max(0, count - 1) + len(self.may_say.get(maker, ()))
        return total

    def worlds(self) -> Iterator[tuple[int, Callable[[], tuple[World, list[int]] | None]]]:
        """Yield the settings of the facts, as they are first, with what makes each."""
        supports = self.model.dispute.fact_support
        keys = {
            name: self.costs.whole("fact", None) * UNIT + hardness("fact", supports.get(name)) for name in self.facts
        }
        heap: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        while heap:
            key, flipped = heapq.heappop(heap)
            yield key, partial(self.world, key, flipped)
            later = self.facts[self.facts.index(flipped[-1]) + 1 :] if flipped else self.facts
            for name in later:
                heapq.heappush(heap, (key + keys[name], (*flipped, name)))

    def world(self, key: int, flipped: tuple[str, ...]) -> tuple[World, list[int]] | None:
        """Return a setting of the facts with the target's states in it; None where that is no dispute."""
        model = self.model
        if flipped:
            try:
                model = build(with_facts(self.model.dispute, flipped))
            except StandoffError:
                return None
        sides = [
            SideLists.of(model.dispute, model.states, side, self.may_say.get(maker, ()), self.costs)
            if maker in self.editable
            else SideLists.fixed(model.states, model.preferences[side].levels)
            for side, maker in enumerate(model.makers)
        ]
        if any(not side.lists for side in sides):
            return None
        sanctions = Sanctions(model, self.concepts, self.return_to_s)
        # What holds already comes first, so that it is found first.
        stable = self._stable(model)
        targets = sorted(self.targets_in(model), key=lambda state: (not stable[:, state].all(), state))
        return World(key, flipped, model.dispute, model, sides, sanctions), targets

    def _stable(self, model: GraphModel) -> NDArray[np.bool_]:
        """Return where each side is stable in a version of the dispute, by its concept, shape (sides, states)."""
        judge = Judge(model, return_to_s=self.return_to_s)
        return np.stack([judge.verdicts(concept)[side] for side, concept in enumerate(self.concepts)])

    def targets_in(self, model: GraphModel) -> list[int]:
        """Return the target's states in a version of the dispute: states by what they are, expressions as they hold."""
        if model is self.model:
            return list(self.targets)
        old = self.model.states
        moved_to = translation(self.model.dispute, model.dispute)
        try:
            state = old.find(self.asked)
        except StandoffError:
            expression = parse_for(old, self.asked)
            if isinstance(old, OptionStates):
                known = {*old.option_ids, *model.dispute.facts, *(o.id for o in model.dispute.outcomes)}
                numbered: dict[str, Expression] = {
                    name: Pattern(old.pattern(old.find(name))) for name in names(expression) - known
                }
                expression = substitute(expression, numbered)
            return [int(state) for state in np.flatnonzero(model.states.satisfying(expression))]
        if moved_to is None:
            return [model.states.find(old.id(state))]
        return [model.states.find(pattern) for pattern in moved_to(old.id(state))]

    def name_today(self, world: World, state: int) -> str | None:
        """Return what a state of a world is called today; None where there is no such state."""
        back = translation(world.dispute, self.model.dispute)
        if back is None:
            return world.model.states.id(state)
        patterns = back(world.model.states.id(state))
        return self.model.states.id(self.model.states.find(patterns[0])) if patterns else None

    def edits(self, found: Found) -> tuple[Edit, ...]:
        """Return the edits of an answer: side by side in file order, facts last."""
        result: list[Edit] = []
        for side, (lists, pick) in enumerate(zip(found.world.sides, found.picks, strict=True)):
            if lists.columns is not None:
                result += self._of_side(self.model.makers[side], lists, lists.lists[pick])
        cost = self.costs.of("fact", None)
        for name in found.world.flipped:
            result.append(Edit("fact", fact=name, value=not self.model.dispute.facts[name], cost=cost))
        return tuple(result)

    def _of_side(self, maker: str, lists: SideLists, items: Sequence[tuple[int, int]]) -> Iterator[Edit]:
        """Yield the edits that lead from a side's statements to a list."""
        statements = self.model.dispute.preferences[maker].statements or ()
        today = len(statements)
        cost = partial(self.costs.of, side=maker)
        for place in sorted(set(range(today)) - {place for place, _ in items}):
            (dropped,) = (form for form in lists.forms[place] if form.kinds == ("drop",))
            yield Edit("drop", maker, place + 1, statements[place], alike=dropped.alike, cost=cost("drop"))
        for place, form in sorted(item for item in items if item[0] < today and item[1]):
            told = lists.form((place, form))
            for kind in told.kinds:
                yield Edit(
                    kind, maker, place + 1, statements[place], told.expression,
                    told.condition if kind == "condition" else None, alike=told.alike, cost=cost(kind),
                )  # fmt: skip
        for mover, up, passed in moved([place for place, _ in items if place < today]):
            places = tuple(other + 1 for other in passed)
            steps = cost("step") * len(passed)
            yield Edit("step", maker, mover + 1, statements[mover], passes=places, up=up, cost=steps)
        for k, (place, form) in enumerate(items):
            if place >= today:
                below = next((other + 1 for other, _ in items[k + 1 :] if other < today), None)
                said = lists.form((place, form)).expression
                yield Edit("add", maker, becomes=said, above=below, cost=cost("add"))

    def edited(self, found: Found) -> Dispute:
        """Return the dispute with an answer's edits made; what is edited is marked as presumed."""
        dispute = with_facts(self.model.dispute, found.world.flipped) if found.world.flipped else self.model.dispute
        preferences = dict(dispute.preferences)
        for side, (lists, pick) in enumerate(zip(found.world.sides, found.picks, strict=True)):
            if lists.columns is not None:
                maker = self.model.makers[side]
                entry = preferences[maker]
                preferences[maker] = replace(
                    entry, statements=tuple(_said(lists, entry.statements or (), lists.lists[pick]))
                )
        return replace(dispute, preferences=preferences)

    def ensure_holds(self, edited: Dispute, found: Found) -> GraphModel:
        """Analyze an edited dispute afresh, and make sure that the target is an equilibrium there.

        Raises
        ------
        RuntimeError
            If it is not: then the search is wrong.
        """
        model = build(edited)
        if not self._stable(model)[:, found.state].all():
            raise RuntimeError(f"{model.states.id(found.state)} is no equilibrium after the edits that were found")
        return model


def with_facts(dispute: Dispute, flipped: Sequence[str]) -> Dispute:
    """Return a dispute with some facts the other way."""
    changed = supposed(dispute, facts={name: not dispute.facts[name] for name in flipped})
    return replace(changed, fact_support={**changed.fact_support, **dict.fromkeys(flipped, ASSUMED)})


def _said(lists: SideLists, statements: Sequence[Statement], items: Sequence[tuple[int, int]]) -> Iterator[Statement]:
    """Yield the statements of a list: those that only move keep what they rest on."""
    for place, number in items:
        form = lists.form((place, number))
        if form.kinds:
            yield Statement(form.expression, written(form.expression), ASSUMED)
        else:
            yield statements[place]
