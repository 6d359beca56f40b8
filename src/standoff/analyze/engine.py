"""The verdicts of all states at once, without a states × states matrix.

With total preorders a state s is stable for i exactly if, for every improvement s1, the least value
that the others' answers to s1 can reach is at most i's level of s.
The value of an answer s2 is i's level of s2, or, where countermoves count, the larger of that and the best
level that i can move to from s2.
So each side and concept needs one least reachable value for every state, not one set of states.

Including s1 itself among the answers changes nothing: it is better than s for i.
"""

from __future__ import annotations

import sys
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.arcs import ArcMachine
from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.fibres import FibreMachine
from standoff.analyze.interrupts import held_back
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves

Values = NDArray[np.int64]


class Machine(Protocol):
    """One way to compute extrema over moves and improvements, for one kind of moves."""

    def levels(self, side: int) -> Values:
        """Return a side's level of each state: larger is better, equal is a tie."""

    def best_moves(self, side: int) -> Values:
        """Return the best level that a side can move to from each state, or keep by staying."""

    def closure(self, value: Values, others: tuple[int, ...], credible: bool) -> Values:
        """Return, for each state, the least value that legal sequences of others from there can reach.

        Credible sequences are made of improvements; the state's own value may be counted in.
        """

    def stable(self, side: int, worth: Values | None) -> NDArray[np.bool_]:
        """Return where no improvement of a side has a worth above the state's level; None: no answer helps."""


def machine_for(model: GraphModel, compiled: bool | None = None) -> Machine:
    """Choose the machine: compiled loops where Numba is installed and pays, else NumPy.

    Loading the compiled loops costs about half a second, once, which a few thousand states do not repay.
    """
    if compiled is None:
        compiled = model.states.count > (64 if "numba" in sys.modules else 4096)
    if compiled and all(p.scores.dtype.kind == "i" for p in model.preferences):
        try:
            with held_back():
                from standoff.analyze.compiled import CompiledArcs, CompiledFibres
        except ImportError:
            compiled = False
        else:
            scores = [p.scores for p in model.preferences]
            if isinstance(model.moves, GeneratedMoves):
                return CompiledFibres(model.moves, scores)
            return CompiledArcs(model.moves, scores)
    levels = [p.levels for p in model.preferences]
    if isinstance(model.moves, GeneratedMoves):
        return FibreMachine.build(model.moves, levels)
    return ArcMachine.build(model.moves, levels)


class Engine:
    """Computes the verdicts of one graph model; its machine keeps what several concepts share."""

    def __init__(self, model: GraphModel, compiled: bool | None = None) -> None:
        self.model = model
        self.machine = machine_for(model, compiled)

    def verdicts(self, concept: SolutionConcept) -> NDArray[np.bool_]:
        """Return whether each state is stable for each side, shape (sides, states)."""
        return np.stack([self.stable(concept, side) for side in range(len(self.model.preferences))])

    def stable(self, concept: SolutionConcept, side: int) -> NDArray[np.bool_]:
        """Return where a side is stable, shape (states,)."""
        return self.machine.stable(side, self.worth_of(concept, side) if concept.answered else None)

    def worth_of(self, concept: SolutionConcept, side: int) -> Values:
        """Return, for each improvement, a value that is above a side's level of the state it left if nothing deters.

        Of strong stability only much worse ends deter. An end then counts as the best level from which it is not
        much worse, and deters if even that lies below the level of the state that was left.
        """
        if concept.degree is None:
            return self.worth_of_answers(side, concept.credible, concept.countermoves)
        return self.worth_of_answers(side, concept.credible, concept.countermoves, concept.degree) + 1

    def worth_of_answers(self, side: int, credible: bool, countermoves: bool, degree: int | None = None) -> Values:
        """Return, for each state, the least value for a side that the others' answers to it can reach.

        With a degree, values are lifted to the best level that is not better by so much.
        """
        value = self.machine.best_moves(side) if countermoves else self.machine.levels(side)
        if degree is not None:
            value = self._lifted(side, value, degree)
        return self.machine.closure(value, self.model.others(side), credible)

    def _lifted(self, side: int, value: Values, degree: int) -> Values:
        """Return the best level that is not preferred to each value by a degree of strength."""
        preference = self.model.preferences[side]
        classes = preference.levels
        level = np.empty(int(classes.max()) + 1, np.int64)
        level[classes] = self.machine.levels(side)
        steps = np.array(preference.steps or (1,) * (len(level) - 1), np.int64)
        ends = np.r_[np.flatnonzero(steps >= degree), len(level) - 1]
        top = level[ends[np.searchsorted(ends, np.arange(len(level)))]]
        return np.asarray(top[np.searchsorted(level, value)])
