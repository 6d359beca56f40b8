"""What a dispute file says of single pairs of states: comparisons, certainties, probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

from standoff.model.dispute import Pairs, StatePair, ValuedPair
from standoff.model.document import decimal_text
from standoff.model.problems import Problems
from standoff.model.schema import PairKeys
from standoff.model.schema_values import DECIMAL
from standoff.model.scope import Scope

DEGREES: dict[str, int | None] = {"better": 1, "much_better": 2, "equal": 0, "unknown": None}
"""The degree by which a is preferred to b in a pair [a, b] of each list; None where it is unknown."""

MOST_LISTED = 1 << 13
"""States of a graph form up to which missing pairs are looked for while a file is read."""


def opposite(degree: int | None) -> int | None:
    """Return what a degree of a over b is for b over a."""
    return None if degree is None else -degree


def read_pairs(side: str, keys: PairKeys, scope: Scope, problems: Problems) -> Pairs:
    """Read a relation pair by pair, noting pairs that are said twice differently, or not at all."""
    at = ("preferences", side, "pairs")
    said: dict[StatePair, int | None] = {}
    first: dict[StatePair, tuple[str, tuple[str | int, ...]]] = {}
    for name, degree in DEGREES.items():
        for index, (a, b) in enumerate(getattr(keys, name)):
            here = (*at, name, index)
            scope.check_state((*here, 0), a)
            scope.check_state((*here, 1), b)
            if a == b:
                problems.add(here, f"A pair of {side} compares {a} with itself.", "Take it out.")
            elif said.setdefault((a, b), degree) != degree:
                before, place = first[a, b]
                where = problems.document.place(problems.original(place))
                how = "the other way round" if before == name else f"under `{before}`"
                what = f"{side} has the pair [{a}, {b}] under `{name}`, and {how} at {where}."
                problems.add(here, what, "A pair is said once: keep one.")
            said.setdefault((b, a), opposite(degree))
            first.setdefault((a, b), (name, here))
            first.setdefault((b, a), (name, here))
    given = problems.raw((*at, "otherwise"))
    if scope.graph_form and given is None and len(scope.states) <= MOST_LISTED:
        _note_missing(side, said, scope, problems)
    lists = {name: tuple((a, b) for a, b in getattr(keys, name)) for name in DEGREES}
    return Pairs(**lists, otherwise=keys.otherwise)


def _note_missing(side: str, said: dict[StatePair, int | None], scope: Scope, problems: Problems) -> None:
    """Note the pairs of listed states that nothing is said of."""
    missing = [pair for pair in combinations(dict.fromkeys(scope.states), 2) if pair not in said]
    if missing:
        what, mend = missing_pairs(side, missing[0], len(missing))
        problems.add(("preferences", side, "pairs"), what, mend, key=True)


def missing_pairs(side: str, pair: StatePair, count: int) -> tuple[str, str]:
    """Return what is wrong where pairs are missing, and how to mend it."""
    more = f" and of {count - 1} more" if count > 1 else ""
    what = f"{side} says nothing of the pair [{pair[0]}, {pair[1]}]{more}: without `otherwise` every pair is listed."
    return what, "Add it, or write `otherwise: unknown` or `otherwise: equal`."


def read_values(
    side: str,
    name: Literal["certainty", "probability"],
    given: Sequence[Sequence[str]] | None,
    scope: Scope,
    problems: Problems,
) -> tuple[ValuedPair, ...] | None:
    """Read pairs with a value of a against b, noting values that contradict each other."""
    if given is None:
        return None
    at = ("preferences", side, name)
    values: dict[StatePair, Fraction] = {}
    found = []
    for index, (a, b, text) in enumerate(given):
        here = (*at, index)
        scope.check_state((*here, 0), a)
        scope.check_state((*here, 1), b)
        if a == b:
            problems.add(here, f"A {name} of {side} compares {a} with itself.", "Take it out.")
        if not DECIMAL.fullmatch(text) or not 0 <= Fraction(text) <= 1:
            problems.add((*here, 2), f"The {name} {text!r} is no decimal from 0 to 1.", "Write one such as 0.7.")
            continue
        value = Fraction(text)
        what = contradiction(name, side, (a, b), value, values)
        if what:
            problems.add((*here, 2), what, "Keep one of them." if name == "certainty" else "Mend one of them.")
        values.setdefault((a, b), value)
        found.append((a, b, value))
    return tuple(found)


def contradiction(
    name: str, side: str, pair: StatePair, value: Fraction, values: dict[StatePair, Fraction]
) -> str | None:
    """Say how a value contradicts those before it, None if it does not."""
    a, b = pair
    if values.get((a, b), value) != value:
        both = f"{decimal_text(values[a, b])} and again {decimal_text(value)}"
        return f"{side} gives the pair [{a}, {b}] the {name} {both}."
    other = values.get((b, a))
    if other is None:
        return None
    if name == "certainty" and value + other != 1:
        return f"{side} gives [{a}, {b}] and [{b}, {a}] certainties that do not add up to 1."
    if name == "probability" and value + other > 1:
        return f"{side} gives [{a}, {b}] and [{b}, {a}] probabilities that add up to more than 1."
    return None
