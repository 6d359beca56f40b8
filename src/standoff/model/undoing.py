"""A dispute with one change undone, to see what the change made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from standoff.errors import StandoffError
from standoff.model.check import expressions
from standoff.model.differences import Change, key_of, keyed, rule_key
from standoff.model.dispute import (
    Arc,
    DecisionMaker,
    Dispute,
    Option,
    PreferenceEntry,
    Rule,
    StatusQuo,
)
from standoff.model.expressions import spelled_out
from standoff.model.preference_differences import statements_by_key
from standoff.model.restating import restate_entry, restated, translation
from standoff.model.rewriting import with_expressions, with_makers
from standoff.model.statements import Expression, Name, names


def undo(b: Dispute, change: Change, a: Dispute) -> Dispute:
    """Return a dispute with one of its changes against an earlier one undone.

    An option or side that came stays in the file, but its options are never taken and its moves never made.
    What an element that went had to do with others comes back as far as the dispute still has them.

    Parameters
    ----------
    b : Dispute
        The dispute after the change, or after other changes are undone already.
    change : Change
        One of `changes(a, b)`.
    a : Dispute
        The dispute before the change.

    Raises
    ------
    StandoffError
        If the change cannot be undone alone, because what comes back names something that is not there.
        Whether rankings say where states belong that come back shows only when the model is built.

    Examples
    --------
    >>> from standoff.model.changes import changes
    >>> from standoff.model.files import loads
    >>> text = '''
    ... {standoff: 1, decision_makers: [{id: Up, options: [{id: pay}, {id: go}]}],
    ...  preferences: {Up: {statements: [pay, go]}}}'''
    >>> a, b = loads(text), loads(text.replace("[pay, go]", "[go]"))
    >>> (change,) = changes(a, b)
    >>> [item.text for item in undo(b, change, a).preferences["Up"].statements]
    ['pay', 'go']
    """
    new = _UNDO[change.kind](b, change, a)
    known = {option.id for option in new.options} | {outcome.id for outcome in new.outcomes} | new.facts.keys()
    known |= {state.id for state in new.states} | {state.id for state in (b.states if b.graph_form else ())}
    for expression in expressions(new):
        for name in sorted(names(expression) - known):
            raise _alone(change, f"something names {name}, which is not there")
    return restated(new, b)


def _alone(change: Change, why: str) -> StandoffError:
    """Return the error for a change that cannot be undone alone."""
    sentence = change.sentence[:1].lower() + change.sentence[1:].rstrip(".")
    return StandoffError(f"the change that {sentence} cannot be undone alone: {why}.", mend="Undo it with others.")


def _never(dispute: Dispute, options: Iterable[str]) -> Dispute:
    """Let options be never taken."""
    gone = list(options)
    quo = dispute.status_quo
    if quo is not None and quo.taken is not None:
        quo = replace(quo, taken=tuple(option for option in quo.taken if option not in gone))
    return replace(dispute, rules=(*dispute.rules, *(Rule("never", (Name(o),)) for o in gone)), status_quo=quo)


def _spelled(a: Dispute) -> Callable[[Expression], Expression]:
    """Return how an expression of the earlier dispute is written without regard to the order of its options."""
    options = tuple(option.id for option in a.options)
    return lambda expression: spelled_out(expression, options)


def _entry_of(a: Dispute, b: Dispute, side: str) -> PreferenceEntry:
    """Return a side's earlier preference, with states as the later dispute calls them."""
    entry = with_expressions(a, _spelled(a)).preferences[side]
    translate = translation(a, b)
    return entry if translate is None else restate_entry(entry, translate)


