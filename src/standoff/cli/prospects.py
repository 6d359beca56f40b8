"""``evolve --prospects``: what could happen next, with chances and the assumptions they rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.choices import Pairs, Reading
from standoff.cli.common import print_json, show, working

if TYPE_CHECKING:
    from standoff.analyze.prospects import Outlook

F = TypeVar("F", bound=Callable[..., Any])
ASSUMPTIONS = ("initiative", "concede", "retract", "foresight", "concept", "improvements", "concessions")


def one_or_each(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> Pairs:
    """Split what is written ``SIDE=VALUE``; a value alone is said of all sides, as ``("", VALUE)``."""
    found = []
    for text in texts:
        name, equals, said = text.rpartition("=")
        if not said.strip() or (equals and not name.strip()):
            raise click.BadParameter(f"{text!r} says nothing. Write a value, or SIDE=VALUE.", ctx, param)
        found.append((name.strip(), said.strip()))
    return tuple(found)


def prospects_options(function: F) -> F:
    """Add ``--prospects`` and the assumptions to a command."""

    def sided(flag: str, text: str) -> Callable[[F], F]:
        return click.option(flag, metavar="[SIDE=]VALUE", multiple=True, callback=one_or_each, help=text)

    options = (
        click.option("--prospects", is_flag=True, help="Show what could happen next, with chances and their range."),
        sided("--initiative", "How readily a side moves, beside the others: 2 is twice as readily as 1, the default."),
        sided("--concede", "The probability that a side concedes at a standstill; 0.1 by default."),
        sided("--retract", "The probability that a side takes back a concession nobody answers; 0.5 by default."),
        sided("--foresight", "How many moves a side looks ahead: 1 (Nash), 2 (SEQ, the default) or 3 (SSEQ)."),
        sided("--concept", "The concept by which a side declines improvements, instead of its foresight: GMR, L3."),
        click.option(
            "--improvements",
            type=click.Choice(["best", "any"]),
            help="Whether a side makes the improvement that it likes best (the default), or any.",
        ),
        click.option(
            "--concessions",
            type=click.Choice(["any", "welcome", "least"]),
            help="Whether a concession is any move that is no improvement (the default), one that another side "
            "prefers, or the least costly.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def chosen(given: dict[str, Any]) -> dict[str, Any]:
    """Return the assumptions that were given, as `standoff.analyze.prospects.assume` takes them.

    Raises
    ------
    click.UsageError
        If a value for all sides stands beside another one.
    """
    result: dict[str, Any] = {}
    for name in ASSUMPTIONS:
        said = given[name]
        if isinstance(said, str):
            result[name] = said
        elif said:
            everyone = [value for side, value in said if not side]
            if everyone and len(said) > 1:
                raise click.UsageError(f"--{name} {everyone[0]} speaks of all sides: give it once, or one a side.")
            result[name] = everyone[0] if everyone else dict(said)
    return result


def show_prospects(
    file: str, start: str | None, to: str | None, phase: str | None, as_json: bool, given: dict[str, Any]
) -> None:
    """Look ahead and print what is seen."""
    assumptions = chosen(given)
    with working("Looking ahead") as progress:
        analysis = Reading(phase).analysis(file)
        outlook = analysis.prospects(start=start, to=to, progress=progress, **assumptions)
        document = outlook.to_dict() if as_json else None
    if document is not None:
        from standoff.explain.futures import foresee

        told = foresee(outlook)
        words = {"found": told.found, "assumed": told.assumed, "not_modelled": told.not_modelled}
        print_json(document | {"sentences": {key: list(value) for key, value in words.items()}})
        return
    _print(outlook)


def _print(outlook: Outlook) -> None:
    """Print an outlook for people."""
    from rich.text import Text

    from standoff.explain.futures import foresee
    from standoff.show.describe import heading
    from standoff.show.outlook import ends_table, ranges_tables
    from standoff.show.texts import say

    told = foresee(outlook)
    show(Text(heading(outlook.model.dispute), style="bold"))
    for sentence in told.found:
        show(Text(f"- {sentence}"))
    show(Text(""))
    show(ends_table(outlook))
    for table in ranges_tables(outlook):
        show(Text(""))
        show(table)
    for title, sentences in (("assumed", told.assumed), ("not modelled", told.not_modelled)):
        show(Text(""))
        show(Text(say(title), style="bold"))
        for sentence in sentences:
            show(Text(f"- {sentence}"))


def refuse_assumptions(given: dict[str, Any]) -> None:
    """Refuse assumptions where no prospects are asked for.

    Raises
    ------
    click.UsageError
        If any is given.
    """
    named = [name for name in ASSUMPTIONS if given[name]]
    if named:
        raise click.UsageError(f"--{named[0]} is an assumption of --prospects: give that, too.")
