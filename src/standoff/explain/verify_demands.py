"""What each concept of sanctions demands, by its name alone: written down once more for the checker of witnesses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from standoff.explain.verify_rules import Fault, Rules, demand

# Concept: whether answers count, whether they must be improvements, whether the side's own moves afterwards count.
MARKS = {
    "Nash": (False, False, False),
    "GMR": (True, False, False),
    "SMR": (True, False, True),
    "SEQ": (True, True, False),
    "SSEQ": (True, True, True),
}
BASE = "(Nash|GMR|SMR|SEQ|SSEQ)"
Degree = int | None
Test = Callable[[Rules, str, str, str], bool]
"""``test(rules, maker, end, start)``"""


@dataclass(frozen=True)
class Demand:
    """What tempts a side, what harms it, which moves of the others count, and how it compares states."""

    base: str
    tempts: Test
    harms: Test
    credible: Test
    relation: Callable[[Rules, str, str, str], Any]


def demand_of(name: str) -> Demand:
    """Return what a concept of sanctions of one side demands.

    Raises
    ------
    Fault
        If the name is none of such a concept.
    """
    for pattern, make in NAMES:
        match = re.fullmatch(pattern, name)
        if match:
            return make(*match.groups())
    raise Fault(f"no rules are known for {name}")


def _by_degree(tempts: Callable[[Degree], bool], harms: Callable[[Degree], bool], credible: Any, base: str) -> Demand:
    def test(of: Callable[[Degree], bool]) -> Test:
        return lambda rules, maker, end, start: of(rules.degree(maker, end, start))

    return Demand(base, test(tempts), test(harms), test(credible), Rules.word)


def _surely_better(degree: Degree) -> bool:
    return degree is not None and degree > 0


def _perhaps_better(degree: Degree) -> bool:
    return degree is None or degree > 0


def _at_most(most: int, unknown_too: bool = False) -> Callable[[Degree], bool]:
    return lambda degree: unknown_too if degree is None else degree <= most


def _classical(base: str) -> Demand:
    return _by_degree(_surely_better, _at_most(0), _surely_better, base)


def _strong(least: str, base: str) -> Demand:
    demand(base != "Nash", "Nash has no strong form")
    return _by_degree(_surely_better, _at_most(-int(least)), _surely_better, base)


def _extended(most: int, base: str, letter: str) -> Demand:
    demand(base != "Nash" or most == 0, "Nash has no strong form")
    tempts = _perhaps_better if letter in "ac" else _surely_better
    return _by_degree(tempts, _at_most(most, unknown_too=letter in "cd"), _perhaps_better, base)


def _fuzzy(base: str) -> Demand:
    def reached(rules: Rules, maker: str, end: str, start: str) -> bool:
        return rules.alpha(maker, end, start) >= rules.threshold(maker)

    def missed(rules: Rules, maker: str, end: str, start: str) -> bool:
        return rules.alpha(maker, end, start) < rules.threshold(maker)

    return Demand(base, reached, missed, reached, lambda rules, *pair: rules.alpha(*pair))


def _probable(base: str, alpha: str | None, beta: str | None, gamma: str | None) -> Demand:
    above = [float(1 - Fraction(alpha or "0.5")), float(1 - Fraction(beta or "0.5")), float(gamma or "0.5")]

    def tempts(rules: Rules, maker: str, end: str, start: str) -> bool:
        return rules.chance(maker, end, start) > above[0]

    def harms(rules: Rules, maker: str, end: str, start: str) -> bool:
        return rules.chance(maker, end, start) <= above[1]

    def credible(rules: Rules, maker: str, end: str, start: str) -> bool:
        return rules.chance(maker, end, start) > above[2]

    return Demand(base, tempts, harms, credible, lambda rules, *pair: rules.chance(*pair))


def _relational(base: str) -> Demand:
    def wished(rules: Rules, maker: str, end: str, start: str) -> bool:
        for other in rules.makers:
            attitude = rules.attitude(maker, other)
            if attitude > 0 and not rules.better(other, end, start):
                return False
            if attitude < 0 and not rules.better(other, start, end):
                return False
        return True

    def unwished(rules: Rules, maker: str, end: str, start: str) -> bool:
        for other in rules.makers:
            attitude = rules.attitude(maker, other)
            if attitude > 0 and rules.no_better(other, end, start):
                return True
            if attitude < 0 and rules.no_better(other, start, end):
                return True
        return False

    def relation(rules: Rules, maker: str, end: str, start: str) -> dict[str, str]:
        return {other: rules.word(other, end, start) for other in rules.makers if rules.attitude(maker, other)}

    return Demand(base, wished, unwished, wished, relation)


NAMES: tuple[tuple[str, Callable[..., Demand]], ...] = (
    (BASE, _classical),
    (f"strong_{BASE}", lambda base: _strong("2", base)),
    (rf"degree(\d+)_{BASE}", _strong),
    (f"{BASE}_([abcd])", lambda base, letter: _extended(0, base, letter)),
    (f"strong_{BASE}_([abcd])", lambda base, letter: _extended(-2, base, letter)),
    (f"fuzzy_{BASE}", _fuzzy),
    (rf"prob_{BASE}(?:\(([\d.]+),([\d.]+),([\d.]+)\))?", _probable),
    (f"rel_{BASE}", _relational),
)
