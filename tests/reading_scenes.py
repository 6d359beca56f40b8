"""Small scenes for the tests of reading: two countries, a union and a company, with their actors given."""

from __future__ import annotations

import re

from standoff.read.events import find_events
from standoff.read.language import load_language
from standoff.read.ledger import Actor, ActorKind, Event, Mention, MentionForm, Position, Statement
from standoff.read.parties import Parties
from standoff.read.positions import find_findings, to_positions
from standoff.read.quotations import find_sentences
from standoff.read.scene import Scene
from standoff.read.statements import find_statements
from standoff.read.units import Parser

ACTORS: dict[str, tuple[ActorKind, str | None, MentionForm, str]] = {
    "peru": ("state", None, "named", r"Peru\b|\b[Ii]t\b"),
    "chile": ("state", None, "named", r"Chile\b"),
    "quintero": ("person", "peru", "named", r"(?:President )?Quintero|\b[Ss]he\b|\bher\b"),
    "valdes": ("person", "chile", "named", r"(?:Minister )?Valdes|\b[Hh]e\b|\bhis\b"),
    "union": ("organization", None, "nominal", r"[Tt]he union"),
    "company": ("organization", None, "nominal", r"[Tt]he company"),
    "both": ("group", None, "nominal", r"[Bb]oth sides|[Nn]either side"),
}


def scene_of(text: str) -> Scene:
    """Return the scene of a text, its actors found by their names alone."""
    actors = []
    for identifier, (kind, principal, form, pattern) in ACTORS.items():
        mentions = tuple(
            Mention(start=m.start(), end=m.end(), text=m.group(), form=form) for m in re.finditer(pattern, text)
        )
        members = ("peru", "chile") if identifier == "both" else ()
        actors.append(
            Actor(id=identifier, name=identifier, kind=kind, acts_for=principal, members=members, mentions=mentions)
        )
    parties = Parties([actor for actor in actors if actor.mentions or actor.id in ("peru", "chile", "both")])
    lines = [(line.start(), line.end()) for line in re.finditer(r"[^\n]+", text)]
    return Scene(text, parties, tuple(Parser(load_language(), text, parties).units(find_sentences(text, lines))))


def statements_of(text: str) -> list[Statement]:
    """Return the statements of a text."""
    return find_statements(scene_of(text))


def positions_of(text: str) -> list[Position]:
    """Return the positions of a text."""
    scene = scene_of(text)
    return to_positions(scene, find_findings(scene, find_statements(scene)))


def events_of(text: str) -> list[Event]:
    """Return the events of a text."""
    scene = scene_of(text)
    statements = find_statements(scene)
    return find_events(scene, statements, find_findings(scene, statements))
