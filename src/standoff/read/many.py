"""Many reports: one ledger each, one after another or on many workers; what is done already is not done again.

A report is read by a function of its own file alone, so that any executor can run it, on this machine or on a cluster.
Each ledger is written as soon as it is made: a job that is killed goes on where it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.read.duplicates import Sketch, duplicates, sketch
from standoff.read.report_files import ledger_name

if TYPE_CHECKING:
    from standoff.read.documents import Report
    from standoff.read.ledger import Ledger
    from standoff.read.readers.combine import Comparison

RELIABILITIES = "ABCDEF"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Given:
    """What a person says of reports; it overrules what they say of themselves.

    Parameters
    ----------
    published : str, optional
        ``YYYY-MM-DD``.
    title, author, publisher : str, optional
        As they are to be cited.
    reliability : str, optional
        Of the source, ``A`` (completely reliable) to ``E`` (unreliable), ``F`` (cannot be judged).
    vocabulary : str, optional
        A folder with the words of a field (see :mod:`standoff.read.fields`).
    readers : tuple of str
        Who reads: ``rules``, ``llm``, the folder of a trained reader, or an installed one (see
        :mod:`standoff.read.readers.registry`).
    cache : str, optional
        The folder where a language model's answers are kept.
    """

    published: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    reliability: str | None = None
    vocabulary: str | None = None
    readers: tuple[str, ...] = ("rules",)
    cache: str | None = None

    def __post_init__(self) -> None:
        if self.reliability is not None and self.reliability not in RELIABILITIES:
            raise StandoffError(
                f"{self.reliability!r} is no reliability of a source.",
                where="reliability",
                mend="Give one of A (completely reliable), B, C, D, E (unreliable), F (cannot be judged).",
            )


NOTHING = Given()

_NOT_OF_THE_SOURCE = ("published", "vocabulary", "readers", "cache")


@dataclass(frozen=True)
class Reading:
    """What came of one report: its ledger's file and what is in it, or what is wrong with the report.

    ``earlier`` is where a ledger stands that was there, read otherwise; it may hold a person's corrections.
    """

    report: Path
    file: Path
    published: str | None = None
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    kept: bool = False
    earlier: Path | None = None
    duplicate_of: str | None = None
    error: StandoffError | None = None
    comparisons: tuple[Comparison, ...] = ()
    sketch: Sketch = ()


def read_one(report: Path, folder: Path, given: Given = NOTHING, again: bool = False) -> Reading:
    """Read one report and write its ledger into a folder, with the text that was taken out of a document.

    A ledger that is there already is kept, with whatever a person has changed in it, if it was read from the same text
    by the same version of the program, words and readers; one that was read otherwise stays beside the new one,
    its name ending in ``.old``; ``again`` reads anew and keeps nothing.

    Raises
    ------
    StandoffError
        If the report cannot be read or its ledger cannot be written.
    """
    from standoff.model.files import write_atomically
    from standoff.read.documents import open_report
    from standoff.read.fields import find_field
    from standoff.read.ledger import counts, save_ledger
    from standoff.read.readers.combine import read_with, signature
    from standoff.read.readers.registry import open_readers
    from standoff.read.reading import program

    opened = open_report(report, published=given.published)
    file = folder / ledger_name(report)
    if opened.stored:
        write_atomically(folder / opened.stored, opened.text)
    field = find_field(given.vocabulary, report)
    readers = open_readers(given.readers, given.cache)
    before = None if again else _kept(opened, file, f"{program(field)} {signature(readers)}".strip())
    fresh, comparisons = (before, ()) if before else read_with(opened, readers, field)
    earlier = file.with_name(f"{file.name}.old") if before is None and file.is_file() and not again else None
    if earlier is not None:
        os.replace(file, earlier)
    ledger = _overruled(fresh, given)
    if ledger != before:
        save_ledger(ledger, file)
    return Reading(
        report,
        file,
        ledger.source.published,
        counts(ledger),
        before is not None,
        earlier=earlier,
        comparisons=comparisons,
        sketch=sketch(opened.text),
    )


def _kept(report: Report, file: Path, made_by: str) -> Ledger | None:
    """Return the ledger that is there if it was read from this text, on this date, by this version with these words."""
    from standoff.read.ledger import load_ledger

    try:
        ledger = load_ledger(file)
    except StandoffError:
        return None
    published = report.published.isoformat() if report.published else None
    same = (ledger.source.sha256, ledger.source.published, ledger.program) == (report.sha256, published, made_by)
    return ledger if same else None


def _overruled(ledger: Ledger, given: Given) -> Ledger:
    """Return a ledger whose source is as a person says."""
    said = {k: v for k, v in vars(given).items() if v is not None and k not in _NOT_OF_THE_SOURCE}
    return ledger.model_copy(update={"source": ledger.source.model_copy(update=said)}) if said else ledger


def read_many(
    reports: Sequence[Path],
    folder: Path,
    given: Given = NOTHING,
    *,
    again: bool = False,
    executor: Executor | None = None,
    progress: Progress = lambda _: None,
) -> list[Reading]:
    """Read many reports into ledgers, one file each.

    Parameters
    ----------
    reports : sequence of Path
        The files, as `reports_in` returns them.
    folder : Path
        Where the ledgers go.
    given : Given
        What a person says of all of them.
    again : bool
        Whether ledgers that are there already are made anew.
    executor : concurrent.futures.Executor, optional
        Where reports are read, a process pool or ``dask.distributed.Client().get_executor()``;
        its workers must see the same folders.
    progress : callable
        Told what is being done.

    Returns
    -------
    list of Reading
        In the order of the reports; one that cannot be read has an error, and the others are read all the same.
    """
    from standoff.read.fields import find_field

    find_field(given.vocabulary)  # what is wrong with the words is wrong once, not for each report
    done: dict[Path, Reading] = {}
    for reading in _readings(reports, folder, given, again, executor):
        done[reading.report] = reading
        progress(f"Read {reading.report.name}, {len(done):,} of {len(reports):,}")
    found = [done[report] for report in reports]
    repeated = duplicates({reading.report.stem: reading.sketch for reading in _oldest_first(found)})
    return [_marked(reading, repeated.get(reading.report.stem)) for reading in found]


def _readings(
    reports: Sequence[Path], folder: Path, given: Given, again: bool, executor: Executor | None
) -> Iterator[Reading]:
    """Yield what comes of each report, as it comes; where the workers die, what they left undone can be done again."""
    from concurrent.futures import BrokenExecutor

    if executor is None:
        for report in reports:
            yield _attempt(report, folder, given, again)
        return
    futures = [executor.submit(_attempt, report, folder, given, again) for report in reports]
    try:
        for future in as_completed(futures):
            yield future.result()
    except BrokenExecutor as error:
        raise StandoffError(
            "a process that was reading has died, perhaps for want of memory.",
            mend="Start the command again with fewer --jobs: it goes on where it was.",
        ) from error
    finally:
        for future in futures:
            future.cancel()


def _attempt(report: Path, folder: Path, given: Given, again: bool) -> Reading:
    """Read one report; what is wrong with it is returned, not raised."""
    try:
        return read_one(report, folder, given, again)
    except StandoffError as error:
        return Reading(report, folder / ledger_name(report), error=error)


def _oldest_first(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the older report first: it is the one that others repeat."""
    return sorted((r for r in readings if r.error is None), key=lambda r: r.published or "9999")


def _marked(reading: Reading, repeats: str | None) -> Reading:
    """Write into a ledger which report its own repeats."""
    from standoff.read.documents import make_id
    from standoff.read.ledger import load_ledger, save_ledger

    if reading.error is not None:
        return reading
    ledger = load_ledger(reading.file)
    named = make_id(repeats) if repeats else None
    if ledger.source.duplicate_of != named:
        source = ledger.source.model_copy(update={"duplicate_of": named})
        save_ledger(ledger.model_copy(update={"source": source}), reading.file)
    return replace(reading, duplicate_of=repeats)
