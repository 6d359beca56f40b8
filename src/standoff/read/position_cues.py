"""Positions that a cue word shows: a verb, an adjective or a noun with its act ("refused to ...", "open to ...")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.complements import find_acts, particle_tokens
from standoff.read.conditions import add_condition, find_condition
from standoff.read.cue_records import record
from standoff.read.cue_signs import (
    as_silence,
    better_read_as_speech,
    is_other_verb,
    names_somebody,
    own_thing,
    shown_by,
    under_other_verb,
    unreal,
)
from standoff.read.findings import Desk
from standoff.read.lexicon import Cue, cues, vocabulary, words
from standoff.read.reported import speech_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit


def read_cues(desk: Desk, unit: Unit) -> None:
    """Record the positions that the cue words of one unit show, from left to right."""
    for token in unit.doc:
        if desk.free(unit, token) and not unreal(token):
            for cue in _candidates(token):
                if _read(desk, unit, token, cue):
                    break


def _candidates(token: Token) -> Iterator[Cue]:
    lexicon = cues()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        yield from lexicon.get(("verbs", token.lemma_), ())
    if token.pos_ == "ADJ" or token.dep_ in ("acomp", "oprd") or token.tag_ in ("JJ", "VBN"):
        yield from lexicon.get(("adjectives", token.lower_), ())
    if token.pos_ in ("NOUN", "PROPN"):
        yield from lexicon.get(("nouns", token.lemma_.casefold()), ())


def _read(desk: Desk, unit: Unit, token: Token, cue: Cue) -> bool:
    particles = particle_tokens(token, cue.particles)
    if particles is None or (cue.word == "would like" and "would" not in syntax.auxiliaries(token)):
        return False
    if cue.kind == "verbs" and (under_other_verb(token) or is_other_verb(token, particles)):
        return False
    acts = find_acts(token, cue.takes, particles)
    acts = _pointing_back(desk, unit, token, acts) or _referring(desk, unit, token, cue)
    if not acts or (cue.objects and acts[0].head.lemma_ not in cue.objects):
        return False
    if cue.needs and not cue.needs & {t.lower_ for t in token.subtree}:
        return False
    shown = shown_by(token, cue)
    if shown is None:
        return False
    if cue.kind == "nouns" and not _held(token, cue):
        return False
    speaker = desk.speaker_at(unit, token)
    subject = _subject(token, cue)
    holders = desk.holders(unit, subject, speaker)
    if speaker is not None and (cue.takes[:1] == ("subject to noun",) or (cue.light and subject is None)):
        holders = [speaker]
    if subject is not None and holders == [speaker] and unit.quotation is not None and subject.lower_ in ("he", "she"):
        return False
    if not holders or better_read_as_speech(desk, token, cue, holders, speaker):
        return False
    if not acts[0].verb and not acts[0].empty and names_somebody(desk, unit, acts[0].head, cue):
        if not cue.persons or desk.last is None:
            return False
        acts = [replace(acts[0], empty=True)]  # to turn somebody down is to say no to what he last asked
    if cue.own_things and not acts[0].verb and own_thing(acts[0].head):
        return False
    acts, shown, cue_word = as_silence(desk, unit, token, acts, shown)
    if not acts:
        return True
    wished = shown.type in ("goal", "demand", "appeal")
    condition = find_condition(desk, unit, token, *(act.head for act in acts[:1]), *_copula(token), manner=wished)
    if condition is not None and condition.act is not None and condition.act.head == acts[0].head:
        condition = None
    for holder in holders:
        record(desk, unit, cue_word, cue, shown, holder, holders, acts, subject, condition)
    for act in acts:
        desk.take(unit, act.tokens)
    desk.take(unit, [token, *particles])
    if shown.type not in ("accusation", "denial", "no-commitment"):
        add_condition(desk, unit, condition, holders[0], shown.type, f"{cue.name}+condition")
    return True


def _copula(token: Token) -> list[Token]:
    return [token.head] if token.dep_ in ("acomp", "attr", "oprd") else []


def _subject(token: Token, cue: Cue) -> Token | None:
    if cue.kind != "nouns":
        if cue.takes[:1] == ("subject to noun",):
            return None
        passive = syntax.children(token, "nsubjpass")
        if cue.undergone:
            return passive[0] if passive else None
        agents = [t for by in syntax.children(token, "agent") for t in syntax.children(by, "pobj")]
        if (passive or (agents and token.dep_ == "acl")) and token.pos_ == "VERB" and cue.kind == "verbs":
            return agents[0] if agents else None
        if cue.kind == "adjectives" and token.dep_ == "amod":
            own = syntax.children(token, "nsubj")
            return own[0] if own else token.head if token.head.i < token.i else None
        return speech_subject(token)
    owner = syntax.children(token, "poss")
    if owner:
        return owner[0]
    pressed = [t for t in token.children if t.dep_ == "relcl" and syntax.children(t, "nsubj")]
    if pressed and _refuses(pressed[0]):
        return None
    if pressed and cue.takes[:1] == ("that",):
        return syntax.children(pressed[0], "nsubj")[0]
    by = [t for p in syntax.children(token, "prep") if p.lower_ in ("by", "from") for t in syntax.children(p, "pobj")]
    if by:
        return by[0]
    if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.lemma_ in ("be", "seem", "feel"):
        return syntax.subject(token.head.head)
    return syntax.subject(token.head) if token.dep_ in ("dobj", "attr") else _source(token)


def _refuses(verb: Token) -> bool:
    """Say whether the verb of a relative clause says no to what it hangs on: "a demand that X has dismissed"."""
    return any(cue.shown.polarity == "against" for cue in cues().get(("verbs", verb.lemma_), ()))


def _source(token: Token) -> Token | None:
    """Return from whom a noun of wanting comes: "a readiness was signalled by X", "an insistence comes from Y"."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        places = syntax.children(verb, "agent")
    elif token.dep_ == "nsubj" and verb.lemma_ in ("come", "emerge", "arrive"):
        places = [t for t in syntax.children(verb, "prep") if t.lower_ == "from"]
    else:
        return None
    return next((t for place in places for t in syntax.children(place, "pobj")), None)


