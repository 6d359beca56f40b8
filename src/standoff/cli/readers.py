"""Readers beside the rules at the command line: what they are, where reports go, and how they differ from the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from standoff.cli.common import F, show

if TYPE_CHECKING:
    from standoff.read.many import Reading
    from standoff.read.readers.combine import Comparison

_MOST_REASONS = 5


def reader_options(function: F) -> F:
    """Add who reads."""
    for option in (
        click.option("--cache", metavar="DIR", help="Where a language model's answers are kept."),
        click.option(
            "--reader",
            "readers",
            metavar="NAME",
            multiple=True,
            default=("rules",),
            help="Who reads: rules (by default), llm (a language model), or a trained reader's folder; repeatable.",
        ),
    ):
        function = option(function)
    return function


def announce(readers: Sequence[str], cache: str | None, count: int) -> None:
    """Open the readers once, so that what is wrong with one is said once; say where reports are sent."""
    if set(readers) == {"rules"}:
        return
    from standoff.read.readers.llm import LanguageModel
    from standoff.read.readers.registry import open_readers

    for reader in open_readers(readers, cache):
        if isinstance(reader, LanguageModel):
            reports = f"{count:,} reports" if count > 1 else "the report"
            settings = reader.settings
            click.echo(
                f"Sending {reports} to {settings.host} (model {settings.model}); answers are kept in {reader.folder}.",
                err=True,
            )


def show_comparisons(found: Sequence[Reading]) -> None:
    """Print how the readers differ from the rules, what was not sound, and what it took."""
    by_reader: dict[str, list[Comparison]] = {}
    for reading in found:
        for one in reading.comparisons:
            by_reader.setdefault(one.reader, []).append(one)
    for name, several in by_reader.items():
        _show_counts(name, several)
        _show_rejected(name, several)
        _show_differing(name, several)
        _show_tokens(several)


def _show_counts(name: str, several: Sequence[Comparison]) -> None:
    """Print the entries found by the rules, by the reader, and by both."""
    from rich.table import Table

    click.echo()
    table = Table("found by", box=None, header_style="bold")
    for kind in several[0].counts:
        table.add_column(kind, justify="right")
    for row, finder in enumerate(("the rules alone", f"the rules and {name}", f"{name} alone")):
        table.add_row(finder, *(f"{sum(one.counts[kind][row] for one in several):,}" for kind in several[0].counts))
    show(table)


def _show_rejected(name: str, several: Sequence[Comparison]) -> None:
    """Say what did not enter a ledger, and why."""
    rejected = [why for one in several for why in one.rejected]
    if not rejected:
        return
    click.echo(f"Of what {name} found, {len(rejected):,} did not stand up to the report and {_was(rejected)} left out:")
    for why in rejected[:_MOST_REASONS]:
        click.echo(f"- {why}")
    if len(rejected) > _MOST_REASONS:
        click.echo(f"- and {len(rejected) - _MOST_REASONS:,} more")


def _show_differing(name: str, several: Sequence[Comparison]) -> None:
    """Say where a reader reads otherwise than the rules."""
    differing = [why for one in several for why in one.differing]
    if differing:
        places = "one place" if len(differing) == 1 else f"{len(differing):,} places"
        click.echo(f"At {places} {name} reads otherwise than the rules, which stand:")
        for why in differing[:_MOST_REASONS]:
            click.echo(f"- {why}")
    if len(differing) > _MOST_REASONS:
        click.echo(f"- and {len(differing) - _MOST_REASONS:,} more")


def _was(several: Sequence[str]) -> str:
    return "was" if len(several) == 1 else "were"


def _show_tokens(several: Sequence[Comparison]) -> None:
    """Say what a language model took, and what that costs."""
    counted = [one.tokens for one in several if one.tokens is not None]
    if not counted:
        return
    total = sum(counted[1:], counted[0])
    cost = "" if total.cost is None else f", at a cost of {total.cost:.4f}"
    kept = "" if not total.kept_answers else f"; {total.kept_answers:,} kept answers were used again at no cost"
    click.echo(f"Tokens: {total.sent:,} sent, {total.received:,} received{cost}{kept}.")
