"""The positions and events of all ledgers as a draft uses them: by whose side, on whose act, with which passage."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.read.draft_acts import is_aim, slug, without_not
from standoff.read.draft_same import Node
from standoff.read.draft_sides import Sides
from standoff.read.ledger import Event, Ledger, Position, Quantity

STRENGTHS = ("firm", "plain", "weak")
# The narrator is the writer's own reading: after what is quoted or reported, before what is only hearsay.
VOICES = {"direct": 0, "reported": 0, "narrator": 1, "hedged": 2}
NO_OPTION = frozenset({"goal", "accusation", "denial", "warning"})
ASKING = frozenset({"demand", "appeal", "condition"})
ASKED_OF_THE_TARGET = ASKING | {"accusation"}
POINTING = re.compile(
    r"(?:\w+ (?:(?:to|with|on|for|of|about) )?)?(?:it|this|that|so|them|one|these|those|the same)(?: either| too| all)?"
    r"|be|do|have|call|draw|get|make|put|take|come|say|tell|give|keep|let|see",
    re.IGNORECASE,
)
"""Words that name no act by themselves: "do so", "respond to that", "call"."""
FIGURES = frozenset({"money", "percent", "count", "duration", "amount", "quantity", "number"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One side's position: ``owners`` would act; ``positive`` says whether the holder wants the act done."""

    holder: Node
    owners: tuple[Node, ...]
    targets: tuple[Node, ...]
    position: Position
    issue: str
    action: str
    positive: bool
    aim: bool
    population: bool
    date: str
    order: tuple[int, int]
    evidence: str
    figures: frozenset[tuple[str, float]]
    of_somebody: bool
    """Whether it is about a side and no act: "supports the drivers"."""

    @property
    def withheld(self) -> bool:
        """Whether the holder was asked and left it open."""
        return self.position.polarity == "withheld"

    @property
    def own(self) -> bool:
        """Whether the holder speaks of an act of its own side."""
        return self.holder in self.owners

    @property
    def asks(self) -> bool:
        """Whether the holder asks another side to act."""
        return self.position.type in ASKING and self.positive and not self.own and not self.withheld

    @property
    def gives_option(self) -> bool:
        """Whether the act is one that its side can do or leave by itself, and the type one that makes an option."""
        nobody = self.position.type == "condition" and self.position.by is None and self.position.target is None
        names_no_act = self.points or self.of_somebody
        return self.position.type not in NO_OPTION and not self.aim and not nobody and not names_no_act

    @property
    def points(self) -> bool:
        """Whether its words only point at an act, of which nothing more is known: "is against it"."""
        return POINTING.fullmatch(self.action) is not None and self.issue in ("other", *self.action.lower().split())


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with the sides that do it and that it is done to."""

    event: Event
    doers: tuple[Node, ...]
    targets: tuple[Node, ...]
    recent: bool
    order: tuple[int, int]
    evidence: str


def claims(ledgers: Sequence[Ledger], sources: Sequence[str], sides: Sides) -> tuple[Claim, ...]:
    """Return the positions of all ledgers, one for each side that holds it, in the order of the text."""
    made: list[Claim] = []
    for k, ledger in enumerate(ledgers):
        newest = _newest(ledger)
        for position in ledger.positions:
            for holder in sides.of(k, position.holder):
                made.append(_claim(k, ledger, sources[k], sides, position, holder, newest))
    return tuple(sorted(made, key=lambda claim: claim.order))


def deeds(ledgers: Sequence[Ledger], sources: Sequence[str], sides: Sides) -> tuple[Deed, ...]:
    """Return the events of all ledgers in the order of the text."""
    made = []
    for k, ledger in enumerate(ledgers):
        for event in ledger.events:
            doers = tuple(dict.fromkeys(node for actor in event.source for node in sides.of(k, actor)))
            targets = tuple(dict.fromkeys(node for actor in event.target for node in sides.of(k, actor)))
            evidence = f"{sources[k]}@{event.start}-{event.end}"
            recent = _recent(event.date, ledger.source.published)
            made.append(Deed(event, doers, targets, recent, (k, event.start), evidence))
    return tuple(sorted(made, key=lambda deed: deed.order))


def _claim(k: int, ledger: Ledger, source: str, sides: Sides, position: Position, holder: Node, newest: str) -> Claim:
    """Put one position in a draft's terms."""
    action, negated = without_not(position.action.strip().rstrip("."))
    aim = is_aim(action)
    owners = sides.of(k, _by(position, aim)) or sides.of(k, position.holder)
    targets = tuple(node for node in sides.of(k, position.target) if node != holder)
    if aim and holder not in owners:  # Another's aim: whom that one needs, the position does not say.
        targets = ()
    elif position.type in ("willingness", "unwillingness", "refusal", "acceptance", "commitment", "no-commitment"):
        # "Both refuse" told of a group: each speaks for its own act.
        owners = (holder,) if holder in owners else owners
    return Claim(
        holder=holder,
        owners=owners,
        targets=targets,
        position=position,
        issue=slug(position.issue or "act", "act").lower(),
        action=action,
        # "Will not" with "not do" names one refusal twice; nobody refuses not to do.
        positive=position.polarity == "for" and not negated,
        aim=aim,
        population=sides.is_population(k, position.holder),
        date=_comparable(position.date) or newest,
        order=(k, position.start),
        evidence=f"{source}@{position.start}-{position.end}",
        figures=_figures(ledger.quantities, position),
        of_somebody=position.type in ("support", "opposition") and sides.is_side(k, action),
    )


def _by(position: Position, aim: bool) -> str | None:
    """Return who would act; where the ledger leaves it out, the target of what is asked, else the holder."""
    if position.by is not None:
        return position.by
    if position.type in ASKED_OF_THE_TARGET and position.target is not None and not aim:
        return position.target
    return position.holder


def _figures(quantities: Sequence[Quantity], position: Position) -> frozenset[tuple[str, float]]:
    """Return the figures that the position names, each with its unit."""
    return frozenset(
        (f"{quantity.kind} {quantity.unit}", float(quantity.value))
        for quantity in quantities
        if quantity.value is not None
        and quantity.kind in FIGURES
        and (quantity.of == position.id or (position.start <= quantity.start and quantity.end <= position.end))
    )


def _newest(ledger: Ledger) -> str:
    """Return the date of what has no date of its own: the report's, else the newest that the report names."""
    named = [_comparable(date.value) for date in ledger.dates if date.value]
    return _comparable(ledger.source.published) or max(named, default="")


def _comparable(date: str | None) -> str:
    """Return the end of a date or period as text that sorts by time, "" for what is no date.

    Examples
    --------
    >>> _comparable("2022-W21"), _comparable("2023-09-23/2023-09-24"), _comparable("2014")
    ('2022-05-29', '2023-09-24', '2014-12-31')
    """
    if not date:
        return ""
    end = date.split("/")[-1]
    week = re.fullmatch(r"(\d{4})-W(\d{2})", end)
    if week and 1 <= int(week[2]) <= 52:
        return datetime.date.fromisocalendar(int(week[1]), int(week[2]), 7).isoformat()
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", end):
        return ""
    return {4: f"{end}-12-31", 7: f"{end}-31"}.get(len(end), end)


def _recent(date: str | None, published: str | None) -> bool:
    """Whether an event may be going on: within a month of the report, or with nothing known against it."""
    happened, written = _comparable(date), _comparable(published)
    if not happened or not written:
        return True
    return _month(written) - _month(happened) <= 1


def _month(date: str) -> int:
    """Return the number of a date's month."""
    return int(date[:4]) * 12 + int(date[5:7])
