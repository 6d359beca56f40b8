"""Web pages: the main text by trafilatura; title, author, publisher and date from what the page states in its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from standoff.errors import StandoffError
from standoff.read.formats import Extract, clean, compose

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "parsely-pub-date",
    "publish-date", "publication_date", "pubdate", "citation_publication_date", "date", "dc.date",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "byl", "dc.creator", "parsely-author", "citation_author")
_PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "application-name")
_TITLE = ("og:title", "dc.title", "citation_title", "twitter:title")


def extract(raw: bytes, where: str) -> Extract:
    """Return the main text of a page: no menus, captions, comments or notices."""
    from lxml import html
    from trafilatura import bare_extraction

    try:
        page: Any = html.fromstring(_decoded(raw))  # type: ignore[no-untyped-call]
    except Exception as error:  # lxml raises errors of many kinds on nonsense
        raise StandoffError("This looks like a web page but cannot be read as one.", where=where) from error
    found = bare_extraction(page, include_comments=False, include_tables=True, favor_precision=True, fast=True)
    meta, linked = _meta(page), _linked_data(page)
    title = clean(linked.get("headline")) or clean(_first(meta, _TITLE)) or _heading(page)
    return Extract(
        text=compose(title, _paragraphs(getattr(found, "body", None))),
        title=title,
        author=_author(clean(_name(linked.get("author")))) or _author(clean(_first(meta, _AUTHOR))),
        publisher=clean(_name(linked.get("publisher"))) or clean(_first(meta, _PUBLISHER)),
        published=_day(linked.get("datePublished")) or _day(_first(meta, _PUBLISHED)) or _day(_time(page)),
    )


def _decoded(raw: bytes) -> str:
    """Decode a page by its mark, by what it declares, as UTF-8, or as the web does where it says nothing."""
    declared = re.search(rb"(?i)charset=[\"']?([\w\-]+)", raw[:4096])
    tried = ["utf-8-sig", *([declared.group(1).decode("ascii")] if declared else []), "cp1252"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried.insert(0, "utf-16")
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml refuses text that declares an encoding of bytes
    return raw.decode("utf-8", errors="replace")


def _paragraphs(body: Any) -> list[str]:
    """Return the blocks of the main text in order."""
    if body is None:
        return []
    blocks = body.iter("head", "p", "item", "quote", "cell", "ab")
    # A quotation holds paragraphs of its own: these are taken, the whole is not.
    return ["".join(block.itertext()) for block in blocks if not any(True for _ in block.iter("p")) or block.tag == "p"]


def _meta(page: Any) -> dict[str, str]:
    """Return the page's meta elements, by name or property, the first of each."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name, content)
    return found


def _linked_data(page: Any) -> dict[str, Any]:
    """Return the first article that the page describes in JSON-LD."""
    for script in page.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            parsed = json.loads(script.text_content())
        except ValueError:
            continue
        for item in _items(parsed):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.endswith(("Article", "BlogPosting", "Report")) for k in kinds):
                return item
    return {}


def _items(parsed: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON-LD block, graphs unfolded."""
    if isinstance(parsed, list):
        for item in parsed:
            yield from _items(item)
    elif isinstance(parsed, dict):
        yield parsed
        yield from _items(parsed.get("@graph", []))


def _name(value: Any) -> str | None:
    """Return the name in a JSON-LD value; of several the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _author(name: str | None) -> str | None:
    """Return an author's name without its 'By'; an address of a page is no name."""
    if name is None or "://" in name:
        return None
    return re.sub(r"(?i)^by\s+", "", name) or None


def _heading(page: Any) -> str | None:
    """Return the page's first heading, or its title."""
    for path in ("//article//h1", "//h1", "//title"):
        for element in page.xpath(path):
            if text := clean(element.text_content()):
                return text
    return None


def _time(page: Any) -> str | None:
    """Return the date of a time element that is marked as that of publication."""
    found = page.xpath("//time[@pubdate or @itemprop='datePublished' or contains(@class, 'publish')]/@datetime")
    return str(found[0]) if found else None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _day(value: Any) -> date | None:
    """Return the day of an ISO date or time; anything else is left unread rather than guessed."""
    found = re.match(r"\s*(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)", value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
