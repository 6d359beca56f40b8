"""The smallest changes equal those of exhaustive search, are confirmed by the textbook, and are all enumerated."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.concepts import DEFAULT
from standoff.analyze.mediation import search
from standoff.analyze.mediation.horizon import Box, Horizon
from standoff.explain.advice import Mediation
from standoff.model.files import from_document
from tests import textbook, textbook_mediation
from tests.strategies import Document, crowded_documents, graph_documents, option_documents

MANY = 500


def as_profile(game: textbook.Game, rankings: dict[str, Any]) -> textbook_mediation.Profile:
    """The new preferences as places, today's where a side does not change."""
    profile = []
    for side, before in zip(game.sides, textbook_mediation.today(game), strict=True):
        if side in rankings:
            place = {s: k for k, tie in enumerate(reversed(rankings[side])) for s in tie}
            before = tuple(place[s] for s in game.states)
        profile.append(before)
    return tuple(profile)


@st.composite
def questions(draw: st.DrawFn, documents: st.SearchStrategy[Document]) -> tuple[Document, dict[str, Any]]:
    """A tiny dispute and everything that can be asked of it."""
    document = draw(documents)
    game = textbook.game(document)
    own = draw(st.booleans())
    concepts = [draw(st.sampled_from(DEFAULT)) for _ in game.sides] if own else [draw(st.sampled_from(DEFAULT))]
    return document, {
        "target": draw(st.sampled_from(game.states)),
        "concepts": concepts if own else concepts * len(game.sides),
        "fixed": draw(st.sets(st.sampled_from(range(len(game.sides))), max_size=2)) if draw(st.booleans()) else set(),
        "breaking": draw(st.integers(0, 3)) == 0,
        "return_to_s": draw(st.integers(0, 3)) > 0,
        "each": [draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(5, 2)])) for _ in game.sides],
    }


def asked(document: Document, question: dict[str, Any], more: dict[tuple[str, str, str], int]) -> Mediation:
    """Ask the program."""
    game = textbook.game(document)
    dispute = from_document(document)
    weights: dict[str | tuple[str, str, str], int | float | str | Fraction] = {}
    weights.update(zip(game.sides, question["each"], strict=True))
    weights.update(more.items())
    own = dict(zip(game.sides, question["concepts"], strict=True))
    analysis = standoff.Analysis(dispute, concept_of=own, return_to_s=question["return_to_s"])
    return analysis.mediate(
        question["target"],
        fix=[game.sides[i] for i in question["fixed"]],
        break_=question["breaking"],
        weights=weights,
        limit=MANY,
    )


def agree(document: Document, question: dict[str, Any], pairs: bool = False) -> None:
    """Compare cost, possibility and the set of all smallest changes with exhaustive search."""
    game = textbook.game(document)
    weights: list[dict[tuple[int, int], Fraction]] = [{} for _ in game.sides]
    more: dict[tuple[str, str, str], int] = {}
    if pairs and len(game.states) > 1:
        weights[0][0, 1] = Fraction(3)
        more = {(game.sides[0], game.states[0], game.states[1]): 3}
    expected, every = textbook_mediation.smallest(
        game,
        question["target"],
        question["concepts"],
        fixed=question["fixed"],
        breaking=question["breaking"],
        return_to_s=question["return_to_s"],
        each=question["each"],
        weights=list(weights),
    )
    found = asked(document, question, more)
    assert found.possible is (expected is not None)
    assert found.cost == expected
    if expected is None:
        assert found.to_dict()["reason"]
        return
    answer = found.to_dict()
    assert answer["optimal"]
    assert answer["all_complete"]
    assert as_profile(game, answer["rankings"]) in every
    assert len(every) == len(answer["all"])
    assert every == {as_profile(game, each["rankings"]) for each in answer["all"]}
    for each in (answer, *answer["all"]):
        check_changes(game, each)


