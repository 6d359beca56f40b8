"""Reasons in words for the families of concepts beyond the five."""

from __future__ import annotations

from typing import Any

import pytest

import standoff
from standoff.explain.verify import rules_of, verify
from standoff.model.files import from_document

Document = dict[str, Any]
NEIGHBOURS: Document = {
    "standoff": 1,
    "title": "neighbours",
    "decision_makers": [
        {"id": "A", "name": "Ana", "options": [{"id": "a", "name": "Build"}]},
        {"id": "B", "name": "Bob", "options": [{"id": "b", "name": "Sue"}, {"id": "c", "name": "Pay"}]},
    ],
    "status_quo": [],
}
ANA = ["s2", "s6", "s5", "s1", "s4", "s3", "s7", "s8"]
BOB = ["s4", "s8", "s3", "s1", "s2", "s6", "s5", "s7"]
STRONG = {"A": {"ranking": ANA, "strong_after": [4]}, "B": {"ranking": BOB, "strong_after": [3]}}
PARTLY = {
    "A": {"ranking": ["s2", "s5", ["s1", "s6"], "s3"], "unlisted": "unknown"},
    "B": {"pairs": {"better": [["s4", "s2"], ["s4", "s6"]], "unknown": [["s5", "s1"]], "otherwise": "equal"}},
}
CERTAIN = {
    "A": {"ranking": ANA, "certainty": [["s2", "s1", "0.7"], ["s4", "s1", "0.6"]], "threshold": "0.3"},
    "B": {"ranking": BOB},
}
LIKELY = {
    "A": {"ranking": ANA, "probability": [["s2", "s1", "0.7"], ["s4", "s1", "0.4"], ["s1", "s4", "0.3"]]},
    "B": {"ranking": BOB},
}


def why(preferences: Document, maker: str, state: str, concept: str, **more: Any) -> str:
    """The reason of one verdict on the neighbours, whose witness is accepted."""
    analysis = standoff.Analysis(from_document({**NEIGHBOURS, "preferences": preferences, **more}))
    reason = analysis.why(maker, state, concept)
    assert [] == verify(reason.witness, rules_of(analysis.model))
    return str(reason)


@pytest.mark.parametrize(
    ("preferences", "question", "expected"),
    [
        (STRONG, ("A", "s1", "strong_GMR"), "ending in s4 (“Build” and “Sue”), which Ana likes much less than s1."),
        (
            STRONG,
            ("A", "s3", "strong_GMR"),
            "Ana much prefers s2 and s6 to s3. Ana prefers s3 to s8, but not by enough",
        ),
        (STRONG, ("A", "s1", "strong_GMR"), "Ana much prefers s1 to s4: 4th and 5th of 8 in its ranking."),
        (STRONG, ("A", "s1", "weak_SEQ"), "So s1 is strong_SEQ stable for Ana.\nSo s1 is not weak_SEQ stable for Ana."),
        (PARTLY, ("A", "s3", "GMR_a"), "take up “Build”, and it is unknown whether it prefers s4 to s3."),
        (PARTLY, ("A", "s3", "GMR_a"), "It is unknown whether Ana prefers s8 to s3, which does not deter it."),
        (PARTLY, ("A", "s1", "SMR_c"), "which Ana may like no better than s1: that is unknown."),
        (PARTLY, ("A", "s3", "GMR_a"), "It is unknown which of s4 and s3 Ana prefers."),
        (PARTLY, ("A", "s1", "SEQ_d"), "Bob prefers s4 to s2, as the file says of this pair."),
        (CERTAIN, ("A", "s1", "fuzzy_GMR"), "which Ana prefers to s1 with relative certainty 0.2 only."),
        (
            CERTAIN,
            ("A", "s1", "fuzzy_GMR"),
            "Ana prefers s2 to s1 with relative certainty 0.4, where 0.3 makes it act.",
        ),
        (LIKELY, ("A", "s1", "prob_SEQ"), "which Ana prefers to s1 with probability 0.4 only."),
        (LIKELY, ("A", "s1", "prob_SEQ"), "Bob would take up “Sue” (an improvement with probability 1)"),
        (STRONG, ("A", "s1", "SIM"), "(s2), Bob could take up “Sue” (s3) at the same time; it would all end in s4"),
        (STRONG, ("A", "s3", "SIM"), "None of the others has an improvement to make at the same time."),
        (STRONG, ("A", "s1", "L3"), "Looking 3 moves ahead, Ana gains by no move from s1 (no option taken)."),
        (
            STRONG,
            ("A", "s1", "L3"),
            "(s2), Bob would take up “Sue” (s4); it ends there, and Ana much prefers s1 to s4.",
        ),
        (STRONG, ("A", "s3", "L3"), "Ana leaves s3 (“Sue”). If Ana were to take up “Build” (s4), Bob would stay, and"),
        (STRONG, ("A", "s3", "NM"), "From horizon 3 on play from s3 always ends in s4."),
        (STRONG, ("A", "s1", "Stackelberg(A)"), "So s1 is L2 stable for Ana.\nSo s1 is Stackelberg(A) stable for Ana."),
        (STRONG, ("A", "s1", "MR3"), "Bob could answer by s4 (“Build” and “Sue”), and Ana much prefers s1 to s4. From"),
        (STRONG, ("A", "s8", "MR3"), "If Bob answers by s1, s3 or s5, Ana is still better off."),
        (STRONG, ("A", "s3", "CMR3"), "In s4 Bob has no answer."),
        (
            STRONG,
            ("A", "s1", "PSS"),
            "Its policy: from s2 it moves to s4; in s4 and s3 it stays, which Ana does not prefer",
        ),
        (
            STRONG,
            ("B", "s1", "ucoal_GMR"),
            "So s1 is not coal_GMR stable for Bob.\nSo s1 is not ucoal_GMR stable for Ana",
        ),
        (
            STRONG,
            ("A", "s4", "ucoal_GMR"),
            "From s4 Ana and Bob can together reach nothing that is surely better for all",
        ),
    ],
)
def test_each_family_has_its_words(preferences: Document, question: tuple[str, str, str], expected: str) -> None:
    """The sentence says what decides under the concept: strength, the unknown, a number, play, a policy."""
    assert expected in why(preferences, *question)


