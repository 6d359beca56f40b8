"""How long it takes to look ahead, by the number of states that can come about; ranges included.

python -m benchmarks.prospects            2^8 to 2^16 states
python -m benchmarks.prospects 10 16      2^10 and 2^16 states
"""

from __future__ import annotations

import resource
import sys
import time

from benchmarks import disputes
from standoff.analyze.prospects import assume, outlook
from standoff.analyze.verdicts import Judge
from standoff.model.graph import build

OPTIONS = (8, 10, 12, 14, 16)
SIDES = 4


def sizes(options: int) -> tuple[int, ...]:
    """Return how many options each of the sides has."""
    return tuple(options // SIDES + (side < options % SIDES) for side in range(SIDES))


def main() -> None:
    """Measure and print one table."""
    print("| states | situations | steps | one setting, s | with ranges, s | settles | peak GB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for options in map(int, sys.argv[1:] or OPTIONS):
        dispute = disputes.weighted(sizes(options))
        model = build(dispute)
        assumed, start = assume(dispute), model.states.id(0)
        begin = time.perf_counter()
        found = outlook(Judge(model), assumed, start=start, vary="none")
        settles, single = found.settles, time.perf_counter() - begin
        play = found.chain.play
        begin = time.perf_counter()
        outlook(Judge(model), assumed, start=start, to=model.states.id(model.states.count - 1))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"| {model.states.count:,} | {len(play.states):,} | {len(play.origin):,} | {single:.2f} | "
            f"{time.perf_counter() - begin:.2f} | {settles:.6f} | {peak:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
