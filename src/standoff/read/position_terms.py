"""Terms put as predicates: "has made the closure a condition", "is the union's main demand", "is not enough"."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, subjunctive, verb_acts
from standoff.read.complements import find_acts
from standoff.read.conditions import find_condition
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown, words
from standoff.read.position_phrases import clause_span
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.will_signs import is_hostile

_CONDITION = Shown("condition", "for", "plain")
_DEMAND = Shown("demand", "for", "plain")
_UNWILLING = Shown("unwillingness", "against", "weak")
_THREAT = Shown("threat", "for", "plain")
_WILL = Shown("commitment", "for", "plain")
_BLAME = Shown("accusation", "against", "plain")
_NO = Shown("refusal", "against", "plain")
_STAKED = ("test", "price", "priority", "demand", "requirement", "prerequisite")
_ASKED = ("demand", "priority", "condition", "request", "requirement", "aim", "goal", "appeal", "call", "plea")


def condition_set(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "has made the closure a condition for talks" and "set the release as a precondition"."""
    if verb.lemma_ not in ("make", "set", "name", "lay", "put", "declare", "impose") or syntax.negated(verb):
        return False
    inside = [t for t in verb.subtree if t.i > verb.i and t.lemma_ in words("conditions")]
    if not inside and verb.lemma_ == "make":
        inside = [t for t in verb.subtree if t.i > verb.i and t.lemma_ in _STAKED and t.children]
        inside = [t for t in inside if syntax.children(t, "poss", "det")]
    term = next((t for t in inside if t.dep_ in ("oprd", "attr", "ccomp", "dobj", "pobj", "appos")), None)
    if term is None:
        return False
    small = [t for t in syntax.children(term, "nsubj") if t.i > verb.i]
    plain = [t for t in syntax.children(verb, "dobj", "nsubjpass") if t != term]
    thing = next(iter(small or plain), None)
    actor = (
        desk.party(unit, syntax.subject(verb), desk.speaker_at(unit, verb))
        if not _passive(verb)
        else _agent(desk, unit, verb)
    )
    if thing is None or actor is None or thing.pos_ not in ("NOUN", "PROPN", "VERB"):
        return False
    _ask(desk, unit, verb, actor, noun_act(thing), [verb, thing, *thing.subtree, term], "condition-set", _CONDITION)
    return True


