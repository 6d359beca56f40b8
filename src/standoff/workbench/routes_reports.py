"""Reports: dropping them, looking through their ledgers, drafting a dispute of them."""

from __future__ import annotations

from typing import Any

from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench
from standoff.workbench.folders import inside, kind_of, relative
from standoff.workbench.keeping import read_bytes
from standoff.workbench.refusals import Refusal
from standoff.workbench.reports import content_of
from standoff.workbench.version import read_version


def listed(bench: Bench, _: Ask) -> dict[str, Any]:
    """List the reports."""
    return {"reports": [report.head() for report in bench.reports.known.values()]}


def take(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Read a report: one that is dropped, or one in the folder."""
    arguments = ask.arguments
    if "file" in arguments:
        place = inside(bench.folder, arguments.text("file"))
        content = read_bytes(place) if kind_of(place.name) == "report" else None
        if content is None:
            raise Refusal(f"{relative(bench.folder, place)} is no report that can be read.")
        name = place.name
    else:
        name, content = arguments.text("name"), content_of(arguments.rest())
    report = bench.reports.take(name, content, arguments.optional("published"))
    return {"report": report.id}


def show(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Show a report with its entries."""
    return bench.reports.find(ask.path["report"]).to_dict()


def decide(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Accept, reject, correct or add an entry."""
    return bench.reports.decide(ask.path["report"], ask.arguments).to_dict()


def remove(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Forget a report."""
    bench.reports.remove(ask.path["report"])
    return listed(bench, ask)


def draft(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Draft a dispute of reports and open it."""
    arguments = ask.arguments
    presumptions = arguments.value("presumptions") is not False
    text = bench.reports.draft(arguments.texts("reports"), presumptions=presumptions)
    desk = bench.put(read_version(text, "draft.dispute.yaml", None), label="draft.dispute.yaml")
    desk.sources, desk.saved_text = bench.reports.folder, None
    desk.keep()
    return {"desk": desk.id}


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/reports", listed),
    ("POST", "/api/reports", take),
    ("GET", "/api/reports/{report}", show),
    ("DELETE", "/api/reports/{report}", remove),
    ("POST", "/api/reports/{report}/entry", decide),
    ("POST", "/api/draft", draft),
)
