"""Nouns of wanting as cues: whether one is somebody's, and not dropped or only pointed to."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.acts import Act
from standoff.read.complements import particle_tokens
from standoff.read.lexicon import Cue, cues, vocabulary, words
from standoff.read.syntax import Token

_LIGHT = (
    "have", "make", "give", "take", "table", "present", "submit", "issue", "lodge", "renew", "repeat", "confirm",
    "indicate",
)  # fmt: skip


def held(token: Token, cue: Cue, acts: Sequence[Act]) -> bool:
    """Say whether a noun of wanting is somebody's and not dropped: "its demand", "made a call", "has no plans"."""
    above = governor(token)
    verb = token.head
    owned = bool(syntax.children(token, "poss")) or any(t.lower_ == "by" for t in syntax.children(token, "prep"))
    if token.dep_ == "nsubjpass" and token.head.lemma_ == "deny" and cue.shown.type != "accusation":
        return False  # "acceptance of the quota was denied"
    if taken_back(token):
        return cue.dropped is not None and owned
    if above.lemma_ in ("reject", "refuse", "ignore", "dismiss") and not owned:
        return False
    if token.lemma_ == "claim" and above.lemma_ in ("deny", "dispute", "contest", "refute", "rebut"):
        return False
    if cue.name.startswith("paper-"):
        return True
    if owned and above.lemma_ in words("seeking") and token.dep_ in ("dobj", "pobj"):
        return any(t.tag_ == "PRP$" for t in syntax.children(token, "poss")) and not cue.light
    if cue.owned and (owned or in_paper(token) is not None):
        own = any(t.tag_ == "PRP$" for t in syntax.children(token, "poss"))
        if own and token.dep_ != "nsubjpass" and _takes_stance(above) and above.lemma_ not in _LIGHT:
            return False  # "stands by its offer" says nothing new
        return bool(not acts[0].empty and acts[0].head != token)
    if token.lemma_ == "plan" and _takes_stance(above):
        return False  # "supports the council's plan": a pointer, and nothing that the council says
    stance = _takes_stance(above) and above.lemma_ not in _LIGHT
    if stance and not owned and above.lemma_ not in cue.light:
        return False
    if cue.owned and not cue.light:
        return False
    if cue.light:
        return token.dep_ in ("dobj", "nsubjpass") and (
            verb.lemma_ in cue.light or (token.dep_ == "nsubjpass" and cue.only_negated)
        )
    return bool(syntax.children(token, "poss", "relcl", "prep", "acl")) or token.dep_ in ("dobj", "attr", "pobj")


def taken_back(token: Token) -> bool:
    """Say whether a noun of wanting is taken or held back: "walked back its pledge", "withholds its consent"."""
    return _dropped(governor(token)) or (token.dep_ == "nsubjpass" and _dropped(token.head))


def reproached(token: Token) -> bool:
    """Say whether a noun is somebody's reproach that a verb of denying takes up: "rejected a claim by X that ..."."""
    if token.dep_ not in ("dobj", "nsubj", "nsubjpass") or token.lemma_ not in words("reproaches"):
        return False
    told = any(t.dep_ in ("acl", "ccomp", "relcl") and syntax.finite(t) for t in token.children)
    owned = bool(syntax.children(token, "poss")) or in_paper(token) is not None
    return told and (owned or any(t.lower_ == "by" for t in syntax.children(token, "prep")))


def in_paper(token: Token) -> Token | None:
    """Return whose paper says it: "the claim in X's leaflet that ...", "an allegation in a letter from X"."""
    for place in syntax.children(token, "prep"):
        for paper in syntax.children(place, "pobj"):
            if place.lower_ in ("in", "of") and paper.lemma_ in words("papers"):
                places = [p for p in syntax.children(paper, "prep") if p.lower_ in ("by", "from", "of")]
                sources = [t for p in places for t in p.children]
                return next(iter([*syntax.children(paper, "poss"), *sources]), None)
    return None


def denied_thing(noun: Token) -> bool:
    """Say whether a thing is denied by a noun that says so itself: "offered no guarantee"."""
    none = any(t.lower_ == "no" and t.dep_ == "det" for t in noun.children)
    return none and any(cue.only_negated for cue in cues().get(("nouns", noun.lemma_.casefold()), ()))


def governor(token: Token) -> Token:
    """Return the verb that a noun hangs on, through a preposition."""
    above = token.head.head if token.dep_ == "pobj" else token.head
    return above if above.pos_ in ("VERB", "AUX") else token.head


def _takes_stance(verb: Token) -> bool:
    """Say whether a verb is itself a cue, with all that belongs to it."""
    return any(particle_tokens(verb, cue.particles) is not None for cue in cues().get(("verbs", verb.lemma_), ()))


def _dropped(verb: Token) -> bool:
    """Say whether a verb takes back what it governs: "walked back its pledge", "abandoned its demand"."""
    particles = {t.lower_ for t in verb.children if t.dep_ in ("prt", "advmod", "prep")}
    needed = vocabulary("cues")["dropping"].get(verb.lemma_)
    return needed is not None and (not needed or bool(particles & set(needed)))
