"""A workbook of five sheets; whatever stands in a dispute is text in it, never a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from standoff.errors import Missing
from standoff.model.dispute import DecisionMaker
from standoff.show.describe import state_words
from standoff.show.evidence import elements
from standoff.show.exports.table import Cell, Column, naming, options, plain, ranks, refuse_many, rows, verdicts
from standoff.show.findings import findings
from standoff.show.report import source_texts
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis

LONGEST_CELL = 32_767
WIDEST = 60
Line = Sequence[Cell | None]


def workbook(analysis: Analysis) -> bytes:
    """Return the analysis as an XLSX file.

    Raises
    ------
    Missing
        If XlsxWriter is not installed.
    StandoffError
        If there are more than 2^16 states.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise Missing("workbooks need XlsxWriter.", mend="pip install 'standoff[office]'") from error
    refuse_many(analysis, "a workbook")
    written = BytesIO()
    # Names from a file must not become formulas, addresses that a click opens, or numbers.
    literal = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(written, {"in_memory": True, **literal})
    book.set_properties({"title": plain(analysis.dispute.title)[:255]})
    for name, lines in _sheets(analysis):
        _write(book, say(f"export sheet {name}"), list(lines))
    book.close()
    return written.getvalue()


def _sheets(analysis: Analysis) -> Iterator[tuple[str, Iterable[Line]]]:
    called = list(naming(analysis))
    yield "states", _lines([*called, *options(analysis), *ranks(analysis)])
    short = [column for column in called if column.key in ("state", "name", "words")]
    yield "verdicts", _lines([*short, *verdicts(analysis)])
    yield "equilibria", _equilibria(analysis)
    yield "preferences", _preferences(analysis)
    yield "evidence", _evidence(analysis)


def _lines(columns: Sequence[Column]) -> Iterator[Line]:
    """Yield a head and a line for each state."""
    yield [f"{column.group}: {column.head}" if column.group else column.head for column in columns]
    yield from rows(columns)


def _equilibria(analysis: Analysis) -> Iterator[Line]:
    """Yield the states that are an equilibrium under some concept, those under most concepts first."""
    found, model = findings(analysis), analysis.model
    yield [say("state head"), say("export words"), say("status quo"), *found.concepts]
    for state in (*found.predicted, *found.others):
        held = [bool(found.equilibria[concept][state]) for concept in found.concepts]
        yield [model.states.id(state), plain(state_words(model, state)), state == model.status_quo, *held]


def _preferences(analysis: Analysis) -> Iterator[Line]:
    """Yield every side's statements, most important first, and its classes of states, best first."""
    yield [say(f"export {key}") for key in ("side", "kind", "place", "what", "mark")]
    for side, maker in enumerate(analysis.dispute.decision_makers):
        yield from _statements(analysis, maker)
        preference, ids = analysis.model.preferences[side], analysis.model.states.id
        if not preference.total:
            yield [plain(maker.name), say("export class"), None, say("export pairs"), None]
            continue
        order = np.argsort(-preference.levels, kind="stable")
        cuts = np.flatnonzero(np.diff(preference.levels[order])) + 1
        for place, tie in enumerate(np.split(order, cuts), 1):
            yield [plain(maker.name), say("export class"), place, " ~ ".join(ids(int(s)) for s in tie), None]


def _statements(analysis: Analysis, maker: DecisionMaker) -> Iterator[Line]:
    entry = analysis.dispute.preferences.get(maker.id)
    for place, statement in enumerate((entry.statements or ()) if entry else (), 1):
        yield [plain(maker.name), "statement", place, statement.text, statement.support.mark]


def _evidence(analysis: Analysis) -> Iterator[Line]:
    """Yield every element of the dispute with its mark, once for each passage that it cites."""
    keys = ("kind", "what", "mark", "why presumed", "credibility", "source", "start", "end", "passage")
    yield [say(f"export {key}") for key in keys]
    texts = source_texts(analysis)
    for element in elements(analysis.dispute):
        support = element.support
        about: list[Cell | None] = [element.kind, element.label, support.mark, support.presumed, support.credibility]
        for passage in support.evidence or (None,):
            if passage is None:
                yield about
                continue
            words = texts.get(passage.source, "")[passage.start : passage.end]
            yield [*about, passage.source, passage.start, passage.end, words or None]


def _write(book: Any, name: str, lines: list[Line]) -> None:
    """Write one sheet: a bold head that stays in view, filters, columns as wide as their words."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    widths = [8] * len(lines[0])
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, bool):
                sheet.write_boolean(row, column, cell)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell is not None:
                text = cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
                sheet.write_string(row, column, text, bold if row == 0 else None)
                widths[column] = min(max(widths[column], len(text) + 1 if row else 8), WIDEST)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines) - 1, 1), len(lines[0]) - 1)
