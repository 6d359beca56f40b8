"""The command line: one door to the library, with no analysis of its own.

Heavy modules are imported inside the commands, so that ``standoff --help`` costs no numpy.
"""

from __future__ import annotations

import click

from standoff import __version__
from standoff.cli.common import Door
from standoff.cli.compare import compare
from standoff.cli.convert import convert
from standoff.cli.disputes import analyze, check, evolve, report, why
from standoff.cli.ledgers import ledgers, search
from standoff.cli.mediate import mediate
from standoff.cli.reading import demo, draft, read, run
from standoff.cli.registries import catalog, concepts
from standoff.cli.robustness import robustness
from standoff.cli.serve import serve
from standoff.cli.sweep import sweep
from standoff.cli.train_reader import train_reader


@click.group(
    cls=Door,
    epilog="`standoff demo` shows what it does on reports that come with the program. "
    "`standoff COMMAND --help` explains one command.",
)
@click.version_option(__version__, message="standoff %(version)s")
def main() -> None:
    """Read reports of a dispute, model it, and say which states are stable, for whom, and why."""


COMMANDS = (
    read,
    draft,
    analyze,
    why,
    evolve,
    mediate,
    robustness,
    sweep,
    compare,
    report,
    serve,
    run,
    ledgers,
    search,
    train_reader,
    check,
    convert,
    concepts,
    catalog,
    demo,
)

for command in COMMANDS:
    main.add_command(command)
