"""Which verdicts hang on preferences that nobody knows: those on which the four extensions do not agree.

References
----------
Li, Hipel, Kilgour & Fang (2004), IEEE Transactions on SMC A 34(4):507-520.
"""

from __future__ import annotations

from collections.abc import Iterable
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


def extensions(concept: SolutionConcept) -> tuple[SolutionConcept, ...]:
    """Return the extensions a to d of a concept to unknown preferences; none where it has none."""
    for base in CLASSICAL:
        if concept.name == base.name:
            return tuple(extension(base, letter) for letter in "abcd")
        if base.answered and concept.name == strong(base).name:
            return tuple(strong_extension(base, letter) for letter in "abcd")
    return ()


def uncertain(judge: Judging, concept: SolutionConcept) -> Mask | None:
    """Return the verdicts that hang on unknown preferences, shape (sides, states).

    A verdict does if the concept and its four extensions do not all agree on it.

    Parameters
    ----------
    judge : Judge
        What computes the verdicts.
    concept : SolutionConcept
        A concept with extensions; of any other there is nothing to compare, and None is returned.
    """
    forms = extensions(concept)
    if not forms:
        return None
    plain = judge.verdicts(concept)
    differs = np.zeros(plain.shape, bool)
    for form in forms:
        differs |= judge.verdicts(form) != plain
    return differs
