"""``convert``: a dispute in another format, or what was found about it as a file for another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.choices import Reading, concept_of_option, concepts_option, load_at, phase_option, reading_options
from standoff.cli.common import working
from standoff.show.exports import EXPORTS, export, kind_of

DISPUTES = (".yaml", ".yml", ".json", ".gmcr")


@click.command(short_help="Convert between formats, and export tables, pictures and games.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--to", "kind", type=click.Choice(list(EXPORTS)), help="What to export, whatever OUT ends in.")
@concepts_option
@phase_option
@reading_options
@concept_of_option
def convert(source: str, target: Path, kind: str | None, **reading: Any) -> None:
    """Convert a dispute by the endings of IN and OUT.

    Between .dispute.yaml, .json and .gmcr (GMCR+) the dispute itself is converted; what the other format cannot
    hold is said on standard error.
    Other endings export what was found: .csv, .xlsx, .tex, .md, .tsv (tables), .svg, .png (the picture of moves),
    .graphml, .nfg (Gambit), .analysis.json, .py, .html (the report).
    """
    from standoff.catalog import PREFIX
    from standoff.errors import NotYet, StandoffError

    if not source.startswith(PREFIX) and Path(source).resolve() == target.resolve():
        raise StandoffError("IN and OUT are the same file.", where=source, mend="Name another file to write.")
    wanted = kind or kind_of(target)
    if wanted is not None:
        from standoff.model.files import write_atomically

        with working("Exporting"):
            write_atomically(target, export(Reading(**reading).analysis(source), wanted))
    elif target.suffix.lower() in DISPUTES:
        if Reading(reading["phase"]) != Reading(**reading):
            raise click.UsageError(
                "--concepts, --concept-of, --sanctions and --return-to-s are for exports of verdicts."
            )
        _convert(source, target, reading["phase"])
    else:
        endings = ", ".join(one.suffix for one in EXPORTS.values())
        raise NotYet(
            f"this version does not write {target.suffix or 'files without an ending'}.",
            where=str(target),
            mend=f"It writes .dispute.yaml, .json and .gmcr, and exports {endings}; --to says which, too.",
        )
    click.echo(f"Wrote {target}")


def _convert(source: str, target: Path, phase: str | None) -> None:
    """Write the dispute itself in another format, and say what is lost."""
    import standoff
    from standoff.catalog import PREFIX
    from standoff.model.files import load_with_remarks

    remarks: tuple[str, ...] = ()
    if phase is None and not source.startswith(PREFIX):
        dispute, remarks = load_with_remarks(source)
    else:
        dispute = load_at(source, phase)
    for remark in (*remarks, *standoff.save(dispute, target)):
        click.echo(f"standoff: {remark}", err=True)
