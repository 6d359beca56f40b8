"""Reports on the workbench: read into ledgers, looked through by a person, drafted into a dispute.

Each report lies in the state folder with its ledger and with what a person decided about its entries, so that
nothing of that work is lost with the server.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from standoff.errors import StandoffError
from standoff.model.files import read_text, write_atomically
from standoff.read.ledger import Ledger, as_dict, load_ledger, save_ledger
from standoff.read.report_files import SUFFIXES
from standoff.workbench.arguments import Arguments
from standoff.workbench.entries import accepted, added, corrected, entries, exists
from standoff.workbench.refusals import Refusal

MOST_REPORTS = 200
LARGEST = 18_000_000
"""Bytes of one report."""

LEDGER, REVIEW = ".ledger.json", ".review.json"
DECISIONS = {"accept": "accepted", "reject": "rejected", "reset": "proposed"}
ACTIONS = (*DECISIONS, "correct", "add")


@dataclass
class Report:
    """One report with its ledger, and what a person decided."""

    id: str
    name: str
    stem: str
    text: str = field(repr=False)
    ledger: Ledger = field(repr=False)
    original: Ledger = field(repr=False)
    statuses: dict[str, str] = field(default_factory=dict)

    def head(self) -> dict[str, Any]:
        """Return what a list of reports shows of it."""
        source = self.ledger.source
        return {
            "report": self.id,
            "name": self.name,
            "title": source.title,
            "author": source.author,
            "publisher": source.publisher,
            "published": source.published,
            "entries": len(entries(self.ledger, {})),
            "decided": len(self.statuses),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return everything about it."""
        found = entries(self.ledger, self.statuses)
        return self.head() | {"text": self.text, "ledger": as_dict(self.ledger), "entries": found}


