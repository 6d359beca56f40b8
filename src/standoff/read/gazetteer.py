"""States and territories, all alike: names, adjectives, peoples, capitals, seats of government."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Sort = Literal["name", "adjective", "people", "capital", "seat"]
_ORDER: tuple[Sort, ...] = ("name", "people", "adjective", "seat", "capital")
LONGEST = 6
"""Words in the longest entry."""


@dataclass(frozen=True)
class Country:
    """A state or territory: ISO 3166-1 alpha-3 code, and the words for it."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    territory_of: str | None = None


@dataclass(frozen=True)
class Place:
    """What a phrase means: a country, named in one of five sorts of words."""

    country: Country
    sort: Sort


@cache
def countries() -> dict[str, Country]:
    """Return all countries by code, in the order of the table."""
    table = files("standoff.read").joinpath("vocabulary/countries.tsv").read_text(encoding="utf-8")
    rows = [_row(line) for line in table.splitlines() if line and not line.startswith("#")]
    return {country.code: country for country in rows}


def look_up(phrase: str) -> tuple[Place, ...]:
    """Return what a phrase may mean, the likeliest first.

    Examples
    --------
    >>> [(place.country.code, place.sort) for place in look_up("Peruvian")]
    [('PER', 'adjective')]
    >>> [(place.country.code, place.sort) for place in look_up("Addis Ababa")]
    [('ETH', 'capital')]
    >>> look_up("Atlantis")
    ()
    """
    return _phrases().get(phrase.replace("’", "'"), ())


def _row(line: str) -> Country:
    """Read one line of the table."""
    fields = [field.strip() for field in line.split("|")]
    fields += [""] * (7 - len(fields))
    names, adjectives, people, capitals, seats = (_entries(field) for field in fields[1:6])
    # 'Swiss', 'Chinese' and 'French' are their own plurals; these peoples stand in the table.
    plural = people or tuple(
        f"{word}s" for word in adjectives if not word.endswith(("ese", "sh", "ch", "s", ".", "US"))
    )
    return Country(fields[0], names[0], names, adjectives, plural, capitals, seats, fields[6] or None)


def _entries(field: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in field.split(";") if entry.strip())


@cache
def _phrases() -> dict[str, tuple[Place, ...]]:
    """Return the meanings of every phrase of the table."""
    meanings: dict[str, list[Place]] = {}
    for sort in _ORDER:
        for country in countries().values():
            words = {
                "name": country.names,
                "adjective": country.adjectives,
                "people": country.people,
                "capital": country.capitals,
                "seat": country.seats,
            }[sort]
            for word in words:
                meanings.setdefault(word.replace("’", "'"), []).append(Place(country, sort))
    return {phrase: tuple(places) for phrase, places in meanings.items()}
