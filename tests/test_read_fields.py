"""An analyst's own vocabulary: read without code, checked with file and line, and named in the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.cli import main
from standoff.errors import FileErrors, StandoffError
from standoff.read.explained import explain
from standoff.read.fields import find_field
from standoff.read.ledger import load_ledger
from standoff.read.lexicon import cues, known_issue
from standoff.read.many import Given, read_one
from standoff.read.reading import read

NOTE = "The union said it will ballot members on a stoppage. The union demanded a new roster."
CUE = '[[cue]]\nname = "ballot"\ntype = "threat"\nverbs = ["ballot"]\ntakes = ["on noun"]\n'
DEED = '[[deed]]\nname = "brawl"\ntype = "FIGHT"\nverbs = ["brawl"]\ntarget = ["object"]\n'
ISSUE = '[issue.rosters]\nwords = ["roster", "rota"]\n'


def labour(folder: Path, **files: str) -> Path:
    """Make a folder of vocabulary files and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in (files or {"positions": CUE, "issues": ISSUE}).items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def note(tmp_path: Path) -> Path:
    """Write the report."""
    report = tmp_path / "note.txt"
    report.write_text(NOTE, encoding="utf-8")
    return report


def test_a_field_adds_cues_and_issues(tmp_path: Path) -> None:
    """A cue and an issue of a field are read; without the field they are not, and the next report is free of them."""
    report, folder = note(tmp_path), labour(tmp_path / "labour")
    found = [(p.type, p.issue, p.rule) for p in read(report, vocabulary=folder).positions]
    assert [("threat", "strike", "ballot"), ("demand", "rosters", "demand")] == found
    assert "ballot" not in {p.rule for p in read(report).positions}
    assert (("verbs", "ballot") in cues(), known_issue("rota")) == (False, "hours")


def test_a_folder_beside_the_report_is_taken(tmp_path: Path) -> None:
    """The folder ``vocabulary`` beside a report holds its field's words without being named."""
    report = note(tmp_path)
    labour(tmp_path / "vocabulary")
    assert "ballot" in {p.rule for p in read(report).positions}


def test_a_ledger_read_with_other_words_is_read_anew(tmp_path: Path) -> None:
    """A ledger is kept as long as the words are the same."""
    report, folder = note(tmp_path), labour(tmp_path / "labour")
    given = Given(vocabulary=str(folder))
    kept = [read_one(report, tmp_path, given).kept, read_one(report, tmp_path, given).kept]
    labour(folder, issues=ISSUE.replace("rosters", "rotas"))
    assert [False, True, False] == [*kept, read_one(report, tmp_path, given).kept]
    assert "rotas" in {p.issue for p in load_ledger(tmp_path / "note.ledger.json").positions}


@pytest.mark.parametrize(
    ("name", "text", "line", "what"),
    [
        ("positions", CUE.replace('"threat"', '"threatt"'), 3, "'threatt' is no type"),
        ("positions", CUE.replace('["ballot"]', '"ballot"'), 4, "'verbs' has to be a list of words"),
        ("positions", CUE.replace("on noun", "on nuon"), 5, "'on nuon' is nothing that can follow a cue"),
        ("positions", CUE + "colour = 1\n", 6, "a cue has no 'colour'"),
        ("positions", CUE.replace('type = "threat"\n', ""), 2, "'ballot' has no 'type'"),
        ("positions", CUE.replace("name", "title"), 1, "a cue has no name"),
        ("positions", "[[cues]]\n" + CUE[8:], 1, "positions.toml has no 'cues'"),
        ("issues", "[issue.rosters]\nwords = 3\n", 2, "'words' has to be a list of words"),
        ("issues", ISSUE + "patterns = ['(']\n", 3, "'(' is no regular expression"),
        ("events", DEED, 3, "'FIGHT' is no type"),
        ("speech", "report = 1\n", 1, "'report' has to be a list of words"),
        ("cues", "blame = [\n", 2, "the file is no TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, name: str, text: str, line: int, what: str) -> None:
    """Each mistake in a vocabulary file is named with the file and the line."""
    folder = labour(tmp_path / "labour", **{name: text})
    with pytest.raises((StandoffError, FileErrors)) as caught:
        find_field(folder)
    assert f"{folder / name}.toml:{line}: {what}" in str(caught.value)


def test_a_folder_without_words_is_refused(tmp_path: Path) -> None:
    """A folder that is named and holds no vocabulary is an error that says what its files are called."""
    with pytest.raises(StandoffError, match="this folder holds no vocabulary"):
        find_field(tmp_path)


def test_explain_names_the_rule_of_each_entry(tmp_path: Path) -> None:
    """`explain` gives a sentence for every entry, and rules that have no entry of a file have words of their own."""
    ledger = read(note(tmp_path), vocabulary=labour(tmp_path / "labour"))
    reasons = explain(ledger, find_field(tmp_path / "labour"))
    assert len(ledger.statements) + len(ledger.positions) + len(ledger.events) == len(reasons)
    assert "rule ballot: a word of the cue “ballot” with what it takes (positions.toml)." in str(
        next(r for r in reasons if r.rule == "ballot")
    )


def test_the_command_explains(tmp_path: Path) -> None:
    """`standoff read --explain --vocabulary DIR` prints the rules; a wrong vocabulary is said once, status 1."""
    report, folder = note(tmp_path), labour(tmp_path / "labour")
    out = str(tmp_path / "out")
    good = CliRunner().invoke(main, ["read", str(report), "-o", out, "--vocabulary", str(folder), "--explain"])
    assert (0, True) == (good.exit_code, "rule ballot" in good.output)
    labour(folder, positions=CUE.replace('"threat"', '"threatt"'))
    bad = CliRunner().invoke(main, ["read", str(report), "-o", out, "--vocabulary", str(folder)])
    assert (1, 1) == (bad.exit_code, bad.output.count("threatt"))
