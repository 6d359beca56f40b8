"""Merged players, against literal sets, and verdicts that hang on unknown preferences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.merged import merge
from standoff.errors import StandoffError
from standoff.model.files import from_document, loads
from standoff.model.graph import build
from tests import strategies, textbook

GAP = """\
standoff: 1
decision_makers:
  - {id: X, options: [{id: x}]}
  - {id: Z, options: [{id: z, shared_with: [X]}]}
  - {id: Y, options: [{id: y, moves: take}]}
feasibility: [never: x and not y, never: y and not x]
status_quo: [z]
unlisted: equal
preferences: {X: {statements: [x]}, Y: {statements: [y]}}
"""


def test_players_jump_over_infeasible_states() -> None:
    """Two options that are feasible only together are taken at once by the player who has both, in one direction."""
    model = merge(build(loads(GAP)), [["Y", "X"]])
    states = model.states
    arcs = {(states.id(s), states.id(int(t))) for s in range(states.count) for t in model.moves.reachable(0, s)}
    assert model.makers == ("X,Y", "Z")
    assert [states.pattern(s) for s in range(states.count)] == ["NNN", "NYN", "YNY", "YYY"]
    assert arcs == {(a, b) for a in ("s1", "s2") for b in ("s3", "s4")} | {
        ("s1", "s2"), ("s2", "s1"), ("s3", "s4"), ("s4", "s3"),
    }  # fmt: skip
    assert model.preferences[0].better(2, 0)
    assert not model.preferences[0].better(2, 3)


def test_merged_analysis_keeps_the_order_of_letters() -> None:
    """Options stand in the order of the letters, the status quo stays itself, and the parameters say who merged."""
    document = standoff.Analysis(loads(GAP), concepts=["Nash"], merged=[["X", "Y"]]).to_dict()
    assert [option["id"] for option in document["options"]] == ["x", "z", "y"]
    assert document["options"][1] == {"id": "z", "decision_maker": "Z", "shared_with": ["X,Y"]}
    assert document["status_quo"] == "s2"
    assert document["parameters"]["merged"] == ["X,Y"]
    assert document["stability"]["Nash"] == {"X,Y": ["s3", "s4"], "Z": ["s1", "s2", "s3", "s4"]}


@settings(max_examples=50)
@given(st.one_of(strategies.graph_documents(6), strategies.option_documents(4, coalesce=False)))
def test_merged_as_defined(document: dict[str, Any]) -> None:
    """A merged player has its members' options, or sequences in graph form, and prefers what all of them prefer."""
    game = textbook.game(document)
    model = merge(build(from_document(document)), [game.sides[:2]])
    options = [option for maker in document["decision_makers"] for option in maker.get("options", [])]
    pooled = [bool(owners & set(game.sides[:2])) for owners in game.owners]

    def can(a: str, b: str) -> bool:
        """Whether only pooled options differ, none against its direction."""
        assert game.letters is not None
        pairs = zip(game.letters[a], game.letters[b], options, pooled, strict=True)
        wrong = {"take": ("Y", "N"), "drop": ("N", "Y")}
        return a != b and all(x == y or (own and (x, y) != wrong.get(o["moves"])) for x, y, o, own in pairs)

    for s, a in enumerate(game.states):
        if game.letters is None:
            expected = textbook.coalition_reach(game, [0, 1], a, textbook.reach) - {a}
        else:
            expected = {b for b in game.states if can(a, b)}
        assert expected == {game.states[int(t)] for t in model.moves.reachable(0, s)}
        for t, b in enumerate(game.states):
            both = all(game.better(i, b, a) for i in (0, 1))
            assert both == model.preferences[0].better(t, s)


def test_everybody_merged_is_refused_nothing() -> None:
    """A group of one changes nothing, and all sides may be one player."""
    dispute = standoff.load("catalog:elmira")
    plain, alone = standoff.Analysis(dispute), standoff.Analysis(dispute, merged=[["LG"]])
    np.testing.assert_array_equal(plain.verdicts("SEQ"), alone.verdicts("SEQ"))
    assert standoff.Analysis(dispute, merged=[["LG", "MoE", "Uniroyal"]]).model.makers == ("MoE,Uniroyal,LG",)


def test_coalesced_states_can_be_merged_upon() -> None:
    """With coalesced states a player reaches a class where a member of it is reached."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), merged=[["MoE", "Uniroyal"]])
    model = analysis.model
    assert [model.states.id(int(t)) for t in model.moves.reachable(0, 4)] == ["s6", "s7", "s8", "s9"]
    assert "s5" not in analysis.stable("MoE,Uniroyal", "Nash")


@pytest.mark.parametrize(
    ("groups", "message"),
    [([["LG", "Uniroyel"]], "Did you mean Uniroyal"), ([["LG", "MoE"], ["LG", "Uniroyal"]], "LG is merged twice")],
)
def test_wrong_groups(groups: list[list[str]], message: str) -> None:
    """A side that is unknown, or in two groups, is an error."""
    with pytest.raises(StandoffError, match=message):
        standoff.Analysis(standoff.load("catalog:elmira"), merged=groups)


UNKNOWN = """\
standoff: 1
decision_makers: [A, B]
states: [p, q]
moves: {A: [[p, q]], B: []}
preferences: {A: {pairs: {unknown: [[p, q]]}}, B: {ranking: [[p, q]]}}
"""


def test_uncertain_verdicts() -> None:
    """Where only some extensions call a state stable, its verdict is flagged; others are not."""
    document = standoff.Analysis(loads(UNKNOWN), concepts=["Nash", "GMR", "rel_GMR"]).to_dict()
    assert document["uncertain"] == {"Nash": {"A": ["p"], "B": []}, "GMR": {"A": ["p"], "B": []}}


def test_known_preferences_are_never_uncertain() -> None:
    """Without unknown preferences the analysis does not speak of them."""
    assert "uncertain" not in standoff.Analysis(standoff.load("catalog:elmira")).to_dict()


@settings(max_examples=40)
@given(strategies.rich_documents(strategies.UNKNOWN, most_options=3, most_states=5, most_sides=3))
def test_uncertain_is_where_extensions_differ(document: dict[str, Any]) -> None:
    """A verdict is flagged exactly if the concept and its four extensions do not all agree on it."""
    analysis = standoff.Analysis(from_document(document))
    for concept in ("Nash", "GMR", "SSEQ"):
        found = analysis.uncertain(concept)
        forms = [analysis.verdicts(name) for name in (concept, *(f"{concept}_{letter}" for letter in "abcd"))]
        expected = ~(np.logical_and.reduce(forms) | ~np.logical_or.reduce(forms))
        if found is None:
            assert not expected.any()
        else:
            np.testing.assert_array_equal(expected, found)
