"""Ledgers as tables: one file of Parquet a kind of entry, for questions over thousands of reports.

Each row names its report (``source``), so that tables join on ``source`` and ``id``.
Ledgers are read one at a time: memory does not grow with their number.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from standoff.errors import FileErrors, Missing, StandoffError
from standoff.read.ledger import Ledger, load_ledger

_ENTRY = {"source": "VARCHAR", "id": "VARCHAR"}
_PLACE = {"start": "BIGINT", "end": "BIGINT", "text": "VARCHAR"}

COLUMNS: dict[str, dict[str, str]] = {
    "sources": {
        "source": "VARCHAR", "title": "VARCHAR", "author": "VARCHAR", "publisher": "VARCHAR", "published": "VARCHAR",
        "file": "VARCHAR", "sha256": "VARCHAR", "characters": "BIGINT", "reliability": "VARCHAR",
        "duplicate_of": "VARCHAR",
    },
    "actors": _ENTRY | {
        "name": "VARCHAR", "kind": "VARCHAR", "role": "VARCHAR", "country": "VARCHAR", "acts_for": "VARCHAR",
        "members": "VARCHAR[]", "mentions": "BIGINT",
    },
    "statements": _ENTRY | {
        "kind": "VARCHAR", "speaker": "VARCHAR", "addressees": "VARCHAR[]", "date": "VARCHAR", "credibility": "BIGINT",
    } | _PLACE,
    "positions": _ENTRY | {
        "holder": "VARCHAR", "type": "VARCHAR", "issue": "VARCHAR", "action": "VARCHAR", "by": "VARCHAR",
        "target": "VARCHAR", "polarity": "VARCHAR", "strength": "VARCHAR", "condition": "VARCHAR", "voice": "VARCHAR",
        "statement": "VARCHAR", "date": "VARCHAR", "same_as": "VARCHAR", "credibility": "BIGINT",
    } | _PLACE,
    "events": _ENTRY | {
        "type": "VARCHAR", "mode": "VARCHAR", "cameo": "VARCHAR", "sources": "VARCHAR[]", "targets": "VARCHAR[]",
        "modality": "VARCHAR", "date": "VARCHAR", "place": "VARCHAR", "credibility": "BIGINT",
    } | _PLACE,
    "quantities": _ENTRY | {"kind": "VARCHAR", "value": "DOUBLE", "unit": "VARCHAR", "of": "VARCHAR"} | _PLACE,
}  # fmt: skip
"""The columns of each table, with their types in DuckDB."""


def ledgers_in(paths: Iterable[Path]) -> list[Path]:
    """Return the ledgers that paths name: files as they are, and those in folders and in the folders in these.

    Raises
    ------
    StandoffError
        If a folder holds no ledger.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*.ledger.json")) if path.is_dir() else [path]
        if not inside:
            raise StandoffError(
                "this folder holds no ledger.", where=str(path), mend="Make ledgers with `standoff read`."
            )
        found.update(dict.fromkeys(inside))
    return list(found)


def rows(ledger: Ledger, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one table from one ledger.

    Examples
    --------
    >>> from standoff.read.ledger import Source
    >>> next(rows(Ledger(source=Source(id="note", title="Talks")), "sources"))["title"]
    'Talks'
    """
    source = ledger.source.id
    if table == "sources":
        yield {"source": source} | ledger.source.model_dump(mode="json", exclude={"id"})
        return
    for entry in getattr(ledger, table):
        row = {"source": source} | entry.model_dump(mode="json", exclude={"mentions", "source", "target"})
        if table == "actors":
            row["mentions"] = len(entry.mentions)
        if table == "events":
            row |= {"sources": list(entry.source), "targets": list(entry.target)}
        if table == "positions":
            row["target"] = entry.target
        yield {name: row.get(name) for name in COLUMNS[table]}


def write_tables(
    ledgers: Sequence[Path], folder: Path, *, progress: Callable[[str], None] = lambda _: None
) -> dict[str, int]:
    """Write ledgers as Parquet, one file a table.

    Parameters
    ----------
    ledgers : sequence of Path
        The ledgers' files.
    folder : Path
        Where the tables go, ``positions.parquet`` and so on; each is replaced whole.
    progress : callable
        Told what is being done.

    Returns
    -------
    dict of str to int
        How many rows each table has.

    Raises
    ------
    Missing
        If DuckDB is not installed.
    StandoffError
        If a ledger cannot be read, or the folder cannot be written.
    """
    database = connect()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".standoff-", dir=folder) as work:
            counts = _write_lines(ledgers, Path(work), progress)
            for table, columns in COLUMNS.items():
                _to_parquet(database, Path(work) / table, columns)
            for table in COLUMNS:
                os.replace(Path(work) / f"{table}.parquet", folder / f"{table}.parquet")
    except OSError as error:
        raise StandoffError(f"the tables cannot be written: {error.strerror or error}.", where=str(folder)) from error
    return counts


def _write_lines(ledgers: Sequence[Path], work: Path, progress: Callable[[str], None]) -> dict[str, int]:
    """Write each table's rows as lines of JSON, which the database reads as a stream."""
    counts = dict.fromkeys(COLUMNS, 0)
    files = {table: (work / table).open("w", encoding="utf-8") for table in COLUMNS}
    wrong = []
    try:
        for place, path in enumerate(ledgers, 1):
            progress(f"{path.name}, {place:,} of {len(ledgers):,}")
            try:
                ledger = load_ledger(path)
            except StandoffError as error:
                wrong.append(error)
                continue
            for table, file in files.items():
                for row in rows(ledger, table):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
                    counts[table] += 1
    finally:
        for file in files.values():
            file.close()
    if wrong:
        raise FileErrors(wrong)
    return counts


def _to_parquet(database: Any, lines: Path, columns: dict[str, str]) -> None:
    """Turn lines of JSON into a Parquet file beside them."""
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    database.execute(
        f"COPY (SELECT * FROM read_json({_text(lines)}, format='newline_delimited', columns={{{kinds}}})) "
        f"TO {_text(lines.with_suffix('.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
    )


def query(folder: Path, question: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer a question in SQL over the tables in a folder.

    Parameters
    ----------
    folder : Path
        Where `write_tables` has written.
    question : str
        SQL of DuckDB over ``sources``, ``actors``, ``statements``, ``positions``, ``events``, ``quantities``.

    Returns
    -------
    tuple of list
        The names of the columns, and the rows.

    Raises
    ------
    StandoffError
        If a table is missing or the question is no SQL that can be answered.
    """
    import duckdb

    database = connect()
    for table in COLUMNS:
        file = folder / f"{table}.parquet"
        if not file.exists():
            raise StandoffError("there is no such table.", where=str(file), mend="Make it with `standoff ledgers -o`.")
        database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({_text(file)})")
    try:
        found = database.execute(question)
        return [column[0] for column in found.description or ()], found.fetchall()
    except duckdb.Error as error:
        tables = ", ".join(COLUMNS)
        raise StandoffError(
            f"the question cannot be answered: {str(error).splitlines()[0]}", mend=f"The tables are {tables}."
        ) from error


def connect() -> Any:
    """Return a database in memory."""
    try:
        import duckdb
    except ImportError as error:
        raise Missing(
            "Tables of ledgers need DuckDB, which is not installed.", mend="Install it: pip install 'standoff[table]'."
        ) from error
    return duckdb.connect()


def _text(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
