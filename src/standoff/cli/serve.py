"""``serve``: the workbench in the browser."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Open the workbench in the browser.")
@click.argument("target", metavar="[FILE or FOLDER]", default=".")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65_535),
    help="Where to listen; by default the first free port from 8602.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser; the address is printed either way.")
@click.option("--state", metavar="DIR", type=click.Path(path_type=Path), help="Where work without a file is kept.")
def serve(target: str, port: int | None, no_browser: bool, state: Path | None) -> None:
    """Open the workbench, a page on this machine on which disputes are built, understood and shown.

    It shows the files of a folder, by default this one; a FILE is opened at once. catalog:NAME opens a dispute
    that comes with the program.
    """
    from standoff.workbench.server import serve as run

    run(target, port=port, state=state, browser=not no_browser, say=click.echo)
