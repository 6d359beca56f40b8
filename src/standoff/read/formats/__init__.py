"""Documents that are no plain text: web pages, PDF, Word and Markdown become a text with what they say of themselves.

The text that comes out is what offsets count, and is stored beside the ledger.
Only what a document states is taken for its title, author, publisher and date: nothing is guessed from its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from standoff.errors import Missing, StandoffError


@dataclass(frozen=True)
class Extract:
    """The text of a document and what the document says about itself.

    Parameters
    ----------
    text : str
        One paragraph a line, blank lines between, the title first.
    title, author, publisher : str or None
        From the document's metadata.
    published : date or None
        From the document's metadata; the day a file was made is no date of publication.
    """

    text: str = field(repr=False)
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None


KINDS = {"html": "a web page", "pdf": "a PDF", "word": "a Word document", "markdown": "Markdown"}

_READERS = {"html": "trafilatura", "pdf": "pypdf", "word": "docx", "markdown": "markdown_it"}
"""Which library each kind needs."""

_HTML = re.compile(
    rb"(?is)^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|article)\b"
)


def kind_of(raw: bytes, suffix: str) -> str | None:
    """Return what kind of document bytes are, None for plain text and for what is not known.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7", ".txt"), kind_of(b"<html>", ""), kind_of(b"# Talks", ".md"), kind_of(b"Talks", ".txt")
    ('pdf', 'html', 'markdown', None)
    """
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04") and b"word/" in raw:
        return "word"
    if _HTML.match(raw[:4096]):
        return "html"
    return "markdown" if suffix.lower() in {".md", ".markdown"} else None


def extract(raw: bytes, kind: str, where: str) -> Extract:
    """Return the text of a document.

    Parameters
    ----------
    raw : bytes
        The file.
    kind : {'html', 'pdf', 'word', 'markdown'}
        As :func:`kind_of` tells.
    where : str
        The file's name, for messages.

    Raises
    ------
    StandoffError
        If the document is broken, protected, or holds no text.
    Missing
        If the library that reads this kind is not installed.
    """
    try:
        reader: Callable[[bytes, str], Extract] = import_module(f"standoff.read.formats.{kind}").extract
        found = reader(raw, where)
    except ImportError as error:
        raise Missing(
            f"Reading {KINDS[kind]} needs {_READERS[kind]}, which is not installed.",
            mend="Install it: pip install 'standoff[read]'.",
        ) from error
    if not found.text.strip():
        raise StandoffError(
            f"This is {KINDS[kind]} in which no text was found.",
            where=where,
            mend="If its pages are pictures, make them text first (OCR); else copy the text into a plain text file.",
        )
    return found


def clean(text: str | None) -> str | None:
    """Return metadata without runs of blanks, None where nothing is left."""
    return " ".join((text or "").split()) or None


def compose(title: str | None, paragraphs: list[str]) -> str:
    """Return a text of one paragraph a line under its title, which is not said twice."""
    lines = [line for line in (" ".join(paragraph.split()) for paragraph in paragraphs) if line]
    if title and not (lines and _same(lines[0], title)):
        lines.insert(0, title)
    return "\n\n".join(lines) + "\n" if lines else ""


def _same(line: str, title: str) -> bool:
    """Whether a first line is the title: equal but for case and marks."""
    return re.sub(r"\W+", "", line).casefold() == re.sub(r"\W+", "", title).casefold()
