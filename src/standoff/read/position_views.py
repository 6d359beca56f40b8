"""What somebody makes of a thing: "regards the toll as a breach", "considered the exemption premature"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import noun_act
from standoff.read.findings import Desk
from standoff.read.lexicon import Shown, vocabulary, words
from standoff.read.position_phrases import clause_span, own_clause, own_subject
from standoff.read.syntax import Token
from standoff.read.units import Unit

_BLAME = Shown("accusation", "against", "plain")
_OPPOSED = Shown("opposition", "against", "plain")
_REFUSED = Shown("refusal", "against", "plain")
_IN_FAVOUR = Shown("support", "for", "plain")
_ASKED = Shown("demand", "for", "plain")


def viewed(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "regards the toll as a breach": blame, a no or a yes, as the word for the thing says."""
    if verb.lemma_ not in words("viewing") and verb.lemma_ != "be":
        return False
    found = _own_word(desk, unit, verb) if verb.lemma_ == "be" else view(verb)
    if found is None:
        return False
    thing, word = found
    shown = _shown(verb, thing, word)
    speaker = desk.speaker_at(unit, verb)
    if verb.lemma_ == "be":
        holder, subject = speaker, None
    else:
        holder, subject, _ = own_clause(desk, unit, verb) if verb.dep_ == "relcl" else own_subject(desk, unit, verb)
    if shown is None or holder is None or (thing.pos_ in ("PRON", "DET") and desk.last is None):
        return False
    if thing.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "VERB") or _of_own_side(desk, unit, thing, holder, speaker):
        return False
    act = noun_act(thing) if thing.pos_ == "NOUN" else None
    things = list(act.tokens) if act is not None else [thing]
    other = desk.other_in(unit, things, holder, speaker) or desk.counterpart(unit, verb, holder)
    desk.take(unit, [verb, word])
    relative = verb.dep_ == "relcl" and thing == verb.head
    tokens = [verb, *(things if not relative else ()), *word.subtree]
    desk.add(
        unit,
        shown,
        holder,
        act,
        span=clause_span(desk, unit, [t for t in tokens if not t.is_punct], subject),
        cue=verb,
        rule="viewed",
        by=other,
        target=other,
        event="ACCUSE" if shown is _BLAME and verb.lemma_ in words("naming") else None,
        spoken=True,
    )
    return True


def view(verb: Token) -> tuple[Token, Token] | None:
    """Return the thing that is looked at and the word for it: "the closure", "premature"."""
    if syntax.children(verb, "nsubjpass"):
        return None
    for small in syntax.children(verb, "ccomp", "xcomp"):
        own = syntax.children(small, "nsubj", "csubj")
        state = small if small.pos_ in ("ADJ", "NOUN", "VERB", "ADV") else None
        if small.lemma_ == "be" and verb.lemma_ in ("think", "believe", "consider", "feel", "say", "find"):
            state = next(iter(syntax.children(small, "acomp", "attr")), None)
        if own and state is not None and state.i > verb.i and not syntax.negated(small):
            return own[0], state
    objects = syntax.children(verb, "dobj")
    if not objects and verb.dep_ == "relcl" and verb.head.pos_ == "NOUN" and syntax.children(verb, "nsubj"):
        named = [t for t in syntax.children(verb, "oprd", "acomp") if t.i > verb.i]
        return (verb.head, named[0]) if named else None  # "a demand the company called absurd"
    if not objects:
        return None
    thing = verb.head if objects[0].lower_ in ("which", "that") and verb.dep_ == "relcl" else objects[0]
    for place in syntax.children(verb, "prep"):
        if place.lower_ == "as" or (place.lower_ in ("to", "with") and verb.lemma_ in ("liken", "compare", "equate")):
            named = syntax.children(place, "pobj", "amod", "acomp", "pcomp")
            if named:
                return thing, named[0]
    named = [t for t in syntax.children(verb, "oprd") if t.i > objects[0].i] + objects[1:]
    return (thing, named[0]) if named else None


