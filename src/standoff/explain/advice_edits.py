"""Which statements and facts a mediator would have to change, in sentences: `standoff mediate --by statements`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

from standoff.analyze.mediation.edits import Edit, costs_of, written
from standoff.analyze.mediation.edits_answers import MOST, Answer, Answers, search_edits
from standoff.analyze.mediation.edits_pose import pose_edits
from standoff.analyze.mediation.edits_question import EditQuestion
from standoff.analyze.registry import find_concept
from standoff.errors import StandoffError
from standoff.explain.advice_edits_words import advise, sentences
from standoff.model.dispute import Dispute

if TYPE_CHECKING:
    from standoff.analysis import Analysis


@dataclass(frozen=True)
class StatementEdits:
    """The smallest set of edits that makes a state an equilibrium: ``str()`` is the sentences.

    Attributes
    ----------
    found : Answers
        The data: what was asked, the answers, and what is proved.
    """

    found: Answers = field(repr=False)

    @property
    def possible(self) -> bool | None:
        """Whether some set of edits does it; None where that is not known."""
        return True if self.found.answers else False if self.found.ending == "impossible" else None

    @property
    def optimal(self) -> bool:
        """Whether the answer is proved smallest, or proved impossible."""
        return self.possible is not None

    @property
    def cost(self) -> Fraction | None:
        """What the edits cost."""
        return self.found.answers[0].cost if self.found.answers else None

    @property
    def target(self) -> str | None:
        """The id of the state that would hold: today's, or for a state that there is only then the later one."""
        if not self.found.answers:
            return None
        return self.found.answers[0].target or self.found.answers[0].becomes

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the first answer."""
        return self.found.answers[0].edits if self.found.answers else ()

    @property
    def dispute(self) -> Dispute | None:
        """The dispute with the edits of the first answer, ready to be saved and analyzed."""
        return self.found.answers[0].dispute if self.found.answers else None

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff mediate --by statements --json`` prints."""
        from standoff import __version__

        question = self.found.question
        left = {maker: question.left_alone(maker) for maker in question.model.makers}
        result: dict[str, Any] = {
            "format": "standoff-statement-edits/1",
            "version": __version__,
            "asked": question.asked,
            "concept": question.concept.name,
            "possible": self.possible,
            "optimal": self.optimal,
            "bound": number(self.found.bound),
            "candidates": question.candidates,
            "weighed": self.found.weighed,
            "ending": self.found.ending,
            "fixed": sorted(question.fixed),
            "left_alone": {maker: kind for maker, kind in left.items() if kind is not None},
        }
        if self.found.answers:
            result |= {
                "target": self.target,
                "cost": number(self.found.answers[0].cost),
                **self._answer(self.found.answers[0]),
            }
        if self.found.complete is not None:
            result["all"] = [
                {"target": each.target or each.becomes, **self._answer(each)} for each in self.found.answers
            ]
            result["all_complete"] = self.found.complete
        return result

    def _answer(self, answer: Answer) -> dict[str, Any]:
        edits = [*zip(answer.edits, sentences(self.found.question, answer.edits), strict=True)]
        sides = dict.fromkeys(edit.side for edit in answer.edits if edit.side)
        return {
            "edits": [{**_edit(self.found.question, edit), "sentence": sentence} for edit, sentence in edits],
            "statements": {
                side: [item.text for item in answer.dispute.preferences[side].statements or ()] for side in sides
            },
            "facts": {edit.fact: edit.value for edit in answer.edits if edit.fact},
        }

    def __str__(self) -> str:
        return "\n".join(advise(self.found))


def number(value: Fraction) -> int | float:
    """Return a whole number as one, anything else as a decimal."""
    return int(value) if value.denominator == 1 else float(value)


