"""Quotations and sentences of a report, by its punctuation alone.

Punctuation is the same whoever is named, so that what is found here does not hang on a statistical model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standoff.read.interviews import unmarked_speech
from standoff.read.lexicon import vocabulary

_PAIRS = {"“": "”", "„": "”", "«": "»", '"': '"', "''": "''", "``": "''"}
# Where marks are mixed, the first that can close does.
_CLOSES = {"“": ("”", '"'), '"': ('"', "”")}
QUOTATION_MARKS = "“„«\"'`"
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
_END = re.compile(r"[.?!…]+[”\"’'»)]*(?=\s|$)")


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


def find_all_quotations(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Quotation]]:
    """Return the quotations of each paragraph; speech without marks counts as one full quotation."""
    unmarked = unmarked_speech(text, spans)
    return [
        [Quotation(*unmarked[span], full=True)] if span in unmarked else find_quotations(text, *_stripped(text, span))
        for span in spans
    ]


def _stripped(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a paragraph without the white space around it."""
    inside = text[slice(*span)]
    return span[0] + len(inside) - len(inside.lstrip()), span[0] + len(inside.rstrip())


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the quotations of one paragraph; a quotation left open runs to the end of the paragraph."""
    found: list[Quotation] = []
    position = start
    while position < end:
        mark = text[position : position + 2] if text[position : position + 2] in _PAIRS else text[position]
        close = _PAIRS.get(mark)
        if close is None or (mark in ('"', "''") and position > start and text[position - 1].isalnum()):
            position += 1
            continue
        ends = {text.find(one, position + len(mark), end): len(one) for one in _CLOSES.get(mark, (close,))}
        right = min((place + length for place, length in ends.items() if place >= 0), default=end)
        if right - position > 2:
            found.append(Quotation(position, right, _is_full(text, start, position, right, found)))
        position = right
    return found


def _is_full(text: str, paragraph: int, start: int, end: int, earlier: Sequence[Quotation]) -> bool:
    """Tell a speech of its own ("We stay," she said) from quoted words inside a clause (a "serious" talk)."""
    content = text[start + 1 : end].strip('”"»“ \'`')
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
    return capital and words >= 4 and content[-1] in ".?!," and _speaks(before.rpartition(" ")[2])


def _speaks(word: str) -> bool:
    """Say whether a word is a form of a verb of saying: "declared", "says", "adding"."""
    return any(word in (f"{stem}{end}" for end in ("ed", "d", "s", "ing", "")) for stem in _stems())


def _stems() -> set[str]:
    """Return verbs of saying as their forms begin."""
    verbs = {word for key in ("report", "quote") for word in vocabulary("speech")[key] if " " not in word}
    return verbs | {verb.removesuffix("e") for verb in verbs} | {"said", "told", "wrote", "thought", "went on"}


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
    for number, (span, quotations) in enumerate(zip(spans, find_all_quotations(text, spans), strict=True)):
        start, end = _stripped(text, span)
        if end <= start:
            continue
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
        opening = rest[:1].isupper() or rest[:1] in '“"„«(`' or rest[:2] == "''" or rest[:1].isdigit()
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
    start, end = quotation.start, quotation.end
    while start < end and text[start] in "“\"„«'`":
        start += 1
    while end > start and text[end - 1] in "”\"»' \n":
        end -= 1
    return list(_split(text, start, end, ()))
