"""A document: the text of a dispute file, what it says, and where in the text each thing stands."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.model.flow import read_json
from standoff.model.tree import Items, Node, Pairs, Path, Scalar, data_of, follow
from standoff.model.yaml_tree import read_yaml

if TYPE_CHECKING:
    from standoff.model.dispute import Dispute


@dataclass(frozen=True)
class Document:
    """What a dispute was read from.

    ``data`` is its content as dicts, lists, texts and None. ``text`` is the untouched text of the file
    and ``tree`` its content with offsets; both are None for a dispute that was made by a program,
    which has ``made``, the mapping that the program gave. ``marked`` says that the file starts with a
    byte order mark, which is no part of ``text``. A ``derived`` document is a version of the file, such as
    a phase: its offsets lead into the text, but the text says something else.
    """

    name: str
    data: Any
    text: str | None = None
    tree: Node | None = None
    made: Mapping[str, Any] | None = None
    json: bool = False
    marked: bool = False
    derived: bool = False

    @property
    def sha256(self) -> str:
        """The digest of the text; for a made document, of its content as JSON."""
        if self.text is None:
            return hashlib.sha256(json.dumps(self.data).encode()).hexdigest()
        return hashlib.sha256(self.whole_text.encode()).hexdigest()

    @property
    def whole_text(self) -> str:
        """The text of the file to its first byte."""
        return ("\ufeff" if self.marked else "") + (self.text or "")

    def offset(self, path: Sequence[str | int], *, key: bool = False) -> int:
        """Return the offset of the element at a path, or of its key; -1 in a made document.

        Where the path leads further than the document, its last element on the path counts.
        """
        if self.tree is None:
            return -1
        node, name = follow(self.tree, path)
        return name.start if key and name is not None else node.start

    def place(self, path: Sequence[str | int], *, key: bool = False, column: int | None = None) -> str:
        """Return ``file:line:column`` of the element at a path; in a made document the path itself.

        ``column`` (from 1) moves on to a character within the element's text, if it stands in one piece.
        """
        if self.text is None or self.tree is None:
            return dotted(path)
        offset = self.offset(path, key=key)
        if column is not None:
            offset = self._within(path, column)
        return self.where(offset)

    def where(self, offset: int) -> str:
        """Return ``file:line:column`` of an offset."""
        line, column = self.line_and_column(offset)
        return f"{self.name}:{line}:{column}"

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        """The offsets at which lines start; lines end in LF, CRLF or CR."""
        return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", self.text or ""))]

    def _within(self, path: Sequence[str | int], column: int) -> int:
        """Return the offset of a character of a scalar; of the scalar where it is folded or escaped."""
        assert self.text is not None
        assert self.tree is not None
        node, _ = follow(self.tree, path)
        if not isinstance(node, Scalar) or node.value is None:
            return node.start
        start = node.start + (0 if node.plain else 1)
        return start + column - 1 if self.text.startswith(node.value, start) else node.start


def looks_like_json(text: str, name: str) -> bool:
    """Whether a text is to be read as JSON: by its file's name, or because it starts with a brace and a quote."""
    start = text[:200].lstrip()
    return name.lower().endswith(".json") or (start[:1] == "{" and start[1:].lstrip()[:1] in ('"', "}"))


def read_document(text: str, name: str) -> Document:
    """Read the text of a dispute file, YAML or JSON.

    Raises
    ------
    StandoffError
        If it is neither, or does not consist of keys and values; with line and column.
    """
    whole, text = text, text.removeprefix("\ufeff")
    is_json = looks_like_json(text, name)
    try:
        tree = read_json(text, name) if is_json else read_yaml(text, name)
    except StandoffError:
        if name.lower().endswith(".json") or not is_json:
            raise
        # A brace and a quote begin some YAML files too.
        is_json = False
        tree = read_yaml(text, name)
    if not isinstance(tree, Pairs):
        kind = "a list" if isinstance(tree, Items) else "plain text"
        raise StandoffError(
            f"A dispute file consists of keys and values, but this is {kind}.",
            where=f"{name}:1:1",
            mend="Start it with `standoff: 1`.",
        )
    return Document(name, data_of(tree), text, tree, json=is_json, marked=text != whole)


