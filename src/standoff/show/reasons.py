"""Which reasons a page gives: why the predicted states hold, and who would leave the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from standoff.errors import StandoffError
from standoff.show.evidence import Passages
from standoff.show.findings import Findings

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_HELD = 3
MOST_LEFT = 8


def reasons(analysis: Analysis, findings: Findings, passages: Passages) -> dict[str, list[dict[str, Any]]]:
    """Return the reasons that matter most, each with its sentences and the passages behind it.

    For a predicted state every side's reason to stay is given, under the first concept that holds for it.
    For each other state near by, the side that would leave it.
    """
    model = findings.model
    held = [(state, side) for state in findings.predicted[:MOST_HELD] for side in range(len(model.makers))]
    hold = [
        _reason(analysis, state, side, _concept(findings, state, side, stable=True), passages) for state, side in held
    ]
    leave = []
    for state in _unsettled(findings):
        unstable = [
            side
            for side in range(len(model.makers))
            if not all(findings.verdicts[c][side, state] for c in findings.concepts)
        ]
        if not unstable:
            continue  # what coalitions would leave, no side need leave by itself
        side = min(unstable, key=lambda i: sum(bool(findings.verdicts[c][i, state]) for c in findings.concepts))
        leave.append(_reason(analysis, state, side, _concept(findings, state, side, stable=False), passages))
    return {"hold": list(filter(None, hold)), "leave": list(filter(None, leave))}


def _unsettled(findings: Findings) -> list[int]:
    """Return the states to say who would leave: the status quo, what improvements pass, outcomes, near neighbours."""
    model, quo, evolution = findings.model, findings.model.status_quo, findings.evolution
    if quo is None or evolution is None:
        return []
    full = len(findings.concepts)
    found = [quo] if findings.strength[quo] < full else []
    passed = [int(s) for s in np.flatnonzero(findings.would & (findings.strength == 0))]
    found += passed[:MOST_LEFT]
    for outcome in model.dispute.outcomes:
        state = evolution.nearest(model.states.satisfying(outcome.expression))
        found += [state] if state is not None else []
    near = sorted({int(t) for side in range(len(model.makers)) for t in model.moves.reachable(side, quo)})
    candidates = dict.fromkeys([*found, *near])
    return [
        state
        for state in candidates
        if state == quo or findings.strength[state] == 0
        if findings.strength[state] < full
    ][:MOST_LEFT]


def _concept(findings: Findings, state: int, side: int, *, stable: bool) -> str | None:
    """Return the first concept with the verdict, if any; for an unstable state the most patient of them says most."""
    fitting = [c for c in findings.concepts if bool(findings.verdicts[c][side, state]) == stable]
    if stable or not fitting:
        return fitting[0] if fitting else None
    return "SEQ" if "SEQ" in fitting else fitting[-1]


def _reason(
    analysis: Analysis, state: int, side: int, concept: str | None, passages: Passages
) -> dict[str, Any] | None:
    """Return one reason; None where the concept's verdicts can't be given in words, or none has the verdict."""
    model = analysis.model
    if concept is None:
        return None
    try:
        reason = analysis.why(model.makers[side], model.states.id(state), concept)
    except StandoffError:
        return None
    return {
        "state": model.states.id(state),
        "side": side,
        "concept": concept,
        "stable": bool(reason.stable),
        "sentences": list(reason.sentences),
        "passages": passages.ids(reason.evidence),
    }
