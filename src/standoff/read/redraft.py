"""Drafting again: new reports come in, and what an analyst made of the earlier draft stays.

Beside a draft lies a copy of it as it was drafted.
When it is drafted again, the copy tells what a person has changed since, and only the rest follows the new reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError


@dataclass(frozen=True)
class Redraft:
    """A draft that is ready to be written.

    Parameters
    ----------
    text : str
        The file.
    drafted : str
        The draft as the reports have it, to be kept beside the file.
    edited : bool
        Whether a person has changed the earlier draft.
    new : tuple of str
        What the new reports bring, in sentences.
    kept : tuple of str
        The places where the person's word stands against that of the new reports.
    """

    text: str
    drafted: str
    edited: bool = False
    new: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def copy_of(file: Path) -> Path:
    """Return where the copy of a draft lies.

    Examples
    --------
    >>> copy_of(Path("port.dispute.yaml")).name
    '.port.dispute.yaml.drafted'
    """
    return file.with_name(f".{file.name}.drafted")


def redraft(document: Mapping[str, Any], file: Path) -> Redraft:
    """Put a new draft together with what is in the file already.

    Parameters
    ----------
    document : mapping
        The new draft, as `standoff.draft` returns it.
    file : Path
        The file that it is to be written to.

    Returns
    -------
    Redraft

    Raises
    ------
    StandoffError
        If the file holds a dispute that was not drafted, or cannot be read any more.
    """
    from standoff.model.files import read_text
    from standoff.read.draft import to_yaml

    drafted = to_yaml(document)
    if not file.exists() or not file.stat().st_size:
        return Redraft(drafted, drafted)
    mine, copy = read_text(file), copy_of(file)
    if mine == drafted:
        return Redraft(drafted, drafted)
    if not copy.exists():
        raise StandoffError(
            "this file was not made by `standoff draft`, or the copy beside it that tells what you changed is gone.",
            where=str(file),
            mend="Name another file after -o, or move this one away.",
        )
    base = read_text(copy)
    if mine == base:
        return Redraft(drafted, drafted, new=_brings(base, drafted))
    text, kept = _merge(base, mine, document, file)
    return Redraft(text, drafted, True, _brings(mine, text), tuple(kept))


def _merge(base: str, mine: str, document: Mapping[str, Any], file: Path) -> tuple[str, list[str]]:
    """Return the analyst's file with what is new in it, its comments kept."""
    from standoff.model.files import from_document, loads
    from standoff.model.save import text_of
    from standoff.model.three_way import merged
    from standoff.model.to_document import to_document

    edited = loads(mine, str(file))
    versions = [to_document(dispute) for dispute in (loads(base), edited, from_document(document))]
    result, kept = merged(*versions)
    try:
        found = from_document(result)
    except StandoffError as error:
        raise StandoffError(
            f"what you changed in this file and what the new reports bring do not fit together: {error}",
            where=str(file),
            mend="Draft into another file, and put the two together by hand.",
        ) from error
    return text_of(replace(found, document=edited.document, path=edited.path)), kept


def _brings(before: str, after: str) -> tuple[str, ...]:
    """Say what the new version has that the old one had not."""
    from standoff.model.changes import changes
    from standoff.model.files import loads

    return tuple(change.sentence for change in changes(loads(before), loads(after)))


def save_redraft(made: Redraft, file: Path) -> None:
    """Write a draft and the copy beside it, each whole or not at all."""
    from standoff.model.files import write_atomically

    write_atomically(file, made.text)
    write_atomically(copy_of(file), made.drafted)
