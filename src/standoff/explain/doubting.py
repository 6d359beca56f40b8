"""Robustness with the words for it: one call for the analysis, the command line and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standoff.analyze.robustness import compute
from standoff.analyze.robustness.distances import distances
from standoff.analyze.robustness.listing import by_relevance
from standoff.errors import NotYet
from standoff.explain.doubt import Told
from standoff.model.dispute import Dispute

MOST_DISTANCES = 10
"""States for which smallest changes are looked for, those first that people want to hear of."""


def robustness(
    dispute: Dispute,
    *,
    merged: tuple[tuple[str, ...], ...] = (),
    texts: Mapping[str, str] | None = None,
    look_for_distances: bool = True,
    **asked: Any,
) -> Told:
    """Return how robust the verdicts of a dispute are, with the words for it.

    Parameters
    ----------
    dispute : Dispute
        The dispute.
    merged : tuple of tuple of str
        Groups of sides that act as one player, for which nothing is drawn.
    texts : mapping of str to str, optional
        The texts of the sources.
    look_for_distances : bool
        Whether to look for the smallest changes that flip equilibria.
    **asked
        As `standoff.analyze.robustness.compute.robustness` takes it.
    """
    if merged:
        raise NotYet(
            "robustness is not computed for sides merged into one player.", mend="Ask for the sides one by one."
        )
    found = compute.robustness(dispute, **asked)
    names = [concept.name for concept in found.bench.concepts]
    wanted = [
        (name, found.bench.model.states.id(state))
        for state in by_relevance(found)[:MOST_DISTANCES]
        for place, name in enumerate(names)
        if state in found.named[place]
    ]
    return Told(found, distances(found.bench, wanted) if look_for_distances else {}, texts or {})
