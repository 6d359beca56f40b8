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

_MARKS = ("if", "unless", "until", "provided", "once", "providing", "till", "when")
# Words after which somebody has to do something first, even where the clause does not say who.
_STRICT = ("unless", "until", "till", "provided", "only if", "soon", "condition", "moment", "when")
# Openings that the parser often hangs on the wrong word, in base form.
_OPENINGS = {
    ("provided", "that"): "provided",
    ("as", "soon", "as"): "soon",
    ("as", "long", "as"): "soon",
    ("but", "only", "if"): "only if",
    ("but", "only", "when"): "only if",
}
_MOMENTS = ("moment", "minute", "day", "instant")
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
    return _astray(desk, unit, heads[0]) if heads else None


def _astray(desk: Desk, unit: Unit, head: Token) -> Condition | None:
    """Return a condition that follows in the words, wherever the parser has hung it."""
    words = [t.lower_ for t in unit.doc]
    for opening in _OPENINGS:
        for start in range(head.i + 1, len(words) - len(opening)):
            if tuple(words[start : start + len(opening)]) != opening:
                continue
            between = [t for t in unit.doc[head.i + 1 : start] if syntax.finite(t) and syntax.children(t, "nsubj")]
            after = [t for t in unit.doc[start + len(opening) :] if t.pos_ in ("VERB", "AUX")]
            own = [t for t in after if any(s.i > start for s in syntax.children(t, "nsubj", "nsubjpass"))]
            if own and all(t.lemma_ in ("call", "describe", "term") for t in between):
                first = start + (opening[0] == "but")
                span = unit.edges([unit.doc[first], *(t for t in own[0].subtree if t.i > first)])
                act = verb_acts(own[0], syntax.subject(own[0]))[0]
                return Condition(desk.scene.slice(*span).rstrip(" ."), span, act, _OPENINGS[opening])
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
        return _provided(desk, unit, verb)
    if verb.dep_ == "relcl" and verb.head.lemma_ in _MOMENTS and verb.head.dep_ == "npadvmod":
        span = unit.edges([t for t in verb.head.subtree if not t.is_punct])
        return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "moment")
    marks = [t for t in verb.children if t.lower_ in _MARKS and t.dep_ in ("mark", "advmod", "prep") and t.i < verb.i]
    marks = [t for t in marks if t.lower_ != "when" or syntax.auxiliaries(verb.head) & {"will", "would"}]
    as_long = [t for t in verb.children if t.lower_ in ("long", "soon") and t.dep_ == "advmod" and t.i < verb.i]
    if verb.head.lower_ in ("long", "soon") and verb.head.i < verb.i and unit.doc[verb.head.i - 1].lower_ == "as":
        as_long = [verb.head]
    if verb.dep_ not in ("advcl", "conj", "ccomp", "acl") or not (marks or as_long):
        return None
    opening = (as_long or marks)[0]
    marker = opening.lower_
    first = (
        opening.i - 1 if opening.i and unit.doc[opening.i - 1].lower_ in ("only", "but", "as", "even") else opening.i
    )
    tokens = [t for t in verb.subtree if t.i >= first and not t.is_space]
    tokens = [t for t in tokens if not t.is_punct or t.i < tokens[-1].i]
    span = unit.edges([unit.doc[first], *tokens])
    if unit.doc[first].lower_ == "even":
        return None
    if unit.doc[first].lower_ == "only" and marker == "if":
        marker = "only if"
    return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], marker)


def _provided(desk: Desk, unit: Unit, word: Token) -> Condition | None:
    """Read "provided that X does", wherever the parser has hung the clause."""
    inner = [t for t in word.children if t.dep_ in ("ccomp", "advcl", "pcomp")]
    inner = [t for t in inner if syntax.children(t, "nsubj", "nsubjpass")]
    if not inner and word.i + 1 < len(unit.doc) and unit.doc[word.i + 1].lower_ == "that":
        after = [t for t in unit.doc[word.i + 2 :] if t.pos_ in ("VERB", "AUX")]
        inner = [t for t in after if any(s.i > word.i for s in syntax.children(t, "nsubj", "nsubjpass"))]
    if not inner:
        return None
    verb = inner[0]
    span = unit.edges([word, *(t for t in verb.subtree if t.i > word.i and not t.is_punct)])
    return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "provided")


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
    if condition is None or condition.act is None:
        return False
    agent = _agent(desk, unit, condition.act)
    if agent is None and (condition.marker not in _STRICT or kind in ("demand", "appeal", "goal")):
        return False
    if agent is not None and desk.scene.parties.same_side(agent, holder):
        return False
    if kind in ("threat", "warning"):
        return condition.marker in ("unless", "until") or (condition.act.negated and condition.marker in _STRICT)
    return True


def _agent(desk: Desk, unit: Unit, act: Act) -> str | None:
    if act.agent is None or (act.agent.dep_ == "nsubjpass" and act.agent.head == act.head):
        return None
    return desk.scene.party(unit, act.agent, desk.speaker_at(unit, act.head))


def add_condition(desk: Desk, unit: Unit, condition: Condition | None, holder: str, kind: str, rule: str) -> None:
    """Add the position that a condition is."""
    if condition is None or condition.act is None:
        return
    desk.take(unit, [condition.act.head, *condition.act.tokens])
    if is_position(desk, unit, condition, holder, kind):
        speaker = desk.speaker_at(unit, condition.act.head)
        agent = _agent(desk, unit, condition.act)
        if agent is None and syntax.children(condition.act.head, "nsubjpass"):
            # "Until the boilers are replaced": the other side's to do; what happens by itself is nobody's.
            agent = desk.other_in(unit, condition.act.tokens, holder, speaker)
            agent = agent or desk.counterpart(unit, condition.act.head, holder)
        act = _granted(condition.act)
        desk.add(
            unit, _SHOWN, holder, act, span=condition.span, cue=condition.act.head, rule=rule, by=agent, target=agent
        )


def _granted(act: Act) -> Act:
    """Return what is wanted: the act that somebody has to agree to, and the act itself where leaving it is punished."""
    if act.negated:
        return Act(act.head, act.tokens, act.agent, False, act.verb, act.evidence)
    if act.head.lemma_ in ("agree", "accept", "consent", "promise"):
        inner = [t for t in act.head.children if t.dep_ == "xcomp"]
        if inner:
            return verb_acts(inner[0], act.agent)[0]
    return act
