"""Judged: a dispute with the verdicts of every side on every state, computed when they are asked for and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.coalitions import (
    CoalitionConcept,
    all_coalitions,
    as_coalition,
    coalition_name,
)
from standoff.analyze.concepts import DEFAULT, SolutionConcept
from standoff.analyze.hypergame import Hypergame, HypergameJudge, hypergame
from standoff.analyze.merged import merge, merged_dispute
from standoff.analyze.registry import find_concept, find_concepts
from standoff.analyze.relational import REACH, Sequences
from standoff.analyze.uncertain import has_unknown, uncertain
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel, build
from standoff.model.phases import at_phase
from standoff.model.words import nearest


class Judged:
    """The verdicts behind `standoff.Analysis`; its parameters are described there."""

    def __init__(
        self,
        dispute: Dispute,
        *,
        concepts: Iterable[str] = DEFAULT,
        concept_of: Mapping[str, str] | None = None,
        sanctions: Sequences = "legal-sequences",
        return_to_s: bool = True,
        phase: str | None = None,
        merged: Iterable[Iterable[str]] = (),
    ) -> None:
        if sanctions not in REACH:
            raise StandoffError(f"{sanctions!r} is no sanction rule.", mend=nearest(sanctions, REACH))
        self._unmerged = dispute if phase is None else at_phase(dispute, phase)
        self.merged = tuple(tuple(group) for group in merged)
        self.dispute = merged_dispute(self._unmerged, self.merged) if self.merged else self._unmerged
        self.concepts: tuple[SolutionConcept, ...] = find_concepts(concepts)
        self.concept_of = {self.dispute.maker(maker): find_concept(name) for maker, name in (concept_of or {}).items()}
        self.sanctions = sanctions
        self.return_to_s = return_to_s
        self._verdicts: dict[str, NDArray[np.bool_]] = {}
        self._uncertain: dict[str, NDArray[np.bool_] | None] = {}

    @cached_property
    def model(self) -> GraphModel:
        """The graph model: states, moves and preferences."""
        if self.hypergame is not None:
            return self.hypergame.model
        return merge(build(self._unmerged), self.merged) if self.merged else build(self.dispute)

    @property
    def unmerged(self) -> Dispute:
        """The dispute with every side apart, also where some act as one player."""
        return self._unmerged

    @cached_property
    def hypergame(self) -> Hypergame | None:
        """Each side's version of the dispute, where it says that sides see it differently."""
        return hypergame(self.dispute) if self.dispute.perceptions else None

    @cached_property
    def judge(self) -> Judge | HypergameJudge:
        """What computes the verdicts."""
        if self.hypergame is not None:
            return HypergameJudge(self.hypergame, self.sanctions, self.return_to_s)
        return Judge(self.model, self.sanctions, self.return_to_s)

    def seen_by(self, side: int) -> GraphModel:
        """Return the model that a side is judged in: its own version where it sees the dispute differently."""
        return self.model if self.hypergame is None else self.hypergame.seen_by(side)

    def prepare(self, progress: Callable[[str], None]) -> None:
        """Compute everything that summaries show, telling what is being done; for long work."""
        progress("Building the states")
        count = self.model.states.count
        for place, concept in enumerate(self.concepts, start=1):
            progress(f"{concept.name}, {place} of {len(self.concepts)}, over {count:,} states")
            self.verdicts(concept.name)

    def verdicts(self, concept: str) -> NDArray[np.bool_]:
        """Return whether each state is stable for each side.

        Parameters
        ----------
        concept : str
            Name of a solution concept, in any case. For a concept of coalitions, each side is taken alone.

        Returns
        -------
        ndarray of bool, shape (decision makers, states)
            In file order and state order.

        Raises
        ------
        StandoffError
            If the concept is unknown, or does not support the dispute's preferences, form or size.
        """
        found = find_concept(concept)
        if found.name not in self._verdicts:
            result = self.judge.verdicts(found)
            for side, own in self.concept_of.items():
                result[side] = self.judge.verdicts(own)[side]
            self._verdicts[found.name] = result
        return self._verdicts[found.name]

    def equilibria_mask(self, concept: str) -> NDArray[np.bool_]:
        """Return where a state is stable for every side, shape (states,)."""
        return self.judge.equilibria(find_concept(concept), self.verdicts(concept))

    @cached_property
    def has_unknown(self) -> bool:
        """Whether some preference of some side is unknown."""
        return has_unknown(self.judge.models)

    def uncertain(self, concept: str) -> NDArray[np.bool_] | None:
        """Return the verdicts that hang on unknown preferences, shape (decision makers, states).

        A verdict does if the concept and its extensions a to d do not all agree on it.
        None where every preference is known, or the concept has no extensions.
        """
        if not self.has_unknown:
            return None
        found = find_concept(concept)
        if found.name not in self._uncertain:
            self._uncertain[found.name] = uncertain(self.judge, found, self.concept_of)
        return self._uncertain[found.name]

    def coalition_mask(self, coalition: str, concept: str) -> NDArray[np.bool_]:
        """Return where a state is stable for a coalition, shape (states,)."""
        found = find_concept(concept)
        if not isinstance(found, CoalitionConcept):
            raise StandoffError(
                f"{found.name} is asked of one decision maker, not of a coalition.", mend=f"Ask for coal_{found.name}."
            )
        return self.judge.of_coalition(found, as_coalition(self.model, coalition))

    def jumps(self, concept: str, *, pareto: bool = False) -> list[tuple[str, str, str]]:
        """Return the equilibrium jumps (from, coalition, to).

        A coalition of two or more can leave the equilibrium together for another one that all its members prefer.

        References
        ----------
        Kilgour, Hipel, Fang & Peng (2001), *Group Decision and Negotiation* 10, 221-235.

        Examples
        --------
        >>> import standoff
        >>> standoff.Analysis(standoff.load("catalog:elmira")).jumps("Nash")
        [('s5', 'MoE,Uniroyal', 's8')]
        """
        found = self.judge.coalitions.jumps(self.equilibria_mask(concept), pareto)
        name = self.model.states.id
        return [(name(s), coalition_name(self.model, coalition), name(t)) for s, coalition, t in found]

    def stable(self, maker: str, concept: str) -> tuple[str, ...]:
        """Return the ids of the states that are stable for one decision maker, or a coalition, in state order.

        Parameters
        ----------
        maker : str
            Id or name of a decision maker; for a concept of coalitions, several joined by commas.
        concept : str
            Name of a solution concept.
        """
        if isinstance(find_concept(concept), CoalitionConcept):
            return self._ids(self.coalition_mask(maker, concept))
        return self._ids(self.verdicts(concept)[self.dispute.maker(maker)])

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the ids of the states that are stable for every decision maker, in state order."""
        return self._ids(self.equilibria_mask(concept))

    def _ids(self, mask: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self.model.states.id(int(state)) for state in np.flatnonzero(mask))

    def rows(self, concept: SolutionConcept, coalition: str | None) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """Yield the names of sides, or of coalitions, with where they are stable."""
        if isinstance(concept, CoalitionConcept):
            if coalition:
                chosen = [as_coalition(self.model, coalition)]
            else:
                chosen = list(all_coalitions(len(self.model.makers)))
            for members in chosen:
                yield coalition_name(self.model, members), self.judge.of_coalition(concept, members)
        else:
            yield from zip(self.model.makers, self.verdicts(concept.name), strict=True)
