"""First names of persons, and whose they mostly are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def is_first_name(word: str, *, alone: bool = False) -> bool:
    """Whether a word is a first name; alone it must not be a common word, a place or a surname as well.

    Examples
    --------
    >>> is_first_name("Grace"), is_first_name("Grace", alone=True), is_first_name("Paola", alone=True)
    (True, False, True)
    """
    lower = word.lower()
    return lower in _genders() and not (alone and lower in _words_too())


def gender_of(word: str) -> str:
    """Return whose a first name mostly is: "male" or "female"; "" where it may be either's, or is not known.

    Examples
    --------
    >>> gender_of("Paola"), gender_of("Robin"), gender_of("Corlandis")
    ('female', '', '')
    """
    return _genders().get(word.lower(), "")


@cache
def _sections() -> dict[str, list[str]]:
    """Return the words of each section of the list."""
    text = files("standoff.read").joinpath("vocabulary/first_names.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section.extend(line.split())
    return found


@cache
def _genders() -> dict[str, str]:
    listed = _sections()
    return {
        name: gender
        for section, gender in (("either", ""), ("male", "male"), ("female", "female"))
        for name in listed[section]
    }


@cache
def _words_too() -> frozenset[str]:
    return frozenset(_sections()["also words"])
