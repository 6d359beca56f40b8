"""Many reports: folders, corrections that are kept, copies that are noticed, workers, and a job that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from standoff.errors import StandoffError
from standoff.read.draft import draft
from standoff.read.duplicates import duplicates, likeness, sketch
from standoff.read.ledger import load_ledger, save_ledger
from standoff.read.many import Given, read_many
from standoff.read.report_files import reports_in
from tests.commands import as_json, standoff_command

TOWN = (
    "Mill Town refuses to wait\n\nThe mayor of Mill Town said on Monday that the town demands talks with the paper "
    "mill. “The mill has to clean the river before the summer,” the mayor said. The mill refused to pay for the "
    "cleaning, and its director said that the town should pay half of the cost.\n"
)
MILL = (
    "Paper mill offers money\n\nThe director of the paper mill said on Friday that the mill would pay for the cleaning "
    "of the river if the town lowered its taxes. The town has rejected the offer, according to the mayor.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports, a near copy of one in a folder of its own, and files that are no reports."""
    made = tmp_path / "reports"
    (made / "wire").mkdir(parents=True)
    (made / "town.txt").write_text(TOWN, encoding="utf-8")
    (made / "mill.md").write_text(MILL, encoding="utf-8")
    (made / "wire" / "copy.txt").write_text(TOWN.replace("on Monday", "on Monday (Wire)"), encoding="utf-8")
    (made / "notes.json").write_text("{}", encoding="utf-8")
    (made / ".hidden.txt").write_text("x", encoding="utf-8")
    return made


def test_reports_in_a_folder(folder: Path) -> None:
    """A folder stands for the reports in it and below; what is no report is left out."""
    assert [path.name for path in reports_in([folder])] == ["mill.md", "town.txt", "copy.txt"]


def test_the_text_taken_out_of_a_document_is_no_report_of_its_own(folder: Path) -> None:
    """Ledgers may lie beside their reports: reading the folder again finds the same reports."""
    first = standoff_command("read", folder, "-o", folder)
    assert (first.exit_code, (folder / "mill.md.txt").exists()) == (0, True)
    assert [path.name for path in reports_in([folder])] == ["mill.md", "town.txt", "copy.txt"]


def test_folder_without_reports(tmp_path: Path) -> None:
    """A folder without reports is said."""
    with pytest.raises(StandoffError, match="holds no report"):
        reports_in([tmp_path])


def test_copies_are_noticed(folder: Path, tmp_path: Path) -> None:
    """A near copy is said, is marked in its ledger, and counts once in a draft."""
    out = tmp_path / "out"
    result = standoff_command("read", folder, "-o", out)
    assert "copy.txt says nearly the same as town" in result.stdout
    ledgers = [load_ledger(out / f"{name}.ledger.json") for name in ("town", "mill", "copy")]
    assert [ledger.source.duplicate_of for ledger in ledgers] == [None, None, "town"]
    assert draft(ledgers) == draft(ledgers[:2])


def test_corrections_are_kept(folder: Path, tmp_path: Path) -> None:
    """A ledger that a person corrected stays when the same text is read again, until it is asked for anew."""
    out = tmp_path / "out"
    standoff_command("read", folder / "town.txt", "-o", out)
    file = out / "town.ledger.json"
    read = load_ledger(file)
    save_ledger(read.model_copy(update={"positions": ()}), file)
    kept = standoff_command("read", folder / "town.txt", "-o", out, "--reliability", "B")
    assert "Kept" in kept.stdout
    corrected = load_ledger(file)
    assert (corrected.positions, corrected.source.reliability) == ((), "B")
    standoff_command("read", folder / "town.txt", "-o", out, "--again")
    assert load_ledger(file).positions == read.positions


