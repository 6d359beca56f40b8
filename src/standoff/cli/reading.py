"""``read``, ``draft``, ``run`` and ``demo``: from reports to ledgers, a draft, and the whole job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.common import json_option, print_json, show, working

if TYPE_CHECKING:
    from standoff.main_job import Job
    from standoff.read.ledger import Ledger

published_option = click.option(
    "--published", metavar="DATE", help="Publication date, YYYY-MM-DD, of reports that do not state it."
)
presumptions_option = click.option(
    "--no-presumptions",
    is_flag=True,
    help="Leave a side indifferent where it is silent, instead of presuming what it wants from what it does.",
)


@click.command(short_help="Read reports into ledgers.")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="DIR", default=".", show_default=True, type=click.Path(path_type=Path)
)
@published_option
@json_option
def read(reports: tuple[Path, ...], folder: Path, published: str | None, as_json: bool) -> None:
    """Read reports into ledgers: who wants what from whom, anchored to the text.

    Each REPORT is a plain-text file in English; its ledger is written to DIR/NAME.ledger.json.
    """
    from standoff.main_job import ledger_name, read_all

    with working("Reading") as progress:
        ledgers = read_all(reports, folder, published=published, progress=progress)
    if as_json:
        print_json([ledger.model_dump(mode="json") for ledger in ledgers])
        return
    _show_ledgers(reports, ledgers)
    for report in reports:
        click.echo(f"Wrote {folder / ledger_name(report)}")


@click.command(short_help="Draft a dispute from ledgers.")
@click.argument("ledgers", metavar="LEDGER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "file", metavar="FILE", required=True, type=click.Path(path_type=Path))
@presumptions_option
@json_option
def draft(ledgers: tuple[Path, ...], file: Path, no_presumptions: bool, as_json: bool) -> None:
    """Draft a dispute from ledgers; every element cites its evidence.

    What the evidence does not settle becomes an open question; nothing is invented.
    """
    from standoff.read.draft import draft as draft_dispute
    from standoff.read.draft import save_draft
    from standoff.read.ledger import load_ledger

    with working("Drafting"):
        document = draft_dispute([load_ledger(path) for path in ledgers], presumptions=not no_presumptions)
        save_draft(document, file)
    if as_json:
        print_json(document)
        return
    makers: Sequence[Any] = document["decision_makers"]
    options = sum(len(maker.get("options", ())) for maker in makers)
    questions = len(document.get("open_questions", ()))
    click.echo(f"Wrote {file}: {len(makers)} sides, {options} options, {questions} open questions.")


@click.command(short_help="Read, draft, analyze and report in one go.")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@published_option
@presumptions_option
@json_option
def run(reports: tuple[Path, ...], folder: Path, published: str | None, no_presumptions: bool, as_json: bool) -> None:
    """Do all of it: read reports, draft the dispute, analyze it, write a page.

    DIR gets the ledgers, draft.dispute.yaml, analysis.json and report.html.
    """
    from standoff.main_job import run as run_all

    with working("Reading") as progress:
        job = run_all(reports, folder, published=published, presumptions=not no_presumptions, progress=progress)
    _show_job(job, as_json)


@click.command(short_help="Do `run` on the reports that come along.")
@click.option("-o", "--output", "folder", metavar="DIR", default="demo-output", show_default=True,
              type=click.Path(path_type=Path))  # fmt: skip
@json_option
def demo(folder: Path, as_json: bool) -> None:
    """Do `run` on the reports that come with the program: a strike in a port."""
    from standoff.main_job import demo as run_demo

    with working("Reading") as progress:
        job = run_demo(folder, progress=progress)
    _show_job(job, as_json)


def _show_ledgers(reports: Sequence[Path], ledgers: Sequence[Ledger]) -> None:
    """Print how much was found in each report."""
    from rich.table import Table

    table = Table("report", "published", box=None, header_style="bold")
    for heading in ("actors", "statements", "positions", "events"):
        table.add_column(heading, justify="right")
    for report, ledger in zip(reports, ledgers, strict=True):
        counts = (ledger.actors, ledger.statements, ledger.positions, ledger.events)
        table.add_row(report.name, ledger.source.published or "not stated", *(str(len(found)) for found in counts))
    show(table)


def _show_job(job: Job, as_json: bool) -> None:
    """Print what was found and where the results lie, or all of it as JSON."""
    if as_json:
        print_json(job.to_dict())
        return
    from rich.text import Text

    from standoff.show.describe import heading
    from standoff.show.summary import trust_sentence
    from standoff.show.tables import verdict_table

    _show_ledgers(job.reports, job.ledgers)
    click.echo()
    show(Text(heading(job.analysis.dispute), style="bold"))
    show(verdict_table(job.analysis))
    click.echo()
    headline, *details = job.found
    for sentence in details:
        show(Text(f"- {sentence}"))
    click.echo()
    for path in (*job.ledger_files, job.draft, job.analysis_file):
        click.echo(f"Wrote {path}")
    click.echo(f"Wrote {job.page}, the page to open in a browser.")
    show(Text(headline, style="bold"))
    caution = trust_sentence(job.analysis.dispute, job.draft.name)
    if caution:
        show(Text(caution))
