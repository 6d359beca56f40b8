"""From a language model's answer to entries: only what stands in the report, of known types, by actors that exist.

The answer is data of a stranger. Known keys of known kinds are taken out of it and nothing else; ids, offsets, kinds
of statements, voices, issues and dates are worked out here, never taken over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from standoff.read.ledger import Event, Ledger, Position, Span, Statement, Voice
from standoff.read.readers.anchors import Places, Quoted, day_of
from standoff.read.readers.llm_actors import maybe, several, take_actor, tied, who
from standoff.read.readers.llm_answer import Reading, Unsound, parse, place_of, shown
from standoff.read.readers.protocol import Found

if TYPE_CHECKING:
    from standoff.read.documents import Report

LONGEST_ACTION = 160
_SHORTEST_QUOTATION = 2
_WORD = re.compile(r"[^\W\d_]{4,}")


def to_entries(report: Report, ledger: Ledger, answer: str, part: Span) -> Found:
    """Return what is sound of an answer about one part of a report.

    Parameters
    ----------
    report : Report
        The report.
    ledger : Ledger
        What the rules read in it: its actors are those that the model was told of.
    answer : str
        The model's words.
    part : (int, int)
        The part that was sent: only in it are quotations looked for.

    Raises
    ------
    StandoffError
        If the answer is no JSON object.
    """
    lists = parse(answer)
    places = Places(report.text[slice(*part)])
    quoted = Quoted(report.text, report.paragraphs)
    reading = Reading(report, ledger, places, quoted, part, {actor.id: actor.id for actor in ledger.actors})
    makers: dict[str, Callable[[Reading, dict[str, Any], int], Any]] = {
        "actors": take_actor, "statements": _statement, "positions": _position, "events": _event,
    }  # fmt: skip
    for kind, maker in makers.items():
        at = 0
        for one in lists[kind]:
            try:
                made = maker(reading, one, at)
            except Unsound as why:
                reading.rejected.append(f"{kind[:-1]} {shown(one)}: {why}")
            except ValidationError as error:
                keys = ", ".join(str(e["loc"][0]) for e in error.errors() if e["loc"])
                reading.rejected.append(f"{kind[:-1]} {shown(one)}: not of the ledger's form ({keys}).")
            else:
                at = getattr(made, "start", at)
                reading.found[kind].extend((made,) if made is not None else ())
    actors = tied(reading, lists["actors"])
    found = reading.found
    return Found(
        tuple(found["statements"]), tuple(found["positions"]), tuple(found["events"]), actors, tuple(reading.rejected)
    )


def _statement(reading: Reading, one: dict[str, Any], at: int) -> Statement:
    start, end = reading.quoted.whole(*place_of(reading, one, "text", at, _SHORTEST_QUOTATION))
    return Statement(
        id=f"S{len(reading.found['statements']) + 1}",
        kind=reading.quoted.kind(start, end),
        speaker=maybe(reading, one.get("speaker")),
        addressees=several(reading, one.get("addressees")),
        start=start,
        end=end,
        text=reading.report.text[start:end],
        quoted=reading.quoted.inside(start, end),
    )


def _position(reading: Reading, one: dict[str, Any], at: int) -> Position:
    start, end = place_of(reading, one, "text", at, _SHORTEST_QUOTATION)
    saying = _saying(reading, start, end)
    action = _action(reading, one.get("action"))
    return Position.model_validate(
        {
            "id": f"P{len(reading.found['positions']) + 1}",
            "holder": who(reading, one.get("holder")),
            "type": one.get("type"),
            "issue": _issue(action),
            "action": action,
            "by": maybe(reading, one.get("by")),
            "target": maybe(reading, one.get("target")),
            "polarity": one.get("polarity"),
            "strength": one.get("strength"),
            "condition": _condition(reading, one),
            "voice": _voice(reading, one, saying, start, end),
            "statement": saying.id if saying else None,
            "date": day_of(reading.ledger, start, end),
            "start": start,
            "end": end,
            "text": reading.report.text[start:end],
        }
    )


def _event(reading: Reading, one: dict[str, Any], at: int) -> Event:
    start, end = place_of(reading, one, "text", at, _SHORTEST_QUOTATION)
    source, target = several(reading, one.get("source")), several(reading, one.get("target"))
    if not source and not target:
        raise Unsound("nobody does it and it is done to nobody.")
    return Event.model_validate(
        {
            "id": f"E{len(reading.found['events']) + 1}",
            "type": one.get("type"),
            "source": source,
            "target": target,
            "modality": one.get("modality"),
            "date": day_of(reading.ledger, start, end),
            "start": start,
            "end": end,
            "text": reading.report.text[start:end],
        }
    )


def _saying(reading: Reading, start: int, end: int) -> Statement | None:
    """Return the smallest of the model's statements that holds a stretch."""
    holding: list[Statement] = [s for s in reading.found["statements"] if s.start <= start and end <= s.end]
    return min(holding, key=lambda s: s.end - s.start, default=None)


def _voice(reading: Reading, one: dict[str, Any], saying: Statement | None, start: int, end: int) -> Voice:
    if reading.quoted.around(start, end) is not None:
        return "direct"
    if one.get("hedged") is True:
        return "hedged"
    return "reported" if saying is not None else "narrator"


def _action(reading: Reading, given: object) -> str:
    """Return the act, if it is short and in the report's own words: two long words of three begin one of its words."""
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_ACTION or not given.isprintable():
        raise Unsound("it does not say what is to be done.")
    known = {word[:4].casefold() for word in _WORD.findall(reading.report.text)}
    words = _WORD.findall(given)
    if 3 * sum(word[:4].casefold() in known for word in words) < 2 * len(words) or "://" in given:
        raise Unsound("the act is not in the report's words.")
    return " ".join(given.split())


def _condition(reading: Reading, one: dict[str, Any]) -> str | None:
    """Return the condition as the report has it; a position whose condition is invented is none."""
    if one.get("condition") is None:
        return None
    start, end = place_of(reading, one, "condition", 0)
    return " ".join(reading.report.text[start:end].split())


def _issue(action: str) -> str:
    """Return the issue of an act by the vocabulary of the field, as for the rules."""
    from standoff.read.language import load_language
    from standoff.read.lexicon import issue_of

    words = load_language()(action)
    return issue_of([t.lemma_ for t in words], [t.lemma_ for t in words if t.pos_ in ("NOUN", "PROPN")])
