"""The view: one plain document from which every page, table and picture is drawn."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from standoff.show import texts
from standoff.show.evidence import MARKS
from standoff.show.findings import findings, without_presumptions
from standoff.show.layout import Arrow, lay_out
from standoff.show.palette import DARK, LIGHT, colour_of, dash_of
from standoff.show.view import view
from tests.shown import FILE, REPORT, elmira, many, weir

SHOW = Path(texts.__file__).parent


def test_view_is_plain_data() -> None:
    """A view survives JSON, and says which version of its shape it has."""
    shown = view(weir(), texts={"note": REPORT})
    assert shown == json.loads(json.dumps(shown))
    assert shown["format"] == "standoff-view/1"


def test_rows_repeat_the_analysis() -> None:
    """The rows hold exactly the verdicts and equilibria of the analysis."""
    analysis = elmira()
    rows = view(analysis)["states"]["rows"]
    for concept in ("Nash", "GMR", "SMR", "SEQ", "SSEQ"):
        assert tuple(row["id"] for row in rows if concept in row["equilibrium"]) == analysis.equilibria(concept)
        for index, maker in enumerate(analysis.model.makers):
            stable = tuple(row["id"] for row in rows if row["stable"][concept][index] == "1")
            assert stable == analysis.stable(maker, concept)


def test_equilibria_are_told_apart() -> None:
    """Elmira: improvements lead to s5; s8 takes the ministry and the company together, s9 the company alone."""
    groups = view(elmira())["equilibria"]
    assert [one["state"] for one in groups["reached"]] == ["s5", "s1"]
    apart = {one["state"]: one for one in groups["apart"]}
    assert (apart["s8"]["joint"], apart["s8"]["start"]) == ([0, 1], "s5")
    assert (apart["s9"]["joint"], apart["s9"]["conceding"]) == ([], [1])
    assert [(step["side"], step["to"]) for step in apart["s9"]["path"]] == [(1, "s9")]


def test_no_joint_move_where_nobody_needs_the_other() -> None:
    """A group in which one side's part serves no other is no bargain."""
    text = """
standoff: 1
title: Two that don't meet
decision_makers:
  - {id: A, options: [{id: a}]}
  - {id: B, options: [{id: b}]}
status_quo: []
preferences:
  A: {statements: [a]}
  B: {statements: [a]}
"""
    found = findings(weir(text))
    assert [found.model.states.id(one.state) for one in found.apart] == ["s4"]
    assert [(one.joint, one.conceding) for one in found.apart] == [((), (1,))]


def test_stalemate_and_what_stays_undone() -> None:
    """Nothing conceded and no outcome come about is a stalemate; what others ask for is listed."""
    found = findings(weir())
    assert [found.model.states.id(s) for s in found.predicted if found.stalemate(s)] == ["s1"]
    options = [option.id for option in found.model.dispute.options]
    assert {options[change.option] for change in found.unmet(0)} == {"gate", "repair"}
    deal = found.model.states.find("YY")
    assert (found.stalemate(deal), found.gained(deal)) == (False, ("deal",))


def test_verdict_comes_first() -> None:
    """The first sentence says whether this is a stalemate, and that the named outcome does not come about."""
    first = view(weir())["summary"]["found"][0]
    assert first.startswith("A stalemate: no side gains by moving away from the status quo, s1;")
    assert "“deal”" in first


def test_marks_are_counted_and_presumptions_weighed() -> None:
    """Every element has one mark; what leaving presumptions out would change is said."""
    shown = view(weir())
    assert (shown["marks"]["contested"], shown["marks"]["presumed"]) == (1, 1)
    assert any("Without the presumption" in sentence for sentence in shown["summary"]["unsettled"])
    other = without_presumptions(weir().dispute)
    assert other is not None
    assert [statement.text for statement in other.preferences["mill"].statements or ()] == ["repair"]
    assert without_presumptions(elmira().dispute) is None


def test_passages_point_into_the_report() -> None:
    """Each cited passage has an id and a mark, and names who cites it."""
    source = view(weir(), texts={"note": REPORT})["sources"][0]
    words = {REPORT[p["start"] : p["end"]]: p for p in source["passages"]}
    refusal = words["refuse to repair the weir"]
    assert refusal["mark"] == "contested"
    assert {citing["anchor"] for citing in refusal["cited_by"]} == {"option-repair", "statement-farmers-1"}


