"""What a mediator would have to change: the answer of `standoff mediate`; `advice_words` puts it into sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from standoff.analyze.mediation.found import Found, sign
from standoff.analyze.mediation.orders import classes
from standoff.analyze.mediation.problem import Profile
from standoff.explain.names import Names
from standoff.model.graph import GraphModel


@dataclass(frozen=True)
class Mediation:
    """The smallest change that makes a state hold, or fall: ``str()`` is the sentences.

    Attributes
    ----------
    found : Found
        The data: target, cost, proved bound and new preferences.
    model : GraphModel
        The dispute as it is today.
    weighted : bool
        Whether weights were given.
    """

    found: Found = field(repr=False)
    model: GraphModel = field(repr=False)
    weighted: bool = False

    @property
    def target(self) -> str:
        """The id of the state it is about; of several the cheapest."""
        return self.model.states.id(self.found.target)

    @property
    def possible(self) -> bool | None:
        """Whether any change does it; None where the search ended before that was known."""
        return self.found.possible

    @property
    def optimal(self) -> bool:
        """Whether the change is proved smallest, or proved impossible."""
        return self.found.optimal

    @property
    def cost(self) -> Fraction | None:
        """What the change costs: the changed pairs, or the sum of their weights."""
        return self.found.cost

    @property
    def bound(self) -> Fraction:
        """The proved least cost."""
        return self.found.bound

    @property
    def changes(self) -> tuple[dict[str, Any], ...]:
        """The changed pairs, each with its side and the relation before and after."""
        return tuple(_changes(self.model, self.found, self.found.profile))

    @property
    def rankings(self) -> dict[str, list[list[str]]]:
        """One new ranking of every side that changes, as classes best first."""
        return _rankings(self.model, self.found, self.found.profile)

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff mediate --json`` prints."""
        from standoff import __version__

        found, question = self.found, self.found.question
        result: dict[str, Any] = {
            "format": "standoff-mediation/1",
            "version": __version__,
            "asked": question.asked,
            "target": self.target,
            "concept": question.concept.name,
            "break": question.breaking,
            "possible": found.possible,
            "optimal": found.optimal,
            "cost": None if found.cost is None else number(found.cost),
            "bound": number(found.bound),
            "changes": list(self.changes),
            "rankings": self.rankings,
            "fixed": [self.model.makers[side] for side in sorted(question.fixed)],
        }
        own = {
            maker: concept.name
            for maker, concept in zip(self.model.makers, question.concepts, strict=True)
            if concept is not question.concept
        }
        if own:
            result["concept_of"] = own
        if self.weighted:
            result["weights"] = self._weights()
        if found.possible is False:
            from standoff.explain.advice_words import reason_against

            result["reason"] = reason_against(Names(self.model), found)
        if found.every is not None:
            result["all"] = [
                {"changes": list(_changes(self.model, found, each)), "rankings": _rankings(self.model, found, each)}
                for each in found.every
            ]
            result["all_complete"] = found.complete
        if found.stopped:
            result["stopped"] = True
        return result

    def _weights(self) -> dict[str, Any]:
        weights, ids, makers = self.found.question.weights, self.model.states.id, self.model.makers
        return {
            "sides": {maker: number(weight) for maker, weight in zip(makers, weights.sides, strict=True)},
            "pairs": [
                {"decision_maker": makers[side], "pair": [ids(s), ids(t)], "weight": number(weight)}
                for (side, s, t), weight in sorted(weights.pairs.items())
            ],
        }

    def __str__(self) -> str:
        from standoff.explain.advice_words import advise

        return "\n".join(advise(self))


def number(value: Fraction) -> int | float:
    """Return a whole number as one, anything else as a decimal."""
    return int(value) if value.denominator == 1 else float(value)


def _changes(model: GraphModel, found: Found, profile: Profile | None) -> Iterator[dict[str, Any]]:
    ids = model.states.id
    for side, before, after in found.changed(profile):
        for s, t in found.pairs(before, after):
            a, b = (t, s) if after[t] > after[s] else (s, t)
            yield {
                "decision_maker": model.makers[side],
                "pair": [ids(a), ids(b)],
                "from": sign(before, a, b),
                "to": sign(after, a, b),
            }


def _rankings(model: GraphModel, found: Found, profile: Profile | None) -> dict[str, list[list[str]]]:
    ids = model.states.id
    return {
        model.makers[side]: [[ids(s) for s in tie] for tie in classes(after)]
        for side, before, after in found.changed(profile)
        if found.pairs(before, after)
    }
