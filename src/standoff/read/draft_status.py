"""The status quo of a draft: the options whose acts actual events show as done or going on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.read.draft_acts import act_words, content_words
from standoff.read.draft_claims import Deed
from standoff.read.draft_options import Act

# A deed of these types does the act of an option that it shares its words with.
DOING = frozenset({"AID", "SANCTION", "MOBILIZE", "PROTEST", "COERCE", "RETREAT", "CONCEDE", "COOPERATE"})
# These go on or are over; what they did does not stay done.
PASSING = frozenset({"CONSULT", "PROTEST"})
# Forms of one word agree in so many letters at least (stopped, stoppage).
SAME_LETTERS = 5


def status_quo(acts: Sequence[Act], together: Sequence[tuple[Act, ...]], deeds: Sequence[Deed]) -> dict[Act, list[str]]:
    """Return the options taken, each with the passages that show it, in the order of the options."""
    partners = {act: [other for other in group if other is not act] for group in together for act in group}
    taken: dict[Act, list[str]] = {}
    for act in acts:
        shown = [deed.evidence for deed in deeds if _shows(deed, act, partners.get(act, []))]
        if shown:
            taken[act] = list(dict.fromkeys(shown))
    return taken


def _shows(deed: Deed, act: Act, partners: Sequence[Act]) -> bool:
    """Whether an event shows that the act is done or going on."""
    if deed.event.modality != "actual" or (deed.event.type in PASSING and not deed.recent):
        return False
    if partners:
        return deed.event.type == "CONSULT" and any(_met(deed, act, partner) for partner in partners)
    if act.owner not in deed.doers or act.stopping or act.offer:
        return False
    if deed in act.deeds:
        return True
    kind = act_words().deeds.get(deed.event.type)
    if kind is not None and act.issue in kind.issues:
        return True
    return deed.event.type in DOING and _same_word(_trigger(deed), act)


def _met(deed: Deed, one: Act, other: Act) -> bool:
    """Whether the two sides met each other; a third who met both apart has not brought them together."""
    if deed.targets:
        pairs = {(a, b) for a in deed.doers for b in deed.targets}
        return (one.owner, other.owner) in pairs or (other.owner, one.owner) in pairs
    return one.owner in deed.doers and other.owner in deed.doers


def _trigger(deed: Deed) -> str:
    """Return the word that reports the event."""
    if deed.event.trigger is None:
        return ""
    start, end = deed.event.trigger
    return deed.event.text[max(0, start - deed.event.start) : max(0, end - deed.event.start)]


def _same_word(trigger: str, act: Act) -> bool:
    """Whether the verb that reports the event is a form of a word of what is said to be done."""
    verb = next((word for word in re.findall(r"[^\W_]+", trigger.casefold()) if content_words(word)), "")
    said = re.findall(r"[^\W_]+", " ".join(claim.action for claim in act.claims if not claim.withheld).casefold())
    return len(verb) >= SAME_LETTERS and any(word[:SAME_LETTERS] == verb[:SAME_LETTERS] for word in said)
