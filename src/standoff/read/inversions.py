"""Conditions told by the order of words: "were X to pay", "should X refuse", "had X asked".

A clause of this kind has no mark such as "if"; its helping verb stands right before its subject.
Here is asked, too, whether a word stands in a condition of any kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standoff.read import syntax
from standoff.read.syntax import Token

_OPENINGS = ("were", "should", "had")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_KEPT = "standoff_inversions"
_QUESTIONING = frozenset(("if", "unless", "whether", "until"))


@dataclass(frozen=True)
class Inversion:
    """An inverted condition: its first word, its verb, its subject, and the place of its last word."""

    opening: Token
    verb: Token
    subject: Token
    last: int


def inversions(doc: Any) -> list[Inversion]:
    """Return the inverted conditions of a parsed stretch, kept with it once they were looked for."""
    kept = doc.user_data.get(_KEPT)
    if kept is None:
        kept = [] if syntax.lacks(doc, _OPENINGS) else [f for t in doc if (f := _read(t)) is not None]
        doc.user_data[_KEPT] = kept
    return list(kept)


def inverted(token: Token) -> bool:
    """Say whether a word stands in an inverted condition."""
    return any(found.opening.i <= token.i <= found.last for found in inversions(token.doc))


def hypothetical(token: Token) -> bool:
    """Say whether a word stands in a condition or a question inside a sentence."""
    if inverted(token):
        return True
    if syntax.lacks(token.doc, _QUESTIONING):
        return False
    for word in (token, *token.ancestors):
        marks = {t.lower_ for t in word.children if t.dep_ in ("mark", "advmod", "prep") and t.i < word.i}
        clause = word.dep_ in ("advcl", "ccomp", "conj", "acl", "pcomp", "csubj")
        if clause and marks & _QUESTIONING:
            return True
        if word.dep_ == "advcl" and marks & {"after", "since", "because", "although", "though", "while"}:
            return False  # what has led to a question is no question
    return False


def _read(opening: Token) -> Inversion | None:
    doc = opening.doc
    if opening.lower_ not in _OPENINGS or opening.i + 2 >= len(doc) or not _opens(opening):
        return None
    subject = next((t for t in doc[opening.i + 1 :] if t.dep_ in _SUBJECTS), None)
    if subject is None or subject.left_edge.i != opening.i + 1:
        return None
    verb = _verb(opening, subject)
    if verb is None:
        return None
    last = max(t.i for t in (*verb.subtree, verb) if t.i == verb.i or _inside(t, verb, opening))
    while last > verb.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return Inversion(opening, verb, subject, last)


def _opens(opening: Token) -> bool:
    """Say whether a helping verb stands where a clause begins, and not behind a subject of its own."""
    if opening.i == 0:
        return True
    before = opening.nbor(-1)
    if before.text in (",", ";", ":", "–", "—", "“", '"'):
        return True
    behind = before.pos_ in ("NOUN", "PROPN", "ADV", "ADJ", "ADP", "VERB", "NUM", "CCONJ")
    return behind and before.dep_ not in (*_SUBJECTS, "aux")


def _verb(opening: Token, subject: Token) -> Token | None:
    """Return the verb that the helping verb belongs to: "were X to pay", "should X pay", "had X paid"."""
    edge = max([t.i for t in subject.subtree if t.dep_ not in ("relcl", "acl") and t.head.i <= subject.i], default=0)
    after = [t for t in opening.doc[max(edge, subject.i) + 1 :] if t.pos_ != "ADV" and t.dep_ not in ("neg", "auxpass")]
    if opening.lower_ == "were" and after and after[0].pos_ == "ADJ":
        return next(iter(syntax.children(after[0], "xcomp")), opening)  # "were X willing to pay"
    if opening.lower_ == "were":
        after = after[1:] if after and after[0].lower_ == "to" else []
    fits = {"were": ("VB", "VBN"), "should": ("VB", "VBP", "JJ", "VBN"), "had": ("VBN", "VBD")}[opening.lower_]
    found = after[0] if after else None
    if found is None or found.tag_ not in fits or (found.tag_ == "JJ" and found.dep_ not in ("ccomp", "advcl", "ROOT")):
        return None
    return found


def _inside(token: Token, verb: Token, opening: Token) -> bool:
    """Say whether a word below the verb belongs to the condition and not to the clause that hangs on it."""
    if token.i < opening.i:
        return False
    for word in (token, *token.ancestors):
        if word == verb:
            return True
        main = word.dep_ in ("ccomp", "parataxis") and syntax.finite(word) and word.head == verb
        if main and not any(t.dep_ == "mark" for t in word.children):
            return False
    return False
