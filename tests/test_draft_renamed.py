"""Drafting knows no country, person, place or issue: other names give the same draft under the renaming."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from standoff.read.draft import draft
from standoff.read.ledger import Ledger

ARTICLE = sorted((Path(__file__).parents[1] / ".." / "shared" / "report").glob("*.ledger.json"))

# Real other countries and capitals, invented people and places, other issues. Longer words first.
NAMES = {
    "ukrainian": "Bolivian", "ukraine": "Bolivia", "ukr": "BOL", "russian": "Peruvian", "russia": "Peru", "rus": "PER",
    "french": "Japanese", "france": "Japan", "fra": "JPN", "german": "Kenyan", "deu": "KEN", "united states": "Canada",
    "usa": "CAN", "kyiv": "La Paz", "crimea": "Tarvita", "luhansk": "Arani", "donetsk": "Viloma", "donbas": "Chapare",
    "indonesia": "Ecuador", "volodymyr": "Teo", "zelenskyy": "Ferrante", "vladimir": "Ilario", "putin": "Quispe",
    "olaf": "Amari", "scholz": "Otieno", "emmanuel": "Renzo", "macron": "Tanabe",
}  # fmt: skip
ISSUES = {
    "talks": "parley", "ceasefire": "truce", "withdrawal": "pullback", "territory": "seabed", "territorial": "seabed",
    "recognition": "licence", "peace": "calm",
}  # fmt: skip


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a tree in which every name is replaced, in keys, ids and texts alike."""
    if isinstance(value, dict):
        return {renamed(key, names): renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if not isinstance(value, str):
        return value
    pattern = "|".join(sorted(names, key=len, reverse=True))
    return re.sub(
        rf"(?i)(?<![a-z])(?:{pattern})(?![a-z])", lambda found: _like(found[0], names[found[0].lower()]), value
    )


def _like(found: str, name: str) -> str:
    """Return the new name written as the found one is: as an id, a code, or a word."""
    if found.islower():
        return name.lower().replace(" ", "_")
    return name.upper() if found.isupper() else name


@pytest.mark.skipif(not ARTICLE, reason="the shared article is not beside this checkout")
@pytest.mark.parametrize("names", [NAMES, ISSUES, NAMES | ISSUES], ids=["names", "issues", "both"])
def test_the_draft_of_the_renamed_ledger_is_the_renamed_draft(names: dict[str, str]) -> None:
    """Renaming and drafting can be done in either order."""
    gold = json.loads(ARTICLE[0].read_text(encoding="utf-8"))
    kept = {key: value for key, value in gold.items() if key not in ("must_not",)}
    other = renamed(kept, names)
    # The names of the fields and of their values are the format's, not the report's.
    expected = renamed(draft([Ledger.model_validate(kept)]), names)
    assert draft([Ledger.model_validate(other)]) == expected
