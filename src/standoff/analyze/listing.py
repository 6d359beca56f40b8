"""The parts of the analysis JSON: states, options, and what only some disputes have; long lists are cut short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.coalitions import CoalitionConcept, equilibrium_names
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.model.states import OptionStates

if TYPE_CHECKING:
    from standoff.analysis import Analysis

FIRST = 1000


def options_as_dict(dispute: Dispute, order: Sequence[str]) -> list[dict[str, Any]]:
    """Return the options with their owners in the order of the letters of patterns."""
    found = {
        option.id: {"id": option.id, "decision_maker": maker.id, "shared_with": list(option.shared_with)}
        for maker in dispute.decision_makers
        for option in maker.options
    }
    return [found[option] for option in order]


def state_as_dict(model: GraphModel, state: int) -> dict[str, Any]:
    """Return one state: id, code, pattern, members, options taken; id only in graph form; and its name."""
    states = model.states
    result: dict[str, Any] = {"id": states.id(state)}
    if states.code(state) is not None:
        result.update(code=states.code(state), pattern=states.pattern(state))
        if members := states.members(state):
            result["members"] = list(members)
        result["options"] = list(states.options(state))
        if isinstance(states, OptionStates) and state in states.aliases:
            result["alias"] = states.aliases[state]
    if name := states.name(state):
        result["name"] = name
    return result


def states_as_list(model: GraphModel, mask: NDArray[np.bool_], whole: bool) -> Any:
    """Return the states of a mask, or a count, the first 1,000 and ``truncated``."""
    places = np.flatnonzero(mask)
    listed = [state_as_dict(model, int(state)) for state in (places if whole else places[:FIRST])]
    return listed if whole else {"count": len(places), "first": listed, "truncated": len(places) > FIRST}


def many_as_dict(model: GraphModel, mask: NDArray[np.bool_], whole: bool) -> Any:
    """Return the ids of a mask, or a count, the first 1,000 and ``truncated``."""
    places = np.flatnonzero(mask)
    ids = [model.states.id(int(state)) for state in (places if whole else places[:FIRST])]
    return ids if whole else {"count": len(places), "first": ids, "truncated": len(places) > FIRST}


def questions_as_list(dispute: Dispute) -> list[dict[str, Any]]:
    """Return the open questions."""
    return [
        {
            "id": question.id,
            "about": question.about,
            "ask": question.ask,
            "choices": list(question.choices),
            "evidence": [str(passage) for passage in question.support.evidence],
        }
        for question in dispute.open_questions
    ]


def extras(analysis: Analysis, shown: NDArray[np.bool_], whole: bool, jumps: bool) -> dict[str, Any]:
    """Return what only some disputes have: what hangs on unknown preferences, who sees what, and jumps."""
    result: dict[str, Any] = {}
    if analysis.has_unknown:
        flags = {concept.name: analysis.uncertain(concept.name) for concept in analysis.concepts}
        result["uncertain"] = {
            name: {
                maker: many_as_dict(analysis.model, mask & shown, whole)
                for maker, mask in zip(analysis.model.makers, masks, strict=True)
            }
            for name, masks in flags.items()
            if masks is not None
        }
    if analysis.hypergame is not None:
        result["perceived"] = analysis.hypergame.to_dict()
    if jumps:
        result["jumps"] = {
            concept.name: [
                {"from": before, "coalition": coalition, "to": after}
                for before, coalition, after in analysis.jumps(concept.name)
            ]
            for concept in analysis.concepts
            if not isinstance(concept, CoalitionConcept) or concept.universal
        }
    return result


def analysis_as_dict(
    analysis: Analysis, where: str | None, everything: bool, coalition: str | None, jumps: bool
) -> dict[str, Any]:
    """Return exactly what ``standoff analyze --json`` prints; see `Analysis.to_dict`."""
    from standoff import __version__

    model = analysis.model
    shown = np.ones(model.states.count, bool) if where is None else model.states.satisfying(where)
    whole = everything or model.states.count <= 1 << 16
    result: dict[str, Any] = {
        "format": "standoff-analysis/1",
        "version": __version__,
        "dispute": {"title": analysis.dispute.title, "sha256": analysis.dispute.sha256},
        "parameters": {
            "sanctions": analysis.sanctions,
            "return_to_s": analysis.return_to_s,
            "phase": analysis.dispute.phase,
        },
        "decision_makers": list(model.makers),
        "options": options_as_dict(analysis.dispute, model.states.option_ids),
        "states": states_as_list(model, shown, whole),
        "status_quo": None if model.status_quo is None else model.states.id(model.status_quo),
        "stability": {
            concept.name: {
                name: many_as_dict(model, mask & shown, whole) for name, mask in analysis.rows(concept, coalition)
            }
            for concept in analysis.concepts
        },
        "equilibria": {
            name: many_as_dict(model, analysis.equilibria_mask(name) & shown, whole)
            for name in equilibrium_names(analysis.concepts, coalition)
        },
        "open_questions": questions_as_list(analysis.dispute),
    }
    result.update(extras(analysis, shown, whole, jumps))
    if where is not None:
        result["parameters"]["where"] = where
    if analysis.merged:
        result["parameters"]["merged"] = [name for name in model.makers if "," in name]
    if analysis.concept_of:
        own = {model.makers[side]: concept.name for side, concept in analysis.concept_of.items()}
        result["parameters"]["concept_of"] = own
    return result
