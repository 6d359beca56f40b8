"""The witness of one verdict, found afresh from its state, and the reason that puts it into words.

A verdict *unstable* is witnessed by an improvement and by all answers of the others to it, none of which deters.
A verdict *stable* is witnessed by an answer to every improvement that deters it.
The witness is plain data; `standoff.explain.verify` checks it from moves and preferences alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.engine import Engine
from standoff.analyze.frontier import Kind, Search, SideSteps, search, side_steps
from standoff.analyze.paths import steps_as_list
from standoff.analyze.reach import reach, reach_by_improvements
from standoff.explain.because import Ground, ground, nearest_first, passages
from standoff.model.dispute import Evidence
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices

LISTED_IMPROVEMENTS = 200
LISTED_ANSWERS = 2000
LISTED_COUNTERMOVES = 1000
MANY = 64


@dataclass(frozen=True)
class Reason:
    """Why a state is stable, or not, for a side: ``str()`` is the sentences.

    Attributes
    ----------
    stable : bool
        The verdict.
    witness : dict
        What proves it, as plain data with the ids of sides and states: for an unstable state ``improvement``,
        all ``answers`` that the others can give (state, mover, and the number of the answer before it) and for
        each state among them in ``outcomes`` why it does not deter; for a stable one ``improvements``, each with
        the ``sequence`` that deters it, where it ``ends``, the ``relation`` of that to the state, and the
        ``countermoves`` that do not help. ``truncated`` says that it was too long to be listed in full: at most
        200 improvements, answers in 2,000 states and 1,000 countermoves are.
    grounds : tuple of Ground
        What lies behind the preferences that the reason rests on.
    sentences : tuple of str
        The reason in words, one paragraph each.
    """

    stable: bool
    witness: Mapping[str, Any]
    grounds: tuple[Ground, ...] = field(repr=False)
    sentences: tuple[str, ...] = field(repr=False)
    model: GraphModel = field(repr=False, compare=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages behind the preferences that the reason rests on."""
        return passages(self.grounds)

    def to_dict(self) -> dict[str, Any]:
        """Return the reason as ``standoff why --json`` prints it."""
        return {
            "format": "standoff-reason/1",
            "decision_maker": self.witness["decision_maker"],
            "state": self.witness["state"],
            "concept": self.witness["concept"],
            "stable": self.stable,
            "text": str(self),
            "witness": dict(self.witness),
            "preferences": [each.to_dict(self.model) for each in self.grounds],
            "evidence": [str(passage) for passage in self.evidence],
        }

    def __str__(self) -> str:
        return "\n".join(self.sentences)


def reason(
    model: GraphModel, side: int, state: int, concept: SolutionConcept, *, return_to_s: bool = True
) -> Reason:
    """Find why a state is stable, or not, for a side.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    side, state : int
        Whose verdict on which state.
    concept : SolutionConcept
        Its marks say which answers count; nothing else of it is used.
    return_to_s : bool, optional
        Whether being brought back to the state counts as a sanction.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.registry import find_concept
    >>> from standoff.model.graph import build
    >>> model = build(standoff.load("catalog:prisoners_dilemma"))
    >>> reason(model, 0, 0, find_concept("Nash")).stable
    True
    """
    from standoff.explain.words import tell

    view = View(model, side, state, concept, return_to_s)
    witness, grounds = find(view)
    return Reason(bool(witness["stable"]), witness, grounds, tell(model, witness, grounds), model)


@dataclass(frozen=True)
class View:
    """One side in one state under one concept."""

    model: GraphModel
    side: int
    state: int
    concept: SolutionConcept
    return_to_s: bool

    @cached_property
    def levels(self) -> NDArray[np.int32]:
        """The side's preference levels."""
        return self.model.preferences[self.side].levels

    @cached_property
    def improvements(self) -> Indices:
        """The side's improvements, the best first, then the lowest number."""
        found = self.model.improvements(self.side, self.state)
        return found[np.lexsort((found, -self.levels[found].astype(np.int64)))]

    @cached_property
    def others(self) -> dict[int, SideSteps]:
        """The moves of the other sides."""
        return side_steps(self.model, self.model.others(self.side))

    @cached_property
    def engine(self) -> Engine:
        """The engine, for questions that one pass over all states answers faster than many searches."""
        return Engine(self.model)

    def deter(self, answers: Indices) -> NDArray[np.bool_]:
        """Return which answers deter: no better than the state, and without a way out where that counts."""
        result = self.levels[answers] <= self.levels[self.state]
        if not self.return_to_s:
            result &= answers != self.state
        if not self.concept.countermoves:
            return np.asarray(result, bool)
        if result.sum() > MANY:
            machine = self.engine.machine
            result &= machine.best_moves(self.side)[answers] <= machine.levels(self.side)[self.state]
        else:
            result[result] = [not self.escapes(int(answer)) for answer in answers[result]]
        return np.asarray(result, bool)

    def escapes(self, answer: int) -> bool:
        """Return whether the side can move from an answer to something better than the state."""
        moves = self.model.moves.reachable(self.side, answer)
        return bool((self.levels[moves] > self.levels[self.state]).any())

    def answer(self, improvement: int) -> Search:
        """Search the others' answers to an improvement until one deters it."""
        kind: Kind = "improving" if self.concept.credible else "any"
        count = self.model.states.count
        return search(self.others, improvement, count, free=kind, stop=self.deter)

    def relation(self, state: int) -> str:
        """Return how the side compares a state with the one it would leave: ``<``, ``=`` or ``>``."""
        a, b = int(self.levels[state]), int(self.levels[self.state])
        return "<" if a < b else ">" if a > b else "="


