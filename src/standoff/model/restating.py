"""What a version of a dispute inherits, restated for its own states: matched by pattern (graph form: by id).

Numbers such as s3 depend on which states a dispute has. Where a phase or a perception has others than the dispute
that it starts from, rankings, pairs, moves and the status quo that it inherits are rewritten as patterns,
and those states that it has no more are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from itertools import pairwise, product

import numpy as np

from standoff.errors import StandoffError
from standoff.model.dispute import Arc, Dispute, Pairs, PreferenceEntry, StatusQuo, ValuedPair
from standoff.model.statements import Constant, substitute, to_text
from standoff.model.states import ListedStates, OptionStates, build_states

Translation = Callable[[str], tuple[str, ...]]
"""From a state of the one dispute to the states of the other that it is there: none, one, or a split class."""


def translation(old: Dispute, new: Dispute) -> Translation | None:
    """Return how states of one dispute are called in another; None where nothing changes.

    Raises
    ------
    StandoffError
        If one of them has no states.
    """
    if new.graph_form or old.graph_form:
        ids = {state.id for state in new.states}
        same = ids >= {state.id for state in old.states}
        return None if same else lambda text: (text,) if text in ids else ()
    before, after = build_states(old), build_states(new)
    assert isinstance(before, OptionStates)
    assert isinstance(after, OptionStates)
    if _alike(before, after):
        return None
    bits = {option: 1 << k for k, option in enumerate(after.option_ids)}

    def translate(text: str) -> tuple[str, ...]:
        state = before.find(text)
        codes = before.coalesced.get(state, before.codes[state : state + 1])
        found: dict[int, None] = {}
        for code in codes:
            taken = (o for k, o in enumerate(before.option_ids) if int(code) >> k & 1)
            code_there = _code(taken, bits)
            place = after.index_of_code(code_there) if code_there >= 0 else None
            if place is not None:
                found[place] = None
        return tuple(after.pattern_of(after.code(place)) for place in found)

    return translate


def _code(taken: Iterable[str], bits: dict[str, int]) -> int:
    """Return the code of a state by the options taken; -1 where one of them does not exist."""
    code = 0
    for option in taken:
        if option not in bits:
            return -1
        code |= bits[option]
    return code


def _alike(before: OptionStates, after: OptionStates) -> bool:
    """Whether two state spaces number the same states alike."""
    if before.option_ids != after.option_ids or not np.array_equal(before.full, after.full):
        return False
    if before.class_of is None or after.class_of is None:
        return before.class_of is after.class_of
    return np.array_equal(before.class_of, after.class_of)


def restated(new: Dispute, old: Dispute, own: Collection[tuple[str | int, ...]] = ()) -> Dispute:
    """Return a version of a dispute with what it inherits restated for its own states.

    Parameters
    ----------
    new : Dispute
        The version as its document reads, with names of states in the old numbering wherever it inherits them.
    old : Dispute
        The dispute that it starts from.
    own : collection of tuple
        Paths of what the version says itself, in its own numbering.
    """
    translate = translation(old, new)
    if translate is None:
        return new
    preferences = {
        side: entry if ("preferences", side) in own else restate_entry(entry, translate)
        for side, entry in new.preferences.items()
    }
    changed = replace(new, preferences=preferences)
    if ("moves",) not in own:
        changed = replace(
            changed,
            arcs=None if new.arcs is None else {side: _arcs(arcs, translate) for side, arcs in new.arcs.items()},
            added={side: _arcs(arcs, translate) for side, arcs in new.added.items()},
            forbidden={side: _arcs(arcs, translate) for side, arcs in new.forbidden.items()},
        )
    if ("status_quo",) not in own and new.status_quo is not None and new.status_quo.state is not None:
        changed = replace(changed, status_quo=_status_quo(new.status_quo, translate))
    if new.graph_form:
        return _without_names(changed, {state.id for state in old.states} - {state.id for state in new.states})
    return _with_existing_names(changed)


def restate_entry(entry: PreferenceEntry, translate: Translation) -> PreferenceEntry:
    """Restate what one side prefers."""
    pairs = entry.pairs
    if pairs is not None:
        pairs = Pairs(
            _arcs(pairs.better, translate),
            _arcs(pairs.much_better, translate),
            _arcs(pairs.equal, translate),
            _arcs(pairs.unknown, translate),
            pairs.otherwise,
        )
    certainty, probability = _valued(entry.certainty, translate), _valued(entry.probability, translate)
    entry = replace(entry, pairs=pairs, certainty=certainty, probability=probability)
    if entry.ranking is None:
        return entry
    classes = [tuple(found for text in tie for found in translate(text)) for tie in entry.ranking]
    kept = [place for place, tie in enumerate(classes) if tie]
    # The lowest class of `unlisted: worst` stays, whatever else is gone.
    ends = [*kept, len(classes)] if entry.unlisted == "worst" else kept
    marks = {**dict.fromkeys(entry.strong_after, 2), **entry.degree_after}
    steps = [max(marks.get(gap, 1) for gap in range(a + 1, b + 1)) for a, b in pairwise(ends)]
    if len(kept) < len(classes) and marks:
        degrees = {gap: step for gap, step in enumerate(steps, start=1) if step > 1}
        entry = replace(entry, strong_after=(), degree_after=degrees)
    return replace(entry, ranking=tuple(classes[place] for place in kept))


def _valued(given: tuple[ValuedPair, ...] | None, translate: Translation) -> tuple[ValuedPair, ...] | None:
    """Restate certainties or probabilities."""
    if given is None:
        return None
    return tuple((c, d, value) for a, b, value in given for c, d in product(translate(a), translate(b)))


def _arcs(arcs: Iterable[Arc], translate: Translation) -> tuple[Arc, ...]:
    """Restate pairs of states, leaving out those with a state that is gone."""
    return tuple((c, d) for a, b in arcs for c, d in product(translate(a), translate(b)) if c != d)


def _status_quo(quo: StatusQuo, translate: Translation) -> StatusQuo | None:
    """Restate the status quo, None where its state is gone."""
    found = translate(quo.state or "")
    return replace(quo, state=found[0]) if found else None


def _without_names(dispute: Dispute, gone: set[str]) -> Dispute:
    """Let listed states that are gone be false wherever an expression names them."""
    table = dict.fromkeys(gone, Constant(False))
    preferences = {}
    for side, entry in dispute.preferences.items():
        statements = entry.statements
        if statements is not None:
            statements = tuple(
                statement
                if (put := substitute(statement.expression, table)) == statement.expression
                else replace(statement, expression=put, text=to_text(put))
                for statement in statements
            )
        preferences[side] = replace(entry, statements=statements)
    outcomes = tuple(replace(o, expression=substitute(o.expression, table)) for o in dispute.outcomes)
    return replace(dispute, preferences=preferences, outcomes=outcomes)


def _with_existing_names(dispute: Dispute) -> Dispute:
    """Leave out names of states that are not feasible any more."""
    states = build_states(dispute)
    assert not isinstance(states, ListedStates)
    named = []
    for state in dispute.states:
        try:
            states.find(state.pattern or "")
        except StandoffError:
            continue
        named.append(state)
    return replace(dispute, states=tuple(named))
