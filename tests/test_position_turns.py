"""Turns of phrase beyond the plain cues: particles, nouns of stance, passives, conditions, answers."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import events_of, positions_of

ASKED = "Chile asked for a truce. "
OFFERED = "The company offered 3 percent. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union threw out a final offer of 5 percent.", ("union", "refusal", "against")),
        (ASKED + "Peru turned it down.", ("peru", "refusal", "against")),
        ("Valdes asked Peru to talk. Peru turned him down.", ("peru", "refusal", "against")),
        ("Peru has dug in on the border.", ("peru", "refusal", "against")),
        ("Peru is not in a position to fix the dam.", ("peru", "refusal", "against")),
        ("“I’m not selling,” Valdes said.", ("valdes", "refusal", "against")),
        ("“There is no way we will sign this,” Quintero said.", ("peru", "refusal", "against")),
        ("“The harbour is not for sale,” Quintero said.", ("quintero", "refusal", "against")),
        ("Peru pulled out of the talks with Chile.", ("peru", "refusal", "against")),
        ("Peru voted against the treaty.", ("peru", "refusal", "against")),
        (OFFERED + "The union called the offer an insult.", ("union", "refusal", "against")),
        ("Peru is opposed to a ban on trawlers.", ("peru", "opposition", "against")),
        ("The dam is a step Peru has resisted.", ("peru", "opposition", "against")),
        ("Peru is in no hurry to sign.", ("peru", "unwillingness", "against")),
        ("Peru saw no prospect of improving the offer.", ("peru", "unwillingness", "against")),
        (ASKED + "Peru would rather not.", ("peru", "unwillingness", "against")),
        ("Peru left the door open to a joint patrol.", ("peru", "willingness", "for")),
        ("Peru hinted at a review of the treaty.", ("peru", "willingness", "for")),
        ("Peru said it would consider a ceasefire.", ("peru", "willingness", "for")),
        ("Peru said it could accept observers.", ("peru", "willingness", "for")),
        ("Peru softened its stance on observers.", ("peru", "willingness", "for")),
        ("A readiness to discuss the dam was signalled by Peru.", ("peru", "willingness", "for")),
        ("Peru signed off on the treaty.", ("peru", "acceptance", "for")),
        ("Peru is committed to a settlement.", ("peru", "commitment", "for")),
        ("The union is holding out for a bonus.", ("union", "demand", "for")),
        ("Peru wants the border drawn along the river.", ("peru", "demand", "for")),
        ("Peru told Chile to withdraw its troops.", ("peru", "demand", "for")),
        ("Peru gave Chile until Friday to withdraw its troops.", ("peru", "demand", "for")),
        ("An insistence on firmness comes from Peru.", ("peru", "demand", "for")),
        ("A truce was called for by Peru.", ("peru", "appeal", "for")),
        ("Peru holds that the line should follow the river.", ("peru", "appeal", "for")),
        ("The union vowed to strike.", ("union", "threat", "for")),
        ("Peru reserved the right to close the border.", ("peru", "threat", "for")),
        ("Peru warned that it could close the border.", ("peru", "threat", "for")),
        ("Peru warned Chile not to close the border.", ("peru", "warning", "against")),
        ("Peru would not be drawn on evictions.", ("peru", "no-commitment", "withheld")),
        ("Peru put the decision off.", ("peru", "no-commitment", "withheld")),
        ("Peru declined to comment on whether it would pay.", ("peru", "no-commitment", "withheld")),
        ("Peru has neither approved nor rejected the deal.", ("peru", "no-commitment", "withheld")),
        ("Peru has not made up its mind.", ("peru", "no-commitment", "withheld")),
        (ASKED + "Peru gave no answer.", ("peru", "no-commitment", "withheld")),
        (ASKED + "Peru ruled nothing in and nothing out.", ("peru", "no-commitment", "withheld")),
        ("Peru accused Chile of stalling. Chile called that false.", ("chile", "denial", "against")),
        ("“We did not violate the truce,” Quintero said.", ("peru", "denial", "against")),
        ("“We aren’t asking Chile to leave,” Quintero said.", ("peru", "denial", "against")),
    ],
)
def test_turns(text: str, expected: tuple[str, str, str]) -> None:
    """Each turn of phrase gives one position with its holder, type and polarity."""
    if "made up" in text:
        text = ASKED + text
    assert expected in [(p.holder, p.type, p.polarity) for p in positions_of(text)]


@pytest.mark.parametrize(
    ("text", "condition", "action"),
    [
        ("Peru would open the dam only if Chile paid.", "only if Chile paid", "pay"),
        (
            "Peru offered to withdraw troops as soon as Chile leaves the strait.",
            "as soon as Chile leaves the strait",
            "leave the strait",
        ),
        (
            "Peru was ready to deliver the rest, provided that Chile checks each file.",
            "provided that Chile checks each file",
            "check each file",
        ),
        (
            "Chile is waiting. The union will not pay until the boilers are replaced.",
            "until the boilers are replaced",
            "replace the boilers",
        ),
        (
            "“The boats will be given back when the fines have been paid,” Quintero said. Chile waited.",
            "when the fines have been paid",
            "pay the fines",
        ),
        (
            "Chile waited. Peru threatened to close the border unless the crew is freed.",
            "unless the crew is freed",
            "free the crew",
        ),
    ],
)
def test_conditions(text: str, condition: str, action: str) -> None:
    """What a position hangs on is its condition, and a condition of its own that another side would have to meet."""
    actual = positions_of(text)
    assert condition in [p.condition for p in actual]
    assert (action, "chile") in [(p.action, p.by) for p in actual if p.type == "condition"]


def test_two_demands_with_the_preposition_repeated() -> None:
    """Each noun phrase under a preposition that is written twice is a demand of its own."""
    actual = positions_of("The union is holding out for a bonus and for a review of the roster.")
    assert ["demand", "demand"] == [p.type for p in actual]


@pytest.mark.parametrize(
    "text",
    [
        "Peru will decide next week whether to widen the strike.",
        "Peru could not confirm the reports.",
        "The union drew on its savings.",
        "Peru urged Chile not to drink the water until results are known.",
        "Peru withdrew from the valley.",
    ],
)
def test_no_turn(text: str) -> None:
    """What is to be decided, what cannot be known and what has happened are neither promises nor refusals."""
    shown = {"commitment", "refusal", "condition", "no-commitment"}
    assert [] == [(p.type, p.text) for p in positions_of(text) if p.type in shown]


def test_a_claim_to_a_place_is_an_aim() -> None:
    """Who lays claim to a place wants another side to give way: a goal, and no act that the other could do."""
    actual = [
        (p.type, p.action, p.by, p.target, p.issue) for p in positions_of("Peru laid claim to Tarata. Chile waited.")
    ]
    assert [("goal", "claim Tarata", "peru", "chile", "territory")] == actual


def test_talks_of_any_kind_are_talks() -> None:
    """What talks are about does not make them another act."""
    actual = positions_of("Peru is ready to join peace negotiations. Chile refused to hold ceasefire talks.")
    assert ["talks", "talks"] == [p.issue for p in actual]


def test_bystanders_accuse_nobody() -> None:
    """A deed that people without a name tell of has happened; it is no accusation of theirs."""
    text = "Peru waited. Residents said Chile shelled Peru."
    assert "ASSAULT" in [e.type for e in events_of(text)]
