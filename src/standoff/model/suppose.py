"""What if: a dispute with a fact set otherwise, or with an option or anything else ruled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, Rule
from standoff.model.statements import Expression, Name
from standoff.model.states import build_states, parse_for
from standoff.model.words import nearest


def supposed(dispute: Dispute, *, facts: Mapping[str, bool] | None = None, without: Sequence[str] = ()) -> Dispute:
    """Return a dispute in which facts are otherwise, or something never comes about.

    Parameters
    ----------
    dispute : Dispute
        The dispute as it is.
    facts : mapping, optional
        Facts that the file declares, with other values.
    without : sequence of str, optional
        Expressions whose states are removed; an option's id holds that option at no, in the status quo too.

    Returns
    -------
    Dispute
        States keep their meaning, and may get other numbers. A status quo that is removed is left out.

    Raises
    ------
    StandoffError
        If a fact is not declared, an expression cannot be read, or no state is left.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads('''
    ... {standoff: 1, facts: {drought: no}, decision_makers: [{id: Up, options: [{id: release}]}],
    ...  status_quo: [release], preferences: {Up: {statements: [not release if drought]}}}''')
    >>> supposed(dispute, facts={"drought": True}).facts
    {'drought': True}
    >>> supposed(dispute, without=["release"]).status_quo.taken
    ()
    """
    from standoff.model.restating import restated

    for name in facts or {}:
        if name not in dispute.facts:
            mend = nearest(name, dispute.facts) if dispute.facts else "The file declares no `facts`."
            raise StandoffError(f"there is no fact called {name!r}.", mend=mend)
    states = build_states(dispute)
    ruled_out = [parse_for(states, text) for text in without]
    if ruled_out and dispute.graph_form:
        raise StandoffError(
            "nothing can be ruled out of a dispute in graph form: it has no options.",
            mend="Take states out of a copy of the file and compare the two.",
        )
    rules = tuple(Rule("never", (expression,)) for expression in ruled_out)
    changed = replace(dispute, facts={**dispute.facts, **(facts or {})}, rules=(*dispute.rules, *rules))
    return _with_possible_status_quo(_without_options(restated(changed, dispute), dispute, ruled_out))


def _without_options(changed: Dispute, before: Dispute, ruled_out: Sequence[Expression]) -> Dispute:
    """Take options that are held at no out of the status quo."""
    gone = {expression.id for expression in ruled_out if isinstance(expression, Name)}
    gone &= {option.id for option in before.options}
    quo = before.status_quo
    if quo is None or not gone:
        return changed
    taken = quo.taken
    if taken is None:
        states = build_states(before)
        place = states.find(quo.state or "")
        taken = () if states.members(place) else states.options(place)
        if states.members(place) or not gone & set(taken):
            return changed
    return replace(changed, status_quo=replace(quo, taken=tuple(o for o in taken if o not in gone), state=None))


def _with_possible_status_quo(dispute: Dispute) -> Dispute:
    """Leave a status quo out that is removed with its states."""
    from standoff.model.feasible import broken_rule

    quo = dispute.status_quo
    if quo is None or quo.taken is None or broken_rule(dispute, quo.taken) is None:
        return dispute
    return replace(dispute, status_quo=None)
