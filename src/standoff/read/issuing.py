"""Whose own text a report is: a communiqué or an open letter says "we" outside quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read.ledger import Statement
from standoff.read.scene import Scene, innermost

_LEAST = 3


def issuer_of(scene: Scene, statements: Sequence[Statement]) -> str | None:
    """Return the party whose text this is, None where a writer tells of others.

    A writer hardly ever says "we"; a text that often says it outside other people's words is of the party named first.
    """
    own, subjects = 0, 0
    for unit in scene.units:
        if unit.quotation is not None or unit.question or unit.sentence.heading:
            continue
        for token in unit.doc:
            if token.dep_ not in ("nsubj", "nsubjpass"):
                continue
            if innermost(statements, unit.start(token), unit.end(token)) is None:
                subjects += 1
                own += token.lower_ == "we"
    if own < _LEAST or own * 4 < subjects:
        return None
    bodies = ("organization", "state", "population", "group", "bloc")
    first = next(
        (
            a
            for a in scene.parties.anchors
            if a.mention.form == "named" and scene.parties.actors[a.actor].kind in bodies
        ),
        None,
    )
    return first.actor if first is not None else None
