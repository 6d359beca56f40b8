"""Reports: documents with what is known about them.

A plain text is kept exactly as the file holds it, so that every offset in a ledger is true to the file decoded as
UTF-8.
Of any other document the text is taken out (see :mod:`standoff.read.formats`) and stored beside the ledger: offsets
count that text.
What is found about a report (title, author, publisher, date) stands in the text or is given by a person; nothing is
made up.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from standoff.errors import StandoffError
from standoff.read.formats import Extract, extract, kind_of
from standoff.read.layout import Layout, Span, lay_out
from standoff.read.prose import refuse_unless_english

LARGEST_REPORT = 1_000_000
"""Bytes of text: some 350 printed pages, more than any one report of a dispute."""

LARGEST_DOCUMENT = 30_000_000
"""Bytes of a document that holds pictures and layout beside its text."""

OTHER_FORMATS = {
    b"PK\x03\x04": "an archive, an e-book or a spreadsheet",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "a rich-text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


@dataclass(frozen=True)
class Report:
    """A report as it was opened.

    Parameters
    ----------
    id : str
        The file's stem, made a name: letters, digits and underscores.
    path : Path
        Where the text was read.
    text : str
        The file decoded as UTF-8, newlines untouched; all offsets count its code points, a leading byte order mark
        included. Of a document that is no plain text: the text that was taken out of it.
    sha256 : str
        Of the text's bytes in UTF-8.
    title, author, publisher : str or None
        As the report itself or the document's metadata says them, or as given.
    published : date or None
        From the report's dateline or byline, the document's metadata, or as given; never guessed.
    layout : Layout
        Where the title, the paragraphs, the headings and what is no part of the story stand.
    stored : str or None
        The name of the file that the text is to be stored in, beside the ledger; None where the report is plain text.
    """

    id: str
    path: Path
    text: str = field(repr=False)
    sha256: str
    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    layout: Layout = field(repr=False)
    stored: str | None = None

    @property
    def file(self) -> str:
        """The name of the file whose code points all offsets count."""
        return self.stored or self.path.name

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the story, without their datelines, as (start, end)."""
        return self.layout.paragraphs

    @property
    def headings(self) -> tuple[Span, ...]:
        """The headings between paragraphs, as (start, end)."""
        return self.layout.headings

    @property
    def boilerplate(self) -> tuple[Span, ...]:
        """What is no part of the story: bylines, datelines, the author's biography, notices, as (start, end)."""
        return self.layout.boilerplate

    @property
    def body(self) -> tuple[Span, ...]:
        """What is to be read: the title, the headings and the paragraphs, in the order of the text."""
        title = (self.layout.title,) if self.layout.title else ()
        return tuple(sorted({*title, *self.headings, *self.paragraphs}))

    def in_body(self, start: int, end: int) -> bool:
        """Whether a span belongs to what is to be read (and not to a byline, a biography or a notice)."""
        return not any(s < end and start < e for s, e in self.boilerplate)


def open_report(path: str | Path, *, published: date | str | None = None) -> Report:
    """Open a report: a plain text, a web page, a PDF with text, a Word document or Markdown, in English.

    Parameters
    ----------
    path : str or Path
        The file; plain text and Markdown are UTF-8.
    published : date or str, optional
        When the report was published, as a person says (ISO, ``2022-05-28``); it overrules what the text says.

    Returns
    -------
    Report
        The text and what it says about itself.

    Raises
    ------
    StandoffError
        If the file is missing, empty, too large, damaged, not UTF-8, of another format or in another language.
    Missing
        If the library that reads its format is not installed.
    """
    path = Path(path)
    given = _given_date(published)
    raw = _read_bytes(path)
    kind = kind_of(raw, path.suffix)
    said = extract(raw, kind, str(path)) if kind else Extract(_plain(raw, path))
    if len(said.text) > LARGEST_REPORT:
        raise _too_large(len(said.text), LARGEST_REPORT, "text", path)
    refuse_unless_english(said.text, str(path))
    layout = lay_out(said.text)
    heading = said.text[slice(*layout.title)].strip("\ufeff") if layout.title else None
    return Report(
        id=make_id(path.stem),
        path=path,
        text=said.text,
        sha256=hashlib.sha256(said.text.encode()).hexdigest(),
        title=heading or said.title,
        author=layout.author or said.author,
        publisher=layout.publisher or said.publisher,
        published=given or said.published or layout.published,
        layout=layout,
        stored=f"{path.name}.txt" if kind else None,
    )


def _given_date(published: date | str | None) -> date | None:
    """Read the publication date that a person gives."""
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published.strip())
    except ValueError as error:
        raise StandoffError(
            f"'{published}' is no date.", where="published", mend="Write year, month and day: 2022-05-28."
        ) from error


def _read_bytes(path: Path) -> bytes:
    """Read a file that may be a report, with a clear message where it can't be one."""
    where = str(path)
    if not path.exists():
        raise StandoffError("There is no such file.", where=where, mend="Check the name and the folder.")
    if path.is_dir():
        raise StandoffError("This is a folder, not a report.", where=where, mend="Name the files in it.")
    try:
        size = path.stat().st_size
        if size > LARGEST_DOCUMENT:
            raise _too_large(size, LARGEST_DOCUMENT, "file", path)
        return path.read_bytes()
    except OSError as error:
        raise StandoffError(f"The file cannot be read ({error.strerror}).", where=where) from error


def _too_large(size: int, most: int, what: str, path: Path) -> StandoffError:
    """Return what to say of a file that is no single report."""
    return StandoffError(
        f"The {what} has {size / 1e6:.1f} MB; a report has at most {most / 1e6:.0f} MB.",
        where=str(path),
        mend="Cut it into the reports that it holds, one file each.",
    )


def _plain(raw: bytes, path: Path) -> str:
    """Return the text of a plain text file."""
    if len(raw) > LARGEST_REPORT:
        raise _too_large(len(raw), LARGEST_REPORT, "file", path)
    _refuse_other_formats(raw, str(path))
    return _decode(raw, path)


def _refuse_other_formats(raw: bytes, where: str) -> None:
    """Say what a file is that is no document we read."""
    known = "plain text, web pages, PDF, Word (.docx) and Markdown are read"
    save_as = "Save or copy its text as a plain text file (UTF-8)."
    for magic, what in OTHER_FORMATS.items():
        if raw.startswith(magic):
            raise StandoffError(f"This is {what}; {known}.", where=where, mend=save_as)
    if re.match(rb"(?i)(\xef\xbb\xbf)?\s*<\?xml", raw[:200]):
        raise StandoffError(f"This is XML; {known}.", where=where, mend=save_as)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise StandoffError("The file is UTF-16, not UTF-8.", where=where, mend="Save it again as UTF-8.")


def _decode(raw: bytes, path: Path) -> str:
    """Decode a report; its offsets count the code points of what this returns."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise StandoffError(
            f"The file is not UTF-8: byte {error.start + 1} cannot be decoded.",
            where=f"{path}:{line}",
            mend="Save it again as UTF-8.",
        ) from error
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise StandoffError("The report is empty.", where=str(path), mend="Put the report's text into the file.")
    if "\x00" in text:
        raise StandoffError(
            "The file is binary, not a text.", where=str(path), mend="Save the report as plain text (UTF-8)."
        )
    return text


def make_id(stem: str) -> str:
    """Make a file's stem a name: letters, digits, underscores, not starting with a digit."""
    name = re.sub(r"\W+", "_", stem, flags=re.ASCII).strip("_") or "report"
    return f"r{name}" if name[0].isdigit() else name
