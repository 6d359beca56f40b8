"""A language model's answer: the lists in it, and the place in the report of what it quotes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.read.ledger import Ledger, Span
from standoff.read.readers.anchors import Places, Quoted

if TYPE_CHECKING:
    from standoff.read.documents import Report

MOST_ENTRIES = 400
"""Of one kind in one answer: more than any part of a report has."""

_EDGES = " \t\n\"'“”‘’,.;:"
"""Marks at the edges of a copy that may stand otherwise in the report; those of a quotation are taken from there."""


@dataclass
class Reading:
    """What is at hand while one answer is read, and what has been found in it."""

    report: Report
    ledger: Ledger
    places: Places
    quoted: Quoted
    part: Span
    ids: dict[str, str]
    found: dict[str, list[Any]] = field(
        default_factory=lambda: {"actors": [], "statements": [], "positions": [], "events": []}
    )
    rejected: list[str] = field(default_factory=list)


class Unsound(Exception):
    """An entry that is thrown away; the message says why."""


def parse(answer: str) -> dict[str, list[dict[str, Any]]]:
    """Take the lists of objects out of an answer.

    Raises
    ------
    StandoffError
        If it is no JSON object.
    """
    bare = re.sub(r"^\s*```(?:json)?\s*|\s*```\s*$", "", answer)
    try:
        document = json.loads(bare)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise StandoffError(
            "the language model's answer is not the JSON that it was asked for.",
            mend="Try again, or take a model that can answer in JSON.",
        )
    found = {}
    for kind in ("actors", "statements", "positions", "events"):
        listed = document.get(kind)
        some = listed if isinstance(listed, list) else []
        found[kind] = [one for one in some[:MOST_ENTRIES] if isinstance(one, dict)]
    return found


def shown(one: dict[str, Any]) -> str:
    """Return what an entry quotes, for a message: short, on one line, without signs that a terminal obeys."""
    text = one.get("text", one.get("name"))
    plain = " ".join("".join(s if s.isprintable() else " " for s in text).split()) if isinstance(text, str) else ""
    return f"“{plain[:57] + '...' if len(plain) > 60 else plain}”"


def place_of(reading: Reading, one: dict[str, Any], key: str, at: int, shortest: int = 1) -> Span:
    """Return where a quotation stands in the report: at or after the one before, else the nearest."""
    text = one.get(key)
    if not isinstance(text, str) or len(text.split()) < shortest:
        raise Unsound("it quotes nothing.")
    after = max(at - reading.part[0], 0)
    span = reading.places.nearest(text, after) or reading.places.nearest(text.strip(_EDGES), after)
    if span is None:
        raise Unsound("the report does not say so in these words.")
    start, end = span[0] + reading.part[0], span[1] + reading.part[0]
    if not reading.report.in_body(start, end):
        raise Unsound("the words are no part of the story.")
    return start, end
