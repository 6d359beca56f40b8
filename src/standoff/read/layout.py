"""How a report is laid out: title, byline, dateline, paragraphs, headings, and what is no part of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from standoff.read.calendar import find_full_date, full_date

Span = tuple[int, int]

_NAME = r"[A-ZÀ-Þ][\w’'.\-]*(?: (?:(?:de|da|di|del|der|van|von|al|bin|ibn|el|la|le|ben) )*[A-ZÀ-Þ][\w’'.\-]*){1,3}"
_BYLINE = re.compile(rf"^(?:By|BY|Written by|Report by|Story by|Author:)\s+({_NAME})(?:\s*(?:,|and|&|\|)\s*(.+))?$")
_LABEL = re.compile(r"^(?:Published|Updated|Posted|Date|Last updated|First published)\b:?\s*(?:on\s+)?", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:Source|Publisher|From|Publication):\s*(.+)$", re.IGNORECASE)
# LA PAZ, Oct. 3, 2031 (Agency) — ; PORTLAND — ; Geneva (Agency) -
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+(?:[ /][A-ZÀ-Þ.’'\-]+){0,4}|"
    r"[A-ZÀ-Þ][\w.’'\-]+(?: [A-ZÀ-Þ][\w.’'\-]+){0,3}(?=,? \(|, \w+\.? \d))"
    r"(?:, [A-ZÀ-Þ][\w. ]{1,24}?)?(?P<when>,? (?:\w+\.? \d{1,2}(?:,? \d{4})?|\d{1,2} \w+\.?(?:,? \d{4})?))?"
    r"(?:,? \((?P<agency>[A-Z][\w .&/]{1,30})\))?\s*(?:[—–―]|--?)\s+"
)
_PAPER = re.compile(
    r"\b(?:is|was) (?:a|an|the)(?: [\w\-]+){0,3} (?:newsletter|newspaper|magazine|weekly|daily|journal|news "
    r"agency|news site|news service|"
    r"website|wire service|broadsheet|bulletin)\b"
)
_BIOGRAPHY = re.compile(
    r"^(?:(?:is|was)(?: currently| also)? (?:a|an|the|our|\w+['’]s|based|editor|senior|chief|professor)|"
    r"covers?|writes|reports?|edits|"
    r"teaches|works|joined|has (?:written|covered|reported|been)|holds|lives)\b"
)
_WRITERS = re.compile(
    r"(?i)\b(?:author|journalist|reporter|writer|columnist|editor|correspondent|contributor|contributing|"
    r"freelance|blogger|researcher|"
    r"fellow|professor|lecturer|analyst|commentator|covers|writes|reporting|byline|newsroom)\b"
)
_NOTICE = re.compile(
    r"(?i)^(?:to subscribe\b|subscribe\b|sign up\b|follow (?:us|him|her|the|@)|read (?:more|also|next)\b|see "
    r"also\b|related\b|advertisement\b|"
    r"copyright\b|©|\(c\) \d{4}|all rights reserved|the views expressed|the opinions expressed|opinions "
    r"expressed|views are|"
    r"(?:additional )?(?:reporting|writing|editing|research)(?: and (?:editing|writing|reporting))? by\b|"
    r"image(?:s)?(?: credit)?:|photos?(?:graph)?"
    r"(?: credit)?(?:s)?(?: by)?:|photos? by\b|picture:|click here|share this|tags?:|filed under|"
    r"contact (?:us|the)\b|email\b|for (?:more|further) "
    r"information\b|about the author|this (?:report|article|story|piece) (?:was|is|has been|first|"
    r"originally)\b|the (?:author|writer|reporter) (?:is|can|was)"
    r"\b|readers (?:may|can|are|who)\b|corrections?\b|have (?:a|you) (?:tip|got)|do you have a\b|letters to "
    r"the editor|a version of this\b|"
    r"(?:it|this) (?:was )?(?:originally )?(?:appeared|published) (?:in|by)\b|with (?:reporting|"
    r"files) (?:from|by)\b|[*_=~\-–—]{3,}$|###|-30-)"
)
# A service line: somebody who wants something may call, write or visit.
_SERVICE = re.compile(
    r"(?i)^(?:\w+ ){0,3}(?:readers?|subscribers?|anyone|those|people|residents|owners|customers|callers|"
    r"applicants|who|wishing|wanting)\b.{0,60}"
    r"\b(?:can|may|should|are invited to) (?:call|write|phone|ring|email|e-mail|visit|send|reach|contact|register)\b"
)


@dataclass(frozen=True)
class Layout:
    """Where the parts of a report stand, and what its head and foot say about it."""

    title: Span | None
    paragraphs: tuple[Span, ...]
    headings: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    author: str | None
    publisher: str | None
    published: date | None


@dataclass
class _Sheet:
    """A layout in the making."""

    text: str
    blocks: list[Span]
    title: Span | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    headings: list[Span] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)

    def slice(self, block: Span) -> str:
        return self.text[block[0] : block[1]]


def lay_out(text: str) -> Layout:
    """Find the parts of a report.

    Parameters
    ----------
    text : str
        The report's text.

    Returns
    -------
    Layout
        With spans as (start, end) into the text.

    Examples
    --------
    >>> text = "Ferry talks stall\\nBy Ann Poe, The Quay, 3 May 2021\\n\\nPORTLAND — The union said no."
    >>> sheet = lay_out(text)
    >>> text[slice(*sheet.title)], sheet.author, sheet.publisher, str(sheet.published)
    ('Ferry talks stall', 'Ann Poe', 'The Quay', '2021-05-03')
    >>> text[slice(*sheet.paragraphs[0])]
    'The union said no.'
    """
    sheet = _Sheet(text, list(_blocks(text)))
    _take_title(sheet)
    _take_head(sheet)
    _take_foot(sheet)
    _take_headings(sheet)
    _take_dateline(sheet)
    return Layout(
        title=sheet.title,
        paragraphs=tuple(sheet.blocks),
        headings=tuple(sheet.headings),
        boilerplate=tuple(sorted(sheet.boilerplate)),
        author=sheet.author,
        publisher=sheet.publisher,
        published=sheet.published,
    )


def is_wrapped(text: str) -> bool:
    """Whether lines end where the page does, so that a single newline is only a space.

    It is so where a good part of the lines go on with a small letter.
    """
    follows = re.findall(r"[^\n\r]\r?\n(?!\r?\n)[ \t]*(\S)", text[:60_000])
    return len(follows) >= 3 and sum(letter.islower() for letter in follows) > 0.25 * len(follows)


def _blocks(text: str) -> Iterator[Span]:
    """Yield the paragraphs: lines, or runs of lines where the text is wrapped."""
    pattern = r"[^\r\n]+(?:\r?\n[ \t]*(?=[^\s])[^\r\n]+)*" if is_wrapped(text) else r"[^\r\n]+"
    for match in re.finditer(pattern, text):
        piece = match.group()
        inner = piece.strip(" \t\f\v\u00a0\ufeff")
        if inner:
            start = match.start() + piece.index(inner)
            yield start, start + len(inner)


def _take_title(sheet: _Sheet) -> None:
    """Take the title: a short first line without a full stop, or a first sentence in capitals that the story
    follows."""
    if len(sheet.blocks) < 2 and not (sheet.blocks and len(sheet.slice(sheet.blocks[0])) > 200):
        return
    start, end = sheet.blocks[0]
    first = sheet.slice(sheet.blocks[0])
    if len(first) <= 200 and not re.search(r"[.:;,]$", first) and not _DATELINE.match(first):
        sheet.title = (start, end)
        del sheet.blocks[0]
        return
    run_in = re.match(r"(.{8,140}?[?!.])[”\"’')]?\s+(?=[A-ZÀ-Þ“\"])", first)
    if run_in and _in_capitals(run_in.group(1)):
        sheet.title = (start, start + len(run_in.group(1)))
        rest = start + run_in.end()
        sheet.blocks[0] = (rest, end)


def _in_capitals(title: str) -> bool:
    """Whether most words of a line begin with a capital, as titles do."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'\-]*", title) if len(word) > 3]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _take_head(sheet: _Sheet) -> None:
    """Take byline, publisher and date from the lines between the title and the story."""
    while len(sheet.blocks) > 1:
        line = sheet.slice(sheet.blocks[0])
        if len(line) > 140:
            return
        if not _read_head_line(sheet, line):
            if not _is_paper(sheet, line):
                return
            sheet.publisher = sheet.publisher or line.strip()
        sheet.boilerplate.append(sheet.blocks[0])
        del sheet.blocks[0]


