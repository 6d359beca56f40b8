"""Warnings with a condition: "warned that fares would rise if X cuts the subsidy", "... unless X pays"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, is_deed, noun_act, verb_acts
from standoff.read.conditions import find_condition
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.will_signs import warned_of

_AGAINST = Shown("warning", "against", "plain")
_FOR = Shown("demand", "for", "plain")


def warned_if(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read what somebody warns of as a position on the other side's act: against it after "if", for it after "unless".

    What a speaker warns that his own side would do is a threat, and is read elsewhere.
    """
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in ("warn", "caution"):
        return False
    speaker = desk.speaker_at(unit, verb)
    _, _, own = own_subject(desk, unit, verb)
    condition = find_condition(desk, unit, verb)
    if speaker is None or own or condition is None or condition.act is None:
        return False
    act = condition.act
    agent = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    if agent is None or desk.scene.parties.same_side(agent, speaker):
        return False
    wanted = condition.marker in ("unless", "until") or act.negated
    if not wanted and condition.marker not in ("if", "when", "once"):
        return False
    positive = Act(act.head, act.tokens, act.agent, False, act.verb, act.evidence)
    desk.take(unit, [verb, act.head, *act.tokens])
    start, end = unit.start(verb.head), condition.span[1]
    desk.add(
        unit,
        _FOR if wanted else _AGAINST,
        speaker,
        positive,
        span=(start, end),
        cue=verb.head,
        rule="warned-if",
        by=agent,
        target=agent,
        spoken=True,
    )
    return True


def warned_of_harm(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "warned that delay would cost the port its trade": a warning against what would bring the harm."""
    told = verb.dep_ == "ccomp" and verb.head.lemma_ in ("warn", "caution")
    if not told or not syntax.auxiliaries(verb) & {"would", "could", "will", "may", "might"} or syntax.negated(verb):
        return False
    speaker = desk.speaker_at(unit, verb)
    actor, subject, own = own_subject(desk, unit, verb)
    subject = subject or next(iter(syntax.children(verb, "csubj")), None)
    if speaker is None or own or subject is None or actor is not None or warned_of(desk, unit, verb, actor, own):
        return False
    if subject.pos_ not in ("NOUN", "PROPN", "VERB"):
        return False
    clause = verb_acts(verb, subject)[0]
    act = noun_act(subject) if subject.pos_ == "NOUN" and is_deed(subject) and subject.dep_ == "nsubj" else clause
    act = verb_acts(subject, None)[0] if subject.dep_ == "csubj" else act
    condition = find_condition(desk, unit, verb)
    other = desk.other_in(unit, list(verb.subtree), speaker, speaker) or desk.counterpart(unit, verb, speaker)
    span = clause_span(desk, unit, [verb, *clause.tokens, *syntax.children(verb, "aux")], subject)
    desk.take(unit, [verb, *clause.tokens])
    desk.add(
        unit,
        _AGAINST,
        speaker,
        act,
        span=span,
        cue=verb,
        rule="warned-of-harm",
        by=other,
        target=other,
        condition=condition.text if condition else None,
        spoken=True,
    )
    return True
