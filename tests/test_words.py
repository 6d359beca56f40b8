"""Reasons in words: what an assistant of a mediator reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.concepts import CLASSICAL
from standoff.analyze.evolution import reachable_equilibria
from standoff.explain.names import Names, listing
from standoff.explain.prospects import foretell, weigh
from standoff.model.files import from_document
from standoff.model.graph import build
from standoff.model.statements import parse
from tests.strategies import Document, graph_documents, option_documents

NAMES = [concept.name for concept in CLASSICAL]

RIVER: Document = {
    "standoff": 1,
    "title": "Two banks",
    "facts": {"drought": False},
    "sources": [{"id": "note"}, {"id": "memo"}],
    "decision_makers": [
        {
            "id": "Up",
            "name": "Österreich",
            "options": [{"id": "release", "name": "Release water"}, {"id": "build", "name": "Build the dam"}],
        },
        {
            "id": "Down",
            "name": "Südland",
            "options": [{"id": "complain", "name": "Complain"}, {"id": "pay", "name": "Pay"}],
        },
    ],
    "feasibility": [{"never": "build & pay & complain"}, {"requires": {"if": "pay", "then": "release"}}],
    "status_quo": [],
    "outcomes": {"deal": "release and pay"},
    "preferences": {
        "Up": {
            "statements": [
                {"prefer": "pay", "evidence": ["note@10-42"]},
                "not release if drought",
                {"prefer": "build", "contested": True, "evidence": ["note@400-420", "memo@12-60"]},
                {"prefer": "not complain", "presumed": "asked-not-done", "evidence": ["note@88-120"]},
            ]
        },
        "Down": {"weights": {"release": 2, "build": -5, "pay": "-1.5"}},
    },
}


def river() -> standoff.Analysis:
    """The dispute about the river."""
    return standoff.Analysis(from_document(RIVER))


def test_an_improvement_that_nobody_answers() -> None:
    """It says who leaves what for what, with which options, that nobody answers, and the places in the ranking."""
    reason = standoff.Analysis(standoff.load("catalog:elmira")).why("Uniroyal", "s6", "SEQ")
    expected = (
        "Uniroyal Chemical would leave s6 (“Modify the control order”, “Delay the appeal” and “Insist on the original "
        "order”) for s8: it would take up “Accept the order in force” instead of “Delay the appeal”, and it prefers "
        "s8 to s6.\n"
        "In s8 none of the others has an improvement to make, so nobody answers.\n"
        "So s6 is not SEQ stable for Uniroyal Chemical.\n"
        "Uniroyal Chemical prefers s8 to s6: 3rd and 9th of 9 in its ranking."
    )
    assert expected == str(reason)


def test_a_credible_sanction() -> None:
    """It says who answers with which improvement, where that ends, and how the side likes it."""
    reason = standoff.Analysis(standoff.load("catalog:elmira")).why("LG", "s2", "SSEQ")
    expected = (
        "If it were to take up “Insist on the original order” (s6), then Uniroyal Chemical would take up “Abandon the "
        "Elmira plant” instead of “Delay the appeal” (an improvement for it), ending in s9 (“Abandon the Elmira "
        "plant”, whatever else), which Local Government likes less than s2. From s9 Local Government has no move."
    )
    assert expected == reason.sentences[1]
    assert "Uniroyal Chemical prefers s9 to s6: 5th and 9th of 9 in its ranking." in reason.sentences


def test_a_sanction_that_hurts_its_maker_is_called_so() -> None:
    """Under GMR the others could answer by moves that are no improvement for them, and the reason says it."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    text = str(analysis.why("LG", "s1", "GMR"))
    assert "Environment could take up “Modify the control order” (though that is no improvement for it)" in text
    unstable = str(analysis.why("Uniroyal", "s2", "SMR"))
    assert "from s4 the others can bring about only s8" in unstable
    assert "even by moves that hurt the others themselves" in unstable


def test_nash_looks_at_no_answers() -> None:
    """The reason says so, and shows the move alone."""
    text = str(standoff.Analysis(standoff.load("catalog:elmira")).why("Uniroyal", "s6", "Nash"))
    assert "Nash stability does not look at the others' answers." in text


