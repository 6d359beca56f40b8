"""What somebody says that his side will, would or could do: promises, refusals, threats, and what they hang on."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.read import syntax
from standoff.read.acts import Act, has_to, verb_acts
from standoff.read.condition_clauses import Condition
from standoff.read.conditions import add_condition, find_condition, in_place
from standoff.read.findings import Desk
from standoff.read.ledger import EventType
from standoff.read.lexicon import Shown, words
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.will_signs import (
    assured,
    goes_on,
    is_hostile,
    meant,
    mouthpiece,
    no_way,
    not_before,
    promised,
    retold,
    to_law,
    told_by,
    warned,
    warned_of,
)

_REFUSAL = Shown("refusal", "against", "firm")
_WILLING = Shown("willingness", "for", "plain")
_OPENING = Shown("willingness", "for", "weak")
_COMMITTED = Shown("commitment", "for", "plain")
_ACCEPTED = Shown("acceptance", "for", "plain")
_THREAT = Shown("threat", "for", "plain")
# What stands between an act and what it hangs on where two bargain; a plain "if" may only foresee.
_BARGAINING = ("only if", "provided", "condition", "moment", "soon", "long", "subject")
_IN_RETURN = (*_BARGAINING, "when", "once")
_HELPERS = {"will", "wo", "would", "can", "ca", "could", "shall", "might", "may"}
_MAYBE = {"could", "might", "may"}
_EVENTS: dict[str, EventType] = {
    "refusal": "REJECT",
    "threat": "THREATEN",
    "accusation": "ACCUSE",
    "demand": "REQUEST",
}


@dataclass(frozen=True)
class _Clause:
    """A clause with "will" or its like: who would act, whether the one who speaks is on that side, and on what terms.

    ``bargained`` says that the clause names no actor but what it hangs on: then the speaker is who would act.
    """

    unit: Unit
    verb: Token
    helpers: set[str]
    actor: str | None
    own: bool
    narrated: bool
    denied: bool
    condition: Condition | None
    bargained: bool
    hostile: bool = False

    @property
    def marker(self) -> str:
        """How the condition opens, "" where there is none."""
        return self.condition.marker if self.condition is not None else ""

    @property
    def bargaining(self) -> bool:
        """Whether the writer tells what somebody would do in return for something, or answers something with."""
        return (
            self.narrated and not self.denied and (self.marker in _BARGAINING or (self.marker == "if" and self.hostile))
        )


def record(
    desk: Desk,
    unit: Unit,
    shown: Shown,
    holder: str,
    verb: Token,
    rule: str,
    *,
    by: str | None = None,
    rival: str | None = None,
) -> None:
    """Record the acts of a verb phrase under one heading, with the condition that hangs on it."""
    subject = syntax.subject(verb)
    speaker = desk.speaker_at(unit, verb)
    acts = verb_acts(verb, subject)
    condition = in_place(find_condition(desk, unit, verb), shown)
    desk.take(unit, [t for act in acts for t in act.tokens])
    for number, act in enumerate(acts):
        helpers = [t for t in verb.children if t.dep_ in ("aux", "neg") and t.i < verb.i] if number == 0 else []
        span = clause_span(desk, unit, [act.head, *act.tokens, *helpers], subject if number == 0 else None)
        target = by or desk.other_in(unit, act.tokens, holder, speaker)
        target = target or rival or desk.counterpart(unit, verb, holder)
        so = [t.lower_ for t in act.tokens] in (["do", "so"], ["do", "it"], ["do", "that"])
        positive = Act(act.head, act.tokens, act.agent, False, act.verb, act.evidence, empty=so)
        desk.add(
            unit,
            shown,
            holder,
            positive,
            span=span,
            cue=verb,
            rule=rule,
            by=by or holder,
            target=target,
            event=_EVENTS.get(shown.type) if number == 0 else None,
            condition=condition.text if condition else None,
        )
    add_condition(desk, unit, condition, holder, shown.type, f"{rule}+condition")


def will(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "we will ...", "it would ...", "we are not going to ..."."""
    clause = _read_clause(desk, unit, verb)
    if clause is None or clause.actor is None or not _counts(desk, clause):
        return False
    found = _shown(desk, unit, clause)
    if found is None:
        return False
    shown, rule = found
    several = desk.holders(unit, syntax.subject(verb), desk.speaker_at(unit, verb))
    for holder in several if len(several) > 1 and not clause.bargained else [clause.actor]:
        rival = next((h for h in several if not desk.scene.parties.same_side(h, holder)), None)
        record(desk, unit, shown, holder, verb, rule, rival=rival if not clause.bargained else None)
    return True


