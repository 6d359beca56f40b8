"""Unilateral moves: generated from options, or listed arc by arc, behind one small protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Arc, Dispute
from standoff.model.states import ListedStates, OptionStates

Indices = NDArray[np.int64]
LARGEST_ARCS = 1 << 26


class Moves(Protocol):
    """Who can move where in one step.

    Attributes
    ----------
    transitive : bool
        Whether two moves of one side in a row always make one move (or none).
        True of generated moves, since a strategy change is one move; false in general.
    """

    @property
    def transitive(self) -> bool:
        """Whether two moves of one side in a row are one move."""

    def reachable(self, side: int, state: int) -> Indices:
        """Return the states that a side can move to in one step, increasing, never the state itself."""

    def arcs(self, side: int) -> tuple[Indices, Indices]:
        """Return all moves of a side as (indptr, targets): those from s are ``targets[indptr[s]:indptr[s + 1]]``."""


@dataclass(frozen=True)
class Control:
    """What one side controls, as bit masks over the options: all, one-way N to Y, one-way Y to N."""

    mask: int
    take: int
    drop: int


def controls(dispute: Dispute) -> tuple[Control, ...]:
    """Return each side's control; a shared option belongs to every side that shares it."""
    result = []
    for maker in dispute.decision_makers:
        mask = take = drop = 0
        for k, (owner, option) in enumerate((m, o) for m in dispute.decision_makers for o in m.options):
            if owner.id == maker.id or maker.id in option.shared_with:
                mask |= 1 << k
                take |= (option.moves == "take") << k
                drop |= (option.moves == "drop") << k
        result.append(Control(mask, take, drop))
    return tuple(result)


@dataclass(frozen=True)
class GeneratedMoves:
    """Moves of option form: s to t if only the mover's options differ, none against its direction.

    The options on the way may pass through infeasible combinations: a strategy change is one move.
    """

    states: OptionStates
    controls: tuple[Control, ...]
    transitive: bool = True

    @cached_property
    def _orders(self) -> list[tuple[Indices, Any] | None]:
        return [None] * len(self.controls)

    def groups(self, side: int) -> Any:
        """Return, for every state, the code of the options that the side does not control."""
        dtype = self.states.full.dtype.type
        everything = (1 << len(self.states.option_ids)) - 1
        return self.states.full & dtype(everything & ~self.controls[side].mask)

    def _order(self, side: int) -> tuple[Indices, Any]:
        found = self._orders[side]
        if found is None:
            groups = self.groups(side)
            order = np.argsort(groups, kind="stable")
            found = self._orders[side] = (order, groups[order])
        return found

    def _allowed(self, control: Control, before: Any, after: Any) -> Any:
        dtype = self.states.full.dtype.type
        take, drop = dtype(control.take), dtype(control.drop)
        return ((before & take & ~after) == 0) & ((after & drop & ~before) == 0) & (before != after)

    def reachable(self, side: int, state: int) -> Indices:
        """Return the states that a side can move to, increasing."""
        full, control = self.states.full, self.controls[side]
        own = control.mask.bit_count()
        code = full[state]
        if 1 << own <= 4096:
            bits = [1 << k for k in range(control.mask.bit_length()) if control.mask >> k & 1]
            subsets = np.zeros(1, full.dtype)
            for bit in bits:
                subsets = np.concatenate([subsets, subsets | full.dtype.type(bit)])
            wanted = (code & ~full.dtype.type(control.mask)) | subsets
            places = np.searchsorted(full, wanted)
            places[places == len(full)] = 0
            found = np.sort(places[full[places] == wanted])
        else:
            order, groups = self._order(side)
            group = code & ~full.dtype.type(control.mask)
            found = order[np.searchsorted(groups, group) : np.searchsorted(groups, group, "right")]
        reached: Indices = found[self._allowed(control, code, full[found])].astype(np.int64)
        return reached

    def arcs(self, side: int) -> tuple[Indices, Indices]:
        """Return all moves of a side as (indptr, targets)."""
        full = self.states.full
        order, groups = self._order(side)
        starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
        sizes = np.diff(np.r_[starts, len(full)])
        total = int((sizes.astype(np.float64) ** 2).sum())
        if total > LARGEST_ARCS:
            name = self.states.dispute.decision_makers[side].id
            raise StandoffError(
                f"{name} has about {total:,} single moves; to list them takes {total * 64 / 2**30:.0f} GB.",
                mend="Coalescing, corrected moves and uncertain preferences need the list: use fewer states with them.",
            )
        size = np.repeat(sizes, sizes)
        source = np.repeat(np.arange(len(full)), size)
        first = np.repeat(np.repeat(starts, sizes), size)
        within = np.arange(total) - np.repeat(np.cumsum(size) - size, size)
        before, after = order[source], order[first + within]
        keep = self._allowed(self.controls[side], full[before], full[after])
        return pack(before[keep], after[keep], len(full))


