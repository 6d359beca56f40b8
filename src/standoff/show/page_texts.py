"""The page's section with the reports: their text, untouched, with the cited passages marked."""

from __future__ import annotations

from itertools import pairwise

from standoff.show.markup import Markup, join, tag
from standoff.show.page_parts import View
from standoff.show.texts import joined, say

STRENGTH = {"contested": 2, "evidenced": 1, "presumed": 0}


def reports(view: View) -> Markup | None:
    """Return every report with its evidence marked, None where the model cites none."""
    if not view["sources"]:
        return None
    heading = tag("h2", say("reports"), id="reports-heading")
    return tag(
        "section",
        heading,
        *[_report(source) for source in view["sources"]],
        id="reports",
        aria_labelledby="reports-heading",
    )


def _report(source: View) -> Markup:
    title = source["title"] or source["id"]
    details = [source["author"] and say("by", author=source["author"]), source["publisher"], source["published"]]
    details.append(source["reliability"] and say("reliability", grade=source["reliability"]))
    line = tag("p", " · ".join(str(part) for part in details if part), class_="soft")
    body = _listed(source) if source["text"] is None else _marked(source["text"], source["passages"])
    return tag("article", tag("h3", title, dir="auto"), line, body, class_="report", id=f"report-{source['id']}")


def _listed(source: View) -> Markup:
    """Return the passages by their place, for a report whose text was not at hand."""
    return join(tag("p", say("no text"), class_="soft"), _places(source["passages"]))


def _places(passages: list[View]) -> Markup:
    lines = [
        tag(
            "li",
            say("place", start=p["start"], end=p["end"]),
            f" · {_citing(p)}",
            id=p["id"],
            class_=f"passage {p['mark']}",
            data_p=p["id"],
        )
        for p in passages
    ]
    return tag("ol", *lines, class_="places")


def _citing(passage: View) -> str:
    return say("cited by", who=joined([citing["label"] for citing in passage["cited_by"]], most=6) or say("reasons"))


def _marked(text: str, passages: list[View]) -> Markup:
    """Return the text cut at the passages' ends; where passages overlap, a piece belongs to several."""
    length = len(text)
    ends = {0, length} | {min(p[end], length) for p in passages for end in ("start", "end")}
    cuts = sorted(ends)
    begun: set[str] = set()
    pieces: list[Markup] = []
    for start, end in pairwise(cuts):
        here = [p for p in passages if p["start"] <= start and end <= p["end"]]
        pieces.append(_piece(text[start:end], here, begun) if here else join(text[start:end]))
    # Evidence that points beyond the text keeps a place to lead to.
    beyond = [p for p in passages if p["id"] not in begun]
    return join(tag("div", *pieces, class_="text", dir="auto"), _places(beyond) if beyond else None)


def _piece(text: str, passages: list[View], begun: set[str]) -> Markup:
    """Return one marked piece; the first of a passage carries its number and is where links lead."""
    fresh = [p for p in passages if p["id"] not in begun]
    begun.update(p["id"] for p in fresh)
    # An id can stand only once on an element, so each passage that starts here gets an empty anchor of its own.
    anchors = [tag("span", id=p["id"], class_="anchor", data_n=p["id"][1:]) for p in fresh]
    mark = max((p["mark"] for p in passages), key=lambda m: STRENGTH[m])
    hint = " / ".join(dict.fromkeys(_citing(p) for p in passages))
    return tag(
        "mark",
        *anchors,
        text,
        class_=mark,
        data_p=" ".join(p["id"] for p in passages),
        title=hint,
        tabindex="0" if fresh else None,
    )
