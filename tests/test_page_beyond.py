"""What the page says beyond verdicts: what could happen next, what would have to change, how sure it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import standoff
from standoff.show import beyond as parts
from standoff.show.beyond import beyond, in_brief
from standoff.show.report import page
from standoff.show.view import view
from tests.shown import FILE, REPORT, elmira, many, weir
from tests.test_report import Outline

TEXTS = {"note": REPORT}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What is said beyond the verdicts on the weir."""
    return beyond(weir(), texts=TEXTS)


def test_three_sections_stand_on_the_page(found: dict[str, Any]) -> None:
    """Each has its heading, its place in the menu and its command, and the page is whole."""
    html = page(view(weir(), texts=TEXTS, beyond=found))
    outline = Outline(html)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.targets) <= set(outline.ids)
    assert {"next", "change", "sure"} <= set(outline.ids) & set(outline.targets)
    for words in ("What could happen next", "What would have to change", "How sure", "What is not modelled"):
        assert words in html
    for command in ("standoff evolve FILE --prospects", "standoff mediate FILE", "standoff robustness FILE"):
        assert f"<code>{command}" in html


def test_sentences_link_to_their_passages(found: dict[str, Any]) -> None:
    """Evidence that advice cites becomes a link; places as texts stay nowhere."""
    html = page(view(weir(), texts=TEXTS, beyond=found))
    sections = html[html.index('id="next"') : html.index('id="moves"')]
    assert re.search(r'<a href="#p\d+" data-p="p\d+" class="pass"', sections)
    assert "note@" not in sections


def test_curves_and_tables_are_drawn(found: dict[str, Any]) -> None:
    """Ends have a bar and a reason, curves a legend, and shares of doubt a row each."""
    html = page(view(weir(), texts=TEXTS, beyond=found))
    assert html.count('class="curves"') == len(found["prospects"]["curves"]) > 0
    assert html.count("<meter") == len(found["prospects"]["ends"]) > 0
    assert html.count('class="shares"') == 1
    assert "deal, at some time" in html


def test_only_what_was_asked_for_is_there() -> None:
    """Without it a view has the keys and nothing in them, and a page none of the sections."""
    shown = view(weir(), texts=TEXTS)
    assert [None] * 3 == [shown[name] for name in ("mediation", "robustness", "prospects")]
    assert 'id="next"' not in page(shown)


def test_too_large_or_unfit_disputes_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is not computed says why and what to run."""
    monkeypatch.setattr(parts, "MOST_STATES", 10)
    analysis = many(6)
    said = beyond(analysis)
    assert all("64 states" in part["reason"] for part in said.values())
    html = page(view(analysis, beyond=said))
    assert html.count("Ask for it by <code>standoff ") == 3
    assert in_brief(said) == []
    unlike = beyond(standoff.Analysis(standoff.load("catalog:tenants_offer")))
    assert "see this dispute differently" in unlike["prospects"]["reason"]


def test_without_outcomes_or_status_quo_each_part_says_so() -> None:
    """No outcome, nothing to mediate; no status quo, nothing to look ahead from."""
    assert "names no outcome" in beyond(elmira())["mediation"]["reason"]
    nowhere = weir(FILE.replace("status_quo: []\n", ""))
    assert "no status quo" in beyond(nowhere)["prospects"]["reason"]


def test_each_part_has_one_line(found: dict[str, Any]) -> None:
    """The terminal gets what matters most of each, in the order of the page."""
    lines = in_brief(found)
    heads = ["What could happen next: ", "What would have to change: ", "How sure: "]
    assert [line.startswith(head) for line, head in zip(lines, heads, strict=True)] == [True] * 3
    assert "“deal”" in lines[0]


def test_names_are_escaped() -> None:
    """Names from a file never become markup in these sections."""
    wild = weir(FILE.replace("name: The mill", "name: '<img src=x>'").replace("name: The farmers", "name: '<b>F'"))
    html = page(view(wild, texts=TEXTS, beyond=beyond(wild, texts=TEXTS)))
    assert "<img" not in html
    assert "<b>F" not in html


def test_run_says_it_too(tmp_path: Path) -> None:
    """What `run` makes has the three parts, in its page and in its JSON."""
    from standoff.main_job import run

    report = tmp_path / "note.txt"
    report.write_text(
        "The city of Arles wants the region of Vaud to open the bridge. "
        "Vaud said on Monday that it refuses to open the bridge.",
        encoding="utf-8",
    )
    job = run([report], tmp_path / "out")
    assert {"mediation", "robustness", "prospects"} == set(job.to_dict()["beyond"])
    assert 'id="next"' in job.page.read_text(encoding="utf-8")
