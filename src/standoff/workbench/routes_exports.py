"""Exports: files to take away."""

from __future__ import annotations

from typing import Any

from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench
from standoff.workbench.exporting import export, kinds
from standoff.workbench.pages import Download


def listed(_: Bench, __: Ask) -> dict[str, Any]:
    """List what can be exported."""
    return {"kinds": kinds()}


def take(bench: Bench, ask: Ask) -> Download:
    """Export a desk."""
    return export(bench.desk(ask.path["desk"]), ask.path["kind"], ask.phase, ask.concepts)


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/exports", listed),
    ("GET", "/api/desks/{desk}/export/{kind}", take),
)
