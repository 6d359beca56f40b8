"""Words that edits share: names in quotation marks, and ids made of names."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import normalize

from standoff.model.statements import RESERVED

LONGEST = 40
LONGEST_ID = 24


def quoted(name: str) -> str:
    """Return a name as it stands in the name of an edit: in quotation marks, and not longer than a line.

    Examples
    --------
    >>> quoted("Release water")
    '“Release water”'
    """
    short = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return f"“{short}”"


def new_id(name: str, taken: Collection[str], kind: str) -> str:
    """Return an id made of a name, unlike those that are taken.

    Examples
    --------
    >>> new_id("Release water!", {"release_water"}, "option")
    'release_water2'
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").lower()[:LONGEST_ID].strip("_")
    if not words or not words[0].isalpha():
        words = f"{kind}_{words}".strip("_")
    if words in RESERVED or not words.upper().strip("YN") or re.fullmatch("s[0-9]*", words):
        words = f"{kind}_{words}"
    found, number = words, 2
    while found in taken:
        found, number = f"{words}{number}", number + 1
    return found
