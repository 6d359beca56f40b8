"""The dispute as forms: everything that a person can edit, as the file has it and in words.

States are called by the ids that the view uses; what the file calls them otherwise is translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from standoff.errors import StandoffError
from standoff.model.dispute import DecisionMaker, Dispute, PreferenceEntry, Statement
from standoff.model.document import decimal_text
from standoff.model.graph import GraphModel
from standoff.model.statements import to_text
from standoff.model.states import OptionStates
from standoff.model.to_document import to_document
from standoff.show.describe import statement_names
from standoff.show.evidence import rule_words
from standoff.workbench.desk import Desk
from standoff.workbench.edits_preferences import FORMS
from standoff.workbench.edits_rankings import Classes, States, classes_of
from standoff.workbench.edits_rules import without_rule

MOST_RANKED = 512
MOST_PAIRS = 200


def forms(desk: Desk) -> dict[str, Any]:
    """Return what can be edited of a desk's dispute as the file stands, without phases."""
    known = desk.version.known
    if "forms" not in known:
        dispute = desk.dispute
        known["forms"] = _forms(dispute, _model(desk))
    found: dict[str, Any] = known["forms"]
    return found


def _model(desk: Desk) -> GraphModel | None:
    """Return the graph model, None where the dispute is too large for forms with states, or does not fit together."""
    if desk.size.large:
        return None
    try:
        return desk.analysis().model
    except StandoffError:
        return None


def _forms(dispute: Dispute, model: GraphModel | None) -> dict[str, Any]:
    document = to_document(dispute)
    quo = dispute.status_quo
    taken = None if quo is None or quo.taken is None else list(quo.taken)
    index = model.status_quo if model is not None else None
    state = model.states.id(index) if model is not None and index is not None else None
    return {
        "counts": _counts(dispute, model),
        "sides": [_side(dispute, maker, model) for maker in dispute.decision_makers],
        "rules": _rules(dispute, document, model),
        "coalesce": document.get("coalesce", []),
        "status_quo": None if quo is None else {"taken": taken, "state": state},
        "facts": [{"id": name, "value": value, "anchor": f"fact-{name}"} for name, value in dispute.facts.items()],
        "outcomes": [
            {
                "id": outcome.id,
                "expression": to_text(outcome.expression),
                "states": None if model is None else int(model.states.satisfying(outcome.expression).sum()),
                "anchor": f"outcome-{outcome.id}",
            }
            for outcome in dispute.outcomes
        ],
        "questions": [
            {
                "id": q.id,
                "about": q.about,
                "ask": q.ask,
                "choices": list(q.choices),
                "passages": [str(evidence) for evidence in q.support.evidence],
                "anchor": f"question-{q.id}",
            }
            for q in dispute.open_questions
        ],
        "phases": [{"id": p.id, "date": p.date, "after": p.after, "facts": dict(p.facts)} for p in dispute.phases],
        "states": [{"id": s.id, "name": s.name, "is": s.pattern} for s in dispute.states[:MOST_RANKED]],
        "graph_form": dispute.graph_form,
    }


def _counts(dispute: Dispute, model: GraphModel | None) -> dict[str, int] | None:
    """Return how many states there are on each step from the options to the numbered states."""
    if model is None or not isinstance(model.states, OptionStates):
        return None
    patterns, feasible, states = 1 << len(dispute.options), len(model.states.full), model.states.count
    return {"patterns": patterns, "removed": patterns - feasible, "coalesced": feasible - states, "states": states}


def _rules(dispute: Dispute, document: Mapping[str, Any], model: GraphModel | None) -> list[dict[str, Any]]:
    """Return the rules; each with how many states it removes of those that the others leave."""
    found: list[dict[str, Any]] = []
    left = len(model.states.full) if model is not None and isinstance(model.states, OptionStates) else None
    for index, (rule, written) in enumerate(zip(dispute.rules, document.get("feasibility", ()), strict=True)):
        removes = None if left is None else without_rule(dispute, index) - left
        found.append(
            {
                "index": index,
                "kind": rule.kind,
                "value": written[rule.kind],
                "text": rule_words(rule.kind, [to_text(expression) for expression in rule.expressions]),
                "removes": removes,
                "mark": rule.support.mark,
                "anchor": f"rule-{index + 1}",
            }
        )
    return found


