"""The registry of solution concepts: from a name to the concept, and all of them for listings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from standoff.analyze import coalitions, families, foresight, policies, simultaneous
from standoff.analyze.concepts import CLASSICAL, DEFAULT, SolutionConcept
from standoff.errors import StandoffError
from standoff.model.words import nearest

BASES = {concept.name.casefold(): concept for concept in CLASSICAL}
LONG = {alias.casefold(): c for c in CLASSICAL for alias in (c.long_name, *c.aliases)}
BASE = "(Nash|GMR|SMR|SEQ|SSEQ)"


def _base(text: str) -> SolutionConcept:
    return BASES[text.casefold()]


FORMS: tuple[tuple[str, Callable[[re.Match[str]], SolutionConcept]], ...] = (
    (f"strong_{BASE}", lambda m: families.strong(_base(m[1]))),
    (rf"degree(\d+)_{BASE}", lambda m: families.strong(_base(m[2]), int(m[1]))),
    (f"weak_{BASE}", lambda m: families.weak(_base(m[1]))),
    (f"{BASE}_([abcd])", lambda m: families.extension(_base(m[1]), m[2].casefold())),
    (f"strong_{BASE}_([abcd])", lambda m: families.strong_extension(_base(m[1]), m[2].casefold())),
    (f"fuzzy_{BASE}", lambda m: families.fuzzy(_base(m[1]))),
    (rf"prob_{BASE}(?:\(([\d.]+),([\d.]+)(?:,([\d.]+))?\))?", lambda m: families.probable(_base(m[1]), *_shares(m))),
    (f"rel_{BASE}", lambda m: families.relational(_base(m[1]))),
    (r"L_?(\d+)", lambda m: foresight.limited_move(int(m[1]))),
    (r"NM", lambda m: foresight.NON_MYOPIC),
    (r"Stackelberg\((\w+)\)", lambda m: foresight.stackelberg(m[1])),
    (r"MR_?(\d+)", lambda m: foresight.metarational(int(m[1]))),
    (r"CMR_?(\d+)", lambda m: foresight.metarational(int(m[1]), credible=True)),
    (r"maximin_?(\d+)", lambda m: foresight.maximin(int(m[1]))),
    (r"PSS", lambda m: policies.POLICY_STABLE),
    (r"SIM", lambda m: simultaneous.SIMULTANEOUS),
    (rf"(u?)(pareto_)?coal_{BASE}(_class)?", coalitions.from_name),
)


def _shares(match: re.Match[str]) -> tuple[float, ...]:
    shares = tuple(float(text) for text in match.groups()[1:] if text is not None)
    if any(not 0 <= share <= 1 for share in shares):
        raise StandoffError(f"the parameters of {match[0]} lie between 0 and 1.")
    return shares


@cache
def find_concept(name: str) -> SolutionConcept:
    """Return the concept with this name, in any case.

    Parameters
    ----------
    name : str
        A name as ``standoff concepts`` lists it, such as ``SEQ``, ``L3``, ``GMR_a``, ``strong_SMR``,
        ``Stackelberg(US)`` or ``coal_GMR``.

    Raises
    ------
    StandoffError
        If no concept has that name.

    Examples
    --------
    >>> find_concept("seq").name, find_concept("gmr_A").name
    ('SEQ', 'GMR_a')
    """
    text = name.strip()
    for table in (BASES, LONG):
        if text.casefold() in table:
            return table[text.casefold()]
    for pattern, make in FORMS:
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if match:
            return make(match)
    raise StandoffError(f"{name!r} is no solution concept.", mend=nearest(name, _known()))


def _known() -> list[str]:
    return [concept.name for _, concepts in listing() for concept in concepts]


def find_concepts(names: Iterable[str]) -> tuple[SolutionConcept, ...]:
    """Return the concepts with these names, each once, in the order given."""
    return tuple({concept.name: concept for concept in map(find_concept, names)}.values())


def listing() -> Iterator[tuple[str, tuple[SolutionConcept, ...]]]:
    """Yield every family of concepts with its members, the classical ones first.

    Families with a number in their names (L_h, MR_h, CMR_h, maximin_h) are shown at one number each.
    """
    yield "simple preferences", CLASSICAL
    yield "moving together", (simultaneous.SIMULTANEOUS,)
    yield "foresight, two sides", foresight.SHOWN + (policies.POLICY_STABLE,)
    yield from families.all_families()
    yield "coalitions", coalitions.SHOWN


__all__ = ["CLASSICAL", "DEFAULT", "SolutionConcept", "find_concept", "find_concepts", "listing"]
