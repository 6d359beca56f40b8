"""The main job in one call: reports in; ledgers, a draft, verdicts and one page out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.read.many import NOTHING, Given, Reading, read_many
from standoff.read.report_files import ledger_name, reports_in

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.read.ledger import Ledger

DRAFT = "draft.dispute.yaml"
ANALYSIS = "analysis.json"
PAGE = "report.html"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """What `run` made: the folder with its files, the ledgers, the analysis of the draft, and what is beyond it.

    ``readings`` says what came of each report: copies noticed, and how the readers differ.
    """

    folder: Path
    reports: tuple[Path, ...]
    readings: tuple[Reading, ...]
    ledgers: tuple[Ledger, ...]
    analysis: Analysis
    beyond: Mapping[str, Any]

    @property
    def draft(self) -> Path:
        """The drafted dispute."""
        return self.folder / DRAFT

    @property
    def analysis_file(self) -> Path:
        """The analysis as JSON."""
        return self.folder / ANALYSIS

    @property
    def page(self) -> Path:
        """The page that shows it all."""
        return self.folder / PAGE

    @property
    def ledger_files(self) -> tuple[Path, ...]:
        """The ledgers, one a report."""
        return tuple(self.folder / ledger_name(report) for report in self.reports)

    @cached_property
    def found(self) -> tuple[str, ...]:
        """What was found, in plain sentences."""
        from standoff.show.findings import findings
        from standoff.show.summary import found_sentences

        return tuple(found_sentences(findings(self.analysis)))

    def to_dict(self) -> dict[str, Any]:
        """Return what ``standoff run --json`` prints: the files that were written, what was found, the analysis."""
        return {
            "ledgers": [str(path) for path in self.ledger_files],
            "draft": str(self.draft),
            "analysis_file": str(self.analysis_file),
            "page": str(self.page),
            "found": list(self.found),
            "beyond": dict(self.beyond),
            "analysis": self.analysis.to_dict(),
        }


def run(
    reports: Sequence[str | Path],
    folder: str | Path,
    *,
    given: Given = NOTHING,
    presumptions: bool = True,
    again: bool = False,
    executor: Executor | None = None,
    progress: Progress = lambda _: None,
) -> Job:
    """Read reports, draft the dispute, analyze it and write a page about it.

    Everything is written to a folder beside `folder` first and moved at the end,
    so that an error or an interruption leaves nothing half-written.

    Parameters
    ----------
    reports : sequence of str or Path
        Reports of one dispute, or folders of them.
    folder : str or Path
        Where the results go; made if it does not exist.
    given : Given
        What a person says of all the reports: when they were published, how reliable their source is, who reads them.
    presumptions : bool
        Whether a side's silence is read as in ``docs/data-model.md``; if not, it is indifferent.
    again : bool
        Whether ledgers that are in the folder already, with any corrections in them, are made anew.
    executor : concurrent.futures.Executor, optional
        Where many reports are read (see :func:`standoff.read.many.read_many`).
    progress : callable
        Told, in a few words, what is being worked on.

    Returns
    -------
    Job

    Raises
    ------
    StandoffError
        If a report cannot be read, reports share a name, no dispute is found, or the folder cannot be written.
    """
    paths = tuple(reports_in(Path(report) for report in reports))
    target = Path(folder)
    new = not target.exists()
    work = _work_folder(target)
    try:
        _bring_ledgers(paths, target, work)
        readings = read_many(paths, work, given, again=again, executor=executor, progress=progress)
        ledgers = tuple(_ledgers(readings))
        for path in paths:
            # The draft's evidence points into these copies, so that the folder can be moved and shared.
            shutil.copyfile(path, work / path.name)
        analysis, beyond = _analyze(ledgers, work, target, presumptions, progress)
        _move_all(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if new and not any(target.iterdir()):
            target.rmdir()
    return Job(target, paths, tuple(readings), ledgers, analysis, beyond)


def demo(folder: str | Path, *, progress: Progress = lambda _: None) -> Job:
    """Do `run` on the reports that come with the program."""
    return run(examples(), folder, progress=progress)


def examples() -> tuple[Path, ...]:
    """Return the reports that come with the program."""
    return tuple(sorted((Path(__file__).parent / "examples").glob("*.txt")))


def _ledgers(readings: Sequence[Reading]) -> Iterator[Ledger]:
    """Yield the ledgers; the first report that could not be read ends it."""
    from standoff.read.ledger import load_ledger

    for reading in readings:
        if reading.error is not None:
            raise reading.error
        yield load_ledger(reading.file)


def _bring_ledgers(reports: Sequence[Path], target: Path, work: Path) -> None:
    """Bring the ledgers of an earlier run to where the next one is made: what a person corrected in them stays."""
    for report in reports:
        earlier = target / ledger_name(report)
        if earlier.is_file():
            shutil.copyfile(earlier, work / earlier.name)


def _analyze(
    ledgers: Sequence[Ledger], work: Path, target: Path, presumptions: bool, progress: Progress
) -> tuple[Analysis, dict[str, Any]]:
    """Draft, analyze and write the page, all in the work folder; what a person changed in an earlier draft stays.

    The analysis is returned with what the page says beyond it.
    """
    from standoff.analysis import Analysis
    from standoff.model.files import load, write_atomically
    from standoff.read.draft import draft
    from standoff.read.redraft import copy_of, redraft, save_redraft
    from standoff.show.report import write_report

    progress("Drafting the dispute")
    earlier = target / DRAFT
    if earlier.exists() and not copy_of(earlier).exists():
        os.replace(earlier, earlier.with_name(f"{DRAFT}.old"))  # Nobody can tell what a person changed in it.
    save_redraft(redraft(draft(ledgers, presumptions=presumptions), earlier), work / DRAFT)
    progress("Analyzing the draft")
    analysis = Analysis(load(work / DRAFT))
    write_atomically(work / ANALYSIS, json.dumps(analysis.to_dict(), ensure_ascii=False, indent=1) + "\n")
    progress("Writing the page")
    return analysis, write_report(analysis, work / PAGE, ledgers=ledgers, sources_dir=work)


def _refuse_file(folder: Path) -> None:
    """Refuse a file where a folder is to be."""
    if folder.exists() and not folder.is_dir():
        raise StandoffError("this is a file, not a folder.", where=str(folder), mend="Name another folder after -o.")


def make_folder(folder: Path) -> None:
    """Make a folder if there is none."""
    _refuse_file(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> StandoffError:
    """Return what to say of a folder that cannot be written."""
    return StandoffError(
        f"this folder cannot be written: {error.strerror or error}.",
        where=str(folder),
        mend="Name another folder after -o, or change its permissions.",
    )


def _work_folder(target: Path) -> Path:
    """Make the folder that the results are made in, on the same disk as the one they end in."""
    make_folder(target)
    try:
        return Path(tempfile.mkdtemp(prefix=".standoff-", dir=target))
    except OSError as error:
        raise _unwritable(target, error) from error


def _move_all(work: Path, target: Path) -> None:
    """Move what was made into the target folder."""
    for made in sorted(work.iterdir()):
        os.replace(made, target / made.name)
