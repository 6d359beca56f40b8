"""Rankings under doubt: the classes of a ranking, or of the ranking that weights induce."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.doubt import Part
from standoff.analyze.robustness.orders import MOST_EXACT, Levels, Touched, Trial, Way, passes
from standoff.model.relations import PairwisePreference, Preference, Relation, dense


@dataclass(frozen=True)
class ClassOrder:
    """One side's ranking.

    Attributes
    ----------
    parts : tuple of Part
        The steps from each class to the next one; empty where there are too many to follow each of them.
    class_of : ndarray of int64, shape (states,)
        The class of each state, 0 for the best.
    chance : Fraction
        With what probability two classes swap where they meet.
    stated : Relation
        The preference as it stands, whose degrees, certainties and probabilities stay.
    """

    parts: tuple[Part, ...]
    class_of: NDArray[np.int64]
    chance: Fraction
    stated: Relation
    ranks: bool = True

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return int(self.class_of.max(initial=-1)) + 1

    @property
    def doubted(self) -> bool:
        """Whether anything but the preference as it stands can be drawn."""
        return self.classes > 1 and self.chance > 0

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some preferences."""
        places = even_pass(rng, count, self.classes, float(self.chance))
        reversed_steps = places[:, :-1] > places[:, 1:]
        return -places[:, self.class_of], reversed_steps[:, : len(self.parts)]

    def ways(self) -> list[Way] | None:
        """Return everything that can be drawn, None where there is too much."""
        count = self.classes
        if count > MOST_EXACT.bit_length():
            return None
        chances = [[self.chance] * count] * count
        found = passes(range(count), chances, MOST_EXACT)
        if found is None:
            return None
        return [self._way(weight, order) for weight, order, _ in found]

    def _way(self, weight: Fraction, order: Iterable[int]) -> Way:
        """Return one order of the classes, best first, as a way."""
        places = np.empty(self.classes, np.int64)
        places[list(order)] = np.arange(self.classes)
        return Way(weight, -places[self.class_of], (places[:-1] > places[1:])[: len(self.parts)])

    def trials(self) -> Iterable[Trial]:
        """Yield each two neighbouring classes exchanged, and made one."""
        for part in range(len(self.parts)):
            places = np.arange(self.classes)
            places[[part, part + 1]] = part + 1, part
            yield Trial(part, "exchanged", -places[self.class_of])
            places[[part, part + 1]] = part
            yield Trial(part, "made equal", -places[self.class_of])

    def relation(self, levels: Levels) -> Relation:
        """Return the preference that was drawn; marks of strength stay between the same places."""
        stated = self.stated
        assert isinstance(stated, Preference)
        found = dense(levels)
        certainty = None if stated.certainty is None else replace(stated.certainty, scores=found)
        probability = None if stated.probability is None else replace(stated.probability, scores=found)
        return Preference(found, stated.steps, certainty, probability)


@dataclass(frozen=True)
class OpenRanking:
    """A ranking beside states of which nothing is known: each of them may stand anywhere between two classes.

    The classes are passed through first; then each unranked state is put in at one of all places, evenly.
    So all ways to mix the unranked states into the ranking have the same chance.
    """

    known: ClassOrder
    unranked: NDArray[np.int64]
    parts: tuple[Part, ...]
    pairs: NDArray[np.int64]
    ranks: bool = True
    doubted: bool = True

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some preferences; of an unknown pair is noted whether the second is preferred."""
        levels, _ = self.known.draw(rng, count)
        places = -levels
        for already, state in enumerate(self.unranked):
            there = np.floor(rng.random(count) * (self.known.classes + already + 1)).astype(np.int64)
            places += places >= there[:, None]
            places[:, state] = there
        return -places, second_preferred(-places, self.pairs)

    def ways(self) -> list[Way] | None:
        """Return everything that can be drawn, None where there is too much."""
        ways = self.known.ways()
        if ways is None:
            return None
        found = [(way.probability, -way.levels) for way in ways]
        for already, state in enumerate(self.unranked):
            room = self.known.classes + already + 1
            if len(found) * room > MOST_EXACT:
                return None
            onward = []
            for weight, places in found:
                for there in range(room):
                    moved = places + (places >= there)
                    moved[state] = there
                    onward.append((weight / room, moved))
            found = onward
        return [Way(weight, -places, second_preferred(-places[None], self.pairs)[0]) for weight, places in found]

    def trials(self) -> Iterable[Trial]:
        """Nothing is tried: there is no whole preference to put one part of otherwise."""
        return ()

    def relation(self, levels: Levels) -> Relation:
        """Return the preference that was drawn, with the degrees of the pairs that are known."""
        return with_degrees(self.known.stated, levels)


def with_degrees(stated: Relation, levels: Levels) -> Relation:
    """Return a drawn preference; where a known pair is preferred by a degree, it stays so much preferred."""
    if not isinstance(stated, PairwisePreference) or not (np.abs(stated.degrees) > 1).any():
        return Preference(dense(levels))
    order = np.sign(levels[:, None] - levels[None, :]).astype(np.int8)
    degrees = np.where(order == np.sign(stated.degrees), stated.degrees, order)
    return PairwisePreference(degrees, np.zeros_like(stated.open))


def second_preferred(levels: Levels, pairs: NDArray[np.int64]) -> Touched:
    """Return of which pairs the second state is preferred, shape (draws, pairs)."""
    return np.asarray(levels[:, pairs[:, 1]] > levels[:, pairs[:, 0]])


def even_pass(rng: np.random.Generator, count: int, classes: int, chance: float) -> NDArray[np.int64]:
    """Make the pass from top to bottom where all neighbours swap with the same probability, without a loop.

    The class that arrives at place k is met by class k + 1. If they swap, class k + 1 rises to place k;
    if not, class k + 1 is the one that goes on. So class j ends where the first meeting after j without a swap is,
    unless it was swapped at once and has risen by one.
    """
    swapped = np.zeros((count, classes + 1), bool)
    swapped[:, 1:classes] = rng.random((count, max(classes - 1, 0))) < chance
    meetings = np.arange(classes + 1)
    # The first meeting from here on that is no swap; the end of the list is none.
    stop = np.where(swapped, classes, meetings)
    stop = np.minimum.accumulate(stop[:, ::-1], axis=1)[:, ::-1]
    return np.where(swapped[:, :-1], meetings[:-1] - 1, stop[:, 1:] - 1)
