"""The statement language: what preference statements, feasibility rules and outcomes are written in.

The grammar, `statements.lark`, is the specification. This module reads a text into a small tree;
what is done with such a tree lies in `standoff.model.expressions` and is offered here too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.model.expression_truth import truth
from standoff.model.expressions import (
    And,
    Constant,
    Expression,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Pattern,
    depth,
    names,
    substitute,
    to_text,
)

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "RESERVED",
    "And",
    "Constant",
    "Expression",
    "Iff",
    "Implies",
    "Name",
    "Not",
    "Or",
    "Pattern",
    "StatementError",
    "depth",
    "names",
    "parse",
    "substitute",
    "to_text",
    "truth",
]

DEEPEST = 100
"""Operations inside operations that a statement may have; brackets alone do not count."""

RESERVED = frozenset({"not", "and", "or", "if", "iff", "implies", "true", "false"})
"""Words of the language, in any case; no id may be one of them."""


class StatementError(StandoffError):
    """A text that is not in the language; ``column`` counts from 1 within the text."""

    def __init__(self, what: str, *, column: int, mend: str | None = None) -> None:
        super().__init__(what, where=f"column {column}", mend=mend)
        self.column = column


@lru_cache(maxsize=1)
def grammar() -> Lark:
    """Return the parser of the language, built once."""
    from lark import Lark, Transformer, v_args

    @v_args(inline=True)
    class Tree(Transformer):  # type: ignore[type-arg]
        """Turns each rule of the grammar into its node while the text is parsed, without recursion."""

        def name(self, token: Any) -> Expression:
            return Name(str(token))

        def true(self, _: Any) -> Expression:
            return Constant(True)

        def false(self, _: Any) -> Expression:
            return Constant(False)

        def bracket(self, _: Any, inner: Expression, __: Any) -> Expression:
            return inner

        def not_(self, _: Any, operand: Expression) -> Expression:
            return Not(operand)

        def and_(self, *children: Any) -> Expression:
            return And(children[::2])

        def or_(self, *children: Any) -> Expression:
            return Or(children[::2])

        def if_(self, consequence: Expression, _: Any, condition: Expression) -> Expression:
            return Implies(condition, consequence)

        def implies(self, condition: Expression, _: Any, consequence: Expression) -> Expression:
            return Implies(condition, consequence)

        def iff(self, left: Expression, _: Any, right: Expression) -> Expression:
            return Iff(left, right)

    return Lark.open(
        "statements.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=Tree(), keep_all_tokens=True
    )


def parse(text: str, option_count: int | None = None) -> Expression:
    """Read a statement.

    Parameters
    ----------
    text : str
        The statement, such as ``release and not build if drought``.
    option_count : int, optional
        The number of options; a text of exactly so many characters Y, N and - is a pattern.

    Returns
    -------
    Expression
        Its tree. Brackets leave no trace beyond the shape of the tree.

    Raises
    ------
    StatementError
        Where the text is not in the language: what is wrong, the column, and how to mend it.

    Examples
    --------
    >>> parse("pay if release")
    Implies(condition=Name(id='release'), consequence=Name(id='pay'))
    >>> parse("Y-N", option_count=3)
    Pattern(letters='Y-N')
    """
    stripped = text.strip()
    if option_count and len(stripped) == option_count and not stripped.strip("YN-"):
        return Pattern(stripped)
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    from standoff.model import statement_errors

    if not stripped:
        raise statement_errors.empty()
    try:
        expression: Expression = grammar().parse(text)  # type: ignore[assignment]
    except UnexpectedCharacters as error:
        raise statement_errors.character(text, error.pos_in_stream or 0) from None
    except UnexpectedToken as error:
        if option_count and statement_errors.looks_like_pattern(stripped):
            raise statement_errors.pattern_length(stripped, option_count) from None
        tokens = list(grammar().lex(text[: error.token.start_pos])) if error.token.type != "$END" else None
        before = tokens if tokens is not None else list(grammar().lex(text))
        raise statement_errors.token(text, before, error.token) from None
    if depth(expression) > DEEPEST:
        raise statement_errors.too_deep(DEEPEST)
    return expression
