"""The page's sections on what the model says: sides, options, preferences, rules, open questions."""

from __future__ import annotations

from typing import Any

from standoff.show.markup import Markup, join, tag
from standoff.show.page_parts import View, badge, citations, cited, claim, section
from standoff.show.svg import line_sample
from standoff.show.texts import joined, say


def summary(view: View) -> Markup:
    """Return what was found and what could not be settled, in plain sentences."""
    phase = view["phase"]
    found_heading = say("found") if phase is None else say("found at phase", phase=phase)
    found = tag(
        "div",
        tag("h2", found_heading, id="found-heading"),
        *[tag("p", s) for s in view["summary"]["found"]],
        class_="found",
    )
    lines = tag("ul", *[tag("li", sentence) for sentence in view["summary"]["unsettled"]])
    unsettled = tag("div", tag("h2", say("unsettled")), lines, marks_bar(view), class_="unsettled")
    about = tag("p", view["about"], class_="about", dir="auto") if view["about"] else None
    return tag("section", found, unsettled, about, id="found", class_="summary", aria_labelledby="found-heading")


def marks_bar(view: View) -> Markup | None:
    """Return the key of the marks with how often each occurs."""
    counted = [(mark, n) for mark, n in view["marks"].items() if n and mark != "unsourced"]
    shown = [
        tag(
            "li",
            badge({"mark": mark, "presumed": None}, full=True),
            f" {n} · ",
            tag("span", say(f"key {mark}"), class_="soft"),
        )
        for mark, n in counted
    ]
    return tag("ul", *shown, class_="marks", aria_label=say("key evidence"))


def sides(view: View) -> Markup:
    """Return one card a side: its options and what it prefers."""
    cards = [_card(view, side) for side in view["sides"]]
    return section("sides", "sides and options", tag("div", *cards, class_="cards"), _rest(view))


def _card(view: View, side: View) -> Markup:
    options = [claim(option, option["name"], _option_notes(view, option)) for option in side["options"]]
    listed = tag("ul", *options, class_="claims") if options else tag("p", say("no options"), class_="soft")
    head = tag(
        "h3",
        line_sample(side, bold=True),
        " ",
        cited(side, side["name"]),
        " ",
        _side_mark(side),
        class_=f"t{side['colour']}",
    )
    return tag(
        "article",
        head,
        listed,
        *_preferences(side),
        id=side["anchor"],
        class_=f"card e{side['colour']} {side['mark']}",
        data_label=side["name"],
    )


def _side_mark(side: View) -> Markup | None:
    """Return a side's mark; one without a source needs none, its options say it already."""
    return join(badge(side), citations(side)) if side["mark"] != "unsourced" else None


def _option_notes(view: View, option: View) -> Markup | None:
    names = {side["id"]: side["name"] for side in view["sides"]}
    notes = [say("status quo taken")] if option["now"] else []
    if option["moves"] != "both":
        notes.append(say(f"{option['moves']} only"))
    if option["shared_with"]:
        notes.append(say("shared", sides=joined([names.get(other, other) for other in option["shared_with"]])))
    return tag("small", " " + "; ".join(notes), class_="soft") if notes else None


def _preferences(side: View) -> list[Markup]:
    preferences = side["preferences"]
    items = preferences["items"]
    if preferences["kind"] == "statements" and items:
        return [
            tag("h4", say("prefers")),
            tag("ol", *[claim(item, item["words"]) for item in items], class_="claims"),
        ]
    if not items:
        return [tag("p", say("prefers nothing"), class_="soft")]
    heading = say(f"prefers {preferences['kind']}")
    return [tag("h4", heading), *[claim(item, item["text"], name="p") for item in items]]


def _rest(view: View) -> Markup | None:
    """Return rules, facts, named outcomes and the status quo, folded where there is nothing but them."""
    blocks = []
    if view["quo"] and view["quo"]["mark"] != "unsourced":
        row = next((r for r in view["states"]["rows"] if r["status_quo"]), None)
        blocks.append(
            _block(say("status quo heading"), [claim(view["quo"], row["words"] if row else view["status_quo"])])
        )
    if view["rules"]:
        blocks.append(_block(say("rules"), [claim(item, item["label"]) for item in view["rules"]]))
    if view["outcomes"]:
        blocks.append(_block(say("outcomes"), [_outcome(item) for item in view["outcomes"]]))
    if view["facts"]:
        facts = [claim(item, f"{item['label']}: {say('true' if item['value'] else 'false')}") for item in view["facts"]]
        blocks.append(_block(say("facts"), facts))
    return tag("div", *blocks, class_="cards rest") if blocks else None


def _outcome(item: View) -> Markup:
    """Return a named outcome; a name that cites nothing is no claim and carries no mark."""
    words = f"{item['label']}: {item['means']}"
    if item["mark"] == "unsourced":
        return tag("li", words, id=item["anchor"], class_="claim", data_label=item["label"])
    return claim(item, words)


def _block(heading: str, items: list[Markup]) -> Markup:
    return tag("article", tag("h3", heading), tag("ul", *items, class_="claims"), class_="card")


def questions(view: View) -> Markup | None:
    """Return the open questions with what they are about and their possible answers."""
    if not view["questions"]:
        return None
    return section(
        "questions",
        "open questions heading",
        tag("ol", *[_question(q) for q in view["questions"]], class_="claims questions"),
    )


def _question(question: dict[str, Any]) -> Markup:
    about = say("about element", about=question["about"])
    choices = say("choices", choices=" / ".join(map(str, question["choices"]))) if question["choices"] else ""
    notes = tag("small", f" {about}. {choices}", class_="soft")
    return tag(
        "li",
        cited(question, question["label"]),
        citations(question),
        notes,
        id=question["anchor"],
        class_="claim question",
        data_label=question["label"],
    )
