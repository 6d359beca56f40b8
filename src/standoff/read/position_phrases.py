"""Turns of phrase that show a position: "our door is open", "what we will not do is ...", "said no", "is against"."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.actions import action_text
from standoff.read.acts import Act, noun_act, verb_acts
from standoff.read.complements import find_acts
from standoff.read.conditions import add_condition, find_condition
from standoff.read.findings import Desk
from standoff.read.ledger import EventType
from standoff.read.lexicon import Phrase, Shown, known_issue, phrases, vocabulary, words
from standoff.read.stand_ins import akin
from standoff.read.syntax import Token
from standoff.read.units import Unit

_REFUSAL = Shown("refusal", "against", "firm")
_COMMITTED = Shown("commitment", "for", "plain")
_ACCEPTED = Shown("acceptance", "for", "plain")


def own_subject(desk: Desk, unit: Unit, token: Token) -> tuple[str | None, Token | None, bool]:
    """Return the clause's subject as an actor, its token, and whether the one who speaks is on its side."""
    speaker = desk.speaker_at(unit, token)
    subject = syntax.subject(token)
    actor = desk.party(unit, subject, speaker)
    own = actor is not None and speaker is not None and desk.scene.parties.same_side(actor, speaker)
    own = own or (actor is not None and speaker is not None and akin(desk.scene, actor, speaker))
    first = subject is not None and subject.lower_ in ("i", "we") and unit.quotation is not None
    if first and not own and speaker is not None:
        return desk.scene.parties.principal(speaker), subject, True  # "we" in somebody's mouth is his own side
    return actor, subject, own


def clause_span(desk: Desk, unit: Unit, tokens: Sequence[Token], subject: Token | None) -> tuple[int, int]:
    """Return the stretch of a clause: some of its words, and its subject where that is its own."""
    start, end = unit.edges(tokens)
    predicate = {tokens[0], *tokens[0].ancestors} if tokens[0].dep_ != "conj" else {tokens[0]}
    if subject is not None and unit.start(subject) < end and subject.head in predicate:
        start = min(start, desk.scene.phrase(unit, subject)[0])
    return start, end


def own_clause(desk: Desk, unit: Unit, verb: Token) -> tuple[str | None, Token | None, bool]:
    """Do as `own_subject` for a relative clause whose subject is its own."""
    speaker = desk.speaker_at(unit, verb)
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    actor = desk.scene.party(unit, subject, speaker)
    own = actor is not None and speaker is not None and desk.scene.parties.same_side(actor, speaker)
    return actor, subject, own


def read_phrases(desk: Desk, unit: Unit) -> None:
    """Record turns of phrase that show a position as a whole."""
    text = ""
    starts: list[tuple[int, int, int]] = []
    for word in unit.words:
        text += (" " if text and word.start > starts[-1][2] else "") if starts else ""
        starts.append((len(text), word.start, word.end))
        text += desk.scene.slice(word.start, word.end)
    for phrase in phrases():
        for found in phrase.match.finditer(text):
            first = max((n for n, (at, _, _) in enumerate(starts) if at <= found.start()), default=0)
            last = max(n for n, (at, _, _) in enumerate(starts) if at < found.end())
            tokens = list(unit.doc[first : last + 1])
            holder = desk.speaker_at(unit, tokens[0]) or _for_whom(desk, unit, tokens, phrase)
            holder = holder or _said_beside(desk, unit, tokens)
            if phrase.holder == "subject":
                verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX")), tokens[0])
                verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
                holder = desk.party(unit, syntax.subject(verb), holder)
            if holder is None or not all(desk.free(unit, t) for t in tokens):
                continue
            if phrase.shown.polarity == "for" and _conceded(tokens[0]):
                continue
            span = unit.edges(tokens)
            if phrase.action in ("discuss", "negotiate"):
                span = span[0], max(span[1], unit.edges(list(tokens[-1].subtree))[1])
            thing = _about(tokens[0]) if phrase.subject else None
            given = _given(desk, unit, thing, phrase) if thing is not None else None
            if phrase.takes:
                given = next(iter(find_acts(tokens[-1], phrase.takes)), None)
                span = (span[0], unit.edges(given.tokens)[1]) if given is not None else span
            if not phrase.action and desk.last is None and given is None:
                continue
            rest = list(unit.doc[last + 1 :])
            desk.take(unit, tokens)
            other = desk.other_in(unit, rest, holder, holder) or desk.counterpart(unit, tokens[0], holder)
            desk.add(
                unit,
                phrase.shown,
                holder,
                given,
                span=span,
                cue=tokens[-1],
                rule=f"phrase:{phrase.name}",
                by=holder,
                target=other,
                action=_worded(desk, unit, given, phrase),
                issue=phrase.issue,
                event="REJECT" if phrase.shown.type == "refusal" else None,
            )


