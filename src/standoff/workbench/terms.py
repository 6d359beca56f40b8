"""The words of the field as the page shows them on hover: solution concepts, and the glossary of the documentation."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def terms() -> dict[str, Any]:
    """Return every solution concept with its definition and source, by families."""
    from standoff.analyze.registry import listing

    concepts = [
        {
            "id": concept.name,
            "name": concept.long_name,
            "aliases": list(concept.aliases),
            "definition": concept.definition,
            "citation": concept.citation,
            "family": family,
            "variant": concept.variant,
        }
        for family, members in listing()
        for concept in members
    ]
    return {"concepts": concepts, "glossary": glossary()}


@cache
def glossary() -> list[dict[str, str]]:
    """Return the glossary: our word, the papers' word, GMCR+'s word, and what it is."""
    text = (files("standoff.show") / "glossary.tsv").read_text(encoding="utf-8")
    names = ("term", "papers", "gmcr_plus", "means")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in text.splitlines()]


def texts(language: str | None) -> dict[str, Any]:
    """Return the catalogue of the page's words in a language; in English where there is none of it."""
    for wanted in (language, "en"):
        if wanted and wanted.isalnum() and len(wanted) <= 8:
            place = files("standoff.show") / f"texts_page.{wanted}.json"
            if place.is_file():
                found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
                return found
    return {}
