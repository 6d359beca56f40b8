"""Hypergames: each side is judged in the dispute that it sees."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.hypergame import HypergameJudge, hypergame, level_two
from standoff.analyze.registry import find_concept
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.files import from_document, loads
from tests import strategies, textbook

CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")

SURPRISE = """\
standoff: 1
decision_makers:
  - {id: A, options: [{id: a}]}
  - {id: B, options: [{id: b}, {id: c}]}
feasibility: [never: b and c]
status_quo: []
preferences:
  A: {ranking: [s2, s1, s4, s3, s6, s5]}
  B: {ranking: [s6, s4, s1, s3, s5, s2]}
perceptions:
  A:
    unaware_of: {options: [c]}
    perceptions:
      B: {unaware_of: {options: [a]}}
"""

GRAPH = """\
standoff: 1
decision_makers: [A, B]
states: [p, q]
moves: {A: [[p, q]], B: [[q, p]]}
status_quo: p
preferences: {A: {ranking: [q, p]}, B: {ranking: [p, q]}}
perceptions:
  A:
    states: [p, q, fear]
    moves: {A: [[p, q]], B: [[q, p], [q, fear]]}
    preferences: {A: {ranking: [q, p, fear]}, B: {ranking: [fear, p, q]}}
"""


def restricted(game: textbook.Game, seen: list[str]) -> textbook.Game:
    """A game on some of its states only, with the moves and preferences among them."""
    moves = [{(a, b) for a, b in arcs if a in seen and b in seen} for arcs in game.moves]
    return textbook.Game(game.sides, seen, moves, game.degrees)


@st.composite
def misperceived(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """A dispute in which sides are unaware of states, or options, with the states that each side sees."""
    document = draw(st.one_of(strategies.graph_documents(6), strategies.option_documents(4, coalesce=False)))
    game = textbook.game(document)
    seen, perceptions = {}, {}
    for side in draw(st.lists(st.sampled_from(game.sides), min_size=1, unique=True)):
        if game.letters is None:
            gone = draw(st.lists(st.sampled_from(game.states), max_size=len(game.states) - 1, unique=True))
            seen[side] = [state for state in game.states if state not in gone]
            perceptions[side] = {"unaware_of": {"states": gone}}
        else:
            options = [option["id"] for maker in document["decision_makers"] for option in maker["options"]]
            k = draw(st.integers(0, len(options) - 1))
            seen[side] = [state for state in game.states if game.letters[state][k] == "N"]
            perceptions[side] = {"unaware_of": {"options": [options[k]]}}
    return {**document, "perceptions": perceptions}, seen


@settings(max_examples=60)
@given(misperceived())
def test_each_side_is_judged_in_its_own_dispute(case: tuple[dict[str, Any], dict[str, list[str]]]) -> None:
    """A side's verdicts are those on the states that it sees; elsewhere it has no move and is stable."""
    document, seen = case
    if not all(seen.values()):
        return
    game = textbook.game({key: value for key, value in document.items() if key != "perceptions"})
    analysis = standoff.Analysis(from_document(document))
    for concept in CONCEPTS:
        verdicts = analysis.verdicts(concept)
        for i, side in enumerate(game.sides):
            own = restricted(game, seen.get(side, game.states))
            expected = [s not in own.states or textbook.stable(own, concept, i, s) for s in game.states]
            assert expected == verdicts[i].tolist()
    count = len(game.states)
    assert analysis.equilibria("SEQ") == tuple(
        game.states[s] for s in range(count) if analysis.verdicts("SEQ")[:, s].all()
    )


@settings(max_examples=40)
@given(misperceived())
def test_what_a_side_sees_on_the_states_of_the_whole(case: tuple[dict[str, Any], dict[str, list[str]]]) -> None:
    """A side's version carried over to all states gives it the same verdicts, so reasons can speak of their ids."""
    document, seen = case
    if not all(seen.values()):
        return
    whole = hypergame(from_document(document))
    judge = HypergameJudge(whole)
    for concept in map(find_concept, CONCEPTS):
        for side in range(len(whole.games)):
            lifted = Judge(whole.seen_by(side)).verdicts(concept)[side]
            np.testing.assert_array_equal(judge.verdicts(concept)[side], lifted)


