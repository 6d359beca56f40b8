"""``ledgers`` and ``search``: questions over many reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.common import json_option, print_json, show, working


@click.command(short_help="Make tables of many ledgers, and ask them in SQL.")
@click.argument("ledgers", metavar="LEDGER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--query", "question", metavar="SQL", help="Print the answer: SELECT issue, count(*) FROM positions …")
@json_option
def ledgers(ledgers: tuple[Path, ...], folder: Path, question: str | None, as_json: bool) -> None:
    """Write ledgers as Parquet tables that DuckDB, pandas or R can open.

    Each LEDGER is a ledger or a folder of ledgers.
    DIR gets sources, actors, statements, positions, events and quantities, one .parquet file each.
    """
    from standoff.read.tables import ledgers_in, query, write_tables

    with working("Writing tables") as progress:
        counts = write_tables(ledgers_in(ledgers), folder, progress=progress)
    if question is None:
        if as_json:
            print_json({"folder": str(folder), "rows": counts})
            return
        for table, count in counts.items():
            click.echo(f"Wrote {folder / table}.parquet, {count:,} rows")
        return
    columns, found = query(folder, question)
    if as_json:
        print_json([dict(zip(columns, (_plain(value) for value in row), strict=True)) for row in found])
        return
    _show(columns, [[str(_plain(value)) if value is not None else "" for value in row] for row in found])


@click.command(short_help="Search many ledgers for words.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(["statements", "positions", "events"]), help="Only entries of this kind.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True)
@json_option
def search(folder: Path, words: tuple[str, ...], kind: str | None, limit: int, as_json: bool) -> None:
    """Find what is said on something in the ledgers of a folder, best first.

    All WORDS have to occur, in any form: withdraw finds withdrawal, too.
    """
    from standoff.read.search import search as find

    with working("Searching") as progress:
        hits, count = find(folder, " ".join(words), kind=kind, limit=limit, progress=progress)
    if as_json:
        print_json({"count": count, "hits": [hit.to_dict() for hit in hits]})
        return
    for hit in hits:
        click.echo(
            f"{hit.source}@{hit.start}-{hit.end}  {hit.kind[:-1]} {hit.entry}  {hit.who}  {hit.date or ''}".rstrip()
        )
        click.echo(f"    {' '.join(hit.text.split())}")
    click.echo(f"{count:,} found{f', {len(hits)} shown' if count > len(hits) else ''}.")


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold."""
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)


def _show(columns: list[str], found: list[list[str]]) -> None:
    """Print an answer as a table."""
    from rich.table import Table

    table = Table(*columns, box=None, header_style="bold")
    for row in found:
        table.add_row(*row)
    show(table)
