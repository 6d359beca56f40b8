"""Quotations in the many forms that reports give them, and words in quotation marks that nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.read.quotations import find_quotations
from standoff.read.reading import read
from tests.reading_scenes import statements_of


def said(text: str) -> list[tuple[str, str | None, str]]:
    """Return kind, speaker and words of each statement."""
    return [(s.kind, s.speaker, s.text) for s in statements_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'We won't go,' Quintero said.", "'We won't go,'"),
        ("‘We will not go,’ Quintero said.", "‘We will not go,’"),
        ("'The workers' fund is empty,' Quintero said.", "'The workers' fund is empty,'"),
        ("“Who pays for it?” Quintero asked.", "“Who pays for it?”"),
        ("''Who pays for it?'' Quintero asked.", "''Who pays for it?''"),
        ("“We stay here.” Quintero said.", "“We stay here.”"),
        ("“We call it a ‘cold, dead hand,’” Quintero said.", "“We call it a ‘cold, dead hand,’”"),
        ("“We left what they call “home” in May,” Quintero said.", "“We left what they call “home” in May,”"),
        ('“We read "The Wall" in May,” Quintero said.', '“We read "The Wall" in May,”'),
        ("”We stay here,” Quintero said.", "”We stay here,”"),
        ("„We stay here,“ Quintero said.", "„We stay here,“"),
        ("«We stay here,» Quintero said.", "«We stay here,»"),
        ("“We stay here.” — Quintero", "“We stay here.”"),
        ("“We stay here and we talk” Quintero tweeted on Monday.", "“We stay here and we talk”"),
        ("“This is ours!” beamed Quintero.", "“This is ours!”"),
        ("Quintero shot back: “We stay here.”", "“We stay here.”"),
        ("When Valdes suggested a sale, Quintero shot back: “We stay here.”", "“We stay here.”"),
        ("As Quintero put it, “We stay here.”", "“We stay here.”"),
        ("Quintero chanted “No sale!” and left.", "“No sale!”"),
        ("Quintero wrote, “so we stay here, all of us.”", "“so we stay here, all of us.”"),
        ("“We stay here,” according to Quintero.", "“We stay here,”"),
    ],
)
def test_forms_of_a_speech(text: str, words: str) -> None:
    """A speech is one direct statement of its speaker, whatever marks it has and wherever the speaker stands."""
    assert [("direct", "quintero", words)] == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quintero praised the 'green' vote and the town's 'yes' camp.",
        "Quintero published his book, “Our Long Way Home,” in May.",
        "The '90s and the workers' fund were on Quintero's mind.",
        "Chile called the plan “unfair”.",
        "“Our Long Way” is a song by Quintero.",
    ],
)
def test_words_that_nobody_says(text: str) -> None:
    """Scare quotes, titles and apostrophes are no statements."""
    assert [] == said(text)


def test_mixed_marks_close_each_other() -> None:
    """A speech that opens with a curly mark and closes with a straight one ends there, and another can follow."""
    text = '“We build it," he said. "It is not hard.”'
    assert ["“We build it,\"", '"It is not hard.”'] == [
        text[q.start : q.end] for q in find_quotations(text, 0, len(text))
    ]


def test_speech_in_single_marks_over_paragraphs() -> None:
    """Of a speech over several paragraphs each opens with a mark, and only the last one closes."""
    text = "Quintero spoke for an hour.\n\n‘We stay here, all of us.\n\n‘We talk, and we wait.’"
    assert ["‘We stay here, all of us.", "‘We talk, and we wait.’"] == [words for _, _, words in said(text)]


def test_who_is_asked_does_not_speak() -> None:
    """What somebody was asked is said to him, by whoever asks."""
    (asked,) = statements_of("Quintero was asked, “Will you stay in Chile?”")
    assert (None, ("quintero",)) == (asked.speaker, asked.addressees)
    (asked,) = statements_of("Quintero was asked by Valdes, “Will you stay in Chile?”")
    assert "valdes" == asked.speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ships sank in May, according to officials.", [("indirect", None, "The ships sank in May")]),
        ("Some said that the ships sank.", [("indirect", None, "that the ships sank")]),
        (
            "Valdes said that the ships sank, pointing to a photograph.",
            [("indirect", "valdes", "that the ships sank")],
        ),
        (
            "Valdes said that the talks were “a farce. Nobody came. We were alone.”",
            [("mixed", "valdes", "that the talks were “a farce. Nobody came. We were alone.”")],
        ),
        (
            "The ships of Peru, Valdes said, would leave in May.",
            [("indirect", "valdes", "The ships of Peru, Valdes said, would leave in May")],
        ),
        (
            "Valdes issued a statement saying the ships were lost.",
            [("indirect", "valdes", "the ships were lost")],
        ),
        (
            "In a letter headed “Our Last Word”, Valdes said the ships were lost.",
            [("indirect", "valdes", "the ships were lost")],
        ),
        (
            "“We stay here,” said Valdes, who leads the party in the north.",
            [("direct", "valdes", "“We stay here,”")],
        ),
    ],
)
def test_edges_of_reported_words(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    """Reported words go as far as the speaker's, from a source with a name or without."""
    assert expected == said(text)


def test_the_next_paragraph_is_no_frame() -> None:
    """A speech that ends its paragraph is not that of whoever speaks in the next one."""
    text = "Quintero spoke first. “Who pays for the ships?”\n\nValdes said on Monday that he would pay."
    assert ["quintero", "valdes"] == [speaker for _, speaker, _ in said(text)]


def test_who_asks_is_meant_by_we(tmp_path: Path) -> None:
    """Whoever is named after a speech that ends with a question mark says "we" in it and in what follows."""
    file = tmp_path / "a.txt"
    file.write_text(
        "'We will not sail,' said Ellen Rae, the union's organiser.\n\n"
        "Tom Vane, the chief executive of Norlink, was angry. 'Who pays for it?' Mr Vane asked. "
        "'We will close the route.'\n",
        encoding="utf-8",
        newline="",
    )
    ledger = read(file)
    names = {actor.id: actor.name for actor in ledger.actors}
    assert ["Ellen Rae", "Tom Vane", "Tom Vane"] == [names[s.speaker or ""] for s in ledger.statements]
    (closing,) = [p for p in ledger.positions if "close" in p.text]
    assert "Norlink" == names[closing.holder]
