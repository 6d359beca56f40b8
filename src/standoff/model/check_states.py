"""Advice that needs the states: fixed options, empty statements, preferences that disagree, states out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.check import Advice
from standoff.model.dispute import Dispute, Form, PreferenceEntry
from standoff.model.document import place
from standoff.model.preferences import build_preference
from standoff.model.relations import Preference, Relation, dense
from standoff.model.states import OptionStates, build_states

if TYPE_CHECKING:
    from standoff.model.graph import GraphModel

MOST_STATES = 1 << 14
"""States up to which reachability is searched."""

MOST_COMPARED = 2_000
"""States up to which two preferences are compared pair by pair."""


def check_states(dispute: Dispute) -> Iterator[Advice]:
    """Construct the dispute and look at it; what keeps it from being constructed is the only advice then."""
    from standoff.model.graph import build

    try:
        states = build_states(dispute)
        yield from _fixed_options(dispute, states)
        yield from _statements(dispute, states)
        yield from _disagreements(dispute, states)
        model = build(dispute)
        yield from _corrections(dispute, model)
        yield from _unreachable(dispute, model)
    except StandoffError as error:
        where = error.where or dispute.path or "the dispute"
        yield Advice("contradiction", error.what[:1].upper() + error.what[1:], where, error.mend)


def _fixed_options(dispute: Dispute, states: Any) -> Iterator[Advice]:
    """Options that every feasible state takes, or that none does."""
    if not isinstance(states, OptionStates):
        return
    bit = 0
    for i, maker in enumerate(dispute.decision_makers):
        for j, option in enumerate(maker.options):
            taken = (states.full >> states.full.dtype.type(bit)) & states.full.dtype.type(1)
            bit += 1
            if not taken.any() or taken.all():
                how = "every" if taken.any() else "no"
                what = f"The option {option.id} is taken in {how} feasible state, so nobody decides on it."
                where = place(dispute, ("decision_makers", i, "options", j))
                yield Advice("contradiction", what, where, "Mend the feasibility rules, or leave the option out.")


def _statements(dispute: Dispute, states: Any) -> Iterator[Advice]:
    """Statements that are the same in all states, repeat earlier ones, or are settled by them."""
    for side, entry in dispute.preferences.items():
        earlier: list[NDArray[np.bool_]] = []
        classes = np.zeros(states.count, np.int64)
        number_of_classes = 1
        for k, statement in enumerate(entry.statements or ()):
            holds = states.satisfying(statement.expression)
            refined = dense(classes * 2 + holds).astype(np.int64)
            kinds = int(refined.max(initial=0)) + 1
            if kinds == number_of_classes and states.count > 1:
                why = _why_empty(holds, earlier)
                where = place(dispute, ("preferences", side, "statements", k))
                yield Advice("statement", f"Statement {k + 1} of {side} adds nothing: {why}.", where)
            classes, number_of_classes = refined, kinds
            earlier.append(holds)


def _why_empty(holds: NDArray[np.bool_], earlier: list[NDArray[np.bool_]]) -> str:
    """Say why a statement separates no states that the earlier ones leave together."""
    if holds.all():
        return "it is true in every state"
    if not holds.any():
        return "it is true in no state"
    for number, before in enumerate(earlier, start=1):
        if np.array_equal(before, holds):
            return f"it says the same as statement {number}"
        if np.array_equal(before, ~holds):
            return f"it is the opposite of statement {number}"
    return "the statements before it settle it"


def _disagreements(dispute: Dispute, states: Any) -> Iterator[Advice]:
    """Sides for which the preference in force and another form say different things."""
    for side, entry in dispute.preferences.items():
        forms = [form for form in get_args(Form) if getattr(entry, form) is not None]
        if len(forms) < 2:
            continue
        relations = {form: _relation(dispute, states, side, entry, form) for form in forms}
        for form in forms:
            if form == entry.use:
                continue
            said = _difference(states, relations[entry.use], relations[form], entry.use, form)
            if said:
                what = f"{side}: {said} `{entry.use}` is in force."
                yield Advice("preferences", what, place(dispute, ("preferences", side, form)))


def _relation(dispute: Dispute, states: Any, side: str, entry: PreferenceEntry, form: Form) -> Relation:
    """Return the relation that one form gives."""
    preferences = {**dispute.preferences, side: replace(entry, use=form, certainty=None, probability=None)}
    return build_preference(replace(dispute, preferences=preferences), states, side)


def _difference(states: Any, first: Relation, second: Relation, form: str, other: str) -> str:
    """Say on how many pairs of states two preferences disagree, with an example; empty if on none."""
    count = states.count
    if isinstance(first, Preference) and isinstance(second, Preference):
        if np.array_equal(first.levels, second.levels):
            return ""
        if count > MOST_COMPARED:
            return f"`{form}` and `{other}` disagree."
    elif count > MOST_COMPARED:
        return ""
    a, b = _signs(first, count), _signs(second, count)
    pairs = np.argwhere(np.triu(a != b))
    if not len(pairs):
        return ""
    s, t = (int(state) for state in pairs[0])
    return (
        f"`{form}` and `{other}` disagree on {len(pairs)} of {count * (count - 1) // 2} pairs of states, "
        f"such as {states.id(s)}, {_SIGNS[int(a[s, t])]} {states.id(t)} in `{form}` "
        f"and {_SIGNS[int(b[s, t])]} it in `{other}`."
    )


_SIGNS = {1: "above", 0: "level with", -1: "below", 2: "unknown against"}


def _signs(relation: Relation, count: int) -> NDArray[np.int8]:
    """Return 1, 0 and -1 for better, equal and worse, and 2 where it is unknown, shape (count, count)."""
    rows, columns = np.arange(count)[:, None], np.arange(count)[None, :]
    signs: NDArray[np.int8] = np.sign(relation.compare(rows, columns))
    signs[relation.unknown(rows, columns)] = 2
    return signs


def _corrections(dispute: Dispute, model: GraphModel) -> Iterator[Advice]:
    """Forbidden moves that do not exist, and added ones that do."""
    from standoff.model.moves import build_moves

    if not dispute.added and not dispute.forbidden:
        return
    generated = build_moves(replace(dispute, added={}, forbidden={}), model.states)
    for kind, arcs in (("add", dispute.added), ("forbid", dispute.forbidden)):
        for side, pairs in arcs.items():
            for k, (a, b) in enumerate(pairs):
                there = model.states.find(b) in generated.reachable(dispute.maker(side), model.states.find(a))
                if there == (kind == "add"):
                    what = f"{side} {'can' if there else 'cannot'} move from {a} to {b} anyway."
                    yield Advice("moves", what, place(dispute, ("moves", kind, side, k)), "Take the correction out.")


def _unreachable(dispute: Dispute, model: GraphModel) -> Iterator[Advice]:
    """States that no legal sequence of moves leads to from the status quo."""
    start, count = model.status_quo, model.states.count
    if start is None or count > MOST_STATES:
        return
    sides = range(len(model.makers))
    # A legal sequence depends on who moved last: nobody moves twice in a row.
    seen = np.zeros((len(model.makers), count), bool)
    pending = [(start, -1)]
    while pending:
        state, last = pending.pop()
        for side in sides:
            if side == last:
                continue
            reached = model.moves.reachable(side, state)
            new = reached[~seen[side, reached]]
            seen[side, new] = True
            pending.extend((int(target), side) for target in new)
    missing = np.flatnonzero(~(seen.any(axis=0) | (np.arange(count) == start)))
    if len(missing):
        some = ", ".join(model.states.id(int(state)) for state in missing[:8]) + (", …" if len(missing) > 8 else "")
        what = f"{len(missing)} of {count} states are out of reach from the status quo by any moves: {some}."
        yield Advice("unreachable", what, place(dispute, ("status_quo",)))
