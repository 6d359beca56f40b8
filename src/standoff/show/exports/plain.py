"""Tables as plain text: CSV for programs, TSV and Markdown for people; and the analysis as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from standoff.show.exports.table import (
    Cell,
    Column,
    equilibria,
    harmless,
    naming,
    options,
    plain,
    ranks,
    refuse_many,
    rows,
    verdicts,
)
from standoff.show.texts import held_words, say

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_ROWS = 1 << 20
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def csv_table(analysis: Analysis) -> str:
    """Return the option-form table with everything about each state, one row a state, under names for programs.

    Truth is 1 or 0; a verdict that hangs on unknown preferences is ``1?`` or ``0?``; ranks count from 1, the best.
    """
    refuse_many(analysis, "a table that a spreadsheet opens", MOST_ROWS)
    columns = [*naming(analysis), *options(analysis), *verdicts(analysis), *equilibria(analysis), *ranks(analysis)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([harmless(column.key) for column in columns])
    writer.writerows([_for_programs(cell) for cell in row] for row in rows(columns))
    return written.getvalue()


def _for_programs(cell: Cell) -> str | int:
    return harmless(cell) if isinstance(cell, str) else int(cell)


def reading(analysis: Analysis) -> list[Column]:
    """Return the table as people read it: the options, under which concepts each side stays, the equilibria."""
    found = [column for column in naming(analysis, words=False) if column.key != "status_quo"]
    quo = analysis.model.status_quo
    ids = [f"{one} ({say('status quo')})" if s == quo else one for s, one in enumerate(found[0].cells)]
    stays = [
        Column(maker.id, "", plain(maker.name), _held(analysis, row))
        for row, maker in enumerate(analysis.dispute.decision_makers)
    ]
    held = Column("equilibrium", "", say("equilibrium"), _held(analysis, None))
    return [Column("state", "", found[0].head, ids), *found[1:], *options(analysis), *stays, held]


def _held(analysis: Analysis, side: int | None) -> list[str]:
    """Return the concepts under which each state is stable for a side, or an equilibrium."""
    names = [concept.name for concept in analysis.concepts]
    masks = {name: analysis.equilibria_mask(name) if side is None else analysis.verdicts(name)[side] for name in names}
    return [
        held_words([name for name in names if masks[name][state]], names)
        for state in range(analysis.model.states.count)
    ]


def tsv_table(analysis: Analysis) -> str:
    """Return the table to be pasted into a word processor or a spreadsheet."""
    refuse_many(analysis, "a table to be pasted")
    columns = reading(analysis)
    lines = [[_head(column) for column in columns], *rows(columns)]
    return "".join("\t".join(harmless(str(cell)) for cell in line) + "\n" for line in lines)


def markdown_table(analysis: Analysis) -> str:
    """Return the table as Markdown; names are text in it, whatever they hold."""
    refuse_many(analysis, "a Markdown table")
    columns = reading(analysis)
    lines = [[_head(column) for column in columns], *rows(columns)]
    head, *body = [f"| {' | '.join(_markdown(str(cell)) for cell in line)} |" for line in lines]
    return "\n".join([head, "|" + " --- |" * len(columns), *body, ""])


def _head(column: Column) -> str:
    """Return both heads of a column in one."""
    return f"{column.group}: {column.head}" if column.group else column.head


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def as_json(analysis: Analysis) -> str:
    """Return the analysis as ``standoff analyze --json`` prints it."""
    return json.dumps(analysis.to_dict(), ensure_ascii=False, indent=1) + "\n"
