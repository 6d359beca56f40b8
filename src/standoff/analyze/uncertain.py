"""Which verdicts hang on preferences that nobody knows: those on which the four extensions do not agree.

References
----------
Li, Hipel, Kilgour & Fang (2004), IEEE Transactions on SMC A 34(4):507-520.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.families import extension, strong, strong_extension
from standoff.model.graph import GraphModel
from standoff.model.relations import PairwisePreference

Mask = NDArray[np.bool_]


class Judging(Protocol):
    """What computes verdicts of concepts."""

    def verdicts(self, concept: SolutionConcept) -> Mask:
        """Return whether each state is stable for each side, shape (sides, states)."""


def has_unknown(models: Iterable[GraphModel]) -> bool:
    """Return whether some preference of some side is unknown."""
    preferences = (preference for model in models for preference in model.preferences)
    return any(isinstance(each, PairwisePreference) and bool(each.open.any()) for each in preferences)


def outermost(concept: SolutionConcept) -> tuple[SolutionConcept, ...]:
    """Return the extensions a and d of a concept to unknown preferences; none where it has none.

    What is stable under a is so under b and c, and what is under one of these is so under d:
    where a and d agree, all four do.
    """
    for base in CLASSICAL:
        if concept.name == base.name:
            return extension(base, "a"), extension(base, "d")
        if base.answered and concept.name == strong(base).name:
            return strong_extension(base, "a"), strong_extension(base, "d")
    return ()


def uncertain(judge: Judging, concept: SolutionConcept, concept_of: Mapping[int, SolutionConcept]) -> Mask | None:
    """Return the verdicts that hang on unknown preferences, shape (sides, states).

    A verdict does if the concept and its four extensions do not all agree on it.

    Parameters
    ----------
    judge : Judge
        What computes the verdicts.
    concept : SolutionConcept
        A concept with extensions; of any other there is nothing to compare, and None is returned.
    concept_of : mapping of int to SolutionConcept
        Sides that are judged by a concept of their own.
    """
    result = _differing(judge, concept)
    if result is not None:
        for side, own in concept_of.items():
            flags = _differing(judge, own)
            result[side] = False if flags is None else flags[side]
    return result


def _differing(judge: Judging, concept: SolutionConcept) -> Mask | None:
    """Return where a concept and its extensions do not all agree; None of a concept without extensions."""
    forms = outermost(concept)
    if not forms:
        return None
    plain = judge.verdicts(concept)
    differs = np.zeros(plain.shape, bool)
    for form in forms:
        differs |= judge.verdicts(form) != plain
    return differs
