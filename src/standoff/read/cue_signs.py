"""What a cue word shows where it stands: as it is, denied, lessened, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, has_to, verb_acts
from standoff.read.complements import find_acts, particle_tokens
from standoff.read.cue_complements import is_fronted
from standoff.read.cue_nouns import taken_back
from standoff.read.findings import Desk
from standoff.read.inversions import hypothetical
from standoff.read.lexicon import Cue, Shown, cues, vocabulary, words
from standoff.read.syntax import Token
from standoff.read.units import Unit

_RAISING = ("seem", "appear", "continue", "begin", "start", "keep", "come", "tend", "remain", "happen")
_THREAT = Shown("threat", "for", "plain")
_OPEN = Shown("no-commitment", "withheld", "plain")


def unreal(token: Token) -> bool:
    """Say whether a word stands in a condition, a question or a mere possibility, so that it shows no position."""
    helpers = syntax.auxiliaries(token)
    return (hypothetical(token) and not is_fronted(token)) or (
        bool(helpers & {"might", "may", "could"}) and not syntax.negated(token)
    )


def to_blame(verb: Token) -> bool:
    """Say whether a verb puts its subject in the wrong."""
    denied = syntax.negated(verb) or syntax.of_nothing(verb)
    states = {t.lower_ for t in syntax.children(verb, "acomp", "attr")}
    if verb.lemma_ in ("be", "seem", "appear"):
        return bool(states & words("virtues")) if denied else bool(states & words("vices"))
    if denied or verb.lemma_ not in words("blame"):
        return False
    needed = vocabulary("cues")["blame_objects"].get(verb.lemma_, [])
    beside = {t.lemma_ for t in verb.children} | {t.lower_ for t in verb.children}
    return not needed or bool(beside & set(needed))


def shown_by(token: Token, cue: Cue) -> Shown | None:
    """Return what a cue shows here: as it stands, denied, or lessened."""
    adverbs = {t.lower_ for t in token.children if t.dep_ in ("advmod", "det", "neg", "npadvmod")}
    denied = syntax.negated(token) or "longer" in adverbs
    if cue.kind == "nouns":
        above = token.head.head if token.dep_ == "pobj" else token.head if token.dep_ in ("dobj", "attr") else None
        denied = denied or bool(adverbs & {"no"}) or (above is not None and syntax.negated(above))
    denied = denied != _denied_from_above(token)
    if cue.kind == "nouns" and cue.dropped is not None and taken_back(token):
        return None if denied else cue.dropped
    scant = {t.lower_ for t in syntax.children(token, "amod")} & {"little", "scant"} if cue.kind == "nouns" else set()
    less = adverbs & {"less", "hardly", "scarcely"} or scant
    if less or (denied and adverbs & {"very", "so", "particularly", "especially", "overly"}):
        return cue.lessened
    if _left_open(token, cue):
        return _OPEN
    if not denied:
        if cue.only_negated:
            return None
        if cue.name == "considering" and "would" in syntax.auxiliaries(token):
            return Shown("willingness", "for", "weak")
        firmer = cue.kind == "nouns" and token.head.lemma_ in cue.firmed_by
        return replace(cue.shown, strength="firm") if firmer else cue.shown
    if cue.negated is not None and adverbs & {"yet"} and cue.shown.type == "acceptance":
        return _OPEN
    return cue.negated


def _left_open(token: Token, cue: Cue) -> bool:
    """Say whether somebody does neither of two contraries: "neither accepted nor rejected"."""
    other = next(iter(syntax.children(token, "conj")), token.head if token.dep_ == "conj" else None)
    first = token if token.dep_ != "conj" else token.head
    neither = any(t.lower_ == "neither" for t in first.children)
    nor = any(t.lower_ == "nor" for t in first.children)
    if other is None or not neither or not nor or cue.kind != "verbs":
        return False
    shown = {found.shown.polarity for found in cues().get(("verbs", other.lemma_), ())}
    return bool(shown) and cue.shown.polarity not in shown


def _denied_from_above(token: Token) -> bool:
    """Say whether a verb of saying above denies the clause: "I do not say that they are eager"."""
    verb = token.head if token.dep_ in ("acomp", "attr") else token
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_ not in (
        "tell",
        "say",
        "think",
        "believe",
        "suggest",
        "claim",
        "mean",
        "pretend",
    ):
        return False
    own = next(iter(syntax.children(above, "nsubj")), None)
    return syntax.negated(above) or (above.dep_ == "xcomp" and syntax.negated(above.head) and own is None)


def as_silence(
    desk: Desk, unit: Unit, token: Token, acts: Sequence[Act], shown: Shown
) -> tuple[list[Act], Shown, Token]:
    """Turn "refused to say whether" and "declined to rule out" into what they are: a matter left open."""
    head = acts[0].head
    turned = (
        _turned_down(head)
        if acts[0].verb and shown.polarity == "for" and shown.type in ("commitment", "goal", "willingness")
        else []
    )
    if (
        head.lower_ == "nothing"
        and shown.polarity == "for"
        and any(t.lower_ in ("less", "short", "but") for t in head.doc[head.i + 1 : head.i + 2])
    ):
        return [], shown, token  # "will accept nothing less than an apology" is a demand of its own
    if head.lower_ == "nothing" and shown.polarity == "for":
        return list(acts), _OPEN, token  # "promised nothing on pay"
    if shown.type == "refusal" and doing_so(acts[0]) and desk.last is not None and _no(desk.last.shown):
        return list(acts), _OPEN, token  # "ruled out a strike; his deputy declined to do so"
    if acts[0].verb and shown.type == "commitment" and head.lemma_ == "table":
        return [], shown, token  # put off in one country, put forward in another
    if cue_is_plan(acts[0], shown):
        return list(acts), _THREAT, token
    if acts[0].verb and shown.type in ("commitment", "willingness") and _hostile(head) and not acts[0].negated:
        return list(acts), _THREAT, token
    if shown.type == "warning" and has_to(head) and acts[0].agent is not None and head.i > token.i:
        shown = shown if acts[0].negated else Shown("demand", "for", "firm")
        return [replace(act, negated=False) for act in acts], shown, token
    if turned:
        desk.take(unit, acts[0].tokens)
        return turned, Shown("refusal", "against", "firm"), token
    kept = [
        t
        for t in syntax.children(head, "dobj")
        if t.lemma_ in ("objection", "opposition", "refusal", "rejection", "veto")
    ]
    if acts[0].verb and kept and head.lemma_ in ("maintain", "uphold", "keep", "repeat", "confirm", "sustain"):
        kept_act = replace(acts[0], empty=desk.last is not None)
        return [kept_act], Shown("refusal", "against", "firm"), token
    so = [t.lower_ for t in acts[0].tokens] in (["do", "so"], ["do", "that"], ["do", "it"])
    if so and shown.type == "refusal" and desk.last is not None and desk.last.rule == "rule-out":
        return [replace(acts[0], empty=True)], _OPEN, token  # X ruled it out, and Y "declined to do so"
    if (
        shown.type in ("refusal", "no-commitment")
        and acts[0].verb
        and not acts[0].empty
        and (_silent(head.lemma_) or rules_out(head))
    ):
        takes = ("ing", "noun") if rules_out(head) else ("whether", "claim")
        inner = find_acts(head, takes, particle_tokens(head, ("out",)) or () if rules_out(head) else ())
        inner = inner or _asked_about(token)
        desk.take(unit, acts[0].tokens)
        return list(inner), _OPEN, token
    return list(acts), shown, token


def doing_so(act: Act) -> bool:
    """Say whether an act is only "do so"."""
    return [t.lower_ for t in act.tokens if not t.is_punct][:2] in (["do", "so"], ["doing", "so"])


def _no(shown: Shown) -> bool:
    return shown.type in ("refusal", "opposition") and shown.polarity == "against"


def _silent(lemma: str) -> bool:
    """Say whether not to do this is to leave a matter open: "refused to say"."""
    return any(cue.name == "silence" for cue in cues().get(("verbs", lemma), ()))


def cue_is_plan(act: Act, shown: Shown) -> bool:
    """Say whether what somebody will go ahead with is hostile: "would press ahead with the strike"."""
    return (
        shown.type == "commitment"
        and shown.polarity == "for"
        and not act.verb
        and act.head.lemma_ in words("hostile_nouns")
    )


def _hostile(head: Token) -> bool:
    """Say whether to promise an act is to threaten with it: "vowed to strike", "is ready to take them to court"."""
    court = head.lemma_ in ("take", "go", "drag", "haul") and any(
        t.lower_ in ("court", "tribunal") for t in head.subtree
    )
    return court or head.lemma_ in words("vowed")


def _asked_about(token: Token) -> list[Act]:
    """Return what is left open: "asked whether X would go, she refused to answer", "whether X would, she won't say"."""
    asked = [
        t
        for t in token.children
        if t.dep_ == "advcl" and t.lower_ in ("asked", "pressed", "questioned") and t.i < token.i
    ]
    if asked:
        return find_acts(asked[0], ("whether",))
    fronted = [t for t in syntax.children(token, "advcl", "ccomp", "csubj") if t.i < token.i]
    fronted = [t for t in fronted if any(m.lower_ == "whether" and m.dep_ == "mark" for m in t.children)]
    return verb_acts(fronted[0], syntax.subject(fronted[0]))[:1] if fronted else []


def _turned_down(head: Token) -> list[Act]:
    """Return what is refused in "voted to reject the offer" and "voted to go on opposing it"."""
    if head.lemma_ in ("go", "carry", "continue", "keep"):
        inner = [t for c in (head, *syntax.children(head, "prep", "prt")) for t in c.children]
        further = [t for t in inner if t.dep_ in ("xcomp", "pcomp") and t.pos_ == "VERB" and t.i > head.i]
        return _turned_down(further[0]) if further else []
    for cue in cues().get(("verbs", head.lemma_), ()):
        particles = particle_tokens(head, cue.particles)
        if cue.shown.type in ("refusal", "opposition") and particles is not None:
            return find_acts(head, cue.takes, particles)
    return []


def rules_out(head: Token) -> bool:
    """Say whether a verb is "rule out"."""
    return head.lemma_ == "rule" and any(t.lower_ == "out" for t in head.children)


def better_read_as_speech(desk: Desk, token: Token, cue: Cue, holders: Sequence[str], speaker: str | None) -> bool:
    """Say whether the mood of the clause says more than the cue word.

    "We would accept it" is a promise of the speaker, "they rejected it" a reproach by another side, and what two sides
    agree on is an event and the position of neither.
    """
    parties = desk.scene.parties
    sides = {p for h in holders for p in parties.principals(h)}
    if cue.name == "acceptance" and not syntax.negated(token) and len(sides) > 1:
        return True
    if speaker is None:
        return False
    own = any(parties.same_side(holder, speaker) for holder in holders)
    if own and cue.name in ("acceptance", "support", "offer"):
        return bool(syntax.auxiliaries(token) & {"will", "would", "wo", "'ll", "can", "ca"})
    if own and cue.shown.type in ("appeal", "demand") and syntax.auxiliaries(token) & {"will", "would", "'ll"}:
        return any(t.lower_ in ("unless", "if") and t.dep_ == "mark" for t in token.subtree if t.i > token.i)
    return not own and to_blame(token)


def names_somebody(desk: Desk, unit: Unit, noun: Token, cue: Cue) -> bool:
    """Say whether what follows a cue is no act but somebody: "threatened Peru", "promised residents"."""
    if cue.shown.type in ("offer", "demand", "appeal", "goal") and any(t.lower_ in ("a", "an") for t in noun.children):
        return False  # "proposed a commission": a body that is still to be made
    if "they" in cue.objects and desk.scene.actor_of(unit, noun) is None:
        return False  # "neither has confirmed them": the talks
    sided = cue.shown.type in ("support", "opposition", "accusation") and cue.word != "welcome"
    greeted = cue.word == "welcome" and noun.lemma_ in words("persons")  # to welcome people is to greet them
    return not sided and (
        greeted
        or desk.scene.actor_of(unit, noun) is not None
        or (noun.pos_ == "PRON" and noun.lower_ in ("him", "her", "them", "us", "me"))
    )


def own_thing(noun: Token) -> bool:
    """Say whether somebody wants what is his own, which is no act: "they want their money"."""
    return any(t.tag_ == "PRP$" for t in noun.children)


def is_other_verb(token: Token, particles: Sequence[Token]) -> bool:
    """Say whether a particle that is no part of the cue makes another verb of it: "backed away"."""
    return any(t.dep_ == "prt" and t not in particles for t in token.children)


def under_other_verb(token: Token) -> bool:
    """Say whether a verb is only an infinitive under another verb that settles nothing ("came to ask")."""
    if token.dep_ == "ccomp" and token.head.lemma_ == "let" and token.tag_ == "VB":
        return True  # "let us hope"
    bare = any(t.tag_ == "TO" and t.dep_ == "aux" for t in token.children)
    hearsay = token.head.tag_ == "VBN" and token.head.lemma_ in (
        "say",
        "report",
        "believe",
        "think",
        "understand",
        "know",
    )
    going = token.head.lemma_ in ("come", "go", "use") and not any(
        t.lower_ in ("television", "radio", "air", "strike", "hunger") for t in token.head.subtree if t.i < token.i
    )
    if token.dep_ == "advcl" and token.lemma_ in words("purposes") and not going:
        return False  # "blocked the road to demand compensation"
    return bare and not (token.dep_ == "xcomp" and (token.head.lemma_ in _RAISING or hearsay))
