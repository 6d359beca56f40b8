"""Curves of chances over the range of an assumption: a small plot for each, drawn with the page's own SVG writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from standoff.explain.assumptions import percent
from standoff.show.markup import Markup, element, figure, join
from standoff.show.palette import DASHES, LIGHT
from standoff.show.svg import NAMESPACE
from standoff.show.texts import joined, say

WIDTH: Final = 320
HEIGHT: Final = 190
LEFT: Final = 46
RIGHT: Final = 20
TOP: Final = 12
BOTTOM: Final = 40
TICKS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
CLOSEST: Final = 34
STYLE: Final = (
    "text{font:11px system-ui,sans-serif;fill:#55646b}.axis{stroke:#8a979d;stroke-width:1}"
    ".grid{stroke:#d9e0e3;stroke-width:1}.assumed{stroke:#1c2529;stroke-width:1;stroke-dasharray:1 3}"
    ".curve{fill:none;stroke-width:2}.end{text-anchor:end}.middle{text-anchor:middle}"
)

View = Mapping[str, Any]


def curve_plot(curve: View, *, top: float | None = None, standalone: bool = False) -> Markup:
    """Draw the chances of one or several things while one assumption varies.

    Parameters
    ----------
    curve : mapping
        One of the ``curves`` that `standoff.show.outlook.prospects_section` returns.
    top : float, optional
        The highest chance that the axis has to hold, so that several plots share their axis.
    standalone : bool, optional
        Whether to write a file of its own, with its style inside, instead of a part of a page.

    Returns
    -------
    Markup
        A string with an ``svg`` element: solid lines for the end, dashed ones for some time.

    Examples
    --------
    >>> row = {"name": "deal", "ends": [0.0, 0.2], "reached": [0.0, 0.4]}
    >>> curve = {"what": "how readily all concede", "in_steps": False, "positions": [0.0, 1.0],
    ...          "values": ["0%", "90%"], "default": 0, "rows": [row]}
    >>> curve_plot(curve).count("<path")
    2
    """
    highest = top_of([curve]) if top is None else top
    label = say("curve label", names=joined([row["name"] for row in curve["rows"]]), what=curve["what"])
    ground = [element("style", Markup(STYLE)), element("rect", width=WIDTH, height=HEIGHT, fill="#fff")]
    return element(
        "svg",
        element("title", label),
        element("desc", _described(curve)),
        *(ground if standalone else []),
        element("g", *_grid(highest)),
        element("g", *_values(curve)),
        element("g", *[line for place, row in enumerate(curve["rows"]) for line in _lines(curve, place, row, highest)]),
        xmlns=NAMESPACE if standalone else None,
        class_="curves",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        aria_label=label,
    )


def top_of(curves: Sequence[View]) -> float:
    """Return where an axis ends that holds all chances of some curves.

    Examples
    --------
    >>> top_of([{"rows": [{"ends": [0.0, 0.12], "reached": [0.3, 0.41]}]}])
    0.5
    """
    values = [value for curve in curves for row in curve["rows"] for value in (*row["ends"], *row["reached"])]
    highest = max(values, default=0.0)
    return next((tick for tick in TICKS if highest <= tick + 1e-9), 1.0)


def curve_sample(colour: int, *, dashed: bool) -> Markup:
    """Return a short line as it is drawn in the plots, for their legend."""
    line = element("line", x1=1, y1=5, x2=33, y2=5, **_stroke(colour, dashed=dashed))
    return element("svg", line, class_="sample", viewBox="0 0 34 10", width=34, height=10, aria_hidden="true")


def _described(curve: View) -> str:
    """Return every value in words, for those who cannot see the lines."""
    told = []
    for row in curve["rows"]:
        for key in ("reached", "ends"):
            points = [f"{percent(y)} ({value})" for y, value in zip(row[key], curve["values"], strict=True)]
            told.append(f"{say(f'curve {key}', name=row['name'])}: {', '.join(points)}.")
    return " ".join(told)


def _x(position: float) -> float:
    return LEFT + position * (WIDTH - LEFT - RIGHT)


def _y(chance: float, top: float) -> float:
    return HEIGHT - BOTTOM - chance / top * (HEIGHT - TOP - BOTTOM)


def _grid(top: float) -> Iterator[Markup]:
    """Yield the lines and numbers of the upright axis."""
    for part in (0.0, 0.5, 1.0):
        y = _y(part * top, top)
        kind = "grid" if part else "axis"
        stroke = "#d9e0e3" if part else "#8a979d"
        yield element("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_=kind, stroke=stroke)
        yield element("text", f"{figure(100.0 * part * top)}%", x=LEFT - 6, y=y + 4, class_="end")


def _values(curve: View) -> Iterator[Markup]:
    """Yield the values on the lower axis, those that have room, and the place of what is assumed."""
    shown, last = list(zip(curve["positions"], curve["values"], strict=True)), -1e9
    for position, value in shown:
        x = _x(position)
        yield element("line", x1=x, y1=HEIGHT - BOTTOM, x2=x, y2=HEIGHT - BOTTOM + 3, class_="axis", stroke="#8a979d")
        if x - last >= max(CLOSEST, 6.5 * len(value)) or position == shown[0][0]:
            last = x
            place = "end" if position == 1 and len(value) > 4 else "middle"
            yield element("text", value, x=x + (RIGHT if place == "end" else 0), y=HEIGHT - BOTTOM + 16, class_=place)
    if curve["default"] is not None:
        x = _x(curve["positions"][curve["default"]])
        yield element("line", x1=x, y1=TOP, x2=x, y2=HEIGHT - BOTTOM, class_="assumed", stroke="#1c2529")
        side = "end" if x > WIDTH * 0.8 else ""
        yield element("text", say("curve default"), x=x + (-4 if side else 4), y=HEIGHT - 6, class_=side)


def _lines(curve: View, place: int, row: View, top: float) -> Iterator[Markup]:
    """Yield what one thing's chances are: dashed for some time, solid for the end; dots where values are steps."""
    for key in ("reached", "ends"):
        points = [(_x(x), _y(y, top)) for x, y in zip(curve["positions"], row[key], strict=True)]
        look = _stroke(place, dashed=key == "reached")
        if not curve["in_steps"]:
            yield element("path", d="M" + " L".join(f"{figure(x)},{figure(y)}" for x, y in points), **look)
        for (x, y), chance, value in zip(points, row[key], curve["values"], strict=True):
            told = say("curve point", name=row["name"], when=say(f"ranges {key}"), chance=percent(chance), value=value)
            yield element(
                "circle",
                element("title", told),
                cx=x,
                cy=y,
                r=4 if curve["in_steps"] else 2.5,
                class_=f"point c{place}{' open' if key == 'reached' else ''}",
                stroke=LIGHT[place],
                fill="#fff" if key == "reached" else LIGHT[place],
            )


def _stroke(place: int, *, dashed: bool) -> dict[str, object]:
    """Return how a line looks; a page's style sheet replaces the colour in the dark."""
    return {
        "class_": f"curve c{place}",
        "stroke": LIGHT[place],
        "stroke_dasharray": DASHES[5] if dashed else None,
        "fill": "none",
    }


def legend(names: Sequence[str]) -> list[Markup]:
    """Return the legend's entries: each name at the end and at some time."""
    return [
        join(curve_sample(place, dashed=key == "reached"), say(f"curve {key}", name=name))
        for place, name in enumerate(names)
        for key in ("ends", "reached")
    ]
