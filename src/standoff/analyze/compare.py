"""What changed between two disputes, which verdicts that flipped, and which change made each flip.

States are matched by pattern (graph form: by id).
A change makes a flip if the second dispute without that change has the old verdict again.
Changes are undone one at a time, and those flips that no single change explains in pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.coalitions import CoalitionConcept
from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.hypergame import HypergameJudge, judge_of
from standoff.analyze.matching import matched
from standoff.analyze.relational import Sequences
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.changes import Change, changes, undo
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.model.moves import Indices

MOST_UNDONE = 100
MOST_PAIRED = 16
MOST_WORK = 20_000_000
MOST_FLIPS = 10_000


@dataclass(frozen=True)
class Flip:
    """One verdict that differs.

    Attributes
    ----------
    concept : str
        Under which concept.
    side : str or None
        For which side; None if it is about an equilibrium.
    before, after : int or None
        The state in the first and in the second dispute; None where it does not exist.
    was, now : bool
        Whether it was stable (an equilibrium), and whether it is now; False where the state does not exist.
    causes : tuple of tuple of int
        The changes, as places in the list of changes: undoing all of one tuple brings the old verdict back.
        Several tuples: each of them does. None: no single change does, and no pair that was tried.
    """

    concept: str
    side: str | None
    before: int | None
    after: int | None
    was: bool
    now: bool
    causes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Findings:
    """What two disputes differ in.

    Attributes
    ----------
    before, after : GraphModel
        The two disputes.
    only_before, only_after : tuple of int
        States that exist in one of them only.
    flips : tuple of Flip
        The verdicts that differ, equilibria first, at most the first 10,000.
    undone : int
        How many changes were undone one at a time.
    stuck : tuple of int
        Those of them that cannot be undone alone, because the dispute then does not hold together:
        a ranking, say, lacks the states that come back.
    paired : bool
        Whether pairs of changes were undone for flips that no single change explains.
    truncated : bool
        Whether there are more flips.
    """

    before: GraphModel
    after: GraphModel
    concepts: tuple[str, ...]
    changes: tuple[Change, ...]
    only_before: tuple[int, ...]
    only_after: tuple[int, ...]
    flips: tuple[Flip, ...]
    undone: int
    stuck: tuple[int, ...]
    paired: bool
    truncated: bool


@dataclass(frozen=True)
class View:
    """One dispute with its verdicts, which are kept."""

    model: GraphModel
    judge: Judge | HypergameJudge
    kept: dict[str, NDArray[np.bool_]]

    @classmethod
    def of(cls, dispute: Dispute, sanctions: Sequences, return_to_s: bool) -> View:
        """Return the view of a dispute."""
        return cls(*judge_of(dispute, sanctions, return_to_s), {})

    def verdicts(self, concept: SolutionConcept) -> NDArray[np.bool_]:
        """Return whether each state is stable for each side, and in the last row whether it is an equilibrium."""
        if concept.name not in self.kept:
            rows = self.judge.verdicts(concept)
            self.kept[concept.name] = np.vstack([rows, self.judge.equilibria(concept, rows)])
        return self.kept[concept.name]

    @cached_property
    def rows(self) -> dict[str | None, int]:
        """The row of each side's verdicts; None, which comes first, for equilibria."""
        return {None: len(self.model.makers), **{maker: row for row, maker in enumerate(self.model.makers)}}


def compare_verdicts(
    a: Dispute,
    b: Dispute,
    concepts: Iterable[SolutionConcept],
    *,
    sanctions: Sequences = "legal-sequences",
    return_to_s: bool = True,
) -> Findings:
    """Compare two disputes, in what they say and in their verdicts.

    Parameters
    ----------
    a, b : Dispute
        The earlier and the later one.
    concepts : iterable of SolutionConcept
        Whose verdicts to compare.
    sanctions, return_to_s
        As in `standoff.Analysis`.

    Notes
    -----
    At most 100 changes are undone one at a time, and pairs of at most 16 changes; fewer where a dispute has so many
    states that all the trials would look at more than 20 million.
    """
    wanted = tuple(concepts)
    for concept in wanted:
        if isinstance(concept, CoalitionConcept) and not concept.universal:
            raise StandoffError(
                f"{concept.name} is asked of coalitions, and sides and equilibria are compared.",
                mend=f"Compare u{concept.name}.",
            )
    before, after = View.of(a, sanctions, return_to_s), View.of(b, sanctions, return_to_s)
    found = changes(a, b)
    pairs = matched(before.model.states, after.model.states)
    gone = _missing(before.model, pairs[0])
    new = _missing(after.model, pairs[1])
    flips = list(islice(_flips(before, after, wanted, pairs, gone, new), MOST_FLIPS + 1))
    truncated = len(flips) > MOST_FLIPS
    search = _Search(a, b, before, after, found, {c.name: c for c in wanted}, sanctions, return_to_s)
    explained, undone, paired = search.causes(flips[:MOST_FLIPS])
    return Findings(
        before.model,
        after.model,
        tuple(search.concepts),
        found,
        gone,
        new,
        tuple(explained),
        undone,
        tuple(search.stuck),
        paired,
        truncated,
    )