def test_many_states_are_cut_to_what_matters() -> None:
    """Above 200 states the rows are the status quo, the equilibria and what improvements reach; the rest is counted."""
    states = view(many(8))["states"]
    assert states["total"] == 256
    assert len(states["rows"]) + states["left_out"] == 256
    assert all(row["status_quo"] or row["led"] or row["equilibrium"] for row in states["rows"])


def test_picture_stays_small() -> None:
    """The picture shows at most so many states however many there are, the status quo among them."""
    picture = view(many(8))["picture"]
    assert len(picture["nodes"]) <= 18
    assert [node["state"] for node in picture["nodes"] if node["status_quo"]] == ["s1"]
    assert picture["states_left_out"] == 256 - len(picture["nodes"])


def test_view_of_indifference() -> None:
    """Where nobody minds anything every state is an equilibrium, and only a move for nothing leads to the others."""
    groups = view(weir(FILE[: FILE.index("preferences:")] + "unlisted: equal\n"))["equilibria"]
    assert [one["state"] for one in groups["reached"]] == ["s1"]
    assert [one["conceding"] for one in groups["apart"]] == [[0], [1], [0, 1]]


def test_view_without_status_quo() -> None:
    """A dispute without a status quo is shown too: without a picture, with one list of equilibria."""
    shown = view(weir(FILE.replace("status_quo: []\n", "")))
    assert (shown["status_quo"], shown["picture"], shown["equilibria"]["apart"]) == (None, None, [])
    assert "s1" in [one["state"] for one in shown["equilibria"]["reached"]]


def test_graph_form_has_a_view() -> None:
    """States that are listed one by one are shown by their names."""
    text = """
standoff: 1
title: A path
decision_makers: [{id: A}, {id: B}]
states: [{id: calm, name: All is calm}, {id: talks}, {id: war}]
moves: {A: [[calm, talks]], B: [[talks, war], [war, talks]]}
status_quo: calm
preferences: {A: {ranking: [talks, calm, war]}, B: {ranking: [talks, war, calm]}}
"""
    shown = view(weir(text))
    assert shown["states"]["rows"][0]["words"] == "All is calm"
    assert next(one["state"] for one in shown["equilibria"]["reached"]) == "talks"


def test_layers_follow_distance_and_arcs_go_around() -> None:
    """States further away stand further right, and no arc runs through a third state."""
    arrows = [Arrow(0, 1, 0, True), Arrow(1, 2, 1, True), Arrow(0, 2, 0, False), Arrow(2, 1, 1, False)]
    layout = lay_out({0: 0, 1: 1, 2: 2}, arrows)
    xs = [layout.centres[state][0] for state in (0, 1, 2)]
    assert xs == sorted(xs)
    assert layout.bends[2][1] != layout.centres[1][1]
    assert layout.bends[1] != layout.bends[3]
    for x, y in layout.centres.values():
        assert 0 < x < layout.width
        assert 0 < y < layout.height


def test_sides_differ_in_colour_or_dash() -> None:
    """No two of 64 sides have both the same colour and the same line."""
    assert len({(colour_of(k), dash_of(k)) for k in range(64)}) == 64


@pytest.mark.parametrize(("colours", "ground"), [(LIGHT, "#eef3f5"), (DARK, "#2a3a43")])
def test_colours_can_be_read(colours: tuple[str, ...], ground: str) -> None:
    """Every side's colour has a contrast of at least 4.5 to 1 on the darkest, or lightest, ground it stands on."""
    assert min(contrast(colour, ground) for colour in colours) >= 4.5
    assert all(a != b for a, b in combinations(colours, 2))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_catalogue_holds_no_unused_words() -> None:
    """Every text of the catalogue is said somewhere, so that translators don't work for nothing."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(SHOW.glob("*.py")))
    used = source[: source.index("TEXTS: Final")] + source[source.index("def say(") :]
    prefixes = tuple(re.findall(r'f"([a-z ]+ )\{', used))
    known = {*MARKS, "take only", "drop only"}
    unspoken = [key for key in texts.TEXTS if f'"{key}"' not in used and f"'{key}'" not in used]
    unused = [key for key in unspoken if not key.startswith(prefixes) and key not in known]
    assert unused == []
