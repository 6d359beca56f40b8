"""Why a verdict is as it is: the reason in words, the moves that show it, and the passages behind it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.analysis import Analysis
from standoff.model.dispute import Evidence
from standoff.show.report import source_texts
from standoff.workbench.desk import Desk

MOST_MOVES = 60
MARGIN = 120
"""Characters around a passage that are shown with it."""


def why(desk: Desk, analysis: Analysis, maker: str, state: str, concept: str) -> dict[str, Any]:
    """Return the reason of one verdict as the page shows it."""
    reason = analysis.why(maker, state, concept)
    found = reason.to_dict()
    moves = list(_moves(analysis, reason.witness))[:MOST_MOVES]
    phase = analysis.dispute.phase
    at = f" --phase {shlex.quote(phase)}" if phase else ""
    words = " ".join(map(shlex.quote, (desk.label, maker, state, concept)))
    return found | {
        "sentences": list(reason.sentences),
        "moves": moves,
        "passages": _passages(desk, analysis, reason.evidence),
        "command": f"standoff why {words}{at}",
    }


def _moves(analysis: Analysis, witness: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the moves in a witness, each once, in the order in which the reason speaks of them."""
    seen = set()
    for move in told_moves(witness):
        if move not in seen:
            seen.add(move)
            yield _drawn(analysis, *move)


def told_moves(witness: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (mover, from, to) for the moves of a witness: temptations, answers to them, and counter-moves."""
    maker, state = str(witness["decision_maker"]), str(witness["state"])
    tempting = witness.get("improvement")
    if isinstance(tempting, str):
        yield maker, state, tempting
        answers = witness.get("answers", [])
        for answer in answers:
            before = tempting if answer["after"] is None else answers[answer["after"]]["state"]
            yield answer["mover"], before, answer["state"]
    for entry in witness.get("improvements", []):
        if isinstance(entry, Mapping) and isinstance(entry.get("improvement"), str):
            yield maker, state, entry["improvement"]
            yield from _steps(entry.get("sequence", []))
            for counter in entry.get("countermoves", []):
                yield maker, str(entry["ends"]), counter["to"]
    for entry in witness.get("alternatives", []):
        yield maker, state, entry["to"]
        yield from _steps(entry.get("line", []))
    for part in witness.get("parts", []):
        if isinstance(part, Mapping) and "decision_maker" in part:
            yield from told_moves(part)


def _steps(steps: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the moves of a sequence."""
    for step in steps:
        if {"mover", "from", "to"} <= step.keys():
            yield step["mover"], step["from"], step["to"]


def _drawn(analysis: Analysis, maker: str, start: str, end: str) -> dict[str, Any]:
    """Return one move as the picture draws it."""
    model = analysis.model
    members = [analysis.dispute.maker(name) for name in maker.split(",")]
    a, b = model.states.find(start), model.states.find(end)
    improves = all(model.preferences[side].better(b, a) for side in members)
    return {"from": start, "to": end, "maker": members[0], "makers": members, "improvement": bool(improves)}


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
