"""Positions that speech shows without a cue word: "we will ...", "they must ...", "it had not ...", blame."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.conditions import Condition, add_condition, find_condition
from standoff.read.cue_signs import to_blame, unreal
from standoff.read.findings import Desk
from standoff.read.ledger import EventType
from standoff.read.lexicon import Shown, known_issue, words
from standoff.read.position_phrases import (
    answer,
    clause_span,
    ellipsis,
    existential,
    not_something,
    own_subject,
    pseudo_cleft,
    read_phrases,
    stance,
)
from standoff.read.position_turns import called_false, called_insult, not_doing
from standoff.read.syntax import Token
from standoff.read.units import Unit

_REFUSAL = Shown("refusal", "against", "firm")
_WILLING = Shown("willingness", "for", "plain")
_COMMITTED = Shown("commitment", "for", "plain")
_ACCEPTED = Shown("acceptance", "for", "plain")
_OPENING = Shown("willingness", "for", "weak")
_THREAT = Shown("threat", "for", "plain")
_DEMAND = Shown("demand", "for", "firm")
_BLAME = Shown("accusation", "against", "plain")
_DENIAL = Shown("denial", "against", "plain")
_OPEN = Shown("no-commitment", "withheld", "plain")
# What stands between an act and what it hangs on where two bargain; a plain "if" may only foresee.
_BARGAINING = ("only if", "provided", "condition", "moment", "soon")
_EVENTS: dict[str, EventType] = {
    "refusal": "REJECT",
    "threat": "THREATEN",
    "accusation": "ACCUSE",
    "demand": "REQUEST",
}


def read_speech(desk: Desk, unit: Unit) -> None:
    """Record what the verbs of one unit show by their mood and by who says them of whom."""
    read_phrases(desk, unit)
    for token in unit.doc:
        if token.pos_ not in ("VERB", "AUX") or not desk.free(unit, token) or unreal(token):
            continue
        for rule in _RULES:
            if rule(desk, unit, token):
                break


def _record(
    desk: Desk, unit: Unit, shown: Shown, holder: str, verb: Token, rule: str, *, by: str | None = None
) -> None:
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
            event=_event(shown) if number == 0 else None,
            condition=condition.text if condition else None,
        )
    add_condition(desk, unit, condition, holder, shown.type, f"{rule}+condition")


def _event(shown: Shown) -> EventType | None:
    return _EVENTS.get(shown.type)


def _will(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "we will ...", "it would ...", "we are not going to ..."."""
    helpers = syntax.auxiliaries(verb)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and verb.head.pos_ in ("VERB", "AUX")
    if not going and not helpers & {"will", "wo", "'ll", "would", "can", "ca", "could", "shall"}:
        return False
    denied = syntax.negated(verb) or (going and syntax.negated(verb.head)) or _no_way(verb)
    again = verb.lemma_ == "do" and any(t.lower_ == "so" for t in verb.children) and desk.last is not None
    actor, subject, own = own_subject(desk, unit, verb)
    condition = find_condition(desk, unit, verb)
    if condition is not None and condition.marker == "until" and _not_before(unit, condition):
        denied = True
    bargained = actor is None and not denied and _promised(desk, unit, verb, subject, condition)
    if bargained:
        actor, own = desk.speaker_at(unit, verb), True
    narrated = desk.speaker_at(unit, verb) is None
    own = own or (actor is not None and not narrated and _mouthpiece(desk, unit, verb))
    own = own or (actor is not None and narrated and _retold(desk, unit, verb, actor))
    threatening = narrated and any(t.lower_ == "unless" for t in verb.subtree)
    bargaining = narrated and not denied and condition is not None and condition.marker in _BARGAINING
    if actor is None or not (own or bargaining or (narrated and (denied or threatening) and helpers & {"will", "wo"})):
        return False
    if desk.scene.parties.is_person(actor) and narrated and not own and not bargaining:
        return False
    if denied:
        if (verb.lemma_ in words("no_decision") and not again) or "have" in helpers:
            return False
        _record(desk, unit, _REFUSAL, actor, verb, "will-not")
        return True
    opening = "could" in helpers and own and not narrated and verb.lemma_ in words("could")
    if opening and condition is None:
        _record(desk, unit, _OPENING, actor, verb, "could")
        return True
    if (helpers & {"can", "ca", "could"} and not opening and not bargained) or (verb.lemma_ in words("no_decision") and not again) or "have" in helpers:
        return False
    if any(t.lower_ == "whether" for c in syntax.children(verb, "ccomp", "xcomp") for t in c.children):
        return False
    struck = condition is not None and condition.act is not None and condition.act.head.lemma_ in words("aggression")
    if _is_hostile(verb) or struck or (condition is not None and condition.marker == "unless"):
        shown = _THREAT
    elif condition is not None or helpers & {"would", "could"}:
        shown = _ACCEPTED if condition is None and _invited(desk) else _WILLING
    else:
        shown = _COMMITTED
    _record(desk, unit, shown, actor, verb, "will")
    return True


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
    return (passive or joint) and condition is not None and subject is not None and desk.speaker_at(unit, verb) is not None


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


