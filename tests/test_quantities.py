"""Quantities are found with value and unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.read.actors import find_actors
from standoff.read.documents import open_report
from standoff.read.language import tag_words
from standoff.read.numbers import number_value
from standoff.read.quantities import find_quantities

PADDING = (
    "\nThis is what the two of them said about it, and there was no more to be had from either of them that day.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They got $30 billion of it.", [("money", 30_000_000_000, "USD", "$30 billion")]),
        ("They want €3.5bn more.", [("money", 3_500_000_000, "EUR", "€3.5bn")]),
        ("It would pay A$1,200 a head.", [("money", 1200, "AUD", "A$1,200")]),
        ("It pays five hundred pounds to each.", [("money", 500, "GBP", "five hundred pounds")]),
        ("It costs 2 million Canadian dollars.", [("money", 2_000_000, "CAD", "2 million Canadian dollars")]),
        ("They spoke for 80 minutes.", [("duration", 80, "minute", "80 minutes")]),
        ("It was a 48-hour stoppage.", [("duration", 48, "hour", "48-hour")]),
        ("It took eleven days of talks.", [("duration", 11, "day", "eleven days")]),
        ("They ask for 4.5 percent.", [("percent", 4.5, "percent", "4.5 percent")]),
        ("They ask for 9% more.", [("percent", 9, "percent", "9%")]),
        ("It has one in five of the shops.", [("share", 0.2, "share", "one in five")]),
        ("It is 12 nautical miles from the coast.", [("measure", 12, "nautical mile", "12 nautical miles")]),
        ("About 640 drivers stopped work.", [("count", 640, "person", "640")]),
        ("It serves four million households.", [("count", 4_000_000, "household", "four million")]),
        ("They met in 2014, on 15 March, at 10 a.m. for two reasons.", []),
        ("They met two years ago.", []),
    ],
)
def test_quantities(tmp_path: Path, text: str, expected: list[tuple[str, float, str, str]]) -> None:
    """Money, durations, percentages, shares, measures and counts; no dates, no small counts."""
    path = tmp_path / "story.txt"
    path.write_text(text + PADDING, encoding="utf-8")
    report = open_report(path)
    document = tag_words(report)
    found = find_quantities(report, document, find_actors(report, document).parsed)
    assert [(one.kind, one.value, one.unit, one.text) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seventy-four", 74),
        ("two hundred and six", 206),
        ("a dozen", 12),
        ("1,250.5", 1250.5),
        ("half a million", 500_000),
        ("3 lakh", 300_000),
    ],
)
def test_numbers(text: str, value: float) -> None:
    """Numbers in words and digits."""
    assert number_value(text) == value
