"""Exports: what other programs read says what the analysis says, and nothing in a name becomes a command there."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.errors import StandoffError
from standoff.model.files import from_document
from standoff.show.exports import EXPORTS, export, kind_of, offered
from standoff.show.exports.table import MOST_STATES, harmless, refuse_many
from tests.commands import standoff_command
from tests.shown import elmira, many, weir

BAD = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", r"\input{x} & 50 % $ # _ { } ~ ^", "<script>|`*[a](b)", '"""\\"']
ODD = ["المزارعون", "Élise Ŵŷ “x” – y", "tab\there\x01\x0b\u202e", "two\nlines"]
TEXT = ("csv", "tsv", "md", "latex")


def odd(names: list[str]) -> standoff.Analysis:
    """Return a dispute of two sides whose names, options and title are the given ones, with a coalesced state."""
    title, first, second, act, other = (names * 5)[:5]
    document = {
        "standoff": 1,
        "title": title,
        "decision_makers": [
            {"id": "A", "name": first, "options": [{"id": "act", "name": act}, {"id": "wait", "name": other}]},
            {"id": "B", "name": second, "options": [{"id": "answer", "name": act}]},
        ],
        "coalesce": ["act & wait"],
        "status_quo": [],
        "states": [{"id": "calm", "is": "NNN", "name": other}],
        "preferences": {"A": {"statements": ["not act or not wait"]}, "B": {"statements": ["not act"]}},
    }
    return standoff.Analysis(from_document(document), concepts=["Nash", "SEQ"])


def table(analysis: standoff.Analysis) -> list[dict[str, str]]:
    """Return the rows of the table for programs."""
    return list(csv.DictReader(io.StringIO(str(export(analysis, "csv")))))


def test_csv_says_what_the_analysis_says() -> None:
    """Each row has a state's options, verdicts, equilibria and ranks under names made of ids."""
    analysis, found = elmira(), table(elmira())
    states = analysis.model.states
    assert [states.pattern(s) for s in range(9)] == [
        "".join(row[o] for o in ("modify", "delay", "accept", "abandon", "insist")) for row in found
    ]
    assert [row["state"] for row in found if row["SEQ.equilibrium"] == "1"] == list(analysis.equilibria("SEQ"))
    stable = [row["state"] for row in found if row["SEQ.Uniroyal"] == "1"]
    assert stable == list(analysis.stable("Uniroyal", "SEQ"))
    assert ["s1"] == [row["state"] for row in found if row["rank.Uniroyal"] == "1"]
    assert ["s1"] == [row["state"] for row in found if row["status_quo"] == "1"]


def test_verdicts_that_hang_on_unknown_preferences_are_flagged() -> None:
    """They have a question mark in tables."""
    analysis = standoff.Analysis(standoff.load("catalog:lake-gisborne"), concepts=["SEQ"])
    flags = analysis.uncertain("SEQ")
    assert flags is not None
    flagged = [[value.endswith("?") for key, value in row.items() if key.startswith("SEQ.")] for row in table(analysis)]
    assert [row[:-1] for row in flagged] == flags.T.tolist()
    assert "$\\bullet$?" in str(export(analysis, "latex"))


