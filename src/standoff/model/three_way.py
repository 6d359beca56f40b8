"""Three-way merging of dispute documents: what a person changed is kept, what is new comes in.

Lists are merged by what their entries are: an id, what a statement prefers, what a question asks, what a rule says.
Where both sides changed one thing, the person's word stands, and the place is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

_GONE = object()
_MARKS = ("evidence", "contested", "presumed", "credibility")
KEPT_THOUGH_GONE = ("decision_makers", "options", "sources", "facts")
"""What other elements may name: it stays though the new version no longer has it."""


def merged(base: Any, mine: Any, new: Any) -> tuple[Any, list[str]]:
    """Merge two versions of a document that come from one.

    Parameters
    ----------
    base : mapping
        What both come from, as `standoff.model.to_document.to_document` writes it.
    mine : mapping
        What a person made of it.
    new : mapping
        The new version.

    Returns
    -------
    tuple of mapping and list of str
        The merged document, and the places where both changed one thing, in which `mine` stands.

    Examples
    --------
    >>> merged({"title": "a", "about": "x"}, {"title": "b", "about": "x"}, {"title": "a", "about": "y"})
    ({'title': 'b', 'about': 'y'}, [])
    """
    clashes: list[str] = []
    result = _merge(base, mine, new, (), clashes)
    _number_questions(result)
    return result, clashes


def _merge(base: Any, mine: Any, new: Any, path: tuple[str, ...], clashes: list[str]) -> Any:
    """Merge one value; `_GONE` stands for a value that is not there."""
    if new is _GONE and mine == base and mine is not _GONE and _parent(path) in KEPT_THOUGH_GONE:
        return mine
    if mine == base:
        return new
    if new in (base, mine):
        return mine
    if isinstance(mine, Mapping) and isinstance(new, Mapping):
        return _merge_maps(base if isinstance(base, Mapping) else {}, mine, new, path, clashes)
    if isinstance(mine, list) and isinstance(new, list):
        was, has, comes = (_keyed(value, path) for value in (base if isinstance(base, list) else [], mine, new))
        if was is not None and has is not None and comes is not None:
            return _merge_lists(was, has, comes, path, clashes)
    clashes.append(".".join(path))
    return mine


def _parent(path: tuple[str, ...]) -> str:
    """Return the name of the list or mapping that an entry stands in."""
    return path[-2] if len(path) > 1 else ""


def _merge_maps(
    base: Mapping[str, Any], mine: Mapping[str, Any], new: Mapping[str, Any], path: tuple[str, ...], clashes: list[str]
) -> dict[str, Any]:
    """Merge two mappings key by key, in the order of the person's, then of the new version's."""
    found = {}
    for key in [*mine, *(key for key in new if key not in mine)]:
        value = _merge(base.get(key, _GONE), mine.get(key, _GONE), new.get(key, _GONE), (*path, str(key)), clashes)
        if value is not _GONE:
            found[key] = value
    return found


def _merge_lists(
    base: Mapping[str, Any], mine: Mapping[str, Any], new: Mapping[str, Any], path: tuple[str, ...], clashes: list[str]
) -> list[Any]:
    """Merge two lists entry by entry; the order is the person's where it was changed, else the new version's."""
    reordered = [key for key in mine if key in base] != [key for key in base if key in mine]
    leading, following = (mine, new) if reordered else (new, mine)
    order = list(leading)
    last: str | None = None
    for key in following:
        if key not in leading:
            order.insert(order.index(last) + 1 if last is not None else 0, key)
        last = key
    values = (
        _merge(base.get(key, _GONE), mine.get(key, _GONE), new.get(key, _GONE), (*path, key), clashes) for key in order
    )
    return [value for value in values if value is not _GONE]


def _keyed(items: Sequence[Any], path: tuple[str, ...]) -> dict[str, Any] | None:
    """Return a list's entries by what they are, None where two are the same."""
    entries = [{"prefer": item} if path[-1:] == ("statements",) and isinstance(item, str) else item for item in items]
    found = {_key(entry): entry for entry in entries}
    return found if len(found) == len(entries) else None


def _key(entry: Any) -> str:
    """Return what an entry of a list is."""
    if not isinstance(entry, Mapping):
        return json.dumps(entry, default=str)
    if "ask" in entry:
        return f"{entry.get('about')}: {entry['ask']}"
    for name in ("id", "prefer"):
        if name in entry:
            return str(entry[name])
    return json.dumps({k: v for k, v in entry.items() if k not in _MARKS}, sort_keys=True, default=str)


def _number_questions(document: Any) -> None:
    """Give a new number to a question whose number another one has."""
    questions = document.get("open_questions", []) if isinstance(document, Mapping) else []
    taken: set[str] = set()
    for question in questions:
        number = len(questions)
        while question["id"] in taken:
            number += 1
            question["id"] = f"q{number}"
        taken.add(question["id"])
