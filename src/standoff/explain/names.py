"""Phrases for the things of a dispute: its sides, states, moves and statements, called by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from standoff.model.expressions import And, Constant, Expression, Iff, Implies, Name, Not, Or, fold, tightness, to_text
from standoff.model.graph import GraphModel

MOST_OPTIONS = 6
MOST_LISTED = 8


def listing(items: Sequence[str], *, most: int = MOST_LISTED, total: int | None = None, word: str = "and") -> str:
    """Join items into an enumeration; those beyond ``most`` (of ``total``) are only counted.

    Examples
    --------
    >>> listing(["s1", "s2", "s3"])
    's1, s2 and s3'
    >>> listing(["s1", "s2", "s3", "s4"], most=2)
    's1, s2 and 2 more'
    """
    left = (len(items) if total is None else total) - min(len(items), most)
    shown = [*items[:most], f"{left:,} more"] if left else list(items)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun; one is written out.

    Examples
    --------
    >>> counted(1, "move"), counted(2, "reply", "replies"), counted(1000, "state")
    ('one move', '2 replies', '1,000 states')
    """
    return f"one {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, …

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


class Names:
    """The names of one dispute; a state is described in full only where it is first mentioned.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    """

    def __init__(self, model: GraphModel) -> None:
        self.model = model
        owners = [(maker, option) for maker in model.dispute.decision_makers for option in maker.options]
        often = Counter(option.name for _, option in owners)
        self.own = {option.id: f"“{option.name}”" for _, option in owners}
        self.options = {
            option.id: self.own[option.id] + (f" of {maker.name}" if often[option.name] > 1 else "")
            for maker, option in owners
        }
        self._mentioned: set[str] = set()

    def side(self, maker: str) -> str:
        """Return a side's name."""
        return self.model.dispute.decision_makers[self.model.makers.index(maker)].name

    def members(self, text: str) -> list[str]:
        """Return the ids of the sides that a text of ids joined by commas means; a merged side's id has commas too."""
        if text in self.model.makers:
            return [text]
        left, found = text, []
        for maker in self.model.makers:
            if left == maker or left.startswith(f"{maker},"):
                found.append(maker)
                left = left[len(maker) + 1 :]
        return found

    def state(self, state: str) -> str:
        """Return a state's id, the first time with its description."""
        if state in self._mentioned:
            return state
        self._mentioned.add(state)
        return self.full(state)

    def brief(self, state: str) -> str:
        """Return a state's id alone; the sentence says what it is, so it is not described again."""
        self._mentioned.add(state)
        return state

    def full(self, state: str) -> str:
        """Return a state's id with its description."""
        described = self.description(self.model.states.find(state))
        return f"{state} ({described})" if described else state

    def description(self, state: int) -> str:
        """Return a state's name and the options taken in it; empty in graph form where it has no name."""
        states = self.model.states
        name = states.name(state)
        parts = [name] if name else []
        if self.options:
            taken = [self.options.get(option, option) for option in states.options(state)]
            text = listing(taken, most=MOST_OPTIONS) if taken else "no option taken"
            if states.members(state):
                text = f"{text}, whatever else" if taken else "several combinations of options"
            parts.append(text)
        return ": ".join(parts)

    def move(self, maker: str, start: str, end: str) -> str:
        """Return a move as an infinitive: the options that its mover takes up and drops; empty if there are none."""
        states = self.model.states
        before, after = states.pattern(states.find(start)), states.pattern(states.find(end))
        if before is None or after is None:
            return ""
        gained: list[str] = []
        lost: list[str] = []
        owners = {o.id: (m.id, *o.shared_with) for m in self.model.dispute.decision_makers for o in m.options}
        for option, old, new in zip(states.option_ids, before, after, strict=True):
            if maker in owners.get(option, ()) and old != new != "-":
                (gained if new == "Y" else lost).append(self.own[option])
        if gained and lost:
            return f"take up {listing(gained)} instead of {listing(lost)}"
        if gained:
            return f"take up {listing(gained)}"
        return f"drop {listing(lost)}" if lost else ""

    def statement(self, expression: Expression) -> str:
        """Return a preference statement with the options' names; brackets stay where the sense needs them."""

        def write(node: Expression, operands: list[tuple[str, Expression]]) -> tuple[str, Expression]:
            least = {Not: 3, And: 3, Or: 2}.get(type(node), 1)
            shown = [text if tightness(part) >= least else f"({text})" for text, part in operands]
            match node:
                case Name(id):
                    return self.options.get(id, id), node
                case Constant():
                    return to_text(node), node
                case Not():
                    return f"not {shown[0]}", node
                case And():
                    return " and ".join(shown), node
                case Or():
                    return " or ".join(shown), node
                case Implies():
                    return f"if {shown[0]}, then {shown[1]}", node
                case Iff():
                    return f"{shown[0]} exactly if {shown[1]}", node
            return to_text(node), node

        return fold(expression, write)[0]
