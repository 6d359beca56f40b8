"""``analyze``, ``why``, ``evolve``, ``report``, ``check`` and ``convert``: from a dispute to verdicts and reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.choices import (
    PATTERN,
    Reading,
    concept_of_option,
    concepts_option,
    load_at,
    phase_option,
    reading_options,
)
from standoff.cli.common import FILE, json_option, print_json, show, working
from standoff.cli.prospects import prospects_options, refuse_assumptions, show_prospects

if TYPE_CHECKING:
    from standoff.analysis import Analysis


@click.command(epilog=FILE, short_help="Say which states are stable, and for whom.")
@click.argument("file")
@concepts_option
@phase_option
@click.option("--where", metavar="EXPR", help="Show only states that satisfy an expression: 'pay and not build'.")
@click.option("--all", "everything", is_flag=True, help="List all states, however many there are.")
@reading_options
@concept_of_option
@click.option("--coalition", metavar="X,Y", help="Under concepts of coalitions list only this one, not all.")
@click.option("--merge", metavar="X,Y", multiple=True, help="Let sides act as one player; may be repeated.")
@click.option("--jumps", is_flag=True, help="Show which group can leave an equilibrium together for a better one.")
@click.option("--npz", metavar="FILE", type=click.Path(path_type=Path), help="Write the verdicts as numpy arrays, too.")
@json_option
def analyze(
    file: str,
    where: str | None,
    everything: bool,
    coalition: str | None,
    jumps: bool,
    npz: Path | None,
    as_json: bool,
    **reading: Any,
) -> None:
    """Say which states are stable, for whom, and which are equilibria."""
    with working("Analyzing") as progress:
        analysis = Reading(**reading).analysis(file)
        analysis.prepare(progress)
        document = analysis.to_dict(where=where, everything=everything, coalition=coalition, jumps=jumps)
        if npz is not None:
            from standoff.arrays import save_arrays

            save_arrays(analysis, npz)
    if coalition is not None:
        _remark_single_sides(analysis)
    if as_json:
        print_json(document)
        return
    _show_analysis(analysis, where, everything, coalition, jumps)
    if npz is not None:
        click.echo(f"Wrote {npz}")


def _remark_single_sides(analysis: Analysis) -> None:
    """Say that a coalition was named in vain where no concept asks coalitions."""
    from standoff.analyze.coalitions import CoalitionConcept

    if not any(isinstance(concept, CoalitionConcept) for concept in analysis.concepts):
        click.echo(
            "standoff: --coalition applies to concepts of coalitions only, such as --concepts coal_SEQ; "
            "these concepts ask single sides.",
            err=True,
        )


def _show_analysis(analysis: Analysis, where: str | None, everything: bool, coalition: str | None, jumps: bool) -> None:
    """Print the tables of an analysis."""
    from rich.text import Text

    from standoff.show.describe import heading
    from standoff.show.lines import coalition_lines, jump_lines, perception_lines
    from standoff.show.tables import verdict_table

    show(Text(heading(analysis.dispute), style="bold"))
    show(verdict_table(analysis, where=where, everything=everything))
    for line in (*coalition_lines(analysis, coalition), *perception_lines(analysis)):
        show(Text(line))
    if jumps:
        for line in jump_lines(analysis):
            show(Text(line))


@click.command(
    epilog=f"{FILE} {PATTERN}",
    context_settings={"ignore_unknown_options": True},
    short_help="Give the reason for one verdict.",
)
@click.argument("file")
@click.argument("maker")
@click.argument("state")
@click.argument("concept")
@phase_option
@reading_options
@json_option
def why(file: str, maker: str, state: str, concept: str, as_json: bool, **reading: Any) -> None:
    """Give the reason for one verdict, with the moves that show it.

    MAKER is a side's id or name, or a coalition such as X,Y; CONCEPT is one of `standoff concepts`.
    """
    reason = Reading(**reading).analysis(file).why(maker, state, concept)
    if as_json:
        print_json(reason.to_dict())
    else:
        click.echo(str(reason))


@click.command(epilog=f"{FILE} {PATTERN}", short_help="Show where moves and improvements lead.")
@click.argument("file")
@click.option("--from", "start", metavar="STATE", help="Where to start; the status quo if left out.")
@click.option("--to", metavar="EXPR", help="Show only the states that satisfy an expression, or one state.")
@phase_option
@prospects_options
@json_option
def evolve(
    file: str, start: str | None, to: str | None, phase: str | None, prospects: bool, as_json: bool, **assumptions: Any
) -> None:
    """Show what can and what would happen from the status quo: states and shortest paths.

    Moves are what the sides can do; improvements are what each of them would rather do.
    With --prospects: what could happen next, the chances of it, and how they depend on what is assumed of the sides.
    """
    if prospects:
        show_prospects(file, start, to, phase, as_json, assumptions)
        return
    refuse_assumptions(assumptions)
    with working("Looking for paths"):
        analysis = Reading(phase).analysis(file)
        evolution = analysis.evolve(start=start, to=to)
    if as_json:
        print_json(evolution.to_dict())
        return
    from standoff.show.describe import heading
    from standoff.show.lines import target_lines

    if phase is not None:
        click.echo(heading(analysis.dispute))
    for line in (str(evolution), *target_lines(evolution)):
        click.echo(line)


@click.command(epilog=FILE, short_help="Write one page about a dispute.")
@click.argument("file")
@click.option("-o", "--output", metavar="OUT.html", required=True, type=click.Path(path_type=Path))
@concepts_option
@phase_option
@reading_options
@concept_of_option
def report(file: str, output: Path, **reading: Any) -> None:
    """Write one self-contained page about a dispute: no network, opens from disk."""
    from standoff.show.report import write_report

    with working("Writing the page"):
        analysis = Reading(**reading).analysis(file)
        write_report(analysis, output, sources_dir=_folder(analysis))
    click.echo(f"Wrote {output}")


@click.command(epilog=FILE, short_help="Look for what may be wrong in a dispute.")
@click.argument("file")
@phase_option
@json_option
def check(file: str, phase: str | None, as_json: bool) -> None:
    """Look for contradictions, unreachable states and unsourced elements: advice, not errors."""
    import standoff

    advice = standoff.check(load_at(file, phase))
    if as_json:
        print_json([{"kind": item.kind, "what": item.what, "where": item.where, "mend": item.mend} for item in advice])
        return
    for item in advice:
        place = f"{item.where}: " if item.where else ""
        mend = f" {item.mend}" if item.mend else ""
        click.echo(f"{place}{item.what}{mend}")
    if not advice:
        click.echo("Nothing to remark.")


def _folder(analysis: Analysis) -> Path | None:
    """Return the folder of the dispute's file, which its sources' files are relative to."""
    return Path(analysis.dispute.path).parent if analysis.dispute.path else None
