"""What somebody says that his side will, would or could do: promises, refusals, threats, and what they hang on."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.conditions import Condition, add_condition, find_condition
from standoff.read.findings import Desk
from standoff.read.ledger import EventType
from standoff.read.lexicon import Shown, known_issue, words
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

_REFUSAL = Shown("refusal", "against", "firm")
_WILLING = Shown("willingness", "for", "plain")
_OPENING = Shown("willingness", "for", "weak")
_COMMITTED = Shown("commitment", "for", "plain")
_ACCEPTED = Shown("acceptance", "for", "plain")
_THREAT = Shown("threat", "for", "plain")
# What stands between an act and what it hangs on where two bargain; a plain "if" may only foresee.
_BARGAINING = ("only if", "provided", "condition", "moment", "soon")
_IN_RETURN = (*_BARGAINING, "when", "once")
_HELPERS = {"will", "wo", "would", "can", "ca", "could", "shall"}
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

    @property
    def marker(self) -> str:
        """How the condition opens, "" where there is none."""
        return self.condition.marker if self.condition is not None else ""

    @property
    def bargaining(self) -> bool:
        """Whether the writer tells what somebody would do in return for something, or answers something with."""
        return (
            self.narrated
            and not self.denied
            and (self.marker in _BARGAINING or (self.marker == "if" and _is_hostile(self.verb)))
        )


def record(desk: Desk, unit: Unit, shown: Shown, holder: str, verb: Token, rule: str, *, by: str | None = None) -> None:
    """Record the acts of a verb phrase under one heading, with the condition that hangs on it."""
    subject = syntax.subject(verb)
    speaker = desk.speaker_at(unit, verb)
    acts = verb_acts(verb, subject)
    condition = find_condition(desk, unit, verb)
    desk.take(unit, [t for act in acts for t in act.tokens])
    for number, act in enumerate(acts):
        helpers = [t for t in verb.children if t.dep_ in ("aux", "neg") and t.i < verb.i] if number == 0 else []
        span = clause_span(desk, unit, [act.head, *act.tokens, *helpers], subject if number == 0 else None)
        target = by or desk.other_in(unit, act.tokens, holder, speaker)
        target = target or desk.counterpart(unit, verb, holder)
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
    record(desk, unit, shown, clause.actor, verb, rule)
    return True


def _read_clause(desk: Desk, unit: Unit, verb: Token) -> _Clause | None:
    """Return what there is to know of a clause with "will" or its like, None for another clause."""
    helpers = syntax.auxiliaries(verb)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and verb.head.pos_ in ("VERB", "AUX")
    if not going and not helpers & _HELPERS:
        return None
    actor, subject, own = own_subject(desk, unit, verb)
    condition = find_condition(desk, unit, verb)
    denied = syntax.negated(verb) or (going and syntax.negated(verb.head)) or _no_way(verb)
    denied = denied or (condition is not None and condition.marker == "until" and _not_before(unit, condition))
    bargained = actor is None and not denied and _promised(desk, unit, verb, subject, condition)
    if bargained:
        actor, own = desk.speaker_at(unit, verb), True
    narrated = desk.speaker_at(unit, verb) is None
    own = own or (actor is not None and not narrated and _mouthpiece(desk, unit, verb))
    own = own or (actor is not None and narrated and _retold(desk, unit, verb, actor))
    return _Clause(unit, verb, helpers, actor, own, narrated, denied, condition, bargained)


def _counts(desk: Desk, clause: _Clause) -> bool:
    """Say whether a clause is somebody's word: his own, or the writer's where he tells a refusal or terms."""
    if clause.own or clause.bargaining or _traded(desk, clause):
        return True
    if clause.actor is None or not clause.narrated or desk.scene.parties.is_person(clause.actor):
        return False
    threatening = any(t.lower_ == "unless" for t in clause.verb.subtree)
    return (clause.denied or threatening) and bool(clause.helpers & {"will", "wo"})


def _traded(desk: Desk, clause: _Clause) -> bool:
    """Say whether the writer tells what one would give if another gives something: "will end the strike if X pays"."""
    condition, giving = clause.condition, words("could") | words("stopping")
    plain = clause.narrated and not clause.denied and clause.marker in ("if", "when", "once")
    if not plain or clause.actor is None or clause.verb.lemma_ not in giving or condition is None:
        return False
    agent = desk.party(clause.unit, condition.act.agent, None) if condition.act is not None else None
    return agent is not None and not desk.scene.parties.same_side(agent, clause.actor)


def _shown(desk: Desk, unit: Unit, clause: _Clause) -> tuple[Shown, str] | None:
    """Return what a clause shows and the rule that says so, None where it decides nothing."""
    verb, condition = clause.verb, clause.condition
    again = verb.lemma_ == "do" and any(t.lower_ == "so" for t in verb.children) and desk.last is not None
    undecided = (verb.lemma_ in words("no_decision") and not again) or "have" in clause.helpers
    if clause.denied:
        return None if undecided else (_REFUSAL, "will-not")
    if clause.own and _warned(desk, unit, verb):
        return _THREAT, "warned-that"
    opening = "could" in clause.helpers and clause.own and not clause.narrated and verb.lemma_ in words("could")
    if opening and condition is None:
        return _OPENING, "could"
    able = clause.helpers & {"can", "ca", "could"} and not opening and not clause.bargained
    asking = any(t.lower_ == "whether" for c in syntax.children(verb, "ccomp", "xcomp") for t in c.children)
    if able or undecided or asking:
        return None
    struck = condition is not None and condition.act is not None and condition.act.head.lemma_ in words("aggression")
    if (_is_hostile(verb) and clause.marker not in _IN_RETURN) or struck or clause.marker == "unless":
        return _THREAT, "will"
    if condition is not None or clause.helpers & {"would", "could"}:
        return (_ACCEPTED if condition is None and _invited(desk) else _WILLING), "will"
    return _COMMITTED, "will"


def _warned(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether what the speaker's side would do is told as a warning: "warned that it could close the border"."""
    statement = desk.statement_at(unit, verb)
    cue = statement.cue_span if statement is not None else None
    return cue is not None and desk.scene.slice(*cue).casefold().startswith(("warn", "threaten"))


