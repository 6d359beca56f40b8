"""Conditions: "only if", "unless", "on condition that", "until", "without", "with X leaving"."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.findings import Desk
from standoff.read.ledger import Span
from standoff.read.lexicon import Shown
from standoff.read.syntax import Token
from standoff.read.units import Unit

_MARKS = ("if", "unless", "until", "provided", "once", "providing", "till")
_SHOWN = Shown("condition", "for", "plain")


@dataclass(frozen=True)
class Condition:
    """What a position hangs on: its words, and the act that somebody would have to do, where there is one."""

    text: str
    span: Span
    act: Act | None
    marker: str


def find_condition(desk: Desk, unit: Unit, *heads: Token, manner: bool = False) -> Condition | None:
    """Return the condition that hangs on one of these words; ``manner`` takes "with X leaving" for one."""
    for head in heads:
        for child in _own_words(head):
            found = (_clause(desk, unit, child) if _hangs_on(child, head) else None) or _on_condition(desk, unit, child)
            if found is not None:
                return found
    for head in heads if manner else ():
        for child in (t for t in _own_words(head) if t.lower_ == "with" and t.i > head.i):
            found = _manner(desk, unit, child)
            if found is not None:
                return found
    for head in heads:
        for child in (t for t in _own_words(head) if t.lower_ == "in" and t.i > head.i):
            if any(t.lemma_ in ("exchange", "return") for t in child.children):
                return _plain(desk, unit, child, "exchange")
    for head in heads:
        for child in head.children:
            if child.lower_ == "without" and child.i > head.i and child.dep_ == "prep":
                return _plain(desk, unit, child, "without")
            if child.lower_ == "under" and any(t.lemma_ in ("threat", "pressure", "duress") for t in child.children):
                return _plain(desk, unit, child, "under")
    return None


def _own_words(head: Token) -> list[Token]:
    """Return the words below a word without those of coordinated verbs (a condition may be parsed like one)."""
    joined = [t for t in syntax.children(head, "conj") if not any(m.lower_ in _MARKS for m in t.children)]
    return syntax.below(head, without=joined)


def _hangs_on(child: Token, head: Token) -> bool:
    """Say whether a clause belongs to a word or to its act, and not to a clause inside it."""
    between = []
    for word in child.ancestors:
        if word == head:
            break
        between.append(word)
    return not any(word.dep_ in ("relcl", "acl", "advcl", "ccomp", "conj") for word in between)


def _clause(desk: Desk, unit: Unit, verb: Token) -> Condition | None:
    """Read an adverbial clause with if, unless, until or once; "only" before it belongs to it."""
    if verb.lower_ in ("provided", "providing"):
        inner = [
            t
            for t in verb.children
            if t.dep_ in ("ccomp", "advcl", "pcomp") and syntax.children(t, "nsubj", "nsubjpass")
        ]
        if inner:
            span = unit.edges([t for t in verb.subtree if not t.is_punct])
            return Condition(
                desk.scene.slice(*span), span, verb_acts(inner[0], syntax.subject(inner[0]))[0], "provided"
            )
    marks = [t for t in verb.children if t.lower_ in _MARKS and t.dep_ in ("mark", "advmod", "prep") and t.i < verb.i]
    as_long = [t for t in verb.children if t.lower_ in ("long", "soon") and t.dep_ == "advmod" and t.i < verb.i]
    if verb.dep_ not in ("advcl", "conj", "ccomp", "acl") or not (marks or as_long):
        return None
    opening = (marks or as_long)[0]
    marker = opening.lower_
    first = (
        opening.i - 1 if opening.i and unit.doc[opening.i - 1].lower_ in ("only", "but", "as", "even") else opening.i
    )
    tokens = [t for t in verb.subtree if t.i >= first and not t.is_space]
    tokens = [t for t in tokens if not t.is_punct or t.i < tokens[-1].i]
    span = unit.edges([unit.doc[first], *tokens])
    if unit.doc[first].lower_ == "even":
        return None
    return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], marker)


def _manner(desk: Desk, unit: Unit, preposition: Token) -> Condition | None:
    """Read "with X leaving ...": how the holder would have it."""
    for verb in preposition.children:
        if verb.dep_ in ("pcomp", "pobj") and verb.tag_ == "VBG" and syntax.children(verb, "nsubj"):
            span = unit.edges([t for t in preposition.subtree if not t.is_punct])
            return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "with")
    return None


def _on_condition(desk: Desk, unit: Unit, preposition: Token) -> Condition | None:
    """Read "on condition that X does"."""
    if preposition.lower_ not in ("on", "under"):
        return None
    for noun in preposition.children:
        if noun.lemma_ in ("condition", "understanding", "proviso"):
            verb = next(
                (t for t in noun.children if t.dep_ in ("acl", "ccomp", "relcl", "advcl") and t.i > noun.i), None
            )
            span = unit.edges([t for t in preposition.subtree if not t.is_punct])
            act = verb_acts(verb, syntax.subject(verb))[0] if verb is not None else None
            return Condition(desk.scene.slice(*span), span, act, "condition")
    return None


def _plain(desk: Desk, unit: Unit, preposition: Token, marker: str) -> Condition:
    span = unit.edges([t for t in preposition.subtree if not t.is_punct])
    return Condition(desk.scene.slice(*span), span, None, marker)


def is_position(desk: Desk, unit: Unit, condition: Condition | None, holder: str, kind: str) -> bool:
    """Say whether a condition is a position of its own: somebody of another side would have to act."""
    if condition is None or condition.act is None or condition.act.agent is None:
        return False
    agent = _agent(desk, unit, condition.act)
    if agent is None or desk.scene.parties.same_side(agent, holder):
        return False
    return kind not in ("threat", "warning") or condition.marker in ("unless", "until")


def _agent(desk: Desk, unit: Unit, act: Act) -> str | None:
    return desk.scene.party(unit, act.agent, desk.speaker_at(unit, act.head))


def add_condition(desk: Desk, unit: Unit, condition: Condition | None, holder: str, kind: str, rule: str) -> None:
    """Add the position that a condition is."""
    if condition is None or condition.act is None:
        return
    desk.take(unit, [condition.act.head, *condition.act.tokens])
    if is_position(desk, unit, condition, holder, kind):
        agent = _agent(desk, unit, condition.act)
        act = _granted(condition.act)
        desk.add(
            unit, _SHOWN, holder, act, span=condition.span, cue=condition.act.head, rule=rule, by=agent, target=agent
        )


def _granted(act: Act) -> Act:
    """Return the act itself where the condition is that somebody agrees to it."""
    if act.head.lemma_ in ("agree", "accept", "consent", "promise"):
        inner = [t for t in act.head.children if t.dep_ == "xcomp"]
        if inner:
            return verb_acts(inner[0], act.agent)[0]
    return act
