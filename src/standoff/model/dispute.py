"""The dispute as its file states it: sides, options, rules, preferences, evidence. Frozen, without numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """What an element of the model rests on: passages, and whether it is contested or only presumed.

    ``credibility`` is a person's grade of what is claimed: 1 (confirmed by others) to 5 (improbable), 6 (cannot be
    judged).
    """

    evidence: tuple[Evidence, ...] = ()
    contested: bool = False
    presumed: str | None = None
    credibility: int | None = None

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


Form = Literal["ranking", "statements", "weights", "pairs"]
StatePair = tuple[str, str]
ValuedPair = tuple[str, str, Fraction]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A preference given pair by pair, ``(a, b)`` meaning a against b; no closure is taken.

    ``otherwise`` says what pairs that stand in none of the lists are; without it each must be listed.
    """

    better: tuple[StatePair, ...] = ()
    much_better: tuple[StatePair, ...] = ()
    equal: tuple[StatePair, ...] = ()
    unknown: tuple[StatePair, ...] = ()
    otherwise: Literal["unknown", "equal"] | None = None


@dataclass(frozen=True, slots=True)
class PreferenceEntry:
    """What the file says of one side's preferences; ``use`` names the form in force.

    ``ranking`` lists classes best first, each a tuple of state ids or patterns as written; a long one is
    a `standoff.model.rankings.LongRanking`.
    ``strong_after`` and ``degree_after`` mark its gaps, counted from the best class, from 1.
    ``certainty`` and ``probability`` hold pairs with the value of a against b beside a total preorder.
    """

    use: Form
    ranking: Sequence[tuple[str, ...]] | None = None
    statements: tuple[Statement, ...] | None = None
    weights: Mapping[str, Fraction] | None = None
    pairs: Pairs | None = None
    unlisted: Literal["worst", "unknown"] | None = None
    strong_after: tuple[int, ...] = ()
    degree_after: Mapping[int, int] = field(default_factory=dict)
    certainty: tuple[ValuedPair, ...] | None = None
    threshold: Fraction | None = None
    probability: tuple[ValuedPair, ...] | None = None
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
Attitude = Literal["+", "0", "-"]


@dataclass(frozen=True, slots=True)
class Perception:
    """How one side sees the dispute: what it is unaware of, and the keys of the file that it has otherwise.

    ``changes`` is plain data (dicts, lists, texts) under the keys of a dispute file; each replaces the same key,
    per side under ``preferences``. A ``perceptions`` in it says what the side believes of how others see it.
    """

    unaware_options: tuple[str, ...] = ()
    unaware_states: tuple[str, ...] = ()
    changes: Mapping[str, object] = field(default_factory=dict)
    support: Support = NOTHING


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time in which the dispute is another: facts and keys of the file that differ.

    It starts from the file, or from the phase ``after``. ``changes`` is plain data as in `Perception`.
    """

    id: str
    date: str | None = None
    after: str | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)
    support: Support = NOTHING


@dataclass(frozen=True)
class Dispute:
    """A dispute in the words of its file; `standoff.Analysis` computes on it.

    ``arcs`` holds the moves of a graph-form dispute; ``added`` and ``forbidden`` correct
    single arcs of an option-form one. ``document`` is the YAML tree it was read from, which
    `standoff.save` writes back with comments and order kept, and ``sha256`` the file's digest.
    ``phase`` is the phase that the dispute is at, None for the file as it stands.
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
    unlisted: Literal["equal", "unknown"] | None = None
    outcomes: tuple[Outcome, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    states: tuple[NamedState, ...] = ()
    arcs: Mapping[str, tuple[Arc, ...]] | None = None
    added: Mapping[str, tuple[Arc, ...]] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[Arc, ...]] = field(default_factory=dict)
    attitudes: Mapping[str, Mapping[str, Attitude]] = field(default_factory=dict)
    perceptions: Mapping[str, Perception] = field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    phase: str | None = field(default=None, compare=False)
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

    def _repr_html_(self) -> str:
        """Return the dispute as notebooks show it; the package's front knows who draws, this floor does not."""
        from standoff import as_html

        return as_html(self)

    def maker(self, text: str) -> int:
        """Return the index of the decision maker with this id or name, in any case where only one is meant."""
        from standoff.errors import StandoffError
        from standoff.model.words import nearest

        for index, maker in enumerate(self.decision_makers):
            if text in (maker.id, maker.name):
                return index
        folded = text.casefold()
        alike = [i for i, m in enumerate(self.decision_makers) if folded in (m.id.casefold(), m.name.casefold())]
        if len(alike) == 1:
            return alike[0]
        ids = [maker.id for maker in self.decision_makers]
        raise StandoffError(f"no decision maker is called {text!r}.", mend=nearest(text, ids))
