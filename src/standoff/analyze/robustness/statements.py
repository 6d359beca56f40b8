"""Statements under doubt: their order, which of them are left out, and which say the opposite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.doubt import Doubt, Part
from standoff.analyze.robustness.orders import MOST_EXACT, Levels, Touched, Trial, Way, passed, passes
from standoff.model.preferences import lexicographic
from standoff.model.relations import Preference, Relation, dense

EXACT_DIGITS = 52
"""Statements up to which a whole number in a double holds all their truth values."""

BLOCK = 1 << 16
Choice = tuple[Fraction, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class StatementOrder:
    """One side's statements.

    Attributes
    ----------
    parts : tuple of Part
        The statements, most important first.
    truths : ndarray of bool, shape (statements, states)
        Where each of them holds.
    doubt : Doubt
        The probabilities.
    """

    parts: tuple[Part, ...]
    truths: NDArray[np.bool_]
    doubt: Doubt
    ranks: bool = True

    @cached_property
    def chances(self) -> list[list[Fraction]]:
        """With what probability two statements swap where they meet."""
        return [[self.doubt.pair(a, b, self.doubt.swap) for b in self.parts] for a in self.parts]

    @cached_property
    def drops(self) -> list[Fraction]:
        """With what probability each statement is left out."""
        return [self.doubt.drop if part.support.presumed else Fraction(0) for part in self.parts]

    @cached_property
    def negations(self) -> list[Fraction]:
        """With what probability each statement says the opposite, unless it is left out."""
        contested = [part.support.contested and not part.support.presumed for part in self.parts]
        return [self.doubt.negate if each else Fraction(0) for each in contested]

    @property
    def doubted(self) -> bool:
        """Whether anything but the preference as it stands can be drawn."""
        pairs = (self.chances[a][b] for b in range(len(self.parts)) for a in range(b))
        return any(pairs) or any(self.drops) or any(self.negations)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some preferences."""
        shape = (count, len(self.parts))
        kept = rng.random(shape) >= np.array(self.drops, np.float64)
        opposite = kept & (rng.random(shape) < np.array(self.negations, np.float64))
        chances = np.array(self.chances, np.float64).reshape(shape[1], shape[1])
        places, touched = passed(rng.random(shape), kept, chances)
        return self.levels(places, opposite), touched | ~kept | opposite

    def levels(self, places: NDArray[np.int64], opposite: Touched) -> Levels:
        """Return every state's level, shape (draws, states): lexicographic in the order of the places."""
        count = len(self.parts)
        if count > EXACT_DIGITS:
            return np.stack([self._long(*each) for each in zip(places, opposite, strict=True)])
        weights = np.where(places < count, np.exp2(count - 1.0 - places), 0.0)
        weights[opposite] *= -1
        states = self.truths.shape[1]
        result = np.empty((len(places), states), np.int64)
        for start in range(0, states, BLOCK):
            block = slice(start, start + BLOCK)
            result[:, block] = weights @ self.truths[:, block].astype(np.float64)
        return result

    def _long(self, places: NDArray[np.int64], opposite: Touched) -> Levels:
        """Return the levels of one draw of any number of statements."""
        order = [int(part) for part in np.argsort(places, kind="stable") if places[part] < len(self.parts)]
        return lexicographic_levels((self.truths[part] ^ opposite[part] for part in order), self.truths.shape[1])

    def ways(self) -> list[Way] | None:
        """Return everything that can be drawn, None where there is too much."""
        found: list[Way] = []
        choices = self._choices()
        for weight, kept, opposite in choices or ():
            outcomes = passes(kept, self.chances, MOST_EXACT - len(found))
            if outcomes is None or len(found) + len(outcomes) > MOST_EXACT:
                return None
            gone = set(range(len(self.parts))) - set(kept)
            for share, order, swapped in outcomes:
                touched = np.zeros(len(self.parts), bool)
                touched[[*swapped, *opposite, *gone]] = True
                found.append(Way(weight * share, self._ordered(order, opposite), touched))
        return None if choices is None else found

    def _choices(self) -> list[Choice] | None:
        """Return what can be kept and say the opposite, with the probability of each; None where it is too much."""
        begun: list[Choice] = [(Fraction(1), (), ())]
        for part, (drop, negation) in enumerate(zip(self.drops, self.negations, strict=True)):
            onward: list[Choice] = []
            for weight, kept, opposite in begun:
                if drop:
                    onward.append((weight * drop, kept, opposite))
                if drop < 1 and negation < 1:
                    onward.append((weight * (1 - drop) * (1 - negation), (*kept, part), opposite))
                if drop < 1 and negation:
                    onward.append((weight * (1 - drop) * negation, (*kept, part), (*opposite, part)))
            if len(onward) > MOST_EXACT:
                return None
            begun = onward
        return begun

    def _ordered(self, order: Sequence[int], opposite: Iterable[int] = ()) -> Levels:
        """Return the levels for one order of some of the statements."""
        places = np.full((1, len(self.parts)), len(self.parts), np.int64)
        places[0, list(order)] = np.arange(len(order))
        negated = np.zeros((1, len(self.parts)), bool)
        negated[0, list(opposite)] = True
        return np.asarray(self.levels(places, negated)[0])

    def trials(self) -> Iterable[Trial]:
        """Yield each statement left out, and each said the other way round."""
        everything = range(len(self.parts))
        for part in everything:
            yield Trial(part, "left out", self._ordered([other for other in everything if other != part]))
            yield Trial(part, "negated", self._ordered(everything, (part,)))

    def relation(self, levels: Levels) -> Relation:
        """Return the preference that was drawn."""
        return Preference(dense(levels))


def lexicographic_levels(columns: Iterable[NDArray[np.bool_]], count: int) -> Levels:
    """Return levels by any number of statements, most important first."""
    return dense(lexicographic(columns, count)).astype(np.int64)
