"""The condition for a state to hold: equivalent to the definitions, and minimal."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.mediation.conditions import Condition, condition
from standoff.analyze.mediation.conditions_monotone import Row, Set, Sets, clauses_of, merged, terms_of
from standoff.analyze.registry import find_concept
from standoff.cli import main
from standoff.errors import StandoffError
from standoff.model.files import from_document
from standoff.model.graph import build
from tests import textbook
from tests.strategies import crowded_documents, graph_documents, option_documents
from tests.textbook_relations import of_scores

CONCEPTS = ["Nash", "GMR", "SMR", "SEQ", "SSEQ"]
DOCUMENTS = st.one_of(option_documents(most_options=4), graph_documents(), crowded_documents())


def sets_of(text: str) -> Sets:
    """Read ``1 23`` as the sets {1} and {2, 3}."""
    return frozenset(frozenset(map(int, word)) for word in text.split())


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Random conditions over seven atoms."""
    sets = st.frozensets(st.integers(0, 6), min_size=1, max_size=3)
    return draw(st.lists(st.frozensets(sets, min_size=1, max_size=4), max_size=4))


def subsets() -> list[Set]:
    """All sets of the seven atoms."""
    return [frozenset(chosen) for size in range(8) for chosen in combinations(range(7), size)]


def met(condition_rows: Any, known: Set) -> bool:
    """Whether a set of atoms satisfies all rows."""
    return all(any(each <= known for each in row) for row in condition_rows)


@given(DOCUMENTS, st.data())
@settings(max_examples=80)
def test_condition_is_the_definition(document: dict[str, Any], data: st.DataObject) -> None:
    """Whatever a side prefers, the state is stable for it exactly if the condition is met."""
    g = textbook.game(document)
    model = build(from_document(document))
    concept = data.draw(st.sampled_from(CONCEPTS))
    side = data.draw(st.integers(0, len(g.sides) - 1))
    state = data.draw(st.integers(0, len(g.states) - 1))
    back = data.draw(st.booleans())
    found = condition(model, side, state, find_concept(concept), return_to_s=back)
    random = Random(data.draw(st.integers(0, 10**6)))
    for _ in range(6):
        scores = {s: random.randrange(len(g.states)) for s in g.states}
        g.degrees[side] = of_scores(scores)
        no_better = [k for k, s in enumerate(g.states) if scores[s] <= scores[g.states[state]]]
        expected = textbook.stable(g, concept, side, g.states[state], back)
        assert expected == found.holds(no_better)
        for form, all_of in ((found.terms, True), (found.clauses, False)):
            if form is not None:
                assert expected == holds(form, set(no_better), all_of)


def holds(form: Sets, known: set[int], all_of: bool) -> bool:
    """Whether a normal form is met."""
    if all_of:
        return any(each <= known for each in form)
    return all(each & known for each in form)


@given(rows())
@settings(max_examples=150)
def test_normal_forms_are_minimal_and_equivalent(given_rows: list[Row]) -> None:
    """Merged rows, clauses and terms say the same as the rows; clauses and terms are the prime ones, all of them."""
    short = merged(given_rows)
    terms, clauses = terms_of(short, 500), clauses_of(short, 500)
    assert terms is not None
    assert clauses is not None
    for known in subsets():
        expected = met(given_rows, known)
        assert expected == met(short, known)
        assert expected == holds(terms, set(known), True)
        assert expected == holds(clauses, set(known), False)
    satisfying = {known for known in subsets() if met(given_rows, known)}
    prime = {known for known in satisfying if not any(known - {atom} in satisfying for atom in known)}
    assert prime == terms
    missing = {frozenset(range(7)) - known for known in subsets() if known not in satisfying}
    assert {each for each in missing if not any(each - {atom} in missing for atom in each)} == clauses


def test_rows_are_joined_as_people_say_it() -> None:
    """(7 or 8) and (7 or 9) is: 7, or both 8 and 9."""
    assert (sets_of("7 89"),) == merged([sets_of("7 8"), sets_of("7 9")])
    assert () == merged([frozenset({frozenset()})])


def test_forms_that_are_too_long_are_none() -> None:
    """A form with more sets than allowed is not written out."""
    wide = tuple(frozenset({frozenset({2 * k}), frozenset({2 * k + 1})}) for k in range(12))
    assert terms_of(wide, 1000) is None
    assert clauses_of(wide, 1000) is not None


