"""Compiled search over listed moves (Numba): each state gets its least reachable value once, in increasing order.

A value flows backwards from the state that has it along legal sequences: nobody moves twice in succession.
States are taken in increasing order of value, so what reaches a state first is its least value, and every arc is
looked at once: O(states + arcs) after one sort, whatever the shape of the graph.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

BEYOND = 1 << 62


@numba.njit(cache=True, nogil=True)
def reverse_arcs(indptr: Any, targets: Any, levels: Any, improving: bool) -> tuple[Any, Any]:
    """Return (indptr, sources) of the reversed arcs, of improvements only if asked for."""
    count = len(indptr) - 1
    start = np.zeros(count + 1, np.int64)
    for s in range(count):
        for a in range(indptr[s], indptr[s + 1]):
            if not improving or levels[targets[a]] > levels[s]:
                start[targets[a] + 1] += 1
    for s in range(count):
        start[s + 1] += start[s]
    place = start[:-1].copy()
    sources = np.empty(start[count], np.int32)
    for s in range(count):
        for a in range(indptr[s], indptr[s + 1]):
            t = targets[a]
            if not improving or levels[t] > levels[s]:
                sources[place[t]] = s
                place[t] += 1
    return start, sources


@numba.njit(cache=True, nogil=True)
def least_by_legal_sequences(order: Any, value: Any, starts: Any, sources: Any, others: Any) -> Any:
    """Return the least value over legal sequences of at least one move from each state.

    Parameters
    ----------
    order : the states by increasing value.
    starts, sources : reversed arcs of every side, as tuples of arrays.
    others : the sides that may move.

    Notes
    -----
    ``begun[j, s]`` marks that the least value of sequences from s that j begins is known;
    ``seen[j, t]`` that j's arcs into t were followed back.
    """
    count = len(value)
    sides = len(others)
    begun = np.zeros((sides, count), np.uint8)
    seen = np.zeros((sides, count), np.uint8)
    least = np.full(count, BEYOND, np.int64)
    stack = np.empty(sides * count + sides, np.int64)
    for t in order:
        current = value[t]
        top = 0
        for j in range(sides):
            if not seen[j, t]:
                stack[top] = t * sides + j
                top += 1
                seen[j, t] = 1
        while top:
            top -= 1
            j = stack[top] % sides
            state = stack[top] // sides
            row = starts[others[j]]
            arcs = sources[others[j]]
            for a in range(row[state], row[state + 1]):
                s = arcs[a]
                if begun[j, s]:
                    continue
                begun[j, s] = 1
                least[s] = min(least[s], current)
                for k in range(sides):
                    if k != j and not seen[k, s]:
                        seen[k, s] = 1
                        stack[top] = np.int64(s) * sides + k
                        top += 1
    return least


@numba.njit(cache=True, nogil=True)
def best_move(indptr: Any, targets: Any, levels: Any) -> Any:
    """Return the best level over each state's moves and the state itself."""
    best = levels.copy()
    for s in range(len(indptr) - 1):
        for a in range(indptr[s], indptr[s + 1]):
            best[s] = max(best[s], levels[targets[a]])
    return best


@numba.njit(cache=True, nogil=True)
def stable_over_arcs(indptr: Any, targets: Any, levels: Any, worth: Any) -> Any:
    """Return where no improvement has a worth above the state's level."""
    result = np.ones(len(indptr) - 1, np.bool_)
    for s in range(len(indptr) - 1):
        for a in range(indptr[s], indptr[s + 1]):
            t = targets[a]
            if levels[t] > levels[s] and worth[t] > levels[s]:
                result[s] = False
                break
    return result
