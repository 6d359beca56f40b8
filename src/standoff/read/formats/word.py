"""Word documents (.docx): paragraphs and tables in their order; captions are left out."""

from __future__ import annotations

import io
from typing import Any

from standoff.errors import StandoffError
from standoff.read.formats import Extract, clean, compose


def extract(raw: bytes, where: str) -> Extract:
    """Return the text of a Word document."""
    import docx

    try:
        document = docx.Document(io.BytesIO(raw))
        blocks = [block for part in document.iter_inner_content() for block in _texts(part)]
    except Exception as error:  # a broken archive raises errors of many kinds
        raise StandoffError(
            "This Word document cannot be opened; it may be damaged or protected.",
            where=where,
            mend="Open it in a word processor and save it again, or save its text as plain text.",
        ) from error
    said = clean(document.core_properties.title)
    titles = [text for style, text in blocks if style == "Title"]
    title = clean(titles[0]) if titles else said
    paragraphs = [text for style, text in blocks if style not in {"Title", "Caption"}]
    return Extract(text=compose(title, paragraphs), title=title, author=clean(document.core_properties.author))


def _texts(part: Any) -> list[tuple[str, str]]:
    """Return a paragraph, or a table's rows, as (style, text)."""
    if hasattr(part, "rows"):
        return [("Table", " | ".join(dict.fromkeys(cell.text for cell in row.cells))) for row in part.rows]
    return [(part.style.name if part.style is not None else "", part.text)]
