"""All four journeys with the keyboard alone: no click, no pointer; what comes out is what the analysis says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import standoff
from tests.browser.workbench import Tab

REPORTS = Path(standoff.__file__).parent / "examples"
NAMED = """() => { const one = document.activeElement;
    return (one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || '').replace(/\\s+/g, ' ').trim(); }"""


def walk(page: Any, name: str, *, back: bool = False, most: int = 150) -> None:
    """Press Tab until what has the focus is called so."""
    seen = []
    for _ in range(most):
        seen.append(page.evaluate(NAMED))
        if seen[-1].startswith(name):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name} was not reached: {seen[-30:]}")


def test_from_the_catalog_to_a_saved_change(tab: Tab, folder: Path) -> None:
    """Open, rank, tie, read why, find the smallest change, undo, search, save: every step by keys."""
    page = tab.page
    page.set_default_timeout(60_000)
    keys = page.keyboard
    walk(page, "Elmira groundwater contamination")
    keys.press("Enter")
    page.get_by_role("heading", name="States and verdicts").wait_for()
    tab.step(3)
    walk(page, "s7, rank 1 of 9")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Alt+ArrowUp"):
        keys.press(key)
    page.wait_for_function("() => document.activeElement.ariaLabel.startsWith('s8, rank 3')")
    keys.press("t")
    page.wait_for_function("() => document.activeElement.ariaLabel.includes('tied')")
    assert ["s3", "s8"] == sorted(tab.chips("Ministry of the Environment")[1])
    changed = standoff.Analysis(standoff.loads(tab.source()))
    tab.step(4)
    assert changed.equilibria("SMR") == tab.equilibria("SMR")
    walk(page, "s1")
    keys.press("Control+End")
    page.wait_for_function("() => document.activeElement.dataset.column === '21'")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp", "Enter"):
        keys.press(key)
    page.get_by_text(changed.why("LG", "s7", "SEQ").sentences[0]).wait_for()
    keys.press("Escape")
    keys.press("/")
    page.get_by_role("dialog", name="Search").wait_for()
    keys.type("abandon the")
    keys.press("Enter")
    page.get_by_role("heading", name="Sides and what they can do").wait_for()
    tab.step(6)
    walk(page, "State or expression")
    keys.type("s7")
    walk(page, "Find the smallest change")
    keys.press("Enter")
    page.get_by_role("status", name="The smallest change").wait_for()
    cost = changed.mediate("s7", concept="SEQ").to_dict()["cost"]
    assert f"{cost} pairs of states" in page.get_by_role("status", name="The smallest change").inner_text()
    keys.press("Control+z")
    page.get_by_role("button", name="Redo: Move s8 into a tie").wait_for()
    keys.press("Control+s")
    page.get_by_role("dialog", name="Save as …").wait_for()
    walk(page, "File name, within the opened folder")
    keys.press("Control+a")
    keys.type("by_keys.dispute.yaml")
    keys.press("Enter")
    page.get_by_text("Saved as by_keys.dispute.yaml.").wait_for()
    saved = standoff.load(folder / "by_keys.dispute.yaml")
    assert [["s7"], ["s3"], ["s8"]] == [list(tie) for tie in saved.preferences["MoE"].ranking or ()][:3]


def test_from_reports_to_a_draft(tab: Tab) -> None:
    """Choose a report, reject an entry, add one from typed words, draft: every step by keys."""
    page = tab.page
    page.set_default_timeout(40_000)
    keys = page.keyboard
    tab.forget_reports()
    page.on("filechooser", lambda chooser: chooser.set_files(REPORTS / "ellin_courier.txt"))
    walk(page, "Open a file …")
    keys.press("Enter")
    page.locator("li.entry").first.wait_for()
    walk(page, "Add an entry")
    keys.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('form.adder input')")
    report = page.locator("div.text").inner_text()
    keys.type(" ".join(report.split()[4:7]))
    walk(page, "Whose position")
    keys.press("ArrowDown")
    walk(page, "What is to be done")
    keys.type("open the gate")
    keys.press("Enter")
    page.locator("li.entry.added", has_text="open the gate").wait_for()
    event = page.locator("li.entry", has=page.locator(".badge", has_text="Event")).first
    walk(page, f"Reject: {event.get_attribute('aria-label')}")
    keys.press("Enter")
    page.locator("li.entry.rejected").first.wait_for()
    walk(page, "Draft the dispute", back=True)
    keys.press("Enter")
    page.get_by_role("heading", name="How each element is known").wait_for()
    assert any("pen the gate" in option.name for option in standoff.loads(tab.source()).options)
