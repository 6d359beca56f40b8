"""Statements while they are typed: what is wrong where, and what could stand there instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.statement_errors import looks_like_pattern, pattern_length
from standoff.model.statements import Expression, StatementError, names, parse
from standoff.model.words import nearest
from standoff.show.describe import picture_names, statement_names
from standoff.workbench.refusals import told

if TYPE_CHECKING:
    from standoff.workbench.desk import Desk

WORDS = ("not", "and", "or", "if", "iff", "implies")
MOST_OFFERED = 12


def read_expression(dispute: Dispute, text: str) -> Expression:
    """Read an expression over a dispute's ids.

    Raises
    ------
    StatementError
        With the column of what is wrong.
    """
    count = None if dispute.graph_form else len(dispute.options)
    expression = parse(text, count)
    known = _known(dispute)
    for name in sorted(names(expression) - known.keys(), key=lambda name: _column(text, name)):
        if looks_like_pattern(name) and count:
            raise pattern_length(name, count)
        what = f"{name} is no {'state' if dispute.graph_form else 'option'}, fact or outcome."
        raise StatementError(what, column=_column(text, name), mend=nearest(name, known))
    return expression


def check_statement(desk: Desk, text: str, caret: int | None, side: str | None) -> dict[str, Any]:
    """Return whether a text is a statement, what is wrong with it, and what could go on at the caret.

    Parameters
    ----------
    desk : Desk
        The dispute whose ids it may name.
    text : str
        What is typed so far.
    caret : int, optional
        How many characters stand before the caret; all, if left out.
    side : str, optional
        Whose statement it is: in words, options of others carry the name of their side.

    Returns
    -------
    dict
        ``ok``, ``error``, ``column``, ``completions`` with the column ``from`` which they replace what is typed,
        and of a right statement its ``words`` and the number of ``states`` in which it is true.
    """
    dispute = desk.dispute
    before = text[: len(text) if caret is None else caret]
    word = re.search(r"\w*$", before)
    answer: dict[str, Any] = {"ok": True, "error": None, "column": None, "words": None, "states": None}
    try:
        answer |= _meaning(desk, read_expression(dispute, text), side)
    except StandoffError as error:
        problem = told(error)
        answer |= {"ok": False, "error": problem, "column": problem["column"]}
    start = word.start() + 1 if word else len(before) + 1
    return answer | {"completions": completions(dispute, before), "from": start}


def _meaning(desk: Desk, expression: Expression, side: str | None) -> dict[str, Any]:
    """Return an expression in words, and in how many states it is true; nothing where states are not at hand."""
    if desk.size.large or desk.broken is not None:
        return {}
    model = desk.analysis().model
    owner = side if side in model.makers else ""
    words = statement_names(model, owner or "").statement(expression)
    return {"words": words, "states": int(model.states.satisfying(expression).sum())}


def completions(dispute: Dispute, before: str) -> list[dict[str, str]]:
    """Return the words that fit what stands before the caret, each with what it is.

    Ids are found by their beginning, or by the beginning of a word of their name.
    """
    typed = re.search(r"\w*$", before)
    start = typed.group().casefold() if typed else ""
    rest = before[: len(before) - len(start)].rstrip()
    after_operand = bool(re.search(r"[\w)]$", rest)) and rest.split()[-1].strip("()").lower() not in WORDS
    if after_operand:
        found = [{"text": word, "kind": "word", "about": ""} for word in WORDS[1:] if word.startswith(start)]
        return found[:MOST_OFFERED]
    offered = []
    for name, (kind, about) in _known(dispute).items():
        words = [name.casefold(), *about.casefold().split()]
        if any(word.startswith(start) for word in words):
            offered.append({"text": name, "kind": kind, "about": about})
    if "not".startswith(start):
        offered.append({"text": "not", "kind": "word", "about": ""})
    return offered[:MOST_OFFERED]


def _known(dispute: Dispute) -> dict[str, tuple[str, str]]:
    """Return every id that an expression may name, with its kind and what people call it."""
    found: dict[str, tuple[str, str]] = {}
    for option, name in zip(dispute.options, picture_names(dispute), strict=True):
        found[option.id] = ("option", name)
    for fact, value in dispute.facts.items():
        found[fact] = ("fact", "yes" if value else "no")
    for outcome in dispute.outcomes:
        found[outcome.id] = ("outcome", "")
    if dispute.graph_form:
        found |= {state.id: ("state", state.name or "") for state in dispute.states}
    return found


def _column(text: str, name: str) -> int:
    """Return where an id first stands in a text, from 1."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return match.start() + 1 if match else 1
