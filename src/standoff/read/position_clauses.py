"""Positions that the build of a clause shows: "let them ...", "was not about to ...", "not one hole"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, verb_acts
from standoff.read.conditions import add_condition, find_condition
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown, words
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

_DEMAND = Shown("demand", "for", "firm")
_REFUSAL = Shown("refusal", "against", "firm")
_DENIAL = Shown("denial", "against", "plain")
_UNWILLING = Shown("unwillingness", "against", "plain")
_LEAVE_OUT = Shown("demand", "against", "firm")
_ORDERING = ("urge", "told", "tell", "advis", "order", "implor", "beg", "command", "instruct", "warn", "exhort")


def let_them(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "Let them open the books" in somebody's mouth: a demand on those who would do it."""
    speaker = desk.speaker_at(unit, verb)
    inner = [t for t in syntax.children(verb, "ccomp", "xcomp") if t.tag_ in ("VB", "VBP") and t.i > verb.i]
    bare = verb.lemma_ == "let" and verb.tag_ in ("VB", "VBP") and verb.i == verb.left_edge.i
    doers = syntax.children(inner[0], "nsubj") if inner else []
    if speaker is None or not bare or not doers or verb.dep_ not in ("ROOT", "conj") or syntax.negated(verb):
        return False
    doer = doers[0]
    if desk.scene.slice(unit.start(doer), unit.end(doer)).casefold() in (
        "us",
        "me",
        "it",
        "there",
        "'s",
        "’s",
        "that",
        "this",
    ):
        return False
    actor = desk.party(unit, doer, speaker)
    if actor is not None and desk.scene.parties.same_side(actor, speaker):
        return False
    by = actor or desk.counterpart(unit, verb, speaker)
    act = verb_acts(inner[0], doer)[0]
    desk.take(unit, [verb, *act.tokens])
    span = unit.edges([verb, *act.tokens])
    desk.add(unit, _DEMAND, speaker, act, span=span, cue=verb, rule="let-them", by=by, target=by, event="REQUEST")
    return True


