"""What coreference works on: mentions that may name an actor, and the actors that they are gathered under."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["named", "nominal", "pronoun", "metonym"]


@dataclass
class Candidate:
    """A stretch of tokens that may name an actor.

    ``start`` and ``end`` are token indices (end exclusive), ``head`` the index of its head noun; ``sort`` says what
    kind of phrase
    it is: name, role, organization, state, force, population, group, side, bloc, pronoun.
    """

    start: int
    end: int
    head: int
    form: Form
    sort: str
    phrase: str = ""
    name: str = ""
    words: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    country: str | None = None
    role: str = ""
    gender: str = ""
    determiner: str = ""
    owner: Entity | None = None
    owner_span: tuple[int, int] | None = None
    count: int = 0
    sentence: int = 0
    paragraph: int = 0
    weight: float = 0.0
    subject: bool = False
    quotation: int | None = None
    emphatic: bool = False
    quiet: bool = False


@dataclass(eq=False)
class Entity:
    """An actor in the making: its names, what is known about it, and its mentions so far.

    ``doubt`` is less than 1 where hardly anything but capitals says that a name is a person's.
    ``open`` is true where the name says nothing of the kind: "he" or "she" may prove it a person's. Until then an open
    actor of the kind "unknown" is none.
    ``leaning`` is whose its first name mostly is; ``heard`` counts the pronouns of each gender that were taken to mean
    it.
    ``sure`` is how much says that a name is a person's.
    """

    kind: str
    number: int = 0
    names: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    roles: list[str] = field(default_factory=list)
    country: str | None = None
    gender: str = ""
    owner: Entity | None = None
    members: tuple[Entity, ...] = ()
    mentions: list[Candidate] = field(default_factory=list)
    plural: bool = False
    doubt: float = 1.0
    open: bool = False
    leaning: str = ""
    heard: Counter[str] = field(default_factory=Counter)
    sure: float = 0.0

    def principal(self) -> Entity:
        """Return the one at the top of those that this one acts for."""
        seen, top = {id(self)}, self
        while top.owner is not None and id(top.owner) not in seen:
            top = top.owner
            seen.add(id(top))
        return top
