"""Answers and wishes said with a noun or without a verb: "the answer is no", "our aim is a truce", "Never"."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, verb_acts
from standoff.read.complements import find_acts
from standoff.read.findings import Desk, Finding
from standoff.read.lexicon import Shown, known_issue, vocabulary, words
from standoff.read.position_phrases import clause_span, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

_NO = Shown("refusal", "against", "firm")
_YES = Shown("acceptance", "for", "plain")
_DENIED = Shown("denial", "against", "firm")
_DEMAND = Shown("demand", "for", "plain")
_ASKING = ("offer", "appeal", "demand", "goal", "condition", "willingness")


def read_verbless(desk: Desk, unit: Unit) -> None:
    """Record what is said without a verb: "No toll, no talks", "Never", "Gladly"."""
    if unit.quotation is None and unit.sentence.quotations:
        _curt_beside(desk, unit)
    plain = [t for t in unit.doc if not t.is_punct and not t.is_space]
    if not plain or plain[0].lower_ not in words("curt"):
        return
    if plain[0].lower_ == "no" and len(plain) > 1:
        _none_of_it(desk, unit, plain)
        return
    speaker = desk.speaker_at(unit, plain[0])
    if unit.quotation is None or speaker is None or any(syntax.finite(t) for t in plain):
        return
    _answer_curtly(desk, unit, speaker, " ".join(t.lower_ for t in plain), unit.edges(plain), plain[0])


def _curt_beside(desk: Desk, unit: Unit) -> None:
    """Read “Never,” X said: too short a quotation to be a sentence of its own."""
    for quotation in unit.sentence.quotations:
        said = desk.scene.slice(quotation.start, quotation.end).casefold().strip(" “”\"„«»‘’'.,!?")
        if said not in words("curt_answers"):
            continue
        verb = next((t for t in unit.doc if t.lemma_ in ("say", "answer", "reply", "retort", "snap", "shout")), None)
        speaker = desk.party(unit, syntax.subject(verb), None) if verb is not None else None
        if verb is not None and speaker is not None and desk.free(unit, verb):
            _answer_curtly(desk, unit, speaker, said, (quotation.start, quotation.end), verb)


def _answer_curtly(desk: Desk, unit: Unit, speaker: str, text: str, span: tuple[int, int], cue: Token) -> None:
    """Record a yes or no to what another side last put to a speaker."""
    before = _put_to(desk, unit, speaker)
    if before is None or text not in words("curt_answers"):
        return
    agreed = text in words("curt_yes")
    blamed = before.shown.type == "accusation"
    if agreed and (blamed or before.shown.type == "threat"):
        return
    shown = _YES if agreed else _DENIED if blamed else _NO
    desk.take(unit, [cue])
    desk.add(
        unit, shown, speaker, None, span=span, cue=cue, rule="curt-answer",
        by=speaker, target=before.holder, action=before.action, issue=before.issue,
    )  # fmt: skip


def _put_to(desk: Desk, unit: Unit, speaker: str) -> Finding | None:
    """Return what another side last asked of a speaker or blamed him for."""
    for finding in reversed(desk.findings[-6:]):
        if unit.sentence.paragraph - finding.unit.sentence.paragraph > 1:
            return None
        if desk.scene.parties.same_side(finding.holder, speaker):
            continue
        if finding.shown.type in (*_ASKING, "accusation") and finding.action:
            return finding
    return None


def _none_of_it(desk: Desk, unit: Unit, plain: Sequence[Token]) -> None:
    """Read "No toll, no inspectors, no talks": a refusal of the one who says it, or whose line it is."""
    heads = [t.head for t in plain if t.lower_ == "no" and t.dep_ == "det"]
    verbs = [t for t in plain if syntax.finite(t)]
    listed = [t for t in heads if not verbs or t.i < verbs[0].i]
    deeds = words("deeds") | set(vocabulary("cues")["nominal"])
    matter = any(known_issue(t.lemma_) or t.lemma_ in deeds for t in listed)
    if len(listed) < 2 or not matter:
        return
    holder = desk.speaker_at(unit, plain[0]) if not verbs else _whose_line(desk, unit, verbs[0])
    if holder is None:
        return
    last = max(listed, key=lambda t: int(t.i))
    tokens = [t for t in plain if t.i <= last.right_edge.i and (not verbs or t.i < verbs[0].left_edge.i)]
    tokens = tokens or [t for t in plain if t.i <= last.i]
    act = Act(listed[0], tuple(t for t in tokens if t.i > plain[0].i), None, verb=False)
    other = desk.counterpart(unit, listed[0], holder)
    desk.take(unit, tokens)
    desk.add(unit, _NO, holder, act, span=unit.edges(tokens), cue=plain[0], rule="none-of-it", by=holder, target=other)


def _whose_line(desk: Desk, unit: Unit, verb: Token) -> str | None:
    """Return whose line it is: "that remains Peru's line", "that is the line in Lima"."""
    things = syntax.children(verb, "attr")
    if verb.lemma_ not in ("be", "remain", "stay") or not things or things[0].lemma_ not in words("lines"):
        return None
    owners = syntax.children(things[0], "poss")
    places = [p for t in (things[0], verb) for p in syntax.children(t, "prep")]
    places = [p for p in places if p.lower_ in ("of", "in", "from", "for")]
    owners += [t for p in places for t in syntax.children(p, "pobj")]
    speaker = desk.speaker_at(unit, verb)
    return next((a for t in owners if (a := desk.party(unit, t, speaker)) is not None), None)


def answer(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "said yes", "said no to ...", "gave no comment on whether"."""
    if verb.lemma_ not in ("say", "answer", "reply") or syntax.auxiliaries(verb) & {"would", "might", "could"}:
        return False
    word = next((t for t in verb.children if t.lower_ in ("yes", "no") and t.i > verb.i), None)
    actor, subject, _ = own_subject(desk, unit, verb)
    if word is None or actor is None or word.dep_ == "det":
        return False
    shown = _YES if word.lower_ == "yes" else _NO
    to = [n for p in (*verb.children, *word.children) if p.lower_ == "to" for n in p.children]
    act = Act(to[0], tuple(to[0].subtree), None, verb=False) if to else None
    astray = [t for t in syntax.children(verb, "dobj") if t.i > word.i and unit.doc[word.i + 1].lower_ == "to"]
    act = noun_act(astray[0]) if act is None and astray else act
    if act is None and desk.last is None:
        return False
    tokens = [verb, word, *(act.tokens if act else ())]
    desk.add(
        unit,
        shown,
        actor,
        act,
        span=clause_span(desk, unit, tokens, subject),
        cue=verb,
        rule="yes-or-no",
        by=actor,
        event="AGREE" if shown is _YES else "REJECT",
        target=desk.counterpart(unit, verb, actor),
    )
    return True


