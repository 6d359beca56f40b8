"""Collects all that is wrong with a document, to be raised at once and in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from standoff.errors import FileErrors, StandoffError
from standoff.model.document import Document
from standoff.model.schema import Keys
from standoff.model.tree import Items, LongItems, Node, Pairs, Path
from standoff.model.words import nearest

ID_RULE = "An id has letters, digits and underscores, and starts with a letter."


@dataclass
class Problems:
    """What is wrong with a document so far."""

    document: Document
    found: list[tuple[int, StandoffError]] = field(default_factory=list)
    pruned: Any = None

    def add(
        self,
        path: Sequence[str | int],
        what: str,
        mend: str | None = None,
        *,
        key: bool = False,
        column: int | None = None,
    ) -> None:
        """Note an error of the element at a path, or of its key, or of a character in its text."""
        path = self.original(path)
        where = self.document.place(path, key=key, column=column)
        self.found.append((self.document.offset(path, key=key), StandoffError(what, where=where, mend=mend)))

    def original(self, path: Sequence[str | int]) -> Path:
        """Return where an element stood before the elements with errors were left out."""
        result: list[str | int] = []
        data = self.pruned
        for part in path:
            inside = isinstance(data, _Kept) and isinstance(part, int) and part < len(data)
            result.append(data.places[part] if inside else part)
            data = data[part] if inside or (isinstance(data, dict) and part in data) else None
        return tuple(result)

    def raw(self, path: Sequence[str | int]) -> Any:
        """Return what the document says at a path, None if it says nothing there."""
        data = self.document.data
        for part in self.original(path):
            if isinstance(data, dict):
                data = data.get(part)
            elif isinstance(data, list) and isinstance(part, int) and part < len(data):
                data = data[part]
            else:
                return None
        return data

    def raise_all(self) -> None:
        """Raise what was found, if anything was.

        Raises
        ------
        FileErrors
            With all problems in the order of the file.
        """
        if not self.found:
            return
        problems = [error for _, error in sorted(self.found, key=lambda item: item[0])]
        raise FileErrors(problems)


def find_repeated_keys(problems: Problems) -> None:
    """Note every key that stands twice in one mapping."""
    document = problems.document
    if document.tree is None:
        return
    pending: list[Node] = [document.tree]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Items) and not isinstance(node, LongItems):
            pending.extend(item for item in node.items if isinstance(item, Items | Pairs))
        elif isinstance(node, Pairs):
            first: dict[str | None, int] = {}
            for key, value in node.pairs:
                pending.append(value)
                if first.setdefault(key.value, key.start) == key.start:
                    continue
                line, _ = document.line_and_column(first[key.value])
                what = f"The key {key.value} stands twice, first on line {line}."
                error = StandoffError(what, where=document.where(key.start), mend="Keep one.")
                problems.found.append((key.start, error))


def validate(problems: Problems, form: type[Keys], data: Any) -> Any:
    """Check a document's data against a form, noting all errors.

    Returns
    -------
    Keys or None
        What is valid of the data: elements with errors are left out, so that the rest can be
        checked further. None if nothing useful is left.
    """
    for attempt in range(10):
        try:
            return form.model_validate(data)
        except ValidationError as failure:
            errors = failure.errors(include_url=False, include_context=True)
            if attempt == 0:
                for error in errors:
                    _note(problems, form, error)
            data = problems.pruned = _leave_out(data if attempt else _copy(data), errors)
            if data is None:
                return None
    return None


class _Kept(list[Any]):
    """A list that remembers where its items stood before some were left out."""

    def __init__(self, items: Sequence[Any]) -> None:
        super().__init__(items)
        self.places = list(range(len(self)))

    def leave_out(self, index: int) -> None:
        """Remove an item."""
        del self[index], self.places[index]


def _copy(data: Any) -> Any:
    """Copy lists and dicts, however often aliases share them."""
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return _Kept([_copy(value) for value in data]) if isinstance(data, list) else data


def _leave_out(data: Any, errors: Sequence[ErrorDetails]) -> Any:
    """Remove the elements that errors are about; None if that is the whole document."""
    paths: list[Path] = []
    for error in errors:
        path = tuple(part for part in error["loc"] if part != "[key]")
        path = _existing(data, path[:-1] if error["type"] == "missing" else path)
        if not path:
            return None
        if path not in paths:
            paths.append(path)
    # Inner elements first, and in lists the later ones, so that the remaining paths stay right.
    for _, path in sorted(enumerate(paths), key=lambda item: (len(item[1]), item[0]), reverse=True):
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        last = path[-1]
        if isinstance(holder, _Kept) and isinstance(last, int):
            holder.leave_out(last)
        else:
            del holder[last]
    return data


def _existing(data: Any, path: Path) -> Path:
    """Return the part of a path that exists in the data as it was written, without shorthands filled in."""
    for depth, part in enumerate(path):
        inside = isinstance(data, dict) and part in data
        inside = inside or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if not inside:
            return path[:depth]
        data = data[part]
    return path


def _note(problems: Problems, form: type[Keys], error: ErrorDetails) -> None:
    """Word one of pydantic's errors for people."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    name = next((part for part in reversed(path) if isinstance(part, str)), "The file")
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        _note_unknown_key(problems, form, path)
    elif kind == "missing":
        problems.add(path[:-1], f"The key `{name}` is missing.", "Add it.")
    elif kind == "standoff":
        problems.add(path, error["msg"], context.get("mend"))
    elif kind == "literal_error":
        known = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        problems.add(path, f"{name} cannot be {shown(value)}.", nearest(str(value), known))
    elif kind == "string_pattern_mismatch":
        problems.add(path, f"{value!r} is not an id.", ID_RULE, key="[key]" in error["loc"])
    elif kind in ("too_short", "too_long"):
        what = next((said for key, said in _SHAPES.items() if key in path), "")
        problems.add(path, what or f"{name} is empty.", None if what else "Give at least one entry.")
    else:
        wanted = _WANTED.get(kind, "something else")
        problems.add(path, f"{name} wants {wanted}, not {shown(value)}.")


