"""``train-reader``: a tagger of quotations and positions, trained on marked texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.common import json_option, print_json, working

if TYPE_CHECKING:
    from standoff.read.readers.model_files import PositionsFile


@click.command(name="train-reader", short_help="Train a reader of quotations and positions on marked texts.")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("-o", "--output", "model", metavar="MODEL", required=True, type=click.Path(path_type=Path))
@click.option("--epochs", metavar="N", type=click.IntRange(min=1), default=3, show_default=True,
              help="How often each text is seen.")  # fmt: skip
@click.option("--minutes", metavar="M", type=click.FloatRange(min=0, min_open=True), help="The longest time.")
@click.option("--layers", metavar="N", type=click.IntRange(0, 6), default=4, show_default=True,
              help="How many of the encoder's six layers are tuned.")  # fmt: skip
@click.option("--seed", metavar="N", type=int, default=1, show_default=True, help="Of the order of the texts.")
@click.option("--threads", metavar="N", type=click.IntRange(min=1), default=1, show_default=True,
              help="How many idle cores to use.")  # fmt: skip
@json_option
def train_reader(data: Path, model: Path, as_json: bool, **how: Any) -> None:
    """Train a reader that finds who says and who wants what, for `standoff read --reader MODEL`.

    DATA is a folder of ledgers beside their texts, or one with the folders text and attributions of PolNeAR.
    A tenth of the texts is held out and measured on.
    Positions are learned where the ledgers have them, and added to those of the rules where that is right often enough.
    """
    from standoff.read.readers.tagger_train import Plan, train

    with working("Training") as progress:
        made = train(data, model, Plan(**how), progress)
    if as_json:
        print_json(made.model_dump())
        return
    click.echo(f"Wrote {model}, trained on {made.attributions:,} quotations in {made.texts:,} texts.")
    for layer, figures in made.held_out.items():
        click.echo(
            f"  {layer}: precision {figures.precision:.2f}, recall {figures.recall:.2f}, F {figures.f:.2f} "
            f"on {made.held_out_texts:,} texts held out"
        )
    if made.positions is not None:
        click.echo(_positions(made.positions))


def _positions(learned: PositionsFile) -> str:
    """Say what the reader would add to the rules' positions, or that it adds none."""
    told = f"  positions: learned from {learned.positions:,} in {learned.texts:,} texts; "
    if learned.least is None:
        return f"{told}what it would add to the rules was never right often enough, so it adds none"
    added = learned.added
    return (
        f"{told}on texts that it had not seen {added.precision:.0%} of what it adds to the rules is right, "
        f"and {added.recall:.0%} of what they miss is found"
    )
