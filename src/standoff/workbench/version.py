"""A version of a dispute: its text, and what the text says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ruamel.yaml.error import YAMLError

from standoff.errors import StandoffError
from standoff.model.assemble import assemble
from standoff.model.dispute import Dispute
from standoff.model.document import Document, as_texts, made_document
from standoff.model.files import loads
from standoff.model.to_document import to_document
from standoff.workbench.refusals import Refusal
from standoff.workbench.sections import rewritten


@dataclass(frozen=True)
class Version:
    """One version: the text as it would be saved, and the dispute; with errors in the text, these instead.

    ``remarks`` says what the file that it was read from holds and the text does not.
    ``known`` holds what was computed of it, as long as it is the one that is worked on.
    """

    text: str
    dispute: Dispute | None
    error: StandoffError | None = None
    remarks: tuple[str, ...] = ()
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Edited:
    """What an edit makes of a dispute.

    Attributes
    ----------
    dispute : Dispute
        The dispute after it.
    name : str
        What was done, in words that can follow "Undo: ".
    element : str
        What it touched, by the anchor that a view uses, such as ``preference-Up``.
    said : tuple of str
        What a person should know about its consequences, in sentences.
    private : mapping
        Keys that start with x_ and what they become; None takes one out.
    """

    dispute: Dispute
    name: str
    element: str
    said: tuple[str, ...] = ()
    private: Mapping[str, Any] = field(default_factory=dict)


def read_version(text: str, name: str, path: str | None) -> Version:
    """Return the version that a text is, with the errors of the text where it has some."""
    try:
        return Version(text, replace(loads(text, name), path=path))
    except StandoffError as error:
        return Version(text, None, error)


def next_version(version: Version, edited: Edited) -> Version:
    """Return the version after an edit, with the comments of the text kept.

    Raises
    ------
    FileErrors
        If the dispute would not hold together.
    """
    before = version.dispute
    assert before is not None
    assert isinstance(before.document, Document)
    document, data = before.document, before.document.data
    private = {key: data[key] for key in edited.private if key in data}
    old = {**to_document(before), **private}
    changed = {key: value for key, value in (private | dict(edited.private)).items() if value is not None}
    new = {**to_document(edited.dispute), **changed}
    assemble(made_document(new, "<edit>"), before.path)
    try:
        text, content = rewritten(version.text, document, old, new)
    except (YAMLError, UnicodeError) as error:
        raise Refusal("The words cannot be written into the text.", mend="Leave control characters out.") from error
    after = assemble(Document(document.name, content, made=content), before.path)
    if not same(after, edited.dispute) or any(content.get(key) != as_texts(value) for key, value in changed.items()):
        raise Refusal(
            "This change cannot be written into the text without loss.", mend="Make it in the source of the dispute."
        )
    return Version(text, replace(after, sha256=hashlib.sha256(text.encode()).hexdigest()))


def same(first: Dispute, second: Dispute) -> bool:
    """Whether two disputes say the same."""
    return replace(first, path=None, sha256="") == replace(second, path=None, sha256="")
