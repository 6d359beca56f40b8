"""Quotations and sentences of a report, by its punctuation alone.

Punctuation is the same whoever is named, so that what is found here does not hang on a statistical model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "”", "«": "»", '"': '"'}
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "pres",
        "st",
        "jr",
        "sr",
        "inc",
        "corp",
        "ltd",
        "co",
        "no",
        "vs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "e.g",
        "i.e",
        "etc",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
        "a.m",
        "p.m",
    ]
)
_STATES = frozenset(("u.s", "u.k", "u.n", "e.u", "inc", "co", "corp", "ltd", "p.m", "a.m", "etc"))
_END = re.compile(r"[.?!…]+[”\"’»)]*(?=\s|$)")


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks (the offsets include them); ``full`` says that they are a speech of their own."""

    start: int
    end: int
    full: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph; a full quotation inside never splits it."""

    start: int
    end: int
    paragraph: int
    heading: bool
    quotations: tuple[Quotation, ...] = ()


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the quotations of one paragraph; a quotation left open runs to the end of the paragraph."""
    found: list[Quotation] = []
    position = start
    while position < end:
        close = _PAIRS.get(text[position])
        if close is None or (text[position] == '"' and position > start and text[position - 1].isalnum()):
            position += 1
            continue
        right = text.find(close, position + 1, end)
        right = end if right < 0 else right + 1
        if right - position > 2:
            found.append(Quotation(position, right, _is_full(text, start, position, right, found)))
        position = right
    return found


def _is_full(text: str, paragraph: int, start: int, end: int, earlier: Sequence[Quotation]) -> bool:
    """Tell a speech of its own ("We stay," she said) from quoted words inside a clause (a "serious" talk)."""
    content = text[start + 1 : end].strip('”"»“ ')
    before = text[paragraph:start].rstrip()
    words = len(content.split())
    opens = not before or before[-1] in ',:.?!…—–-”"»'
    closes = content[-1:] in ",.?!…—–" or text[end : end + 1] in ("", "\n")
    capital = content[:1].isupper() or content[:1] in "…[" or content[:1].isdigit()
    if words < 2 or not closes:
        return False
    if opens and capital:
        return True
    if opens and before.endswith(",") and earlier and earlier[-1].full:
        return True
    return capital and words >= 4 and content[-1] in ".?!," and before.endswith((" said", " says", " added", " told"))


def find_sentences(text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
    """Return the sentences of the body, paragraph by paragraph.

    Parameters
    ----------
    text : str
        The whole report.
    spans : sequence of (int, int)
        Its paragraphs.
    """
    sentences: list[Sentence] = []
    for number, (left, right) in enumerate(spans):
        start = left + len(text[left:right]) - len(text[left:right].lstrip())
        end = left + len(text[left:right].rstrip())
        if end <= start:
            continue
        quotations = find_quotations(text, start, end)
        heading = text[end - 1] not in '.?!…:;,”"’)' and len(text[start:end].split()) <= 16
        for left, right in _split(text, start, end, quotations):
            inside = tuple(quotation for quotation in quotations if left <= quotation.start < right)
            sentences.append(Sentence(left, right, number, heading, inside))
    return sentences


def _split(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Split a paragraph where a stop is followed by a capital or a quotation mark."""
    left = start
    for stop in _END.finditer(text, start, end):
        right = min(stop.end(), end)
        rest = text[right:end].lstrip()
        opening = rest[:1].isupper() or rest[:1] in '“"„«(' or rest[:1].isdigit()
        if (
            not rest
            or not opening
            or _abbreviated(text, left, stop.start())
            or _inside(stop.start(), right, quotations)
        ):
            continue
        yield left, right
        left = right + len(text[right:end]) - len(rest)
    if left < end:
        yield left, end


def _inside(stop: int, right: int, quotations: Sequence[Quotation]) -> bool:
    """Say whether a stop lies inside a quotation that goes on after it."""
    return any(quotation.start < stop and right < quotation.end for quotation in quotations)


def _abbreviated(text: str, left: int, stop: int) -> bool:
    """Say whether the full stop belongs to an abbreviation or an initial."""
    word = re.search(r"[^\s(“\"]*$", text[left:stop])
    last = word.group().casefold() if word else ""
    opens = re.match(
        r"\.[”\"’»)]*\s+(?:The|It|He|She|They|We|In|On|At|But|And|A|An|This|That|There|Its|His|Her)\b",
        text[stop : stop + 12],
    )
    if opens and (len(last) == 1 or last in _STATES):
        return False
    return text[stop] == "." and (last in _ABBREVIATIONS or bool(re.fullmatch(r"[a-z]", last)))


def inner_sentences(text: str, quotation: Quotation) -> list[tuple[int, int]]:
    """Return the sentences inside a quotation, without its marks."""
    start, end = quotation.start + 1, quotation.end
    while end > start and text[end - 1] in '”"» \n':
        end -= 1
    return list(_split(text, start, end, ()))
