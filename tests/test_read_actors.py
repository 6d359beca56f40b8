"""Who is meant: faults that newcomers found, each reproduced by a small text."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.read.ledger import Actor
from standoff.read.reading import read


def actors_of(tmp_path: Path, text: str) -> dict[str, Actor]:
    """Read a text and return its actors by id."""
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    return {actor.id: actor for actor in read(path).actors}


def who(actors: dict[str, Actor], words: str) -> str | None:
    """Return the name of the actor with a mention of these words."""
    return next((a.name for a in actors.values() for m in a.mentions if m.text == words), None)


def test_the_company_is_no_authority(tmp_path: Path) -> None:
    """"The company" is the firm of the report, not the authority that was named last."""
    text = (
        "Sound Ferries raised its fares. The Harbour Authority of Lorne rejected the increase on Monday. "
        "The company said it would appeal."
    )
    assert "Sound Ferries" == who(actors_of(tmp_path, text), "The company")


def test_two_bodies_joined_by_and_are_two(tmp_path: Path) -> None:
    """"The Harbour Authority of Lorne and Sound Ferries" are two, where the report names the second by itself."""
    text = "The Harbour Authority of Lorne and Sound Ferries agreed to talks. Sound Ferries wants lower fees."
    names = {actor.name for actor in actors_of(tmp_path, text).values()}
    assert {"Harbour Authority of Lorne", "Sound Ferries"} <= names


def test_a_union_of_two_trades_stays_one(tmp_path: Path) -> None:
    """An "and" inside one name does not divide it."""
    text = "The Union of Rail and Tram Staff rejected the offer on Monday. The union will strike."
    assert "Union of Rail and Tram Staff" == who(actors_of(tmp_path, text), "The union")


def test_a_mayor_does_not_head_the_county(tmp_path: Path) -> None:
    """A mayor is tied to no council of a higher level."""
    text = "Mayor Joan Reed said she would not take sides. The county council backs the closure of the mill."
    assert actors_of(tmp_path, text)["reed"].acts_for is None


def test_a_mayor_of_a_town_is_not_of_its_club(tmp_path: Path) -> None:
    """The name of a town after "mayor of" is not short for a club of that town."""
    text = "Joan Reed, the mayor of Tern, spoke on Monday. Tern Rovers wants the meadow. She refused to sell it."
    assert actors_of(tmp_path, text)["reed"].acts_for != "tern_rovers"


def test_her_ministry_is_hers(tmp_path: Path) -> None:
    """"Her ministry" is a body of its own for which she acts, not an authority named before."""
    text = (
        "The airport authority refused to unload aircraft. Transport Minister Lena Brandt ruled out a truce. "
        "Her ministry is considering whether to appoint a conciliator."
    )
    actors = actors_of(tmp_path, text)
    assert "Her ministry" == who(actors, "Her ministry")
    assert actors[str(actors["brandt"].acts_for)].name == "Her ministry"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The General Transport Workers' Union demanded a raise.", "General Transport Workers' Union", "organization"),
        ("Orsell Pharma stopped deliveries. Orsell said it would talk.", "Orsell Pharma", "organization"),
        ("Two representatives of Highfell Wind spoke. Highfell Wind promised jobs.", "Highfell Wind", "organization"),
        ("The Lower Senna Irrigation District asked for help.", "Lower Senna Irrigation District", "organization"),
        ("Jan Eder, the director, refused to talk.", "Jan Eder", "person"),
        ("Mathilde left the firm. She sued it in May.", "Mathilde", "person"),
    ],
)
def test_kinds_of_names(tmp_path: Path, text: str, name: str, kind: str) -> None:
    """What a name is told by its words, its short form, and what is said of it."""
    assert (name, kind) in {(actor.name, actor.kind) for actor in actors_of(tmp_path, text).values()}


def test_more_is_no_name(tmp_path: Path) -> None:
    """A word of quantity at the beginning of a sentence is no name."""
    actors = actors_of(tmp_path, "More than 300 baggage handlers stopped work on Monday. The company refused to talk.")
    assert "More" not in {actor.name for actor in actors.values()}


def test_the_league_is_short_for_its_name(tmp_path: Path) -> None:
    """"The League" with a capital is the Moor Defence League."""
    text = "Mr Garrick, for the Moor Defence League, spoke first. He said the League rejected the layout."
    actors = actors_of(tmp_path, text)
    assert "Moor Defence League" == who(actors, "the League")
    assert "Moor Defence League" == actors[str(actors["garrick"].acts_for)].name


def test_a_person_named_after_the_pronoun(tmp_path: Path) -> None:
    """In "after her speech, X left", she is X."""
    text = "Ann Poe spoke to Carla Dunn at noon. After her speech to the members, Carla Dunn left the hall."
    actors = actors_of(tmp_path, text)
    assert "Carla Dunn" == who(actors, "her")


def test_a_state_named_by_its_adjective_can_act(tmp_path: Path) -> None:
    """A state that the report names by an adjective alone is an actor where something is done to it, and only there."""
    shelled = actors_of(tmp_path, "Norway threatened to shell Danish towns on Monday.")
    assert "denmark" in shelled
    assert "denmark" not in actors_of(tmp_path, "Norway published a study of Danish films on Monday.")


def test_its_chairman_is_of_the_one_spoken_about(tmp_path: Path) -> None:
    """"Its chairman" acts for the subject of the sentence before, even where another body is named more often."""
    text = (
        "The Harbour Company dismissed nine drivers. The company said the company had no choice. "
        "The Dock Workers' Union said that it would end the strike if the company reinstated them. "
        '"Not one crane moves before that," its chairman, Tomas Brandl, said.'
    )
    actors = actors_of(tmp_path, text)
    assert "Dock Workers' Union" == actors[str(actors["brandl"].acts_for)].name
