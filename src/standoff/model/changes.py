"""What changed between two disputes, and a dispute with one of the changes undone."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.errors import StandoffError
from standoff.model import differences
from standoff.model.differences import Change
from standoff.model.dispute import Dispute
from standoff.model.preference_differences import preferences
from standoff.model.state_keys import StateKeys
from standoff.model.undoing import undo

__all__ = ["Change", "changes", "undo"]


def changes(a: Dispute, b: Dispute) -> tuple[Change, ...]:
    """Return what changed from one dispute to another.

    Sides, options, facts and outcomes are matched by id, rules and statements by what they say, states by the
    options taken (graph form: by id), never by number. Options that only one dispute has count as not taken
    in the other. Names, titles and other words for people are no changes.

    Parameters
    ----------
    a, b : Dispute
        The dispute before and after, both of option form or both of graph form.

    Returns
    -------
    tuple of Change
        Sides first, then options, rules, states and moves, facts and outcomes, the status quo, preferences,
        attitudes and perceptions.

    Raises
    ------
    StandoffError
        If one has options and the other lists its states, or one of them does not fit together.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> text = '''
    ... {standoff: 1, facts: {drought: no}, decision_makers: [{id: Up, options: [{id: release}]}], status_quo: [],
    ...  preferences: {Up: {statements: [not release if drought, release]}}}'''
    >>> later = text.replace("drought: no", "drought: yes").replace(", release]", "]")
    >>> for change in changes(loads(text), loads(later)):
    ...     print(change.sentence)
    The fact drought is yes instead of no.
    Up's statement `release` is gone.
    """
    if a.graph_form != b.graph_form:
        raise StandoffError(
            "One dispute has options and the other lists its states, so they have no states in common.",
            mend="Compare two disputes of one form.",
        )
    return tuple(_all(a, b))


def _all(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield all changes."""
    keys = StateKeys(a), StateKeys(b)
    yield from differences.sides(a, b)
    yield from differences.options(a, b)
    yield from differences.rules(a, b)
    yield from differences.listed_states(a, b)
    yield from differences.moves(a, b, keys)
    yield from differences.facts_and_outcomes(a, b)
    yield from differences.status_quo(a, b, keys)
    yield from preferences(a, b, keys)
    yield from differences.attitudes(a, b)
    yield from differences.perceptions(a, b)
