"""Preferences over states: rankings with ties, weights, option prioritizing, all as one relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Any

import numpy as np

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, PreferenceEntry
from standoff.model.relations import Levels, Preference, dense
from standoff.model.states import ListedStates, OptionStates, constants


def from_ranking(states: OptionStates | ListedStates, entry: PreferenceEntry, side: str) -> Levels:
    """Rank by listed classes, best first; states left out are an error or the worst class."""
    ranking = entry.ranking or ()
    listed = states.find_many([text for tie in ranking for text in tie])
    levels = np.full(states.count, -1, np.int32)
    levels[listed] = np.repeat(np.arange(len(ranking), 0, -1), np.array([len(tie) for tie in ranking], np.int64))
    if len(listed) > (levels >= 0).sum():
        twice = states.id(int(np.flatnonzero(np.bincount(listed) > 1)[0]))
        raise StandoffError(
            f"{side} ranks the state {twice} twice.", where=f"preferences.{side}.ranking", mend="Keep one place."
        )
    missing = np.flatnonzero(levels < 0)
    if len(missing) and entry.unlisted != "worst":
        some = ", ".join([states.id(int(state)) for state in missing[:6]] + ["…"] * (len(missing) > 6))
        raise StandoffError(
            f"{side}'s ranking leaves out {len(missing)} of {states.count} states: {some}.",
            where=f"preferences.{side}.ranking",
            mend="Add them, or write `unlisted: worst` beside the ranking.",
        )
    return dense(levels)


def full_scores(states: OptionStates | ListedStates, entry: PreferenceEntry, dispute: Dispute) -> Any:
    """Score the full states (before coalescing) by statements or weights; larger is better."""
    if entry.use == "weights":
        return weighted(states, entry)
    constant = constants(dispute)
    statements = entry.statements or ()
    if isinstance(states, ListedStates):
        columns = (states.satisfying(statement.expression) for statement in statements)
        count = states.count
    else:
        columns = (states.truth_of_full(constant(statement.expression)) for statement in statements)
        count = len(states.full)
    return lexicographic(columns, count)


def lexicographic(columns: Any, count: int) -> Any:
    """Score by statements in lexicographic order, most important first (Peng, Hipel, Kilgour & Fang 1997).

    32 statements at a time are packed into one number, and then the order of the numbers (below 2^28)
    replaces them, so any count of statements is exact.
    """
    scores = np.zeros(count, np.int64)
    for place, eight in enumerate(batched(columns, 8)):
        if place and place % 4 == 0:
            scores = dense(scores).astype(np.int64)
        scores = (scores << 8) | np.packbits(np.stack(eight), axis=0)[0]
    return scores


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of so many items, the last one shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def weighted(states: OptionStates | ListedStates, entry: PreferenceEntry) -> Any:
    """Score by the sum of the weights of the options taken, exactly (Fang, Hipel, Kilgour & Peng 2003a)."""
    if isinstance(states, ListedStates):
        raise StandoffError("weights need options, and a graph-form dispute has none.", mend="Give a ranking.")
    weights = {name: Fraction(value) for name, value in (entry.weights or {}).items()}
    scale = lcm(*(weight.denominator for weight in weights.values())) if weights else 1
    whole = {name: int(weight * scale) for name, weight in weights.items()}
    small = sum(abs(weight) for weight in whole.values()) < 1 << 61
    scores = np.zeros(len(states.full), np.int64 if small else object)
    # Twelve options at a time: the sums of their 4,096 combinations are looked up, not added state by state.
    for low in range(0, len(states.option_ids), 12):
        sums = np.zeros(1, scores.dtype)
        for name in states.option_ids[low : low + 12]:
            sums = np.concatenate([sums, sums + whole.get(name, 0)])
        if sums.any():
            dtype = states.full.dtype.type
            scores = scores + sums[(states.full >> dtype(low)) & dtype(len(sums) - 1)]
    return scores


def one_per_class(states: OptionStates, scores: Any, side: str) -> Any:
    """Carry scores of full states over to coalesced ones, whose members must be equally preferred."""
    if states.class_of is None:
        return scores
    chosen = scores[np.searchsorted(states.full, states.codes)]
    differs = np.flatnonzero(scores != chosen[states.class_of])
    if len(differs):
        state = int(states.class_of[differs[0]])
        a, b = states.pattern_of(int(states.full[differs[0]])), states.pattern_of(states.code(state))
        raise StandoffError(
            f"{side} does not prefer the members {a} and {b} of the coalesced state {states.pattern(state)} equally.",
            where=f"preferences.{side}",
            mend="Coalesce only states that every side finds equal, or give a ranking.",
        )
    return chosen


def build_preference(dispute: Dispute, states: OptionStates | ListedStates, side: str) -> Preference:
    """Return one side's preference over the final states.

    Raises
    ------
    StandoffError
        If the side has no entry and the file does not say ``unlisted: equal``, or its entry is not whole.
    """
    entry = dispute.preferences.get(side)
    if entry is None:
        if dispute.unlisted == "equal":
            return Preference(np.zeros(states.count, np.int32))
        raise StandoffError(
            f"{side} has no preferences.",
            where="preferences",
            mend="Give it a ranking, statements or weights, or write `unlisted: equal` at the top level.",
        )
    if entry.use == "ranking":
        return Preference(from_ranking(states, entry, side))
    scores = full_scores(states, entry, dispute)
    if isinstance(states, OptionStates):
        scores = one_per_class(states, scores, side)
    return Preference(scores)
