"""Every address of the interface with what answers it."""

from __future__ import annotations

from standoff.workbench import routes_desks, routes_exports, routes_jobs, routes_looking, routes_reports, routes_start
from standoff.workbench.asking import Ask, Route

__all__ = ["ROUTES", "Ask"]

ROUTES: tuple[Route, ...] = (
    *routes_start.ROUTES,
    *routes_desks.ROUTES,
    *routes_looking.ROUTES,
    *routes_jobs.ROUTES,
    *routes_reports.ROUTES,
    *routes_exports.ROUTES,
)
"""Method, address, and the function that answers."""
