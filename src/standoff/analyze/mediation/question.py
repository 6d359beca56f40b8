"""From what a person asks to a question that can be solved: concepts, targets, weights, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.mediation.problem import Problem, Weights
from standoff.analyze.registry import find_concept
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.relations import PairwisePreference, Preference, Relation
from standoff.model.states import parse_for

Weighed = Mapping[str | tuple[str, str, str], int | float | str | Fraction]
NAMES = ", ".join(concept.name for concept in CLASSICAL)
LEAST_WEIGHT, MOST_WEIGHT = Fraction(1, 10**12), Fraction(10**12)
"""Weights beyond them, scaled to whole numbers, would overflow the bounds, which are computed with doubles."""
FINEST_WEIGHT = 10**30
"""The denominator of a weight, at most."""


@dataclass(frozen=True)
class Question:
    """What is asked, with everything looked up.

    Attributes
    ----------
    model : GraphModel
        The dispute, every preference as a total preorder.
    asked : str
        The target as it was written.
    targets : tuple of int
        The states that the target means, increasing.
    concept : SolutionConcept
        What was asked for.
    concepts : tuple of SolutionConcept
        One a side.
    fixed : frozenset of int
        The sides that are left alone.
    weights : Weights
        What changes cost.
    return_to_s : bool
        Whether being brought back to the target is a sanction.
    breaking : bool
        Whether the target shall fall, instead of hold.
    """

    model: GraphModel
    asked: str
    targets: tuple[int, ...]
    concept: SolutionConcept
    concepts: tuple[SolutionConcept, ...]
    fixed: frozenset[int]
    weights: Weights
    return_to_s: bool
    breaking: bool

    def problem(self, target: int) -> Problem:
        """Return the question about one of the target states."""
        return Problem(self.model, target, self.concepts, self.fixed, self.weights, self.return_to_s)


def pose(
    model: GraphModel,
    target: str,
    concept: str,
    *,
    concept_of: Mapping[int, SolutionConcept],
    fix: Iterable[str] = (),
    weights: Weighed | None = None,
    sanctions: str = "legal-sequences",
    return_to_s: bool = True,
    breaking: bool = False,
    perceived: bool = False,
) -> Question:
    """Look up everything in a question about a dispute; ``perceived``: its sides see different versions of it.

    Raises
    ------
    StandoffError
        If the target means no state, a name is unknown, a weight is no positive number, or the concept, the sanction
        rule or a preference is not one that the smallest change is defined for.
    """
    _refuse(sanctions, perceived)
    found = find_concept(concept)
    concepts = tuple(concept_of.get(side, found) for side in range(len(model.makers)))
    for each in (found, *concepts):
        if each not in CLASSICAL:
            raise StandoffError(f"smallest changes are not sought under {each.name}.", mend=f"Take one of {NAMES}.")
    maker = model.dispute.maker
    ranked = tuple(as_ranking(model, side) for side in range(len(model.makers)))
    plain = GraphModel(model.dispute, model.states, model.moves, ranked)
    return Question(
        plain,
        target,
        states_meant(model, target),
        found,
        concepts,
        frozenset(maker(name) for name in fix),
        weighed(model, weights or {}),
        return_to_s,
        breaking,
    )


def _refuse(sanctions: str, perceived: bool) -> None:
    """Refuse what smallest changes are not defined for."""
    if sanctions != "legal-sequences":
        raise StandoffError(
            "the smallest change is sought among answers in legal sequences, the definition, only.",
            mend="Leave the sanction rule alone.",
        )
    if perceived:
        raise StandoffError(
            "this dispute is seen differently by its sides, and then it is not settled whose preferences would change.",
            where="perceptions",
            mend="Mediate in one side's version, written as a dispute of its own.",
        )


def states_meant(model: GraphModel, target: str) -> tuple[int, ...]:
    """Return the states that a target means: a state by id, name or pattern, or all that satisfy an expression."""
    try:
        return (model.states.find(target),)
    except StandoffError as error:
        try:
            parse_for(model.states, target)
        except StandoffError as other:
            looks_like_state = target[:1] == "s" and target[1:].isdecimal()
            raise (error if looks_like_state else other) from error
        found = np.flatnonzero(model.states.satisfying(target))
        if not len(found):
            raise StandoffError(
                f"no state satisfies {target!r}, so nothing can make it hold.",
                mend="Look at the feasibility rules, or ask for less.",
            ) from error
        return tuple(map(int, found))


def as_ranking(model: GraphModel, side: int) -> Relation:
    """Return a side's preference as a total preorder.

    Raises
    ------
    StandoffError
        If it is none, or says more than an order: strength, certainty or probability.
    """
    preference, maker = model.preferences[side], model.makers[side]
    where = f"preferences.{maker}"
    if isinstance(preference, PairwisePreference):
        if preference.open.any():
            kind = f"some of {maker}'s preferences are unknown"
            mend = "Settle them first: a ranking, statements or weights say how all states compare."
            raise StandoffError(f"{kind}, and what is unknown cannot be changed pair by pair.", where=where, mend=mend)
        wins = (preference.degrees > 0).sum(axis=1) - (preference.degrees < 0).sum(axis=1)
        if (np.sign(wins[:, None] - wins[None, :]) != preference.degrees).any():
            raise StandoffError(
                f"{maker}'s preferences go pair by pair and are no ranking: they run in circles, or have degrees.",
                where=where,
                mend="Smallest changes lead from one ranking to another; give a ranking, statements or weights.",
            )
        return Preference(wins.astype(np.int32))
    for kind, present in (
        ("strengths", bool(preference.steps)),
        ("certainties", preference.certainty is not None),
        ("probabilities", preference.probability is not None),
    ):
        if present:
            raise StandoffError(
                f"{maker}'s preferences have {kind}, and a changed pair would need a new one.",
                where=where,
                mend=f"Leave the {kind} out to ask for the smallest change of the ranking alone.",
            )
    return preference


def weighed(model: GraphModel, given: Weighed) -> Weights:
    """Return the weights, by side and by pair.

    Raises
    ------
    StandoffError
        If a name is unknown or a weight is not a positive number.
    """
    sides = [Fraction(1)] * len(model.makers)
    pairs: dict[tuple[int, int, int], Fraction] = {}
    for key, value in given.items():
        weight = _positive(value, key)
        if isinstance(key, str):
            sides[model.dispute.maker(key)] = weight
            continue
        maker, first, second = key
        s, t = model.states.find(first), model.states.find(second)
        if s == t:
            raise StandoffError(f"the pair {first}, {second} is one state.", mend="Name two states.")
        pairs[model.dispute.maker(maker), min(s, t), max(s, t)] = weight
    return Weights(tuple(sides), pairs)


def _positive(value: int | float | str | Fraction, key: object) -> Fraction:
    try:
        number = value if isinstance(value, Fraction) else Decimal(str(value))
        positive, moderate = number > 0, LEAST_WEIGHT <= number <= MOST_WEIGHT
    except (ArithmeticError, ValueError) as error:
        raise StandoffError(f"the weight {value!r} of {_shown(key)} is no number.") from error
    if not positive:
        raise StandoffError(
            f"the weight {value} of {_shown(key)} is not positive.",
            mend="Every changed pair costs something; fix a side to leave it alone.",
        )
    weight = Fraction(number) if moderate else Fraction(0)
    if not moderate or weight.denominator > FINEST_WEIGHT:
        raise StandoffError(
            f"the weight {value} of {_shown(key)} is too large, too small or too finely given.",
            mend="Give a number from 1e-12 to 1e12 with at most 30 decimals; only the proportions count.",
        )
    return weight


def _shown(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
