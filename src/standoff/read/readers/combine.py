"""Several readers, one ledger: what they found is put together, and where they differ is counted.

The entry of the reader that was named first stands, and says which others found it as well (``reader``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standoff.read.ledger import ENTRIES, Event, Ledger, Position, Statement
from standoff.read.readers.checks import checked
from standoff.read.readers.protocol import RULES, Found, Reader, Tokens

if TYPE_CHECKING:
    from standoff.read.documents import Report
    from standoff.read.fields import Field

Entry = Statement | Position | Event

LETTERS = {"statements": "S", "positions": "P", "events": "E"}


@dataclass(frozen=True)
class Comparison:
    """How a reader and the rules differ on a report.

    Parameters
    ----------
    reader : str
        Its name.
    counts : dict
        For statements, positions and events: how many only the rules found, both, only the reader.
    rejected : tuple of str
        What was found and is not sound, one sentence each.
    differing : tuple of str
        Where it reads otherwise than the rules, which stand, one sentence each.
    tokens : Tokens, optional
        What it used of a language model.
    """

    reader: str
    counts: dict[str, tuple[int, int, int]]
    rejected: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    tokens: Tokens | None = None


def read_with(
    report: Report, readers: Sequence[Reader | str], field: Field | None = None
) -> tuple[Ledger, tuple[Comparison, ...]]:
    """Read a report with several readers.

    Parameters
    ----------
    report : Report
        As `standoff.read.documents.open_report` opens it.
    readers : sequence of Reader or "rules"
        Whose entries the ledger gets; the rules read in any case, for actors, dates and quantities.
    field : Field, optional
        The words of a field.

    Returns
    -------
    Ledger
        Every entry with the names of the readers that found it, such as ``rules+llm``.
    tuple of Comparison
        One for each reader but the rules.
    """
    from standoff.read.fields import reading_in
    from standoff.read.reading import read_report

    ground = read_report(report, field)
    others = [reader for reader in readers if not isinstance(reader, str)]
    if not others:
        return ground, ()
    found: list[tuple[str, Found]] = []
    with reading_in(field):
        known = ground
        for reader in others:
            sound = checked(report, known, reader.read(report, known))
            found.append((reader.name, sound))
            known = known.model_copy(update={"actors": (*known.actors, *sound.actors)})
    comparisons = tuple(_compared(name, ground, one) for name, one in found)
    return _joined(ground, found, with_rules=RULES in readers, program=program(ground, readers)), comparisons


def program(ground: Ledger, readers: Sequence[Reader | str]) -> str:
    """Return what a ledger says of what made it: the program, and the readers that were asked."""
    return f"{ground.program or ''} {signature(readers)}".strip()


def signature(readers: Sequence[Reader | str]) -> str:
    """Return what a ledger says of its readers; nothing where the rules read alone."""
    if all(isinstance(reader, str) for reader in readers):
        return ""
    return " ".join(reader if isinstance(reader, str) else f"{reader.name}:{reader.version}" for reader in readers)


def _compared(name: str, ground: Ledger, found: Found) -> Comparison:
    counts = {}
    for kind in ENTRIES:
        ours, theirs = getattr(ground, kind), getattr(found, kind)
        both = len(_pairs(ours, theirs))
        counts[kind] = (len(ours) - both, both, len(theirs) - both)
    return Comparison(name, counts, found.rejected, found.differing, found.tokens)


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same of the same words.

    Statements, where their words overlap by half and they have the same speaker (or one has none);
    positions, where they have holder, type and polarity in common; events, where type, modality and a source.
    """
    if _overlap(one, other) < 0.5:
        return False
    if isinstance(one, Statement) and isinstance(other, Statement):
        return one.speaker is None or other.speaker is None or one.speaker == other.speaker
    if isinstance(one, Position) and isinstance(other, Position):
        return (one.holder, one.type, one.polarity) == (other.holder, other.type, other.polarity)
    if isinstance(one, Event) and isinstance(other, Event):
        parties = bool(set(one.source) & set(other.source)) or not (one.source and other.source)
        return (one.type, one.modality) == (other.type, other.modality) and parties
    return False


def _overlap(one: Entry, other: Entry) -> float:
    """Return how much two stretches have in common (Jaccard)."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def _pairs(ours: Sequence[Entry], theirs: Sequence[Entry]) -> dict[int, int]:
    """Return which of their entries says the same as which of ours: those with most words in common first."""
    found: dict[int, int] = {}
    near = [
        (-_overlap(one, other), n, m)
        for n, one in enumerate(ours)
        for m, other in enumerate(theirs)
        if same(one, other)
    ]
    taken: set[int] = set()
    for _, n, m in sorted(near):
        if m not in found and n not in taken:
            found[m] = n
            taken.add(n)
    return found


def _joined(ground: Ledger, found: Sequence[tuple[str, Found]], *, with_rules: bool, program: str) -> Ledger:
    entries: dict[str, list[Any]] = {
        kind: [e.model_copy(update={"reader": RULES}) for e in getattr(ground, kind)] if with_rules else []
        for kind in ENTRIES
    }
    for name, one in found:
        ids: dict[str, str] = {}
        for kind in ENTRIES:
            _add(name, entries[kind], getattr(one, kind), LETTERS[kind], ids)
        entries["positions"] = [_renamed(entry, name, ids) for entry in entries["positions"]]
    kept = {entry.id for some in entries.values() for entry in some}
    return ground.model_copy(
        update={
            "actors": (*ground.actors, *(actor for _, one in found for actor in one.actors)),
            **{kind: tuple(sorted(some, key=lambda e: (e.start, -e.end))) for kind, some in entries.items()},
            "quantities": tuple(q if q.of in kept else q.model_copy(update={"of": None}) for q in ground.quantities),
            "program": program,
        }
    )


def _add(name: str, entries: list[Any], theirs: Sequence[Entry], letter: str, ids: dict[str, str]) -> None:
    """Add a reader's entries of one kind to those of the readers before it; what these have already is only marked."""
    pairs = _pairs(entries, theirs)
    highest = max((int(entry.id[1:]) for entry in entries), default=0)
    for number, entry in enumerate(theirs):
        if number in pairs:
            ours = entries[pairs[number]]
            entries[pairs[number]] = ours.model_copy(update={"reader": f"{ours.reader}+{name}"})
            ids[entry.id] = ours.id
            continue
        highest += 1
        ids[entry.id] = f"{letter}{highest}"
        entries.append(entry.model_copy(update={"id": ids[entry.id], "reader": name}))


def _renamed(entry: Position, name: str, ids: dict[str, str]) -> Position:
    """Let a position that a reader has added name statements and positions by the ids that they have now."""
    if entry.reader != name:
        return entry
    said, repeats = ids.get(entry.statement or ""), ids.get(entry.same_as or "")
    return entry.model_copy(update={"statement": said, "same_as": repeats if repeats != entry.id else None})
