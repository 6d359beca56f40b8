"""Bodies meant by common nouns: which one 'the union', 'the board', 'the rebels' or 'her company' is."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.read.actors import ActorIndex, find_actors
from standoff.read.documents import open_report
from standoff.read.language import tag_words

PADDING = "\n\nThe report was written in the week after the meeting, and nothing has been added to it since then.\n"


def index_of(tmp_path: Path, text: str) -> tuple[str, ActorIndex]:
    """Return a text and its actors."""
    path = tmp_path / "story.txt"
    path.write_text(f"A quarrel in the valley\n\n{text}{PADDING}", encoding="utf-8")
    report = open_report(path)
    return report.text, find_actors(report, tag_words(report))


def meant(tmp_path: Path, text: str, phrase: str) -> str | None:
    """Return the name of the actor that the last such phrase of a text means."""
    whole, index = index_of(tmp_path, text)
    start = whole.rindex(phrase)
    actor = index.at(start, start + len(phrase))
    return index[actor].name if actor is not None else None


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("The Ketter Valley Liberation Front took the bridge on Friday. On Monday the rebels refused to leave it.",
         "the rebels", "Ketter Valley Liberation Front"),
        ("Mill Workers United called a strike on Friday. Orso Mills said the union was wrong.",
         "the union", "Mill Workers United"),
        ("The Western Union will not recognise the vote, it said on Monday. The dockers’ union wants the port closed.",
         "The dockers’ union", "dockers’ union"),
        ("The Orr Education Association struck on Friday. The teachers’ union is ready to talk. Poe blamed the union.",
         "the union", "Orr Education Association"),
        ("Dana Voss, who leads the Ketter Valley Liberation Front, spoke on Monday. Her movement would talk, she said.",
         "Her movement", "Ketter Valley Liberation Front"),
        ("The Orr Basketball League meets on Friday. On Monday the club said that it would leave.", "the club", "club"),
        ("Alder Rovers rejected the rent on Friday. On Monday the club said that it would leave.",
         "the club", "Alder Rovers"),
    ],
)  # fmt: skip
def test_a_common_noun_means_the_body_of_its_kind(tmp_path: Path, text: str, phrase: str, name: str) -> None:
    """A body that is named is meant by the common noun for its kind; one of others is not."""
    assert name == meant(tmp_path, text, phrase)


def test_what_acts_once_is_an_actor_everywhere(tmp_path: Path) -> None:
    """A board that speaks in one place is the same actor where it is only spoken to or about."""
    text, index = index_of(
        tmp_path,
        "Ann Poe sent the file to the board in May. Nobody knows what the board wants.\n\n"
        "On Friday the board refused to publish it. She will ask the board again.",
    )
    starts = [at for at in range(len(text)) if text.startswith("the board", at)]
    found = {index.at(start, start + len("the board")) for start in starts}
    assert (4, 1, False) == (len(starts), len(found), None in found)


def test_a_readiness_shows_an_actor(tmp_path: Path) -> None:
    """What is prepared or opposed to something has a will, so it is an actor; what is long or old is none."""
    assert "district" == meant(tmp_path, "The district is prepared to hire six aides, Ann Poe said.", "The district")
    assert meant(tmp_path, "The district is forty miles long, Ann Poe said on Friday.", "The district") is None


def test_troops_and_ministers_of_a_government_without_a_name(tmp_path: Path) -> None:
    """Where no state is named, its troops and its ministers act for its government."""
    text = (
        "The government said on Monday that it would not talk. Defence Minister Ann Poe ruled out a truce. "
        "Government troops had taken the town on Friday."
    )
    _, index = index_of(tmp_path, text)
    owners = {actor.name: actor.acts_for for actor in index.actors if actor.acts_for}
    assert {"Ann Poe": "government", "Government troops": "government"} == owners


def test_whose_somebody_is_stands_in_brackets(tmp_path: Path) -> None:
    """Those present are of the bodies named behind them; a place named like one of these is that body."""
    _, index = index_of(
        tmp_path,
        "Present: Ms H. Poe (Chair, Orr River Authority); Cllr D. Dunn and Mr O. Voss (Tern District Council); "
        "Dr S. Rao (Lanth District Council).\n\n"
        "Cllr Dunn replied that Tern was not willing to cut its share. The Chair proposed a pause. "
        "Lanth asked for time, as the Tern Echo had reported.",
    )
    owners = {actor.name: index[actor.acts_for].name for actor in index.actors if actor.acts_for}
    assert {
        "H. Poe": "Orr River Authority",
        "D. Dunn": "Tern District Council",
        "O. Voss": "Tern District Council",
        "S. Rao": "Lanth District Council",
    } == {name: owners[name] for name in ("H. Poe", "D. Dunn", "O. Voss", "S. Rao")}
    mentions = {actor.name: {mention.text for mention in actor.mentions} for actor in index.actors}
    assert "Tern" in mentions["Tern District Council"]
    assert "The Chair" in mentions["H. Poe"]
    assert "Cllr Dunn" in mentions["D. Dunn"]


def test_an_office_that_names_its_body_in_full(tmp_path: Path) -> None:
    """A school board chair is of the school board, which is an actor of its own; the words of a title are none."""
    text = "School board chair Ann Poe accused the union of delay. The board is opposed to open sessions, she said."
    assert "school board" == meant(tmp_path, text, "The board")
    _, index = index_of(tmp_path, text)
    assert {"Ann Poe": "school board"} == {a.name: index[a.acts_for].name for a in index.actors if a.acts_for}
