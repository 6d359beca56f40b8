"""Edits of statements and facts: what a side would have to say otherwise, and what that costs.

A side's list of statements is edited by dropping a statement, negating it, making it conditional on a fact or on
another side's option, moving it one step up or down, or adding a statement from a given list, at any place.
A statement may be negated once and be made conditional once; if both, the negation is made conditional.
Any edited list costs what its cheapest set of edits costs: the changed, dropped and added statements, and one step for
every two statements that have changed their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import Any, Literal, get_args

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, Statement, Support
from standoff.model.expressions import And, Expression, Implies, Name, Not, spelled_out, tightness, to_text
from standoff.model.words import nearest

Kind = Literal["step", "condition", "drop", "add", "negate", "fact"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MARKS = ("presumed", "contested", "unsourced", "evidenced")
ASSUMED = Support(presumed="assumed-in-mediation")
"""What an edited statement or fact rests on: nobody has said so yet."""

UNIT = 1 << 20
"""What one scaled unit of cost counts for in a key; below it lies how hard the edits are to bring about."""
MOST_UNITS = 10**9
"""What one edit may cost in scaled units, so that the keys of whole lists fit into 64 bits."""
MOST_DIGITS = 12


@dataclass(frozen=True)
class Costs:
    """What edits cost: 1 unless a kind or a side has another cost; the costs of an edit's kind and side multiply."""

    kinds: Mapping[str, Fraction] = field(default_factory=dict)
    sides: Mapping[str, Fraction] = field(default_factory=dict)

    def of(self, kind: Kind, side: str | None) -> Fraction:
        """Return the cost of one edit."""
        return self.kinds.get(kind, Fraction(1)) * self.sides.get(side or "", Fraction(1))

    @cached_property
    def scale(self) -> int:
        """What all costs are multiplied by to be whole."""
        kinds = lcm(*(cost.denominator for cost in self.kinds.values()))
        return kinds * lcm(*(cost.denominator for cost in self.sides.values()))

    def whole(self, kind: Kind, side: str | None) -> int:
        """Return the scaled cost of one edit."""
        return int(self.of(kind, side) * self.scale)


def costs_of(dispute: Dispute, given: Mapping[str, Any]) -> Costs:
    """Read costs given by kind of edit or by side.

    Raises
    ------
    StandoffError
        If a name is neither, or a cost is no positive number.
    """
    kinds: dict[str, Fraction] = {}
    sides: dict[str, Fraction] = {}
    known = {maker.id for maker in dispute.decision_makers} | {maker.name for maker in dispute.decision_makers}
    for name, value in given.items():
        try:
            cost = _fraction(str(value))
        except (ValueError, ArithmeticError):
            raise StandoffError(f"the cost {value!r} of {name} is no number.", mend=f"Write {name}=2.") from None
        if cost <= 0:
            raise StandoffError(f"the cost of {name} is {value}; a cost must be positive.", mend="Fix a side instead.")
        if name in KINDS:
            kinds[name] = cost
        elif name in known:
            sides[dispute.decision_makers[dispute.maker(name)].id] = cost
        else:
            raise StandoffError(
                f"{name!r} is neither a kind of edit nor a side.", mend=nearest(name, [*KINDS, *sorted(known)])
            )
    costs = Costs(kinds, sides)
    if costs.scale * max([Fraction(1), *kinds.values()]) * max([Fraction(1), *sides.values()]) > MOST_UNITS:
        raise _out_of_proportion()
    return costs


def _fraction(text: str) -> Fraction:
    """Return a number such as 2, 0.25 or 1/3."""
    if "/" in text:
        return Fraction(text)
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    if abs(number.adjusted()) > MOST_DIGITS:
        raise _out_of_proportion()
    return Fraction(number)


def _out_of_proportion() -> StandoffError:
    return StandoffError(
        "the costs of edits are too large, too far apart or too finely given.",
        mend="Only the proportions count: give costs such as 2 or 0.25.",
    )


