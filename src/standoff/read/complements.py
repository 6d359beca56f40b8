"""What follows a cue word and says the act: "urged X to hold talks", "ruled out sending troops", "a call for calm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, has_to, is_deed, noun_act, subjunctive, verb_acts, words_of
from standoff.read.lexicon import words
from standoff.read.syntax import Token

_CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "oprd", "pcomp", "conj")
_REPROACH = ("claim", "allegation", "accusation", "charge")
_WH = ("what", "when", "where", "how", "who", "which", "why")


def particle_tokens(word: Token, particles: Sequence[str]) -> list[Token] | None:
    """Return the tokens of a cue's particles right of its word, or None where they are missing."""
    found: list[Token] = []
    anchor = word
    for particle in particles:
        after = [
            token
            for token in word.doc[anchor.i + 1 : anchor.i + 4]
            if particle in (token.lower_, token.lemma_) and (token.head in (word, anchor) or token.i == anchor.i + 1)
        ]
        if not after:
            return None
        anchor = after[0]
        found.append(anchor)
    return found


def find_acts(word: Token, takes: Sequence[str], particles: Sequence[Token] = ()) -> list[Act]:
    """Return the acts that a cue word speaks of, by the first of its complements that is there."""
    anchors = [word, *particles]
    for pattern in takes:
        acts = list(_match(word, anchors, pattern))
        if acts:
            return acts
    return []


def _match(word: Token, anchors: list[Token], pattern: str) -> Iterator[Act]:
    simple = {
        "object done": _object_done,
        "to": _infinitive,
        "for to": _for_infinitive,
        "ing": _gerund,
        "noun": _noun,
        "that": _wish,
        "claim": _claim,
        "whether": _whether,
    }
    if pattern in simple:
        yield from simple[pattern](word, anchors)
    elif pattern == "object to":
        yield from _object_infinitive(word, anchors)
    elif pattern == "nothing":
        yield from _nothing(word, anchors)
    elif pattern == "reproach":
        yield from _reproach(word, anchors)
    elif pattern.startswith("object "):
        yield from _object_preposition(word, anchors, pattern.split()[1])
    elif pattern == "subject to noun":
        subject = syntax.subject(word)
        if subject is not None and subject.pos_ == "NOUN":
            yield noun_act(subject)
    else:
        preposition, kind = pattern.split()
        for token in _prepositions(anchors, preposition):
            yield from (_gerund if kind == "ing" else _noun)(word, [token])


def _prepositions(anchors: Sequence[Token], preposition: str) -> list[Token]:
    found = [t for anchor in anchors for t in anchor.children if t.lower_ == preposition and t.i > anchors[0].i]
    found += [t for first in found for t in syntax.children(first, "conj") if t.lower_ == preposition]
    if not found:  # the parser hung it on an object or adverb between
        after = anchors[-1].i + 1
        found = [t for t in anchors[0].doc[after : after + 2] if t.lower_ == preposition and t.dep_ in ("prep", "mark")]
    return found


def _objects(anchors: Sequence[Token]) -> list[Token]:
    """Return the objects of a cue: of its verb, or of its particle where it ends in a preposition."""
    for anchor in reversed(anchors):
        found = [t for t in anchor.children if t.dep_ in ("dobj", "pobj", "dative") and t.i > anchors[0].i]
        if found:
            return found
    return []


def _infinitives(tokens: Sequence[Token]) -> list[Token]:
    return [t for token in tokens for t in token.children if t.dep_ in _CLAUSES and t.dep_ != "conj" and has_to(t)]


def _object_infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    objects = _objects(anchors)
    for verb in _infinitives([*anchors, *objects]):
        own = syntax.children(verb, "nsubj", "nsubjpass")
        agent = own[0] if own else next((t for t in objects if t.i < verb.i), None)
        if agent is not None and agent.i < verb.i and verb.dep_ != "relcl":
            yield from verb_acts(verb, agent, word)
            return
    for passive in syntax.children(word, "nsubjpass"):
        for verb in _infinitives([word]):
            yield from verb_acts(verb, passive, word)


