"""Long plain lists (rankings, arcs) are taken out of a text before it is parsed, and put back afterwards.

A parser takes a microsecond or more a word, which for rankings of a million states is longer than their analysis.
Each list is replaced by one word. Should such a word not come back as the item of a list, it stood in a text or a
comment, and the untouched text is parsed instead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from standoff.model.tree import line_and_column

# A word that YAML reads as itself inside brackets: an id, a number without sign, or a pattern.
_WORD = r"""(?:[A-Za-z0-9][\w-]*+|-++[YN][YN-]*+|"[\w-]*+"|'[\w-]*+')"""
_GAP = r"[ \r\n]*+"
_INNER = rf"\[{_GAP}{_WORD}(?:{_GAP},{_GAP}{_WORD})*+{_GAP}\]"
_ITEM = rf"(?:{_WORD}|{_INNER})"
_FLOW_LIST = rf"\[(?P<flow>{_GAP}{_ITEM}(?:{_GAP},{_GAP}{_ITEM}){{40,}}+{_GAP},?+{_GAP})\]"
_LINE_WORD = r"""(?:[A-Za-z0-9][\w-]*+|"[\w-]*+"|'[\w-]*+')"""
_LINE_ITEM = rf"(?:{_LINE_WORD}|\[ *+{_WORD}(?: *+, *+{_WORD})*+ *+\])"
_BLOCK_LIST = (
    rf"^(?P<indent> *+)- ++(?P<block>{_LINE_ITEM} *+(?:\r?\n(?P=indent)- ++{_LINE_ITEM} *+(?=\r?\n)){{40,}}+)$"
)
_SPACE = r"[ \t\r\n]*+"
_QUOTED = r'"[\w-]*+"'
_COMMA = rf"{_SPACE},{_SPACE}"
_QUOTED_ITEM = rf"(?:{_QUOTED}|\[{_SPACE}{_QUOTED}(?:{_COMMA}{_QUOTED})*+{_SPACE}\])"
_JSON_LIST = rf"\[(?P<flow>{_SPACE}{_QUOTED_ITEM}(?:{_COMMA}{_QUOTED_ITEM}){{40,}}+{_SPACE})\]"
_LONG_LIST = {
    "yaml": re.compile(rf"{_FLOW_LIST}|{_BLOCK_LIST}", re.MULTILINE | re.ASCII),
    "json": re.compile(_JSON_LIST, re.ASCII),
}


def long_lists(text: str, language: Literal["yaml", "json"] = "yaml") -> list[tuple[int, int]]:
    """Return where the items of lists with more than 40 plain words or lists of words stand.

    They look like lists; whether they are (and not part of a text or a comment) only a parser can tell.
    """
    found = []
    for match in _LONG_LIST[language].finditer(text):
        found.append(match.span("flow") if match["flow"] is not None else match.span("block"))
    return found


class NotAList(Exception):
    """Something that looked like a long list was part of a text."""


@dataclass
class Reduced:
    """A text with its long lists taken out: ``starts`` and ``shifts`` lead back to the original offsets.

    ``lists`` holds where the items of each list stand in the original, by the word that stands for it.
    """

    original: str
    text: str
    stem: str = "longlist"
    lists: dict[str, tuple[int, int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=lambda: [0])
    shifts: list[int] = field(default_factory=lambda: [0])

    def offset(self, position: int) -> int:
        """Return where a position of the reduced text stands in the original."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def place(self, position: int, name: str) -> str:
        """Return ``file:line:column`` of a position of the reduced text."""
        line, column = line_and_column(self.original, self.offset(position))
        return f"{name}:{line}:{column}"


def reduce(text: str, language: Literal["yaml", "json"] = "yaml") -> Reduced:
    """Take long lists out of a text."""
    stem = "longlist"
    while stem in text:
        stem += "x"
    reduced = Reduced(text, "", stem)
    pieces: list[str] = []
    end = length = 0
    for number, (start, stop) in enumerate(long_lists(text, language)):
        word = f"{stem}{number}"
        written = word if language == "yaml" else f'"{word}"'
        pieces += [text[end:start], written]
        length += start - end + len(written)
        end = stop
        reduced.lists[word] = (start, stop)
        reduced.starts.append(length)
        reduced.shifts.append(stop - length)
    reduced.text = "".join([*pieces, text[end:]])
    return reduced
