"""What a reader beside the rules is: from an open report and the rules' ledger to entries of its own.

A reader need not be trusted: whatever it finds is checked against the report before it enters a ledger
(see `standoff.read.readers.checks`), so that a ledger is sound whoever has written the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from standoff.read.ledger import Actor, Event, Ledger, Position, Statement

if TYPE_CHECKING:
    from standoff.read.documents import Report

RULES = "rules"
"""The name of the reader that always reads first: it lays the ground for the others."""


@dataclass(frozen=True)
class Tokens:
    """What a language model was sent and answered, in its own units, and what that costs; 0 for a kept answer."""

    sent: int = 0
    received: int = 0
    cost: float | None = None
    kept_answers: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        cost = None if self.cost is None and other.cost is None else (self.cost or 0.0) + (other.cost or 0.0)
        return Tokens(
            self.sent + other.sent, self.received + other.received, cost, self.kept_answers + other.kept_answers
        )


@dataclass(frozen=True)
class Found:
    """What a reader found in one report.

    Parameters
    ----------
    statements, positions, events : tuple of Statement, Position, Event
        Anchored by offsets into the report's text; ids are given anew when they enter a ledger, and a position's
        ``statement`` and ``same_as`` name those of this very reader.
    actors : tuple of Actor
        Those that the rules' ledger does not have; each with a mention.
    rejected : tuple of str
        What the reader itself has thrown away, one sentence each.
    differing : tuple of str
        Where the reader reads otherwise than the rules and lets them stand, one sentence each.
    tokens : Tokens, optional
        What it used of a language model.
    """

    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    rejected: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    tokens: Tokens | None = None


class Reader(Protocol):
    """A reader; a package offers its own under the entry point group ``standoff.readers``."""

    @property
    def name(self) -> str:
        """The name that stands at the entries that it found."""
        ...

    @property
    def version(self) -> str:
        """What it reads with: where this changes, a report is read anew."""
        ...

    def read(self, report: Report, ledger: Ledger) -> Found:
        """Read a report.

        Parameters
        ----------
        report : Report
            Its text, title, paragraphs, and what is no part of the story.
        ledger : Ledger
            What the rules found in it: actors with their mentions, statements, positions, events, dates, quantities.

        Returns
        -------
        Found
            Entries that refer to the ledger's actors, or to new ones that come with them.
        """
        ...
