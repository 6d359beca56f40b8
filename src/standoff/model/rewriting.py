"""Disputes with other sides, options or expressions, in which everything else still says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from standoff.model.dispute import DecisionMaker, Dispute, NamedState
from standoff.model.expressions import spelled_out
from standoff.model.statements import Expression, to_text


def with_makers(dispute: Dispute, makers: Sequence[DecisionMaker]) -> Dispute:
    """Give a dispute other sides or options, with every pattern saying the same of the same options."""
    old = tuple(option.id for option in dispute.options)
    new = replace(dispute, decision_makers=tuple(makers))
    ids = tuple(option.id for option in new.options)
    if old == ids:
        return new

    def spelled(expression: Expression) -> Expression:
        return spelled_out(expression, old)

    def letters(state: NamedState) -> NamedState:
        table = dict(zip(old, state.pattern or "", strict=False))
        rest = "-" if "-" in (state.pattern or "-") else "N"
        return replace(state, pattern="".join(table.get(option, rest) for option in ids))

    states = dispute.states if dispute.graph_form else tuple(map(letters, dispute.states))
    return replace(with_expressions(new, spelled), states=states)


def with_expressions(dispute: Dispute, change: Callable[[Expression], Expression]) -> Dispute:
    """Change every expression of a dispute."""
    preferences = {}
    for side, entry in dispute.preferences.items():
        statements = entry.statements
        if statements is not None:
            put = [(item, change(item.expression)) for item in statements]
            statements = tuple(
                item if new == item.expression else replace(item, expression=new, text=to_text(new))
                for item, new in put
            )
        preferences[side] = replace(entry, statements=statements)
    return replace(
        dispute,
        rules=tuple(replace(rule, expressions=tuple(map(change, rule.expressions))) for rule in dispute.rules),
        coalesce=tuple(map(change, dispute.coalesce)),
        outcomes=tuple(replace(outcome, expression=change(outcome.expression)) for outcome in dispute.outcomes),
        preferences=preferences,
    )
