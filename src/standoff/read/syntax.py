"""Small questions to the parse: subjects, coordination, negation, auxiliaries.

The labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Token = Any
_SUBJECTS = ("nsubj", "nsubjpass")


def children(token: Token, *labels: str) -> list[Token]:
    """Return the dependents with one of these labels."""
    return [child for child in token.children if child.dep_ in labels]


def coordinated(token: Token) -> list[Token]:
    """Return a token and everything coordinated with it, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found.extend(coordinated(child))
    return found


def clausal(token: Token) -> bool:
    """Say whether a token heads a clause."""
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ in _SUBJECTS for child in token.children)


def subject(token: Token, depth: int = 0) -> Token | None:
    """Return the subject of a predicate, inherited where it has none of its own."""
    own = children(token, *_SUBJECTS)
    if own:
        return _antecedent(own[0])
    if token.dep_ == "ROOT" and finite(token):
        alone = [t for t in children(token, "preconj") if t.lower_ in ("neither", "both") and t.i < token.i]
        if alone and not children(token, "conj"):
            return alone[0]  # "neither has agreed", read as if another verb followed
    if depth > 6 or token.head == token or children(token, "csubj"):
        return None
    head = token.head
    if token.dep_ == "acomp" or (token.dep_ == "attr" and head.lemma_ == "be"):
        return subject(head, depth + 1)
    if token.dep_ == "conj":
        if finite(token):
            while not finite(head) and head.head != head:
                head = head.head
            if _small_clause(head) and auxiliaries(token):
                head = head.head
        return subject(head, depth + 1)
    if token.dep_ in ("xcomp", "ccomp", "advcl", "oprd"):
        given = children(head, "dobj", "dative")
        if token.dep_ == "xcomp" and given and head.pos_ == "VERB" and given[0].i < token.i:
            return given[0]
        return subject(head, depth + 1)
    if token.dep_ in ("relcl", "acl"):
        return head if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None
    if token.dep_ in ("pcomp", "prep", "pobj"):
        return subject(head, depth + 1)
    return None


def _small_clause(token: Token) -> bool:
    """Say whether a participle, read as a verb of its own, only tells how somebody wants a thing: "wants it opened"."""
    wanted = token.dep_ == "ccomp" and token.head.lemma_ in ("want", "need", "like", "get", "have", "see", "prefer")
    return wanted and token.tag_ in ("VBD", "VBN") and not children(token, "aux", "auxpass", "mark")


def finite(token: Token) -> bool:
    """Say whether a verb is tensed: "would go", "went", but not "to go" or "going"."""
    if any(
        t.tag_ == "MD" or t.tag_ in ("VBD", "VBZ", "VBP") for t in token.children if t.dep_ in ("aux", "auxpass", "cop")
    ):
        return True
    return bool(token.tag_ in ("VBD", "VBZ", "VBP", "MD"))


def _antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for, else the token."""
    if token.lower_ in ("who", "which", "that") and token.tag_ in ("WP", "WDT", "IN", "DT", "PRON"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl") and token.tag_ != "DT":
            return clause.head
    return token


_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "cannot"))


def negated(token: Token) -> bool:
    """Say whether a predicate is denied by a word of its own (not, never, no ... or a neither subject)."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATIONS and child.dep_ in ("advmod", "preconj", "cc", "det")):
            return True
        if child.dep_ in _SUBJECTS and any(c.lower_ in ("no", "neither") for c in child.children):
            return True
        if child.dep_ in _SUBJECTS and child.lower_ in ("nobody", "none", "neither"):
            return True
        if child.dep_ == "aux" and child.tag_ == "MD" and any(c.dep_ == "neg" for c in child.children):
            return True  # "could not, he added, do away with it"
    if token.dep_ == "conj" and any(c.lower_ == "nor" for c in token.head.children):
        return True
    if at_no_time(token) or _by_nobody(token):
        return True
    if token.dep_ in ("acomp", "attr", "oprd") and token.head.lemma_ in (
        "be",
        "seem",
        "appear",
        "look",
        "feel",
        "remain",
    ):
        return negated(token.head)
    return False


def _by_nobody(token: Token) -> bool:
    """Say whether a passive has nobody who does it: "is opposed by neither side"."""
    doers = [t for by in children(token, "agent") for t in children(by, "pobj")]
    nobody = ("no", "neither", "nobody", "none")
    return any(t.lower_ in nobody or any(c.lower_ in nobody for c in t.children) for t in doers)


def of_nothing(token: Token) -> bool:
    """Say whether a verb has no object by its object: "has broken no rule", "took nothing"."""
    things = children(token, "dobj")
    return any(t.lower_ == "nothing" or any(c.lower_ == "no" and c.dep_ == "det" for c in t.children) for t in things)


def at_no_time(token: Token) -> bool:
    """Say whether a clause is denied by "at no time", "under no circumstances", "in no way"."""
    places = [t for p in children(token, "prep") for t in children(p, "pobj")]
    denied = ("time", "circumstance", "way", "point", "case", "stage")
    return any(t.lemma_ in denied and any(c.lower_ == "no" for c in t.children) for t in places)


def auxiliaries(token: Token) -> set[str]:
    """Return the auxiliaries of a predicate in lower case, of its copula for an adjective."""
    found = {_in_full(child.lower_, token) for child in token.children if child.dep_ in ("aux", "auxpass")}
    if token.dep_ in ("acomp", "attr") and token.head.pos_ in ("AUX", "VERB"):
        found |= auxiliaries(token.head) | {token.head.lower_}
    return found


def _in_full(helper: str, token: Token) -> str:
    """Return an auxiliary without its apostrophe: "'ll" is "will", "'d" before an infinitive "would"."""
    plain = helper.replace("’", "'")
    if plain == "'d":
        return "would" if token.tag_ == "VB" else "had"
    return {"'ll": "will", "'m": "am", "'re": "are", "'s": "is", "'ve": "have"}.get(plain, plain)


def lacks(doc: Any, sought: Iterable[str]) -> bool:
    """Say whether a parsed stretch holds none of some words in lower case; its words are kept with it."""
    spoken = doc.user_data.get("standoff_words")
    if spoken is None:
        spoken = doc.user_data["standoff_words"] = frozenset(token.lower_ for token in doc)
    return bool(spoken.isdisjoint(sought))


def right_edge(tokens: Sequence[Token]) -> Token:
    """Return the last token that is no punctuation."""
    spoken = [token for token in tokens if not token.is_punct and not token.is_space]
    return max(spoken or tokens, key=lambda token: token.i)


def below(token: Token, without: Sequence[Token] = ()) -> list[Token]:
    """Return a token's subtree, less the subtrees of some tokens."""
    cut = {inner.i for other in without for inner in other.subtree}
    return [inner for inner in token.subtree if inner.i not in cut or inner.i == token.i]
