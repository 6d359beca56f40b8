"""A small writer of SVG, and the picture of moves drawn with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any, Final

from standoff.show.layout import RADIUS, Point, point_on
from standoff.show.markup import Markup, element, figure
from standoff.show.palette import DASHES, LIGHT
from standoff.show.texts import say

NAMESPACE: Final = "http://www.w3.org/2000/svg"
LETTER: Final = 7.6
LEFT: Final = 16.0
BELOW: Final = 22
ROW: Final = 20
SAMPLE: Final = 40.0
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1c2529;text-anchor:middle}"
    ".under{font-size:10.5px;fill:#55646b;stroke:#fff;stroke-width:3px;paint-order:stroke}"
    ".arc{fill:none;stroke-width:1.1;opacity:.8}.improves{stroke-width:2.8;opacity:1}"
    ".disc{fill:#fff;stroke:#1c2529;stroke-width:1.4}.ring{fill:none;stroke:#1c2529;stroke-width:1.4}"
    ".full .disc{fill:#1c2529}.half .disc{fill:#cfd6d9}.full .id{fill:#fff}.full .id,.half .id{font-weight:700}"
    ".key{font-size:12px;text-anchor:start}"
)


def moves_picture(view: Mapping[str, Any], *, standalone: bool = False) -> Markup:
    """Draw the moves near the status quo.

    Parameters
    ----------
    view : mapping
        As `standoff.show.view.view` returns it.
    standalone : bool, optional
        Whether to write a file of its own, with its style inside, instead of a part of a page.

    Returns
    -------
    Markup
        A string with an ``svg`` element; empty where the dispute states no status quo.
    """
    picture = view["picture"]
    if picture is None:
        return Markup("")
    key = _legend(view["sides"], picture["width"], picture["height"] + BELOW) if standalone else None
    width, height = picture["width"], picture["height"] + (key[1] if key else 0)
    label = say("picture label", n=len(picture["nodes"]), quo=view["status_quo"])
    inside = [
        element("title", label),
        element("defs", *[_tip(side) for side in view["sides"]]),
        *(
            [element("style", Markup(STYLE)), element("rect", width=width, height=height, fill="#fff")]
            if standalone
            else []
        ),
        element("g", *[_arc(arc, picture, view["sides"]) for arc in picture["arcs"]]),
        element("g", *[_node(node) for node in picture["nodes"]]),
        *([key[0]] if key else []),
    ]
    return element(
        "svg",
        *inside,
        xmlns=NAMESPACE if standalone else None,
        class_="moves",
        viewBox=f"0 0 {figure(width)} {figure(height)}",
        width=width,
        height=height,
        role="img",
        aria_label=label,
    )


def _legend(sides: Sequence[Mapping[str, Any]], width: float, top: float) -> tuple[Markup, float]:
    """Return whose line is whose, and what bold lines and filled states mean, below a picture; and its height."""
    entries: list[tuple[Mapping[str, Any] | None, str]] = [(side, side["name"]) for side in sides]
    entries += [(None, say(f"picture key {key}")) for key in ("bold", "black", "grey", "ring")]
    x, row, parts = LEFT, 0, []
    for side, words in entries:
        before = 0.0 if side is None else SAMPLE
        wide = before + len(words) * LETTER + LEFT
        if x > LEFT and x + wide > width:
            x, row = LEFT, row + 1
        y = top + ROW * row
        if side is not None:
            pattern = _dashes(side, bold=False)
            parts.append(element("path", d=f"M{figure(x)},{figure(y)} h34", stroke=_stroke(side), stroke_width=2.0,
                                 stroke_dasharray=pattern, class_="arc"))  # fmt: skip
        parts.append(element("text", words, x=x + before, y=y + 4, class_="key"))
        x += wide
    return element("g", *parts), BELOW + ROW * (row + 1)


def line_sample(side: Mapping[str, Any], *, bold: bool = False) -> Markup:
    """Return a short line in a side's colour and pattern, for legends."""
    line = element(
        "line",
        x1=1,
        y1=5,
        x2=33,
        y2=5,
        class_=f"c{side['colour']}",
        stroke=_stroke(side),
        stroke_width=2.8 if bold else 1.6,
        stroke_dasharray=_dashes(side, bold=bold),
    )
    return element("svg", line, class_="sample", viewBox="0 0 34 10", width=34, height=10, aria_hidden="true")


