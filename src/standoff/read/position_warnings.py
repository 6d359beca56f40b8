"""Warnings with a condition: "warned that fares would rise if X cuts the subsidy", "... unless X pays"."""

from __future__ import annotations

from standoff.read.acts import Act
from standoff.read.conditions import find_condition
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown
from standoff.read.position_phrases import own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

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
