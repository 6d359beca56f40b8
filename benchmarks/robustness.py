"""How long 10,000 plausible preferences take: python -m benchmarks.robustness.

Four sides with two options each, 256 states, all five concepts, preferences of every form; then the same on two
processes, and what a draw takes of larger disputes. Wall time, and processor time of this process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks import disputes
from standoff.analyze.robustness.compute import robustness
from standoff.model.dispute import Dispute

SIZES = (2, 2, 2, 2)
CASES: dict[str, Callable[[], Dispute]] = {
    "statements, 256 states": lambda: disputes.stated(SIZES),
    "rankings, 256 states": lambda: disputes.ranked(SIZES),
    "weights, 256 states": lambda: disputes.weighted(SIZES),
    "graph form, 256 states": lambda: disputes.graph(256, 2048),
}
LARGE = {"2^12 states": (3, 3, 3, 3), "2^16 states": (4, 4, 4, 4), "2^20 states": (5, 5, 5, 5)}


def measure(name: str, dispute: Dispute, samples: int | None, executor: Executor | None = None) -> None:
    """Print one row: what was asked, wall seconds, processor seconds, samples."""
    wall, busy = time.perf_counter(), time.process_time()
    found = robustness(dispute, samples=samples, exact=False, executor=executor)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    print(f"| {name} | {found.preferences:,} | {wall:.1f} | {busy:.1f} |", flush=True)


def main() -> None:
    """Measure and print."""
    robustness(disputes.stated(SIZES), samples=300)
    print("| case | samples | seconds | processor seconds here |")
    print("| --- | --- | --- | --- |")
    for name, make in CASES.items():
        measure(name, make(), 10_000)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        measure("statements, two processes", disputes.stated(SIZES), 10_000, executor)
    for name, sizes in LARGE.items():
        measure(name, disputes.weighted(sizes), None)


if __name__ == "__main__":
    main()
