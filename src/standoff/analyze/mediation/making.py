"""The clauses that make a state an equilibrium, added lazily as the definitions are broken.

For an improvement s1 of side i that nobody sanctions, let X be any set of nodes (state, last mover) that holds s1
and everything that the others' counting answers lead to from it.
Then in every solution i holds the target s* at least as good as s1, or some x in X deters it, or some legal move out
of X counts: it becomes an improvement for its mover.
Under GMR and SMR all moves count, X is all that the others reach, and the last part is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from standoff.analyze.mediation.problem import Problem
from standoff.analyze.mediation.sanctions import AtLeast, Node, Sanctions
from standoff.analyze.mediation.solver import Literal, PairSolver

LAYERS = 3


class Making:
    """What a state must fulfil to be an equilibrium, as clauses.

    Parameters
    ----------
    problem : Problem
        The target and the concepts.
    solver : PairSolver
        Takes the clauses.
    only : tuple of (side, state), optional
        Only this improvement must be sanctioned; without it, all of all sides.
    """

    def __init__(self, problem: Problem, solver: PairSolver, only: tuple[int, int] | None = None) -> None:
        self.problem = problem
        self.solver = solver
        self.sanctions = Sanctions(problem)
        pairs = ((side, start) for side in problem.sides for start in self.sanctions.leaving(side))
        self.asked = [only] if only is not None else list(pairs)
        self._deterring: dict[tuple[int, int], Literal] = {}

    def deterring(self, side: int, answer: int) -> Literal:
        """Return a literal that implies that ending in an answer deters a side."""
        known = self._deterring.get((side, answer))
        if known is None:
            known = self._deterring[side, answer] = self._deter(side, answer)
        return known

    def _deter(self, side: int, answer: int) -> Literal:
        matched = self.sanctions.must_match(side, answer)
        if matched is None:
            return False
        literals = [self.solver.at_least(side, self.problem.target, t) for t in matched]
        if any(literal is False for literal in literals):
            return False
        free = [literal for literal in literals if literal is not True]
        if len(free) <= 1:
            return free[0] if free else True
        one = self.solver.fresh()
        for literal in free:
            self.solver.add([-one, literal])
        return one

    def start(self) -> bool:
        """Add what must hold whatever the others' preferences; False if it cannot."""
        possible = True
        for side, start in self.asked:
            clause = [self.solver.at_least(side, self.problem.target, start)]
            if self.problem.concepts[side].answered and clause[0] is not True:
                ends = {state for state, _ in self._conceivable(side, start)} - {start}
                clause += [self.deterring(side, end) for end in sorted(ends)]
            possible = self.solver.add(clause) and possible
        return self._reach_box() and possible

    def _reach_box(self) -> bool:
        """Demand that the target is lifted to the levels that the solver's horizon takes for granted."""
        target, horizon, possible = self.problem.target, self.solver.horizon, True
        for side, (low, _) in enumerate(horizon.box):
            row = horizon.rows[side]
            if low > row[target]:
                beyond = [s for s, level in enumerate(row) if level >= low]
                possible = self.solver.add([self.solver.at_least(side, target, s) for s in beyond]) and possible
        return possible

    def _conceivable(self, side: int, start: int) -> Iterable[Node]:
        """Return the answers that may count in an answer of interest."""
        hopeful = self.solver.horizon.hopeful
        credible = self.problem.concepts[side].credible
        return self.sanctions.answers(side, start, (lambda j, s, t: not hopeful(j, s, t)) if credible else None)

    def cut(self, at_least: AtLeast) -> tuple[int, bool]:
        """Add clauses for every improvement that nobody sanctions; return how many, and whether they can hold."""
        added, possible = 0, True
        for side, start in self.asked:
            if not self.problem.concepts[side].credible or at_least(side, self.problem.target, start):
                continue
            nodes = self.sanctions.answers(side, start, at_least)
            if any(last >= 0 and self.sanctions.deters(side, state, at_least) for state, last in nodes):
                continue
            for clause in self._clauses(side, start, set(nodes), at_least):
                added += 1
                possible = self.solver.add(clause) and possible
        return added, possible

    def _clauses(self, side: int, start: int, nodes: set[Node], at_least: AtLeast) -> Iterator[list[Literal]]:
        """Yield the clause of a closed set, and of wider and wider ones that no sanction is in either."""
        for _ in range(LAYERS):
            border = list(self._border(side, nodes))
            clause: list[Literal] = [self.solver.at_least(side, self.problem.target, start)]
            clause += [self.deterring(side, state) for state in sorted({state for state, _ in nodes} - {start})]
            clause += [self.solver.better(j, t, state) for state, j, t in border]
            yield clause
            wider = self._closed(side, nodes | {(t, j) for _, j, t in border}, at_least)
            if not border or any(self.sanctions.deters(side, state, at_least) for state, last in wider if last >= 0):
                return
            nodes = wider

    def _border(self, side: int, nodes: set[Node]) -> Iterable[tuple[int, int, int]]:
        """Return the legal moves (state, mover, end) out of a set of nodes."""
        found: dict[tuple[int, int, int], None] = {}
        for state, last in sorted(nodes):
            for j in self.sanctions.others[side]:
                if j != last:
                    for t in self.problem.moves[j][state]:
                        if (t, j) not in nodes:
                            found[state, j, t] = None
        return found

    def _closed(self, side: int, nodes: set[Node], at_least: AtLeast) -> set[Node]:
        """Add everything that improvements lead to from a set of nodes."""
        found, front = set(nodes), list(nodes)
        while front:
            state, last = front.pop()
            for j in self.sanctions.others[side]:
                if j == last:
                    continue
                for t in self.problem.moves[j][state]:
                    if (t, j) not in found and not at_least(j, state, t):
                        found.add((t, j))
                        front.append((t, j))
        return found
