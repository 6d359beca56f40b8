"""Ledgers as tables and in an index: counts that agree with the ledgers, and files that change or break."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.errors import StandoffError
from standoff.main_job import examples
from standoff.read.ledger import load_ledger, save_ledger
from standoff.read.many import read_many
from standoff.read.search import INDEX, search
from standoff.read.tables import COLUMNS, query, write_tables
from tests.commands import as_json, standoff_command


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The ledgers of the reports that come along."""
    folder = tmp_path_factory.mktemp("ledgers")
    return [reading.file for reading in read_many(examples(), folder)]


@pytest.fixture
def folder(read_once: list[Path], tmp_path: Path) -> Path:
    """A folder of their own with copies of these ledgers."""
    for file in read_once:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_tables_hold_every_entry(folder: Path) -> None:
    """Each table has a row for each entry of every ledger, with the entry's own values."""
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    files = sorted(folder.glob("*.ledger.json"))
    ledgers = [load_ledger(file) for file in files]
    counts = write_tables(files, folder / "tables")
    assert counts["sources"] == 2
    for table in COLUMNS.keys() - {"sources"}:
        assert counts[table] == sum(len(getattr(ledger, table)) for ledger in ledgers)
    columns, rows = query(
        folder / "tables", 'SELECT source, id, holder, "by", "start", text FROM positions ORDER BY 1, 2'
    )
    assert columns == ["source", "id", "holder", "by", "start", "text"]
    positions = [(x.source.id, p.id, p.holder, p.by, p.start, p.text) for x in ledgers for p in x.positions]
    assert rows == sorted(positions)
    _, events = query(folder / "tables", "SELECT source, id, sources, targets FROM events ORDER BY 1, 2")
    assert events == sorted((x.source.id, e.id, list(e.source), list(e.target)) for x in ledgers for e in x.events)


def test_ledgers_command(folder: Path) -> None:
    """A question is answered from the command line, as a table and as JSON; a wrong one is said."""
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    asked = ("ledgers", folder, "-o", folder / "t", "--query")
    printed = as_json(*asked, "SELECT count(*) AS n FROM sources")
    assert printed == [{"n": 2}]
    assert "holder" in standoff_command(*asked, "SELECT holder, count(*) FROM positions GROUP BY 1").stdout
    wrong = standoff_command(*asked, "SELECT nothing FROM nowhere")
    assert (wrong.exit_code, "The tables are sources, actors" in wrong.stderr) == (1, True)


def test_a_folder_without_ledgers(tmp_path: Path) -> None:
    """It is said, with the command that makes ledgers."""
    for command in (("ledgers", tmp_path, "-o", tmp_path / "t"), ("search", tmp_path, "talks")):
        result = standoff_command(*command)
        assert (result.exit_code, "standoff read" in result.stderr) == (1, True)


def test_search_finds_words_in_any_form(folder: Path) -> None:
    """What is found holds the word in some form, is anchored as in its ledger, and can be limited to one kind."""
    hits, count = search(folder, "demands", limit=100)
    assert count == len(hits) > 0
    for hit in hits:
        entry = next(e for e in getattr(load_ledger(folder / hit.ledger), hit.kind) if e.id == hit.entry)
        assert (hit.start, hit.end, hit.text) == (entry.start, entry.end, entry.text)
        assert "demand" in f"{hit.text} {hit.issue}".lower()
    only, _ = search(folder, "talks", kind="positions", limit=100)
    assert {hit.kind for hit in only} == {"positions"}


def test_search_follows_the_folder(folder: Path) -> None:
    """A ledger that has changed or is gone is searched as it is now."""
    _, before = search(folder, "talks")
    file = folder / "ellin_courier.ledger.json"
    ledger = load_ledger(file)
    save_ledger(ledger.model_copy(update={"statements": (), "positions": (), "events": ()}), file)
    _, without = search(folder, "talks")
    file.unlink()
    assert before > without == search(folder, "talks")[1]


def test_search_survives_a_broken_index(folder: Path) -> None:
    """An index that is no database is made anew; words in a foreign syntax are taken as words."""
    found = search(folder, "talks")
    (folder / INDEX).write_bytes(b"nonsense" * 1000)
    assert search(folder, "talks") == found
    assert search(folder, 'talks AND ("') == search(folder, "talks and")
    assert search(folder, "zeppelin") == ([], 0)
    with pytest.raises(StandoffError, match="nothing to search"):
        search(folder, " ")


def test_search_command(folder: Path) -> None:
    """Each hit is printed with its place and its words."""
    result = standoff_command("search", folder, "talks", "--limit", "1")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith("found, 1 shown.")
    printed = as_json("search", folder, "talks", "--limit", "1")
    assert (len(printed["hits"]), printed["count"]) == (1, search(folder, "talks")[1])