class Reports:
    """The reports of one workbench.

    Parameters
    ----------
    folder : Path
        Where they are kept; made when the first one comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = RLock()
        self._known: dict[str, Report] | None = None

    @property
    def known(self) -> dict[str, Report]:
        """All reports by id, those of earlier runs included."""
        with self.lock:
            if self._known is None:
                self._known = {report.id: report for report in map(_load, self._ledgers()) if report is not None}
            return self._known

    def _ledgers(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{LEDGER}"))[:MOST_REPORTS] if self.folder.is_dir() else []

    def find(self, identifier: str) -> Report:
        """Return one report.

        Raises
        ------
        Refusal
            If there is none.
        """
        found = self.known.get(identifier)
        if found is None:
            raise Refusal("There is no such report.", status=404)
        return found

    def take(self, name: str, content: bytes, published: str | None) -> Report:
        """Read a report into a ledger.

        Raises
        ------
        StandoffError
            If it is too large, cannot be read, or is in no language that is read.
        """
        from standoff.read.documents import open_report
        from standoff.read.reading import read_report

        if len(content) > LARGEST:
            raise Refusal(f"A report has at most {LARGEST / 1e6:.0f} MB.", status=413)
        with self.lock:
            if len(self.known) >= MOST_REPORTS:
                raise Refusal(f"{MOST_REPORTS} reports are here, the most that can be.", mend="Remove some.")
            self.folder.mkdir(parents=True, exist_ok=True)
            place = self.folder / self._free_name(name)
            write_atomically(place, content)
            try:
                opened = open_report(place, published=published)
                ledger = read_report(opened)
            except StandoffError as error:
                place.unlink(missing_ok=True)
                raise StandoffError(error.what, where=place.name, mend=error.mend) from error
            if opened.file != place.name:
                write_atomically(self.folder / opened.file, opened.text)
            report = Report(ledger.source.id, name, place.stem, opened.text, ledger, ledger)
            self.known[report.id] = report
            self._keep(report)
            return report

    def _free_name(self, name: str) -> str:
        """Return a plain name under which nothing is kept yet."""
        from standoff.read.documents import make_id

        plain = re.sub(r"[^\w.() -]+", "_", Path(name.replace("\\", "/")).name).strip(". ")[:80]
        stem, suffix = Path(plain).stem or "report", Path(plain).suffix.lower()
        suffix = suffix if suffix in SUFFIXES else ".txt"
        found, number = stem, 2
        while make_id(found) in self.known or (self.folder / f"{found}{LEDGER}").exists():
            found, number = f"{stem} {number}", number + 1
        return found + suffix

    def remove(self, identifier: str) -> None:
        """Forget a report."""
        with self.lock:
            report = self.find(identifier)
            del self.known[report.id]
            gone = {report.stem + LEDGER, report.stem + REVIEW, report.ledger.source.file or ""}
            for place in self.folder.iterdir():
                if place.name in gone or (place.stem == report.stem and place.suffix in SUFFIXES):
                    with suppress(OSError):
                        place.unlink()

    def decide(self, identifier: str, arguments: Arguments) -> Report:
        """Accept, reject, correct or add an entry."""
        with self.lock:
            report = self.find(identifier)
            action = arguments.choice("action", ACTIONS)
            entry = Arguments(arguments.mapping("entry"), f"The action {action}")
            if action == "add":
                span = entry.number("start"), entry.number("end")
                fields = entry.mapping("fields") if "fields" in entry else {}
                report.ledger, made = added(report.ledger, report.text, entry.text("kind"), fields, span)
                report.statuses[made] = "added"
            elif action == "correct":
                wanted = entry.text("id")
                fields = entry.mapping("fields") if "fields" in entry else {}
                where = (entry.number("start"), entry.number("end")) if "start" in entry else None
                report.ledger = corrected(report.ledger, report.text, wanted, fields, where)
                report.statuses[wanted] = "added" if report.statuses.get(wanted) == "added" else "corrected"
            else:
                self._decide(report, entry.text("id"), action)
            self._keep(report)
            return report

    def _decide(self, report: Report, wanted: str, action: str) -> None:
        """Accept or reject an entry, or take it back to what was read."""
        exists(report.ledger, wanted)
        if action != "reset":
            report.statuses[wanted] = DECISIONS[action]
            return
        report.statuses.pop(wanted, None)
        kind, _, name = wanted.partition(":")
        read = [record for record in getattr(report.original, f"{kind}s") if record.id == name]
        now = list(getattr(report.ledger, f"{kind}s"))
        put = [read[0] if record.id == name and read else record for record in now if record.id != name or read]
        report.ledger = report.ledger.model_copy(update={f"{kind}s": tuple(put)})

    def _keep(self, report: Report) -> None:
        """Write down the ledger as it is now, and what was decided."""
        save_ledger(report.original, self.folder / f"{report.stem}{LEDGER}")
        review = {"name": report.name, "statuses": report.statuses, "ledger": as_dict(report.ledger)}
        write_atomically(self.folder / f"{report.stem}{REVIEW}", json.dumps(review, ensure_ascii=False))

    def draft(self, identifiers: Sequence[str], *, presumptions: bool) -> str:
        """Draft a dispute of what was not rejected in some reports, and return its text."""
        from standoff.read.draft import draft, to_yaml

        if not identifiers:
            raise Refusal("No report is chosen.", mend="Choose at least one.")
        chosen = [self.find(identifier) for identifier in dict.fromkeys(identifiers)]
        document = draft([accepted(r.ledger, r.statuses) for r in chosen], presumptions=presumptions)
        return to_yaml(document)


def content_of(given: Mapping[str, Any]) -> bytes:
    """Return the bytes of a report that a page sends, as text or in base64.

    Raises
    ------
    Refusal
        If it is neither.
    """
    text, coded = given.get("text"), given.get("base64")
    if isinstance(text, str):
        return text.encode("utf-8", "replace")
    if isinstance(coded, str):
        try:
            return b64decode(coded, validate=True)
        except (Base64Error, ValueError):
            raise Refusal("The report did not arrive whole.", status=400, mend="Try again.") from None
    raise Refusal("The report is missing.", status=400, mend="Send text, or base64.")


def _load(place: Path) -> Report | None:
    """Return a report of an earlier run, None where its files are no longer whole."""
    try:
        original = load_ledger(place)
        stem = place.name.removesuffix(LEDGER)
        review = json.loads(read_text(place.with_name(stem + REVIEW)))
        text = read_text(place.with_name(Path(original.source.file or "").name))
        ledger = Ledger.model_validate(review["ledger"])
        return Report(original.source.id, str(review["name"]), stem, text, ledger, original, dict(review["statuses"]))
    except (StandoffError, ValueError, KeyError, TypeError):
        return None
