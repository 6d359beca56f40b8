"""Total preorders as levels: lifting and lowering a state, and what a change costs.

Lemma.  Let every pair of a side cost the same, and let s be required to be at least as good as every state of a set,
whose best level k is above that of s.  Then no change is cheaper than lifting s to level k.  Take a best x of the set.
Each other y with x ≽ y ≽ s today, except those that tie with x and s both, is somewhere between: if neither (x, y) nor
(y, s) changed, x ≽ y ≽ s, one of them strict, would still hold, against s ≽ x.  So each such y costs one changed pair,
all of them different, and (x, s) is one more; lifting s changes exactly as many.
The mirror image holds for lowering s below every state of a set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from standoff.analyze.mediation.problem import Levels, Pair, Profile, Weights


def lifted(levels: Levels, state: int, level: int) -> Levels:
    """Put a state right above a level: better than all states there, worse than all better ones.

    Examples
    --------
    >>> lifted(np.array([0, 1, 2, 3]), 0, 2).tolist()
    [5, 2, 4, 6]
    """
    result = levels * 2
    result[state] = 2 * level + 1
    return result


def lowered(levels: Levels, state: int, level: int) -> Levels:
    """Put a state right below a level: worse than all states there, better than all worse ones.

    Examples
    --------
    >>> lowered(np.array([0, 1, 2, 3]), 3, 1).tolist()
    [0, 2, 4, 1]
    """
    result = levels * 2
    result[state] = 2 * level - 1
    return result


def lift_size(levels: Levels, state: int, level: int) -> int:
    """Return how many pairs change if a state is lifted to a level; 0 if it is there already."""
    now = levels[state]
    if level <= now:
        return 0
    return int(((levels >= now) & (levels <= level)).sum()) - 1


def lower_size(levels: Levels, state: int, level: int) -> int:
    """Return how many pairs change if a state is put right below a level; 0 if it is below already."""
    now = levels[state]
    if level > now:
        return 0
    return int(((levels <= now) & (levels >= level)).sum()) - 1


def changed_pairs(before: Levels, after: Levels, moved: Collection[int] | None = None) -> Iterator[Pair]:
    """Yield the unordered pairs of states, the lower number first, whose relation differs, in increasing order.

    Parameters
    ----------
    before, after : ndarray of int, shape (states,)
        Two total preorders as levels.
    moved : collection of int, optional
        States that every changed pair has one of, where that is known.
    """
    count = len(before)
    rows = range(count) if moved is None else sorted(moved)
    found = []
    for s in rows:
        first = s + 1 if moved is None else 0
        differs = np.sign(before[s] - before[first:]) != np.sign(after[s] - after[first:])
        for t in np.flatnonzero(differs) + first:
            found.append((min(s, int(t)), max(s, int(t))))
    yield from sorted(set(found))


def cost_of(weights: Weights, before: Profile, after: Profile) -> int:
    """Return the scaled cost of replacing preferences."""
    total = 0
    for side, (old, new) in enumerate(zip(before, after, strict=True)):
        if old is not new:
            total += sum(weights.of(side, s, t) for s, t in changed_pairs(old, new))
    return total


def classes(levels: Levels) -> list[list[int]]:
    """Return the states as classes of equals, best first.

    Examples
    --------
    >>> classes(np.array([3, 7, 3]))
    [[1], [0, 2]]
    """
    order = np.lexsort((np.arange(len(levels)), -levels))
    starts = np.flatnonzero(np.diff(levels[order])) + 1
    return [part.tolist() for part in np.split(order, starts)]
