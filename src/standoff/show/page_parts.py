"""Parts that several sections of the page share: names of sides, badges, links to evidence, headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standoff.show.markup import Markup, join, tag
from standoff.show.texts import TEXTS, joined, say

View = Mapping[str, Any]


def section(anchor: str, heading: str, *children: str | None, kind: str = "") -> Markup:
    """Return a section of the page with its heading."""
    title = tag("h2", say(heading), id=f"{anchor}-heading")
    return tag("section", title, *children, id=anchor, class_=kind, aria_labelledby=f"{anchor}-heading")


def side_name(side: View) -> Markup:
    """Return a side's name in its colour."""
    return tag("span", side["name"], class_=f"t{side['colour']} side", dir="auto")


def sides_named(view: View, sides: Sequence[int]) -> str:
    """Return an enumeration of sides."""
    return joined([view["sides"][side]["name"] for side in sides])


def badge(item: View, *, full: bool = False) -> Markup | None:
    """Return an element's mark: a sign and a word, so that colour alone says nothing.

    What a person wrote without a source is the ordinary case, and carries no mark.
    """
    if item["mark"] == "unsourced":
        return None
    reason = item["presumed"] or ""
    hint = TEXTS.get(f"presumed {reason}", reason) if reason else say(f"key {item['mark']}")
    # Most elements of a draft are evidenced: there the sign alone keeps the page calm.
    word = tag("span", say(item["mark"]), class_="sr" if item["mark"] == "evidenced" and not full else None)
    return tag("span", word, class_=f"badge {item['mark']}", title=hint)


def citations(item: View) -> Markup | None:
    """Return links to an element's passages, None where it cites none."""
    ids = item["passages"]
    if not ids:
        return None
    return tag("span", *[passage_link(passage) for passage in ids], class_="cite")


def passage_link(passage: str) -> Markup:
    """Return a passage's number as a link to its words."""
    return tag(
        "a", passage[1:], href=f"#{passage}", data_p=passage, class_="pass", aria_label=say("passage", n=passage[1:])
    )


def cited(item: View, words: str) -> Markup:
    """Return an element's words, as a link to its passages where it has some."""
    ids = item["passages"]
    if not ids:
        return tag("span", words, class_="words", dir="auto")
    return tag("a", words, href=f"#{ids[0]}", data_p=" ".join(ids), class_="words", dir="auto")


def claim(item: View, words: str, *more: str | None, name: str = "li") -> Markup:
    """Return one element of the model as a line: its words, mark, evidence and whatever else."""
    inside = join(cited(item, words), " ", badge(item), citations(item), *more)
    return tag(name, inside, id=item["anchor"], class_=f"claim {item['mark']}", data_label=item["label"])


def state_link(state: str, *, bold: bool = False) -> Markup:
    """Return a state's id, linked with its row and its place in the picture."""
    return tag("b" if bold else "span", state, class_="state", data_state=state)
