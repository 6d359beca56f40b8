"""Every verdict has a witness that another program accepts, and every corrupted witness is rejected."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.registry import CLASSICAL, find_concept
from standoff.explain.verify import Rules, rules_of, verify
from standoff.explain.witness import LISTED_IMPROVEMENTS, reason
from standoff.model.files import from_document
from standoff.model.graph import GraphModel, build
from tests import textbook
from tests.corruptions import Witness, corruptions
from tests.strategies import Document, graph_documents, option_documents
from tests.witness_rules import textbook_rules

NAMES = [concept.name for concept in CLASSICAL]
DOCUMENTS = st.one_of(graph_documents(), option_documents())


def claim_of(witness: Witness) -> Witness:
    """What a witness has to prove."""
    return {key: witness[key] for key in ("decision_maker", "state", "concept", "return_to_s", "stable")}


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS, st.sampled_from(NAMES), st.booleans())
def test_every_verdict_has_a_witness_that_the_checker_accepts(document: Document, name: str, return_to_s: bool) -> None:
    """The verdict is the textbook's, its witness is JSON and is accepted on the textbook's moves and preferences."""
    game = textbook.game(document)
    model = build(from_document(document))
    rules = textbook_rules(game)
    for side, maker in enumerate(game.sides):
        for state, text in enumerate(game.states):
            found = reason(model, side, state, find_concept(name), return_to_s=return_to_s)
            assert textbook.stable(game, name, side, text, return_to_s) == found.stable
            witness = json.loads(json.dumps(found.to_dict()["witness"]))
            assert [] == verify(witness, rules, claim={"decision_maker": maker, "state": text, "stable": found.stable})
            assert f"{'' if found.stable else 'not '}{name} stable for {maker}." in str(found)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.sampled_from(NAMES), st.booleans(), st.data())
def test_a_corrupted_witness_is_rejected(document: Document, name: str, return_to_s: bool, data: st.DataObject) -> None:
    """Whatever is changed in a witness in one place, the checker finds it."""
    game = textbook.game(document)
    model = build(from_document(document))
    side = data.draw(st.integers(0, len(game.sides) - 1))
    state = data.draw(st.integers(0, len(game.states) - 1))
    witness = dict(reason(model, side, state, find_concept(name), return_to_s=return_to_s).witness)
    rules, claim = textbook_rules(game), claim_of(witness)
    before = copy.deepcopy(witness)
    for what, corrupted in corruptions(witness, game):
        assert verify(corrupted, rules, claim=claim), what
    assert before == witness


@pytest.mark.parametrize("witness", [{}, {"state": 1}, {"stable": None}, {"concept": "GMR", "stable": True}])
def test_what_is_no_witness_is_rejected(witness: Witness) -> None:
    """Data of another shape gives a fault, never an exception."""
    assert verify(witness, Rules(["A"], lambda maker, state: [], lambda maker, a, b: 0))


def three_sides(preferences: dict[str, list[str]], moves: dict[str, list[list[str]]]) -> GraphModel:
    """A dispute of three sides in graph form."""
    return build(
        from_document(
            {
                "standoff": 1,
                "title": "three sides",
                "decision_makers": [{"id": side} for side in preferences],
                "states": preferences["A"],
                "moves": moves,
                "preferences": {side: {"ranking": ranking} for side, ranking in preferences.items()},
            }
        )
    )


def test_nobody_moves_twice_in_a_sanction() -> None:
    """B cannot go on from its own move, so A improves although two moves of B would lead to the worst state."""
    ranking = ["good", "better", "start", "bad"]
    preferences = {"A": ranking, "B": ["bad", "better", "good", "start"], "C": ranking}
    moves = {"A": [["start", "good"]], "B": [["good", "better"], ["better", "bad"]], "C": []}
    found = reason(three_sides(preferences, moves), 0, 2, find_concept("GMR"))
    assert not found.stable
    assert [{"state": "better", "mover": "B", "after": None, "relation": "better"}] == found.witness["answers"]
    together = reason(three_sides(preferences, {**moves, "C": [["better", "bad"]]}), 0, 2, find_concept("GMR"))
    assert together.stable
    assert ["B", "C"] == [step["mover"] for step in together.witness["improvements"][0]["sequence"]]


def test_of_several_unsanctioned_improvements_the_best_is_taken() -> None:
    """The witness shows the improvement that the side likes best, and of equals the lowest number."""
    preferences = {"A": ["best", "fine", "start"], "B": ["best", "fine", "start"]}
    model = three_sides(preferences, {"A": [["start", "fine"], ["start", "best"]], "B": []})
    assert "best" == reason(model, 0, 2, find_concept("SEQ")).witness["improvement"]


def test_the_shortest_sanction_is_taken() -> None:
    """B's one move is shown, not the longer way over C that ends in a state of a lower number."""
    preferences = {"A": ["up", "way", "start", "worst", "worse"], "B": ["way", "worst", "worse", "up", "start"]}
    preferences["C"] = preferences["B"]
    moves = {"A": [["start", "up"]], "B": [["up", "worse"], ["up", "way"]], "C": [["way", "worst"]]}
    witness = reason(three_sides(preferences, moves), 0, 2, find_concept("GMR")).witness
    assert [{"mover": "B", "from": "up", "to": "worse", "relation": "better"}] == witness["improvements"][0]["sequence"]


def test_many_improvements_are_counted_and_the_witness_says_that_it_is_cut_short() -> None:
    """Of 511 improvements the witness lists 200, says so, and the checker does not pretend to have checked them."""
    options = [{"id": f"o{k}"} for k in range(9)]
    document: Document = {
        "standoff": 1,
        "title": "many",
        "decision_makers": [{"id": "A", "options": options}, {"id": "B", "options": [{"id": "stop"}]}],
        "preferences": {
            "A": {"weights": {**{option["id"]: 1 for option in options}, "stop": -10}},
            "B": {"weights": {"stop": 1}},
        },
    }
    model = build(from_document(document))
    found = reason(model, 0, 0, find_concept("SEQ"))
    assert found.stable
    assert 511 == found.witness["improvement_count"]
    assert LISTED_IMPROVEMENTS == len(found.witness["improvements"])
    assert ["it was too long to be listed in full, so it cannot be checked"] == verify(found.witness, rules_of(model))
    assert "500 more" in str(found)


def test_many_answers_are_counted_and_the_witness_says_that_it_is_cut_short() -> None:
    """Where the others' answers reach 4,095 states, the witness lists no sequences, and says so."""
    options = [{"id": f"o{k}"} for k in range(12)]
    document: Document = {
        "standoff": 1,
        "title": "many",
        "decision_makers": [{"id": "A", "options": [{"id": "go", "moves": "take"}]}, {"id": "B", "options": options}],
        "preferences": {"A": {"weights": {"go": 1}}, "B": {"weights": {"o1": 1}}},
    }
    model = build(from_document(document))
    found = reason(model, 0, 0, find_concept("GMR"))
    assert not found.stable
    assert (4095, True, []) == tuple(found.witness[key] for key in ("answer_count", "truncated", "answers"))
    assert verify(found.witness, rules_of(model))


def test_a_witness_of_a_catalog_dispute_is_accepted_as_the_program_prints_it() -> None:
    """The witness of every verdict on Elmira is accepted on the model's own moves and preferences."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    rules = rules_of(analysis.model)
    for name in NAMES:
        for maker in analysis.model.makers:
            for state in range(9):
                found = analysis.why(maker, f"s{state + 1}", name)
                assert [] == verify(found.witness, rules)
    assert verify({**found.witness, "state": "---Y-"}, rules)