def _missing(model: GraphModel, states: Indices) -> tuple[int, ...]:
    """Return the states that are not among those matched."""
    return tuple(int(state) for state in np.setdiff1d(np.arange(model.states.count), states))


def _flips(
    before: View,
    after: View,
    concepts: Sequence[SolutionConcept],
    pairs: tuple[Indices, Indices],
    gone: Sequence[int],
    new: Sequence[int],
) -> Iterator[Flip]:
    """Yield the verdicts that differ, equilibria first; of states that exist in one dispute only, equilibria alone."""
    for side, row in before.rows.items():
        if side not in after.rows:
            continue
        for concept in concepts:
            old, now = before.verdicts(concept)[row], after.verdicts(concept)[after.rows[side]]
            was, is_now = old[pairs[0]], now[pairs[1]]
            for k in np.flatnonzero(was != is_now):
                yield Flip(concept.name, side, int(pairs[0][k]), int(pairs[1][k]), bool(was[k]), bool(is_now[k]))
            if side is None:
                yield from (Flip(concept.name, None, s, None, True, False) for s in gone if old[s])
                yield from (Flip(concept.name, None, None, s, False, True) for s in new if now[s])


@dataclass(frozen=True)
class _Search:
    """Looks for the changes that made flips."""

    a: Dispute
    b: Dispute
    before: View
    after: View
    changes: tuple[Change, ...]
    concepts: dict[str, SolutionConcept]
    sanctions: Sequences
    return_to_s: bool
    stuck: list[int] = field(default_factory=list)

    def causes(self, flips: Sequence[Flip]) -> tuple[list[Flip], int, bool]:
        """Return the flips with their causes, how many changes were undone, and whether pairs were."""
        count, states = len(self.changes), self.after.model.states.count
        affordable = max(1, MOST_WORK // max(1, states))
        if not flips or not count:
            return list(flips), 0, False
        singles = range(min(count, MOST_UNDONE, affordable))
        found = self._try(flips, [(k,) for k in singles])
        unexplained = [flip for flip in found if not flip.causes]
        pairs = list(combinations(range(count), 2))
        if not unexplained or not pairs or count > MOST_PAIRED or len(pairs) > affordable:
            return found, len(singles), not unexplained
        again = iter(self._try(unexplained, pairs))
        return [flip if flip.causes else next(again) for flip in found], len(singles), True

    def _try(self, flips: Sequence[Flip], trials: Iterable[tuple[int, ...]]) -> list[Flip]:
        """Undo each group of changes, and note which flips that undoes."""
        causes: list[list[tuple[int, ...]]] = [[] for _ in flips]
        for trial in trials:
            view = self._without(trial)
            if view is None:
                self.stuck.extend(trial if len(trial) == 1 else ())
                continue
            to_before = _first(*matched(self.before.model.states, view.model.states))
            to_after = _first(*matched(self.after.model.states, view.model.states))
            for flip, list_of_causes in zip(flips, causes, strict=True):
                place = to_before.get(flip.before) if flip.before is not None else to_after.get(flip.after)
                if self._as_before(flip, view, place):
                    list_of_causes.append(trial)
        return [replace(flip, causes=tuple(known)) for flip, known in zip(flips, causes, strict=True)]

    def _without(self, trial: Sequence[int]) -> View | None:
        """Return the second dispute without some changes, None where it does not hold together.

        Without all of them it is the first one, also where some cannot be undone for themselves.
        """
        if len(trial) == len(self.changes):
            return self.before
        dispute = self.b
        try:
            for k in trial:
                dispute = undo(dispute, self.changes[k], self.a)
            view = View.of(dispute, self.sanctions, self.return_to_s)
            for concept in self.concepts.values():
                view.verdicts(concept)
        except StandoffError:
            return None
        return view

    def _as_before(self, flip: Flip, view: View, place: int | None) -> bool:
        """Return whether a verdict is again what it was in the first dispute."""
        if flip.before is None and place is None:
            return True
        if place is None or flip.side not in view.rows:
            return False
        now = bool(view.verdicts(self.concepts[flip.concept])[view.rows[flip.side], place])
        return now == flip.was


def _first(a: Indices, b: Indices) -> dict[int | None, int]:
    """Return for each state the first one that it is matched with."""
    return dict(zip(a[::-1].tolist(), b[::-1].tolist(), strict=True))
