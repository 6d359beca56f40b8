"""From what a person asks about edits to a question that can be searched, and what is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.mediation.conditions import LARGEST, ensure_classical
from standoff.analyze.mediation.edits import Costs
from standoff.analyze.mediation.edits_lists import MOST_STATEMENTS
from standoff.analyze.mediation.edits_question import EditQuestion
from standoff.analyze.mediation.question import states_meant
from standoff.errors import StandoffError
from standoff.model.dispute import Statement
from standoff.model.expressions import names
from standoff.model.graph import GraphModel
from standoff.model.states import parse_for


def pose_edits(
    model: GraphModel,
    target: str,
    concept: SolutionConcept,
    *,
    concept_of: Mapping[int, SolutionConcept],
    fix: Iterable[str] = (),
    may_say: Iterable[tuple[str, str]] = (),
    costs: Costs | None = None,
    sanctions: str = "legal-sequences",
    return_to_s: bool = True,
    perceived: bool = False,
) -> EditQuestion:
    """Look up everything in a question about edits of statements.

    Raises
    ------
    StandoffError
        If the target means no state, a name is unknown, nothing may be edited, or the concept, the sanction rule, the
        size or the preferences are not what edits are looked for under.
    """
    ensure_plain(model, sanctions, perceived=perceived)
    concepts = tuple(concept_of.get(side, concept) for side in range(len(model.makers)))
    for each in (concept, *concepts):
        ensure_classical(each)
    dispute = model.dispute
    fixed = frozenset(
        name if name in dispute.facts else dispute.decision_makers[dispute.maker(name)].id for name in fix
    )
    targets = _targets(model, target, frozenset(dispute.facts) - fixed)
    said: dict[str, tuple[Statement, ...]] = {}
    for name, text in may_say:
        maker = dispute.decision_makers[dispute.maker(name)].id
        said[maker] = (*said.get(maker, ()), Statement(parse_for(model.states, text), text.strip()))
    question = EditQuestion(model, target, targets, concept, concepts, fixed, said, costs or Costs(), return_to_s)
    _ensure_something(question)
    return question


def _targets(model: GraphModel, target: str, facts: Collection[str]) -> tuple[int, ...]:
    """Return the states that a target means today; perhaps none, where facts that may change could open some."""
    try:
        return states_meant(model, target)
    except StandoffError:
        dispute = model.dispute
        try:
            asked = parse_for(model.states, target)
        except StandoffError:
            asked = None
        said = [
            asked,
            *(e for rule in dispute.rules for e in rule.expressions),
            *(o.expression for o in dispute.outcomes),
        ]
        if asked is None or not any(names(each) & set(facts) for each in said if each is not None):
            raise
        return ()


def ensure_plain(model: GraphModel, sanctions: str, *, perceived: bool) -> None:
    """Refuse what mediation is not defined for.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    sanctions : str
        The rule by which answers are read.
    perceived : bool
        Whether its sides see it differently.

    Raises
    ------
    StandoffError
        For another sanction rule, perceptions, preferences that are no rankings, and too many states.
    """
    if sanctions != "legal-sequences":
        raise StandoffError(
            "mediation reads answers as legal sequences, the definition, only.", mend="Leave the sanction rule alone."
        )
    if perceived:
        raise StandoffError(
            "this dispute is seen differently by its sides, and then it is not settled whose words would change.",
            where="perceptions",
            mend="Mediate in one side's version, written as a dispute of its own.",
        )
    for maker, preference in zip(model.makers, model.preferences, strict=True):
        if not preference.total:
            raise StandoffError(
                f"{maker}'s preferences are partly unknown, or given pair by pair.",
                where=f"preferences.{maker}",
                mend="Give it a ranking, statements or weights.",
            )
    if model.states.count > LARGEST:
        raise StandoffError(
            f"the dispute has {model.states.count:,} states; this is worked out for up to {LARGEST:,}.",
            mend="Rule states out, or coalesce some.",
        )


def _ensure_something(question: EditQuestion) -> None:
    """Refuse a question in which nothing may be edited."""
    dispute = question.model.dispute
    if not any(entry.use == "statements" for entry in dispute.preferences.values()) and not dispute.facts:
        raise StandoffError(
            "no side has statements and there are no facts, so there is nothing to edit.",
            where="preferences",
            mend="Ask for the smallest change of rankings: leave `--by statements` out.",
        )
    for maker in question.may_say:
        kind = question.left_alone(maker)
        if maker in question.fixed:
            raise StandoffError(f"{maker} may say something more, and is fixed.", mend="Leave one of the two out.")
        if kind is not None:
            raise StandoffError(
                f"{maker} has no statements{'' if kind == 'nothing' else f', but {kind}'}, so it cannot say one more.",
                where=f"preferences.{maker}",
                mend="Give it statements.",
            )
    for maker in question.editable:
        count = len(dispute.preferences[maker].statements or ()) + len(question.may_say.get(maker, ()))
        if count > MOST_STATEMENTS:
            raise StandoffError(
                f"{maker} has {count} statements; edits are looked for up to {MOST_STATEMENTS}.", mend="Fix this side."
            )
    if not question.candidates:
        raise StandoffError(
            "nothing may be edited: what is not fixed has neither statements nor facts on which anything hangs.",
            mend="Fix less, or say with --may-say what sides might say.",
        )
