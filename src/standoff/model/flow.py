"""Reads JSON, and long plain lists inside YAML, into a tree at a few million characters a second."""

from __future__ import annotations

import json
import re

from standoff.errors import StandoffError
from standoff.model.tree import Items, Node, Pairs, Scalar, plain_scalar, too_deep

_JSON_TOKEN = re.compile(r'\s*(?:([\[\]{},:])|("(?:[^"\\]|\\.)*")|([^\s\[\]{},:"]+))')
_LIST_TOKEN = re.compile(r"""(\[)|(\])|"([\w-]*)"|'([\w-]*)'|(-*\w[\w-]*)""")


def read_json(text: str, name: str) -> Node:
    """Read a JSON text; numbers and literals stay text.

    Raises
    ------
    StandoffError
        Where the text is not JSON, with the line and column.
    """
    try:
        # The standard library judges validity; the loop below may then trust its tokens.
        json.loads(text, parse_float=str, parse_int=str)
    except RecursionError:
        raise too_deep(name) from None
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise StandoffError(f"This is not valid JSON: {error.msg}.", where=where) from None
    top = Items(0, [])
    stack: list[Items | Pairs] = [top]
    key: Scalar | None = None
    expects_key = False
    keys: list[Scalar | None] = []
    for match in _JSON_TOKEN.finditer(text):
        sign, string, literal = match.groups()
        start = match.start(match.lastindex or 0)
        if sign in ("]", "}"):
            stack.pop()
            key = keys.pop()
            expects_key = False
            continue
        if sign == ",":
            expects_key = isinstance(stack[-1], Pairs)
            continue
        if sign == ":":
            continue
        node: Node
        if sign:
            node = Items(start, []) if sign == "[" else Pairs(start, [])
        elif string is not None:
            node = Scalar(start, json.loads(string) if "\\" in string else string[1:-1], plain=False)
        else:
            node = plain_scalar(start, literal)
        if expects_key and isinstance(node, Scalar):
            key, expects_key = node, False
            continue
        parent = stack[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif key is not None:
            parent.pairs.append((key, node))
        if not isinstance(node, Scalar):
            stack.append(node)
            keys.append(key)
            expects_key = sign == "{"
    return top.items[0]


def read_list(text: str, start: int, end: int) -> list[Node]:
    """Read the items of a long plain list from a part of the text that `long_lists` found."""
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
_LONG_LIST = re.compile(rf"{_FLOW_LIST}|{_BLOCK_LIST}", re.MULTILINE | re.ASCII)


def long_lists(text: str) -> list[tuple[int, int]]:
    """Return where the items of lists with more than 40 plain words or lists of words stand.

    They look like lists; whether they are (and not part of a text or a comment) only a YAML parser can tell.
    """
    found = []
    for match in _LONG_LIST.finditer(text):
        found.append(match.span("flow") if match["flow"] is not None else match.span("block"))
    return found