def check_changes(game: textbook.Game, answer: dict[str, Any]) -> None:
    """The list of changes is what differs between today's preferences and the new rankings."""
    before, after = textbook_mediation.today(game), as_profile(game, answer["rankings"])
    expected = set()
    for side, old, new in zip(game.sides, before, after, strict=True):
        for a in range(len(old)):
            for b in range(a):
                if textbook_mediation.sign(old, a, b) != textbook_mediation.sign(new, a, b):
                    expected.add((side, frozenset((game.states[a], game.states[b]))))
    assert {(c["decision_maker"], frozenset(c["pair"])) for c in answer["changes"]} == expected
    place = {side: dict(zip(game.states, ranks, strict=True)) for side, ranks in zip(game.sides, after, strict=True)}
    was = {side: dict(zip(game.states, ranks, strict=True)) for side, ranks in zip(game.sides, before, strict=True)}
    for change in answer["changes"]:
        side, (a, b) = change["decision_maker"], change["pair"]
        for places, said in ((was[side], change["from"]), (place[side], change["to"])):
            assert said == (">" if places[a] > places[b] else "<" if places[a] < places[b] else "~")


three_states = st.one_of(graph_documents(3, 3), crowded_documents(3, 3))
two_options = option_documents(most_options=2, most_sides=2)


@settings(max_examples=60, deadline=None)
@given(questions(st.one_of(three_states, two_options)), st.booleans())
def test_exhaustive(asked_of: tuple[Document, dict[str, Any]], pairs: bool) -> None:
    """Cost, possibility and all smallest changes are those of trying all total preorders."""
    agree(*asked_of, pairs)


@pytest.mark.long
@settings(max_examples=600, deadline=None)
@given(questions(st.one_of(three_states, two_options, graph_documents(4, 2), crowded_documents(4, 2))), st.booleans())
def test_exhaustive_campaign(asked_of: tuple[Document, dict[str, Any]], pairs: bool) -> None:
    """The same on many more disputes, and with four states."""
    agree(*asked_of, pairs)


@st.composite
def middling(draw: st.DrawFn) -> tuple[Document, dict[str, Any]]:
    """A dispute of more states than can be tried, in which sequences of answers and several sides matter."""
    document = draw(crowded_documents(10, 4))
    count = len(document["decision_makers"])
    return document, {
        "target": draw(st.sampled_from(document["states"])),
        "concepts": [draw(st.sampled_from(["SEQ", "SSEQ"]))] * count,
        "fixed": draw(st.sets(st.sampled_from(range(count)), max_size=1)),
        "breaking": draw(st.integers(0, 4)) == 0,
        "return_to_s": draw(st.booleans()),
        "each": [Fraction(draw(st.integers(1, 2))) for _ in range(count)],
    }


def in_full(question: tuple[Document, dict[str, Any]]) -> dict[str, Any]:
    """The answer without what may differ between one smallest change and another."""
    answer = asked(*question, {}).to_dict()
    every = answer.get("all", ())
    shown = {key: answer[key] for key in ("possible", "optimal", "cost", "bound")}
    return shown | {"all": sorted(json.dumps(each["changes"], sort_keys=True) for each in every)}


def narrow_and_wide(question: tuple[Document, dict[str, Any]]) -> None:
    """Compare the search with one that looks at all pairs at once, and with one that splits at every chance."""
    plain = in_full(question)
    with mock.patch.object(search, "PATIENCE", 0):
        assert plain == in_full(question)
    tighten = Horizon.tighten

    def never(self: Horizon, limit: int | None, box: Box | None = None) -> None:
        tighten(self, None)

    with mock.patch.object(Horizon, "tighten", never), mock.patch.object(Horizon, "halves", return_value=None):
        assert plain == in_full(question)


@settings(max_examples=15, deadline=None)
@given(middling())
def test_horizon(question: tuple[Document, dict[str, Any]]) -> None:
    """What the horizon leaves out changes neither the cost nor the set of smallest changes."""
    narrow_and_wide(question)


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(middling())
def test_horizon_campaign(question: tuple[Document, dict[str, Any]]) -> None:
    """The same on many more disputes."""
    narrow_and_wide(question)
