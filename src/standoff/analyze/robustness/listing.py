"""What was found, as plain data: the keys that ``standoff robustness --json`` prints and pages are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from standoff.analyze.robustness.distances import Distance
from standoff.analyze.robustness.doubt import Part
from standoff.analyze.robustness.found import MOST_STATES, Answer, Robustness
from standoff.analyze.robustness.hinges import Hinge
from standoff.model.dispute import Evidence

FORMAT = "standoff-robustness/1"
MOST_HINGES = 8

Distances = Mapping[tuple[str, str], Distance]
Texts = Mapping[str, str]


def by_relevance(found: Robustness) -> list[int]:
    """Return the named states of all concepts in the order in which people want to hear of them.

    Equilibria come before what may be one; then the status quo, where improvements lead from it, what holds under most
    concepts, and what is most often an equilibrium.
    """
    bench = found.bench
    now = bench.equilibria.sum(axis=0)
    often: dict[int, float] = {}
    for concept, states in enumerate(found.named):
        shares = found.often(concept)
        for state in states:
            often[state] = max(float(shares[state]), often.get(state, 0.0))
    quo = bench.model.status_quo
    return sorted(often, key=lambda s: (not now[s], s != quo, not bench.led[s], -now[s], -often[s], s))


def robustness_as_dict(found: Robustness, distances: Distances, texts: Texts) -> dict[str, Any]:
    """Return all that was found; see the data model for the keys."""
    from standoff import __version__

    bench = found.bench
    dispute = bench.dispute
    names = [concept.name for concept in bench.concepts]
    return {
        "format": FORMAT,
        "version": __version__,
        "dispute": {"title": dispute.title, "sha256": dispute.sha256},
        "parameters": {
            "concepts": names,
            "concept_of": {bench.model.makers[side]: name for side, name in bench.own},
            "sanctions": bench.sanctions,
            "return_to_s": bench.return_to_s,
            "phase": dispute.phase,
            "target": bench.target,
        },
        "basis": {
            "method": "enumerated" if found.exact else "sampled",
            "preferences": found.preferences,
            "seed": found.seed,
            "confidence": None if found.exact else 0.95,
            "fewer_than_usual": found.fewer,
            "hedged_known": found.ledgers,
        },
        "doubt": bench.doubt.to_dict(),
        "doubted": {maker: order.doubted for maker, order in zip(bench.model.makers, bench.orders, strict=True)},
        "parts": [_part(found, number, part, texts) for number, part in enumerate(bench.parts)],
        "decision_makers": list(bench.model.makers),
        "equilibria": {
            name: [_equilibrium(found, place, state, distances) for state in found.named[place]]
            for place, name in enumerate(names)
        },
        "verdicts": {name: _verdicts(found, place) for place, name in enumerate(names)},
        "truncated": bench.shape[2] > MOST_STATES,
        "outcomes": {name: _outcomes(found, name) for name in names},
    }


def quoted(texts: Texts, passage: Evidence) -> str | None:
    """Return the words of a passage, None where its source is not at hand or ends before."""
    text = texts.get(passage.source)
    if text is None or passage.end > len(text):
        return None
    return text[passage.start : passage.end]


def _part(found: Robustness, number: int, part: Part, texts: Texts) -> dict[str, Any]:
    """Return one part of the preferences with what it rests on."""
    return {
        "part": number,
        "decision_maker": found.bench.model.makers[part.side],
        "kind": part.kind,
        "place": part.place,
        "text": part.text,
        "mark": part.mark,
        "presumed": part.support.presumed,
        "evidence": [{"passage": str(passage), "words": quoted(texts, passage)} for passage in part.support.evidence],
    }


def answer_as_dict(answer: Answer) -> dict[str, Any]:
    """Return one answer."""
    interval = None if answer.interval is None else list(answer.interval)
    return {"holds": answer.holds, "share": answer.share, "interval": interval}


def _hinge(hinge: Hinge) -> dict[str, Any]:
    """Return one hinge; its part is named by number."""
    return {
        "part": hinge.number,
        "weight": hinge.weight,
        "disturbed": hinge.disturbed,
        "kept_undisturbed": hinge.kept_undisturbed,
        "kept_disturbed": hinge.kept_disturbed,
        "difference": hinge.difference,
        "interval": None if hinge.interval is None else list(hinge.interval),
        "decisive": hinge.decisive,
        "trials": dict(hinge.trials),
    }


def _full(found: Robustness, cell: int) -> dict[str, Any]:
    """Return an answer with what it hangs on and, apart from it, how reliable that is."""
    hinges = found.hinges(cell)
    return answer_as_dict(found.answer(cell)) | {
        "hangs_on": [_hinge(hinge) for hinge in hinges[:MOST_HINGES]],
        "reliability": found.reliability(hinges).to_dict(),
    }


def _equilibrium(found: Robustness, concept: int, state: int, distances: Distances) -> dict[str, Any]:
    name, states = found.bench.concepts[concept].name, found.bench.model.states
    distance = distances.get((name, states.id(state)))
    return {
        "state": states.id(state),
        **_full(found, found.bench.cell(concept, state)),
        "smallest_change": None if distance is None else distance.to_dict(),
    }


def _verdicts(found: Robustness, concept: int) -> dict[str, list[dict[str, Any]]]:
    """Return every side's verdicts in every state, with the parts that each hangs on most."""
    bench = found.bench
    states = shown_states(found)
    result = {}
    for side, maker in enumerate(bench.model.makers):
        cells = [bench.cell(concept, state, side) for state in states]
        result[maker] = [
            {
                "state": bench.model.states.id(state),
                **answer_as_dict(answer),
                "hangs_on": [hinge.number for hinge in hinges[:3]],
            }
            for state, answer, hinges in zip(states, found.answers(cells), found.hinges_of(cells), strict=True)
        ]
    return result


def shown_states(found: Robustness) -> list[int]:
    """Return the states whose verdicts are listed: all, or of more than 1,000 those that matter most."""
    states = found.bench.shape[2]
    if states <= MOST_STATES:
        return list(range(states))
    return [int(state) for state in np.flatnonzero(found.bench.main_states)[:MOST_STATES]]


def _outcomes(found: Robustness, concept: str) -> dict[str, Any]:
    """Return for each outcome whether some equilibrium brings it, and whether one that improvements reach does."""
    return {
        name: {
            "some_equilibrium": _full(found, found.outcome_cell(concept, name)),
            "reached_equilibrium": _full(found, found.outcome_cell(concept, name, by_improvements=True))
            if found.bench.follows_paths
            else None,
        }
        for name in found.bench.outcomes
    }
