"""Positions that speech shows without a cue word: "we will ...", "they must ...", "it had not ...", blame."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.acts import Act, verb_acts
from standoff.read.cue_signs import to_blame
from standoff.read.findings import Desk
from standoff.read.inversions import hypothetical
from standoff.read.lexicon import Shown, words
from standoff.read.position_answers import acceptable, answer, answer_is, needed, read_verbless, wish_is
from standoff.read.position_clauses import (
    about_to,
    false_claim,
    fragment,
    let_them,
    need_not,
    nobody_should,
    not_our_way,
    only_for,
    told_to,
)
from standoff.read.position_phrases import (
    clause_span,
    ellipsis,
    existential,
    not_something,
    own_subject,
    pseudo_cleft,
    read_phrases,
    stance,
)
from standoff.read.position_terms import (
    called_names,
    condition_is,
    condition_set,
    content_if,
    hinges,
    is_demand,
    no_choice,
    no_reason,
    not_enough,
    rather,
)
from standoff.read.position_turns import called_false, called_insult, main_demand, not_doing, order
from standoff.read.position_views import met_with, viewed
from standoff.read.position_warnings import warned_if, warned_of_harm
from standoff.read.position_will import record, will
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.will_signs import told_by

_DEMAND = Shown("demand", "for", "firm")
_BLAME = Shown("accusation", "against", "plain")
_DENIAL = Shown("denial", "against", "plain")
_OPEN = Shown("no-commitment", "withheld", "plain")


def read_speech(desk: Desk, unit: Unit) -> None:
    """Record what the verbs of one unit show by their mood and by who says them of whom."""
    read_phrases(desk, unit)
    fragment(desk, unit)
    read_verbless(desk, unit)
    for token in unit.doc:
        if token.pos_ not in ("VERB", "AUX") or not desk.free(unit, token):
            continue
        if warned_if(desk, unit, token) or _imagined(desk, unit, token):
            continue
        for rule in _RULES:
            if rule(desk, unit, token):
                break


def _imagined(desk: Desk, unit: Unit, token: Token) -> bool:
    """Say whether a verb stands in a condition or a mere possibility; what somebody "could" do may be an opening."""
    may = bool(syntax.auxiliaries(token) & {"might", "may"}) and not syntax.negated(token)
    return hypothetical(token) or (may and not told_by(desk, unit, token, words("hints")))


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
        target=desk.asker(unit, actor, before_others=True) or desk.counterpart(unit, verb, actor)
        if shown is _OPEN
        else actor,
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
    if speaker is None or own or syntax.negated(verb):
        return False
    if actor is None:
        return _thing_must(desk, unit, verb, speaker)
    record(desk, unit, _DEMAND, speaker, verb, "must", by=actor)
    return True


def _thing_must(desk: Desk, unit: Unit, verb: Token, speaker: str) -> bool:
    """Read "the guns must be withdrawn" and "the shelling must stop": the other side's to do."""
    thing = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN") or _bystander(desk, speaker):
        return False
    doing = bool(syntax.children(verb, "dobj")) and thing.lemma_ in words("bodies") | words("organs")
    if not syntax.children(verb, "nsubjpass") and not doing and verb.lemma_ not in words("lasting"):
        return False
    other = desk.other_in(unit, list(verb.subtree), speaker, speaker) or desk.counterpart(unit, verb, speaker)
    record(desk, unit, _DEMAND, speaker, verb, "must", by=other)
    return True


def _denies(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Read "X said that it had not ..." and "it was not considering ...": a denial by X."""
    helpers = syntax.auxiliaries(verb)
    past = helpers & {"had", "has", "have", "did", "was", "were", "'ve", "is", "are"} and syntax.negated(verb)
    innocent = syntax.of_nothing(verb) and verb.lemma_ in words("blame")
    never = verb.tag_ in ("VBD", "VBN") and any(t.lower_ == "never" for t in verb.children)
    never = never or innocent or ("did" in helpers and syntax.at_no_time(verb))
    quoted = unit.quotation is not None and verb.lemma_ not in words("blame") and not never
    if not (past or never) or verb.lemma_ in words("no_decision") or quoted:
        return False
    actor, subject, own = own_subject(desk, unit, verb)
    if (
        actor is None
        or not own
        or not (never or verb.tag_ in ("VBN", "VB", "VBG"))
        or syntax.children(verb, "nsubjpass")
    ):
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
        target=desk.other_in(unit, acts[0].tokens, actor, desk.speaker_at(unit, verb)) or desk.accuser(actor),
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
    if not to_blame(verb) or _bystander(desk, speaker) or _whoever(verb):
        return False
    acts = verb_acts(verb, subject)
    complements = [t for c in verb.children if c.dep_ in ("acomp", "attr") for t in c.subtree]
    tokens = [verb, *acts[0].tokens, *complements, *syntax.children(verb, "neg", "aux")]
    raised = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in ("appear", "seem", "want", "continue") else None
    desk.take(unit, [*acts[0].tokens, *complements])
    span = clause_span(desk, unit, [*tokens, *([raised] if raised is not None else [])], subject)
    desk.add(unit, _BLAME, speaker, acts[0], span=span, cue=verb, rule="blame", by=actor, target=actor, event="ACCUSE")
    return True


def _whoever(verb: Token) -> bool:
    """Say whether a clause only says which people are meant: "growers who withheld the levy would be cut off"."""
    head = verb.head
    plain = head.tag_ == "NNS" and not any(t.dep_ in ("det", "poss") for t in head.children)
    return verb.dep_ == "relcl" and plain and verb.left_edge.i == head.i + 1


def _bystander(desk: Desk, speaker: str) -> bool:
    """Say whether those who speak are people without a name who tell what they saw: "residents", "officials"."""
    found = desk.scene.parties.actors.get(speaker)
    unnamed = found is not None and found.kind in ("group", "population") and not found.members
    return unnamed and desk.scene.parties.principal(speaker) == speaker


_RULES = (
    called_names,
    called_false,
    called_insult,
    viewed,
    met_with,
    answer_is,
    wish_is,
    acceptable,
    needed,
    let_them,
    told_to,
    order,
    about_to,
    only_for,
    false_claim,
    need_not,
    nobody_should,
    main_demand,
    is_demand,
    condition_set,
    condition_is,
    content_if,
    not_enough,
    no_reason,
    no_choice,
    hinges,
    rather,
    not_doing,
    not_our_way,
    stance,
    pseudo_cleft,
    not_something,
    ellipsis,
    _yet_to,
    warned_of_harm,
    will,
    existential,
    _duty,
    answer,
    _denies,
    _blames,
)