@dataclass(frozen=True)
class Edit:
    """One edit of a side's statements, or of a fact.

    Attributes
    ----------
    kind : str
        ``drop``, ``negate``, ``condition``, ``add``, ``step`` (one or several up or down) or ``fact``.
    side : str or None
        Whose statement.
    place : int or None
        Which of the side's statements today, from 1; None for one that is added, and for facts.
    statement : Statement or None
        The statement as it is today.
    becomes : Expression or None
        What it says afterwards, or what the added one says.
    condition : Expression or None
        What it is made conditional on.
    passes : tuple of int
        For steps: the places today of the statements that it passes.
    up : bool
        Whether steps lead up.
    above : int or None
        For an added statement: the place today of the one that it comes to stand above; None: below all.
    fact : str or None
        The fact that changes, to ``value``.
    cost : Fraction
        What it costs, all steps together.
    alike : tuple of Expression
        Conditions that would come to the same.
    """

    kind: Kind
    side: str | None = None
    place: int | None = None
    statement: Statement | None = None
    becomes: Expression | None = None
    condition: Expression | None = None
    passes: tuple[int, ...] = ()
    up: bool = True
    above: int | None = None
    fact: str | None = None
    value: bool = False
    cost: Fraction = Fraction(1)
    alike: tuple[Expression, ...] = ()

    @property
    def support(self) -> Support:
        """What the statement rests on today."""
        return self.statement.support if self.statement else Support()


def hardness(kind: Kind, support: Support | None) -> int:
    """Return how hard an edit is to bring about: what rests on weak evidence first, then the gentler edit."""
    mark = 2 if support is None else MARKS.index(support.mark)
    return len(KINDS) * mark + KINDS.index(kind)


def negated(expression: Expression) -> Expression:
    """Return the opposite; of a negation what it denies.

    Examples
    --------
    >>> to_text(negated(Not(Name("pay")))), to_text(negated(Name("pay")))
    ('pay', 'not pay')
    """
    return expression.operand if isinstance(expression, Not) else Not(expression)


def conditional(expression: Expression, condition: Expression) -> Expression:
    """Return a statement made conditional; of one that is conditional already, on both.

    Examples
    --------
    >>> written(conditional(Implies(Name("drought"), Name("release")), Name("pay")))
    'release if drought and pay'
    """
    if not isinstance(expression, Implies):
        return Implies(condition, expression)
    before = expression.condition
    both = (*before.operands, condition) if isinstance(before, And) else (before, condition)
    return Implies(And(both), expression.consequence)


def written(expression: Expression) -> str:
    """Return a statement's text, a condition last: ``release if pay``."""
    if not isinstance(expression, Implies):
        return to_text(expression)
    parts = (expression.consequence, expression.condition)
    return " if ".join(to_text(part) if tightness(part) else f"({to_text(part)})" for part in parts)


def plain(dispute: Dispute, expression: Expression) -> Expression:
    """Return an expression without patterns, so that it can be part of another."""
    return spelled_out(expression, tuple(option.id for option in dispute.options))


def conditions_for(dispute: Dispute, side: int) -> tuple[Expression, ...]:
    """Return what a side's statements can be made conditional on: facts, and what it does not control, each way."""
    own = dispute.decision_makers[side].id
    foreign = [
        option.id
        for maker in dispute.decision_makers
        for option in maker.options
        if own not in (maker.id, *option.shared_with)
    ]
    names = [Name(name) for name in (*foreign, *dispute.facts)]
    return tuple(literal for name in names for literal in (name, Not(name)))


def moved(order: Sequence[int]) -> list[tuple[int, bool, tuple[int, ...]]]:
    """Tell a new order as few moves: (what moves, whether up, what it passes), each pair of passing told once.

    Examples
    --------
    >>> moved([2, 0, 1])
    [(2, True, (0, 1))]
    """
    stays = set(_longest_increasing(order))
    position = {item: place for place, item in enumerate(order)}
    told: dict[tuple[int, bool], list[int]] = {}
    for a, b in combinations(sorted(order), 2):
        if position[b] < position[a]:
            # The later one went up, unless only the earlier one moves.
            mover, passed = (a, b) if b in stays else (b, a)
            told.setdefault((mover, mover == b), []).append(passed)
    return [(mover, up, tuple(sorted(passed))) for (mover, up), passed in sorted(told.items())]


def _longest_increasing(order: Sequence[int]) -> list[int]:
    """Return a longest increasing subsequence."""
    best: list[list[int]] = []
    for place, item in enumerate(order):
        before = [best[k] for k in range(place) if order[k] < item]
        best.append([*max(before, key=len, default=[]), item])
    return max(best, key=len, default=[])
