"""Reads YAML 1.2 into a tree with offsets. The only module that knows how ruamel.yaml is called for reading.

ruamel.yaml takes about 30 µs a scalar. Long plain lists (rankings, arcs) are therefore taken out of
the text, each replaced by one word, and put back into the tree afterwards. Should such a word not come
back as the item of a list, it stood in a text or a comment, and the untouched text is parsed instead.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from standoff.errors import StandoffError
from standoff.model.flow import long_lists, read_list
from standoff.model.tree import Items, Node, Pairs, Scalar, line_and_column, plain_scalar, too_deep

LARGEST = 5_000_000
"""Elements that a document may have once its aliases are written out."""


class _NotAList(Exception):
    """Something that looked like a long list was part of a text."""


@dataclass
class _Reduced:
    """A text with its long lists taken out: ``starts`` and ``shifts`` lead back to the original offsets."""

    original: str
    text: str
    lists: dict[str, tuple[int, int]]
    starts: list[int] = field(default_factory=lambda: [0])
    shifts: list[int] = field(default_factory=lambda: [0])

    def offset(self, position: int) -> int:
        """Return where a position of the reduced text stands in the original."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def place(self, position: int, name: str) -> str:
        """Return ``file:line:column`` of a position of the reduced text."""
        line, column = line_and_column(self.original, self.offset(position))
        return f"{name}:{line}:{column}"


def read_yaml(text: str, name: str) -> Node:
    """Read a YAML text.

    Raises
    ------
    StandoffError
        Where the text is not YAML, with line and column; also for recursive or exploding anchors.
    """
    reduced = _reduce(text)
    try:
        return _compose(reduced, name)
    except _NotAList:
        return _compose(_Reduced(text, text, {}), name)


def _reduce(text: str) -> _Reduced:
    """Take long lists out of a text."""
    stem = "longlist"
    while stem in text:
        stem += "x"
    reduced = _Reduced(text, "", {})
    pieces: list[str] = []
    end = length = 0
    for number, (start, stop) in enumerate(long_lists(text)):
        word = f"{stem}{number}"
        pieces += [text[end:start], word]
        length += start - end + len(word)
        end = stop
        reduced.lists[word] = (start, stop)
        reduced.starts.append(length)
        reduced.shifts.append(stop - length)
    reduced.text = "".join([*pieces, text[end:]])
    return reduced


