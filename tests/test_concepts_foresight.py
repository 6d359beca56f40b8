"""Simultaneous moves, foresight, trees of moves, maximin and policies agree with the textbook."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import standoff
from standoff.errors import StandoffError
from standoff.model.files import from_document
from tests.strategies import (
    KNOWN,
    RANKED,
    UNKNOWN,
    Document,
    enriched,
    graph_documents,
    option_documents,
    rich_documents,
)
from tests.textbook_compare import FORESIGHT, MAXIMIN, TREES, foresight_agrees

PRIVATE = option_documents(coalesce=False).filter(
    lambda document: not any("shared_with" in o for maker in document["decision_makers"] for o in maker["options"])
)


@settings(max_examples=40, deadline=None)
@given(enriched(PRIVATE, UNKNOWN))
def test_simultaneous_moves(document: Document) -> None:
    """SIM adds up what several sides change at once."""
    assert foresight_agrees(document, ["SIM"])


@settings(max_examples=60, deadline=None)
@given(rich_documents(RANKED, most_sides=2))
def test_limited_moves(document: Document) -> None:
    """L_h, non-myopic and Stackelberg stability of two sides, ties included."""
    assert foresight_agrees(document, FORESIGHT)


@settings(max_examples=60, deadline=None)
@given(rich_documents(UNKNOWN, most_sides=2))
def test_trees_of_moves(document: Document) -> None:
    """MR_h and CMR_h over any relation."""
    assert foresight_agrees(document, TREES)


@settings(max_examples=25, deadline=None)
@given(rich_documents(RANKED, most_sides=2))
def test_maximin(document: Document) -> None:
    """What a move guarantees, level by level."""
    assert foresight_agrees(document, MAXIMIN)


@settings(max_examples=150, deadline=None)
@given(rich_documents(UNKNOWN, most_sides=2, most_options=2, most_states=5))
def test_policies(document: Document) -> None:
    """PSS: the safe set finds a preventing policy wherever trying all policies does."""
    assert foresight_agrees(document, ["PSS"])


@settings(max_examples=20, deadline=None)
@given(rich_documents(KNOWN, most_states=4).filter(lambda document: len(document["decision_makers"]) > 2))
def test_more_than_two_sides_are_refused(document: Document) -> None:
    """Concepts of two sides are not stretched to more."""
    analysis = standoff.Analysis(from_document(document))
    for name in (*FORESIGHT[:-2], "Stackelberg(D0)", "MR3", "CMR3", "maximin3", "PSS"):
        with pytest.raises(StandoffError, match="two sides"):
            analysis.verdicts(name)


@settings(max_examples=20, deadline=None)
@given(rich_documents(("pairs", "open"), most_sides=2, most_states=4))
def test_foresight_without_a_ranking_is_refused(document: Document) -> None:
    """L_h, NM, Stackelberg and maximin choose best moves, which pairs do not have."""
    analysis = standoff.Analysis(from_document(document))
    for name in (*FORESIGHT, *MAXIMIN):
        with pytest.raises(StandoffError, match="ranking"):
            analysis.verdicts(name)


@settings(max_examples=10, deadline=None)
@given(graph_documents())
def test_simultaneous_moves_need_options(document: Document) -> None:
    """SIM is refused, with the reason, for graph form."""
    with pytest.raises(StandoffError, match="graph"):
        standoff.Analysis(from_document(document)).verdicts("SIM")


@pytest.mark.parametrize("change", ["shared", "coalesced", "added", "forbidden"])
def test_simultaneous_moves_need_private_options(change: str) -> None:
    """SIM is refused for shared options, coalesced states, and added or forbidden moves."""
    document: Document = {
        "standoff": 1,
        "title": "two",
        "decision_makers": [{"id": "A", "options": [{"id": "a"}]}, {"id": "B", "options": [{"id": "b"}]}],
        "unlisted": "equal",
    }
    assert standoff.Analysis(from_document(document)).verdicts("SIM").all()
    if change == "shared":
        document["decision_makers"][0]["options"][0]["shared_with"] = ["B"]
    elif change == "coalesced":
        document["coalesce"] = ["a"]
    else:
        document["moves"] = {{"added": "add", "forbidden": "forbid"}[change]: {"A": [["s1", "s2"]]}}
    with pytest.raises(StandoffError, match="SIM is not defined here"):
        standoff.Analysis(from_document(document)).verdicts("SIM")
