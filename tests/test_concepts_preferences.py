"""Strength, unknown, hybrid, fuzzy, probabilistic preferences and attitudes agree with the textbook."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.errors import StandoffError
from standoff.model.files import from_document
from tests import textbook, textbook_preferences
from tests.strategies import KNOWN, UNKNOWN, Document, rich_documents, with_attitudes
from tests.textbook_compare import (
    BASIC,
    DEGREES,
    EXTENSIONS,
    HYBRID,
    SANCTIONED,
    STRENGTH,
    preferences_agree,
    rules_agree,
)

PARAMETERS = ("", "(0.9,0.8,0.2)", "(0.8,0.4)", "(0.4,0.6,0.35)", "(1,1,0)", "(0,0,1)")


@settings(max_examples=30, deadline=None)
@given(rich_documents(UNKNOWN))
def test_plain_concepts_over_any_relation(document: Document) -> None:
    """Over intransitive and unknown preferences a plain name counts only what is sure."""
    assert preferences_agree(document, BASIC)


@settings(max_examples=30, deadline=None)
@given(rich_documents(UNKNOWN))
def test_extensions_for_unknown_preferences(document: Document) -> None:
    """The extensions a to d differ in what tempts and what deters; credible moves are the same in all four."""
    assert preferences_agree(document, EXTENSIONS)


@settings(max_examples=30, deadline=None)
@given(rich_documents(UNKNOWN))
def test_strength(document: Document) -> None:
    """Strong stability asks for sanctions that are much worse; weak is what is left of the general form."""
    assert preferences_agree(document, (*STRENGTH, *DEGREES))


@settings(max_examples=30, deadline=None)
@given(rich_documents(UNKNOWN))
def test_strength_and_unknown_together(document: Document) -> None:
    """Strong sanctions in each of the extensions."""
    assert preferences_agree(document, HYBRID)


@settings(max_examples=30, deadline=None)
@given(rich_documents((*KNOWN, "certainty", "certainty")))
def test_fuzzy(document: Document) -> None:
    """Improvements and sanctions by relative certainty, each side with its threshold, equal decimals equal."""
    assert preferences_agree(document, [f"fuzzy_{name}" for name in BASIC])


@settings(max_examples=30, deadline=None)
@given(rich_documents((*KNOWN, "probability", "probability")))
def test_probabilistic(document: Document) -> None:
    """Improvements, sanctions and credible moves by probability, with any parameters, equal decimals equal."""
    assert preferences_agree(document, [f"prob_{name}{given}" for name in BASIC for given in PARAMETERS])


@settings(max_examples=30, deadline=None)
@given(with_attitudes(rich_documents(UNKNOWN)))
def test_attitudes(document: Document) -> None:
    """A move tempts if all whom a side regards would have it so; what is unknown neither tempts nor deters."""
    assert preferences_agree(document, [f"rel_{name}" for name in BASIC])


@settings(max_examples=8, deadline=None)
@given(with_attitudes(rich_documents(KNOWN)))
def test_sanction_rules_over_known_preferences(document: Document) -> None:
    """Answers of other kinds, with and without return to s, for every shape of sanction."""
    assert rules_agree(document, (*BASIC, *(f"{kind}_{name}" for kind in ("fuzzy", "prob", "rel") for name in BASIC)))


@settings(max_examples=8, deadline=None)
@given(rich_documents(UNKNOWN))
def test_sanction_rules_over_any_relation(document: Document) -> None:
    """Answers of other kinds, with and without return to s, over strength and unknown."""
    assert rules_agree(document, (*BASIC, "GMR_a", "SMR_c", "SEQ_d", "strong_SMR_c", "strong_SSEQ_b"))


@settings(max_examples=30, deadline=None)
@given(rich_documents(UNKNOWN), st.lists(st.sampled_from([*BASIC, "GMR_a", "strong_SEQ", "SMR_d"]), min_size=1))
def test_mixed_behaviour(document: Document, own: list[str]) -> None:
    """Sides that follow a concept of their own keep it, whatever concept is asked for."""
    game = textbook.game(document)
    concept_of = dict(zip(game.sides, own, strict=False))
    analysis = standoff.Analysis(from_document(document), concept_of=concept_of)
    for name in ("Nash", "SEQ", "SMR_c"):
        rows = [
            [textbook_preferences.stable(game, concept_of.get(side, name), i, s) for s in game.states]
            for i, side in enumerate(game.sides)
        ]
        assert rows == analysis.verdicts(name).tolist()
        equilibria = tuple(s for k, s in enumerate(game.states) if all(row[k] for row in rows))
        assert equilibria == analysis.equilibria(name)


@pytest.mark.parametrize("count", [64, 65])
def test_more_states_than_bits_in_a_word(count: int) -> None:
    """Disputes of as many states as a machine word has bits, and of more, have the textbook's verdicts, too."""
    random = Random(count)
    states = [f"q{k}" for k in range(count)]
    arcs = [[states[k], states[(k + d) % count]] for k in range(count) for d in (1, 5, count // 2)]
    kinds = ["better", "much_better", "equal", "unknown"]
    document: Document = {"standoff": 1, "title": "large", "states": states, "moves": {}, "preferences": {}}
    document["decision_makers"] = [{"id": side} for side in "ABC"]
    for side in "ABC":
        document["moves"][side] = random.sample(arcs, count // 2)
        lists: Document = {kind: [] for kind in kinds}
        for pair in combinations(states, 2):
            lists[random.choice(kinds)].append(random.sample(pair, 2))
        document["preferences"][side] = {"pairs": lists}
    assert preferences_agree(document, ("SMR_d", "SEQ_c"))


def _refused(document: Document, name: str) -> str:
    """Return what the program says of a concept that a dispute does not support."""
    with pytest.raises(StandoffError) as caught:
        standoff.Analysis(from_document(document)).verdicts(name)
    return str(caught.value)


@pytest.mark.parametrize("name", [f"{kind}_{base}" for kind in ("fuzzy", "prob") for base in SANCTIONED])
def test_unknown_is_no_certainty(name: str) -> None:
    """Fuzzy and probabilistic concepts are refused where preferences are unknown."""
    document = {
        "standoff": 1,
        "title": "unknown",
        "decision_makers": [{"id": "A"}, {"id": "B"}],
        "states": ["a", "b"],
        "moves": {"A": [["a", "b"]], "B": [["b", "a"]]},
        "unlisted": "unknown",
    }
    assert "unknown" in _refused(document, name)
