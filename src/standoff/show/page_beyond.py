"""The page's sections beyond verdicts: what could happen next, what would have to change, and how sure it all is."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from standoff.show.curves import curve_plot, legend, top_of
from standoff.show.markup import Markup, join, tag
from standoff.show.page_parts import View, section, state_link
from standoff.show.page_verdicts import linked
from standoff.show.texts import joined, say

SHOWN_SHARES = ("state", "under", "now", "holds", "interval", "hangs", "evidence")


def next_steps(view: View) -> Markup | None:
    """Return what could happen next: sentences, where play ends, curves, and all that is assumed."""
    part = view["prospects"]
    if part is None or part["reason"] is not None:
        return _without("next", part)
    body = [tag("p", sentence) for sentence in part["found"]]
    terms = tag("div", _listed("assumed", part["assumed"]), _listed("not modelled", part["not_modelled"]))
    return section(
        "next",
        "beyond next",
        tag("div", *body, class_="told"),
        _ends(part),
        _curves(part),
        tag("div", terms, class_="terms"),
        _more(part),
    )


def change(view: View) -> Markup | None:
    """Return what would have to change for each outcome to hold."""
    part = view["mediation"]
    if part is None or part["reason"] is not None:
        return _without("change", part)
    blocks = [_answer(view, answer) for answer in part["answers"]]
    return section("change", "beyond change", tag("div", *blocks, class_="answers"), _more(part))


def sureness(view: View) -> Markup | None:
    """Return how far the verdicts hold under doubt."""
    part = view["robustness"]
    if part is None or part["reason"] is not None:
        return _without("sure", part)
    doubts = tag("div", _listed("beyond doubts", part["doubts"]), class_="terms")
    basis = tag("p", part["basis"], class_="soft")
    return section("sure", "beyond sure", basis, _indented(view, part["lines"]), _shares(part), doubts, _more(part))


def _without(anchor: str, part: dict[str, Any] | None) -> Markup | None:
    """Return why a section says nothing, and what to run; None where it was not asked for."""
    if part is None:
        return None
    words = tag("p", part["reason"], " ", say("beyond command"), " ", tag("code", part["command"]), ".", class_="soft")
    return section(anchor, f"beyond {anchor}", words)


def _more(part: dict[str, Any]) -> Markup:
    return tag("p", say("beyond more"), " ", tag("code", part["command"]), ".", class_="soft more")


def _listed(heading: str, sentences: list[str]) -> Markup:
    return tag("div", tag("h4", say(heading)), tag("ul", *[tag("li", sentence) for sentence in sentences]))


def _ends(part: dict[str, Any]) -> Markup | None:
    """Return the table of where play ends, with a bar for each chance."""
    if not part["ends"]:
        return None
    heads = [tag("th", say(key), scope="col") for key in ("ends heading", "ends chance", "ends holds")]
    rows = []
    for end in part["ends"]:
        words = tag("span", f" {end['words']}", class_="soft", dir="auto") if end["words"] else None
        bar = tag("meter", min=0, max=1, value=f"{end['chance']:.4f}", aria_hidden="true")
        cells = (tag("td", bar, " ", end["percent"], class_="chance"), tag("td", end["because"], class_="soft"))
        rows.append(tag("tr", tag("th", state_link(end["state"], bold=True), words, scope="row"), *cells))
    left = part["ends_left_out"]
    note = tag("p", say("ends more", n=left), class_="soft") if left else None
    caption = tag("caption", say("ends caption"), class_="sr")
    table = tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="ends")
    return join(tag("div", table, class_="scroll"), note)


def _shares(part: dict[str, Any]) -> Markup | None:
    """Return the table of how far equilibria hold under doubt."""
    if not part["shares"]:
        return None
    heads = [tag("th", say(f"robust {head}"), scope="col") for head in SHOWN_SHARES]
    rows = []
    for row in part["shares"]:
        cells = [tag("td", row[head], data_head=say(f"robust {head}")) for head in SHOWN_SHARES[1:]]
        rows.append(tag("tr", tag("th", state_link(row["state"], bold=True), scope="row"), *cells))
    left = part["shares_left_out"]
    note = tag("p", say("robust left out", n=left), class_="soft") if left else None
    caption = tag("caption", say("robust equilibria heading"), class_="sr")
    table = tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="shares")
    wide = tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=say("robust equilibria heading"))
    return join(tag("h3", say("robust equilibria heading")), wide, note)


def _curves(part: dict[str, Any]) -> Markup | None:
    """Return small plots on one axis, with their legend."""
    if not part["curves"]:
        return None
    top = top_of(part["curves"])
    plots = [
        tag("figure", tag("figcaption", curve["what"]), curve_plot(curve, top=top), class_="plot")
        for curve in part["curves"]
    ]
    entries = tag("ul", *[tag("li", entry) for entry in legend(part["follows"])], class_="legend")
    return join(tag("h3", say("curves heading")), entries, tag("div", *plots, class_="plots"), _joint(part))


def _joint(part: dict[str, Any]) -> Markup | None:
    joint = part["joint"]
    if joint is None:
        return None
    spans = [
        say("curves span", name=name, reached=joint["reached"][place], ends=joint["ends"][place])
        for place, name in enumerate(part["follows"])
    ]
    return tag("p", say("curves note", n=joint["settings"], spans=joined(spans)), class_="soft")


def _answer(view: View, answer: dict[str, Any]) -> Markup:
    """Return what one outcome would take under one concept."""
    head = tag("h3", say("beyond under", target=answer["target"], concept=answer["concept"]))
    return tag("article", head, _indented(view, answer["lines"]), class_="answer")


def _indented(view: View, lines: list[str]) -> Markup:
    """Return sentences as paragraphs; those that are indented belong to the one before."""
    parts = []
    for inner, group in groupby(lines, key=lambda line: line.startswith(" ")):
        shown = [tag("p", linked(view, line.strip())) for line in group]
        parts.append(tag("div", *shown, class_="below" if inner else "told"))
    return join(*parts)
