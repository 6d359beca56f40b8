"""Bounds of the cost for many targets at once, without a solver: lifting, or lowering, the target alone.

Where every pair of a side costs the same, lifting the target is a cheapest way to meet Nash, GMR and SMR (see the
lemma in `orders`), so both bounds are the answer.
What sanctions under SEQ and SSEQ also sanctions under GMR and SMR, and a target that no side would leave is an
equilibrium under all five, so the same numbers are bounds there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.engine import Engine, machine_for
from standoff.analyze.mediation.problem import Levels
from standoff.analyze.mediation.question import Question
from standoff.model.graph import GraphModel
from standoff.model.relations import Preference

Costs = NDArray[np.float64]
NEVER = np.inf
NASH = CLASSICAL[0]


@dataclass(frozen=True)
class Lifting:
    """What it takes to make each state an equilibrium by lifting it, side by side.

    Attributes
    ----------
    question : Question
        What is asked.
    """

    question: Question

    @cached_property
    def engine(self) -> Engine:
        """The engine for today's preferences."""
        return Engine(self.question.model)

    def needed(self, side: int, concept: SolutionConcept) -> Levels:
        """Return the level that a side must lift each state to, if all moves of the others counted as answers.

        An improvement s1 asks for the level of s1, or of the worst that the others' answers to it can reach.
        The level of the state itself is the least that is returned, shape (states,).
        """
        model = self.question.model
        levels = np.asarray(model.preferences[side].levels, np.int64)
        worth = levels
        if concept.answered:
            scale = np.unique(np.asarray(self.engine.machine.levels(side), np.int64))
            answers = np.asarray(self.engine.worth_of_answers(side, False, concept.countermoves), np.int64)
            worth = np.minimum(levels, np.searchsorted(scale, answers))
        preferences = tuple(Preference(worth) if i == side else p for i, p in enumerate(model.preferences))
        machine = machine_for(GraphModel(model.dispute, model.states, model.moves, preferences))
        scale = np.unique(np.asarray(machine.levels(side), np.int64))
        best = np.searchsorted(scale, np.asarray(machine.best_moves(side), np.int64))
        return np.maximum(levels, np.unique(worth)[best])

    def sizes(self, side: int, needed: Levels) -> NDArray[np.int64]:
        """Return how many pairs change if each state is lifted to a level, shape (states,)."""
        levels = np.asarray(self.question.model.preferences[side].levels, np.int64)
        count = np.bincount(levels)
        upto = np.cumsum(count)
        between = upto[needed] - upto[levels] + count[levels] - 1
        return np.where(needed > levels, between, 0)

    @cached_property
    def _needed(self) -> tuple[list[Levels], list[Levels]]:
        """Each side's `needed` levels: the least that can do, and those that surely do."""
        question = self.question
        least = [self.needed(side, concept) for side, concept in enumerate(question.concepts)]
        sure = [
            self.needed(side, NASH) if concept.credible or not question.return_to_s else least[side]
            for side, concept in enumerate(question.concepts)
        ]
        return least, sure

    def _total(self, sure: bool) -> Costs:
        total = np.zeros(self.question.model.states.count)
        for side, needed in enumerate(self._needed[sure]):
            sizes = self.sizes(side, needed)
            if side in self.question.fixed:
                total = np.where(sizes == 0, total, NEVER)
            else:
                least, most = self.question.weights.span(side)
                total = total + sizes * float(most if sure else least)
        return total

    @cached_property
    def lower(self) -> Costs:
        """The scaled cost that no change of each target is below; infinite where a fixed side rules it out."""
        return self._total(False)

    @cached_property
    def upper(self) -> Costs:
        """The scaled cost of a change that surely does it; infinite where none is known."""
        return self._total(True)

    def levels(self, target: int, sure: bool) -> tuple[int, ...]:
        """Return the level that each side must lift one state to, for what ``sure`` or at least can do."""
        return tuple(int(needed[target]) for needed in self._needed[sure])
