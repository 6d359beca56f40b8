"""Concepts of the common shape over richer preferences: strength, unknown, hybrid, fuzzy, probabilistic, attitudes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial

from standoff.analyze import rules
from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.rules import Sanctioning, Test
from standoff.errors import StandoffError

STRENGTH = "Hamouda, Kilgour & Hipel (2004, 2006); Xu, Hipel & Kilgour (2009)"
UNKNOWN = "Li, Hipel, Kilgour & Fang (2004)"
HYBRID = "Xu, Hipel, Kilgour & Chen (2010)"
FUZZY = "Bashar, Kilgour & Hipel (2012)"
PROBABLE = "Rêgo & dos Santos (2015)"
ATTITUDES = "Inohara, Hipel & Walker (2007)"

READINGS = {
    "a": "leaves for what it may like better, and only what it surely likes no better deters it",
    "b": "leaves only for what it surely likes better, and only what it surely likes no better deters it",
    "c": "leaves for what it may like better, and fears what it may like no better",
    "d": "leaves only for what it surely likes better, and fears what it may like no better",
}


def like(concept: SolutionConcept, incentive: Test, deters: Test, credible: Test) -> Sanctioning:
    """Return a classical concept's rule with other tests in the same places."""
    return Sanctioning(
        incentive,
        deters if concept.answered else None,
        credible if concept.credible else None,
        deters if concept.countermoves else None,
    )


def strong(base: SolutionConcept, degree: int = 2) -> SolutionConcept:
    """Return the strong form: only an end that is much worse (of at least this degree) deters."""
    if degree < 1:
        raise StandoffError("degrees of preference are counted from 1: 1 mild, 2 strong, and so on.")
    if not base.answered:
        raise StandoffError("Nash stability has no strong and no weak form: it considers no answers.")
    name = "strong" if degree == 2 else f"degree{degree}"
    much = "much worse" if degree == 2 else f"worse by degree {degree} or more"
    return replace(
        base,
        name=f"{name}_{base.name}",
        long_name=f"{'strong' if degree == 2 else f'degree {degree}'} {base.long_name}",
        aliases=(),
        citation=STRENGTH,
        definition=f"As {base.name}, and the sanction, and every countermove after it, ends {much} for the side.",
        rule=like(base, rules.better, partial(rules.much_worse, degree=degree), rules.better),
        variant=degree > 2,
        degree=degree,
    )


def weak(base: SolutionConcept) -> SolutionConcept:
    """Return the weak form: stable, but not strongly so."""
    return SolutionConcept(
        f"weak_{base.name}",
        f"weak {base.long_name}",
        (),
        STRENGTH,
        f"{base.name} stable, but not strong_{base.name} stable.",
        weak_of=(base, strong(base)),
    )


def extension(base: SolutionConcept, letter: str) -> SolutionConcept:
    """Return the extension a, b, c or d for unknown preferences."""
    return replace(
        base,
        name=f"{base.name}_{letter}",
        long_name=f"{base.long_name}, extension {letter}",
        aliases=(),
        citation=UNKNOWN,
        definition=f"As {base.name}, by a side that {READINGS[letter]}.",
        rule=like(base, _incentive(letter), _fear(letter), rules.better_or_unknown),
    )


def strong_extension(base: SolutionConcept, letter: str) -> SolutionConcept:
    """Return the strong form of an extension for hybrid preferences."""
    plain = strong(base)
    deters = rules.much_worse if letter in "ab" else rules.much_worse_or_unknown
    return replace(
        plain,
        name=f"strong_{base.name}_{letter}",
        long_name=f"strong {base.long_name}, extension {letter}",
        citation=HYBRID,
        definition=f"As strong_{base.name}, by a side that {READINGS[letter]}.",
        rule=like(base, _incentive(letter), deters, rules.better_or_unknown),
        degree=None,
    )


def _incentive(letter: str) -> Test:
    return rules.better_or_unknown if letter in "ac" else rules.better


def _fear(letter: str) -> Test:
    return rules.not_better if letter in "ab" else rules.not_better_or_unknown


def fuzzy(base: SolutionConcept) -> SolutionConcept:
    """Return the fuzzy form: improvements and sanctions by the relative certainty of preference."""
    return replace(
        base,
        name=f"fuzzy_{base.name}",
        long_name=f"fuzzy {base.long_name}",
        aliases=(),
        citation=FUZZY,
        definition=f"As {base.name}, where a move tempts if its relative certainty reaches the side's threshold.",
        rule=like(base, rules.satisfying, rules.not_satisfying, rules.satisfying),
    )


def probable(base: SolutionConcept, alpha: float = 0.5, beta: float = 0.5, gamma: float = 0.5) -> SolutionConcept:
    """Return the probabilistic form with its three parameters."""
    given = "" if (alpha, beta, gamma) == (0.5, 0.5, 0.5) else f"({alpha:g},{beta:g},{gamma:g})"
    return replace(
        base,
        name=f"prob_{base.name}{given}",
        long_name=f"probabilistic {base.long_name}",
        aliases=(),
        citation=PROBABLE,
        definition=(
            f"As {base.name}, where a move tempts if preferred with probability above {1 - alpha:g}, an end deters if "
            f"preferred with probability at most {1 - beta:g}, and answers are credible above {gamma:g}."
        ),
        rule=like(
            base,
            partial(rules.likelier, than=_rest(alpha)),
            partial(rules.not_likelier, than=_rest(beta)),
            partial(rules.likelier, than=gamma),
        ),
        variant=True,
    )


def _rest(share: float) -> float:
    """Return what is missing to 1, as the decimals say it: the float next to 0.2 for 0.8."""
    return float(1 - Fraction(str(share)))


def relational(base: SolutionConcept) -> SolutionConcept:
    """Return the form for sides with attitudes: a move tempts if all whom it regards would have it so."""
    return replace(
        base,
        name=f"rel_{base.name}",
        long_name=f"relational {base.long_name}",
        aliases=(f"R{base.name}",),
        citation=ATTITUDES,
        definition=f"As {base.name}, where a state is preferred if it is better for every side that one is well "
        "disposed to and worse for every side that one is ill disposed to.",
        rule=like(base, rules.regarded, rules.not_regarded, rules.regarded),
    )


def all_families() -> Iterator[tuple[str, tuple[SolutionConcept, ...]]]:
    """Yield every family with its concepts, for listings."""
    answered = [concept for concept in CLASSICAL if concept.answered]
    yield "strength of preference", tuple(form for c in answered for form in (strong(c), weak(c)))
    yield "unknown preferences", tuple(extension(c, letter) for c in CLASSICAL for letter in "abcd")
    yield "strength and unknown", tuple(strong_extension(c, letter) for c in answered for letter in "abcd")
    yield "fuzzy preferences", tuple(fuzzy(c) for c in CLASSICAL)
    yield "probabilistic preferences", tuple(probable(c) for c in CLASSICAL)
    yield "attitudes", tuple(relational(c) for c in CLASSICAL)
