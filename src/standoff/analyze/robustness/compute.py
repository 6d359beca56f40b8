"""How robust the verdicts of a dispute are: by enumeration where that is possible, else by samples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor

from standoff.analyze.concepts import DEFAULT
from standoff.analyze.registry import find_concept, find_concepts
from standoff.analyze.relational import Sequences
from standoff.analyze.robustness.bench import Bench
from standoff.analyze.robustness.doubt import Doubt, Number
from standoff.analyze.robustness.exact import SideWays, enumerate_all, side_ways
from standoff.analyze.robustness.found import Robustness
from standoff.analyze.robustness.hinges import try_all
from standoff.analyze.robustness.orders import MOST_EXACT
from standoff.analyze.robustness.sampling import Progress, sample
from standoff.errors import NotYet, StandoffError
from standoff.model.dispute import Dispute

SAMPLES = 10_000
FEWEST = 100
BUDGET = 1 << 26
"""States times sides times samples that are drawn unless another number is asked for: about a minute's work."""

SLOWER = 20
"""How many times longer a state takes where profiles cannot be judged side by side."""

OVERHEAD = 2_000
LARGEST = 1 << 25


def robustness(
    dispute: Dispute,
    *,
    concepts: Iterable[str] = DEFAULT,
    samples: int | None = None,
    seed: int = 1,
    doubt: Mapping[str, Number] | None = None,
    hedged: Collection[str] | None = None,
    concept_of: Mapping[str, str] | None = None,
    sanctions: Sequences = "legal-sequences",
    return_to_s: bool = True,
    target: str | None = None,
    exact: bool | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Return under what share of plausible preferences each verdict survives, and what it hangs on.

    Parameters
    ----------
    dispute : Dispute
        The dispute.
    concepts : iterable of str
        The solution concepts.
    samples : int, optional
        How many preferences are drawn; 10,000, or fewer for a large dispute, if left out.
    seed : int
        Where the random numbers begin. The same seed gives the same figures, whatever runs the work.
    doubt : mapping, optional
        Probabilities of the model of doubt that are not the default ones, by name: see `Doubt`.
    hedged : collection of str, optional
        Passages (``source@start-end``) that the reports give with reserve or weakly.
    concept_of, sanctions, return_to_s
        As in `standoff.Analysis`.
    target : str, optional
        An expression to follow beside the named outcomes.
    exact : bool, optional
        Whether all plausible preferences are enumerated instead of drawn; where it is left out, if there are at most
        20,000 and judging them takes no longer than samples.
    executor : concurrent.futures.Executor, optional
        Where samples are judged; past one machine ``dask.distributed.Client().get_executor()``.
    progress : callable, optional
        Called with (preferences done, preferences in all).

    Returns
    -------
    Robustness
        Shares with their intervals, and hinges.

    Raises
    ------
    StandoffError
        If there is nothing to doubt, a number is no probability, a concept is unknown, no sample is asked for, or the
        dispute is too large.

    Examples
    --------
    >>> import standoff
    >>> found = robustness(standoff.load("catalog:chicken"), concepts=["Nash"])
    >>> found.exact, found.preferences, found.equilibrium("Nash", "s2").share
    (True, 64, 0.672)
    """
    _check(dispute, samples, seed)
    own = tuple((dispute.maker(maker), find_concept(name).name) for maker, name in (concept_of or {}).items())
    names = tuple(concept.name for concept in find_concepts(concepts))
    bench = Bench(
        dispute, names, Doubt.of(doubt), frozenset(hedged or ()), own, sanctions, return_to_s, target
    )  # fmt: skip
    _check_size(bench)
    if not any(order.doubted for order in bench.orders):
        raise StandoffError(
            "there are no preferences to doubt: no side has two classes or statements that might be otherwise.",
            where="preferences",
            mend="Give the sides preferences, or greater probabilities.",
        )
    usual = affordable(bench)
    ways = _ways(bench, usual, exact)
    known = hedged is not None
    if ways is not None:
        return Robustness(bench, enumerate_all(bench, ways, progress), try_all(bench), ledgers=known)
    drawn = usual if samples is None else samples
    counted = sample(bench, drawn, seed, executor=executor, progress=progress)
    fewer = samples is None and drawn < SAMPLES
    # Trials come after the samples: processes must not be forked when compiled loops have run on several threads.
    return Robustness(bench, counted, try_all(bench), seed, fewer, known)


def affordable(bench: Bench) -> int:
    """Return how many samples are drawn unless another number is asked for; that depends on the dispute alone."""
    _, rows, states = bench.shape
    cost = (rows - 1) * states * len(bench.names) / len(DEFAULT)
    if not bench.fast:
        cost = OVERHEAD + SLOWER * cost
    return int(min(SAMPLES, max(FEWEST, BUDGET // max(1, cost))))


def _ways(bench: Bench, usual: int, exact: bool | None) -> list[SideWays] | None:
    """Return all that is plausible for each side, if that is to be enumerated."""
    if exact is False:
        return None
    ways = side_ways(bench.orders)
    if ways is None and exact:
        raise StandoffError(
            f"there are more than {MOST_EXACT:,} plausible preferences, too many to enumerate.",
            mend="Let them be sampled.",
        )
    if ways is None or exact:
        return ways
    total = 1
    for side in ways:
        total *= len(side.levels)
    return ways if total <= (MOST_EXACT if usual == SAMPLES else usual) else None


def _check(dispute: Dispute, samples: int | None, seed: int) -> None:
    """Refuse numbers that make no sense, and versions that sides see differently."""
    if samples is not None and samples < 1:
        raise StandoffError(f"{samples} samples say nothing.", mend="Ask for at least 1; 10,000 are usual.")
    if seed < 0:
        raise StandoffError(f"the seed is {seed}.", mend="A seed is 0 or a greater whole number.")
    if dispute.perceptions:
        raise NotYet(
            "the sides see this dispute differently, and robustness is computed for one version only.",
            where="perceptions",
            mend="Take the perceptions out of a copy of the file.",
        )


def _check_size(bench: Bench) -> None:
    """Refuse what does not fit, with an estimate."""
    _, rows, states = bench.shape
    cells = (rows - 1) * states
    if cells > LARGEST:
        raise StandoffError(
            f"{states:,} states of {rows - 1} sides are too many to draw preferences for: one draw takes about "
            f"{cells * 16 / 2**30:.1f} GB and the limit is {LARGEST:,} states times sides.",
            mend="Use fewer options, or more feasibility rules.",
        )


__all__ = ["affordable", "robustness"]
