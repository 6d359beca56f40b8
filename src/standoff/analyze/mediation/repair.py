"""Upper bounds: true answers made by moving single states in today's rankings, guided by what the solver proposes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from standoff.analyze.mediation.orders import cost_of, lifted, lowered
from standoff.analyze.mediation.problem import Levels, Problem, Profile
from standoff.analyze.mediation.sanctions import AtLeast, Sanctions, comparison

Demand = tuple[int, int, bool]
"""Two states of which a side must prefer the first, strictly or at least not less."""
ROUNDS = 3
ORDERS = 4


def at_rest(problem: Problem) -> Profile:
    """Return today's preferences with the target lifted so far that no free side leaves it."""
    result = []
    for side, levels in enumerate(problem.profile):
        leaving = problem.moves[side][problem.target]
        best = max((int(levels[t]) for t in leaving), default=-1)
        free = side not in problem.fixed and best > levels[problem.target]
        result.append(lifted(levels, problem.target, best) if free else levels)
    return tuple(result)


def relaxed(problem: Problem, profile: Profile) -> Iterator[Profile]:
    """Take back lifts as far as the target stays an equilibrium, one side after the other, in several orders."""
    sides = list(problem.sides)
    for first in sides[:ORDERS]:
        order = sides[first:] + sides[:first]
        yield relaxed_in(problem, profile, order)
        yield relaxed_in(problem, profile, order[::-1])


def relaxed_in(problem: Problem, profile: Profile, order: Iterable[int]) -> Profile:
    """Take back lifts, one side after the other, as far as the target stays an equilibrium."""
    sanctions = Sanctions(problem)
    best = profile
    for side in order:
        if best[side] is problem.profile[side]:
            continue
        levels = problem.profile[side]
        now = int(levels[problem.target])
        low, high = now, int(levels[list(problem.moves[side][problem.target])].max())
        for level in range(low, high):
            trial = levels if level == now else lifted(levels, problem.target, level)
            candidate = (*best[:side], trial, *best[side + 1 :])
            if sanctions.equilibrium(comparison(candidate)):
                best = candidate
                break
    return best


def demands(problem: Problem, at_least: AtLeast) -> list[list[Demand]]:
    """Return what the stability of the target hangs on in a relation, side by side."""
    sanctions, target = Sanctions(problem), problem.target
    found: list[dict[Demand, None]] = [{} for _ in problem.sides]
    for side in problem.sides:
        for start in sanctions.leaving(side):
            if at_least(side, target, start):
                found[side][target, start, False] = None
                continue
            way = sanctions.sanction(side, start, at_least)
            if way is None:
                continue
            for t in sanctions.must_match(side, way[-1][0]) or ():
                found[side][target, t, False] = None
            if problem.concepts[side].credible:
                for before, after in pairwise(way):
                    found[after[1]][after[0], before[0], True] = None
    return [list(each) for each in found]


def rounded(problem: Problem, at_least: AtLeast) -> Profile | None:
    """Return rankings that meet what a proposed relation hangs on, None if that did not work out."""
    result = []
    for side, wanted in enumerate(demands(problem, at_least)):
        levels = problem.profile[side]
        if side not in problem.fixed:
            found = min(_arranged(levels, problem.target, wanted), key=lambda new: _size(levels, new), default=None)
            if found is None:
                return None
            levels = found
        result.append(levels)
    profile = tuple(result)
    return profile if Sanctions(problem).equilibrium(comparison(profile)) else None


def _size(before: Levels, after: Levels) -> int:
    if before is after:
        return 0
    return int((np.sign(before[:, None] - before) != np.sign(after[:, None] - after)).sum())


def _arranged(levels: Levels, target: int, wanted: list[Demand]) -> Iterator[Levels]:
    """Yield rankings that meet demands, made by raising the better or lowering the worse state of each."""
    own = [demand for demand in wanted if demand[0] == target and not demand[2]]
    rest = [demand for demand in wanted if demand not in own]
    for raising in (True, False):
        for order in (rest, rest[::-1]):
            current = levels
            for _ in range(ROUNDS):
                top = max((int(current[t]) for _, t, _ in own), default=-1)
                if top > current[target]:
                    current = lifted(current, target, top)
                for better, worse, _ in order:
                    if current[better] <= current[worse]:
                        current = (
                            lifted(current, better, int(current[worse]))
                            if (raising and better != target) or worse == target
                            else lowered(current, worse, int(current[better]))
                        )
                if all(_met(current, demand) for demand in wanted):
                    yield current
                    break


def _met(levels: Levels, demand: Demand) -> bool:
    better, worse, strictly = demand
    return bool(levels[better] > levels[worse] if strictly else levels[better] >= levels[worse])


def dropped(problem: Problem) -> Iterator[Profile]:
    """Yield preferences with the target lowered for one side, so that an improvement appears, until it leaves it."""
    sanctions = Sanctions(problem)
    for side in problem.sides:
        levels = problem.profile[side]
        if side in problem.fixed:
            continue
        for level in range(int(levels[problem.target]), -1, -1):
            candidate = (*problem.profile[:side], lowered(levels, problem.target, level), *problem.profile[side + 1 :])
            if not sanctions.stable(side, comparison(candidate)):
                yield candidate
                break


def cheapest(problem: Problem, profiles: Iterator[Profile]) -> tuple[int, Profile] | None:
    """Return the cheapest of several answers with its scaled cost."""
    priced = [(cost_of(problem.weights, problem.profile, profile), profile) for profile in profiles]
    return min(priced, key=lambda each: each[0], default=None)
