"""The graph model of a dispute: states, moves and preferences, ready to be analyzed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.moves import GeneratedMoves, Indices, ListedMoves, build_moves
from standoff.model.preferences import build_preference
from standoff.model.relations import Relation
from standoff.model.states import ListedStates, OptionStates, build_states

T = TypeVar("T")


@dataclass(frozen=True)
class GraphModel:
    """A dispute as the graph model <N, S, (A_i), (pref_i)> (Kilgour, Hipel & Fang 1987).

    States are numbered from 0 in the order of their ids, sides from 0 in file order.
    """

    dispute: Dispute
    states: OptionStates | ListedStates
    moves: GeneratedMoves | ListedMoves
    preferences: tuple[Relation, ...]

    @property
    def makers(self) -> tuple[str, ...]:
        """The ids of the decision makers in file order."""
        return tuple(maker.id for maker in self.dispute.decision_makers)

    def others(self, side: int) -> tuple[int, ...]:
        """Return all sides but one."""
        return tuple(j for j in range(len(self.preferences)) if j != side)

    def improvements(self, side: int, state: int) -> Indices:
        """Return the unilateral improvements R_i^+(s), increasing."""
        reachable = self.moves.reachable(side, state)
        better: Indices = reachable[self.preferences[side].compare(reachable, state) > 0]
        return better

    @cached_property
    def status_quo(self) -> int | None:
        """The state that the dispute is in, None if the file does not say."""
        return find_status_quo(self.dispute, self.states)


def find_status_quo(dispute: Dispute, states: OptionStates | ListedStates) -> int | None:
    """Return the state that `status_quo` names.

    Raises
    ------
    StandoffError
        If it is not a feasible state.
    """
    quo = dispute.status_quo
    if quo is None:
        return None
    text = quo.state
    if text is None:
        taken = set(quo.taken or ())
        text = "".join("Y" if option.id in taken else "N" for option in dispute.options)
    try:
        return states.find(text)
    except StandoffError as error:
        raise StandoffError(
            f"the status quo is no state of the dispute: {error.what}", where="status_quo", mend=error.mend
        ) from error


def build(dispute: Dispute) -> GraphModel:
    """Construct the graph model of a dispute: options, feasibility, moves, coalescing, numbering, preferences.

    Raises
    ------
    StandoffError
        If the rules leave no state, or preferences, moves or the status quo do not fit the states.

    Examples
    --------
    >>> import standoff
    >>> model = build(standoff.load("catalog:chicken"))
    >>> model.states.count, model.makers
    (4, ('P1', 'P2'))
    """
    states = _located(dispute, ("feasibility",), lambda: build_states(dispute))
    moves = _located(dispute, ("moves",), lambda: build_moves(dispute, states))
    preferences = tuple(
        _located(dispute, ("preferences", maker.id), partial(build_preference, dispute, states, maker.id))
        for maker in dispute.decision_makers
    )
    model = GraphModel(dispute, states, moves, preferences)
    _located(dispute, ("status_quo",), lambda: model.status_quo)
    return model


def _located(dispute: Dispute, path: tuple[str, ...], make: Callable[[], T]) -> T:
    """Make a part of the model; an error in it says where in the file that part stands."""
    try:
        return make()
    except StandoffError as error:
        from standoff.model.document import nearest_place

        if error.where and ":" in error.where:
            raise
        wanted = error.where.split(".") if error.where else list(path)
        raise StandoffError(error.what, where=nearest_place(dispute, wanted), mend=error.mend) from error
