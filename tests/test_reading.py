"""Reading a report as a whole: scores against ledgers made by hand, renaming, and what must never be read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.errors import StandoffError
from standoff.read.ledger import Ledger
from standoff.read.reading import read

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "report"
ARTICLES = sorted(REPORTS.glob("0*.txt"))
DEVELOPMENT = sorted((REPORTS / "dev").glob("*.txt"))

needs_reports = pytest.mark.skipif(not ARTICLES, reason="the shared reports are not beside the project")

# Other countries for each country; people and places that do not exist.
NAMES = dict(
    pair.split(":")
    for pair in [
        "Ukrainian:Peruvian",
        "Ukraine:Peru",
        "Kyiv:Lima",
        "Russian:Chilean",
        "Russia:Chile",
        "French:Kenyan",
        "France:Kenya",
        "German:Danish",
        "Germany:Denmark",
        "Indonesia:Portugal",
        "Zelenskyy:Quintero",
        "Volodymyr:Rafael",
        "Putin:Valdes",
        "Vladimir:Jorge",
        "Scholz:Lindqvist",
        "Olaf:Sven",
        "Macron:Otieno",
        "Emmanuel:William",
        "Crimea:Tarapaca",
        "Donbas:Atacama",
        "Luhansk:Ariquipa",
        "Donetsk:Tocopil",
    ]
)
ISSUES = dict(
    pair.split(":")
    for pair in [
        "ceasefire:moratorium",
        "withdrawal:removal",
        "troops:trawlers",
        "independence:autonomy",
        "sovereignty:quotas",
    ]
)


def renamed(text: str, names: dict[str, str]) -> tuple[str, list[int]]:
    """Replace words all over a text; return it with the original offset of each of its characters."""
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    new, origin, last = "", list[int](), 0
    for found in pattern.finditer(text):
        new += text[last : found.start()] + names[found.group()]
        origin += [*range(last, found.start()), *[found.start()] * len(names[found.group()])]
        last = found.end()
    return new + text[last:], [*origin, *range(last, len(text) + 1)]


def outline(ledger: Ledger, origin: list[int]) -> dict[str, list[tuple[object, ...]]]:
    """Return what a ledger says, its actors named by where they are first mentioned, offsets as in the original."""
    first = {a.id: origin[min(m.start for m in a.mentions)] if a.mentions else None for a in ledger.actors}

    def who(identifier: str | None) -> object:
        actor = next((a for a in ledger.actors if a.id == identifier), None)
        if actor is None:
            return None
        return tuple(sorted(str(first[m]) for m in actor.members)) if actor.members else first[actor.id]

    return {
        "statements": [(s.kind, who(s.speaker), origin[s.start]) for s in ledger.statements],
        "positions": [
            (p.type, p.polarity, p.strength, p.voice, who(p.holder), who(p.by), origin[p.start])
            for p in ledger.positions
        ],
        "events": [
            (e.type, e.modality, tuple(map(who, e.source)), tuple(map(who, e.target)), origin[e.start])
            for e in ledger.events
        ],
    }


@pytest.fixture(scope="module")
def article() -> Ledger:
    """The article's ledger."""
    if not ARTICLES:
        pytest.skip("the shared article is not beside the project")
    return read(ARTICLES[0])


@needs_reports
@pytest.mark.parametrize("names", [NAMES, NAMES | ISSUES], ids=["names", "names-and-issues"])
def test_renaming(article: Ledger, names: dict[str, str], tmp_path: Path) -> None:
    """Other countries, people, places and issues in the same sentences give the same ledger."""
    text = ARTICLES[0].read_text(encoding="utf-8")
    new, origin = renamed(text, names)
    file = tmp_path / "renamed.txt"
    file.write_text(new, encoding="utf-8", newline="")
    expected = outline(article, list(range(len(text) + 1)))
    actual = outline(read(file), origin)
    assert expected == actual


@needs_reports
def test_offsets(article: Ledger) -> None:
    """Every text in a ledger equals the slice of the report that its offsets name."""
    text = ARTICLES[0].read_bytes().decode("utf-8")
    entries: list[Any] = [*article.statements, *article.positions, *article.events, *article.quantities, *article.dates]
    mentions: list[Any] = [m for a in article.actors for m in a.mentions]
    wrong = [entry for entry in (*entries, *mentions) if text[entry.start : entry.end] != entry.text]
    assert [] == wrong


@needs_reports
def test_references(article: Ledger) -> None:
    """Every id that an entry names exists."""
    actors = {a.id for a in article.actors}
    named = {p.holder for p in article.positions} | {x for p in article.positions for x in (p.by, p.target) if x}
    named |= {s.speaker for s in article.statements if s.speaker} | {
        x for e in article.events for x in (*e.source, *e.target)
    }
    assert set() == named - actors
    statements = {s.id for s in article.statements}
    assert set() == {p.statement for p in article.positions if p.statement} - statements


@needs_reports
@pytest.mark.parametrize("report", [*ARTICLES, *DEVELOPMENT], ids=lambda path: path.stem)
def test_against_hand_made_ledger(report: Path) -> None:
    """Reading agrees well with the ledgers made by hand, and breaks none of their prohibitions."""
    score = pytest.importorskip("importlib.util")
    spec = score.spec_from_file_location("score", REPORTS / "score.py")
    scorer = score.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = json.loads(report.with_suffix(".ledger.json").read_text(encoding="utf-8"))
    result = scorer.score(gold, read(report).model_dump(mode="json"))
    f = {name: scorer.prf(result["rows"][name])[2] for name in ("statements", "positions strict", "events modality")}
    assert result["must_not"]["violations"] <= 1, result["must_not"]["list"]
    assert f["statements"] >= 0.8, f
    assert f["positions strict"] >= 0.65, f
    assert f["events modality"] >= 0.5, f


def test_a_person_can_date_a_report(tmp_path: Path) -> None:
    """A publication date that a person gives dates what the report tells relative to it."""
    file = tmp_path / "note.txt"
    file.write_text(
        "Peru and Chile in talks\n\nPeru said on Friday that it would not leave the strait.\n", encoding="utf-8"
    )
    assert ["2022-05-27"] == [s.date for s in read(file, published="2022-05-28").statements]
    assert [None] == [s.date for s in read(file).statements]


def test_empty_report(tmp_path: Path) -> None:
    """An empty file is no report."""
    file = tmp_path / "empty.txt"
    file.write_text("", encoding="utf-8")
    with pytest.raises(StandoffError):
        read(file)
