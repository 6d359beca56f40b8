"""Journey 4, keeping and showing: undo with names, autosave through a crash, the log, exports, copies, commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import standoff
from tests.browser.workbench import Tab, reachable, serving
from tests.shown import FILE

ELMIRA = "Elmira groundwater contamination"


@pytest.fixture
def elmira(tab: Tab) -> Tab:
    """A tab with Elmira opened anew."""
    tab.page.locator(".publication").get_by_role("button", name=ELMIRA).click()
    tab.page.get_by_role("heading", name="States and verdicts").wait_for()
    return tab


def rename(page: Any, side: str, name: str) -> None:
    """Give a side another name in the form of the first step."""
    field = page.get_by_role("textbox", name=f"Name of the side {side}")
    field.fill(name)
    field.press("Enter")
    page.get_by_role("textbox", name=f"Name of the side {name}").wait_for()


def test_every_change_is_logged_and_can_be_undone(elmira: Tab) -> None:
    """The log says what changed which element; undo goes back step by step to the file as it was opened."""
    page = elmira.page
    before = elmira.source()
    elmira.step(1)
    rename(page, "Uniroyal Chemical", "The company")
    page.get_by_role("checkbox", name="In place now: Modify the control order").check()
    page.get_by_role("button", name="Undo: Start from").wait_for()
    page.locator("h1").click()
    page.keyboard.press("l")
    log = page.get_by_role("dialog", name="Log of changes")
    rows = [row.split("\t") for row in log.get_by_role("row").all_inner_texts()[1:]]
    assert [["status-quo", "page"], ["side-Uniroyal", "page"]] == [row[2:] for row in rows]
    assert "Rename “Uniroyal Chemical” to “The company”" == rows[1][1]
    page.keyboard.press("Escape")
    for name in ("Undo: Start from", "Undo: Rename"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Redo: Rename").wait_for()
    assert before == elmira.source()


def test_a_killed_server_loses_nothing_that_was_done(chromium: Any, tmp_path: Path) -> None:
    """After a crash the start page offers the work as it was after the last edit; the file waits to be saved."""
    folder, state = tmp_path / "folder", tmp_path / "state"
    folder.mkdir()
    place = folder / "weir.dispute.yaml"
    place.write_text(FILE, encoding="utf-8")
    with serving(folder, state) as server:
        tab = Tab(chromium, server)
        tab.expect("ERR_", "Failed to load")
        tab.open("The weir")
        tab.step(1)
        rename(tab.page, "The mill", "The old mill")
        tab.page.get_by_role("status", name="Autosave").get_by_text("saved").wait_for()
        server.kill()
        assert not reachable(server)
        field = tab.page.get_by_role("textbox", name="Name of the side The old mill")
        field.fill("Never written")
        field.press("Enter")
        tab.page.get_by_role("alert").get_by_text("The server does not answer.").wait_for()
        tab.close()
    with serving(folder, state) as server:
        tab = Tab(chromium, server)
        assert FILE == place.read_text(encoding="utf-8")
        section = tab.page.get_by_role("region", name="Continue where you left off")
        section.get_by_role("button", name="The weir").first.click()
        tab.page.get_by_role("navigation", name="Steps").wait_for()
        dispute = standoff.loads(tab.source())
        assert ["The old mill", "The farmers"] == [maker.name for maker in dispute.decision_makers]
        tab.page.keyboard.press("Control+s")
        tab.page.get_by_text("Saved as weir.dispute.yaml.").wait_for()
        assert "The old mill" == standoff.load(place).decision_makers[0].name
        tab.close()


def test_a_dispute_is_saved_under_a_name(elmira: Tab, folder: Path) -> None:
    """Without a file, saving asks for a name; an existing file is overwritten only when told so."""
    elmira.expect("409")
    page = elmira.page
    (folder / "taken.dispute.yaml").write_text(FILE, encoding="utf-8")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="Save as …")
    dialog.get_by_role("textbox").fill("taken.dispute.yaml")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Overwrite it").wait_for()
    assert FILE == (folder / "taken.dispute.yaml").read_text(encoding="utf-8")
    dialog.get_by_role("textbox").fill("mine.dispute.yaml")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as mine.dispute.yaml.").wait_for()
    original, saved = (standoff.load(one) for one in ("catalog:elmira", folder / "mine.dispute.yaml"))
    assert standoff.Analysis(original).equilibria("SEQ") == standoff.Analysis(saved).equilibria("SEQ")


def test_exports_are_downloaded(tab: Tab, tmp_path: Path) -> None:
    """What the export menu offers arrives as files that the program reads again, or that hold the verdicts."""
    page = tab.page
    tab.open("Chicken")
    original = standoff.Analysis(standoff.load("catalog:chicken"))
    page.get_by_role("button", name="Export").click()
    offered = [text.strip() for text in page.get_by_role("menuitem").all_inner_texts()]
    assert {"Dispute file (YAML)", "GMCR+ file (.gmcr)", "Analysis (JSON)"} <= set(offered)
    for name, ending in (("GMCR+ file (.gmcr)", "gmcr"), ("Dispute file (YAML)", "dispute.yaml")):
        if not page.get_by_role("menuitem", name=name).is_visible():
            page.get_by_role("button", name="Export").click()
        with page.expect_download() as caught:
            page.get_by_role("menuitem", name=name).click()
        place = tmp_path / f"chicken.{ending}"
        caught.value.save_as(place)
        assert original.equilibria("Nash") == standoff.Analysis(standoff.load(place)).equilibria("Nash")


def test_tables_and_figures_are_copied(elmira: Tab) -> None:
    """A table is copied as Markdown, text for a spreadsheet and LaTeX, a figure as SVG with its colours in it."""
    page = elmira.page
    elmira.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.evaluate("navigator.clipboard.writeText('')")

    def copied(item: str) -> str:
        page.locator("main").get_by_role("button", name="Copy as").click()
        page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
        text: str = page.evaluate("navigator.clipboard.readText()")
        page.evaluate("navigator.clipboard.writeText('')")
        return text

    rows = [line.split("\t") for line in copied("Text for a spreadsheet").splitlines()]
    assert [10, 22] == [len(rows), len(rows[0])]
    assert ["Uniroyal Chemical SEQ", "○"] == [rows[0][14], rows[6][14]]
    assert copied("Markdown").startswith("| State")
    latex = copied("LaTeX")
    assert ["\\toprule", "\\midrule", "\\bottomrule"] == [line for line in latex.splitlines() if line.endswith("rule")]
    elmira.step(5)
    picture = copied("SVG")
    assert picture.startswith("<svg")
    assert "rgb(176, 74, 18)" in picture


def test_each_view_names_its_command(elmira: Tab) -> None:
    """The command that does the same stands beside what is shown, and can be copied."""
    assert elmira.page.get_by_text("standoff analyze catalog:elmira").count() == 1
    elmira.step(5)
    assert elmira.page.get_by_text("standoff evolve catalog:elmira").count() == 1
