"""The page's sections on the verdicts: the table of states, the equilibria in two groups, the reasons, the picture."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from standoff.show.markup import Markup, join, tag
from standoff.show.page_parts import View, citations, passage_link, section, side_name, sides_named, state_link
from standoff.show.svg import line_sample, moves_picture
from standoff.show.texts import concept_words, held_words, joined, number, say

MOST_UNFOLDED = 6
SIGNS = {"Y": "yes", "N": "no", "-": "either"}


def states(view: View) -> Markup:
    """Return the table of states and verdicts with its key."""
    wide = tag("div", _table(view), class_="scroll", tabindex="0", role="region", aria_label=say("scroll table"))
    left_out = view["states"]["left_out"]
    note = tag("p", say("left out states", n=left_out), class_="soft") if left_out else None
    switch = tag("label", Markup('<input type="checkbox" id="compact">'), " ", say("compact"), class_="switch")
    key = tag("p", say("key"), class_="soft key")
    concepts = [
        tag(
            "li",
            tag("b", concept["id"]),
            f" ({concept['name']}): {concept['definition']} ",
            tag("span", concept["citation"], class_="soft"),
        )
        for concept in view["concepts"]
    ]
    meaning = tag("details", tag("summary", say("concepts heading")), tag("ul", *concepts))
    return section("states", "states and verdicts", switch, wide, note, key, meaning, kind="wide")


def _table(view: View) -> Markup:
    options = sorted((o | {"side": s} for s in view["sides"] for o in s["options"]), key=lambda o: o["place"])
    caption = tag("caption", say("table caption", n=len(view["states"]["rows"])), class_="sr")
    return tag(
        "table",
        caption,
        _head(view, options),
        tag("tbody", *[_row(view, row, options) for row in view["states"]["rows"]]),
        class_="states",
    )


def _head(view: View, options: list[dict[str, Any]]) -> Markup:
    """Return two head rows: options and sides, and the concepts below each side."""
    upright = [
        tag(
            "th",
            tag("span", o["name"], dir="auto"),
            scope="col",
            rowspan=2,
            class_=f"upright t{o['side']['colour']}",
            title=o["label"],
        )
        for o in options
    ]
    groups = [
        tag(
            "th",
            tag("span", side["name"], dir="auto"),
            scope="colgroup",
            colspan=len(view["concepts"]),
            class_=f"group t{side['colour']}",
            title=side["name"],
        )
        for side in view["sides"]
    ]
    first = tag(
        "tr",
        tag("th", say("state head"), scope="col", rowspan=2, class_="first"),
        *upright,
        *groups,
        tag("th", say("equilibrium"), scope="col", rowspan=2, class_="eq"),
    )
    concepts = [
        tag(
            "th",
            tag("abbr", tag("span", c["id"]), title=f"{c['name']}: {c['definition']}"),
            scope="col",
            class_="upright concept" + (" start" if k == 0 else ""),
        )
        for _ in view["sides"]
        for k, c in enumerate(view["concepts"])
    ]
    return tag("thead", first, tag("tr", *concepts))


def _row(view: View, row: View, options: list[dict[str, Any]]) -> Markup:
    mark = tag("small", say("status quo")) if row["status_quo"] else None
    name = tag("small", row["name"], dir="auto") if row["name"] else None
    head = tag("th", state_link(row["id"]), mark, name, scope="row", class_="first", title=row["words"])
    letters = [_letter(row["pattern"][o["place"]]) for o in options]
    marks = [_mark(row, side, c["id"], k == 0) for side in view["sides"] for k, c in enumerate(view["concepts"])]
    every = [c["id"] for c in view["concepts"]]
    held = held_words(row["equilibrium"], every)
    kinds = [
        ("full" if len(row["equilibrium"]) == len(every) else "some") if row["equilibrium"] else "",
        "quo" if row["status_quo"] else "",
    ]
    return tag(
        "tr",
        head,
        *letters,
        *marks,
        tag("td", held, class_="eq"),
        class_=" ".join(filter(None, kinds)),
        data_state=row["id"],
    )


def _letter(letter: str) -> Markup:
    return tag(
        "td",
        letter if letter != "-" else "·",
        tag("span", f" {say(SIGNS[letter])}", class_="sr"),
        class_=f"yn {SIGNS[letter]}",
    )


def _mark(row: View, side: View, concept: str, start: bool) -> Markup:
    """Return ● or ○ with the verdict in words for those who can't see it."""
    stable = row["stable"][concept][side["index"]] == "1"
    words = tag("span", say("stable" if stable else "unstable"), class_="sr")
    return tag("td", "●" if stable else "○", words, class_=f"mark t{side['colour']}{' start' if start else ''}")


def equilibria(view: View) -> Markup:
    """Return the equilibria in two groups: those that improvements reach, and those apart."""
    groups = view["equilibria"]
    quo = view["status_quo"] is not None
    reached = _group(
        view, "reachable heading" if quo else "no quo heading", groups["reached"], groups["reached_left_out"], "reached"
    )
    apart = _group(view, "apart heading", groups["apart"], groups["apart_left_out"], "apart") if quo else None
    return section("equilibria", "equilibria heading", tag("div", reached, apart, class_="groups"))


def _group(view: View, heading: str, found: list[View], left_out: int, kind: str) -> Markup:
    """Return one group: the first equilibria in full, the others folded."""
    lines = [tag("li", *_equilibrium(view, one, kind), class_="equilibrium", data_state=one["state"]) for one in found]
    body = tag("ul", *lines[:MOST_UNFOLDED]) if lines else tag("p", say("none"), class_="soft")
    rest = lines[MOST_UNFOLDED:]
    folded = tag("details", tag("summary", number("more", len(rest))), tag("ul", *rest)) if rest else None
    more = tag("p", say("left out equilibria", n=left_out), class_="soft") if left_out else None
    note = tag("p", say("concession meaning"), class_="soft") if kind == "apart" and lines else None
    return tag("div", tag("h3", say(heading)), note, body, folded, more, class_=f"group {kind}")


