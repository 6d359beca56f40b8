"""What is asked of every plausible preference: all verdicts, equilibria and outcomes of one dispute, as one row.

A row has one cell for each concept, side and state (is it stable for the side?), for each concept and state
(is it an equilibrium?), and for each concept and outcome two (does some equilibrium bring it? does one that
improvements reach from the status quo?).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.registry import find_concept, find_concepts
from standoff.analyze.relational import Sequences
from standoff.analyze.robustness.doubt import Doubt, Part
from standoff.analyze.robustness.orders import Order
from standoff.analyze.robustness.reached import Backwards, reached
from standoff.analyze.robustness.sides import orders_of
from standoff.analyze.sweep import Batch
from standoff.analyze.sweep_arcs import Arcs
from standoff.analyze.verdicts import Judge
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel, build
from standoff.model.moves import GeneratedMoves
from standoff.model.relations import Relation

Rows = NDArray[np.bool_]
MOST_ARCS = 1 << 20
MOST_FOLLOWED = 1 << 22
MOST_CELLS = 1 << 22
CHUNK = 256


@dataclass(frozen=True)
class Bench:
    """One dispute with the questions that are asked of it; small enough to be sent to a worker.

    Attributes
    ----------
    dispute : Dispute
        The dispute.
    names : tuple of str
        The concepts.
    doubt : Doubt
        The model of doubt.
    hedged : frozenset of str
        Passages that are hedged or weak.
    own : tuple of (int, str)
        Sides that follow a concept of their own.
    sanctions, return_to_s
        As in `standoff.Analysis`.
    target : str or None
        An expression that is asked for beside the named outcomes.
    """

    dispute: Dispute
    names: tuple[str, ...]
    doubt: Doubt
    hedged: frozenset[str] = frozenset()
    own: tuple[tuple[int, str], ...] = ()
    sanctions: Sequences = "legal-sequences"
    return_to_s: bool = True
    target: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Send the question, not the tables: a worker builds them once and keeps them."""
        kept = ("names", "doubt", "hedged", "own", "sanctions", "return_to_s", "target")
        return {"dispute": replace(self.dispute, document=None)} | {name: getattr(self, name) for name in kept}

    # ------------------------------------------------------------- the dispute

    @cached_property
    def model(self) -> GraphModel:
        """The graph model."""
        return build(self.dispute)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """What may be drawn for each side."""
        return orders_of(self.model, self.doubt, self.hedged)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Everything that may be otherwise, side by side."""
        return tuple(part for order in self.orders for part in order.parts)

    @cached_property
    def concepts(self) -> tuple[SolutionConcept, ...]:
        """The concepts."""
        return find_concepts(self.names)

    @cached_property
    def outcomes(self) -> dict[str, Rows]:
        """Where each outcome holds; the target is one more, by its expression."""
        found = {outcome.id: outcome.expression for outcome in self.dispute.outcomes}
        truths = {name: self.model.states.satisfying(expression) for name, expression in found.items()}
        if self.target is not None and self.target not in truths:
            truths[self.target] = self.model.states.satisfying(self.target)
        return truths

    # --------------------------------------------------------------- the cells

    @property
    def shape(self) -> tuple[int, int, int]:
        """Concepts, sides and one more for equilibria, states."""
        return len(self.concepts), len(self.model.makers) + 1, self.model.states.count

    @property
    def verdict_cells(self) -> int:
        """How many of the cells are verdicts and equilibria."""
        return int(np.prod(self.shape))

    @property
    def cells(self) -> int:
        """How many cells a row has."""
        return self.verdict_cells + len(self.concepts) * len(self.outcomes) * 2

    def cell(self, concept: int, state: int, side: int | None = None) -> int:
        """Return the cell of one verdict; without a side that of an equilibrium."""
        _, rows, states = self.shape
        return (concept * rows + (rows - 1 if side is None else side)) * states + state

    def outcome_cell(self, concept: int, outcome: int, *, by_improvements: bool) -> int:
        """Return the cell of one outcome."""
        return self.verdict_cells + (concept * len(self.outcomes) + outcome) * 2 + by_improvements

    @property
    def chunk(self) -> int:
        """How many profiles are judged together: fewer of a large dispute, no matter what runs them."""
        return int(min(CHUNK, max(1, MOST_CELLS // (self.shape[1] * self.shape[2]))))

    # -------------------------------------------------------------- the answers

    @cached_property
    def fast(self) -> bool:
        """Whether the profiles of a chunk can be judged side by side."""
        classical = all(concept in CLASSICAL for concept in self._asked)
        plain = self.sanctions == "legal-sequences" and self.return_to_s
        return classical and plain and all(order.ranks for order in self.orders)

    @cached_property
    def _asked(self) -> tuple[SolutionConcept, ...]:
        return find_concepts([*self.names, *(name for _, name in self.own)])

    @cached_property
    def _batch(self) -> Batch:
        return Batch(self.dispute, tuple(concept.name for concept in self._asked))

    @property
    def follows_paths(self) -> bool:
        """Whether it is looked at where improvements lead."""
        return self.model.status_quo is not None and bool(self.outcomes) and self._few_arcs

    @cached_property
    def _few_arcs(self) -> bool:
        moves = self.model.moves
        if isinstance(moves, GeneratedMoves):
            return sum(self.model.states.count << side.mask.bit_count() for side in moves.controls) <= MOST_ARCS
        return sum(len(targets) for targets in moves.targets) <= MOST_ARCS

    @cached_property
    def _arcs(self) -> list[Arcs]:
        return [Arcs.of(self.model.moves, side) for side in range(len(self.model.makers))]

    @cached_property
    def _backwards(self) -> list[Backwards]:
        return [Backwards.of(arcs) for arcs in self._arcs]

    def rows(self, levels: Sequence[NDArray[np.int64]]) -> Rows:
        """Return one row for each profile, given every side's levels of shape (profiles, states)."""
        if not self.fast:
            drawn = zip(*levels, strict=True)
            profiles = [
                tuple(order.relation(row) for order, row in zip(self.orders, each, strict=True)) for each in drawn
            ]
            return self.rows_of(profiles)
        found = self._batch.run(np.stack(levels, axis=1))
        improving = None
        if self.follows_paths:
            improving = [arcs.improving(each.T) for arcs, each in zip(self._arcs, levels, strict=True)]
        return self._row(self._with_equilibria(found), improving)

    def rows_of(self, profiles: Sequence[tuple[Relation, ...]]) -> Rows:
        """Return one row for each profile of any relations, one profile after the other."""
        found = np.stack([self._judged(profile) for profile in profiles])
        improving = None
        if self.follows_paths:
            improving = [
                np.stack([profile[side].compare(arcs.targets, arcs.sources) > 0 for profile in profiles], axis=1)
                for side, arcs in enumerate(self._arcs)
            ]
        return self._row(found, improving)

    def _with_equilibria(self, verdicts: Rows) -> Rows:
        """Let sides follow their own concepts, and add where all are stable."""
        place = {concept.name: k for k, concept in enumerate(self._asked)}
        chosen = np.take(verdicts, [place[concept.name] for concept in self.concepts], axis=1)
        for side, name in self.own:
            chosen[:, :, side] = verdicts[:, place[find_concept(name).name], side][:, None]
        everyone = np.logical_and.reduce(chosen, axis=2, keepdims=True)
        return np.concatenate([chosen, everyone], axis=2)

    def _judged(self, profile: tuple[Relation, ...]) -> Rows:
        """Return the verdicts and equilibria of one profile, shape of `shape`."""
        judge = Judge(replace(self.model, preferences=profile), self.sanctions, self.return_to_s)
        found = np.empty(self.shape, bool)
        for place, concept in enumerate(self.concepts):
            verdicts = judge.verdicts(concept).copy()
            for side, name in self.own:
                verdicts[side] = judge.verdicts(find_concept(name))[side]
            found[place, :-1] = verdicts
            found[place, -1] = judge.equilibria(concept, verdicts)
        return found

    def _row(self, verdicts: Rows, improving: list[Rows] | None) -> Rows:
        """Return the cells of some profiles, given verdicts with equilibria, shape (profiles, *shape)."""
        count = len(verdicts)
        result = np.zeros((count, self.cells), bool)
        result[:, : self.verdict_cells] = verdicts.reshape(count, -1)
        if not self.outcomes:
            return result
        equilibria = verdicts[:, :, -1]
        led = np.zeros((count, self.shape[2]), bool)
        if improving is not None:
            assert self.model.status_quo is not None
            led = reached(self._backwards, improving, self.model.status_quo, self.shape[2])
        for place, truth in enumerate(self.outcomes.values()):
            some = np.logical_or.reduce(equilibria[:, :, truth], axis=2)
            there = np.logical_or.reduce((equilibria & led[:, None, :])[:, :, truth], axis=2)
            for concept in range(len(self.concepts)):
                result[:, self.outcome_cell(concept, place, by_improvements=False)] = some[:, concept]
                result[:, self.outcome_cell(concept, place, by_improvements=True)] = there[:, concept]
        return result

    @cached_property
    def base(self) -> Rows:
        """The cells of the preferences as they stand."""
        return np.asarray(self.rows_of([self.model.preferences])[0])

    @property
    def equilibria(self) -> Rows:
        """Where the equilibria are as things stand, shape (concepts, states)."""
        return self.base[: self.verdict_cells].reshape(self.shape)[:, -1]

    @cached_property
    def led(self) -> Rows:
        """Where improvements lead from the status quo as things stand; nowhere where that was not looked at."""
        start = self.model.status_quo
        if start is None or not self._few_arcs:
            return np.zeros(self.shape[2], bool)
        improving = [
            (side.compare(arcs.targets, arcs.sources) > 0)[:, None]
            for side, arcs in zip(self.model.preferences, self._arcs, strict=True)
        ]
        return np.asarray(reached(self._backwards, improving, start, self.shape[2])[0])

    @cached_property
    def main_states(self) -> Rows:
        """The states that matter most: what is an equilibrium as things stand, and the status quo, shape (states,)."""
        states: Rows = np.logical_or.reduce(self.equilibria, axis=0)
        if self.model.status_quo is not None:
            states[self.model.status_quo] = True
        return states

    @cached_property
    def followed(self) -> NDArray[np.int64]:
        """The cells of which it is followed what they hang on: all, or where that is too much the main ones.

        Main are the outcomes, and every verdict in the states that matter most. None where there are no parts.
        """
        parts = len(self.parts)
        everything = np.arange(self.cells if parts else 0)
        if parts * 3 * self.cells <= MOST_FOLLOWED:
            return everything
        states = self.main_states.copy()
        most = max(1, MOST_FOLLOWED // (parts * 3 * self.shape[0] * self.shape[1]))
        states[np.flatnonzero(states)[most:]] = False
        main = np.ones(self.cells, bool)
        main[: self.verdict_cells] = np.broadcast_to(states, self.shape).reshape(-1)
        return everything[main]
