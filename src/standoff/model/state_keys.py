"""States by what they are, so that they can be matched between disputes that number them otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from standoff.model.dispute import Arc, Dispute, StatusQuo
from standoff.model.states import ListedStates, OptionStates, build_states

StateKey = Hashable
"""The id of a listed state; else the set of its members, each the set of the options taken."""


@dataclass(frozen=True)
class StateKeys:
    """The states of one dispute by key. States are built when they are first asked for.

    Options that only one of two disputes has count as not taken in the other.
    """

    dispute: Dispute
    _known: dict[str, tuple[StateKey, str]] = field(default_factory=dict)

    @cached_property
    def states(self) -> OptionStates | ListedStates:
        """The states of the dispute."""
        return build_states(self.dispute)

    def of(self, state: int) -> StateKey:
        """Return the key of a state."""
        states = self.states
        if isinstance(states, ListedStates):
            return states.id(state)
        codes = states.coalesced.get(state, states.codes[state : state + 1])
        return frozenset(self._taken(int(code)) for code in codes)

    def _taken(self, code: int) -> frozenset[str]:
        """Return the options taken in a full state."""
        return frozenset(option for k, option in enumerate(self.states.option_ids) if code >> k & 1)

    @cached_property
    def all(self) -> dict[StateKey, int]:
        """All states by key, in state order."""
        return {self.of(state): state for state in range(self.states.count)}

    def find(self, text: str) -> tuple[StateKey, str]:
        """Return the key of a state and what to call it."""
        if text not in self._known:
            state = self.states.find(text)
            self._known[text] = (self.of(state), self.shown(state))
        return self._known[text]

    def shown(self, state: int) -> str:
        """Return what to call a state: its name, its pattern, or its id."""
        return self.states.name(state) or self.states.pattern(state) or self.states.id(state)

    def arcs(self, arcs: Iterable[Arc]) -> dict[tuple[StateKey, StateKey], str]:
        """Return arcs by the keys of their ends, each with a text."""
        ends = ((self.find(a), self.find(b)) for a, b in arcs)
        return {(a, b): f"{one} → {two}" for (a, one), (b, two) in ends}

    def status_quo(self, quo: StatusQuo) -> tuple[StateKey, str]:
        """Return the key of the status quo and what to call it: the options taken, where it is given so."""
        if quo.taken is None:
            return self.find(quo.state or "")
        letters = "".join("Y" if option.id in quo.taken else "N" for option in self.dispute.options)
        return self.find(letters)[0], " and ".join(quo.taken) or "no option taken"
