"""What a coalition can reach by legal sequences of moves, in which nobody moves twice in succession."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from standoff.model.graph import GraphModel
from standoff.model.moves import Indices


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who, from where, to where (states numbered from 0)."""

    mover: int
    start: int
    end: int


@dataclass(frozen=True)
class Reached:
    """The states that legal sequences reach from a start, with one shortest sequence for each.

    Attributes
    ----------
    start : int
        Where the sequences begin; it is itself reached only if a sequence returns to it.
    parents : dict of (state, last mover) to (state, last mover)
        The step before, on a shortest legal sequence; the start's last mover is -1.
    """

    start: int
    parents: dict[tuple[int, int], tuple[int, int]]

    @property
    def states(self) -> tuple[int, ...]:
        """The reached states in the order in which they were found: fewest moves first."""
        return tuple(dict.fromkeys(state for state, _ in self.parents))

    def path(self, state: int) -> tuple[Step, ...]:
        """Return a shortest legal sequence from the start to a reached state."""
        node = next(node for node in self.parents if node[0] == state)
        steps: list[Step] = []
        while node[1] >= 0:
            before = self.parents[node]
            steps.append(Step(node[1], before[0], node[0]))
            node = before
        return tuple(reversed(steps))


def legal_sequences(start: int, coalition: Iterable[int], moves: Callable[[int, int], Iterable[int]]) -> Reached:
    """Search all legal sequences of a coalition, breadth first over (state, last mover).

    Parameters
    ----------
    start : int
        The state in which the first member moves.
    coalition : iterable of int
        The sides that may move, none twice in succession.
    moves : callable
        ``moves(side, state)`` gives the states that the side may move to there.

    Notes
    -----
    Of a state at most two last movers matter: whoever moves next differs from one of them.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making*, definitions of R_H(s) and Omega_H(s, t).
    """
    members = tuple(coalition)
    parents: dict[tuple[int, int], tuple[int, int]] = {}
    movers: dict[int, int] = {}
    front = [(start, -1)]
    while front:
        following = []
        for node in front:
            for side in members:
                if side == node[1]:
                    continue
                for state in moves(side, node[0]):
                    reached = (int(state), side)
                    if reached not in parents and movers.get(reached[0], 0) < 2:
                        parents[reached] = node
                        movers[reached[0]] = movers.get(reached[0], 0) + 1
                        following.append(reached)
        front = following
    return Reached(start, parents)


def reach(model: GraphModel, coalition: Iterable[int], state: int) -> Reached:
    """Return R_H(s): what the coalition reaches by legal sequences of unilateral moves."""
    return legal_sequences(state, coalition, model.moves.reachable)


def reach_by_improvements(model: GraphModel, coalition: Iterable[int], state: int) -> Reached:
    """Return R_H^+(s): each move is an improvement for its mover, judged where the move is made."""
    return legal_sequences(state, coalition, model.improvements)


def moves_of(model: GraphModel, side: int, state: int) -> Indices:
    """Return R_i(s), the unilateral moves."""
    return model.moves.reachable(side, state)
