"""``read``, ``draft``, ``run`` and ``demo``: from reports to ledgers, a draft, and the whole job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.common import F, json_option, print_json, show, working
from standoff.cli.readers import announce, reader_options, show_comparisons
from standoff.errors import FileErrors

if TYPE_CHECKING:
    from standoff.main_job import Job
    from standoff.read.many import Reading

presumptions_option = click.option(
    "--no-presumptions",
    is_flag=True,
    help="Leave a side indifferent where it is silent, instead of presuming what it wants from what it does.",
)


def given_options(function: F) -> F:
    """Add what a person can say of reports."""
    for option in (
        click.option("--vocabulary", metavar="DIR", help="A folder with the words of a field: cues and issues."),
        click.option("--reliability", metavar="GRADE", help="How reliable the source is: A (completely) to E, or F."),
        click.option("--publisher", metavar="NAME", help="Who published the reports."),
        click.option("--published", metavar="DATE", help="When the reports were published, YYYY-MM-DD."),
    ):
        function = option(function)
    return function


def reading_options(function: F) -> F:
    """Add how many reports are read at a time, and where."""
    for option in (
        click.option("--cluster", metavar="ADDRESS", help="Read on a Dask cluster whose workers see the same folders."),
        click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="How many reports to read at a time."),
        click.option(
            "--again", is_flag=True, help="Make ledgers anew that are there already, with any corrections in them."
        ),
    ):
        function = option(function)
    return function


@click.command(short_help="Read reports into ledgers.")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="DIR", default=".", show_default=True, type=click.Path(path_type=Path)
)
@given_options
@click.option("--title", metavar="TITLE", help="The title of the report.")
@click.option("--author", metavar="NAME", help="The author of the report.")
@reading_options
@click.option("--explain", is_flag=True, help="Say of each entry which rule made it.")
@reader_options
@json_option
def read(
    reports: tuple[Path, ...],
    folder: Path,
    again: bool,
    jobs: int | None,
    cluster: str | None,
    explain: bool,
    readers: tuple[str, ...],
    cache: str | None,
    as_json: bool,
    **given: str | None,
) -> None:
    """Read reports into ledgers: who wants what from whom, anchored to the text.

    Each REPORT is a text, a web page, a PDF, a Word document or Markdown, in English, or a folder of these.
    Its ledger is written to DIR/NAME.ledger.json; a ledger that is there already is kept.
    """
    from standoff.cli.workers import workers
    from standoff.main_job import make_folder
    from standoff.read.many import Given, read_many
    from standoff.read.report_files import reports_in

    said, paths = Given(**given, readers=readers, cache=cache), reports_in(reports)
    if len(paths) > 1 and (given["title"] or given["author"]):
        raise click.UsageError("--title and --author are of one report; give the others theirs one by one.")
    announce(readers, cache, len(paths))
    new = not folder.exists()
    make_folder(folder)
    with working("Reading") as progress, workers(jobs, cluster, len(paths)) as pool:
        found = read_many(paths, folder, said, again=again, executor=pool, progress=progress)
    if new and all(reading.error for reading in found):
        folder.rmdir()
    if as_json:
        _print_ledgers(found)
    else:
        _show_readings(found)
        show_comparisons(found)
    if explain and not as_json:
        _show_rules(found, given["vocabulary"])
    wrong = [reading.error for reading in found if reading.error is not None]
    if wrong:
        raise FileErrors(wrong)


def _show_rules(found: Sequence[Reading], vocabulary: str | None) -> None:
    """Print for each entry of each ledger the rule that made it."""
    from rich.text import Text

    from standoff.read.explained import explain
    from standoff.read.fields import find_field
    from standoff.read.ledger import load_ledger

    for reading in (reading for reading in found if reading.error is None):
        show(Text(f"\n{reading.report.name}", style="bold"))
        for reason in explain(load_ledger(reading.file), find_field(vocabulary, reading.report)):
            show(Text(str(reason)))


def _print_ledgers(found: Sequence[Reading]) -> None:
    """Print the ledgers as a JSON list, one in memory at a time."""
    from standoff.read.ledger import load_ledger, to_json

    click.echo("[", nl=False)
    for place, reading in enumerate(reading for reading in found if reading.error is None):
        click.echo(("," if place else "") + "\n" + to_json(load_ledger(reading.file)).rstrip("\n"), nl=False)
    click.echo("\n]")


@click.command(short_help="Draft a dispute from ledgers.")
@click.argument("ledgers", metavar="LEDGER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "file", metavar="FILE", required=True, type=click.Path(path_type=Path))
@presumptions_option
@json_option
def draft(ledgers: tuple[Path, ...], file: Path, no_presumptions: bool, as_json: bool) -> None:
    """Draft a dispute from ledgers; every element cites its evidence.

    What the evidence does not settle becomes an open question; nothing is invented.
    Drafted again into the same FILE, what you have changed in it stays.
    """
    from standoff.read.draft import draft as draft_dispute
    from standoff.read.draft import what_flipped
    from standoff.read.ledger import load_ledger
    from standoff.read.redraft import redraft, save_redraft

    with working("Drafting"):
        opened = [load_ledger(path) for path in ledgers]
        document = draft_dispute(opened, presumptions=not no_presumptions)
        made = redraft(document, file)
        save_redraft(made, file)
    if as_json:
        print_json(document)
        return
    makers: Sequence[Any] = document["decision_makers"]
    options = sum(len(maker.get("options", ())) for maker in makers)
    questions = len(document.get("open_questions", ()))
    click.echo(f"Wrote {file}: {len(makers)} sides, {options} options, {questions} open questions.")
    for flip in what_flipped(opened, presumptions=not no_presumptions):
        was, now = (f"`{text}`" if text else "nothing" for text in (flip.before, flip.after))
        shown = f" ({', '.join(flip.evidence)})" if flip.evidence else ""
        click.echo(f"Between {flip.since} and {flip.day}, {flip.side}: {was}, then {now}{shown}.")
    if made.new:
        click.echo("New since the last draft:")
        for sentence in made.new:
            click.echo(f"- {sentence}")
    for place in made.kept:
        click.echo(f"Kept as you have it, though the reports say otherwise: {place}.")


@click.command(short_help="Read, draft, analyze and report in one go.")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@given_options
@presumptions_option
@reading_options
@reader_options
@json_option
def run(
    reports: tuple[Path, ...],
    folder: Path,
    no_presumptions: bool,
    again: bool,
    jobs: int | None,
    cluster: str | None,
    readers: tuple[str, ...],
    cache: str | None,
    as_json: bool,
    **given: str | None,
) -> None:
    """Do all of it: read reports, draft the dispute, analyze it, write a page.

    Each REPORT is a file or a folder, as for `read`.
    DIR gets the ledgers, draft.dispute.yaml, analysis.json and report.html.
    Run again into the same DIR, what you have corrected in its ledgers and its draft stays.
    """
    from standoff.cli.workers import workers
    from standoff.main_job import run as run_all
    from standoff.read.many import Given
    from standoff.read.report_files import reports_in

    said, paths = Given(**given, readers=readers, cache=cache), reports_in(reports)
    announce(readers, cache, len(paths))
    with working("Reading") as progress, workers(jobs, cluster, len(paths)) as pool:
        job = run_all(
            paths,
            folder,
            given=said,
            presumptions=not no_presumptions,
            again=again,
            executor=pool,
            progress=progress,
        )
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


def _show_ledgers(rows: Iterable[tuple[str, str | None, Sequence[int]]]) -> None:
    """Print how much was found in each report."""
    from rich.table import Table

    table = Table("report", "published", box=None, header_style="bold")
    for heading in ("actors", "statements", "positions", "events"):
        table.add_column(heading, justify="right")
    for name, published, counts in rows:
        table.add_row(name, published or "not stated", *(str(count) for count in counts))
    show(table)


def _show_readings(found: Sequence[Reading]) -> None:
    """Print what came of each report."""
    good = [reading for reading in found if reading.error is None]
    if good:
        _show_ledgers((reading.report.name, reading.published, reading.counts) for reading in good)
    _show_copies(good)
    for reading in good:
        kept = "Kept {}, which was read from this text before; --again reads it anew."
        click.echo(kept.format(reading.file) if reading.kept else f"Wrote {reading.file}")
        if reading.earlier is not None:
            click.echo(f"The ledger that was there was read otherwise; it is kept as {reading.earlier}")


def _show_copies(found: Sequence[Reading]) -> None:
    """Say which reports repeat others."""
    for reading in found:
        if reading.duplicate_of is not None:
            click.echo(f"{reading.report.name} says nearly the same as {reading.duplicate_of}: a draft counts it once.")


def _show_job(job: Job, as_json: bool) -> None:
    """Print what was found and where the results lie, or all of it as JSON."""
    if as_json:
        print_json(job.to_dict())
        return
    from rich.text import Text

    from standoff.read.ledger import counts
    from standoff.show.beyond import in_brief
    from standoff.show.describe import heading
    from standoff.show.summary import trust_sentence
    from standoff.show.tables import verdict_table

    _show_ledgers(
        (path.name, ledger.source.published, counts(ledger))
        for path, ledger in zip(job.reports, job.ledgers, strict=True)
    )
    _show_copies(job.readings)
    show_comparisons(job.readings)
    click.echo()
    show(Text(heading(job.analysis.dispute), style="bold"))
    show(verdict_table(job.analysis))
    click.echo()
    headline, *details = job.found
    for sentence in (*details, *in_brief(job.beyond)):
        show(Text(f"- {sentence}"))
    click.echo()
    for path in (*job.ledger_files, job.draft, job.analysis_file):
        click.echo(f"Wrote {path}")
    click.echo(f"Wrote {job.page}, the page to open in a browser.")
    show(Text(headline, style="bold"))
    caution = trust_sentence(job.analysis.dispute, job.draft.name)
    if caution:
        show(Text(caution))
