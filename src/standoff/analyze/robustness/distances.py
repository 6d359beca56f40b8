"""How far a verdict is from falling: the smallest number of pairs of states that would have to compare otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Any

from standoff.analyze.concepts import CLASSICAL
from standoff.analyze.registry import find_concept
from standoff.analyze.robustness.bench import Bench
from standoff.errors import StandoffError

SECONDS = 1.0
ALTOGETHER = 10.0
LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Distance:
    """The smallest change of preferences that makes a state an equilibrium, or makes it fall.

    Attributes
    ----------
    possible : bool
        Whether any change does it.
    cost : int or None
        The number of pairs of states whose relation changes, summed over sides; None where it is impossible.
    proved : bool
        Whether it is proved that no smaller change does it.
    """

    possible: bool
    cost: int | None
    proved: bool

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"possible": self.possible, "pairs": self.cost, "proved_smallest": self.proved}


def distances(bench: Bench, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Distance]:
    """Return the smallest changes that flip whether states are equilibria.

    Parameters
    ----------
    bench : Bench
        The dispute.
    wanted : iterable of (concept, state)
        What is asked; an equilibrium is asked how it falls, any other state how it becomes one.

    Returns
    -------
    dict
        Those that were found in time: at most 1 second each, and 10 altogether.
        Empty where smallest changes are not defined: other concepts, other sanction rules, preferences that are
        no plain rankings.
    """
    found: dict[tuple[str, str], Distance] = {}
    end = monotonic() + ALTOGETHER
    if bench.shape[2] > LARGEST:
        return found
    for concept, state in wanted:
        left = min(SECONDS, end - monotonic())
        if left <= 0:
            break
        if find_concept(concept) in CLASSICAL:
            try:
                distance = _distance(bench, concept, state, left)
            except StandoffError:
                # Not defined for these preferences or rules, and so for no other state either.
                break
            if distance is not None:
                found[concept, state] = distance
    return found


def _distance(bench: Bench, concept: str, state: str, seconds: float) -> Distance | None:
    """Return the smallest change for one state, None where nothing was found in time."""
    from standoff.analyze.mediation.hunt import find
    from standoff.analyze.mediation.question import pose

    place = [each.name for each in bench.concepts].index(concept)
    holds = bool(bench.base[bench.cell(place, bench.model.states.find(state))])
    question = pose(
        bench.model,
        state,
        concept,
        concept_of={side: find_concept(name) for side, name in bench.own},
        sanctions=bench.sanctions,
        return_to_s=bench.return_to_s,
        breaking=holds,
    )
    found = find(question, seconds=seconds)
    if found.possible is None or (found.possible and found.cost is None):
        return None
    cost = None if found.cost is None else int(Fraction(found.cost))
    return Distance(bool(found.possible), cost if found.possible else None, bool(found.optimal))
