"""Dates as the calendar has them: names of months and days, and full dates in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"

_FULL = re.compile(
    rf"(?:{WEEKDAY},? )?(?:(?P<month1>{MONTH}) (?P<day1>{DAY}),? (?P<year1>{YEAR})|"
    rf"(?:the )?(?P<day2>{DAY})(?: of)? (?P<month2>{MONTH}),? "
    rf"(?P<year2>{YEAR})|(?P<year3>{YEAR})-(?P<month3>\d\d)-(?P<day3>\d\d))\b"
)


@dataclass(frozen=True)
class FullDate:
    """A day of the calendar and where it stands in a text."""

    start: int
    end: int
    day: date


def find_full_date(text: str) -> FullDate | None:
    """Find the first full date (day, month and year).

    Examples
    --------
    >>> find_full_date("Westport, Friday 3 May 2030").day
    datetime.date(2030, 5, 3)
    >>> find_full_date("Oct. 3 was a Monday") is None
    True
    """
    for match in _FULL.finditer(text):
        groups = match.groupdict()
        for k in "123":
            if groups[f"year{k}"]:
                month = groups[f"month{k}"]
                day = make_date(int(groups[f"year{k}"]), month_number(month), int(re.sub(r"\D", "", groups[f"day{k}"])))
                if day:
                    return FullDate(match.start(), match.end(), day)
    return None


def full_date(text: str) -> date | None:
    """Return the first full date in a text, or None."""
    found = find_full_date(text)
    return found.day if found else None


def month_number(text: str) -> int:
    """Return a month's number (1 to 12) from its name, short name or digits; 0 if it is none."""
    return int(text) if text.isdigit() else MONTHS.get(text.rstrip(".").casefold(), 0)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return a day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
