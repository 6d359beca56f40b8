"""The chances of a play: a Markov chain over its situations, solved by sparse linear algebra.

Steps, in words:

1. Put the assumptions' numbers to the steps of the play: a matrix P, and in each situation the chance to end there.
2. Keep the situations that have any chance; find the strongly connected components.
   A component that nothing leaves, and in which nothing ends, is a class in which play goes round for ever.
3. Expected visits v to the other situations: v (I - Q) = start, with Q the part of P among them.
4. Ending in x has the chance v(x) end(x); entering a class, v times P into it.
5. In a class, the long-run shares are its stationary distribution.

References
----------
Kemeny & Snell (1960), *Finite Markov Chains*, chapters 3 to 5.
Tarjan (1972): strongly connected components.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph, linalg

from standoff.analyze.prospects.assumptions import Assumptions
from standoff.analyze.prospects.play import CONCEDING, IMPROVING, Play
from standoff.errors import StandoffError

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]
DIRECT: Final = 1500
SHORT: Final = 100
SWEEPS: Final = 4000
LEFT: Final = 1e-13
PRECISION: Final = 1e-9
"""Chances are right to about this much; what is solved by iteration is checked against it."""


@dataclass(frozen=True)
class Round:
    """A class of situations in which play goes round for ever.

    Attributes
    ----------
    chance : float
        The chance that play enters it.
    states : ndarray of int64, shape (n,)
        Its states, increasing.
    shares : ndarray of float, shape (n,)
        The long-run share of moves that lead to each of them.
    """

    chance: float
    states: NDArray[np.int64]
    shares: Values


@dataclass(frozen=True)
class Chain:
    """A play with numbers.

    Attributes
    ----------
    play : Play
        Situations and steps.
    matrix : csr_array, shape (situations, situations)
        The probability to go from one situation to another.
    end : ndarray of float, shape (situations,)
        The probability that play ends there when it comes there.
    """

    play: Play
    matrix: Any
    end: Values

    @cached_property
    def possible(self) -> Mask:
        """Which situations have a chance above zero."""
        reached = csgraph.breadth_first_order(self.matrix, 0, return_predecessors=False)
        found = np.zeros(self.matrix.shape[0], bool)
        found[reached] = True
        return found

    @cached_property
    def _round(self) -> NDArray[np.int64]:
        """The number of the class in which play goes round for ever, by situation; -1 elsewhere."""
        kept = np.flatnonzero(self.possible)
        inner = self.matrix[kept][:, kept].tocoo()
        count, labels = csgraph.connected_components(inner, connection="strong")
        leaves = np.zeros(count, bool)
        leaves[labels[self.end[kept] > 0]] = True
        leaves[labels[inner.row[labels[inner.row] != labels[inner.col]]]] = True
        result: NDArray[np.int64] = np.full(len(self.end), -1, np.int64)
        result[kept] = np.where(leaves[labels], -1, labels)
        return result

    @cached_property
    def visits(self) -> Values:
        """The expected number of visits to each situation from which play can still end or be caught in a class."""
        return _visits(self.matrix, self.possible & (self._round < 0))

    @cached_property
    def ends(self) -> Values:
        """The chance that play ends in each situation."""
        return self.visits * self.end

    @cached_property
    def moves(self) -> float:
        """The expected number of moves until play ends or is caught in a class."""
        return float(self.visits @ (1 - self.end))

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The classes in which play goes round for ever, the likeliest first."""
        found = []
        entering = self.visits @ self.matrix
        for label in np.unique(self._round[self._round >= 0]):
            members = np.flatnonzero(self._round == label)
            chance = 1.0 if self._round[0] == label else float(entering[members].sum())
            inside = _stationary(self.matrix[members][:, members])
            states, place = np.unique(self.play.states[members], return_inverse=True)
            found.append(Round(chance, states, np.bincount(place, inside).astype(np.float64)))
        return tuple(sorted(found, key=lambda one: -one.chance))

    def chance_of(self, mask: Mask) -> float:
        """Return the chance that one of these states ever stands."""
        return self._hitting(mask)[0]

    def moves_to(self, mask: Mask) -> float | None:
        """Return the expected number of moves till one of these states stands, in the plays in which one ever does.

        None where none ever does.
        """
        chance, before, visits = self._hitting(mask)
        if not before.any() or chance <= 0:
            return 0.0 if chance > 0 else None
        target = self.play.where(mask) & self.possible
        onward = np.zeros(len(visits))
        onward[before] = _solve(self.matrix[before][:, before], self.matrix[before][:, target].sum(axis=1))
        return float(visits @ onward) / chance

    def _hitting(self, mask: Mask) -> tuple[float, Mask, Values]:
        """Return the chance of ever reaching some states, from where, and the expected visits before."""
        target = self.play.where(mask) & self.possible
        nowhere = np.zeros(len(target), bool)
        if target[0]:
            return 1.0, nowhere, np.zeros(len(target))
        if not target.any():
            return 0.0, nowhere, np.zeros(len(target))
        before = self._leading_to(target)
        visits = _visits(self.matrix, before)
        return min(1.0, float((visits @ self.matrix)[target].sum())), before, visits

    def _leading_to(self, target: Mask) -> Mask:
        """Return the possible situations, not of the target, from which the target can come about."""
        size, onward, hits = len(target), self.matrix.tocoo(), np.flatnonzero(target)
        # Backwards from one more situation, which all of the target lead to.
        before, after = np.r_[onward.col, np.full(len(hits), size)], np.r_[onward.row, hits]
        back = sparse.csr_array((np.ones(len(before)), (before, after)), shape=(size + 1, size + 1))
        reached = csgraph.breadth_first_order(back, size, return_predecessors=False)
        found = np.zeros(size + 1, bool)
        found[reached] = True
        result: Mask = found[:size] & ~target & self.possible
        return result