def test_coalitions_have_columns() -> None:
    """Under concepts of coalitions each coalition has its column."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), concepts=["coal_Nash"])
    stable = [row["state"] for row in table(analysis) if row["coal_Nash.MoE,Uniroyal"] == "1"]
    assert stable == list(analysis.stable("MoE,Uniroyal", "coal_Nash"))


@pytest.mark.parametrize("name", [*BAD, *ODD])
def test_no_cell_is_a_formula(name: str) -> None:
    """No cell of a table for spreadsheets begins like a formula; the words are still there."""
    for kind, mark in (("csv", ","), ("tsv", "\t")):
        for row in csv.reader(io.StringIO(str(export(odd([name]), kind))), delimiter=mark):
            for cell in row:
                assert cell == "-" or cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize("name", [*BAD, *ODD])
def test_markdown_is_one_table(name: str) -> None:
    """Whatever a name holds, every line has the same cells, and nothing in it is markup."""
    lines = str(export(odd([name]), "md")).splitlines()
    bare = [line.replace(r"\\", "").replace(r"\|", "") for line in lines]
    assert {line.count("|") for line in bare} == {lines[1].count("|")}
    assert not any("<" in line.replace(r"\<", "") for line in lines)


@pytest.mark.parametrize("name", [*BAD, *ODD])
def test_every_export_takes_any_name(name: str) -> None:
    """Every kind but the pixels is made of any names: formulas, commands, other scripts, control characters."""
    analysis = odd([name])
    for kind in EXPORTS.keys() - {"png", "nfg", "report"}:
        content = export(analysis, kind)
        if kind in ("svg", "graphml"):
            ElementTree.fromstring(content)
        if kind == "python":
            compile(content, "made.py", "exec")


def test_latex_compiles(tmp_path: Path) -> None:
    """LaTeX typesets the table, with names full of its special characters."""
    latex = shutil.which("pdflatex")
    if latex is None:
        pytest.skip("no pdflatex is installed")
    made = str(export(odd([*BAD, "Élise “x” – y…"]), "latex")) + str(export(many(6), "latex"))
    source = (
        r"\documentclass{article}\usepackage{booktabs,graphicx,longtable}\begin{document}" + made + r"\end{document}"
    )
    (tmp_path / "table.tex").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [latex, "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "table.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"" == b"\n".join(line for line in done.stdout.splitlines() if line.startswith(b"!"))
    assert 0 == done.returncode


def test_latex_leaves_no_command_in_names() -> None:
    """Each special character of LaTeX in a name is escaped, and scripts that plain LaTeX lacks are announced."""
    from standoff.show.exports.latex import escape

    assert r"\textbackslash{}a\{\}\&\%\$\#\_\textasciitilde{}\textasciicircum{}" == escape(r"\a{}&%$#_~^")
    assert "XeLaTeX" in str(export(odd(["المزارعون"]), "latex"))
    assert "XeLaTeX" not in str(export(odd(["Élise"]), "latex"))


def test_long_latex_tables_break_over_pages() -> None:
    """A table of more than 40 states is a longtable with its head on every page."""
    assert r"\endhead" in str(export(many(6), "latex"))
    assert r"\begin{tabular}" in str(export(elmira(), "latex"))


def test_workbook_holds_text_only() -> None:
    """The sheets say what the analysis says, and a name that looks like a formula or an address is text."""
    openpyxl = pytest.importorskip("openpyxl")
    made = export(odd(["T", "=HYPERLINK(1)", "http://a.b", "12"]), "xlsx")
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert ["States", "Verdicts", "Equilibria", "Preferences", "Evidence"] == book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert "=HYPERLINK(1)" in [cell.value for cell in book["Preferences"]["A"]]
    analysis = elmira()
    content = export(analysis, "xlsx")
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Equilibria"]
    head = [cell.value for cell in sheet[1]]
    held = [row[0].value for row in sheet.iter_rows(min_row=2) if row[head.index("SEQ")].value]
    assert sorted(held) == list(analysis.equilibria("SEQ"))


def test_workbook_shows_the_evidence() -> None:
    """Each element has its mark and its passages, with the places that the file gives."""
    openpyxl = pytest.importorskip("openpyxl")
    made = export(weir(), "xlsx")
    assert isinstance(made, bytes)
    rows = list(openpyxl.load_workbook(io.BytesIO(made))["Evidence"].iter_rows(min_row=2, values_only=True))
    assert ("contested", "note") in {(row[2], row[5]) for row in rows}
    assert ("presumed", "doing") in {(row[2], row[3]) for row in rows}


def test_graph_is_read_by_networkx() -> None:
    """Nodes are the states, edges the moves with their movers and whether these improve; parallel ones are kept."""
    networkx = pytest.importorskip("networkx")
    analysis = standoff.Analysis(standoff.load("catalog:superpower-confrontation"))
    for each in (elmira(), analysis):
        graph = networkx.parse_graphml(str(export(each, "graphml")), force_multigraph=True)
        model = each.model
        assert [model.states.id(s) for s in range(model.states.count)] == list(graph.nodes)
        moves = {
            (model.states.id(s), model.states.id(int(t)), maker, int(t) in model.improvements(side, s))
            for side, maker in enumerate(model.makers)
            for s in range(model.states.count)
            for t in model.moves.reachable(side, s)
        }
        assert moves == {(s, t, data["maker"], data["improvement"]) for s, t, data in graph.edges(data=True)}
        assert [model.states.id(model.status_quo or 0)] == [n for n, quo in graph.nodes(data="status_quo") if quo]


@st.composite
def games(draw: st.DrawFn) -> standoff.Analysis:
    """A dispute in which every side chooses among its options freely, and ranks the states in any way."""
    sizes = draw(st.lists(st.integers(0, 2), min_size=2, max_size=3).filter(any))
    makers = [{"id": f"D{i}", "options": [{"id": f"o{i}{k}"} for k in range(n)]} for i, n in enumerate(sizes)]
    count = 1 << sum(sizes)
    weak = [draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)) for _ in sizes]
    rankings = {
        f"D{i}": {"ranking": [[f"s{s + 1}" for s in range(count) if of[s] == level] for level in sorted({*of})]}
        for i, of in enumerate(weak)
    }
    document = {"standoff": 1, "title": "A game", "decision_makers": makers, "preferences": rankings}
    return standoff.Analysis(from_document(document), concepts=["Nash"])


@settings(max_examples=10, deadline=None)
@given(games())
def test_gambit_finds_the_same_equilibria(analysis: standoff.Analysis) -> None:
    """Where the dispute is a game in strategic form, Gambit's pure equilibria are our Nash equilibria."""
    pygambit = pytest.importorskip("pygambit")
    game = pygambit.read_nfg(io.BytesIO(str(export(analysis, "nfg")).encode()))
    payoffs = game.to_arrays()
    found = set()
    for place in product(*map(range, payoffs[0].shape)):
        own = [array[place] for array in payoffs]
        best = [array[(*place[:i], slice(None), *place[i + 1 :])].max() for i, array in enumerate(payoffs)]
        if own == best:
            sizes = [len(maker.options) for maker in analysis.dispute.decision_makers]
            code = sum(chosen << sum(sizes[:i]) for i, chosen in enumerate(place))
            found.add(f"s{code + 1}")
    assert len(found) == len(pygambit.nash.enumpure_solve(game).equilibria)
    assert set(analysis.equilibria("Nash")) == found


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("elmira", "only be taken or only be dropped"),
        ("superpower-confrontation", "graph form"),
        ("lake-gisborne", "do not rank all states"),
    ],
)
def test_what_is_no_game_is_refused(name: str, reason: str) -> None:
    """Where a strategic form would say something else than the dispute, the reason is given instead."""
    with pytest.raises(StandoffError, match=reason):
        export(standoff.Analysis(standoff.load(f"catalog:{name}")), "nfg")


