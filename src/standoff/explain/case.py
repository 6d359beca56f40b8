"""One side, or coalition, in one state under a concept of sanctions: what tempts it, what deters it, who answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze import rules
from standoff.analyze.coalitions import Coalition, CoalitionConcept, CoalitionTable, coalition_concept, coalition_name
from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.engine import Engine
from standoff.analyze.frontier import Kind, Search, search, side_steps
from standoff.analyze.reach import Step, reach
from standoff.analyze.relational import BitRows, Sequences
from standoff.analyze.rules import Sanctioning
from standoff.explain.scales import Relation, Scale, relation, scale_of, words
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices
from standoff.model.relations import dense

MANY = 64
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """What a verdict is about: members (one, unless the concept is of coalitions), state, concept, sanction rules."""

    model: GraphModel
    members: Coalition
    state: int
    concept: SolutionConcept
    sanctions: Sequences = "legal-sequences"
    return_to_s: bool = True
    _escaping: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def side(self) -> int:
        """The side, where there is one."""
        return self.members[0]

    @property
    def name(self) -> str:
        """The id of the side, or of the members with commas."""
        return coalition_name(self.model, self.members)

    def head(self, kind: str) -> dict[str, Any]:
        """Return what every witness begins with."""
        return {
            "decision_maker": self.name,
            "state": self.model.states.id(self.state),
            "concept": self.concept.name,
            "kind": kind,
            "sanctions": self.sanctions,
            "return_to_s": self.return_to_s,
        }

    @property
    def coalition(self) -> CoalitionConcept | None:
        """The concept, if it is one of coalitions."""
        return self.concept if isinstance(self.concept, CoalitionConcept) else None

    @property
    def rule(self) -> Sanctioning:
        """The tests of the concept."""
        assert self.concept.rule is not None
        return self.concept.rule

    @cached_property
    def scale(self) -> Scale:
        """How states are compared."""
        return scale_of(self.concept)

    @cached_property
    def fast(self) -> bool:
        """Whether the searches for total preorders, of any number of states, apply."""
        total = all(preference.total for preference in self.model.preferences)
        known = self.concept in CLASSICAL or self.concept.degree is not None
        return total and known and self.sanctions == "legal-sequences"

    # --------------------------------------------------------------- the tests

    def tempts(self, states: Indices) -> Mask:
        """Return which of several states the members would leave for."""
        model, here = self.model, np.int64(self.state)
        if self.coalition is None:
            return np.asarray(self.rule.incentive(model, self.side, here, states))
        better = [rules.better(model, i, here, states) for i in self.members]
        if not self.coalition.pareto:
            return np.asarray(np.logical_and.reduce(better))
        none_worse = np.logical_and.reduce([rules.not_better(model, i, states, here) for i in self.members])
        return np.asarray(none_worse & np.logical_or.reduce(better))

    def harms(self, states: Indices) -> Mask:
        """Return which of several states they would rather not end in, compared with staying."""
        model, here = self.model, np.int64(self.state)
        if self.coalition is None:
            assert self.rule.deters is not None
            return np.asarray(self.rule.deters(model, self.side, here, states))
        no_better = [rules.not_better(model, i, here, states) for i in self.members]
        if not self.coalition.pareto:
            return np.asarray(np.logical_or.reduce(no_better))
        worse = np.logical_or.reduce([rules.better(model, i, states, here) for i in self.members])
        return np.asarray(worse | np.logical_and.reduce(no_better))

    def deter(self, answers: Indices) -> Mask:
        """Return which ends of answers deter: they harm, count, and have no way out where that matters."""
        result = self.harms(answers)
        if not self.return_to_s:
            result = result & (answers != self.state)
        if not self.concept.countermoves:
            return result
        if self.fast and self.concept.degree is None and result.sum() > MANY:
            harmful = np.flatnonzero(result)
            best = side_steps(self.model, [self.side])[self.side].best(answers[harmful])
            result[harmful] = best <= self.model.preferences[self.side].scores[self.state]
            return result
        result = result.copy()
        result[result] = [not self.escapes(int(answer)) for answer in answers[result]]
        return result

    def escapes(self, answer: int) -> bool:
        """Return whether own moves lead from an answer to something that does not deter."""
        if answer not in self._escaping:
            self._escaping[answer] = not bool(self.harms(self.own(answer)).all())
        return self._escaping[answer]

    # --------------------------------------------------------------- the moves

    def own(self, state: int) -> Indices:
        """Return where the members can go: one side by one move, a coalition by legal sequences."""
        if self.coalition is None:
            return self.model.moves.reachable(self.side, state)
        return np.array(sorted(reach(self.model, self.members, state).states), np.int64)

    def way(self, start: int, end: int) -> tuple[Step, ...]:
        """Return the members' moves from one state to another."""
        return reach(self.model, self.members, start).path(end)

    @cached_property
    def improvements(self) -> Indices:
        """What tempts: the best first, as far as they can be compared, then the lowest number."""
        own = self.own(self.state)
        found = own[self.tempts(own)]
        if self.coalition is None and self.model.preferences[self.side].total:
            levels = dense(self.model.preferences[self.side].scores[found]).astype(np.int64)
            return np.asarray(found[np.lexsort((found, -levels))])
        gains = [self.model.preferences[i].compare(found, np.int64(self.state)).astype(np.int64) for i in self.members]
        return np.asarray(found[np.lexsort((found, -np.minimum.reduce(gains)))])

    @cached_property
    def movers(self) -> list[Coalition]:
        """Who answers: the other sides, or all their coalitions where the concept has it so."""
        others = tuple(j for j in range(len(self.model.preferences)) if j not in self.members)
        sizes = range(1, len(others) + 1) if self.coalition and self.coalition.by_class else range(1, 2)
        return [group for size in sizes for group in combinations(others, size)]

    def steps(self, mover: Coalition, state: int) -> Iterable[int]:
        """Return where an answering side, or coalition, may go."""
        if self.coalition is not None and self.coalition.by_class:
            return map(int, Case(self.model, mover, state, self._joint).improvements)
        found: Iterable[int] = rules.passing(
            self.model, self.rule.credible, mover[0], state, self.model.moves.reachable(mover[0], state)
        )
        return found

    @cached_property
    def _joint(self) -> CoalitionConcept:
        return coalition_concept("Nash")

    def answer(self, improvement: int) -> Search:
        """Search the others' answers to an improvement until one deters it; for total preorders."""
        kind: Kind = "improving" if self.concept.credible else "any"
        return search(self._side_steps, improvement, self.model.states.count, free=kind, stop=self.deter)

    @cached_property
    def _side_steps(self) -> Any:
        return side_steps(self.model, self.model.others(self.side))

    @cached_property
    def engine(self) -> Engine:
        """The engine, for questions that one pass over all states answers faster than many searches."""
        return Engine(self.model)

    def unanswered(self) -> Indices:
        """Return the improvements that no answer deters, from tables for all states at once."""
        found = self.improvements
        if self.fast and self.return_to_s:
            worth = self.engine.worth_of(self.concept, self.side)
            return np.asarray(found[worth[found] > self.engine.machine.levels(self.side)[self.state]])
        deterring = np.flatnonzero(self.deter(np.arange(self.model.states.count)))
        if self.coalition is not None:
            others = tuple(j for j in range(len(self.model.preferences)) if j not in self.members)
            rows = CoalitionTable(self.model).answers(others, self.coalition)
        else:
            others = self.model.others(self.side)
            rows = BitRows(self.model, "the reason").reached(others, self.rule.credible, self.sanctions)
        bits = np.zeros(rows.shape[1], np.uint64)
        np.bitwise_or.at(bits, deterring // 64, np.uint64(1) << (deterring % 64).astype(np.uint64))
        return np.asarray(found[~np.any(rows[found] & bits, axis=1)])

    # --------------------------------------------------------- the comparisons

    def relation(self, state: int) -> Relation:
        """Return how a state compares with the one they would leave."""
        if self.coalition is not None:
            return words(self.model, self.members, state, self.state)
        return relation(self.model, self.scale, self.side, state, self.state)

    def relation_of(self, mover: Coalition, end: int, start: int) -> Relation:
        """Return how an answer's end compares with its start for who makes it."""
        if self.coalition is not None and self.coalition.by_class:
            return words(self.model, mover, end, start)
        return relation(self.model, self.scale, mover[0], end, start)

    def step(self, mover: Coalition, start: int, end: int) -> dict[str, Any]:
        """Return one move as plain data."""
        ids = self.model.states.id
        return {
            "mover": coalition_name(self.model, mover),
            "from": ids(start),
            "to": ids(end),
            "relation": self.relation_of(mover, end, start),
        }
