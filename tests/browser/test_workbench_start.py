"""Journey 1, starting: from the catalog, a template, dropped files and dropped reports, to a draft whose words show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import standoff
from standoff import catalog
from standoff.model.files import save
from tests.browser.workbench import Tab

REPORTS = Path(standoff.__file__).parent / "examples"
DROP = """files => {
    const bag = new DataTransfer();
    for (const [name, text] of files) bag.items.add(new File([text], name));
    const settings = {dataTransfer: bag, bubbles: true, cancelable: true};
    for (const kind of ['dragover', 'drop']) window.dispatchEvent(new DragEvent(kind, settings));
}"""

SELECT = """words => {
    const host = document.querySelector('div.text'), walk = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()); ) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        break;
    }
    host.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
}"""


def drop(tab: Tab, *files: tuple[str, str]) -> None:
    """Drop files on the page."""
    tab.page.evaluate(DROP, [list(one) for one in files])


def test_the_catalog_is_filed_by_publication(tab: Tab) -> None:
    """Every dispute of the catalog is there under its publication, and opens with the verdicts of the analysis."""
    shelf = tab.page.locator(".publication")
    titles = set(shelf.locator("button b").all_inner_texts())
    assert {entry.title for entry in catalog.entries()} == titles
    assert "Kilgour, Hipel, Fang and Peng (2001)" in shelf.locator("h3").all_inner_texts()
    shelf.get_by_role("button", name="Cuban missile crisis").click()
    tab.page.get_by_role("heading", name="States and verdicts").wait_for()
    analysis = standoff.Analysis(standoff.load("catalog:cuban_missile_crisis"))
    for concept in ("Nash", "GMR", "SMR", "SEQ", "SSEQ"):
        assert analysis.equilibria(concept) == tab.equilibria(concept)


def test_a_file_is_dropped_on_the_page(tab: Tab) -> None:
    """A dispute file opens; what is no dispute is refused in words, and nothing is lost."""
    tab.expect("422")
    drop(tab, ("notes.yaml", "just: words"))
    alert = tab.page.get_by_role("alert")
    alert.wait_for()
    assert "This is no dispute file" in alert.inner_text()
    assert "Start the file with standoff: 1." in alert.inner_text()
    assert tab.page.get_by_role("heading", name="Start from a template").is_visible()
    drop(tab, ("chicken.dispute.yaml", catalog.entry("chicken").file.read_text(encoding="utf-8")))
    tab.page.get_by_role("heading", name="Chicken").wait_for()
    analysis = standoff.Analysis(standoff.load("catalog:chicken"))
    assert analysis.equilibria("Nash") == tab.equilibria("Nash")


def test_a_gmcr_plus_file_is_dropped(tab: Tab, tmp_path: Path) -> None:
    """What GMCR+ saved opens with the same equilibria."""
    place = tmp_path / "elmira.gmcr"
    save(standoff.load("catalog:elmira"), place)
    drop(tab, (place.name, place.read_text(encoding="utf-8")))
    tab.page.get_by_role("heading", name="States and verdicts").wait_for()
    assert standoff.Analysis(standoff.load(place)).equilibria("SEQ") == tab.equilibria("SEQ")


def test_a_file_of_the_folder_shows_its_evidence(tab: Tab) -> None:
    """Marks and passages stand at the elements; a passage leads to its words, which say who cites them."""
    tab.open("The weir")
    tab.step(1)
    farmers = tab.page.get_by_role("region", name="The farmers")
    assert farmers.locator(".badge.evidenced").count() >= 1
    tab.step(3)
    contested = tab.page.get_by_role("region", name="Preferences of The farmers").locator("li.contested")
    assert contested.get_by_role("combobox").input_value() == "not repair"
    contested.get_by_role("button", name="Show passage").first.click()
    lit = tab.page.locator("mark.lit")
    lit.first.wait_for()
    assert "".join(lit.all_inner_texts()) == "refuse to repair the weir"
    assert tab.page.get_by_text("These words are cited by").is_visible()


def test_an_open_question_is_settled_in_place(tab: Tab) -> None:
    """An answer closes the question and changes the model; undo opens it again."""
    tab.open("The weir")
    tab.step(7)
    answers = tab.page.get_by_role("group", name="Settle: Would they repair it for money?")
    answers.get_by_role("button", name="yes").click()
    tab.page.get_by_role("button", name="Undo: Answer “yes”").wait_for()
    assert () == standoff.loads(tab.source()).open_questions
    assert tab.page.get_by_role("heading", name="Open questions").count() == 0
    tab.button("Undo", exact=False).click()
    tab.page.get_by_role("heading", name="Open questions").wait_for()


def test_reports_are_read_looked_through_and_drafted(tab: Tab) -> None:
    """Reports are dropped, entries rejected and added from selected words; the draft follows both."""
    page: Any = tab.page
    page.set_default_timeout(40_000)
    tab.forget_reports()
    drop(tab, *((one.name, one.read_text(encoding="utf-8")) for one in sorted(REPORTS.glob("*.txt"))))
    page.get_by_role("heading", name="What was found").wait_for()
    page.locator("li.entry").first.wait_for()
    assert page.locator("div.text mark.position").count() > 0
    position = page.locator("li.entry", has=page.locator(".badge", has_text="Position")).first
    words = position.locator(".words").inner_text()
    position.get_by_role("button", name="Reject").click()
    position.get_by_text("rejected").wait_for()
    page.evaluate(SELECT, "ships are waiting")
    form = page.get_by_role("form", name="New entry from the selected words")
    form.get_by_label("Whose position").select_option(index=1)
    form.get_by_label("What is to be done").fill("let the ships leave")
    form.get_by_role("button", name="Add").click()
    page.locator("li.entry.added", has_text="let the ships leave").wait_for()
    page.get_by_role("button", name="Draft the dispute").click()
    page.get_by_role("heading", name="How each element is known").wait_for()
    dispute = standoff.loads(tab.source())
    assert any("ships leave" in option.name for option in dispute.options)
    assert words not in json.dumps([mark.inner_text() for mark in page.locator("div.text mark").all()])
    assert page.locator("div.text mark").count() > 0
