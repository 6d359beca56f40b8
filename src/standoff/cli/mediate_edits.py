"""What `mediate` can be asked besides the smallest change of preferences: edits of statements, conditions, counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.choices import Reading
from standoff.cli.common import STOPPED, print_json, working

if TYPE_CHECKING:
    from standoff.analysis import Analysis

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = (
    click.option("--by", type=click.Choice(["pairs", "statements"]), default="pairs", show_default=True,
                 help="What is changed: how sides compare pairs of states, or their statements, and facts."),
    click.option("--may-say", metavar="X:EXPR", multiple=True,
                 help="With --by statements: what a side may say in addition; may be repeated."),
    click.option("--most", type=float, metavar="COST",
                 help="With --by statements: the cost up to which to look; 5 if not said."),
    click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
                 help="With --by statements: write the dispute with the edits made."),
    click.option("--conditions", is_flag=True, help="Say what each side must prefer for the state to hold."),
    click.option("--count", is_flag=True, help="Say how many of all strict rankings of each side keep the state."),
)  # fmt: skip


def further_questions(command: F) -> F:
    """Add the options of these questions to `mediate`, and answer them in its place where they are asked."""

    @wraps(command)
    def ask(**given: Any) -> None:
        own = {name: given.pop(name) for name in ("by", "may_say", "most", "output", "conditions", "count")}
        if own["by"] == "statements":
            _ensure_alone(given, own, "--by statements", conditions="--conditions", count="--count", breaking="--break")
            _edits(given, own)
            return
        without = {name: own[name] for name in ("may_say", "most", "output")}
        for name, value in without.items():
            if value:
                raise click.UsageError(f"--{name.replace('_', '-')} needs --by statements.")
        if own["conditions"] or own["count"]:
            options = {"breaking": "--break", "everything": "--all", "fix": "--fix", "weights": "--weight"}
            _ensure_alone(given, {}, "--conditions" if own["conditions"] else "--count", **options)
            _conditions(given, own)
            return
        command(**given)

    for option in reversed(OPTIONS):
        ask = option(ask)
    return ask  # type: ignore[return-value]


def _ensure_alone(given: dict[str, Any], own: dict[str, Any], option: str, **others: str) -> None:
    """Refuse options that do not go together."""
    for name, flag in others.items():
        if given.get(name) or own.get(name):
            raise click.UsageError(f"{option} and {flag} exclude each other.")


def _analysis(given: dict[str, Any]) -> Analysis:
    names = ("phase", "sanctions", "return_to_s", "concept_of")
    return Reading(**{name: given[name] for name in names}).analysis(given["file"])


def _edits(given: dict[str, Any], own: dict[str, Any]) -> None:
    """Look for the smallest set of edits, show it, and write the edited dispute if asked."""
    import standoff
    from standoff.analyze.mediation.edits_answers import MOST

    with working("Looking for the smallest set of edits") as progress:
        found = _analysis(given).mediate_statements(
            given["target"],
            given["concept"],
            fix=given["fix"],
            may_say=[_said(text) for text in own["may_say"]],
            weights=dict(given["weights"]),
            most=MOST if own["most"] is None else own["most"],
            limit=given["limit"] if given["everything"] else None,
            seconds=given["time_limit"],
            progress=progress,
        )
    if given["as_json"]:
        print_json(found.to_dict())
    else:
        click.echo(str(found))
    if own["output"] is not None:
        if found.dispute is None:
            click.echo("standoff: no set of edits was found, so nothing was written.", err=True)
        else:
            for remark in standoff.save(found.dispute, own["output"]):
                click.echo(f"standoff: {remark}", err=True)
            click.echo(f"Wrote {own['output']}", err=given["as_json"])
    if found.found.ending == "stopped":
        click.echo("standoff: stopped; this is what is known so far.", err=True)
        click.get_current_context().exit(STOPPED)


def _said(text: str) -> tuple[str, str]:
    """Return the side and the statement of ``--may-say``."""
    side, _, statement = text.partition(":")
    if not side.strip() or not statement.strip():
        raise click.BadParameter(
            f"{text!r} names no side and statement. Write --may-say 'Up: release if pay'.", param_hint="'--may-say'"
        )
    return side.strip(), statement.strip()


def _conditions(given: dict[str, Any], own: dict[str, Any]) -> None:
    """Show what each side must prefer, and how many of its rankings would do; under all five unless one is named."""
    from standoff.analyze.concepts import DEFAULT

    source = click.get_current_context().get_parameter_source("concept")
    named = source is not None and source.name != "DEFAULT"
    concepts = (given["concept"],) if named else DEFAULT
    analysis = _analysis(given)
    found = [
        ask(given["target"], concepts)
        for name, ask in (("conditions", analysis.conditions), ("count", analysis.count_rankings))
        if own[name]
    ]
    if given["as_json"]:
        together: dict[str, Any] = {}
        for each in found:
            document = each.to_dict()
            together = {**document, **together} if together else document
        print_json(together)
    else:
        click.echo("\n\n".join(map(str, found)))
