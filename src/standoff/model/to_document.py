"""The document of a dispute: its content under the keys of a dispute file, in their usual order and shortest form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, get_args

from standoff.errors import StandoffError
from standoff.model.dispute import (
    Arc,
    DecisionMaker,
    Dispute,
    Form,
    NamedState,
    Perception,
    Phase,
    PreferenceEntry,
    Rule,
    Statement,
    StatusQuo,
    Support,
)
from standoff.model.document import decimal_text
from standoff.model.statements import parse, to_text


def to_document(dispute: Dispute) -> dict[str, Any]:
    """Return a mapping that `from_document` reads as the same dispute.

    Parameters
    ----------
    dispute : Dispute
        Any dispute, also one that has no file.

    Returns
    -------
    dict
        Of texts, whole numbers, truth values, lists and dicts; decimals are texts, since floats are not exact.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads("{standoff: 1, title: T, decision_makers: [{id: Up, options: [{id: pay}]}], unlisted: equal}")
    >>> to_document(dispute)["decision_makers"]
    [{'id': 'Up', 'options': [{'id': 'pay'}]}]
    """
    document = {
        "standoff": 1,
        "title": dispute.title,
        "about": dispute.about,
        "sources": [_given(vars_of(source)) for source in dispute.sources],
        "facts": {name: _fact(value, dispute.fact_support.get(name)) for name, value in dispute.facts.items()},
        "decision_makers": [_maker(maker) for maker in dispute.decision_makers],
        "states": [_state(state) for state in dispute.states],
        "feasibility": [_rule(rule) for rule in dispute.rules],
        "coalesce": [to_text(expression) for expression in dispute.coalesce],
        "moves": _moves(dispute),
        "status_quo": None if dispute.status_quo is None else _status_quo(dispute.status_quo),
        "preferences": {side: _entry(entry) for side, entry in dispute.preferences.items()},
        "unlisted": dispute.unlisted,
        "outcomes": {
            outcome.id: _short("is", to_text(outcome.expression), outcome.support) for outcome in dispute.outcomes
        },
        "attitudes": {side: dict(others) for side, others in dispute.attitudes.items()},
        "perceptions": {side: _perception(perception) for side, perception in dispute.perceptions.items()},
        "phases": [_phase(phase) for phase in dispute.phases],
        "open_questions": [
            _given({"id": q.id, "about": q.about, "ask": q.ask, "choices": list(q.choices)}) | _support(q.support)
            for q in dispute.open_questions
        ],
    }
    needed = {"status_quo"} | ({"moves"} if dispute.graph_form else set())
    return {key: value for key, value in document.items() if value or (key in needed and value is not None)}


def vars_of(thing: Any) -> dict[str, Any]:
    """Return the fields of a slotted dataclass, in order."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], ())}


def _support(support: Support | None) -> dict[str, Any]:
    """Return what an element rests on."""
    if support is None:
        return {}
    fields = {
        "evidence": [str(evidence) for evidence in support.evidence],
        "contested": True if support.contested else None,
        "presumed": support.presumed,
        "credibility": support.credibility,
    }
    return _given(fields)


def _short(key: str, value: Any, support: Support | None) -> Any:
    """Return a value alone, or under its key beside what it rests on."""
    beside = _support(support)
    return {key: value, **beside} if beside else value


def _fact(value: bool, support: Support | None) -> Any:
    return _short("value", "yes" if value else "no", support)


def _maker(maker: DecisionMaker) -> dict[str, Any]:
    options = [
        _given(
            {
                "id": option.id,
                "name": option.name if option.name != option.id else None,
                "moves": option.moves if option.moves != "both" else None,
                "shared_with": list(option.shared_with),
            }
        )
        | _support(option.support)
        for option in maker.options
    ]
    name = maker.name if maker.name != maker.id else None
    return _given({"id": maker.id, "name": name, "options": options}) | _support(maker.support)


