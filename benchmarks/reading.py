"""How fast reports are read, beside spaCy's own pipeline on the same text: python -m benchmarks.reading [FOLDER].

Without a folder the reports that come with the program are read.
The share is spaCy's time divided by ours, both in this process, the fastest of some rounds, the model loaded before.
Then copies of the reports are read into ledgers in this process and on two processes: reports a second, and the largest
memory of this process, which should not grow with the number of reports.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from standoff.main_job import examples
from standoff.read.documents import open_report
from standoff.read.language import load_language
from standoff.read.many import read_many
from standoff.read.reading import read_report
from standoff.read.report_files import reports_in

ROUNDS = 5
COPIES = (40, 160)


def fastest(work: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest round."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def beside_spacy(files: Sequence[Path]) -> None:
    """Print words a second of spaCy's pipeline as it is installed, and of ours."""
    import spacy

    meta = load_language().meta
    own = spacy.load(f"{meta['lang']}_{meta['name']}")
    reports = [open_report(file) for file in files]
    words = sum(len(report.text.split()) for report in reports)
    theirs = fastest(lambda: [own(report.text) for report in reports])
    ours = fastest(lambda: [read_report(report) for report in reports])
    print(f"{len(reports)} reports of {words:,} words: spaCy {words / theirs:,.0f} words a second of processor time,")
    print(f"a ledger {words / ours:,.0f}; a share of {theirs / ours:.2f}.")


def many(files: Sequence[Path]) -> None:
    """Print reports a second for more and more reports, and the memory that it took."""
    print("| reports | processes | seconds | reports a second | largest memory here, MB |")
    print("| --- | --- | --- | --- | --- |")
    for count in COPIES:
        for jobs in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                copies = []
                for number in range(count):
                    source = files[number % len(files)]
                    copies.append(Path(folder) / f"{number}{source.suffix}")
                    shutil.copyfile(source, copies[-1])
                start = time.perf_counter()
                if jobs == 1:
                    read_many(copies, Path(folder))
                else:
                    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
                        read_many(copies, Path(folder), executor=pool)
                seconds = time.perf_counter() - start
            largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| {count} | {jobs} | {seconds:.1f} | {count / seconds:.1f} | {largest:.0f} |", flush=True)


def main() -> None:
    """Measure and print."""
    files = reports_in([Path(sys.argv[1])]) if len(sys.argv) > 1 else list(examples())
    beside_spacy(files)
    many(files)


if __name__ == "__main__":
    main()