def _said_beside(desk: Desk, unit: Unit, tokens: Sequence[Token]) -> str | None:
    """Return who says it where a verb of saying is put in: "the sale is out of the question, she said, and ..."."""
    saying = [c for t in tokens if t.pos_ in ("VERB", "AUX") for c in syntax.children(t, "parataxis")]
    spoken = [v for v in saying if v.lemma_ in ("say", "add", "tell", "stress", "insist", "reply", "argue")]
    return desk.party(unit, syntax.subject(spoken[0]), None) if spoken else None


def _for_whom(desk: Desk, unit: Unit, tokens: Sequence[Token], phrase: Phrase) -> str | None:
    """Return whose term it is where the writer says so: "is a red line for X", "for X, a dam is not on the table"."""
    if phrase.holder != "speaker" or not phrase.subject:
        return None
    verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX")), tokens[0])
    places = [p for t in (verb, *tokens) for p in syntax.children(t, "prep") if p.lower_ in ("for", "to")]
    found = [desk.party(unit, t, None) for p in places for t in syntax.children(p, "pobj")]
    return next((actor for actor in found if actor is not None), None)


def _worded(desk: Desk, unit: Unit, given: Act | None, phrase: Phrase) -> str | None:
    """Return the action of a turn of phrase: its own, or what it says of a thing."""
    if given is None:
        return phrase.action or None
    return f"{phrase.subject.strip('-')} {action_text(desk.scene, unit, given)}".strip()


def _about(token: Token) -> Token | None:
    """Return the subject of a turn of phrase, also where it is a deed: "selling the port is out of the question"."""
    return next(iter(syntax.children(token, "csubj")), None) or syntax.subject(token)


def _given(desk: Desk, unit: Unit, thing: Token, phrase: Phrase) -> Act | None:
    """Return what a turn of phrase is about where its subject is a thing: "the harbour is not for sale"."""
    if thing.tag_ == "VBG":
        return verb_acts(thing, None)[0]
    plain = thing.pos_ in ("NOUN", "PROPN") and thing.lemma_ not in words("pointers")
    return noun_act(thing) if plain and desk.scene.actor_of(unit, thing) is None else None


def _conceded(token: Token) -> bool:
    """Say whether a word stands in a clause that only concedes something: "even though ..."."""
    marks = {t.lower_ for word in (token, *token.ancestors) for t in word.children if t.dep_ == "mark"}
    return bool(marks & {"though", "although"})


