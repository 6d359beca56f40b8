"""The folder that is served: what is in it, and nothing outside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from standoff.workbench.refusals import Refusal

DISPUTES = (".dispute.yaml", ".dispute.yml", ".dispute.json", ".gmcr")
OPENED = (".yaml", ".yml", ".json", ".gmcr")
REPORTS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
LEDGERS = (".ledger.json",)
MOST_LISTED = 500
MOST_FOLDERS = 2_000
DEEPEST = 3


def inside(folder: Path, text: str) -> Path:
    """Return the file that a relative path names in a folder.

    Raises
    ------
    Refusal
        If it lies outside, by a path that leads up, an absolute one or a link, or is hidden.
    """
    parts = PurePosixPath(text.replace("\\", "/")).parts
    unsafe = not parts or any(part.startswith(".") or ":" in part for part in parts) or "\0" in text
    if unsafe or PurePosixPath(text).is_absolute() or len(text) > 1_000:
        raise _outside(text)
    try:
        place = folder.joinpath(*parts).resolve()
    except (OSError, RuntimeError, ValueError):
        raise _outside(text) from None
    if not place.is_relative_to(folder.resolve()):
        raise _outside(text)
    return place


def _outside(text: str) -> Refusal:
    return Refusal(
        f"{text[:80]!r} is no file of the opened folder.",
        status=403,
        mend="Open the folder that it lies in with `standoff serve FOLDER`.",
    )


def relative(folder: Path, path: Path) -> str:
    """Return the path of a file as the page and the command line name it."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.name


def kind_of(name: str) -> str | None:
    """Return what a file is by its name; None for what the workbench does not open."""
    lower = name.lower()
    if lower.endswith(LEDGERS):
        return "ledger"
    if lower.endswith(".gmcr"):
        return "gmcr"
    if lower.endswith(DISPUTES):
        return "dispute"
    return "report" if lower.endswith(REPORTS) else None


def listed(folder: Path) -> list[dict[str, Any]]:
    """Return the files in a folder that can be opened, at most `MOST_LISTED` and three folders deep."""
    found = []
    for path in _walk(folder):
        kind = kind_of(path.name)
        if kind is None:
            continue
        found.append({"path": relative(folder, path), "kind": kind, "title": _title(path, kind)})
        if len(found) == MOST_LISTED:
            break
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the plain files in a folder and the folders in it, none that are hidden or lead outside."""
    root = folder.resolve()
    for base, folders, names in islice(os.walk(root), MOST_FOLDERS):
        depth = len(Path(base).relative_to(root).parts)
        folders[:] = (
            sorted(f for f in folders if not f.startswith(".") and f != "node_modules") if depth < DEEPEST else []
        )
        for name in sorted(names):
            path = Path(base) / name
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(root):
                yield path


def _title(path: Path, kind: str) -> str | None:
    """Return the title in the first lines of a dispute file, without reading the rest."""
    if kind != "dispute":
        return None
    try:
        with open(path, encoding="utf-8") as file:
            start = file.read(4_000)
    except (OSError, UnicodeDecodeError):
        return None
    for line in start.splitlines():
        if line.startswith("title:"):
            return re.sub(r"\s#.*", "", line[6:]).strip().strip("\"'")[:200] or None
    return None
