"""Analysis: one dispute with its verdicts, reasons and prospects; a thin front that delegates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import DEFAULT, SolutionConcept, find_concept, find_concepts
from standoff.analyze.engine import Engine
from standoff.analyze.listing import many_as_dict, options_as_dict, states_as_list
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel, build

if TYPE_CHECKING:
    from standoff.analyze.evolution import Evolution
    from standoff.explain.witness import Reason


class Analysis:
    """The verdicts of one dispute under several solution concepts.

    Parameters
    ----------
    dispute : Dispute
        As `standoff.load` returns it.
    concepts : iterable of str, optional
        The concepts that summaries show; any other can still be asked for by name.
    return_to_s : bool, optional
        Whether being brought back to the state one left is a sanction, as the definitions have it.
        The published matrix form ignores it; False reproduces that.

    Raises
    ------
    StandoffError
        If the dispute's rules, moves or preferences do not fit together, or a concept is unknown.

    Examples
    --------
    >>> import standoff
    >>> analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    >>> analysis.stable("Uniroyal", "SEQ")
    ('s1', 's4', 's5', 's8', 's9')
    >>> analysis.equilibria("SEQ")
    ('s5', 's8', 's9')
    """

    def __init__(self, dispute: Dispute, *, concepts: Iterable[str] = DEFAULT, return_to_s: bool = True) -> None:
        self.dispute = dispute
        self.concepts: tuple[SolutionConcept, ...] = find_concepts(concepts)
        self.return_to_s = return_to_s
        self._verdicts: dict[str, NDArray[np.bool_]] = {}

    @cached_property
    def model(self) -> GraphModel:
        """The graph model: states, moves and preferences."""
        return build(self.dispute)

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.model)

    def verdicts(self, concept: str) -> NDArray[np.bool_]:
        """Return whether each state is stable for each side.

        Parameters
        ----------
        concept : str
            Name of a solution concept, in any case.

        Returns
        -------
        ndarray of bool, shape (decision makers, states)
            In file order and state order.
        """
        found = find_concept(concept)
        if found.name not in self._verdicts:
            self._verdicts[found.name] = self._compute(found)
        return self._verdicts[found.name]

    def _compute(self, concept: SolutionConcept) -> NDArray[np.bool_]:
        if self.return_to_s or not concept.answered:
            return self._engine.verdicts(concept)
        sides, count = len(self.model.makers), self.model.states.count
        if count > 20_000:
            raise StandoffError(
                f"without return to s, verdicts are found state by state: {count:,} states are too many.",
                mend="At most 20,000, or leave return to s on.",
            )
        return np.array([[concept.stable(self.model, i, s, False) for s in range(count)] for i in range(sides)], bool)

    def equilibria_mask(self, concept: str) -> NDArray[np.bool_]:
        """Return where a state is stable for every side, shape (states,)."""
        everyone: NDArray[np.bool_] = np.logical_and.reduce(self.verdicts(concept), axis=0)
        return everyone

    def stable(self, maker: str, concept: str) -> tuple[str, ...]:
        """Return the ids of the states that are stable for one decision maker, in state order."""
        return self._ids(self.verdicts(concept)[self.dispute.maker(maker)])

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the ids of the states that are stable for every decision maker, in state order."""
        return self._ids(self.equilibria_mask(concept))

    def _ids(self, mask: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self.model.states.id(int(state)) for state in np.flatnonzero(mask))

    def why(self, maker: str, state: str, concept: str) -> Reason:
        """Return the reason of one verdict: ``str()`` is the sentences, ``.witness`` the moves.

        Parameters
        ----------
        maker : str
            Id or name of a decision maker.
        state : str
            Id, name or pattern of a state.
        concept : str
            Name of a solution concept.
        """
        from standoff.explain.witness import reason

        side, place = self.dispute.maker(maker), self.model.states.find(state)
        return reason(self.model, side, place, find_concept(concept), return_to_s=self.return_to_s)

    def evolve(self, *, start: str | None = None, to: str | None = None) -> Evolution:
        """Return what can be reached from the status quo, or another state, by moves and by improvements."""
        from standoff.analyze.evolution import evolve

        return evolve(self.model, start=start, to=to)

    def to_dict(self, *, where: str | None = None, everything: bool = False) -> dict[str, Any]:
        """Return exactly what ``standoff analyze --json`` prints.

        Parameters
        ----------
        where : str, optional
            An expression: only the states that satisfy it are listed.
        everything : bool, optional
            Whether to list more than the first 1,000 ids above 2^16 states.
        """
        from standoff import __version__

        model = self.model
        shown = np.ones(model.states.count, bool) if where is None else model.states.satisfying(where)
        whole = everything or model.states.count <= 1 << 16
        result: dict[str, Any] = {
            "format": "standoff-analysis/1",
            "version": __version__,
            "dispute": {"title": self.dispute.title, "sha256": self.dispute.sha256},
            "parameters": {"sanctions": "legal-sequences", "return_to_s": self.return_to_s, "phase": None},
            "decision_makers": list(model.makers),
            "options": options_as_dict(self.dispute),
            "states": states_as_list(model, shown, whole),
            "status_quo": None if model.status_quo is None else model.states.id(model.status_quo),
            "stability": {
                concept.name: {
                    maker: many_as_dict(model, self.verdicts(concept.name)[side] & shown, whole)
                    for side, maker in enumerate(model.makers)
                }
                for concept in self.concepts
            },
            "equilibria": {
                concept.name: many_as_dict(model, self.equilibria_mask(concept.name) & shown, whole)
                for concept in self.concepts
            },
            "open_questions": [
                {
                    "id": q.id,
                    "about": q.about,
                    "ask": q.ask,
                    "choices": list(q.choices),
                    "evidence": [str(passage) for passage in q.support.evidence],
                }
                for q in self.dispute.open_questions
            ],
        }
        if where is not None:
            result["parameters"]["where"] = where
        return result
