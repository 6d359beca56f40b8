"""Cue words written down as findings: who would act, whose position it is, and which words show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standoff.read.actions import action_text
from standoff.read.acts import Act
from standoff.read.adopting import adopt
from standoff.read.complements import particle_tokens
from standoff.read.condition_clauses import Condition
from standoff.read.conditions import is_position
from standoff.read.findings import Desk, Finding
from standoff.read.ledger import EventType, Span
from standoff.read.lexicon import Cue, Shown, known_issue, words
from standoff.read.syntax import Token
from standoff.read.units import Unit

_BY_OTHER = ("demand", "appeal", "condition", "accusation")
_EVENTS: dict[str, EventType] = {
    "demand": "REQUEST",
    "appeal": "REQUEST",
    "refusal": "REJECT",
    "opposition": "REJECT",
    "denial": "REJECT",
    "accusation": "ACCUSE",
    "threat": "THREATEN",
    "acceptance": "AGREE",
    "offer": "AGREE",
    "support": "SUPPORT",
}


def record(
    desk: Desk,
    unit: Unit,
    token: Token,
    cue: Cue,
    shown: Shown,
    holder: str,
    holders: Sequence[str],
    acts: Sequence[Act],
    subject: Token | None,
    condition: Condition | None,
) -> None:
    """Record one finding for each act."""
    speaker = desk.speaker_at(unit, token)
    for number, act in enumerate(acts):
        before = _referent(desk, unit, act, holder)
        if before is None and act.empty and act.evidence == (token,) and cue.name == "acceptance":
            return
        if act.empty and cue.answers and desk.antecedent(unit, holder) is None:
            return
        act = replace(act, empty=True) if before is not None else act
        here = _strengthened(token, shown)
        if act.negated and shown.type == "goal":
            here, act = Shown("unwillingness", "against", shown.strength), replace(act, negated=False)
        by, target = _doer(desk, unit, here, holder, holders, act, speaker, before, cue.by)
        if here.type == "denial":
            target = desk.other_in(unit, [t for t in token.subtree if t.i > token.i], holder, speaker) or target
        particles = particle_tokens(token, cue.particles) or []
        span = _evidence(desk, unit, [token, *particles], subject, act, first=number == 0)
        desk.add(
            unit,
            here,
            holder,
            act,
            span=_with_condition(desk, unit, condition, span, holder, here.type),
            cue=token,
            rule=cue.name,
            by=by,
            target=target
            or (desk.accuser(holder) if here.type == "denial" else desk.counterpart(unit, act.head, holder)),
            action=before.action if before else _named_act(desk, unit, cue, act),
            issue=before.issue if before else _named_issue(cue, act),
            event=_EVENTS.get(here.type) if number == 0 and cue.event else None,
            condition=condition.text if condition else None,
            spoken=True,
        )


def _named_act(desk: Desk, unit: Unit, cue: Cue, act: Act) -> str | None:
    """Return the action where the cue itself says what would be done with the noun phrase after it."""
    return f"{cue.act} {action_text(desk.scene, unit, act)}" if cue.act and not act.verb else None


def _named_issue(cue: Cue, act: Act) -> str | None:
    """Return the issue of the cue's own act where the noun phrase after it is only a name."""
    return known_issue(cue.act) if cue.act and act.head.pos_ == "PROPN" else None


def _referent(desk: Desk, unit: Unit, act: Act, holder: str) -> Finding | None:
    """Return the finding that an act points back to: "do so", "the offer", or nothing said at all."""
    undecided = act.empty and act.head.lemma_ in ("decide", "comment")
    if _points(act) and not undecided and (asked := desk.antecedent(unit, holder)) is not None:
        return asked
    bare = act.empty and not (act.head.lemma_ in ("agree", "accept", "consent") and act.tokens == (act.head,))
    return desk.last if bare or _resolve(act, desk, unit) else None


def _with_condition(desk: Desk, unit: Unit, condition: Condition | None, span: Span, holder: str, kind: str) -> Span:
    """Take in a condition that follows and is no position of its own."""
    if condition is None or not 0 <= condition.span[0] - span[1] <= 2:
        return span
    return span if is_position(desk, unit, condition, holder, kind) else (span[0], condition.span[1])


def _resolve(act: Act, desk: Desk, unit: Unit) -> bool:
    """Say whether an act is only "so", "that" or "it" and means the one before."""
    plain = [t.lower_ for t in act.tokens if not t.is_punct]
    if desk.last is None:
        return False
    if plain[:2] == ["do", "so"]:
        return True
    return plain in (
        ["do", "so"],
        ["that"],
        ["this"],
        ["it"],
        ["them"],
        ["so"],
        ["do", "it"],
        ["do", "that"],
        ["one"],
        ["doing", "so"],
    )


def _points(act: Act) -> bool:
    """Say whether an act is only "the offer", "that demand", or nothing at all, and means what somebody else wanted."""
    if act.verb:
        return act.empty
    bare = all(t.dep_ in ("det", "amod", "poss", "punct") or t == act.head for t in act.tokens)
    definite = any(t.lower_ in ("the", "that", "this", "those", "these") or t.dep_ == "poss" for t in act.head.children)
    return bare and definite and act.head.lemma_ in words("pointers")


