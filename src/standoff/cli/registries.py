"""``concepts`` and ``catalog``: what the program knows and what it ships."""

from __future__ import annotations

import click

from standoff.cli.common import json_option, print_json, show


@click.command(short_help="List the solution concepts.")
@json_option
def concepts(as_json: bool) -> None:
    """List the solution concepts: names, definitions, sources.

    A variant is one reading of a concept of which the literature leaves details open.
    """
    from standoff.analyze.registry import listing

    families = list(listing())
    if as_json:
        keys = ("name", "long_name", "aliases", "definition", "citation", "variant")
        found = [(family, concept) for family, members in families for concept in members]
        print_json([{"family": family, **{key: getattr(concept, key) for key in keys}} for family, concept in found])
        return
    from rich.table import Table

    table = Table("concept", "a state is stable for a side when", "defined by", box=None, header_style="bold")
    for family, members in families:
        table.add_row()
        table.add_row(family, style="bold")
        for concept in members:
            reading = f"{concept.definition} (variant)" if concept.variant else concept.definition
            table.add_row(concept.name, reading, concept.citation)
    show(table)


@click.command(short_help="List the disputes that come along.")
@click.argument("name", required=False)
@json_option
def catalog(name: str | None, as_json: bool) -> None:
    """List the disputes that come with the program, or print the file of NAME.

    A dispute of the catalog stands wherever a FILE is asked for, as catalog:NAME.
    """
    from standoff import catalog as shelf

    if as_json:
        print_json(shelf.entry(name).to_dict() if name else [entry.to_dict() for entry in shelf.entries()])
        return
    if name:
        click.echo(shelf.find(name).read_text(encoding="utf-8"), nl=False)
        return
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    table.add_column("catalog:", no_wrap=True, min_width=max(map(len, shelf.files())))
    for heading in ("dispute", "published in", "verdicts"):
        table.add_column(heading, overflow="fold")
    for entry in shelf.entries():
        marks = ", ".join(dict.fromkeys(item.mark for item in entry.expected))
        table.add_row(entry.name, entry.title, entry.publication, marks)
    show(table)
