"""Preferences that are partly unknown: how the unknown is resolved at random.

Where what is known fits one ranking, a whole ranking is drawn that keeps all of it: states known to be equal stay
equal, and the classes are put in one after another, those first of which most is known (where that is the same, in
random order), each at one of the places that what is known leaves, evenly.
Where nothing is known, all orders of the states have the same chance.

Where what is known runs in circles, no ranking fits. Then a random order of all states decides the unknown pairs,
and the known ones stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.classes import second_preferred, with_degrees
from standoff.analyze.robustness.doubt import Part
from standoff.analyze.robustness.orders import MOST_EXACT, Levels, Touched, Trial, Way
from standoff.model.relations import PairwisePreference, Relation

Matrix = NDArray[np.bool_]


@dataclass(frozen=True)
class OpenOrder:
    """A relation with unknown pairs that some ranking fits.

    Attributes
    ----------
    parts : tuple of Part
        The unknown pairs; empty where there are too many to follow each of them.
    pairs : ndarray of int64, shape (parts, 2)
        The two states of each.
    class_of : ndarray of int64, shape (states,)
        Which states are known to be equal.
    above : ndarray of bool, shape (classes, classes)
        Which class is known to be better than which, with all that follows from it.
    stated : PairwisePreference
        The relation as it stands.
    """

    parts: tuple[Part, ...]
    pairs: NDArray[np.int64]
    class_of: NDArray[np.int64]
    above: Matrix
    stated: PairwisePreference
    ranks: bool = True
    doubted: bool = True

    @property
    def known(self) -> NDArray[np.int64]:
        """Of how many other classes it is known how each class compares."""
        return np.asarray(self.above.sum(axis=0) + self.above.sum(axis=1), np.int64)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some preferences; of an unknown pair is noted whether the second is preferred."""
        classes = len(self.above)
        rows = np.arange(count)
        order = np.argsort(rng.random((count, classes)) - self.known, axis=1, kind="stable")
        where = rng.random((count, classes))
        places = np.zeros((count, classes), np.int64)
        placed = np.zeros((count, classes), bool)
        for step in range(classes):
            new = order[:, step]
            lowest = np.where(placed & self.above[:, new].T, places, -1).max(axis=1, initial=-1) + 1
            highest = np.where(placed & self.above[new], places, step).min(axis=1, initial=step)
            there = lowest + np.floor(where[:, step] * (highest - lowest + 1)).astype(np.int64)
            places += placed & (places >= there[:, None])
            places[rows, new] = there
            placed[rows, new] = True
        levels = -places[:, self.class_of]
        return levels, second_preferred(levels, self.pairs)

    def ways(self) -> list[Way] | None:
        """Return everything that can be drawn, None where there is too much."""
        known = self.known
        begun: dict[tuple[int, ...], Fraction] = {(): Fraction(1)}
        for _ in range(len(known)):
            onward: dict[tuple[int, ...], Fraction] = {}
            for order, weight in begun.items():
                left = [new for new in range(len(known)) if new not in order]
                most = max(known[left])
                first = [new for new in left if known[new] == most]
                for new in first:
                    rooms = self._rooms(order, new)
                    for there in rooms:
                        longer = (*order[:there], new, *order[there:])
                        onward[longer] = onward.get(longer, Fraction(0)) + weight / len(first) / len(rooms)
                if len(onward) > MOST_EXACT:
                    return None
            begun = onward
        return [self._way(order, weight) for order, weight in begun.items()]

    def _rooms(self, order: tuple[int, ...], new: int) -> range:
        """Return the places in an order that what is known leaves to a class."""
        lowest = max((place + 1 for place, other in enumerate(order) if self.above[other, new]), default=0)
        highest = min((place for place, other in enumerate(order) if self.above[new, other]), default=len(order))
        return range(lowest, highest + 1)

    def _way(self, order: tuple[int, ...], weight: Fraction) -> Way:
        places = np.empty(len(order), np.int64)
        places[list(order)] = np.arange(len(order))
        levels = -places[self.class_of]
        return Way(weight, levels, second_preferred(levels[None], self.pairs)[0])

    def trials(self) -> Iterable[Trial]:
        """Nothing is tried: there is no whole preference to put one part of otherwise."""
        return ()

    def relation(self, levels: Levels) -> Relation:
        """Return the preference that was drawn, with the degrees of the pairs that are known."""
        return with_degrees(self.stated, levels)


@dataclass(frozen=True)
class OpenCircle:
    """A relation with unknown pairs that no ranking fits, because what is known runs in circles."""

    parts: tuple[Part, ...]
    pairs: NDArray[np.int64]
    stated: PairwisePreference
    ranks: bool = False
    doubted: bool = True

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some orders of all states, which decide the unknown pairs."""
        states = len(self.stated.degrees)
        levels = rng.permuted(np.tile(np.arange(states), (count, 1)), axis=1)
        return levels, second_preferred(levels, self.pairs)

    def ways(self) -> list[Way] | None:
        """There are too many orders."""
        return None

    def trials(self) -> Iterable[Trial]:
        """Nothing is tried."""
        return ()

    def relation(self, levels: Levels) -> Relation:
        """Return the relation with its unknown pairs decided."""
        order = np.sign(levels[:, None] - levels[None, :]).astype(np.int8)
        degrees = np.where(self.stated.open, order, self.stated.degrees)
        return PairwisePreference(degrees, np.zeros_like(self.stated.open))


def known_order(stated: PairwisePreference) -> tuple[NDArray[np.int64], Matrix] | None:
    """Return which states are known to be equal, and which class is known to be better than which.

    None where what is known runs in circles, so that no ranking fits it.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    equal = (stated.degrees == 0) & ~stated.open
    classes, class_of = connected_components(csr_matrix(equal), directed=False)
    better, worse = np.nonzero(stated.degrees > 0)
    above = np.zeros((classes, classes), bool)
    above[class_of[better], class_of[worse]] = True
    while True:
        # Doubling the length of the chains that are followed, until nothing new is found.
        longer = above | ((above.astype(np.float32) @ above.astype(np.float32)) > 0)
        if (longer == above).all():
            break
        above = longer
    return None if above.diagonal().any() else (class_of.astype(np.int64), above)
