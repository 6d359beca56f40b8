"""Concepts of foresight for two sides: limited moves, non-myopic, Stackelberg, metarational trees, maximin."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.rules import better, not_better
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices
from standoff.model.relations import Preference

Places = NDArray[np.int64]


def two_sides(model: GraphModel, name: str) -> None:
    """Refuse any other number of sides, for which the literature has no agreed definition."""
    if len(model.preferences) != 2:
        raise StandoffError(
            f"{name} is defined for two sides, and this dispute has {len(model.preferences)}.",
            mend="Ask for GMR, SMR, SEQ or SSEQ, which are defined for any number.",
        )


def ranked(model: GraphModel, name: str) -> tuple[Places, Places]:
    """Return both sides' levels, which need total preorders."""
    two_sides(model, name)
    levels = []
    for maker, preference in zip(model.makers, model.preferences, strict=True):
        if not isinstance(preference, Preference):
            raise StandoffError(f"{name} needs a ranking of all states, and {maker}'s preferences are not one.")
        levels.append(preference.levels.astype(np.int64))
    return levels[0], levels[1]


def best_of_rows(indptr: Indices, targets: Indices, values: Places) -> tuple[Places, Places]:
    """Return (best value, lowest target with it) of each row of arcs; (-1, -1) where a row is empty."""
    count = len(indptr) - 1
    best, chosen = np.full(count, -1), np.full(count, -1)
    filled = np.flatnonzero(indptr[1:] > indptr[:-1])
    if len(filled):
        key = values[targets] * count + (count - 1 - targets)
        top = np.maximum.reduceat(key, indptr[:-1][filled])
        best[filled], chosen[filled] = top // count, count - 1 - top % count
    return best, chosen


class LimitedMoves:
    """G_h(i, s): where play ends if i moves first from s and both sides look h moves ahead (Kilgour 1985)."""

    def __init__(self, model: GraphModel, name: str) -> None:
        self.levels = ranked(model, name)
        self.arcs = (model.moves.arcs(0), model.moves.arcs(1))
        self.count = model.states.count

    def step(self, ends: tuple[Places, Places]) -> tuple[Places, Places]:
        """Return (G_h(0, ·), G_h(1, ·)) from those of h - 1.

        A side stays unless it gains strictly; among equally good moves it takes the one to the lowest state number.
        """
        result = []
        for i in (0, 1):
            after = ends[1 - i]
            best, chosen = best_of_rows(*self.arcs[i], self.levels[i][after])
            gains = best > self.levels[i]
            result.append(np.where(gains, after[np.maximum(chosen, 0)], np.arange(self.count)))
        return result[0], result[1]

    def ends(self, horizon: int) -> tuple[Places, Places]:
        """Return G_h for a horizon h."""
        ends = (np.arange(self.count), np.arange(self.count))
        for _ in range(horizon):
            ends = self.step(ends)
        return ends

    def forever(self) -> NDArray[np.bool_]:
        """Return where each side stays under every long horizon: over the whole cycle that the horizons enter."""
        seen: dict[bytes, int] = {}
        history: list[tuple[Places, Places]] = []
        ends = (np.arange(self.count), np.arange(self.count))
        while (key := ends[0].tobytes() + ends[1].tobytes()) not in seen:
            seen[key] = len(history)
            history.append(ends)
            ends = self.step(ends)
        stays = [np.array(pair) == np.arange(self.count) for pair in history[seen[key] :]]
        result: NDArray[np.bool_] = np.logical_and.reduce(stays, axis=0)
        return result


def limited_move_verdicts(model: GraphModel, horizon: int) -> NDArray[np.bool_]:
    """Return where G_h(i, s) = s, shape (2, states)."""
    ends = LimitedMoves(model, f"L{horizon}").ends(horizon)
    stays: NDArray[np.bool_] = np.array(ends) == np.arange(model.states.count)
    return stays


def non_myopic_verdicts(model: GraphModel) -> NDArray[np.bool_]:
    """Return where a state is L_h stable for all h from some h0 on, shape (2, states)."""
    return LimitedMoves(model, "NM").forever()


def stackelberg_verdicts(model: GraphModel, leader: str) -> NDArray[np.bool_]:
    """Return L_2 for the leader and Nash for the other, shape (2, states)."""
    side = model.dispute.maker(leader)
    play = LimitedMoves(model, f"Stackelberg({leader})")
    rows = np.arange(model.states.count)
    return np.stack([play.ends(2 if i == side else 1)[i] == rows for i in (0, 1)])


def metarational_verdicts(model: GraphModel, horizon: int, credible: bool) -> NDArray[np.bool_]:
    """Return where i cannot escape within h moves: i and the other move in turn, i first, shape (2, states).

    i escapes from s to a better s1 if the other has no answer (in the credible form: no improvement) that ends
    no better than s, or if i can escape again from wherever the answer drives it, within the horizon.
    """
    two_sides(model, f"{'C' if credible else ''}MR{horizon}")
    states = np.arange(model.states.count)
    result = np.ones((2, len(states)), bool)
    for i in (0, 1):
        own, other = model.moves.arcs(i), _answers(model, 1 - i, credible)
        for s in states:
            fine = ~not_better(model, i, s, states)
            held, regained = fine, np.zeros(len(states), bool)
            for _ in range(horizon - 1):
                held, regained = fine & _for_all(*other, fine | regained), _exists(*own, held)
            first = own[1][own[0][s] : own[0][s + 1]]
            result[i, s] = not (held & better(model, i, s, states))[first].any()
    return result


