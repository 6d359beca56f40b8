"""From a concept to its verdicts: which machinery computes what."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.coalitions import Coalition, CoalitionConcept, CoalitionTable
from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.engine import Engine
from standoff.analyze.relational import BitRows, Sequences
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel

Mask = NDArray[np.bool_]


class Judge:
    """Computes verdicts of one graph model under one reading of sanctions, and keeps what concepts share.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    sanctions : str
        ``legal-sequences`` (the definition), ``each-once`` (every opponent moves at most once, as some programs
        have it) or ``single-opponent`` (one move of one opponent).
    return_to_s : bool
        Whether being brought back to the state one left is a sanction.
    """

    def __init__(self, model: GraphModel, sanctions: Sequences = "legal-sequences", return_to_s: bool = True) -> None:
        self.model = model
        self.sanctions = sanctions
        self.return_to_s = return_to_s

    @property
    def models(self) -> tuple[GraphModel, ...]:
        """The models that the sides are judged in: one for all."""
        return (self.model,)

    @cached_property
    def engine(self) -> Engine:
        """The engine for total preorders, any number of states."""
        return Engine(self.model)

    @cached_property
    def rows(self) -> BitRows:
        """The tables for any preferences and sanction rules, some thousands of states."""
        return BitRows(self.model, self._reason())

    @cached_property
    def coalitions(self) -> CoalitionTable:
        """The tables for coalitions."""
        return CoalitionTable(self.model)

    def _reason(self) -> str:
        for maker, preference in zip(self.model.makers, self.model.preferences, strict=True):
            if not preference.total:
                return f"with {maker}'s preferences, which are no ranking, the analysis"
        if self.sanctions != "legal-sequences" or not self.return_to_s:
            return "under another sanction rule the analysis"
        return "this concept"

    def verdicts(self, concept: SolutionConcept) -> Mask:
        """Return whether each state is stable for each side, shape (sides, states).

        Raises
        ------
        StandoffError
            If the concept does not support the dispute's preferences or form, or the dispute is too large for it.
        """
        if isinstance(concept, CoalitionConcept):
            singles = range(len(self.model.preferences))
            return np.stack([self.of_coalition(concept, (side,)) for side in singles])
        if concept.weak_of is not None:
            general, strong = concept.weak_of
            return self.verdicts(general) & ~self.verdicts(strong)
        if concept.verdicts is not None:
            self._plain_sanctions(concept)
            return concept.verdicts(self.model)
        assert concept.rule is not None
        if self._fast(concept):
            return self.engine.verdicts(concept)
        sides = range(len(self.model.preferences))
        return np.stack([self.rows.stable(concept.rule, i, self.return_to_s, self.sanctions) for i in sides])

    def of_coalition(self, concept: CoalitionConcept, coalition: Coalition) -> Mask:
        """Return where a coalition is stable, shape (states,)."""
        self._plain_sanctions(concept)
        return self.coalitions.stable(concept, coalition)

    def equilibria(self, concept: SolutionConcept, verdicts: Mask) -> Mask:
        """Return where a state is stable for all, given the verdicts, shape (states,).

        A strong equilibrium is strongly stable for every side; any other equilibrium is a weak one.
        """
        if isinstance(concept, CoalitionConcept) and concept.universal:
            return self.coalitions.universal(concept)
        if concept.weak_of is not None:
            general, strong = (np.logical_and.reduce(self.verdicts(form), axis=0) for form in concept.weak_of)
            weak: Mask = general & ~strong
            return weak
        everyone: Mask = np.logical_and.reduce(verdicts, axis=0)
        return everyone

    def _fast(self, concept: SolutionConcept) -> bool:
        if not (concept in CLASSICAL or concept.degree) or not all(
            preference.total for preference in self.model.preferences
        ):
            return False
        plain = self.sanctions == "legal-sequences" and self.return_to_s
        return plain or not concept.answered

    def _plain_sanctions(self, concept: SolutionConcept) -> None:
        if self.sanctions != "legal-sequences" or not self.return_to_s:
            raise StandoffError(
                f"{concept.name} is defined with legal sequences and return to s only.",
                mend="Leave the sanction rule and return to s alone.",
            )
