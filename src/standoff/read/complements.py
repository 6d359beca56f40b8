"""What follows a cue word and says the act: "urged X to hold talks", "ruled out sending troops", "a call for calm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, has_to, is_deed, noun_act, verb_acts
from standoff.read.clause_complements import (
    WH,
    claim,
    for_infinitive,
    object_done,
    objects_of,
    prepositions,
    reproach,
    whether,
    wish,
)
from standoff.read.cue_complements import asked, fronted, past_object, placed, sums, thing
from standoff.read.lexicon import words
from standoff.read.object_lists import listed, things
from standoff.read.syntax import Token

_TIMES = ("hour", "day", "week", "month", "year", "fortnight")
_CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "oprd", "pcomp", "conj")


def particle_tokens(word: Token, particles: Sequence[str]) -> list[Token] | None:
    """Return the tokens of a cue's particles right of its word, or None where they are missing."""
    found: list[Token] = []
    anchor = word
    for particle in particles:
        if particle == "~":  # the object stands here: "put a bonus on the table"
            anchor = past_object(word)
            continue
        after = [
            token
            for token in word.doc[anchor.i + 1 : _past_numbers(word, anchor)]
            if particle in (token.lower_, token.lemma_)
            and (token.dep_ not in ("advcl", "relcl", "conj") or particle == "do")
            and (
                token.head in (word, anchor)
                or token.i == anchor.i + 1
                or (token.dep_ == "amod" and token.head.head == word)
            )
        ]
        if not after:
            return None
        anchor = after[0]
        found.append(anchor)
    return found


def _past_numbers(word: Token, anchor: Token) -> int:
    """Return how far a particle is looked for: three words on, or behind the votes of "voted 61 to 4 against"."""
    end = anchor.i + 1
    while end < len(word.doc) and (
        word.doc[end].like_num or word.doc[end].lower_ in ("to", "by", "votes", "unanimously")
    ):
        end += 1
    return int(max(end + 1 if end > anchor.i + 1 else 0, anchor.i + 4))


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
        "object done": object_done,
        "to": _infinitive,
        "for to": for_infinitive,
        "ing": _gerund,
        "noun": _noun,
        "that": wish,
        "claim": claim,
        "whether": whether,
        "itself": _itself,
        "thing": thing,
        "placed": placed,
        "asked": asked,
        "fronted": fronted,
    }
    if pattern in simple:
        yield from simple[pattern](word, anchors)
    elif pattern == "object to":
        yield from _object_infinitive(word, anchors)
    elif pattern == "nothing":
        yield from _nothing(word, anchors)
    elif pattern == "reproach":
        yield from reproach(word, anchors)
    elif pattern.startswith("object "):
        yield from _object_preposition(word, anchors, pattern.split()[1])
    elif pattern == "subject to noun":
        subject = syntax.subject(word)
        if subject is not None and subject.pos_ == "NOUN":
            yield noun_act(subject)
    else:
        preposition, kind = pattern.split()
        for token in prepositions(anchors, preposition):
            yield from sums(token) if kind == "sum" else (_gerund if kind == "ing" else _noun)(word, [token])


def _infinitives(tokens: Sequence[Token]) -> list[Token]:
    return [t for token in tokens for t in token.children if t.dep_ in _CLAUSES and t.dep_ != "conj" and has_to(t)]


def _object_infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    objects = objects_of(anchors)
    times = [t for t in syntax.children(word, "npadvmod", "dobj") if t.lemma_ in _TIMES]
    for verb in _infinitives([*anchors, *objects, *times]):
        own = syntax.children(verb, "nsubj", "nsubjpass")
        own = own or [t for t in syntax.children(verb, "dep") if t.lower_ in ("both", "all", "each")]
        agent = own[0] if own else next((t for t in objects if t.i < verb.i), None)
        if agent is not None and agent.i < verb.i and (verb.dep_ != "relcl" or verb.head in times):
            yield from verb_acts(verb, agent, word)
            return
    urged = [word.head] if word.dep_ == "acl" and syntax.children(word, "agent") else []
    for passive in syntax.children(word, "nsubjpass") or urged:
        for verb in _infinitives([word]):
            yield from verb_acts(verb, passive, word)


def _infinitive(word: Token, anchors: list[Token]) -> Iterator[Act]:
    objects = [t for t in syntax.children(word, "dobj") if t.i > word.i and t not in anchors]
    if objects and word.pos_ in ("VERB", "AUX"):
        return
    for verb in _infinitives(anchors):
        open_ = any(t.lower_ in ("whether", *WH) and t.i < verb.i for t in verb.children)
        if verb.i > word.i and not open_ and not syntax.children(verb, "nsubj"):
            yield from verb_acts(verb, None, word)
            return
    if word.pos_ == "NOUN":
        above = word.head.head if word.dep_ == "pobj" else word.head
        for verb in syntax.children(above, "advcl", "xcomp"):
            if has_to(verb) and verb.left_edge.i == word.i + 1 and not syntax.children(verb, "nsubj"):
                yield from verb_acts(verb, None, word)
                return


def _gerund(word: Token, anchors: list[Token]) -> Iterator[Act]:
    for anchor in reversed(anchors):
        for verb in anchor.children:
            after = max(t.i for t in anchors) + 1
            near = verb.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "pobj") or verb.i in (anchor.i + 1, after)
            having = verb.tag_ == "VBN" and any(t.lower_ == "having" for t in verb.children)
            if (verb.tag_ == "VBG" or having) and near and verb.i > word.i and verb.dep_ != "amod":
                own = syntax.children(verb, "nsubj", "poss")
                yield from verb_acts(verb, own[0] if own else None, word)
                return
        for noun in syntax.children(anchor, "pobj"):
            for verb in syntax.children(word, "advcl"):  # "insisted on X paying first"
                if verb.tag_ == "VBG" and verb.left_edge.i == noun.i + 1 and noun.pos_ in ("PROPN", "PRON"):
                    yield from verb_acts(verb, noun, word)
                    return


