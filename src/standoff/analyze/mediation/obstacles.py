"""Why nothing can be done: a fixed side that stands in the way by itself, or all of them together."""

from __future__ import annotations

from contextlib import closing

from standoff.analyze.mediation.found import Obstacle
from standoff.analyze.mediation.horizon import Horizon
from standoff.analyze.mediation.making import Making
from standoff.analyze.mediation.problem import Problem
from standoff.analyze.mediation.search import Watch
from standoff.analyze.mediation.solver import PairSolver


def obstacle(problem: Problem, breaking: bool, watch: Watch) -> Obstacle:
    """Find a fixed side with an improvement that nobody can sanction, whatever the others come to prefer.

    Parameters
    ----------
    problem : Problem
        A question without an answer.
    breaking : bool
        Whether the target shall fall.
    watch : Watch
        When to stop looking.
    """
    if breaking:
        return Obstacle()
    for side in sorted(problem.fixed):
        levels = problem.profile[side]
        for start in problem.moves[side][problem.target]:
            if levels[start] > levels[problem.target] and not sanctionable(problem, side, start, watch):
                return Obstacle(side, start)
    return Obstacle()


def sanctionable(problem: Problem, side: int, start: int, watch: Watch) -> bool:
    """Return whether some preferences of the free sides sanction one improvement of a fixed side."""
    with closing(PairSolver(problem, Horizon(problem, True))) as solver:
        rules = Making(problem, solver, only=(side, start))
        if not rules.start():
            return False
        while solver.solve(lambda _: not watch.over):
            added, possible = rules.cut(solver.holds)
            for j in problem.sides:
                if solver.changed(j):
                    added += solver.demand_transitivity(j, solver.relation(j))
            if not possible:
                return False
            if not added:
                return True
        return watch.over
