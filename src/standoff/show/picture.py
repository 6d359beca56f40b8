"""What the picture of moves shows: the states near the status quo, and the moves between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from standoff.errors import StandoffError
from standoff.model.document import Document
from standoff.show.describe import change_words, state_words
from standoff.show.findings import Findings
from standoff.show.layout import Arrow, lay_out
from standoff.show.texts import number

LAYOUT = "x_layout"
"""The key of a dispute file that says where states stand in the picture, by pattern: ``{NYN: [120, 40]}``."""

MOST_STATES = 18
MOST_ARROWS = 40
NEAR = 500
MOST_LED = 6
MOST_APART_DRAWN = 3
LABEL_LINES = 3
LABEL_LETTERS = 28


def picture(findings: Findings) -> dict[str, Any] | None:
    """Return the places of states and moves near the status quo, None where the dispute states none."""
    quo = findings.model.status_quo
    if quo is None:
        return None
    return drawn(findings, _chosen(findings, quo), quo)


def drawn(findings: Findings, layers: dict[int, int], start: int) -> dict[str, Any]:
    """Return the places of some states and the moves between them.

    Parameters
    ----------
    findings : Findings
        The analysis that the picture belongs to.
    layers : dict
        The states to draw, each with its distance from the start.
    start : int
        The state that the others are compared with.
    """
    model = findings.model
    arrows, left_out = _arrows(findings, list(layers), start)
    layout = lay_out(layers, arrows, _placed(findings))
    return {
        "width": layout.width,
        "height": layout.height,
        "nodes": [node(findings, start, state, *layout.centres[state]) for state in layers],
        "arcs": [
            {
                "from": model.states.id(a.source),
                "to": model.states.id(a.target),
                "side": a.side,
                "improves": a.improves,
                "x": x,
                "y": y,
            }
            for a, (x, y) in zip(arrows, layout.bends, strict=True)
        ],
        "states_left_out": model.states.count - len(layers),
        "moves_left_out": left_out,
    }


def _placed(findings: Findings) -> dict[int, tuple[float, float]]:
    """Return where a person has put states, as the file keeps it; what means no state any more is passed over."""
    document, states = findings.model.dispute.document, findings.model.states
    kept = document.data.get(LAYOUT) if isinstance(document, Document) and isinstance(document.data, dict) else None
    found: dict[int, tuple[float, float]] = {}
    for state, point in kept.items() if isinstance(kept, dict) else ():
        try:
            x, y = (float(number) for number in point)
            found[states.find(str(state))] = (x, y)
        except (StandoffError, TypeError, ValueError):
            continue
    return found


def _chosen(findings: Findings, quo: int) -> dict[int, int]:
    """Return the states to draw with their layers, the distance in moves from the status quo.

    Where there are too many: those that improvements lead to, then the ways to a few equilibria apart,
    then those that differ from the status quo in one option, or the nearest in graph form.
    """
    evolution = findings.evolution
    assert evolution is not None
    wanted = [quo]
    for some in _wanted(findings, quo):
        wanted.extend(state for state in some if state not in wanted)
        wanted = wanted[:MOST_STATES]
    layers: dict[int, int] = {}
    for state in wanted:
        path = evolution.path(state)
        if path is not None:
            layers[state] = len(path)
    return dict(sorted(layers.items(), key=lambda item: (item[1], item[0])))


def _wanted(findings: Findings, quo: int) -> Iterator[Iterable[int]]:
    """Yield groups of states, the most telling first."""
    evolution, states = findings.evolution, findings.model.states
    assert evolution is not None
    if states.count <= MOST_STATES:
        yield range(states.count)
        return
    yield findings.predicted[:MOST_LED]
    yield islice(_nearest(evolution.by_improvements.layers), MOST_LED)
    for one in findings.apart[:MOST_APART_DRAWN]:
        yield [step.end for step in one.approach.steps] if one.approach else []
    near = list(islice(_nearest(evolution.by_moves.layers), NEAR))
    yield [state for state in near if len(change_words(findings.model, quo, state)) == 1] or near


def _nearest(layers: Any) -> Iterator[int]:
    """Yield the states of a search, nearest first."""
    for layer in layers.values():
        yield from sorted({int(state) for states in layer.values() for state in states})


def _arrows(findings: Findings, chosen: Sequence[int], start: int) -> tuple[list[Arrow], int]:
    """Return the moves to draw and how many are left out.

    Where there are too many: of a side's improvements from a state the one that it prefers most,
    the moves out of the start, and the ways to equilibria apart.
    """
    model = findings.model
    inside = set(chosen)
    found = [
        Arrow(state, int(target), side, preference.better(int(target), state))
        for state in chosen
        for side, preference in enumerate(model.preferences)
        for target in model.moves.reachable(side, state)
        if int(target) in inside
    ]
    if len(found) <= MOST_ARROWS:
        return found, 0
    apart = findings.apart if start == model.status_quo else ()
    ways = {(s.mover, s.start, s.end) for one in apart if one.approach for s in one.approach.steps}
    best: dict[tuple[int, int], Arrow] = {}
    for arrow in found:
        rival = best.get((arrow.source, arrow.side))
        if arrow.improves and (rival is None or model.preferences[arrow.side].better(arrow.target, rival.target)):
            best[arrow.source, arrow.side] = arrow
    told = {*best.values(), *(a for a in found if (a.side, a.source, a.target) in ways or a.source == start)}
    shown = sorted(told, key=lambda a: (a.source != start, not a.improves, a.source, a.target))[: 2 * MOST_ARROWS]
    return shown, len(found) - len(shown)


def node(findings: Findings, start: int, state: int, x: float, y: float) -> dict[str, Any]:
    """Return how one state is drawn, labelled with what sets it apart from the start."""
    model = findings.model
    changes = [_short(words) for words in change_words(model, start, state)]
    label = (
        changes
        if len(changes) <= LABEL_LINES
        else [*changes[: LABEL_LINES - 1], number("differences", len(changes) - LABEL_LINES + 1)]
    )
    held = len(findings.holds(state))
    return {
        "state": model.states.id(state),
        "x": x,
        "y": y,
        "status_quo": state == model.status_quo,
        "label": label,
        "title": f"{model.states.id(state)}: {state_words(model, state)}",
        "equilibrium": "all" if held == len(findings.concepts) else "some" if held else "none",
    }


def _short(words: str) -> str:
    return words if len(words) <= LABEL_LETTERS else words[: LABEL_LETTERS - 1] + "…"
