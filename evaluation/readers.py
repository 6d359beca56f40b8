"""The readers that are measured, by name: each makes a ledger of a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from standoff.read.ledger import Ledger

Reader = Callable[[Path, str | None], Ledger]


def _rules(path: Path, published: str | None) -> Ledger:
    from standoff.read.reading import read

    return read(path, published)


READERS: dict[str, Reader] = {"rules": _rules}


def read_text(reader: Reader, text: str, folder: Path, name: str = "text") -> Ledger:
    """Read a text that stands in no file of its own; offsets count its code points."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return reader(path, None)