@settings(max_examples=30)
@given(st.one_of(strategies.graph_documents(6), strategies.option_documents(4)))
def test_no_misperception_is_the_plain_game(document: dict[str, Any]) -> None:
    """Sides that all see the dispute as it is have the verdicts of the plain dispute."""
    plain = standoff.Analysis(from_document(document)).to_dict()
    sides = [maker["id"] for maker in document["decision_makers"]]
    seen = standoff.Analysis(from_document({**document, "perceptions": {side: {} for side in sides}})).to_dict()
    assert seen["perceived"] == {side: {"unaware_of": [], "unseen": []} for side in sides}
    assert {**plain, "dispute": None} == {**{k: v for k, v in seen.items() if k != "perceived"}, "dispute": None}


def test_surprise() -> None:
    """A side that does not see an option leaves a state for what looks better, and is stable where it is blind."""
    analysis = standoff.Analysis(loads(SURPRISE))
    document = analysis.to_dict()
    assert document["perceived"] == {"A": {"unaware_of": ["c"], "unseen": ["s5", "s6"]}}
    assert {"s5", "s6"} <= set(analysis.stable("A", "Nash"))


def test_reason_of_a_state_that_is_not_seen() -> None:
    """The reason of a verdict on a state that a side does not see is that it has no move there."""
    reason = standoff.Analysis(loads(SURPRISE)).why("A", "s6", "Nash")
    assert reason.stable
    assert "no move" in str(reason)


def test_imagined_states() -> None:
    """A state that exists for one side only is listed; the others are stable there, and it fears its dangers."""
    analysis = standoff.Analysis(loads(GRAPH))
    document = analysis.to_dict()
    assert [state["id"] for state in document["states"]] == ["p", "q", "fear"]
    assert document["perceived"] == {"A": {"unaware_of": [], "unseen": [], "imagined": ["fear"]}}
    assert analysis.stable("A", "Nash") == ("q", "fear")
    assert analysis.stable("A", "SEQ") == ("p", "q", "fear")
    assert analysis.stable("B", "Nash") == ("p", "fear")
    assert document["status_quo"] == "p"


def test_imagined_option_states() -> None:
    """In option form imagined states are numbered with the others by their codes, and the status quo stays itself."""
    text = """\
standoff: 1
decision_makers: [{id: A, options: [{id: a}]}, {id: B, options: [{id: b}]}]
feasibility: [never: a and not b]
status_quo: s3
preferences: {A: {statements: [a]}, B: {statements: [not b]}}
perceptions: {A: {feasibility: []}}
"""
    document = standoff.Analysis(loads(text), concepts=["Nash"]).to_dict()
    assert [state["pattern"] for state in document["states"]] == ["NN", "YN", "NY", "YY"]
    assert document["perceived"]["A"]["imagined"] == ["s2"]
    assert document["status_quo"] == "s4"
    assert document["stability"]["Nash"] == {"A": ["s2", "s4"], "B": ["s1", "s2", "s4"]}


def test_level_two() -> None:
    """What a side believes of others' perceptions is a hypergame of its own, in the states that it sees."""
    believed = level_two(loads(SURPRISE), "A")
    states = believed.model.states
    assert [states.pattern(s) for s in range(states.count)] == ["NNN", "YNN", "NYN", "YYN"]
    assert believed.to_dict() == {"B": {"unaware_of": ["a"], "unseen": ["s2", "s4"]}}


@pytest.mark.parametrize("concept", ["coal_GMR", "ucoal_Nash"])
def test_coalitions_need_one_dispute(concept: str) -> None:
    """Coalitions of sides that see different disputes are refused, with the reason."""
    with pytest.raises(StandoffError, match="not defined where sides see the dispute differently"):
        standoff.Analysis(loads(SURPRISE), concepts=[concept]).to_dict()


def test_merging_needs_one_dispute() -> None:
    """So is merging them."""
    with pytest.raises(StandoffError, match="cannot act as one player"):
        standoff.Analysis(loads(SURPRISE), merged=[["A", "B"]])