def _side(dispute: Dispute, maker: DecisionMaker, model: GraphModel | None) -> dict[str, Any]:
    """Return one side with its options and what it prefers in every form that the file gives."""
    return {
        "id": maker.id,
        "name": maker.name,
        "options": [
            {"id": o.id, "name": o.name, "moves": o.moves, "shared_with": list(o.shared_with)} for o in maker.options
        ],
        "preference": _preference(dispute, maker.id, dispute.preferences.get(maker.id), model),
    }


def _preference(dispute: Dispute, side: str, entry: PreferenceEntry | None, model: GraphModel | None) -> dict[str, Any]:
    """Return a side's preference; ranking and statements side by side, with the pairs on which they disagree."""
    given = [form for form in FORMS if entry is not None and getattr(entry, form) is not None]
    result: dict[str, Any] = {
        "use": entry.use if entry is not None else None,
        "given": given,
        "ranking": None,
        "induced": None,
        "induced_error": None,
        "statements": [] if entry is None else _statements(model, side, entry.statements or ()),
        "weights": None,
        "disagree": [],
        "disagree_count": 0,
    }
    if entry is not None and entry.weights is not None:
        result["weights"] = {option: decimal_text(weight) for option, weight in entry.weights.items()}
    if model is None or model.states.count > MOST_RANKED:
        return result
    other = next((form for form in ("statements", "weights") if form in given), None)
    if entry is not None and entry.use in ("statements", "weights"):
        other = entry.use
    ranking, _ = _alone(dispute, model.states, side, "ranking" if "ranking" in given else None)
    induced, result["induced_error"] = _alone(dispute, model.states, side, other)
    if ranking is not None:
        result["ranking"] = _ids(model.states, ranking)
    if induced is not None:
        result["induced"] = _ids(model.states, induced)
    if ranking is not None and induced is not None:
        pairs = disagreements(ranking, induced)
        result["disagree_count"] = len(pairs)
        result["disagree"] = [[model.states.id(a), model.states.id(b)] for a, b in pairs[:MOST_PAIRS]]
    return result


def _alone(dispute: Dispute, states: States, side: str, form: str | None) -> tuple[Classes | None, str | None]:
    """Return the classes that one form of a side's preference amounts to, or why it amounts to none."""
    if form is None:
        return None, None
    entry = replace(dispute.preferences[side], use=form, certainty=None, probability=None)  # type: ignore[arg-type]
    try:
        return classes_of(replace(dispute, preferences={side: entry}), states, side), None
    except StandoffError as error:
        return None, error.what


def _ids(states: States, classes: Classes) -> list[list[str]]:
    return [[states.id(state) for state in tie] for tie in classes]


def disagreements(first: Classes, second: Classes) -> list[tuple[int, int]]:
    """Return the pairs of states that two rankings order otherwise, a tie in one of them included.

    Examples
    --------
    >>> disagreements([[0], [1, 2]], [[0], [1], [2]])
    [(1, 2)]
    """
    count = max(chain.from_iterable(first), default=-1) + 1
    levels = np.zeros((2, count), np.int64)
    for row, classes in enumerate((first, second)):
        for level, tie in enumerate(classes):
            levels[row, tie] = level
    signs = np.sign(levels[:, :, None] - levels[:, None, :])
    where = np.argwhere(np.triu(signs[0] != signs[1]))
    return [(int(a), int(b)) for a, b in where]


def _statements(model: GraphModel | None, side: str, statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Return the statements as written and in words."""
    names = statement_names(model, side) if model is not None else None
    return [
        {
            "text": s.text,
            "words": s.text if names is None else names.statement(s.expression),
            "mark": s.support.mark,
            "presumed": s.support.presumed,
            "passages": [str(evidence) for evidence in s.support.evidence],
            "anchor": f"statement-{side}-{k}",
        }
        for k, s in enumerate(statements, start=1)
    ]
