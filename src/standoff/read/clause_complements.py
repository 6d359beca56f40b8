"""Clauses after a cue word: "demanded that X leave", "wants the gate opened", "denied that ...", "said whether ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, has_to, noun_act, subjunctive, verb_acts, words_of
from standoff.read.lexicon import words
from standoff.read.syntax import Token

_WISHING = ("demand", "propose", "recommend", "request", "urge", "require", "order", "ask", "move", "plead")
# Words of place that say where somebody wants a thing to be: "wants her teams inside the hall".
_PLACES = ("inside", "out", "off", "away", "back", "outside", "gone", "home", "behind", "free", "safe", "open", "shut")
_REPROACH = ("claim", "allegation", "accusation", "charge")
_LINKS = ("prep", "mark", "dative")
WH = ("what", "when", "where", "how", "who", "which", "why")


def prepositions(anchors: Sequence[Token], preposition: str) -> list[Token]:
    """Return where a preposition stands after a cue."""
    found = [t for anchor in anchors for t in anchor.children if t.lower_ == preposition and t.i > anchors[0].i]
    found += [t for first in found for t in syntax.children(first, "conj") if t.lower_ == preposition]
    if not found:  # the parser hung it on an object or adverb between
        after = anchors[-1].i + 1
        found = [
            t
            for t in anchors[0].doc[after : after + 2]
            if t.lower_ == preposition and t.dep_ in ("prep", "mark", "dative")
        ]
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
    wishing = word.lemma_ in _WISHING or (word.lemma_ in ("suggest", "insist") and word.tag_ in ("VBD", "VBN"))
    late = _subjunctive_below(word, verb) if wishing and verb is not None and not subjunctive(verb) else None
    if late is not None and verb is not None:
        thing = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
        act = verb_acts(late, thing)[0]
        phrase = tuple(t for t in thing.subtree if t.i < late.i and not t.is_punct) if thing is not None else ()
        yield replace(act, tokens=(*act.tokens[:1], *phrase, *act.tokens[1:]), evidence=(word, *act.tokens))
    elif verb is not None and (subjunctive(verb) or (wishing and _bare(verb) and not _helped(verb))):
        yield from verb_acts(verb, syntax.subject(verb), word)
    elif verb is None and wishing and (rest := _lost(word, anchors)):
        head = next((t for t in rest if t.dep_ in ("ccomp", "dobj")), rest[-1])
        yield Act(head, tuple(rest), None, verb=False, evidence=(word,))


def _bare(verb: Token) -> bool:
    """Say whether a verb may be the bare form, also where that looks like the past: "that X cut its catch"."""
    return verb.tag_ in ("VB", "VBP") or (verb.tag_ == "VBD" and verb.lower_ == verb.lemma_)


def _subjunctive_below(word: Token, clause: Token) -> Token | None:
    """Return the verb of "that the route, dropped last year, be surveyed" where the parse took another for it."""
    for helper in clause.subtree:
        if (
            helper.lower_ == "be"
            and helper.dep_ in ("aux", "auxpass")
            and helper.i > clause.i
            and helper.head != clause
        ):
            verb = helper.head
            modal = any(t.tag_ in ("MD", "TO") for t in verb.children)
            if not modal and verb.i > word.i and verb.dep_ in ("conj", "ccomp", "advcl", "relcl", "acl", "dep"):
                return verb
    return None


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
    """Read "want the crossing opened" and "want the troops out of the valley"."""
    objects = syntax.children(word, "dobj")
    for verb in (*word.children, *(t for noun in objects for t in syntax.children(noun, "acl"))):
        things = syntax.children(verb, "nsubj", "nsubjpass") or [t for t in objects if t.i < verb.i]
        if (
            (verb.tag_ in ("VBN", "VBD") or verb.lower_ == "gone")
            and verb.dep_ in ("ccomp", "xcomp", "oprd", "acl")
            and verb.i > word.i
            and things
            and not _helped(verb)
        ):
            joined = [t for t in syntax.children(verb, "conj") if syntax.finite(t)]
            rest = [
                t
                for t in words_of(verb, syntax.children(verb, "nsubj", "nsubjpass", "conj", "cc", "punct", "advcl"))
                if t != verb
            ]
            named = [t for t in things[0].subtree if t not in list(verb.subtree) or t == things[0]]
            shown = syntax.below(verb, without=[*joined, *syntax.children(verb, "cc")] if joined else [])
            while len(shown) > 1 and shown[-1].is_punct:
                shown.pop()
            yield Act(verb, (verb, *named, *rest), None, evidence=tuple(shown))
            return
    yield from _placed(word, objects)


def _placed(word: Token, objects: list[Token]) -> Iterator[Act]:
    """Read "want the boats back in port": a thing, and where it should be."""
    small = [t for t in word.children if t.lower_ in _PLACES and t.dep_ in ("ccomp", "xcomp", "oprd") and t.i > word.i]
    small = [t for t in small if syntax.children(t, "nsubj")]
    near = [t for n in objects for t in (*n.children, *word.children) if t.lower_ in _PLACES and t.i == n.i + 1]
    for place in [*small, *near]:
        thing = syntax.children(place, "nsubj")[0] if place in small else objects[0]
        known = any(t.lower_ in ("the", "both", "all", "its", "her", "his", "their", "our", "these", "those") for t in
                    thing.children)  # fmt: skip
        if place.lower_ == "back" and any(t.tag_ == "PRP$" for t in thing.children):
            continue  # "want their lives back": what was theirs
        if not (known or thing.pos_ in ("PRON", "PROPN") or thing.tag_ == "NNS"):
            continue
        named = [t for t in thing.subtree if t.i < place.i]
        rest = [t for t in place.subtree if t.i > place.i and not t.is_space]
        while rest and rest[-1].is_punct:
            rest.pop()
        tokens = (*named, place, *rest)
        yield Act(place, tokens, None, verb=False, evidence=(word, *tokens))
        return


def for_infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "wanted for the strike to end", "asked for the meeting to be moved"."""
    loose = [n for p in syntax.children(word, "prep") if p.lower_ == "for" for n in syntax.children(p, "pobj")]
    for verb in word.children:
        if not has_to(verb) or verb.i < word.i:
            continue
        opened = any(t.lower_ == "for" and t.dep_ == "mark" for t in verb.children)
        things = syntax.children(verb, "nsubj", "nsubjpass") if opened else []
        things = things or [n for n in loose if n.right_edge.i + 1 == verb.left_edge.i and verb.dep_ == "xcomp"]
        for act in verb_acts(verb, things[0]) if things else []:
            yield Act(act.head, act.tokens, things[0], act.negated, True, (*things[0].subtree, *act.tokens))
        if things:
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
            ahead = syntax.auxiliaries(verb) & {"will", "would"}
            if not opening & {"whether", "if"} and syntax.children(verb, "nsubjpass") and not ahead:
                return
            if opening & {"whether", "if", *WH}:
                yield from verb_acts(verb, syntax.subject(verb), word)
                return
