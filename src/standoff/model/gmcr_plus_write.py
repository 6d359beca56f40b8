"""Writes GMCR+ files (``.gmcr``), and says what the format cannot hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from standoff.errors import StandoffError
from standoff.model.check import elements
from standoff.model.disjunctions import Term, disjunction
from standoff.model.dispute import Dispute, Statement
from standoff.model.enumeration import prohibitions
from standoff.model.gmcr_plus import MANUAL, unique_ids
from standoff.model.graph import GraphModel, build
from standoff.model.perceptions import perceived
from standoff.model.relations import Preference
from standoff.model.statements import Expression
from standoff.model.states import OptionStates, build_states, constants

DIRECTIONS = {"both": "both", "take": "fwd", "drop": "back"}
MOST_TERMS = 10_000
"""Conditions that one expression may become."""

MOST_STATES = 1 << 16
"""States that a ranking may list."""


def write_gmcr(dispute: Dispute) -> tuple[str, tuple[str, ...]]:
    """Write a dispute as a GMCR+ file.

    Parameters
    ----------
    dispute : Dispute
        A dispute of option form in which every side ranks all states.

    Returns
    -------
    text : str
        The content of a ``.gmcr`` file.
    losses : tuple of str
        What the dispute says and the file cannot.

    Raises
    ------
    StandoffError
        If the format cannot hold the states, moves or preferences at all.

    Examples
    --------
    >>> import standoff
    >>> text, losses = write_gmcr(standoff.load("catalog:chicken"))
    >>> json.loads(text)["options"][0]["permittedDirection"]
    'both'
    """
    if dispute.graph_form:
        raise StandoffError(
            "GMCR+ makes states and moves from options, and this dispute lists its states.",
            mend="Save it as .dispute.yaml or .json.",
        )
    from standoff import __version__

    model = build(dispute)
    for side, relation in zip(model.makers, model.preferences, strict=True):
        if not isinstance(relation, Preference):
            raise StandoffError(
                f"GMCR+ holds rankings of all states, and {side}'s preference is given pair by pair or partly unknown.",
                where=f"preferences.{side}",
                mend="Give it a ranking, statements or weights.",
            )
    manual = _needs_rankings(dispute)
    order = _order(dispute)
    position = {option: k for k, option in enumerate(order)}
    constant = constants(dispute)
    ids = tuple(option.id for option in dispute.options)
    by_id = {option.id: option for option in dispute.options}
    content = {
        "decisionMakers": [_maker(dispute, model, i, manual, position) for i in range(len(model.makers))],
        "coalitions": list(range(len(model.makers))),
        "options": [
            {"name": by_id[option].name, "permittedDirection": DIRECTIONS[by_id[option].moves]} for option in order
        ],
        "infeasibles": [
            _pairs(term, position)
            for rule in dispute.rules
            for forbidden in prohibitions(rule)
            for term in disjunction(constant(forbidden), ids, MOST_TERMS)
        ],
        MANUAL[0]: manual,
        "program": "standoff",
        "version": __version__,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n", tuple(losses(dispute))


def _controlled(dispute: Dispute, side: int) -> list[str]:
    """Return the options that a side controls: its own, and those that others share with it."""
    maker = dispute.decision_makers[side]
    shared = [option.id for option in dispute.options if maker.id in option.shared_with]
    return [*(option.id for option in maker.options), *shared]


def _order(dispute: Dispute) -> list[str]:
    """Return the options in the order in which GMCR+ numbers states: those of the first side, of the second, …"""
    sides = range(len(dispute.decision_makers))
    return list(dict.fromkeys(option for side in sides for option in _controlled(dispute, side)))


def _needs_rankings(dispute: Dispute) -> bool:
    """Whether some preference can only be written as a ranking; GMCR+ then ranks for every side."""
    return any(entry.use != "statements" for entry in dispute.preferences.values())


def _maker(dispute: Dispute, model: GraphModel, side: int, manual: bool, position: dict[str, int]) -> dict[str, Any]:
    """Write one side."""
    maker = dispute.decision_makers[side]
    entry = dispute.preferences.get(maker.id)
    constant = constants(dispute)
    ids = tuple(option.id for option in dispute.options)
    statements = (entry.statements or ()) if entry else ()
    conditions = [_condition(constant(item.expression), ids, position) for item in statements]
    content: dict[str, Any] = {
        "name": maker.name,
        "options": [position[option] for option in _controlled(dispute, side)],
        "preferences": [condition for condition in conditions if condition is not None],
    }
    unseen = _unseen(dispute, maker.id)
    if unseen:
        content["misperceptions"] = [
            sorted([position[option], letter] for option, letter in zip(ids, letters, strict=True))
            for letters in unseen
        ]
    if manual:
        content["preferenceRanking"] = _ranking(model, side, position)
    return content


def _condition(expression: Expression, ids: tuple[str, ...], position: dict[str, int]) -> Any:
    """Write a statement as a condition; None for one that is the same in every state."""
    terms = disjunction(expression, ids, MOST_TERMS)
    if not terms or {} in terms:
        return None
    if len(terms) == 1:
        return _pairs(terms[0], position)
    return {"compound": True, "members": [_pairs(term, position) for term in terms]}


def _pairs(term: Term, position: dict[str, int]) -> list[list[Any]]:
    """Write a term as pairs of option and letter."""
    return [[k, letter] for k, letter in sorted((position[name], "NY"[taken]) for name, taken in term.items())]


def _ranking(model: GraphModel, side: int, position: dict[str, int]) -> list[Any]:
    """Write a ranking of the full states by number, best first, with inner lists for ties."""
    states, relation = model.states, model.preferences[side]
    assert isinstance(states, OptionStates)
    if len(states.full) > MOST_STATES:
        raise StandoffError(
            f"A ranking of {len(states.full):,} states is too long for GMCR+.", mend="Give every side statements."
        )
    levels = relation.levels if states.class_of is None else relation.levels[states.class_of]
    codes = np.zeros(len(states.full), np.uint64)
    for k, name in enumerate(states.option_ids):
        taken = (states.full.astype(np.uint64) >> np.uint64(k)) & np.uint64(1)
        codes |= taken << np.uint64(position[name])
    levels = levels[np.argsort(codes)]
    classes = [(np.flatnonzero(levels == level) + 1).tolist() for level in range(int(levels.max()), -1, -1)]
    return [members[0] if len(members) == 1 else members for members in classes]


def _unseen(dispute: Dispute, side: str) -> list[str]:
    """Return the patterns of full states that a side does not see, if that is all that it sees otherwise."""
    perception = dispute.perceptions.get(side)
    if perception is None or perception.changes.keys() - {"feasibility"}:
        return []
    whole = build_states(replace(dispute, coalesce=()))
    seen = build_states(replace(perceived(dispute, side), coalesce=()))
    assert isinstance(whole, OptionStates)
    assert isinstance(seen, OptionStates)
    return [whole.pattern_of(int(code)) for code in np.setdiff1d(whole.full, seen.full)]


def losses(dispute: Dispute) -> Iterator[str]:
    """Yield what a dispute says and a GMCR+ file cannot, in sentences."""
    yield from _lost_texts(dispute)
    yield from _lost_structure(dispute)
    for side, entry in dispute.preferences.items():
        if entry.use == "weights":
            yield f"The weights of {side} are written as the ranking that they make."
        if entry.use == "ranking" and (entry.strong_after or entry.degree_after):
            yield f"The strength of {side}'s preferences is not held."
        for name in ("certainty", "probability"):
            if getattr(entry, name) is not None:
                yield f"The {name} of {side}'s preferences is not held."
        for number in _constant_statements(dispute, entry.statements or ()):
            yield f"Statement {number} of {side} is true in every state or in none, and is left out."
        for form in ("ranking", "weights", "pairs"):
            if form != entry.use and getattr(entry, form) is not None:
                yield f"Of {side}'s preferences the form `{form}`, which is not in force, is not held."
    for side, perception in dispute.perceptions.items():
        if perception.changes.keys() - {"feasibility"} or perception.changes.get("perceptions"):
            yield f"How {side} sees the dispute is not held."


def _lost_texts(dispute: Dispute) -> Iterator[str]:
    """Yield what is for people."""
    yield f"The title {'and the description are' if dispute.about else 'is'} not held: the file's name is the title."
    if dispute.sources or any(support.evidence for _, support, _ in elements(dispute)):
        yield "Sources, evidence and the marks contested and presumed are not held."
    if dispute.open_questions:
        yield "Open questions are not held."
    names = unique_ids((option.name.lower() for option in dispute.options), "option")
    sides = unique_ids((maker.name for maker in dispute.decision_makers), "side")
    if names != [option.id for option in dispute.options] or sides != [maker.id for maker in dispute.decision_makers]:
        yield "Ids are not held: options and sides come back with ids made of their names."


def _lost_structure(dispute: Dispute) -> Iterator[str]:
    """Yield what the model has and the format has no place for."""
    if dispute.status_quo is not None:
        yield "The status quo is not held."
    if dispute.facts:
        yield "Facts are not held: rules and statements are written for the values that they have now."
    if dispute.outcomes or dispute.states:
        yield "Names of states and outcomes are not held."
    if dispute.coalesce:
        yield "Coalesced states are not held: each of their members is a state, and moves between members count."
    if any(dispute.added.values()) or any(dispute.forbidden.values()):
        yield "Single moves that are added or forbidden are not held."
    if dispute.attitudes:
        yield "Attitudes are not held."
    if dispute.phases:
        yield "Phases are not held: write each phase to a file of its own."


def _constant_statements(dispute: Dispute, statements: Sequence[Statement]) -> list[int]:
    """Return the numbers of the statements that are written as nothing."""
    constant, ids = constants(dispute), tuple(option.id for option in dispute.options)
    position = {option: k for k, option in enumerate(ids)}
    return [k for k, item in enumerate(statements, 1) if _condition(constant(item.expression), ids, position) is None]
