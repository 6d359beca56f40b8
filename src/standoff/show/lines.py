"""What stands below the table of verdicts in a terminal: coalitions, jumps, and who sees the dispute how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from standoff.analyze.coalitions import CoalitionConcept
from standoff.explain.names import listing
from standoff.show.describe import state_words

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.analyze.evolution import Evolution

MOST_LINES = 60
MOST_STATES = 30


def target_lines(evolution: Evolution) -> Iterator[str]:
    """Yield what the states are that the shortest paths to a target end in."""
    if evolution.target is None:
        return
    ends = [evolution.nearest(evolution.target, improvements=improvements) for improvements in (True, False)]
    for state in dict.fromkeys(end for end in ends if end is not None):
        name, words = evolution.model.states.id(state), state_words(evolution.model, state)
        if words != name:
            yield f"{name}: {words}."


def coalition_lines(analysis: Analysis, coalition: str | None = None) -> Iterator[str]:
    """Yield for each concept of coalitions where coalitions of two or more are stable, or one that is asked for.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.
    coalition : str, optional
        Sides joined by commas.
    """
    if any(isinstance(concept, CoalitionConcept) and not concept.universal for concept in analysis.concepts):
        yield ""
        yield "Under coal_ concepts the column Equilibrium is of single sides; ucoal_ concepts ask all coalitions."
    for concept in analysis.concepts:
        if not isinstance(concept, CoalitionConcept):
            continue
        if concept.universal and coalition is None:
            # What is asked of all coalitions at once says the same for each; the table has its equilibria.
            continue
        rows = [(name, mask) for name, mask in analysis.rows(concept, coalition) if "," in name or coalition]
        yield ""
        yield f"{concept.name} stable for" + (":" if rows else " coalitions of two or more: there are none.")
        for name, mask in rows[:MOST_LINES]:
            yield f"  {name}: {states(analysis, np.flatnonzero(mask).tolist())}"
        if len(rows) > MOST_LINES:
            yield f"  … and {len(rows) - MOST_LINES:,} more coalitions; --json has them all."


def jump_lines(analysis: Analysis) -> Iterator[str]:
    """Yield the equilibrium jumps of each concept."""
    for concept in analysis.concepts:
        if isinstance(concept, CoalitionConcept) and not concept.universal:
            continue
        found = analysis.jumps(concept.name)
        yield ""
        yield f"Jumps between {concept.name} equilibria:" + ("" if found else " none.")
        for start, coalition, end in found[:MOST_LINES]:
            yield f"  {listing(coalition.split(','))} can go together from {start} to {end}, which all prefer."
        if len(found) > MOST_LINES:
            yield f"  … and {len(found) - MOST_LINES:,} more; --json has them all."


def perception_lines(analysis: Analysis) -> Iterator[str]:
    """Yield what each side that sees the dispute differently does not see."""
    if analysis.hypergame is None:
        return
    yield ""
    yield "Each side is judged in the dispute that it sees; where it sees no state, it has no move and is stable."
    for maker, sees in analysis.hypergame.to_dict().items():
        name = analysis.dispute.decision_makers[analysis.dispute.maker(maker)].name
        parts = [f"is unaware of {listing(sees['unaware_of'])}"] if sees["unaware_of"] else []
        parts += [f"does not see {listing(sees['unseen'], most=MOST_STATES)}"] if sees["unseen"] else []
        parts += [f"imagines {listing(sees['imagined'], most=MOST_STATES)}"] if sees.get("imagined") else []
        yield f"  {name} {' and '.join(parts) if parts else 'sees the same states, with other moves or preferences'}."


def states(analysis: Analysis, found: Sequence[int]) -> str:
    """Return the ids of states, cut short where they are many."""
    names = [analysis.model.states.id(state) for state in found[:MOST_STATES]]
    return listing(names, most=MOST_STATES, total=len(found)) if found else "no state"
