"""``analyze``, ``why``, ``evolve``, ``report``, ``check`` and ``convert``: from a dispute to verdicts and reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import FILE, json_option, print_json, show, working

if TYPE_CHECKING:
    from standoff.analysis import Analysis

PATTERN = "STATE is an id (s7) or a pattern (NYNY-)."
concepts_option = click.option(
    "--concepts", metavar="NAMES", help="Solution concepts, separated by commas; by default Nash,GMR,SMR,SEQ,SSEQ."
)


def _analysis(file: str, concepts: str | None = None, *, return_to_s: bool = True) -> Analysis:
    """Load a dispute and make its analysis."""
    import standoff

    if concepts is None:
        return standoff.Analysis(standoff.load(file), return_to_s=return_to_s)
    names = [name for name in concepts.split(",") if name.strip()]
    return standoff.Analysis(standoff.load(file), concepts=names, return_to_s=return_to_s)


@click.command(epilog=FILE, short_help="Say which states are stable, and for whom.")
@click.argument("file")
@concepts_option
@click.option("--where", metavar="EXPR", help="Show only states that satisfy an expression: 'pay and not build'.")
@click.option("--all", "everything", is_flag=True, help="List all states, however many there are.")
@click.option("--sanctions", type=click.Choice(["legal-sequences"]), default="legal-sequences", show_default=True,
              help="How the other sides may answer: in any order, nobody twice in a row.")  # fmt: skip
@click.option("--return-to-s", type=click.Choice(["yes", "no"]), default="yes", show_default=True,
              help="Whether being brought back to the state it left deters a side.")  # fmt: skip
@click.option("--npz", metavar="FILE", type=click.Path(path_type=Path), help="Write the verdicts as numpy arrays, too.")
@json_option
def analyze(
    file: str,
    concepts: str | None,
    where: str | None,
    everything: bool,
    sanctions: str,
    return_to_s: str,
    npz: Path | None,
    as_json: bool,
) -> None:
    """Say which states are stable, for whom, and which are equilibria."""
    with working("Analyzing"):
        analysis = _analysis(file, concepts, return_to_s=return_to_s == "yes")
        document = analysis.to_dict(where=where, everything=everything)
        if npz is not None:
            from standoff.arrays import save_arrays

            save_arrays(analysis, npz)
    if as_json:
        print_json(document)
        return
    from rich.text import Text

    from standoff.show.tables import verdict_table

    show(Text(analysis.dispute.title, style="bold"))
    show(verdict_table(analysis, where=where, everything=everything))
    if npz is not None:
        click.echo(f"Wrote {npz}")


@click.command(
    epilog=f"{FILE} {PATTERN}",
    context_settings={"ignore_unknown_options": True},
    short_help="Give the reason for one verdict.",
)
@click.argument("file")
@click.argument("maker")
@click.argument("state")
@click.argument("concept")
@json_option
def why(file: str, maker: str, state: str, concept: str, as_json: bool) -> None:
    """Give the reason for one verdict, with the moves that show it.

    MAKER is a side's id or name, CONCEPT one of `standoff concepts`.
    """
    reason = _analysis(file).why(maker, state, concept)
    if as_json:
        print_json(reason.to_dict())
    else:
        click.echo(str(reason))


@click.command(epilog=f"{FILE} {PATTERN}", short_help="Show where moves and improvements lead.")
@click.argument("file")
@click.option("--from", "start", metavar="STATE", help="Where to start; the status quo if left out.")
@click.option("--to", metavar="EXPR", help="Show only the states that satisfy an expression, or one state.")
@json_option
def evolve(file: str, start: str | None, to: str | None, as_json: bool) -> None:
    """Show what can and what would happen from the status quo: states and shortest paths.

    Moves are what the sides can do; improvements are what each of them would rather do.
    """
    with working("Looking for paths"):
        evolution = _analysis(file).evolve(start=start, to=to)
    if as_json:
        print_json(evolution.to_dict())
        return
    click.echo(str(evolution))


@click.command(epilog=FILE, short_help="Write one page about a dispute.")
@click.argument("file")
@click.option("-o", "--output", metavar="OUT.html", required=True, type=click.Path(path_type=Path))
def report(file: str, output: Path) -> None:
    """Write one self-contained page about a dispute: no network, opens from disk."""
    from standoff.show.report import write_report

    with working("Writing the page"):
        analysis = _analysis(file)
        write_report(analysis, output, sources_dir=_folder(analysis))
    click.echo(f"Wrote {output}")


@click.command(epilog=FILE, short_help="Look for what may be wrong in a dispute.")
@click.argument("file")
@json_option
def check(file: str, as_json: bool) -> None:
    """Look for contradictions, unreachable states and unsourced elements: advice, not errors."""
    import standoff

    advice = standoff.check(standoff.load(file))
    if as_json:
        print_json([{"kind": item.kind, "what": item.what, "where": item.where, "mend": item.mend} for item in advice])
        return
    for item in advice:
        place = f"{item.where}: " if item.where else ""
        mend = f" {item.mend}" if item.mend else ""
        click.echo(f"{place}{item.what}{mend}")
    if not advice:
        click.echo("Nothing to remark.")


@click.command(short_help="Convert between .dispute.yaml and .json.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
def convert(source: str, target: Path) -> None:
    """Convert a dispute between .dispute.yaml and .json, by the ending of OUT."""
    import standoff
    from standoff.errors import NotYet

    if target.suffix.lower() not in (".yaml", ".yml", ".json"):
        raise NotYet(
            f"this version does not write {target.suffix or 'files without an ending'}.",
            where=str(target),
            mend="It writes .dispute.yaml and .json.",
        )
    standoff.save(standoff.load(source), target)
    click.echo(f"Wrote {target}")


def _folder(analysis: Analysis) -> Path | None:
    """Return the folder of the dispute's file, which its sources' files are relative to."""
    return Path(analysis.dispute.path).parent if analysis.dispute.path else None
