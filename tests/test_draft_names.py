"""What the options of a draft are called, and acts that are nobody's."""

from __future__ import annotations

import pytest

from standoff.read.draft import draft
from tests.test_draft import actor, ledger, options, position


def name_of(*entries: object) -> str:
    """Return the name of the first option of the draft of some entries."""
    document = draft([ledger(*entries)])  # type: ignore[arg-type]
    names = [option["name"] for maker in document["decision_makers"] for option in maker["options"]]
    return str(names[0])


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("bend on the question of border rights", "Give way on border rights"),
        ("yield over the toll", "Give way on the toll"),
        ("cede any land to up", "Cede land to up"),
        ("open the dam now", "Open the dam"),
    ],
)
def test_a_name_is_plain(action: str, name: str) -> None:
    """A name says what is done, without empty words and without the moment it was spoken of."""
    assert name == name_of(position(0, "up", "demand", "land", action, by="down"))


def test_a_name_has_an_object() -> None:
    """Among several ways to say an act the name is one that says with whom, not a bare verb and not a pronoun."""
    said = [
        position(0, "up", "willingness", "talks", "discuss", by="up", target="down"),
        position(10, "up", "willingness", "talks", "talk to them", by="up", target="down"),
        position(20, "up", "willingness", "talks", "hold long and careful talks with down", by="up", target="down"),
        position(30, "down", "refusal", "talks", "talk to up", by="down", target="up"),
    ]
    assert "Hold long and careful talks with down" == name_of(*said)


def test_people_are_called_by_their_names() -> None:
    """The office that a report gives somebody is no part of an option's name."""
    chief = actor("chief", "person", name="Ann Poe", acts_for="down")
    mention = chief.mentions[0].model_copy(update={"text": "Down chief Ann Poe", "end": 18})
    chief = chief.model_copy(update={"mentions": (mention,)})
    asked = position(20, "up", "demand", "talks", "meet Down chief Ann Poe", by="up", target="chief")
    answer = position(40, "down", "refusal", "talks", "meet up", by="down", target="up")
    assert "Meet Ann Poe" == name_of(chief, asked, answer)


def test_what_happens_by_itself_is_no_option() -> None:
    """A condition that nobody is said to meet gives no option; the statement that hangs on it rests on a fact."""
    entries = [
        position(0, "up", "offer", "dam", "open the dam", by="up", target="down", condition="only if it rains"),
        position(20, "up", "condition", "rain", "rain"),
        position(40, "down", "demand", "dam", "open the dam", by="up", target="up"),
    ]
    document = draft([ledger(*entries)])
    assert ["up_dam"] == options(document)
    assert ["rains"] == list(document["facts"])
