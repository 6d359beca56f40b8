"""Deeds: what actors do to each other, by the verbs and nouns of ``events.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from standoff.read import syntax
from standoff.read.complements import particle_tokens
from standoff.read.findings import Finding
from standoff.read.happenings import Happening
from standoff.read.inversions import hypothetical
from standoff.read.ledger import Modality, Statement
from standoff.read.lexicon import deeds, vocabulary
from standoff.read.scene import Scene, innermost
from standoff.read.syntax import Token
from standoff.read.units import Unit

_PLANNING = frozenset(("plan", "intend", "vote", "decide", "prepare"))


@dataclass(frozen=True)
class _Deed:
    """One verb that says a deed, with the entry of ``events.toml`` that it belongs to."""

    verb: Token
    particles: tuple[Token, ...]
    entry: dict[str, Any]


def find_deeds(
    scene: Scene, unit: Unit, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[Happening]:
    """Yield the deeds that the verbs of one unit tell of."""
    for token in unit.doc:
        found = list(_entries(token)) if token.pos_ in ("VERB", "AUX") else ()
        if not found or hypothetical(token):
            continue
        for deed in found:
            happening = _happening(scene, unit, deed, statements, findings)
            if happening is not None:
                yield happening
                break


def _entries(token: Token) -> Iterator[_Deed]:
    for entry, words in deeds(token.lemma_):
        for word in words:
            particles = particle_tokens(token, word.split()[1:])
            stray = [t for t in token.children if t.dep_ == "prt" and t not in (particles or [])]
            if particles is not None and not stray and _has_object(token, particles, entry, word):
                yield _Deed(token, tuple(particles), entry)
                break


def _has_object(token: Token, particles: Sequence[Token], entry: dict[str, Any], word: str) -> bool:
    wanted = entry.get("objects")
    objects = [
        *syntax.children(token, "dobj", "nsubjpass"),
        *(t for p in particles for t in syntax.children(p, "pobj")),
    ]
    if token.dep_ == "acl" and token.tag_ == "VBN":
        objects.append(token.head)
    if entry.get("intransitive"):
        return not objects
    if not isinstance(wanted, list) or word in entry.get("bare", ()):
        return True
    described = {
        t.lemma_
        for o in objects
        for t in (o, *o.children)
        if t.dep_ in ("dobj", "nsubjpass", "pobj", "compound", "amod") or t == o
    }
    return bool(described & set(wanted))


def _happening(
    scene: Scene, unit: Unit, deed: _Deed, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Happening | None:
    verb, entry = deed.verb, deed.entry
    modality = _modality(scene, unit, verb, statements, findings)
    if modality is None:
        return None
    statement = innermost(statements, unit.start(verb), unit.end(verb))
    speaker = statement.speaker if statement else None
    passive = syntax.children(verb, "nsubjpass") or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    agents = [t for by in syntax.children(verb, "agent") for t in syntax.children(by, "pobj")]
    subject = (agents[0] if agents else None) if passive else syntax.subject(verb)
    source = scene.actors_of(unit, subject, speaker)
    if not source and subject is not None:
        source = _owner(scene, unit, subject, speaker)
    if entry.get("mutual"):
        source = [m for s in source for m in (scene.parties.members(s) or (s,))]
    if not source or (entry.get("persons") and not all(scene.parties.is_person(s) for s in source)):
        return None
    target = _target(scene, unit, deed, source, speaker)
    if entry.get("mutual") and not target and len(_sides(scene, source)) < 2:
        return None
    if entry.get("several") and len(_sides(scene, source)) < 2:
        return None
    if not target and (entry["target"] == ["object"] or (entry["type"] == "CONSULT" and not entry.get("mutual"))):
        return None
    if entry.get("mutual") and not target:
        target = source
    start, end = _stretch(scene, unit, verb, subject, bool(passive))
    trigger = (unit.start(verb), unit.end(deed.particles[-1] if deed.particles else verb))
    mode = entry.get("mode") or _mode(entry, verb)
    cameo = "041" if mode == "phone" else entry.get("cameo")
    return Happening(
        entry["type"],
        tuple(source),
        tuple(target),
        trigger,
        start,
        end,
        modality,
        f"deed:{entry['name']}",
        mode=str(mode) if mode else None,
        cameo=str(cameo) if cameo else None,
        date=scene.dated(unit, verb),
    )


def find_meetings(
    scene: Scene, unit: Unit, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[Happening]:
    """Yield talks that are the subject of a verb: "talks between X and Y resumed"."""
    words = vocabulary("events")["meeting"]
    for noun in unit.doc:
        if noun.lemma_.casefold() not in words["nouns"] or noun.dep_ not in ("nsubj", "nsubjpass"):
            continue
        verb = noun.head
        parties = [
            a
            for p in syntax.children(noun, "prep")
            if p.lower_ in words["between"]
            for t in syntax.children(p, "pobj")
            for a in scene.actors_of(unit, t)
        ]
        parties = [m for a in parties for m in (scene.parties.members(a) or (a,))]
        modality = _modality(scene, unit, verb, statements, findings)
        if (
            verb.lemma_ not in words["happened"]
            or len(_sides(scene, parties)) < 2
            or modality is None
            or hypothetical(verb)
        ):
            continue
        start, end = _stretch(scene, unit, verb, None, False)
        trigger = (unit.start(noun), unit.end(noun))
        yield Happening(
            "CONSULT",
            tuple(parties),
            tuple(parties),
            trigger,
            start,
            end,
            modality,
            "meeting",
            "meet",
            "046",
            scene.dated(unit, verb),
        )


def _sides(scene: Scene, actors: Sequence[str]) -> set[str]:
    return {side for actor in actors for side in scene.parties.principals(actor)} | {
        member for actor in actors for member in scene.parties.members(actor)
    }


def _mode(entry: dict[str, Any], verb: Token) -> str | None:
    if entry["type"] != "CONSULT":
        return None
    phone = set(vocabulary("events")["mode"]["phone"])
    by = {t.lemma_ for p in syntax.children(verb, "prep") if p.lower_ in ("by", "over", "via", "on") for t in p.subtree}
    return "phone" if by & phone or verb.lemma_ in ("telephone", "phone") else "meet"


def _target(scene: Scene, unit: Unit, deed: _Deed, source: Sequence[str], speaker: str | None) -> list[str]:
    verb = deed.verb
    places = deed.entry["target"]
    assert isinstance(places, list)
    for place in places:
        if place == "object":
            tokens = syntax.children(verb, "dobj", "nsubjpass") or ([verb.head] if verb.dep_ == "acl" else [])
            tokens += [t for p in deed.particles for t in syntax.children(p, "pobj")]
        elif place == "dative":
            tokens = syntax.children(verb, "dative")
        elif place == "counterpart":
            other = scene.parties.counterpart(source[0], scene.near(unit))
            return [other] if other else []
        else:
            holders = [verb, *syntax.children(verb, "dobj"), *deed.particles]
            preps = [p for h in holders for p in h.children if p.lower_ == place and p.dep_ in ("prep", "dative")]
            preps += [p for p in deed.particles if p.lower_ == place]
            tokens = [t for p in preps for t in syntax.children(p, "pobj")]
        found = [a for t in tokens for a in _owner(scene, unit, t, speaker)]
        found = [a for a in found if a not in source]
        if found:
            return found
    return []


def _owner(scene: Scene, unit: Unit, token: Token, speaker: str | None) -> list[str]:
    """Return the actors that a noun means, or those that own it: "Ukrainian territory" is Ukraine's."""
    found = scene.actors_of(unit, token, speaker)
    if found:
        return found
    for child in token.children:
        if child.dep_ in ("amod", "compound", "poss", "nmod"):
            owner = scene.parties.at(unit.start(child), unit.end(child))
            if owner is not None:
                return [owner]
    return []


