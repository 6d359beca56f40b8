"""Edits of rankings: all at once, or one state up, down, or into a tie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from standoff.model.dispute import Dispute, PreferenceEntry
from standoff.model.preferences import build_preference
from standoff.model.scope import NUMBERED
from standoff.model.states import ListedStates, OptionStates, build_states
from standoff.workbench.arguments import Arguments
from standoff.workbench.edits_preferences import with_entry
from standoff.workbench.edits_sides import find_side
from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Edited
from standoff.workbench.words import quoted

MOST_RANKED = 1 << 13
Classes = list[list[int]]
States = OptionStates | ListedStates


def classes_of(dispute: Dispute, states: States, side: str) -> Classes | None:
    """Return the classes of states of one side, best first; None where its preference is no ranking."""
    preference = build_preference(dispute, states, side)
    if not preference.total:
        return None
    levels = preference.levels
    order = np.argsort(-levels.astype(np.int64), kind="stable")
    cuts = np.flatnonzero(np.diff(levels[order])) + 1
    return [part.tolist() for part in np.split(order, cuts)]


def set_ranking(dispute: Dispute, arguments: Arguments) -> Edited:
    """Rank the states of a side, best first, ties as lists."""
    _, maker = find_side(dispute, arguments)
    states = build_states(dispute)
    given = arguments.value("ranking")
    if not isinstance(given, list) or not given:
        raise Refusal("A ranking is a list of classes, best first.", mend='Write [["s1"], ["s2", "s3"]].')
    classes: Classes = []
    for tie in given:
        members = tie if isinstance(tie, list) else [tie]
        if not members or not all(isinstance(text, str) for text in members):
            raise Refusal("A class of a ranking is a list of states.", mend="Leave empty classes out.")
        classes.append([states.find(text) for text in members])
    listed = [state for tie in classes for state in tie]
    if len(set(listed)) < len(listed):
        twice = next(state for state in listed if listed.count(state) > 1)
        raise Refusal(f"The state {states.id(twice)} is ranked twice.", mend="Keep one place.")
    entry = dispute.preferences.get(maker.id)
    missing = sorted(set(range(states.count)) - set(listed)) if states.count <= MOST_RANKED else []
    if missing and (entry is None or entry.unlisted is None):
        some = ", ".join(states.id(state) for state in missing[:6]) + (", …" if len(missing) > 6 else "")
        raise Refusal(f"The ranking leaves out {len(missing)} of {states.count} states: {some}.", mend="Rank them too.")
    changed, said = ranked(dispute, states, maker.id, classes)
    return Edited(changed, f"Rank the states for {quoted(maker.name)}", f"preference-{maker.id}", said)


def move_state(dispute: Dispute, arguments: Arguments) -> Edited:
    """Move one state: -1 up (better), +1 down (worse), or "tie" with the class above.

    A state in a tie first leaves it, upwards or downwards; a state by itself passes the next class.
    """
    _, maker = find_side(dispute, arguments)
    states = build_states(dispute)
    if states.count > MOST_RANKED:
        raise Refusal(f"{states.count:,} states are too many to be ranked one by one.", mend="Write statements.")
    state, by = states.find(arguments.text("state")), arguments.value("by")
    if by not in (-1, 1, "tie") or isinstance(by, bool):
        raise Refusal('A state moves by -1 (up), 1 (down) or "tie".')
    classes = classes_of(dispute, states, maker.id)
    if classes is None:
        raise Refusal(f"What {maker.name} prefers is no ranking.", mend="Set a whole ranking first.")
    after = tied(classes, state) if by == "tie" else stepped(classes, state, by)
    if after == classes:
        where = "at the top" if by != 1 else "at the bottom"
        raise Refusal(f"{states.id(state)} is {where} already.")
    verb = {-1: "up", 1: "down", "tie": "into a tie"}[by]
    changed, said = ranked(dispute, states, maker.id, after)
    return Edited(changed, f"Move {states.id(state)} {verb} for {quoted(maker.name)}", f"preference-{maker.id}", said)


def stepped(classes: Classes, state: int, by: int) -> Classes:
    """Return the classes with a state one step up (-1) or down (1).

    Examples
    --------
    >>> stepped([[0], [1, 2]], 2, -1)
    [[0], [2], [1]]
    >>> stepped([[0], [2], [1]], 2, -1)
    [[2], [0], [1]]
    """
    place = next(k for k, tie in enumerate(classes) if state in tie)
    if len(classes[place]) > 1:
        rest = [other for other in classes[place] if other != state]
        two = [[state], rest] if by < 0 else [rest, [state]]
        return [*classes[:place], *two, *classes[place + 1 :]]
    if not 0 <= place + by < len(classes):
        return classes
    others = [*classes[:place], *classes[place + 1 :]]
    return [*others[: place + by], [state], *others[place + by :]]


def tied(classes: Classes, state: int) -> Classes:
    """Return the classes with a state in the class above its own.

    Examples
    --------
    >>> tied([[0], [1], [2]], 1)
    [[0, 1], [2]]
    """
    place = next(k for k, tie in enumerate(classes) if state in tie)
    if place == 0:
        return classes
    rest = [other for other in classes[place] if other != state]
    above = [*classes[place - 1], state]
    return [*classes[: place - 1], above, *([rest] if rest else []), *classes[place + 1 :]]


def ranked(dispute: Dispute, states: States, side: str, classes: Classes) -> tuple[Dispute, tuple[str, ...]]:
    """Return a dispute with another ranking in force, which calls the states as the old one did."""
    entry = dispute.preferences.get(side) or PreferenceEntry("ranking")
    calls = _calls(states, entry)
    ranking = tuple(tuple(calls.get(state) or _called(states, state, calls) for state in tie) for tie in classes)
    said: tuple[str, ...] = ()
    if (entry.strong_after or entry.degree_after) and len(entry.ranking or ()) != len(ranking):
        entry = replace(entry, strong_after=(), degree_after={})
        said = ("The marks of strong preference between classes are gone: the classes are others now.",)
    return with_entry(dispute, side, replace(entry, ranking=ranking, use="ranking")), said


def _calls(states: States, entry: PreferenceEntry) -> dict[int, str]:
    """Return what the old ranking calls its states."""
    texts = [text for tie in entry.ranking or () for text in tie]
    return dict(zip(states.find_many(texts).tolist(), texts, strict=True)) if texts else {}


def _called(states: States, state: int, calls: dict[int, str]) -> str:
    """Return what to call a state that the old ranking does not name: by pattern where it used patterns."""
    some: Sequence[str] = list(calls.values())[:1]
    pattern = states.pattern(state)
    by_pattern = pattern is not None and bool(some) and not NUMBERED.fullmatch(some[0]) and not some[0].strip("YN-")
    return pattern if by_pattern and pattern is not None else states.id(state)


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "ranking.set": set_ranking,
    "ranking.move": move_state,
}
