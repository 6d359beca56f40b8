"""Nothing enters a ledger that is not anchored: every reader's findings are checked against the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from standoff.read.ledger import Actor, Event, Ledger, Position, Statement
from standoff.read.readers.protocol import Found

if TYPE_CHECKING:
    from standoff.read.documents import Report

_REFERENCES = {
    Statement: ("speaker", "addressees"),
    Position: ("holder", "by", "target"),
    Event: ("source", "target"),
}
"""The keys of each kind of entry that name actors."""


def checked(report: Report, ledger: Ledger, found: Found) -> Found:
    """Return what is sound of a reader's findings, and say of the rest why it is not.

    An entry is sound where its words stand in the story at its offsets, its other spans lie in the text, and the
    actors that it names are the ledger's or come with it; an actor, where a mention of it stands in the text and its
    id is new.
    """
    rejected = list(found.rejected)
    taken = {actor.id for actor in ledger.actors}
    actors: list[Actor] = []
    for actor in found.actors:
        why = _actor_wrong(report, actor, taken | {a.id for a in actors})
        if why:
            rejected.append(f"the actor {_short(actor.name)}: {why}")
        else:
            actors.append(actor)
    known = taken | {actor.id for actor in actors}
    actors = [_attached(actor, known) for actor in actors]
    sound: dict[str, list[Any]] = {"statements": [], "positions": [], "events": []}
    for kind, entries in sound.items():
        for entry in getattr(found, kind):
            why = _entry_wrong(report, entry, known)
            if why:
                rejected.append(f"“{_short(entry.text)}”: {why}")
            else:
                entries.append(entry)
    return Found(
        statements=tuple(sound["statements"]),
        positions=tuple(sound["positions"]),
        events=tuple(sound["events"]),
        actors=_needed(actors, [entry for entries in sound.values() for entry in entries]),
        rejected=tuple(rejected),
        differing=found.differing,
        tokens=found.tokens,
    )


def _actor_wrong(report: Report, actor: Actor, taken: set[str]) -> str | None:
    if actor.id in taken:
        return "its id is that of another actor."
    if not actor.mentions:
        return "the report does not mention it."
    if any(not _stands(report, m.start, m.end, m.text) for m in actor.mentions):
        return "a mention of it does not stand where it is said to."
    return None


def _attached(actor: Actor, known: set[str]) -> Actor:
    """Drop what an actor says of others that do not exist, or of itself."""
    others = known - {actor.id}
    above = actor.acts_for if actor.acts_for in others else None
    return actor.model_copy(update={"acts_for": above, "members": tuple(m for m in actor.members if m in others)})


def _entry_wrong(report: Report, entry: Statement | Position | Event, known: set[str]) -> str | None:
    if not _stands(report, entry.start, entry.end, entry.text):
        return "these words do not stand there."
    if not report.in_body(entry.start, entry.end):
        return "these words are no part of the story."
    unknown = [one for one in _named(entry) if one not in known]
    if unknown:
        return f"there is no actor {_short(unknown[0])}."
    spans = [getattr(entry, key, None) for key in ("speaker_span", "cue_span", "trigger")]
    spans += getattr(entry, "quoted", ())
    if any(span is not None and not 0 <= span[0] < span[1] <= len(report.text) for span in spans):
        return "it points outside the text."
    return None


def _stands(report: Report, start: int, end: int, text: str) -> bool:
    return 0 <= start < end <= len(report.text) and report.text[start:end] == text


def _named(entry: Statement | Position | Event) -> list[str]:
    """Return the actors that an entry names."""
    found: list[str] = []
    for key in _REFERENCES[type(entry)]:
        value = getattr(entry, key)
        found.extend((value,) if isinstance(value, str) else value or ())
    return found


def _needed(actors: Iterable[Actor], entries: list[Statement | Position | Event]) -> tuple[Actor, ...]:
    """Return the new actors that entries, or other new actors that are needed, name."""
    by_id = {actor.id: actor for actor in actors}
    wanted: set[str] = set()
    waiting = [one for entry in entries for one in _named(entry)]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in wanted:
            wanted.add(one)
            waiting.extend((*by_id[one].members, *filter(None, (by_id[one].acts_for,))))
    return tuple(actor for actor in by_id.values() if actor.id in wanted)


def _short(text: str) -> str:
    """Return words of a stranger for a message: on one line, without signs that a terminal obeys."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= 60 else f"{plain[:57]}..."
