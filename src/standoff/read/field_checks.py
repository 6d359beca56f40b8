"""What may stand in an analyst's vocabulary files; an error says the file, the line and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from standoff.errors import FileErrors, StandoffError
from standoff.model.words import nearest
from standoff.read.ledger import EventType, Polarity, PositionType, Strength

_TAKES = re.compile(
    r"to|ing|noun|that|claim|whether|nothing|reproach|itself|thing|placed|asked|fronted|for to"
    r"|object \w+(?: noun)?|subject to noun|\w+ (?:ing|noun|whether|sum)"
)
_CHOICES = {
    "positions": {"type": get_args(PositionType)},
    "cues": {"type": get_args(PositionType), "holder": ("speaker", "subject")},
    "events": {"type": get_args(EventType)},
}
_TABLES = {"positions": "cue", "events": "deed", "cues": "phrase", "issues": "issue"}
_LISTS = ("verbs", "adjectives", "nouns", "words", "takes", "target", "objects", "firm", "patterns", "light", "needs")


def check(name: str, document: Mapping[str, Any], text: str, file: Path, ours: Mapping[str, Any]) -> None:
    """Raise all that is wrong with a vocabulary file at once.

    Raises
    ------
    StandoffError
        Or several as one, each with its line.
    """
    errors = list(_problems(name, document, text, file, ours))
    if errors:
        raise errors[0] if len(errors) == 1 else FileErrors(errors)


def _problems(
    name: str, document: Mapping[str, Any], text: str, file: Path, ours: Mapping[str, Any]
) -> Iterator[StandoffError]:
    for key, value in document.items():
        where = f"{file}:{_line(text, key)}"
        if key not in ours:
            yield StandoffError(f"{file.name} has no {key!r}.", where=where, mend=nearest(key, ours))
        elif key == _TABLES.get(name) and name == "issues":
            for slug, entry in value.items():
                yield from _entry(name, slug, entry, text, file)
        elif key == _TABLES.get(name):
            for entry in value if isinstance(value, list) else [value]:
                yield from _entry(name, str(entry.get("name", "")), entry, text, file)
        elif isinstance(ours[key], list) and not _words(value):
            yield StandoffError(f"{key!r} has to be a list of words.", where=where, mend=f'{key} = ["word", "word"]')


def _entry(name: str, title: str, entry: Any, text: str, file: Path) -> Iterator[StandoffError]:
    """Check one cue, deed, phrase or issue."""
    known = _keys(name)
    start = _line(text, title)
    if not isinstance(entry, dict):
        yield StandoffError(f"{title!r} has to be a table.", where=f"{file}:{start}")
        return
    if not title:
        yield StandoffError(f"a {_TABLES[name]} has no name.", where=f"{file}:{start}", mend='Add: name = "a-name"')
    for key, value in entry.items():
        where = f"{file}:{_line(text, key, start)}"
        choices = _choices(name, key)
        if key not in known:
            yield StandoffError(f"a {_TABLES[name]} has no {key!r}.", where=where, mend=nearest(key, known))
        elif key in _LISTS and not _words(value):
            yield StandoffError(f"{key!r} has to be a list of words.", where=where, mend=f'{key} = ["word", "word"]')
        elif choices and value not in choices:
            yield StandoffError(f"{value!r} is no {key}.", where=where, mend=nearest(str(value), choices))
        elif key == "takes":
            yield from (_strange_complement(one, text, file, start) for one in value if not _TAKES.fullmatch(one))
        elif key in ("patterns", "match"):
            yield from _patterns(value if isinstance(value, list) else [value], text, file, start)
    for key in _needed(name):
        if key not in entry:
            yield StandoffError(f"{title or _TABLES[name]!r} has no {key!r}.", where=f"{file}:{start}")


def _patterns(values: list[Any], text: str, file: Path, start: int) -> Iterator[StandoffError]:
    for value in values:
        try:
            re.compile(value)
        except (re.error, TypeError) as error:
            where = f"{file}:{_line(text, str(value), start)}"
            yield StandoffError(f"{value!r} is no regular expression: {error}.", where=where)


def _strange_complement(value: str, text: str, file: Path, start: int) -> StandoffError:
    where = f"{file}:{_line(text, value, start)}"
    mend = 'Give one of "object to", "to", "ing", "noun", "that", "claim", "whether", "nothing", "on ing", "for noun".'
    return StandoffError(f"{value!r} is nothing that can follow a cue.", where=where, mend=mend)


def _choices(name: str, key: str) -> tuple[str, ...]:
    if key == "polarity":
        return get_args(Polarity)
    if key == "strength":
        return get_args(Strength)
    return _CHOICES.get(name, {}).get(key, ())


def _keys(name: str) -> tuple[str, ...]:
    """Return the keys that an entry may have."""
    return {
        "positions": (
            "name", "type", "polarity", "strength", "verbs", "adjectives", "nouns", "takes", "only", "firm", "plain",
            "act", "persons", "objects", "needs", "undergone", "light", "firmed_by", "own_things", "only_negated",
            "owned", "rival", "by", "negated", "lessened", "dropped", "answers", "event",
        ),
        "events": ("name", "type", "mode", "cameo", "verbs", "objects", "target", "mutual", "intransitive", "persons",
                   "several", "bare"),
        "cues": ("name", "match", "type", "polarity", "strength", "action", "issue", "holder", "subject", "takes"),
        "issues": ("words", "patterns"),
    }[name]  # fmt: skip


def _needed(name: str) -> tuple[str, ...]:
    needed: dict[str, tuple[str, ...]] = {
        "positions": ("type",),
        "events": ("type", "verbs", "target"),
        "cues": ("match", "type", "holder"),
        "issues": ("words",),
    }
    return needed[name]


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _line(text: str, word: str, after: int = 1) -> int:
    """Return the line where a word first stands, from a line on."""
    for number, line in enumerate(text.splitlines(), start=1):
        if number >= after and word in line.split("#")[0]:
            return number
    return after
