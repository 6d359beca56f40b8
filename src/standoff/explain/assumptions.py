"""The assumptions of an evolution in words: what is assumed, what is varied, and what is not modelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from standoff.analyze.prospects.outlook import Outlook
from standoff.analyze.prospects.ranges import Line, Value
from standoff.explain.names import Names, listing

ASSUMPTIONS: Final = {
    "concede": ("the readiness of all sides to concede", "the readiness of {side} to concede"),
    "retract": ("the readiness to take concessions back", "the readiness of {side} to take concessions back"),
    "initiative": ("the initiative of all sides", "the initiative of {side}"),
    "foresight": ("the foresight of all sides, in moves", "the foresight of {side}, in moves"),
    "improvements": ("the choice of an improvement", ""),
    "concessions": ("the choice of a concession", ""),
}
"""Each assumption in words, for all sides and for one."""

NOT_MODELLED: Final = (
    "Time: moves are counted, not days, and nothing says how long a move takes.",
    "Learning and changes of mind: preferences and habits stay what they are.",
    "Moves made at the same moment, promises, threats and talks about moves.",
    "Events from outside, and sides or options that the model does not name.",
)
CAUTION: Final = (
    "The chances follow from the model and from these assumptions, which nobody has measured: "
    "read the ranges, not one figure."
)
VIEWS: Final = {
    "Nash": "it makes any improvement, and looks no further than its own move.",
    "GMR": "it makes an improvement unless some answer of the others could leave it no better off.",
    "SMR": "as GMR, and it counts what it could still do after the answer.",
    "SEQ": "it makes an improvement unless the others, by improvements of their own, could leave it no better off.",
    "SSEQ": "as SEQ, and it counts what it could still do after the answer.",
}
CONCEDING: Final = {
    "any": "any move that is no improvement for itself, each as likely",
    "welcome": "a move that is no improvement for itself, but that some other side prefers, each as likely",
    "least": "the move, of those that are no improvement for itself, that costs it least",
}


def percent(chance: float) -> str:
    """Return a chance as a percentage that claims no more than it knows.

    Examples
    --------
    >>> [percent(chance) for chance in (0.0, 0.0004, 0.0242, 0.2, 0.9999, 1.0)]
    ['0%', 'under 0.1%', '2.4%', '20%', 'over 99.9%', '100%']
    """
    if chance <= 1e-12 or chance >= 1 - 1e-12:
        return f"{round(chance) * 100}%"
    if chance < 0.001:
        return "under 0.1%"
    if chance > 0.999:
        return "over 99.9%"
    if chance < 0.0995 or chance > 0.9905:
        return f"{100 * chance:.1f}%"
    return f"{100 * chance:.0f}%"


def span(low: float, high: float) -> str:
    """Return a range of chances.

    Examples
    --------
    >>> span(0.0, 0.26), span(1.0, 1.0)
    ('0% to 26%', '100%')
    """
    return percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"


def assumption_words(names: Names, line: Line) -> str:
    """Return what varies along a line, such as “the readiness of Ukraine to concede”."""
    everyone, one = ASSUMPTIONS[line.assumption]
    return everyone if line.side is None else one.format(side=names.side(names.model.makers[line.side]))


def value_words(assumption: str, value: Value) -> str:
    """Return what an assumption is set to.

    Examples
    --------
    >>> value_words("concede", 0.3), value_words("initiative", 2.0), value_words("concessions", "least")
    ('30%', '×2', 'the least costly')
    """
    if assumption in ("concede", "retract"):
        return percent(float(value))
    if assumption == "initiative":
        return f"×{value:g}"
    return {
        ("improvements", "best"): "the best",
        ("improvements", "any"): "any",
        ("concessions", "any"): "any",
        ("concessions", "welcome"): "a welcome one",
        ("concessions", "least"): "the least costly",
    }.get((assumption, str(value)), f"{value}")


def assumed_sentences(outlook: Outlook) -> Iterator[str]:
    """Say what is assumed, side by side where the sides differ."""
    model, assumed = outlook.model, outlook.assumed
    sides = [maker.name for maker in model.dispute.decision_makers]
    yield (
        "Of the sides that would improve, one moves; "
        + _each(sides, assumed.initiative, "each is as likely as any other", "their initiatives are {}")
        + "."
    )
    kinds = {concept.name: concept for concept in assumed.concepts}
    for concept in kinds.values():
        who = [side for side, own in zip(sides, assumed.concepts, strict=True) if own.name == concept.name]
        subject = "Each side" if len(kinds) == 1 else listing(who)
        verb = "follows" if len(kinds) == 1 or len(who) == 1 else "follow"
        yield f"{subject} {verb} {concept.name}: {VIEWS.get(concept.name, concept.definition)}"
    best = assumed.improvements == "best"
    yield f"A side that improves makes {'the improvement that it likes best' if best else 'any of its improvements'}."
    yield (
        "Where nobody would improve, it is a standstill: a side may concede, "
        + _each(sides, assumed.concede, "each with a probability of {}", "with the probabilities {}", percent)
        + f", by {CONCEDING[assumed.concessions]}. If nobody does, play ends."
    )
    yield (
        "A side that has conceded waits for the others to answer; where nobody does, it takes the concession back, "
        + _each(sides, assumed.retract, "with a probability of {}", "with the probabilities {}", percent)
        + "."
    )


def _each(
    sides: Sequence[str], values: Sequence[float], same: str, other: str, write: Callable[[float], str] = "{:g}".format
) -> str:
    """Return values in words, once where they are the same for all sides."""
    if len(set(values)) == 1:
        return same.format(write(values[0]))
    return other.format(listing([f"{write(v)} ({side})" for side, v in zip(sides, values, strict=True)], most=12))