def _edit(question: EditQuestion, edit: Edit) -> dict[str, Any]:
    """Return an edit as plain data."""
    if edit.fact is not None:
        support = question.model.dispute.fact_support.get(edit.fact, edit.support)
        result: dict[str, Any] = {"kind": "fact", "fact": edit.fact, "value": edit.value}
    else:
        support = edit.support
        said = question.model.dispute.preferences[edit.side or ""].statements or ()
        result = {"kind": edit.kind, "decision_maker": edit.side}
        if edit.statement is not None:
            result |= {"statement": edit.statement.text, "place": edit.place}
        if edit.becomes is not None and edit.kind in ("negate", "condition", "add"):
            result["becomes"] = written(edit.becomes)
        if edit.condition is not None:
            result["condition"] = written(edit.condition)
        if edit.kind == "step":
            result |= {"direction": "up" if edit.up else "down", "steps": len(edit.passes), "passes": list(edit.passes)}
        if edit.kind == "add":
            result["above"] = None if edit.above is None else said[edit.above - 1].text
    result |= {"cost": number(edit.cost), "mark": support.mark, "evidence": [str(each) for each in support.evidence]}
    return result | ({"presumed": support.presumed} if support.presumed else {})


def mediate_statements(
    analysis: Analysis,
    target: str,
    concept: str = "SEQ",
    *,
    fix: Iterable[str] = (),
    may_say: Iterable[tuple[str, str]] = (),
    weights: Mapping[str, Any] | None = None,
    most: float | None = MOST,
    limit: int | None = None,
    seconds: float | None = None,
    progress: Callable[[str], None] | None = None,
) -> StatementEdits:
    """Find the smallest set of edits of statements and facts that makes a state an equilibrium, proved smallest.

    A statement can be dropped, negated, made conditional on a fact or on another side's option, and moved one step up
    or down; statements from a list can be added; facts can be flipped. Sides with rankings, weights or pairs are left
    alone.

    Parameters
    ----------
    analysis : Analysis
        The dispute; sides in its ``concept_of`` keep their own concept.
    target : str
        A state by id, name or pattern, or an expression; of several states the cheapest is taken.
    concept : str, optional
        Nash, GMR, SMR, SEQ or SSEQ.
    fix : iterable of str, optional
        Sides whose statements stay, and facts that stay.
    may_say : iterable of (str, str), optional
        Sides, and what they may say in addition; each such statement once, at any place.
    weights : mapping, optional
        What edits cost, by kind (``step``, ``condition``, ``drop``, ``add``, ``negate``, ``fact``) or by side; 1 where
        nothing is said. The cost of an edit's kind and that of its side multiply.
    most : float, optional
        A cost up to which to look; None for any.
    limit : int, optional
        List all smallest sets, at most so many; sets that come to the same count once.
    seconds : float, optional
        How long to search at most.
    progress : callable, optional
        Hears, in words, how the search goes.

    Returns
    -------
    StatementEdits
        ``str()`` is the answer in sentences, ``.dispute`` the dispute with the edits made.

    Raises
    ------
    StandoffError
        If the target means no state, a name is unknown, nothing may be edited, or the concept, the preferences or the
        size are not what edits are looked for under.

    Examples
    --------
    >>> import standoff
    >>> found = mediate_statements(standoff.Analysis(standoff.load("catalog:two_banks")), "deal", "SEQ")
    >>> found.target, found.cost, [(edit.kind, edit.side, edit.place) for edit in found.edits]
    ('s4', Fraction(1, 1), [('condition', 'Down', 4)])
    >>> standoff.Analysis(found.dispute).equilibria("SEQ")
    ('s1', 's4')
    """
    if analysis.merged:
        raise StandoffError("sides that act as one player have no statements of their own.", mend="Leave --merge out.")
    if most is not None and not most >= 0:
        raise StandoffError(f"edits cannot be looked for up to a cost of {most}.", mend="Give a cost of 0 or more.")
    costs = costs_of(analysis.dispute, weights or {})
    question = pose_edits(
        analysis.model,
        target,
        find_concept(concept),
        concept_of=analysis.concept_of,
        fix=fix,
        may_say=may_say,
        costs=costs,
        sanctions=analysis.sanctions,
        return_to_s=analysis.return_to_s,
        perceived=analysis.hypergame is not None,
    )
    return StatementEdits(
        search_edits(question, most=None if most == inf else most, limit=limit, seconds=seconds, progress=progress)
    )
