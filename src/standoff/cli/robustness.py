"""``robustness``: how far verdicts hold under doubt, and what they hang on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.choices import (
    Pairs,
    Reading,
    concept_of_option,
    concepts_option,
    pairs,
    phase_option,
    reading_options,
)
from standoff.cli.common import FILE, json_option, print_json, show, working

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.explain.doubt import Told
    from standoff.read.ledger import Ledger

METHODS = {"auto": None, "exact": True, "sampled": False}
DOUBTS = "swap, hedged, contested, presumed, drop, negate, ranking, weights"


def doubts(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> Pairs:
    """Split ``swap=.1,presumed=.5`` into pairs."""
    split = pairs("a probability by its name: --doubt swap=.1,presumed=.5")
    return split(ctx, param, tuple(part for text in texts for part in text.split(",") if part.strip()))


@click.command(epilog=FILE, short_help="Say how far verdicts hold under doubt, and what they hang on.")
@click.argument("file")
@click.option("--samples", type=int, metavar="N", help="How many plausible preferences are drawn; 10,000 if not said.")
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Where the random numbers begin.")
@click.option("--target", metavar="EXPR", help="Follow an expression, too, beside the named outcomes.")
@click.option("--doubt", "doubt", metavar="NAME=P", multiple=True, callback=doubts,
              help=f"Other probabilities of the model of doubt: swap=.1,presumed=.5. Names: {DOUBTS}.")  # fmt: skip
@click.option("--method", type=click.Choice(list(METHODS)), default="auto", show_default=True,
              help="Draw samples, or enumerate all plausible preferences where there are at most 20,000.")  # fmt: skip
@click.option("--ledger", "ledgers", metavar="LEDGER", multiple=True,
              help="A report's ledger, which knows what is hedged or weak; those beside FILE are found.")  # fmt: skip
@click.option("--verdicts", is_flag=True, help="Show every side's verdicts, too.")
@click.option("--no-distances", is_flag=True, help="Do not look for the smallest changes that flip equilibria.")
@click.option("--jobs", type=int, metavar="N", help="Judge samples in so many processes.")
@click.option("--cluster", metavar="ADDRESS", help="Judge samples on the Dask cluster of this scheduler.")
@concepts_option
@phase_option
@reading_options
@concept_of_option
@json_option
def robustness(
    file: str,
    samples: int | None,
    seed: int,
    target: str | None,
    doubt: Pairs,
    method: str,
    ledgers: tuple[str, ...],
    verdicts: bool,
    no_distances: bool,
    jobs: int | None,
    cluster: str | None,
    as_json: bool,
    **reading: Any,
) -> None:
    """Say in what share of plausible preferences each equilibrium holds, and what it hangs on.

    A model of doubt, printed with the result, says what is plausible: neighbouring statements or ranks may swap,
    presumed statements may be wrong, and what is unknown may be anything.
    """
    from standoff.cli.workers import workers
    from standoff.errors import StandoffError
    from standoff.show.report import source_texts

    if jobs is not None and jobs < 1:
        raise StandoffError(f"{jobs} processes can do nothing.", mend="Ask for 1 or more.")
    with working("Drawing plausible preferences") as progress, workers(jobs or 1, cluster, 1 << 20) as executor:
        analysis = Reading(**reading).analysis(file)
        told = analysis.robustness(
            samples=samples,
            seed=seed,
            doubt=dict(doubt),
            target=target,
            ledgers=_ledgers(analysis, ledgers),
            texts=source_texts(analysis),
            exact=METHODS[method],
            distances=not no_distances,
            executor=executor,
            progress=lambda done, total: progress(f"Plausible preferences: {done:,} of {total:,}"),
        )
        document = told.to_dict() if as_json else None
    if document is not None:
        print_json(document)
    else:
        _show(analysis, told, verdicts)


def _ledgers(analysis: Analysis, named: Sequence[str]) -> list[Ledger] | None:
    """Return the ledgers that are named, and those of the dispute's sources that lie beside its file."""
    from pathlib import Path

    from standoff.read.ledger import load_ledger

    paths = [Path(name) for name in named]
    if analysis.dispute.path and not named:
        folder = Path(analysis.dispute.path).parent
        beside = [
            folder / f"{Path(source.file).stem}.ledger.json" for source in analysis.dispute.sources if source.file
        ]
        paths = [path for path in beside if path.is_file()]
    return [load_ledger(path) for path in paths] if paths else None


def _show(analysis: Analysis, told: Told, verdicts: bool) -> None:
    """Print tables, sentences and the model of doubt."""
    from rich.text import Text

    from standoff.show.describe import heading
    from standoff.show.robustness import EquilibriaShares, OutcomeShares, VerdictShares
    from standoff.show.texts import say

    show(Text(heading(analysis.dispute), style="bold"))
    show(Text(told.basis))
    show(Text())
    show(EquilibriaShares(told))
    if told.found.bench.outcomes:
        show(Text())
        show(OutcomeShares(told))
    if verdicts:
        show(VerdictShares(told))
    show(Text())
    for line in told.sentences:
        show(Text(line))
    show(Text())
    show(Text(say("robust doubt heading"), style="bold"))
    for line in told.doubts:
        show(Text(line))
