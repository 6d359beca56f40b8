"""What is drawn for one side: an order of its parts, from which every state gets a level.

Each way in which preferences can be given is one small class with the same five methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.doubt import Part
from standoff.model.relations import Relation

Levels = NDArray[np.int64]
Touched = NDArray[np.bool_]
MOST_EXACT = 20_000
"""Ways in which one side's preference may be drawn, up to which they are enumerated."""


@dataclass(frozen=True)
class Way:
    """One way to draw a side's preference: its probability, every state's level, and which parts are otherwise."""

    probability: Fraction
    levels: Levels
    touched: Touched


@dataclass(frozen=True)
class Trial:
    """One part put otherwise on purpose, all else as it stands: what was done, and the levels then."""

    part: int
    how: str
    levels: Levels


class Order(Protocol):
    """One side's preferences under doubt.

    Attributes
    ----------
    parts : tuple of Part
        What may be otherwise.
    doubted : bool
        Whether anything but the preference as it stands can be drawn.
    ranks : bool
        Whether levels say all there is: more is preferred, equal is a tie.
    """

    @property
    def parts(self) -> tuple[Part, ...]:
        """What may be otherwise."""

    @property
    def doubted(self) -> bool:
        """Whether anything but the preference as it stands can be drawn."""

    @property
    def ranks(self) -> bool:
        """Whether levels say all there is."""

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Draw some preferences: levels of shape (count, states), and what is otherwise, (count, parts)."""

    def ways(self) -> list[Way] | None:
        """Return everything that can be drawn, None where there is too much."""

    def trials(self) -> Iterable[Trial]:
        """Yield each part put otherwise by itself."""

    def relation(self, levels: Levels) -> Relation:
        """Return the preference that was drawn."""


@dataclass(frozen=True)
class Fixed:
    """A side of whose preferences nothing is doubted."""

    preference: Relation
    states: int
    parts: tuple[Part, ...] = ()
    doubted: bool = False

    @property
    def ranks(self) -> bool:
        """Whether levels say all there is."""
        return self.preference.total

    @property
    def levels(self) -> Levels:
        """Every state's level; zeros for a relation that has none."""
        return self.preference.levels.astype(np.int64) if self.ranks else np.zeros(self.states, np.int64)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Levels, Touched]:
        """Return the preference as it stands, so many times."""
        return np.broadcast_to(self.levels, (count, self.states)), np.zeros((count, 0), bool)

    def ways(self) -> list[Way] | None:
        """Return the one way that there is."""
        return [Way(Fraction(1), self.levels, np.zeros(0, bool))]

    def trials(self) -> Iterable[Trial]:
        """Nothing is tried."""
        return ()

    def relation(self, levels: Levels) -> Relation:
        """Return the preference as it stands."""
        return self.preference


def passed(
    swaps: NDArray[np.float64], kept: Touched, chances: NDArray[np.float64]
) -> tuple[NDArray[np.int64], Touched]:
    """Make the pass from top to bottom over several draws at once.

    Parameters
    ----------
    swaps : ndarray, shape (count, parts)
        A number between 0 and 1 for each meeting, evenly drawn.
    kept : ndarray of bool, shape (count, parts)
        Which parts have not been left out.
    chances : ndarray, shape (parts, parts)
        With what probability two parts swap where they meet.

    Returns
    -------
    places : ndarray of int64, shape (count, parts)
        The place of each part from 0, the best; of those left out, the number of parts.
    touched : ndarray of bool, shape (count, parts)
        Which parts took part in a swap.
    """
    count, parts = kept.shape
    rows = np.arange(count)
    places = np.full((count, parts), parts, np.int64)
    touched = np.zeros((count, parts), bool)
    carried = np.full(count, -1, np.int64)
    free = np.zeros(count, np.int64)
    for part in range(parts):
        meeting = kept[:, part] & (carried >= 0)
        swap = meeting & (swaps[:, part] < chances[np.maximum(carried, 0), part])
        stay = meeting & ~swap
        places[swap, part] = free[swap]
        touched[swap, part] = True
        touched[rows[swap], carried[swap]] = True
        places[rows[stay], carried[stay]] = free[stay]
        free += meeting
        carried[kept[:, part] & ~swap] = part
    last = carried >= 0
    places[rows[last], carried[last]] = free[last]
    return places, touched


def passes(
    parts: Sequence[int], chances: Sequence[Sequence[Fraction]], most: int
) -> list[tuple[Fraction, tuple[int, ...], frozenset[int]]] | None:
    """Return every outcome of the pass over some parts: probability, their order, and who took part in a swap.

    None where there would be more than so many.
    """
    if not parts:
        return [(Fraction(1), (), frozenset())]
    open_meetings = sum(all(0 < chances[a][b] < 1 for a in parts[:k]) for k, b in enumerate(parts) if k)
    if open_meetings >= most.bit_length():
        return None
    begun: list[tuple[Fraction, tuple[int, ...], int, frozenset[int]]] = [(Fraction(1), (), parts[0], frozenset())]
    for part in parts[1:]:
        onward = []
        for weight, placed, carried, touched in begun:
            chance = Fraction(chances[carried][part])
            if chance < 1:
                onward.append((weight * (1 - chance), (*placed, carried), part, touched))
            if chance > 0:
                onward.append((weight * chance, (*placed, part), carried, touched | {carried, part}))
        if len(onward) > most:
            return None
        begun = onward
    return [(weight, (*placed, carried), touched) for weight, placed, carried, touched in begun]