def chain(play: Play, assumed: Assumptions) -> Chain:
    """Put the numbers of some assumptions to a play.

    Parameters
    ----------
    play : Play
        Built for the same concepts and manners, with every side that concedes here.
    assumed : Assumptions
        The numbers.
    """
    size = len(play.states)
    initiative, concede, retract = map(np.array, (assumed.initiative, assumed.concede, assumed.retract))
    improving, conceding = play.kind == IMPROVING, play.kind == CONCEDING
    again = np.where(play.goes_on, 1.0, np.where(play.may_retract, retract[play.last], 0.0))
    weight = play.share * initiative[play.mover]
    willing = weight * concede[play.mover]
    nobody = np.ones(size)
    for side in range(play.sides):
        could = np.zeros(size, bool)
        could[play.origin[conceding & (play.mover == side)]] = True
        nobody[could] *= 1 - concede[side]
    total = np.bincount(play.origin[improving], weight[improving], size)
    yielding = np.bincount(play.origin[conceding], willing[conceding], size)
    at_rest = np.where(play.standstill, 1 - again, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(
            improving,
            weight / total[play.origin],
            np.where(
                conceding,
                at_rest[play.origin] * (1 - nobody[play.origin]) * willing / yielding[play.origin],
                again[play.origin] * play.share,
            ),
        )
    kept = value > 0
    matrix = sparse.csr_array((value[kept], (play.origin[kept], play.end[kept])), shape=(size, size))
    return Chain(play, matrix, at_rest * nobody)


def _visits(matrix: Any, kept: Mask) -> Values:
    """Return the expected number of visits to each kept situation, before any other is entered."""
    result = np.zeros(len(kept))
    if not kept[0]:
        return result
    inner = matrix[kept][:, kept]
    first = np.zeros(inner.shape[0])
    first[0] = 1
    result[kept] = _solve(inner.T, first)
    return result


def _solve(inner: Any, right: Values) -> Values:
    """Solve x = inner x + right for a matrix whose powers vanish: term by term, or directly.

    Most plays end soon, and then the sum of the terms is the quickest way, right to the last digits.
    """
    right = np.asarray(right, np.float64).ravel()
    size = inner.shape[0]
    inner = inner.tocsr()
    total, term = right.copy(), right
    for _ in range(SHORT if size <= DIRECT else SWEEPS):
        term = inner @ term
        total += term
        if np.abs(term).sum() < LEFT * max(1.0, np.abs(total).max()):
            return total
    if size <= DIRECT:
        return np.asarray(linalg.splu((sparse.eye_array(size) - inner).tocsc()).solve(right))
    return _by_krylov(inner, right, total)


def _by_krylov(inner: Any, right: Values, guess: Values) -> Values:
    """Solve what converges too slowly term by term: GMRES from the best guess, with an incomplete factorization."""
    system = (sparse.eye_array(inner.shape[0]) - inner).tocsc()
    helper = linalg.spilu(system, drop_tol=1e-4, fill_factor=8)
    guide = linalg.LinearOperator(system.shape, helper.solve)
    found, _ = linalg.gmres(system, right, x0=guess, rtol=1e-13, atol=0.0, restart=60, maxiter=20, M=guide)
    # A chance is wrong by no more than the sum of what is left over, since it weighs that by chances.
    if not np.abs(system @ found - right).sum() <= PRECISION:
        raise StandoffError(
            "under these assumptions play hardly ever ends, and its chances cannot be computed exactly.",
            mend="Let the sides concede with a smaller probability, or retract less.",
        )
    return np.asarray(found)


def _stationary(inner: Any) -> Values:
    """Return the stationary distribution of an irreducible matrix: the long-run share of each situation."""
    size = inner.shape[0]
    if size == 1:
        return np.ones(1)
    if size <= DIRECT:
        system = (sparse.eye_array(size) - inner.T).tolil()
        system[size - 1, :] = 1.0
        right = np.zeros(size)
        right[-1] = 1
        return np.asarray(linalg.splu(system.tocsc()).solve(right))
    share = np.full(size, 1 / size)
    # Staying half of the time changes nothing in the long run, and lets a class that alternates settle.
    for _ in range(20 * SWEEPS):
        after = (share + inner.T @ share) / 2
        if np.abs(after - share).sum() < LEFT:
            break
        share = after
    return share
