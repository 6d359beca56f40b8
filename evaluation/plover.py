"""Events on the PLOVER sentences: the type, one source and one target of each.

A gold actor is found where a mention of the reader's actor overlaps the gold words or where both have the same country.
Types are compared in the reader's list: the set's newer names stand for the older ones (DEMAND for REQUEST).
CONSULT, AGREE, COOPERATE and SUPPORT among two sources have no direction.

References
----------
Open Event Data Alliance (2016). PLOVER gold standard records, CC BY-SA 4.0.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evaluation.figures import NONE, Figures, matching
from evaluation.readers import Reader, read_text
from standoff.errors import StandoffError
from standoff.read.ledger import Actor, Event, Ledger

OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Newer names of PLOVER types and those that ledgers use; INVESTIGATE has none and always counts as missed."""

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE", "SUPPORT"))


def measure(reader: Reader, file: Path) -> dict[str, Figures]:
    """Return the figures of a reader on all sentences, and with the type alone."""
    records = json.loads(file.read_text(encoding="utf-8"))["records"]
    whole, types = NONE, NONE
    with TemporaryDirectory() as folder:
        for record in records:
            ledger = _ledger(reader, record["text"], Path(folder))
            whole += compare(record, ledger, parties=True)
            types += compare(record, ledger, parties=False)
    return {"events: type, source and target": whole, "events: type alone": types}


def _ledger(reader: Reader, text: str, folder: Path) -> Ledger | None:
    try:
        return read_text(reader, text, folder)
    except StandoffError:
        return None


def compare(record: dict[str, Any], ledger: Ledger | None, *, parties: bool) -> Figures:
    """Compare what one record says with what was read from its sentence."""
    events = list(ledger.events) if ledger is not None else []
    if ledger is None:
        return Figures(0, 0, 1)
    fits = [[_fits(record, ledger, event, parties) for event in events]]
    found = len(matching(1, len(events), fits))
    return Figures(found, len(events) - found, 1 - found)


def _fits(record: dict[str, Any], ledger: Ledger, event: Event, parties: bool) -> bool:
    kind = OLDER.get(record["event"], record["event"])
    if event.type != kind:
        return False
    if not parties:
        return True
    sources, targets = record.get("source") or [], record.get("target") or []
    given, aimed = list(event.source), list(event.target)
    if len(sources) > 1 and not targets:
        both = {*given, *aimed}
        return all(_among(record["text"], party, ledger, both) for party in sources)
    straight = _meets(record, sources, ledger, given) and _meets(record, targets, ledger, aimed)
    turned = kind in MUTUAL and _meets(record, sources, ledger, aimed) and _meets(record, targets, ledger, given)
    return straight or turned


def _meets(record: dict[str, Any], wanted: list[dict[str, Any]], ledger: Ledger, given: list[str]) -> bool:
    return not wanted or any(_among(record["text"], party, ledger, set(given)) for party in wanted)


def _among(text: str, party: dict[str, Any], ledger: Ledger, given: set[str]) -> bool:
    actors = {actor.id: actor for actor in ledger.actors}
    spread = {member for one in given if one in actors for member in (one, *actors[one].members)}
    spans = _places(text, party["actorText"])
    return any(_same(actors[one], party, spans) for one in spread if one in actors)


def _same(actor: Actor, party: dict[str, Any], spans: list[tuple[int, int]]) -> bool:
    if actor.country and actor.country == party.get("code"):
        return True
    return any(m.start < end and start < m.end for m in actor.mentions for start, end in spans)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Return where an actor's words stand; an ellipsis divides them into parts."""
    parts = [part.strip() for part in words.split("...") if part.strip()]
    return [found.span() for part in parts for found in re.finditer(re.escape(part), text)]
