"""Whom a pronoun means by the construction that it stands in: "in his report, X ...", "X and her lawyer"."""

from __future__ import annotations

from spacy.tokens import Token

from standoff.read.candidates import Entity
from standoff.read.discourse import Discourse

_FRONTED = frozenset(["prep", "advcl", "npadvmod", "advmod", "pcomp", "mark"])


def by_place(at: Discourse, token: Token) -> Entity | None:
    """Return the person that the construction around a pronoun makes it mean, None where it leaves the choice open."""
    found = (_owner_beside(at, token) if token.tag_ == "PRP$" else None) or _named_after(at, token)
    return found if found is not None and (found.kind == "person" or found.open) else None


def _owner_beside(at: Discourse, token: Token) -> Entity | None:
    """Read "X and her lawyer": she is X."""
    noun = token.head
    if noun.dep_ == "conj" and noun.head.i < noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
        return at.who(noun.head.i)
    return None


def _named_after(at: Discourse, token: Token) -> Entity | None:
    """Read "After her speech, X left": a phrase before the subject speaks of the subject that is named there."""
    branch = token
    while branch.head.i != branch.i:
        clause = branch.head
        subjects = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
        if branch.dep_ in _FRONTED and subjects and branch.i < subjects[0].i and subjects[0].i > token.i:
            entity = at.who(subjects[0].i)
            if entity is None or at.parsed[subjects[0].i].tag_ in ("PRP", "WP"):
                return None
            return entity
        if any(child.i == branch.i for child in subjects) and clause.dep_ != "advcl":
            return None
        branch = clause
    return None
