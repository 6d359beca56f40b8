"""Quantities in a report: money, durations, shares, measures, counts, each with its place."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from standoff.read.calendar import MONTH, WEEKDAY
from standoff.read.documents import Report
from standoff.read.numbers import NUMBER, number_value

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SMALLEST_COUNT = 10
"""Smaller counts ('two proposals') are words of the story rather than quantities."""


@dataclass(frozen=True)
class Quantity:
    """A quantity, as in the ledger; ``of`` is the entry that it measures, which others find."""

    id: str
    kind: str
    value: int | float
    unit: str
    start: int
    end: int
    text: str
    of: str | None = None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    kind: str
    value: int | float
    unit: str


def find_quantities(report: Report, doc: Doc, parsed: Doc) -> list[Quantity]:
    """Find the quantities of a report's story.

    Parameters
    ----------
    report : Report
        From :func:`standoff.read.documents.open_report`.
    doc : Doc
        From :func:`standoff.read.language.tag_words`.
    parsed : Doc
        The same words parsed (:attr:`standoff.read.actors.ActorIndex.parsed`): it tells what is counted.

    Returns
    -------
    list of Quantity
        In the order of the text. Kinds: money (unit: ISO 4217 code), duration, percent, share, measure, count.
    """
    found: list[_Found] = []
    for start, end in report.body:
        for piece in (_money, _percents, _shares, _durations, _measures):
            for one in piece(report.text[start:end]):
                _keep(found, _Found(one.start + start, one.end + start, one.kind, one.value, one.unit))
    for one in _counts(report, doc, parsed):
        _keep(found, one)
    found.sort(key=lambda one: one.start)
    return [
        Quantity(f"Q{number}", one.kind, one.value, one.unit, one.start, one.end, report.text[one.start : one.end])
        for number, one in enumerate(found, start=1)
    ]


def _keep(found: list[_Found], one: _Found) -> None:
    """Keep a quantity unless an earlier sort has its words."""
    if not any(other.start < one.end and one.start < other.end for other in found):
        found.append(one)


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("standoff.read").joinpath("vocabulary/quantities.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = _vocabulary()

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    durations, measures = data["durations"]["units"], data["measures"]["units"]
    return {
        "sign": re.compile(
            rf"(?P<sign>(?<![\w]){any_of(list(data['currencies']))})\s?(?P<number>{NUMBER})", re.IGNORECASE
        ),
        "word": re.compile(
            rf"(?P<number>{NUMBER})\s(?P<unit>{any_of(list(data['currency_words']))})s?\b", re.IGNORECASE
        ),
        "percent": re.compile(
            rf"(?P<number>{NUMBER})(?:\s?%|\s(?:percent|per cent|pct)\b(?: points?)?|\spercentage points?)",
            re.IGNORECASE,
        ),
        "share": re.compile(
            rf"\b(?P<part>{NUMBER}) (?:in|out of)(?: every)? (?P<whole>{NUMBER})\b(?! (?:percent|per cent))",
            re.IGNORECASE,
        ),
        "duration": re.compile(rf"(?P<number>{NUMBER})[\s-](?P<unit>{any_of(durations)})s?\b[’']?", re.IGNORECASE),
        "measure": re.compile(rf"(?P<number>{NUMBER})[\s-]?(?P<unit>{any_of(measures)})s?\b", re.IGNORECASE),
    }


def _money(text: str) -> Iterator[_Found]:
    """Yield sums of money: '$4.2 billion', 'five hundred pounds'."""
    data = _vocabulary()
    codes = {sign.casefold(): code for sign, code in data["currencies"].items()}
    for match in _patterns()["sign"].finditer(text):
        yield _Found(
            match.start(), match.end(), "money", number_value(match["number"]), codes[match["sign"].casefold()]
        )
    for match in _patterns()["word"].finditer(text):
        code = data["currency_words"][match["unit"].casefold()]
        value = number_value(match["number"])
        yield _Found(
            match.start(),
            match.end(),
            "money",
            value / 100 if code == "cent" else value,
            "USD" if code == "cent" else code,
        )


def _percents(text: str) -> Iterator[_Found]:
    """Yield percentages."""
    for match in _patterns()["percent"].finditer(text):
        yield _Found(match.start(), match.end(), "percent", number_value(match["number"]), "percent")


def _shares(text: str) -> Iterator[_Found]:
    """Yield shares: 'one in five'."""
    for match in _patterns()["share"].finditer(text):
        whole = number_value(match["whole"])
        if 1 < whole < 1500 and number_value(match["part"]) < whole:
            yield _Found(match.start(), match.end(), "share", round(number_value(match["part"]) / whole, 6), "share")


def _durations(text: str) -> Iterator[_Found]:
    """Yield durations: '24 hours', 'two-day', but not times ago, which are dates."""
    for match in _patterns()["duration"].finditer(text):
        if re.match(r"\s(?:ago|earlier|later|old)\b", text[match.end() :]) or re.search(
            r"\b(?:last|past|next)\s$", text[: match.start()]
        ):
            continue
        yield _Found(match.start(), match.end(), "duration", number_value(match["number"]), match["unit"].lower())


def _measures(text: str) -> Iterator[_Found]:
    """Yield measures: '210 micrograms', '12 nautical miles'."""
    for match in _patterns()["measure"].finditer(text):
        yield _Found(match.start(), match.end(), "measure", number_value(match["number"]), match["unit"].lower())


def _counts(report: Report, doc: Doc, parsed: Doc) -> Iterator[_Found]:
    """Yield counts of things or people, from ten on: '640 drivers', 'four million households'."""
    for start, end in report.body:
        for match in re.finditer(NUMBER, report.text[start:end], re.IGNORECASE):
            left, right = start + match.start(), start + match.end()
            value = number_value(match.group())
            if (
                value < SMALLEST_COUNT
                or _is_date_part(report.text, left, right)
                or report.text[right : right + 1] in ("-", "–", ":", "%")
            ):
                continue
            if report.text[left - 1 : left] in ("-", "–", ".", "/") or re.match(
                r"\s?(?:a\.?m\.?|p\.?m\.?|o’clock)\b", report.text[right:]
            ):
                continue
            yield _Found(left, right, "count", value, _counted(doc, parsed, right))


def _is_date_part(text: str, start: int, end: int) -> bool:
    """Whether a number is a year or the day of a month."""
    number = text[start:end]
    if re.fullmatch(r"1[5-9]\d\d|20\d\d|21\d\d", number):
        return True
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    return bool(
        re.search(rf"(?:{MONTH}|{WEEKDAY}),? $", before) or re.match(rf"(?:st|nd|rd|th)?(?: of)? {MONTH}", after)
    )


def _counted(doc: Doc, parsed: Doc, end: int) -> str:
    """Return what is counted: the noun that the number belongs to, people by one word."""
    first = bisect_left(doc, end, key=lambda token: token.idx)
    noun = next((token for token in parsed[first:] if token.tag_.startswith("NN") and _heads(token)), None)
    if noun is None or doc[noun.i].idx - end > 40 or noun.text != doc[noun.i].text:
        return "item"  # where the words differ, a name stands: it is not what is counted
    people = _vocabulary()["counts"]["people"]
    lemma = noun.lemma_.lower()
    return "person" if lemma in people and lemma != "household" else lemma


def _heads(token: Token) -> bool:
    return token.dep_ not in ("compound", "amod", "nmod")