def _state(state: NamedState) -> Any:
    fields = _given({"name": state.name, "is": state.pattern}) | _support(state.support)
    return {"id": state.id, **fields} if fields else state.id


def _rule(rule: Rule) -> dict[str, Any]:
    texts = [to_text(expression) for expression in rule.expressions]
    content: Any = texts
    if rule.kind == "never":
        content = texts[0]
    elif rule.kind == "requires":
        content = {"if": texts[0], "then": texts[1]}
    return {rule.kind: content} | _support(rule.support)


def _moves(dispute: Dispute) -> dict[str, Any]:
    if dispute.arcs is not None:
        return _arcs(dispute.arcs)
    return _given({"add": _arcs(dispute.added) or None, "forbid": _arcs(dispute.forbidden) or None})


def _arcs(arcs: Mapping[str, tuple[Arc, ...]]) -> dict[str, Any]:
    return {side: [list(pair) for pair in pairs] for side, pairs in arcs.items()}


def _perception(perception: Perception) -> dict[str, Any]:
    unaware = {"options": list(perception.unaware_options), "states": list(perception.unaware_states)}
    fields = {"unaware_of": _given(unaware) or None, **_typed(perception.changes)}
    return {key: value for key, value in fields.items() if value is not None} | _support(perception.support)


def _phase(phase: Phase) -> dict[str, Any]:
    facts = {name: _fact(value, None) for name, value in phase.facts.items()}
    fields = {"id": phase.id, "date": phase.date, "after": phase.after, "facts": facts or None}
    return _given(fields | {"changes": _typed(phase.changes) or None}) | _support(phase.support)


def _typed(data: Any) -> Any:
    """Return texts of plain data as the whole numbers that they are."""
    if isinstance(data, Mapping):
        return {key: _typed(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_typed(value) for value in data]
    return int(data) if isinstance(data, str) and re.fullmatch("-?[1-9][0-9]{0,14}|0", data) else data


def _status_quo(quo: StatusQuo) -> Any:
    if quo.taken is not None:
        return _short("taken", list(quo.taken), quo.support)
    return _short("state", quo.state, quo.support)


def _entry(entry: PreferenceEntry) -> dict[str, Any]:
    given = [form for form in get_args(Form) if getattr(entry, form) is not None]
    fields: dict[str, Any] = {}
    if entry.use != ("ranking" if "ranking" in given else given[0] if len(given) == 1 else None):
        fields["use"] = entry.use
    if entry.ranking is not None:
        fields["ranking"] = [members[0] if len(members) == 1 else list(members) for members in entry.ranking]
    if entry.statements is not None:
        fields["statements"] = [_short("prefer", _text(item), item.support) for item in entry.statements]
    if entry.weights is not None:
        fields["weights"] = {option: _number(weight) for option, weight in entry.weights.items()}
    if entry.pairs is not None:
        fields["pairs"] = _given({key: _lists(value) for key, value in vars_of(entry.pairs).items()})
    beside = {
        "unlisted": entry.unlisted,
        "strong_after": list(entry.strong_after),
        "degree_after": dict(entry.degree_after),
        "threshold": None if entry.threshold is None else _number(entry.threshold),
    }
    fields |= {key: value for key, value in beside.items() if value}
    for name in ("certainty", "probability"):
        if getattr(entry, name) is not None:
            fields[name] = [[a, b, _number(value)] for a, b, value in getattr(entry, name)]
    return fields | _support(entry.support)


def _lists(value: Any) -> Any:
    """Return pairs as lists, and anything else as it is."""
    return [list(pair) for pair in value] if isinstance(value, tuple) else value


def _text(statement: Statement) -> str:
    """Return a statement as it was written, unless its expression has been changed since."""
    try:
        same = parse(statement.text, len(statement.text.strip())) == statement.expression
        same = same or parse(statement.text) == statement.expression
    except StandoffError:
        same = False
    return statement.text if same else to_text(statement.expression)


def _number(value: Fraction) -> Any:
    return value.numerator if value.denominator == 1 else decimal_text(value)
