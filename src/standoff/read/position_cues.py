"""Positions that a cue word shows: a verb, an adjective or a noun with its act ("refused to ...", "open to ...")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, has_to, noun_act, verb_acts
from standoff.read.complements import find_acts, particle_tokens
from standoff.read.conditions import add_condition, find_condition, in_place
from standoff.read.cue_contrasts import but_not
from standoff.read.cue_holders import find_holders, if_another, of_rival, plainly_blames
from standoff.read.cue_nouns import denied_thing, held, reproached
from standoff.read.cue_records import record
from standoff.read.cue_signs import (
    as_silence,
    better_read_as_speech,
    is_other_verb,
    names_somebody,
    own_thing,
    shown_by,
    under_other_verb,
    unreal,
)
from standoff.read.findings import Desk
from standoff.read.ledger import PositionType
from standoff.read.lexicon import Cue, Shown, cues, vocabulary, words
from standoff.read.object_lists import excepted
from standoff.read.position_views import view
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.will_signs import to_law


def read_cues(desk: Desk, unit: Unit) -> None:
    """Record the positions that the cue words of one unit show, from left to right."""
    for token in unit.doc:
        candidates = list(_candidates(token))
        if candidates and (desk.free(unit, token) or reproached(token)) and not unreal(token):
            for cue in candidates:
                if _read(desk, unit, token, cue):
                    break


def _candidates(token: Token) -> Iterator[Cue]:
    lexicon = cues()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        yield from lexicon.get(("verbs", token.lemma_), ())
    if token.pos_ == "ADJ" or token.dep_ in ("acomp", "oprd") or token.tag_ in ("JJ", "VBN"):
        yield from lexicon.get(("adjectives", token.lower_), ())
    if token.pos_ in ("NOUN", "PROPN"):
        yield from lexicon.get(("nouns", token.lemma_.casefold()), ())


def _read(desk: Desk, unit: Unit, token: Token, cue: Cue) -> bool:
    particles = particle_tokens(token, cue.particles)
    if syntax.auxiliaries(token) & {"will", "would", "'ll"} and to_law(desk, unit, token):
        return False  # "would seek an injunction": what somebody will do, and no wish
    if particles is None or (cue.word == "would like" and "would" not in syntax.auxiliaries(token)):
        return False
    if cue.name == "considering" and view(token) is not None:
        return False  # "considered the plan a mistake"
    if cue.kind == "verbs" and (under_other_verb(token) or is_other_verb(token, particles)):
        return False
    acts = find_acts(token, cue.takes, particles)
    acts = _pointing_back(desk, unit, token, acts) or _referring(desk, unit, token, cue)
    if not acts or not _fits(token, cue, acts) or (acts[0].head.lower_ == "it" and not _asked(desk, cue)):
        return False
    shown = shown_by(token, cue)
    if shown is not None and shown.type == "acceptance" and syntax.auxiliaries(token) & {"must", "should", "shall"}:
        return False  # "the board, which must approve any sale": what is due is not yet done
    if shown is None or (cue.kind == "nouns" and not held(token, cue, acts)):
        return False
    speaker = desk.speaker_at(unit, token)
    subject, holders = find_holders(desk, unit, token, cue, acts[0], speaker)
    if not holders or better_read_as_speech(desk, token, cue, holders, speaker):
        return False
    if not acts[0].verb and not acts[0].empty and not cue.act and names_somebody(desk, unit, acts[0].head, cue):
        if not cue.persons or desk.last is None:
            return False
        acts = [replace(acts[0], empty=True)]  # to turn somebody down is to say no to what he last asked
    as_said = acts[0].evidence == (token,) and token.dep_ == "advcl" and acts[0].head == token.head
    rival = not cue.rival or as_said or of_rival(desk, unit, acts[0], holders, speaker)
    if not rival and not plainly_blames(desk, unit, token, acts[0], speaker):
        return False
    acts, shown, cue_word = as_silence(desk, unit, token, acts, shown)
    if acts:
        _write(desk, unit, token, cue_word, cue, shown, holders, acts, subject)
        desk.take(unit, [token, *particles])
    beside = but_not(token, shown)
    if beside is not None:
        _write(desk, unit, token, cue_word, cue, beside[0], holders, [beside[1]], None)
    return True


def _write(
    desk: Desk,
    unit: Unit,
    token: Token,
    cue_word: Token,
    cue: Cue,
    shown: Shown,
    holders: Sequence[str],
    acts: Sequence[Act],
    subject: Token | None,
) -> None:
    """Record what a cue shows of each holder, with the condition that hangs on it."""
    wished = shown.type in ("goal", "demand", "appeal")
    condition = find_condition(desk, unit, token, *(act.head for act in acts[:1]), *_copula(token), manner=wished)
    condition = in_place(condition, shown)
    if condition is not None and condition.act is not None and condition.act.head == acts[0].head:
        condition = None
    if cue.word in ("vow", "swear") and if_another(desk, unit, condition, holders):
        shown = replace(shown, type="threat")  # "vowed to sit in the road if the mayor signed"
    known = len(desk.findings)
    for holder in holders:
        record(desk, unit, cue_word, cue, shown, holder, holders, acts, subject, condition)
    desk.take(unit, [t for act in acts for t in act.tokens])
    if (
        shown.type == "no-commitment"
        and len(desk.findings) > known
        and any(t.lower_ == "neither" for t in token.children)
    ):
        desk.take(unit, syntax.children(token, "conj"))
    _but_not(desk, unit, token, cue, shown, holders, acts)
    if shown.type not in ("accusation", "denial", "no-commitment"):
        add_condition(desk, unit, condition, holders[0], shown.type, f"{cue.name}+condition")


_OPPOSITES: dict[str, PositionType] = {
    "support": "opposition",
    "demand": "opposition",
    "acceptance": "refusal",
    "offer": "refusal",
}


def _but_not(
    desk: Desk, unit: Unit, token: Token, cue: Cue, shown: Shown, holders: Sequence[str], acts: Sequence[Act]
) -> None:
    """Record what a holder does not want beside what he wants: "backed the cut, but not a ban"."""
    if shown.polarity != "for" or shown.type not in (*_OPPOSITES, "appeal", "goal", "willingness"):
        return
    for noun in dict.fromkeys(t for head in (acts[0].head, token) for t in syntax.children(head, "conj")):
        but = [t for t in noun.head.children if t.lower_ == "but" and t.i < noun.i]
        fits = has_to(noun) if acts[0].verb else noun.pos_ == "NOUN"
        if not but or not fits or not excepted(noun):
            continue
        act = replace(verb_acts(noun, None)[0], negated=False) if acts[0].verb else noun_act(noun)
        kept = tuple(t for t in act.tokens if t.lower_ not in ("not", "any"))
        opposite = replace(shown, type=_OPPOSITES.get(shown.type, "unwillingness"), polarity="against")
        desk.take(unit, act.tokens)
        for holder in holders:
            other = desk.other_in(unit, act.tokens, holder, None) or desk.counterpart(unit, noun, holder)
            desk.add(
                unit,
                opposite,
                holder,
                replace(act, tokens=kept or act.tokens),
                span=unit.edges([but[-1], *act.tokens]),
                cue=noun,
                rule=cue.name,
                by=other if opposite.type == "opposition" else holder,
                target=other,
                event="REJECT",
                spoken=True,
            )


def _fits(token: Token, cue: Cue, acts: Sequence[Act]) -> bool:
    """Say whether a cue's act is of the kind that the cue asks for."""
    act = acts[0]
    if cue.objects and not _names_of(act) & cue.objects:
        return False
    if cue.name == "on-the-table" and act.head.lemma_ in words("bids") and not syntax.children(act.head, "prep", "acl"):
        return False  # "put a fair offer on the table": which one is told elsewhere
    if cue.needs and not cue.needs & {t.lower_ for t in token.subtree}:
        return False
    if cue.name == "want-out" and syntax.children(token, "dobj", "ccomp"):
        return False  # "wants X out of the treaty": who is to leave is another
    if cue.word == "expect" and act.verb and act.head.lemma_ == "be":
        return False  # "expects the answer to be the same": what he foresees
    if cue.own_things and not act.verb and own_thing(act.head):
        return False
    if cue.shown.type == "goal" and act.verb and act.head.lemma_ in words("no_action"):
        return False
    pushed = cue.word in ("push", "press") and not act.verb and act.head.head.lower_ == "for"
    pressed = words("persons") | words("bodies")
    if pushed and any(t.pos_ == "NOUN" and t.lemma_ not in pressed for t in syntax.children(token, "dobj")):
        return False  # "pushes the tally beyond the total for May"
    return not _under_passive(token, cue) and not (cue.kind == "verbs" and not act.verb and denied_thing(act.head))


