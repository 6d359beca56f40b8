"""The words of a field: vocabulary files of an analyst that are read together with those that come along.

A folder holds files named like ours (``positions.toml``, ``cues.toml``, ``issues.toml``, ``events.toml``,
``speech.toml``) with only what is new.
Lists grow by the new words; a cue, a deed or an issue of a field goes before ours, so that a field's sense of a word
wins.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError

FILES = ("positions", "cues", "issues", "events", "speech")
BESIDE = "vocabulary"
"""The name of a folder beside the reports whose files are taken without being asked for."""


@dataclass(frozen=True)
class Field:
    """A folder of vocabulary files, and a digest of what they hold."""

    folder: str
    digest: str


_ACTIVE: ContextVar[Field | None] = ContextVar("field", default=None)


def active() -> Field | None:
    """Return the field whose words are read now."""
    return _ACTIVE.get()


def find_field(given: str | Path | None, report: Path | None = None) -> Field | None:
    """Return the field of a folder that is given, or of the one that stands beside a report.

    Raises
    ------
    StandoffError
        If the folder that is given is missing or holds no vocabulary, or a file of it is wrong.
    """
    folder = Path(given) if given is not None else report.parent / BESIDE if report is not None else None
    found = [file for name in FILES if folder is not None and (file := folder / f"{name}.toml").is_file()]
    if not found or folder is None:
        if given is None:
            return None
        names = ", ".join(f"{name}.toml" for name in FILES)
        raise StandoffError("this folder holds no vocabulary.", where=str(given), mend=f"Its files are called {names}.")
    digest = hashlib.sha256(b"\0".join(file.name.encode() + file.read_bytes() for file in found)).hexdigest()[:12]
    field = Field(str(folder), digest)
    for file in found:
        _additions(file.stem, field)
    return field


@contextmanager
def reading_in(field: Field | None) -> Iterator[None]:
    """Read with the words of a field, as long as the block runs."""
    token = _ACTIVE.set(field)
    try:
        yield
    finally:
        _ACTIVE.reset(token)


@cache
def load(name: str, field: Field | None) -> dict[str, Any]:
    """Return one vocabulary file as plain data, with what a field adds."""
    text = files("standoff.read").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8")
    ours = tomllib.loads(text)
    theirs = _additions(name, field) if field is not None and name in FILES else {}
    return _merged(ours, theirs)


@cache
def _additions(name: str, field: Field) -> dict[str, Any]:
    """Read and check one file of a field."""
    from standoff.read.field_checks import check

    file = Path(field.folder) / f"{name}.toml"
    if not file.is_file():
        return {}
    try:
        text = file.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise StandoffError("the file is not UTF-8 text.", where=str(file)) from error
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        number = place.removeprefix("line ").split(",")[0]
        line = number if number.isdigit() else str(text.count("\n") + 1)  # at the end of the document
        raise StandoffError(f"the file is no TOML: {what[:1].lower()}{what[1:]}.", where=f"{file}:{line}") from error
    check(name, document, text, file, load(name, None))
    return document


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Add words to lists, put new tables first, and go into tables that both have."""
    new = {key: value for key, value in theirs.items() if key not in ours}
    found: dict[str, Any] = dict(new)
    for key, value in ours.items():
        added = theirs.get(key)
        if isinstance(value, dict) and isinstance(added, dict):
            found[key] = _merged(value, added)
        elif isinstance(value, list) and isinstance(added, list):
            found[key] = [*added, *value]
        else:
            found[key] = value if added is None else added
    return found
