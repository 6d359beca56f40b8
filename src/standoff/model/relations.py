"""A side's preference over states as one relation: total preorders, which stay fast, and any pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError

Levels = NDArray[np.int32]
Degrees = NDArray[np.int8]
Values = NDArray[np.float64]
LARGEST = 1 << 13
"""States up to which a relation is held pair by pair."""


def dense(scores: Any) -> Levels:
    """Replace scores by 0, 1, 2, … in the same order."""
    if len(scores) and scores.dtype.kind in "iu":
        low, high = int(scores.min()), int(scores.max())
        if high - low <= 4 * len(scores):
            occurs = np.bincount(scores - low) > 0
            counted: Levels = (np.cumsum(occurs, dtype=np.int32) - 1)[scores - low]
            return counted
    kinds, levels = np.unique(scores, return_inverse=True)
    return levels.astype(np.int32).reshape(len(scores)) if len(kinds) > 1 else np.zeros(len(scores), np.int32)


@dataclass(frozen=True)
class PairValues:
    """A number for every ordered pair of states: how certain, or how probable, the one is preferred to the other.

    Pairs that the file does not give follow a total preorder: 1 where s is preferred to t, 0 where t is preferred
    to s, and ``tie`` between equals.

    Attributes
    ----------
    scores : ndarray of integers, shape (count,)
        The total preorder: larger is better.
    given : mapping of (int, int) to Fraction
        The values that the file gives, in both directions.
    tie : Fraction
        The value between equals: 1/2 for certainty, 0 for probability.
    threshold : float
        Certainty of preference from which on the side acts (Bashar, Kilgour & Hipel 2012); in (0, 1].

    Notes
    -----
    Values are exact fractions until the last step, so that equal decimals compare as equal.

    References
    ----------
    Bashar, Kilgour & Hipel (2012), IEEE Transactions on Fuzzy Systems 20(4):760-770 (certainty).
    Rêgo & dos Santos (2015), IEEE Transactions on SMC: Systems 45 (probability).

    Examples
    --------
    >>> values = PairValues(np.array([2, 1, 1]), {(0, 1): Fraction(7, 10), (1, 0): Fraction(3, 10)}, Fraction(1, 2))
    >>> float(values.alpha(0, 1)), float(values.alpha(0, 2)), float(values.chance(1, 2))
    (0.4, 1.0, 0.5)
    """

    scores: Any
    given: Mapping[tuple[int, int], Fraction]
    tie: Fraction
    threshold: float = 1.0

    @cached_property
    def _table(self) -> tuple[NDArray[np.int64], Values, Values]:
        """The given pairs as increasing keys, with value and relative strength."""
        count = len(self.scores)
        pairs = sorted(self.given)
        keys = np.array([s * count + t for s, t in pairs], np.int64)
        chances = np.array([float(self.given[pair]) for pair in pairs], np.float64)
        alphas = np.array([float(self.given[s, t] - self.given[t, s]) for s, t in pairs], np.float64)
        return keys, chances, alphas

    def _filled(self, s: Any, t: Any, default: Values, given: Values) -> Values:
        """Put the given values in place of the defaults."""
        keys = self._table[0]
        if not len(keys):
            return default
        wanted = np.asarray(s, np.int64) * len(self.scores) + np.asarray(t, np.int64)
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        values: Values = np.where(keys[places] == wanted, given[places], default)
        return values

    def chance(self, s: Any, t: Any) -> Values:
        """Return the value of s against t, elementwise."""
        a, b = self.scores[s], self.scores[t]
        default = np.where(a > b, 1.0, np.where(a < b, 0.0, float(self.tie)))
        return self._filled(s, t, default, self._table[1])

    def alpha(self, s: Any, t: Any) -> Values:
        """Return the relative strength: the value of s against t less that of t against s, elementwise."""
        a, b = self.scores[s], self.scores[t]
        return self._filled(s, t, np.where(a > b, 1.0, np.where(a < b, -1.0, 0.0)), self._table[2])


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
    certainty, probability : PairValues, optional
        What the file says beside the preorder.
    """

    scores: Any
    steps: tuple[int, ...] = ()
    certainty: PairValues | None = None
    probability: PairValues | None = None

    total = True

    @cached_property
    def levels(self) -> Levels:
        """The scores as 0, 1, 2, …: 0 for the least preferred class, shape (count,), int32."""
        return dense(self.scores)

    @cached_property
    def _gaps(self) -> list[tuple[int, NDArray[np.int64]]]:
        """For each degree from 2 on, how many gaps of at least that degree lie below each class."""
        steps = np.array(self.steps, np.int64)
        return [(degree, np.r_[0, np.cumsum(steps >= degree)]) for degree in range(2, max(self.steps) + 1)]

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
        degree = np.asarray(a != b).astype(np.int8)
        for strength, before in self._gaps:
            degree[before[a] != before[b]] = strength
        signed: Degrees = np.where(a >= b, degree, -degree).astype(np.int8)
        return signed

    def unknown(self, s: Any, t: Any) -> NDArray[np.bool_]:
        """Return whether the preference between s and t is unknown: never, elementwise."""
        return np.zeros(np.broadcast(s, t).shape, bool)

    @property
    def threshold(self) -> float:
        """The certainty from which on the side acts; 1 where the file gives none."""
        return self.certainty.threshold if self.certainty else 1.0

    def alpha(self, s: Any, t: Any) -> Values:
        """Return the relative certainty that s is preferred to t, from -1 to 1, elementwise."""
        return (self.certainty or PairValues(self.scores, {}, Fraction(1, 2))).alpha(s, t)

    def chance(self, s: Any, t: Any) -> Values:
        """Return the probability that s is preferred to t, elementwise; 1 or 0 where the file gives none."""
        return (self.probability or PairValues(self.scores, {}, Fraction(0))).chance(s, t)


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
    steps = ()
    certainty = None
    probability = None
    threshold = 1.0

    @property
    def scores(self) -> Any:
        """Pairs have no scores.

        Raises
        ------
        StandoffError
            Always: what asks for scores needs a preference that ranks all states.
        """
        raise StandoffError(
            "this needs preferences that rank all states, and one side's are given pair by pair or are partly unknown.",
            mend="Give every side a ranking, statements or weights.",
        )

    @property
    def levels(self) -> Levels:
        """Pairs have no levels: raises as `scores` does."""
        levels: Levels = self.scores
        return levels

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

    def alpha(self, s: Any, t: Any) -> Values:
        """Return 1 where s is preferred to t, -1 where t is to s, else 0, elementwise.

        Raises
        ------
        StandoffError
            If some preferences are unknown: the unknown is no certainty of any degree.
        """
        if self.open.any():
            raise StandoffError(
                "a preference that is unknown has neither certainty nor probability.",
                mend="Give certainties beside a ranking of all states instead.",
            )
        signs: Values = np.sign(self.degrees[s, t]).astype(np.float64)
        return signs

    def chance(self, s: Any, t: Any) -> Values:
        """Return 1 where s is preferred to t, else 0, elementwise; raises as `alpha` does."""
        return (self.alpha(s, t) > 0).astype(np.float64)


Relation = Preference | PairwisePreference
