"""Acts: what would be done, as the report's own words say it, and who would do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from standoff.read import syntax
from standoff.read.lexicon import known_issue, vocabulary, words
from standoff.read.syntax import Token


@dataclass(frozen=True)
class Act:
    """Something that would be done: the head of its phrase, its words, and who would do it."""

    head: Token
    tokens: tuple[Token, ...]
    agent: Token | None = None
    negated: bool = False
    verb: bool = True
    evidence: tuple[Token, ...] = field(default=())
    empty: bool = False
    via: Token | None = None


def has_to(token: Token) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def verb_acts(head: Token, agent: Token | None, first: Token | None = None) -> list[Act]:
    """Return the acts of a verb phrase: one for each verb coordinated with it, and for each object that is a deed."""
    acts: list[Act] = []
    verbs = [head, *(t for t in syntax.coordinated(head)[1:] if _same_form(head, t))]
    for verb in verbs:
        others = [t for t in verbs if t != verb and t not in list(verb.ancestors)]
        drop = [*others, *syntax.children(verb, "nsubj", "nsubjpass", "mark", "cc", "punct", "csubj", "preconj")]
        drop += [t for t in (*syntax.children(verb, "advcl", "conj"), *_absolutes(verb)) if t not in drop]
        negated = syntax.negated(verb)
        objects = _split_objects(verb)
        rest = [t for other in objects[1:] for t in other.subtree] + _joints(objects)
        tokens = words_of(verb, drop, rest)
        undergone = syntax.children(verb, "nsubjpass")
        if undergone and undergone[0].lower_ not in ("it", "they", "this", "that", "what", "who"):
            tokens = (verb, *undergone[0].subtree, *(t for t in tokens if t != verb))
        acts.append(
            Act(verb, tokens, agent, negated, evidence=tokens if verb is not head or first is None else (first,))
        )
        acts.extend(noun_act(other, agent) for other in objects[1:])
    return acts


def _absolutes(verb: Token) -> list[Token]:
    """Return phrases that tell what somebody else does meanwhile: "with X leaving ..."."""
    return [p for t in verb.subtree if t.dep_ == "prep" and t.lower_ == "with" for p in [t] if _own_subject(p)]


def _own_subject(preposition: Token) -> bool:
    return any(t.dep_ in ("pcomp", "pobj") and syntax.children(t, "nsubj") for t in preposition.children)


def _same_form(head: Token, other: Token) -> bool:
    """Say whether a coordinated verb continues the same complement."""
    if syntax.children(other, "nsubj", "nsubjpass") or other.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.tag_ == "MD" for t in other.children):
        return False
    if has_to(head):
        return bool(other.tag_ == "VB")
    return bool(other.tag_ == head.tag_) or {head.tag_, other.tag_} <= {"VB", "VBP"}


def _split_objects(verb: Token) -> list[Token]:
    """Return the coordinated objects of a verb where each is an issue of its own, else the first alone."""
    objects = syntax.children(verb, "dobj")
    if not objects:
        return []
    several = syntax.coordinated(objects[0])
    return several if len(several) > 1 and all(is_deed(t) for t in several) else objects[:1]


def is_deed(token: Token) -> bool:
    """Say whether a noun is a matter of its own beside another: it has its own "a", or is a known issue or deed."""
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.casefold() in words("persons"):
        return False
    determined = any(t.lower_ in ("a", "an", "any", "no", "more") for t in token.children)
    return (
        determined
        or token.dep_ != "conj"
        or token.lemma_ in vocabulary("cues")["nominal"]
        or known_issue(token.lemma_) is not None
    )


def _joints(several: Sequence[Token]) -> list[Token]:
    return [t for token in several for t in token.children if t.dep_ in ("cc", "punct", "preconj")]


def words_of(head: Token, drop: Sequence[Token], rest: Sequence[Token] = ()) -> tuple[Token, ...]:
    """Return the words of a phrase from its head on, those of some parts left out."""
    cut = {t.i for dropped in drop for t in dropped.subtree} | {t.i for t in rest}
    cut |= {t.i for t in head.children if t.dep_ in ("aux", "auxpass")}
    cut |= {t.i for a in head.subtree if a.dep_ == "appos" and _comma_before(a) for t in a.subtree}
    cut |= {t.i for p in head.subtree if p.lower_ == "despite" or _as_soon(p) for t in p.subtree}
    cut |= {t.i for p in head.subtree if _provided(p) for t in head.doc[p.i : head.right_edge.i + 1]}
    kept = [t for t in head.subtree if t.i not in cut and t.i >= head.i]
    while kept and (kept[-1].is_punct or kept[-1].is_space):
        kept.pop()
    return tuple(kept) or (head,)


def _as_soon(token: Token) -> bool:
    """Say whether a word opens the condition "as soon as ..." or "as long as ..."."""
    return token.lower_ in ("soon", "long") and bool(syntax.children(token, "advcl"))


def _provided(token: Token) -> bool:
    """Say whether a word opens the condition "provided that ..."."""
    following = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ in ("provided", "providing") and [t.lower_ for t in following] == ["that"]


def _comma_before(token: Token) -> bool:
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].text in (",", "(", "–", "—")


def noun_act(head: Token, agent: Token | None = None) -> Act:
    """Return the act that a noun phrase names."""
    drop = syntax.children(head, "conj", "cc", "appos", "punct", "preconj", "advcl")
    drop = [t for t in drop if t.text != "-"]  # "the clean-up order" is one word
    drop += [t for t in syntax.children(head, "relcl", "acl") if t.lemma_ == "call" or not has_to(t)]
    cut = {t.i for dropped in drop if dropped.i > head.i for t in dropped.subtree}
    tokens = tuple(t for t in head.subtree if t.i not in cut and not t.is_space)
    while len(tokens) > 1 and tokens[-1].is_punct:
        tokens = tokens[:-1]
    return Act(head, tokens, agent, verb=False, evidence=tokens)


def subjunctive(verb: Token) -> bool:
    """Say whether a clause tells what should be, not what is: "that it leave", "that they be freed", "should go"."""
    helpers = syntax.auxiliaries(verb)
    if helpers & {"should", "must", "shall"} or "be" in helpers:
        return True
    if verb.lower_ == "be":
        return True
    if helpers - {"not"}:
        return False
    subject = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
    plural = subject is not None and (
        subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("they", "we", "you", "i", "both", "all")
    )
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and not plural)
