"""The search for one state: solve, look what the answer breaks, add those clauses, solve again.

The solver's cost never exceeds that of a true answer and never falls, so it is a proved lower bound all the time.
Between its proposals, true answers near them are built, so that a best answer is at hand all the time, too; where
both meet, or the solver's proposal is itself a true answer, the change is proved smallest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from math import isinf
from typing import Protocol

from standoff.analyze.mediation.breaking import Breaking
from standoff.analyze.mediation.horizon import Box, Horizon
from standoff.analyze.mediation.making import Making
from standoff.analyze.mediation.orders import cost_of
from standoff.analyze.mediation.problem import Levels, Problem, Profile
from standoff.analyze.mediation.repair import at_rest, cheapest, dropped, relaxed, rounded
from standoff.analyze.mediation.sanctions import AtLeast, Sanctions, comparison
from standoff.analyze.mediation.solver import PairSolver

LEAST_STEP = 2
STEPS = 6
PATIENCE = 10_000
Tell = Callable[[int | None, int], None]
"""Called now and then with the best cost so far and the proved bound, both scaled."""


class Rules(Protocol):
    """What an answer must fulfil, as clauses."""

    def start(self) -> bool:
        """Add the first clauses; False if they can never hold."""

    def cut(self, at_least: AtLeast) -> tuple[int, bool]:
        """Add clauses that a relation breaks; return how many, and whether they can hold."""


@dataclass
class Watch:
    """When to stop, and whom to tell how it goes.

    Attributes
    ----------
    until : float or None
        The time, of `time.monotonic`, after which no proof is waited for.
    tell : callable, optional
        Hears the best cost and the bound.
    """

    until: float | None = None
    tell: Tell = field(default=lambda best, bound: None)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.until is not None and time.monotonic() > self.until


class Search:
    """The search for the smallest change about one state.

    Parameters
    ----------
    problem : Problem
        The state and what is asked.
    breaking : bool
        Whether it shall fall, instead of hold.
    watch : Watch
        When to stop.

    Attributes
    ----------
    best : tuple of int and Profile, or None
        The cheapest answer so far with its scaled cost.
    bound : int
        The proved lower bound, scaled.
    impossible : bool
        Whether there is no answer.
    """

    def __init__(self, problem: Problem, breaking: bool, watch: Watch) -> None:
        self.problem = problem
        self.breaking = breaking
        self.watch = watch
        self.sanctions = Sanctions(problem)
        self.horizon = Horizon(problem, not breaking)
        self.best: tuple[int, Profile] | None = None
        self.bound = 0
        self.impossible = False
        self.exhausted = False

    @property
    def proved(self) -> bool:
        """Whether the best answer is proved smallest."""
        return self.best is not None and self.bound >= self.best[0]

    def answers(self, profile: Profile) -> bool:
        """Return whether the target does what is asked under some preferences."""
        return self.sanctions.equilibrium(comparison(profile)) != self.breaking

    def offer(self, found: tuple[int, Profile] | None) -> None:
        """Keep an answer if it is the cheapest so far."""
        if found is not None and (self.best is None or found[0] < self.best[0]):
            self.best = found

    def guess(self) -> None:
        """Find a first answer without the solver."""
        if self.answers(self.problem.profile):
            self.best = (0, self.problem.profile)
        elif self.breaking:
            self.offer(cheapest(self.problem, dropped(self.problem)))
        else:
            lifted = at_rest(self.problem)
            if self.answers(lifted):
                self.offer(cheapest(self.problem, relaxed(self.problem, lifted)))

    def run(self, cutoff: float) -> None:
        """Search until the best answer is proved smallest, none can be below the cutoff, or the time is up.

        Parameters
        ----------
        cutoff : float
            A scaled cost; answers that cost as much are of no interest.
        """
        if self.best is None:
            self.guess()
        if self.best is None and isinf(cutoff):
            self._ask_whether_possible()
        while not (self.impossible or self._done(cutoff)):
            top = min(cutoff, self.best[0] if self.best else cutoff) - 1
            self._within(int(min(top, self.bound + max(LEAST_STEP, self.bound // STEPS))), cutoff)

    def _done(self, cutoff: float) -> bool:
        return self.proved or self.bound >= cutoff or self.watch.over

    def _ask_whether_possible(self) -> None:
        """Find any answer, or that there is none."""
        self.horizon.tighten(None)
        if self.horizon.bound is None:
            self.impossible = True
            return
        with closing(PairSolver(self.problem, self.horizon)) as solver:
            rules = self._rules(solver)
            self.impossible = not rules.start()
            while not (self.impossible or self.best or self.watch.over):
                if solver.satisfy(self._proceed) is False:
                    self.impossible = True
                else:
                    profile = proposal(solver, rules, self)
                    if profile is not None:
                        self.offer((cost_of(self.problem.weights, self.problem.profile, profile), profile))

    def _within(self, limit: int, cutoff: float) -> None:
        """Find the smallest change within a limit, or that there is none; the horizon makes that much easier.

        Where the solver does not come to an end soon, the levels that the target may be lifted to are halved, and
        the horizon narrows on both sides.
        """
        boxes: list[Box | None] = [None]
        while boxes and self.bound <= limit and not self._done(cutoff):
            top = min(limit, self.best[0] - 1 if self.best else limit)
            self.horizon.tighten(top, boxes.pop())
            if self.horizon.bound is None:
                continue
            if len(boxes) == 0 and self.horizon.box == self.horizon.everything:
                self._proceed(self.horizon.bound)
            halves = self.horizon.halves()
            if not self._settle(top, None if halves is None else PATIENCE) and halves is not None:
                boxes += halves
        if not boxes and not self.watch.over:
            self.bound = max(self.bound, min(limit + 1, self.best[0] if self.best else limit + 1))

    def _settle(self, limit: int, patience: int | None) -> bool:
        """Find the smallest change within the horizon, or that there is none; False if patience ran out."""
        with closing(PairSolver(self.problem, self.horizon)) as solver:
            rules = self._rules(solver)
            if not rules.start():
                return True
            while True:
                solved = solver.solve(lambda bound: bound <= limit and self._going(), patience)
                if solved is False or solver.bound > limit:
                    return True
                if solved is None:
                    return False
                profile = proposal(solver, rules, self)
                if profile is not None:
                    self.offer((solver.bound, profile))
                    return True
                if self.impossible:
                    self.impossible = False
                    return True

    def _going(self) -> bool:
        return self._proceed(self.bound)

    def _rules(self, solver: PairSolver) -> Rules:
        return Breaking(self.problem, solver) if self.breaking else Making(self.problem, solver)

    def _proceed(self, bound: int) -> bool:
        """Take note of a bound, tell how it goes, and return whether to go on."""
        self.bound = max(self.bound, bound)
        self.watch.tell(self.best[0] if self.best else None, self.bound)
        return not (self.proved or self.watch.over)

    def every(self) -> Iterator[Profile]:
        """Yield all smallest changes; the smallest cost must be known. Afterwards `exhausted` says whether all.

        A smallest change changes no pair that the solver has no variables for: without it, it would be cheaper and
        still satisfy all clauses, against the solver's bound.
        """
        assert self.best is not None
        cost = self.best[0]
        self.horizon.tighten(cost)
        with closing(PairSolver(self.problem, self.horizon)) as solver:
            rules = self._rules(solver)
            rules.start()
            while True:
                solved = solver.solve(lambda bound: bound <= cost and not self.watch.over)
                if not solved or solver.bound > cost:
                    break
                profile = proposal(solver, rules, self)
                if profile is not None:
                    yield profile
                    if not solver.block():
                        break
            self.exhausted = not self.watch.over


def proposal(solver: PairSolver, rules: Rules, search: Search) -> Profile | None:
    """Return what the solver proposes as rankings if it is a true answer; else add the clauses that it breaks."""
    problem = search.problem
    added, possible = rules.cut(solver.holds)
    matrices = {side: solver.relation(side) for side in problem.sides if solver.changed(side)}
    added += sum(solver.demand_transitivity(side, matrix) for side, matrix in matrices.items())
    if added:
        search.impossible = not possible
        if possible and not search.breaking:
            near = rounded(problem, solver.holds)
            if near is not None:
                search.offer((cost_of(problem.weights, problem.profile, near), near))
        return None
    new: dict[int, Levels] = {side: matrix.sum(axis=1).astype("int64") for side, matrix in matrices.items()}
    return tuple(new.get(side, problem.profile[side]) for side in problem.sides)