def _infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    objects = [t for t in syntax.children(word, "dobj") if t.i > word.i and t not in anchors]
    if objects and word.pos_ in ("VERB", "AUX"):
        return
    for verb in _infinitives(anchors):
        open_ = any(t.lower_ in ("whether", *_WH) and t.i < verb.i for t in verb.children)
        if verb.i > word.i and not open_ and not syntax.children(verb, "nsubj"):
            yield from verb_acts(verb, None, word)
            return


def _for_infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "wanted for the strike to end"."""
    for verb in word.children:
        opened = any(t.lower_ == "for" and t.dep_ == "mark" for t in verb.children)
        if opened and has_to(verb) and syntax.children(verb, "nsubj", "nsubjpass"):
            agent = syntax.subject(verb)
            for act in verb_acts(verb, agent):
                thing = tuple(t for n in syntax.children(verb, "nsubj", "nsubjpass") for t in n.subtree)
                yield Act(act.head, act.tokens, agent, act.negated, True, (*thing, *act.tokens))
            return


def _gerund(word: Token, anchors: list[Token]) -> Iterator[Act]:
    for anchor in reversed(anchors):
        for verb in anchor.children:
            near = verb.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "pobj") or verb.i == anchor.i + 1
            having = verb.tag_ == "VBN" and any(t.lower_ == "having" for t in verb.children)
            if (verb.tag_ == "VBG" or having) and near and verb.i > word.i and verb.dep_ != "amod":
                own = syntax.children(verb, "nsubj", "poss")
                yield from verb_acts(verb, own[0] if own else None, word)
                return


def _noun(word: Token, anchors: list[Token]) -> Iterator[Act]:
    for anchor in reversed(anchors):
        for noun in anchor.children:
            if noun.dep_ in ("dobj", "pobj") and noun.tag_ != "VBG" and (noun.i > word.i or _relative(noun, word)):
                noun = _called(word, noun) if noun.i > word.i else word.head
                if noun.lemma_ in words("no_action"):
                    return
                inner = list(_inside(noun))
                if inner:
                    yield from inner
                    return
                several = syntax.coordinated(noun)
                split = several if len(several) > 1 and all(is_deed(t) for t in several) else [noun]
                again = [p for p in syntax.children(anchor, "conj") if p.lower_ == anchor.lower_]  # "for X and for Y"
                split += [t for p in again for t in syntax.children(p, "pobj")]
                for other in split:
                    named = noun_act(other)
                    yield Act(
                        other, named.tokens, None, verb=False, evidence=named.tokens if other != noun else (word,)
                    )
                return
    if _bare_relative(word, anchors):
        yield noun_act(word.head)
        return
    passive = syntax.children(word, "nsubjpass")
    if passive and syntax.children(word, "agent"):
        yield from _inside(passive[0]) or [noun_act(passive[0])]
        return
    naming = next((t for t in word.children if t.dep_ == "ccomp" and _names(t)), None)
    if naming is not None:
        yield noun_act(_called(word, next(t for t in naming.children if t.lower_ == "what")))


def _inside(noun: Token) -> list[Act]:
    """Return the act that a noun of asking or planning names: "calls to order them back", "a plan to build"."""
    if noun.lemma_ not in words("pointers") | {"move", "step", "possibility", "prospect", "option"}:
        return []
    loose = [
        t for t in noun.head.children if t.dep_ in ("advcl", "xcomp") and has_to(t) and 0 < t.left_edge.i - noun.i < 2
    ]
    acts = verb_acts(loose[0], None) if loose else find_acts(noun, ("to", "of ing", "for noun", "of noun"))
    return [replace(act, via=noun) for act in acts]


def _bare_relative(word: Token, anchors: list[Token]) -> bool:
    """Say whether the object is what a relative clause without a pronoun hangs on: "a step both have resisted"."""
    own = syntax.children(word, "nsubj")
    filled = syntax.children(word, "ccomp", "xcomp") or _objects(anchors)
    relative = any(t.lower_ in ("who", "which", "that") for t in own)
    return word.dep_ == "relcl" and len(anchors) == 1 and bool(own) and not filled and not relative


def _relative(noun: Token, word: Token) -> bool:
    """Say whether an object is a relative pronoun: "the plan that X rejected"."""
    return noun.lower_ in ("that", "which") and word.dep_ == "relcl" and noun.i < word.i


def _names(verb: Token) -> bool:
    """Say whether a verb gives something a name: "what he called a division"."""
    return verb.lemma_ in ("call", "describe", "term") and any(t.lower_ == "what" for t in verb.children)


def _called(word: Token, noun: Token) -> Token:
    """Return "division" for "what he called a division"."""
    if noun.lower_ == "what":
        naming = next(
            (t for t in (*word.children, *noun.children, noun.head) if t.lemma_ in ("call", "describe", "term")), None
        )
        named = [t for t in naming.children if t.dep_ in ("oprd", "dobj", "attr") and t.i > naming.i] if naming else []
        return named[0] if named else noun
    return noun


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


def _wish(word: Token, anchors: list[Token]) -> Iterator[Act]:
    verb = _clause(anchors)
    wishing = word.lemma_ in ("demand", "propose", "recommend", "request", "urge", "require", "order", "ask")
    wishing = wishing or (word.lemma_ == "suggest" and word.tag_ in ("VBD", "VBN"))
    if verb is not None and (subjunctive(verb) or (wishing and verb.tag_ in ("VB", "VBP") and not _helped(verb))):
        yield from verb_acts(verb, syntax.subject(verb), word)


def _helped(verb: Token) -> bool:
    return bool(syntax.auxiliaries(verb) - {"not", "n't"})


def _object_done(word: Token, anchors: list[Token]) -> Iterator[Act]:
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


def _claim(word: Token, anchors: list[Token]) -> Iterator[Act]:
    verb = _clause(anchors)
    if verb is None:
        reproach = [t for t in _objects(anchors) if t.lemma_ in words("reproaches")]
        verb = _clause(reproach) if reproach else None
        verb = verb or next((t for n in reproach for t in n.children if t.dep_ in ("acl", "ccomp", "relcl")), None)
    if verb is not None:
        yield from verb_acts(verb, syntax.subject(verb), word)


def _reproach(word: Token, anchors: list[Token]) -> Iterator[Act]:
    called = [t for p in _prepositions(anchors[:1], "as") for t in syntax.children(p, "pobj")]
    for noun in (*_objects(anchors), *called):
        if noun.lemma_ in words("reproaches"):
            named = noun_act(noun)
            pointing = noun.pos_ in ("PRON", "DET", "SCONJ") or (noun.lemma_ in _REPROACH and len(named.tokens) < 3)
            yield Act(noun, named.tokens, None, verb=False, evidence=(word,), empty=pointing)
            return


def _whether(word: Token, anchors: list[Token]) -> Iterator[Act]:
    about = [t for anchor in anchors for t in syntax.children(anchor, "prep") if t.lower_ in ("on", "about", "as")]
    for anchor in reversed([*anchors, *about]):
        for verb in anchor.children:
            if verb.dep_ not in ("ccomp", "xcomp", "advcl", "acl", "pcomp") or verb.i < word.i:
                continue
            opening = {t.lower_ for t in verb.subtree if t.i <= verb.i}
            if not opening & {"whether", "if"} and syntax.children(verb, "nsubjpass"):
                return
            if opening & {"whether", "if", *_WH}:
                yield from verb_acts(verb, syntax.subject(verb), word)
                return


def _nothing(word: Token, anchors: list[Token]) -> Iterator[Act]:
    labels = ("dobj", "xcomp", "ccomp", "pobj", "oprd")
    if not any(
        t.dep_ in labels
        for anchor in anchors
        for t in anchor.children
        if t.i > word.i and t not in anchors and t.i < word.i + 4
    ):
        yield Act(word, (word,), None, evidence=(word,), empty=True)


def _object_preposition(word: Token, anchors: list[Token], preposition: str) -> Iterator[Act]:
    for target in _objects(anchors):
        for token in _prepositions([*anchors, target], preposition):
            for inner in token.children:
                if inner.dep_ == "pcomp" or (inner.dep_ == "pobj" and inner.tag_ == "VBG"):
                    yield from verb_acts(inner, target, word)
                    return
                if inner.dep_ == "pobj":
                    named = noun_act(inner, target)
                    yield Act(inner, named.tokens, target, verb=False, evidence=(word,))
                    return
