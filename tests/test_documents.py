"""Reports are opened as they are: text untouched, head and foot read, nothing made up, clear errors."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from standoff.errors import StandoffError
from standoff.read.documents import LARGEST_REPORT, open_report
from standoff.read.language import CHUNK, tag_words

SHARED = Path(__file__).parents[1] / "../shared/report"
STORY = (
    "Ferry crews reject new rota\n"
    "By Ann Poe, The Quay Times\n"
    "3 May 2021\n"
    "\n"
    "PORTLAND — The crews of the island ferry turned down a new rota. “We will not sail at night,” said Joe Ray.\n"
    "\n"
    "What comes next\n"
    "\n"
    "The company said that it would talk to them again in June, but that it had no more money to offer.\n"
    "\n"
    "Ann Poe covers the coast for The Quay Times.\n"
)


def write(folder: Path, text: str | bytes, name: str = "story.txt") -> Path:
    """Write a file as it is."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_head_and_foot_are_read(tmp_path: Path) -> None:
    """Title, author, publisher and date come from the head of the report."""
    report = open_report(write(tmp_path, STORY))
    said = (report.id, report.title, report.author, report.publisher, report.published)
    assert said == ("story", "Ferry crews reject new rota", "Ann Poe", "The Quay Times", date(2021, 5, 3))


def test_parts_are_told_apart(tmp_path: Path) -> None:
    """Headings are known as such; byline, dateline and the author's biography are no part of the story."""
    report = open_report(write(tmp_path, STORY))
    assert [report.text[a:b] for a, b in report.headings] == ["What comes next"]
    assert [report.text[a:b].split()[0] for a, b in report.boilerplate] == ["By", "3", "PORTLAND", "Ann"]
    assert [report.text[a:b].split()[0] for a, b in report.paragraphs] == ["The", "The"]


def test_nothing_is_made_up(tmp_path: Path) -> None:
    """Without byline and date there is no author, no publisher and no date."""
    report = open_report(write(tmp_path, "The crews said no.\nThe company had asked them to sail at night.\n"))
    assert (report.title, report.author, report.publisher, report.published) == (None, None, None, None)


def test_title_may_run_into_the_first_sentence(tmp_path: Path) -> None:
    """A question in capitals before the story is its title."""
    text = "Island Ferry Strike Over? The crews of the ferry want to talk to the company.\nIt is open to that.\n"
    report = open_report(write(tmp_path, text))
    assert report.title == "Island Ferry Strike Over?"


def test_author_is_learned_from_the_biography(tmp_path: Path) -> None:
    """A writer who is introduced at the end, and nowhere else, is the author; the lines are not read as story."""
    text = STORY.replace("By Ann Poe, The Quay Times\n", "").replace(
        "Ann Poe covers the coast for The Quay Times.",
        "Rita Voss is a journalist and author based in the north. Her books are sold.",
    )
    report = open_report(write(tmp_path, text))
    assert report.author == "Rita Voss"
    assert not report.in_body(text.index("Rita"), text.index("Rita") + 4)


def test_given_date_overrules(tmp_path: Path) -> None:
    """A publication date given by a person goes before the one in the text."""
    assert open_report(write(tmp_path, STORY), published="2021-05-04").published == date(2021, 5, 4)


def test_given_date_must_be_one(tmp_path: Path) -> None:
    """A date that is none is told so, with an example."""
    with pytest.raises(StandoffError, match="no date"):
        open_report(write(tmp_path, STORY), published="May 4")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_offsets_are_true_to_the_file(tmp_path: Path, newline: str, mark: str) -> None:
    """The text is the file decoded as UTF-8, byte order mark and newlines included; tokens stand in it."""
    text = mark + STORY.replace("\n", newline)
    report = open_report(write(tmp_path, text))
    document = tag_words(report)
    assert report.text == text
    assert report.title == "Ferry crews reject new rota"
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in document)


