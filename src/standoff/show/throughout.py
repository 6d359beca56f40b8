"""What holds in very many states at once: where something is conceded or comes about, what is unmet everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.model.states import OptionStates
from standoff.show.findings import Change, Findings, owned


def moving(findings: Findings, shown: Sequence[int]) -> tuple[int, ...]:
    """Return those of some states that are no stalemates; of many at once, where states are options alone."""
    states = findings.model.states
    if not isinstance(states, OptionStates) or states.class_of is not None or not shown:
        return tuple(state for state in shown if not findings.stalemate(state))
    chosen = np.asarray(shown, np.int64)
    moves = np.zeros(len(chosen), bool)
    quo = findings.model.status_quo
    for outcome in findings.model.dispute.outcomes:
        truth = states.satisfying(outcome.expression)
        moves |= truth[chosen] & ~(quo is not None and truth[quo])
    for side, option in owned(findings.model.dispute) if quo is not None else ():
        bit = states.codes.dtype.type(1 << option)
        asked = np.flatnonzero(((states.codes[chosen] ^ states.codes[quo]) & bit != 0) & ~moves)
        moves[asked[_for_others_in(findings, chosen[asked], side, option)]] = True
    return tuple(int(state) for state in chosen[moves])


def unmet_throughout(findings: Findings, shown: Sequence[int]) -> tuple[Change, ...]:
    """Return what is unmet in every one of some states."""
    kept = findings.unmet(shown[0]) if shown else ()
    states = findings.model.states
    if isinstance(states, OptionStates) and states.class_of is None:
        here = np.asarray(shown, np.int64)
        return tuple(
            change
            for change in kept
            if not ((states.codes[here] >> states.codes.dtype.type(change.option)) & 1 == change.taken).any()
            and _for_others_in(findings, here, change.side, change.option, undone=True).all()
        )
    return tuple(change for change in kept if all(change in findings.unmet(state) for state in shown))


def _for_others_in(
    findings: Findings, here: NDArray[np.int64], side: int, option: int, *, undone: bool = False
) -> NDArray[np.bool_]:
    """Return where an option is as another side likes it and its own side doesn't, elementwise; or would be."""
    states = findings.model.states
    assert isinstance(states, OptionStates)
    codes = states.codes[here] ^ states.codes.dtype.type(1 << option)
    other = np.searchsorted(states.codes, codes).clip(max=states.count - 1)
    found = np.zeros(len(here), bool)
    there = states.codes[other] == codes
    so, not_so = (other[there], here[there]) if undone else (here[there], other[there])
    gains = [p.compare(so, not_so) for p in findings.model.preferences]
    liked = np.any([gain > 0 for j, gain in enumerate(gains) if j != side], axis=0)
    found[there] = (gains[side] <= 0) & liked
    for place in np.flatnonzero(~there):  # the rules exclude the other way: the side's own moves turn it
        told = findings.for_others(int(here[place]), undone=undone)
        found[place] = any((change.side, change.option) == (side, option) for change in told)
    return found
