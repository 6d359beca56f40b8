"""The preference statements of each side, in the order of the rules, and what silence is presumed to mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.read.draft_claims import ASKING, STRENGTHS, VOICES, Claim
from standoff.read.draft_conditions import Conditions
from standoff.read.draft_options import Act
from standoff.read.draft_same import Node


@dataclass(frozen=True)
class Wish:
    """One statement of one side: what it wants of an act, and the positions that say so.

    ``against`` are the positions of the same side that say the opposite; ``presumed`` the kind of silence.
    """

    holder: Node
    act: Act
    positive: bool
    condition: str | None
    claims: tuple[Claim, ...]
    against: tuple[Claim, ...] = ()
    presumed: str | None = None
    shown_by: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the statement as the dispute file writes it."""
        literal = self.act.id if self.positive else f"not {self.act.id}"
        return f"{literal} if {self.condition}" if self.condition else literal

    @property
    def evidence(self) -> list[str]:
        """Return all passages for and against, in the order of the text."""
        found = sorted((claim.order, claim.evidence) for claim in (*self.claims, *self.against))
        return list(dict.fromkeys([*(evidence for _, evidence in found), *self.shown_by]))


def wishes(claims: Sequence[Claim], acts: Sequence[Act], conditions: Conditions) -> list[Wish]:
    """Return what the sides say that they want, contradictions settled, most important first for each side."""
    said: dict[tuple[Node, Act, str | None], dict[bool, list[Claim]]] = {}
    for claim in claims:
        if claim.withheld:
            continue
        for act, positive in _concerned(claim, acts):
            key = (claim.holder, act, conditions.expression(claim, act))
            said.setdefault(key, {}).setdefault(positive, []).append(claim)
    made = []
    for (holder, act, condition), sides in said.items():
        winner = min(sides, key=lambda positive: _weight(sides[positive]))
        against = tuple(sides.get(not winner, ()))
        made.append(Wish(holder, act, winner, condition, tuple(sides[winner]), against))
    return sorted(made, key=_rank)


def _concerned(claim: Claim, acts: Sequence[Act]) -> list[tuple[Act, bool]]:
    """Return the options that a claim is about, and whether its holder wants them taken.

    An aim is about the concessions that it needs of others; a goal is about the act of another side if it names one.
    """
    if claim.aim:
        needed = [act for act in acts if act.owner in claim.targets and act.issue == claim.issue and act.concession]
        return [(act, claim.positive) for act in needed]
    if claim.gives_option:
        return [(act, act.wants(claim)) for act in acts if claim in act.claims]
    if claim.position.type == "goal" and claim.position.by is not None and not claim.own:
        asked = [act for act in acts if act.owner in claim.owners and act.issue == claim.issue and not act.offer]
        return [(act, claim.positive) for act in asked]
    return []


def unsettled_aims(claims: Sequence[Claim], acts: Sequence[Act]) -> list[Claim]:
    """Return the aims and goals that no option of the draft speaks of."""
    return [
        claim
        for claim in claims
        if (claim.aim or claim.position.type == "goal") and not claim.withheld and not _concerned(claim, acts)
    ]


def presumptions(acts: Sequence[Act], status_quo: Sequence[Act]) -> list[Wish]:
    """Return what silence is presumed to mean: not done though asked, or done and gone on with."""
    made = []
    for act in acts:
        if any(claim.holder == act.owner for claim in act.claims):
            continue
        asked = tuple(
            claim for claim in act.claims if claim.position.type in ASKING and not claim.withheld and act.wants(claim)
        )
        if act in status_quo:
            made.append(Wish(act.owner, act, True, None, (), presumed="doing"))
        elif asked:
            made.append(Wish(act.owner, act, False, None, asked, presumed="asked-not-done"))
    return made


def _weight(claims: Sequence[Claim]) -> tuple[bool, int, int, int, tuple[int, int]]:
    """Return how evidence weighs against its contrary: leaders, firmer, newer, more often repeated, earlier."""
    leading = _leading(claims)
    first = min(leading, key=lambda claim: (_strength(claim), -_day(claim)))
    order = min(claim.order for claim in claims)
    return (first.population, _strength(first), -_day(first), -len(claims), order)


def _rank(wish: Wish) -> tuple[bool, int, int, int, bool, tuple[int, int]]:
    """Return a statement's place: leaders, strength, voice, date, repetition, then the order of the text."""
    leading = _leading(wish.claims)
    first = min(leading, key=lambda claim: (_strength(claim), VOICES[claim.position.voice], -_day(claim)))
    order = min(claim.order for claim in wish.claims)
    return (
        first.population,
        _strength(first),
        VOICES[first.position.voice],
        -_day(first),
        len(wish.claims) == 1,
        order,
    )


def _leading(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims of the leaders, or all where only the population speaks."""
    return [claim for claim in claims if not claim.population] or claims


def _strength(claim: Claim) -> int:
    """Return 0 for firm, 1 for plain, 2 for weak."""
    return STRENGTHS.index(claim.position.strength)


def _day(claim: Claim) -> int:
    """Return the claim's date as a number that grows with time, 0 where nothing is known."""
    digits = claim.date.replace("-", "")
    return int(digits) if digits.isdigit() else 0
