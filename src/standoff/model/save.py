"""Writes a dispute back into the text that it came from, with its comments and its order."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from standoff.model.dispute import Dispute
from standoff.model.document import Document, decimal_text
from standoff.model.to_document import to_document
from standoff.model.tree import Items, Node, Scalar


def text_of(dispute: Dispute, *, as_json: bool = False) -> str:
    """Return the text of a dispute file.

    Parameters
    ----------
    dispute : Dispute
        The dispute. Where it is what its document says, the document's text comes back as it was;
        where it differs, only the keys that differ are changed.
    as_json : bool, default False
        Whether the text is to be JSON instead of YAML.

    Returns
    -------
    str
    """
    from standoff.model.assemble import assemble

    document = dispute.document
    if not isinstance(document, Document) or document.derived:
        made = to_document(dispute)
        return _json(made) if as_json else _yaml(made, "")
    original = assemble(document, dispute.path)
    changed = replace(dispute, sha256=original.sha256) != original
    if document.text is not None and not changed and document.json == as_json:
        return document.whole_text
    tree = _tree(document, as_json=as_json)
    if changed:
        _unshare(tree, set())
        _patch(tree, to_document(original), to_document(dispute))
        if dispute.graph_form and not original.graph_form:
            for key in ("feasibility", "coalesce"):  # Even empty, these keys belong to option form only.
                tree.pop(key, None)
    return _json(tree) if as_json else _yaml(tree, document.text or "")


def _tree(document: Document, *, as_json: bool) -> Any:
    """Return the document's content, for YAML with its comments, ready to be changed."""
    if document.made is not None:
        return copy.deepcopy(document.made)
    assert document.text is not None
    assert document.tree is not None
    if as_json or document.json:
        return typed(document.tree)
    return _round_trip(document.text).load(document.text)


def typed(node: Node) -> Any:
    """Return a tree as plain data, with whole numbers and truth values where they are written as such.

    Decimals stay text: they are exact, and a float is not.
    """
    if isinstance(node, Scalar):
        text = node.value
        if text is not None and node.plain and re.fullmatch("-?(0|[1-9][0-9]{0,15})", text):
            return int(text)
        return {"true": True, "false": False}.get(text, text) if text is not None and node.plain else text
    if isinstance(node, Items):
        return [typed(item) for item in node.items]
    return {key.value or "": typed(value) for key, value in node.pairs}


def _unshare(tree: Any, seen: set[int]) -> None:
    """Give every alias a content of its own, so that a change of one place changes no other."""
    seen.add(id(tree))
    places = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(places):
        if isinstance(value, dict | list):
            if id(value) in seen:
                tree[key] = value = copy.deepcopy(value)
            _unshare(value, seen)


def _patch(tree: Any, old: Any, new: Any) -> None:
    """Change in a mapping what differs between two canonical documents."""
    for key in [key for key in old if key not in new]:
        tree.pop(key, None)
    for key, value in new.items():
        if key not in old or old[key] != value:
            tree[key] = _changed(tree.get(key), old.get(key), value)


def _changed(tree: Any, old: Any, new: Any) -> Any:
    """Return the new value, made of what stands in the tree as far as that has the same shape."""
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(tree, dict):
        _patch(tree, old, new)
        return tree
    if isinstance(new, list) and isinstance(old, list) and isinstance(tree, list) and len(tree) == len(old):
        return _changed_list(tree, old, new)
    return new


def _changed_list(tree: list[Any], old: list[Any], new: list[Any]) -> list[Any]:
    """Change a list between what it has in common at its start and at its end, where comments stay."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    both = min(len(old), len(new)) - stop
    for index in range(start, both):
        tree[index] = _changed(tree[index], old[index], new[index])
    for index in range(len(old) - stop - 1, both - 1, -1):
        del tree[index]
    for index in range(both, len(new) - stop):
        tree.insert(index, new[index])
    return tree


def read_tree(text: str) -> Any:
    """Read YAML with its comments, ready to be changed."""
    return _round_trip(text).load(text)


def changed_tree(tree: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> Any:
    """Change a tree as read by `read_tree` where two canonical documents differ, and return it."""
    _unshare(tree, set())
    _patch(tree, old, new)
    return tree


def write_tree(tree: Any, text: str) -> str:
    """Write a tree as YAML, indented and with the line ends of the text that it came from."""
    return _yaml(tree, text)


def _json(data: Any) -> str:
    """Write JSON for people: indented, in UTF-8."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    """Return a value that JSON does not know as a text that it does."""
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def _yaml(data: Any, text: str) -> str:
    """Write YAML with the indentation of the text that it came from."""
    stream = io.StringIO()
    _round_trip(text).dump(data, stream)
    written = stream.getvalue()
    return written.replace("\n", "\r\n") if "\r\n" in text else written


def _round_trip(text: str) -> Any:
    """Return ruamel.yaml set up to keep comments, quotation marks, line lengths and indentation."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = 1_000_000 if text else 120
    flush = re.search(r"^[^\s#-][^\n]*:[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*- ", text, re.MULTILINE)
    if flush:
        yaml.indent(mapping=2, sequence=2, offset=0)
    else:
        yaml.indent(mapping=2, sequence=4, offset=2)
    # Data that a program made may share lists between places; people write them out.
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.representer.add_representer(Fraction, _represent_fraction)
    return yaml


def _represent_fraction(representer: Any, value: Fraction) -> Any:
    """Write a fraction as an exact decimal."""
    text = decimal_text(value)
    return representer.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)
