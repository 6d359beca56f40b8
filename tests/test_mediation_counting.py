"""How many strict rankings keep a state stable: exactly as many as trying them all."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from math import factorial
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.mediation import counting
from standoff.analyze.mediation.conditions import condition
from standoff.analyze.mediation.conditions_monotone import Row, TooLong, atoms, merged, sizes
from standoff.analyze.mediation.counting import count_rankings
from standoff.analyze.registry import find_concept
from standoff.cli import main
from standoff.errors import StandoffError
from standoff.model.files import from_document
from standoff.model.graph import build
from tests import textbook
from tests.strategies import crowded_documents, option_documents
from tests.test_mediation_conditions import CONCEPTS, rows
from tests.textbook_relations import of_scores


def test_published_count_and_its_error() -> None:
    """Syria and Iraq, target s2, Iraq fixed: 240 of 720 under Nash and 384 under SEQ, not 420 as once printed."""
    analysis = standoff.Analysis(standoff.load("catalog:syria_iraq_1975"))
    (syria, _) = analysis.count_rankings("s2", ["Nash", "SEQ"]).by_side
    assert [(240, 720), (384, 720)] == [(each.stable, each.rankings) for each in syria]
    assert [Fraction(1, 3), Fraction(8, 15)] == [each.share for each in syria]


@given(st.one_of(option_documents(most_options=3), crowded_documents(most_states=5)), st.data())
@settings(max_examples=30)
def test_count_is_exhaustive(document: dict[str, Any], data: st.DataObject) -> None:
    """The count is that of trying all rankings by the definitions."""
    g = textbook.game(document)
    assume(len(g.states) <= 5)
    concept = data.draw(st.sampled_from(CONCEPTS))
    side = data.draw(st.integers(0, len(g.sides) - 1))
    state = data.draw(st.sampled_from(g.states))
    expected = 0
    for order in permutations(g.states):
        g.degrees[side] = of_scores({s: -k for k, s in enumerate(order)})
        expected += textbook.stable(g, concept, side, state)
    found = count_rankings(
        condition(build(from_document(document)), side, g.states.index(state), find_concept(concept))
    )
    assert (expected, factorial(len(g.states))) == (found.stable, found.rankings)


@given(rows())
@settings(max_examples=150)
def test_sizes_are_exhaustive(given_rows: list[Row]) -> None:
    """The counts of satisfying sets by size are those of trying all sets."""
    short = merged(given_rows)
    relevant = sorted(atoms(short))
    expected = [
        sum(all(any(each <= {*chosen} for each in row) for row in short) for chosen in combinations(relevant, size))
        for size in range(len(relevant) + 1)
    ]
    assert expected == list(sizes(short, 1000))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_many_states(concept: str) -> None:
    """Far beyond eight states: independent moves of one side against one opponent have a closed form."""
    makers = [{"id": "X", "options": [{"id": f"x{k}"} for k in range(3)]}, {"id": "Y", "options": [{"id": "y"}]}]
    document = {"standoff": 1, "title": "T", "decision_makers": makers, "preferences": {}, "unlisted": "equal"}
    model = build(from_document(document))
    found = count_rankings(condition(model, 0, 0, find_concept(concept)))
    # Of each of X's seven moves from s1, to a, Y can answer by one state b, if at all.
    if concept == "Nash":
        expected = Fraction(1, 8)
    elif concept == "GMR":
        expected = sum((Fraction((-1) ** k * factorial(7) // factorial(k) // factorial(7 - k), 2 * k + 1)
                        for k in range(8)), Fraction(0))  # fmt: skip
    elif concept == "SMR":
        expected = Fraction(1, 8) + Fraction(1, 9) - Fraction(1, 16)
    else:
        # Y is indifferent, so it has no credible answer.
        expected = Fraction(1, 8)
    assert expected == found.share
    assert factorial(16) == found.rankings


def test_hundreds_of_states_are_quick_and_exact() -> None:
    """512 states: numbers of more than a thousand digits, written as text in JSON."""
    makers = [{"id": side, "options": [{"id": f"{side}{k}"} for k in range(3)]} for side in ("a", "b", "c")]
    document = {"standoff": 1, "title": "T", "decision_makers": makers, "preferences": {}, "unlisted": "equal"}
    model = build(from_document(document))
    found = count_rankings(condition(model, 0, 5, find_concept("GMR")))
    # Each of seven moves is answered by one of 64 states, itself among them.
    share = sum((Fraction((-1) ** k * factorial(7) // factorial(k) // factorial(7 - k), 64 * k + 1)
                 for k in range(8)), Fraction(0))  # fmt: skip
    assert share == found.share
    assert found.to_dict()["rankings"] == str(factorial(512))


def test_what_is_too_entangled_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count that would take too many cases, or has too many states, is refused with a reason."""
    wide = tuple(frozenset({frozenset({k}), frozenset({(k * 3 + 1) % 23})}) for k in range(23))
    with pytest.raises(TooLong):
        sizes(wide, 3)
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    monkeypatch.setattr(counting, "MOST_RELEVANT", 2)
    with pytest.raises(StandoffError, match="3 states matter to MoE"):
        analysis.count_rankings("s3", ["GMR"])
    monkeypatch.undo()
    monkeypatch.setattr(counting, "MOST_STEPS", 0)
    with pytest.raises(StandoffError, match="overlaps too much"):
        analysis.count_rankings("s3", ["GMR"])


def test_command() -> None:
    """`mediate --count` prints numbers and shares, alone or beside the conditions, as text and as JSON."""
    question = ["mediate", "catalog:syria_iraq_1975", "--target", "s2", "--count", "--concept", "SEQ"]
    assert "- Syria: 384 under SEQ (53.3 %)." in CliRunner().invoke(main, question).output
    both = CliRunner().invoke(main, [*question, "--conditions", "--json"]).output
    assert '"requirements"' in both
    assert '"stable": 384' in both
