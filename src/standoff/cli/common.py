"""What the commands share: errors for people, JSON, the terminal and progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.errors import StandoffError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

F = TypeVar("F", bound=Callable[..., Any])

STOPPED = 130
NARROWEST_FILE = 120
FILE = "FILE is a .dispute.yaml or .json file, or catalog:NAME."


class Door(click.Group):
    """The group of all commands, in the order of the work; turns errors into messages and exit statuses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order they were added, which is the order of the work."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; 1 for wrong input, 130 when interrupted, each with one clear message."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A terminal that cannot show a sign shows a question mark, not a traceback.
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except StandoffError as error:
            click.echo(f"standoff: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("standoff: stopped; nothing was left half-written.", err=True)
            ctx.exit(STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where one is mistyped."""
        from standoff.model.words import nearest

        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise click.UsageError(f"No such command {args[0]!r}. {nearest(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def json_option(function: F) -> F:
    """Add ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def print_json(document: object) -> None:
    """Print a document as JSON, readable and in UTF-8."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def console(*, stderr: bool = False) -> Console:
    """Return a terminal that honours NO_COLOR and writes plain, wide text to files and pipes."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not made.is_terminal and "COLUMNS" not in made._environ:
        made.width = NARROWEST_FILE
    return made


def show(renderable: RenderableType) -> None:
    """Print something rich; in a file or a pipe without spaces at the ends of lines."""
    screen = console()
    if screen.is_terminal:
        screen.print(renderable)
        return
    with screen.capture() as captured:
        screen.print(renderable)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show that long work goes on, on a terminal only; yields a function that says what it is at."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda _: None
        return
    with screen.status(f"{what} …") as status:
        yield lambda now: status.update(f"{now} …")
