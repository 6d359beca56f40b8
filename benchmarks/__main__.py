"""Run the benchmarks, each in a process of its own, print one table, and keep the figures as JSON.

python -m benchmarks                 all cases
python -m benchmarks weights ties    these
python -m benchmarks --repeat 3      each case three times, the fastest counts: for a machine that does other work, too
"""

from __future__ import annotations

import datetime
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def measure(name: str) -> dict[str, Any]:
    """Run one case in a fresh process and return its figures."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.one", name], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def fastest(name: str, repeat: int) -> dict[str, Any]:
    """Run one case so many times and return the figures of the fastest run."""
    return min((measure(name) for _ in range(repeat)), key=lambda found: found.get("seconds", math.inf))


def machine() -> dict[str, Any]:
    """Describe the machine."""
    import numpy as np

    model = next((line.split(":")[1].strip() for line in open_lines("/proc/cpuinfo") if "model name" in line), "")
    return {
        "cpu": model or platform.processor(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": f"{platform.system()} {platform.machine()}",
    }


def open_lines(path: str) -> list[str]:
    """Return the lines of a file, none where it is absent."""
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def row(name: str, figures: dict[str, Any]) -> str:
    """Return one row of the table."""
    if "seconds" not in figures:
        return f"| {name} | {figures.get('skipped') or figures.get('failed')} | | | | | |"
    ns = figures.get("ns_per_state_and_side")
    peak, cpu = figures.get("peak_gb"), figures.get("cpu_seconds")
    more = ""
    if "ours_seconds" in figures:
        more = f"ours {figures['ours_seconds']:.4f} s, {figures['seconds'] / figures['ours_seconds']:.0f} times faster"
    elif "longest_seconds" in figures:
        more = f"the longest {figures['longest_seconds']:.2f} s"
    elif "streaming_seconds" in figures:
        more = f"{figures['seconds'] / max(figures['streaming_seconds'], 1e-9):.0f} × reading the scores once"
    return (
        f"| {name} | {figures['states']:,} | {figures['sides']} | {figures['seconds']:.4f} | "
        f"{f'{cpu:.2f}' if cpu else ''} | {f'{ns:.0f}' if ns else ''} | {f'{peak:.1f}' if peak else ''} | {more} |"
    )


def growth(found: dict[str, Any]) -> float | None:
    """Return the exponent of time in states between 2^16 and 2^24."""
    small, large = found.get("2^16", {}), found.get("2^24", {})
    if "seconds" not in small or "seconds" not in large:
        return None
    return math.log(large["seconds"] / small["seconds"]) / math.log(large["states"] / small["states"])


def main() -> None:
    """Measure, print, keep."""
    from benchmarks.cases import CASES
    from benchmarks.others import OTHERS

    arguments = sys.argv[1:]
    repeat = int(arguments[1]) if arguments[:1] == ["--repeat"] else 1
    chosen = arguments[2:] if arguments[:1] == ["--repeat"] else arguments
    wanted = chosen or [*CASES, *OTHERS]
    print("| case | states | sides | seconds | of all cores | ns per state and side | peak GB | beside it |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    found = {}
    for name in wanted:
        found[name] = fastest(name, repeat)
        print(row(name, found[name]), flush=True)
    if (exponent := growth(found)) is not None:
        print(f"\nTime grows with states to the power {exponent:.2f} between 2^16 and 2^24.")
    if "weights" in found and "seconds" in found.get("plain NumPy", {}):
        ratio = found["plain NumPy"]["seconds"] / found["weights"]["seconds"]
        print(f"Plain NumPy takes {ratio:.1f} times our time on 2^20 states (its loading not counted, ours is).")
    RESULTS.mkdir(exist_ok=True)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    if not chosen:
        kept = {"date": day, "machine": machine(), "repeat": repeat, "growth_exponent": growth(found), "cases": found}
        (RESULTS / f"{day}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
