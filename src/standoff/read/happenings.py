"""An event before it has an id."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.read.ledger import EventType, Modality, Span


@dataclass(frozen=True)
class Happening:
    """Who did what to whom, where in the report, and by which rule it was found."""

    type: EventType
    source: tuple[str, ...]
    target: tuple[str, ...]
    trigger: Span
    start: int
    end: int
    modality: Modality
    rule: str
    mode: str | None = None
    cameo: str | None = None
    date: str | None = None
