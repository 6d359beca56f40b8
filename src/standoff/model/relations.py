"""A side's preference over states as one relation: total preorders, which stay fast, and any pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.int32]
Degrees = NDArray[np.int8]


def dense(scores: Any) -> Levels:
    """Replace scores by 0, 1, 2, … in the same order."""
    kinds, levels = np.unique(scores, return_inverse=True)
    return levels.astype(np.int32).reshape(len(scores)) if len(kinds) > 1 else np.zeros(len(scores), np.int32)


@dataclass(frozen=True)
class Preference:
    """A total preorder over states, with degrees of strength where the file gives them.

    Attributes
    ----------
    scores : ndarray of integers, shape (count,)
        Larger is better, equal is a tie; the distance means nothing.
    steps : tuple of int
        The degree of preference between each class and the next better one, from the worst up;
        empty where every preference is of degree 1. The largest step that a pair spans counts.
    """

    scores: Any
    steps: tuple[int, ...] = ()

    total = True

    @cached_property
    def levels(self) -> Levels:
        """The scores as 0, 1, 2, …: 0 for the least preferred class, shape (count,), int32."""
        return dense(self.scores)

    def better(self, t: int, s: int) -> bool:
        """Return whether t is strictly preferred to s."""
        return bool(self.scores[t] > self.scores[s])

    def at_least(self, s: int, t: int) -> bool:
        """Return whether s is preferred or equal to t."""
        return bool(self.scores[s] >= self.scores[t])

    def compare(self, s: Any, t: Any) -> Degrees:
        """Return the degree by which s is preferred to t, negative the other way, 0 for a tie; elementwise."""
        if not self.steps:
            plain: Degrees = np.sign(self.scores[s] - self.scores[t]).astype(np.int8)
            return plain
        a, b = self.levels[s], self.levels[t]
        degree = (a != b).astype(np.int8)
        for strength in range(2, max(self.steps) + 1):
            before = np.r_[0, np.cumsum([step >= strength for step in self.steps])]
            degree[before[a] != before[b]] = strength
        signed: Degrees = np.where(a >= b, degree, -degree).astype(np.int8)
        return signed

    def unknown(self, s: Any, t: Any) -> NDArray[np.bool_]:
        """Return whether the preference between s and t is unknown: never, elementwise."""
        return np.zeros(np.broadcast(s, t).shape, bool)


@dataclass(frozen=True)
class PairwisePreference:
    """Any relation between pairs of states: intransitive, strong, unknown.

    Attributes
    ----------
    degrees : ndarray of int8, shape (count, count)
        ``degrees[s, t]`` is the degree by which s is preferred to t, negative the other way; antisymmetric.
    open : ndarray of bool, shape (count, count)
        Where the preference is unknown; symmetric, with degree 0 there.
    """

    degrees: NDArray[np.int8]
    open: NDArray[np.bool_]

    total = False

    def better(self, t: int, s: int) -> bool:
        """Return whether t is surely preferred to s."""
        return bool(self.degrees[t, s] > 0)

    def at_least(self, s: int, t: int) -> bool:
        """Return whether s is surely preferred or equal to t."""
        return bool(self.degrees[t, s] <= 0 and not self.open[t, s])

    def compare(self, s: Any, t: Any) -> Degrees:
        """Return the degree by which s is preferred to t, negative the other way; elementwise."""
        degrees: Degrees = self.degrees[s, t]
        return degrees

    def unknown(self, s: Any, t: Any) -> NDArray[np.bool_]:
        """Return whether the preference between s and t is unknown; elementwise."""
        unknown: NDArray[np.bool_] = self.open[s, t]
        return unknown