def answer_is(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "Peru's answer to the toll is no" and "the answer is yes"."""
    if verb.lemma_ not in ("be", "remain"):
        return False
    noun = next((t for t in syntax.children(verb, "nsubj") if t.lemma_ in words("answers")), None)
    word = next((t for t in verb.children if t.i > verb.i and t.lower_ in ("no", "yes") and t.dep_ != "det"), None)
    if noun is None or word is None or syntax.auxiliaries(verb) & {"may", "might", "could"}:
        return False
    speaker = desk.speaker_at(unit, verb)
    owners = syntax.children(noun, "poss")
    owners += [t for p in syntax.children(noun, "prep") if p.lower_ in ("from", "of") for t in p.children]
    holder = next((a for t in owners if (a := desk.party(unit, t, speaker)) is not None), speaker)
    acts = find_acts(noun, ("to noun", "to ing", "on noun"))
    if acts and (acts[0].head.lemma_ in words("pointers") or desk.scene.actor_of(unit, acts[0].head) is not None):
        acts = []
    before = _put_to(desk, unit, holder) if holder is not None else None
    if holder is None or (not acts and before is None):
        return False
    shown = _YES if word.lower_ == "yes" else _NO
    span = clause_span(desk, unit, [*noun.subtree, verb, word], None)
    desk.add(
        unit, shown, holder, acts[0] if acts else None, span=span, cue=verb, rule="answer-is", by=holder,
        target=before.holder if before is not None else desk.counterpart(unit, verb, holder),
        action=before.action if before is not None and not acts else None,
        issue=before.issue if before is not None and not acts else None,
    )  # fmt: skip
    return True


def wish_is(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "its preference was for a shorter week", "our aim is to reopen the port", "their price is an apology"."""
    if verb.lemma_ not in ("be", "remain", "include") or syntax.negated(verb):
        return False
    noun = next((t for t in syntax.children(verb, "nsubj") if t.lemma_ in vocabulary("cues")["wishes"]), None)
    if noun is None or (noun.lemma_ == "term" and verb.lemma_ != "include"):
        return False
    speaker = desk.speaker_at(unit, verb)
    owners = syntax.children(noun, "poss")
    set_by = [p for t in syntax.children(noun, "acl") for p in syntax.children(t, "agent")]
    sources = [p for p in syntax.children(noun, "prep") if p.lower_ in ("of", "from")] + set_by
    owners += [t for p in sources for t in syntax.children(p, "pobj")]
    holder = next((a for t in owners if (a := desk.party(unit, t, speaker)) is not None), None)
    infinitive = next((t for t in syntax.children(verb, "xcomp") if t.i > verb.i), None)
    named = [t for t in syntax.children(verb, "attr", "dobj") if t.i > verb.i and t.pos_ == "NOUN"]
    acts = find_acts(verb, ("for noun", "for ing")) or [noun_act(t) for t in named[:1]]
    acts = verb_acts(infinitive, None) if infinitive is not None else acts
    if holder is None or not acts:
        return False
    shown = Shown(vocabulary("cues")["wishes"][noun.lemma_], "for", "plain")
    other = desk.other_in(unit, acts[0].tokens, holder, speaker) or desk.counterpart(unit, verb, holder)
    desk.take(unit, acts[0].tokens)
    span = clause_span(desk, unit, [*noun.subtree, verb, *acts[0].tokens], None)
    own = infinitive is not None and shown.type == "goal"
    desk.add(
        unit, shown, holder, acts[0], span=span, cue=verb, rule="wish-is", by=holder if own else other, target=other
    )
    return True


def acceptable(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "this was acceptable to Peru and Chile": a yes of each."""
    if verb.lemma_ not in ("be", "seem", "remain", "prove"):
        return False
    state = next((t for t in syntax.children(verb, "acomp") if t.lower_ in ("acceptable", "unacceptable")), None)
    things = syntax.children(verb, "nsubj")
    if state is None or not things or syntax.auxiliaries(verb) & {"might", "may", "could", "must", "should"}:
        return False
    denied = (state.lower_ == "unacceptable") != syntax.negated(verb)
    speaker = desk.speaker_at(unit, verb)
    to = [t for p in syntax.children(state, "prep") if p.lower_ == "to" for t in syntax.children(p, "pobj")]
    whom = [a for t in to for c in syntax.coordinated(t) if (a := desk.scene.actor_of(unit, c, speaker)) is not None]
    pointing = things[0].pos_ in ("PRON", "DET")
    act = None if pointing else noun_act(things[0])
    if not whom or (pointing and desk.last is None) or desk.scene.actor_of(unit, things[0]) is not None:
        return False
    before = desk.last if pointing else None
    desk.take(unit, [verb, state])
    span = clause_span(desk, unit, [*things[0].subtree, verb, *state.subtree], None)
    for holder in dict.fromkeys(whom):
        rival = before is not None and not desk.scene.parties.same_side(before.holder, holder)
        other = before.holder if before is not None and rival else desk.counterpart(unit, verb, holder)
        desk.add(
            unit, Shown("opposition", "against", "plain") if denied else _YES, holder, act, span=span, cue=state,
            rule="acceptable", by=holder, target=other,
        )  # fmt: skip
    return True


def needed(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "we need access" and "residents are owed an answer" in somebody's mouth: a demand."""
    speaker = desk.speaker_at(unit, verb)
    things = [t for t in syntax.children(verb, "dobj") if t.i > verb.i]
    if verb.lemma_ not in ("need", "owe") or speaker is None or not things or syntax.negated(verb):
        return False
    subject = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
    thing = things[0]
    if verb.lemma_ == "need":
        ours = subject is not None and subject.lower_ in ("we", "i") and unit.quotation is not None
        fit = ours and thing.pos_ == "NOUN" and known_issue(thing.lemma_) is not None
    else:
        fit = thing.lemma_ in words("dues")
    if not fit or thing.lemma_ in words("no_action"):
        return False
    passive = bool(syntax.children(verb, "nsubjpass"))
    agent = desk.party(unit, subject, speaker) if verb.lemma_ == "owe" and not passive else None
    if agent is not None and desk.scene.parties.same_side(agent, speaker):
        return False
    act = noun_act(thing)
    other = agent or desk.other_in(unit, act.tokens, speaker, speaker) or desk.counterpart(unit, verb, speaker)
    desk.take(unit, [verb, *act.tokens])
    tokens = [*(subject.subtree if subject is not None else ()), verb, *act.tokens]
    desk.add(unit, _DEMAND, speaker, act, span=unit.edges(tokens), cue=verb, rule="needed", by=other, target=other)
    return True
