"""What differs between the preferences of two disputes: statement by statement, or pair by pair of common states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from standoff.model.differences import Change, Path, came_and_went, key_of, keyed
from standoff.model.dispute import NOTHING, Dispute, Evidence, PreferenceEntry, Statement
from standoff.model.document import decimal_text
from standoff.model.preferences import build_preference
from standoff.model.relations import Preference, Relation, dense
from standoff.model.state_keys import StateKeys

MOST_COMPARED = 2_000
"""Common states up to which two rankings are compared pair by pair, with an example."""


def preferences(a: Dispute, b: Dispute, keys: tuple[StateKeys, StateKeys]) -> Iterator[Change]:
    """Yield what differs in the preferences of sides that are in both disputes."""
    later = {maker.id for maker in b.decision_makers}
    for side in (maker.id for maker in a.decision_makers if maker.id in later):
        old, new = a.preferences.get(side), b.preferences.get(side)
        if old is not None and new is not None and old.use == new.use == "statements":
            yield from _statements(side, statements_by_key(old, a), statements_by_key(new, b))
        elif old is not None and new is not None and old.use == new.use == "weights":
            yield from _weights(side, old, new)
        else:
            yield from _relation(a, b, side, keys)


def statements_by_key(entry: PreferenceEntry, dispute: Dispute) -> dict[str, Statement]:
    """Return the statements of an entry by what they say, most important first."""
    return keyed(entry.statements or (), lambda statement: key_of(statement.expression, dispute))


def _statements(side: str, old: Mapping[str, Statement], new: Mapping[str, Statement]) -> Iterator[Change]:
    """Yield statements that came, went, or stand in another order."""
    path = ("preferences", side, "statements")
    before, after = ({key: item.support for key, item in given.items()} for given in (old, new))
    yield from came_and_went("statement", path, before, after, lambda key: f"{side}'s statement `{key}`")
    first, second = [key for key in old if key in new], [key for key in new if key in old]
    for key in moved(first, second):
        a, b = list(old).index(key) + 1, list(new).index(key) + 1
        sentence = f"{side}'s statement `{key}` is {ordinal(b)} instead of {ordinal(a)} in importance."
        if a == b:
            sentence = f"{side}'s statement `{key}` stands elsewhere among those that stay."
        supports = before[key].evidence, after[key].evidence
        yield Change("statement", "moved", (*path, key), str(a), str(b), *supports, sentence)


def moved(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the fewest elements that have to be moved to make one order the other.

    Examples
    --------
    >>> moved(["a", "b", "c", "d"], ["d", "a", "b", "c"])
    ['d']
    """
    places = [first.index(key) for key in second]
    # The longest increasing run of places stays; `ends` holds the least last place of a run of each length.
    ends: list[int] = []
    lengths = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    staying: set[str] = set()
    wanted = len(ends) - 1
    bound = len(first)
    for key, place, length in zip(reversed(second), reversed(places), reversed(lengths), strict=True):
        if length == wanted and place < bound:
            staying.add(key)
            wanted, bound = wanted - 1, place
    return [key for key in second if key not in staying]


def ordinal(number: int) -> str:
    """Return first, second, third, and further ones in digits."""
    return ("first", "second", "third")[number - 1] if number <= 3 else f"{number}th"


def _weights(side: str, old: PreferenceEntry, new: PreferenceEntry) -> Iterator[Change]:
    """Yield weights that differ; one that is not given is 0."""
    before, after = old.weights or {}, new.weights or {}
    for option in dict.fromkeys((*before, *after)):
        one, two = before.get(option, Fraction(0)), after.get(option, Fraction(0))
        if one != two:
            texts = decimal_text(one), decimal_text(two)
            sentence = f"{side}'s weight of {option} is {texts[1]} instead of {texts[0]}."
            path = ("preferences", side, "weights", option)
            supports = old.support.evidence, new.support.evidence
            yield Change("weight", "changed", path, *texts, *supports, sentence)


def _relation(a: Dispute, b: Dispute, side: str, keys: tuple[StateKeys, StateKeys]) -> Iterator[Change]:
    """Yield the preference of a side, if it relates common states otherwise."""
    common = [key for key in keys[0].all if key in keys[1].all]
    relations = build_preference(a, keys[0].states, side), build_preference(b, keys[1].states, side)
    places = tuple(np.array([table.all[key] for key in common], np.int64) for table in keys)
    said = _difference(relations, places, keys[1])
    path: Path = ("preferences", side)
    supports = _evidence(a, side), _evidence(b, side)
    if said:
        sentence = f"{side}'s preference differs {said}."
        yield Change("preference", "changed", path, _form(a, side), _form(b, side), *supports, sentence)
    elif _values(a, side, keys[0]) != _values(b, side, keys[1]):
        sentence = f"{side}'s certainties or probabilities differ."
        yield Change("preference", "changed", path, _form(a, side), _form(b, side), *supports, sentence)


def _form(dispute: Dispute, side: str) -> str:
    """Say in which form a preference is given."""
    entry = dispute.preferences.get(side)
    return f"unlisted: {dispute.unlisted}" if entry is None else entry.use


def _evidence(dispute: Dispute, side: str) -> tuple[Evidence, ...]:
    """Return what stands behind a whole preference."""
    entry = dispute.preferences.get(side)
    if entry is None:
        return NOTHING.evidence
    supports = (entry.support, *(statement.support for statement in entry.statements or ()))
    return tuple(dict.fromkeys(passage for support in supports for passage in support.evidence))


def _values(dispute: Dispute, side: str, keys: StateKeys) -> Any:
    """Return certainties, threshold and probabilities by the keys of states."""
    entry = dispute.preferences.get(side)
    if entry is None:
        return None
    tables = [
        None if given is None else {(keys.find(a)[0], keys.find(b)[0]): value for a, b, value in given}
        for given in (entry.certainty, entry.probability)
    ]
    return (*tables, entry.threshold) if any(table is not None for table in tables) else None


def _difference(relations: tuple[Relation, Relation], places: tuple[Any, ...], after: StateKeys) -> str:
    """Say on how many pairs of common states two relations differ, with an example; empty if on none."""
    first, second = relations
    count = len(places[0])
    if isinstance(first, Preference) and isinstance(second, Preference):
        same = np.array_equal(dense(first.levels[places[0]]), dense(second.levels[places[1]]))
        if same and not first.steps and not second.steps:
            return ""
        if count > MOST_COMPARED:
            return "" if same and first.steps == second.steps else f"among {count:,} common states"
    tables = [
        (relation.compare(at[:, None], at[None, :]), relation.unknown(at[:, None], at[None, :]))
        for relation, at in zip(relations, places, strict=True)
    ]
    differing = np.argwhere(np.triu((tables[0][0] != tables[1][0]) | (tables[0][1] != tables[1][1]), 1))
    if not len(differing):
        return ""
    s, t = (int(place) for place in differing[0])
    before, now = (_words(int(degrees[s, t]), bool(opened[s, t])) for degrees, opened in tables)
    one, two = (after.shown(int(places[1][place])) for place in (s, t))
    pairs = count * (count - 1) // 2
    return f"on {len(differing)} of {pairs} pairs of states: {one} is {now} {two}, and was {before} it"


def _words(degree: int, opened: bool) -> str:
    """Say how a state is to another."""
    if opened:
        return "not known against"
    if degree == 0:
        return "level with"
    return f"{'much ' if abs(degree) > 1 else ''}{'better' if degree > 0 else 'worse'} than"