@pytest.mark.parametrize("name", ["elmira", "syria_iraq_1975", "warrant", "prisoners_dilemma", "american_revolution"])
def test_met_today_is_the_verdict(name: str) -> None:
    """On disputes of the catalog the condition is met today exactly where the verdict says stable."""
    analysis = standoff.Analysis(standoff.load(f"catalog:{name}"))
    states = range(0, analysis.model.states.count, 1 + analysis.model.states.count // 12)
    for concept in CONCEPTS:
        verdicts = analysis.verdicts(concept)
        for state in states:
            for side in range(len(analysis.model.makers)):
                found = condition(analysis.model, side, state, find_concept(concept))
                assert verdicts[side, state] == found.met


def test_words_and_data() -> None:
    """The sentences name requirements, states and today; JSON has them with both normal forms."""
    analysis = standoff.Analysis(standoff.load("catalog:syria_iraq_1975"))
    told = str(analysis.conditions("s2", ["SMR"])).splitlines()
    assert told[1] == (
        "- For Syria s2 must be at least as good as both s1 and s3, or all of s4, s5 and s6; today it is not."
    )
    document = analysis.conditions("NNN", ["SEQ"]).to_dict()
    assert "s1" == document["target"]
    assert ["Syria", "Iraq"] == [each["decision_maker"] for each in document["conditions"]]
    found: Condition = analysis.conditions("s2", ["SEQ"]).by_concept[0][0]
    assert [[["s1"], ["s4"]], [["s3"], ["s6"]]] == found.to_dict()["requirements"]
    assert [["s1", "s3"], ["s1", "s6"], ["s3", "s4"], ["s4", "s6"]] == found.to_dict()["any_of_all"]


def test_sides_of_whom_nothing_is_asked() -> None:
    """A side that cannot move from the state, or whose moves are all taken back, may prefer anything."""
    told = str(standoff.Analysis(standoff.load("catalog:elmira")).conditions("s9", ["Nash"]))
    assert "- For Uniroyal Chemical nothing is asked: it cannot move from s9." in told
    states = {"states": ["a", "b"], "moves": {"X": [["a", "b"]], "Y": [["b", "a"]]}}
    makers: dict[str, Any] = {"decision_makers": [{"id": "X"}, {"id": "Y"}], "unlisted": "equal"}
    analysis = standoff.Analysis(from_document({"standoff": 1, "title": "T", **states, **makers}))
    assert "any move of its own from a can be taken back" in str(analysis.conditions("a", ["GMR"]))


def test_many_states_are_told_by_their_pattern() -> None:
    """States that are all those of a pattern are told by it."""
    told = str(standoff.Analysis(standoff.load("catalog:american_revolution")).conditions("s20", ["GMR"]))
    assert "  - one of the 6 states NNNN---" in told


@pytest.mark.parametrize(
    ("target", "concepts", "what"),
    [
        ("s99", ["SEQ"], "there is no state s99"),
        ("release", ["SEQ"], "holds in 2 states (s2, s5)"),
        ("s1", ["L2"], "there is no mediation under L2"),
    ],
)
def test_bad_questions(target: str, concepts: list[str], what: str) -> None:
    """A target that is no state or several, and another concept, are refused."""
    analysis = standoff.Analysis(standoff.load("catalog:syria_iraq_1975"))
    with pytest.raises(StandoffError) as error:
        analysis.conditions(target, concepts)
    assert what in str(error.value)


def test_command() -> None:
    """`mediate --conditions` prints all five concepts, or the one that is named; options that do not fit fail."""
    question = ["mediate", "catalog:syria_iraq_1975", "--target", "s2", "--conditions"]
    all_five = CliRunner().invoke(main, question).output
    assert all(f"under {name} exactly" in all_five for name in CONCEPTS)
    one = CliRunner().invoke(main, [*question, "--concept", "SEQ"]).output
    assert "under Nash" not in one
    assert '"format": "standoff-conditions/1"' in CliRunner().invoke(main, [*question, "--json"]).output
    refused = CliRunner().invoke(main, [*question, "--fix", "Iraq"])
    assert 2 == refused.exit_code
    assert "exclude each other" in refused.output


def test_disputes_seen_differently() -> None:
    """Where sides see different disputes, conditions are refused."""
    with pytest.raises(StandoffError, match="seen differently"):
        standoff.Analysis(standoff.load("catalog:tenants_offer")).conditions("s1")
