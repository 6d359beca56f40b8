"""The page in a real browser: highlighting, the theme, phone width. Skipped where no browser is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from standoff.show.report import write_report
from tests.shown import REPORT, many, weir


@pytest.fixture
def page(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """The page about the weir; the test fails if anything is reported on its console or asked of a network."""
    file = tmp_path / "page.html"
    write_report(weir(), file, texts={"note": REPORT})
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None
    )
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def test_a_click_on_an_option_lights_its_words(page: Any) -> None:
    """A click on an option scrolls to its words and highlights all of them."""
    page.click("#option-repair a.words")
    lit = page.eval_on_selector_all("mark.lit", "marks => marks.map(mark => mark.textContent).join('|')")
    assert "refuse to repair the weir" in lit
    assert page.is_visible("mark.lit")


def test_a_click_on_words_leads_back(page: Any) -> None:
    """A click on marked words lists the elements that cite them, with links."""
    page.locator("mark", has_text="offered to pay half").click()
    assert page.inner_text("#citing a").startswith("The farmers")
    page.click("#citing a")
    assert page.is_hidden("#citing")
    assert page.locator("#statement-farmers-1.lit").count() == 1


def test_theme_and_filter(page: Any) -> None:
    """The button turns light into dark; the box leaves only equilibria and the status quo in the table."""
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    rows = page.locator("table.states tbody tr:visible")
    assert rows.count() == 4
    page.check("#compact")
    assert rows.count() < 4


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_sticks_out(chromium: Any, tmp_path: Path, width: int) -> None:
    """At phone, tablet and desk width the page itself never scrolls sideways; wide things scroll inside."""
    file = tmp_path / "page.html"
    write_report(many(8), file)
    opened = chromium.new_page(viewport={"width": width, "height": 900})
    opened.goto(file.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()
