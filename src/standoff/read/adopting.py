"""Holders that the report names only where they hold something: "three supermarkets", "the economy ministry"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from standoff.read.actor_words import actor_words
from standoff.read.ledger import ActorKind, Mention, MentionForm
from standoff.read.lexicon import words
from standoff.read.syntax import Token
from standoff.read.units import Unit

if TYPE_CHECKING:
    from standoff.read.scene import Scene

_NOBODY = frozenset(("no", "every", "any", "each", "another", "neither", "either", "both", "such", "what", "which"))
_PEOPLE = re.compile(r"(?:ers|ors|ists|ants|ians|ees|men|women)$")


def adopt(scene: Scene, unit: Unit, noun: Token) -> str | None:
    """Return an actor made of a noun phrase that means people or a body, None for any other noun.

    It is asked only of the subject of a word that shows a position, which somebody has to hold.
    """
    kind = _kind(noun, scene.slice(unit.start(noun), unit.end(noun)).casefold())
    if kind is None or unit.quotation is not None or any(t.lower_ in _NOBODY for t in noun.children):
        return None
    left = [noun, *(t for child in noun.lefts if child.dep_ not in ("punct", "cc", "preconj") for t in child.subtree)]
    of = [p for p in noun.children if p.dep_ == "prep" and p.lower_ == "of" and p.i == noun.i + 1]
    start, end = unit.edges([*left, *(t for p in of for t in p.subtree)])
    text = scene.slice(start, end)
    if scene.parties.covering(start, end) is not None or len(text) > 60 or "\n" in text:
        return None
    return scene.parties.adopt(Mention(start=start, end=end, text=text, form=_form(text)), kind)


def _form(text: str) -> MentionForm:
    return "named" if text.split()[-1][:1].isupper() else "nominal"


def _kind(noun: Token, lower: str) -> ActorKind | None:
    known, lemma = actor_words(), noun.lemma_.casefold() if lower == noun.lower_ else lower
    plural = noun.tag_ in ("NNS", "NNPS")
    if noun.pos_ not in ("NOUN", "PROPN") or lower in words("no_people") or lemma in known.things:
        return None
    if lower in known.populations or lower in known.forces:
        return "population" if lower in known.populations else "armed-force"
    if known.kinds_of_head(lemma) or lemma in known.governments:
        return "group" if plural else "organization"
    if lemma in known.roles:
        return "group" if plural else "person"
    if noun.tag_ == "NN" and lower.endswith(("man", "woman", "person")) and len(lower) > 5:
        return "person"
    if (plural and _PEOPLE.search(lower)) or noun.tag_ == "NNPS":
        return "group"
    return None
