"""Dates in a report: calendar days, months and years, weekdays, 'last week', 'two years ago', each with its place.

What is said relative to the day of publication has a value only if that day is known; nothing is made up.
A weekday is the last one before the day of publication, or the next one where the sentence speaks of the future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standoff.read.calendar import find_full_date
from standoff.read.date_rules import RULES, Clock
from standoff.read.documents import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class DateExpression:
    """A date, as in the ledger: ``value`` in ISO 8601 (day, ``2022-W21``, month, year, or an interval ``a/b``)
    or None."""

    id: str
    start: int
    end: int
    text: str
    value: str | None
    precision: str | None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    value: str | None
    precision: str


def find_dates(report: Report, doc: Doc | None = None) -> list[DateExpression]:
    """Find the dates of a report.

    Parameters
    ----------
    report : Report
        From :func:`standoff.read.documents.open_report`; its ``published`` is what relative dates are reckoned from.
    doc : Doc, optional
        Its parse; not needed.

    Returns
    -------
    list of DateExpression
        In the order of the text.
    """
    found: list[_Found] = []
    for start, end in report.boilerplate:
        day = find_full_date(report.text[start:end])
        if day and end - start < 160:
            found.append(_Found(start + day.start, start + day.end, day.day.isoformat(), "day"))
    for start, end in report.body:
        found.extend(_in_stretch(report, start, end))
    found.sort(key=lambda one: one.start)
    return [
        DateExpression(f"D{number}", one.start, one.end, report.text[one.start : one.end], one.value, one.precision)
        for number, one in enumerate(found, start=1)
    ]


def _in_stretch(report: Report, start: int, end: int) -> Iterator[_Found]:
    """Yield the dates of one paragraph, the more telling forms first."""
    text = report.text[start:end]
    taken: list[tuple[int, int]] = []
    for pattern, read in RULES:
        for match in pattern.finditer(text):
            left, right = match.start(), match.end()
            if any(a < right and left < b for a, b in taken):
                continue
            sentence = max(text.rfind(mark, 0, left) for mark in (". ", "? ", "! ", ".” ", "\n")) + 1
            stop = re.search(r"[.?!]\s|$", text[right:])
            value = read(
                match,
                Clock(report.published, text[sentence:left], text[right : right + (stop.start() if stop else 0)]),
            )
            if value is None:
                continue
            taken.append((left, right))
            yield _Found(start + left, start + right, value[0], value[1])
