"""How a side compares two states, as a witness says it: in a word, a number, or a word for every side that counts."""

from __future__ import annotations

from typing import Literal

from standoff.analyze import rules
from standoff.analyze.coalitions import CoalitionConcept
from standoff.analyze.concepts import SolutionConcept
from standoff.model.graph import GraphModel

Relation = str | float | dict[str, str]
Scale = Literal["words", "certainty", "probability", "regards"]


def scale_of(concept: SolutionConcept) -> Scale:
    """Return the scale on which a concept compares states."""
    prefixes: dict[str, Scale] = {"fuzzy": "certainty", "prob": "probability", "rel": "regards"}
    return "words" if isinstance(concept, CoalitionConcept) else prefixes.get(concept.name.split("_")[0], "words")


def word(model: GraphModel, side: int, a: int, b: int) -> str:
    """Return how good a is to a side, compared with b: better, worse, equal, unknown, much better, …"""
    preference = model.preferences[side]
    if bool(preference.unknown(a, b)):
        return "unknown"
    degree = int(preference.compare(a, b))
    if not degree:
        return "equal"
    way = "better" if degree > 0 else "worse"
    return {1: way, 2: f"much {way}"}.get(abs(degree), f"{way} by degree {abs(degree)}")


def relation(model: GraphModel, scale: Scale, side: int, a: int, b: int) -> Relation:
    """Return how good a is to a side, compared with b, on a scale."""
    if scale == "certainty":
        return float(model.preferences[side].alpha(a, b))
    if scale == "probability":
        return float(model.preferences[side].chance(a, b))
    if scale == "regards":
        return words(model, regarded(model, side), a, b)
    return word(model, side, a, b)


def words(model: GraphModel, sides: tuple[int, ...], a: int, b: int) -> dict[str, str]:
    """Return how good a is to each of several sides, compared with b."""
    return {model.makers[side]: word(model, side, a, b) for side in sides}


def regarded(model: GraphModel, side: int) -> tuple[int, ...]:
    """Return the sides that a side is well or ill disposed to."""
    return tuple(j for j, attitude in enumerate(rules.attitudes(model)[side]) if attitude)
