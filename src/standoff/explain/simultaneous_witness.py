"""The witness of simultaneous stability: what the others do at the same time, and where it all leads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from standoff.analyze.simultaneous import MOST, ensure_separable
from standoff.errors import StandoffError
from standoff.explain.because import Ground, ground
from standoff.explain.case import Case
from standoff.explain.scales import word

LISTED_SELECTIONS = 2000
LISTED_IMPROVEMENTS = 200

Selection = tuple[tuple[int, int], ...]
"""Who moves to where."""


class Together:
    """The joint moves from one state."""

    def __init__(self, case: Case) -> None:
        ensure_separable(case.model)
        self.case, self.model, self.s = case, case.model, case.state
        others = self.model.others(case.side)
        self.choices = [[None, *((j, int(t)) for t in self.model.improvements(j, self.s))] for j in others]
        self.count = prod(len(choices) for choices in self.choices)
        if self.count > MOST:
            raise StandoffError(f"more than {MOST:,} joint moves answer one move: SIM is too large here.")

    def selections(self) -> Iterator[Selection]:
        """Yield everything that the others can do at the same time, staying included."""
        for selection in product(*self.choices):
            yield tuple(each for each in selection if each is not None)

    def end(self, s1: int, selection: Selection) -> int | None:
        """Return where it leads if all changes are added up, None if nowhere feasible."""
        states: Any = self.model.states
        full = states.full
        code = int(full[s1])
        for _, t in selection:
            code ^= int(full[t]) ^ int(full[self.s])
        end = states.index_of_code(code)
        return None if end is None else int(end)

    def joint(self, selection: Selection) -> list[dict[str, Any]]:
        """Return the others' moves as plain data."""
        ids = self.model.states.id
        return [{"mover": self.model.makers[j], "to": ids(t)} for j, t in selection]


def by_joint_moves(case: Case) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """Return the witness of a verdict of SIM, and the grounds of the preferences in it."""
    together = Together(case)
    model, i, s, ids = case.model, case.side, case.state, case.model.states.id
    head = case.head("joint moves")
    improvements = [int(t) for t in model.improvements(i, s)]
    listed: list[dict[str, Any]] = []
    grounds: list[Ground] = []
    for s1 in improvements:
        entry: dict[str, Any] = {"improvement": ids(s1), "gain": word(model, i, s1, s)}
        for selection in together.selections():
            end = together.end(s1, selection)
            if end is not None and model.preferences[i].at_least(s, end):
                entry |= {"joint": together.joint(selection), "ends": ids(end), "relation": word(model, i, end, s)}
                break
        else:
            return {**head, "stable": False, **entry, **_selections(together, s1)}, (ground(model, i, s1, s),)
        if len(listed) < 3 and end is not None:
            grounds += [ground(model, i, s1, s), *([ground(model, i, s, end)] if end != s else [])]
        listed.append(entry)
    body = {"improvement_count": len(listed), "improvements": listed[:LISTED_IMPROVEMENTS]}
    truncated = len(listed) > LISTED_IMPROVEMENTS
    return {**head, "stable": True, **body, "truncated": truncated}, tuple(dict.fromkeys(grounds))


def _selections(together: Together, s1: int) -> dict[str, Any]:
    """Return every joint move that meets an improvement, with where it leads."""
    model, case = together.model, together.case
    listed: list[dict[str, Any]] = []
    for selection in together.selections():
        if len(listed) == LISTED_SELECTIONS:
            break
        end = together.end(s1, selection)
        ends = None if end is None else model.states.id(end)
        relation = None if end is None else word(model, case.side, end, case.state)
        listed.append({"joint": together.joint(selection), "ends": ends, "relation": relation})
    return {"selection_count": together.count, "selections": listed, "truncated": together.count > LISTED_SELECTIONS}