def _asked(desk: Desk, cue: Cue) -> bool:
    """Say whether "it" may be what a cue names: there is something that was asked or offered just before."""
    asked = ("offer", "appeal", "demand", "willingness", "goal", "condition")
    return "it" not in cue.objects or (desk.last is not None and desk.last.shown.type in asked)


def _copula(token: Token) -> list[Token]:
    return [token.head] if token.dep_ in ("acomp", "attr", "oprd") else []


def _names_of(act: Act) -> set[str]:
    """Return the nouns that say what an act is: "proposal" for "a proposal to freeze", "day of protest" a protest."""
    measured = [t for p in syntax.children(act.head, "prep") if p.lower_ == "of" for t in syntax.children(p, "pobj")]
    inner = measured if act.head.lemma_ in ("day", "week", "series", "wave", "round", "campaign") else []
    return {t.lemma_ for t in (act.head, *inner, *([act.via] if act.via is not None else []))}


def _under_passive(token: Token, cue: Cue) -> bool:
    """Say whether a cue is a participle of what happens to its subject: "asked about the leases, the mayor ..."."""
    if cue.kind != "verbs" or token.dep_ != "advcl" or syntax.auxiliaries(token):
        return False
    when = token.i > 0 and token.nbor(-1).lower_ in ("when", "if", "once", "as", "unless")
    if token.tag_ != "VBN" and not (when and token.tag_ == "VBD"):
        return False
    return not syntax.children(token, "nsubj", "agent")


