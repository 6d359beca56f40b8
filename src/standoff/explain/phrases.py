"""Phrases that the words of all reasons share: who is meant, moves, and comparisons of states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from standoff.explain.names import Names, listing

FEW = 3
Witness = Mapping[str, Any]


@dataclass(frozen=True)
class Voice:
    """A witness with the names to tell it in, and the grammar of whom it is about."""

    names: Names
    witness: Witness

    @property
    def makers(self) -> list[str]:
        """The ids of whom the verdict is about."""
        return self.names.members(self.witness["decision_maker"])

    @property
    def plural(self) -> bool:
        """Whether they are several."""
        return len(self.makers) > 1

    @property
    def who(self) -> str:
        """Their names."""
        return listing([self.names.side(maker) for maker in self.makers])

    @property
    def it(self) -> str:
        """The pronoun."""
        return "they" if self.plural else "it"

    @property
    def them(self) -> str:
        """The pronoun as an object."""
        return "them" if self.plural else "it"

    @property
    def state(self) -> str:
        """The state's id."""
        return str(self.witness["state"])

    def verb(self, one: str, many: str) -> str:
        """Return the form of a verb that fits."""
        return many if self.plural else one

    def verdict(self) -> str:
        """Return the conclusion."""
        word = "" if self.witness["stable"] else "not "
        return f"So {self.state} is {word}{self.witness['concept']} stable for {self.who}."

    def going(self, start: str, end: str, *, describe: bool = False, maker: str | None = None) -> str:
        """Return a move as an infinitive with the state that it ends in."""
        move = self.names.move(maker or self.makers[0], start, end)
        if not move:
            return f"move to {self.names.state(end)}"
        return f"{move} and reach {self.names.state(end)}" if describe else f"{move} ({self.names.brief(end)})"

    def comparison(self, relation: Any, a: str, *, subject: str | None = None) -> str:
        """Return a clause about how a state compares with the one that would be left."""
        who = subject or self.it
        if isinstance(relation, Mapping):
            return together(self.names, relation, a, self.state)
        if isinstance(relation, str):
            return compared(who, self.plural, relation, a, self.state)
        return f"{who} prefers {a} to {self.state} {amount(self.witness['concept'], relation)}"


def amount(concept: str, value: float) -> str:
    """Return a certainty or a probability in words."""
    kind = "relative certainty" if concept.startswith("fuzzy") else "probability"
    return f"with {kind} {decimal(Fraction(f'{value:.12g}'))}"


def compared(who: str, plural: bool, word: str, a: str, b: str) -> str:
    """Return a clause about how somebody compares two states.

    Examples
    --------
    >>> compared("it", False, "better", "s2", "s1"), compared("B and C", True, "worse", "s2", "s1")
    ('it prefers s2 to s1', 'B and C prefer s1 to s2')
    >>> compared("it", False, "better by degree 3", "s2", "s1")
    'it prefers s2 to s1 by degree 3'
    """
    prefer = "prefer" if plural else "prefers"
    if word == "unknown":
        return f"it is unknown whether {who} {prefer} {a} to {b}"
    if word == "equal":
        return f"{who} {'find' if plural else 'finds'} {a} and {b} equal"
    first, second = (a, b) if "better" in word else (b, a)
    much = "much " if word.startswith("much") else ""
    degree = f" by degree {word.rsplit(' ', 1)[1]}" if "degree" in word else ""
    return f"{who} {much}{prefer} {first} to {second}{degree}"


def together(names: Names, relation: Mapping[str, str], a: str, b: str) -> str:
    """Return a clause about how several sides compare two states, those that agree together."""
    groups: dict[str, list[str]] = {}
    for maker, word in relation.items():
        groups.setdefault(word, []).append(names.side(maker))
    if not groups:
        return f"nothing that it regards tells {a} and {b} apart"
    told = [compared(listing(sides), len(sides) > 1, word, a, b) for word, sides in groups.items()]
    return listing(told)


def chain(voice: Voice, steps: Sequence[Mapping[str, str]], could: str = "would") -> str:
    """Return a sequence of single moves: who would do what."""
    told = []
    for step in steps:
        doing = voice.going(step["from"], step["to"], maker=step["mover"])
        told.append(f"{voice.names.side(step['mover'])} {could} {doing}")
    return ", and then ".join(told)


def decimal(value: Fraction) -> str:
    """Return a number as people write it.

    Examples
    --------
    >>> decimal(Fraction(5, 4)), decimal(Fraction(-2))
    ('1.25', '-2')
    """
    return str(value) if value.denominator == 1 else f"{float(value):.12g}"
