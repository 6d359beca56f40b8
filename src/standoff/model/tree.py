"""What a file says, before anybody asks what it means: nested scalars, sequences and mappings with their offsets.

All scalars stay text. The words `no`, `on` or `1e3` mean something only to the key they stand under,
so nothing is turned into a number, a date or some truth value here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from standoff.errors import StandoffError

Path = tuple[str | int, ...]
"""Keys and indices from the top of a document down to one of its elements."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain scalars that say nothing (YAML 1.2, core schema)."""


@dataclass(slots=True)
class Scalar:
    """A text, or None for a plain null; ``start`` is its offset in the file."""

    start: int
    value: str | None
    plain: bool = True


@dataclass(slots=True)
class Items:
    """A sequence."""

    start: int
    items: list[Node]


@dataclass(slots=True)
class Pairs:
    """A mapping; the same key may stand in it twice, which `Document` reports."""

    start: int
    pairs: list[tuple[Scalar, Node]]


Node = Scalar | Items | Pairs


def plain_scalar(start: int, text: str) -> Scalar:
    """Return an unquoted scalar: its text, or None where it says nothing."""
    return Scalar(start, None if text in NULLS else text)


def data_of(node: Node) -> Any:
    """Return the tree as lists, dicts, texts and None; of a key that stands twice the first counts."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [item.value if isinstance(item, Scalar) else data_of(item) for item in node.items]
    data: dict[str, Any] = {}
    for key, value in node.pairs:
        data.setdefault(key.value or "", data_of(value))
    return data


def follow(node: Node, path: Sequence[str | int]) -> tuple[Node, Scalar | None]:
    """Walk a path as far as it exists.

    Returns
    -------
    tuple
        The last node on the path, and the key that it stands under (None in a sequence and at the top).
    """
    key: Scalar | None = None
    for part in path:
        below = child(node, part)
        if below is None:
            break
        node, key = below
    return node, key


def child(node: Node, part: str | int) -> tuple[Node, Scalar | None] | None:
    """Return the child under a key or index with its key, None if there is none."""
    if isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
        return node.items[part], None
    if isinstance(node, Pairs):
        for key, value in node.pairs:
            if (key.value or "") == part:
                return value, key
    return None


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1; lines end in LF, CRLF or CR.

    Examples
    --------
    >>> line_and_column("ab\\ncd", 4)
    (2, 2)
    """
    before = text[:offset]
    line = len(re.findall(r"\r\n|\r|\n", before)) + 1
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return line, offset - start + 1


def too_deep(name: str) -> StandoffError:
    """Return the error for a document that nests hundreds of levels."""
    return StandoffError("Lists and keys are nested too deeply.", where=name, mend="Is this a dispute file?")
