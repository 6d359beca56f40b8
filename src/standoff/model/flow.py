"""Reads JSON into a tree with offsets, at a few million characters a second; long plain lists much faster."""

from __future__ import annotations

import json
import re

from standoff.errors import StandoffError
from standoff.model.long_lists import NotAList, Reduced, reduce
from standoff.model.tree import Items, LongItems, Node, Pairs, Scalar, plain_scalar, too_deep

_JSON_TOKEN = re.compile(r'\s*(?:([\[\]{},:])|("(?:[^"\\]|\\.)*")|([^\s\[\]{},:"]+))')


def read_json(text: str, name: str) -> Node:
    """Read a JSON text; numbers and literals stay text.

    Raises
    ------
    StandoffError
        Where the text is not JSON, with the line and column.
    """
    try:
        return _read(reduce(text, "json"), name)
    except NotAList:
        return _read(Reduced(text, text), name)


def _read(reduced: Reduced, name: str) -> Node:
    """Read a text whose long lists are taken out, and put them back."""
    try:
        # The standard library judges validity; the loop below may then trust its tokens.
        json.loads(reduced.text, parse_float=str, parse_int=str)
    except RecursionError:
        raise too_deep(name) from None
    except json.JSONDecodeError as error:
        where = reduced.place(error.pos, name)
        raise StandoffError(f"This is not valid JSON: {error.msg}.", where=where) from None
    top = Items(0, [])
    stack: list[Items | Pairs] = [top]
    key: Scalar | None = None
    expects_key = False
    keys: list[Scalar | None] = []
    restored, moved = 0, bool(reduced.lists)
    for match in _JSON_TOKEN.finditer(reduced.text):
        sign, string, literal = match.groups()
        start = match.start(match.lastindex or 0)
        if moved:
            start = reduced.offset(start)
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
            node = Pairs(start, []) if sign == "{" else Items(start, [])
            if sign == "[" and (span := _span(reduced, match.end())):
                node, restored = LongItems(start, reduced.original, span), restored + 1
        elif string is not None:
            node = Scalar(start, json.loads(string) if "\\" in string else string[1:-1], plain=False)
        else:
            node = plain_scalar(start, literal)
        if expects_key and isinstance(node, Scalar):
            key, expects_key = node, False
            continue
        parent = stack[-1]
        if isinstance(parent, LongItems):
            continue
        if isinstance(parent, Items):
            parent.items.append(node)
        elif key is not None:
            parent.pairs.append((key, node))
        if not isinstance(node, Scalar):
            stack.append(node)
            keys.append(key)
            expects_key = sign == "{"
    if restored != len(reduced.lists):
        raise NotAList
    return top.items[0]


def _span(reduced: Reduced, start: int) -> tuple[int, int] | None:
    """Return where the items stand that were taken out of a list, None if nothing was."""
    if not reduced.text.startswith(f'"{reduced.stem}', start):
        return None
    return reduced.lists.get(reduced.text[start + 1 : reduced.text.index('"', start + 1)])