def _pointing_back(desk: Desk, unit: Unit, token: Token, acts: list[Act]) -> list[Act]:
    """Replace an aside by the clause that it comments on: "..., a step that X denounced"."""
    relative = any(t.lower_ in ("that", "which") and t.dep_ == "dobj" and t.i < token.i for t in token.children)
    pointing = acts and (relative or (not acts[0].verb and acts[0].head == token.head)) and token.dep_ == "relcl"
    first = token.head.left_edge.i
    aside = first > 0 and unit.doc[first - 1].text in (",", "–", "—")
    if not pointing or not aside or token.head.lemma_ not in vocabulary("speech")["asides"]:
        return acts
    if desk.last is not None and desk.last.unit is unit:
        return [Act(token.head, (token.head,), None, verb=False, evidence=(token.head,), empty=True)]
    clause = next((t for t in token.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if clause is None:
        return acts
    act = verb_acts(clause, syntax.subject(clause))[0]
    tokens = tuple(t for t in act.tokens if t not in list(token.head.subtree))
    return [replace(act, tokens=tokens or act.tokens, evidence=(token.head,))]


def _referring(desk: Desk, unit: Unit, token: Token, cue: Cue) -> list[Act]:
    """Return an empty act where a demand points back: "a demand that X has pressed", "as X demanded"."""
    if cue.kind == "nouns" and cue.name == "noun-demand":
        pressed = [t for t in token.children if t.dep_ == "relcl" and syntax.children(t, "nsubj")]
        if pressed and desk.last is not None and token.i > 1 and unit.doc[token.i - 2].text == ",":
            return [Act(token, (token,), None, verb=False, evidence=tuple(pressed[0].subtree), empty=True)]
    if (
        cue.name == "denial"
        and token.dep_ == "relcl"
        and token.head.lemma_ in words("reproaches")
        and desk.last is not None
    ):
        return [Act(token.head, (token.head,), None, verb=False, evidence=(token,), empty=True)]
    undergone = [t for t in syntax.children(token, "nsubjpass") if t.lemma_ in words("pointers")]
    answered = cue.shown.type in ("refusal", "acceptance") and desk.last is not None
    known = [
        t
        for n in undergone
        for t in n.children
        if t.lower_ in ("the", "that", "this", "its", "their") or t.tag_ == "PRP$"
    ]
    if known and answered and cue.kind == "verbs" and not syntax.children(token, "agent"):
        return [Act(undergone[0], (undergone[0],), None, verb=False, evidence=(token,), empty=True)]
    as_said = any(t.lower_ == "as" and t.dep_ in ("mark", "advmod", "prep") for t in token.children)
    if cue.name in ("alleged", "said-so") and as_said and token.dep_ == "advcl" and token.head.pos_ == "VERB":
        act = verb_acts(token.head, syntax.subject(token.head))[0]
        said = tuple(t for t in act.tokens if t not in list(token.subtree))
        return [replace(act, tokens=said or act.tokens, evidence=(token,))]
    if cue.name in ("demand", "appeal", "call-for") and as_said and desk.last is not None:
        return [Act(token, (token,), None, verb=False, evidence=(token,), empty=True)]
    return []
