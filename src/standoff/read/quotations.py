"""Quotations and sentences of a report, by its punctuation alone.

Punctuation is the same whoever is named, so that what is found here does not hang on a statistical model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from standoff.read.interviews import unmarked_speech
from standoff.read.lexicon import vocabulary

_PAIRS = {"“": "”", "„": "”", "«": "»", '"': '"', "''": "''", "``": "''"}
# Where marks are mixed, the first that can close does.
_CLOSES = {"“": ("”", '"'), '"': ('"', "”"), "„": ("”", "“")}
QUOTATION_MARKS = "“”„«\"'`‘"
_ALL_MARKS = "”\"»“‘’ '`"
_ABBREVIATIONS = frozenset(
    (
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "capt", "sgt", "sen", "rep", "gov", "pres", "st", "jr",
        "sr", "inc", "corp", "ltd", "co", "no", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
        "oct", "nov", "dec", "e.g", "i.e", "etc", "u.s", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m",
    )
)  # fmt: skip
_STATES = frozenset(("u.s", "u.k", "u.n", "e.u", "inc", "co", "corp", "ltd", "p.m", "a.m", "etc"))
_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_DASH = re.compile(r"\s*(?:[—–―]|--?(?=\s))")
_SINGLE = re.compile(r"(?<![^\s(—–:-])['‘](?=[\w…\[£$€])(?!(?:em|til|tis|twas|cause|n|\d0s)\b)")
_SINGLE_CLOSES = re.compile(r"(?P<stop>[,.?!…])?['’](?=$|[\s)\]—–;:,.-])|(?<=\s)['‘](?=\w)")
"""A single mark where a quotation may end, or where another begins."""
_POSSESSIVE = re.compile(r"s['’]\s+[a-z]")
_SAYING_AFTER = re.compile(
    r"[^\S\n]+((?:(?:[A-Z][\w.'’-]*|[Tt]he|[Aa]n?|[Oo]ne|his|her|of|for)\s+){0,5}?)([a-z]+)(?=[.,;:]|\s+(?:[A-Z]|the\b|an?\b|at|in|on|to|of|"
    r"as|when|while|after|before|during|with|from|about|back|later|last|this|referring|adding)|$)"
)
"""Who said it and a form of a verb, right after a quotation and on its line."""
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
    while mark := _MARK.search(text, position, end):
        position = mark.start()
        right = _end_of(text, start, position, end)
        if right is None:
            single = _end_of_single(text, position, start, end)
            if single and _is_full(text, start, position, single, found):
                found.append(Quotation(position, single, full=True))
            position = single or position + 1
            continue
        if right - position > 2:
            found.append(Quotation(position, right, _is_full(text, start, position, right, found)))
        position = right
    return found


def _end_of(text: str, paragraph: int, start: int, end: int) -> int | None:
    """Return where the quotation ends that begins here, past those inside it; None where none begins."""
    mark = text[start : start + 2] if text[start : start + 2] in _PAIRS else text[start]
    if mark == "”" and start == paragraph:  # a mark turned the wrong way
        mark = "“"
    if mark not in _PAIRS or (mark in ('"', "''") and start > paragraph and text[start - 1].isalnum()):
        return None
    inside = start + len(mark)
    ends: list[int] = []
    for close in _CLOSES.get(mark, (_PAIRS[mark],)):
        place = text.find(close, inside, end)
        if (mark, close) == ("“", "”"):
            place = _end_by_depth(text, start, end) or place
        while place >= 0 and _closes_another(text, mark, close, inside, place):
            place = text.find(close, place + 1, end)
        ends.extend((place + len(close),) if place >= 0 else ())
    return min(ends, default=end)


def _end_by_depth(text: str, start: int, end: int) -> int | None:
    """Return the mark that closes “ where others open and close inside, and all of a paragraph's marks are paired."""
    depth = 0
    if text.count("“", start, end) == text.count("”", start, end):
        for place in range(start, end):
            depth += (text[place] == "“") - (text[place] == "”")
            if depth == 0:
                return place
    return None


def _closes_another(text: str, mark: str, close: str, inside: int, place: int) -> bool:
    """Say whether a mark that could close belongs to a quotation of the other kind of marks inside this one."""
    if (mark, close) == ('"', "”"):
        return text.count("“", inside, place) > text.count("”", inside, place)
    if (mark, close) == ("“", '"'):
        opens = text[place - 1].isspace() and text[place + 1 : place + 2].isalnum()
        return opens or text.count('"', inside, place) % 2 == 1
    return False


