"""Feasible states: option patterns as bit vectors, coalescing, numbering; and the listed states of graph form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.enumeration import Codes, feasible_codes
from standoff.model.state_expressions import constants, parse_for
from standoff.model.state_finding import find_state, find_states
from standoff.model.statements import Expression, truth
from standoff.model.words import nearest

__all__ = ["ListedStates", "OptionStates", "StateSpace", "build_states", "constants", "parse_for"]

Truth = NDArray[np.bool_]


class StateSpace(Protocol):
    """The states of a dispute, numbered from 0 in the order of their ids."""

    @property
    def count(self) -> int:
        """The number of states."""

    def id(self, state: int) -> str:
        """Return the id that people use."""

    def name(self, state: int) -> str | None:
        """Return the free-text name, if the file gives one."""

    def pattern(self, state: int) -> str | None:
        """Return the letters Y, N, - of the options, None in graph form."""

    def code(self, state: int) -> int | None:
        """Return the decimal code, None in graph form."""

    def options(self, state: int) -> tuple[str, ...]:
        """Return the ids of the options taken."""

    def members(self, state: int) -> tuple[str, ...]:
        """Return the patterns that a coalesced state stands for, empty for a plain one."""

    def find(self, text: str) -> int:
        """Return the state with this id, name or pattern."""

    def find_many(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the states with these ids, names or patterns."""

    def satisfying(self, expression: str | Expression) -> Truth:
        """Return where an expression holds, shape (count,); in a coalesced state: in all its members."""