def _stretch(scene: Scene, unit: Unit, verb: Token, subject: Token | None, passive: bool) -> tuple[int, int]:
    drop = syntax.children(verb, "advcl", "conj", "cc", "punct", "ccomp", "mark")
    cut = {t.i for d in drop for t in d.subtree}
    tokens = [t for t in verb.subtree if t.i not in cut and not t.is_space]
    if verb.dep_ in ("acl", "relcl"):
        tokens += [t for t in verb.head.lefts if t.dep_ != "punct"] + [verb.head]
    start, end = unit.edges([*tokens, verb])
    if subject is not None and not passive and subject.i < verb.i and verb.i - subject.i < 12:
        start = min(start, scene.phrase(unit, subject)[0])
    return start, min(end, start + 240)


def _modality(
    scene: Scene, unit: Unit, verb: Token, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Modality | None:
    """Return whether a deed has happened; None where it is only spoken of."""
    at = unit.start(verb)
    helpers = syntax.auxiliaries(verb)
    around = [f for f in findings if f.unit is unit and f.cue[0] != at and f.start <= at < f.end and f.cue[0] <= at]
    around = [f for f in around if _governs(unit, f, verb)]
    if around:
        return "intended" if _planned(unit, around[-1]) else None
    if any(f.cue[0] == at and f.unit is unit for f in findings):
        return None
    if syntax.negated(verb) or unit.quotation is not None:
        return None
    if helpers & {"may", "might", "could"}:
        return "possible"
    if helpers & {"will", "would", "'ll"}:
        return "intended"
    if "to" in helpers and verb.head.lemma_ in ("continue", "persist") and verb.dep_ == "xcomp":
        return None if syntax.negated(verb.head) else "actual"  # "continues to withhold rent"
    if "to" in helpers or verb.tag_ == "VB":
        return "intended" if verb.head.lemma_ in ("plan", "intend", "prepare", "expect") else None
    return "actual" if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP", "VBG") else None


def _planned(unit: Unit, finding: Finding) -> bool:
    """Say whether a position is a plan and not a wish: what it speaks of is meant to happen."""
    cue = next((t for t in unit.doc if unit.start(t) == finding.cue[0]), None)
    return cue is not None and cue.lemma_ in _PLANNING and finding.shown.polarity == "for"


def _governs(unit: Unit, finding: Finding, verb: Token) -> bool:
    """Say whether a finding's cue stands above a verb in the parse."""
    return any(unit.start(t) == finding.cue[0] for t in verb.ancestors)
