"""States and options as the analysis JSON lists them, cut short above 2^16 states."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel

FIRST = 1000


def options_as_dict(dispute: Dispute) -> list[dict[str, Any]]:
    """Return the options in file order with their owners."""
    return [
        {"id": option.id, "decision_maker": maker.id, "shared_with": list(option.shared_with)}
        for maker in dispute.decision_makers
        for option in maker.options
    ]


def state_as_dict(model: GraphModel, state: int) -> dict[str, Any]:
    """Return one state: id, code, pattern, members, options taken; id only in graph form; and its name."""
    states = model.states
    result: dict[str, Any] = {"id": states.id(state)}
    if states.code(state) is not None:
        result.update(code=states.code(state), pattern=states.pattern(state))
        if members := states.members(state):
            result["members"] = list(members)
        result["options"] = list(states.options(state))
    if name := states.name(state):
        result["name"] = name
    return result


def states_as_list(model: GraphModel, mask: NDArray[np.bool_], whole: bool) -> Any:
    """Return the states of a mask, or a count, the first 1,000 and ``truncated``."""
    places = np.flatnonzero(mask)
    listed = [state_as_dict(model, int(state)) for state in (places if whole else places[:FIRST])]
    return listed if whole else {"count": len(places), "first": listed, "truncated": len(places) > FIRST}


def many_as_dict(model: GraphModel, mask: NDArray[np.bool_], whole: bool) -> Any:
    """Return the ids of a mask, or a count, the first 1,000 and ``truncated``."""
    places = np.flatnonzero(mask)
    ids = [model.states.id(int(state)) for state in (places if whole else places[:FIRST])]
    return ids if whole else {"count": len(places), "first": ids, "truncated": len(places) > FIRST}