def _read_clause(desk: Desk, unit: Unit, verb: Token) -> _Clause | None:
    """Return what there is to know of a clause with "will" or its like, None for another clause."""
    helpers = syntax.auxiliaries(verb)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and verb.head.pos_ in ("VERB", "AUX")
    planned = verb.dep_ == "xcomp" and verb.head.lower_ in ("is", "are") and has_to(verb) and not helpers & _HELPERS
    if not going and not planned and not helpers & _HELPERS and not _in_return(desk, unit, verb):
        return None
    actor, subject, own = own_subject(desk, unit, verb)
    condition = find_condition(desk, unit, verb)
    denied = syntax.negated(verb) or (going and syntax.negated(verb.head)) or no_way(verb)
    denied = denied or (condition is not None and condition.marker == "until" and not_before(unit, condition))
    if not denied and warned_of(desk, unit, verb, actor, own):
        speaker = desk.speaker_at(unit, verb)
        return _Clause(unit, verb, helpers, speaker, True, False, False, condition, True)
    speaker = desk.speaker_at(unit, verb)
    told = retold(desk, unit, verb) if speaker is None else None
    if not own and assured(desk, unit, verb, subject, speaker or told):
        no = denied and not told_by(desk, unit, verb, words("assurances"))
        return _Clause(unit, verb, helpers, speaker or told, True, False, no, condition, True)
    bargained = actor is None and not denied and promised(desk, unit, verb, subject, condition)
    if bargained:
        actor, own = desk.speaker_at(unit, verb), True
    narrated = speaker is None
    own = own or (actor is not None and not narrated and mouthpiece(desk, unit, verb))
    own = own or (actor is not None and told is not None and desk.scene.parties.same_side(actor, told))
    own = own or (actor is not None and narrated and goes_on(desk, unit, verb, helpers))
    own = own or (actor is not None and narrated and _joined(desk, unit, verb, actor))
    hostile = is_hostile(verb) or to_law(desk, unit, verb)
    return _Clause(unit, verb, helpers, actor, own, narrated, denied, condition, bargained, hostile)


