"""The witness of a verdict by sanctions: what tempts a side, or a coalition, and which answers deter it.

A verdict *unstable* is witnessed by a tempting move and by all answers of the others to it, none of which deters.
A verdict *stable* is witnessed by an answer to every tempting move that deters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from standoff.analyze.coalitions import Coalition, coalition_name
from standoff.analyze.paths import steps_as_list
from standoff.analyze.reach import Step
from standoff.explain.answers import Answer, all_answers, sequence
from standoff.explain.because import Ground, ground, nearest_first
from standoff.explain.case import MANY, Case
from standoff.explain.scales import regarded

LISTED_IMPROVEMENTS = 200
LISTED_ANSWERS = 2000
LISTED_COUNTERMOVES = 1000

Found = tuple[dict[str, Any], tuple[Ground, ...]]
Way = list[tuple[Coalition, int, int]]


@dataclass(frozen=True)
class Replies:
    """What the others can answer to one improvement, and a way that deters, if there is one."""

    case: Case
    improvement: int

    @cached_property
    def listed(self) -> list[Answer]:
        """Every answer that matters, shorter ones first."""
        case = self.case
        return all_answers(self.improvement, case.movers, case.steps, case.sanctions)

    @cached_property
    def deterrent(self) -> Way | None:
        """A shortest way to an end that deters."""
        case = self.case
        if case.fast:
            found = case.answer(self.improvement)
            if found.found is None:
                return None
            return [((step.mover,), step.start, step.end) for step in found.path(found.found)]
        ends = np.array(list(dict.fromkeys(answer.state for answer in self.listed)), np.int64)
        deterring = set(map(int, ends[case.deter(ends)])) if len(ends) else set()
        for number, answer in enumerate(self.listed):
            if answer.state in deterring:
                return sequence(self.listed, self.improvement, number)
        return None

    @cached_property
    def ends(self) -> list[int]:
        """The states that answers end in, increasing."""
        if self.case.fast:
            return [int(state) for state in np.flatnonzero(self.case.answer(self.improvement).reached)]
        return sorted({answer.state for answer in self.listed})


def by_sanctions(case: Case) -> Found:
    """Return the witness of a verdict as plain data, and the grounds of the preferences in it."""
    concept, improvements = case.concept, case.improvements
    head = case.head("sanctions") | {
        "answered": concept.answered,
        "credible": concept.credible,
        "countermoves": concept.countermoves,
    }
    if not concept.answered:
        body, grounds = _tempted(case, int(improvements[0])) if len(improvements) else _deterred(case, {})
        return {**head, "stable": not len(improvements), **body, "truncated": False}, grounds
    if len(improvements) > MANY:
        # One pass over all states is cheaper than a search for each of very many improvements.
        open_ones = case.unanswered()
        improvements = open_ones[:1] if len(open_ones) else improvements[:LISTED_IMPROVEMENTS]
    ways: dict[int, Way] = {}
    for improvement in map(int, improvements):
        replies = Replies(case, improvement)
        if replies.deterrent is None:
            body, grounds = _unsanctioned(case, replies)
            return {**head, "stable": False, **body}, grounds
        if len(ways) < LISTED_IMPROVEMENTS:
            ways[improvement] = replies.deterrent
    body, grounds = _deterred(case, ways)
    return {**head, "stable": True, **body}, grounds


def _tempted(case: Case, improvement: int) -> Found:
    """Return an improvement, with the way that a coalition takes to it."""
    body: dict[str, Any] = {"improvement": case.model.states.id(improvement), "gain": case.relation(improvement)}
    if case.coalition is not None:
        body["by"] = together(case, case.way(case.state, improvement))
    return body, grounds_of(case, improvement, case.state)


def together(case: Case, steps: Sequence[Step]) -> list[dict[str, str]]:
    """Return the moves that members of a coalition make together."""
    return steps_as_list(case.model, steps)


def _unsanctioned(case: Case, replies: Replies) -> Found:
    """Return the witness of an improvement that no answer deters."""
    model, ids, improvement = case.model, case.model.states.id, replies.improvement
    ends = replies.ends
    truncated = len(ends) > LISTED_ANSWERS
    answers: list[dict[str, Any]] = []
    for each in [] if truncated else replies.listed:
        start = improvement if each.after is None else replies.listed[each.after].state
        answers.append(
            {
                "state": ids(each.state),
                "mover": coalition_name(model, each.mover),
                "after": each.after,
                "relation": case.relation_of(each.mover, each.state, start),
            }
        )
    outcomes = [_outcome(case, state) for state in ends[:LISTED_ANSWERS]]
    body, grounds = _tempted(case, improvement)
    for outcome in outcomes[:3]:
        better = model.states.find(str(outcome.get("to", outcome["state"])))
        if better not in (improvement, case.state):
            grounds += grounds_of(case, better, case.state)
    body |= {"answer_count": len(ends), "answers": answers, "outcomes": outcomes, "truncated": truncated}
    return body, tuple(dict.fromkeys(grounds))


def _outcome(case: Case, state: int) -> dict[str, Any]:
    """Say why an answer that ends in this state does not deter."""
    ids = case.model.states.id
    entry: dict[str, Any] = {"state": ids(state), "because": "harmless", "relation": case.relation(state)}
    if not case.harms(np.array([state]))[0]:
        return entry
    if state == case.state and not case.return_to_s:
        return {**entry, "because": "return"}
    moves = case.own(state)
    free = moves[~case.harms(moves)]
    if case.coalition is None and case.model.preferences[case.side].total:
        best = int(free[np.argmax(case.model.preferences[case.side].scores[free])])
    else:
        best = int(free[0])
    entry |= {"because": "escape", "to": ids(best), "gain": case.relation(best)}
    if case.coalition is not None:
        entry["by"] = together(case, case.way(state, best))
    return entry


def _deterred(case: Case, ways: dict[int, Way]) -> Found:
    """Return the witness of a stable state: what deters each improvement."""
    ids = case.model.states.id
    listed: list[dict[str, Any]] = []
    grounds: list[Ground] = []
    truncated = len(ways) < len(case.improvements)
    for improvement, way in ways.items():
        end = way[-1][2]
        entry: dict[str, Any] = {"improvement": ids(improvement), "gain": case.relation(improvement)}
        if case.coalition is not None:
            entry["by"] = together(case, case.way(case.state, improvement))
        entry |= {"sequence": [case.step(*move) for move in way], "ends": ids(end), "relation": case.relation(end)}
        if case.concept.countermoves:
            moves = case.own(end)
            truncated = truncated or len(moves) > LISTED_COUNTERMOVES
            counter = map(int, moves[:LISTED_COUNTERMOVES])
            entry["countermoves"] = [{"to": ids(state), "relation": case.relation(state)} for state in counter]
        if len(listed) < 3:
            grounds += grounds_of(case, improvement, case.state)
            if case.concept.credible:
                grounds += [each for move in way for each in _mover_grounds(case, *move)]
            if end != case.state:
                grounds += grounds_of(case, case.state, end)
        listed.append(entry)
    if not len(case.improvements):
        grounds = _contentment(case)
    body = {"improvement_count": len(case.improvements), "improvements": listed, "truncated": truncated}
    return body, tuple(dict.fromkeys(grounds))


def grounds_of(case: Case, a: int, b: int) -> tuple[Ground, ...]:
    """Return what lies behind the preferences between two states of those whose preferences count."""
    sides = regarded(case.model, case.side) if case.scale == "regards" else case.members
    return tuple(ground(case.model, side, a, b, case.scale) for side in sides)


def _mover_grounds(case: Case, mover: Coalition, start: int, end: int) -> tuple[Ground, ...]:
    sides = regarded(case.model, mover[0]) if case.scale == "regards" else mover
    return tuple(ground(case.model, side, end, start, case.scale) for side in sides)


def _contentment(case: Case) -> list[Ground]:
    """Return why the moves of a side without improvements are none: one ground for each element that decides."""
    if case.coalition is not None and len(case.members) > 1:
        return []
    moves = nearest_first(case.model, case.state, case.own(case.state))
    found: dict[Any, Ground] = {}
    for move in moves[:LISTED_IMPROVEMENTS]:
        for each in grounds_of(case, case.state, move):
            found.setdefault((each.side, each.statement or (each.form, each.equal, each.unknown)), each)
    return list(found.values())
