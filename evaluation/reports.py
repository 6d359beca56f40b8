"""Whole ledgers: the readers against hand-made ledgers of reports, by the scorer that comes with them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.figures import Figures
from evaluation.readers import Reader
from standoff.errors import StandoffError
from standoff.read.ledger import to_json

ROWS = {
    "statements": "statements: content and speaker",
    "positions strict": "positions, strict",
    "positions lenient": "positions, lenient",
    "events": "events of reports",
}
"""Rows of the scorer that are shown, and what they are called here."""


def measure(reader: Reader, folder: Path) -> dict[str, Any]:
    """Return the figures of a reader on the acceptance article and on the reports in ``dev``."""
    score = _scorer(folder / "score.py")
    found: dict[str, Any] = {}
    for name, place in (("article", folder), ("dev", folder / "dev")):
        results = [score.score(gold, _ledger(reader, place, gold)) for gold in _golds(place)]
        if not results:
            continue
        total = score.finish(score.total(results))
        for row, title in ROWS.items():
            counts = total["rows"][row]
            found[f"{name}: {title}"] = Figures(counts["tp"], counts["fp"], counts["fn"])
        violations = total["must_not"]["violations"]
        found[f"{name}: forbidden readings a report"] = round(violations / len(results), 2)
        found[f"{name}: fields of strict positions"] = total["fields"]
    return found


def _scorer(file: Path) -> ModuleType:
    """Load the scorer from its file."""
    made = importlib.util.spec_from_file_location("score", file)
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


def _golds(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.ledger.json"))]


def _ledger(reader: Reader, folder: Path, gold: dict[str, Any]) -> dict[str, Any]:
    """Read the report of a hand-made ledger; a report that cannot be read counts as read without an entry."""
    try:
        ledger: dict[str, Any] = json.loads(to_json(reader(folder / gold["source"]["file"], None)))
    except StandoffError:
        return {}
    return ledger
