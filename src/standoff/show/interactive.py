"""The page's bundle where no server is: in a report and in a notebook, drawn from one view that explains itself.

There is nobody to ask for a reason later, so the view brings a reason for every verdict that it shows.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from gzip import compress
from importlib.resources import files
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final

from standoff.errors import StandoffError
from standoff.show.told import drawn_moves

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_REASONS: Final = 600
MOST_STATES: Final = 1 << 12
MOST_MOVES: Final = 60
LEFT_OUT: Final = ("mediation", "robustness", "prospects")
_EXPORTED = re.compile(r"export\s*\{[^{}]*?(\w+) as mount[^{}]*\};?\s*\Z")


def every_reason(analysis: Analysis, shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the reasons of the verdicts in a view's table, the states that matter most first, as far as they fit.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.
    shown : mapping
        Its view.

    Returns
    -------
    list of dict
        In the shape of a view's reasons, each with the moves that it speaks of; empty where there are too many states.
    """
    rows = sorted(shown["states"]["rows"], key=lambda row: not (row["status_quo"] or row["equilibrium"] or row["led"]))
    if analysis.model.states.count > MOST_STATES:
        return []
    cited = {
        (source["id"], passage["start"], passage["end"]): passage["id"]
        for source in shown["sources"]
        for passage in source["passages"]
    }
    sides, concepts = range(len(shown["sides"])), [concept["id"] for concept in shown["concepts"]]
    asked = islice(product([row["id"] for row in rows], sides, concepts), MOST_REASONS)
    return [one for verdict in asked if (one := _reason(analysis, *verdict, cited)) is not None]


def _reason(
    analysis: Analysis, state: str, side: int, concept: str, cited: Mapping[tuple[str, int, int], str]
) -> dict[str, Any] | None:
    """Return one reason; None where the concept's verdicts cannot be given in words."""
    try:
        reason = analysis.why(analysis.model.makers[side], state, concept)
    except StandoffError:
        return None
    passages = [cited.get((e.source, e.start, e.end)) for e in reason.evidence]
    return {
        "state": state,
        "side": side,
        "concept": concept,
        "stable": bool(reason.stable),
        "sentences": list(reason.sentences),
        "passages": [one for one in dict.fromkeys(passages) if one],
        "moves": list(drawn_moves(analysis, reason.witness))[:MOST_MOVES],
    }


def explored(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view as the bundle takes it where there is no server: with every reason that it has."""
    reasons = shown["reasons"]
    told = reasons.get("every") or [*reasons["hold"], *reasons["leave"]]
    kept = {key: value for key, value in shown.items() if key not in LEFT_OUT}
    return kept | {"reasons": {"hold": told, "leave": []}}


def packed(shown: Mapping[str, Any]) -> str:
    """Return what the bundle needs beside its program, a view and its style, as a text that stands in a page.

    It is JSON, compressed, since reasons repeat themselves: a megabyte of them becomes a tenth.
    """
    document = json.dumps({"view": explored(shown), "style": bundle()[1]}, ensure_ascii=False, separators=(",", ":"))
    return b64encode(compress(document.encode(), 9, mtime=0)).decode()


def bundle() -> tuple[str, str]:
    """Return the bundle's program and style, as they are."""
    place = files("standoff.show") / "static"
    return (place / "standoff.js").read_text("utf-8"), (place / "standoff.css").read_text("utf-8")


def inline_program() -> str:
    """Return the bundle's program to stand in a page: it leaves its way to draw a view in ``standoff.mount``.

    Nothing in it ends the script element, and no address stands in it as such: the names of name spaces look like some.
    """
    program, _ = bundle()
    found = _EXPORTED.search(program)
    if found is None:
        raise StandoffError("the page's bundle does not say how to draw a view.", mend="Build it anew with `make web`.")
    program = program[: found.start()] + f"globalThis.standoff={{mount:{found[1]}}};"
    for risky, safe in (("</script", r"\x3c/script"), ("<!--", r"\x3c!--"), ("<script", r"\x3cscript")):
        program = program.replace(risky, safe)
    return program.replace("http://", r"http:\x2f\x2f")
