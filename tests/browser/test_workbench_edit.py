"""Journey 2, editing: with the mouse and with the keyboard alone; what the page shows is what the analysis says."""

from __future__ import annotations

from typing import Any

import pytest

import standoff
from tests.browser.workbench import Tab

ELMIRA = "Elmira groundwater contamination"


def analysis(tab: Tab) -> standoff.Analysis:
    """Return the analysis, by the Python interface, of the file that the page now shows."""
    return standoff.Analysis(standoff.loads(tab.source()))


@pytest.fixture
def elmira(tab: Tab) -> Tab:
    """A tab with Elmira opened anew."""
    tab.page.get_by_role("heading", name="Catalog, by publication").wait_for()
    tab.page.locator(".publication").get_by_role("button", name=ELMIRA).click()
    tab.page.get_by_role("navigation", name="Steps").wait_for()
    return tab


def test_a_ranking_is_changed_with_the_keyboard(elmira: Tab) -> None:
    """Alt and an arrow move a state, T ties it, undo names and reverses each; the verdicts follow at once."""
    page = elmira.page
    before = elmira.equilibria("SEQ")
    elmira.step(3)
    chip = page.get_by_role("group", name="Ranking: Local Government").locator('[data-state="s1"]')
    chip.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="Undo: Move s1 up").wait_for()
    assert [["s7"], ["s3"], ["s1"], ["s5"]] == elmira.chips("Local Government")[:4]
    assert "s1" == page.evaluate("document.activeElement.dataset.state")
    page.keyboard.press("t")
    page.get_by_role("button", name="Undo: Move s1 into a tie").wait_for()
    assert [["s7"], ["s1", "s3"], ["s5"]] == [sorted(tie) for tie in elmira.chips("Local Government")[:3]]
    changed = analysis(elmira)
    assert changed.equilibria("SEQ") == elmira.equilibria("SEQ") != before
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Redo: Move s1 into a tie").wait_for()
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Redo: Move s1 up").wait_for()
    assert before == elmira.equilibria("SEQ")
    page.keyboard.press("Control+Shift+Z")
    page.get_by_role("button", name="Undo: Move s1 up").wait_for()


def test_a_ranking_is_changed_by_dragging(elmira: Tab) -> None:
    """Between two classes a state gets a place of its own; on a state it is tied with it."""
    elmira.step(3)
    ranking = elmira.page.get_by_role("group", name="Ranking: Uniroyal Chemical")
    tiers = "document.querySelectorAll('[aria-label=\"Ranking: Uniroyal Chemical\"] li.tier')"
    ranking.locator('[data-state="s9"]').drag_to(ranking.locator('[data-drop="g0"]'))
    elmira.page.wait_for_function(f"() => {tiers}[0].textContent.includes('s9')")
    ranking.locator('[data-state="s6"]').drag_to(ranking.locator('[data-state="s2"]'))
    elmira.page.wait_for_function(f"() => {tiers}.length === 8")
    assert [["s9"], ["s1"]] == elmira.chips("Uniroyal Chemical")[:2]
    assert ["s2", "s6"] == sorted(elmira.chips("Uniroyal Chemical")[-1])
    for concept in ("Nash", "GMR", "SMR", "SEQ"):
        assert analysis(elmira).equilibria(concept) == elmira.equilibria(concept)


def test_statements_are_completed_checked_and_compared(elmira: Tab) -> None:
    """A statement is completed from the ids, its error stands under its column, disagreements are marked."""
    page = elmira.page
    elmira.step(3)
    card = page.get_by_role("region", name="Preferences of Local Government")
    card.get_by_text("Say it in statements").click()
    box = card.get_by_role("combobox", name="New statement of Local Government")
    box.press_sequentially("acc")
    card.get_by_role("option", name="accept").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "accept" == box.input_value()
    box.press_sequentially(" and acept")
    card.get_by_text("acept is no option, fact or outcome.").wait_for()
    assert "true" == box.get_attribute("aria-invalid")
    box.fill("not accept")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo: “Local Government” wants").wait_for()
    form = next(side["preference"] for side in elmira.desk()["forms"]["sides"] if side["id"] == "LG")
    assert form["disagree_count"] > 0
    card.get_by_text(f"{form['disagree_count']} pairs of states are ranked otherwise").wait_for()
    marked = {chip.get_attribute("data-state") for chip in card.locator(".chip.clash").all()}
    assert {state for pair in form["disagree"] for state in pair} == marked
    card.get_by_role("radio", name="statements").check()
    page.get_by_role("button", name="Undo: Go by the statements").wait_for()
    assert analysis(elmira).equilibria("SEQ") == elmira.equilibria("SEQ")


