"""The clauses that make an equilibrium fall: some side leaves it for an improvement that nobody sanctions any more.

A selector says which improvement is taken.
For every answer that still deters, one step of the way there must stop counting, or its end must cease to deter.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.analyze.mediation.problem import Problem
from standoff.analyze.mediation.sanctions import AtLeast, Node, Sanctions
from standoff.analyze.mediation.solver import Literal, PairSolver


class Breaking:
    """What must hold for a state to be no equilibrium, as clauses.

    Parameters
    ----------
    problem : Problem
        The state and the concepts.
    solver : PairSolver
        Takes the clauses.
    """

    def __init__(self, problem: Problem, solver: PairSolver) -> None:
        self.problem = problem
        self.solver = solver
        self.sanctions = Sanctions(problem)
        self.selectors: dict[tuple[int, int], int] = {}

    def start(self) -> bool:
        """Add what must hold whatever the others' preferences; False if it cannot."""
        for side in self.problem.sides:
            for start in self.sanctions.leaving(side):
                wanted = self.solver.better(side, start, self.problem.target)
                if wanted is False:
                    continue
                selector = self.selectors[side, start] = self.solver.fresh()
                self.solver.add([-selector, wanted])
                concept = self.problem.concepts[side]
                if concept.answered and not concept.credible:
                    for end in sorted({state for state, _ in self.sanctions.answers(side, start, None)} - {start}):
                        self._spare(side, selector, end)
        return self.solver.add(list(self.selectors.values()))

    def _spare(self, side: int, selector: int, end: int) -> None:
        """Demand that an end does not deter if a selector is taken."""
        matched = self.sanctions.must_match(side, end)
        if matched is not None:
            self.solver.add([-selector, *(self.solver.better(side, t, self.problem.target) for t in matched)])

    def cut(self, at_least: AtLeast) -> tuple[int, bool]:
        """Add clauses against every answer that still deters; return how many, and whether they can hold."""
        if not self.sanctions.equilibrium(at_least):
            return 0, True
        added, possible = 0, True
        for (side, start), selector in self.selectors.items():
            taken = not at_least(side, self.problem.target, start)
            if not taken or not self.problem.concepts[side].credible:
                continue
            nodes = self.sanctions.answers(side, start, at_least)
            ends = [node for node in nodes if node[1] >= 0 and self.sanctions.deters(side, node[0], at_least)]
            for end in ends:
                added += 1
                possible = self.solver.add(self._clause(side, selector, end, nodes)) and possible
        return added, possible

    def _clause(self, side: int, selector: int, end: Node, nodes: dict[Node, Node | None]) -> list[Literal]:
        """Return the clause against one answer: a selector is given up, a step no improvement, or the end harmless."""
        matched = self.sanctions.must_match(side, end[0]) or ()
        clause: list[Literal] = [-selector, *(self.solver.better(side, t, self.problem.target) for t in matched)]
        for before, after in steps(end, nodes):
            clause.append(self.solver.at_least(after[1], before[0], after[0]))
        return clause


def steps(end: Node, nodes: dict[Node, Node | None]) -> Iterator[tuple[Node, Node]]:
    """Yield the steps to a node, the last one first."""
    before = nodes[end]
    while before is not None:
        yield before, end
        end, before = before, nodes[before]