def test_rules_between_sides_make_no_game() -> None:
    """Rules on one side's options leave a game; a rule that ties one side to another does not."""
    makers = "decision_makers: [{id: A, options: [{id: a}, {id: b}]}, {id: B, options: [{id: c}]}]"
    text = "{{standoff: 1, title: T, unlisted: equal, {}, feasibility: [{{exactly_one: [{}]}}]}}"
    made = str(export(standoff.Analysis(standoff.loads(text.format(makers, "a, b"))), "nfg"))
    assert '{ { "a" "b" }' in made
    with pytest.raises(StandoffError, match="tie what one side can do"):
        export(standoff.Analysis(standoff.loads(text.format(makers, "a, c"))), "nfg")


def test_game_of_chicken() -> None:
    """The strategic form of a known game, payoffs in the order in which the first side's strategies run fastest."""
    made = str(export(standoff.Analysis(standoff.load("catalog:chicken")), "nfg")).splitlines()
    assert 'NFG 1 R "Chicken"' == made[0]
    assert ["0 0", "1 3", "3 1", "2 2"] == [line for line in made[5:] if line]


def test_program_prints_the_same_verdicts(tmp_path: Path) -> None:
    """The program runs, and prints what the analysis says, under another reading and at a phase."""
    dispute = standoff.load("catalog:two-banks")
    analysis = standoff.Analysis(
        dispute, concepts=["Nash", "SEQ"], concept_of={"Up": "GMR"}, phase="dry", sanctions="each-once"
    )
    file = tmp_path / "made.py"
    file.write_text(str(export(analysis, "python")), encoding="utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, timeout=60, check=True)
    expected = []
    for concept in ("Nash", "SEQ"):
        expected += [" ".join([concept, maker, *analysis.stable(maker, concept)]) for maker in analysis.model.makers]
        expected.append(" ".join([concept, "equilibria:", *analysis.equilibria(concept)]))
    assert expected == done.stdout.splitlines()


def test_json_is_the_analysis() -> None:
    """The JSON is exactly what `analyze --json` prints."""
    assert elmira().to_dict() == json.loads(str(export(elmira(), "json")))


def test_picture_says_whose_lines_they_are() -> None:
    """A picture in a file of its own names the sides, and all of it lies inside the frame."""
    root = ElementTree.fromstring(str(export(elmira(), "svg")))
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "key"]
    assert ["Ministry of the Environment", "Uniroyal Chemical", "Local Government"] == words[:3]
    assert max(float(text.get("y", "0")) for text in root.iter() if text.get("class") == "key") < float(
        root.get("height", "0")
    )


