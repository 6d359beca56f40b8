"""Writes a changed dispute into its text, touching only the top-level keys that changed.

`standoff.model.save` reads and writes a whole file to keep its comments, which takes time with the file's length.
While somebody edits, one key changes at a time; so the text is cut at its top-level keys, and only the piece
that changed goes through the same machinery.
Where a text cannot be cut safely (JSON, a root in braces, anchors), it is written as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from standoff.model.document import Document, as_texts
from standoff.model.save import changed_tree, read_tree, write_tree
from standoff.model.tree import data_of
from standoff.model.yaml_tree import read_yaml

_KEY = re.compile(r"^([A-Za-z_]\w*)[ \t]*:(?=[ \t\r\n]|$)", re.MULTILINE)
_TAIL = re.compile(r"(?:^[ \t]*(?:#[^\r\n]*)?(?:\r?\n|\Z))+\Z", re.MULTILINE)
_SHARED = re.compile(r"(?:^|[\s,\[{:-])[&*][^\s&*,\]}]")


def rewritten(
    text: str, document: Document, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return the text of a changed dispute, and what it says.

    Parameters
    ----------
    text : str
        The text before.
    document : Document
        What the text says, so ``document.data`` is its content.
    old, new : mapping
        The dispute before and after, as `standoff.model.to_document.to_document` gives it, private keys included.

    Returns
    -------
    text : str
    data : dict
        The content of the new text, as `Document.data` holds it.
    """
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    pieces = _pieces(text, document)
    if pieces is None:
        return _whole(text, old, new)
    data = dict(document.data)
    for key in changed:
        if key not in new:
            _take_out(key, pieces)
            data.pop(key, None)
            continue
        before = pieces.get(key)
        pieces[key] = _piece(key, before, text, old, new)
        read = read_yaml(pieces[key], "<text>")
        data[key] = data_of(read).get(key)
    return "".join(pieces.values()), data


def _take_out(key: str, pieces: dict[str, str]) -> None:
    """Leave a key out, but not the comment below it, which is about what comes next."""
    if key in pieces:
        names = list(pieces)
        tail = _TAIL.search(pieces[key])
        pieces[names[names.index(key) - 1]] += tail.group() if tail else ""
        del pieces[key]


def _piece(key: str, before: str | None, text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Return the text of one changed key, with what followed it."""
    end = "\r\n" if "\r\n" in text else "\n"
    if before is None:
        return write_tree(changed_tree({}, {}, {key: new[key]}), text)
    tail = _TAIL.search(before)
    body, rest = (before[: tail.start()], tail.group()) if tail else (before, "")
    tree = changed_tree(read_tree(body), {key: old[key]} if key in old else {}, {key: new[key]})
    written = write_tree(tree, text)
    return (written if written.endswith("\n") else written + end) + rest


def _pieces(text: str, document: Document) -> dict[str, str] | None:
    """Cut a text at its top-level keys, under "" what stands before the first; None where that is not safe."""
    if document.json or _SHARED.search(text) or re.search(r"^(---|\.\.\.|%)", text, re.MULTILINE):
        return None
    found = list(_KEY.finditer(text))
    if [match[1] for match in found] != list(document.data):
        return None
    pieces = {"": text[: found[0].start()]}
    for match, following in zip(found, [*found[1:], None], strict=True):
        pieces[match[1]] = text[match.start() : following.start() if following else len(text)]
    last = found[-1][1]
    if not pieces[last].endswith("\n"):
        pieces[last] += "\r\n" if "\r\n" in text else "\n"
    return pieces


def _whole(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the text written as a whole."""
    written = write_tree(changed_tree(read_tree(text), old, new), text)
    data: dict[str, Any] = as_texts(data_of(read_yaml(written, "<text>")))
    return written, data