def test_without_improvements_there_is_nothing_to_deter() -> None:
    """One move is named, several are listed, and of each statement that decides one case is shown."""
    one = standoff.Analysis(standoff.load("catalog:elmira")).why("MoE", "s5", "SEQ")
    assert "could only take up “Modify the control order” (s6), which it does not prefer." in str(one)
    several = river().why("Up", "s3", "SEQ")
    expected = (
        "From s3 (“Build the dam”) Österreich could drop “Build the dam” (s1), take up “Release water” (s4) or take up "
        "“Release water” instead of “Build the dam” (s2), none of which it prefers. "
        "So s3 is SEQ stable for Österreich.",
        "Österreich prefers s3 to s1: what decides is its 3rd statement of 4, [“Build the dam”], "
        "true in s3 and not in s1 (contested: note@400-420 and memo@12-60).",
        "Österreich finds s3 and s4 equal: none of its 4 statements tells them apart.",
    )
    assert expected == several.sentences
    none = standoff.Analysis(standoff.load("catalog:elmira")).why("LG", "s9", "GMR")
    assert "Local Government has no move from s9" in str(none)


def test_a_way_out_of_a_sanction() -> None:
    """Under SMR an answer that is no better does not deter if the side can go on to something better."""
    document: Document = {
        "standoff": 1,
        "title": "escape",
        "decision_makers": [{"id": "A", "name": "Äsop"}, {"id": "B"}],
        "states": ["start", "up", {"id": "down", "name": "the low point"}, "top"],
        "moves": {"A": [["start", "up"], ["down", "top"]], "B": [["up", "down"]]},
        "preferences": {
            "A": {"ranking": ["top", "up", "start", "down"]},
            "B": {"ranking": ["down", "up", "top", "start"]},
        },
    }
    analysis = standoff.Analysis(from_document(document))
    expected = (
        "Äsop would leave start for up: it prefers up to start.",
        "No answer deters it: from up the others can bring about only down (the low point), "
        "even by moves that hurt the others themselves. "
        "down is no better, but from there Äsop would move to top, which it prefers to start.",
        "So start is not SMR stable for Äsop.",
    )
    assert expected == analysis.why("Äsop", "start", "SMR").sentences[:3]
    assert "then B could move on to down, ending in down (the low point), which Äsop likes less than start." in str(
        analysis.why("A", "start", "GMR")
    )


def test_a_return_is_a_sanction_only_where_it_counts() -> None:
    """Being brought back deters by definition; where that is switched off, the reason says that it is not counted."""
    document: Document = {
        "standoff": 1,
        "title": "return",
        "decision_makers": [{"id": "A"}, {"id": "B"}],
        "states": ["here", "there"],
        "moves": {"A": [["here", "there"]], "B": [["there", "here"]]},
        "preferences": {"A": {"ranking": ["there", "here"]}, "B": {"ranking": ["here", "there"]}},
    }
    dispute = from_document(document)
    assert "which brings A back to here itself" in str(standoff.Analysis(dispute).why("A", "here", "SEQ"))
    without = str(standoff.Analysis(dispute, return_to_s=False).why("A", "here", "SEQ"))
    assert "They can bring A back to here, which is not counted as a sanction here." in without


@pytest.mark.parametrize(
    ("maker", "state", "expected"),
    [
        ("Up", "s9", "true in s9 and not in s4 (said in note@10-42)."),
        ("Up", "s1", "[“Build the dam”], true in s3 and not in s1 (contested: note@400-420 and memo@12-60)."),
        ("Up", "s5", "[“Build the dam”], true in s7 and not in s5"),
        ("Down", "s9", "Südland prefers s2 to s9: they weigh 2 and 0.5."),
    ],
)
def test_the_preferences_behind_a_reason(maker: str, state: str, expected: str) -> None:
    """The deciding statement is named with its mark, and weights are given as sums."""
    assert expected in str(river().why(maker, state, "SEQ"))


def test_a_presumption_is_called_so() -> None:
    """The mark of a presumed statement says what it was presumed from."""
    up = RIVER["preferences"]["Up"]
    document = {**RIVER, "preferences": {"Up": up, "Down": {"statements": up["statements"][3:]}}}
    reason = standoff.Analysis(from_document(document)).why("Down", "s1", "Nash")
    assert "[not “Complain”], true in s1 and not in s5 (presumed: asked and not done, note@88-120)." in str(reason)
    assert ["note@88-120"] == [str(passage) for passage in reason.evidence]
    assert "asked-not-done" == reason.to_dict()["preferences"][0]["presumed"]


