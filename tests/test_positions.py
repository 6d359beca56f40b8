"""Positions: every type, under negation and modality, with holder, act, actor and condition."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import positions_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru demanded that Chile leave.", ("peru", "demand", "for", "chile")),
        ("Peru insists that Chile pay for the damage.", ("peru", "demand", "for", "chile")),
        ("“Chile must leave,” Quintero said.", ("quintero", "demand", "for", "chile")),
        ("Peru wants Chile to leave.", ("peru", "demand", "for", "chile")),
        ("Peru called on Chile to release the crew.", ("peru", "appeal", "for", "chile")),
        ("Peru offered to free the crew.", ("peru", "offer", "for", "peru")),
        ("Peru is open to holding talks.", ("peru", "willingness", "for", "peru")),
        ("“Our doors are still open,” Quintero said.", ("quintero", "willingness", "for", "quintero")),
        ("Peru is now less keen to talk.", ("peru", "unwillingness", "against", "peru")),
        ("Peru is not rushing to meet Chile.", ("peru", "unwillingness", "against", "peru")),
        ("Peru has no plans to leave.", ("peru", "unwillingness", "against", "peru")),
        ("Peru refused to sign the treaty.", ("peru", "refusal", "against", "peru")),
        ("“We will not sign anything,” Quintero said.", ("peru", "refusal", "against", "peru")),
        ("“There will be no talks,” Quintero said.", ("quintero", "refusal", "against", "quintero")),
        ("“What we won't do is pay twice,” Quintero said.", ("peru", "refusal", "against", "peru")),
        ("The union agreed to return to work.", ("union", "acceptance", "for", "union")),
        ("Peru promised to pay.", ("peru", "commitment", "for", "peru")),
        ("Quintero repeated her promise to retake the islands.", ("quintero", "commitment", "for", "quintero")),
        ("Peru never committed to any date.", ("peru", "no-commitment", "withheld", "peru")),
        ("Peru did not exclude a boycott.", ("peru", "no-commitment", "withheld", "peru")),
        ("Peru stopped short of closing the border.", ("peru", "no-commitment", "withheld", "peru")),
        ("Peru has yet to answer whether it comes.", ("peru", "no-commitment", "withheld", "peru")),
        ("Peru gave no hint that it would leave.", ("peru", "no-commitment", "withheld", "peru")),
        ("Peru hopes to join the pact.", ("peru", "goal", "for", "peru")),
        ("Peru threatened to close the border.", ("peru", "threat", "for", "peru")),
        ("Peru warned Chile against any blockade.", ("peru", "warning", "against", "chile")),
        ("Peru accused Chile of breaking the treaty.", ("peru", "accusation", "against", "chile")),
        ("Quintero said that Chile had broken its word.", ("quintero", "accusation", "against", "chile")),
        ("Peru denied that it had fired first.", ("peru", "denial", "against", "peru")),
        ("Peru supports a ban on trawlers.", ("peru", "support", "for", "chile")),
        ("Peru opposes a ban on trawlers; Chile is for it.", ("peru", "opposition", "against", "chile")),
    ],
)
def test_types(text: str, expected: tuple[str, str, str, str]) -> None:
    """Each turn of phrase gives one position with its holder, type, polarity and the actor of the act."""
    if "Chile" not in text and expected[3] == "chile":
        text += " Chile waited."
    assert expected in [(p.holder, p.type, p.polarity, p.by) for p in positions_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Will Peru agree to leave?",
        "Peru backed away from the border.",
        "If Peru refused to leave, nobody would wonder.",
        "Peru asked for anonymity.",
        "The union wants its money.",
    ],
)
def test_no_position(text: str) -> None:
    """Questions, other verbs of the same form, conditions and small favours are no positions."""
    assert [] == [(p.type, p.text) for p in positions_of(text)]


def test_condition() -> None:
    """What a willingness hangs on is its condition and a position of its own."""
    actual = positions_of("Peru said it would talk only if Chile left the strait.")
    assert [("willingness", "peru"), ("condition", "chile")] == [(p.type, p.by) for p in actual]
    assert "only if Chile left the strait" == actual[0].condition


def test_both_refuse() -> None:
    """Both and neither give a position to each."""
    assert ["chile", "peru"] == [p.holder for p in positions_of("Both Peru and Chile refuse to budge.")]
    actual = positions_of("Peru and Chile met. Neither side would budge over fees.")
    assert {("peru", "against"), ("chile", "against")} == {(p.holder, p.polarity) for p in actual}


def test_two_acts_under_one_verb() -> None:
    """Coordinated acts are two positions, done by the one who is asked."""
    actual = positions_of("Peru urged Chile to announce a truce and the release of the crew.")
    assert [("announce a truce", "chile"), ("release the crew", "chile")] == [(p.action, p.by) for p in actual]


def test_do_so() -> None:
    """An act that is only pointed to is the one before."""
    actual = positions_of("Peru is willing to resume talks. Chile is less keen to do so.")
    assert ["resume talks", "resume talks"] == [p.action for p in actual]
    assert ["for", "against"] == [p.polarity for p in actual]


def test_the_people_are_the_holder() -> None:
    """A denial of the speaker's own words turns what he says of others."""
    actual = positions_of("“I am not saying that Chile is eager to talk,” Quintero said.")
    assert [("chile", "unwillingness", "against")] == [(p.holder, p.type, p.polarity) for p in actual]


def test_hedged() -> None:
    """What is only reported to be so is hedged."""
    assert ["hedged"] == [p.voice for p in positions_of("Peru reportedly agreed to leave.")]


def test_voices() -> None:
    """Quoted, reported and the writer's own words differ in voice."""
    text = "“We refuse to leave,” Quintero said. She said Peru was ready to pay. Peru is unwilling to talk."
    assert ["direct", "reported", "narrator"] == [p.voice for p in positions_of(text)]


def test_repetition() -> None:
    """A position that is told again names the first telling."""
    actual = positions_of("Peru refused to sign the treaty. Peru will not sign the treaty.")
    assert [None, "P1"] == [p.same_as for p in actual]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Peru refused to hold talks.", "talks"),
        ("Peru demanded a ceasefire.", "ceasefire"),
        ("Peru refused to cede any territory.", "territory"),
        ("Peru refused to paint the bridge.", "bridge"),
    ],
)
def test_issue(text: str, issue: str) -> None:
    """The issue comes from the vocabulary, else it is the act's own noun."""
    assert [issue] == [p.issue for p in positions_of(text + " Chile waited.")]


def test_every_position_knows_its_rule() -> None:
    """Each position carries the name of the rule that found it."""
    assert ["demand", "refusal"] == [p.rule for p in positions_of("Peru demanded a truce. Chile refused to sign.")]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Peru supports the company. Chile waited.", "company"),
        ("Peru opposes the dam. Chile waited.", "go ahead with dam"),
        ("Peru is open to a smaller increase. Chile waited.", "accept smaller increase"),
        ("The union demanded the crew's release.", "release the crew"),
        ("Quintero called for Valdes's resignation.", "resign"),
    ],
)
def test_things_are_named_as_acts(text: str, action: str) -> None:
    """What is done with a thing is said beside its name; somebody is no thing, and "smaller" is not lost."""
    assert [action] == [p.action for p in positions_of(text)]