def _no_way(verb: Token) -> bool:
    """Say whether a clause hangs on "there is no way"."""
    hung = verb.dep_ in ("relcl", "acl", "ccomp") and verb.head.lemma_ in ("way", "chance", "question")
    return hung and any(t.lower_ == "no" for t in verb.head.children)


def _not_before(unit: Unit, condition: Condition) -> bool:
    """Say whether a condition opens with "not until"."""
    before = [t.lower_ for t in unit.doc if unit.end(t) <= condition.span[0]]
    return before[-1:] == ["not"]


def _promised(desk: Desk, unit: Unit, verb: Token, subject: Token | None, condition: Condition | None) -> bool:
    """Say whether a speaker says on what condition something will be done: "The boats will be given back when ..."."""
    passive = bool(syntax.children(verb, "nsubjpass")) and not syntax.children(verb, "agent")
    joint = subject is not None and known_issue(subject.lemma_) == "talks"
    return (passive or joint) and condition is not None and desk.speaker_at(unit, verb) is not None


def _retold(desk: Desk, unit: Unit, verb: Token, actor: str) -> bool:
    """Say whether the writer goes on in a speaker's words: "He said they were ready. They would not pay first."."""
    if "would" not in syntax.auxiliaries(verb):
        return False
    before = [s for s in desk.statements if s.end <= unit.sentence.start and s.kind != "direct"]
    last = before[-1] if before else None
    near = last is not None and unit.sentence.start - last.end < 12
    return near and last is not None and last.speaker is not None and desk.scene.parties.same_side(actor, last.speaker)


def _mouthpiece(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether the speaker is somebody's spokesman of whom the report does not say whose."""
    speaker = desk.speaker_at(unit, verb)
    found = desk.scene.parties.actors.get(speaker or "")
    if found is None or desk.scene.parties.principal(found.id) != found.id or found.kind != "person":
        return False
    words_of = f"{found.role or ''} {found.name} {found.id}".casefold()
    return any(word in words_of for word in ("spokes", "official", "lawyer", "negotiator", "aide", "representative"))


def _invited(desk: Desk) -> bool:
    """Say whether the one that spoke last asked for something, so that a plain "would" says yes to it."""
    return desk.last is not None and desk.last.shown.type in ("appeal", "demand", "offer")


def _is_hostile(verb: Token) -> bool:
    nouns = {t.lemma_ for t in syntax.children(verb, "dobj")} | {
        n.lemma_ for t in syntax.children(verb, "dobj") for n in t.children
    }
    bad = bool(nouns & words("hostile_nouns"))
    return not bad if verb.lemma_ in words("stopping") and bad else verb.lemma_ in words("hostile") or bad
