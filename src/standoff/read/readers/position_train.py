"""Training a head that finds positions, on ledgers that have them.

1. The clauses of each text are described, and labelled with the marked position that covers most of them.
2. The texts are divided into folds; each fold is judged by a head that was learned on the others.
3. Of what would be added to the rules, it is counted how much is right, by how sure the head was; the reader has to
   be as sure as it takes to be right four times of five. Where no sureness does that, the reader keeps silent.
4. The head that is kept is learned on all texts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.read.ledger import Ledger, Position
from standoff.read.readers.clauses import Clause, States, Vectors, describe, find_clauses, lay_out
from standoff.read.readers.corpora import MarkedText
from standoff.read.readers.model_files import Figures, PositionsFile
from standoff.read.readers.position_head import Head, Label, alike, fit, judge, to_bytes
from standoff.read.readers.position_reader import Judged, common, propose
from standoff.read.readers.spans import lines
from standoff.read.scene import Scene

PRECISION = 0.8
"""How much of what is added has to be right on texts that were not learned from."""

LEAST = 0.5
"""What is no likelier than not is never added, however right the surer ones are."""

_FOLDS = 10
_FEWEST_TEXTS, _FEWEST_POSITIONS = 4, 20
"""With less than that nothing is learned."""

_FEWEST_OF_A_LABEL = 3
_FEWEST_ADDED = 10
"""On how many additions the sureness is chosen at least: fewer show nothing."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A marked text laid out: its clauses, what is seen of them, and the labels that they should have."""

    name: str
    ledger: Ledger
    scene: Scene
    clauses: tuple[Clause, ...]
    seen: Vectors
    labels: tuple[Label | None, ...]
    known: tuple[Position, ...]


@dataclass(frozen=True)
class Addition:
    """A position that would be added to those of the rules, how sure the head was of it, and whether it is marked."""

    sureness: float
    right: bool


def learn_positions(
    texts: Sequence[MarkedText], states: States, progress: Callable[[str], None] = lambda _: None
) -> tuple[PositionsFile, bytes] | None:
    """Learn a head from texts with positions.

    Returns
    -------
    (PositionsFile, bytes)
        What is said of the head, and its numbers; None where there is too little to learn from.
    """
    marked = [one for one in texts if one.ledger is not None and one.ledger.positions]
    count = sum(len(one.ledger.positions) for one in marked if one.ledger is not None)
    if len(marked) < _FEWEST_TEXTS or count < _FEWEST_POSITIONS:
        return None
    progress("Positions: laying the texts out")
    sheets = [_sheet(one.name, one.text, one.ledger, states) for one in marked if one.ledger is not None]
    labels = _labels(sheets)
    if not labels:
        return None
    folds = _folds(sheets)
    additions: list[Addition] = []
    for number, fold in enumerate(folds, start=1):
        progress(f"Positions: learning {number} of {len(folds) + 1}")
        head = _learned([sheet for sheet in sheets if sheet not in fold], labels)
        additions += [addition for sheet in fold for addition in _additions(sheet, head)]
    least = choose(additions)
    missed = sum(_missed(sheet) for sheet in sheets)
    right = sum(a.right for a in additions if least is not None and a.sureness >= least)
    given = sum(1 for a in additions if least is not None and a.sureness >= least)
    stored = to_bytes(_learned(sheets, labels))
    described = PositionsFile(
        labels=tuple(labels),
        texts=len(sheets),
        positions=count,
        folds=len(folds),
        added=Figures.of(right, right, missed, given),
        least=least,
        sha256=hashlib.sha256(stored).hexdigest(),
    )
    return described, stored