def _equilibrium(view: View, one: View, kind: str) -> list[Markup | None]:
    every = [c["id"] for c in view["concepts"]]
    notes = [say("status quo")] if one["status_quo"] else []
    notes += [say("stalemate")] if one["stalemate"] and kind == "reached" else []
    tags = [tag("span", note, class_="note") for note in notes]
    head = tag(
        "p",
        state_link(one["state"], bold=True),
        " ",
        tag("span", concept_words(one["concepts"], every), class_="soft"),
        " ",
        *tags,
    )
    words = tag("p", one["words"], dir="auto") if one["words"] != one["state"] else None
    outcomes = [say("gained", outcome=name) for name in one["outcomes"]]
    given = outcomes + ([say("conceded", what=joined(one["conceded"]))] if one["conceded"] else [])
    more = tag("p", "; ".join(given), class_="soft") if given else None
    ways = _ways(view, one) if kind == "apart" else [_path(view, one)] if one["path"] else []
    return [head, words, more, *[tag("p", way, class_="way") for way in ways]]


def _ways(view: View, one: View) -> list[Markup]:
    """Return what an equilibrium apart would take."""
    ways = []
    if one["joint"]:
        start = say("path start") if one["start"] == view["status_quo"] else one["start"]
        ways.append(join(say("takes joint", sides=sides_named(view, one["joint"]), start=start)))
    if one["conceding"]:
        words = say("takes concession", sides=sides_named(view, one["conceding"]))
        ways.append(join(f"{words}: " if not ways else f"{say('or')} {words}: ", _path(view, one)))
    if not ways:
        ways.append(join(say("takes nothing known" if one["possible"] else "takes impossible")))
    return ways


def _path(view: View, one: View) -> Markup:
    """Return a path as a line of arrows, each with its mover."""
    parts = [state_link(one["path"][0]["from"])]
    for step in one["path"]:
        side = view["sides"][step["side"]]
        note = tag("small", f" ({say('concession')})") if step["concession"] else None
        parts.append(join(" → ", side_name(side), note, " → ", state_link(step["to"])))
    return tag("span", *parts, class_="path")


def reasons(view: View) -> Markup | None:
    """Return the reasons, those of one state together."""
    hold = _reasons(view, "reasons hold", view["reasons"]["hold"])
    leave = _reasons(view, "reasons leave", view["reasons"]["leave"])
    return section("reasons", "reasons", hold, leave) if hold or leave else None


def _reasons(view: View, heading: str, found: list[View]) -> Markup | None:
    if not found:
        return None
    words = {row["id"]: row["words"] for row in view["states"]["rows"]}
    blocks = []
    for state, group in groupby(found, key=lambda reason: reason["state"]):
        name = words.get(state, state)
        head = tag("h4", state_link(state), " ", tag("span", name if name != state else "", class_="soft", dir="auto"))
        blocks.append(
            tag("div", head, *[_reason(view, reason) for reason in group], class_="reasons", data_state=state)
        )
    return tag("div", tag("h3", say(heading)), *blocks)


def _reason(view: View, reason: View) -> Markup:
    side = view["sides"][reason["side"]]
    verdict = say("stable" if reason["stable"] else "unstable")
    head = tag(
        "p", side_name(side), tag("span", f" · {reason['concept']}: {verdict}", class_="soft"), citations(reason)
    )
    return tag(
        "div",
        head,
        *[tag("p", linked(view, sentence)) for sentence in reason["sentences"]],
        class_=f"reason e{side['colour']}",
    )


def linked(view: View, sentence: str) -> Markup:
    """Return a sentence in which every passage named by its place is a link with its number."""
    ids = {f"{s['id']}@{p['start']}-{p['end']}": p["id"] for s in view["sources"] for p in s["passages"]}
    if not ids:
        return join(sentence)
    # The longest first, so that a passage is not taken for another whose name it begins with.
    pattern = re.compile("|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True)))
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(sentence):
        parts += [sentence[end : match.start()], passage_link(ids[match.group()])]
        end = match.end()
    return join(*parts, sentence[end:])


def picture(view: View) -> Markup:
    """Return the picture of moves with its legend."""
    shown = view["picture"]
    if shown is None:
        return section("moves", "picture", tag("p", say("no picture"), class_="soft"))
    legend = [tag("li", line_sample(side), " ", side_name(side)) for side in view["sides"]]
    legend += [
        tag("li", say(key), class_="soft")
        for key in ("legend improvement", "legend move", "legend equilibrium", "legend quo")
    ]
    legend += [tag("li", say("legend label"), class_="soft")] if any(node["label"] for node in shown["nodes"]) else []
    caption = tag("figcaption", tag("ul", *legend), _picture_limits(view))
    return section(
        "moves",
        "picture",
        tag(
            "figure",
            tag(
                "div",
                moves_picture(view),
                class_="scroll",
                tabindex="0",
                role="region",
                aria_label=say("scroll picture"),
            ),
            caption,
        ),
    )


def _picture_limits(view: View) -> Markup | None:
    shown = view["picture"]
    if not shown["states_left_out"] and not shown["moves_left_out"]:
        return None
    arcs = say("left out arcs", moves=number("moves", shown["moves_left_out"])) if shown["moves_left_out"] else ""
    return tag(
        "p",
        say("left out picture", shown=len(shown["nodes"]), all=number("states", view["states"]["total"]), arcs=arcs),
        class_="soft",
    )
