"""``sweep``: thousands of preference profiles over one dispute, or many disputes in one table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.choices import concepts_option, load_at, phase_option
from standoff.cli.common import FILE, json_option, print_json, show, working
from standoff.model.words import names_in

if TYPE_CHECKING:
    from standoff.show.sweeps import Swept

SHOWN = 10
FEWEST_FILES = 16
"""Files up to which one process judges them, unless a person says otherwise."""


@click.command(epilog=FILE, short_help="Judge thousands of preference profiles, or many disputes.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--profiles", metavar="PROFILES", help="Preferences of all sides, many times over: .npz, .npy, .csv, .json."
)
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="Write all verdicts: .npz or .csv."
)
@click.option("--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True,
              help="Where profiles are judged; cuda is a GPU, through CuPy.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Judge in so many processes.")
@click.option("--cluster", metavar="ADDRESS", help="Judge on the Dask cluster of this scheduler.")
@concepts_option
@phase_option
@json_option
def sweep(
    files: tuple[str, ...],
    profiles: str | None,
    output: Path | None,
    device: str,
    jobs: int | None,
    cluster: str | None,
    concepts: str | None,
    phase: str | None,
    as_json: bool,
) -> None:
    """Judge one dispute under thousands of preference profiles, or many disputes in one table.

    With --profiles, FILE is one dispute, whose own preferences are not used: how often is each state an equilibrium?
    Without, each FILE is judged by its own preferences; one that cannot be read is named, and the others go on.
    """
    from standoff.analyze.concepts import DEFAULT

    if profiles is not None and len(files) > 1:
        raise click.UsageError("--profiles goes with one FILE.")
    if profiles is None and device != "cpu":
        raise click.UsageError("--device goes with --profiles.")
    if device != "cpu" and (jobs or cluster):
        raise click.UsageError("--device cuda goes without --jobs and --cluster.")
    names = list(DEFAULT) if concepts is None else names_in(concepts)
    if profiles is not None:
        found = _profiles(files[0], profiles, names, phase, device, jobs, cluster)
        _write(output, found.csv, found.arrays)
        print_json(found.to_dict()) if as_json else _show_profiles(found)
    else:
        _disputes(files, names, phase, jobs, cluster, output, as_json)
    if output is not None and not as_json:
        click.echo(f"Wrote {output}")


def _write(output: Path | None, text: Any, arrays: Any) -> None:
    from standoff.show.sweeps import save

    if output is not None:
        save(output, text, arrays)


def _profiles(
    file: str, profiles: str, names: list[str], phase: str | None, device: Any, jobs: int | None, cluster: str | None
) -> Swept:
    """Judge one dispute under many profiles."""
    from standoff.analyze.profiles import read_profiles
    from standoff.analyze.sweep import CHUNK
    from standoff.cli.workers import workers
    from standoff.model.states import build_states
    from standoff.show.sweeps import swept

    with working("Reading the profiles") as tell:
        dispute = load_at(file, phase)
        states = build_states(dispute)
        read = read_profiles(profiles, dispute, states)
        batches = -(-len(read.names) // CHUNK)
        # One process uses all cores already where its loops are compiled.
        with workers(jobs or 1, cluster, batches) as executor:
            return swept(
                dispute, states, read, names, device=device, executor=executor,
                progress=lambda done, total: tell(f"{done:,} of {total:,} profiles"),
            )  # fmt: skip


def _disputes(
    files: tuple[str, ...],
    names: list[str],
    phase: str | None,
    jobs: int | None,
    cluster: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Judge many disputes and print one table."""
    from standoff.cli.workers import workers
    from standoff.errors import StandoffError
    from standoff.show.sweeps import disputes_csv, sweep_disputes

    at_once = jobs or (1 if len(files) <= FEWEST_FILES else None)
    with working("Judging") as tell, workers(at_once, cluster, len(files)) as executor:
        rows = sweep_disputes(
            files,
            names,
            phase=phase,
            executor=executor,
            progress=lambda done, total: tell(f"{done} of {total} disputes"),
        )
    _write(output, lambda: disputes_csv(rows), None)
    wrong = [row for row in rows if "error" in row]
    if as_json:
        from standoff import __version__

        print_json({"format": "standoff-sweep/1", "version": __version__, "disputes": rows})
    else:
        _show_disputes(rows)
    for row in wrong:
        click.echo(f"standoff: {row['error']}", err=True)
    if wrong:
        raise StandoffError(f"{len(wrong)} of {len(rows)} disputes could not be judged.")


def _show_disputes(rows: list[dict[str, Any]]) -> None:
    """Print a row for each dispute: its size, and how many equilibria it has by each concept."""
    from rich.table import Table

    good = [row for row in rows if "error" not in row]
    if not good:
        return
    names = list(good[0]["equilibria"])
    table = Table(box=None, header_style="bold")
    table.add_column("dispute", overflow="fold")
    for column in ("sides", "options", "states", *names):
        table.add_column(column, justify="right")
    table.add_column("status quo holds by", overflow="fold")
    for row in good:
        sizes = (f"{row[key]:,}" for key in ("decision_makers", "options", "states"))
        counts = (f"{row['equilibria'][name]['count']:,}" for name in names)
        held = "" if row["status_quo"] is None else ", ".join(row["status_quo_holds"]) or "none"
        table.add_row(row["title"], *sizes, *counts, held)
    show(table)
    click.echo("Under each concept: how many equilibria.")


def _show_profiles(found: Swept) -> None:
    """Print in how many profiles the most frequent equilibria are equilibria."""
    from rich.table import Table

    total = len(found.profiles)
    click.echo(f"{found.dispute.title}: {total:,} preference profiles over {found.states.count:,} states.")
    for name in found.verdicts:
        most = found.frequencies(name)
        table = Table(box=None, header_style="bold")
        for column in (f"{name} equilibrium", "options taken"):
            table.add_column(column, overflow="fold")
        for column in ("profiles", "share"):
            table.add_column(column, justify="right")
        for state, count in most[:SHOWN]:
            taken = found.states.options(found.states.find(state))
            table.add_row(state, ", ".join(taken) or "none", f"{count:,}", f"{count / total:.1%}")
        show(table)
        if len(most) > SHOWN:
            click.echo(f"… and {len(most) - SHOWN:,} more states.")
        if nowhere := found.without(name):
            click.echo(f"{nowhere:,} profiles ({nowhere / total:.1%}) have no {name} equilibrium.")
