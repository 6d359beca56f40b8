"""`read`, `draft`, `run` and `demo` at the command line, on good reports and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import standoff
from tests.commands import as_json, standoff_command

BAD_REPORTS = {
    "empty": b"",
    "blank": b" \n\n \t\n",
    "not UTF-8": "Der Rat fordert Gespräche über das Wasser.\n".encode("latin-1"),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "a Word document": b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
    "ten megabytes of nonsense": bytes(range(33, 127)) * 110_000,
    "another language": (
        "Die Gewerkschaft hat am Montag erklärt, dass sie den Streik im Hafen nicht beenden wird, "
        "solange die Gesellschaft die neun entlassenen Kranführer nicht wieder einstellt.\n"
    ).encode(),
    "no dispute": (
        b"The lake is two miles long and lies between low hills. In spring the meadows on its eastern shore are full "
        b"of flowers, and herons stand in the shallows. A path leads around it, and takes about three hours to walk.\n"
    ),
}


@pytest.mark.parametrize("name", BAD_REPORTS)
def test_bad_report(name: str, tmp_path: Path) -> None:
    """A report that cannot be read, or has no dispute in it, ends in one clear message, and writes nothing."""
    report = tmp_path / "report.txt"
    report.write_bytes(BAD_REPORTS[name])
    result = standoff_command("run", report, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("standoff: ")
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's folder, and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = standoff_command("demo", "-o", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    return folder, result.stdout


def test_demo_writes_all(demonstration: tuple[Path, str]) -> None:
    """The demo writes the ledgers, the draft, the analysis and the page, and copies of the reports."""
    folder, printed = demonstration
    made = [
        "coast_agency.ledger.json",
        "ellin_courier.ledger.json",
        "draft.dispute.yaml",
        "analysis.json",
        "report.html",
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*made, ".draft.dispute.yaml.drafted", "coast_agency.txt", "ellin_courier.txt"]
    )
    assert [name for name in made if str(folder / name) not in printed] == []


def test_demo_draft_stands_alone(demonstration: tuple[Path, str]) -> None:
    """The draft in the folder gives the analysis beside it, and its evidence lies in the reports beside it."""
    folder, _ = demonstration
    document = as_json("analyze", folder / "draft.dispute.yaml")
    assert document == json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
    dispute = standoff.load(folder / "draft.dispute.yaml")
    assert [source.file for source in dispute.sources if not (folder / str(source.file)).exists()] == []


def test_demo_has_a_finding(demonstration: tuple[Path, str]) -> None:
    """In the demo's dispute the union and the company are sides, and some state holds under each concept."""
    folder, _ = demonstration
    dispute = standoff.load(folder / "draft.dispute.yaml")
    names = " ".join(maker.name for maker in dispute.decision_makers)
    assert [word for word in ("Union", "Company") if word not in names] == []
    assert all(standoff.Analysis(dispute).equilibria(concept) for concept in ("GMR", "SEQ"))


def test_steps_equal_the_whole(demonstration: tuple[Path, str], tmp_path: Path) -> None:
    """`read` and `draft` one after the other give what `run` gives."""
    folder, _ = demonstration
    reports = sorted(folder.glob("*.txt"))
    assert standoff_command("read", *reports, "-o", tmp_path).exit_code == 0
    ledgers = sorted(tmp_path.glob("*.ledger.json"))
    assert [path.read_text("utf-8") for path in ledgers] == [
        (folder / path.name).read_text("utf-8") for path in ledgers
    ]
    assert standoff_command("draft", *ledgers, "-o", tmp_path / "draft.dispute.yaml").exit_code == 0
    assert (tmp_path / "draft.dispute.yaml").read_text("utf-8") == (folder / "draft.dispute.yaml").read_text("utf-8")


def test_run_json(demonstration: tuple[Path, str], tmp_path: Path) -> None:
    """`run --json` names the files and has the analysis."""
    folder, _ = demonstration
    printed = as_json("run", *sorted(folder.glob("*.txt")), "-o", tmp_path / "new" / "out")
    assert printed["page"] == str(tmp_path / "new" / "out" / "report.html")
    assert printed["analysis"] == json.loads((folder / "analysis.json").read_text(encoding="utf-8"))


def test_read_makes_its_folder(tmp_path: Path) -> None:
    """`read -o` makes a folder that does not exist, only once there is something to put into it."""
    report = Path(standoff.__file__).parent / "examples" / "ellin_courier.txt"
    folder = tmp_path / "new" / "ledgers"
    assert standoff_command("read", report, "-o", folder).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["ellin_courier.ledger.json"]
    assert standoff_command("read", tmp_path / "nowhere.txt", "-o", tmp_path / "other").exit_code == 1
    assert not (tmp_path / "other").exists()


def test_read_into_a_file(tmp_path: Path) -> None:
    """A file where the folder should be is said before anything is read."""
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    result = standoff_command("read", tmp_path / "nowhere.txt", "-o", tmp_path / "taken")
    assert result.exit_code == 1
    assert "is a file, not a folder" in result.stderr