def test_corrections_made_on_other_readings_are_not_lost(folder: Path, tmp_path: Path) -> None:
    """Where a ledger cannot be kept, for it was read from another text or by another version, it stays beside."""
    out = tmp_path / "out"
    standoff_command("read", folder / "town.txt", "-o", out)
    file = out / "town.ledger.json"
    corrected = load_ledger(file).model_copy(update={"positions": (), "program": "0.0.1"})
    save_ledger(corrected, file)
    result = standoff_command("read", folder / "town.txt", "-o", out)
    assert f"is kept as {file}.old" in result.stdout
    assert load_ledger(file).positions != ()
    assert load_ledger(file.with_name(f"{file.name}.old")) == corrected


def test_run_keeps_corrections(folder: Path, tmp_path: Path) -> None:
    """The whole job, done again into its folder, drafts from the ledgers as a person corrected them."""
    out = tmp_path / "out"
    first = standoff_command("run", folder, "-o", out, "--jobs", "2")
    assert first.exit_code == 0
    assert "copy.txt says nearly the same as town" in first.stdout
    file = out / "mill.ledger.json"
    whole = load_ledger(file)
    save_ledger(whole.model_copy(update={"positions": whole.positions[:1]}), file)
    assert standoff_command("run", folder, "-o", out).exit_code == 0
    assert load_ledger(file).positions == whole.positions[:1]
    assert standoff_command("run", folder, "-o", out, "--again").exit_code == 0
    assert load_ledger(file).positions == whole.positions


def test_reliability_reaches_the_draft(folder: Path, tmp_path: Path) -> None:
    """What a person says of a source stands in the draft's sources."""
    out = tmp_path / "out"
    standoff_command("read", folder / "town.txt", "-o", out, "--reliability", "C", "--publisher", "The Bank")
    source = draft([load_ledger(out / "town.ledger.json")])["sources"][0]
    assert (source["reliability"], source["publisher"]) == ("C", "The Bank")


def test_wrong_reliability(folder: Path, tmp_path: Path) -> None:
    """A grade that does not exist is refused before anything is read."""
    result = standoff_command("read", folder, "-o", tmp_path / "out", "--reliability", "Z")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "A (completely reliable)" in result.stderr


def test_one_bad_report_of_many(folder: Path, tmp_path: Path) -> None:
    """A report that cannot be read is named, exit status 1; the others are read."""
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 nonsense")
    result = standoff_command("read", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "scan.pdf: This PDF cannot be read" in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").glob("*.ledger.json")) == [
        "copy.ledger.json", "mill.ledger.json", "town.ledger.json",
    ]  # fmt: skip


def test_ledgers_as_json(folder: Path, tmp_path: Path) -> None:
    """`--json` prints the ledgers as they are in their files."""
    printed = as_json("read", folder, "-o", tmp_path / "out")
    files = [tmp_path / "out" / f"{name}.ledger.json" for name in ("mill", "town", "copy")]
    assert printed == [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_any_executor_reads_the_same(folder: Path, tmp_path: Path) -> None:
    """Two processes write the same ledgers as one."""
    reports = reports_in([folder])
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    read_many(reports, tmp_path / "one", Given(reliability="B"))
    with ProcessPoolExecutor(2) as pool:
        read_many(reports, tmp_path / "two", Given(reliability="B"), executor=pool)
    one, two = ({f.name: f.read_text("utf-8") for f in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """A job that is killed goes on where it was: what is written is whole, and is not read again."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(12):
        (reports / f"r{number}.txt").write_text(TOWN.replace("Monday", f"day {number}"), encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "standoff", "read", str(reports), "-o", str(out), "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list(out.glob("*.ledger.json"))) < 3 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = len(list(out.glob("*.ledger.json")))
    assert 3 <= before < 12
    found = read_many(reports_in([reports]), out)
    assert sum(reading.kept for reading in found) == before
    assert len(list(out.glob("*.ledger.json"))) == 12


def test_sketches() -> None:
    """Likeness is that of the texts' runs of words; unlike reports on one matter are no copies."""
    assert likeness(sketch(TOWN), sketch(TOWN)) == 1.0
    assert duplicates({"a": sketch(TOWN), "b": sketch(MILL), "c": sketch(TOWN + "One line more.")}) == {"c": "a"}
