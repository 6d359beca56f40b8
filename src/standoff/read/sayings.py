"""A statement before it has an id: who said it, to whom, and where the verb of saying stands."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.read import syntax
from standoff.read.ledger import Span
from standoff.read.lexicon import vocabulary
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit


@dataclass(frozen=True)
class Saying:
    """A statement before it has an id."""

    start: int
    end: int
    speaker: str | None
    speaker_span: Span | None
    cue_span: Span | None
    addressees: tuple[str, ...]
    rule: str
    date: str | None = None


def beside(scene: Scene, frame: Unit, verb: Token) -> Token | None:
    """Return the actor's word nearest to a verb of saying, before it or (turned round) after it."""
    named = [t for t in frame.doc if t.tag_ != "PRP$" and scene.actor_of(frame, t) is not None]
    before = [t for t in named if t.i < verb.i]
    after = [t for t in named if t.i > verb.i]
    return before[-1] if before else after[0] if after else None


def addressees(scene: Scene, unit: Unit, verb: Token, speaker: str | None) -> tuple[str, ...]:
    """Return who is spoken to."""
    found: list[str] = []
    targets = [
        t for t in syntax.children(verb, "dobj", "dative") if verb.lemma_ in ("tell", "inform", "assure", "remind")
    ]
    for preposition in syntax.children(verb, "prep", "dative"):
        if preposition.lower_ in ("to", "on"):
            targets.extend(syntax.children(preposition, "pobj"))
    if verb.lemma_ in {word.split()[0] for word in vocabulary("speech")["ask"]}:
        targets.extend(syntax.children(verb, "dobj"))
        particles = {word.split()[-1] for word in vocabulary("speech")["ask"] if word.split()[0] == verb.lemma_}
        targets.extend(
            t for p in syntax.children(verb, "prt", "prep") if p.lower_ in particles for t in syntax.children(p, "pobj")
        )
    for target in targets:
        found.extend(a for a in scene.actors_of(unit, target) if a != speaker and a not in found)
    return tuple(found)
