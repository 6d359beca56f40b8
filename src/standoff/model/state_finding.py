"""Finds states of option form by what people call them: numbers, names and patterns; a million at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.rankings import numbers_in
from standoff.model.words import nearest

if TYPE_CHECKING:
    from standoff.model.states import OptionStates


def find_state(states: OptionStates, text: str) -> int:
    """Return the state with this id, name or pattern.

    Raises
    ------
    StandoffError
        If there is none, or a pattern fits several.
    """
    number = text[1:]
    if text[:1] == "s" and number.isdecimal() and number.isascii():
        if 1 <= int(number) <= states.count:
            return int(number) - 1
        raise StandoffError(f"there is no state {text}.", mend=f"The states are s1 to s{states.count}.")
    for named in states.dispute.states:
        if text == named.id:
            return find_state(states, named.pattern or "")
    if len(text) == len(states.option_ids) and set(text) <= set("YN-"):
        return _fitting(states, text)
    known = [named.id for named in states.dispute.states]
    raise StandoffError(
        f"{text!r} is no state.",
        mend=nearest(text, known)
        if known
        else f"Give s1 to s{states.count}, or a pattern of {len(states.option_ids)} letters Y, N, -.",
    )


def find_states(states: OptionStates, texts: Sequence[str]) -> NDArray[np.int64]:
    """Return the states with these ids, names or patterns; ids and full patterns, the most common, at once."""
    found = numbered(states, numbers_in(",".join(texts), len(texts)))
    if found is None:
        found = _full_patterns(states, texts)
    return np.array([find_state(states, text) for text in texts], np.int64) if found is None else found


def numbered(states: OptionStates, numbers: NDArray[Any] | None) -> NDArray[np.int64] | None:
    """Return the states with these numbers, s1 being the first; None where there are no such states, or no numbers."""
    if numbers is None or not len(numbers) or not (numbers.min() >= 1 and numbers.max() <= states.count):
        return None
    return np.asarray(numbers - 1)


def _full_patterns(states: OptionStates, texts: Sequence[str]) -> NDArray[np.int64] | None:
    """Return the states of patterns without ``-``; None where some are anything else."""
    width = len(states.option_ids)
    joined = "".join(texts)
    if len(joined) != width * len(texts) or joined.strip("YN") or any(len(text) != width for text in texts):
        return None
    letters = np.frombuffer(joined.encode("ascii", "replace"), np.uint8).reshape(len(texts), width)
    if not np.isin(letters, np.frombuffer(b"YN", np.uint8)).all():
        return None
    codes = np.zeros(len(texts), states.full.dtype)
    for k in range(width):
        codes |= (letters[:, k] == ord("Y")).astype(codes.dtype) << codes.dtype.type(k)
    places = np.minimum(np.searchsorted(states.full, codes), len(states.full) - 1)
    if not (states.full[places] == codes).all():
        return None
    return np.asarray(places if states.class_of is None else states.class_of[places], np.int64)


def _fitting(states: OptionStates, text: str) -> int:
    """Return the one state that a pattern fits."""
    mask = sum(1 << k for k, letter in enumerate(text) if letter != "-")
    value = sum(1 << k for k, letter in enumerate(text) if letter == "Y")
    if mask + 1 == 1 << len(text):
        state = states.index_of_code(value)
        if state is None:
            raise StandoffError(f"the state {text} is not feasible.", mend="A feasibility rule removes it.")
        return state
    where = np.flatnonzero((states.full & states.full.dtype.type(mask)) == value)
    found = np.unique(where if states.class_of is None else states.class_of[where])
    if len(found) > 1:
        exact = [int(state) for state in states.coalesced if states.pattern(state) == text]
        if len(exact) == 1:
            return exact[0]
        some = ", ".join(states.id(int(state)) for state in found[:5])
        raise StandoffError(
            f"the pattern {text} fits {len(found)} states ({some}{', …' if len(found) > 5 else ''}).",
            mend="Name one.",
        )
    if not len(found):
        raise StandoffError(f"no feasible state fits the pattern {text}.")
    return int(found[0])
