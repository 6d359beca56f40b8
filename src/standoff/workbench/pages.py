"""The page itself and its files, which come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from standoff.show.markup import Markup, join, tag
from standoff.show.texts import LANGUAGE

KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
TEXTS = {
    "heading": "standoff",
    "no bundle": "This installation has no page: the file standoff.js is missing. "
    "Install the program anew, or build the page with `make web`. The commands work without it.",
    "no key": "Open the address that `standoff serve` printed: it carries the key to this start.",
}
SERVED = ("standoff.js", "standoff.css")


@dataclass(frozen=True)
class Download:
    """A file to be saved: name, kind and content."""

    name: str
    kind: str
    content: bytes | str


def static(name: str) -> tuple[bytes, str] | None:
    """Return one of the page's files with its kind, None where there is none of that name."""
    if name not in SERVED:
        return None
    place = files("standoff.show") / "static" / name
    if not place.is_file():
        return None
    return place.read_bytes(), KINDS[name[name.rindex(".") :]]


def page() -> str:
    """Return the page: a place for the bundle, or a message where this installation has none."""
    if static("standoff.js") is None:
        return _document(tag("h1", TEXTS["heading"]), tag("p", TEXTS["no bundle"]))
    return _document(Markup('<div id="standoff-workbench"></div>'), script=True)


def refused() -> str:
    """Return what somebody sees who has no key."""
    return _document(tag("h1", TEXTS["heading"]), tag("p", TEXTS["no key"]))


def _document(*body: Markup, script: bool = False) -> str:
    """Return a whole HTML document; with the bundle, it mounts itself."""
    head = [
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", TEXTS["heading"]),
        Markup('<link rel="icon" href="data:,">'),
        Markup('<link rel="stylesheet" href="/static/standoff.css">') if script else None,
    ]
    bundle = Markup('<script type="module" src="/static/standoff.js"></script>') if script else None
    whole = tag("html", tag("head", *head), tag("body", *body, bundle), lang=LANGUAGE)
    return join(Markup("<!doctype html>"), whole)
