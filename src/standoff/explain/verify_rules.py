"""A dispute as the checker of witnesses sees it: sides and states are ids, everything else is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.model.graph import GraphModel

Witness = Mapping[str, Any]


class Fault(Exception):
    """What is wrong with a witness."""


def demand(holds: object, fault: str) -> None:
    """Raise a fault unless something holds."""
    if not holds:
        raise Fault(fault)


def demand_keys(entry: Mapping[str, Any], expected: set[str], what: str) -> None:
    """Demand that an entry has these keys and no others."""
    demand(isinstance(entry, Mapping) and set(entry) == expected, f"{what} has other entries than {sorted(expected)}")


def _nothing(*_: str) -> Any:
    raise ValueError("the dispute as given does not say this")


def _selfish(maker: str, other: str) -> int:
    return int(maker == other)


@dataclass(frozen=True)
class Rules:
    """What a checker may ask of a dispute.

    Attributes
    ----------
    makers : sequence of str
        The ids of all sides, in file order.
    moves : callable
        ``moves(maker, state)``: the ids of the states that the side can move to.
    degree : callable
        ``degree(maker, a, b)``: the degree by which the side prefers a to b, negative if it prefers b, 0 if it
        finds them equal, None if it is unknown.
    alpha, threshold : callable
        ``alpha(maker, a, b)``: the relative certainty of preferring a to b; ``threshold(maker)``: from when on it acts.
    chance : callable
        ``chance(maker, a, b)``: the probability of preferring a to b.
    attitude : callable
        ``attitude(maker, other)``: 1, 0 or -1.
    number : callable
        ``number(state)``: its place in the order of states.
    letters, feasible : callable
        ``letters(state)``: one letter an option; ``feasible(letters)``: the state, or None.
    named : callable
        ``named(text)``: the id of the side that a text means.
    """

    makers: Sequence[str]
    moves: Callable[[str, str], Collection[str]]
    degree: Callable[[str, str, str], int | None]
    alpha: Callable[[str, str, str], float] = _nothing
    threshold: Callable[[str], float] = _nothing
    chance: Callable[[str, str, str], float] = _nothing
    attitude: Callable[[str, str], int] = _selfish
    number: Callable[[str], int] = _nothing
    letters: Callable[[str], str] = _nothing
    feasible: Callable[[str], str | None] = _nothing
    named: Callable[[str], str] = str

    def better(self, maker: str, a: str, b: str) -> bool:
        """Return whether a side surely prefers a to b."""
        degree = self.degree(maker, a, b)
        return degree is not None and degree > 0

    def no_better(self, maker: str, a: str, b: str) -> bool:
        """Return whether a side surely does not prefer a to b."""
        degree = self.degree(maker, a, b)
        return degree is not None and degree <= 0

    def word(self, maker: str, a: str, b: str) -> str:
        """Return how good a is to a side, compared with b."""
        degree = self.degree(maker, a, b)
        if degree is None:
            return "unknown"
        if degree == 0:
            return "equal"
        comparative = "better" if degree > 0 else "worse"
        if degree in (1, -1):
            return comparative
        return f"much {comparative}" if degree in (2, -2) else f"{comparative} by degree {abs(degree)}"


def rules_of(model: GraphModel) -> Rules:
    """Return a graph model as the checker sees it; an id that is none raises KeyError."""
    signs = {"+": 1, "0": 0, "-": -1}

    def side(maker: str) -> int:
        return model.makers.index(maker)

    def place(state: str) -> int:
        found = model.states.find(state)
        if model.states.id(found) != state:
            raise KeyError(state)
        return found

    def moves(maker: str, state: str) -> list[str]:
        return [model.states.id(int(end)) for end in model.moves.reachable(side(maker), place(state))]

    def degree(maker: str, a: str, b: str) -> int | None:
        preference, s, t = model.preferences[side(maker)], place(a), place(b)
        return None if bool(preference.unknown(s, t)) else int(preference.compare(s, t))

    def attitude(maker: str, other: str) -> int:
        given = model.dispute.attitudes.get(maker, {})
        return signs[given.get(other, "+" if maker == other else "0")]

    def feasible(letters: str) -> str | None:
        states: Any = model.states
        found = states.index_of_code(sum(1 << k for k, letter in enumerate(letters) if letter == "Y"))
        return None if found is None else model.states.id(int(found))

    return Rules(
        model.makers,
        moves,
        degree,
        alpha=lambda maker, a, b: float(model.preferences[side(maker)].alpha(place(a), place(b))),
        threshold=lambda maker: float(model.preferences[side(maker)].threshold),
        chance=lambda maker, a, b: float(model.preferences[side(maker)].chance(place(a), place(b))),
        attitude=attitude,
        number=place,
        letters=lambda state: model.states.pattern(place(state)) or "",
        feasible=feasible,
        named=lambda text: model.makers[model.dispute.maker(text)],
    )