def test_evidence_is_that_of_the_preferences_used() -> None:
    """Each passage stands once, in the order of the preferences."""
    assert ["note@400-420", "memo@12-60", "note@10-42"] == river().why("Up", "s9", "SEQ").to_dict()["evidence"]


def test_a_side_without_preferences_finds_all_states_equal() -> None:
    """The reason says that nothing is known of it."""
    document = {**RIVER, "preferences": {"Up": RIVER["preferences"]["Up"]}, "unlisted": "equal"}
    text = str(standoff.Analysis(from_document(document)).why("Down", "s1", "Nash"))
    assert "Nothing is said of what Südland prefers, so s1 and s5 are equal to it." in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay", "“Pay”"),
        ("not pay", "not “Pay”"),
        ("not release if drought", "if drought, then not “Release water”"),
        ("(pay or build) and release", "(“Pay” or “Build the dam”) and “Release water”"),
        ("pay iff not (release and build)", "“Pay” exactly if not (“Release water” and “Build the dam”)"),
        ("not (pay implies true)", "not (if “Pay”, then true)"),
        ("deal", "deal"),
        ("YN--", "YN--"),
    ],
)
def test_a_statement_with_the_names_of_options(text: str, expected: str) -> None:
    """Options are called by their names; facts and outcomes keep their ids; brackets stay where they matter."""
    assert expected == Names(river().model).statement(parse(text, 4))


def test_options_of_the_same_name_are_told_apart() -> None:
    """In a state, a name that two options have is followed by the owner; in a move the mover is the owner."""
    text = str(standoff.Analysis(standoff.load("catalog:prisoners_dilemma")).why("One", "s4", "Nash"))
    assert "“Stay silent” of Prisoner One and “Stay silent” of Prisoner Two" in text
    assert "it would drop “Stay silent”, and" in text


def test_long_lists_are_cut() -> None:
    """An enumeration names the first and counts the rest."""
    assert "a, b and 3 more" == listing(["a", "b", "c", "d", "e"], most=2)
    assert "a" == listing(["a"])


@settings(max_examples=40, deadline=None)
@given(st.one_of(graph_documents(), option_documents()), st.sampled_from(NAMES), st.booleans())
def test_every_reason_can_be_told(document: Document, name: str, return_to_s: bool) -> None:
    """Whatever the verdict, the words are short, end as sentences, and name side, state and concept."""
    analysis = standoff.Analysis(from_document(document), return_to_s=return_to_s)
    for maker in analysis.model.makers:
        for state in range(analysis.model.states.count):
            text = str(analysis.why(maker, analysis.model.states.id(state), name))
            assert all(line.endswith((".", "?")) and "  " not in line for line in text.splitlines())
            assert f"{name} stable for {maker}." in text
            assert len(text) < 4000


def test_what_would_happen_and_what_it_would_take() -> None:
    """Elmira's status quo leads to s5; the other equilibria take concessions that are named."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    evolution = analysis.evolve(to="abandon")
    assert "From s1 (“Delay the appeal”), improvements lead to one other state of 8." == foretell(evolution)[0]
    expected = (
        "[abandon] is reached by moves, though not by improvements alone, in s9 (“Abandon the Elmira plant”, whatever "
        "else): Uniroyal Chemical would take up “Abandon the Elmira plant” instead of “Delay the appeal” (s9)."
    )
    assert expected == foretell(evolution)[2]
    prospects = reachable_equilibria(analysis.model, evolution, analysis.equilibria_mask("SEQ"))
    told = weigh(evolution, prospects, "SEQ equilibria")
    assert "To s5: Local Government would take up “Insist on the original order” (s5)." in told
    assert any("takes a concession of Ministry of the Environment" in sentence for sentence in told)


def test_a_bargain_is_told_as_a_joint_move() -> None:
    """Where every mover gains in the end, the words call it a joint move."""
    dispute = standoff.load("catalog:prisoners_dilemma")
    analysis = standoff.Analysis(dispute)
    evolution = analysis.evolve(start="s1")
    prospects = reachable_equilibria(build(dispute), evolution, analysis.equilibria_mask("SEQ"))
    told = weigh(evolution, prospects, "SEQ equilibria")
    assert "The start, s1 (no option taken), is among the SEQ equilibria." == told[0]
    expected = "joint move of Prisoner One and Prisoner Two it would leave each of them better off than at the start."
    assert told[-1].endswith(expected)