def _in_return(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether somebody says in the present what he does in return: "If they pay, we call off the march"."""
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    if verb.tag_ != "VBP" or subject is None or subject.lower_ != "we" or syntax.auxiliaries(verb):
        return False
    condition = find_condition(desk, unit, verb)
    if condition is None or condition.act is None or condition.marker not in ("if", "unless", "provided", "only if"):
        return False
    agent = desk.party(unit, condition.act.agent, desk.speaker_at(unit, verb))
    own = desk.party(unit, subject, desk.speaker_at(unit, verb))
    return agent is not None and own is not None and not desk.scene.parties.same_side(agent, own)


def _joined(desk: Desk, unit: Unit, verb: Token, actor: str) -> bool:
    """Say whether a clause goes on where the writer has told its subject's position: "is opposed and will walk out"."""
    last = desk.findings[-1] if desk.findings else None
    told = last is not None and last.unit is unit and desk.scene.parties.same_side(last.holder, actor)
    return verb.dep_ == "conj" and not syntax.children(verb, "nsubj", "nsubjpass") and told


def _counts(desk: Desk, clause: _Clause) -> bool:
    """Say whether a clause is somebody's word: his own, or the writer's where he tells a refusal or terms."""
    if clause.own or clause.bargaining or _traded(desk, clause):
        return True
    if clause.actor is None or not clause.narrated:
        return False
    threatening = any(t.lower_ == "unless" for t in clause.verb.subtree)
    neither = any(t.lower_ == "neither" for n in syntax.children(clause.verb, "nsubj") for t in (n, *n.children))
    if clause.denied and not neither and desk.scene.parties.is_person(clause.actor):
        return bool(clause.helpers & {"would"})
    return (clause.denied or threatening) and bool(clause.helpers & {"will", "wo", "would"})


def _traded(desk: Desk, clause: _Clause) -> bool:
    """Say whether the writer tells what one would give if another gives something: "will end the strike if X pays"."""
    condition, giving = clause.condition, words("could") | words("stopping") | words("done")
    plain = clause.narrated and not clause.denied and clause.marker in ("if", "when", "once")
    if not plain or clause.actor is None or clause.verb.lemma_ not in giving or condition is None:
        return False
    agent = desk.party(clause.unit, condition.act.agent, None) if condition.act is not None else None
    return agent is not None and not desk.scene.parties.same_side(agent, clause.actor)


def _shown(desk: Desk, unit: Unit, clause: _Clause) -> tuple[Shown, str] | None:
    """Return what a clause shows and the rule that says so, None where it decides nothing."""
    verb, condition = clause.verb, clause.condition
    if clause.own and not (clause.denied or clause.bargained) and syntax.children(verb, "nsubjpass"):
        thing = syntax.children(verb, "nsubjpass")[0]
        if condition is None or thing.lower_ not in ("it", "they", "this", "that") or verb.lemma_ not in words("done"):
            return None  # what will be done to somebody is no act of his
    again = verb.lemma_ == "do" and any(t.lower_ == "so" for t in verb.children) and desk.last is not None
    undecided = (verb.lemma_ in words("no_decision") and not again and not meant(verb)) or "have" in clause.helpers
    if clause.denied:
        unable = any(t.lower_ == "otherwise" for t in verb.children)
        return None if undecided or unable or clause.helpers & {"might", "may"} else (_REFUSAL, "will-not")
    if clause.own and verb.lemma_ not in ("lose", "suffer", "face", "die", "be", "have") and warned(desk, unit, verb):
        return _THREAT, "warned-that"
    giving = verb.lemma_ in words("could") | words("done")
    opening = "could" in clause.helpers and clause.own and not clause.narrated and giving
    opening = opening or (bool(clause.helpers & _MAYBE) and clause.own and told_by(desk, unit, verb, words("hints")))
    if opening and condition is None:
        return (_THREAT if is_hostile(verb) else _OPENING), "could"
    if clause.helpers & {"can", "ca"} and clause.own and not clause.narrated and verb.lemma_ in words("can"):
        return (_WILLING if condition is not None else _ACCEPTED), "can"
    able = clause.helpers & {"can", "ca", "could", "might", "may"} and not opening and not clause.bargained
    asking = any(t.lower_ == "whether" for c in syntax.children(verb, "ccomp", "xcomp") for t in c.children)
    if able or undecided or asking:
        return None
    struck = condition is not None and condition.act is not None and condition.act.head.lemma_ in words("aggression")
    holding = clause.marker == "until" and clause.own and verb.lemma_ in words("holding_out")
    if (clause.hostile and clause.marker not in _IN_RETURN) or struck or clause.marker == "unless" or holding:
        return _THREAT, "will"
    if condition is not None or clause.helpers & {"would", "could"}:
        return (_ACCEPTED if condition is None and _invited(desk) else _WILLING), "will"
    return _COMMITTED, "will"


def _invited(desk: Desk) -> bool:
    """Say whether the one that spoke last asked for something, so that a plain "would" says yes to it."""
    return desk.last is not None and desk.last.shown.type in ("appeal", "demand", "offer")
