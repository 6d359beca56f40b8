"""Disputes and analyses in a notebook: a calm table that needs no scripts, and the interactive page as a widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from standoff.errors import Missing, StandoffError
from standoff.model.dispute import Dispute
from standoff.show.describe import heading, state_words
from standoff.show.findings import findings
from standoff.show.interactive import bundle, every_reason, explored
from standoff.show.markup import Markup, join, tag
from standoff.show.report import source_texts
from standoff.show.summary import found_sentences
from standoff.show.texts import held_words, joined, number, say
from standoff.show.view import view

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_STATES = 1 << 16
MOST_LISTED = 12
# Notebooks strip or share style sheets, so each element carries its own; colours are left to the notebook's theme.
TABLE = "border-collapse:collapse;font-size:13px;margin:6px 0"
HEAD = "text-align:start;padding:3px 14px 3px 0;border-bottom:1px solid;font-weight:600"
CELL = "text-align:start;padding:3px 14px 3px 0;vertical-align:top"


def as_html(shown: Dispute | Analysis) -> str:
    """Return a dispute or an analysis as a notebook shows it: HTML that needs neither scripts nor style sheets.

    Parameters
    ----------
    shown : Dispute or Analysis
        A dispute is shown as its sides and options; an analysis with the verdict in one sentence and its equilibria.

    Returns
    -------
    str
        Names and all other words from files are escaped in it.

    Examples
    --------
    >>> import standoff
    >>> dispute = standoff.load("catalog:chicken")
    >>> "First driver" in as_html(dispute), "Equilibrium" in as_html(standoff.Analysis(dispute))
    (True, True)
    """
    if isinstance(shown, Dispute):
        return _frame(shown, [shown.about or None, _sides(shown)])
    try:
        count = shown.model.states.count
        if count > MOST_STATES:
            return _frame(shown.dispute, [number("states", count), say("notebook large")])
        return _frame(shown.dispute, _found(shown))
    except StandoffError as error:
        # What cannot be analyzed is shown all the same: a notebook must not answer an object with a traceback.
        return _frame(shown.dispute, [say("notebook broken", error=str(error))])


def _frame(dispute: Dispute, parts: Sequence[str | None]) -> Markup:
    """Return parts below the title; those that are no markup become paragraphs."""
    title = tag("p", tag("b", heading(dispute) or say("untitled"), dir="auto"), style="font-size:15px;margin:4px 0")
    body = [
        part if isinstance(part, Markup) else tag("p", part, dir="auto", style="margin:4px 0;max-width:46em")
        for part in parts
        if part
    ]
    return tag("div", title, *body, class_="standoff-summary", style="font-size:14px;line-height:1.45")


def _sides(dispute: Dispute) -> Markup:
    """Return the sides with their options, or how many states there are in graph form."""
    rows = [
        [maker.name, joined([option.name for option in maker.options]) or say("none")]
        for maker in dispute.decision_makers
    ]
    if dispute.graph_form:
        rows = [[maker.name] for maker in dispute.decision_makers]
        return join(tag("p", number("states", len(dispute.states))), _table([say("export side")], rows))
    return _table([say("export side"), say("export options")], rows)


def _found(analysis: Analysis) -> list[str | None]:
    """Return the verdict in one sentence, and the equilibria, those that improvements lead to first."""
    found, model = findings(analysis), analysis.model
    listed = [*found.predicted, *found.others]
    rows = [
        [
            model.states.id(state),
            state_words(model, state),
            held_words(found.holds(state), found.concepts),
            say("status quo") if state == model.status_quo else say("notebook led") if found.would[state] else "",
        ]
        for state in listed[:MOST_LISTED]
    ]
    heads = [say("equilibrium"), say("export words"), say("notebook under"), say("notebook note")]
    more = number("more", len(listed) - MOST_LISTED) if len(listed) > MOST_LISTED else None
    size = f"{number('states', model.states.count)}; {joined([m.name for m in analysis.dispute.decision_makers])}."
    return [found_sentences(found)[0], _table(heads, rows) if rows else say("terminal none"), more, size]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    head = tag("tr", *[tag("th", one, scope="col", style=HEAD) for one in heads])
    body = [tag("tr", *[tag("td", cell, dir="auto", style=CELL) for cell in row]) for row in rows]
    return tag("table", tag("thead", head), tag("tbody", *body), style=TABLE)


def widget(analysis: Analysis) -> Any:
    """Return the interactive page about an analysis as a widget for notebooks.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.

    Returns
    -------
    anywidget.AnyWidget
        Its trait ``view`` is the view that it draws; another view draws anew.

    Raises
    ------
    Missing
        If anywidget is not installed.

    Examples
    --------
    >>> import standoff
    >>> drawn = widget(standoff.Analysis(standoff.load("catalog:chicken")))
    >>> drawn.view["title"]
    'Chicken'
    """
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise Missing("widgets need anywidget.", mend="pip install 'standoff[notebook]'") from error
    shown = view(analysis, texts=source_texts(analysis))
    shown["reasons"]["every"] = every_reason(analysis, shown)
    program, style = bundle()

    class View(anywidget.AnyWidget):
        """A view, drawn by the page's bundle."""

        _esm = program
        _css = style
        view = traitlets.Dict().tag(sync=True)
        texts = traitlets.Any(None).tag(sync=True)

    return View(view=explored(shown))
