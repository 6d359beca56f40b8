"""What lies behind a preference: the deciding statement, the places in a ranking or the weights, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from standoff.explain.scales import Scale
from standoff.model.dispute import NOTHING, Evidence, PreferenceEntry, Statement, Support
from standoff.model.expression_truth import truth
from standoff.model.expressions import Expression
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices
from standoff.model.states import OptionStates, constants


@dataclass(frozen=True)
class Ground:
    """Why one side prefers a state to another, or finds them equal, or nobody knows.

    Attributes
    ----------
    side, better, worse : int
        The side and the two states; where they are equal, as they were asked for.
    equal : bool
        Whether the side is indifferent between them.
    unknown : bool
        Whether it is unknown which of the two it prefers.
    much : bool
        Whether it is a strong preference.
    form : str
        What the file gives: "ranking", "statements", "weights", "pairs", "certainty" or "probability"; "members" for
        several sides merged into one, "view" where a side sees another dispute, "nothing" for one without an entry.
    place, of : int or None
        In statements: which statement decides, counted from 1, and how many there are.
        In a ranking: the place of the better state, and the number of places.
    statement : Statement or None
        The most important statement whose truth differs between the two states.
    values : tuple or None
        The places of both states in the ranking, or their weights; or the certainty of preference with the side's
        threshold, or its probability (with 1).
    support : Support
        What the deciding element rests on.
    """

    side: int
    better: int
    worse: int
    equal: bool
    form: Literal["ranking", "statements", "weights", "pairs", "members", "view", "certainty", "probability", "nothing"]
    place: int | None = None
    of: int | None = None
    statement: Statement | None = None
    values: tuple[Fraction, Fraction] | None = None
    support: Support = NOTHING
    unknown: bool = False
    much: bool = False

    @property
    def decided(self) -> bool:
        """Whether the side surely prefers the one to the other."""
        return not self.equal and not self.unknown

    def to_dict(self, model: GraphModel) -> dict[str, Any]:
        """Return the ground as plain data."""
        result: dict[str, Any] = {
            "decision_maker": model.makers[self.side],
            "better" if self.decided else "state": model.states.id(self.better),
            "worse" if self.decided else "other": model.states.id(self.worse),
            "equal": self.equal,
            "unknown": self.unknown,
            "by": self.form,
            "mark": self.support.mark,
            "evidence": [str(passage) for passage in self.support.evidence],
        }
        if self.statement is not None:
            result.update(statement=self.statement.text, place=self.place, of=self.of)
        if self.values is not None:
            result["values"] = [str(value) for value in self.values]
        if self.support.presumed:
            result["presumed"] = self.support.presumed
        return result


def ground(model: GraphModel, side: int, better: int, worse: int, scale: Scale = "words") -> Ground:
    """Find what decides a side's preference between two states.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    side, better, worse : int
        A side and two states; if it prefers the second, they are exchanged.
    scale : str
        "certainty" or "probability" for these, whatever the ranking beside them says.
    """
    entry = model.dispute.preferences.get(model.makers[side])
    preference = model.preferences[side]
    if scale == "certainty" or scale == "probability":
        number = preference.alpha if scale == "certainty" else preference.chance
        if number(worse, better) > number(better, worse):
            better, worse = worse, better
        amounts = (_fraction(number(better, worse)), _fraction(preference.threshold))
        support = entry.support if entry else NOTHING
        return Ground(side, better, worse, False, scale, values=amounts, support=support)
    degree = int(preference.compare(better, worse))
    if degree < 0:
        better, worse, degree = worse, better, -degree
    unknown = bool(preference.unknown(better, worse))
    found = Ground(side, better, worse, not degree and not unknown, "nothing")
    if entry is None:
        return replace(found, unknown=unknown, form="members" if "," in model.makers[side] else "nothing")
    if entry.use == "statements":
        by = _by_statements(model, found, entry)
        return by if by.equal == found.equal else replace(found, form="view")
    if entry.use == "weights" and isinstance(model.states, OptionStates):
        values = (_weight(model.states, better, entry), _weight(model.states, worse, entry))
        if (values[0] == values[1], values[0] > values[1]) != (not degree, degree > 0):
            return replace(found, form="view")
        return replace(found, form="weights", values=values, support=entry.support)
    form: Literal["ranking", "pairs"] = "pairs" if entry.use == "pairs" else "ranking"
    found = replace(found, form=form, support=entry.support, unknown=unknown, much=degree > 1)
    if not preference.total:
        return found
    levels = preference.levels
    top = int(levels.max())
    places = (Fraction(top - int(levels[better]) + 1), Fraction(top - int(levels[worse]) + 1))
    return replace(found, place=int(places[0]), of=top + 1, values=places)


def _by_statements(model: GraphModel, found: Ground, entry: PreferenceEntry) -> Ground:
    statements = entry.statements or ()
    found = replace(found, form="statements", of=len(statements))
    for number, statement in enumerate(statements, 1):
        expression = statement.expression
        if holds(model, expression, found.better) and not holds(model, expression, found.worse):
            return replace(found, equal=False, place=number, statement=statement, support=statement.support)
    return replace(found, equal=True)


def _fraction(value: Any) -> Fraction:
    return Fraction(f"{float(value):.12g}")


def _weight(states: OptionStates, state: int, entry: PreferenceEntry) -> Fraction:
    code = states.code(state)
    weights = entry.weights or {}
    taken = (name for k, name in enumerate(states.option_ids) if code >> k & 1)
    return sum((Fraction(weights.get(name, 0)) for name in taken), Fraction(0))


def holds(model: GraphModel, expression: Expression, state: int) -> bool:
    """Return whether an expression is true in one state (of a coalesced one: in the member that stands for it)."""
    states = model.states
    code = states.code(state)
    position = {name: k for k, name in enumerate(states.option_ids)}

    def option(k: int) -> bool:
        return code is not None and bool(code >> k & 1)

    def value(name: str) -> bool:
        return option(position[name]) if name in position else states.find(name) == state

    return bool(truth(constants(model.dispute)(expression), value, option, True))


def nearest_first(model: GraphModel, state: int, others: Indices) -> list[int]:
    """Sort states by how many options differ from a state, then by number; in graph form by number alone."""
    states = model.states
    if not isinstance(states, OptionStates):
        return [int(other) for other in others]
    changed = np.bitwise_count(states.codes[others] ^ states.codes[state])
    return [int(other) for other in others[np.lexsort((others, changed))]]


def passages(grounds: Iterable[Ground]) -> tuple[Evidence, ...]:
    """Return the passages behind several grounds, each once, in their order."""
    return tuple(dict.fromkeys(passage for each in grounds for passage in each.support.evidence))
