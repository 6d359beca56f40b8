"""Where an expression holds: for one state, or for arrays of states at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from standoff.model.expressions import And, Constant, Expression, Implies, Name, Not, Or, Pattern, fold


def truth(
    expression: Expression,
    value_of: Callable[[str], Any],
    option_values: Callable[[int], Any],
    ones: Any,
) -> Any:
    """Evaluate an expression over one state (bools) or over many at once (boolean arrays).

    Parameters
    ----------
    expression : Expression
        What to evaluate.
    value_of : callable
        The value of an id: a bool, or a boolean array of shape (states,).
    option_values : callable
        The value of the k-th option in file order, for patterns; of the same type.
    ones : bool or numpy.ndarray
        True, or an array of True of shape (states,).

    Returns
    -------
    bool or numpy.ndarray
        Of the type of ``ones``. It may be one of the given arrays itself: do not write into it.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> truth(parse("a and not b"), {"a": True, "b": False}.__getitem__, lambda k: False, True)
    True
    """

    def value(node: Expression, operands: list[Any]) -> Any:
        match node:
            case Name(id):
                return value_of(id)
            case Constant(value=known):
                return ones if known else ones ^ ones
            case Pattern(letters):
                return _pattern_truth(letters, option_values, ones)
            case Not():
                return ones ^ operands[0]
            case And():
                return reduce(and_, operands, ones)
            case Or():
                return reduce(or_, operands, ones ^ ones)
            case Implies():
                return ones ^ (operands[0] & (ones ^ operands[1]))
        return ones ^ operands[0] ^ operands[1]

    return fold(expression, value)


def _pattern_truth(letters: str, option_values: Callable[[int], Any], ones: Any) -> Any:
    """Return where every option stands as its letter says."""
    result = ones
    for index, letter in enumerate(letters):
        if letter == "Y":
            result = result & option_values(index)
        elif letter == "N":
            result = result & (ones ^ option_values(index))
    return result
