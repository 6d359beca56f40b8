"""Where few preferences are plausible: all of them, each with its exact probability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.bench import Bench
from standoff.analyze.robustness.orders import MOST_EXACT, Levels, Order, Way
from standoff.analyze.robustness.sampling import Progress
from standoff.model.relations import dense

LIMB = 20


@dataclass(frozen=True)
class SideWays:
    """Everything that may be drawn for one side, each preference once.

    Attributes
    ----------
    levels : ndarray of int64, shape (preferences, states)
        The preferences.
    numerators : tuple of int
        Their probabilities times ``denominator``.
    denominator : int
        The common denominator.
    touched : ndarray, shape (preferences, parts)
        The probability of the preference together with the part being otherwise.
    """

    levels: Levels
    numerators: tuple[int, ...]
    denominator: int
    touched: NDArray[np.float64]

    @staticmethod
    def of(ways: Sequence[Way]) -> SideWays:
        """Put together the ways that lead to the same preference."""
        places: dict[bytes, int] = {}
        levels: list[Levels] = []
        weights: list[Fraction] = []
        touched: list[NDArray[np.float64]] = []
        for way in ways:
            same = dense(way.levels)
            place = places.setdefault(same.tobytes(), len(levels))
            if place == len(levels):
                levels.append(same.astype(np.int64))
                weights.append(Fraction(0))
                touched.append(np.zeros(len(way.touched)))
            weights[place] += way.probability
            touched[place] += float(way.probability) * way.touched
        denominator = lcm(*(weight.denominator for weight in weights))
        numerators = tuple(int(weight * denominator) for weight in weights)
        return SideWays(np.stack(levels), numerators, denominator, np.stack(touched))

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """The probability of each preference."""
        return np.array([numerator / self.denominator for numerator in self.numerators])


@dataclass(frozen=True)
class Enumeration:
    """What holds over all plausible preferences.

    Attributes
    ----------
    preferences : int
        How many there are.
    kept : tuple of int
        For each cell the probability that it is as it is now, times ``denominator``.
    denominator : int
        The common denominator.
    touched : ndarray, shape (parts,)
        The probability that each part is otherwise.
    joint : ndarray, shape (parts, followed cells)
        The probability that the part is otherwise and the cell as it is now.
    """

    preferences: int
    kept: tuple[int, ...]
    denominator: int
    touched: NDArray[np.float64]
    joint: NDArray[np.float64]


def side_ways(orders: Sequence[Order]) -> list[SideWays] | None:
    """Return what may be drawn for every side, None if there are more than 20,000 combinations."""
    found = []
    for order in orders:
        ways = order.ways() if order.ranks or not order.doubted else None
        if ways is None:
            return None
        found.append(SideWays.of(ways))
        if prod(len(side.levels) for side in found) > MOST_EXACT:
            return None
    return found


def enumerate_all(bench: Bench, sides: Sequence[SideWays], progress: Progress | None = None) -> Enumeration:
    """Judge every combination of the sides' preferences.

    Parameters
    ----------
    bench : Bench
        The dispute and what is asked of it.
    sides : sequence of SideWays
        What may be drawn for each side.
    progress : callable, optional
        Called with (combinations done, combinations in all).
    """
    total = prod(len(side.levels) for side in sides)
    denominator = prod(side.denominator for side in sides)
    limbs = -(-denominator.bit_length() // LIMB)
    sums = np.zeros((limbs, bench.cells))
    joint = np.zeros((len(bench.parts), len(bench.followed)))
    for chosen in _combinations(sides, total, bench.chunk):
        same = bench.rows([side.levels[which] for side, which in zip(sides, chosen, strict=True)]) == bench.base
        sums += _limbs(sides, chosen, limbs) @ same.astype(np.float64)
        joint += _touched(sides, chosen).T @ same[:, bench.followed].astype(np.float64)
        if progress:
            progress(min(total, int(_number(sides, chosen)[-1]) + 1), total)
    kept = tuple(sum(int(limb) << (LIMB * k) for k, limb in enumerate(column)) for column in sums.T)
    touched = np.concatenate([side.touched.sum(axis=0) for side in sides])
    return Enumeration(total, kept, denominator, touched, joint)


def _combinations(sides: Sequence[SideWays], total: int, size: int) -> Iterator[tuple[NDArray[np.int64], ...]]:
    """Yield which preference of each side stands in each combination, some combinations at a time."""
    shape = tuple(len(side.levels) for side in sides)
    for start in range(0, total, size):
        yield np.unravel_index(np.arange(start, min(total, start + size)), shape)


def _number(sides: Sequence[SideWays], chosen: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.asarray(np.ravel_multi_index(tuple(chosen), tuple(len(side.levels) for side in sides)))


def _limbs(sides: Sequence[SideWays], chosen: Sequence[NDArray[np.int64]], limbs: int) -> NDArray[np.float64]:
    """Return the numerators of some combinations in pieces of 20 bits, shape (limbs, combinations).

    So sums over 20,000 combinations stay exact in doubles, however long the numbers are.
    """
    mask = (1 << LIMB) - 1
    result = np.empty((limbs, len(chosen[0])))
    for place, which in enumerate(zip(*chosen, strict=True)):
        number = prod(side.numerators[int(one)] for side, one in zip(sides, which, strict=True))
        for limb in range(limbs):
            result[limb, place] = (number >> (LIMB * limb)) & mask
    return result


def _touched(sides: Sequence[SideWays], chosen: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Return the probability of each combination together with each part being otherwise."""
    single = [side.probabilities[which] for side, which in zip(sides, chosen, strict=True)]
    found = []
    for k, (side, which) in enumerate(zip(sides, chosen, strict=True)):
        rest = prod((one for j, one in enumerate(single) if j != k), start=np.ones(len(chosen[0])))
        found.append(side.touched[which] * rest[:, None])
    return np.concatenate(found, axis=1)
