"""The solution concepts: when is a state stable for a side?

Most concepts have one shape, `sanctioned` below, and differ in four tests (see `rules`).
These definitions are the readable truth, and slow; the engines compute the same verdicts for all states at once
and are compared with them in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.reach import legal_sequences
from standoff.analyze.rules import Sanctioning, better, not_better, passing
from standoff.model.graph import GraphModel

Verdicts = Callable[[GraphModel], NDArray[np.bool_]]


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
    rule : Sanctioning or None
        The four tests, for a concept of the common shape.
    verdicts : callable or None
        For any other concept: ``verdicts(model)`` gives a boolean array of shape (sides, states).
    variant : bool
        Whether the literature leaves details open, so that this is one reading of it.
    weak_of : tuple of two SolutionConcepts, or None
        For weak stability: the general and the strong concept; weak is the one without the other.
    degree : int or None
        For strong stability: the degree by which an end has to be worse to deter.
    """

    name: str
    long_name: str
    aliases: tuple[str, ...]
    citation: str
    definition: str
    rule: Sanctioning | None = None
    verdicts: Verdicts | None = None
    variant: bool = False
    weak_of: tuple[SolutionConcept, SolutionConcept] | None = None
    degree: int | None = None

    @property
    def answered(self) -> bool:
        """Whether the side considers the others' answers."""
        return self.rule is not None and self.rule.deters is not None

    @property
    def credible(self) -> bool:
        """Whether only the others' improvements count as answers."""
        return self.rule is not None and self.rule.credible is not None

    @property
    def countermoves(self) -> bool:
        """Whether the side considers its own moves after the others' answers."""
        return self.rule is not None and self.rule.after is not None


def sanctioned(model: GraphModel, rule: Sanctioning, i: int, s: int, return_to_s: bool = True) -> bool:
    """Return whether s is stable for i: every tempting move from it is answered by a sanction.

    For all s1 in R_i(s) that tempt i there is an s2, reached from s1 by a legal sequence of the others
    (of credible moves, if the rule asks for them), that deters i, while no s3 in R_i(s2) lets it escape.
    """

    def answers(s1: int) -> Iterable[int]:
        def step(j: int, t: int) -> Iterable[int]:
            found: Iterable[int] = passing(model, rule.credible, j, t, model.moves.reachable(j, t))
            return found

        return legal_sequences(s1, model.others(i), step).states

    def deters(s2: int) -> bool:
        assert rule.deters is not None
        if not rule.deters(model, i, s, s2) or (s2 == s and not return_to_s):
            return False
        return rule.after is None or bool(rule.after(model, i, s, model.moves.reachable(i, s2)).all())

    tempting = passing(model, rule.incentive, i, s, model.moves.reachable(i, s))
    if rule.deters is None:
        return not len(tempting)
    return all(any(deters(s2) for s2 in answers(int(s1))) for s1 in tempting)


CLASSICAL = (
    SolutionConcept(
        "Nash", "Nash stability", ("R", "rationality", "individual rationality"),
        "Nash (1950, 1951); Fang, Hipel & Kilgour (1993)",
        "The side has no unilateral improvement.",
        Sanctioning(better),
    ),
    SolutionConcept(
        "GMR", "general metarationality", ("general metarational",),
        "Howard (1971)",
        "After every improvement some sequence of the others' moves leaves the side no better off than it was.",
        Sanctioning(better, deters=not_better),
    ),
    SolutionConcept(
        "SMR", "symmetric metarationality", ("symmetric metarational",),
        "Howard (1971)",
        "As GMR, and no move of its own afterwards lets the side escape.",
        Sanctioning(better, deters=not_better, after=not_better),
    ),
    SolutionConcept(
        "SEQ", "sequential stability", ("sequentially stable",),
        "Fraser & Hipel (1979, 1984)",
        "After every improvement some sequence of the others' improvements leaves the side no better off than it was.",
        Sanctioning(better, deters=not_better, credible=better),
    ),
    SolutionConcept(
        "SSEQ", "symmetric sequential stability", ("symmetric sequentially stable",),
        "Rêgo & Vieira (2017)",
        "As SEQ, and no move of its own afterwards lets the side escape.",
        Sanctioning(better, deters=not_better, credible=better, after=not_better),
    ),
)  # fmt: skip

DEFAULT = tuple(concept.name for concept in CLASSICAL)
