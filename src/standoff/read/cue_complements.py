"""Rarer complements of cue words: the thing between its parts, a sum, a place, a question asked or put first."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.read import syntax
from standoff.read.acts import Act, noun_act
from standoff.read.clause_complements import WH, whether
from standoff.read.lexicon import vocabulary, words
from standoff.read.syntax import Token

_AWAY = ("out", "off", "away", "back", "gone", "inside", "outside", "in", "into", "down", "under", "behind", "beyond")
_OPENING = ("whether", *WH)


def past_object(word: Token) -> Token:
    """Return the last token of the object that stands right after a verb, or the verb: "put [a bonus] on the table"."""
    edges = [t.right_edge for t in word.children if t.dep_ in ("dobj", "dative") and t.left_edge.i == word.i + 1]
    edges = [t for t in edges if t.i > word.i]
    split = [t for t in word.children if t.dep_ in ("ccomp", "xcomp") and t.left_edge.i == word.i + 1]
    own = [n.right_edge for t in split for n in syntax.children(t, "nsubj", "nsubjpass")]
    return max((*edges, *own), key=lambda t: int(t.i), default=word)


def thing(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read what "put 3 percent on the table" and "an offer that X has left unanswered" are about."""
    relative = [t for t in syntax.children(word, "dobj") if t.lower_ in ("that", "which") and t.i < word.i]
    objects = syntax.children(word, "dobj", "dative", "nsubjpass")
    objects = [t for t in objects if t not in relative and t not in anchors]
    objects = objects or [
        n
        for t in syntax.children(word, "ccomp", "xcomp")
        for n in syntax.children(t, "nsubj", "nsubjpass")
        if t in anchors
    ]
    if objects:
        named = noun_act(objects[0])
        cut = {t.i for anchor in anchors[1:] for t in anchor.subtree} if objects[0].i > word.i else set()
        kept = tuple(t for t in named.tokens if t.i not in cut or t == objects[0])
        yield Act(objects[0], kept, None, verb=False, evidence=kept)
        return
    told = word.dep_ == "relcl" and (relative or syntax.children(word, "nsubj"))
    if word.head.pos_ == "NOUN" and (told or (word.dep_ == "acl" and word.tag_ == "VBN")):
        yield Act(word.head, noun_act(word.head).tokens, None, verb=False, evidence=(word.head,))


def sums(anchor: Token) -> Iterator[Act]:
    """Read "would go to 3.75 percent"."""
    for noun in syntax.children(anchor, "pobj", "npadvmod"):
        unit = [t for t in noun.children if t.like_num or t.dep_ in ("nummod", "quantmod")]
        known = noun.lemma_.casefold() in words("bid_units") or noun.lower_ in ("%", "£", "$", "€")
        if (noun.like_num and (noun.right_edge == noun or not syntax.children(noun, "prep"))) or (unit and known):
            named = noun_act(noun)
            yield Act(noun, named.tokens, None, verb=False, evidence=named.tokens)
            return


def placed(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "wants both camps out of the fields" and "wants its ships back"."""
    for noun in syntax.children(word, "dobj"):
        after = [t for t in (*noun.children, *word.children) if t.i == noun.i + 1 and t.lower_ in _AWAY]
        if noun.i > word.i and after and noun.pos_ in ("NOUN", "PROPN"):
            tokens = tuple(dict.fromkeys((*noun.subtree, *after[0].subtree)))
            yield Act(noun, tokens, noun, verb=False, evidence=tokens)
            return
    for small in syntax.children(word, "ccomp", "xcomp", "oprd"):
        own = syntax.children(small, "nsubj", "nsubjpass")
        if small.lower_ in _AWAY and own and own[0].i == small.left_edge.i + len(list(own[0].subtree)) - 1:
            tokens = tuple(small.subtree)
            yield Act(own[0], tokens, own[0], verb=False, evidence=tokens)
            return


def asked(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "asked whether she would sign, she smiled"."""
    above = word.head if word.dep_ == "conj" else word
    for verb in (*word.children, *above.children):
        if verb.dep_ == "advcl" and verb.lower_ in ("asked", "pressed", "questioned", "challenged"):
            acts = list(whether(verb, [verb]))
            if acts:
                yield Act(acts[0].head, acts[0].tokens, acts[0].agent, evidence=(verb, *acts[0].tokens))
                return


def fronted(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "Whether the gate will open she would not say"."""
    if not is_fronted(word):
        return
    mine = {t.i for t in word.subtree} if word.head != word else set()
    first = next(t for t in word.doc if not t.is_punct)
    verb = first.head
    own = syntax.children(word, "nsubj", "nsubjpass")
    end = min((t.left_edge.i for t in own), default=word.i)
    tokens = tuple(t for t in verb.subtree if verb.i <= t.i < end and t.i not in mine and not t.is_punct)
    if tokens:
        yield Act(verb, tokens, syntax.subject(verb), evidence=(first, *tokens))


def is_fronted(word: Token) -> bool:
    """Say whether the question that a word leaves open opens its sentence."""
    if word.i < 4 or word.lemma_ not in vocabulary("cues")["left_open"]:
        return False
    first = next((t for t in word.doc[:3] if not t.is_punct), None)
    if first is None or first.lower_ not in _OPENING or not syntax.negated(word):
        return False
    own = syntax.children(word, "nsubj", "nsubjpass")
    return first.head.i < word.i and first.head not in (word, first) and bool(own) and own[0].i > first.head.i
