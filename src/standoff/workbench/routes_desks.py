"""Desks: looking at one, changing it, undoing, saving, branching, closing."""

from __future__ import annotations

from typing import Any

from standoff.workbench import saving
from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench
from standoff.workbench.branching import branch
from standoff.workbench.refusals import Refusal
from standoff.workbench.shown import shown


def show(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Show a desk, noticing whether its file has changed meanwhile."""
    desk = bench.desk(ask.path["desk"])
    saving.look(desk)
    return shown(desk, ask.phase, ask.concepts)


def edit(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Do one edit to the version that the page shows."""
    desk, arguments = bench.desk(ask.path["desk"]), ask.arguments
    with desk.lock:
        desk.expect(arguments.value("version"))
        desk.edit(arguments.value("edit"), ask.by)
        return shown(desk, ask.phase, ask.concepts)


def undo(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Undo the last edit."""
    desk = bench.desk(ask.path["desk"])
    with desk.lock:
        desk.expect(ask.arguments.value("version"))
        desk.undo(ask.by)
        return shown(desk, ask.phase, ask.concepts)


def redo(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Do again what was undone."""
    desk = bench.desk(ask.path["desk"])
    with desk.lock:
        desk.expect(ask.arguments.value("version"))
        desk.redo(ask.by)
        return shown(desk, ask.phase, ask.concepts)


def source(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Take the source as it was typed, or with ``check`` only say what is wrong with it."""
    desk, arguments = bench.desk(ask.path["desk"]), ask.arguments
    text = arguments.value("text")
    if not isinstance(text, str):
        raise Refusal("The source is missing.", status=400)
    with desk.lock:
        if ask.query.get("check"):
            desk.checked(text)
            return {"ok": True}
        desk.expect(arguments.value("version"))
        desk.put_source(text, "source" if ask.by == "page" else ask.by)
        return shown(desk, ask.phase, ask.concepts)


def save(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Write the dispute into its file, or into another one."""
    desk, arguments = bench.desk(ask.path["desk"]), ask.arguments
    with desk.lock:
        target, overwrite = arguments.optional("as"), arguments.flag("overwrite")
        said = saving.save(desk, bench.folder, target, overwrite=overwrite, by=ask.by)
        return shown(desk, ask.phase, ask.concepts) | {"said": list(said)}


def reload(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Take what the file on disk says now, as one more edit."""
    desk = bench.desk(ask.path["desk"])
    with desk.lock:
        saving.reload(desk)
        return shown(desk, ask.phase, ask.concepts)


def make_branch(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Open a what-if branch: the same dispute on a desk of its own."""
    return {"desk": branch(bench, bench.desk(ask.path["desk"]), ask.arguments).id}


def close(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Close a desk."""
    bench.close(ask.path["desk"])
    return {}


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/desks/{desk}", show),
    ("DELETE", "/api/desks/{desk}", close),
    ("POST", "/api/desks/{desk}/edit", edit),
    ("POST", "/api/desks/{desk}/undo", undo),
    ("POST", "/api/desks/{desk}/redo", redo),
    ("PUT", "/api/desks/{desk}/source", source),
    ("POST", "/api/desks/{desk}/save", save),
    ("POST", "/api/desks/{desk}/reload", reload),
    ("POST", "/api/desks/{desk}/branch", make_branch),
)
