"""Compiled loops over the moves of one side (Numba), for generated moves and total preorders.

A side's layout is: ``perm``, the states sorted by group and then by increasing preference; ``start``, where each
group begins in it; ``fresh``, whether a place is strictly preferred to the place before it; and ``way``, for each
state, which of the side's ``width`` one-way options have gone their way, so that a move from s to t of one group
is allowed if and only if ``way[t]`` has all bits of ``way[s]`` (unused where width is 0).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

BEYOND = 1 << 62
FEW = 32


@numba.njit(cache=True, nogil=True)
def number_groups(codes: Any, outside: Any) -> tuple[Any, int]:
    """Number the groups of states that agree on the options ``outside`` a side's control.

    The bits outside are drawn together, so that groups index a table; where the table would be much
    larger than the states, the caller sorts instead.
    """
    shifts = np.zeros(64, np.int64)
    masks = np.zeros(64, np.uint64)
    runs = 0
    moved = 0
    for bit in range(64):
        if (outside >> np.uint64(bit)) & np.uint64(1):
            if bit - moved != (shifts[runs - 1] if runs else -1):
                shifts[runs] = bit - moved
                runs += 1
            masks[runs - 1] |= np.uint64(1) << np.uint64(bit)
            moved += 1
    number = np.empty(len(codes), np.int32)
    size = 1 << moved
    seen = np.full(size, -1, np.int32)
    count = 0
    for s in range(len(codes)):
        code = np.uint64(codes[s])
        key = np.uint64(0)
        for r in range(runs):
            key |= (code & masks[r]) >> np.uint64(shifts[r])
        if seen[key] < 0:
            seen[key] = count
            count += 1
        number[s] = seen[key]
    return number, count


@numba.njit(cache=True, nogil=True)
def gather_groups(number: Any, count: int) -> tuple[Any, Any]:
    """Return (start, perm): the states of each group together, in state order."""
    start = np.zeros(count + 1, np.int32)
    for s in range(len(number)):
        start[number[s] + 1] += 1
    for g in range(count):
        start[g + 1] += start[g]
    place = start[:-1].copy()
    perm = np.empty(len(number), np.int32)
    for s in range(len(number)):
        g = number[s]
        perm[place[g]] = s
        place[g] += 1
    return start, perm


@numba.njit(cache=True, nogil=True)
def sort_group(perm: Any, levels: Any, begin: int, end: int) -> None:
    """Sort one group by increasing preference."""
    if end - begin > FEW:
        states = perm[begin:end].copy()
        order = np.argsort(levels[states])
        for k in range(len(order)):
            perm[begin + k] = states[order[k]]
        return
    for p in range(begin + 1, end):
        state = perm[p]
        level = levels[state]
        q = p
        while q > begin and levels[perm[q - 1]] > level:
            perm[q] = perm[q - 1]
            q -= 1
        perm[q] = state


def _sort_groups(start: Any, perm: Any, levels: Any, fresh: Any) -> None:
    for g in numba.prange(len(start) - 1):
        begin, end = start[g], start[g + 1]
        sort_group(perm, levels, begin, end)
        fresh[begin] = 1
        for p in range(begin + 1, end):
            fresh[p] = levels[perm[p]] != levels[perm[p - 1]]


@numba.njit(cache=True, nogil=True)
def settled(values: Any, numbers: Any, count: int) -> bool:
    """Return whether all states of the same number have the same value."""
    first = np.full(count, BEYOND, np.int64)
    for s in range(len(values)):
        number = numbers[s]
        if first[number] == BEYOND:
            first[number] = values[s]
        elif first[number] != values[s]:
            return False
    return True


@numba.njit(cache=True, nogil=True)
def wake(s: int, others: Any, numbers: Any, waiting: Any) -> None:
    """Mark the groups of the other sides that hold a state whose value fell."""
    for k in others:
        waiting[k, numbers[k, s]] = 1


@numba.njit(cache=True, nogil=True)
def lower_by_improvements(
    perm: Any, fresh: Any, begin: int, end: int, values: Any, others: Any, numbers: Any, waiting: Any
) -> None:
    """In one group: let each state take the least value of what its mover prefers to it. All moves allowed."""
    least = BEYOND
    last = end - 1
    while last >= begin:
        first = last
        while not fresh[first]:
            first -= 1
        following = least
        for p in range(first, last + 1):
            s = perm[p]
            if least < values[s]:
                values[s] = least
                wake(s, others, numbers, waiting)
            elif values[s] < following:
                following = values[s]
        least = following
        last = first - 1


@numba.njit(cache=True, nogil=True)
def lower_by_moves(perm: Any, begin: int, end: int, values: Any, others: Any, numbers: Any, waiting: Any) -> None:
    """In one group: let each state take the least value of the group. All moves allowed."""
    least = values[perm[begin]]
    for p in range(begin + 1, end):
        least = min(least, values[perm[p]])
    for p in range(begin, end):
        s = perm[p]
        if least < values[s]:
            values[s] = least
            wake(s, others, numbers, waiting)


@numba.njit(cache=True, nogil=True)
def enter(table: Any, bits: int, value: int) -> None:
    """Lower the table's entry of every set of one-way options that these bits include."""
    part = bits
    while True:
        table[part] = min(table[part], value)
        if part == 0:
            return
        part = (part - 1) & bits


