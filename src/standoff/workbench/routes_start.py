"""The start page: what can be opened, and opening it."""

from __future__ import annotations

from typing import Any

from standoff.workbench.asking import Ask, Route
from standoff.workbench.bench import Bench
from standoff.workbench.refusals import Refusal
from standoff.workbench.terms import terms, texts


def show_start(bench: Bench, _: Ask) -> dict[str, Any]:
    """Say what can be opened."""
    return bench.start_page()


def open_desk(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Open a dispute."""
    if not isinstance(ask.body, dict):
        raise Refusal("Say what to open.", status=400)
    return {"desk": bench.open(ask.body).id}


def discard(bench: Bench, ask: Ask) -> dict[str, Any]:
    """Drop what an earlier run left."""
    bench.forget(ask.arguments.text("recover"))
    return {"recovered": [kept.to_dict() for kept in bench.keeper.found()]}


def words(_: Bench, __: Ask) -> dict[str, Any]:
    """Return the words of the field."""
    return terms()


def page_texts(_: Bench, ask: Ask) -> dict[str, Any]:
    """Return the page's own words in a language."""
    return texts(ask.query.get("language"))


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/start", show_start),
    ("POST", "/api/open", open_desk),
    ("POST", "/api/discard", discard),
    ("GET", "/api/terms", words),
    ("GET", "/api/texts", page_texts),
)