def told_to(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read “Take the money and go,” X urged Y: what is said as an order is what X wants of Y."""
    before = [t for t in verb.lefts if t.dep_ not in ("aux", "neg", "punct")]
    bare = verb.tag_ in ("VB", "VBP") and verb.dep_ == "ROOT" and not before
    statement = desk.statement_at(unit, verb)
    if unit.quotation is None or not bare or statement is None or statement.speaker is None:
        return False
    if syntax.auxiliaries(verb) - {"do"} or verb.lemma_ in words("no_decision") - {"get"} or statement.cue_span is None:
        return False
    denied = syntax.negated(verb)
    said = desk.scene.slice(*statement.cue_span).casefold()
    speaker = statement.speaker
    told = [a for a in statement.addressees if not desk.scene.parties.same_side(a, speaker)]
    if not said.startswith(_ORDERING) or (not told and said.startswith(("told", "tell"))):
        return False
    by = told[0] if told else desk.counterpart(unit, verb, speaker)
    act = verb_acts(verb, None)[0]
    desk.take(unit, act.tokens)
    shown = Shown("appeal", "against" if denied else "for", "plain")
    span = clause_span(desk, unit, [verb, *act.tokens, *syntax.children(verb, "aux", "neg")], None)
    desk.add(unit, shown, speaker, act, span=span, cue=verb, rule="told-to", by=by, target=by, event="REQUEST")
    return True


def about_to(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "was not about to raise the toll"."""
    before = verb.head
    if not (verb.dep_ == "xcomp" and before.lower_ == "about" and any(t.lower_ == "to" for t in verb.children)):
        return False
    copula = before.head
    if copula.lemma_ != "be":
        copula = next((t for t in copula.children if t.lemma_ == "be" and t.i < before.i), copula)
    if copula.lemma_ != "be" or not syntax.negated(copula):
        return False
    speaker = desk.speaker_at(unit, copula) or desk.speaker_at(unit, verb)
    subject = syntax.subject(copula)
    actor = desk.party(unit, subject, speaker)
    if actor is None:
        return False
    act = verb_acts(verb, subject)[0]
    desk.take(unit, [copula, *act.tokens])
    span = clause_span(desk, unit, [copula, *act.tokens], subject)
    other = desk.other_in(unit, act.tokens, actor, speaker) or desk.counterpart(unit, verb, actor)
    desk.add(unit, _UNWILLING, actor, act, span=span, cue=copula, rule="about-to", by=actor, target=other)
    return True


def not_our_way(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "We don't trade one crew for another" in somebody's mouth: what one never does one will not do now."""
    helpers = syntax.auxiliaries(verb)
    actor, subject, own = own_subject(desk, unit, verb)
    plain = verb.tag_ == "VB" and helpers & {"do", "does"} and syntax.negated(verb)
    if not plain or not own or actor is None or subject is None or subject.head != verb:
        return False
    if verb.lemma_ not in words("dealings"):
        return False
    act = verb_acts(verb, subject)[0]
    positive = Act(act.head, act.tokens, act.agent)
    desk.take(unit, act.tokens)
    span = clause_span(desk, unit, [verb, *act.tokens, *syntax.children(verb, "aux", "neg")], subject)
    other = desk.other_in(unit, act.tokens, actor, desk.speaker_at(unit, verb)) or desk.counterpart(unit, verb, actor)
    desk.add(
        unit, _REFUSAL, actor, positive, span=span, cue=verb, rule="not-our-way", by=actor, target=other, event="REJECT"
    )
    return True


def only_for(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "they were not asking for the moon, only for two breaks a day": what is asked for after all."""
    if verb.lemma_ not in ("ask", "want", "seek", "demand", "call", "look") or not syntax.negated(verb):
        return False
    after = [t for t in unit.doc if t.i > verb.i and t.lower_ in ("only", "just", "merely", "simply")]
    places = [p for p in verb.subtree if p.lower_ == "for" and any(t.i + 1 == p.i for t in after)]
    things = [t for p in places for t in syntax.children(p, "pobj")]
    things = things or [t for t in verb.subtree if t.dep_ in ("appos", "conj", "dobj") and any(
        a.head == t or a.i + 1 == t.left_edge.i for a in after)]  # fmt: skip
    actor, subject, _ = own_subject(desk, unit, verb)
    if not things or actor is None:
        return False
    act = noun_act(things[0])
    helpers = [t for t in verb.children if t.dep_ in ("aux", "neg")]
    other = desk.other_in(unit, act.tokens, actor, actor) or desk.counterpart(unit, verb, actor)
    span = clause_span(desk, unit, [verb, *helpers, *act.tokens], subject)
    desk.take(unit, [verb, *verb.subtree])
    desk.add(
        unit,
        Shown("demand", "for", "plain"),
        actor,
        act,
        span=span,
        cue=verb,
        rule="only-for",
        by=other,
        target=other,
        event="REQUEST",
    )
    return True


def nobody_should(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "nobody should be granting anything" and "they must not sign" in the mouth of another side."""
    speaker = desk.speaker_at(unit, verb)
    if speaker is None or not syntax.auxiliaries(verb) & words("duties") or not syntax.negated(verb):
        return False
    actor, subject, own = own_subject(desk, unit, verb)
    nobody = subject is not None and (
        subject.lower_ == "nobody" or [t.lower_ for t in subject.subtree] == ["no", "one"]
    )
    if own or subject is None or verb.lemma_ in words("no_decision") or (actor is None and not nobody):
        return False
    by = actor or desk.counterpart(unit, verb, speaker)
    act = verb_acts(verb, subject)[0]
    condition = find_condition(desk, unit, verb)
    desk.take(unit, act.tokens)
    span = clause_span(desk, unit, [verb, *act.tokens, *syntax.children(verb, "aux", "neg")], subject)
    desk.add(
        unit,
        _LEAVE_OUT,
        speaker,
        Act(act.head, act.tokens, act.agent),
        span=span,
        cue=verb,
        rule="must-not",
        by=by,
        target=by,
        event="REQUEST",
        condition=condition.text if condition else None,
    )
    add_condition(desk, unit, condition, speaker, "refusal", "must-not+condition")
    return True


def need_not(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "I need access, not a brochure" in somebody's mouth: what is named against another thing is asked for."""
    if verb.lemma_ not in ("want", "need") or syntax.negated(verb) or syntax.auxiliaries(verb):
        return False
    speaker = desk.speaker_at(unit, verb)
    _, subject, own = own_subject(desk, unit, verb)
    things = [t for t in syntax.children(verb, "dobj") if t.pos_ in ("NOUN", "PROPN") and t.i > verb.i]
    if not things or not own or speaker is None or subject is None or subject.lower_ not in ("i", "we"):
        return False
    against = [t for t in things[0].subtree if t.lower_ == "not" and t.i > things[0].i]
    against = [t for t in against if unit.doc[t.i - 1].text in (",", "–", "—") or unit.doc[t.i - 1].lower_ == "and"]
    if not against:
        return False
    kept = tuple(t for t in noun_act(things[0]).tokens if t.i < against[0].i and not (t.is_punct and t.i > things[0].i))
    act = Act(things[0], kept, None, verb=False, evidence=kept)
    other = desk.counterpart(unit, verb, speaker)
    desk.take(unit, [verb, *things[0].subtree])
    span = clause_span(desk, unit, [verb, *things[0].subtree], subject)
    desk.add(unit, _DEMAND, speaker, act, span=span, cue=verb, rule="need-not", by=other, target=other)
    return True


def false_claim(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "the claim that X had lied was untrue" in somebody's mouth."""
    named = [t for t in syntax.children(verb, "nsubj") if t.lemma_ in words("reproaches") and t.pos_ == "NOUN"]
    untrue = [t for t in syntax.children(verb, "acomp", "attr") if t.lower_ in words("untrue")]
    speaker = desk.speaker_at(unit, verb) or desk.going_on(unit)
    if verb.lemma_ != "be" or not named or not untrue or speaker is None or syntax.negated(verb):
        return False
    inner = [t for t in syntax.children(named[0], "acl", "ccomp", "relcl") if syntax.finite(t)]
    act = verb_acts(inner[0], syntax.subject(inner[0]))[0] if inner else noun_act(named[0])
    other = desk.other_in(unit, [t for t in named[0].subtree if t not in act.tokens], speaker, speaker)
    other = other or desk.accuser(speaker) or desk.counterpart(unit, verb, speaker)
    tokens = [verb, *untrue, *named[0].subtree]
    desk.take(unit, tokens)
    by = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    desk.add(
        unit,
        _DENIAL,
        speaker,
        act,
        span=unit.edges(tokens),
        cue=verb,
        rule="false-claim",
        by=by or speaker,
        target=other,
        event="REJECT",
    )
    return True


def fragment(desk: Desk, unit: Unit) -> None:
    """Read “Not one hole,” and “Not a week,”: no to a reproach that was just told, or to what was asked."""
    spoken = [t for t in unit.doc if not t.is_punct and not t.is_space]
    if unit.quotation is None or not 1 <= len(spoken) <= 8:
        return
    said = [t.lower_ for t in spoken]
    measured = said[0] == "not" and said[1:2] and said[1] in ("a", "an", "one", "any", "another", "even")
    curt = said[0] == "never" or " ".join(said) in words("refusing")
    if not (measured or curt) or any(syntax.finite(t) for t in spoken):
        return
    speaker = desk.speaker_at(unit, spoken[0])
    before = desk.last
    if speaker is None or before is None or unit.sentence.paragraph - before.unit.sentence.paragraph > 1:
        return
    parties = desk.scene.parties
    blamed = before.shown.type == "accusation" and not parties.same_side(before.holder, speaker)
    again = before.shown.polarity == "against" and parties.same_side(before.holder, speaker)
    near = before.unit.sentence.paragraph == unit.sentence.paragraph
    again = again or (near and before.shown.type in ("refusal", "unwillingness", "opposition"))
    asked = before.shown.type in ("demand", "appeal", "offer", "condition", "goal", "threat") and not again
    if not (blamed or again or (asked and not parties.same_side(before.holder, speaker))):
        return
    desk.take(unit, spoken)
    desk.add(
        unit,
        _DENIAL if blamed else _REFUSAL,
        speaker,
        None,
        span=unit.edges(spoken),
        cue=spoken[0],
        rule="not-one",
        by=before.by or speaker,
        target=before.holder if not again else before.target,
        event="REJECT",
    )
