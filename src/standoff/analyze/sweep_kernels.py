"""Compiled loops over many preference profiles of one dispute (Numba): one profile a turn, profiles side by side."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from standoff.analyze import kernels

# What takes all cores for one large dispute takes one for each profile.
sort_groups, lower = kernels.sort_groups[0], kernels.lower[0]
stable, best_moves = kernels.stable[0], kernels.best_moves[0]
BEYOND = kernels.BEYOND


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
        sort_groups(starts[i, : counts[i] + 1], sorted_perms[i], scores[i], fresh[i])
    values = np.empty(count, np.int64)
    waiting = np.empty((sides, numbers.max() + 1), np.uint8)
    everyone = np.arange(sides)
    for c in range(len(kinds)):
        answered, credible, countermoves = kinds[c, 0], kinds[c, 1], kinds[c, 2]
        for i in range(sides):
            start = starts[i, : counts[i] + 1]
            values[:] = 1 - BEYOND
            if answered:
                values[:] = scores[i]
                if countermoves:
                    best_moves(start, sorted_perms[i], fresh[i], ways[i], widths[i], scores[i], values)
                waiting[:] = 1
                going = True
                while going:
                    going = False
                    for j in range(sides):
                        if j != i and waiting[j, : counts[j]].any():
                            going = True
                            awake = everyone[(everyone != i) & (everyone != j)]
                            lower(
                                j, starts[j, : counts[j] + 1], sorted_perms[j], fresh[j], ways[j], widths[j],
                                credible, values, awake, numbers, waiting,
                            )  # fmt: skip
                for s in range(count):
                    values[s] = -values[s]
            stable(start, sorted_perms[i], fresh[i], ways[i], widths[i], scores[i], values, result[c, i])


@numba.njit(cache=True, nogil=True, parallel=True)
def judge_profiles(
    scores: Any, numbers: Any, counts: Any, starts: Any, perms: Any, ways: Any, widths: Any, kinds: Any, result: Any
) -> None:
    """Write the verdicts of many profiles, ``result[profile, concept, side, state]``."""
    for p in numba.prange(len(scores)):
        judge_profile(scores[p], numbers, counts, starts, perms, ways, widths, kinds, result[p])