def _noun(word: Token, anchors: list[Token]) -> Iterator[Act]:
    for anchor in reversed(anchors):
        for noun in things(anchor):
            if (
                noun.dep_ in ("dobj", "pobj", "npadvmod")
                and noun.tag_ != "VBG"
                and not (noun.tag_ == "CD" and noun.head.lower_ in ("to", "by") and noun.lower_ != "one")
                and (noun.i > word.i or _relative(noun, word))
            ):
                noun = _called(word, noun) if noun.i > word.i else word.head
                if noun.lemma_ in words("no_action"):
                    return
                inner = list(_inside(noun))
                if inner:
                    yield from inner
                    return
                several = listed(noun)
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
    if word.dep_ == "acl" and word.tag_ == "VBN" and syntax.children(word, "agent") and word.head.pos_ == "NOUN":
        yield from _inside(word.head) or [noun_act(word.head)]
        return
    passive = syntax.children(word, "nsubjpass")
    if not passive and word.dep_ == "conj" and word.tag_ in ("VBN", "VBD") and _joint_passive(word):
        passive = syntax.children(word.head, "nsubjpass")  # "is favoured by X and resisted by Y"
    if passive and (syntax.children(word, "agent") or word.lemma_ in words("undergone")):
        yield from _inside(passive[0]) or [noun_act(passive[0])]
        return
    naming = next((t for t in word.children if t.dep_ == "ccomp" and _names(t)), None)
    if naming is not None:
        yield noun_act(_called(word, next(t for t in naming.subtree if t.lower_ == "what")))


def _joint_passive(word: Token) -> bool:
    """Say whether a participle goes on with a passive and has its own doer: "is favoured by X and resisted by Y"."""
    return bool(syntax.children(word, "agent")) and not syntax.negated(word)


def _inside(noun: Token) -> list[Act]:
    """Return the act that a noun of asking or planning names: "calls to order them back", "a plan to build"."""
    if noun.lemma_ not in words("pointers") | {"move", "step", "possibility", "prospect", "option"}:
        return []
    loose = [
        t for t in noun.head.children if t.dep_ in ("advcl", "xcomp") and has_to(t) and 0 < t.left_edge.i - noun.i < 2
    ]
    acts = verb_acts(loose[0], None) if loose else find_acts(noun, ("to", "of ing", "for noun", "of noun"))
    if acts and not acts[0].verb and acts[0].head.pos_ == "PROPN":
        return []  # "bowed to the demand of X": whose demand it is, not what for
    return [replace(act, via=noun) for act in acts]


def _bare_relative(word: Token, anchors: list[Token]) -> bool:
    """Say whether the object is what a relative clause without a pronoun hangs on: "a step both have resisted"."""
    own = syntax.children(word, "nsubj")
    filled = syntax.children(word, "ccomp", "xcomp") or objects_of(anchors)
    relative = any(t.lower_ in ("who", "which", "that") for t in own)
    hanging = any(t.dep_ == "prep" for t in anchors)
    return word.dep_ == "relcl" and not hanging and bool(own) and not filled and not relative


def _relative(noun: Token, word: Token) -> bool:
    """Say whether an object is a relative pronoun: "the plan that X rejected"."""
    return noun.lower_ in ("that", "which") and word.dep_ == "relcl" and noun.i < word.i


def _names(verb: Token) -> bool:
    """Say whether a verb gives something a name: "what he called a division"."""
    return verb.lemma_ in ("call", "describe", "term") and any(
        t.lower_ == "what" and t.i < verb.i for t in verb.subtree
    )


def _called(word: Token, noun: Token) -> Token:
    """Return "division" for "what he called a division"."""
    if noun.lower_ == "what":
        naming = next(
            (t for t in (*word.children, *noun.children, *noun.ancestors) if t.lemma_ in ("call", "describe", "term")),
            None,
        )
        named = [t for t in naming.children if t.dep_ in ("oprd", "dobj", "attr") and t.i > naming.i] if naming else []
        return named[0] if named else noun
    return noun


def _itself(word: Token, anchors: list[Token]) -> Iterator[Act]:
    """Read "made a better pay offer": the noun says what it is about."""
    said = [t for t in word.children if t.dep_ in ("amod", "compound", "nummod", "prep") and t.i not in anchors]
    owned = any(t.dep_ == "poss" for t in word.children)
    if word.dep_ in ("dobj", "nsubjpass") and said and not owned:
        yield noun_act(word)


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
    blamed = [word.head] if word.dep_ in ("acl", "relcl") and syntax.children(word, "agent") else []
    small = [n for anchor in anchors[1:] for n in syntax.children(anchor, "nsubj")]  # "hold Chile responsible for it"
    for target in objects_of(anchors) or syntax.children(word, "nsubjpass") or blamed or small:
        for token in prepositions([*anchors, target], preposition):
            for inner in token.children:
                if inner.dep_ == "pcomp" or (inner.dep_ == "pobj" and inner.tag_ == "VBG"):
                    yield from verb_acts(inner, target, word)
                    return
                if inner.dep_ == "pobj":
                    named = noun_act(inner, target)
                    yield Act(inner, named.tokens, target, verb=False, evidence=(word,))
                    return