def _tip(side: Mapping[str, Any]) -> Markup:
    """Return the arrowhead of a side."""
    head = element("path", d="M0,0 L8,4 L0,8z", class_=f"c{side['colour']} tip", fill=_stroke(side))
    return element(
        "marker",
        head,
        id=f"tip-{side['index']}",
        viewBox="0 0 8 8",
        refX=7,
        refY=4,
        markerWidth=9,
        markerHeight=9,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def _stroke(side: Mapping[str, Any]) -> str:
    """Return the light colour; a page's style sheet replaces it in the dark."""
    return LIGHT[side["colour"]]


def _dashes(side: Mapping[str, Any], *, bold: bool) -> str:
    """Return a side's line pattern; a bold line needs longer dashes to show the same one."""
    return " ".join(figure(float(part) * (1.6 if bold else 1.0)) for part in DASHES[side["dash"]].split())


def _arc(arc: Mapping[str, Any], picture: Mapping[str, Any], sides: Sequence[Mapping[str, Any]]) -> Markup:
    """Draw one move from rim to rim."""
    nodes = {node["state"]: node for node in picture["nodes"]}
    source, target, side = nodes[arc["from"]], nodes[arc["to"]], sides[arc["side"]]
    middle = (arc["x"], arc["y"])
    start, end = (source["x"], source["y"]), (target["x"], target["y"])
    first, last = _rim(start, middle, end, source), _rim(end, middle, start, target)
    kind = say("arc improves" if arc["improves"] else "arc other")
    title = say("arc title", side=side["name"], source=arc["from"], target=arc["to"], kind=kind)
    return element(
        "path",
        element("title", title),
        d=f"M{_pair(first)} Q{_pair(middle)} {_pair(last)}",
        class_=f"arc c{side['colour']}{' improves' if arc['improves'] else ''}",
        stroke=_stroke(side),
        stroke_dasharray=_dashes(side, bold=arc["improves"]),
        marker_end=f"url(#tip-{side['index']})",
        data_from=arc["from"],
        data_to=arc["to"],
    )


def _rim(start: Point, middle: Point, end: Point, node: Mapping[str, Any]) -> Point:
    """Return where a curve leaves the rim of the state it starts in."""
    space = RADIUS + 4 + (4 if node["status_quo"] else 0)
    wide = max(node_width(node["state"]) / 2 - RADIUS, 0)
    for k in range(1, 40):
        x, y = point_on(start, middle, end, k / 80)
        if hypot(max(abs(x - start[0]) - wide, 0), y - start[1]) >= space:
            return x, y
    return middle


def node_width(state: str) -> float:
    """Return how wide a state is drawn: a circle, or a pill for a long id."""
    return max(2 * RADIUS, len(state) * LETTER + 18)


def _node(node: Mapping[str, Any]) -> Markup:
    """Draw one state with what differs there from the status quo below it."""
    width = node_width(node["state"])
    kind = {"all": " full", "some": " half"}.get(node["equilibrium"], "")
    shape = _pill(width, RADIUS, "disc")
    ring = [_pill(width + 10, RADIUS + 5, "ring")] if node["status_quo"] else []
    below = RADIUS + (19 if node["status_quo"] else 14)
    under = [element("text", line, y=below + 12 * k, class_="under") for k, line in enumerate(node["label"])]
    return element(
        "g",
        element("title", node["title"]),
        *ring,
        shape,
        element("text", node["state"], dy=".35em", class_="id"),
        *under,
        class_=f"node{kind}",
        transform=f"translate({_pair((node['x'], node['y']))})",
        data_state=node["state"],
    )


def _pill(width: float, radius: float, kind: str) -> Markup:
    return element("rect", x=-width / 2, y=-radius, width=width, height=2 * radius, rx=radius, class_=kind)


def _pair(point: Point) -> str:
    return f"{figure(point[0])},{figure(point[1])}"