@dataclass(frozen=True)
class OptionStates:
    """States generated from options.

    Attributes
    ----------
    full : ndarray, shape (m,)
        Codes of the feasible full states, increasing.
    codes : ndarray, shape (count,)
        Code of each final state; for a coalesced one its member with the largest code.
    class_of : ndarray of int32, shape (m,), or None
        The final state of each full state; None where nothing is coalesced.
    """

    dispute: Dispute
    full: Codes
    codes: Codes
    class_of: NDArray[np.int32] | None

    @property
    def count(self) -> int:
        """The number of states."""
        return len(self.codes)

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """Option ids in file order."""
        return tuple(option.id for option in self.dispute.options)

    @cached_property
    def coalesced(self) -> dict[int, Codes]:
        """The member codes of every state that stands for several."""
        if self.class_of is None:
            return {}
        sizes = np.bincount(self.class_of, minlength=self.count)
        return {int(state): self.full[self.class_of == state] for state in np.flatnonzero(sizes > 1)}

    def id(self, state: int) -> str:
        """Return s1, s2, … in increasing order of the decimal code."""
        return f"s{state + 1}"

    @cached_property
    def _labels(self) -> dict[int, str]:
        labels = {}
        for named in self.dispute.states:
            labels[self.find(named.id)] = named.name or named.id
        return labels

    @cached_property
    def aliases(self) -> dict[int, str]:
        """The ids that the file gives to states beside their numbers."""
        return {self.find(named.id): named.id for named in self.dispute.states}

    def name(self, state: int) -> str | None:
        """Return the name that the file gives to the state."""
        return self._labels.get(state)

    def code(self, state: int) -> int:
        """Return the decimal code."""
        return int(self.codes[state])

    def pattern_of(self, code: int) -> str:
        """Return the letters of a full state."""
        return "".join("Y" if code >> k & 1 else "N" for k in range(len(self.option_ids)))

    def members(self, state: int) -> tuple[str, ...]:
        """Return the patterns that a coalesced state stands for."""
        return tuple(self.pattern_of(int(code)) for code in self.coalesced.get(state, ()))

    def pattern(self, state: int) -> str:
        """Return the letters common to all members, ``-`` where they differ."""
        members = self.members(state)
        if not members:
            return self.pattern_of(self.code(state))
        return "".join(column[0] if len(set(column)) == 1 else "-" for column in zip(*members, strict=True))

    def options(self, state: int) -> tuple[str, ...]:
        """Return the ids of the options taken (in every member)."""
        return tuple(o for o, letter in zip(self.option_ids, self.pattern(state), strict=True) if letter == "Y")

    def index_of_code(self, code: int) -> int | None:
        """Return the state that a full state belongs to, None where it is infeasible."""
        place = int(np.searchsorted(self.full, np.asarray(code, self.full.dtype)))
        if place == len(self.full) or int(self.full[place]) != code:
            return None
        return place if self.class_of is None else int(self.class_of[place])

    def find(self, text: str) -> int:
        """Return the state with this id, name or pattern."""
        return find_state(self, text)

    def find_many(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the states with these ids, names or patterns."""
        return find_states(self, texts)

    def truth_of_full(self, expression: Expression) -> Truth:
        """Return where an expression without facts and outcomes holds, shape (m,), before coalescing."""
        position = {name: k for k, name in enumerate(self.option_ids)}

        def option(k: int) -> Any:
            return (self.full & self.full.dtype.type(1 << k)) != 0

        def value(name: str) -> Any:
            if name in position:
                return option(position[name])
            state = self.find(name)
            index = np.arange(len(self.full)) if self.class_of is None else self.class_of
            return index == state

        result: Truth = truth(expression, value, option, np.ones(len(self.full), bool))
        return result

    def satisfying(self, expression: str | Expression) -> Truth:
        """Return where an expression holds; in a coalesced state: in all its members."""
        parsed = parse_for(self, expression)
        full = self.truth_of_full(constants(self.dispute)(parsed))
        if self.class_of is None:
            return full
        result = np.ones(self.count, bool)
        result[self.class_of[~full]] = False
        return result


@dataclass(frozen=True)
class ListedStates:
    """The states of a graph-form dispute, in file order."""

    dispute: Dispute

    @cached_property
    def _index(self) -> dict[str, int]:
        return {state.id: k for k, state in enumerate(self.dispute.states)}

    option_ids: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of states."""
        return len(self.dispute.states)

    def id(self, state: int) -> str:
        """Return the id as the file has it."""
        return self.dispute.states[state].id

    def name(self, state: int) -> str | None:
        """Return the free-text name."""
        return self.dispute.states[state].name

    def pattern(self, state: int) -> None:
        """Graph form has no patterns."""

    def code(self, state: int) -> None:
        """Graph form has no codes."""

    def options(self, state: int) -> tuple[str, ...]:
        """Graph form has no options."""
        return ()

    def members(self, state: int) -> tuple[str, ...]:
        """Graph form has no coalesced states."""
        return ()

    def find(self, text: str) -> int:
        """Return the state with this id or name."""
        if text in self._index:
            return self._index[text]
        for k, state in enumerate(self.dispute.states):
            if text == state.name:
                return k
        raise StandoffError(f"{text!r} is no state.", mend=nearest(text, self._index))

    def find_many(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the states with these ids or names."""
        known = self._index
        return np.array([known[text] if text in known else self.find(text) for text in texts], np.int64)

    def satisfying(self, expression: str | Expression) -> Truth:
        """Return where an expression over facts, outcomes and state ids holds, shape (count,)."""
        parsed = constants(self.dispute)(parse_for(self, expression))

        def value(name: str) -> Any:
            return np.arange(self.count) == self.find(name)

        result: Truth = truth(parsed, value, lambda k: value(str(k)), np.ones(self.count, bool))
        return result


def build_states(dispute: Dispute) -> OptionStates | ListedStates:
    """Construct the states: options, feasibility, coalescing, numbering.

    Raises
    ------
    StandoffError
        If no state is left, or if two classes that `coalesce` makes overlap.
    """
    if dispute.graph_form:
        return ListedStates(dispute)
    constant = constants(dispute)
    ids = tuple(option.id for option in dispute.options)
    full = feasible_codes(ids, dispute.rules, constant)
    plain = OptionStates(dispute, full, full, None)
    class_of: NDArray[np.int32] | None = None
    if dispute.coalesce:
        representative = np.arange(len(full))
        taken = np.zeros(len(full), bool)
        for expression in dispute.coalesce:
            where = plain.truth_of_full(constant(expression))
            if (where & taken).any():
                first = plain.pattern_of(int(full[np.flatnonzero(where & taken)[0]]))
                raise StandoffError(
                    f"two classes of `coalesce` share the state {first}.",
                    where="coalesce",
                    mend="Make them disjoint, or join them with `or`.",
                )
            taken |= where
            if where.any():
                representative[where] = np.flatnonzero(where)[-1]
        kept, class_of64 = np.unique(representative, return_inverse=True)
        class_of = class_of64.astype(np.int32)
        return OptionStates(dispute, full, full[kept], class_of)
    return plain
