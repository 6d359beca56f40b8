"""Coalitions, equilibrium jumps, merged players and sanction rules agree with the textbook."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.errors import StandoffError
from standoff.model.files import from_document
from tests import textbook, textbook_coalitions
from tests.strategies import KNOWN, RANKED, UNKNOWN, Document, enriched, option_documents, rich_documents
from tests.textbook_compare import BASIC, COALITIONAL, coalitions_agree, jumps_agree, rules_agree

SMALL = rich_documents(UNKNOWN, most_options=3, most_states=6)


@settings(max_examples=20, deadline=None)
@given(SMALL)
def test_every_coalition(document: Document) -> None:
    """Every coalition's verdicts, of one side and of all, and those of all coalitions together."""
    assert coalitions_agree(document)


@settings(max_examples=15, deadline=None)
@given(rich_documents(RANKED))
def test_coalitions_over_rankings(document: Document) -> None:
    """The same over total preorders, with ties."""
    assert coalitions_agree(document, COALITIONAL[:7])


@settings(max_examples=25, deadline=None)
@given(SMALL)
def test_jumps(document: Document) -> None:
    """Which coalition can leave which equilibrium for which better one."""
    jumps_agree(document)


@settings(max_examples=15, deadline=None)
@given(rich_documents(KNOWN))
def test_sanction_rules(document: Document) -> None:
    """Each opponent moving at most once, and one move of one opponent, with and without return to s."""
    assert rules_agree(document, BASIC)


def test_the_jump_of_elmira() -> None:
    """The ministry and the company leave s5 for s8 together (Kilgour, Hipel, Fang & Peng 2001)."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    assert [("s5", "MoE,Uniroyal", "s8")] == analysis.jumps("Nash")
    assert "s5" not in analysis.equilibria("ucoal_Nash")


def _merges(document: Document) -> Iterable[list[list[str]]]:
    """Yield ways to merge two or more sides."""
    sides = [maker["id"] for maker in document["decision_makers"]]
    for size in range(2, len(sides) + 1):
        yield [sides[:size], *([side] for side in sides[size:])]


@settings(max_examples=15, deadline=None)
@given(enriched(option_documents(most_options=4, coalesce=False), KNOWN))
def test_merged_players(document: Document) -> None:
    """Sides that become one player with pooled options, preferring what all of them prefer."""
    game = textbook.game(document)
    analysis = standoff.Analysis(from_document(document))
    for groups in _merges(document):
        together = textbook_coalitions.merged(document, groups)
        expected = textbook.game(together)
        found = standoff.Analysis(from_document(document), merged=groups[:1])
        pooled = standoff.Analysis(from_document(together))
        for name in BASIC:
            assert textbook.verdicts(expected, name) == found.verdicts(name).tolist()
            assert textbook.verdicts(expected, name) == pooled.verdicts(name).tolist()
        # A merged player moves wherever its members can move one by one, and jumps over infeasible states.
        alone = set(analysis.stable(",".join(groups[0]), "coal_Nash"))
        stays = {s for s, stable in zip(game.states, found.verdicts("Nash")[0], strict=True) if stable}
        assert stays <= alone


@settings(max_examples=20, deadline=None)
@given(rich_documents(UNKNOWN, most_states=4), st.sampled_from(["coal_GMR", "coal_SEQ_class", "pareto_coal_SMR"]))
def test_members_in_any_order(document: Document, name: str) -> None:
    """A coalition is the same in whatever order its members are named."""
    analysis = standoff.Analysis(from_document(document))
    assert analysis.stable("D0,D1", name) == analysis.stable(" D1 , D0", name)


@pytest.mark.parametrize(("coalition", "says"), [("MoE,Nobody", "Nobody"), ("MoE,MoE", "twice")])
def test_no_such_coalition(coalition: str, says: str) -> None:
    """A coalition with an unknown side, or with a side twice, is refused."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    with pytest.raises(StandoffError, match=says):
        analysis.stable(coalition, "coal_GMR")


def test_sanction_rules_of_coalitions() -> None:
    """Concepts of coalitions are defined with legal sequences and return to s only, and say so."""
    document: Document = {
        "standoff": 1,
        "title": "there and back",
        "decision_makers": [{"id": "A"}, {"id": "B"}],
        "states": ["a", "b"],
        "moves": {"A": [["a", "b"]], "B": [["b", "a"]]},
        "preferences": {"A": {"ranking": ["b", "a"]}, "B": {"ranking": ["b", "a"]}},
    }
    analysis = standoff.Analysis(from_document(document), return_to_s=False)
    assert ("b",) == analysis.stable("A", "GMR")
    with pytest.raises(StandoffError, match="legal sequences and return to s only"):
        analysis.stable("A", "coal_GMR")


def test_pareto_minded_answers_as_a_class() -> None:
    """Where coalition improvements are Pareto improvements, those of the others are, too.

    From b, B and C together reach d, which B prefers and C finds equal, and which is bad for A.
    """
    document: Document = {
        "standoff": 1,
        "title": "two in two steps",
        "decision_makers": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
        "states": ["a", "b", "c", "d"],
        "moves": {"A": [["a", "b"]], "B": [["b", "c"]], "C": [["c", "d"]]},
        "preferences": {
            "A": {"ranking": ["b", "a", "d", "c"]},
            "B": {"ranking": ["d", "b", "c", "a"]},
            "C": {"ranking": [["b", "d"], "c", "a"]},
        },
    }
    assert "a" in standoff.Analysis(from_document(document)).stable("A", "pareto_coal_SEQ_class")
