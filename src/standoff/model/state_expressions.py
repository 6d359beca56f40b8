"""Expressions over the states of one dispute: facts and outcomes put in, and every name in them known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.statements import Constant, Expression, names, parse, substitute
from standoff.model.words import nearest

if TYPE_CHECKING:
    from standoff.model.states import ListedStates, OptionStates


def constants(dispute: Dispute) -> Callable[[Expression], Expression]:
    """Return a function that replaces facts by their values and outcomes by their expressions."""
    table: dict[str, Expression] = {name: Constant(value) for name, value in dispute.facts.items()}
    pending = {outcome.id: outcome.expression for outcome in dispute.outcomes}
    while pending:
        ready = {name: e for name, e in pending.items() if not names(e) & pending.keys()}
        if not ready:
            raise StandoffError(f"the outcomes {', '.join(sorted(pending))} are defined by each other.")
        table.update({name: substitute(e, table) for name, e in ready.items()})
        pending = {name: e for name, e in pending.items() if name not in ready}
    return lambda expression: substitute(expression, table)


def parse_for(states: OptionStates | ListedStates, expression: str | Expression) -> Expression:
    """Parse an expression that a person typed and check that every name in it is known."""
    if not isinstance(expression, str):
        return expression
    parsed = parse(expression, len(states.option_ids) or None)
    dispute = states.dispute
    known = {*states.option_ids, *dispute.facts, *(o.id for o in dispute.outcomes), *(s.id for s in dispute.states)}
    for name in sorted(names(parsed) - known):
        try:
            states.find(name)
        except StandoffError as error:
            raise StandoffError(f"{name!r} is no option, fact, outcome or state.", mend=nearest(name, known)) from error
    return parsed
