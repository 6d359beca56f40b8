"""The dispute as its file states it: sides, options, rules, preferences, evidence. Frozen, without numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from standoff.model.statements import Expression

Direction = Literal["both", "take", "drop"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a source: code points ``start`` to ``end`` (exclusive) of its file."""

    source: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.source}@{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Support:
    """What an element of the model rests on: passages, and whether it is contested or only presumed."""

    evidence: tuple[Evidence, ...] = ()
    contested: bool = False
    presumed: str | None = None

    @property
    def mark(self) -> Literal["evidenced", "contested", "presumed", "unsourced"]:
        """The element's mark; *unsourced* is an element that a person wrote without a source."""
        if self.presumed:
            return "presumed"
        if self.contested:
            return "contested"
        return "evidenced" if self.evidence else "unsourced"


NOTHING = Support()


@dataclass(frozen=True, slots=True)
class Source:
    """A report that evidence points to."""

    id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    file: str | None = None
    reliability: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A yes/no course of action; ``take`` moves only from no to yes, ``drop`` only from yes to no."""

    id: str
    name: str
    moves: Direction = "both"
    shared_with: tuple[str, ...] = ()
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """One side of the dispute and the options that it controls (none in graph form)."""

    id: str
    name: str
    options: tuple[Option, ...] = ()
    support: Support = NOTHING


RuleKind = Literal["never", "requires", "mutually_exclusive", "at_least_one", "exactly_one"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One feasibility rule (Fang, Hipel, Kilgour & Peng 2003a); each removes states.

    ``expressions`` holds one expression for ``never``, the pair (if, then) for ``requires``,
    and the members of the set for the three others.
    """

    kind: RuleKind
    expressions: tuple[Expression, ...]
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class Statement:
    """One preference statement: the side prefers states where the expression is true."""

    expression: Expression
    text: str
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class PreferenceEntry:
    """What the file says of one side's preferences; ``use`` names the form in force.

    ``ranking`` lists classes best first, each a tuple of state ids or patterns as written.
    """

    use: Literal["ranking", "statements", "weights"]
    ranking: tuple[tuple[str, ...], ...] | None = None
    statements: tuple[Statement, ...] | None = None
    weights: Mapping[str, Fraction] | None = None
    unlisted: Literal["worst"] | None = None
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state with a name: ``pattern`` in option form (the key ``is``), None in graph form."""

    id: str
    name: str | None = None
    pattern: str | None = None
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class Outcome:
    """A name for a set of states."""

    id: str
    expression: Expression
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the sources leave open, to be settled by a person."""

    id: str
    about: str
    ask: str
    choices: tuple[str, ...] = ()
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class StatusQuo:
    """Where the dispute stands: the options taken, or a pattern or state id, and what says so."""

    taken: tuple[str, ...] | None = None
    state: str | None = None
    support: Support = NOTHING


Arc = tuple[str, str]


@dataclass(frozen=True)
class Dispute:
    """A dispute in the words of its file; `standoff.Analysis` computes on it.

    ``arcs`` holds the moves of a graph-form dispute; ``added`` and ``forbidden`` correct
    single arcs of an option-form one. ``document`` is the YAML tree it was read from, which
    `standoff.save` writes back with comments and order kept, and ``sha256`` the file's digest.
    """

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    about: str | None = None
    sources: tuple[Source, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    fact_support: Mapping[str, Support] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    coalesce: tuple[Expression, ...] = ()
    status_quo: StatusQuo | None = None
    preferences: Mapping[str, PreferenceEntry] = field(default_factory=dict)
    unlisted: Literal["equal"] | None = None
    outcomes: tuple[Outcome, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    states: tuple[NamedState, ...] = ()
    arcs: Mapping[str, tuple[Arc, ...]] | None = None
    added: Mapping[str, tuple[Arc, ...]] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[Arc, ...]] = field(default_factory=dict)
    path: str | None = None
    sha256: str = ""
    document: object = field(default=None, compare=False, repr=False)

    @property
    def graph_form(self) -> bool:
        """Whether states and moves are listed one by one instead of generated from options."""
        return self.arcs is not None

    @property
    def options(self) -> tuple[Option, ...]:
        """All options in file order; the first is the least significant bit of a state's code."""
        return tuple(option for maker in self.decision_makers for option in maker.options)

    def maker(self, text: str) -> int:
        """Return the index of the decision maker with this id or name."""
        from standoff.errors import StandoffError
        from standoff.model.words import nearest

        for index, maker in enumerate(self.decision_makers):
            if text in (maker.id, maker.name):
                return index
        ids = [maker.id for maker in self.decision_makers]
        raise StandoffError(f"no decision maker is called {text!r}.", mend=nearest(text, ids))
