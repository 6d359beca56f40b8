"""Conditions: "only if", "unless", "on condition that", "until", "without", "with X leaving", "were X to leave"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.condition_clauses import (
    MARKS,
    MOMENTS,
    Condition,
    astray,
    by_clause,
    by_manner,
    hangs_on,
    on_condition,
    own_words,
    plain,
    subject_to,
    turned_round,
)
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown, words
from standoff.read.syntax import Token
from standoff.read.units import Unit

# Words after which somebody has to do something first, even where the clause does not say who.
_STRICT = ("unless", "until", "till", "provided", "only if", "soon", "long", "condition", "moment", "when", "subject")
# A stretch without any of these holds no condition.
_ANY = frozenset(
    (*MARKS, "long", "soon", "condition", "understanding", "proviso", "exchange", "return", "without", "under", "with",
     "subject", "were", "should", "had", *MOMENTS)
)  # fmt: skip
_TRADED = ("willingness", "offer", "acceptance", "commitment", "refusal")
_SHOWN = Shown("condition", "for", "plain")


def find_condition(desk: Desk, unit: Unit, *heads: Token, manner: bool = False) -> Condition | None:
    """Return the condition that hangs on one of these words; ``manner`` takes "with X leaving" for one."""
    if syntax.lacks(unit.doc, _ANY):
        return None
    turned = turned_round(desk, unit, heads[0]) if heads else None
    if turned is not None:
        return turned
    for head in heads:
        for child in own_words(head):
            found = (by_clause(desk, unit, child) if hangs_on(child, head) else None) or on_condition(desk, unit, child)
            found = found or subject_to(desk, unit, child)
            if found is not None:
                return found
    for head in heads if manner else ():
        for child in (t for t in own_words(head) if t.lower_ == "with" and t.i > head.i):
            found = by_manner(desk, unit, child)
            if found is not None:
                return found
    for head in heads:
        for child in (t for t in own_words(head) if t.lower_ == "in" and t.i > head.i):
            if any(t.lemma_ in ("exchange", "return") for t in child.children):
                return plain(desk, unit, child, "exchange")
    for head in heads:
        for child in head.children:
            if child.lower_ == "without" and child.i > head.i and child.dep_ == "prep":
                return plain(desk, unit, child, "without")
            if child.lower_ == "under" and any(t.lemma_ in ("threat", "pressure", "duress") for t in child.children):
                return plain(desk, unit, child, "under")
    return astray(desk, unit, heads[0]) if heads else None


def in_place(condition: Condition | None, shown: Shown) -> Condition | None:
    """Return a condition where it is one: "before X pays" is one only of what is refused until then."""
    early = condition is not None and condition.marker == "before" and shown.polarity != "against"
    return None if early else condition


def is_position(desk: Desk, unit: Unit, condition: Condition | None, holder: str, kind: str) -> bool:
    """Say whether a condition is a position of its own: somebody of another side would have to act."""
    if condition is None or condition.act is None:
        return False
    agent = _agent(desk, unit, condition.act)
    if condition.marker == "long" and kind not in _TRADED[:-1]:
        return False  # "will not talk as long as X shells": no term of his
    asked = condition.marker in _STRICT or (
        condition.marker == "once" and kind in _TRADED and _known_things(condition.act)
    )
    asked = asked or (_undergone(condition.act) and kind in _TRADED)
    if agent is None and condition.marker == "before":
        return False  # "before the audit is done": by whom is not said
    if agent is None and (not asked or kind in ("demand", "appeal", "goal") or _points_back(condition.act)):
        return False
    if agent is not None and desk.scene.parties.same_side(agent, holder):
        return False
    if kind in ("threat", "warning"):
        return condition.marker in ("unless", "until") or (condition.act.negated and condition.marker in _STRICT)
    return True


def _points_back(act: Act) -> bool:
    """Say whether what has to be is only pointed to: "until that exists"."""
    subject = next(iter(syntax.children(act.head, "nsubj", "nsubjpass")), None)
    return act.verb and subject is not None and subject.lower_ in ("that", "this")


def _known_things(act: Act) -> bool:
    """Say whether it is the other side's things that have to go or come: "once the rigs are gone"."""
    subject = next(iter(syntax.children(act.head, "nsubj", "nsubjpass")), None)
    return subject is not None and subject.tag_ == "NNS" and any(t.lower_ == "the" for t in subject.children)


def _undergone(act: Act) -> bool:
    """Say whether somebody has to do something to a thing: "once the dismissed drivers were reinstated"."""
    return bool(syntax.children(act.head, "nsubjpass")) and act.head.lemma_ not in words("befalls")


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
        if agent is None:
            # "Until the boilers are replaced", "until the trucks stop": the other side's to do.
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
