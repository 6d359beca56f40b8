"""The reason of one verdict: a witness, found afresh from its state, and what puts it into words.

The witness is plain data; `standoff.explain.verify` checks it from moves and preferences alone.
Its ``kind`` says which module makes it; see `standoff.explain.kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from standoff.analyze.coalitions import Coalition
from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.relational import Sequences
from standoff.explain.because import Ground, passages
from standoff.explain.case import Case
from standoff.explain.kinds import find
from standoff.explain.sanction_witness import LISTED_ANSWERS, LISTED_IMPROVEMENTS
from standoff.model.dispute import Evidence
from standoff.model.graph import GraphModel

__all__ = ["LISTED_ANSWERS", "LISTED_IMPROVEMENTS", "Reason", "reason"]


@dataclass(frozen=True)
class Reason:
    """Why a state is stable, or not, for a side or a coalition: ``str()`` is the sentences.

    Attributes
    ----------
    stable : bool
        The verdict.
    witness : dict
        What proves it, as plain data with the ids of sides and states; see `standoff.explain.kinds.find`.
    grounds : tuple of Ground
        What lies behind the preferences that the reason rests on.
    sentences : tuple of str
        The reason in words, one paragraph each.
    """

    stable: bool
    witness: Mapping[str, Any]
    grounds: tuple[Ground, ...] = field(repr=False)
    sentences: tuple[str, ...] = field(repr=False)
    model: GraphModel = field(repr=False, compare=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages behind the preferences that the reason rests on."""
        return passages(self.grounds)

    def to_dict(self) -> dict[str, Any]:
        """Return the reason as ``standoff why --json`` prints it."""
        return {
            "format": "standoff-reason/1",
            "decision_maker": self.witness["decision_maker"],
            "state": self.witness["state"],
            "concept": self.witness["concept"],
            "stable": self.stable,
            "text": str(self),
            "witness": dict(self.witness),
            "preferences": [each.to_dict(self.model) for each in self.grounds],
            "evidence": [str(passage) for passage in self.evidence],
        }

    def __str__(self) -> str:
        return "\n".join(self.sentences)


def reason(
    model: GraphModel,
    side: int | Coalition,
    state: int,
    concept: SolutionConcept,
    *,
    sanctions: Sequences = "legal-sequences",
    return_to_s: bool = True,
) -> Reason:
    """Find why a state is stable, or not, for a side or a coalition.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    side : int or tuple of int
        Whose verdict; the members of a coalition for a concept of coalitions.
    state : int
        The state.
    concept : SolutionConcept
        Its tests, or its name, say what tempts and what deters.
    sanctions : str, optional
        ``legal-sequences``, ``each-once`` or ``single-opponent``: which answers count.
    return_to_s : bool, optional
        Whether being brought back to the state counts as a sanction.

    Raises
    ------
    StandoffError
        If the concept does not support the dispute's preferences or form.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.registry import find_concept
    >>> from standoff.model.graph import build
    >>> model = build(standoff.load("catalog:prisoners_dilemma"))
    >>> reason(model, 0, 0, find_concept("Nash")).stable
    True
    """
    from standoff.explain.words import tell

    members = (side,) if isinstance(side, int) else tuple(side)
    witness, grounds = find(Case(model, members, state, concept, sanctions, return_to_s))
    return Reason(bool(witness["stable"]), witness, grounds, tell(model, witness, grounds), model)