@numba.njit(cache=True, nogil=True)
def least_one_way(
    perm: Any, fresh: Any, way: Any, width: int, begin: int, end: int, improving: bool, values: Any
) -> Any:
    """Return, for each place of one group with one-way options, the least value of the states it can be moved to.

    Either all pairs are compared, or a table over the sets of one-way options is filled from the best
    state down; whichever costs less.
    """
    size = end - begin
    least = np.full(size, BEYOND, np.int64)
    if size * size < 2 * (size * 1.5**width + 2.0**width):
        for p in range(begin, end):
            bits = way[perm[p]]
            q = begin
            if improving:
                q = p + 1
                while q < end and not fresh[q]:
                    q += 1
            while q < end:
                t = perm[q]
                if values[t] < least[p - begin] and way[t] & bits == bits:
                    least[p - begin] = values[t]
                q += 1
        return least
    table = np.full(1 << width, BEYOND, np.int64)
    if not improving:
        for p in range(begin, end):
            enter(table, way[perm[p]], values[perm[p]])
    last = end - 1
    while last >= begin:
        first = last
        while not fresh[first]:
            first -= 1
        for p in range(first, last + 1):
            least[p - begin] = table[way[perm[p]]]
        if improving:
            for p in range(first, last + 1):
                enter(table, way[perm[p]], values[perm[p]])
        last = first - 1
    return least


def _lower(
    side: int,
    start: Any,
    perm: Any,
    fresh: Any,
    way: Any,
    width: int,
    improving: bool,
    values: Any,
    others: Any,
    numbers: Any,
    waiting: Any,
) -> None:
    for g in numba.prange(len(start) - 1):
        if waiting[side, g]:
            waiting[side, g] = 0
            begin, end = start[g], start[g + 1]
            if width:
                least = least_one_way(perm, fresh, way, width, begin, end, improving, values)
                for p in range(begin, end):
                    s = perm[p]
                    if least[p - begin] < values[s]:
                        values[s] = least[p - begin]
                        wake(s, others, numbers, waiting)
            elif improving:
                lower_by_improvements(perm, fresh, begin, end, values, others, numbers, waiting)
            else:
                lower_by_moves(perm, begin, end, values, others, numbers, waiting)


def _stable(start: Any, perm: Any, fresh: Any, way: Any, width: int, levels: Any, cost: Any, result: Any) -> None:
    for g in numba.prange(len(start) - 1):
        begin, end = start[g], start[g + 1]
        if width:
            least = least_one_way(perm, fresh, way, width, begin, end, True, cost)
            for p in range(begin, end):
                result[perm[p]] = -least[p - begin] <= levels[perm[p]]
            continue
        lowest = BEYOND
        last = end - 1
        while last >= begin:
            first = last
            while not fresh[first]:
                first -= 1
            following = lowest
            for p in range(first, last + 1):
                s = perm[p]
                result[s] = -lowest <= levels[s]
                following = min(following, cost[s])
            lowest = following
            last = first - 1


def _best_moves(start: Any, perm: Any, fresh: Any, way: Any, width: int, levels: Any, best: Any) -> None:
    for g in numba.prange(len(start) - 1):
        begin, end = start[g], start[g + 1]
        if width:
            for p in range(begin, end):
                best[perm[p]] = -levels[perm[p]]
            least = least_one_way(perm, fresh, way, width, begin, end, False, best)
            for p in range(begin, end):
                best[perm[p]] = -least[p - begin]
        else:
            for p in range(begin, end):
                best[perm[p]] = levels[perm[end - 1]]


def _both(function: Any) -> tuple[Any, Any]:
    """Compile for one thread (small disputes, where starting threads costs more than the work) and for all."""
    return (
        numba.njit(cache=True, nogil=True)(function),
        numba.njit(cache=True, nogil=True, parallel=True)(function),
    )


sort_groups = _both(_sort_groups)
lower = _both(_lower)
stable = _both(_stable)
best_moves = _both(_best_moves)
