"""The answer to a question of mediation: the smallest change, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from standoff.analyze.mediation.orders import changed_pairs
from standoff.analyze.mediation.problem import Levels, Pair, Profile
from standoff.analyze.mediation.question import Question

MANY = 4096


@dataclass(frozen=True)
class Obstacle:
    """Why nothing can be done.

    Attributes
    ----------
    side : int or None
        A fixed side that stands in the way by itself, if there is one.
    improvement : int or None
        Its move that nobody can sanction; None with a side: it is never tempted, where the target shall fall.
    """

    side: int | None = None
    improvement: int | None = None


@dataclass(frozen=True)
class Found:
    """The smallest change, or the best that is known.

    Attributes
    ----------
    question : Question
        What was asked.
    target : int
        The state it is about: of several the cheapest.
    possible : bool or None
        Whether any change does it; None where the search was stopped before it was known.
    optimal : bool
        Whether the change is proved smallest, or that there is none.
    cost, bound : Fraction or None
        What the change costs, and the proved least; equal if it is optimal.
    profile : Profile or None
        The new preferences; a side that does not change has the very levels of today.
    every : tuple of Profile or None
        All smallest changes, where they were asked for.
    complete : bool
        Whether there are no more of them.
    obstacle : Obstacle or None
        Why it is impossible.
    stopped : bool
        Whether Ctrl-C ended the search.
    """

    question: Question
    target: int
    possible: bool | None
    optimal: bool
    cost: Fraction | None
    bound: Fraction
    profile: Profile | None
    every: tuple[Profile, ...] | None = None
    complete: bool = False
    obstacle: Obstacle | None = None
    stopped: bool = False

    @property
    def already(self) -> bool:
        """Whether nothing has to change."""
        return self.optimal and self.cost == 0

    def changed(self, profile: Profile | None) -> Iterator[tuple[int, Levels, Levels]]:
        """Yield the sides that are not fixed, with their preferences before and after."""
        today = [np.asarray(preference.levels, np.int64) for preference in self.question.model.preferences]
        for side, after in enumerate(profile or ()):
            if side not in self.question.fixed:
                yield side, today[side], after

    def pairs(self, before: Levels, after: Levels) -> list[Pair]:
        """Return the pairs that a side changes; where many states stay in order but for the target, only its pairs."""
        rest = np.delete(np.arange(len(before)), self.target)
        rest = rest[np.argsort(before[rest], kind="stable")]
        alone = len(before) > MANY and bool((np.sign(np.diff(before[rest])) == np.sign(np.diff(after[rest]))).all())
        return list(changed_pairs(before, after, {self.target} if alone else None))


def sign(levels: Levels, s: int, t: int) -> str:
    """Return how a side compares s with t: >, ~ or <."""
    return ">" if levels[s] > levels[t] else "<" if levels[s] < levels[t] else "~"
