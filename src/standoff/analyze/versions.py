"""Versions of one dispute on the union of their states: which state is which, and a version carried over to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.matching import States
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices, ListedMoves, pack, unpack
from standoff.model.relations import PairwisePreference, Preference, Relation
from standoff.model.states import ListedStates, OptionStates

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Game:
    """The dispute as one side sees it, and where its states lie among those of all versions.

    Attributes
    ----------
    model : GraphModel
        The side's own version.
    whole, own : ndarray of int64, shape (pairs,)
        Which state of the whole is which state of the version; a state coalesced in one of them only has several.
    """

    model: GraphModel
    whole: Indices
    own: Indices

    def on_whole(self, verdict: Mask, count: int) -> Mask:
        """Return a verdict on the version's states for those of the whole: stable where the side does not see."""
        result = np.ones(count, bool)
        np.logical_and.at(result, self.whole, verdict[self.own])
        return result

    def unseen(self, count: int) -> Mask:
        """Return which states of the whole the side does not see, shape (states,)."""
        result = np.ones(count, bool)
        result[self.whole] = False
        return result


def united(spaces: Sequence[States]) -> States:
    """Return the union of state spaces of one dispute's versions; the first one itself if it has all states."""
    first = spaces[0]
    if isinstance(first, ListedStates):
        listed = {state.id: state for space in reversed(spaces) for state in space.dispute.states}
        order = dict.fromkeys(state.id for space in spaces for state in space.dispute.states)
        if len(order) == first.count:
            return first
        return ListedStates(replace(first.dispute, states=tuple(listed[name] for name in order)))
    full: Any = first.full
    for space in spaces[1:]:
        assert isinstance(space, OptionStates)
        full = np.union1d(full, space.full)
    if len(full) == len(first.full):
        return first
    representative = full.copy()
    known_ones = np.isin(full, first.full)
    representative[known_ones] = first.codes if first.class_of is None else first.codes[first.class_of]
    codes: Any
    codes, class_of = np.unique(representative, return_inverse=True)
    coalesced = len(codes) < len(full)
    return OptionStates(first.dispute, full, codes, class_of.astype(np.int32) if coalesced else None)


def same_states(a: States, b: States) -> bool:
    """Return whether two versions have the same states with the same ids."""
    if isinstance(a, ListedStates) or isinstance(b, ListedStates):
        return [a.id(s) for s in range(a.count)] == [b.id(s) for s in range(b.count)]
    if not np.array_equal(a.full, b.full):
        return False
    if a.class_of is None or b.class_of is None:
        return a.class_of is b.class_of
    return np.array_equal(a.class_of, b.class_of)


def lifted(games: Sequence[Game], states: States, dispute: Dispute) -> GraphModel:
    """Return a model on the states of the whole in which each side moves and prefers as in its version."""
    arcs, preferences = [], []
    for side, game in enumerate(games):
        before, after = unpack(*game.model.moves.arcs(side))
        arcs.append(pack(*_lifted_arcs(game, before, after), states.count))
        preferences.append(_lifted_preference(game, side, states.count))
    moves = ListedMoves(tuple(a[0] for a in arcs), tuple(a[1] for a in arcs))
    return GraphModel(dispute, states, moves, tuple(preferences))


def _lifted_arcs(game: Game, before: Indices, after: Indices) -> tuple[Indices, Indices]:
    """Carry arcs over to the whole; from and to each of the states that a state of the version is there."""
    order = np.argsort(game.own, kind="stable")
    own, whole = game.own[order], game.whole[order]
    for turn in range(2):
        ends = before if turn == 0 else after
        low, high = np.searchsorted(own, ends), np.searchsorted(own, ends, "right")
        times = high - low
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        found = whole[np.repeat(low, times) + within]
        before, after = (found, np.repeat(after, times)) if turn == 0 else (np.repeat(before, times), found)
    return before, after


def _lifted_preference(game: Game, side: int, count: int) -> Relation:
    """Carry a preference over to the whole; what the side does not see is worst, and nobody moves there."""
    preference = game.model.preferences[side]
    unseen = game.unseen(count)
    place = np.zeros(count, np.int64)
    place[game.whole] = game.own
    if isinstance(preference, Preference):
        levels = preference.levels[place] + 1
        levels[unseen] = 0
        # The class of unseen states comes below all others, so the degrees between these stay what they are.
        steps = (1, *preference.steps) if preference.steps and unseen.any() else preference.steps
        return Preference(levels, steps)
    grid = np.ix_(place, place)
    degrees, unknown = preference.degrees[grid].copy(), preference.open[grid].copy()
    unknown[unseen] = unknown[:, unseen] = False
    degrees[unseen] = -1
    degrees[:, unseen] = 1
    degrees[np.ix_(unseen, unseen)] = 0
    return PairwisePreference(degrees, unknown)
