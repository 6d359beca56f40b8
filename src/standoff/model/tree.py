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
from standoff.model.rankings import LongRanking

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


_LIST_TOKEN = re.compile(r"""(\[)|(\])|"([\w-]*)"|'([\w-]*)'|(-*\w[\w-]*)""")


class LongItems(Items):
    """A long plain list of words, or of lists of words, that stays text until somebody asks for its items.

    Parameters
    ----------
    start : int
        The offset of the list.
    text : str
        The text of the file.
    span : tuple of int
        Where its items stand in the text; `standoff.model.flow.long_lists` has found that they are a list.
    """

    __slots__ = ("_items", "span", "text")

    def __init__(self, start: int, text: str, span: tuple[int, int]) -> None:
        self.start = start
        self.text = text
        self.span = span
        self._items: list[Node] | None = None

    @property
    def items(self) -> list[Node]:  # type: ignore[override]
        """The items with their offsets, made when they are first asked for."""
        if self._items is None:
            self._items = read_list(self.text, *self.span)
        return self._items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Items) and (self.start, self.items) == (other.start, other.items)

    __hash__ = None  # type: ignore[assignment]

    @property
    def compact(self) -> str | None:
        """The items without spaces and quotation marks, ``s1,s2,[s3,s4]``; None where an item may say nothing."""
        begin, stop = self.span
        raw = self.text[begin:stop]
        if '""' in raw or "''" in raw or (("n" in raw or "N" in raw) and "null" in raw.lower()):
            return None
        packed = raw.encode("ascii").translate(None, b" \t\r\"'")
        if self.text[begin - 1] != "[":
            packed = packed.replace(b"\n-", b",")
        packed = packed.translate(None, b"\n") if b"\n" in packed else packed
        return packed.rstrip(b",").decode("ascii")

    def data(self) -> list[Any]:
        """Return the items as texts and lists of texts."""
        packed = self.compact
        if packed is None:
            return [data_of(item) for item in self.items]
        return packed.split(",") if "[" not in packed else LongRanking(packed).as_list()


def read_list(text: str, start: int, end: int) -> list[Node]:
    """Read the items of a long plain list from a part of the text that `standoff.model.flow.long_lists` found."""
    items: list[Node] = []
    inner: list[Node] | None = None
    for match in _LIST_TOKEN.finditer(text, start, end):
        opened, closed, double, single, word = match.groups()
        if word is not None:
            node = plain_scalar(match.start(), word)
            (items if inner is None else inner).append(node)
        elif opened:
            inner = []
            items.append(Items(match.start(), inner))
        elif closed:
            inner = None
        else:
            quoted = Scalar(match.start(), double if double is not None else single, plain=False)
            (items if inner is None else inner).append(quoted)
    return items


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
    """Return the tree as lists, dicts, texts and None; of a key that stands twice the first counts.

    A ranking that is long and plain comes as a `LongRanking`.
    """
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, LongItems):
        return node.data()
    if isinstance(node, Items):
        return [item.value if isinstance(item, Scalar) else data_of(item) for item in node.items]
    data: dict[str, Any] = {}
    for key, value in node.pairs:
        packed = value.compact if key.value == "ranking" and isinstance(value, LongItems) else None
        data.setdefault(key.value or "", data_of(value) if packed is None else LongRanking(packed))
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
