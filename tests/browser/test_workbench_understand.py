"""Journey 3, understanding: the table, reasons, moves, phases, mediation, robustness, prospects."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import standoff
from tests.browser.workbench import WIDE, Tab

ELMIRA = "Elmira groundwater contamination"
SIDES = {"MoE": "Ministry of the Environment", "Uniroyal": "Uniroyal Chemical", "LG": "Local Government"}


@pytest.fixture(scope="module")
def analysis() -> standoff.Analysis:
    """What the Python interface says of Elmira."""
    return standoff.Analysis(standoff.load("catalog:elmira"))


@pytest.fixture
def elmira(tab: Tab) -> Tab:
    """A tab with Elmira opened anew."""
    tab.page.locator(".publication").get_by_role("button", name=ELMIRA).click()
    tab.page.get_by_role("heading", name="States and verdicts").wait_for()
    return tab


def test_every_mark_is_the_verdict_of_the_analysis(elmira: Tab, analysis: standoff.Analysis) -> None:
    """Each mark of the table says in words what the analysis says, and the circle agrees with the words."""
    marks = elmira.page.eval_on_selector_all("td.mark", "all => all.map(one => [one.ariaLabel, one.textContent])")
    expected = [
        [f"{name}, {c.name}, {state}: {'stable' if holds else 'not stable'}", "●" if holds else "○"]
        for state in (f"s{k}" for k in range(1, 10))
        for side, name in SIDES.items()
        for c in analysis.concepts
        for holds in [state in analysis.stable(side, c.name)]
    ]
    assert expected == marks


def test_the_why_panel_says_what_the_analysis_says(elmira: Tab, analysis: standoff.Analysis) -> None:
    """A mark is explained, by mouse and by keyboard, with the sentences of the Python interface and its moves drawn."""
    page = elmira.page
    elmira.mark("Uniroyal Chemical", "SEQ", "s6").click()
    panel = page.get_by_role("complementary", name="Why")
    panel.get_by_role("list", name="The moves").wait_for()
    for sentence in analysis.why("Uniroyal", "s6", "SEQ").sentences:
        assert sentence in panel.inner_text()
    moves = panel.get_by_role("list", name="The moves").get_by_role("listitem").all_text_contents()
    assert ["s6 Uniroyal Chemical: prefers it s8"] == [" ".join(move.split()) for move in moves]
    assert panel.get_by_text("standoff why catalog:elmira Uniroyal s6 SEQ").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    panel.get_by_text(analysis.why("Uniroyal", "s7", "SMR").sentences[0]).wait_for()
    page.keyboard.press("Escape")
    assert panel.count() == 0


def test_the_table_is_filtered_and_sorted(elmira: Tab, analysis: standoff.Analysis) -> None:
    """By options, by an expression, to equilibria, and by what a side prefers; all in step with the analysis."""
    page = elmira.page
    page.get_by_role("button", name="Accept the order in force: any").click()
    assert ["s3", "s4", "s7", "s8"] == elmira.states()
    page.get_by_role("button", name="Show all").click()
    where = page.get_by_role("combobox", name="Where")
    where.fill("delay and not insist")
    page.wait_for_function("() => document.querySelectorAll('tr[data-state]').length === 2")
    assert ["s1", "s2"] == elmira.states()
    where.fill("dela")
    page.get_by_text("dela is no option, fact or outcome.").wait_for()
    where.fill("")
    page.wait_for_function("() => document.querySelectorAll('tr[data-state]').length === 9")
    page.get_by_role("columnheader", name="Uniroyal Chemical").get_by_role("button").click()
    page.wait_for_function("() => document.querySelectorAll('tr[data-state]')[1].dataset.state === 's4'")
    assert ["s1", "s4", "s8", "s5", "s9", "s3", "s7", "s2", "s6"] == elmira.states()
    page.get_by_role("checkbox", name="Only equilibria and status quo").check()
    page.wait_for_function("() => document.querySelectorAll('tr[data-state]').length < 9")
    held = {s for c in analysis.concepts for s in analysis.equilibria(c.name)}
    assert held | {"s1"} == set(elmira.states())


def test_concepts_are_defined_and_switched(elmira: Tab, analysis: standoff.Analysis) -> None:
    """A concept says its definition and citation when focused; others can be shown."""
    elmira.expect("422")
    page = elmira.page
    name = page.get_by_role("group", name="Concepts").get_by_role("button", name="GMR")
    name.focus()
    concept = next(c for c in analysis.concepts if c.name == "GMR")
    tip = page.get_by_role("tooltip").filter(has_text=concept.definition)
    assert concept.citation in tip.first.inner_text()
    page.get_by_role("checkbox", name="Show SSEQ").uncheck()
    page.wait_for_function("() => !document.querySelector('td.mark[aria-label*=\", SSEQ, \"]')")
    page.get_by_role("combobox", name="More concepts …").select_option("strong_GMR")
    page.wait_for_function("() => document.querySelector('td.mark[aria-label*=\", strong_GMR, \"]')")
    assert analysis.equilibria("strong_GMR") == elmira.equilibria("strong_GMR")
    page.get_by_role("combobox", name="More concepts …").select_option("L2")
    page.get_by_role("alert").get_by_text("L2 is defined for two sides").wait_for()
    assert elmira.equilibria("strong_GMR") != ()


def test_moves_are_drawn_with_the_neighbourhood_in_focus(elmira: Tab, analysis: standoff.Analysis) -> None:
    """Each drawn move is one of the dispute, bold if it improves; pointing at a state dims what does not touch it."""
    page = elmira.page
    elmira.step(5)
    titles = page.locator("path.arc title").all_text_contents()
    assert 24 == len(titles)
    model = analysis.model
    for title in titles:
        found = re.match(r"(.+): (s\d) → (s\d), and (prefers|does not prefer) it", title)
        assert found is not None
        side = list(SIDES.values()).index(found[1])
        start, end = model.states.find(found[2]), model.states.find(found[3])
        assert end in model.moves.reachable(side, start)
        assert (found[4] == "prefers") == model.preferences[side].better(end, start)
    page.get_by_role("button", name="s5: ", exact=False).first.focus()
    page.locator("path.arc.dim").first.wait_for(state="attached")
    clear = page.locator("path.arc:not(.dim) title").all_text_contents()
    assert all(" s5 →" in title or "→ s5," in title for title in clear)
    assert sum("s5" in title for title in titles) == len(clear)
    page.get_by_role("button", name="Tree").click()
    page.get_by_role("heading", name="Where moves lead").wait_for()
    page.wait_for_function("() => document.querySelectorAll('path.arc').length === 1")
    assert ["Local Government: s1 → s5, and prefers it"] == page.locator("path.arc title").all_text_contents()


def test_a_state_is_made_stable_in_a_branch(elmira: Tab, analysis: standoff.Analysis) -> None:
    """The smallest change is the one that the analysis proves; as a branch, it makes the state an equilibrium."""
    page = elmira.page
    page.set_default_timeout(60_000)
    elmira.step(6)
    page.get_by_role("combobox", name="State or expression").fill("s7")
    page.get_by_role("button", name="Find the smallest change").click()
    result = page.get_by_role("status", name="The smallest change")
    result.wait_for()
    cost = analysis.mediate("s7", concept="SEQ").to_dict()["cost"]
    assert f"{cost} pairs of states would have to change places" in result.inner_text()
    page.get_by_role("button", name="Try it in a what-if branch").click()
    page.get_by_text("Changes here leave the original as it is.").wait_for()
    page.get_by_role("status", name="What changed").wait_for()
    changed = standoff.Analysis(standoff.loads(elmira.source()))
    assert "s7" in changed.equilibria("SEQ")
    elmira.step(4)
    assert changed.equilibria("SEQ") == elmira.equilibria("SEQ")
    elmira.step(6)
    page.get_by_role("button", name="Back to the original").click()
    page.wait_for_function("() => !document.querySelector('h1 small')")
    elmira.step(4)
    assert analysis.equilibria("SEQ") == elmira.equilibria("SEQ")


def test_statements_are_changed_for_a_state(tab: Tab) -> None:
    """Mediation also looks for the fewest statements to change; as a branch, they make the state an equilibrium."""
    page = tab.page
    page.set_default_timeout(40_000)
    tab.open("Two banks of a river")
    tab.step(6)
    page.get_by_role("radio", name="what a side states, and facts").check()
    page.get_by_role("combobox", name="State or expression").fill("deal")
    page.get_by_role("button", name="Find the smallest change").click()
    result = page.get_by_role("status", name="The smallest change")
    result.wait_for()
    found = standoff.Analysis(standoff.load("catalog:two_banks")).mediate_statements("deal", "SEQ")
    assert str(found).splitlines()[0] in result.inner_text()
    page.get_by_role("button", name="Try it in a what-if branch").click()
    page.get_by_text("Changes here leave the original as it is.").wait_for()
    changed = standoff.Analysis(standoff.loads(tab.source()))
    assert found.target in changed.equilibria("SEQ")
    tab.step(4)
    assert changed.equilibria("SEQ") == tab.equilibria("SEQ")


def test_the_python_of_a_view_computes_it(elmira: Tab, analysis: standoff.Analysis) -> None:
    """The lines of Python beside the table print the equilibria that it shows."""
    elmira.page.get_by_role("button", name="Show the Python that does the same").first.click()
    lines = elmira.page.locator(".python pre").inner_text()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(lines, {})
    expected = [" ".join([one.name, *analysis.equilibria(one.name)]) for one in analysis.concepts]
    assert expected == printed.getvalue().splitlines()


def test_the_tour_marks_what_was_done(tab: Tab) -> None:
    """The tour opens a dispute, says what to try, and marks each thing as it is done."""
    page = tab.page
    page.get_by_role("button", name="Take the ten-minute tour").click()
    page.get_by_role("heading", name="Tour: 0 of 7 done").wait_for()
    tab.mark("Uniroyal Chemical", "Nash", "s2").click()
    page.get_by_role("heading", name="Tour: 1 of 7 done").wait_for()
    page.locator("h1").click()
    tab.step(5)
    page.get_by_role("heading", name="Tour: 2 of 7 done").wait_for()


def test_robustness_stands_beside_the_verdicts_and_prospects_say_what_they_rest_on(elmira: Tab) -> None:
    """Shares stand beside the marks and belong to the dispute as it is; prospects list their assumptions."""
    page = elmira.page
    page.set_default_timeout(60_000)
    elmira.step(6)
    page.get_by_role("spinbutton", name="Samples").fill("200")
    page.get_by_role("button", name="Test the verdicts").click()
    page.get_by_role("status", name="How firm the verdicts are").wait_for()
    page.get_by_role("button", name="Look ahead").click()
    prospects = page.get_by_role("status", name="Prospects")
    prospects.wait_for()
    assert prospects.get_by_role("row").count() > 2
    prospects.get_by_text("What this rests on").click()
    assert prospects.get_by_role("listitem").count() > 0
    elmira.step(4)
    assert page.locator("td.mark small").count() > 0
    assert re.fullmatch(r"\d+ %", page.locator("td.eq small").first.inner_text())


def test_phases_stand_side_by_side(tab: Tab, folder: Path) -> None:
    """What changed between two phases, and which verdicts that flipped, is what the comparison says."""
    (folder / "phases.dispute.yaml").write_text(PHASES, encoding="utf-8")
    page = tab.page
    page.reload()
    tab.open("A river in two seasons")
    tab.step(6)
    page.get_by_role("combobox", name="After").select_option("dry")
    changes = page.get_by_role("status", name="What changed")
    changes.wait_for()
    dispute = standoff.loads(PHASES)
    base, dry = standoff.Analysis(dispute), standoff.Analysis(dispute, phase="dry")
    assert base.equilibria("SEQ") != dry.equilibria("SEQ")
    held = [set(one.equilibria("SEQ")) for one in (base, dry)]
    for state in held[0] | held[1]:
        cells = changes.get_by_role("row").filter(has=page.get_by_role("rowheader", name=state)).get_by_role("cell")
        shown = [cells.nth(place).inner_text().splitlines()[0][0] for place in (3, 8)]
        assert ["●" if state in one else "○" for one in held] == shown
        flipped = cells.nth(8).inner_text().endswith("flipped")
        assert ((state in held[0]) != (state in held[1])) == flipped
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(WIDE)
    page.get_by_role("combobox", name="Phase").select_option("dry")
    tab.step(4)
    page.get_by_role("heading", name="What was found at the phase dry").wait_for()
    assert dry.equilibria("SEQ") == tab.equilibria("SEQ")


PHASES = """
standoff: 1
title: A river in two seasons
facts: {drought: no}
decision_makers:
  - {id: up, name: The upper village, options: [{id: release, name: Release water}]}
  - {id: down, name: The lower village, options: [{id: complain, name: Complain}]}