_SHAPES = {
    "pairs": "A pair names two states: [a, b].",
    "certainty": "A certainty is [a, b, value].",
    "probability": "A probability is [a, b, value].",
    "moves": "A move is a pair [from, to].",
}
"""What the lists of a fixed length under a key are."""

_WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
}


def shown(value: Any) -> str:
    """Name a value for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) else repr(value)


def _note_unknown_key(problems: Problems, form: type[Keys], path: Path) -> None:
    """Say that a key is unknown, or only known to a later version, and what it may have meant."""
    key = str(path[-1])
    keys = keys_at(form, path[:-1])
    known = [field.alias or name for name, field in keys.model_fields.items()] if keys else []
    if key in ("feasibility", "coalesce") and len(path) == 1:
        problems.add(path, f"`{key}` needs options, and this dispute has none.", "List its states only.", key=True)
        return
    problems.add(path, f"The key `{key}` is not known here.", nearest(key, known), key=True)


def keys_at(form: type[Keys], path: Path) -> type[Keys] | None:
    """Return the model that describes the mapping at a path, None if there is none."""
    current: Any = form
    for part in path:
        current = _unwrap(current)
        if isinstance(current, type) and issubclass(current, Keys):
            fields = {field.alias or name: field for name, field in current.model_fields.items()}
            if part not in fields:
                return None
            current = fields[str(part)].annotation
        elif get_origin(current) in (list, dict):
            current = get_args(current)[-1]
        else:
            return None
    current = _unwrap(current)
    return current if isinstance(current, type) and issubclass(current, Keys) else None


def _unwrap(annotation: Any) -> Any:
    """Take Annotated and Optional off a type."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []
