"""Dates are found with their value, reckoned from the day of publication, and never made up without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.read.dates import find_dates
from standoff.read.documents import open_report

PADDING = (
    "\nThis is what the two of them said about it, and there was no more to be had from either of them that day.\n"
)


def dates(folder: Path, text: str, published: str | None) -> list[tuple[str, str | None, str | None]]:
    """Return text, value and precision of the dates in a report."""
    path = folder / "story.txt"
    path.write_text(text + PADDING, encoding="utf-8")
    return [(found.text, found.value, found.precision) for found in find_dates(open_report(path, published=published))]


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("They met on Sept. 9, 2022 in the port.", "2022-09-09", "day"),
        ("They met on 7 March 2019 in the port.", "2019-03-07", "day"),
        ("The land was taken in 2014 by the other side.", "2014", "year"),
        ("It began in March 2014 with a march.", "2014-03", "month"),
        ("It went on from 2014 to 2018 in the north.", "2014/2018", "range"),
        ("It was so in the 1990s, they said.", "1990/1999", "range"),
    ],
)
@pytest.mark.parametrize("published", [None, "2024-03-07"])
def test_absolute_dates(tmp_path: Path, text: str, value: str, precision: str, published: str | None) -> None:
    """What the calendar fixes has its value with or without a day of publication."""
    assert [(v, p) for _, v, p in dates(tmp_path, text, published)] == [(value, precision)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The crews stopped work on Wednesday.", "2024-03-06"),
        ("The crews stopped work on Thursday.", "2024-02-29"),
        ("The crews will stop work on Monday.", "2024-03-11"),
        ("He invited them to talks next Tuesday.", "2024-03-12"),
        ("They must answer by Friday.", "2024-03-08"),
        ("The company wants an answer by Monday.", "2024-03-11"),
        ("It threatens to strike unless the crew is freed by Friday.", "2024-03-08"),
        ("They met yesterday.", "2024-03-06"),
        ("They will meet tomorrow.", "2024-03-08"),
        ("The crews said so this week.", "2024-W10"),
        ("The councillors asked for it last week.", "2024-W09"),
        ("They voted last month.", "2024-02"),
        ("They will vote next month.", "2024-04"),
        ("They want more this year.", "2024"),
        ("He came last year.", "2023"),
        ("They agreed to it two years ago.", "2022"),
        ("They agreed to it three weeks ago.", "2024-W07"),
        ("In December members voted.", "2023-12"),
        ("They have met since January.", "2024-01"),
        ("The mandate runs until June.", "2024-06"),
        ("It must improve its offer by 15 March.", "2024-03-15"),
        ("It began on Dec. 10 in the port.", "2023-12-10"),
        ("They waited for the past three months.", "2023-12-07/2024-03-07"),
        ("They met over the weekend and last weekend too.", "2024-03-02/2024-03-03"),
        ("We want it done by next summer.", "2024-06/2024-08"),
    ],
)
def test_relative_dates(tmp_path: Path, text: str, value: str) -> None:
    """Relative dates are reckoned from the day of publication, back or (in a sentence that looks ahead) forward."""
    assert [found[1] for found in dates(tmp_path, text, "2024-03-07")] == [value]


@pytest.mark.parametrize(
    "when", ["on Friday", "last week", "two years ago", "in July", "on Sept. 10", "this week", "yesterday"]
)
def test_no_value_without_publication(tmp_path: Path, when: str) -> None:
    """Without a day of publication a relative date is found, and has no value."""
    assert [found[1] for found in dates(tmp_path, f"The crews met {when} in the port.", None)] == [None]


def test_what_is_no_date(tmp_path: Path) -> None:
    """Modal verbs, people, sums and weekday habits are no dates."""
    text = "They may march with 2,000 people, Mr May said. Our Sundays are not for sale, nor is Sunday work for $2020."
    assert dates(tmp_path, text, "2024-03-07") == []


def test_spans_are_true(tmp_path: Path) -> None:
    """A date's text is the slice of the report."""
    path = tmp_path / "story.txt"
    path.write_text("They met on 7 March 2019." + PADDING, encoding="utf-8")
    report = open_report(path)
    assert [report.text[d.start : d.end] == d.text for d in find_dates(report)] == [True]
