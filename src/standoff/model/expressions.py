"""Expressions as small trees, and the few things that are done with such a tree.

`standoff.model.statements` reads them from texts, and `standoff.model.expression_truth` says where they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Name:
    """An option, a fact, an outcome, or in graph form a state."""

    id: str


@dataclass(frozen=True, slots=True)
class Constant:
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One letter an option in file order: Y taken, N not taken, - either."""

    letters: str


@dataclass(frozen=True, slots=True)
class Not:
    """True where the operand is false."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """True where all operands are."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True where at least one operand is."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """False only where the condition is true and the consequence is not."""

    condition: Expression
    consequence: Expression


@dataclass(frozen=True, slots=True)
class Iff:
    """True where both are true and where both are false."""

    left: Expression
    right: Expression


Expression = Name | Constant | Pattern | Not | And | Or | Implies | Iff
T = TypeVar("T")


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the operands of an expression, left to right as they were written in the tree."""
    match expression:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands):
            return operands
        case Implies(left, right) | Iff(left, right):
            return (left, right)
    return ()


def fold(expression: Expression, combine: Callable[[Expression, list[T]], T]) -> T:
    """Compute a value bottom-up: ``combine(node, values of its operands)``, without recursion."""
    results: list[T] = []
    pending: list[tuple[Expression, int]] = [(expression, -1)]
    while pending:
        node, count = pending.pop()
        operands = parts(node) if count < 0 else ()
        if operands:
            pending.append((node, len(operands)))
            pending.extend((operand, -1) for operand in reversed(operands))
            continue
        taken = max(count, 0)
        values = results[len(results) - taken :]
        del results[len(results) - taken :]
        results.append(combine(node, values))
    return results[0]


def depth(expression: Expression) -> int:
    """Return how many operations lie inside one another; 0 for an id.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> depth(parse("not (a and b)"))
    2
    """
    return fold(expression, lambda node, below: 1 + max(below) if below else 0)


def names(expression: Expression) -> frozenset[str]:
    """Return every id that the expression mentions.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> sorted(names(parse("pay and release if drought")))
    ['drought', 'pay', 'release']
    """
    if isinstance(expression, Pattern):
        return frozenset()
    found: set[str] = set()

    def collect(node: Expression, _: list[None]) -> None:
        if isinstance(node, Name):
            found.add(node.id)

    fold(expression, collect)
    return frozenset(found)


def substitute(expression: Expression, replacements: Mapping[str, Expression]) -> Expression:
    """Return the expression with ids replaced by expressions; replacements are not searched again.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> to_text(substitute(parse("not deal"), {"deal": parse("release and pay")}))
    'not (release and pay)'
    """

    def put(node: Expression, operands: list[Expression]) -> Expression:
        return replacements.get(node.id, node) if isinstance(node, Name) else rebuilt(node, operands)

    return fold(expression, put)


def spelled_out(expression: Expression, options: Sequence[str]) -> Expression:
    """Return the expression with patterns replaced by the options that they read.

    Parameters
    ----------
    expression : Expression
        Whose patterns have one letter for each option.
    options : sequence of str
        The ids of the options.

    Examples
    --------
    >>> to_text(spelled_out(Pattern("Y-N"), ("pay", "go", "wait")))
    'pay and not wait'
    """

    def put(node: Expression, operands: list[Expression]) -> Expression:
        if not isinstance(node, Pattern):
            return rebuilt(node, operands)
        literals: list[Expression] = [
            Name(option) if letter == "Y" else Not(Name(option))
            for option, letter in zip(options, node.letters, strict=True)
            if letter != "-"
        ]
        return And(tuple(literals)) if len(literals) > 1 else literals[0] if literals else Constant(True)

    return fold(expression, put)


def rebuilt(node: Expression, operands: list[Expression]) -> Expression:
    """Return an operation like another one on other operands; what has no operands as it is."""
    match node:
        case Not():
            return Not(operands[0])
        case And():
            return And(tuple(operands))
        case Or():
            return Or(tuple(operands))
        case Implies():
            return Implies(operands[0], operands[1])
        case Iff():
            return Iff(operands[0], operands[1])
    return node


def tightness(expression: Expression) -> int:
    """Return how tightly the expression's outermost operation binds; ids bind most."""
    match expression:
        case Implies() | Iff():
            return 0
        case Or():
            return 1
        case And():
            return 2
        case Not():
            return 3
    return 4


def to_text(expression: Expression) -> str:
    """Return the canonical text: words instead of signs, and no bracket that is not needed.

    ``parse(to_text(e)) == e`` for every expression that has no pattern inside an operation.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> to_text(parse("-(a|b) & (c)"))
    'not (a or b) and c'
    """

    def write(node: Expression, operands: list[str]) -> str:
        least = {Not: 3, And: 3, Or: 2, Implies: 1, Iff: 1}.get(type(node), 0)
        shown = [
            text if tightness(part) >= least else f"({text})" for part, text in zip(parts(node), operands, strict=True)
        ]
        match node:
            case Name(id):
                return id
            case Constant(value):
                return "true" if value else "false"
            case Pattern(letters):
                return letters
            case Not():
                return f"not {shown[0]}"
            case And():
                return " and ".join(shown)
            case Or():
                return " or ".join(shown)
            case Implies():
                return f"{shown[0]} implies {shown[1]}"
        return f"{shown[0]} iff {shown[1]}"

    return fold(expression, write)