Found = tuple[dict[str, Any], tuple[Ground, ...]]


def find(view: View) -> Found:
    """Return the witness as plain data and the grounds of the preferences in it."""
    model = view.model
    head = {
        "decision_maker": model.makers[view.side],
        "state": model.states.id(view.state),
        "concept": view.concept.name,
        "answered": view.concept.answered,
        "credible": view.concept.credible,
        "countermoves": view.concept.countermoves,
        "return_to_s": view.return_to_s,
    }
    if not view.concept.answered:
        body = _unanswered(view, int(view.improvements[0])) if len(view.improvements) else _deterred(view, {})
        return {**head, **body[0]}, body[1]
    improvements = view.improvements
    if view.return_to_s and len(improvements) > MANY:
        # One pass over all states is cheaper than a search for each of very many improvements.
        worth = view.engine.worth_of_answers(view.side, view.concept.credible, view.concept.countermoves)
        open_ones = improvements[worth[improvements] > view.engine.machine.levels(view.side)[view.state]]
        improvements = open_ones[:1] if len(open_ones) else improvements[:LISTED_IMPROVEMENTS]
    searches: dict[int, Search] = {}
    for improvement in map(int, improvements):
        found = view.answer(improvement)
        if found.found is None:
            body = _unsanctioned(view, improvement, found)
            return {**head, **body[0]}, body[1]
        if len(searches) < LISTED_IMPROVEMENTS:
            searches[improvement] = found
    body = _deterred(view, searches)
    return {**head, **body[0]}, body[1]


def _unanswered(view: View, improvement: int) -> Found:
    """Return the witness of a state that is left because answers do not count."""
    body = {"stable": False, "improvement": view.model.states.id(improvement), "truncated": False}
    return body, (ground(view.model, view.side, improvement, view.state),)


def _unsanctioned(view: View, improvement: int, found: Search) -> Found:
    """Return the witness of an improvement that no answer deters."""
    model, ids = view.model, view.model.states.id
    ends = np.flatnonzero(found.reached)
    truncated = len(ends) > LISTED_ANSWERS
    answers: list[dict[str, Any]] = []
    if not truncated:
        every = reach_by_improvements if view.concept.credible else reach
        number: dict[tuple[int, int], int] = {}
        for node, before in every(model, model.others(view.side), improvement).parents.items():
            answers.append({"state": ids(node[0]), "mover": model.makers[node[1]], "after": number.get(before)})
            number[node] = len(number)
    outcomes = [_outcome(view, int(state)) for state in ends[:LISTED_ANSWERS]]
    body = {
        "stable": False,
        "improvement": ids(improvement),
        "answer_count": len(ends),
        "answers": answers,
        "outcomes": outcomes,
        "truncated": truncated,
    }
    grounds = [ground(model, view.side, improvement, view.state)]
    for outcome in outcomes[:3]:
        better = model.states.find(str(outcome.get("to", outcome["state"])))
        if better not in (improvement, view.state):
            grounds.append(ground(model, view.side, better, view.state))
    return body, tuple(grounds)


def _outcome(view: View, state: int) -> dict[str, Any]:
    """Say why an answer that ends in this state does not deter."""
    model = view.model
    if view.relation(state) == ">":
        return {"state": model.states.id(state), "because": "better"}
    if state == view.state and not view.return_to_s:
        return {"state": model.states.id(state), "because": "return"}
    moves = model.moves.reachable(view.side, state)
    best = int(moves[np.argmax(view.levels[moves])])
    return {"state": model.states.id(state), "because": "escape", "to": model.states.id(best)}


def _deterred(view: View, searches: Mapping[int, Search]) -> Found:
    """Return the witness of a stable state: what deters each improvement."""
    model, ids = view.model, view.model.states.id
    listed: list[dict[str, Any]] = []
    grounds: list[Ground] = []
    truncated = len(searches) < len(view.improvements)
    for improvement, found in searches.items():
        assert found.found is not None
        end = found.found
        path = found.path(end)
        entry: dict[str, Any] = {
            "improvement": ids(improvement),
            "sequence": steps_as_list(model, path),
            "ends": ids(end),
            "relation": view.relation(end),
        }
        if view.concept.countermoves:
            moves = model.moves.reachable(view.side, end)
            truncated = truncated or len(moves) > LISTED_COUNTERMOVES
            counter = map(int, moves[:LISTED_COUNTERMOVES])
            entry["countermoves"] = [{"to": ids(state), "relation": view.relation(state)} for state in counter]
        if len(listed) < 3:
            grounds.append(ground(model, view.side, improvement, view.state))
            if view.concept.credible:
                grounds += [ground(model, step.mover, step.end, step.start) for step in path]
            if end != view.state:
                grounds.append(ground(model, view.side, view.state, end))
        listed.append(entry)
    if not len(view.improvements):
        grounds = _contentment(view)
    body = {
        "stable": True,
        "improvement_count": len(view.improvements),
        "improvements": listed,
        "truncated": truncated,
    }
    return body, tuple(dict.fromkeys(grounds))


def _contentment(view: View) -> list[Ground]:
    """Return why the moves of a side without improvements are none: one ground for each element that decides."""
    moves = nearest_first(view.model, view.state, view.model.moves.reachable(view.side, view.state))
    found: dict[Any, Ground] = {}
    for move in moves[:LISTED_IMPROVEMENTS]:
        each = ground(view.model, view.side, view.state, move)
        found.setdefault(each.statement or (each.form, each.equal), each)
    return list(found.values())
