"""The option-form table with its verdicts as columns, which every table that is taken away is written from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import StandoffError
from standoff.show.describe import state_words
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis

MOST_STATES = 1 << 16
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[=+\-@\t\r\n]")

Cell = str | int | bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called for programs, its two heads for people, and a cell for each state."""

    key: str
    group: str
    head: str
    cells: Sequence[Cell]


def plain(text: str) -> str:
    r"""Return a text on one line, without the control characters that files of tables and XML cannot hold.

    Examples
    --------
    >>> plain("two\nlines\x00")
    'two lines'
    """
    return " ".join(writable(text).split())


def writable(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe where it begins like one.

    A lone hyphen, the letter of an option that is open in a coalesced state, is no formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("a=b"), harmless("-")
    ("'=1+1", 'a=b', '-')
    """
    return f"'{text}" if text != "-" and _FORMULA.match(text) else text


def refuse_many(analysis: Analysis, what: str, most: int = MOST_STATES) -> None:
    """Refuse what would be too large for anybody to read, before anything is written."""
    count = analysis.model.states.count
    if count > most:
        raise StandoffError(
            f"the dispute has {count:,} states, and {what} holds at most {most:,}.",
            mend="`standoff analyze --npz FILE` writes all verdicts as arrays, and `--where EXPR --json` picks states.",
        )


def naming(analysis: Analysis, *, words: bool = True) -> Iterator[Column]:
    """Yield what a state is called: its id, its name, what happens in it, and whether it is the status quo."""
    model, every = analysis.model, range(analysis.model.states.count)
    yield Column("state", "", say("state head"), [model.states.id(s) for s in every])
    if any(model.states.name(s) for s in every):
        yield Column("name", "", say("export name"), [plain(model.states.name(s) or "") for s in every])
    if words and not model.dispute.graph_form:
        yield Column("words", "", say("export words"), [plain(state_words(model, s)) for s in every])
        yield Column("code", "", say("export code"), [model.states.code(s) or 0 for s in every])
    yield Column("status_quo", "", say("status quo"), [s == model.status_quo for s in every])


def options(analysis: Analysis) -> Iterator[Column]:
    """Yield a column for each option with the letters Y, N and, where the members of a class differ, -."""
    model = analysis.model
    patterns = [model.states.pattern(s) or "" for s in range(model.states.count)]
    place = 0
    for maker in model.dispute.decision_makers:
        for option in maker.options:
            yield Column(option.id, plain(maker.name), plain(option.name), [p[place] for p in patterns])
            place += 1


def verdicts(analysis: Analysis) -> Iterator[Column]:
    """Yield where states are stable, for each concept and side, or coalition where the concept asks coalitions."""
    names = {maker.id: plain(maker.name) for maker in analysis.dispute.decision_makers}
    for concept in analysis.concepts:
        uncertain = analysis.uncertain(concept.name)
        for row, (side, stable) in enumerate(analysis.rows(concept, None)):
            marks: Sequence[Cell] = [bool(s) for s in stable]
            if uncertain is not None and side in names:
                marks = [f"{int(s)}?" if u else bool(s) for s, u in zip(stable, uncertain[row], strict=True)]
            head = say("export joined").join(names[one] for one in side.split(","))
            yield Column(f"{concept.name}.{side}", concept.name, head, marks)


def equilibria(analysis: Analysis) -> Iterator[Column]:
    """Yield where states are equilibria, for each concept."""
    for concept in analysis.concepts:
        mask = analysis.equilibria_mask(concept.name)
        yield Column(f"{concept.name}.equilibrium", say("equilibrium"), concept.name, [bool(e) for e in mask])


def ranks(analysis: Analysis) -> Iterator[Column]:
    """Yield the rank of each state, 1 the best, for the sides whose preferences rank all states."""
    for maker, preference in zip(analysis.dispute.decision_makers, analysis.model.preferences, strict=True):
        if preference.total:
            found = int(preference.levels.max()) - preference.levels + 1
            yield Column(f"rank.{maker.id}", say("export rank"), plain(maker.name), [int(r) for r in np.asarray(found)])


def rows(columns: Sequence[Column]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of columns."""
    return zip(*(column.cells for column in columns), strict=True)
