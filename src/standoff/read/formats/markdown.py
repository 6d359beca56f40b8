"""Markdown: the words without their marks; a YAML head says title, author, publisher and date."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from standoff.errors import StandoffError
from standoff.read.formats import Extract, clean, compose

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def extract(raw: bytes, where: str) -> Extract:
    """Return the text of a Markdown document."""
    from markdown_it import MarkdownIt

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StandoffError("The file is not UTF-8.", where=where, mend="Save it again as UTF-8.") from error
    head = _HEAD.match(text)
    said = _said(head.group(1)) if head else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[head.end() :] if head else text)
    paragraphs = [_words(token) for token in tokens if token.type == "inline"]
    first = next((k for k, token in enumerate(tokens) if token.type == "heading_open"), None)
    heading = _words(tokens[first + 1]) if first == 0 else None
    title = clean(said.get("title")) or clean(heading)
    return Extract(
        text=compose(title, paragraphs),
        title=title,
        author=clean(said.get("author")),
        publisher=clean(said.get("publisher")),
        published=_day(said.get("date") or said.get("published")),
    )


def _said(head: str) -> dict[str, str]:
    """Return the plain values of a YAML head."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        values = YAML(typ="base", pure=True).load(head)
    except YAMLError:
        return {}
    return {str(k).lower(): v for k, v in values.items() if isinstance(v, str)} if isinstance(values, dict) else {}


def _words(token: Any) -> str:
    """Return the words of a paragraph: links and emphasis without their marks, pictures left out."""
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "").strip()[:10])
    except ValueError:
        return None
