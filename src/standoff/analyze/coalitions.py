"""Stability for coalitions: can a group leave a state together to the good of all its members?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze import rules
from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.relational import BitRows, legal_reach, pack_rows
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel

Coalition = tuple[int, ...]
Mask = NDArray[np.bool_]
CITATION = "Kilgour, Hipel, Fang & Peng (2001); Inohara & Hipel (2008); Xu, Kilgour, Hipel & McBean (2014)"
LARGEST_CLASS = 2000


@dataclass(frozen=True, slots=True)
class CoalitionConcept(SolutionConcept):
    """A concept asked of coalitions.

    Attributes
    ----------
    base : str
        The classical concept that it carries over.
    pareto : bool
        Whether an improvement need only be better for one member and worse for none.
    by_class : bool
        Whether credible answers are improvements of coalitions of the others, instead of single sides.
    universal : bool
        Whether it is asked of all coalitions at once.
    """

    base: str = "Nash"
    pareto: bool = False
    by_class: bool = False
    universal: bool = False


def coalition_concept(
    base: str, *, pareto: bool = False, by_class: bool = False, universal: bool = False
) -> CoalitionConcept:
    """Return the coalitional form of a classical concept."""
    plain = next(concept for concept in CLASSICAL if concept.name == base)
    if by_class and not plain.credible:
        raise StandoffError(f"coal_{base}_class is no concept: only SEQ and SSEQ have credible moves of coalitions.")
    name = f"{'u' if universal else ''}{'pareto_' if pareto else ''}coal_{base}{'_class' if by_class else ''}"
    gain = "better for one member and worse for none" if pareto else "better for all members"
    answer = {
        "Nash": "The coalition can reach no state {gain}.",
        "GMR": "Wherever it could go together, some sequence of the others' moves leaves a member no better off.",
        "SMR": "As {k}coal_GMR, and no sequence of its own moves afterwards helps.",
        "SEQ": "Wherever it could go together, some improvements of the others leave a member no better off.",
        "SSEQ": "As {k}coal_SEQ, and no sequence of its own moves afterwards helps.",
    }[base].format(gain=gain, k="pareto_" if pareto else "")
    extra = " The others improve as coalitions, none twice in succession." if by_class else ""
    return CoalitionConcept(
        name,
        f"{'universal ' if universal else ''}{'Pareto ' if pareto else ''}coalitional {plain.long_name}",
        (),
        CITATION if not pareto else "Zhu, Kilgour & Hipel (2018)",
        (f"For every coalition: {answer}" if universal else answer) + extra,
        rule=plain.rule,
        variant=pareto or by_class,
        base=base,
        pareto=pareto,
        by_class=by_class,
        universal=universal,
    )


def from_name(match: re.Match[str]) -> CoalitionConcept:
    """Return the concept that the registry's pattern found: groups are u, pareto_, base, _class."""
    base = next(concept.name for concept in CLASSICAL if concept.name.casefold() == match[3].casefold())
    return coalition_concept(base, pareto=bool(match[2]), by_class=bool(match[4]), universal=bool(match[1]))


def all_coalitions(sides: int) -> Iterator[Coalition]:
    """Yield all non-empty coalitions, smaller ones first."""
    for size in range(1, sides + 1):
        yield from combinations(range(sides), size)


