"""Preferences over states: rankings with ties, weights, option prioritizing, pairs, all as one relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from math import lcm
from typing import Any

import numpy as np

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, PreferenceEntry
from standoff.model.pairwise import all_unknown, from_pairs, partly_ranked, with_values
from standoff.model.rankings import LongRanking
from standoff.model.relations import PairwisePreference, Preference, Relation, dense
from standoff.model.state_finding import numbered
from standoff.model.states import ListedStates, OptionStates, constants


def from_ranking(states: OptionStates | ListedStates, entry: PreferenceEntry, side: str) -> Relation:
    """Rank by listed classes, best first; states left out are an error, the worst class, or unknown."""
    ranking = entry.ranking or ()
    listed, sizes = ranked_states(states, ranking)
    levels = np.full(states.count, -1, np.int32)
    places = np.arange(len(ranking), 0, -1, dtype=np.int32)
    levels[listed] = places if sizes is None else np.repeat(places, sizes)
    if len(listed) > (levels >= 0).sum():
        twice = states.id(int(np.flatnonzero(np.bincount(listed) > 1)[0]))
        raise StandoffError(
            f"{side} ranks the state {twice} twice.", where=f"preferences.{side}.ranking", mend="Keep one place."
        )
    missing = levels < 0
    if missing.any() and entry.unlisted is None:
        left = np.flatnonzero(missing)
        some = ", ".join([states.id(int(state)) for state in left[:6]] + ["…"] * (len(left) > 6))
        raise StandoffError(
            f"{side}'s ranking leaves out {len(left)} of {states.count} states: {some}.",
            where=f"preferences.{side}.ranking",
            mend="Add them, or write `unlisted: worst` beside the ranking.",
        )
    steps = from_gaps(entry, len(ranking) + bool(missing.any() and entry.unlisted == "worst"), side)
    if missing.any() and entry.unlisted == "unknown":
        # The unlisted states are put into the best class for the moment: which one makes no difference.
        known = Preference(dense(np.where(missing, len(ranking), levels)), steps)
        return partly_ranked(known, missing, side)
    return Preference(levels, steps)


def ranked_states(states: OptionStates | ListedStates, ranking: Sequence[tuple[str, ...]]) -> tuple[Any, Any]:
    """Return the states of a ranking in order, and how many each class has; None where it has no ties."""
    if isinstance(ranking, LongRanking):
        listed = numbered(states, ranking.numbers) if isinstance(states, OptionStates) else None
        return states.find_many(ranking.words) if listed is None else listed, ranking.sizes if ranking.ties else None
    try:
        return states.find_many([state for (state,) in ranking]), None
    except ValueError:
        sizes = np.fromiter(map(len, ranking), np.int64, len(ranking))
        return states.find_many(list(chain.from_iterable(ranking))), sizes


def from_gaps(entry: PreferenceEntry, classes: int, side: str) -> tuple[int, ...]:
    """Return the degree of preference between neighbouring classes from the worst up, empty where all are 1.

    Raises
    ------
    StandoffError
        If a mark stands below the worst class.
    """
    marks = {**dict.fromkeys(entry.strong_after, 2), **entry.degree_after}
    if marks and max(marks) >= classes:
        raise StandoffError(
            f"{side} marks the gap after class {max(marks)}, and its ranking has {classes} classes.",
            where=f"preferences.{side}.ranking",
            mend=f"The last gap is after class {classes - 1}." if classes > 1 else "A single class has no gaps.",
        )
    if not marks:
        return ()
    steps = tuple(marks.get(gap, 1) for gap in range(classes - 1, 0, -1))
    return steps if any(step > 1 for step in steps) else ()


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


def build_preference(dispute: Dispute, states: OptionStates | ListedStates, side: str) -> Relation:
    """Return one side's preference over the final states.

    Total preorders come as `Preference`, anything else as `PairwisePreference`.

    Raises
    ------
    StandoffError
        If the side has no entry and the file does not say what it is ``unlisted``, its entry is not whole,
        or a relation has more states than it can hold pair by pair.
    """
    entry = dispute.preferences.get(side)
    if entry is None:
        if dispute.unlisted == "equal":
            return Preference(np.zeros(states.count, np.int32))
        if dispute.unlisted == "unknown":
            return all_unknown(states.count, side)
        raise StandoffError(
            f"{side} has no preferences.",
            where="preferences",
            mend="Give it a ranking, statements or weights, or write `unlisted: equal` at the top level.",
        )
    if entry.use == "pairs":
        return from_pairs(dispute, states, entry, side)
    if entry.use == "ranking":
        known = from_ranking(states, entry, side)
    else:
        scores = full_scores(states, entry, dispute)
        known = Preference(one_per_class(states, scores, side) if isinstance(states, OptionStates) else scores)
    if isinstance(known, PairwisePreference) or (entry.certainty is None and entry.probability is None):
        return known
    certainty, probability = with_values(known.scores, dispute, states, entry, side)
    return Preference(known.scores, known.steps, certainty, probability)
