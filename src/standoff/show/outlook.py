"""What could happen next, as plain data that a page draws, and as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table

from standoff.analyze.prospects.outlook import End, Outlook
from standoff.analyze.prospects.ranges import Line, Ranges
from standoff.explain.assumptions import assumption_words, percent, span, value_words
from standoff.explain.futures import foresee, telling_lines
from standoff.explain.names import Names
from standoff.show.describe import state_gist
from standoff.show.texts import say

MOST_ENDS: Final = 8
MOST_TARGETS: Final = 3
MOST_CURVES: Final = 4
MOST_LINES: Final = 8
BARS: Final = "▁▂▃▄▅▆▇█"
PLAIN_BARS: Final = "._-=+*%#"
IN_STEPS: Final = ("foresight", "improvements", "concessions")


def prospects_section(outlook: Outlook) -> dict[str, Any]:
    """Return what a page shows of an outlook.

    Parameters
    ----------
    outlook : Outlook
        As `standoff.Analysis.prospects` returns it.

    Returns
    -------
    dict
        ``found``, ``assumed`` and ``not_modelled`` in sentences; ``ends``, the likeliest first; ``follows``, the names
        whose chances the ``curves`` show, those that vary most first; ``joint``, their ranges over all assumptions.

    Examples
    --------
    >>> import standoff
    >>> section = prospects_section(standoff.Analysis(standoff.load("catalog:two_banks")).prospects())
    >>> section["follows"][0], section["ends"][0]["state"], section["curves"][0]["values"][0]
    ('deal', 's1', '0%')
    """
    told = foresee(outlook)
    return {
        "start": outlook.model.states.id(outlook.start),
        "found": list(told.found),
        "brief": told.brief,
        "assumed": list(told.assumed),
        "not_modelled": list(told.not_modelled),
        "ends": [_end(outlook, end) for end in outlook.ends[:MOST_ENDS]],
        "ends_left_out": max(0, len(outlook.ends) - MOST_ENDS),
        "follows": list(outlook.names[:MOST_TARGETS]),
        "curves": list(curves(outlook)),
        "joint": _joint(outlook.ranges),
    }


def _end(outlook: Outlook, end: End) -> dict[str, Any]:
    model = outlook.model
    return {
        "state": model.states.id(end.state),
        "words": state_gist(model, end.state),
        "chance": end.chance,
        "percent": percent(end.chance),
        "resting": end.resting,
        "because": _because(end),
    }


def _because(end: End) -> str:
    """Say what holds play where it ended."""
    if end.resting < 0.005 * end.chance:
        return say("ends rests")
    if end.resting > 0.995 * end.chance:
        return say("ends concession")
    return say("ends partly", part=percent(end.resting / end.chance))


def _joint(varied: Ranges | None) -> dict[str, Any] | None:
    if varied is None or not varied.settings:
        return None
    spans = {"ends": [span(*pair) for pair in varied.ends], "reached": [span(*pair) for pair in varied.reached]}
    return {"settings": varied.settings, **spans}


def curves(outlook: Outlook) -> Iterator[dict[str, Any]]:
    """Yield the curves to draw, those along which chances vary most first."""
    if outlook.ranges is None:
        return
    names, places = Names(outlook.model), range(min(MOST_TARGETS, len(outlook.names)))
    lines: dict[int, Line] = {}
    for place in places:
        lines.update({id(line): line for line in telling_lines(outlook.ranges, place)})
    ordered = sorted(lines.values(), key=lambda line: max(line.spread(place) for place in places), reverse=True)
    for line in ordered[:MOST_CURVES]:
        yield {
            "assumption": line.assumption,
            "what": assumption_words(names, line),
            "in_steps": line.assumption in IN_STEPS,
            "positions": _positions(line),
            "values": [value_words(line.assumption, value) for value in line.values],
            "default": None if line.default is None else line.values.index(line.default),
            "rows": [
                {"name": outlook.names[place], "ends": list(line.ends[place]), "reached": list(line.reached[place])}
                for place in places
            ],
        }


def _positions(line: Line) -> list[float]:
    """Return where the values stand on an axis from 0 to 1: numbers by size, factors and words at equal steps."""
    values = line.values
    if line.assumption in ("concede", "retract"):
        low, high = float(values[0]), float(values[-1])
        return [(float(value) - low) / ((high - low) or 1) for value in values]
    return [place / max(1, len(values) - 1) for place in range(len(values))]


def ends_table(outlook: Outlook) -> Table:
    """Return where play ends, with chances, for the terminal."""
    table = Table(box=None, show_header=True, pad_edge=False, title=None)
    table.add_column(say("ends heading"), overflow="fold")
    table.add_column(say("ends chance"), justify="right", no_wrap=True)
    table.add_column(say("ends holds"), overflow="fold")
    for end in outlook.ends[:MOST_ENDS]:
        shown = _end(outlook, end)
        words = f" ({shown['words']})" if shown["words"] and shown["words"] != shown["state"] else ""
        table.add_row(shown["state"] + words, shown["percent"], shown["because"])
    left = sum(end.chance for end in outlook.ends[MOST_ENDS:])
    if left:
        table.add_row(say("ends more", n=len(outlook.ends) - MOST_ENDS), percent(left), "")
    for one in outlook.chain.rounds:
        table.add_row(say("ends round"), percent(one.chance), "")
    return table


class RangesTable:
    """How the chances of one target depend on the assumptions: a little plot and a range for each."""

    def __init__(self, outlook: Outlook, place: int) -> None:
        self.outlook, self.place = outlook, place

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        outlook, place = self.outlook, self.place
        varied = outlook.ranges
        assert varied is not None
        bars = PLAIN_BARS if options.ascii_only else BARS
        names, lines = Names(outlook.model), telling_lines(varied, place)
        yield say("ranges heading", name=outlook.names[place])
        table = Table(box=None, show_header=True, pad_edge=False)
        for key in ("ranges assumption", "ranges values", "ranges reached", "ranges ends"):
            table.add_column(say(key), overflow="fold")
        top = max([max(line.reached[place]) for line in lines], default=0.0)
        for line in lines[:MOST_LINES]:
            values = [value_words(line.assumption, value) for value in (line.values[0], line.values[-1])]
            shown = [_plot(row[place], top, bars) for row in (line.reached, line.ends)]
            table.add_row(assumption_words(names, line), ", ".join(values), *shown)
        if varied.settings:
            joint = say("ranges joint", n=varied.settings)
            table.add_row(joint, "", span(*varied.reached[place]), span(*varied.ends[place]))
        yield table
        left = len(lines) - MOST_LINES
        yield say("ranges more", n=left) if left > 0 else say("ranges flat")


def _plot(row: Sequence[float], top: float, bars: str) -> str:
    """Return a row of chances as bars, with its first and its last value, and its highest where that lies between."""
    between = f", up to {percent(max(row))}" if max(row) > max(row[0], row[-1]) + 0.005 else ""
    drawn = "".join(bars[min(len(bars) - 1, int(len(bars) * chance / (top or 1)))] for chance in row)
    return f"{drawn} {percent(row[0])} → {percent(row[-1])}{between}"


def ranges_tables(outlook: Outlook) -> list[RangesTable]:
    """Return one table for each of the first targets, for the terminal."""
    if outlook.ranges is None:
        return []
    return [RangesTable(outlook, place) for place in range(min(MOST_TARGETS, len(outlook.names)))]