def test_picture_in_pixels() -> None:
    """With a browser at hand the picture is a PNG of twice its size; without a status quo there is none."""
    if "png" not in offered():
        pytest.skip("no chromium is installed")
    root = ElementTree.fromstring(str(export(elmira(), "svg")))
    made = export(elmira(), "png")
    assert isinstance(made, bytes)
    assert made.startswith(b"\x89PNG\r\n")
    size = [int.from_bytes(made[k : k + 4]) for k in (16, 20)]
    assert [2 * int(root.get(side, "0")) for side in ("width", "height")] == size
    with pytest.raises(StandoffError, match="no status quo"):
        export(standoff.Analysis(standoff.loads("{standoff: 1, title: T, unlisted: equal, decision_makers: "
                                                "[{id: Up, options: [{id: pay}]}]}")), "png")  # fmt: skip


def test_too_many_states_are_refused_with_another_way() -> None:
    """Above what a format holds the message says how many states there are and what writes them all."""
    with pytest.raises(StandoffError) as caught:
        refuse_many(many(8), "a workbook", 255)
    assert "the dispute has 256 states, and a workbook holds at most 255." in str(caught.value)
    assert "--npz" in str(caught.value)
    assert MOST_STATES == 1 << 16


def test_endings_say_the_kind() -> None:
    """An ending asks for one kind; .json alone is the dispute."""
    assert ["csv", "latex", "json", None, None] == [
        kind_of(name) for name in ("a.CSV", "a.tex", "a.analysis.json", "a.json", "a.dispute.yaml")
    ]
    assert len({one.suffix for one in EXPORTS.values()}) == len(EXPORTS)
    assert "'=1" == harmless("=1")


def test_command_exports(tmp_path: Path) -> None:
    """`convert` exports by the ending or by --to, under the concepts that are asked for; wrong use is said."""
    target = tmp_path / "elmira.csv"
    assert 0 == standoff_command("convert", "catalog:elmira", target, "--concepts", "SEQ").exit_code
    assert "SEQ.MoE" in target.read_text(encoding="utf-8")
    assert "Nash" not in target.read_text(encoding="utf-8")
    other = tmp_path / "elmira.txt"
    assert 0 == standoff_command("convert", "catalog:elmira", other, "--to", "latex").exit_code
    assert r"\toprule" in other.read_text(encoding="utf-8")
    wrong = standoff_command("convert", "catalog:elmira", tmp_path / "e.json", "--concepts", "SEQ")
    assert 2 == wrong.exit_code
    refused = standoff_command("convert", "catalog:elmira", tmp_path / "e.nfg")
    assert 1 == refused.exit_code
    assert not (tmp_path / "e.nfg").exists()
