"""Whom "he" and "she" mean: persons by their names, genders, and the signs that decide among them."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.read import person_pronouns, pronouns
from standoff.read.candidates import Candidate, Entity
from standoff.read.discourse import Discourse
from standoff.read.first_names import gender_of, is_first_name
from standoff.read.ledger import Actor
from standoff.read.reading import read


def actors_of(folder: Path, text: str) -> dict[str, Actor]:
    """Read a text and return its actors by name."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return {actor.name: actor for actor in read(path).actors}


def who(folder: Path, text: str) -> list[str | None]:
    """Return the names of those whom the words in square brackets mean."""
    plain, places = "", []
    for index, piece in enumerate(text.replace("]", "[").split("[")):
        if index % 2:
            places.append((len(plain), len(plain) + len(piece)))
        plain += piece
    mentions = {(m.start, m.end): actor.name for actor in actors_of(folder, plain).values() for m in actor.mentions}
    return [mentions.get(place) for place in places]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Gender by first name: 'Paola' is no 'he', 'Marcus' no 'she'.
        ("Paola Verri met Marcus Dunn on Monday. [He] rejected the offer.", "Marcus Dunn"),
        ("Marcus Dunn met Paola Verri on Monday. [She] rejected the offer.", "Paola Verri"),
        # Gender by a word beside the name, whatever the first name says.
        ("Tarin Obel called his sister, Mavek Obel, at noon. [She] had seen the map.", "Mavek Obel"),
        ("Tarin Obel, an actress, wrote to Mavek Strand. Later [she] gave evidence.", "Tarin Obel"),
        # The subject of the sentence before.
        ("Joan Reed replaced Carla Dunn in May. [She] had led the union for years.", "Joan Reed"),
        # Not the other argument of the same verb.
        ("Joan Reed arrived late. Carla Dunn thanked [her].", "Joan Reed"),
        # The subject of the clause above.
        ("Joan Reed told Carla Dunn that [she] would resign.", "Joan Reed"),
        # A phrase in front of its subject.
        ("Ann Poe spoke at noon. In [her] report, Carla Dunn blamed the council.", "Carla Dunn"),
    ],
)
def test_whom_a_pronoun_means(tmp_path: Path, text: str, name: str) -> None:
    """The pronoun in brackets means the person that a reader takes it to mean."""
    assert [name] == who(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Veldrik was born in Tern. In May [she] joined the council.", "Veldrik"),
        ("The union praised Veldrik for years. On Monday [he] left the union.", "Veldrik"),
        ("Lima Mayor Ann Poe opened the harbour. [She] thanked the crews.", "Ann Poe"),
    ],
)
def test_a_name_proves_a_persons(tmp_path: Path, text: str, name: str) -> None:
    """A name that nothing known tells the kind of is a person's where "he" or "she" means it."""
    assert [name] == who(tmp_path, text)
    assert "person" == actors_of(tmp_path, text.replace("[", "").replace("]", ""))[name].kind


def test_a_name_that_nothing_is_known_of_is_no_actor(tmp_path: Path) -> None:
    """A name of one word that does nothing and that no pronoun means gives no actor."""
    assert "Veldrik" not in actors_of(tmp_path, "The union held a rally near Veldrik. The council praised the union.")


def test_one_wrong_pronoun_fixes_no_gender(tmp_path: Path) -> None:
    """A first name outweighs how somebody was called before: Paola is she, though "he" was read as her."""
    assert ["Paola Verri"] == who(tmp_path, "Paola Verri spoke. He laughed. In May [she] left the union.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Diane Lane rejected the offer on Monday. The council thanked Diane Lane.", "Diane Lane", "person"),
        ("Tracey Gold rejected the offer. Tracey Gold, who is sixty, wrote again.", "Tracey Gold", "person"),
        ("Paola's husband rejected the offer. Paola said nothing.", "Paola", "person"),
        ("Corvan Gold rejected the offer on Monday. The company said no more.", "Corvan Gold", "organization"),
    ],
)
def test_names_of_persons(tmp_path: Path, text: str, name: str, kind: str) -> None:
    """A first name makes a name a person's, though it ends like a place or a firm."""
    assert kind == actors_of(tmp_path, text)[name].kind


def test_first_names() -> None:
    """Every listed name has one gender or none; a common word is a first name only before a surname."""
    assert ["female", "male", "", ""] == [gender_of(name) for name in ("Paola", "Marcus", "Robin", "Corlandis")]
    assert [True, False, True] == [
        is_first_name("Grace"),
        is_first_name("Grace", alone=True),
        is_first_name("Paola", alone=True),
    ]


def test_every_sign_has_a_weight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signs of a report are among those that the weights name: one misspelt would silently count nothing."""
    seen: set[str] = set()

    def choose(at: Discourse, candidate: Candidate, excluded: list[Entity]) -> Entity | None:
        seen.update(name for person in person_pronouns.find_people(at, candidate, excluded) for name in person.signs)
        return person_pronouns.choose(at, candidate, excluded)

    monkeypatch.setattr(pronouns, "choose", choose)
    text = (
        "Joan Reed met Carla Dunn in Tern. She thanked her for her report. In her reply, Mira Sokol (the lawyer of "
        "Ann Poe) said that she would stay with Ann Poe. She spoke of her and of him. Tom Poe and his lawyer left, "
        "and he smiled. The mill closed. The rain fell. It rained for days. He said that he had warned him."
    )
    actors_of(tmp_path, text)
    assert len(seen) > 30
    assert seen <= person_pronouns.weights().keys()