def _is_paper(sheet: _Sheet, line: str) -> bool:
    """Say whether a line is the paper's name: short, without a stop, with nothing but a date on the next line."""
    following = sheet.slice(sheet.blocks[1])
    found = find_full_date(following)
    bare = found is not None and not (following[: found.start] + following[found.end :]).strip(" ,;|–—-•·")
    named = len(line.split()) <= 6 and line[:1].isupper() and not re.search(r"[.!?:;,]$", line)
    return bare and named


def _read_head_line(sheet: _Sheet, line: str) -> bool:
    """Read one line of the head; return whether it was one."""
    found = find_full_date(line)
    rest = line
    if found:
        rest = (line[: found.start] + line[found.end :]).strip(" ,;|–—-•·")
    byline = _BYLINE.match(rest)
    source = _SOURCE.match(rest)
    label = _LABEL.match(rest)
    if byline:
        sheet.author = sheet.author or byline.group(1)
        others = (byline.group(2) or "").strip(" ,|")
        others = "" if _WRITERS.search(others) else others  # 'By A, health correspondent' names no paper
        # 'By A and B' names a second author, 'By A, The Paper' the paper.
        if (
            (others and not re.match(rf"^(?:and )?{_NAME}$", others))
            or others.startswith("The ")
            or (others and "and" not in rest.split(byline.group(1))[1].split()[:1])
        ):
            sheet.publisher = sheet.publisher or others
    elif source:
        sheet.publisher = sheet.publisher or source.group(1).strip()
    elif label and found:
        pass
    elif found and (not rest or (len(rest.split()) <= 8 and not re.search(r"[.!?]$", rest))):
        # 'The Monitor | Analysis': the section is no part of the name
        sheet.publisher = sheet.publisher or rest.split("|")[0].strip() or None
    else:
        return False
    if found:
        sheet.published = sheet.published or found.day
    return True


