"""Why a verdict is as it is: the reason in words, the moves that show it, and the passages behind it."""

from __future__ import annotations

import shlex
from typing import Any

from standoff.analysis import Analysis
from standoff.model.dispute import Evidence
from standoff.show.report import source_texts
from standoff.show.told import drawn_moves
from standoff.workbench.commands import program
from standoff.workbench.desk import Desk

MOST_MOVES = 60
MARGIN = 120
"""Characters around a passage that are shown with it."""


def why(desk: Desk, analysis: Analysis, maker: str, state: str, concept: str) -> dict[str, Any]:
    """Return the reason of one verdict as the page shows it."""
    reason = analysis.why(maker, state, concept)
    found = reason.to_dict()
    moves = list(drawn_moves(analysis, reason.witness))[:MOST_MOVES]
    phase = analysis.dispute.phase
    at = f" --phase {shlex.quote(phase)}" if phase else ""
    asked = {"maker": maker, "state": state, "concept": concept, "phase": phase}
    words = " ".join(map(shlex.quote, (desk.label, maker, state, concept)))
    return found | {
        "sentences": list(reason.sentences),
        "moves": moves,
        "passages": _passages(desk, analysis, reason.evidence),
        "command": f"standoff why {words}{at}",
        "python": program(desk.label, "why", asked),
    }


def _passages(desk: Desk, analysis: Analysis, evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    """Return passages with their words, where the source's text is at hand."""
    texts = source_texts(analysis, desk.folder)
    found = []
    for passage in dict.fromkeys(evidence):
        text = texts.get(passage.source)
        found.append(
            {
                "source": passage.source,
                "start": passage.start,
                "end": passage.end,
                "text": None if text is None else text[passage.start : passage.end],
                "before": None if text is None else text[max(passage.start - MARGIN, 0) : passage.start],
                "after": None if text is None else text[passage.end : passage.end + MARGIN],
            }
        )
    return found