def _side(b: Dispute, change: Change, a: Dispute) -> Dispute:
    side = change.path[1]
    if change.how == "came":
        place = b.maker(side)
        gone = [option.id for option in b.decision_makers[place].options]
        b = replace(
            _never(b, gone),
            arcs=None if b.arcs is None else {**b.arcs, side: ()},
            added={key: arcs for key, arcs in b.added.items() if key != side},
        )
        makers = [_unshared(maker, side) for maker in b.decision_makers]
        return replace(b, decision_makers=tuple(makers))
    maker = a.decision_makers[a.maker(side)]
    known = {option.id for option in b.options}
    maker = replace(maker, options=tuple(option for option in maker.options if option.id not in known))
    new = with_makers(b, [*b.decision_makers, maker])
    if side in a.preferences:
        new = replace(new, preferences={**new.preferences, side: _entry_of(a, new, side)})
    elif a.unlisted is not None and (b.unlisted in (None, a.unlisted)):
        new = replace(new, unlisted=a.unlisted)
    if a.arcs is not None and new.arcs is not None:
        new = replace(new, arcs={**new.arcs, side: _arcs(a.arcs.get(side, ()), a, b)})
    return new


def _unshared(maker: DecisionMaker, side: str) -> DecisionMaker:
    """Take a side's part in shared options away."""
    options = tuple(
        replace(option, shared_with=tuple(other for other in option.shared_with if other != side))
        for option in maker.options
    )
    return replace(maker, options=options)


def _owner(dispute: Dispute, option: str) -> tuple[str, Option]:
    """Return the owner of an option, and the option."""
    return next((maker.id, o) for maker in dispute.decision_makers for o in maker.options if o.id == option)


def _option(b: Dispute, change: Change, a: Dispute) -> Dispute:
    option = change.path[1]
    if change.how == "came":
        return _never(b, [option])
    owner, earlier = _owner(a, option)
    if owner not in {maker.id for maker in b.decision_makers}:
        raise _alone(change, f"its side {owner} is not there")
    shared = tuple(side for side in earlier.shared_with if side in {maker.id for maker in b.decision_makers})
    earlier = replace(earlier, shared_with=shared)
    makers = []
    for maker in b.decision_makers:
        kept = [earlier if o.id == option and maker.id == owner else o for o in maker.options]
        kept = [o for o in kept if o.id != option or maker.id == owner]
        if maker.id == owner and earlier not in kept:
            kept.append(earlier)
        makers.append(replace(maker, options=tuple(kept)))
    return with_makers(b, makers)


def _rule(b: Dispute, change: Change, a: Dispute) -> Dispute:
    key = change.path[1]
    if change.how == "came":
        kept = {k: rule for k, rule in keyed(b.rules, lambda rule: rule_key(rule, b)).items() if k != key}
        return replace(b, rules=tuple(kept.values()))
    rule = keyed(a.rules, lambda rule: rule_key(rule, a))[key]
    return replace(b, rules=(*b.rules, replace(rule, expressions=tuple(map(_spelled(a), rule.expressions)))))


def _coalesce(b: Dispute, change: Change, a: Dispute) -> Dispute:
    key = change.path[1]
    if change.how == "came":
        return replace(b, coalesce=tuple(e for e in b.coalesce if key_of(e, b) != key))
    earlier = next(e for e in a.coalesce if key_of(e, a) == key)
    return replace(b, coalesce=(*b.coalesce, _spelled(a)(earlier)))


def _state(b: Dispute, change: Change, a: Dispute) -> Dispute:
    if change.how == "came":
        return replace(b, states=tuple(state for state in b.states if state.id != change.path[1]))
    return replace(b, states=(*b.states, next(state for state in a.states if state.id == change.path[1])))


def _arcs(arcs: Iterable[Arc], a: Dispute, b: Dispute) -> tuple[Arc, ...]:
    """Return earlier arcs with states as the later dispute calls them."""
    translate = translation(a, b)
    if translate is None:
        return tuple(arcs)
    return tuple((c, d) for x, y in arcs for c, d in product(translate(x), translate(y)))


def _moves(b: Dispute, change: Change, a: Dispute) -> Dispute:
    table, side = change.path
    if table == "moves":
        return replace(b, arcs={**(b.arcs or {}), side: _arcs((a.arcs or {}).get(side, ()), a, b)})
    if table == "add":
        return replace(b, added={**b.added, side: _arcs(a.added.get(side, ()), a, b)})
    return replace(b, forbidden={**b.forbidden, side: _arcs(a.forbidden.get(side, ()), a, b)})


