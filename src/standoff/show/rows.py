"""States and equilibria as the plain data that a view holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from standoff.show.describe import option_words, state_words
from standoff.show.findings import Apart, Findings

MOST_ROWS = 200
MOST_LISTED = 40


def rows(found: Findings) -> dict[str, Any]:
    """Return the rows of the table of states: all, or the ones that matter where there are too many."""
    total = found.model.states.count
    chosen = list(range(total)) if total <= MOST_ROWS else matter(found, MOST_ROWS)
    return {"total": total, "left_out": total - len(chosen), "rows": [_row(found, state) for state in chosen]}


def rows_of(found: Findings, states: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows of some states, in the order in which they are given."""
    return [_row(found, state) for state in states]


def matter(found: Findings, most: int) -> list[int]:
    """Return the status quo, the equilibria and what improvements reach, at most so many, in state order."""
    quo = found.model.status_quo
    passed = [int(s) for s in np.flatnonzero(found.would)]
    wanted = dict.fromkeys(
        [*([quo] if quo is not None else []), *found.predicted, *passed[:most], *found.others[:most]]
    )
    return sorted(list(wanted)[:most])


def _row(found: Findings, state: int) -> dict[str, Any]:
    """Return one state with its verdicts; ``stable`` has one string a concept, 1 or 0 for each side."""
    model = found.model
    return {
        "id": model.states.id(state),
        "name": model.states.name(state),
        "words": state_words(model, state),
        "pattern": model.states.pattern(state),
        "status_quo": state == model.status_quo,
        "led": bool(found.would[state]),
        "stable": {c: "".join("1" if s else "0" for s in found.verdicts[c][:, state]) for c in found.concepts},
        "equilibrium": list(found.holds(state)),
    }


def equilibria(found: Findings) -> dict[str, Any]:
    """Return the equilibria in two groups, with how they come about or what they would take."""
    quo = found.model.status_quo
    return {
        "reached": [
            _reached(found, state) for state in (found.predicted if quo is not None else found.others)[:MOST_LISTED]
        ],
        "reached_left_out": max(len(found.predicted if quo is not None else found.others) - MOST_LISTED, 0),
        "apart": [_apart(found, one) for one in found.apart[:MOST_LISTED]],
        "apart_left_out": max(len(found.others) - MOST_LISTED, 0) if quo is not None else 0,
    }


def _equilibrium(found: Findings, state: int) -> dict[str, Any]:
    model, dispute = found.model, found.model.dispute
    return {
        "state": model.states.id(state),
        "words": state_words(model, state),
        "concepts": list(found.holds(state)),
        "status_quo": state == model.status_quo,
        "stalemate": not dispute.graph_form and found.stalemate(state),
        "conceded": [option_words(dispute, c.option, taken=c.taken) for c in found.concessions(state)],
        "outcomes": list(found.gained(state)),
    }


def _reached(found: Findings, state: int) -> dict[str, Any]:
    path = found.evolution.path(state, improvements=True) if found.evolution else ()
    return _equilibrium(found, state) | {"path": _steps(found, path or (), ())}


def _apart(found: Findings, one: Apart) -> dict[str, Any]:
    approach = one.approach
    return _equilibrium(found, one.state) | {
        "joint": list(one.joint),
        "start": None if one.start is None else found.model.states.id(one.start),
        "conceding": list(one.conceding),
        "path": _steps(found, approach.steps, approach.concessions) if approach else [],
        "possible": one.possible,
    }


def _steps(found: Findings, steps: Sequence[Any], concessions: Sequence[bool]) -> list[dict[str, Any]]:
    """Return the moves of a path."""
    ids = found.model.states.id
    given = concessions or [False] * len(steps)
    return [
        {"side": step.mover, "from": ids(step.start), "to": ids(step.end), "concession": concession}
        for step, concession in zip(steps, given, strict=True)
    ]
