"""Which state of one dispute is which of another: by pattern (graph form: by id), never by number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standoff.model.moves import Indices
from standoff.model.states import ListedStates, OptionStates

States = OptionStates | ListedStates


def matched(a: States, b: States) -> tuple[Indices, Indices]:
    """Return (state of the one, state of the other) for all states that are the same.

    In option form those are the same that take the same options; options that one of the disputes lacks
    count as not taken there. A coalesced state is matched through its members,
    so it may be several states of the other dispute. In graph form those with the same id are the same;
    between the two forms none are.

    Returns
    -------
    tuple of ndarray of int64, shape (pairs,)
        Sorted by the first.
    """
    if isinstance(a, OptionStates) and isinstance(b, OptionStates):
        table = _by_options(a, b)
    elif isinstance(a, ListedStates) and isinstance(b, ListedStates):
        index = {b.id(state): state for state in range(b.count)}
        pairs = [(state, index[a.id(state)]) for state in range(a.count) if a.id(state) in index]
        table = np.array(pairs, np.int64).reshape(-1, 2)
    else:
        table = np.empty((0, 2), np.int64)
    return table[:, 0], table[:, 1]


def _by_options(a: OptionStates, b: OptionStates) -> NDArray[np.int64]:
    """Return the pairs of states with a full state in common, shape (pairs, 2)."""
    places, codes = _recoded(b, a.option_ids)
    _, at_a, at_codes = np.intersect1d(a.full, codes, assume_unique=True, return_indices=True)
    at_b = places[at_codes]
    first = at_a if a.class_of is None else a.class_of[at_a]
    second = at_b if b.class_of is None else b.class_of[at_b]
    return np.unique(np.stack([first, second], axis=1).astype(np.int64), axis=0)


def _recoded(states: OptionStates, options: tuple[str, ...]) -> tuple[Indices, NDArray[np.uint64]]:
    """Return the full states that take none but the given options: their places, and their codes over these."""
    full = states.full.astype(np.uint64)
    if states.option_ids == options:
        return np.arange(len(full)), full
    position = {option: k for k, option in enumerate(options)}
    codes, kept = np.zeros(len(full), np.uint64), np.ones(len(full), bool)
    for k, option in enumerate(states.option_ids):
        taken = full >> np.uint64(k) & np.uint64(1)
        if option in position:
            codes |= taken << np.uint64(position[option])
        else:
            kept &= taken == 0
    places = np.flatnonzero(kept)
    return places, codes[places]