def _end_of_single(text: str, start: int, paragraph: int, end: int) -> int | None:
    """Return where a speech in single marks ends, as in 'We stay,' she said; an apostrophe opens and closes none."""
    if text[start] not in "'‘" or not _SINGLE.match(text, start) or text[start - 1 : start + 2].count("'") > 1:
        return None
    for mark in _SINGLE_CLOSES.finditer(text, start + 1, end):
        if mark["stop"]:
            return mark.end()
        if not _POSSESSIVE.match(text, mark.start() - 1):
            return None
    goes_on = text[start] == "‘" and start == paragraph and text[end : end + 4].lstrip()[:1] == "‘"
    return end if goes_on else None


def _is_full(text: str, paragraph: int, start: int, end: int, earlier: Sequence[Quotation]) -> bool:
    """Tell a speech of its own ("We stay," she said) from quoted words inside a clause (a "serious" talk)."""
    content = text[start + 1 : end].strip(_ALL_MARKS)
    before = text[paragraph:start].rstrip()
    first = content.lstrip(". …@[")[:1]
    words = len(content.split())
    dashed = before[-1:] in ("—", "–", "―", "-") and bool(_DASH.match(text, end))
    opens = not before or before[-1] in ',:.?!…—–-”"»' or "\n" in text[paragraph + len(before) : start]
    closes = content[-1:] in ",.?!…—–" or text[end : end + 1] in ("", "\n") or dashed
    capital = first.isupper() or content[:1] in "…[" or first.isdigit()
    if words < 2 or not first:
        return False
    if not closes:
        bracket = text[end : end + 1] in (")", "]") and before.endswith(",")
        return opens and capital and words >= 4 and (bracket or (not before and is_said(text, end)))
    if opens and capital and (words > 3 or content[-1:] in ",.?!…" or not dashed):
        return True
    if opens and before.endswith(",") and earlier and earlier[-1].full:
        return True
    spoken = _speaks(before.rstrip(",:").rpartition(" ")[2])
    if opens and before[-1:] in (",", ":") and words >= 4:
        return spoken
    return spoken and capital and (words >= 4 or content[-1] in "?!") and content[-1] in ".?!,"


def is_said(text: str, at: int, *, alone: bool = False) -> bool:
    """Say whether a speaker and a verb of saying come next: "Reed said"; ``alone``, if nothing else does."""
    found = _SAYING_AFTER.match(text, at)
    return found is not None and _speaks(found[2]) and (not alone or text[found.end() : found.end() + 1] in (".", ""))


def _speaks(word: str) -> bool:
    """Say whether a word is a form of a verb of saying: "declared", "says", "adding"."""
    speech = vocabulary("speech")
    return word in _forms(tuple(verb for key in ("report", "quote") for verb in speech[key] if " " not in verb))


@cache
def _forms(verbs: tuple[str, ...]) -> frozenset[str]:
    """Return the forms of verbs of saying."""
    stems = {*verbs, *(verb.removesuffix("e") for verb in verbs), "said", "told", "wrote", "thought"}
    return frozenset(f"{stem}{end}" for stem in stems for end in ("ed", "d", "s", "ing", ""))


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
            or _framed(text, right, quotations)
        ):
            continue
        yield left, right
        left = right + len(text[right:end]) - len(rest)
    if left < end:
        yield left, end


def _inside(stop: int, right: int, quotations: Sequence[Quotation]) -> bool:
    """Say whether a stop lies inside a quotation that goes on after it."""
    return any(quotation.start < stop and right < quotation.end for quotation in quotations)


def _framed(text: str, stop: int, quotations: Sequence[Quotation]) -> bool:
    """Say whether the words after a speech that asks or cries out only say whose it is: “Who pays?” Reed asked."""
    ends = any(quotation.full and quotation.end == stop for quotation in quotations)
    asks = text[max(stop - 4, 0) : stop].rstrip(_ALL_MARKS)[-1:] in ("?", "!", "…")
    return ends and is_said(text, stop, alone=not asks)


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
    while start < end and text[start] in QUOTATION_MARKS:
        start += 1
    while end > start and text[end - 1] in "”“\"»'’ \n":
        end -= 1
    return list(_split(text, start, end, ()))
