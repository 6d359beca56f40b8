"""Compiled loops over many preference profiles of one dispute (Numba): one profile a turn, profiles side by side."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from standoff.analyze.kernels import (
    BEYOND,
    least_one_way,
    lower_by_improvements,
    lower_by_moves,
    sort_group,
)


@numba.njit(cache=True, nogil=True)
def sort_side(start: Any, perm: Any, levels: Any, fresh: Any) -> None:
    """Sort every group of one side by increasing preference."""
    for g in range(len(start) - 1):
        begin, end = start[g], start[g + 1]
        sort_group(perm, levels, begin, end)
        fresh[begin] = 1
        for p in range(begin + 1, end):
            fresh[p] = levels[perm[p]] != levels[perm[p - 1]]


@numba.njit(cache=True, nogil=True)
def lower_groups(
    side: int, groups: int, start: Any, perm: Any, fresh: Any, way: Any, width: int, improving: bool, values: Any,
    others: Any, numbers: Any, waiting: Any,
) -> bool:  # fmt: skip
    """Let values flow back along one side's moves in every group that waits; return whether any did."""
    any_waiting = False
    for g in range(groups):
        if not waiting[side, g]:
            continue
        any_waiting = True
        waiting[side, g] = 0
        begin, end = start[g], start[g + 1]
        if width:
            least = least_one_way(perm, fresh, way, width, begin, end, improving, values)
            for p in range(begin, end):
                s = perm[p]
                if least[p - begin] < values[s]:
                    values[s] = least[p - begin]
                    for k in others:
                        if k != side:
                            waiting[k, numbers[k, s]] = 1
        elif improving:
            lower_by_improvements(perm, fresh, begin, end, values, others[others != side], numbers, waiting)
        else:
            lower_by_moves(perm, begin, end, values, others[others != side], numbers, waiting)
    return any_waiting


@numba.njit(cache=True, nogil=True)
def judge_side(start: Any, perm: Any, fresh: Any, way: Any, width: int, levels: Any, cost: Any, result: Any) -> None:
    """Mark where no improvement of a side has a worth (``-cost``) above the state's level."""
    for g in range(len(start) - 1):
        begin, end = start[g], start[g + 1]
        if width:
            least = least_one_way(perm, fresh, way, width, begin, end, True, cost)
            for p in range(begin, end):
                result[perm[p]] = -least[p - begin] <= levels[perm[p]]
            continue
        lowest = BEYOND
        following = BEYOND
        p = end - 1
        while p >= begin:
            s = perm[p]
            result[s] = -lowest <= levels[s]
            following = min(following, cost[s])
            if fresh[p]:
                lowest = following
            p -= 1


@numba.njit(cache=True, nogil=True)
def best_of_side(start: Any, perm: Any, fresh: Any, way: Any, width: int, levels: Any, best: Any) -> None:
    """Write the best level that a side can move to from each state, or keep by staying."""
    for s in range(len(best)):
        best[s] = -levels[s]
    for g in range(len(start) - 1):
        begin, end = start[g], start[g + 1]
        if width:
            least = least_one_way(perm, fresh, way, width, begin, end, False, best.copy())
            for p in range(begin, end):
                best[perm[p]] = least[p - begin]
        else:
            top = best[perm[end - 1]]
            for p in range(begin, end):
                best[perm[p]] = top
    for s in range(len(best)):
        best[s] = -best[s]


@numba.njit(cache=True, nogil=True)
def judge_profile(
    scores: Any, numbers: Any, counts: Any, starts: Any, perms: Any, ways: Any, widths: Any, kinds: Any, result: Any
) -> None:
    """Write the verdicts of one profile, ``result[concept, side, state]``.

    ``kinds[concept]`` is (answered, credible, countermoves).
    """
    sides, count = scores.shape
    sorted_perms = perms.copy()
    fresh = np.empty((sides, count), np.uint8)
    for i in range(sides):
        sort_side(starts[i, : counts[i] + 1], sorted_perms[i], scores[i], fresh[i])
    values = np.empty(count, np.int64)
    waiting = np.empty((sides, numbers.max() + 1), np.uint8)
    for c in range(len(kinds)):
        answered, credible, countermoves = kinds[c, 0], kinds[c, 1], kinds[c, 2]
        for i in range(sides):
            start = starts[i, : counts[i] + 1]
            if answered:
                others = np.array([j for j in range(sides) if j != i])
                if countermoves:
                    best_of_side(start, sorted_perms[i], fresh[i], ways[i], widths[i], scores[i], values)
                else:
                    values[:] = scores[i]
                waiting[:] = 1
                going = True
                while going:
                    going = False
                    for j in others:
                        going |= lower_groups(
                            j, counts[j], starts[j, : counts[j] + 1], sorted_perms[j], fresh[j], ways[j], widths[j],
                            credible, values, others, numbers, waiting,
                        )  # fmt: skip
                for s in range(count):
                    values[s] = -values[s]
            else:
                values[:] = 1 - BEYOND
            judge_side(start, sorted_perms[i], fresh[i], ways[i], widths[i], scores[i], values, result[c, i])


@numba.njit(cache=True, nogil=True, parallel=True)
def judge_profiles(
    scores: Any, numbers: Any, counts: Any, starts: Any, perms: Any, ways: Any, widths: Any, kinds: Any, result: Any
) -> None:
    """Write the verdicts of many profiles, ``result[profile, concept, side, state]``."""
    for p in numba.prange(len(scores)):
        judge_profile(scores[p], numbers, counts, starts, perms, ways, widths, kinds, result[p])