def _answers(model: GraphModel, side: int, credible: bool) -> tuple[Indices, Indices]:
    indptr, targets = model.moves.arcs(side)
    if not credible:
        return indptr, targets
    kept = better(model, side, np.repeat(np.arange(len(indptr) - 1), np.diff(indptr)), targets)
    return np.r_[0, np.cumsum(kept)][indptr], targets[kept]


def _for_all(indptr: Indices, targets: Indices, good: NDArray[np.bool_]) -> NDArray[np.bool_]:
    bad = np.r_[0, np.cumsum(~good[targets])]
    result: NDArray[np.bool_] = bad[indptr[1:]] == bad[indptr[:-1]]
    return result


def _exists(indptr: Indices, targets: Indices, good: NDArray[np.bool_]) -> NDArray[np.bool_]:
    hits = np.r_[0, np.cumsum(good[targets])]
    result: NDArray[np.bool_] = hits[indptr[1:]] > hits[indptr[:-1]]
    return result


def maximin_verdicts(model: GraphModel, horizon: int) -> NDArray[np.bool_]:
    """Return where no move guarantees i more than s, the other doing its worst over the next h - 1 moves.

    Both move in turn and may stop; i evaluates a move by the level that it can guarantee at the end.
    """
    levels = ranked(model, f"maximin{horizon}")
    count = model.states.count
    result = np.ones((2, count), bool)
    for i in (0, 1):
        level, own, other = levels[i], model.moves.arcs(i), model.moves.arcs(1 - i)
        guaranteed = regained = level
        for _ in range(horizon - 1):
            worst = count - best_of_rows(*other, count - regained)[0]
            kept = np.where(np.diff(other[0]) > 0, np.minimum(level, worst), level)
            guaranteed, regained = kept, np.maximum(level, best_of_rows(*own, guaranteed)[0])
        result[i] = best_of_rows(*own, guaranteed)[0] <= level
    return result


def at_least_one(horizon: int, name: str) -> int:
    """Refuse a horizon of zero."""
    if horizon < 1:
        raise StandoffError(f"{name} looks no move ahead.", mend="The number counts moves: 1 or more.")
    return horizon


@cache
def limited_move(horizon: int) -> SolutionConcept:
    """Return the concept L_h."""
    at_least_one(horizon, f"L{horizon}")
    return SolutionConcept(
        f"L{horizon}",
        f"limited move stability, horizon {horizon}",
        (f"L_{horizon}",),
        "Kilgour (1985); Fang, Hipel & Kilgour (1993)",
        f"Looking {horizon} moves ahead, both sides moving in turn and each stopping unless it gains strictly, "
        "the side stays.",
        verdicts=partial(limited_move_verdicts, horizon=horizon),
    )


def stackelberg(leader: str) -> SolutionConcept:
    """Return the concept Stackelberg with a leader."""
    return SolutionConcept(
        f"Stackelberg({leader})",
        f"Stackelberg stability led by {leader}",
        ("St",),
        "von Stackelberg (1934); Fang, Hipel & Kilgour (1989, 1993)",
        f"L2 for {leader}, who leads and foresees the answer, and Nash for the other.",
        verdicts=partial(stackelberg_verdicts, leader=leader),
    )


@cache
def metarational(horizon: int, credible: bool = False) -> SolutionConcept:
    """Return the concept MR_h, or CMR_h."""
    name = f"{'C' if credible else ''}MR{at_least_one(horizon, 'MR')}"
    return SolutionConcept(
        name,
        f"{'credible ' if credible else ''}metarational tree of {horizon} moves",
        (),
        "Zeng, Fang, Hipel & Kilgour (2006, 2007)",
        f"In a tree of {horizon} moves, in turn, the other can drive the side back to where it is no better off"
        + (", by improvements alone." if credible else "."),
        verdicts=partial(metarational_verdicts, horizon=horizon, credible=credible),
        variant=True,
    )


@cache
def maximin(horizon: int) -> SolutionConcept:
    """Return the concept maximin_h."""
    return SolutionConcept(
        f"maximin{at_least_one(horizon, 'maximin')}",
        f"maximin stability, horizon {horizon}",
        (),
        "Rêgo & Vieira (2020)",
        f"No move guarantees the side more than staying, the other doing its worst over {horizon} moves in turn.",
        verdicts=partial(maximin_verdicts, horizon=horizon),
        variant=True,
    )


NON_MYOPIC = SolutionConcept(
    "NM",
    "non-myopic stability",
    ("non-myopic",),
    "Brams & Wittman (1981); Kilgour (1984, 1985)",
    "From some horizon on, L_h stable under every longer one.",
    verdicts=non_myopic_verdicts,
)

SHOWN = (limited_move(2), NON_MYOPIC, metarational(3), metarational(3, True), maximin(3))
