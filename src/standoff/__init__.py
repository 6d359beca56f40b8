"""Reads reports of a dispute, models it, and says which states are stable, for whom, and why.

Examples
--------
>>> import standoff
>>> dispute = standoff.load("catalog:elmira")
>>> analysis = standoff.Analysis(dispute)
>>> analysis.equilibria("SEQ")
('s5', 's8', 's9')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.analyze.sweep import sweep
    from standoff.catalog import load
    from standoff.errors import StandoffError
    from standoff.explain.comparison import compare
    from standoff.main_job import run
    from standoff.model.check import check
    from standoff.model.dispute import Dispute
    from standoff.model.files import loads, save
    from standoff.read.draft import draft, save_draft
    from standoff.read.ledger import load_ledger, save_ledger
    from standoff.read.reading import read as read_report
    from standoff.show.notebook import as_html, widget
    from standoff.show.report import write_report

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Dispute",
    "StandoffError",
    "__version__",
    "as_html",
    "check",
    "compare",
    "draft",
    "load",
    "load_ledger",
    "loads",
    "read_report",
    "run",
    "save",
    "save_draft",
    "save_ledger",
    "sweep",
    "widget",
    "write_report",
]

# Where each name lives, as (module, name there). Nothing is imported before it is asked for (PEP 562),
# so that `import standoff` and `standoff --help` cost no numpy. The reader is called read_report because
# `standoff.read` is the package that it lives in.
_HOME = {
    "Analysis": ("standoff.analysis", "Analysis"),
    "Dispute": ("standoff.model.dispute", "Dispute"),
    "StandoffError": ("standoff.errors", "StandoffError"),
    "as_html": ("standoff.show.notebook", "as_html"),
    "check": ("standoff.model.check", "check"),
    "compare": ("standoff.explain.comparison", "compare"),
    "draft": ("standoff.read.draft", "draft"),
    "load": ("standoff.catalog", "load"),
    "load_ledger": ("standoff.read.ledger", "load_ledger"),
    "loads": ("standoff.model.files", "loads"),
    "read_report": ("standoff.read.reading", "read"),
    "run": ("standoff.main_job", "run"),
    "save": ("standoff.model.files", "save"),
    "save_draft": ("standoff.read.draft", "save_draft"),
    "save_ledger": ("standoff.read.ledger", "save_ledger"),
    "sweep": ("standoff.analyze.sweep", "sweep"),
    "widget": ("standoff.show.notebook", "widget"),
    "write_report": ("standoff.show.report", "write_report"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, once."""
    if name not in _HOME:
        raise AttributeError(f"module 'standoff' has no attribute {name!r}")
    module, attribute = _HOME[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted(__all__)
