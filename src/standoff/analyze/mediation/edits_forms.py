"""The forms that a statement can take, and where each is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.mediation.edits import Costs, Kind, conditional, hardness, negated, plain
from standoff.model.dispute import Dispute, Statement
from standoff.model.expressions import Expression, names
from standoff.model.states import ListedStates, OptionStates, constants

Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Form:
    """One form that a statement can take.

    Attributes
    ----------
    kinds : tuple of str
        The edits that lead to it; none for the statement as it is.
    expression : Expression
        What it says then.
    condition : Expression or None
        What it is made conditional on.
    column : int
        Where it is true, among the side's columns; 0 is nowhere or everywhere, which decides nothing.
    cost, hard : int
        The scaled cost, and how hard the edits are to bring about.
    alike : tuple of Expression
        Further conditions that would come to the same.
    """

    kinds: tuple[Kind, ...]
    expression: Expression
    condition: Expression | None
    column: int
    cost: int
    hard: int
    alike: tuple[Expression, ...] = ()


class Columns:
    """Where expressions are true, each different column once; a column and its opposite tell the same states apart."""

    def __init__(self, states: OptionStates | ListedStates, dispute: Dispute) -> None:
        self.states = states
        self.constant = constants(dispute)
        count = states.count if isinstance(states, ListedStates) else len(states.full)
        self.rows: list[Truth] = [np.zeros(count, bool)]
        self.found: dict[bytes, int] = {self.rows[0].tobytes(): 0}
        self.kinds: list[int] = [0]

    def of(self, expression: Expression) -> int:
        """Return the number of the column in which an expression is true; 0 if it is everywhere the same."""
        plain = self.constant(expression)
        if isinstance(self.states, ListedStates):
            truth = self.states.satisfying(plain)
        else:
            truth = self.states.truth_of_full(plain)
        if truth.all():
            return 0
        key = truth.tobytes()
        if key not in self.found:
            self.found[key] = len(self.rows)
            self.rows.append(truth)
            self.kinds.append(self.found.get((~truth).tobytes(), self.found[key]))
        return self.found[key]


def forms_of(
    dispute: Dispute,
    statement: Statement,
    literals: Sequence[Expression],
    columns: Columns,
    costs: Costs,
    maker: str,
) -> list[Form]:
    """Return the forms of a statement, first as it is; of those that come to the same the cheapest, then gentlest."""
    today = columns.of(statement.expression)
    said = plain(dispute, statement.expression)
    opposite = negated(said)

    def made(kinds: tuple[Kind, ...], expression: Expression, condition: Expression | None = None) -> Form:
        column = 0 if kinds == ("drop",) else columns.of(expression)
        hard = sum(hardness(kind, statement.support) for kind in kinds)
        return Form(kinds, expression, condition, column, sum(costs.whole(k, maker) for k in kinds), hard)

    candidates = [made(("drop",), said), made(("negate",), opposite)]
    for literal in literals:
        candidates.append(made(("condition",), conditional(said, literal), literal))
        candidates.append(made(("negate", "condition"), conditional(opposite, literal), literal))
    best: dict[int, Form] = {}
    for form in sorted(
        candidates, key=lambda form: (form.cost, form.column == 0 and form.kinds != ("drop",), form.hard)
    ):
        first = best.get(form.column)
        if first is None:
            best[form.column] = form
        elif form.cost == first.cost and form.condition is not None:
            by_fact = first.kinds == ("drop",) and names(form.condition) <= dispute.facts.keys()
            if by_fact or first.kinds == form.kinds:
                best[form.column] = _with_alike(first, form.condition)
    return [Form((), statement.expression, None, today, 0, 0), *(f for c, f in best.items() if c != today)]


def _with_alike(form: Form, condition: Expression) -> Form:
    return Form(
        form.kinds, form.expression, form.condition, form.column, form.cost, form.hard, (*form.alike, condition)
    )
