"""Reads YAML 1.2 into a tree with offsets. The only module that knows how ruamel.yaml is called for reading.

ruamel.yaml takes about 30 µs a scalar. Long plain lists are therefore taken out of the text before it sees them;
see `standoff.model.long_lists`.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import Any

from standoff.errors import StandoffError
from standoff.model.long_lists import NotAList, Reduced, reduce
from standoff.model.tree import Items, LongItems, Node, Pairs, Scalar, plain_scalar, read_list, too_deep

LARGEST = 5_000_000
"""Elements that a document may have once its aliases are written out."""


def read_yaml(text: str, name: str) -> Node:
    """Read a YAML text.

    Raises
    ------
    StandoffError
        Where the text is not YAML, with line and column; also for recursive or exploding anchors.
    """
    reduced = reduce(text)
    try:
        return _compose(reduced, name)
    except NotAList:
        return _compose(Reduced(text, text), name)


def _compose(reduced: Reduced, name: str) -> Node:
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


def _syntax_error(error: Any, reduced: Reduced, name: str) -> StandoffError:
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

    reduced: Reduced
    name: str
    done: dict[int, tuple[Node, int]] = field(default_factory=dict)
    active: set[int] = field(default_factory=set)
    restored: int = 0

    def convert(self, root: Any) -> Node:
        """Convert a document."""
        node, size = self._node(root)
        if self.restored != len(self.reduced.lists):
            raise NotAList
        if size > max(LARGEST, len(self.reduced.original)):
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

    def _span(self, item: Any) -> tuple[int, int] | None:
        """Return where the items stand that were taken out of the text, if this word stands for some."""
        plain = item.id == "scalar" and item.style is None
        return self.reduced.lists.get(item.value) if plain else None

    def _sequence(self, node: Any) -> tuple[Node, int]:
        start, original = self.reduced.offset(node.start_mark.index), self.reduced.original
        spans = [self._span(item) for item in node.value]
        self.restored += sum(span is not None for span in spans)
        if len(spans) == 1 and spans[0] is not None:
            # In brackets every item but the last has a comma behind it, else a line of its own.
            between = "," if original[spans[0][0] - 1] == "[" else "\n"
            return LongItems(start, original, spans[0]), original.count(between, *spans[0]) + 2
        items: list[Node] = []
        size = 1
        for item, span in zip(node.value, spans, strict=True):
            if span is not None:
                more = read_list(original, *span)
                items.extend(more)
                size += len(more)
                continue
            below, count = self._node(item)
            items.append(below)
            size += count
        return Items(start, items), size

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