def condition_is(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "an apology is a condition of ours" in somebody's mouth."""
    term = next((t for t in syntax.children(verb, "attr") if t.lemma_ in words("conditions")), None)
    thing = next(iter(syntax.children(verb, "nsubj")), None)
    speaker = desk.speaker_at(unit, verb)
    if verb.lemma_ != "be" or term is None or thing is None or speaker is None or syntax.negated(verb):
        return False
    if thing.pos_ != "NOUN" or thing.lemma_ in words("conditions") or desk.scene.actor_of(unit, thing) is not None:
        return False
    tokens = [*thing.subtree, verb, term]
    _ask(desk, unit, verb, speaker, noun_act(thing), tokens, "condition-is", _CONDITION)
    return True


def is_demand(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "a moratorium is the union's main demand" and "their demand is that the company stop"."""
    if verb.lemma_ not in ("be", "remain") or syntax.negated(verb):
        return False
    subject = next(iter(syntax.children(verb, "nsubj", "csubj")), None)
    term = next((t for t in syntax.children(verb, "attr") if t.lemma_ in _ASKED), None)
    speaker = desk.speaker_at(unit, verb)
    if term is not None and subject is not None and subject.pos_ == "NOUN":
        owner, act = _owner(desk, unit, term, speaker), noun_act(subject)
        tokens = [*subject.subtree, verb, term]
    elif subject is not None and subject.lemma_ in _ASKED:
        clause = next((t for t in syntax.children(verb, "ccomp") if syntax.children(t, "nsubj", "nsubjpass")), None)
        if clause is None or not (subjunctive(clause) or clause.tag_ in ("VB", "VBP", "VBN")):
            return False
        owner, act = _owner(desk, unit, subject, speaker), verb_acts(clause, syntax.subject(clause))[0]
        tokens = [*subject.subtree, verb, *act.tokens]
    else:
        return False
    if owner is None:
        return False
    _ask(desk, unit, verb, owner, act, tokens, "main-demand", _DEMAND)
    return True


def content_if(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "would be satisfied if the bell stayed silent": a condition of whoever would be."""
    state = next((t for t in syntax.children(verb, "acomp") if t.lower_ in words("contents")), None)
    if state is None or verb.lemma_ != "be" or "would" not in syntax.auxiliaries(verb) or syntax.negated(verb):
        return False
    condition = find_condition(desk, unit, verb, state)
    holder = desk.party(unit, syntax.subject(verb), desk.speaker_at(unit, verb))
    if (
        condition is None
        or condition.act is None
        or condition.marker not in ("if", "only if", "provided")
        or not holder
    ):
        return False
    tokens = [verb, state, *condition.act.tokens]
    _ask(desk, unit, verb, holder, condition.act, tokens, "content-if", _CONDITION)
    return True


def not_enough(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "the offer is not enough" in the mouth of who was offered it: a refusal."""
    thing = next(iter(syntax.children(verb, "nsubj")), None)
    speaker = desk.speaker_at(unit, verb)
    if (
        verb.lemma_ not in ("be", "fall", "come")
        or thing is None
        or speaker is None
        or thing.lemma_ not in words("bids")
    ):
        return False
    states = {t.lower_ for c in verb.children if c.i > verb.i for t in c.subtree}
    little = bool(states & {"little", "inadequate", "insufficient", "derisory", "short"})
    if not little and not (syntax.negated(verb) and "enough" in states):
        return False
    owner = next((a for t in syntax.children(thing, "poss") if (a := desk.party(unit, t, speaker)) is not None), None)
    if owner is not None and desk.scene.parties.same_side(owner, speaker):
        return False
    desk.take(unit, [verb, thing])
    span = clause_span(desk, unit, [*thing.subtree, verb, *(t for t in verb.children if t.i > verb.i)], None)
    other = owner or desk.counterpart(unit, verb, speaker)
    desk.add(
        unit, _NO, speaker, noun_act(thing), span=span, cue=verb, rule="not-enough", by=speaker, target=other,
        event="REJECT",
    )  # fmt: skip
    return True


def no_reason(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "there is no reason to stop" in somebody's mouth: he will not."""
    noun = next((t for t in syntax.children(verb, "attr", "nsubj") if t.lemma_ in words("reasons")), None)
    speaker = desk.speaker_at(unit, verb)
    denied = noun is not None and any(t.lower_ in ("no", "little") for t in noun.children)
    if verb.lemma_ != "be" or not syntax.children(verb, "expl") or noun is None or not denied or speaker is None:
        return False
    loose = [t for t in noun.children if t.dep_ in ("relcl", "acl") and t.i > noun.i]
    acts = find_acts(noun, ("to", "in ing", "for ing", "for noun")) or [
        a for t in loose[:1] for a in verb_acts(t, None)
    ]
    if not acts:
        return False
    desk.take(unit, acts[0].tokens)
    span = clause_span(desk, unit, [*syntax.children(verb, "expl"), verb, *acts[0].tokens], None)
    other = desk.counterpart(unit, verb, speaker)
    desk.add(unit, _UNWILLING, speaker, acts[0], span=span, cue=verb, rule="no-reason", by=speaker, target=other)
    return True


def no_choice(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "left with no choice but to sue": a threat, or else what somebody will do."""
    but = next((t for t in verb.subtree if t.lower_ == "but" and t.i > verb.i), None)
    nouns = [t for t in verb.subtree if t.lemma_ in ("choice", "option", "alternative") and t.i > verb.i]
    if but is None or not nouns or not any(t.lower_ in ("no", "little") for t in nouns[0].children):
        return False
    act_verb = next((t for t in unit.doc[but.i + 1 : but.i + 4] if t.tag_ == "VB"), None)
    holder = desk.party(unit, syntax.subject(verb), desk.speaker_at(unit, verb))
    if act_verb is None or holder is None or but.i - nouns[0].i > 2:
        return False
    act = verb_acts(act_verb, None)[0]
    shown = _THREAT if is_hostile(act_verb) else _WILL
    desk.take(unit, act.tokens)
    span = clause_span(desk, unit, [verb, nouns[0], *act.tokens], syntax.subject(verb))
    other = desk.other_in(unit, act.tokens, holder, None) or desk.counterpart(unit, verb, holder)
    desk.add(unit, shown, holder, act, span=span, cue=verb, rule="no-choice", by=holder, target=other)
    return True


def hinges(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "its support hinges on an apology": a condition of whose support it is."""
    thing = next(iter(syntax.children(verb, "nsubj")), None)
    if verb.lemma_ not in ("depend", "hinge", "rest") or thing is None or syntax.negated(verb):
        return False
    acts = find_acts(verb, ("on ing", "on noun", "upon noun"))
    owner = _owner(desk, unit, thing, desk.speaker_at(unit, verb))
    if not acts or owner is None or thing.lemma_ not in words("stakes"):
        return False
    _ask(desk, unit, verb, owner, acts[0], [*thing.subtree, verb, *acts[0].tokens], "hinges", _CONDITION)
    return True


def called_names(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "called the board incompetent" and "branded them liars": somebody of another side is put in the wrong."""
    if verb.lemma_ not in ("call", "brand", "label", "term") or syntax.negated(verb):
        return False
    after = [t for t in verb.subtree if t.i > verb.i]
    name = next((t for t in after if t.lower_ in words("names")), None)
    whom = next((t for t in after if name is not None and t.i < name.i and t.dep_ in ("dobj", "nsubj")), None)
    speaker = desk.speaker_at(unit, verb)
    holder = desk.party(unit, syntax.subject(verb), speaker)
    blamed = desk.party(unit, whom, speaker) if whom is not None else None
    if holder is None or blamed is None or name is None or desk.scene.parties.same_side(holder, blamed):
        return False
    act = Act(name, (name,), whom, verb=False)
    desk.take(unit, [verb, name])
    span = clause_span(desk, unit, [verb, *after], syntax.subject(verb))
    desk.add(
        unit, _BLAME, holder, act, span=span, cue=verb, rule="called-names", by=blamed, target=blamed, event="ACCUSE",
        spoken=True,
    )  # fmt: skip
    return True


def rather(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "would rather fish less than let them on board": unwilling to do the second."""
    after = [t for t in verb.subtree if t.lower_ == "than" and t.i > verb.i]
    said = any(t.lower_ in ("rather", "sooner") and t.i < verb.i for t in verb.children)
    if not said or not after or "would" not in syntax.auxiliaries(verb):
        return False
    other = next((t for t in unit.doc[after[0].i + 1 : after[0].i + 4] if t.tag_ in ("VB", "VBP", "VBG")), None)
    actor = desk.party(unit, syntax.subject(verb), desk.speaker_at(unit, verb))
    if other is None or actor is None:
        return False
    act = verb_acts(other, None)[0]
    desk.take(unit, [verb, *act.tokens])
    span = clause_span(desk, unit, [verb, *act.tokens], syntax.subject(verb))
    other_side = desk.other_in(unit, act.tokens, actor, None) or desk.counterpart(unit, verb, actor)
    desk.add(unit, _UNWILLING, actor, act, span=span, cue=verb, rule="rather", by=actor, target=other_side)
    return True


def _ask(
    desk: Desk, unit: Unit, verb: Token, holder: str, act: Act, tokens: Sequence[Token], rule: str, shown: Shown
) -> None:
    """Record what a holder asks of the other side."""
    speaker = desk.speaker_at(unit, verb)
    agent = desk.scene.party(unit, act.agent, speaker) if act.agent is not None else None
    other = agent or desk.other_in(unit, act.tokens, holder, speaker) or desk.counterpart(unit, verb, holder)
    desk.take(unit, [*act.tokens, *tokens])
    span = clause_span(desk, unit, [t for t in tokens if not t.is_punct], None)
    desk.add(unit, shown, holder, act, span=span, cue=verb, rule=rule, by=other, target=other)


def _owner(desk: Desk, unit: Unit, noun: Token, speaker: str | None) -> str | None:
    """Return whose demand a noun is: "the union's demand", "a demand of the union", "our demand"."""
    places = syntax.children(noun, "poss")
    places += [
        t for p in syntax.children(noun, "prep") if p.lower_ in ("of", "from") for t in syntax.children(p, "pobj")
    ]
    return next((a for t in places if (a := desk.party(unit, t, speaker)) is not None), None)


def _passive(verb: Token) -> bool:
    return bool(syntax.children(verb, "nsubjpass"))


def _agent(desk: Desk, unit: Unit, verb: Token) -> str | None:
    by = [t for p in syntax.children(verb, "agent") for t in syntax.children(p, "pobj")]
    return desk.party(unit, by[0], desk.speaker_at(unit, verb)) if by else None