def _held(token: Token, cue: Cue) -> bool:
    """Say whether a noun of wanting is somebody's and not dropped: "its demand", "made a call", "has no plans"."""
    verb = token.head
    if verb.lemma_ in ("drop", "abandon", "withdraw", "retract", "soften", "reject", "refuse", "ignore", "dismiss"):
        owned = syntax.children(token, "poss") or any(t.lower_ == "by" for t in syntax.children(token, "prep"))
        return bool(owned) and verb.lemma_ in ("reject", "refuse", "ignore", "dismiss")
    above = verb.head if token.dep_ == "pobj" else verb
    stance = ("verbs", above.lemma_) in cues() and above.lemma_ not in ("have", "make", "give", "take")
    if (
        stance
        and not syntax.children(token, "poss")
        and not any(t.lower_ == "by" for t in syntax.children(token, "prep"))
    ):
        return False
    if cue.light:
        return token.dep_ in ("dobj", "nsubjpass") and (
            verb.lemma_ in cue.light or (token.dep_ == "nsubjpass" and cue.only_negated)
        )
    return bool(syntax.children(token, "poss", "relcl", "prep", "acl")) or token.dep_ in ("dobj", "attr", "pobj")


def _pointing_back(desk: Desk, unit: Unit, token: Token, acts: list[Act]) -> list[Act]:
    """Replace an aside by the clause that it comments on: "..., a step that X denounced"."""
    pointing = acts and not acts[0].verb and acts[0].head == token.head and token.dep_ == "relcl"
    first = token.head.left_edge.i
    aside = first > 0 and unit.doc[first - 1].text in (",", "–", "—")
    if not pointing or not aside or token.head.lemma_ not in vocabulary("speech")["asides"]:
        return acts
    if desk.last is not None and desk.last.unit is unit:
        return [Act(token.head, (token.head,), None, verb=False, evidence=(token.head,), empty=True)]
    clause = next((t for t in token.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if clause is None:
        return acts
    act = verb_acts(clause, syntax.subject(clause))[0]
    tokens = tuple(t for t in act.tokens if t not in list(token.head.subtree))
    return [replace(act, tokens=tokens or act.tokens, evidence=(token.head,))]


def _referring(desk: Desk, unit: Unit, token: Token, cue: Cue) -> list[Act]:
    """Return an empty act where a demand points back: "a demand that X has pressed", "as X demanded"."""
    if cue.kind == "nouns" and cue.name == "noun-demand":
        pressed = [t for t in token.children if t.dep_ == "relcl" and syntax.children(t, "nsubj")]
        if pressed and desk.last is not None and token.i > 1 and unit.doc[token.i - 2].text == ",":
            return [Act(token, (token,), None, verb=False, evidence=tuple(pressed[0].subtree), empty=True)]
    if (
        cue.name == "denial"
        and token.dep_ == "relcl"
        and token.head.lemma_ in words("reproaches")
        and desk.last is not None
    ):
        return [Act(token.head, (token.head,), None, verb=False, evidence=(token,), empty=True)]
    as_said = any(t.lower_ == "as" and t.dep_ in ("mark", "advmod", "prep") for t in token.children)
    if cue.name == "demand" and as_said and desk.last is not None:
        return [Act(token, (token,), None, verb=False, evidence=(token,), empty=True)]
    return []
