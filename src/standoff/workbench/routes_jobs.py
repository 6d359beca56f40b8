"""Long work: starting it, asking how far it is, cancelling it."""

from __future__ import annotations

from typing import Any

from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench


def start(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Start a job."""
    return bench.jobs.start(bench.desk(ask.path["desk"]), ask.arguments).to_dict()


def look(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Say how a job stands."""
    return bench.jobs.find(ask.path["job"]).to_dict()


def cancel(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Cancel a job."""
    job = bench.jobs.find(ask.path["job"])
    bench.jobs.cancel(job)
    return job.to_dict()


ROUTES: tuple[Route, ...] = (
    ("POST", "/api/desks/{desk}/jobs", start),
    ("GET", "/api/jobs/{job}", look),
    ("DELETE", "/api/jobs/{job}", cancel),
)
