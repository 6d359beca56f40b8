"""What the verdicts amount to: where improvements lead, what is conceded there, what other equilibria would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.evolution import Approach, Evolution, approaches
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.model.states import OptionStates

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_APART = 100
MOST_STARTS = 20


@dataclass(frozen=True, slots=True)
class Change:
    """An option that a side takes or drops, compared with the status quo or with what others ask."""

    side: int
    option: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """An equilibrium that improvements don't reach from the status quo, and what it would take.

    Attributes
    ----------
    joint : tuple of int
        Sides that could move there together, each preferring it; empty where no such group exists.
    start : int or None
        The state that the joint move starts from.
    approach : Approach or None
        The moves with the fewest concessions; None where it was not looked for.
    possible : bool
        Whether any moves lead there.
    """

    state: int
    joint: tuple[int, ...]
    start: int | None
    approach: Approach | None
    possible: bool

    @property
    def conceding(self) -> tuple[int, ...]:
        """The sides that would have to move to a state they don't prefer."""
        return self.approach.conceding if self.approach else ()


@dataclass(frozen=True)
class Findings:
    """The reading of one analysis that every page, table and picture shares."""

    model: GraphModel
    concepts: tuple[str, ...]
    verdicts: Mapping[str, NDArray[np.bool_]]
    equilibria: Mapping[str, NDArray[np.bool_]]
    evolution: Evolution | None

    @cached_property
    def strength(self) -> NDArray[np.int64]:
        """Under how many of the concepts each state is an equilibrium, shape (states,)."""
        held: NDArray[np.int64] = np.zeros(self.model.states.count, np.int64)
        for concept in self.concepts:
            held += self.equilibria[concept]
        return held

    def holds(self, state: int) -> tuple[str, ...]:
        """Return the concepts under which a state is an equilibrium."""
        return tuple(concept for concept in self.concepts if self.equilibria[concept][state])

    @cached_property
    def would(self) -> NDArray[np.bool_]:
        """Where improvements lead from the status quo, itself included; nowhere if there is none."""
        return self.evolution.would if self.evolution else np.zeros(self.model.states.count, bool)

    @cached_property
    def predicted(self) -> tuple[int, ...]:
        """The equilibria that improvements reach from the status quo: those under most concepts first."""
        return self._strongest((self.strength > 0) & self.would)

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The other equilibria, those under most concepts first."""
        return self._strongest((self.strength > 0) & ~self.would)

    def _strongest(self, mask: NDArray[np.bool_]) -> tuple[int, ...]:
        states = np.flatnonzero(mask)
        return tuple(int(state) for state in states[np.argsort(-self.strength[states], kind="stable")])

    @cached_property
    def apart(self) -> tuple[Apart, ...]:
        """What it would take to get to the other equilibria, for the first `MOST_APART` of them."""
        quo, model, evolution = self.model.status_quo, self.model, self.evolution
        shown = self._shown_apart()
        if quo is None or evolution is None or not shown:
            return ()
        possible = [state for state in shown if evolution.can[state]]
        ways = {each.state: each for each in approaches(model, quo, possible)} if possible else {}
        starts = [*dict.fromkeys([*self.predicted[:MOST_STARTS], quo])]
        return tuple(Apart(s, *_joint_move(model, starts, s), ways.get(s), s in ways) for s in shown)

    def _shown_apart(self) -> tuple[int, ...]:
        """Return the first of the other equilibria, and for each named outcome the first that brings it."""
        shown = set(self.others[:MOST_APART])
        for outcome in self.model.dispute.outcomes if len(self.others) > MOST_APART else ():
            truth = self.model.states.satisfying(outcome.expression)
            shown.update([state for state in self.others if truth[state]][:1])
        return tuple(state for state in self.others if state in shown)

    def concessions(self, state: int) -> tuple[Change, ...]:
        """Return what sides do here, unlike in the status quo, for another side's sake and not their own."""
        quo = self.model.status_quo
        before = self.model.states.pattern(quo) if quo is not None else None
        return tuple(
            c for c in self.for_others(state, undone=False) if before and before[c.option] == ("N" if c.taken else "Y")
        )

    def unmet(self, state: int) -> tuple[Change, ...]:
        """Return what another side would like done here and its owner doesn't do, liking it no better."""
        return self.for_others(state, undone=True)

    def gained(self, state: int) -> tuple[str, ...]:
        """Return the names of outcomes that hold here and not in the status quo."""
        quo, states = self.model.status_quo, self.model.states
        truths = {o.id: states.satisfying(o.expression) for o in self.model.dispute.outcomes}
        return tuple(name for name, truth in truths.items() if truth[state] and not (quo is not None and truth[quo]))

    def stalemate(self, state: int) -> bool:
        """Return whether nothing is conceded here and no named outcome comes about."""
        return not self.concessions(state) and not self.gained(state)

    @cached_property
    def _told(self) -> dict[tuple[int, bool], tuple[Change, ...]]:
        """What `_for_others` has found so far: sentences and tables ask for the same states again and again."""
        return {}

    def for_others(self, state: int, *, undone: bool) -> tuple[Change, ...]:
        """Return what is done here, or undone, as another side likes it and its own side doesn't."""
        key = state, undone
        if key not in self._told:
            self._told[key] = self._looked_up(state, undone=undone)
        return self._told[key]

    def _looked_up(self, state: int, *, undone: bool) -> tuple[Change, ...]:
        letters = self.model.states.pattern(state) or ""
        found = []
        for side, option in owned(self.model.dispute):
            letter = letters[option : option + 1]
            if letter not in ("Y", "N") or (undone and letter == "Y" and _flipped(self.model, state, option) is None):
                # Where an option can only be given up for another, that other one is what is asked for.
                continue
            pairs = [(other, state) if undone else (state, other) for other in self._otherwise(state, side, option)]
            if any(self._for_another(side, so, not_so) for so, not_so in pairs):
                found.append(Change(side, option, (letter == "Y") != undone))
        return tuple(found)

    def _otherwise(self, state: int, side: int, option: int) -> tuple[int, ...]:
        """Return the states to compare with: the option alone the other way, or the side's moves that turn it."""
        flipped = _flipped(self.model, state, option)
        if flipped is not None:
            return (flipped,)
        pattern = self.model.states.pattern
        here = (pattern(state) or "")[option]
        moves = [int(target) for target in self.model.moves.reachable(side, state)]
        return tuple(target for target in moves if (pattern(target) or "")[option] not in (here, "-"))

    def _for_another(self, side: int, so: int, not_so: int) -> bool:
        """Return whether another side likes the first state better and this side doesn't."""
        gains = [int(p.compare(so, not_so)) for p in self.model.preferences]
        return gains[side] <= 0 and any(gain > 0 for j, gain in enumerate(gains) if j != side)