def test_sides_options_rules_and_where_things_stand(tab: Tab) -> None:
    """From a template: a side, an option, a rule with its count, the status quo; each is in the file."""
    page = tab.page
    tab.open("A new dispute")
    tab.step(1)
    add = page.locator(".card", has=page.get_by_role("heading", name="Add a side"))
    add.get_by_label("Who").fill("The town")
    add.get_by_role("button", name="Add").click()
    town = page.get_by_role("region", name="The town")
    town.get_by_text("Add an option").click()
    town.get_by_label("What it can do").fill("Close the road")
    town.get_by_role("button", name="Add", exact=True).click()
    town.get_by_role("checkbox", name="In place now: Close the road").check()
    page.get_by_role("button", name="Undo: Start from").wait_for()
    town.get_by_role("combobox", name="Can it be undone: Close the road").select_option("take")
    page.get_by_role("button", name="Undo: Make “Close the road” irreversible once taken").wait_for()
    dispute = standoff.loads(tab.source())
    assert ("The town", "Close the road", "take") == (
        dispute.decision_makers[-1].name, dispute.options[-1].name, dispute.options[-1].moves,
    )  # fmt: skip
    counts = page.get_by_role("status", name="How many states")
    tab.step(2)
    before = counts.locator("b").all_inner_texts()
    rule = page.get_by_role("group", name="Add a rule")
    first, last = dispute.options[0].id, dispute.options[-1].id
    rule.get_by_role("combobox", name="What can never be").fill(f"{first} and {last}")
    rule.get_by_text("would remove 2; 6 are left").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo: Add the rule").wait_for()
    assert (["8", "0", "0", "8"], ["8", "2", "0", "6"]) == (before, counts.locator("b").all_inner_texts())
    assert standoff.Analysis(standoff.loads(tab.source())).model.states.count == len(tab.states()) == 6


def test_the_source_is_in_step_with_the_forms(elmira: Tab) -> None:
    """Errors show with line and column and change nothing; a right text is applied; the forms' edits show in it."""
    elmira.expect("422")
    page = elmira.page
    page.keyboard.press("y")
    area = page.get_by_role("textbox", name="Source")
    text = area.input_value()
    area.fill(text.replace("  LG: ", "  LGG: ", 1))
    errors = page.get_by_role("list", name="Errors in the source")
    errors.get_by_text("LGG is no decision maker.").wait_for()
    line = text[: text.index("  LG: ")].count("\n") + 1
    assert errors.get_by_role("button", name=f"line {line}, column 3").count() == 1
    assert text == elmira.source()
    area.fill(text.replace("Elmira groundwater contamination", "Elmira, once more", 1))
    page.get_by_role("heading", name="Elmira, once more").wait_for()
    assert "Elmira, once more" in elmira.source()
    page.get_by_role("button", name="Undo: Edit the source").click()
    page.get_by_role("heading", name=ELMIRA).wait_for()
    assert text == area.input_value()


def test_two_tabs_stay_in_step(elmira: Tab) -> None:
    """What one tab changes shows in the other; a change to what is no longer there is refused and shown anew."""
    elmira.expect("409")
    other: Any = elmira.context.new_page()
    other.goto(elmira.page.url)
    other.reload()
    other.get_by_role("navigation", name="Steps").wait_for()
    other.keyboard.press("1")
    name = other.get_by_role("textbox", name="Title")
    name.fill("As the other tab has it")
    name.press("Enter")
    elmira.page.get_by_role("heading", name="As the other tab has it").wait_for()
    assert elmira.desk()["title"] == "As the other tab has it"
