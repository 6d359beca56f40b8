"""The command line: what it prints, its exit statuses, and one clear message for each wrong input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import standoff
from standoff.cli import main
from tests.commands import FERRY, as_json, standoff_command


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A small dispute in a file."""
    path = tmp_path / "ferry.dispute.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", main.commands)
def test_help(command: str) -> None:
    """Each command explains itself."""
    result = standoff_command(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {command} ")


def test_version() -> None:
    """The version is the package's."""
    assert standoff_command("--version").output == f"standoff {standoff.__version__}\n"


def test_json_of_analyze_is_the_library_s(ferry: Path) -> None:
    """`analyze --json` prints what `to_dict` returns."""
    assert as_json("analyze", ferry) == standoff.Analysis(standoff.load(ferry)).to_dict()


def test_json_of_analyze_has_the_keys_of_the_contract() -> None:
    """The analysis of Elmira has the published keys, in their order, and the published shapes."""
    document = as_json("analyze", "catalog:elmira")
    assert list(document) == [
        "format", "version", "dispute", "parameters", "decision_makers", "options", "states", "status_quo",
        "stability", "equilibria", "open_questions",
    ]  # fmt: skip
    assert document["format"] == "standoff-analysis/1"
    assert document["parameters"] == {"sanctions": "legal-sequences", "return_to_s": True, "phase": None}
    assert document["options"][0] == {"id": "modify", "decision_maker": "MoE", "shared_with": []}
    assert document["states"][0] == {"id": "s1", "code": 2, "pattern": "NYNNN", "options": ["delay"]}
    assert document["states"][8] == {
        "id": "s9",
        "code": 25,
        "pattern": "-NNY-",
        "members": ["NNNYN", "YNNYN", "NNNYY", "YNNYY"],
        "options": ["abandon"],
    }
    assert document["status_quo"] == "s1"
    assert document["stability"]["SEQ"]["Uniroyal"] == ["s1", "s4", "s5", "s8", "s9"]
    assert document["equilibria"]["Nash"] == ["s5", "s8", "s9"]


def test_graph_form_has_no_patterns() -> None:
    """In graph form a state has neither code nor pattern nor options."""
    states = as_json("analyze", "catalog:superpower-confrontation")["states"]
    assert states[0] == {"id": "PP", "name": "Both at peace"}


def test_concepts_are_picked(ferry: Path) -> None:
    """`--concepts` picks concepts, in any case."""
    assert list(as_json("analyze", ferry, "--concepts", "seq,Nash")["equilibria"]) == ["SEQ", "Nash"]


def test_where(ferry: Path) -> None:
    """`--where` shows only the states that satisfy an expression; outcomes are expressions."""
    document = as_json("analyze", ferry, "--where", "quiet")
    assert [state["pattern"] for state in document["states"]] == ["NN"]


def test_return_to_s() -> None:
    """`--return-to-s no` is passed on and reported."""
    document = as_json("analyze", "catalog:superpower-confrontation", "--return-to-s", "no")
    assert document["parameters"]["return_to_s"] is False


def test_npz(tmp_path: Path) -> None:
    """`--npz` writes the verdicts that the analysis has."""
    path = tmp_path / "verdicts.npz"
    assert standoff_command("analyze", "catalog:elmira", "--npz", path).exit_code == 0
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    with np.load(path) as arrays:
        assert arrays["states"].tolist() == [f"s{k}" for k in range(1, 10)]
        assert arrays["status_quo"] == 0
        for number, concept in enumerate(arrays["concepts"].tolist()):
            np.testing.assert_array_equal(arrays["verdicts"][number], analysis.verdicts(concept))
            np.testing.assert_array_equal(arrays["equilibria"][number], analysis.verdicts(concept).all(axis=0))


def test_npz_of_relations(tmp_path: Path) -> None:
    """Preferences that are no rankings are written pair by pair."""
    path = tmp_path / "verdicts.npz"
    assert standoff_command("analyze", "catalog:lake-gisborne", "--npz", path).exit_code == 0
    with np.load(path) as arrays:
        assert "levels" not in arrays
        assert arrays["degrees"].shape == arrays["unknown"].shape == (3, 8, 8)
        assert arrays["unknown"].any()


def test_many_states(tmp_path: Path) -> None:
    """Above 2^16 states a list gives a count, the first 1,000 ids and says so; `--all` lists all."""
    options = ", ".join(f"{{id: o{k}}}" for k in range(17))
    path = tmp_path / "large.dispute.yaml"
    path.write_text(
        f"standoff: 1\ntitle: Large\ndecision_makers:\n  - id: X\n    options: [{options}]\n"
        "status_quo: []\npreferences: {X: {statements: [o0]}}\n",
        encoding="utf-8",
    )
    nash = as_json("analyze", path, "--concepts", "Nash")["equilibria"]["Nash"]
    assert (nash["count"], len(nash["first"]), nash["truncated"]) == (2**16, 1000, True)
    assert len(as_json("analyze", path, "--concepts", "Nash", "--all")["equilibria"]["Nash"]) == 2**16


def test_table_of_analyze(ferry: Path) -> None:
    """Without `--json` the verdicts are a table, without colours where there is no terminal."""
    result = standoff_command("analyze", ferry)
    assert result.exit_code == 0
    assert all(word in result.output for word in ("Ferry", "Nash", "SSEQ", "s1"))
    assert "\x1b" not in result.output


def test_why_takes_patterns() -> None:
    """A state may be a pattern that begins with a dash; the reason is the library's."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    result = standoff_command("why", "catalog:elmira", "Uniroyal", "---Y-", "seq")
    assert (result.exit_code, result.output) == (0, f"{analysis.why('Uniroyal', 's9', 'SEQ')}\n")


def test_why_json() -> None:
    """`why --json` prints the reason as data."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    expected = json.loads(json.dumps(analysis.why("Uniroyal", "s6", "SEQ").to_dict()))
    assert as_json("why", "catalog:elmira", "Uniroyal", "s6", "SEQ") == expected


def test_evolve(ferry: Path) -> None:
    """`evolve` starts where it is told, by pattern or id, and `--json` is the library's."""
    analysis = standoff.Analysis(standoff.load(ferry))
    expected = json.loads(json.dumps(analysis.evolve(start="s2", to="quiet").to_dict()))
    assert as_json("evolve", ferry, "--from", "YN", "--to", "quiet") == expected
    assert standoff_command("evolve", ferry).exit_code == 0


def test_report(ferry: Path, tmp_path: Path) -> None:
    """`report` writes one page that names the dispute and no host."""
    page = tmp_path / "ferry.html"
    result = standoff_command("report", ferry, "-o", page)
    assert (result.exit_code, result.output) == (0, f"Wrote {page}\n")
    text = page.read_text(encoding="utf-8")
    assert "Ferry" in text
    assert 'src="http' not in text


def test_check(ferry: Path) -> None:
    """`check` gives advice, and is done when there is some."""
    expected = [item.what for item in standoff.check(standoff.load(ferry))]
    assert [item["what"] for item in as_json("check", ferry)] == expected
    assert standoff_command("check", ferry).exit_code == 0


def test_convert_there_and_back(ferry: Path, tmp_path: Path) -> None:
    """A dispute converted to JSON and back has the same verdicts."""
    assert standoff_command("convert", ferry, tmp_path / "ferry.json").exit_code == 0
    assert standoff_command("convert", tmp_path / "ferry.json", tmp_path / "again.dispute.yaml").exit_code == 0
    before, after = (as_json("analyze", path) for path in (ferry, tmp_path / "again.dispute.yaml"))
    assert {**before, "dispute": None} == {**after, "dispute": None}


def test_gmcr_says_what_it_cannot_hold(ferry: Path, tmp_path: Path) -> None:
    """A dispute converted to GMCR+ and back has the same equilibria; what is lost is said on standard error."""
    target = tmp_path / "ferry.gmcr"
    there = standoff_command("convert", ferry, target)
    assert (there.exit_code, there.stdout) == (0, f"Wrote {target}\n")
    assert "outcomes are not held" in there.stderr
    assert standoff_command("convert", target, tmp_path / "again.dispute.yaml").exit_code == 0
    before, after = (as_json("analyze", path) for path in (ferry, tmp_path / "again.dispute.yaml"))
    assert before["equilibria"] == after["equilibria"]


def test_concepts() -> None:
    """`concepts` names each with its definition and its source."""
    found = as_json("concepts")
    assert [concept["name"] for concept in found][:5] == ["Nash", "GMR", "SMR", "SEQ", "SSEQ"]
    assert all(concept["definition"] and concept["citation"] for concept in found)
    assert "(variant)" in standoff_command("concepts").output


def test_catalog() -> None:
    """`catalog NAME` prints the file itself, to be copied and changed."""
    from standoff import catalog

    assert standoff_command("catalog", "elmira").output == catalog.find("elmira").read_text(encoding="utf-8")
    assert [entry["name"] for entry in as_json("catalog")] == list(catalog.files())
    assert as_json("catalog", "chicken")["publication"] == "rapoport_chammah_1966"


WRONG = {
    "missing file": (["analyze", "nowhere.dispute.yaml"], ["nowhere.dispute.yaml"]),
    "unknown catalog name": (["analyze", "catalog:elmirra"], ["elmirra", "Did you mean elmira?"]),
    "unknown concept": (["analyze", "catalog:elmira", "--concepts", "SEK"], ["'SEK'", "SEQ"]),
    "unknown name in an expression": (["analyze", "catalog:elmira", "--where", "acept"], ["acept", "accept"]),
    "unknown side": (["why", "catalog:elmira", "Uniroyel", "s1", "SEQ"], ["Uniroyel", "Uniroyal"]),
    "unknown state": (["why", "catalog:elmira", "MoE", "s99", "SEQ"], ["s99"]),
    "ending not written": (["convert", "catalog:elmira", "elmira.pdf"], ["does not write .pdf"]),
    "graph form as GMCR+": (["convert", "catalog:superpower-confrontation", "x.gmcr"], ["option"]),
    "concept without support": (["analyze", "catalog:lake-gisborne", "--concepts", "fuzzy_GMR"], ["unknown"]),
    "concept of two sides": (["analyze", "catalog:elmira", "--concepts", "L2"], ["two"]),
    "unknown side in a coalition": (
        ["analyze", "catalog:elmira", "--concepts", "coal_GMR", "--coalition", "MoE,LGG"],
        ["'LGG'", "Did you mean LG?"],
    ),
    "side twice in a coalition": (
        ["analyze", "catalog:elmira", "--concepts", "coal_GMR", "--coalition", "LG,LG"],
        ["names a side twice"],
    ),
    "unknown side with a concept of its own": (
        ["analyze", "catalog:elmira", "--concept-of", "LGG=GMR"],
        ["'LGG'", "Did you mean LG?"],
    ),
    "unknown concept of a side": (["analyze", "catalog:elmira", "--concept-of", "LG=GMRR"], ["'GMRR'", "GMR"]),
    "merged twice": (
        ["analyze", "catalog:elmira", "--merge", "LG,MoE", "--merge", "LG,Uniroyal"],
        ["LG is merged twice"],
    ),
    "coalition of one concept": (["why", "catalog:elmira", "MoE,LG", "s1", "GMR"], ["MoE"]),
    "phase of a file without phases": (["analyze", "catalog:elmira", "--phase", "dry"], ["'dry'", "no `phases`"]),
    "unknown phase": (["check", "catalog:two-banks", "--phase", "dyr"], ["'dyr'", "Did you mean dry?"]),
    "unknown phase to compare": (["compare", "catalog:two-banks", "--phases", "dry,treety"], ["Did you mean treaty?"]),
    "unknown fact": (["compare", "catalog:two-banks", "--set", "flood=yes"], ["no fact called 'flood'"]),
    "unknown option": (["compare", "catalog:two-banks", "--without", "realease"], ["Did you mean release?"]),
    "two forms": (["compare", "catalog:elmira", "catalog:superpower-confrontation"], ["of one form"]),
    "missing report": (["read", "nowhere.txt"], ["nowhere.txt"]),
    "missing ledger": (["draft", "nowhere.ledger.json", "-o", "x.dispute.yaml"], ["nowhere.ledger.json"]),
    "two reports of one name": (["run", "a/x.txt", "b/x.txt", "-o", "out"], ["two reports are called 'x'"]),
    "a report is missing": (["run", "nowhere.txt", "-o", "out"], ["nowhere.txt"]),
    "not a date": (["read", "note.txt", "--published", "soon"], ["soon"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong input ends with status 1 and one message on standard error, and writes nothing."""
    arguments, words = WRONG[name]
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("The union said on Monday that it would not end the strike at the port.\n", "utf-8")
    result = standoff_command(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("standoff: ")
    assert [word for word in words if word not in result.stderr] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analize"], ["Did you mean analyze?"]),
        (["analyze"], ["Missing argument 'FILE'"]),
        (["analyze", "catalog:elmira", "--sanctions", "single"], ["legal-sequences", "single-opponent"]),
        (["analyze", "catalog:elmira", "--concept-of", "LG:GMR"], ["'LG:GMR' is no pair", "Up=GMR"]),
        (["compare", "catalog:elmira"], ["Give a second file B, or --phases"]),
        (["compare", "catalog:elmira", "catalog:chicken", "--set", "a=yes"], ["Give a second file B, or --phases"]),
        (["compare", "catalog:two-banks", "--phases", "a,b,c"], ["name two phases"]),
        (["compare", "catalog:two-banks", "--phases", "dry", "--phase", "dry"], ["exclude each other"]),
        (["compare", "catalog:two-banks", "--set", "drought=maybe"], ["neither yes nor no"]),
        (["run", "note.txt"], ["'-o'"]),
        (["analyze", "catalog:elmira", "--conceps", "SEQ"], ["--concepts"]),
    ],
)
def test_wrong_usage(arguments: list[str], words: list[str]) -> None:
    """Wrong usage ends with status 2 and says what is known."""
    result = standoff_command(*arguments)
    assert result.exit_code == 2
    assert [word for word in words if word not in result.stderr] == []


def test_unwritable_folder(ferry: Path, tmp_path: Path) -> None:
    """A file where a folder should be is a clear message, and the file is left alone."""
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    result = standoff_command("run", ferry, "-o", tmp_path / "taken")
    assert result.exit_code == 1
    assert "is a file, not a folder" in result.stderr
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_all_errors_of_a_file_at_once(tmp_path: Path) -> None:
    """A file's errors come all at once, each with its line and column."""
    path = tmp_path / "wrong.dispute.yaml"
    path.write_text(FERRY.replace("title:", "titel:").replace("not cut,", "not cutt,"), encoding="utf-8")
    result = standoff_command("analyze", path)
    assert result.exit_code == 1
    assert f"{path}:2:1: " in result.stderr
    assert f"{path}:8:" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single child")
def test_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C ends with status 130 and one line, and leaves nothing half-written."""
    report = Path(standoff.__file__).parent / "examples" / "ellin_courier.txt"
    out = tmp_path / "out"
    code = (
        "import standoff.main_job as job, time; job.run = lambda *a, **k: (print('on', flush=True), time.sleep(60)); "
    )
    code += f"from standoff.cli import main; main(['run', {str(report)!r}, '-o', {str(out)!r}])"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "on\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.strip()) == (130, "standoff: stopped; nothing was left half-written.")
    assert not out.exists()
