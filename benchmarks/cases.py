"""What is measured: each case makes a dispute, analyzes it, and says how large it is."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks import disputes, mediation
from standoff.analysis import Analysis
from standoff.analyze.sweep import sweep
from standoff.model.dispute import Dispute
from standoff.model.files import loads

FOUR = ("Nash", "GMR", "SMR", "SEQ")
FIVE = (*FOUR, "SSEQ")
SIDES = (5, 5, 5, 5)


def analyzed(make: Callable[[], Dispute | str], concepts: Sequence[str] = FOUR, runs: int = 3) -> dict[str, Any]:
    """Return the shortest of some runs: construction of the model and all verdicts, kernels compiled before.

    What is given as the text of a file is read each time.
    """
    Analysis(disputes.weighted((4, 4, 3, 3), one_way=("take",))).verdicts("SSEQ")
    Analysis(disputes.weighted((4, 4, 4, 4))).verdicts("SSEQ")
    made = make()
    seconds, of_cores = [], []
    for _ in range(runs):
        started, spent = time.perf_counter(), time.process_time()
        dispute = loads(made) if isinstance(made, str) else made
        analysis = Analysis(dispute)
        for concept in concepts:
            analysis.verdicts(concept)
        seconds.append(time.perf_counter() - started)
        of_cores.append(time.process_time() - spent)
    sides, states = len(dispute.decision_makers), analysis.model.states.count
    scores = np.stack([preference.scores for preference in analysis.model.preferences])
    started = time.perf_counter()
    scores.sum()
    return {
        "states": states,
        "sides": sides,
        "concepts": list(concepts),
        "seconds": min(seconds),
        "all_seconds": seconds,
        "cpu_seconds": min(of_cores),
        "ns_per_state_and_side": min(seconds) / states / sides * 1e9,
        "streaming_seconds": time.perf_counter() - started,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def graph_form() -> dict[str, Any]:
    """A million states and ten million arcs, listed one by one; loading them is not part of the analysis."""
    from standoff.model.graph import build

    Analysis(disputes.graph(200, 1000)).verdicts("SSEQ")
    model = build(disputes.graph(1_000_000, 10_000_000))
    from standoff.analyze.concepts import CLASSICAL
    from standoff.analyze.engine import Engine

    started = time.perf_counter()
    engine = Engine(model, compiled=True)
    for concept in CLASSICAL[:4]:
        engine.verdicts(concept)
    seconds = time.perf_counter() - started
    return {
        "states": 1_000_000,
        "sides": 4,
        "concepts": list(FOUR),
        "seconds": seconds,
        "ns_per_state_and_side": seconds / 4e6 * 1e9,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def small() -> dict[str, Any]:
    """A hundred-odd states, four sides, five concepts: how long a page waits while one drags."""
    dispute = disputes.weighted((2, 2, 2, 1), digits=3)
    Analysis(dispute).verdicts("SSEQ")
    Analysis(disputes.weighted((4, 4, 3, 3))).verdicts("SSEQ")
    started = time.perf_counter()
    for _ in range(50):
        analysis = Analysis(dispute)
        for concept in FIVE:
            analysis.verdicts(concept)
    seconds = (time.perf_counter() - started) / 50
    return {"states": 128, "sides": 4, "concepts": list(FIVE), "seconds": seconds,
            "ns_per_state_and_side": seconds / 512 * 1e9}  # fmt: skip


def profiles(device: str = "cpu") -> dict[str, Any]:
    """Ten thousand preference profiles of one dispute of 256 states."""
    dispute = disputes.weighted((2, 2, 2, 2))
    scores = np.random.default_rng(5).integers(0, 1 << 40, (10_000, 4, 256))
    sweep(dispute, scores[:10], ["SEQ"], device=device)  # type: ignore[arg-type]
    started = time.perf_counter()
    sweep(dispute, scores, ["SEQ"], device=device)  # type: ignore[arg-type]
    seconds = time.perf_counter() - started
    return {"states": 256, "sides": 4, "concepts": ["SEQ"], "profiles": 10_000, "seconds": seconds,
            "ns_per_state_and_side": seconds / 256 / 4 / 10_000 * 1e9}  # fmt: skip


def reasons(sizes: Sequence[int]) -> dict[str, Any]:
    """Reasons for single verdicts by five concepts, the model built before: the mean of forty, and the longest."""
    analysis = Analysis(disputes.weighted(sizes))
    count = analysis.model.states.count
    Analysis(disputes.weighted((4, 4, 4, 4))).why("D0", "s5", "SEQ")
    seconds = []
    for state in (count // 7, count // 3):
        for maker in analysis.model.makers:
            for concept in FIVE:
                started = time.perf_counter()
                analysis.why(maker, f"s{state}", concept)
                seconds.append(time.perf_counter() - started)
    return {
        "states": count,
        "sides": len(sizes),
        "concepts": list(FIVE),
        "seconds": sum(seconds) / len(seconds),
        "longest_seconds": max(seconds),
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


CASES: dict[str, Callable[[], dict[str, Any]]] = {
    "weights": lambda: analyzed(lambda: disputes.weighted(SIDES)),
    "weights, SSEQ too": lambda: analyzed(lambda: disputes.weighted(SIDES), FIVE),
    "statements": lambda: analyzed(lambda: disputes.stated(SIDES)),
    "ties": lambda: analyzed(lambda: disputes.weighted(SIDES, digits=1)),
    "one-way options": lambda: analyzed(lambda: disputes.weighted(SIDES, one_way=("take", "drop"))),
    "a tenth infeasible": lambda: analyzed(lambda: disputes.weighted(SIDES, rules=disputes.holes(SIDES))),
    "random rankings": lambda: analyzed(lambda: disputes.ranking_file(SIDES)),
    "random rankings, as tuples": lambda: analyzed(lambda: disputes.ranked(SIDES)),
    "two sides of ten": lambda: analyzed(lambda: disputes.weighted((10, 10))),
    "2^16": lambda: analyzed(lambda: disputes.weighted((4, 4, 4, 4))),
    "2^22": lambda: analyzed(lambda: disputes.weighted((6, 6, 5, 5))),
    "2^24": lambda: analyzed(lambda: disputes.weighted((6, 6, 6, 6)), runs=2),
    "why, 2^24": lambda: reasons((6, 6, 6, 6)),
    "trade, 20 options": lambda: analyzed(disputes.trade, FIVE),
    "60 options": lambda: analyzed(disputes.many_options, FIVE),
    "graph form": graph_form,
    "small": small,
    "10,000 profiles": profiles,
    "mediation, SEQ": lambda: mediation.case("SEQ"),
    "mediation, SSEQ": lambda: mediation.case("SSEQ"),
}