def _take_foot(sheet: _Sheet) -> None:
    """Take notices and the author's biography from the end, and lone notices from the midst."""
    foot = True
    for block in reversed(sheet.blocks[1:]):
        line = sheet.slice(block)
        near_end = sheet.blocks.index(block) >= len(sheet.blocks) - 3
        is_notice = bool(_NOTICE.match(line)) and len(line) < 400
        at_foot = foot and (
            _is_biography(sheet, block) or bool(_PAPER.search(line[:120])) or bool(_SERVICE.match(line))
        )
        if is_notice or (at_foot and near_end):
            if at_foot and (paper := _PAPER.search(line[:120])) and paper.start() < 60:
                sheet.publisher = sheet.publisher or line[: paper.start()].strip(" ,")
            sheet.boilerplate.append(block)
            sheet.blocks.remove(block)
        else:
            foot = False


def _is_biography(sheet: _Sheet, block: Span) -> bool:
    """Whether a paragraph tells who the author is; an author without a byline is learned from it."""
    line = sheet.slice(block)
    name = re.match(rf"^(?:The author, |About the author:? )?({_NAME}),? (?=[a-z])", line)
    if not name or not _BIOGRAPHY.match(line[name.end() :]):
        return False
    if sheet.author and (name.group(1) == sheet.author or sheet.author.split()[-1] == name.group(1).split()[-1]):
        return True
    elsewhere = sheet.text[: block[0]]
    if name.group(1).split()[-1] in elsewhere or not _WRITERS.search(line):
        return False
    sheet.author = sheet.author or name.group(1)
    return True


def _take_headings(sheet: _Sheet) -> None:
    """Take the headings: short lines between paragraphs that are no sentence."""
    kept = []
    for index, block in enumerate(sheet.blocks):
        line = sheet.slice(block)
        if index + 1 < len(sheet.blocks) and len(line) <= 90 and len(line.split()) <= 12 and _is_heading(line):
            sheet.headings.append(block)
        else:
            kept.append(block)
    sheet.blocks = kept


def _is_heading(line: str) -> bool:
    """Whether a short line looks like a heading."""
    return bool(re.match(r"[A-ZÀ-Þ\d“\"‘]", line)) and not re.search(r"[.!:;,…][”\"’')]*$|[”\"]$", line)


def _take_dateline(sheet: _Sheet) -> None:
    """Take the dateline off the first paragraph: place, perhaps a date and an agency, and a dash."""
    if not sheet.blocks:
        return
    start, end = sheet.blocks[0]
    line = _DATELINE.match(sheet.slice(sheet.blocks[0]))
    if not line or not (line["place"].isupper() or line["when"] or line["agency"]):
        return
    if line["when"] and not sheet.published:
        sheet.published = full_date(line["when"].strip(" ,"))
    if line["agency"]:
        sheet.publisher = sheet.publisher or line["agency"]
    sheet.boilerplate.append((start, start + len(line.group().rstrip())))
    sheet.blocks[0] = (start + line.end(), end)
