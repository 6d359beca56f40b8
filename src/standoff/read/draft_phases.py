"""Phases of a draft: what the dispute was at each date on which reports appeared, and what flipped in between.

At a date only the reports that had appeared by then are known.
Where a side later says the opposite of what it said on an act, its newest word counts from then on: a change of mind
in time is no contradiction.
(The file's base, which knows no time, weighs all evidence together and calls it contested.)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from standoff.read.draft_claims import Claim, Deed
from standoff.read.draft_conditions import Conditions
from standoff.read.draft_options import Act
from standoff.read.draft_same import Node
from standoff.read.draft_sides import Sides
from standoff.read.draft_statements import Wish, presumptions, wishes
from standoff.read.draft_status import status_quo
from standoff.read.ledger import Ledger

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Moment:
    """The dispute as it was known on one day: the statements of each side, and what was done."""

    day: str
    wishes: tuple[Wish, ...]
    taken: Mapping[Act, list[str]]

    @property
    def essence(self) -> tuple[tuple[tuple[Node, str], ...], tuple[str, ...]]:
        """What makes this moment another than the one before: who wants what in which order, and what is done."""
        return tuple((wish.holder, wish.text) for wish in self.wishes), tuple(act.id for act in self.taken)


@dataclass(frozen=True)
class Evidence:
    """What a draft has found, of which each moment knows a part."""

    ledgers: Sequence[Ledger]
    claims: Sequence[Claim]
    deeds: Sequence[Deed]
    acts: Sequence[Act]
    together: Sequence[tuple[Act, ...]]
    conditions: Conditions
    presume: bool


def moments(found: Evidence) -> list[Moment]:
    """Return the moments at which the dispute became another, the first one first; none where it never did.

    Reports without a date of publication belong to no moment.
    """
    days = sorted({day for ledger in found.ledgers if (day := _day(ledger))})
    made: list[Moment] = []
    for day in days:
        moment = _moment(found, day)
        if not made or moment.essence != made[-1].essence:
            made.append(moment)
    return made if len(made) > 1 else []


def _day(ledger: Ledger) -> str | None:
    """Return the day on which a report appeared, None where it is not known to the day."""
    published = ledger.source.published or ""
    return published if _DAY.fullmatch(published) else None


def _moment(found: Evidence, day: str) -> Moment:
    """Return the dispute as the reports up to a day have it."""
    days = [_day(ledger) for ledger in found.ledgers]
    known = {k for k, published in enumerate(days) if published is not None and published <= day}
    claims = [claim for claim in found.claims if claim.order[0] in known]
    deeds = [deed for deed in found.deeds if deed.order[0] in known]
    over = {id(claim) for act in found.acts for claim in _superseded(act, claims, days)}
    current = [claim for claim in claims if id(claim) not in over]
    taken = status_quo(found.acts, found.together, deeds)
    said = wishes(current, found.acts, found.conditions)
    parts = {act: replace(act, claims=[claim for claim in act.claims if claim in current]) for act in found.acts}
    silent = presumptions(list(parts.values()), [parts[act] for act in taken]) if found.presume else []
    shown = {parts[act]: passages for act, passages in taken.items()}
    silent = [replace(w, shown_by=tuple(shown.get(w.act, ()))) if w.presumed == "doing" else w for w in silent]
    return Moment(day, (*said, *silent), taken)


def _superseded(act: Act, claims: Sequence[Claim], days: Sequence[str | None]) -> list[Claim]:
    """Return what a side said on an act before it said the opposite in a later report."""
    over: list[Claim] = []
    said = [claim for claim in claims if claim in act.claims and not claim.withheld]
    for holder in {claim.holder for claim in said}:
        own = [claim for claim in said if claim.holder == holder]
        newest = max(days[claim.order[0]] or "" for claim in own)
        last = {(act.wants(claim), claim.position.condition) for claim in own if days[claim.order[0]] == newest}
        wanted = {positive for positive, _ in last}
        over += [claim for claim in own if days[claim.order[0]] != newest and act.wants(claim) not in wanted]
    return over


def phase_entries(found: Sequence[Moment], sides: Sides, order: Sequence[Node], base: Mapping[str, Any]) -> list[Any]:
    """Return the phases as the file writes them: each says only in what it differs from the base."""
    entries = []
    for moment in found:
        changes: dict[str, Any] = {}
        quo = _quo(moment)
        if quo != base["status_quo"]:
            changes["status_quo"] = quo
        preferences = {}
        for node in order:
            side = sides.side(node).id
            statements = [as_statement(wish) for wish in moment.wishes if wish.holder == node]
            if statements != base["preferences"].get(side, {}).get("statements", []):
                preferences[side] = {"statements": statements}
        if preferences:
            changes["preferences"] = preferences
        entry: dict[str, Any] = {"id": f"on_{moment.day.replace('-', '_')}", "date": moment.day}
        entries.append(entry | ({"changes": changes} if changes else {}))
    return entries


def _quo(moment: Moment) -> dict[str, Any] | list[str]:
    """Return the options taken and what shows it, as the base has it."""
    return status_quo_entry({act.id: passages for act, passages in moment.taken.items()})


def status_quo_entry(taken: Mapping[str, Sequence[str]]) -> dict[str, Any] | list[str]:
    """Return the status quo as a file writes it: the options taken and what shows it, an empty list where none is.

    Examples
    --------
    >>> status_quo_entry({"strike": ["note@3-9"]}), status_quo_entry({})
    ({'taken': ['strike'], 'evidence': ['note@3-9']}, [])
    """
    shown = dict.fromkeys(passage for passages in taken.values() for passage in passages)
    return {"taken": list(taken), "evidence": list(shown)} if taken else []


def as_statement(wish: Wish) -> dict[str, Any]:
    """Return one statement as a file writes it, with its mark and its evidence."""
    made: dict[str, Any] = {"prefer": wish.text}
    if wish.against:
        made["contested"] = True
    if wish.presumed:
        made["presumed"] = wish.presumed
    credibility = [c for claim in (*wish.claims, *wish.against) if (c := claim.position.credibility) is not None]
    if credibility:
        made["credibility"] = min(credibility)
    return {**made, "evidence": wish.evidence}


@dataclass(frozen=True)
class Flip:
    """What changed between two moments: a side's word on an act, or an act that is done or no longer done.

    ``before`` and ``after`` are statements, None where the side said nothing; of an act ``done`` tells.
    """

    since: str
    day: str
    side: str
    before: str | None
    after: str | None
    evidence: tuple[str, ...]


def flips(found: Sequence[Moment], sides: Sides) -> list[Flip]:
    """Return what flipped from each moment to the next: a side's statement on an act that turned, came or went."""
    made = []
    for one, other in itertools.pairwise(found):
        before, after = _by_act(one), _by_act(other)
        for key in [*before, *(key for key in after if key not in before)]:
            was, now = before.get(key), after.get(key)
            if _text(was) != _text(now):
                shown = tuple(now.evidence if now is not None else was.evidence if was is not None else ())
                made.append(Flip(one.day, other.day, sides.side(key[0]).name, _text(was), _text(now), shown))
    return made


def _by_act(moment: Moment) -> dict[tuple[Node, str], Wish]:
    """Return a moment's first statement of each side on each act."""
    found: dict[tuple[Node, str], Wish] = {}
    for wish in moment.wishes:
        found.setdefault((wish.holder, wish.act.id), wish)
    return found


def _text(wish: Wish | None) -> str | None:
    return None if wish is None else wish.text