@dataclass(frozen=True)
class ListedMoves:
    """Moves listed arc by arc: graph form, coalesced states, added and forbidden moves."""

    indptr: tuple[Indices, ...]
    targets: tuple[Indices, ...]
    transitive: bool = False

    def reachable(self, side: int, state: int) -> Indices:
        """Return the states that a side can move to, increasing."""
        indptr = self.indptr[side]
        return self.targets[side][indptr[state] : indptr[state + 1]]

    def arcs(self, side: int) -> tuple[Indices, Indices]:
        """Return all moves of a side as (indptr, targets)."""
        return self.indptr[side], self.targets[side]


def pack(before: Any, after: Any, count: int) -> tuple[Indices, Indices]:
    """Sort arcs, drop loops and doubles, and return (indptr, targets)."""
    keep = before != after
    key = np.unique(before[keep].astype(np.int64) * count + after[keep])
    indptr = np.searchsorted(key, np.arange(count + 1, dtype=np.int64) * count)
    return indptr.astype(np.int64), key % count


def unpack(indptr: Indices, targets: Indices) -> tuple[Indices, Indices]:
    """Return the arcs as (sources, targets)."""
    return np.repeat(np.arange(len(indptr) - 1), np.diff(indptr)), targets


def build_moves(dispute: Dispute, states: OptionStates | ListedStates) -> GeneratedMoves | ListedMoves:
    """Construct the moves: generated ones, then coalescing, then added and forbidden arcs.

    Raises
    ------
    StandoffError
        If an arc names an unknown state or leads from a state to itself.
    """
    if isinstance(states, ListedStates):
        listed = [_ends(states, (dispute.arcs or {}).get(maker.id, ())) for maker in dispute.decision_makers]
        return _listed([(before, after) for before, after in listed], states.count)
    generated = GeneratedMoves(states, controls(dispute))
    if states.class_of is None and not dispute.added and not dispute.forbidden:
        return generated
    sides = []
    for side, maker in enumerate(dispute.decision_makers):
        before, after = unpack(*generated.arcs(side))
        if states.class_of is not None:
            classes = states.class_of.astype(np.int64)
            before, after = classes[before], classes[after]
        more, to = _ends(states, dispute.added.get(maker.id, ()))
        before, after = np.r_[before, more], np.r_[after, to]
        less, gone = _ends(states, dispute.forbidden.get(maker.id, ()))
        keep = ~np.isin(before.astype(np.int64) * states.count + after, less * states.count + gone)
        sides.append((before[keep], after[keep]))
    return _listed(sides, states.count)


def _ends(states: OptionStates | ListedStates, arcs: Iterable[Arc]) -> tuple[Indices, Indices]:
    pairs = [(states.find(a), states.find(b)) for a, b in arcs]
    for a, b in pairs:
        if a == b:
            raise StandoffError(f"the move from {states.id(a)} to {states.id(b)} leads nowhere.", mend="Leave it out.")
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _listed(sides: Sequence[tuple[Any, Any]], count: int) -> ListedMoves:
    packed = [pack(before, after, count) for before, after in sides]
    return ListedMoves(tuple(p[0] for p in packed), tuple(p[1] for p in packed))
