"""Feasible states: option patterns as bit vectors, coalescing, numbering; and the listed states of graph form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.enumeration import Codes, feasible_codes
from standoff.model.statements import Constant, Expression, names, parse, substitute, truth
from standoff.model.words import nearest

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


def constants(dispute: Dispute) -> Callable[[Expression], Expression]:
    """Return a function that replaces facts by their values and outcomes by their expressions."""
    table: dict[str, Expression] = {name: Constant(value) for name, value in dispute.facts.items()}
    pending = {outcome.id: outcome.expression for outcome in dispute.outcomes}
    while pending:
        ready = {name: e for name, e in pending.items() if not names(e) & pending.keys()}
        if not ready:
            raise StandoffError(f"the outcomes {', '.join(sorted(pending))} are defined by each other.")
        table.update({name: substitute(e, table) for name, e in ready.items()})
        pending = {name: e for name, e in pending.items() if name not in ready}
    return lambda expression: substitute(expression, table)


def plain_ids(lines: str, count: int) -> bool:
    """Return whether so many lines are each an s and digits; quick on a million lines, where a pattern is not."""
    digits = lines.replace("\ns", "").removeprefix("s")
    return lines.startswith("s") and lines.count("\ns") == count - 1 and digits.isascii() and digits.isdecimal()


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
        number = text[1:]
        if text[:1] == "s" and number.isdecimal() and number.isascii():
            if 1 <= int(number) <= self.count:
                return int(number) - 1
            raise StandoffError(f"there is no state {text}.", mend=f"The states are s1 to s{self.count}.")
        for named in self.dispute.states:
            if text == named.id:
                return self.find(named.pattern or "")
        if len(text) == len(self.option_ids) and set(text) <= set("YN-"):
            return self._find_pattern(text)
        known = [named.id for named in self.dispute.states]
        raise StandoffError(
            f"{text!r} is no state.",
            mend=nearest(text, known)
            if known
            else f"Give s1 to s{self.count}, or a pattern of {len(self.option_ids)} letters Y, N, -.",
        )

    def find_many(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the states with these ids, names or patterns; plain ids, the most common, at once."""
        lines = "\n".join(texts)
        if plain_ids(lines, len(texts)):
            numbers = np.fromstring(lines.replace("s", " "), np.int64, sep=" ")
            if len(numbers) == len(texts) and ((numbers >= 1) & (numbers <= self.count)).all():
                return numbers - 1
        return np.array([self.find(text) for text in texts], np.int64)

    def _find_pattern(self, text: str) -> int:
        mask = sum(1 << k for k, letter in enumerate(text) if letter != "-")
        value = sum(1 << k for k, letter in enumerate(text) if letter == "Y")
        if mask + 1 == 1 << len(text):
            state = self.index_of_code(value)
            if state is None:
                raise StandoffError(f"the state {text} is not feasible.", mend="A feasibility rule removes it.")
            return state
        where = np.flatnonzero((self.full & self.full.dtype.type(mask)) == value)
        found = np.unique(where if self.class_of is None else self.class_of[where])
        if len(found) > 1:
            exact = [int(state) for state in self.coalesced if self.pattern(state) == text]
            if len(exact) == 1:
                return exact[0]
            some = ", ".join(self.id(int(state)) for state in found[:5])
            raise StandoffError(
                f"the pattern {text} fits {len(found)} states ({some}{', …' if len(found) > 5 else ''}).",
                mend="Name one.",
            )
        if not len(found):
            raise StandoffError(f"no feasible state fits the pattern {text}.")
        return int(found[0])

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


def parse_for(states: OptionStates | ListedStates, expression: str | Expression) -> Expression:
    """Parse an expression that a person typed and check that every name in it is known."""
    if not isinstance(expression, str):
        return expression
    parsed = parse(expression, len(states.option_ids) or None)
    dispute = states.dispute
    known = {*states.option_ids, *dispute.facts, *(o.id for o in dispute.outcomes), *(s.id for s in dispute.states)}
    for name in sorted(names(parsed) - known):
        try:
            states.find(name)
        except StandoffError as error:
            raise StandoffError(f"{name!r} is no option, fact, outcome or state.", mend=nearest(name, known)) from error
    return parsed


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