def pseudo_cleft(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "what we will not do is ..."."""
    if verb.lemma_ != "do" or verb.dep_ != "csubj" or not syntax.negated(verb):
        return False
    clausal = ("xcomp", "ccomp", "attr", "acomp")
    inner = [t for t in verb.head.children if t.dep_ in clausal and t.pos_ == "VERB" and t.i > verb.i]
    actor, _, own = own_subject(desk, unit, verb)
    if not inner or actor is None or not own:
        return False
    act = verb_acts(inner[0], None)[0]
    _refuse(desk, unit, verb, actor, act, [*verb.subtree, *act.tokens], "what-we-will-not")
    return True


def not_something(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "... is not something we can sign"."""
    copula = verb.head.head
    things = syntax.children(copula, "nsubj")
    general = verb.dep_ == "relcl" and verb.head.lemma_ in ("something", "anything", "thing")
    if not general or not things or copula.lemma_ != "be" or not syntax.negated(copula):
        return False
    actor, _, own = own_clause(desk, unit, verb)
    if actor is None or not own:
        return False
    phrase = [t for t in things[0].subtree if not t.is_space]
    act = Act(verb, (verb, *phrase), None)
    _refuse(desk, unit, verb, actor, act, [*phrase, copula, *verb.subtree], "not-something-we")
    return True


def _refuse(desk: Desk, unit: Unit, verb: Token, holder: str, act: Act, evidence: Sequence[Token], rule: str) -> None:
    """Record that the speaker's side will not do something."""
    desk.take(unit, [verb, *act.tokens])
    span = unit.edges([t for t in evidence if not t.is_punct])
    target = desk.other_in(unit, act.tokens, holder, desk.speaker_at(unit, verb))
    target = target or desk.counterpart(unit, verb, holder)
    desk.add(unit, _REFUSAL, holder, act, span=span, cue=verb, rule=rule, by=holder, target=target, event="REJECT")


def ellipsis(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "X says it cannot", "said it would": no or yes to what was last asked for."""
    if verb.tag_ != "MD" or verb.dep_ not in ("ccomp", "ROOT", "conj") or desk.last is None:
        return False
    actor, subject, own = own_subject(desk, unit, verb)
    before = desk.last
    agreed = not syntax.negated(verb) and verb.dep_ == "ccomp" and verb.lower_ in ("would", "will", "could")
    asked = before.shown.type in ("appeal", "demand", "offer", "goal") and actor is not None
    if actor is None or not own or (not syntax.negated(verb) and not (agreed and asked)):
        return False
    span = clause_span(desk, unit, [verb, *syntax.children(verb, "neg")], subject)
    shown, rule = (_ACCEPTED, "would") if agreed else (_REFUSAL, "cannot")
    event: EventType = "AGREE" if agreed else "REJECT"
    desk.add(unit, shown, actor, None, span=span, cue=verb, rule=rule, by=actor, target=before.holder, event=event)
    return True


def stance(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "X is against ..." and "X is in favour of ..."."""
    if verb.lemma_ not in ("be", "come", "stand", "remain", "speak", "express", "declare", "pronounce"):
        return False
    firm = [
        t
        for t in syntax.children(verb, "acomp", "advmod")
        if t.lower_ in ("dead", "firmly", "strongly", "totally", "still")
    ]
    for preposition in [*syntax.children(verb, "prep"), *(p for t in firm for p in syntax.children(t, "prep"))]:
        if preposition.i and preposition.nbor(-1).lower_ == "only":
            continue  # "would ship, but only against a promise"
        favour = [t for t in preposition.children if t.lemma_ in ("favour", "favor", "support")]
        inner = preposition if preposition.lower_ == "against" else None
        if preposition.lower_ == "in" and favour:
            inner = next(iter(syntax.children(favour[0], "prep")), None)
        acts = (
            find_acts(verb, (f"{inner.lower_} ing", f"{inner.lower_} noun"), (favour[0],) if favour else ())
            if inner is not None
            else []
        )
        if inner is preposition and not list(inner.children) and desk.last is not None:
            acts = [Act(inner, (inner,), None, empty=True)]
        if inner is preposition and not acts:
            acts = find_acts(inner.head, ("against ing", "against noun"))
        actor, subject, _ = own_subject(desk, unit, verb)
        if not acts or actor is None:
            continue
        shown = Shown("support", "for", "plain") if favour else Shown("opposition", "against", "plain")
        shown = Shown("opposition", "against", "weak") if favour and syntax.negated(verb) else shown
        other = desk.other_in(unit, acts[0].tokens, actor, desk.speaker_at(unit, verb))
        other = other or desk.counterpart(unit, verb, actor)
        desk.take(unit, acts[0].tokens)
        desk.add(
            unit,
            shown,
            actor,
            acts[0],
            span=clause_span(desk, unit, [verb, *acts[0].tokens], subject),
            cue=verb,
            rule="stance",
            by=other,
            target=other,
            event=None if favour else "REJECT",
        )
        return True
    return False


def existential(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "there will be no talks" and "there will be an order" in somebody's mouth."""
    speaker = desk.speaker_at(unit, verb)
    there = syntax.children(verb, "expl")
    things = syntax.children(verb, "attr", "nsubj", "dobj")
    if speaker is None or not there or not things or not syntax.auxiliaries(verb) & {"will", "can", "wo", "ca"}:
        return False
    thing = things[0]
    denied = syntax.negated(verb) or any(t.lower_ == "no" for t in thing.children)
    deed = thing.lemma_ in words("deeds") or thing.lemma_ in vocabulary("cues")["nominal"]
    if not deed and known_issue(thing.lemma_) is None and not any(known_issue(t.lemma_) for t in thing.children):
        return False
    condition = find_condition(desk, unit, verb)
    tokens = [t for t in thing.subtree if t.lower_ != "no" and t.i >= thing.left_edge.i and not t.is_punct]
    act = Act(thing, tuple(tokens), None, verb=False, evidence=())
    span = unit.edges([*there, verb, *tokens])
    holder = speaker
    desk.take(unit, list(thing.subtree))
    desk.add(
        unit,
        _REFUSAL if denied else _COMMITTED,
        holder,
        act,
        span=span,
        cue=verb,
        rule="there-will-be",
        by=holder,
        target=desk.other_in(unit, tokens, holder, speaker) or desk.counterpart(unit, verb, holder),
        condition=condition.text if condition else None,
        event="REJECT" if denied else None,
    )
    add_condition(desk, unit, condition, holder, "refusal" if denied else "commitment", "there-will-be+condition")
    return True
