"""How sides see the dispute: each side's version of it is a dispute of its own (a hypergame).

References
----------
Wang, Hipel & Fraser (1989); Aljefri, Bashar, Fang & Hipel (2018), IEEE Transactions on SMC: Systems 48:2158.
"""

from __future__ import annotations

from dataclasses import replace

from standoff.errors import StandoffError
from standoff.model.assemble import collect
from standoff.model.assemble_versions import states_gone
from standoff.model.dispute import Dispute, Perception, Rule, StatusQuo
from standoff.model.document import Document
from standoff.model.feasible import broken_rule
from standoff.model.merging import perception_document
from standoff.model.phases import source_document
from standoff.model.statements import Name, Pattern


def perceived(dispute: Dispute, maker: str, by: str | None = None) -> Dispute:
    """Return the dispute as one side sees it, or as another believes that it sees it.

    Options that a side is unaware of are never taken in its version, and states that it is unaware of are
    infeasible (graph form: not listed). Numbers such as s3 that stand in a perception, or that it inherits,
    are those of the dispute that is perceived; so states match by pattern (graph form: by id).
    A status quo that the side cannot see is left out, after options that it is unaware of are taken to be not taken.

    Parameters
    ----------
    dispute : Dispute
        The dispute as it is.
    maker : str
        The side whose version is wanted, by id or name.
    by : str, optional
        The side that believes so: its own version has the nested ``perceptions`` (level two).

    Returns
    -------
    Dispute
        Its ``perceptions`` are what the side believes of how others see the dispute, usually none.

    Raises
    ------
    StandoffError
        If there is no such side, or its version does not fit together.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads('''
    ... {standoff: 1, decision_makers: [{id: A, options: [{id: a}]}, {id: B, options: [{id: b}]}], unlisted: equal,
    ...  status_quo: [b], perceptions: {A: {unaware_of: {options: [b]}}}}''')
    >>> [(rule.kind, rule.expressions) for rule in perceived(dispute, "A").rules]
    [('never', (Name(id='b'),))]
    """
    if by is not None:
        dispute = perceived(dispute, by)
    side = dispute.decision_makers[dispute.maker(maker)].id
    perception = dispute.perceptions.get(side)
    if perception is None:
        return replace(dispute, perceptions={}, phases=())
    return _seen(dispute, side, perception, source_document(dispute))


def _seen(dispute: Dispute, side: str, perception: Perception, document: Document) -> Dispute:
    """Merge a perception and restate what it inherits."""
    from standoff.model.restating import restated

    version = perception_document(document, side)
    read, problems = collect(version, dispute.path, unseen=states_gone(document.data, version.data))
    problems.raise_all()
    assert read is not None
    found = replace(read, sha256=dispute.sha256, phase=dispute.phase)
    if not dispute.graph_form:
        rules = (*found.rules, *_unaware_rules(dispute, perception))
        found = replace(found, rules=rules, status_quo=_by_options(found.status_quo, dispute))
    return _with_visible_status_quo(restated(found, dispute), set(perception.unaware_options))


def _unaware_rules(dispute: Dispute, perception: Perception) -> list[Rule]:
    """Return the rules that remove what a side is unaware of."""
    from standoff.model.states import build_states

    rules = [Rule("never", (Name(option),), perception.support) for option in perception.unaware_options]
    if perception.unaware_states:
        states = build_states(dispute)
        for text in perception.unaware_states:
            state = states.find(text)
            for letters in states.members(state) or (states.pattern(state) or "",):
                rules.append(Rule("never", (Pattern(letters),), perception.support))
    return rules


def _by_options(quo: StatusQuo | None, dispute: Dispute) -> StatusQuo | None:
    """Say which options a status quo takes where it names one full state of the dispute that is perceived."""
    from standoff.model.states import build_states

    if quo is None or quo.state is None:
        return quo
    states = build_states(dispute)
    try:
        state = states.find(quo.state)
    except StandoffError:
        return quo
    return quo if states.members(state) else StatusQuo(states.options(state), None, quo.support)


def _with_visible_status_quo(dispute: Dispute, unaware: set[str]) -> Dispute:
    """Let a side see the status quo without the options that it is unaware of; leave it out where that is no state."""
    quo = dispute.status_quo
    if quo is None or dispute.graph_form:
        listed = {state.id for state in dispute.states}
        return replace(dispute, status_quo=quo if quo is None or quo.state in listed else None)
    taken = quo.taken
    if taken is None:
        return dispute
    visible = tuple(option for option in taken if option not in unaware)
    kept = None if broken_rule(dispute, visible) is not None else StatusQuo(visible, None, quo.support)
    return replace(dispute, status_quo=kept)
