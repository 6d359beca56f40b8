"""The table of states, in pages: filtered and sorted here, so that a page of any dispute is as quick as another."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.states import OptionStates
from standoff.model.words import nearest
from standoff.show.findings import Findings
from standoff.show.rows import rows_of
from standoff.workbench.refusals import Refusal

MOST_ROWS = 500
Mask = NDArray[np.bool_]


def states_page(
    found: Findings,
    *,
    offset: int = 0,
    limit: int = 100,
    sort: str | None = None,
    down: bool = False,
    pattern: str | None = None,
    where: str | None = None,
    outcome: str | None = None,
    equilibria: str | None = None,
    text: str | None = None,
    key: bool = False,
) -> dict[str, Any]:
    """Return one page of the table of states.

    Parameters
    ----------
    found : Findings
        The dispute with its verdicts.
    offset, limit : int
        Where the page starts, and how many rows it has at most.
    sort : str, optional
        ``id``, ``equilibria`` (under how many concepts), or ``side:X``: by what that side prefers, best first.
    down : bool
        Whether to turn the order round.
    pattern, where, outcome : str, optional
        Only states that fit a pattern, satisfy an expression, or belong to an outcome.
    equilibria : str, optional
        Only equilibria under this concept.
    text : str, optional
        Only states whose id or name contains this.
    key : bool
        Only the status quo and equilibria under any of the concepts.
    """
    mask = matching(found, pattern, where, outcome, equilibria, text)
    if key:
        mask &= matters(found)
    order = sorted_states(found, np.flatnonzero(mask), sort, down=down)
    chosen = order[offset : offset + min(limit, MOST_ROWS)]
    return {
        "total": found.model.states.count,
        "matching": len(order),
        "offset": offset,
        "rows": rows_of(found, [int(state) for state in chosen]),
    }


def matters(found: Findings) -> Mask:
    """Return the status quo and all equilibria, shape (states,)."""
    mask: Mask = found.strength > 0
    if found.model.status_quo is not None:
        mask[found.model.status_quo] = True
    return mask


def matching(
    found: Findings,
    pattern: str | None,
    where: str | None,
    outcome: str | None,
    equilibria: str | None,
    text: str | None,
) -> Mask:
    """Return which states pass all filters, shape (states,)."""
    model = found.model
    states = model.states
    mask = np.ones(states.count, bool)
    if pattern and pattern.strip("-"):
        mask &= fitting(states, pattern)
    if where:
        mask &= states.satisfying(where)
    if outcome:
        known = {o.id: o.expression for o in model.dispute.outcomes}
        if outcome not in known:
            raise Refusal(f"There is no outcome {outcome!r}.", mend=nearest(outcome, known))
        mask &= states.satisfying(known[outcome])
    if equilibria:
        if equilibria not in found.equilibria:
            raise Refusal(f"{equilibria!r} is none of the concepts shown.", mend=nearest(equilibria, found.concepts))
        mask &= found.equilibria[equilibria]
    if text:
        mask &= _called(found, text)
    return mask


def fitting(states: Any, pattern: str) -> Mask:
    """Return the states that a pattern fits; of a coalesced one, some member."""
    if not isinstance(states, OptionStates) or len(pattern) != len(states.option_ids) or pattern.strip("YN-"):
        raise Refusal(f"{pattern[:80]!r} is no pattern of this dispute.", mend="Give one of Y, N, - for each option.")
    mask = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
    value = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
    full: Mask = (states.full & states.full.dtype.type(mask)) == value
    if states.class_of is None:
        return full
    result = np.zeros(states.count, bool)
    result[states.class_of[full]] = True
    return result


def _called(found: Findings, text: str) -> Mask:
    """Return the states with an id, or a name, that contains a text."""
    states = found.model.states
    result = np.zeros(states.count, bool)
    try:
        result[states.find(text.strip())] = True
        return result
    except StandoffError:
        pass
    wanted = text.strip().casefold()
    named = range(states.count) if states.count <= 1 << 16 else ()
    for state in named:
        result[state] = wanted in states.id(state).casefold() or wanted in (states.name(state) or "").casefold()
    return result


def sorted_states(found: Findings, chosen: NDArray[np.intp], sort: str | None, *, down: bool) -> NDArray[np.intp]:
    """Return states in the wanted order; those that are equal in it stay in the order of their ids."""
    if sort in (None, "", "id"):
        return chosen[::-1] if down else chosen
    if sort == "equilibria":
        keys = -found.strength[chosen]
    else:
        side, _, name = str(sort).partition(":")
        if side != "side":
            raise Refusal(f"{sort!r} is no order.", mend="Sort by id, equilibria, or side:X.", status=400)
        preference = found.model.preferences[found.model.dispute.maker(name)]
        if not preference.total:
            raise Refusal(f"What {name} prefers is no ranking, so nothing can be sorted by it.")
        keys = -preference.levels[chosen].astype(np.int64)
    order: NDArray[np.intp] = chosen[np.argsort(-keys if down else keys, kind="stable")]
    return order