def _compose(reduced: _Reduced, name: str) -> Node:
    """Parse the reduced text and turn ruamel's nodes into ours."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            root = YAML(typ="safe", pure=True).compose(reduced.text)
        if root is None:
            raise StandoffError("The file is empty.", where=name, mend="Start it with `standoff: 1`.")
        return _Converter(reduced, name).convert(root)
    except ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        where = reduced.place(error.position, name)
        raise StandoffError(
            f"The character U+{code:04X} may not stand in a YAML file.", where=where, mend="Is this a dispute file?"
        ) from None
    except MarkedYAMLError as error:
        raise _syntax_error(error, reduced, name) from None
    except YAMLError as error:
        raise StandoffError(f"This is not valid YAML: {error}.", where=name) from None
    except RecursionError:
        raise too_deep(name) from None
    except (ValueError, AssertionError, IndexError, AttributeError) as error:
        # ruamel.yaml lets a few inner errors escape on malformed input.
        raise StandoffError(f"This is not valid YAML ({error}).", where=name) from None


_WORDING = (
    (r"found character '\\t'", "A tab stands where only spaces may.", "Indent with spaces."),
    (
        r"mapping values are not allowed",
        "A colon stands where none is expected.",
        "Put texts that contain `: ` in quotation marks.",
    ),
    (r"expected a single document", "The file has more than one document.", "Keep one, and no `---` below it."),
    (r"undefined alias", "The alias names no anchor.", "Texts that start with * need quotation marks."),
    (r"could not find expected ':'", "A key lacks its colon.", "Write `key: value`."),
    (r"expected ',' or '\]'", "The list is never closed, or lacks a comma.", "Close it with `]`."),
    (r"expected ',' or '\}'", "The braces are never closed, or lack a comma.", "Close them with `}`."),
    (r"found unexpected end of stream", "A quotation mark is never closed.", "Close it."),
    (
        r"expected <block end>",
        "The indentation does not fit the lines above.",
        "Give entries of one list or mapping the same indentation.",
    ),
    (r"cannot start any token", "A text starts with a sign that needs quotation marks.", "Put it in quotation marks."),
)


def _syntax_error(error: Any, reduced: _Reduced, name: str) -> StandoffError:
    """Word what ruamel.yaml says of a malformed text for people."""
    mark = error.problem_mark or error.context_mark
    where = reduced.place(mark.index, name) if mark else name
    said = " ".join(part for part in (error.context, error.problem) if part)
    for pattern, what, mend in _WORDING:
        if re.search(pattern, said):
            return StandoffError(what, where=where, mend=mend)
    return StandoffError(f"This is not valid YAML: {said}.", where=where)


@dataclass
class _Converter:
    """Turns ruamel's nodes into ours, putting the long lists back."""

    reduced: _Reduced
    name: str
    done: dict[int, tuple[Node, int]] = field(default_factory=dict)
    active: set[int] = field(default_factory=set)
    restored: int = 0

    def convert(self, root: Any) -> Node:
        """Convert a document."""
        node, size = self._node(root)
        if self.restored != len(self.reduced.lists):
            raise _NotAList
        if size > LARGEST:
            raise StandoffError(
                f"Its aliases blow the file up to {size:,} elements.",
                where=self.name,
                mend="Write lists out instead of using anchors.",
            )
        return node

    def _fail(self, node: Any, what: str, mend: str) -> StandoffError:
        """Return an error at a node."""
        return StandoffError(what, where=self.reduced.place(node.start_mark.index, self.name), mend=mend)

    def _node(self, node: Any) -> tuple[Node, int]:
        """Convert a node; also return how many elements it has with all aliases written out."""
        known = self.done.get(id(node))
        if known:
            return known
        if id(node) in self.active:
            raise self._fail(node, "The anchor contains itself.", "Write the content out instead of using an alias.")
        if not node.tag.startswith("tag:yaml.org,2002:"):
            raise self._fail(node, f"The tag {node.tag} is not used in these files.", "Leave it out.")
        self.active.add(id(node))
        result: tuple[Node, int]
        if node.id == "scalar":
            result = self._scalar(node), 1
        elif node.id == "sequence":
            result = self._sequence(node)
        else:
            result = self._mapping(node)
        self.active.discard(id(node))
        self.done[id(node)] = result
        return result

    def _scalar(self, node: Any) -> Scalar:
        start = self.reduced.offset(node.start_mark.index)
        if node.style is None:
            return plain_scalar(start, node.value)
        return Scalar(start, node.value, plain=False)

    def _sequence(self, node: Any) -> tuple[Node, int]:
        items: list[Node] = []
        size = 1
        for item in node.value:
            if item.id == "scalar" and item.style is None and item.value in self.reduced.lists:
                self.restored += 1
                more = read_list(self.reduced.original, *self.reduced.lists[item.value])
                items.extend(more)
                size += len(more)
                continue
            below, count = self._node(item)
            items.append(below)
            size += count
        return Items(self.reduced.offset(node.start_mark.index), items), size

    def _mapping(self, node: Any) -> tuple[Node, int]:
        pairs: list[tuple[Scalar, Node]] = []
        size = 1
        for key, value in node.value:
            name, _ = self._node(key)
            if not isinstance(name, Scalar):
                mend = "Put texts that start with [ or { in quotation marks."
                raise self._fail(key, "A list or mapping cannot be a key.", mend)
            below, count = self._node(value)
            pairs.append((name, below))
            size += count + 1
        return Pairs(self.reduced.offset(node.start_mark.index), pairs), size
