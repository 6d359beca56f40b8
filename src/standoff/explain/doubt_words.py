"""Phrases for robustness: shares, smallest changes, what evidence is worth, and what was taken as plausible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from standoff.analyze.robustness.classes import ClassOrder, OpenRanking
from standoff.analyze.robustness.distances import Distance
from standoff.analyze.robustness.found import Answer, Robustness
from standoff.analyze.robustness.reliability import Reliability
from standoff.analyze.robustness.statements import StatementOrder
from standoff.analyze.robustness.unknown import OpenCircle, OpenOrder
from standoff.explain.names import counted, listing

MARKED = {
    "evidenced": "evidenced",
    "hedged": "hedged or weak",
    "contested": "contested",
    "presumed": "only presumed",
    "unsourced": "without a source",
    "unknown": "unknown",
}


def round_per_cent(share: float) -> str:
    """Return a share as people read it; what is not all is not called all.

    Examples
    --------
    >>> round_per_cent(0.941), round_per_cent(0.9999), round_per_cent(1.0), round_per_cent(0.001)
    ('94%', 'over 99%', '100%', 'under 1%')
    """
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return "over 99%"
    if whole == 0 and share > 0:
        return "under 1%"
    return f"{whole}%"


def per_cent(answer: Answer) -> str:
    """Return a share with its interval, whose bounds are rounded outwards.

    Examples
    --------
    >>> per_cent(Answer(True, 0.941, (0.9262, 0.9541)))
    '94% (92–96%)'
    """
    share = round_per_cent(answer.share)
    return share if answer.interval is None else f"{share} ({bounds(answer.interval)})"


def bounds(interval: tuple[float, float]) -> str:
    """Return an interval of shares, rounded outwards.

    Examples
    --------
    >>> bounds((0.29, 0.3101))
    '29–32%'
    """
    # A hair off each bound, so that 0.29 does not become 28% for want of a last digit.
    low, high = floor(100 * interval[0] + 1e-9), ceil(100 * interval[1] - 1e-9)
    return f"{low}–{high}%"


def distance_words(distance: Distance, *, holds: bool) -> str:
    """Return a sentence about the smallest change of preferences that flips an equilibrium."""
    what = "makes it fall" if holds else "makes it an equilibrium"
    if not distance.possible:
        return f"No change of preferences at all {what}."
    pairs = counted(distance.cost or 0, "pair of states", "pairs of states")
    one = "s" if distance.cost == 1 else ""
    if distance.proved:
        return f"The smallest change of preferences that {what} changes how {pairs} compare{one}."
    return f"A change of {pairs} {what}; a smaller one was not found in time, nor ruled out."


def distances_words(found: Sequence[Distance]) -> str:
    """Return a sentence about smallest changes that differ from concept to concept, the smallest first."""
    costs = [f"{each.cost}" for each in found if each.cost is not None]
    never = " or none does" if len(costs) < len(found) else ""
    return (
        "The smallest change of preferences that makes it fall, by concept, changes how "
        f"{listing(costs, word='or')} pairs of states compare{never}."
    )


def reliability_words(rests: Reliability) -> str:
    """Return a sentence about the evidence of what decides a verdict, apart from how robust it is."""
    total = sum(rests.marks.values())
    shown = [f"{MARKED[mark]}" if count == total else f"{count} {MARKED[mark]}" for mark, count in rests.marks.items()]
    told = listing(shown)
    what = "one part of the preferences" if total == 1 else f"{total} parts of the preferences"
    verb = "decides" if total == 1 else "decide"
    return f"Its evidence, which is another question: {what} {verb} it, {told}{grades_words(rests)}."


def grades_words(rests: Reliability) -> str:
    """Return a clause about the reliability of the sources, and the credibility that a person gave; may be empty."""
    graded = [f"{count} graded {grade}" for grade, count in rests.grades.items() if grade]
    ungraded = rests.grades.get("", 0)
    parts = [*graded, *([f"{ungraded} not graded"] if ungraded else [])]
    credible = [f"{count} of credibility {grade}" for grade, count in rests.credibility.items() if grade]
    return (f"; sources: {listing(parts)}" if parts else "") + (f"; {listing(credible)}" if credible else "")


def doubt_sentences(found: Robustness) -> Iterator[str]:
    """Say what was taken as plausible, as far as it bears on this dispute."""
    doubt, orders = found.bench.doubt, found.bench.orders
    doubted = [order for order in orders if order.doubted]
    if any(isinstance(order, StatementOrder) for order in doubted):
        yield (
            "Plausible orders of statements: one pass from the most important statement down, at each place the "
            f"statement there and the next one swap with probability {number(doubt.swap)}"
            f"{_marked(found)}."
        )
        if any(part.support.presumed for part in found.bench.parts):
            yield f"Before that, each presumed statement is left out with probability {number(doubt.drop)}."
        if doubt.negate and any(part.mark == "contested" for part in found.bench.parts):
            yield f"Each contested statement says the opposite with probability {number(doubt.negate)}."
        if not found.ledgers and any(part.mark == "evidenced" for part in found.bench.parts):
            yield "No ledger was at hand, so hedged or weak evidence is not told from plain evidence."
    chances = sorted({_chance(order) for order in doubted} - {Fraction(0)})
    if chances:
        yield (
            "Plausible rankings: one pass from the best class down, at each place the class there and the next one "
            f"swap with probability {listing([number(chance) for chance in chances], word='or')}."
        )
    if any(isinstance(order, OpenRanking | OpenOrder) for order in doubted):
        yield "Unknown preferences: at random, in an order that fits all that is known."
    if any(isinstance(order, OpenCircle) for order in doubted):
        yield "Unknown preferences beside known ones that run in circles: by a random order of all states."
    makers = [found.bench.dispute.decision_makers[side].name for side, order in enumerate(orders) if not order.doubted]
    if makers:
        yield f"Not in doubt: the preferences of {listing(makers)}."


def _chance(order: object) -> Fraction:
    """Return with what probability classes of a ranking swap, 0 for what is no ranking."""
    known = order.known if isinstance(order, OpenRanking) else order
    return known.chance if isinstance(known, ClassOrder) else Fraction(0)


def _marked(found: Robustness) -> str:
    """Return the probabilities of swaps with doubtful statements, of the kinds that occur."""
    doubt, marks = found.bench.doubt, {part.mark for part in found.bench.parts}
    chances = (("hedged", doubt.hedged), ("contested", doubt.contested), ("presumed", doubt.presumed))
    return "".join(
        f", {number(chance)} where one of them is {MARKED[mark]}" for mark, chance in chances if mark in marks
    )


def number(value: Fraction) -> str:
    """Return a probability as people write it.

    Examples
    --------
    >>> number(Fraction(1, 5)), number(Fraction(1, 3))
    ('0.2', '0.333')
    """
    return f"{float(value):.3g}"