class CoalitionTable:
    """What every coalition can reach and improve to, for one model; rows are built once and kept."""

    def __init__(self, model: GraphModel) -> None:
        self.model = model
        self.rows = BitRows(model, "an analysis of coalitions")
        self._answers: dict[tuple[Coalition, bool, bool, bool], Any] = {}

    def reached(self, coalition: Coalition, s: int) -> Mask:
        """Return what a coalition reaches from s by legal sequences of its members' moves, shape (states,)."""
        row = self.rows.reached(coalition, None)[s]
        return np.unpackbits(row.view(np.uint8), bitorder="little")[: self.model.states.count].astype(bool)

    def gains(self, coalition: Coalition, s: int, pareto: bool) -> Mask:
        """Return which states are better than s for all members (Pareto: for one, and for none worse)."""
        states, here = np.arange(self.model.states.count), np.int64(s)
        if not pareto:
            for_all: Mask = np.logical_and.reduce([rules.better(self.model, i, here, states) for i in coalition])
            return for_all
        none_worse = np.logical_and.reduce([rules.not_better(self.model, i, states, here) for i in coalition])
        some_better = np.logical_or.reduce([rules.better(self.model, i, here, states) for i in coalition])
        result: Mask = none_worse & some_better
        return result

    def improvements(self, coalition: Coalition, s: int, pareto: bool) -> Mask:
        """Return the coalition improvements CI_H(s), shape (states,)."""
        return self.reached(coalition, s) & self.gains(coalition, s, pareto)

    def deters(self, coalition: Coalition, s: int, pareto: bool) -> Mask:
        """Return which ends deter the coalition from leaving s: some member surely likes s at least as much."""
        states, here = np.arange(self.model.states.count), np.int64(s)
        no_better = [rules.not_better(self.model, i, here, states) for i in coalition]
        if not pareto:
            for_one: Mask = np.logical_or.reduce(no_better)
            return for_one
        worse = [rules.better(self.model, i, states, here) for i in coalition]
        result: Mask = np.logical_or.reduce(worse) | np.logical_and.reduce(no_better)
        return result

    def answers(self, others: Coalition, concept: CoalitionConcept) -> Any:
        """Return what the others can answer with, as rows of bits, shape (states, words)."""
        key = (others, concept.credible, concept.by_class, concept.pareto)
        if key not in self._answers:
            if concept.by_class:
                self._answers[key] = self._class_answers(others, concept.pareto)
            else:
                self._answers[key] = self.rows.reached(others, rules.better if concept.credible else None)
        return self._answers[key]

    def _class_answers(self, others: Coalition, pareto: bool) -> Any:
        count = self.model.states.count
        if count > LARGEST_CLASS:
            raise StandoffError(
                f"moves of coalitions as a class are listed pair by pair: at most {LARGEST_CLASS:,} states."
            )
        movers = []
        for size in range(1, len(others) + 1):
            for coalition in combinations(others, size):
                table = np.stack([self.improvements(coalition, s, pareto) for s in range(count)])
                movers.append(tuple(np.nonzero(table)))
        return legal_reach(movers, count)  # type: ignore[arg-type]

    def stable(self, concept: CoalitionConcept, coalition: Coalition) -> Mask:
        """Return where a coalition is stable, shape (states,)."""
        count = self.model.states.count
        others = tuple(j for j in range(len(self.model.preferences)) if j not in coalition)
        result = np.ones(count, bool)
        for s in range(count):
            tempting = np.flatnonzero(self.improvements(coalition, s, concept.pareto))
            if not len(tempting):
                continue
            if not concept.answered or not others:
                result[s] = False
                continue
            deterring = self.deters(coalition, s, concept.pareto)
            if concept.countermoves:
                escapes = pack_rows(~deterring[None])[0]
                deterring = deterring & ~np.any(self.rows.reached(coalition, None) & escapes, axis=1)
            row = pack_rows(deterring[None])[0]
            result[s] = bool(np.all(np.any(self.answers(others, concept)[tempting] & row, axis=1)))
        return result

    def universal(self, concept: CoalitionConcept) -> Mask:
        """Return where every coalition is stable, shape (states,)."""
        sides = len(self.model.preferences)
        if sides > 12:
            raise StandoffError(f"{sides} sides make {2**sides - 1:,} coalitions: name some with --coalition instead.")
        every: Mask = np.logical_and.reduce([self.stable(concept, c) for c in all_coalitions(sides)])
        return every

    def jumps(self, equilibria: Mask, pareto: bool = False) -> list[tuple[int, Coalition, int]]:
        """Return the equilibrium jumps (from, coalition, to) (Kilgour, Hipel, Fang & Peng 2001).

        A coalition of two or more leaves an equilibrium for another one that all its members prefer.
        """
        found = []
        for s in np.flatnonzero(equilibria):
            for coalition in all_coalitions(len(self.model.preferences)):
                if len(coalition) > 1:
                    targets = np.flatnonzero(self.improvements(coalition, int(s), pareto) & equilibria)
                    found += [(int(s), coalition, int(t)) for t in targets]
        return found


def as_coalition(model: GraphModel, text: str) -> Coalition:
    """Return the coalition that a comma-separated list of sides names, in file order.

    Raises
    ------
    StandoffError
        If a side is unknown or stands twice.
    """
    parts = [part.strip() for part in text.split(",")]
    members = []
    while parts:
        # The id of merged players holds commas itself: the longest id that fits is meant.
        size = next((k for k in range(len(parts), 1, -1) if ",".join(parts[:k]) in model.makers), 1)
        members.append(model.dispute.maker(",".join(parts[:size])))
        parts = parts[size:]
    if len(set(members)) < len(members):
        raise StandoffError(f"the coalition {text!r} names a side twice.")
    return tuple(sorted(members))


def coalition_name(model: GraphModel, coalition: Coalition) -> str:
    """Return the ids of a coalition's members in file order, joined by commas."""
    return ",".join(model.makers[i] for i in coalition)


def equilibrium_names(concepts: Iterable[SolutionConcept], coalition: str | None = None) -> list[str]:
    """Return the concepts under which equilibria are asked for.

    Of a concept of coalitions that is asked of them all, it is the universal form: stable for every coalition.
    """
    names = []
    for concept in concepts:
        if not isinstance(concept, CoalitionConcept) or concept.universal:
            names.append(concept.name)
        elif coalition is None:
            names.append(f"u{concept.name}")
    return list(dict.fromkeys(names))


SHOWN: tuple[SolutionConcept, ...] = (
    *(coalition_concept(concept.name) for concept in CLASSICAL),
    coalition_concept("SEQ", by_class=True),
    *(coalition_concept(concept.name, universal=True) for concept in CLASSICAL),
    *(coalition_concept(concept.name, pareto=True) for concept in CLASSICAL),
)