status_quo: [release]
preferences:
  up: {statements: [not release if drought, not complain, release]}
  down: {statements: [release, complain if drought, not complain]}
phases:
  - {id: dry, date: 2022-03-10, facts: {drought: yes}}
"""


def test_long_work_is_cancelled(elmira: Tab) -> None:
    """Work in progress says what it is and can be stopped; nothing comes of it, and the page goes on."""
    page = elmira.page
    elmira.step(6)
    page.get_by_role("spinbutton", name="Samples").fill("100000")
    page.get_by_role("button", name="Test the verdicts").click()
    work = page.get_by_role("status", name="Work in progress")
    assert "Robustness" in work.inner_text()
    work.get_by_role("button", name="Cancel").click()
    work.wait_for(state="detached")
    assert page.get_by_role("status", name="How firm the verdicts are").count() == 0
    elmira.step(4)
    assert "s5" in elmira.equilibria("SEQ")


def test_states_of_the_picture_can_be_placed(elmira: Tab) -> None:
    """A state that is dragged, or moved with Shift and an arrow key, stays there, in the file too, until undone."""
    page = elmira.page
    elmira.step(5)
    state = page.locator("svg.moves g.node").filter(has=page.locator("text.id", has_text=re.compile("^s8$")))
    before = state.bounding_box()
    x, y = before["x"] + before["width"] / 2, before["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y + 60, steps=4)
    page.mouse.up()
    undo = page.get_by_role("button", name="Undo: Arrange the picture")
    undo.wait_for()
    dragged = elmira.desk()["view"]["picture"]["nodes"]
    assert "x_layout:" in elmira.source()
    assert page.get_by_role("complementary", name="Why").count() == 0
    state.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_function("(n) => document.querySelectorAll('svg.moves g.node').length === n", arg=len(dragged))
    undo.click()
    undo.click()
    page.get_by_role("button", name="Undo", exact=True).wait_for()
    assert "x_layout:" not in elmira.source()
