"""From a dispute to what may be drawn for each side."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.classes import ClassOrder, OpenRanking
from standoff.analyze.robustness.doubt import Doubt, Part
from standoff.analyze.robustness.orders import Fixed, Order
from standoff.analyze.robustness.statements import StatementOrder
from standoff.analyze.robustness.unknown import OpenCircle, OpenOrder, known_order
from standoff.model.dispute import NOTHING, PreferenceEntry, Support
from standoff.model.graph import GraphModel
from standoff.model.relations import PairwisePreference, Preference
from standoff.model.states import OptionStates, constants

MOST_CLASSES = 300
MOST_PAIRS = 200
FEW_STATES = 4


def orders_of(model: GraphModel, doubt: Doubt, hedged: Collection[str] = ()) -> tuple[Order, ...]:
    """Return what may be drawn for each side of a dispute.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    doubt : Doubt
        The probabilities.
    hedged : collection of str
        Passages, as ``source@start-end``, that the reports give with reserve or that are weak.

    Returns
    -------
    tuple of Order
        One for each side, in file order.
    """
    return tuple(_order(model, side, doubt, hedged) for side in range(len(model.makers)))


def _order(model: GraphModel, side: int, doubt: Doubt, hedged: Collection[str]) -> Order:
    entry = model.dispute.preferences.get(model.makers[side])
    preference = model.preferences[side]
    if isinstance(preference, PairwisePreference):
        return _open(model, side, preference, entry, doubt, hedged)
    if entry is None:
        return Fixed(preference, model.states.count)
    if entry.use == "statements":
        return _statements(model, side, entry, doubt, hedged)
    return _classes(model, side, preference, entry, doubt, hedged)


def _statements(
    model: GraphModel, side: int, entry: PreferenceEntry, doubt: Doubt, hedged: Collection[str]
) -> StatementOrder:
    """Return the statements with their truth in every state."""
    states, constant = model.states, constants(model.dispute)
    parts, truths = [], np.empty((len(entry.statements or ()), states.count), bool)
    for place, statement in enumerate(entry.statements or (), start=1):
        expression = constant(statement.expression)
        if isinstance(states, OptionStates):
            full = states.truth_of_full(expression)
            # The members of a coalesced state agree on every statement, or the model could not have been built.
            truths[place - 1] = full if states.class_of is None else full[np.searchsorted(states.full, states.codes)]
        else:
            truths[place - 1] = states.satisfying(expression)
        reserve = is_hedged(statement.support, hedged)
        parts.append(Part(side, "statement", place, statement.text, statement.support, reserve))
    return StatementOrder(tuple(parts), truths, doubt)


def _classes(
    model: GraphModel,
    side: int,
    preference: Preference,
    entry: PreferenceEntry,
    doubt: Doubt,
    hedged: Collection[str],
) -> ClassOrder:
    """Return the classes of a ranking, or of the ranking that weights induce."""
    levels = preference.levels.astype(np.int64)
    class_of = levels.max(initial=0) - levels
    whole = Part(side, "step", 0, "", entry.support, is_hedged(entry.support, hedged))
    chance = doubt.pair(whole, whole, doubt.weights if entry.use == "weights" else doubt.ranking)
    return ClassOrder(_class_parts(model, side, class_of, whole), class_of, chance, preference)


def _class_parts(model: GraphModel, side: int, class_of: NDArray[np.int64], whole: Part) -> tuple[Part, ...]:
    """Return one part for each step from a class to the next; none where there are too many to follow each."""
    count = int(class_of.max(initial=-1)) + 1
    if count > MOST_CLASSES:
        return ()
    texts = []
    for place in range(count):
        members = np.flatnonzero(class_of == place)
        text = " ~ ".join(model.states.id(int(state)) for state in members[:FEW_STATES])
        texts.append(text + (f" ~ … ({len(members):,} states)" if len(members) > FEW_STATES else ""))
    return tuple(
        Part(side, "step", place, f"{better} > {worse}", whole.support, whole.hedged)
        for place, (better, worse) in enumerate(pairwise(texts), start=1)
    )


def _open(
    model: GraphModel,
    side: int,
    preference: PairwisePreference,
    entry: PreferenceEntry | None,
    doubt: Doubt,
    hedged: Collection[str],
) -> Order:
    """Return a relation with unknown pairs, or one in which nothing is unknown as it stands."""
    if not preference.open.any():
        return Fixed(preference, model.states.count)
    support = entry.support if entry else NOTHING
    if entry is not None and entry.use == "ranking" and entry.ranking:
        return _open_ranking(model, side, preference, entry, doubt, hedged)
    found = known_order(preference)
    if found is None:
        pairs = _pairs(preference.open)
        return OpenCircle(_pair_parts(model, side, pairs, support), pairs, preference)
    class_of, above = found
    apart = class_of[:, None] != class_of[None, :]
    comparable = (above | above.T)[np.ix_(class_of, class_of)]
    pairs = _pairs(preference.open & apart & ~comparable)
    return OpenOrder(_pair_parts(model, side, pairs, support), pairs, class_of, above, preference)


def _open_ranking(
    model: GraphModel,
    side: int,
    preference: PairwisePreference,
    entry: PreferenceEntry,
    doubt: Doubt,
    hedged: Collection[str],
) -> OpenRanking:
    """Return a ranking beside states of which nothing is known."""
    class_of = np.zeros(model.states.count, np.int64)
    unranked = np.ones(model.states.count, bool)
    for place, members in enumerate(entry.ranking or ()):
        states = model.states.find_many(members)
        class_of[states] = place
        unranked[states] = False
    whole = Part(side, "step", 0, "", entry.support, is_hedged(entry.support, hedged))
    known = ClassOrder((), class_of, doubt.pair(whole, whole, doubt.ranking), preference)
    pairs = _pairs(preference.open)
    return OpenRanking(known, np.flatnonzero(unranked), _pair_parts(model, side, pairs, entry.support), pairs)


def _pairs(unknown: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the unordered pairs of a symmetric relation; none where there are too many to follow each."""
    first, second = np.nonzero(np.triu(unknown, 1))
    if len(first) > MOST_PAIRS:
        return np.zeros((0, 2), np.int64)
    return np.stack([first, second], axis=1).astype(np.int64)


def _pair_parts(model: GraphModel, side: int, pairs: NDArray[np.int64], support: Support) -> tuple[Part, ...]:
    """Return one part an unknown pair."""
    ids = model.states.id
    return tuple(
        Part(side, "pair", place, f"{ids(int(a))} or {ids(int(b))}", support)
        for place, (a, b) in enumerate(pairs, start=1)
    )


def is_hedged(support: Support, hedged: Collection[str]) -> bool:
    """Return whether all passages that an element cites are hedged or weak.

    Examples
    --------
    >>> from standoff.model.dispute import Evidence
    >>> both = Support((Evidence("note", 0, 9), Evidence("memo", 4, 20)))
    >>> is_hedged(both, {"note@0-9"}), is_hedged(both, {"note@0-9", "memo@4-20"})
    (False, True)
    """
    return bool(support.evidence) and all(str(passage) in hedged for passage in support.evidence)
