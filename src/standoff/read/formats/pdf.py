"""PDF with text: lines joined to paragraphs, words split at line ends mended, page heads and numbers left out."""

from __future__ import annotations

import io
import re
from collections import Counter

from standoff.errors import StandoffError
from standoff.read.formats import Extract, clean, compose

_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_STOP = re.compile(r"[.!?:;…][”\"’')\]]*$")
EDGE = 2
"""Lines at the top and at the foot of a page where its head and its number stand."""


def extract(raw: bytes, where: str) -> Extract:
    """Return the text of a PDF."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise StandoffError(
                "This PDF is protected by a password.", where=where, mend="Save a copy without it, or its text."
            )
        pages = [page.extract_text().splitlines() for page in reader.pages]
        said = reader.metadata
        title, author = (clean(said.title), clean(said.author)) if said else (None, None)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise StandoffError(
            "This PDF cannot be read; it may be damaged.", where=where, mend="Save its text as plain text."
        ) from error
    paragraphs = _paragraphs(_without_heads(pages))
    first = paragraphs[0] if paragraphs else ""
    shown = title if title and re.sub(r"\W", "", title).casefold() in re.sub(r"\W", "", first).casefold() else None
    # A title in the metadata is often a file's name: it counts only where the first page says it, too.
    return Extract(text=compose(shown, paragraphs), title=shown, author=author)


def _without_heads(pages: list[list[str]]) -> list[str]:
    """Return the lines without page numbers and without heads that return on most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_key(line) for line in [*_shown(page)[:EDGE], *_shown(page)[-EDGE:]]})
    often = {key for key, count in edges.items() if len(pages) > 1 and count > len(pages) / 2}
    kept = []
    for page in pages:
        shown = _shown(page)
        last = len(shown) - EDGE
        edge = {id(line) for k, line in enumerate(shown) if k < EDGE or k >= last}
        kept += [line for line in page if not (id(line) in edge and (_NUMBER.match(line) or _key(line) in often))]
    return kept


def _shown(page: list[str]) -> list[str]:
    return [line for line in page if line.strip()]


def _key(line: str) -> str:
    """Return what is the same in a head on every page."""
    return re.sub(r"\d+", "#", line).strip()


def _paragraphs(lines: list[str]) -> list[str]:
    """Join lines to paragraphs: one ends at a blank line, or at a full stop in a line that is clearly short."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    paragraphs, current = [], ""
    for line in [*lines, ""]:
        words = line.strip()
        if not words:
            paragraphs.append(current)
            current = ""
            continue
        current = _joined(current, words)
        if len(words) < 0.8 * width and (_STOP.search(words) or len(words) < 0.6 * width):
            paragraphs.append(current)
            current = ""
    return [paragraph for paragraph in paragraphs if paragraph]


def _joined(before: str, line: str) -> str:
    """Join a line to its paragraph; a word that is split at the line's end becomes whole."""
    if re.search(r"[a-z]-$", before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}".strip()
