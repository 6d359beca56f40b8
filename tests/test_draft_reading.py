"""From the report's text to the draft: what an analyst expects of the article, and the same under other names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.analysis import Analysis
from standoff.model.files import from_document
from standoff.read.draft import draft
from standoff.read.ledger import Ledger
from standoff.read.reading import read
from tests.test_draft_reports import CONCEPTS, options, reached_by_improvements
from tests.test_reading import ARTICLES, ISSUES, NAMES, needs_reports, renamed

# The options in the order of the draft: talks, ceasefire, withdrawal, concession; talks, concession, recognition; aid.
TALKS, MOVED = {0, 4}, {1, 2, 3, 5, 6}


def read_renamed(names: dict[str, str], folder: Path) -> tuple[Ledger, list[int]]:
    """Return the ledger of the article under other names, and the original offset of each of its characters."""
    text = ARTICLES[0].read_text(encoding="utf-8")
    text, origin = renamed(text, names) if names else (text, list(range(len(text) + 1)))
    file = folder / ARTICLES[0].name
    file.write_text(text, encoding="utf-8", newline="")
    return read(file), origin


def outline(document: dict[str, Any], origin: list[int]) -> dict[str, Any]:
    """Return a draft with numbers for its ids and offsets of the original for its evidence."""
    sides = [maker["id"] for maker in document["decision_makers"]]
    numbers = {identifier: f"o{number}" for number, identifier in enumerate(options(document))}

    def anonymous(text: str) -> str:
        return re.sub(r"\w+", lambda found: numbers.get(found[0], found[0]), text)

    def passages(entry: dict[str, Any]) -> list[int]:
        return [origin[int(passage.split("@")[1].split("-")[0])] for passage in entry["evidence"]]

    statements = {sides.index(side): entries["statements"] for side, entries in document["preferences"].items()}
    return {
        "options": [[passages(option) for option in maker["options"]] for maker in document["decision_makers"]],
        "status quo": [numbers[option] for option in document["status_quo"]["taken"]],
        "statements": {
            side: [(anonymous(s["prefer"]), s.get("presumed"), s.get("contested"), passages(s)) for s in entries]
            for side, entries in statements.items()
        },
        "outcomes": [anonymous(text) for text in document["outcomes"].values()],
        "questions": [passages(question) for question in document["open_questions"]],
    }


@needs_reports
def test_the_article_read_gives_the_expected_draft() -> None:
    """Sides, options, the outcome and the status quo are those that an analyst finds in the article."""
    document = draft([read(ARTICLES[0])])
    sides = [maker["id"] for maker in document["decision_makers"]]
    assert ["russia", "ukraine", "france", "germany", "united_states"] == sides
    expected = """russia_talks russia_ceasefire russia_withdrawal russia_concede_territory ukraine_talks
        ukraine_concede_territory ukraine_recognition france_aid united_states_aid"""
    assert expected.split() == options(document)
    assert {"talks": "russia_talks and ukraine_talks"} == document["outcomes"]
    assert ["united_states_aid"] == document["status_quo"]["taken"]


@needs_reports
@pytest.mark.parametrize("names", [{}, NAMES, NAMES | ISSUES], ids=["as-it-is", "names", "names-and-issues"])
def test_the_article_read_ends_in_a_stalemate(names: dict[str, str], tmp_path: Path) -> None:
    """Every Nash equilibrium, and every equilibrium that improvements reach, is a stalemate, whatever the names."""
    document = draft([read_renamed(names, tmp_path)[0]])
    number = {identifier: k for k, identifier in enumerate(options(document))}
    analysis = Analysis(from_document(document))
    states, reached = analysis.model.states, reached_by_improvements(analysis)
    for concept in CONCEPTS:
        found = [states.find(state) for state in analysis.equilibria(concept)]
        near = [state for state in found if state in reached]
        assert near, concept
        for state in found if concept == "Nash" else near:
            taken = {number[option] for option in states.options(state)}
            assert not taken & MOVED
            assert not taken >= TALKS


@needs_reports
@pytest.mark.parametrize("names", [NAMES, NAMES | ISSUES], ids=["names", "names-and-issues"])
def test_other_names_give_the_same_draft(names: dict[str, str], tmp_path: Path) -> None:
    """Other countries, people, places and issues in the same sentences give the same draft under other ids."""
    text = ARTICLES[0].read_text(encoding="utf-8")
    ledger, origin = read_renamed(names, tmp_path)
    assert outline(draft([read(ARTICLES[0])]), list(range(len(text) + 1))) == outline(draft([ledger]), origin)
