"""Turns of speech that say no without a word for it: "called that false", "I'm not selling"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, subjunctive, verb_acts
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown, words
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

_REFUSAL = Shown("refusal", "against", "firm")
_OFFERS = (
    "threat",
    "decision",
    "move",
    "ban",
    "ruling",
    "call",
    "offer",
    "proposal",
    "deal",
    "plan",
    "demand",
    "ultimatum",
    "compromise",
    "settlement",
    "suggestion",
)
_DENIAL = Shown("denial", "against", "plain")


def called_false(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "called that false", "described the report as baseless": a denial of what was last said."""
    if verb.lemma_ not in ("call", "describe", "label", "brand", "term") or verb.tag_ not in (
        "VBD",
        "VBN",
        "VBZ",
        "VBP",
    ):
        return False
    after = [t for t in verb.subtree if t.i > verb.i]
    untrue = next((t for t in after if t.lower_ in words("untrue")), None)
    object_ = next((t for t in after if t.lower_ in words("reproaches") or t.lemma_ in words("reproaches")), None)
    actor, subject, _ = own_subject(desk, unit, verb)
    if untrue is None or object_ is None or actor is None or syntax.negated(verb) or desk.last is None:
        return False
    before = next((f for f in reversed(desk.findings) if f.shown.type == "accusation"), desk.last)
    if desk.scene.parties.same_side(before.holder, actor):
        return False
    desk.take(unit, [verb, object_, untrue])
    desk.add(
        unit,
        _DENIAL,
        actor,
        None,
        span=clause_span(desk, unit, [verb, object_, untrue], subject),
        cue=verb,
        rule="called-false",
        by=before.by or actor,
        target=before.holder,
        action=before.action,
        issue=before.issue,
        event="REJECT",
        spoken=True,
    )
    return True


def called_insult(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "called the offer an insult": a refusal of what was offered or asked."""
    if verb.lemma_ not in ("call", "describe", "brand", "term") or syntax.negated(verb) or verb.tag_ == "VB":
        return False
    after = [t for t in verb.subtree if t.i > verb.i]
    insult = next((t for t in after if t.lower_ in words("insults")), None)
    offer = next((t for t in after if t.lemma_ in words("pointers") | {"it", "that", "deal", "term", *_OFFERS}), None)
    actor, subject, _ = own_subject(desk, unit, verb)
    before = desk.antecedent(unit, actor) if actor is not None else None
    alone = offer is not None and offer.lemma_ in _OFFERS and offer.pos_ == "NOUN"
    if insult is None or offer is None or actor is None or (before is None and not alone):
        return False
    desk.take(unit, [verb, offer, insult])
    desk.add(
        unit,
        Shown("refusal", "against", "plain"),
        actor,
        None if before is not None else noun_act(offer),
        span=clause_span(desk, unit, [verb, offer, insult], subject),
        cue=verb,
        rule="called-insult",
        by=actor,
        target=before.holder if before is not None else desk.counterpart(unit, verb, actor),
        action=before.action if before is not None else None,
        issue=before.issue if before is not None else None,
        event="REJECT",
        spoken=True,
    )
    return True


def order(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "Free the crew!" in somebody's mouth: a demand on the other side."""
    bare = verb.tag_ == "VB" and verb.dep_ == "ROOT" and not syntax.auxiliaries(verb)
    opens = verb.i == min((t.i for t in verb.subtree if not t.is_punct), default=verb.i)
    speaker = desk.speaker_at(unit, verb)
    if unit.quotation is None or speaker is None or not bare or not opens or verb.lemma_ not in words("orders"):
        return False
    other = desk.counterpart(unit, verb, speaker)
    act = verb_acts(verb, None)[0]
    desk.take(unit, act.tokens)
    desk.add(
        unit,
        Shown("demand", "for", "firm"),
        speaker,
        act,
        span=clause_span(desk, unit, [verb, *act.tokens], None),
        cue=verb,
        rule="order",
        by=other,
        target=other,
        event="REQUEST",
    )
    return True


_WANTING = ("want", "demand", "seek", "need", "ask", "expect", "require", "request")


def main_demand(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "the union's main demand is a bonus", "what the union wants is a bonus", "all we ask is that X pay"."""
    things = [t for t in syntax.children(verb, "attr") if t.pos_ in ("NOUN", "PROPN") and t.i > verb.i]
    clauses = [t for t in syntax.children(verb, "ccomp") if t.i > verb.i and subjunctive(t)]
    if verb.lemma_ != "be" or not (things or clauses) or syntax.negated(verb):
        return False
    nouns = [t for t in syntax.children(verb, "nsubj") if t.lemma_ in ("demand", "priority", "condition", "request")]
    wants = [t for t in syntax.children(verb, "csubj") if t.lemma_ in _WANTING]
    general = [t for t in syntax.children(verb, "nsubj") if t.lower_ in ("all", "thing")]
    wants += [t for noun in general for t in syntax.children(noun, "relcl") if t.lemma_ in _WANTING]
    owners = [t for noun in nouns for t in syntax.children(noun, "poss")] + [
        t for want in wants for t in syntax.children(want, "nsubj") if t.lower_ != "what"
    ]
    speaker = desk.speaker_at(unit, verb)
    holder = desk.party(unit, owners[0], speaker) if owners else None
    if holder is None:
        return False
    act = verb_acts(clauses[0], syntax.subject(clauses[0]))[0] if clauses else noun_act(things[0])
    asked = [n for w in wants for p in syntax.children(w, "prep") for n in syntax.children(p, "pobj")]
    other = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    other = other or next((a for n in asked if (a := desk.party(unit, n, speaker)) is not None), None)
    other = other or desk.other_in(unit, act.tokens, holder, speaker) or desk.counterpart(unit, verb, holder)
    desk.take(unit, act.tokens)
    shown = Shown("demand", "for", "plain")
    span = clause_span(desk, unit, [*(nouns or wants), *general, verb, *act.tokens, *owners], None)
    desk.add(unit, shown, holder, act, span=span, cue=verb, rule="main-demand", by=other, target=other)
    return True


def not_doing(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "I'm not selling" in somebody's mouth: a refusal, or a denial where it is only about what is said."""
    if verb.tag_ != "VBG" or not syntax.negated(verb) or not syntax.auxiliaries(verb) & {"am", "are", "is"}:
        return False
    actor, subject, own = own_subject(desk, unit, verb)
    foreign = subject is None or subject.lower_ not in ("i", "we")
    undecided = verb.lemma_ in words("no_decision") | {"go", "tell", "suggest", "rush"}
    staying = verb.lemma_ == "go" and any(t.lower_ == "anywhere" for t in verb.children)
    if actor is None or not own or (not staying and (foreign or undecided)):
        return False
    said = verb.lemma_ in words("speaking")
    act = verb_acts(verb, subject)[0]
    helpers = [t for t in verb.children if t.dep_ in ("aux", "neg")]
    desk.take(unit, act.tokens)
    desk.add(
        unit,
        _DENIAL if said else _REFUSAL,
        actor,
        Act(act.head, act.tokens, act.agent),
        span=clause_span(desk, unit, [verb, *act.tokens, *helpers], subject),
        cue=verb,
        rule="not-doing",
        by=actor,
        target=desk.other_in(unit, act.tokens, actor, desk.speaker_at(unit, verb))
        or (desk.accuser(actor) if said else desk.counterpart(unit, verb, actor)),
        event="REJECT",
    )
    return True