def findings(analysis: Analysis) -> Findings:
    """Return the findings of an analysis."""
    concepts = tuple(concept.name for concept in analysis.concepts)
    evolution = analysis.evolve() if analysis.model.status_quo is not None else None
    verdicts = {concept: analysis.verdicts(concept) for concept in concepts}
    equilibria = {concept: analysis.equilibria_mask(concept) for concept in concepts}
    return Findings(analysis.model, concepts, verdicts, equilibria, evolution)


def favourite(model: GraphModel, side: int, targets: Sequence[int]) -> int:
    """Return the first state that the side likes at least as well as those after it, and better than those before."""
    best = targets[0]
    for target in targets[1:]:
        if model.preferences[side].better(target, best):
            best = target
    return best


def without_presumptions(dispute: Dispute) -> Dispute | None:
    """Return the dispute with its presumed statements left out, None where it has none.

    The sides are then indifferent where only a presumption spoke for them.
    """
    kept = {}
    for side, entry in dispute.preferences.items():
        if entry.statements and any(s.support.presumed for s in entry.statements):
            kept[side] = replace(entry, statements=tuple(s for s in entry.statements if not s.support.presumed))
    return replace(dispute, preferences={**dispute.preferences, **kept}) if kept else None


def owned(dispute: Dispute) -> list[tuple[int, int]]:
    """Return (side, option) for every option that one side controls alone."""
    pairs = [(side, option) for side, maker in enumerate(dispute.decision_makers) for option in maker.options]
    return [(side, k) for k, (side, option) in enumerate(pairs) if not option.shared_with]


def _flipped(model: GraphModel, state: int, option: int) -> int | None:
    """Return the state that differs in one option, None where the rules exclude it."""
    states = model.states
    code = states.code(state)
    if not isinstance(states, OptionStates) or code is None:
        return None
    return states.index_of_code(code ^ (1 << option))


def _joint_move(model: GraphModel, starts: Sequence[int], target: int) -> tuple[tuple[int, ...], int | None]:
    """Return the smallest group that would bargain its way to a state, and from which of the starts.

    Only these sides' options differ, each of them prefers the target, and each one's part serves another of them.
    """
    best: tuple[tuple[int, ...], int | None] = ((), None)
    arrived = model.states.pattern(target)
    if arrived is None:
        return best
    for start in starts:
        before = model.states.pattern(start) or ""
        sides = _movers(model, before, arrived)
        if len(sides) < 2 or (best[0] and len(sides) >= len(best[0])):
            continue
        gains = all(model.preferences[side].better(target, start) for side in sides)
        if gains and all(_needed(model, before, target, side, sides) for side in sides):
            best = (sides, start)
    return best


def _needed(model: GraphModel, before: str, target: int, side: int, sides: Sequence[int]) -> bool:
    """Return whether another side of the group would miss this side's part; so too where the rules ask for it."""
    states = model.states
    code = states.code(target)
    if not isinstance(states, OptionStates) or code is None:
        return True
    owned = [i for i, maker in enumerate(model.dispute.decision_makers) for _ in maker.options]
    for option, (owner, letter) in enumerate(zip(owned, before, strict=True)):
        if owner == side and letter != "-":
            code = code | 1 << option if letter == "Y" else code & ~(1 << option)
    partial = states.index_of_code(code)
    return partial is None or any(model.preferences[j].better(target, partial) for j in sides if j != side)


def _movers(model: GraphModel, before: str, after: str) -> tuple[int, ...]:
    """Return the sides whose options differ, none where one of the options can't move that way."""
    sides: set[int] = set()
    owned = [(side, option) for side, maker in enumerate(model.dispute.decision_makers) for option in maker.options]
    for (side, option), old, new in zip(owned, before, after, strict=True):
        if old == new or "-" in (old, new):
            continue
        if option.moves == ("drop" if new == "Y" else "take"):
            return ()
        sides.add(side)
    return tuple(sorted(sides))
