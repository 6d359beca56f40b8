"""The engine, the definitions in concepts.py and the textbook agree on random disputes of both forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

import standoff
from standoff.analyze.concepts import CLASSICAL, sanctioned
from standoff.analyze.engine import Engine
from standoff.analyze.families import strong
from standoff.analyze.relational import BitRows
from standoff.model.files import from_document
from tests import textbook
from tests.strategies import RANKED, Document, graph_documents, option_documents, rich_documents

NAMES = [concept.name for concept in CLASSICAL]


def agree(document: Document) -> None:
    """Compare states, moves and all verdicts of three implementations."""
    analysis = standoff.Analysis(from_document(document))
    model = analysis.model
    game = textbook.game(document)
    states = range(model.states.count)
    assert game.states == [model.states.id(s) for s in states]
    assert game.patterns == (None if game.patterns is None else [model.states.pattern(s) for s in states])
    for i in range(len(game.sides)):
        arcs = {(model.states.id(s), model.states.id(int(t))) for s in states for t in model.moves.reachable(i, s)}
        assert game.moves[i] == arcs
    engines = [Engine(model, compiled=False), Engine(model, compiled=True)]
    for concept in CLASSICAL:
        expected = textbook.verdicts(game, concept.name)
        for engine in engines:
            assert expected == engine.verdicts(concept).tolist(), concept.name
        assert concept.rule is not None
        rule = concept.rule
        assert expected == [[sanctioned(model, rule, i, s) for s in states] for i in range(len(game.sides))]
        assert expected == [BitRows(model, "test").stable(rule, i).tolist() for i in range(len(game.sides))]


@settings(max_examples=150, deadline=None)
@given(option_documents())
def test_option_form_agrees_with_the_textbook(document: Document) -> None:
    """Verdicts of option-form disputes equal the literal definitions."""
    agree(document)


@settings(max_examples=150, deadline=None)
@given(graph_documents())
def test_graph_form_agrees_with_the_textbook(document: Document) -> None:
    """Verdicts over arbitrary arcs equal the literal definitions."""
    agree(document)


@settings(max_examples=60, deadline=None)
@given(rich_documents(RANKED))
def test_strong_stability_is_fast_over_rankings(document: Document) -> None:
    """Strong and general stability over rankings with marked gaps equal the definitions, on either engine."""
    model = standoff.Analysis(from_document(document)).model
    if not all(preference.total for preference in model.preferences):
        return
    engines = [Engine(model, compiled=False), Engine(model, compiled=True)]
    for base in CLASSICAL[1:]:
        for concept in (strong(base), strong(base, 1), strong(base, 3)):
            assert concept.rule is not None
            rows = BitRows(model, "test")
            expected = [rows.stable(concept.rule, i).tolist() for i in range(len(model.preferences))]
            for engine in engines:
                assert expected == engine.verdicts(concept).tolist(), concept.name


@settings(max_examples=50, deadline=None)
@given(graph_documents())
def test_return_to_s_can_be_switched_off(document: Document) -> None:
    """Without return to s, the state that one left never counts as a sanction."""
    analysis = standoff.Analysis(from_document(document), return_to_s=False)
    game = textbook.game(document)
    for name in NAMES:
        assert textbook.verdicts(game, name, return_to_s=False) == analysis.verdicts(name).tolist()


@settings(max_examples=100, deadline=None)
@given(graph_documents())
def test_implications_between_concepts(document: Document) -> None:
    """Nash implies SSEQ, SSEQ implies SMR and SEQ, and each of these implies GMR (field guide 4.5)."""
    analysis = standoff.Analysis(from_document(document))
    v = {name: analysis.verdicts(name) for name in NAMES}
    for narrow, wide in [("Nash", "SSEQ"), ("SSEQ", "SMR"), ("SSEQ", "SEQ"), ("SMR", "GMR"), ("SEQ", "GMR")]:
        assert not np.any(v[narrow] & ~v[wide])


@pytest.mark.parametrize(
    ("concept", "levels", "moves"),
    [
        (
            "SEQ",
            ((0, 4, 2, 3, 1, 5), (0, 1, 5, 3, 4, 2)),
            (
                {0: [3], 1: [2, 3, 4, 5], 2: [1], 3: [1, 2, 4], 4: [0, 2, 3], 5: [1, 2]},
                {0: [1, 2, 3], 1: [5], 2: [0, 1, 3, 4, 5], 3: [0], 4: [1, 2, 3], 5: [0, 2, 4]},
            ),
        ),
        (
            "GMR",
            ((3, 2, 4, 0, 1, 5), (3, 4, 2, 5, 1, 0)),
            (
                {0: [1, 2, 3, 5], 1: [2, 4, 5], 2: [], 3: [0, 1], 4: [2], 5: [0, 2]},
                {0: [4], 1: [4], 2: [0, 1, 3, 4, 5], 3: [0, 1, 2, 4, 5], 4: [1, 2, 5], 5: [2]},
            ),
        ),
    ],
)
def test_no_equilibrium_need_exist_over_arbitrary_arcs(
    concept: str, levels: tuple[tuple[int, ...], ...], moves: tuple[dict[int, list[int]], ...]
) -> None:
    """Two sides and six states can have no SEQ, or no GMR, equilibrium."""
    sides = ["A", "B"]
    document: Document = {
        "standoff": 1,
        "title": "no equilibrium",
        "decision_makers": [{"id": side} for side in sides],
        "states": [f"q{k}" for k in range(6)],
        "moves": {
            side: [[f"q{a}", f"q{b}"] for a, to in arcs.items() for b in to]
            for side, arcs in zip(sides, moves, strict=True)
        },
        "preferences": {
            side: {"ranking": [f"q{k}" for k in sorted(range(6), key=lambda k: -level[k])]}
            for side, level in zip(sides, levels, strict=True)
        },
    }
    assert () == standoff.Analysis(from_document(document)).equilibria(concept)
