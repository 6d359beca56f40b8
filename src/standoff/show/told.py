"""The moves that a reason speaks of, as pictures draw them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.analysis import Analysis


def drawn_moves(analysis: Analysis, witness: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the moves in a witness, each once, in the order in which the reason speaks of them."""
    for move in dict.fromkeys(told_moves(witness)):
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
