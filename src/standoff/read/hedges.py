"""Which passages say something only with reserve or weakly, as the ledgers of the reports have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standoff.model.dispute import Dispute, Evidence
from standoff.read.draft_acts import slug
from standoff.read.ledger import Ledger, Position


def hedged_passages(dispute: Dispute, ledgers: Sequence[Ledger]) -> frozenset[str]:
    """Return the passages behind statements that are hedged ("reportedly") or weak ("not eager").

    Parameters
    ----------
    dispute : Dispute
        Whose statements cite the passages.
    ledgers : sequence of Ledger
        What the reports say. A passage is matched with the positions that have its very offsets, or where there are
        none with those that overlap it, and counts as hedged if all of them are.

    Returns
    -------
    frozenset of str
        Passages as ``source@start-end``.
    """
    positions = {slug(ledger.source.id, "r"): ledger.positions for ledger in ledgers}
    positions |= {ledger.source.id: ledger.positions for ledger in ledgers}
    cited = {
        passage
        for entry in dispute.preferences.values()
        for statement in entry.statements or ()
        for passage in statement.support.evidence
    }
    return frozenset(str(passage) for passage in cited if _hedged(passage, positions.get(passage.source, ())))


def _hedged(passage: Evidence, positions: Iterable[Position]) -> bool:
    """Return whether all positions that a passage is about are hedged or weak."""
    near = [each for each in positions if each.start < passage.end and passage.start < each.end]
    same = [each for each in near if (each.start, each.end) == (passage.start, passage.end)] or near
    return bool(same) and all(each.voice == "hedged" or each.strength == "weak" for each in same)