def _strengthened(token: Token, shown: Shown) -> Shown:
    adverbs = {t.lower_ for t in token.children if t.dep_ == "advmod"}
    if adverbs & {
        "flatly",
        "categorically",
        "firmly",
        "repeatedly",
        "strongly",
        "vehemently",
        "absolutely",
        "adamantly",
        "never",
    }:
        return replace(shown, strength="firm")
    return shown


def _doer(
    desk: Desk,
    unit: Unit,
    shown: Shown,
    holder: str,
    holders: Sequence[str],
    act: Act,
    speaker: str | None,
    before: Finding | None = None,
    whose: str = "",
) -> tuple[str | None, str | None]:
    """Return who would act, and towards whom the position is held."""
    parties = desk.scene.parties
    agent = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    if agent is None and act.agent is not None and shown.type in ("appeal", "demand"):
        agent = adopt(desk.scene, unit, act.agent)
    undergone = act.agent is not None and act.agent.dep_ == "nsubjpass" and act.agent.head == act.head
    other = desk.other_in(unit, act.tokens, holder, speaker)
    rival = desk.asker(unit, holder, before_others=shown.type in ("no-commitment", "acceptance", "offer"))
    pointing = act.empty or any(t.lower_ in ("it", "so", "this") for t in act.tokens)
    if rival is None and len(holders) > 1 and pointing:
        rival = desk.third(unit, holders)  # both answer somebody
    rival = rival or next((h for h in holders if not parties.same_side(h, holder)), None)
    if act.empty and before is not None:
        if shown.type in _BY_OTHER:
            return before.by, before.by
        rival = rival or next(
            (p for p in (before.holder, before.by, before.target) if p and not parties.same_side(p, holder)), None
        )
        own_act = before.by == before.holder and shown.type == "no-commitment" and before.shown.type != "offer"
        if own_act or (shown.type == "acceptance" and before.shown.type != "offer"):
            return holder, before.holder
        if shown.type in ("refusal", "opposition", "support", "acceptance", "no-commitment") and rival == before.holder:
            own = shown.type in ("refusal", "acceptance", "no-commitment")
            return (holder if own else before.by or holder), before.holder
    if _insisted(act, shown):
        return holder, other or desk.counterpart(unit, act.head, holder)
    if shown.type in _BY_OTHER or whose == "other":
        by = agent or (other if act.agent is None or undergone else None)
        if by is None and (act.agent is None or undergone or shown.type in ("demand", "accusation", "condition")):
            by = desk.counterpart(unit, act.head, holder)
        return by, by
    if shown.type in ("threat", "warning") and not (shown.type == "warning" and agent):
        return holder, agent or other
    if shown.type == "goal":
        return (agent or (holder if act.agent is None else None)), other
    if act.via is not None and shown.type in ("support", "opposition", "refusal"):
        asked = act.via.lemma_ in ("call", "demand", "request", "appeal")
        by = desk.other_in(unit, list(act.via.subtree), holder, speaker) or desk.counterpart(unit, act.head, holder)
        return (holder if asked and shown.type != "support" else by), by
    if shown.type in ("support", "opposition") and not act.verb:
        by = agent or other or desk.counterpart(unit, act.head, holder)
        return by, by
    if shown.type in ("refusal", "acceptance", "no-commitment") and not act.verb:
        return holder, agent or other or rival
    return agent or holder, other or rival


def _insisted(act: Act, shown: Shown) -> bool:
    """Say whether somebody insists on what he himself does: "insisted on keeping its own labels"."""
    return shown.type == "demand" and act.verb and act.agent is None and act.head.tag_ == "VBG"


def _evidence(desk: Desk, unit: Unit, cue: Sequence[Token], subject: Token | None, act: Act, first: bool) -> Span:
    """Return the smallest stretch that shows holder or cue and act."""
    token = cue[0]
    if not first and not act.empty:
        return unit.edges(act.tokens)
    helpers = [
        t
        for t in token.children
        if t.dep_ in ("aux", "auxpass", "neg", "advmod") and t.i < token.i and token.i - t.i < 5
    ]
    tokens = [*cue, *helpers, *act.tokens, *act.evidence]
    if token.pos_ == "NOUN" and token.dep_ == "dobj" and 0 < token.i - token.head.i < 6:
        tokens += [token.head, *(t for t in token.head.children if t.dep_ in ("aux", "neg") and t.i < token.head.i)]
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.lower_ == "in":
        tokens += [token.head, token.head.head, *(t for t in token.children if t.i < token.i)]
    if token.dep_ in ("acomp", "attr", "oprd") and 0 < token.i - token.head.i < 6:
        tokens.append(token.head)
    start, end = unit.edges(tokens)
    if subject is not None and subject.i < token.i and token.i - subject.i < 12 and act.evidence[:1] != ():
        predicate = token.dep_ in ("acomp", "attr", "oprd", "xcomp", "amod") or token.pos_ == "NOUN"
        own = subject.head == token or (predicate and subject.head == token.head) or subject == token.head
        if own:
            start = min(start, desk.scene.phrase(unit, subject)[0])
    pointed = (
        bool(act.evidence)
        and act.evidence[0].dep_ in ("npadvmod", "appos", "dobj", "conj")
        and act.evidence[0] == token.head
    )
    if pointed and token.dep_ == "relcl":
        aside = [t for t in token.head.subtree if not t.is_punct]
        return unit.edges(aside)
    if act.empty and act.evidence and act.evidence[0] != token and desk.last is not None and desk.last.unit is unit:
        start = min(start, max(desk.last.start, start - 120))
    return start, end