def made_document(mapping: Mapping[str, Any], name: str) -> Document:
    """Return a document for a mapping that a program made.

    Raises
    ------
    StandoffError
        If it contains what a dispute file cannot hold.
    """
    if not isinstance(mapping, Mapping):
        raise StandoffError(f"A dispute is made from a mapping, not from {type(mapping).__name__}.")
    try:
        return Document(name, as_texts(mapping), made=mapping)
    except RecursionError:
        raise StandoffError("The mapping contains itself or is nested too deeply.") from None


def as_texts(value: Any) -> Any:
    """Return Python data with every number, truth value and date as the text that a file would have.

    Examples
    --------
    >>> as_texts({"weights": {"pay": 2.5}, "contested": True})
    {'weights': {'pay': '2.5'}, 'contested': 'true'}
    """
    for kind, convert in _CONVERSIONS:
        if isinstance(value, kind):
            return convert(value)
    raise StandoffError(f"A dispute file cannot hold {type(value).__name__}.", mend="Give text, numbers and lists.")


_CONVERSIONS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (str, str),
    (type(None), lambda value: None),
    (bool, lambda value: "true" if value else "false"),
    (int, str),
    (Fraction, lambda value: decimal_text(value)),
    (float, lambda value: format(Decimal(repr(float(value))), "f")),
    (Decimal, lambda value: format(value, "f")),
    (date, lambda value: value.isoformat()),
    (Mapping, lambda value: {str(key): as_texts(below) for key, below in value.items()}),
    ((list, tuple), lambda value: list(value) if {str}.issuperset(map(type, value)) else list(map(as_texts, value))),
)


def decimal_text(value: Fraction) -> str:
    """Return a fraction as an exact decimal.

    Raises
    ------
    StandoffError
        If it has no finite decimal, such as 1/3.

    Examples
    --------
    >>> decimal_text(Fraction(-5, 4))
    '-1.25'
    """
    denominator, digits = value.denominator, 0
    while (10**digits) % denominator:
        digits += 1
        if digits > denominator.bit_length():
            raise StandoffError(f"{value} has no exact decimal.", mend="Multiply all weights by a common number.")
    whole = value.numerator * 10**digits // denominator
    sign, shown = "-" if whole < 0 else "", str(abs(whole)).rjust(digits + 1, "0")
    return f"{sign}{shown[:-digits]}.{shown[-digits:]}" if digits else f"{sign}{shown}"


def dotted(path: Path | Sequence[str | int]) -> str:
    """Write a path for people.

    Examples
    --------
    >>> dotted(("preferences", "Up", "statements", 0))
    'preferences.Up.statements[0]'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def place(dispute: Dispute, path: Sequence[str | int]) -> str:
    """Return where an element of a dispute stands in its file.

    Parameters
    ----------
    dispute : Dispute
        A dispute that was loaded, or made with `from_document`.
    path : sequence of str and int
        The keys and indices that lead to it, such as ``("preferences", "Up", "ranking", 3)``.

    Returns
    -------
    str
        ``file:line:column``, or the path in words for a dispute without a file.
    """
    document = dispute.document
    return document.place(path) if isinstance(document, Document) else dotted(path)


def nearest_place(dispute: Dispute, path: Sequence[str | int]) -> str:
    """Return where an element stands, or the nearest element around it that the file has."""
    document = dispute.document
    if not isinstance(document, Document):
        return dotted(path)
    reached: Any = document.data
    known: list[str | int] = []
    for key in path:
        if not isinstance(reached, Mapping) or key not in reached:
            break
        reached = reached[key]
        known.append(key)
    return document.place(known)
