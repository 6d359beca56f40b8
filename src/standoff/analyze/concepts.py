"""The solution concepts, each as its definition: when is a state stable for a side?

These functions are the readable truth, and slow.
The engine computes the same verdicts for all states at once and is compared with them in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from standoff.analyze.reach import reach, reach_by_improvements
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.words import nearest

Definition = Callable[[GraphModel, int, int, bool], bool]


@dataclass(frozen=True, slots=True)
class SolutionConcept:
    """One way to foresee moves and counter-moves.

    Attributes
    ----------
    name, long_name : str
        The canonical short name, and the name in words.
    aliases : tuple of str
        Other names in the literature.
    citation, definition : str
        Where it is defined, and the definition in words.
    answered, credible, countermoves : bool
        Whether the side considers the others' answers; only their improvements; and its own moves after them.
    stable : callable
        ``stable(model, side, state, return_to_s)``.
    """

    name: str
    long_name: str
    aliases: tuple[str, ...]
    citation: str
    definition: str
    answered: bool
    credible: bool
    countermoves: bool
    stable: Definition


def deters(model: GraphModel, i: int, s: int, s2: int, return_to_s: bool) -> bool:
    """Return whether ending in s2 deters i from leaving s: s is preferred or equal to s2."""
    return model.preferences[i].at_least(s, s2) and (return_to_s or s2 != s)


def no_escape(model: GraphModel, i: int, s: int, s2: int) -> bool:
    """Return whether no move of i from s2 (any move, not only an improvement) ends better than s."""
    return all(model.preferences[i].at_least(s, int(s3)) for s3 in model.moves.reachable(i, s2))


def nash(model: GraphModel, i: int, s: int, return_to_s: bool = True) -> bool:
    """R_i^+(s) is empty."""
    return not len(model.improvements(i, s))


def gmr(model: GraphModel, i: int, s: int, return_to_s: bool = True) -> bool:
    """For all s1 in R_i^+(s) some s2 in R_{N-i}(s1) has s ≽_i s2."""
    return all(
        any(deters(model, i, s, s2, return_to_s) for s2 in reach(model, model.others(i), s1).states)
        for s1 in map(int, model.improvements(i, s))
    )


def smr(model: GraphModel, i: int, s: int, return_to_s: bool = True) -> bool:
    """For all s1 in R_i^+(s) some s2 in R_{N-i}(s1) has s ≽_i s2, and s ≽_i s3 for all s3 in R_i(s2)."""
    return all(
        any(
            deters(model, i, s, s2, return_to_s) and no_escape(model, i, s, s2)
            for s2 in reach(model, model.others(i), s1).states
        )
        for s1 in map(int, model.improvements(i, s))
    )


def seq(model: GraphModel, i: int, s: int, return_to_s: bool = True) -> bool:
    """For all s1 in R_i^+(s) some s2 in R_{N-i}^+(s1) has s ≽_i s2."""
    return all(
        any(deters(model, i, s, s2, return_to_s) for s2 in reach_by_improvements(model, model.others(i), s1).states)
        for s1 in map(int, model.improvements(i, s))
    )


def sseq(model: GraphModel, i: int, s: int, return_to_s: bool = True) -> bool:
    """For all s1 in R_i^+(s) some s2 in R_{N-i}^+(s1) has s ≽_i s2, and s ≽_i s3 for all s3 in R_i(s2)."""
    return all(
        any(
            deters(model, i, s, s2, return_to_s) and no_escape(model, i, s, s2)
            for s2 in reach_by_improvements(model, model.others(i), s1).states
        )
        for s1 in map(int, model.improvements(i, s))
    )


CONCEPTS = (
    SolutionConcept(
        "Nash", "Nash stability", ("R", "rationality", "individual rationality"),
        "Nash (1950, 1951); Fang, Hipel & Kilgour (1993)",
        "The side has no unilateral improvement.",
        False, False, False, nash,
    ),
    SolutionConcept(
        "GMR", "general metarationality", ("general metarational",),
        "Howard (1971)",
        "After every improvement some sequence of the others' moves leaves the side no better off than it was.",
        True, False, False, gmr,
    ),
    SolutionConcept(
        "SMR", "symmetric metarationality", ("symmetric metarational",),
        "Howard (1971)",
        "As GMR, and no move of its own afterwards lets the side escape.",
        True, False, True, smr,
    ),
    SolutionConcept(
        "SEQ", "sequential stability", ("sequentially stable",),
        "Fraser & Hipel (1979, 1984)",
        "After every improvement some sequence of the others' improvements leaves the side no better off than it was.",
        True, True, False, seq,
    ),
    SolutionConcept(
        "SSEQ", "symmetric sequential stability", ("symmetric sequentially stable",),
        "Rêgo & Vieira (2017)",
        "As SEQ, and no move of its own afterwards lets the side escape.",
        True, True, True, sseq,
    ),
)  # fmt: skip

DEFAULT = tuple(concept.name for concept in CONCEPTS)


def find_concept(name: str) -> SolutionConcept:
    """Return the concept with this name, in any case.

    Raises
    ------
    StandoffError
        If no concept has that name.

    Examples
    --------
    >>> find_concept("seq").name
    'SEQ'
    """
    for concept in CONCEPTS:
        if name.strip().casefold() in {word.casefold() for word in (concept.name, concept.long_name, *concept.aliases)}:
            return concept
    raise StandoffError(f"{name!r} is no solution concept.", mend=nearest(name, DEFAULT))


def find_concepts(names: Iterable[str]) -> tuple[SolutionConcept, ...]:
    """Return the concepts with these names, each once, in the order given."""
    return tuple(dict.fromkeys(find_concept(name) for name in names))
