"""Relations between pairs of states: as the file lists them, with unknown ones, and with values beside a ranking."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.assemble_pairs import DEGREES, contradiction, missing_pairs
from standoff.model.dispute import Dispute, PreferenceEntry, StatePair
from standoff.model.document import decimal_text, place
from standoff.model.relations import LARGEST, PairValues, PairwisePreference, Preference
from standoff.model.states import ListedStates, OptionStates

States = OptionStates | ListedStates
OPEN = np.int8(-128)
"""Stands in a table of degrees where the preference is unknown."""

MISSING = np.int8(127)
"""Stands in a table of degrees where nothing is said."""


def ensure_size(count: int, side: str) -> None:
    """Refuse a table of more states than fit, before anything is allocated.

    Raises
    ------
    StandoffError
        Above 8,192 states, with an estimate of the memory.
    """
    if count > LARGEST:
        raise StandoffError(
            f"{side}'s preference is held pair by pair: for {count:,} states that takes "
            f"{2 * count * count / 2**30:.1f} GB, and the limit is {LARGEST:,} states.",
            where=f"preferences.{side}",
            mend="Give it a ranking, statements or weights, or use fewer states.",
        )


def all_unknown(count: int, side: str) -> PairwisePreference:
    """Return the relation of a side of whose preferences nothing is known."""
    ensure_size(count, side)
    return PairwisePreference(np.zeros((count, count), np.int8), ~np.eye(count, dtype=bool))


def partly_ranked(known: Preference, unlisted: NDArray[np.bool_], side: str) -> PairwisePreference:
    """Return a ranking in which every pair with an unlisted state is unknown.

    Parameters
    ----------
    known : Preference
        The ranking; what it says of unlisted states does not count.
    unlisted : ndarray of bool, shape (count,)
        The states that the ranking leaves out.
    side : str
        Whose preference it is.
    """
    count = len(unlisted)
    ensure_size(count, side)
    degrees = np.empty((count, count), np.int8)
    everything = np.arange(count)
    for s in range(count):
        degrees[s] = known.compare(s, everything)
    opened = unlisted[:, None] | unlisted[None, :]
    np.fill_diagonal(opened, False)
    degrees[opened] = 0
    return PairwisePreference(degrees, opened)


def from_pairs(dispute: Dispute, states: States, entry: PreferenceEntry, side: str) -> PairwisePreference:
    """Build a relation from its pairs; no closure is taken.

    Raises
    ------
    StandoffError
        If a pair names an unknown state, is said twice differently, or is not said and `otherwise` is not given.
    """
    count = states.count
    ensure_size(count, side)
    pairs = entry.pairs
    assert pairs is not None
    table = np.full((count, count), MISSING, np.int8)
    for name, degree in DEGREES.items():
        for index, (a, b) in enumerate(getattr(pairs, name)):
            where = place(dispute, ("preferences", side, "pairs", name, index))
            s, t = _find(states, (a, b), where, side)
            forth, back = (OPEN, OPEN) if degree is None else (np.int8(degree), np.int8(-degree))
            if table[s, t] not in (MISSING, forth):
                what = f"{side} has the pair [{a}, {b}] under `{name}`, and said something else of it before."
                raise StandoffError(what, where=where, mend="A pair is said once: keep one.")
            table[s, t], table[t, s] = forth, back
    missing = table == MISSING
    np.fill_diagonal(missing, False)
    if missing.any() and pairs.otherwise is None:
        s, t = (int(state) for state in np.argwhere(missing)[0])
        what, mend = missing_pairs(side, (states.id(s), states.id(t)), int(missing.sum()) // 2)
        raise StandoffError(what, where=place(dispute, ("preferences", side, "pairs")), mend=mend)
    table[missing] = OPEN if pairs.otherwise == "unknown" else 0
    np.fill_diagonal(table, 0)
    opened = table == OPEN
    table[opened] = 0
    return PairwisePreference(table, opened)


def _find(states: States, pair: StatePair, where: str, side: str) -> tuple[int, int]:
    """Return the states of a pair, with the place of the pair in errors."""
    try:
        s, t = (states.find(text) for text in pair)
    except StandoffError as error:
        raise StandoffError(error.what[:1].upper() + error.what[1:], where=where, mend=error.mend) from error
    if s == t:
        what = f"{side} compares {pair[0]} and {pair[1]}, which are the same state."
        raise StandoffError(what, where=where, mend="Take the pair out.")
    return s, t


def with_values(
    known: Any, dispute: Dispute, states: States, entry: PreferenceEntry, side: str
) -> tuple[PairValues | None, PairValues | None]:
    """Return the certainties and the probabilities of an entry, None where it has none.

    Raises
    ------
    StandoffError
        If two values contradict each other, or a probability contradicts the ranking beside it.
    """
    certainty = probability = None
    if entry.certainty is not None:
        given = _values(dispute, states, entry, side, "certainty")
        given |= {(t, s): 1 - value for (s, t), value in given.items()}
        certainty = PairValues(known, given, Fraction(1, 2), float(1 if entry.threshold is None else entry.threshold))
    if entry.probability is not None:
        given = _values(dispute, states, entry, side, "probability")
        for (s, t), value in list(given.items()):
            if (t, s) in given:
                continue
            given[t, s] = Fraction(int(known[t] > known[s]))
            if given[t, s] + value > 1:
                a, b = states.id(s), states.id(t)
                raise StandoffError(
                    f"{side} gives [{a}, {b}] the probability {decimal_text(value)}, but ranks {b} above {a}.",
                    where=place(dispute, ("preferences", side, "probability")),
                    mend=f"Give the probability of [{b}, {a}] as well.",
                )
        probability = PairValues(known, given, Fraction(0))
    return certainty, probability


def _values(
    dispute: Dispute, states: States, entry: PreferenceEntry, side: str, name: Literal["certainty", "probability"]
) -> dict[tuple[int, int], Fraction]:
    """Find the states of pairs with values; different texts may name the same state."""
    found: dict[tuple[int, int], Fraction] = {}
    said: dict[StatePair, Fraction] = {}
    for index, (a, b, value) in enumerate(getattr(entry, name)):
        where = place(dispute, ("preferences", side, name, index))
        s, t = _find(states, (a, b), where, side)
        pair = (states.id(s), states.id(t))
        what = contradiction(name, side, pair, value, said)
        if what:
            raise StandoffError(what, where=where, mend="Mend one of them.")
        said[pair] = found[s, t] = value
    return found
