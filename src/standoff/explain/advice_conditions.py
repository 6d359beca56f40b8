"""Conditions and counts in sentences: `standoff mediate --conditions` and `--count`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from standoff.analyze.concepts import DEFAULT, SolutionConcept
from standoff.analyze.mediation.conditions import Condition, condition, ensure_classical
from standoff.analyze.mediation.counting import RankingCount, count_rankings
from standoff.analyze.mediation.edits_pose import ensure_plain
from standoff.analyze.mediation.question import states_meant
from standoff.analyze.registry import find_concepts
from standoff.errors import StandoffError
from standoff.explain.advice_conditions_words import tell_conditions, tell_counts
from standoff.model.graph import GraphModel

if TYPE_CHECKING:
    from standoff.analysis import Analysis


@dataclass(frozen=True)
class Conditions:
    """The condition for a state to hold, side by side: ``str()`` is the sentences.

    Attributes
    ----------
    model : GraphModel
        The dispute.
    target : int
        The state.
    by_concept : tuple of tuple of Condition
        For each concept, one condition a side.
    """

    model: GraphModel = field(repr=False)
    target: int
    by_concept: tuple[tuple[Condition, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff mediate --conditions --json`` prints."""
        found = [{**each.to_dict(), "longer_than_written": _too_long(each)} for row in self.by_concept for each in row]
        return {**_head(self.model, self.target, "standoff-conditions/1"), "conditions": found}

    def __str__(self) -> str:
        return "\n".join(tell_conditions(self))


@dataclass(frozen=True)
class Counts:
    """How many strict rankings of each side keep a state stable for it: ``str()`` is the sentences.

    Attributes
    ----------
    model : GraphModel
        The dispute.
    target : int
        The state.
    by_side : tuple of tuple of RankingCount
        For each side, one count a concept.
    """

    model: GraphModel = field(repr=False)
    target: int
    by_side: tuple[tuple[RankingCount, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff mediate --count --json`` prints."""
        found = [each.to_dict() for row in self.by_side for each in row]
        return {**_head(self.model, self.target, "standoff-counts/1"), "counts": found}

    def __str__(self) -> str:
        return "\n".join(tell_counts(self))


def _head(model: GraphModel, target: int, name: str) -> dict[str, Any]:
    from standoff import __version__

    return {"format": name, "version": __version__, "target": model.states.id(target)}


def _too_long(found: Condition) -> list[str]:
    """Return the names of the normal forms that are too long to write out."""
    forms = {"all_of_any": found.clauses, "any_of_all": found.terms}
    return [name for name, sets in forms.items() if sets is None]


def conditions(analysis: Analysis, target: str, concepts: Iterable[str] = DEFAULT) -> Conditions:
    """Find what each side's preference must be for a state to be an equilibrium, the others' being as they are.

    Parameters
    ----------
    analysis : Analysis
        The dispute; sides in its ``concept_of`` keep their own concept.
    target : str
        One state, by id, name or pattern, or by an expression that holds in it alone.
    concepts : iterable of str
        Any of Nash, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    Conditions
        A state is an equilibrium exactly if the condition of every side is met. Under SEQ and SSEQ they suppose the
        others' preferences as they are; under Nash, GMR and SMR they hang on nobody else's.

    Raises
    ------
    StandoffError
        If the target is not one state, or the concepts or the preferences are not what conditions are found for.

    Examples
    --------
    >>> import standoff
    >>> found = conditions(standoff.Analysis(standoff.load("catalog:syria_iraq_1975")), "s2", ["SEQ"])
    >>> print(str(found).splitlines()[1])
    - For Syria s2 must be at least as good as s1 or s4; and as s3 or s6; today it is not.
    """
    model, state, asked = _posed(analysis, target, concepts)
    return Conditions(model, state, tuple(tuple(_of_sides(analysis, state, concept)) for concept in asked))


def rankings(analysis: Analysis, target: str, concepts: Iterable[str] = DEFAULT) -> Counts:
    """Count how many of all strict rankings of each side keep a state stable for it, the others' being as they are.

    Parameters
    ----------
    analysis : Analysis
        The dispute; sides in its ``concept_of`` keep their own concept.
    target : str
        One state, by id, name or pattern, or by an expression that holds in it alone.
    concepts : iterable of str
        Any of Nash, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    Counts
        Exact whole numbers, with shares.

    Raises
    ------
    StandoffError
        As `conditions` does, and where what a side requires is too entangled to be counted.

    Examples
    --------
    >>> import standoff
    >>> analysis = standoff.Analysis(standoff.load("catalog:syria_iraq_1975"))
    >>> print(str(rankings(analysis, "s2", ["Nash", "SEQ"])).splitlines()[1])
    - Syria: 240 under Nash (33.3 %), 384 under SEQ (53.3 %).
    """
    model, state, asked = _posed(analysis, target, concepts)
    rows = [[count_rankings(each) for each in _of_sides(analysis, state, concept)] for concept in asked]
    return Counts(model, state, tuple(zip(*rows, strict=True)))


def _posed(
    analysis: Analysis, target: str, concepts: Iterable[str]
) -> tuple[GraphModel, int, tuple[SolutionConcept, ...]]:
    """Look up a target and concepts."""
    model = analysis.model
    ensure_plain(model, analysis.sanctions, perceived=analysis.hypergame is not None)
    asked = find_concepts(concepts)
    for concept in (*asked, *analysis.concept_of.values()):
        ensure_classical(concept)
    states = states_meant(model, target)
    if len(states) > 1:
        some = ", ".join(model.states.id(state) for state in states[:5])
        raise StandoffError(
            f"{target!r} holds in {len(states):,} states ({some}{', …' if len(states) > 5 else ''}).", mend="Name one."
        )
    return model, states[0], asked


def _of_sides(analysis: Analysis, state: int, concept: SolutionConcept) -> Iterator[Condition]:
    model = analysis.model
    for side in range(len(model.makers)):
        own = analysis.concept_of.get(side, concept)
        yield condition(model, side, state, own, return_to_s=analysis.return_to_s)
