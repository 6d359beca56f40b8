"""Looking: states in pages, reasons, pictures, comparisons, and checks of what is being typed."""

from __future__ import annotations

from typing import Any

from standoff.analysis import Analysis
from standoff.show.findings import Findings
from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench
from standoff.workbench.commands import twins
from standoff.workbench.comparing import compared
from standoff.workbench.desk import Desk
from standoff.workbench.edits_rules import counts, read_rule
from standoff.workbench.pictures import around, tree
from standoff.workbench.reasons import why
from standoff.workbench.refusals import Refusal
from standoff.workbench.statements import check_statement
from standoff.workbench.tables import states_page


def _analysis(bench: Bench, ask: Ask) -> tuple[Desk, Analysis]:
    """Return the desk asked for, and its analysis at the phase asked for."""
    desk = bench.desk(ask.path["desk"])
    with desk.lock:
        return desk, desk.analysis(ask.phase, ask.concepts)


def _findings(bench: Bench, ask: Ask) -> Findings:
    """Return what the verdicts of the desk asked for amount to."""
    desk = bench.desk(ask.path["desk"])
    with desk.lock:
        return desk.findings(ask.phase, ask.concepts)


def _place(found: Findings, name: str | None) -> int:
    """Return the state that is named, else the status quo, else the first."""
    if name:
        return found.model.states.find(name)
    return found.model.status_quo or 0


def states(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Return a page of the table of states."""
    return states_page(
        _findings(bench, ask),
        offset=ask.number("offset", 0, 0, 1 << 27),
        limit=ask.number("limit", 100, 1, 500),
        sort=ask.query.get("sort"),
        down=ask.query.get("down") in ("1", "true"),
        pattern=ask.query.get("pattern"),
        where=ask.query.get("where"),
        outcome=ask.query.get("outcome"),
        equilibria=ask.query.get("equilibria"),
        text=ask.query.get("text"),
        key=ask.query.get("only") == "key",
    )


def reason(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Return the reason of one verdict."""
    desk, analysis = _analysis(bench, ask)
    return why(desk, analysis, ask.needed("maker"), ask.needed("state"), ask.needed("concept"))


def graph(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Return the picture of a state's neighbourhood."""
    found = _findings(bench, ask)
    return around(found, _place(found, ask.query.get("around")), ask.number("hops", 2, 1, 5))


def evolution(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Return the tree of what can follow from a state, by improvements or by all moves."""
    found = _findings(bench, ask)
    return tree(found, _place(found, ask.query.get("from")), improvements=ask.query.get("by") != "moves")


def compare(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Compare two phases, or two desks."""
    desk = bench.desk(ask.path["desk"])
    return compared(bench, desk, ask.query.get("a") or None, ask.query.get("b") or None, ask.concepts)


def typed(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Check what is being typed: a statement or another expression, or with ``kind=rule`` a feasibility rule."""
    desk = bench.desk(ask.path["desk"])
    caret = ask.query.get("position")
    position = None if caret is None else ask.number("position", 0, 0, 100_000)
    answer = check_statement(desk, ask.query.get("text", "")[:20_000], position, ask.query.get("side"))
    if ask.query.get("kind") == "rule" and answer["ok"]:
        answer |= _counts(desk, {"never": ask.query.get("text", "")}, None)
    return answer


def rule(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Say how many states a rule would remove, and how many it would leave; ``index`` names the rule it replaces."""
    desk, arguments = bench.desk(ask.path["desk"]), ask.arguments
    index = arguments.index("index", len(desk.dispute.rules), what="rule") if "index" in arguments else None
    return _counts(desk, arguments.value("rule"), index)


def _counts(desk: Desk, given: object, index: int | None) -> dict[str, Any]:
    """Return what a rule removes and leaves; nothing where that would take long to count."""
    found = read_rule(desk.dispute, given)
    if desk.size.large and not desk.consent:
        return {"removed": None, "left": None}
    return counts(desk.dispute, found, index)


def advice(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Return what `standoff check` says."""
    import standoff
    from standoff.model.phases import at_phase

    desk = bench.desk(ask.path["desk"])
    if desk.size.large and not desk.consent:
        raise Refusal("The states are not enumerated yet.", status=409)
    dispute = desk.dispute if ask.phase is None else at_phase(desk.dispute, ask.phase)
    found = [
        {"kind": item.kind, "what": item.what, "where": item.where, "mend": item.mend}
        for item in standoff.check(dispute)
    ]
    return {"advice": found, "command": twins(desk.label, ask.phase)["check"]}


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/desks/{desk}/states", states),
    ("GET", "/api/desks/{desk}/why", reason),
    ("GET", "/api/desks/{desk}/graph", graph),
    ("GET", "/api/desks/{desk}/evolution", evolution),
    ("GET", "/api/desks/{desk}/compare", compare),
    ("GET", "/api/desks/{desk}/check-statement", typed),
    ("POST", "/api/desks/{desk}/check-rule", rule),
    ("GET", "/api/desks/{desk}/check", advice),
)
