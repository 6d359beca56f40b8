"""Clauses after a cue word: "demanded that X leave", "wants the gate opened", "denied that ...", "said whether ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, subjunctive, verb_acts, words_of
from standoff.read.lexicon import words
from standoff.read.syntax import Token

_REPROACH = ("claim", "allegation", "accusation", "charge")
WH = ("what", "when", "where", "how", "who", "which", "why")


def prepositions(anchors: Sequence[Token], preposition: str) -> list[Token]:
    """Return where a preposition stands after a cue."""
    found = [t for anchor in anchors for t in anchor.children if t.lower_ == preposition and t.i > anchors[0].i]
    found += [t for first in found for t in syntax.children(first, "conj") if t.lower_ == preposition]
    if not found:  # the parser hung it on an object or adverb between
        after = anchors[-1].i + 1
        found = [t for t in anchors[0].doc[after : after + 2] if t.lower_ == preposition and t.dep_ in ("prep", "mark")]
    return found


def objects_of(anchors: Sequence[Token]) -> list[Token]:
    """Return the objects of a cue: of its verb, or of its particle where it ends in a preposition."""
    for anchor in reversed(anchors):
        found = [t for t in anchor.children if t.dep_ in ("dobj", "pobj", "dative") and t.i > anchors[0].i]
        if found:
            return found
    return []


def _clause(anchors: Sequence[Token]) -> Token | None:
    for anchor in reversed(anchors):
        for verb in anchor.children:
            if (
                verb.dep_ in ("ccomp", "advcl", "acl", "relcl")
                and verb.i > anchor.i
                and syntax.children(verb, "nsubj", "nsubjpass", "expl")
            ):
                if verb.dep_ in ("advcl", "acl", "relcl") and not any(
                    t.lower_ == "that" and t.dep_ == "mark" for t in verb.children
                ):
                    continue
                return verb
    return None


def wish(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "demanded that X leave"."""
    verb = _clause([word.head, *anchors] if word.dep_ == "acomp" else anchors)
    wishing = word.lemma_ in ("demand", "propose", "recommend", "request", "urge", "require", "order", "ask")
    wishing = wishing or (word.lemma_ in ("suggest", "insist") and word.tag_ in ("VBD", "VBN"))
    if verb is not None and (subjunctive(verb) or (wishing and verb.tag_ in ("VB", "VBP") and not _helped(verb))):
        yield from verb_acts(verb, syntax.subject(verb), word)
    elif verb is None and word.lemma_ in ("demand", "request", "require") and (rest := _lost(word, anchors)):
        yield Act(rest[-1], tuple(rest), None, verb=False, evidence=(word,))


def _lost(word: Token, anchors: Sequence[Token]) -> list[Token]:
    """Return the words after "that" where the parse has lost the subject of what is demanded."""
    following = anchors[-1].i + 1
    if following >= len(word.doc) or word.doc[following].lower_ != "that":
        return []
    clause = [t for t in word.children if t.dep_ in ("ccomp", "dobj") and t.left_edge.i == following]
    return [t for t in clause[0].subtree if t.i > following and not t.is_punct] if clause else []


def _helped(verb: Token) -> bool:
    return bool(syntax.auxiliaries(verb) - {"not", "n't"})


def object_done(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "want the crossing opened"."""
    objects = syntax.children(word, "dobj")
    for verb in (*word.children, *(t for noun in objects for t in syntax.children(noun, "acl"))):
        things = syntax.children(verb, "nsubj", "nsubjpass") or [t for t in objects if t.i < verb.i]
        if (
            verb.tag_ in ("VBN", "VBD")
            and verb.dep_ in ("ccomp", "xcomp", "oprd", "acl")
            and verb.i > word.i
            and things
            and not _helped(verb)
        ):
            rest = [
                t
                for t in words_of(verb, syntax.children(verb, "nsubj", "nsubjpass", "conj", "cc", "punct", "advcl"))
                if t != verb
            ]
            named = [t for t in things[0].subtree if t not in list(verb.subtree) or t == things[0]]
            yield Act(verb, (verb, *named, *rest), None, evidence=tuple(verb.subtree))
            return


def claim(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "denied that X had left", "denied the claim that ..."."""
    verb = _clause(anchors)
    if verb is None:
        reproach = [t for t in objects_of(anchors) if t.lemma_ in words("reproaches")]
        verb = _clause(reproach) if reproach else None
        verb = verb or next((t for n in reproach for t in n.children if t.dep_ in ("acl", "ccomp", "relcl")), None)
    if verb is not None:
        yield from verb_acts(verb, syntax.subject(verb), word)


def reproach(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "rejected the allegation"."""
    called = [t for p in prepositions(anchors[:1], "as") for t in syntax.children(p, "pobj")]
    for noun in (*objects_of(anchors), *called):
        if noun.lemma_ in words("reproaches"):
            named = noun_act(noun)
            pointing = noun.pos_ in ("PRON", "DET", "SCONJ") or (noun.lemma_ in _REPROACH and len(named.tokens) < 3)
            yield Act(noun, named.tokens, None, verb=False, evidence=(word,), empty=pointing)
            return


def whether(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "did not say whether X would ..."."""
    about = [t for anchor in anchors for t in syntax.children(anchor, "prep") if t.lower_ in ("on", "about", "as")]
    for anchor in reversed([*anchors, *about]):
        for verb in anchor.children:
            if verb.dep_ not in ("ccomp", "xcomp", "advcl", "acl", "pcomp") or verb.i < word.i:
                continue
            opening = {t.lower_ for t in verb.subtree if t.i <= verb.i}
            if verb.dep_ == "advcl" and "if" in opening and ("only" in opening or syntax.children(word, "dobj")):
                continue  # "would consider it only if X pays": a condition, and no question
            if not opening & {"whether", "if"} and syntax.children(verb, "nsubjpass"):
                return
            if opening & {"whether", "if", *WH}:
                yield from verb_acts(verb, syntax.subject(verb), word)
                return
