"""What a side's preference must be for a state to be stable for it: a condition, not a list of preferences.

Under the five classical concepts stability of a state s for a side i, with the others' preferences as they are,
hangs only on which states x have s ≽_i x, and it can only gain if more of them do: a monotone condition.
It falls into requirements, one for each move of i from s, to s1:

- Nash: s ≽ s1.
- GMR: s ≽ s1, or s ≽ s2 for some s2 that legal sequences of the others reach from s1; SEQ: of their improvements.
- SMR and SSEQ: s ≽ s1, or for some such s2 both s ≽ s2 and s ≽ s3 for every s3 that i can move to from s2.

References
----------
Kinsara, Kilgour & Hipel (2015), "Inverse approach to the graph model for conflict resolution",
*IEEE Transactions on Systems, Man, and Cybernetics: Systems* 45(5), 734-742.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.mediation.conditions_monotone import Requirements, Sets, absorbed, clauses_of, merged, terms_of
from standoff.analyze.reach import legal_sequences
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel

LONGEST = 2_000
"""Clauses or terms above which a normal form is not written out."""

LARGEST = 1 << 13
"""States up to which conditions are looked for."""


@dataclass(frozen=True)
class Condition:
    """The necessary and sufficient condition for one state to be stable for one side.

    Attributes
    ----------
    model : GraphModel
        The dispute.
    side, state : int
        The side and the target state.
    concept : SolutionConcept
        Nash, GMR, SMR, SEQ or SSEQ.
    requirements : tuple of frozenset of frozenset of int
        Every one must be met. To meet it, the target must be at least as good to the side as all states of one
        of its sets. None: stable whatever the side prefers.
    """

    model: GraphModel = field(repr=False)
    side: int
    state: int
    concept: SolutionConcept
    requirements: Requirements

    @cached_property
    def clauses(self) -> Sets | None:
        """The minimal conjunctive form: of each set at least one state. None where it is too long to write out.

        These are all prime implicates, and no other conjunctive form without negation is shorter.
        """
        return clauses_of(self.requirements, LONGEST)

    @cached_property
    def terms(self) -> Sets | None:
        """The minimal disjunctive form: all states of one of the sets. None where it is too long to write out.

        These are all prime implicants.
        """
        return terms_of(self.requirements, LONGEST)

    @property
    def relevant(self) -> tuple[int, ...]:
        """The states that it matters for how the side compares them with the target, increasing."""
        return tuple(sorted({state for row in self.requirements for each in row for state in each}))

    def holds(self, no_better: Iterable[int]) -> bool:
        """Return whether the condition is met, given the states that are no better than the target to the side."""
        known = frozenset(no_better)
        return all(any(each <= known for each in row) for row in self.requirements)

    @cached_property
    def no_better(self) -> frozenset[int]:
        """The relevant states that are surely no better than the target to the side today."""
        preference = self.model.preferences[self.side]
        return frozenset(x for x in self.relevant if preference.at_least(self.state, x))

    @property
    def met(self) -> bool:
        """Whether the condition is met today: the target is stable for the side."""
        return self.holds(self.no_better)

    def to_dict(self) -> dict[str, Any]:
        """Return the condition as plain data; a form that is too long to write out is None."""
        ids = self.model.states.id

        def listed(sets: Iterable[frozenset[int]] | None) -> list[list[str]] | None:
            return None if sets is None else [[ids(x) for x in sorted(each)] for each in ordered(sets)]

        return {
            "decision_maker": self.model.makers[self.side],
            "concept": self.concept.name,
            "requirements": [listed(row) for row in self.requirements],
            "all_of_any": listed(self.clauses),
            "any_of_all": listed(self.terms),
            "met": self.met,
        }


def ordered(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Sort sets of states: small ones first, then by their states."""
    return sorted(sets, key=lambda each: (len(each), sorted(each)))


def ensure_classical(concept: SolutionConcept) -> None:
    """Refuse a concept other than the five classical ones.

    Raises
    ------
    StandoffError
        If the concept is none of them.
    """
    if concept not in CLASSICAL:
        known = ", ".join(each.name for each in CLASSICAL)
        raise StandoffError(f"there is no mediation under {concept.name}.", mend=f"Ask for one of {known}.")


def condition(
    model: GraphModel, side: int, state: int, concept: SolutionConcept, *, return_to_s: bool = True
) -> Condition:
    """Find the condition for a state to be stable for a side, the others' preferences being as they are.

    Parameters
    ----------
    model : GraphModel
        The dispute. The side's own preference plays no part, and under Nash, GMR and SMR nobody's does.
    side, state : int
        The side and the target state.
    concept : SolutionConcept
        Nash, GMR, SMR, SEQ or SSEQ.
    return_to_s : bool
        Whether being brought back to the target is a sanction.

    Returns
    -------
    Condition

    Raises
    ------
    StandoffError
        If the concept is none of the five, or the dispute has more than 8,192 states.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.registry import find_concept
    >>> from standoff.model.graph import build
    >>> model = build(standoff.load("catalog:syria_iraq_1975"))
    >>> found = condition(model, 0, model.states.find("s2"), find_concept("SEQ"))
    >>> found.to_dict()["all_of_any"], found.met
    ([['s1', 's4'], ['s3', 's6']], False)
    """
    ensure_classical(concept)
    if model.states.count > LARGEST:
        raise StandoffError(
            f"the dispute has {model.states.count:,} states; this is worked out for up to {LARGEST:,}.",
            mend="Rule states out, or coalesce some.",
        )
    rows = [
        absorbed(_alternatives(model, side, state, int(s1), concept, return_to_s))
        for s1 in model.moves.reachable(side, state)
    ]
    return Condition(model, side, state, concept, merged(row for row in rows if frozenset() not in row))


def _alternatives(
    model: GraphModel, side: int, state: int, s1: int, concept: SolutionConcept, return_to_s: bool
) -> Iterator[frozenset[int]]:
    """Yield the sets of states any of which keeps a side from moving to s1, if all of it is no better than s."""
    yield frozenset({s1})
    if not concept.answered:
        return
    step = model.improvements if concept.credible else model.moves.reachable
    for s2 in legal_sequences(s1, model.others(side), step).states:
        if s2 != state or return_to_s:
            after = map(int, model.moves.reachable(side, s2)) if concept.countermoves else ()
            yield frozenset({s2, *after}) - {state}
