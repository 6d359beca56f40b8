"""How long it takes to prove a smallest change: every state of the catalog, and random disputes of 100 states.

python -m benchmarks.mediation              the catalog, then 30 random disputes of each kind
python -m benchmarks.mediation catalog      the catalog only
python -m benchmarks.mediation random 100   100 random disputes of each kind
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks import disputes
from standoff.analysis import Analysis
from standoff.analyze.concepts import DEFAULT
from standoff.catalog import files, load
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, PreferenceEntry, Rule
from standoff.model.expressions import Pattern
from standoff.model.states import build_states

STATES, SIZES, KINDS = 100, (2, 2, 2, 2), ("weights", "statements", "ranking")
SECONDS = 10.0
SMALL = 60


def random_dispute(kind: str, seed: int) -> Dispute:
    """Return a dispute of four sides, two options each, whose rules leave 93 to 100 states."""
    rng = np.random.default_rng(seed)
    base = disputes.stated(SIZES, seed) if kind == "statements" else disputes.weighted(SIZES, seed)
    rules: list[Rule] = []
    count = 1 << sum(SIZES)
    while count > STATES:
        letters = ["-"] * sum(SIZES)
        depth = 2 if count > 2 * STATES else 3 if count > 1.3 * STATES else 5
        for place in rng.choice(len(letters), depth, replace=False):
            letters[place] = str(rng.choice(["Y", "N"]))
        trial = [*rules, Rule("never", (Pattern("".join(letters)),))]
        left = build_states(replace(base, rules=tuple(trial))).count
        if left > 0.93 * STATES:
            rules, count = trial, left
    made = replace(base, rules=tuple(rules))
    if kind != "ranking":
        return made
    orders = {maker.id: rng.permutation(count) for maker in made.decision_makers}
    entries = {
        side: PreferenceEntry("ranking", ranking=tuple((f"s{k + 1}",) for k in order.tolist()))
        for side, order in orders.items()
    }
    return replace(made, preferences=entries)


def proofs(concept: str, count: int) -> Iterator[tuple[str, float, float]]:
    """Yield, for random disputes and a random target each, the kind, the seconds and the gap that is left."""
    for seed in range(count):
        for kind in KINDS:
            analysis = Analysis(random_dispute(kind, seed))
            target = analysis.model.states.id(int(np.random.default_rng(seed).integers(analysis.model.states.count)))
            started = time.perf_counter()
            found = analysis.mediate(target, concept, seconds=SECONDS)
            seconds = time.perf_counter() - started
            gap = float((found.cost - found.bound) / found.cost) if found.cost else 0.0
            yield kind, seconds, gap


def case(concept: str, count: int = 10) -> dict[str, Any]:
    """Return the figures of one concept on random disputes, for the table of all benchmarks."""
    figures = [(seconds, gap) for _, seconds, gap in proofs(concept, count)]
    times = sorted(seconds for seconds, _ in figures)
    return {
        "states": STATES,
        "sides": len(SIZES),
        "concepts": [concept],
        "disputes": len(figures),
        "seconds": times[len(times) // 2],
        "slowest": times[-1],
        "proved": sum(gap == 0 for _, gap in figures) / len(figures),
        "gap_above_a_tenth": sum(gap > 0.1 for _, gap in figures) / len(figures),
    }


def over_catalog() -> None:
    """Print, for each dispute of the catalog that is small enough, the slowest proof over all states and concepts."""
    print("| dispute | states | questions | all, s | slowest, s | slowest question |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in sorted(files()):
        analysis = Analysis(load(f"catalog:{name}"))
        count = analysis.model.states.count
        if count > SMALL:
            continue
        worst, total, questions = (0.0, ""), 0.0, 0
        try:
            for state in range(count):
                for concept in DEFAULT:
                    started = time.perf_counter()
                    analysis.mediate(analysis.model.states.id(state), concept)
                    seconds = time.perf_counter() - started
                    worst = max(worst, (seconds, f"{analysis.model.states.id(state)} {concept}"))
                    total, questions = total + seconds, questions + 1
        except StandoffError as error:
            print(f"| {name} | {count} | refused: {error.what} | | | |")
            continue
        print(f"| {name} | {count} | {questions} | {total:.2f} | {worst[0]:.3f} | {worst[1]} |", flush=True)


def over_random(count: int) -> None:
    """Print, for each concept, how many proofs came within the time, and what gaps were left."""
    print("| concept | disputes | proved in 10 s | median, s | 9 of 10 within, s | largest gap | gaps above 10 % |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for concept in DEFAULT:
        figures = [(seconds, gap) for _, seconds, gap in proofs(concept, count)]
        times, gaps = sorted(seconds for seconds, _ in figures), [gap for _, gap in figures]
        print(
            f"| {concept} | {len(times)} | {sum(gap == 0 for gap in gaps) / len(gaps):.1%} | "
            f"{times[len(times) // 2]:.3f} | {times[int(0.9 * len(times))]:.2f} | {max(gaps):.0%} | "
            f"{sum(gap > 0.1 for gap in gaps)} |",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what in ("", "catalog"):
        over_catalog()
    if what in ("", "random"):
        over_random(int(sys.argv[2]) if len(sys.argv) > 2 else 30)


if __name__ == "__main__":
    main()