def _put(table: Mapping[str, Any], earlier: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a table in which one key is as it was before."""
    result = {k: value for k, value in table.items() if k != key}
    return {**table, key: earlier[key]} if key in earlier else result


def _fact(b: Dispute, change: Change, a: Dispute) -> Dispute:
    name = change.path[1]
    return replace(b, facts=_put(b.facts, a.facts, name), fact_support=_put(b.fact_support, a.fact_support, name))


def _outcome(b: Dispute, change: Change, a: Dispute) -> Dispute:
    name, spelled = change.path[1], _spelled(a)
    earlier = {o.id: replace(o, expression=spelled(o.expression)) for o in a.outcomes}
    return replace(b, outcomes=tuple(_put({o.id: o for o in b.outcomes}, earlier, name).values()))


def _status_quo(b: Dispute, change: Change, a: Dispute) -> Dispute:
    quo = a.status_quo
    if quo is None:
        return replace(b, status_quo=None)
    if quo.taken is not None:
        known = {option.id for option in b.options}
        missing = [option for option in quo.taken if option not in known]
        if missing:
            raise _alone(change, f"it takes {missing[0]}, which is not there")
        return replace(b, status_quo=quo)
    translate = translation(a, b)
    found = (quo.state or "",) if translate is None else translate(quo.state or "")
    if not found:
        raise _alone(change, "that state is not there")
    return replace(b, status_quo=StatusQuo(None, found[0], quo.support))


def _statement(b: Dispute, change: Change, a: Dispute) -> Dispute:
    _, side, _, key = change.path
    entry = b.preferences[side]
    earlier, now = statements_by_key(a.preferences[side], a), statements_by_key(entry, b)
    if change.how == "came" and key not in now:
        # Of several statements that say the same, the others may have been undone, and so renumbered, before.
        said = key.rpartition(" (")[0]
        key = next(other for other in reversed(now) if other == said or other.startswith(f"{said} ("))
    item = now.pop(key, None)
    if change.how != "came":
        if item is None:
            item = replace(earlier[key], expression=_spelled(a)(earlier[key].expression))
        order = list(earlier)
        before = [k for k in order[: order.index(key)] if k in now]
        rows = list(now.items())
        # It comes back after the last of the statements that it stood after.
        place = 1 + max((list(now).index(k) for k in before[-1:]), default=-1)
        now = dict([*rows[:place], (key, item), *rows[place:]])
    return replace(b, preferences={**b.preferences, side: replace(entry, statements=tuple(now.values()))})


def _weight(b: Dispute, change: Change, a: Dispute) -> Dispute:
    _, side, _, option = change.path
    entry = b.preferences[side]
    weights = _put(entry.weights or {}, a.preferences[side].weights or {}, option)
    weights = {name: weight for name, weight in weights.items() if name in {o.id for o in b.options}}
    return replace(b, preferences={**b.preferences, side: replace(entry, weights=weights)})


def _preference(b: Dispute, change: Change, a: Dispute) -> Dispute:
    side = change.path[1]
    if side in a.preferences:
        return replace(b, preferences={**b.preferences, side: _entry_of(a, b, side)})
    if b.unlisted not in (None, a.unlisted):
        raise _alone(change, "other sides rest on what `unlisted` says")
    return replace(b, preferences={k: v for k, v in b.preferences.items() if k != side}, unlisted=a.unlisted)


def _attitude(b: Dispute, change: Change, a: Dispute) -> Dispute:
    _, side, other = change.path
    others = _put(b.attitudes.get(side, {}), a.attitudes.get(side, {}), other)
    return replace(b, attitudes={**b.attitudes, side: others})


def _perception(b: Dispute, change: Change, a: Dispute) -> Dispute:
    return replace(b, perceptions=_put(b.perceptions, a.perceptions, change.path[1]))


_UNDO: Mapping[str, Callable[[Dispute, Change, Dispute], Dispute]] = {
    "side": _side,
    "option": _option,
    "rule": _rule,
    "coalesce": _coalesce,
    "state": _state,
    "moves": _moves,
    "fact": _fact,
    "outcome": _outcome,
    "status_quo": _status_quo,
    "statement": _statement,
    "weight": _weight,
    "preference": _preference,
    "attitude": _attitude,
    "perception": _perception,
}
