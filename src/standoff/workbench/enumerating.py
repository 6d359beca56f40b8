"""The analysis of a large dispute, after a person has agreed to it: states, preferences and verdicts, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from standoff.analyze.registry import find_concepts
from standoff.show.findings import Findings, findings
from standoff.show.outline import outline
from standoff.show.rows import equilibria, matter, rows_of
from standoff.show.texts import number
from standoff.workbench.desk import DEFAULT_CONCEPTS, Desk
from standoff.workbench.pictures import around

READY = "ready"
VIEW = "large view"
MOST_SHOWN = 40


def analyze_large(desk: Desk, progress: Callable[[str], None]) -> dict[str, Any]:
    """Analyze a desk's dispute as it is now, and keep the analysis for the pages to look at.

    Parameters
    ----------
    desk : Desk
        Whose dispute is analyzed; meanwhile it can be looked at and edited.
    progress : callable
        Told in words how far it is; what it raises ends the work.
    """
    from standoff.analysis import Analysis

    with desk.lock:
        desk.consent = True
        version, dispute = desk.version, desk.dispute
    analysis = Analysis(dispute, concepts=DEFAULT_CONCEPTS)
    analysis.prepare(progress)
    progress("Following improvements from the status quo")
    found = findings(analysis)
    progress("Looking at the equilibria")
    shown = _analyzed(desk, found)
    with desk.lock:
        if desk.version is version:
            version.known[None, DEFAULT_CONCEPTS] = analysis
            version.known["findings", None, DEFAULT_CONCEPTS] = found
            version.known[VIEW, None] = shown
            version.known[READY, None] = True
            desk.changed(desk)
    count = analysis.model.states.count
    counts = {concept: int(mask.sum()) for concept, mask in found.equilibria.items()}
    return {"states": count, "equilibria": counts, "sentences": [number("states", count)]}


def large_view(desk: Desk) -> dict[str, Any]:
    """Return the view of a large dispute: what its file says, and of an analyzed one, where it stands."""
    known = desk.version.known
    if (VIEW, None) not in known:
        known[VIEW, None] = _outlined(desk)
    found: dict[str, Any] = known[VIEW, None]
    return found


def _outlined(desk: Desk, total: int | None = None) -> dict[str, Any]:
    """Return what the file says."""
    return outline(desk.dispute, find_concepts(DEFAULT_CONCEPTS), total=total)


def _analyzed(desk: Desk, found: Findings) -> dict[str, Any]:
    """Return what the file says, with the status quo, the first equilibria and the states that matter most."""
    states, quo = found.model.states, found.model.status_quo
    chosen = matter(found, MOST_SHOWN)
    rows = {"total": states.count, "left_out": states.count - len(chosen), "rows": rows_of(found, chosen), "more": True}
    return _outlined(desk, states.count) | {
        "status_quo": None if quo is None else states.id(quo),
        "states": rows,
        "equilibria": equilibria(found),
        "picture": None if quo is None else around(found, quo, 1),
    }
