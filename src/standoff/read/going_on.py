"""Deeds that go on: "is on strike", "keeps the border closed", "continues to pump", "the overtime ban goes on"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.read import syntax
from standoff.read.findings import Finding
from standoff.read.happenings import Happening
from standoff.read.inversions import hypothetical
from standoff.read.ledger import EventType, Modality, Statement
from standoff.read.lexicon import vocabulary
from standoff.read.scene import Scene, innermost
from standoff.read.syntax import Token
from standoff.read.units import Unit

_SAME_LETTERS = 4


def find_going_on(
    scene: Scene, unit: Unit, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[Happening]:
    """Yield what the words of one unit show as going on."""
    words = vocabulary("events")["going_on"]
    for token in unit.doc:
        if hypothetical(token) or unit.quotation is not None:
            continue
        if token.pos_ in ("VERB", "AUX"):
            if token.lemma_ in words["being"] and _out(token):
                yield from _told(scene, unit, token, "PROTEST", "strike", "143", statements, findings)
            elif token.lemma_ in words["keeping"] and _shut(token, words["shut"]):
                yield from _told(scene, unit, token, "COERCE", "restrict", "172", statements, findings)
            elif token.lemma_ in words["continuing"]:
                yield from _disputed(scene, unit, token, statements, findings)
        elif token.lemma_ in words["actions"] and token.dep_ == "nsubj" and token.head.lemma_ in words["lasting"]:
            yield from _lasting(scene, unit, token)


def _out(verb: Token) -> bool:
    """Say whether people are "on strike" or stay "out"."""
    on = [t for p in syntax.children(verb, "prep") if p.lower_ == "on" for t in syntax.children(p, "pobj")]
    out = [t for t in verb.children if t.lower_ == "out" and t.i > verb.i and t.dep_ in ("prt", "advmod", "prep")]
    staying = verb.lemma_ in ("stay", "remain") and bool(out) and verb.doc[out[0].i + 1 : out[0].i + 2].text != "of"
    return any(t.lemma_ == "strike" for t in on) or (staying and not syntax.children(verb, "dobj"))


def _shut(verb: Token, states: Sequence[str]) -> bool:
    """Say whether something is kept closed."""
    after = [t for t in verb.subtree if verb.i < t.i <= verb.i + 8 and t.lower_ in states]
    things = [t for t in verb.subtree if verb.i < t.i <= verb.i + 6 and t.pos_ == "NOUN"]
    return bool(after and things and things[0].i < after[0].i)


def _told(
    scene: Scene,
    unit: Unit,
    verb: Token,
    kind: EventType,
    mode: str,
    cameo: str,
    statements: Sequence[Statement],
    findings: Sequence[Finding],
) -> Iterator[Happening]:
    """Yield what a verb tells of its subject, against the other side of the dispute."""
    modality = _modality(unit, verb, findings)
    source = _source(scene, unit, verb, statements)
    if modality is None or not source:
        return
    other = scene.parties.counterpart(source[0], scene.near(unit))
    start, end = unit.edges([t for t in verb.subtree if t.dep_ not in ("advcl", "cc", "conj", "punct", "ccomp")])
    yield Happening(
        kind, tuple(source), (other,) if other else (), (unit.start(verb), unit.end(verb)), start,
        min(end, start + 240), modality, f"going-on:{mode}", mode=mode, cameo=cameo, date=scene.dated(unit, verb),
    )  # fmt: skip


def _modality(unit: Unit, verb: Token, findings: Sequence[Finding]) -> Modality | None:
    at, helpers = unit.start(verb), syntax.auxiliaries(verb)
    spoken = any(f.unit is unit and f.start <= at < f.end and f.cue[0] <= at for f in findings)
    if spoken or syntax.negated(verb) or helpers & {"to", "will", "would", "could", "may", "might", "should", "must"}:
        return None
    return "actual" if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP", "VBG") else None


def _source(scene: Scene, unit: Unit, verb: Token, statements: Sequence[Statement]) -> list[str]:
    statement = innermost(statements, unit.start(verb), unit.end(verb))
    return scene.actors_of(unit, syntax.subject(verb), statement.speaker if statement else None)


def _disputed(
    scene: Scene, unit: Unit, verb: Token, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[Happening]:
    """Yield an act that somebody continues and that another wants stopped."""
    inner = [
        t for t in verb.children if t.dep_ in ("xcomp", "pcomp", "advcl", "dobj") and t.pos_ == "VERB" and t.i > verb.i
    ]
    inner += [t for p in verb.children if p.dep_ in ("prep", "prt") for t in syntax.children(p, "pcomp")]
    source = _source(scene, unit, verb, statements)
    if not inner or not source or _modality(unit, verb, findings) is None:
        return
    act = inner[0]
    stem = act.lemma_[:5]
    against = [
        f
        for f in findings
        if f.by is not None
        and scene.parties.same_side(f.by, source[0])
        and not scene.parties.same_side(f.holder, source[0])
        and len(stem) >= _SAME_LETTERS
        and any(word[: len(stem)] == stem for word in f.action.casefold().split())
    ]
    if not against:
        return
    start, end = unit.edges([verb, *act.subtree])
    yield Happening(
        "COERCE", tuple(source), (against[0].holder,), (unit.start(act), unit.end(act)), start, min(end, start + 240),
        "actual", "going-on:disputed", cameo="170", date=scene.dated(unit, verb),
    )  # fmt: skip


def _lasting(scene: Scene, unit: Unit, noun: Token) -> Iterator[Happening]:
    """Yield what is said to last: "the union's overtime ban goes on"."""
    owners = syntax.children(noun, "poss")
    owners += [t for p in syntax.children(noun, "prep") if p.lower_ == "by" for t in syntax.children(p, "pobj")]
    source = [a for t in owners for a in scene.actors_of(unit, t)]
    if (
        not source
        or syntax.negated(noun.head)
        or syntax.auxiliaries(noun.head) & {"will", "would", "could", "may", "might"}
    ):
        return
    labour = noun.lemma_ in ("strike", "walkout", "stoppage", "boycott", "protest") or any(
        t.lower_ in ("overtime", "rent") for t in noun.children
    )
    other = scene.parties.counterpart(source[0], scene.near(unit))
    start, end = unit.edges([*noun.subtree, noun.head])
    yield Happening(
        "PROTEST" if labour else "COERCE", tuple(source), (other,) if other else (), (unit.start(noun), unit.end(noun)),
        start, min(end, start + 240), "actual", "going-on:lasting",
        mode="strike" if labour else "restrict", cameo="143" if labour else "172",
    )  # fmt: skip