def _yet_to(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "has yet to ...": left open so far, or in the mouth of the other side a reproach."""
    if verb.lemma_ not in ("have", "be") or not any(t.lower_ == "yet" for t in verb.children):
        return False
    inner = [t for t in verb.children if t.dep_ == "xcomp" and t.i > verb.i]
    actor, subject, own = own_subject(desk, unit, verb)
    if not inner or actor is None or inner[0].lemma_ in words("no_decision") - {"say", "tell"}:
        return False
    act = verb_acts(inner[0], subject)[0]
    asked = [t for t in inner[0].children if t.dep_ == "ccomp"]
    shown = _OPEN if own or desk.speaker_at(unit, verb) is None else _BLAME
    desk.take(unit, act.tokens)
    said = verb_acts(asked[0], subject)[0] if asked else act
    span = clause_span(desk, unit, [verb, *act.tokens, *said.tokens], subject)
    holder = actor if shown is _OPEN else desk.speaker_at(unit, verb) or actor
    desk.add(
        unit,
        shown,
        holder,
        said,
        span=span,
        cue=verb,
        rule="yet-to",
        by=actor,
        target=None if shown is _OPEN else actor,
    )
    return True


def _duty(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "X must withdraw" in the mouth of another side: a demand on X."""
    helpers = syntax.auxiliaries(verb)
    timely = verb.head.lemma_ == "time" and any(
        t.lower_ == "for" and t.dep_ in ("mark", "prep") for t in (*verb.children, *verb.head.children)
    )
    needs = verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "need", "ought") and verb.head.pos_ in ("VERB", "AUX")
    if not (helpers & words("duties") or needs or timely):
        return False
    speaker = desk.speaker_at(unit, verb)
    actor, _, own = own_subject(desk, unit, verb)
    if speaker is None or actor is None or own or syntax.negated(verb):
        return False
    _record(desk, unit, _DEMAND, speaker, verb, "must", by=actor)
    return True


def _denies(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "X said that it had not ..." and "it was not considering ...": a denial by X."""
    helpers = syntax.auxiliaries(verb)
    past = helpers & {"had", "has", "have", "did", "was", "were", "'ve", "is", "are"} and syntax.negated(verb)
    quoted = unit.quotation is not None and verb.lemma_ not in words("blame")
    if not past or verb.lemma_ in words("no_decision") or quoted:
        return False
    actor, subject, own = own_subject(desk, unit, verb)
    if actor is None or not own or verb.tag_ not in ("VBN", "VB", "VBG") or syntax.children(verb, "nsubjpass"):
        return False
    inner = (
        list(syntax.children(verb, "dobj", "xcomp"))
        if verb.lemma_ in ("consider", "plan", "contemplate", "weigh")
        else []
    )
    acts = verb_acts(verb, subject)
    desk.take(unit, [t for act in acts for t in act.tokens])
    helpers_of = [t for t in verb.children if t.dep_ in ("aux", "neg")]
    span = clause_span(desk, unit, [verb, *acts[0].tokens, *helpers_of], subject)
    act = acts[0] if not inner else Act(inner[0], tuple(inner[0].subtree), None, verb=inner[0].pos_ == "VERB")
    positive = Act(act.head, act.tokens, act.agent, False, act.verb)
    desk.add(
        unit,
        _DENIAL,
        actor,
        positive,
        span=span,
        cue=verb,
        rule="had-not",
        by=actor,
        event="REJECT",
        target=desk.counterpart(unit, verb, actor),
    )
    return True


def _blames(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read what a speaker says of the other side that puts it in the wrong."""
    speaker = desk.speaker_at(unit, verb)
    actor, subject, own = own_subject(desk, unit, verb)
    if (
        speaker is None
        or actor is None
        or own
        or subject is None
        or syntax.auxiliaries(verb) & {"will", "would", "may", "might", "can", "could"}
    ):
        return False
    if not to_blame(verb) or _bystander(desk, speaker):
        return False
    acts = verb_acts(verb, subject)
    complements = [t for c in verb.children if c.dep_ in ("acomp", "attr") for t in c.subtree]
    tokens = [verb, *acts[0].tokens, *complements, *syntax.children(verb, "neg", "aux")]
    raised = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in ("appear", "seem", "want", "continue") else None
    desk.take(unit, [*acts[0].tokens, *complements])
    span = clause_span(desk, unit, [*tokens, *([raised] if raised is not None else [])], subject)
    desk.add(unit, _BLAME, speaker, acts[0], span=span, cue=verb, rule="blame", by=actor, target=actor, event="ACCUSE")
    return True


def _bystander(desk: Desk, speaker: str) -> bool:
    """Say whether those who speak are people without a name who tell what they saw: "residents", "officials"."""
    found = desk.scene.parties.actors.get(speaker)
    unnamed = found is not None and found.kind in ("group", "population") and not found.members
    return unnamed and desk.scene.parties.principal(speaker) == speaker


_RULES = (
    called_false,
    called_insult,
    not_doing,
    stance,
    pseudo_cleft,
    not_something,
    ellipsis,
    _yet_to,
    _will,
    existential,
    _duty,
    answer,
    _denies,
    _blames,
)
