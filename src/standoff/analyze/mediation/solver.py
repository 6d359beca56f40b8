"""The solver: RC2, a core-guided MaxSAT algorithm, over the question which state a side holds at least as good.

For each side and unordered pair of states that matters there are two variables, s ≽ t and t ≽ s, of which one holds.
A pair whose relation stays as it is satisfies a soft clause of the pair's weight.
Pairs get their variables when a clause first names them; a pair without variables stays as it is today.
So the solver's cost is never above that of any true answer, and its relation is an answer as soon as it is transitive
and passes the definition.

References
----------
Ignatiev, Morgado & Marques-Silva (2019), RC2: an efficient MaxSAT solver, *JSAT* 11, 53-64.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations
from typing import Any

import numpy as np
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from standoff.analyze.mediation.horizon import Horizon
from standoff.analyze.mediation.problem import Problem

CONFLICTS = 2000
Literal = int | bool


class SteeredRC2(RC2):  # type: ignore[misc]
    """RC2 whose calls of the SAT solver leave Python's own handling of Ctrl-C alone."""

    def _call_oracle(self, assumptions: Any = (), expect_interrupt: bool = False) -> Any:
        return self.oracle.solve_limited(assumptions=assumptions, expect_interrupt=True)


class PairSolver:
    """Clauses over comparisons of states, of least cost.

    Parameters
    ----------
    problem : Problem
        Says today's preferences, who is fixed and what changes cost.
    horizon : Horizon
        Says which pairs no answer of interest changes.
    """

    def __init__(self, problem: Problem, horizon: Horizon) -> None:
        self.problem = problem
        self.horizon = horizon
        self.rows = [levels.tolist() for levels in problem.profile]
        self.rc2 = SteeredRC2(WCNF(), solver="g4", adapt=False, exhaust=False, incr=False, minz=True, trim=0)
        self.variables: dict[tuple[int, int, int], int] = {}
        self.touched: list[list[tuple[int, int]]] = [[] for _ in problem.sides]
        self.count = 0
        self._true: set[int] = set()
        self._triples: set[tuple[int, int, int, int]] = set()

    def close(self) -> None:
        """Free the solver."""
        self.rc2.delete()

    @property
    def bound(self) -> int:
        """The scaled cost below which there is no answer, by what is known so far."""
        return int(self.rc2.cost)

    @property
    def conflicts(self) -> int:
        """How many conflicts the SAT solver met so far."""
        return int((self.rc2.oracle.accum_stats() or {}).get("conflicts", 0))

    def fresh(self) -> int:
        """Return a new variable."""
        self.count += 1
        return self.count

    def at_least(self, side: int, s: int, t: int) -> Literal:
        """Return the literal s ≽ t of a side, or its truth where nothing can change it."""
        if s == t:
            return True
        if side in self.problem.fixed:
            return bool(self.rows[side][s] >= self.rows[side][t])
        known = self.variables.get((side, s, t))
        if known is None:
            if self.horizon.frozen(side, s, t):
                return bool(self.rows[side][s] >= self.rows[side][t])
            self._introduce(side, min(s, t), max(s, t))
            known = self.variables[side, s, t]
        return known

    def better(self, side: int, t: int, s: int) -> Literal:
        """Return the literal t ≻ s."""
        literal = self.at_least(side, s, t)
        return not literal if isinstance(literal, bool) else -literal

    def _introduce(self, side: int, s: int, t: int) -> None:
        one, other = self.fresh(), self.fresh()
        self.variables[side, s, t], self.variables[side, t, s] = one, other
        self.touched[side].append((s, t))
        self.rc2.add_clause([one, other])
        weight = self.problem.weights.of(side, s, t)
        a, b = self.rows[side][s], self.rows[side][t]
        if a == b:
            same = self.fresh()
            self.rc2.add_clause([-same, one])
            self.rc2.add_clause([-same, other])
            self.rc2.add_clause([same], weight)
        else:
            self.rc2.add_clause([-other if a > b else -one], weight)

    def add(self, literals: Iterable[Literal]) -> bool:
        """Add a clause; False if it can never hold."""
        clause: set[int] = set()
        for literal in literals:
            if literal is True:
                return True
            if literal is not False:
                clause.add(int(literal))
        if not clause:
            return False
        if not any(-literal in clause for literal in clause):
            self.rc2.add_clause(sorted(clause))
        return True

    def solve(self, proceed: Callable[[int], bool], patience: int | None = None) -> bool | None:
        """Find the cheapest relation that satisfies the clauses.

        Parameters
        ----------
        proceed : callable
            Asked now and then with the bound; False stops.
        patience : int, optional
            Conflicts, over all calls, after which to stop.

        Returns
        -------
        bool or None
            True: `holds` tells the relation, and `bound` is its cost.  False: there is none.  None: stopped.
        """
        rc2 = self.rc2
        while True:
            if not proceed(self.bound) or (patience is not None and self.conflicts > patience):
                return None
            rc2.oracle.conf_budget(CONFLICTS)
            verdict = rc2._call_oracle(rc2.active_assumps())
            if verdict:
                self._read()
                return True
            if verdict is None:
                rc2.oracle.clear_interrupt()
                continue
            rc2.oracle.conf_budget(-1)
            rc2.get_core()
            if not rc2.core:
                return False
            rc2.process_core()

    def satisfy(self, proceed: Callable[[int], bool]) -> bool | None:
        """Find any relation that satisfies the clauses, whatever it costs; returns what `solve` does."""
        while proceed(0):
            self.rc2.oracle.conf_budget(CONFLICTS)
            verdict = self.rc2._call_oracle([])
            if verdict is not None:
                if verdict:
                    self._read()
                return bool(verdict)
            self.rc2.oracle.clear_interrupt()
        return None

    def _read(self) -> None:
        """Read the relation found from the solver."""
        inner = {literal for literal in self.rc2.oracle.get_model() or () if literal > 0}
        self._true = {outer for outer, place in self.rc2.vmap.e2i.items() if place in inner}

    def holds(self, side: int, s: int, t: int) -> bool:
        """Return whether s ≽ t in the relation that was found."""
        known = self.variables.get((side, s, t))
        return self.rows[side][s] >= self.rows[side][t] if known is None else known in self._true

    def changed(self, side: int) -> list[tuple[int, int]]:
        """Return the pairs of a side whose relation differs from today's."""
        row = self.rows[side]
        return [
            (s, t)
            for s, t in self.touched[side]
            if (self.holds(side, s, t), self.holds(side, t, s)) != (row[s] >= row[t], row[t] >= row[s])
        ]

    def relation(self, side: int) -> Any:
        """Return ``at_least[s, t]`` of a side as a matrix."""
        levels = self.problem.profile[side]
        matrix = levels[:, None] >= levels[None, :]
        for s, t in self.changed(side):
            matrix[s, t], matrix[t, s] = self.holds(side, s, t), self.holds(side, t, s)
        return matrix

    def demand_transitivity(self, side: int, matrix: Any) -> int:
        """Add the clauses that the relation found breaks; return how many triples they are of, 0 if it is transitive.

        A triple that is broken contains a changed pair, since today's relation is transitive.
        """
        added = 0
        for s, t in self.changed(side):
            for a, c in ((s, t), (t, s)):
                if matrix[a, c]:
                    # a ≽ c; for some b: b ≽ a and not b ≽ c, or c ≽ b and not a ≽ b.
                    broken = (matrix[:, a] & ~matrix[:, c]) | (matrix[c] & ~matrix[a])
                else:
                    broken = matrix[a] & matrix[:, c]
                for b in np.flatnonzero(broken):
                    added += self.triple(side, a, int(b), c)
        return added

    def triple(self, side: int, a: int, b: int, c: int) -> bool:
        """Demand transitivity of three states; False if it was demanded before."""
        key = (side, *sorted((a, b, c)))
        if key in self._triples:
            return False
        self._triples.add(key)  # type: ignore[arg-type]
        for x, y, z in permutations((a, b, c)):
            self.add([self.better(side, y, x), self.better(side, z, y), self.at_least(side, x, z)])
        return True

    def block(self) -> bool:
        """Forbid the relation found, by its changed pairs alone; False if that forbids everything.

        Another relation of the same cost cannot share all of these changes: it would have one more.
        """
        clause: list[Literal] = []
        for side in self.problem.sides:
            for s, t in self.changed(side):
                for a, b in ((s, t), (t, s)):
                    literal = self.at_least(side, a, b)
                    clause.append(-literal if self.holds(side, a, b) else literal)
        return self.add(clause)