def choose(additions: Sequence[Addition], wanted: float = PRECISION) -> float | None:
    """Return how sure the head has to be for so much of what it adds to be right; None where nothing does.

    Examples
    --------
    >>> right = [Addition(0.9 - n / 100, True) for n in range(12)]
    >>> choose([*right, *(Addition(0.6, False) for _ in range(20))])
    0.79
    >>> choose(right[:5]) is None
    True
    """
    ranked = sorted(additions, key=lambda one: -one.sureness)
    found: float | None = None
    hits = 0
    for number, one in enumerate(ranked, start=1):
        hits += one.right
        last = number == len(ranked) or ranked[number].sureness < one.sureness
        if last and one.sureness >= LEAST and number >= _FEWEST_ADDED and hits >= wanted * number:
            found = one.sureness
    return None if found is None else int(found * 10_000) / 10_000


def _sheet(name: str, text: str, ledger: Ledger, states: States) -> Sheet:
    from standoff.read.positions import find_positions
    from standoff.read.statements import find_statements

    paragraphs = lines(text)
    scene = lay_out(text, paragraphs, ledger)
    clauses = find_clauses(scene)
    statements = find_statements(scene)
    read = ledger.model_copy(update={"statements": tuple(statements)})
    return Sheet(
        name,
        read,
        scene,
        tuple(clauses),
        describe(text, paragraphs, clauses, states),
        tuple(_label_of(clauses, ledger.positions)),
        tuple(find_positions(scene, statements)),
    )


def _label_of(clauses: Sequence[Clause], positions: Sequence[Position]) -> list[Label | None]:
    """Give each position's label to the clause that shares most with it."""
    found: list[Label | None] = [None] * len(clauses)
    for position in positions:
        shares = [(_share(clause, position), -n) for n, clause in enumerate(clauses)]
        share, number = max(shares, default=(0.0, 0))
        if share >= 1 / 3:
            found[-number] = (position.type, position.polarity)
    return found


def _share(clause: Clause, position: Position) -> float:
    shared = min(clause.end, position.end) - max(clause.start, position.start)
    return max(shared, 0) / (max(clause.end, position.end) - min(clause.start, position.start))


def _labels(sheets: Sequence[Sheet]) -> list[Label]:
    """Return the labels that enough clauses have, the most frequent first."""
    counts = Counter(label for sheet in sheets for label in sheet.labels if label is not None)
    return [label for label, count in counts.most_common() if count >= _FEWEST_OF_A_LABEL]


def _folds(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """Divide texts by their names alone; few texts stand each in a fold of its own."""
    ranked = sorted(sheets, key=lambda sheet: hashlib.sha256(sheet.name.encode()).hexdigest())
    count = min(_FOLDS, len(ranked))
    return [ranked[number::count] for number in range(count)]


def _learned(sheets: Sequence[Sheet], labels: Sequence[Label]) -> Head:
    seen = np.vstack([sheet.seen for sheet in sheets if len(sheet.seen)])
    return fit(seen, [label for sheet in sheets if len(sheet.seen) for label in sheet.labels], labels)


def _additions(sheet: Sheet, head: Head) -> list[Addition]:
    """Return what a head would add to the rules in a text that it has not seen."""
    judged = [Judged(c, *given) for c, given in zip(sheet.clauses, judge(head, sheet.seen), strict=True)]
    ranked = sorted(judged, key=lambda one: one.sureness)
    sureness = {(one.clause.start, one.clause.end): one.sureness for one in ranked}
    found = []
    for position in propose(sheet.scene, sheet.ledger, judged):
        span = position.start, position.end
        if not any(common(span, (p.start, p.end)) for p in sheet.known):
            found.append(Addition(sureness[span], _is_marked(sheet, position)))
    return found


def _is_marked(sheet: Sheet, position: Position) -> bool:
    """Say whether somebody marked this very position: its place, its kind, and its holder or his side."""
    label, span = (position.type, position.polarity), (position.start, position.end)
    return any(
        common(span, (p.start, p.end))
        and alike(label, (p.type, p.polarity))
        and sheet.scene.parties.same_side(p.holder, position.holder)
        for p in sheet.ledger.positions
    )


def _missed(sheet: Sheet) -> int:
    """Count the marked positions at whose place the rules read none."""
    known = [(p.start, p.end) for p in sheet.known]
    return sum(not any(common((p.start, p.end), one) for one in known) for p in sheet.ledger.positions)
