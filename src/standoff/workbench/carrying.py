"""What stays the same when the states of a dispute change: rankings, moves and the status quo mean what they meant.

Sides, options, rules and coalescing decide which states there are, and how they are numbered.
`standoff.model.restating` matches states by pattern. What it leaves open is decided here:

1. a state that an added option splits off stands beside the one without the option, so its side is indifferent;
2. a state that comes back, because a rule is gone, stands last, and that is said;
3. states are called as the entry called them before: by number where it gave numbers, else by pattern.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, PreferenceEntry
from standoff.model.restating import restated
from standoff.model.scope import NUMBERED
from standoff.model.states import OptionStates, build_states

MOST_CARRIED = 1 << 16


def carried(new: Dispute, old: Dispute) -> tuple[Dispute, tuple[str, ...]]:
    """Return a changed dispute in which everything that names states means what it meant, and what was decided.

    Parameters
    ----------
    new : Dispute
        The dispute with other sides, options, rules or classes, and all else as in the old one.
    old : Dispute
        The dispute before.

    Raises
    ------
    StandoffError
        If no state is left.
    """
    if new.graph_form or not _names_states(old):
        if not new.graph_form and len(new.options) <= 16:
            build_states(new)
        return new, ()
    result = restated(new, old)
    before, after = build_states(old), build_states(new)
    assert isinstance(before, OptionStates)
    assert isinstance(after, OptionStates)
    said: list[str] = []
    preferences = dict(result.preferences)
    for side, entry in result.preferences.items():
        if entry.ranking is None:
            continue
        numbered = _numbered(old.preferences[side])
        completed, last = _completed(entry, before, after)
        preferences[side] = _called(completed, after, numbered=numbered)
        if last:
            states = (
                "1 state that had no place yet stands" if last == 1 else f"{last:,} states that had no place yet stand"
            )
            said.append(f"In the ranking of {_name(new, side)}, {states} last.")
    return replace(result, preferences=preferences), tuple(said)


def _names_states(dispute: Dispute) -> bool:
    """Whether anything in a dispute names single states."""
    entries = dispute.preferences.values()
    by_state = any(e.ranking or e.pairs or e.certainty or e.probability for e in entries)
    quo = dispute.status_quo
    return bool(
        by_state or dispute.added or dispute.forbidden or dispute.states or (quo is not None and quo.state is not None)
    )


def _name(dispute: Dispute, side: str) -> str:
    return next((maker.name for maker in dispute.decision_makers if maker.id == side), side)


def _numbered(entry: PreferenceEntry) -> bool:
    """Whether a ranking calls its states by number."""
    return all(NUMBERED.fullmatch(text) for tie in entry.ranking or () for text in tie)


def _completed(entry: PreferenceEntry, before: OptionStates, after: OptionStates) -> tuple[PreferenceEntry, int]:
    """Return a ranking with every state in it, and how many had to be put last."""
    assert entry.ranking is not None
    if entry.unlisted is not None or after.count > MOST_CARRIED:
        return entry, 0
    classes: list[list[int]] = []
    place: dict[int, int] = {}
    for tie in entry.ranking:
        members = [after.find(text) for text in tie]
        place.update((state, len(classes)) for state in members if state not in place)
        classes.append([state for state in dict.fromkeys(members) if place[state] == len(classes)])
    ends: list[int] = []
    for state in range(after.count):
        if state in place:
            continue
        beside = _counterpart(state, before, after, place)
        if beside is None:
            ends.append(state)
        else:
            classes[beside].append(state)
    kept = [tie for tie in classes if tie] + ([ends] if ends else [])
    ranking = tuple(tuple(after.pattern(state) for state in tie) for tie in kept)
    return replace(entry, ranking=ranking), len(ends)


def _counterpart(state: int, before: OptionStates, after: OptionStates, place: dict[int, int]) -> int | None:
    """Return the class of the state that differs in added options only, None where there is none."""
    code = after.code(state)
    old = set(before.option_ids)
    reduced = sum(1 << k for k, option in enumerate(after.option_ids) if option in old and code >> k & 1)
    found = after.index_of_code(reduced)
    if found is not None and found in place and found != state:
        return place[found]
    return None


def _called(entry: PreferenceEntry, states: OptionStates, *, numbered: bool) -> PreferenceEntry:
    """Return a ranking that calls its states as it used to."""
    if entry.ranking is None or not numbered:
        return entry
    return replace(entry, ranking=tuple(tuple(_ids(tie, states)) for tie in entry.ranking))


def _ids(tie: Iterable[str], states: OptionStates) -> Iterable[str]:
    """Yield the numbers of states given by pattern; of two that are one now, one."""
    seen: set[int] = set()
    for text in tie:
        try:
            state = states.find(text)
        except StandoffError:
            yield text
            continue
        if state not in seen:
            seen.add(state)
            yield states.id(state)
