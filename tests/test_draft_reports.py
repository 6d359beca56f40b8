"""Drafts of the shared hand-made ledgers: sourced, loadable, and what an analyst finds in the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from standoff.analysis import Analysis
from standoff.model.files import from_document
from standoff.model.graph import build
from standoff.read.draft import draft
from standoff.read.ledger import load_ledger

SHARED = Path(__file__).parents[1] / ".." / "shared" / "report"
ARTICLE = sorted(SHARED.glob("*.ledger.json"))
LEDGERS = [*ARTICLE, *sorted(SHARED.glob("dev/*.ledger.json"))]
CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")


def options(document: dict[str, Any]) -> list[str]:
    """Return the ids of all options."""
    return [option["id"] for maker in document["decision_makers"] for option in maker["options"]]


@pytest.mark.skipif(not LEDGERS, reason="the shared ledgers are not beside this checkout")
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.name.split(".")[0])
@pytest.mark.parametrize("presume", [True, False])
def test_every_element_of_a_draft_is_sourced_and_loads(path: Path, presume: bool) -> None:
    """Drafts of the shared ledgers are valid disputes in which every option and statement cites a passage."""
    read = load_ledger(path)
    document = draft([read], presumptions=presume)
    dispute = from_document(document)
    supports = [option.support for option in dispute.options]
    supports += [s.support for entry in dispute.preferences.values() for s in entry.statements or ()]
    passages = [passage for support in supports for passage in support.evidence]
    assert all(support.evidence for support in supports)
    assert all(0 <= passage.start < passage.end <= (read.source.characters or 0) for passage in passages)
    assert presume or not any(support.presumed for support in supports)
    assert build(dispute).status_quo is not None


@pytest.mark.skipif(not ARTICLE, reason="the shared article is not beside this checkout")
def test_the_article_gives_the_expected_draft() -> None:
    """Sides, options, the outcome and the status quo are those that an analyst finds in the article."""
    document = draft([load_ledger(ARTICLE[0])])
    assert [maker["id"] for maker in document["decision_makers"]] == ["russia", "ukraine", "france", "germany", "usa"]
    expected = """russia_talks russia_ceasefire russia_withdrawal russia_concede_territory ukraine_talks
        ukraine_concede_territory ukraine_recognition france_aid usa_aid"""
    assert options(document) == expected.split()
    assert document["outcomes"] == {"talks": "russia_talks and ukraine_talks"}
    assert document["status_quo"]["taken"] == ["usa_aid"]
    contested = [s["prefer"] for p in document["preferences"].values() for s in p["statements"] if s.get("contested")]
    assert contested == ["not ukraine_talks"]


@pytest.mark.skipif(not ARTICLE, reason="the shared article is not beside this checkout")
def test_the_article_ends_in_a_stalemate() -> None:
    """Every Nash equilibrium, and every equilibrium that improvements reach, is a stalemate; each concept has one."""
    analysis = Analysis(from_document(draft([load_ledger(ARTICLE[0])])))
    states = analysis.model.states
    reached = reached_by_improvements(analysis)
    moved = ("ceasefire", "withdrawal", "concede", "recognition")
    for concept in CONCEPTS:
        found = [states.find(state) for state in analysis.equilibria(concept)]
        near = [state for state in found if state in reached]
        assert near, concept
        for state in found if concept == "Nash" else near:
            taken = set(states.options(state))
            assert not any(word in option for option in taken for word in moved)
            assert not {"russia_talks", "ukraine_talks"} <= taken


def reached_by_improvements(analysis: Analysis) -> set[int]:
    """Return the status quo and what legal sequences of improvements of all sides reach from it, literally."""
    model = analysis.model
    start = model.status_quo
    assert start is not None
    todo: list[tuple[int, int]] = [(start, -1)]
    seen = set(todo)
    while todo:
        state, last = todo.pop()
        for maker in range(len(model.makers)):
            for after in model.moves.reachable(maker, state) if maker != last else ():
                node = (int(after), maker)
                if node not in seen and model.preferences[maker].better(after, state):
                    seen.add(node)
                    todo.append(node)
    return {state for state, _ in seen}
