"""Autosave: the working text of every desk on disk after each edit, and what was left of an earlier run.

A copy lies beside the dispute's file, hidden and under its name, or in the state folder for disputes that have no file
or whose folder cannot be written to.
It appears whole or not at all, so whatever ends the server, at most the edit in flight is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError
from standoff.model.files import LARGEST_TEXT, write_atomically
from standoff.workbench.folders import MOST_FOLDERS

FORMAT = "standoff-autosave/1"
SUFFIX = ".autosave.json"


@dataclass(frozen=True)
class Kept:
    """An autosaved text that no running server works on.

    Attributes
    ----------
    key : str
        What to ask for it by.
    place : Path
        The file that holds it.
    title, label : str
        The dispute's title, and what it was opened from.
    path : str or None
        The dispute's file, None where it never had one.
    saved : str
        When, as ISO has it.
    text : str
        The working text.
    base : str or None
        The digest of the file that it was opened from.
    log : sequence of mapping
        Who changed what.
    drafted : bool
        Whether its sources are the reports on the workbench.
    """

    key: str
    place: Path
    title: str
    label: str
    path: str | None
    saved: str
    text: str
    base: str | None
    log: Sequence[Mapping[str, Any]]
    drafted: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return what the start page shows of it."""
        return {"desk": self.key, "title": self.title, "file": self.path, "label": self.label, "saved": self.saved}


def state_folder() -> Path:
    """Return where the program keeps what has no other place, as the platform has it."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "standoff"


class Keeper:
    """Writes and finds autosaved texts.

    Parameters
    ----------
    folder : Path
        The folder that is served.
    state : Path
        The state folder, made when something has to be kept there.
    """

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder = folder
        self.state = state
        self.open_places: set[Path] = set()

    def place(self, identifier: str, path: Path | None) -> Path:
        """Return where a desk's text is kept."""
        if path is not None and os.access(path.parent, os.W_OK):
            return path.parent / f".{path.name}{SUFFIX}"
        return self.state / f"{identifier}{SUFFIX}"

    def keep(self, place: Path, content: Mapping[str, Any]) -> None:
        """Write one text down."""
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
        self.open_places.add(place)
        whole = {"format": FORMAT, "pid": os.getpid(), "born": _born(os.getpid()), **content}
        write_atomically(place, json.dumps(whole, ensure_ascii=False))

    def forget(self, place: Path) -> None:
        """Remove a text that is saved, or not wanted."""
        with suppress(OSError):
            place.unlink(missing_ok=True)

    def remember(self, path: Path, log: Sequence[Mapping[str, Any]]) -> None:
        """Keep who changed what in a file that has been saved."""
        place = self._history(path)
        with suppress(OSError, StandoffError):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, json.dumps(list(log), ensure_ascii=False))

    def history(self, path: Path) -> list[dict[str, Any]]:
        """Return who changed what in a file, as far as it was changed here."""
        try:
            log = json.loads(self._history(path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        keys = {"at", "what", "element", "by"}
        return [entry for entry in log if isinstance(entry, dict) and entry.keys() == keys]

    def _history(self, path: Path) -> Path:
        return self.state / "history" / f"{digest(str(path).encode())[:24]}.json"

    def found(self) -> Iterator[Kept]:
        """Yield what earlier runs left, the newest first."""
        places = [*_in(self.state), *_in(self.folder)]
        kept = [one for place in places if place not in self.open_places and (one := _read(place)) is not None]
        yield from sorted(kept, key=lambda one: one.saved, reverse=True)

    def find(self, key: str) -> Kept | None:
        """Return what stands under a key."""
        return next((one for one in self.found() if one.key == key), None)


def _in(folder: Path) -> list[Path]:
    """Return the autosaved texts in a folder and the folders in it, three deep."""
    found: list[Path] = []
    for base, folders, names in islice(os.walk(folder), MOST_FOLDERS):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(base) / name for name in names if name.endswith(SUFFIX)]
        if len(Path(base).relative_to(folder).parts) >= 3:
            folders.clear()
    return found


def _read(place: Path) -> Kept | None:
    """Return an autosaved text; None where it is none, or where a running server works on it."""
    try:
        if place.is_symlink() or place.stat().st_size > 2 * LARGEST_TEXT:
            return None
        content = json.loads(place.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or _running(content.get("pid"), content.get("born")):
            return None
        return Kept(
            key="kept-" + hashlib.sha256(str(place).encode()).hexdigest()[:12],
            place=place,
            title=str(content["title"]),
            label=str(content["label"]),
            path=content["path"],
            saved=str(datetime.fromisoformat(content["saved"]).isoformat()),
            text=str(content["text"]),
            base=content["base"],
            drafted=content.get("drafted") is True,
            log=[entry for entry in content.get("log", []) if isinstance(entry, dict)],
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _running(pid: object, born: object) -> bool:
    """Whether another process of this machine still works on a text; only where asking does no harm."""
    if not isinstance(pid, int) or os.name != "posix" or pid <= 0 or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return _born(pid) == born


def _born(pid: int) -> str | None:
    """Return when a process started, as far as the system tells; its number alone may be another's by now."""
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return None
    return None if state == "Z" else rest[18]


def digest(content: bytes) -> str:
    """Return what tells two contents of a file apart."""
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file, None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
