"""Expressions as disjunctions of conjunctions of options, the only form that some file formats know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from standoff.errors import StandoffError
from standoff.model.statements import And, Constant, Expression, Iff, Implies, Name, Not, Or, Pattern

FEW = 300
"""Terms up to which each is compared with each."""

Term = dict[str, bool]
"""A conjunction: which options are taken and which are not; an empty one is always true."""


def disjunction(expression: Expression, options: Sequence[str], most: int) -> list[Term]:
    """Return terms of which at least one is true wherever the expression is; none for what is never true.

    Parameters
    ----------
    expression : Expression
        Over options only: facts and outcomes are replaced already.
    options : sequence of str
        The ids of the options, in file order.
    most : int
        How many terms there may be on the way.

    Raises
    ------
    StandoffError
        If there are more.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> disjunction(parse("a iff b"), ("a", "b"), 100)
    [{'a': True, 'b': True}, {'a': False, 'b': False}]
    """
    return _terms(expression, True, options, most)


def _terms(expression: Expression, wanted: bool, options: Sequence[str], most: int) -> list[Term]:
    """Return the terms under which an expression has a truth value."""

    def some(*parts: tuple[Expression, bool]) -> list[Term]:
        return _shortest((term for e, value in parts for term in _terms(e, value, options, most)), most)

    def every(*parts: tuple[Expression, bool]) -> list[Term]:
        found: list[Term] = [{}]
        for e, value in parts:
            both = product(found, _terms(e, value, options, most))
            found = _shortest(({**a, **b} for a, b in both if all(b.get(k, v) == v for k, v in a.items())), most)
        return found

    if isinstance(expression, Constant):
        return [{}] if expression.value == wanted else []
    if isinstance(expression, Name):
        return [{expression.id: wanted}]
    if isinstance(expression, Not):
        return _terms(expression.operand, not wanted, options, most)
    if isinstance(expression, Pattern):
        given = zip(options, expression.letters, strict=True)
        letters = [(Name(option), letter == "Y") for option, letter in given if letter != "-"]
        return every(*letters) if wanted else some(*((name, not value) for name, value in letters))
    if isinstance(expression, And | Or):
        parts = [(operand, wanted) for operand in expression.operands]
        return every(*parts) if isinstance(expression, And) == wanted else some(*parts)
    if isinstance(expression, Implies):
        if wanted:
            return some((expression.consequence, True), (expression.condition, False))
        return every((expression.condition, True), (expression.consequence, False))
    assert isinstance(expression, Iff)
    left, right = expression.left, expression.right
    agree = every((left, True), (right, wanted)), every((left, False), (right, not wanted))
    return _shortest((term for terms in agree for term in terms), most)


def _shortest(terms: Iterable[Term], most: int) -> list[Term]:
    """Leave out terms that stand twice or that a shorter one covers."""
    found: dict[frozenset[tuple[str, bool]], Term] = {}
    for term in terms:
        found.setdefault(frozenset(term.items()), term)
        if len(found) > most:
            raise StandoffError(
                f"An expression becomes more than {most:,} conditions.", mend="Split it into several, or shorten it."
            )
    kept: list[frozenset[tuple[str, bool]]] = []
    if len(found) > FEW:
        return list(found.values())
    for key in sorted(found, key=len):
        if not any(shorter <= key for shorter in kept):
            kept.append(key)
    return [term for key, term in found.items() if key in kept]
