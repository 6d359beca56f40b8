"""Whether one combination of options keeps the feasibility rules, in plain Python: for checks while a file is read."""

from __future__ import annotations

from collections.abc import Collection

from standoff.model.dispute import Dispute, Rule
from standoff.model.statements import Expression, truth


def broken_rule(dispute: Dispute, taken: Collection[str]) -> int | None:
    """Return the place of the first feasibility rule that removes a state, None if it is feasible.

    Parameters
    ----------
    dispute : Dispute
        A dispute of option form.
    taken : collection of str
        The ids of the options that are taken in the state.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads('''
    ... {standoff: 1, decision_makers: [{id: Up, options: [{id: pay}, {id: go}]}], unlisted: equal,
    ...  feasibility: [never: go and not pay]}''')
    >>> broken_rule(dispute, {"go"}), broken_rule(dispute, {"go", "pay"})
    (0, None)
    """
    options = [option.id for option in dispute.options]
    outcomes = {outcome.id: outcome.expression for outcome in dispute.outcomes}

    def value(name: str) -> bool:
        if name in dispute.facts:
            return dispute.facts[name]
        return holds(outcomes[name]) if name in outcomes else name in taken

    def holds(expression: Expression) -> bool:
        return bool(truth(expression, value, lambda k: options[k] in taken, True))

    def removes(rule: Rule) -> bool:
        members = [holds(expression) for expression in rule.expressions]
        if rule.kind == "never":
            return members[0]
        if rule.kind == "requires":
            return members[0] and not members[1]
        most, least = (len(members), 1) if rule.kind == "at_least_one" else (1, int(rule.kind == "exactly_one"))
        return not least <= sum(members) <= most

    return next((place for place, rule in enumerate(dispute.rules) if removes(rule)), None)
