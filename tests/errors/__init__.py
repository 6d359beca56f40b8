"""Malformed inputs, each with what is said of it: `statements.yaml` and `files.yaml`."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML


def table(name: str) -> list[tuple[str, str, str]]:
    """Return the rows of a table as (case, text, message)."""
    rows = YAML(typ="safe", pure=True).load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(row["case"], row["text"], row["message"]) for row in rows]
