"""A desk as the page sees it: one JSON document of the dispute, its verdicts, its forms and its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standoff.errors import StandoffError
from standoff.show.report import source_texts
from standoff.show.view import view
from standoff.workbench.commands import programs, twins
from standoff.workbench.desk import DEFAULT_CONCEPTS, Desk
from standoff.workbench.enumerating import large_view
from standoff.workbench.forms import forms
from standoff.workbench.refusals import told

SHOWN_LOG = 200


def shown(desk: Desk, phase: str | None = None, concepts: Sequence[str] = DEFAULT_CONCEPTS) -> dict[str, Any]:
    """Return the document of a desk.

    Parameters
    ----------
    desk : Desk
        The desk; its lock is held while it is looked at.
    phase : str, optional
        The phase to show instead of the file as it stands.
    concepts : sequence of str
        The solution concepts to show.
    """
    with desk.lock:
        view_document, problem = None, desk.version.error
        if problem is None:
            try:
                view_document = _view(desk, phase, concepts)
            except StandoffError as error:
                problem = error
        dispute = desk.version.dispute
        return {
            "id": desk.id,
            "version": desk.number,
            "title": desk.title,
            "path": desk.label,
            "file": desk.path.name if desk.path else None,
            "saved": desk.kept_at.strftime("%H:%M") if desk.kept_at else None,
            "unsaved": desk.unsaved,
            "on_disk": desk.on_disk,
            "undo": desk.history.undo_names,
            "redo": desk.history.redo_names,
            "phase": phase,
            "phases": [{"id": p.id, "date": p.date, "after": p.after} for p in dispute.phases] if dispute else [],
            "source": desk.version.text,
            "view": view_document,
            "forms": forms(desk) if dispute is not None else None,
            "problem": None if problem is None else told(problem),
            "said": list(desk.said),
            "large": large(desk),
            "commands": twins(desk.label, phase),
            "programs": programs(desk.label, phase),
            "parent": desk.parent,
            "log": desk.log[:SHOWN_LOG],
        }


def large(desk: Desk) -> dict[str, Any] | None:
    """Return how large a large dispute is, None for one that is shown whole."""
    if not desk.size.large:
        return None
    return {"states_at_most": desk.size.at_most, "confirmed": desk.consent, "ready": desk.ready, "job": desk.job}


def _view(desk: Desk, phase: str | None, concepts: Sequence[str]) -> dict[str, Any]:
    """Return the view; of a large dispute, what its file says, and once it is analyzed, its equilibria."""
    if desk.size.large:
        return large_view(desk)
    known, key = desk.version.known, ("view", phase, tuple(concepts))
    if key not in known:
        analysis = desk.analysis(phase, concepts)
        known[key] = view(analysis, texts=source_texts(analysis, desk.folder))
    document: dict[str, Any] = known[key]
    return document