def test_attitudes_are_told_side_by_side() -> None:
    """What tempts a side is told for each side that it regards."""
    ranked = {"A": {"ranking": ANA}, "B": {"ranking": BOB}}
    text = why(ranked, "A", "s8", "rel_Nash", attitudes={"A": {"B": "-"}})
    assert "it would drop “Build”, and Ana prefers s7 to s8 and Bob prefers s8 to s7." in text


def test_a_coalition_leaves_together() -> None:
    """The reason gives the members' moves one after the other, what each gains, and what the others can do."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    reason = analysis.why("Uniroyal, MoE", "s5", "coal_GMR")
    assert not reason.stable
    assert ["MoE", "Uniroyal"] == [step["mover"] for step in reason.witness["by"]]
    assert {"MoE": "better", "Uniroyal": "better"} == reason.witness["gain"]
    text = str(reason)
    assert (
        "together for s8: Ministry of the Environment would take up “Modify the control order” (s6), and then" in text
    )
    assert "Ministry of the Environment and Uniroyal Chemical prefer s8 to s5." in text
    assert "Ministry of the Environment and Uniroyal Chemical prefer s4 to s5." in text
    everyone = str(analysis.why("LG", "s5", "ucoal_Nash"))
    assert "So s5 is not coal_Nash stable for Ministry of the Environment and Uniroyal Chemical." in everyone


def test_a_coalition_is_not_asked_of_a_concept_of_one_side() -> None:
    """The message says which name or concept to ask for."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    with pytest.raises(standoff.StandoffError, match="no decision maker is called"):
        analysis.why("MoE,Uniroyal", "s5", "GMR")


@pytest.mark.parametrize(
    ("sanctions", "expected"),
    [
        ("each-once", "from s4 the others can bring about, each moving at most once, only s8"),
        ("single-opponent", "from s4 the others can bring about, by one move of one of them, only s8"),
    ],
)
def test_another_sanction_rule_is_said(sanctions: Any, expected: str) -> None:
    """The reason says which answers count, and its witness is checked by that rule."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), sanctions=sanctions)
    reason = analysis.why("Uniroyal", "s2", "GMR")
    assert expected in str(reason)
    assert [] == verify(reason.witness, rules_of(analysis.model))


def test_merged_players_have_reasons() -> None:
    """A player of several sides is told by its members' names, and its witness is accepted."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), merged=[["MoE", "Uniroyal"]])
    rules = rules_of(analysis.model)
    for maker, row in zip(analysis.model.makers, analysis.verdicts("SEQ"), strict=True):
        for state, verdict in enumerate(row):
            reason = analysis.why(maker, analysis.model.states.id(state), "SEQ")
            assert verdict == reason.stable
            assert [] == verify(reason.witness, rules)
    text = str(analysis.why("MoE,Uniroyal", "s5", "SEQ"))
    assert "All members of Ministry of the Environment + Uniroyal Chemical prefer s8 to s5." in text


def test_a_side_is_told_in_its_own_version_of_the_dispute() -> None:
    """Where sides see the dispute differently, the reason is that of the version in which the verdict holds."""
    document = {**NEIGHBOURS, "preferences": {"A": {"ranking": ANA}, "B": {"weights": {"a": 1, "b": 2}}}}
    document["preferences"]["A"] = {"statements": ["b", "a"]}
    document["perceptions"] = {"A": {"unaware_of": {"options": ["c"]}}}
    analysis = standoff.Analysis(from_document(document))
    for maker, row in zip(analysis.model.makers, analysis.verdicts("SEQ"), strict=True):
        for state, verdict in enumerate(row):
            assert verdict == analysis.why(maker, analysis.model.states.id(state), "SEQ").stable
