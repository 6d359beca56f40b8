"""Score every reader on the data at hand, print one table beside published baselines, and keep the figures as JSON.

python -m evaluation                    all tasks
python -m evaluation plover gap         these
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation import gap, places, plover, polnear, reports
from evaluation.figures import Figures
from evaluation.readers import Reader, open_readers
from standoff.model.files import write_atomically

RESULTS = Path(__file__).parent / "results"

TASKS: dict[str, tuple[Callable[[Reader, Path], dict[str, Any]], Callable[[], Path]]] = {
    "reports": (reports.measure, places.reports),
    "plover": (plover.measure, places.plover),
    "polnear": (polnear.measure, places.polnear),
    "gap": (gap.measure, places.gap),
}

BASELINES = {
    "article: positions, strict": "F .59, rules written after reading it",
    "dev: positions, strict": "wanted: F .65 at P .75",
    "article: forbidden readings a report": "wanted: at most 2",
    "dev: forbidden readings a report": "wanted: at most 2",
    "events: type, source and target": "F .28; wanted: F .45",
    "quotations: content and source": "F .49 simple rules, .40 GenderGapTracker, .17 textacy, .61 fine-tuned MiniLM",
    "direct quotations": "R .92, best .97; wanted: R .95",
    "pronouns": "F .64 simple rules, .70 best rules; wanted: F .68",
}
"""Published or agreed figures of the tasks, for the last column."""


def main(names: list[str]) -> int:
    """Run the tasks, print the table, keep the figures."""
    unknown = [name for name in names if name not in TASKS]
    if unknown:
        print(f"There is no task {unknown[0]!r}; there are {', '.join(TASKS)}.", file=sys.stderr)
        return 1
    results: dict[str, dict[str, Any]] = {}
    readers, why_not = open_readers()
    print("| task | reader | P | R | F | found/extra/missed | baselines |")
    print("| --- | --- | ---: | ---: | ---: | ---: | --- |")
    for name in names or TASKS:
        measure, place = TASKS[name]
        try:
            folder = place()
        except places.Absent as absent:
            results[name] = {"skipped": str(absent)}
            print(f"| {name} | skipped: {absent} | | | | | |")
            continue
        for reader, read in readers.items():
            figures = measure(read, folder)
            results.setdefault(name, {})[reader] = {task: _plain(figure) for task, figure in figures.items()}
            for task, figure in figures.items():
                if line := row(task, reader, figure):
                    print(line, flush=True)
    if why_not:
        print(f"| | tagger | skipped: {why_not} | | | | |")
    file = _keep(results)
    print(f"\nkept in {file.relative_to(places.ROOT)}")
    return 0


def row(task: str, reader: str, figure: Any) -> str:
    """Return one line of the table, none for figures that are only kept."""
    baseline = BASELINES.get(task, "")
    if isinstance(figure, Figures):
        counts = f"{figure.found}/{figure.extra}/{figure.missed}"
        precision = f"{figure.precision:.3f}" if figure.extra or task != "direct quotations" else ""
        f = f"{figure.f:.3f}" if precision else ""
        return f"| {task} | {reader} | {precision} | {figure.recall:.3f} | {f} | {counts} | {baseline} |"
    return f"| {task} | {reader} | | | | {figure} | {baseline} |" if not isinstance(figure, dict) else ""


def _plain(figure: Any) -> Any:
    return figure.record() if isinstance(figure, Figures) else figure


def _keep(results: dict[str, Any]) -> Path:
    """Write the figures to a file named by the date; what was measured earlier that day and not now stays."""
    file = RESULTS / f"{datetime.date.today().isoformat()}.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    results = {name: found for name, found in results.items() if "skipped" not in found or name not in before}
    file.parent.mkdir(exist_ok=True)
    write_atomically(file, json.dumps(before | results, ensure_ascii=False, indent=1) + "\n")
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
