"""Simultaneous stability: what if the others move at the same time?"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves

MOST = 1_000_000


def ensure_separable(model: GraphModel) -> GeneratedMoves:
    """Refuse disputes in which several sides' moves cannot be added up.

    Raises
    ------
    StandoffError
        For graph form, shared options, coalesced states, and added or forbidden moves.
    """
    reason = None
    if model.dispute.graph_form:
        reason = "the dispute is given as a graph, without options"
    elif any(option.shared_with for option in model.dispute.options):
        reason = "two sides share an option"
    elif model.dispute.coalesce:
        reason = "states are coalesced"
    elif not isinstance(model.moves, GeneratedMoves):
        reason = "moves are added or forbidden"
    if reason or not isinstance(model.moves, GeneratedMoves):
        raise StandoffError(
            f"SIM is not defined here: {reason}.", mend="It adds up the options that several sides change at once."
        )
    return model.moves


def simultaneous(model: GraphModel) -> NDArray[np.bool_]:
    """Return where each side is SIM stable, shape (sides, states).

    For an improvement of i from s to s1, every other side j stays or makes one of its own improvements from s;
    all changes are added up, and what is not feasible is skipped.
    s is stable if for every improvement some selection ends in a state that i likes no better than s.
    """
    ensure_separable(model)
    sides, count = len(model.preferences), model.states.count
    result = np.ones((sides, count), bool)
    for s in range(count):
        changes = [[int(model.states.full[t] ^ model.states.full[s]) for t in model.improvements(j, s)]  # type: ignore[union-attr]
                   for j in range(sides)]  # fmt: skip
        for i in range(sides):
            if changes[i]:
                result[i, s] = _sanctioned(model, i, s, changes)
    return result


def _sanctioned(model: GraphModel, i: int, s: int, changes: list[list[int]]) -> bool:
    others = [[0, *changes[j]] for j in model.others(i)]
    if np.prod([float(len(choices)) for choices in others]) > MOST:
        raise StandoffError(f"more than {MOST:,} joint moves answer one move: SIM is too large here.")
    start = model.states.code(s)
    joint = [sum(selection) for selection in product(*others)]

    def deterred(change: int) -> bool:
        ends = (model.states.index_of_code(start ^ change ^ other) for other in joint)  # type: ignore[operator,union-attr]
        return any(t is not None and model.preferences[i].at_least(s, t) for t in ends)

    return all(deterred(change) for change in changes[i])


SIMULTANEOUS = SolutionConcept(
    "SIM",
    "simultaneous stability",
    ("simultaneously stable",),
    "Fraser & Hipel (1984); Kinsara, Petersons, Hipel & Kilgour (2015)",
    "Every improvement may meet improvements that the others make from the same state at the same time, "
    "and some such joint move leaves the side no better off than it was.",
    verdicts=simultaneous,
)