@pytest.mark.parametrize("name", [path.name for path in sorted(SHARED.glob("**/*.txt"))])
def test_reports_say_what_their_ledgers_say(name: str) -> None:
    """Title and date of the reports made for tests are those that a person noted."""
    path = next(SHARED.glob(f"**/{name}"))
    report = open_report(path)
    source = json.loads(path.with_suffix(".ledger.json").read_text(encoding="utf-8"))["source"]
    published = report.published.isoformat() if report.published else None
    assert (report.title, published) == (source["title"], source["published"])
    assert report.publisher == source["publisher"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n\t ", "empty"),
        ("Les négociations".encode("latin-1"), "not UTF-8"),
        (b"%PDF-1.7 binary", "PDF"),
        (b"PK\x03\x04rest", "archive"),
        (b"<!DOCTYPE html><html><body></body></html>", "web page"),
        ("\ufeffThe talks".encode("utf-16"), "UTF-16"),
        (b"The talks\x00 of the parties", "binary"),
        (b"xq zzv 123 ## lorem dolor kkk wxyz vvv", "prose"),
        (
            b"Die Verhandlungen der Parteien sind am Montag gescheitert, und der Streit geht weiter.",
            "German",
        ),
        (
            "Les négociations entre les deux parties ont échoué et le conflit continue dans la région.".encode(),
            "French",
        ),
        (
            "Las negociaciones entre las partes han fracasado y el conflicto sigue en la región.".encode(),
            "Spanish",
        ),
        ("Переговоры между сторонами закончились без результата.".encode(), "Cyrillic"),
        ("双方的谈判没有结果。政府说冲突将继续。".encode(), "Chinese"),
    ],
)
def test_what_is_no_report_is_told_so(tmp_path: Path, content: bytes, message: str) -> None:
    """Each kind of wrong file ends in one clear message that names the file."""
    path = write(tmp_path, content)
    with pytest.raises(StandoffError, match=message) as caught:
        open_report(path)
    assert str(path) in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    with pytest.raises(StandoffError, match="no such file"):
        open_report(tmp_path / "gone.txt")
    with pytest.raises(StandoffError, match="folder"):
        open_report(tmp_path)


def test_nonsense_ends_quickly(tmp_path: Path) -> None:
    """Megabytes of random letters end in one message, by size or because they are no prose."""
    letters = random.Random(7)
    line = "".join(letters.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(1000))
    with pytest.raises(StandoffError, match="MB"):
        open_report(write(tmp_path, line * (LARGEST_REPORT // 1000 + 1)))
    with pytest.raises(StandoffError, match="prose"):
        open_report(write(tmp_path, line * 500))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will go. They will not,” said Ann Poe. She left.",
            ["“We will go.", "They will not,” said Ann Poe.", "She left."],
        ),
        (
            "“Why?” she asked. Mr. Ray of Acme Inc. did not answer.",
            ["“Why?” she asked.", "Mr. Ray of Acme Inc. did not answer."],
        ),
        ("A new start\nThe crews met on Sept. 3 in port.", ["A new start", "The crews met on Sept. 3 in port."]),
        ("He said no – and left. “Done.” It ended.", ["He said no – and left.", "“Done.”", "It ended."]),
    ],
)
def test_sentences(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Sentences end at stops and lines, not at abbreviations, dashes or quotation marks."""
    padding = "\n\nThis is one more line of the report that is there for the length of it.\n"
    document = tag_words(open_report(write(tmp_path, text + padding)))
    found = [sentence.text.strip() for sentence in document.sents]
    assert found[: len(expected)] == expected


def test_long_reports_are_parsed_in_pieces(tmp_path: Path) -> None:
    """A report longer than what is parsed at a time keeps its offsets and sentences over the seams."""
    line = "The crews of the ferry said that they would talk to the company.\n"
    text = line * (CHUNK // len(line) + 30)
    document = tag_words(open_report(write(tmp_path, text)))
    assert document.text == text
    assert len(list(document.sents)) == text.count("\n")


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    """Where lines end as the page does, a single newline ends no sentence."""
    text = (
        "The crews of the ferry said that they would\ntalk to it, but only if it\ndropped that\nannounced in May.\n\n"
        "The company did not say whether\nit would.\n"
    )
    report = open_report(write(tmp_path, text))
    assert len(report.paragraphs) == 2
    assert len(list(tag_words(report).sents)) == 2
