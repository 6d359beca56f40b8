"""The files of reports: those that a person names, those in folders, and what their ledgers are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from standoff.errors import StandoffError

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx")
"""What is taken for a report in a folder; a file that is named by itself may be called anything."""


def reports_in(paths: Iterable[Path]) -> list[Path]:
    """Return the reports that paths name: files as they are, and those in folders and in the folders in these.

    Raises
    ------
    StandoffError
        If a folder holds no report, or two reports share a name.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = [file for file in sorted(path.rglob("*")) if _is_report(file, path)]
        if not inside:
            raise StandoffError(
                "this folder holds no report.",
                where=str(path),
                mend=f"Reports are files ending in {', '.join(SUFFIXES)}.",
            )
        found.update(dict.fromkeys(inside))
    refuse_same_names(list(found))
    return list(found)


def _is_report(file: Path, folder: Path) -> bool:
    """Whether a file in a folder is a report, and not the text that was taken out of one beside it."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    taken_out = (
        file.suffix == ".txt" and Path(file.stem).suffix.lower() in SUFFIXES[1:] and file.with_suffix("").exists()
    )
    return file.is_file() and file.suffix.lower() in SUFFIXES and not hidden and not taken_out


def refuse_same_names(reports: Sequence[Path]) -> None:
    """Refuse two reports with one name: their ledgers and their evidence could not be told apart."""
    seen: dict[str, Path] = {}
    for report in reports:
        if report.stem in seen:
            raise StandoffError(
                f"two reports are called {report.stem!r}: {seen[report.stem]} and {report}.",
                mend="Give one of them another name, so that evidence can say which it comes from.",
            )
        seen[report.stem] = report


def ledger_name(report: Path) -> str:
    """Return the name of a report's ledger.

    Examples
    --------
    >>> ledger_name(Path("reports/globe.txt"))
    'globe.ledger.json'
    """
    return f"{report.stem}.ledger.json"
