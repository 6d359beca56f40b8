"""The statement language: what it accepts, what it means, and what it says of texts that it does not accept."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.model.expressions import depth, fold, parts
from standoff.model.statements import (
    And,
    Constant,
    Expression,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Pattern,
    StatementError,
    names,
    parse,
    substitute,
    to_text,
    truth,
)
from tests.errors import table

A, B, C = Name("a"), Name("b"), Name("c")
IDS = ["a", "b", "release", "android", "or_else", "nothing", "Überlauf", "x1", "Y", "s1"]


def trees() -> st.SearchStrategy[Expression]:
    """Trees of every shape, without patterns, which stand alone."""
    leaves = st.one_of(st.builds(Name, st.sampled_from(IDS)), st.builds(Constant, st.booleans()))

    def larger(below: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(below, min_size=2, max_size=4).map(tuple)
        return st.one_of(
            st.builds(Not, below),
            st.builds(And, several),
            st.builds(Or, several),
            st.builds(Implies, below, below),
            st.builds(Iff, below, below),
        )

    return st.recursive(leaves, larger, max_leaves=15)


def python_text(expression: Expression) -> str:
    """Write an expression in Python, fully bracketed."""

    def write(node: Expression, operands: list[str]) -> str:
        match node:
            case Name(id):
                return f"value[{id!r}]"
            case Constant(value):
                return str(value)
            case Not():
                return f"(not {operands[0]})"
            case And():
                return f"({' and '.join(operands)})"
            case Or():
                return f"({' or '.join(operands)})"
            case Implies():
                return f"({operands[0]} <= {operands[1]})"
        return f"({operands[0]} == {operands[1]})"

    return fold(expression, write)


@given(trees())
def test_canonical_text_reads_as_the_same_tree(expression: Expression) -> None:
    """The canonical text of any tree parses to that tree."""
    assert parse(to_text(expression)) == expression


@given(trees(), st.fixed_dictionaries({name: st.booleans() for name in IDS}))
def test_truth_agrees_with_python(expression: Expression, value: dict[str, bool]) -> None:
    """The truth of a tree over bools is what Python says of the same expression."""
    expected = eval(python_text(expression), {"value": value})
    assert truth(expression, value.__getitem__, lambda k: False, True) is expected


@given(trees(), st.lists(st.fixed_dictionaries({name: st.booleans() for name in IDS}), min_size=1, max_size=5))
def test_arrays_and_bools_agree(expression: Expression, states: list[dict[str, bool]]) -> None:
    """Over arrays, an expression has in each place the truth that it has over the bools there."""
    columns = {name: np.array([state[name] for state in states]) for name in IDS}
    ones = np.ones(len(states), bool)
    together = truth(expression, columns.__getitem__, lambda k: ones, ones)
    alone = [truth(expression, state.__getitem__, lambda k: True, True) for state in states]
    assert together.tolist() == alone
    assert together.dtype == bool


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", A),
        ("  a\n", A),
        ("not a", Not(A)),
        ("-a", Not(A)),
        ("--a", Not(Not(A))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("a&b|c", Or((And((A, B)), C))),
        ("a | b & c", Or((A, And((B, C))))),
        ("not a and b", And((Not(A), B))),
        ("not (a and b)", Not(And((A, B)))),
        ("a or b if c", Implies(C, Or((A, B)))),
        ("a implies b or c", Implies(A, Or((B, C)))),
        ("a iff not b", Iff(A, Not(B))),
        ("(a if b) if c", Implies(C, Implies(B, A))),
        ("A AND not B", And((Name("A"), Not(Name("B"))))),
        ("a Or b", Or((A, B))),
        ("TRUE", Constant(True)),
        ("a iff False", Iff(A, Constant(False))),
        ("android and iffy", And((Name("android"), Name("iffy")))),
        ("not_a", Name("not_a")),
        ("été & Überlauf", And((Name("été"), Name("Überlauf")))),
    ],
)
def test_meaning(text: str, expected: Expression) -> None:
    """Not binds most, then and, or, and the conditionals; reserved words in any case, ids in theirs."""
    assert parse(text) == expected


@pytest.mark.parametrize("text", ["YN-", "---", "NNN", " Y-N "])
def test_a_text_of_k_letters_is_a_pattern(text: str) -> None:
    """With k options, a text of exactly k letters Y, N and - is a pattern, also where it could be read otherwise."""
    assert parse(text, option_count=3) == Pattern(text.strip())


def test_without_options_letters_are_ids() -> None:
    """Where there are no options, there are no patterns: YN is an id and -YN its negation."""
    assert parse("-YN") == Not(Name("YN"))


def test_truth_of_a_pattern() -> None:
    """A pattern holds where every option stands as its letter says."""
    first, second = np.array([True, True, False, False]), np.array([True, False, True, False])
    ones = np.ones(4, bool)
    result: Any = truth(parse("N-Y", 3), lambda name: ones, [first, ones, second].__getitem__, ones)
    assert result.tolist() == [False, False, True, False]


def test_empty_junctions() -> None:
    """The conjunction of nothing is true and the disjunction of nothing false."""
    assert truth(And(()), lambda name: True, lambda k: True, True) is True
    assert truth(Or(()), lambda name: True, lambda k: True, True) is False


def test_names_and_substitution() -> None:
    """Names are all ids; substitution replaces each at once, and not within what it puts in."""
    expression = parse("a and (b or not a) if c")
    assert names(expression) == {"a", "b", "c"}
    swapped = substitute(expression, {"a": B, "b": A})
    assert swapped == parse("b and (a or not b) if c")


def test_parts_and_depth() -> None:
    """Operands come in the order of the tree; depth counts operations, not brackets."""
    assert parts(parse("a if b")) == (B, A)
    assert depth(parse("((((a))))")) == 0
    assert depth(parse("not (a or (b and c))")) == 3


@pytest.mark.parametrize(("case", "text", "message"), table("statements"))
def test_errors(case: str, text: str, message: str) -> None:
    """Every malformed text is answered with what is wrong, the column, and how to mend it."""
    with pytest.raises(StatementError) as caught:
        parse(text, option_count=4)
    assert str(caught.value) == message


@given(st.lists(st.sampled_from(["a", " ", "and ", "-", "(", ")", "if ", "Y", "&", "!", "é", "1", "_"])).map("".join))
def test_any_text_parses_or_is_answered(text: str) -> None:
    """No text, however strange, ends in anything but an expression or a message."""
    with suppress(StatementError):
        parse(text, option_count=3)


def test_long_and_deep_texts() -> None:
    """2,000 operands and 500 brackets are read; 2,000 negations inside one another are refused with a message."""
    wide = parse(" and ".join(f"o{k}" for k in range(2000)))
    assert len(names(wide)) == 2000
    assert parse("(" * 500 + "a" + ")" * 500) == A
    with pytest.raises(StatementError, match="more than 100 operations"):
        parse("not " * 2000 + "a")
    with pytest.raises(StatementError, match="never closed"):
        parse("(" * 5000 + "a")


def test_two_hundred_statements_take_no_time() -> None:
    """200 statements are read in well under a second."""
    started = time.process_time()
    for k in range(200):
        parse(f"option{k} and not (release or build{k}) if drought")
    assert time.process_time() - started < 1