def _own_word(desk: Desk, unit: Unit, verb: Token) -> tuple[Token, Token] | None:
    """Return thing and word of "the toll is a breach of the treaty" in somebody's mouth."""
    things = syntax.children(verb, "nsubj")
    named = [t for t in syntax.children(verb, "attr", "acomp") if t.i > verb.i]
    if not things or not named or syntax.negated(verb) or syntax.auxiliaries(verb) & {"would", "could", "might", "may"}:
        return None
    word = named[0].lemma_.casefold()
    if things[0].pos_ != "NOUN" or not (word in words("wrongs") or (word in words("unwelcome") and _deed(things[0]))):
        return None
    if desk.speaker_at(unit, verb) is None or desk.scene.actor_of(unit, things[0]) is not None:
        return None
    return things[0], named[0]


def _deed(noun: Token) -> bool:
    """Say whether a noun is something that somebody does or plans, which another may call wrong."""
    known = words("deeds") | words("bids") | words("hostile_nouns") | words("pointers")
    return noun.lemma_ in known or noun.lemma_ in vocabulary("cues")["nominal"]


def _shown(verb: Token, thing: Token, word: Token) -> Shown | None:
    """Return what a word for a thing shows."""
    forms = {word.lower_, word.lemma_.casefold()}
    lists = vocabulary("cues")
    scarce = word.lower_ in ("low", "high", "small", "little", "late", "soon", "expensive", "dear", "risky", "far")
    too = any(t.lower_ == "too" for t in word.children)
    if syntax.negated(verb):
        return _OPPOSED if forms & set(lists["praised"]) else None
    if forms & set(lists["wrongs"]):
        return _BLAME
    if forms & set(lists["insults"]) or forms & set(lists["unwelcome"]) or (scarce and too):
        offered = thing.lemma_ in words("bids") and thing.lemma_ not in ("plan", "measure")
        return _REFUSED if offered else _OPPOSED
    if forms & set(lists["needed"]):
        return _ASKED
    return _IN_FAVOUR if forms & set(lists["praised"]) else None


def _of_own_side(desk: Desk, unit: Unit, thing: Token, holder: str, speaker: str | None) -> bool:
    """Say whether a thing is the holder's own, or himself: "considers its offer fair"."""
    for word in (thing, *syntax.children(thing, "poss")):
        actor = desk.scene.actor_of(unit, word, speaker)
        if actor is not None and desk.scene.parties.same_side(actor, holder):
            return True
    return desk.scene.actor_of(unit, thing, speaker) is not None


def met_with(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "the toll has the backing of Peru", "found no favour with Chile", "is anathema to the union"."""
    thing = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
    if verb.lemma_ not in words("meeting_with") or thing is None or thing.pos_ != "NOUN" or syntax.negated(verb):
        return False
    places = [t for p in syntax.children(verb, "prep") if p.lower_ in ("with", "into") for t in p.children]
    nouns = [t for t in (*syntax.children(verb, "dobj", "attr"), *places) if t.i > verb.i]
    felt = vocabulary("cues")["felt"]
    noun = next((t for t in nouns if t.lemma_ in felt), None)
    if noun is None or (verb.lemma_ == "be" and noun.lemma_ != "anathema") or desk.scene.actor_of(unit, thing):
        return False
    speaker = desk.speaker_at(unit, verb)
    sources = [p for t in (noun, verb) for p in syntax.children(t, "prep", "agent")]
    sources = [p for p in sources if p.lower_ in ("of", "from", "with", "by", "to", "among")]
    owners = [*syntax.children(noun, "poss"), *(t for p in sources for t in syntax.children(p, "pobj"))]
    holder = next((a for t in owners if (a := desk.party(unit, t, speaker)) is not None), None)
    denied = any(t.lower_ in ("no", "little") for t in noun.children)
    if holder is None or (denied and felt[noun.lemma_] != "support"):
        return False
    shown = _OPPOSED if denied or felt[noun.lemma_] == "opposition" else _IN_FAVOUR
    act = noun_act(thing)
    other = desk.other_in(unit, act.tokens, holder, speaker) or desk.counterpart(unit, verb, holder)
    desk.take(unit, [verb, noun, *act.tokens])
    last = [*noun.subtree, *(t for p in sources for t in p.subtree)]
    span = clause_span(desk, unit, [*act.tokens, verb, *(t for t in last if not t.is_punct)], None)
    desk.add(unit, shown, holder, act, span=span, cue=verb, rule="met-with", by=other, target=other)
    return True
