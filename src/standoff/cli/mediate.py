"""``mediate``: the smallest change of preferences that makes a state hold, or fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from standoff.cli.choices import Pairs, Reading, concept_of_option, pairs, phase_option, reading_options
from standoff.cli.common import FILE, STOPPED, json_option, print_json, working
from standoff.cli.mediate_edits import further_questions

if TYPE_CHECKING:
    from standoff.explain.advice import Mediation

TARGET = "A target is a state's id, a pattern, or an expression or outcome such as talks."
LISTED = 100


@click.command(epilog=f"{FILE} {TARGET}", short_help="Find the smallest change that makes a state hold.")
@click.argument("file")
@click.option("--target", metavar="EXPR", required=True, help="The state that shall hold; of several the cheapest.")
@click.option("--concept", metavar="NAME", default="SEQ", show_default=True, help="Nash, GMR, SMR, SEQ or SSEQ.")
@concept_of_option
@click.option("--fix", metavar="MAKER", multiple=True, help="Leave a side's preferences alone; may be repeated.")
@click.option("--break", "breaking", is_flag=True, help="Find the smallest change that makes an equilibrium fall.")
@click.option("--all", "everything", is_flag=True, help="List all smallest changes, as many as --limit says.")
@click.option("--limit", type=int, default=LISTED, show_default=True, metavar="N", help="How many --all lists at most.")
@click.option("--weight", "weights", metavar="X=COST", multiple=True,
              callback=pairs("a side, or a side and two of its states, and what a change costs: "
                             "--weight Up=2 or --weight Up:s1:s2=5"),
              help="What a changed pair of a side costs, or one pair: Up=2, Up:s1:s2=5; 1 if not said.")  # fmt: skip
@click.option("--time-limit", type=float, metavar="SECONDS", help="Search so long; then give the best and the bound.")
@phase_option
@reading_options
@json_option
@further_questions
def mediate(
    file: str,
    target: str,
    concept: str,
    concept_of: Pairs,
    fix: tuple[str, ...],
    breaking: bool,
    everything: bool,
    limit: int,
    weights: Pairs,
    time_limit: float | None,
    phase: str | None,
    sanctions: str,
    return_to_s: str,
    as_json: bool,
) -> None:
    """Find the smallest change of preferences that makes a state an equilibrium, and prove it smallest.

    What counts is the number of pairs of states that a side would have to compare differently.
    Ctrl-C, or --time-limit, ends a long search with the best change so far and what is proved of the least cost.
    """
    with working("Looking for the smallest change") as progress:
        analysis = Reading(phase=phase, sanctions=sanctions, return_to_s=return_to_s, concept_of=concept_of).analysis(
            file
        )
        found = analysis.mediate(
            target,
            concept,
            fix=fix,
            limit=limit if everything or limit < 1 else None,
            break_=breaking,
            weights=weights_in(weights),
            seconds=time_limit,
            progress=progress,
        )
    if as_json:
        print_json(found.to_dict())
    else:
        click.echo(str(found))
    _leave(found)


def weights_in(given: Pairs) -> dict[str | tuple[str, str, str], int | float | str]:
    """Return weights by side, or by side and pair, from ``X=2`` and ``X:s1:s2=5``."""
    result: dict[str | tuple[str, str, str], int | float | str] = {}
    for name, cost in given:
        parts = tuple(part.strip() for part in name.split(":"))
        if len(parts) == 3:
            result[parts[0], parts[1], parts[2]] = cost
        elif len(parts) == 1:
            result[name] = cost
        else:
            raise click.BadParameter(f"{name!r} is neither a side nor a side and two states.", param_hint="'--weight'")
    return result


def _leave(found: Mediation) -> None:
    """Say so, and leave with the status of an interruption, if Ctrl-C ended the search."""
    if found.found.stopped:
        click.echo("standoff: stopped; this is what is known so far.", err=True)
        click.get_current_context().exit(STOPPED)
