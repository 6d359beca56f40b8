"""Clauses: what a trained reader of positions decides on, one by one, and what it sees of each.

Of a clause it sees the mean of the encoder's states over its word pieces, the mean over those of its head, and four
signs that the parse gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.read import syntax
from standoff.read.ledger import Ledger, Span
from standoff.read.readers.spans import windows

if TYPE_CHECKING:
    from standoff.read.scene import Scene
    from standoff.read.units import Unit

Vectors = NDArray[np.float64]

States = Callable[[Sequence[str]], list[tuple[Sequence[Span], Vectors]]]
"""Gives of each window its word pieces, by offsets into the window, and the encoder's state at each: pieces x size."""

_OTHER_CLAUSES = ("ccomp", "advcl", "relcl", "parataxis", "csubj")
_WILL = frozenset(("will", "would", "shall", "should", "must", "can", "could", "may", "might", "cannot"))


@dataclass(frozen=True)
class Clause:
    """A clause of one parsed stretch: its head, and where its own words stand, without the clauses inside it."""

    unit: Unit
    head: syntax.Token
    start: int
    end: int


def lay_out(text: str, paragraphs: Sequence[Span], ledger: Ledger) -> Scene:
    """Lay out a report whose actors a ledger names, as the rules see it."""
    from standoff.read.language import load_language
    from standoff.read.parties import Parties
    from standoff.read.quotations import find_sentences
    from standoff.read.scene import Scene
    from standoff.read.units import Parser

    parties = Parties(ledger.actors)
    units = Parser(load_language(), text, parties).units(find_sentences(text, paragraphs))

    def date_of(start: int, end: int) -> str | None:
        return next((d.value for d in ledger.dates if d.value and d.start < end and start < d.end), None)

    return Scene(text, parties, tuple(units), date_of)


def find_clauses(scene: Scene) -> list[Clause]:
    """Return the clauses of a report in the order of the text; headings and the writer's questions have none."""
    found = [
        clause
        for unit in scene.units
        if not unit.question and not unit.sentence.heading
        for clause in (_clause(unit, token) for token in unit.doc if syntax.clausal(token))
        if clause is not None
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def _clause(unit: Unit, head: syntax.Token) -> Clause | None:
    if head.dep_ in ("aux", "auxpass"):
        return None
    others = [t for t in head.children if t.dep_ in _OTHER_CLAUSES or _is_another(t)]
    own = [t for t in syntax.below(head, others) if not t.is_punct and not t.is_space]
    return Clause(unit, head, *unit.edges(own)) if own else None


def _is_another(token: syntax.Token) -> bool:
    """Say whether a coordinated verb has a subject of its own, and so is a clause of its own."""
    return bool(token.dep_ == "conj" and syntax.finite(token) and syntax.children(token, "nsubj", "nsubjpass"))


def describe(text: str, paragraphs: Sequence[Span], clauses: Sequence[Clause], states: States) -> Vectors:
    """Return what is seen of each clause: clauses x features."""
    places = windows(text, paragraphs)
    starts = [start for start, _ in places]
    seen = states([text[start:end] for start, end in places])
    rows = []
    for clause in clauses:
        at = clause.unit.start(clause.head)
        number = bisect_right(starts, at) - 1
        pieces, inside = seen[number]
        shift = starts[number]
        own = _mean(pieces, inside, clause.start - shift, clause.end - shift)
        head = _mean(pieces, inside, at - shift, clause.unit.end(clause.head) - shift)
        rows.append(np.concatenate([own, head, _signs(clause)]))
    return np.array(rows) if rows else np.zeros((0, 0))


def _mean(pieces: Sequence[Span], inside: Vectors, start: int, end: int) -> Vectors:
    """Return the mean state of the pieces in a stretch; nothing is seen of what was cut off."""
    chosen = [n for n, (left, right) in enumerate(pieces) if left < right and left < end and start < right]
    mean: Vectors = inside[chosen].mean(axis=0) if chosen else np.zeros(inside.shape[1])
    return mean


def _signs(clause: Clause) -> Vectors:
    helpers: set[Any] = syntax.auxiliaries(clause.head)
    signs = (
        clause.unit.quotation is not None,
        syntax.negated(clause.head),
        bool(helpers & _WILL),
        clause.head.tag_ == "VB",
    )
    return np.array(signs, dtype=np.float64)
