"""The interactive page where no server is: in a report from disk, and drawn by a notebook's widget."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from standoff.show.report import write_report
from tests.shown import REPORT, elmira, weir

LONGEST = 500_000


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports."""
    folder = tmp_path_factory.mktemp("reports")
    write_report(elmira(), folder / "elmira.html")
    write_report(weir(), folder / "weir.html", texts={"note": REPORT})
    return folder


@pytest.fixture
def opened(chromium: Any, reports: Path) -> Iterator[Any]:
    """Opens a report; the test fails if the page complains or asks a network for anything."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def start(name: str, **settings: Any) -> Any:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("file:", "data:")) else 0
        )
        page.goto((reports / f"{name}.html").as_uri())
        return page

    yield start
    for context in contexts:
        context.close()
    assert [] == complaints


def test_every_mark_says_why(opened: Any) -> None:
    """A click on any mark gives the reason that the library gives, and the moves that it speaks of."""
    page, analysis = opened("elmira"), elmira()
    page.click("#explore")
    for state, side, concept in (("s1", 2, 0), ("s6", 1, 3), ("s9", 1, 4)):
        page.locator(f"#explored tr[data-state={state}] td.mark").nth(side * 5 + concept).click()
        reason = analysis.why(analysis.model.makers[side], state, analysis.concepts[concept].name)
        assert list(reason.sentences) == page.locator("#explored .why p[translate=no]:not(.verdict)").all_inner_texts()
    page.click("#explored nav.steps button:has-text('Moves')")
    assert 9 == page.locator("#explored svg.moves g.node").count()


def test_a_mark_that_is_read_leads_to_its_reason(opened: Any) -> None:
    """A click on a mark in the table to be read opens the same mark's reason."""
    page, analysis = opened("elmira"), elmira()
    page.locator("table.states tr[data-state=s6]:not(#explored *) td.mark").nth(1 * 5 + 3).click()
    said = page.locator("#explored .why p[translate=no]:not(.verdict)")
    said.first.wait_for()
    assert list(analysis.why("Uniroyal", "s6", "SEQ").sentences) == said.all_inner_texts()


def test_reading_and_exploring_take_turns(opened: Any) -> None:
    """The button shows one or the other; without scripts, and in print, there is the page to be read."""
    page = opened("elmira")
    assert page.is_visible("#found")
    page.click("#explore")
    assert not page.is_visible("#found")
    page.emulate_media(media="print")
    assert page.is_visible("#found")
    assert not page.is_visible("#explored")
    page.emulate_media(media="screen")
    page.click("#explore")
    assert page.is_visible("#found")
    still = opened("elmira", java_script_enabled=False)
    assert still.is_visible("#found")
    assert not still.is_visible("#explore")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(opened: Any, scheme: str) -> None:
    """axe-core finds no violation in the report and on the interactive page, in light and in dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened("weir", color_scheme=scheme)
    assert [] == [found["id"] for found in axe.run(page).response["violations"]]
    page.click("#explore")
    page.locator("#explored td.mark").first.click()
    assert [] == [found["id"] for found in axe.run(page).response["violations"]]


def test_the_theme_is_one(opened: Any) -> None:
    """The page's button turns both light and dark."""
    page = opened("weir", color_scheme="light")
    page.click("#explore")
    page.locator("#explored .standoff").wait_for()
    ground = "document.getElementById('explored').shadowRoot.querySelector('.standoff')"
    before = page.evaluate(f"getComputedStyle({ground}).backgroundColor")
    page.click("#theme")
    assert before != page.evaluate(f"getComputedStyle({ground}).backgroundColor")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == page.evaluate(
        f"getComputedStyle({ground}).backgroundColor"
    )


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_sticks_out_while_exploring(opened: Any, width: int) -> None:
    """At phone and desk width the interactive page scrolls inside, never the page sideways."""
    page = opened("elmira", viewport={"width": width, "height": 800})
    page.click("#explore")
    page.locator("#explored table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_file_stays_small(reports: Path) -> None:
    """The whole page, bundle included, is well below a megabyte."""
    assert all(file.stat().st_size < LONGEST for file in reports.iterdir())


def test_a_notebook_draws_the_widget(chromium: Any) -> None:
    """What anywidget does with the widget, a module's `render` with model and element, draws table and reasons."""
    pytest.importorskip("anywidget")
    drawn = elmira().widget()
    page = chromium.new_page()
    page.add_style_tag(content=drawn._css)
    address = "data:text/javascript;base64," + b64encode(drawn._esm.encode()).decode()
    page.evaluate(
        """async ([address, traits]) => {
            const widget = (await import(address)).default;
            const el = document.body.appendChild(document.createElement("div"));
            window.leave = widget.render({ model: { get: (name) => traits[name] }, el });
        }""",
        [address, {"view": drawn.view, "texts": drawn.texts}],
    )
    page.locator("tr[data-state=s6] td.mark").nth(1 * 5 + 3).click()
    reason = elmira().why("Uniroyal", "s6", "SEQ")
    assert reason.sentences[0] in page.locator(".why").inner_text()
    page.evaluate("window.leave()")
    assert 0 == page.locator(".standoff").count()
    page.close()
