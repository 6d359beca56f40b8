"""Pronouns on GAP: does a pronoun mean the first name, the second, or neither.

A name counts as meant where the actor of the pronoun has a mention that overlaps the name.
The figures count names, true and false, as GAP's own scorer does.

References
----------
Webster, K., Recasens, M., Axelrod, V., and Baldridge, J. (2018). Mind the GAP: a balanced corpus of gendered ambiguous
pronouns. Transactions of the ACL 6, 605-617.
"""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.figures import NONE, Figures
from evaluation.readers import Reader, read_text
from standoff.errors import StandoffError
from standoff.read.ledger import Ledger


def measure(reader: Reader, file: Path) -> dict[str, Figures]:
    """Return the figures of a reader on all pairs."""
    total = NONE
    with TemporaryDirectory() as folder, file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            total += compare(row, _ledger(reader, row["Text"], Path(folder)))
    return {"pronouns": total}


def _ledger(reader: Reader, text: str, folder: Path) -> Ledger | None:
    try:
        return read_text(reader, text, folder)
    except StandoffError:
        return None


def compare(row: dict[str, str], ledger: Ledger | None) -> Figures:
    """Compare both names of one row with the actor that its pronoun was read as."""
    at = int(row["Pronoun-offset"])
    meant = _actors(ledger, at, at + len(row["Pronoun"]), exact=True) if ledger is not None else set()
    total = NONE
    for name in "AB":
        start = int(row[f"{name}-offset"])
        named = _actors(ledger, start, start + len(row[name]), exact=False) if ledger is not None else set()
        said, true = bool(meant & named), row[f"{name}-coref"].upper() == "TRUE"
        total += Figures(int(said and true), int(said and not true), int(true and not said))
    return total


def _actors(ledger: Ledger, start: int, end: int, *, exact: bool) -> set[str]:
    """Return the actors with a mention at these offsets."""
    return {
        actor.id
        for actor in ledger.actors
        for m in actor.mentions
        if ((m.start, m.end) == (start, end) if exact else m.start < end and start < m.end)
    }
