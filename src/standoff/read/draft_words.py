"""The sentences of a draft: what it was made of, what it does not contain, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from standoff.read.draft_acts import act_words
from standoff.read.draft_claims import Claim, Deed
from standoff.read.draft_conditions import condition_in_words
from standoff.read.draft_options import Act
from standoff.read.draft_same import Node
from standoff.read.draft_sides import Sides
from standoff.read.draft_statements import Wish, unsettled_aims
from standoff.read.ledger import Ledger

FORCE = {"ASSAULT": "fighting and other acts of force", "COERCE": "acts of coercion"}
MOST_NAMES = 8


def listed(words: Iterable[str]) -> str:
    """Return the words as one enumeration.

    Examples
    --------
    >>> listed(["dam", "river", "well"])
    'dam, river and well'
    """
    said = list(words)
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def title(ledgers: Sequence[Ledger], sides: Sequence[str]) -> str:
    """Return the title of the draft: that of its reports."""
    titles = [ledger.source.title for ledger in ledgers if ledger.source.title]
    return "; ".join(dict.fromkeys(titles)) or listed(sides)


def about(
    ledgers: Sequence[Ledger],
    inside: Sequence[Node],
    without_option: Sequence[str],
    sides: Sides,
    claims: Sequence[Claim],
    deeds: Sequence[Deed],
    silence: Sequence[Wish],
    presume: bool,
) -> str:
    """Return the paragraph at the top: the sources, what the model leaves out, and what silence means in it."""
    reports = "one report" if len(ledgers) == 1 else f"{len(ledgers)} reports"
    left_out = _left_out(inside, without_option, sides, claims, deeds)
    sentences = [
        f"Drafted from {reports}.",
        f"The model does not contain {left_out}.",
        _silence(silence, sides, presume),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def taken_as_not_so(facts: Mapping[str, Claim]) -> str:
    """Return the sentence on conditions that nobody controls, with a space before it."""
    conditions = "; ".join(dict.fromkeys(condition_in_words(claim) for claim in facts.values()))
    return f" Taken as not so, until a person says otherwise: {conditions}." if conditions else ""


def _left_out(
    inside: Sequence[Node],
    without_option: Sequence[str],
    sides: Sides,
    claims: Sequence[Claim],
    deeds: Sequence[Deed],
) -> str:
    """Return the enumeration of what the model does not contain."""
    happened = {deed.event.type for deed in deeds if deed.event.modality == "actual"}
    parts = [words for event, words in FORCE.items() if event in happened]
    if without_option:
        parts.append(f"anything that {listed(without_option)} could do")
    active = {claim.holder for claim in claims} | {node for deed in deeds for node in (*deed.doers, *deed.targets)}
    context = [name for node, name in sides.names().items() if node in active and node not in inside]
    if context:
        more = [f"{len(context) - MOST_NAMES} others"] if len(context) > MOST_NAMES else []
        parts.append(f"any part played by {listed(context[:MOST_NAMES] + more)}")
    if any(claim.position.type in ("accusation", "denial", "warning") for claim in claims):
        parts.append("accusations, denials and warnings")
    only = "" if parts else "anything but the acts named in the reports, "
    return only + "; ".join([*parts, "or whatever the reports do not mention"])


def _silence(silence: Sequence[Wish], sides: Sides, presume: bool) -> str:
    """Return what the draft makes of silence, and what would change with or without presumptions."""
    if not silence:
        return "No side is silent on an act that it was asked for or is doing, so nothing is presumed."
    who = listed(dict.fromkeys(sides.side(wish.holder).name for wish in silence))
    acts = listed(f"“{wish.act.name}”" for wish in silence)
    if presume:
        return (
            f"Presumed from silence (of {who}) is what concerns {acts}: a side asked for an act that it has not done"
            " does not want it, and a side that does an act wants to go on. Without presumptions these sides would be"
            " indifferent there, and a tie is stable both ways: more states would be equilibria."
        )
    return (
        f"Presumptions are left out: on {acts} nothing is heard of {who}, and indifference is assumed;"
        " a tie is stable both ways, so more states are equilibria than with presumptions."
    )


def questions(
    wishes: Sequence[Wish],
    claims: Sequence[Claim],
    acts: Sequence[Act],
    deeds: Sequence[Deed],
    facts: Mapping[str, Claim],
    silence: Sequence[Wish],
    sides: Sides,
    inside: Sequence[Node],
) -> list[dict[str, Any]]:
    """Return what a person has to settle: contradictions, presumptions, what was left open, aims and conditions."""
    asked: list[dict[str, Any]] = []
    for wish in wishes:
        if wish.against:
            asked.append(_question(sides, wish, _contested(sides, wish), wish.evidence))
    for claim in claims:
        if claim.withheld:
            phrase = _doing(sides, claim.holder, claim.owners, claim.action)
            ask = f"Left open by {sides.side(claim.holder).name}: {phrase}. Would they want it?"
            asked.append(_entry(_subject(claim.holder, inside, sides), ask, [claim.evidence], True))
        elif claim.points:
            ask = f"“{claim.position.text}” ({sides.side(claim.holder).name}) names no act: what is meant?"
            asked.append(_entry(_subject(claim.holder, inside, sides), ask, [claim.evidence], False))
    for claim in unsettled_aims(claims, acts):
        ask = f"An aim of {sides.side(claim.holder).name} is to {claim.action}: which acts of others would that take?"
        asked.append(_entry(_subject(claim.holder, inside, sides), ask, [claim.evidence], False))
    for fact, claim in facts.items():
        ask = f"Is this so: {condition_in_words(claim)}? The draft takes it as not so."
        asked.append(_entry(f"facts.{fact}", ask, [claim.evidence], True))
    for act in acts:
        if act.apart:
            ask = f"Is this one act, as the draft has it: {'; '.join(act.apart)}?"
            asked.append(_entry(act.id, ask, act.evidence, True))
    for wish in silence:
        asked.append(_question(sides, wish, _presumed(sides, wish), wish.evidence))
    for deed in deeds:
        kind = act_words().deeds.get(deed.event.type)
        if not deed.doers and kind is not None and kind.name is not None and deed.event.modality != "denied":
            asked.append(_entry("decision_makers", f"Who did this: {deed.event.text}?", [deed.evidence], False))
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in asked:
        kept = merged.setdefault((entry["about"], entry["ask"]), entry)
        kept["evidence"] = list(dict.fromkeys([*kept["evidence"], *entry["evidence"]]))
    return [{"id": f"q{number}", **entry} for number, entry in enumerate(merged.values(), start=1)]


def _contested(sides: Sides, wish: Wish) -> str:
    """Return the question that contradictory evidence leaves."""
    name = sides.side(wish.holder).name
    used = "yes" if wish.positive else "no"
    phrase = _doing(sides, wish.holder, (wish.act.owner,), wish.act.name[:1].lower() + wish.act.name[1:])
    return f"The evidence on what {name} wants is contradictory: {phrase}. Is it wanted? The draft says {used}."


def _presumed(sides: Sides, wish: Wish) -> str:
    """Return the question that a presumption leaves."""
    name = sides.side(wish.holder).name
    action = wish.act.name[:1].lower() + wish.act.name[1:]
    if wish.presumed == "doing":
        return f"Done by {name}, without a word on going on: {action}. Would they want to go on?"
    return f"Asked of {name}, without an answer: {action}. Would they want it?"


def _doing(sides: Sides, holder: Node, owners: Sequence[Node], action: str) -> str:
    """Return the action, with whose it is where that is not the holder."""
    others = [sides.side(owner).name for owner in owners if owner != holder]
    return f"{action} (by {listed(others)})" if others else action


def _subject(node: Node, inside: Sequence[Node], sides: Sides) -> str:
    """Return what a question about somebody's wishes is about: their preferences if they are a side."""
    return f"preferences.{sides.side(node).id}" if node in inside else "decision_makers"


def _question(sides: Sides, wish: Wish, ask: str, evidence: Sequence[str]) -> dict[str, Any]:
    """Return the question about one statement."""
    return _entry(f"preferences.{sides.side(wish.holder).id}", ask, evidence, True)


def _entry(subject: str, ask: str, evidence: Sequence[str], closed: bool) -> dict[str, Any]:
    """Return one open question without its id."""
    entry: dict[str, Any] = {"about": subject, "ask": ask, "evidence": list(evidence)}
    if closed:
        entry["choices"] = ["yes", "no"]
    return entry
