"""Loads and saves dispute files, and reads and writes the texts of all others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError

if TYPE_CHECKING:
    from standoff.model.dispute import Dispute

LARGEST_TEXT = 64_000_000
"""Bytes of a text that is read at all: the largest dispute files have a few million."""

_SCREENED = 100_000
"""Characters above which a text is looked through for `standoff` before it is parsed."""


def load(path: str | Path) -> Dispute:
    """Load a dispute from a YAML or JSON file, or from a GMCR+ file.

    Parameters
    ----------
    path : str or Path
        The file; one that ends in ``.gmcr`` is read as GMCR+'s. `standoff.load` also takes ``catalog:NAME``.

    Returns
    -------
    Dispute

    Raises
    ------
    FileErrors
        With everything that is wrong with the file, each with line and column.
    StandoffError
        If the file cannot be read or is neither YAML nor JSON.
    """
    return load_with_remarks(path)[0]


def load_with_remarks(path: str | Path) -> tuple[Dispute, tuple[str, ...]]:
    """Load a dispute as `load` does, together with what its file says and the dispute does not.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    dispute : Dispute
    remarks : tuple of str
        Sentences; none for YAML and JSON.
    """
    if _is_gmcr(path):
        from standoff.model.gmcr_plus import read_gmcr

        return read_gmcr(read_text(path), str(path), str(path))
    return _read(read_text(path), str(path), str(path)), ()


def _is_gmcr(path: str | Path) -> bool:
    """Whether a file is GMCR+'s by its name."""
    return str(path).lower().endswith(".gmcr")


def loads(text: str, name: str = "<text>") -> Dispute:
    """Load a dispute from a text.

    Parameters
    ----------
    text : str
        The content of a dispute file, YAML or JSON.
    name : str, default "<text>"
        What error messages call it.

    Returns
    -------
    Dispute

    Raises
    ------
    StandoffError
        As `load` does.

    Examples
    --------
    >>> loads('''
    ... standoff: 1
    ... title: One question
    ... decision_makers: [{id: Up, options: [{id: release}]}]
    ... preferences: {Up: {statements: [not release]}}
    ... ''').title
    'One question'
    """
    return _read(text, name, None)


def from_document(mapping: Mapping[str, Any], path: str | Path | None = None) -> Dispute:
    """Make a dispute from a mapping with the keys of a dispute file.

    Parameters
    ----------
    mapping : mapping
        Such as `yaml.safe_load` or `json.load` gives; numbers and truth values are welcome.
        A tree of ruamel.yaml keeps its comments when the dispute is saved.
    path : str or Path, optional
        The file that it stands for; sources are looked for beside it.

    Returns
    -------
    Dispute

    Raises
    ------
    FileErrors
        With everything that is wrong, each with the path of keys that leads to it.
    """
    from standoff.model.assemble import assemble
    from standoff.model.document import made_document

    return assemble(made_document(mapping, str(path or "<document>")), None if path is None else str(path))


def _read(text: str, name: str, path: str | None) -> Dispute:
    """Read the text of a dispute file."""
    from standoff.model.assemble import assemble
    from standoff.model.document import read_document

    if not text.strip("\ufeff \t\r\n"):
        raise StandoffError("The file is empty.", where=name, mend="Start it with `standoff: 1`.")
    if len(text) > _SCREENED and "standoff" not in text:
        # Parsing megabytes of something else would take long, and end in a message about its first comma.
        raise StandoffError(
            "This is no dispute file: the key `standoff` is missing.",
            where=name,
            mend="Start the file with `standoff: 1`.",
        )
    return assemble(read_document(text, name), path)


def save(dispute: Dispute, path: str | Path) -> tuple[str, ...]:
    """Save a dispute, keeping the comments and the order of the file that it was loaded from.

    Parameters
    ----------
    dispute : Dispute
        A dispute as it was loaded, or changed with `dataclasses.replace`.
    path : str or Path
        Where to; GMCR+'s format if it ends in ``.gmcr``, JSON if in ``.json``, else YAML.
        The file appears whole or not at all.

    Returns
    -------
    tuple of str
        What the dispute says and the format cannot hold, in sentences; nothing for YAML and JSON.

    Raises
    ------
    StandoffError
        If the file cannot be written; a file that was there is left as it was.
        If the format cannot hold the dispute at all, as GMCR+'s cannot hold listed states.
    """
    losses: tuple[str, ...] = ()
    if _is_gmcr(path):
        from standoff.model.gmcr_plus_write import write_gmcr

        text, losses = write_gmcr(dispute)
    else:
        from standoff.model.save import text_of

        text = text_of(dispute, as_json=str(path).lower().endswith(".json"))
    write_atomically(path, text)
    return losses


def read_text(path: str | Path) -> str:
    """Read a UTF-8 text with its line ends untouched.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    str

    Raises
    ------
    StandoffError
        If there is no such file, it is a folder or not readable, not UTF-8, or too large for a text.
    """
    where = str(path)
    try:
        size = os.stat(path).st_size
        if size > LARGEST_TEXT:
            what = f"The file has {size / 1e6:,.0f} MB, too many for a text."
            raise StandoffError(what, where=where, mend=f"The limit is {LARGEST_TEXT / 1e6:,.0f} MB.")
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        raise StandoffError("There is no such file.", where=where, mend=_similar(Path(path))) from None
    except IsADirectoryError:
        raise StandoffError("This is a folder, not a file.", where=where, mend="Name a file in it.") from None
    except UnicodeDecodeError as error:
        raise StandoffError(
            f"The file is not text in UTF-8 (byte {error.start}).", where=where, mend=_looks_like(Path(path))
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StandoffError(f"The file cannot be read: {reason}.", where=where) from None


def _similar(path: Path) -> str | None:
    """Name a file in the same folder that may have been meant."""
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either."
    close = get_close_matches(path.name, names, n=1)
    return f"Did you mean {path.parent / close[0]}?" if close else "Check the name and the folder."


def _looks_like(path: Path) -> str:
    """Say what a file that is no text seems to be."""
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"%PDF"):
        return "It is a PDF: save its text as a .txt file."
    if start.startswith(b"PK"):
        return "It is an archive or an office document: save its text as a .txt file."
    return "Save it as UTF-8."


def write_atomically(path: str | Path, text: str | bytes) -> None:
    """Write a file so that it appears whole or not at all.

    Parameters
    ----------
    path : str or Path
        The file; one that is there is replaced, a link is followed.
    text : str or bytes
        Its content; a text is written as UTF-8 with its line ends untouched.

    Raises
    ------
    StandoffError
        If the folder is missing or not writable, or the disk is full. What was there stays as it was.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        content = text.encode("utf-8") if isinstance(text, str) else text
        if target.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _permissions(target))
        os.replace(temporary, target)
        temporary = None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StandoffError(
            f"The file cannot be written: {reason}.", where=str(path), mend="Choose another place; nothing was changed."
        ) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


def _permissions(target: Path) -> int:
    """Return the permissions of a file that is there, or those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
