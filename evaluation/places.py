"""Where the data of the evaluation lie: the shared folder beside the project, or folders named by the environment."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


class Absent(Exception):
    """Data that are not at hand; the message says where they were looked for."""


def reports() -> Path:
    """Return the folder of the reports with hand-made ledgers and their scorer (``STANDOFF_EVAL_REPORTS``)."""
    return _folder("STANDOFF_EVAL_REPORTS", SHARED / "report", "score.py")


def plover() -> Path:
    """Return the file of the PLOVER gold sentences (``STANDOFF_EVAL_PLOVER``)."""
    return _file("STANDOFF_EVAL_PLOVER", SHARED / "gold" / "plover-dev.json")


def polnear() -> Path:
    """Return the ``dev`` folder of PolNeAR, with ``text`` and ``attributions`` (``STANDOFF_EVAL_POLNEAR``)."""
    return _folder("STANDOFF_EVAL_POLNEAR", SHARED / "polnear" / "dev", "text")


def gap() -> Path:
    """Return the file of GAP's validation pairs (``STANDOFF_EVAL_GAP``)."""
    return _file("STANDOFF_EVAL_GAP", SHARED / "gap" / "gap-validation.tsv")


def _folder(variable: str, usual: Path, inside: str) -> Path:
    path = Path(os.environ.get(variable) or usual)
    if not (path / inside).exists():
        raise Absent(f"no {inside} in {_shown(path)}; name its folder in {variable}")
    return path


def _file(variable: str, usual: Path) -> Path:
    path = Path(os.environ.get(variable) or usual)
    if not path.is_file():
        raise Absent(f"no file {_shown(path)}; name it in {variable}")
    return path


def _shown(path: Path) -> str:
    """Return a path as it is seen from the project."""
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT.parent) else str(path)
