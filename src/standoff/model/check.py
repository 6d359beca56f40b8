"""Advice about a dispute: what is allowed, but probably not meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, PreferenceEntry, Source, Support
from standoff.model.document import place
from standoff.model.statements import Expression, Pattern, names

Kind = Literal["contradiction", "unused", "unsourced", "evidence", "statement", "preferences", "unreachable", "moves"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: its kind, what was noticed, where, and what may be done about it."""

    kind: Kind
    what: str
    where: str
    mend: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.mend}" if self.mend else "")


def check(dispute: Dispute) -> list[Advice]:
    """Return advice about a dispute.

    Parameters
    ----------
    dispute : Dispute
        A dispute that loads, so that it has no errors; a contradiction that leaves it without states
        is advice here, and the rest of the advice then does without states.

    Returns
    -------
    list of Advice
        Contradictions first, then what concerns preferences and moves, then unused and unsourced elements.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> [advice.what for advice in check(loads('''
    ... {standoff: 1, decision_makers: [{id: Up, options: [{id: pay}]}], facts: {drought: no},
    ...  status_quo: [], preferences: {Up: {statements: [pay, not pay]}}}'''))]
    ['Statement 2 of Up adds nothing: it is the opposite of statement 1.', 'The fact drought is not used.']
    """
    from standoff.model.check_rules import check_rules
    from standoff.model.check_states import check_states

    advice = list(check_rules(dispute))
    if not advice:
        advice += check_states(dispute)
    return [*advice, *_unused(dispute), *_unsourced(dispute), *_passages(dispute)]


def expressions(dispute: Dispute) -> Iterator[Expression]:
    """Yield every expression of a dispute."""
    for rule in dispute.rules:
        yield from rule.expressions
    yield from dispute.coalesce
    for entry in dispute.preferences.values():
        for statement in entry.statements or ():
            yield statement.expression
    for outcome in dispute.outcomes:
        yield outcome.expression


def _unused(dispute: Dispute) -> Iterator[Advice]:
    """Facts and sources that nothing refers to, and options that nobody's preferences depend on."""
    named = {name for expression in expressions(dispute) for name in names(expression)}
    for fact in dispute.facts:
        if fact not in named:
            yield Advice("unused", f"The fact {fact} is not used.", place(dispute, ("facts", fact)))
    cited = {evidence.source for _, support, _ in elements(dispute) for evidence in support.evidence}
    for index, source in enumerate(dispute.sources):
        if source.id not in cited:
            yield Advice("unused", f"Nothing cites the source {source.id}.", place(dispute, ("sources", index)))
    if any(entry.use in ("ranking", "pairs") or _has_pattern(entry) for entry in dispute.preferences.values()):
        return
    wanted = _wanted(dispute)
    if not wanted:
        return
    for i, maker in enumerate(dispute.decision_makers):
        for j, option in enumerate(maker.options):
            if option.id not in wanted:
                what = f"No side's preferences depend on the option {option.id}."
                yield Advice("unused", what, place(dispute, ("decision_makers", i, "options", j)))


def _has_pattern(entry: PreferenceEntry) -> bool:
    """Whether a statement is a pattern, which reads options without naming them."""
    return any(isinstance(statement.expression, Pattern) for statement in entry.statements or ())


def _wanted(dispute: Dispute) -> set[str]:
    """Return every id that the preferences in force read, also by way of outcomes."""
    wanted: set[str] = set()
    for entry in dispute.preferences.values():
        if entry.use == "weights":
            wanted |= set(entry.weights or ())
        else:
            wanted |= {name for statement in entry.statements or () for name in names(statement.expression)}
    outcomes = {outcome.id: names(outcome.expression) for outcome in dispute.outcomes}
    pending = [name for name in wanted if name in outcomes]
    while pending:
        more = outcomes[pending.pop()] - wanted
        wanted |= more
        pending += [name for name in more if name in outcomes]
    return wanted


Element = tuple[str, Support, tuple[str | int, ...]]


def elements(dispute: Dispute) -> Iterator[Element]:
    """Yield every element that can cite evidence: what to call it, what it rests on, and its path."""
    for i, maker in enumerate(dispute.decision_makers):
        yield f"The side {maker.id}", maker.support, ("decision_makers", i)
        for j, option in enumerate(maker.options):
            yield f"The option {option.id}", option.support, ("decision_makers", i, "options", j)
    for k, rule in enumerate(dispute.rules):
        yield f"Feasibility rule {k + 1}", rule.support, ("feasibility", k)
    for name, support in dispute.fact_support.items():
        yield f"The fact {name}", support, ("facts", name)
    for side, entry in dispute.preferences.items():
        yield f"The preference of {side}", entry.support, ("preferences", side)
        for k, statement in enumerate(entry.statements or ()):
            yield f"Statement {k + 1} of {side}", statement.support, ("preferences", side, "statements", k)
    for outcome in dispute.outcomes:
        yield f"The outcome {outcome.id}", outcome.support, ("outcomes", outcome.id)
    for k, state in enumerate(dispute.states):
        yield f"The state {state.id}", state.support, ("states", k)
    if dispute.status_quo is not None:
        yield "The status quo", dispute.status_quo.support, ("status_quo",)
    for side, perception in dispute.perceptions.items():
        yield f"The perception of {side}", perception.support, ("perceptions", side)
    for k, phase in enumerate(dispute.phases):
        yield f"The phase {phase.id}", phase.support, ("phases", k)
    for k, question in enumerate(dispute.open_questions):
        yield f"The open question {question.id}", question.support, ("open_questions", k)


def _unsourced(dispute: Dispute) -> Iterator[Advice]:
    """Elements without evidence, in a file that has sources."""
    if not dispute.sources:
        return
    for name, support, path in elements(dispute):
        if _rests_on_sources(path) and support.mark == "unsourced":
            yield Advice("unsourced", f"{name} cites no source.", place(dispute, path), "Add `evidence:`.")


def _rests_on_sources(path: tuple[str | int, ...]) -> bool:
    """Whether an element is a claim about the dispute.

    Names of states and outcomes are the analyst's own; sides and whole preferences are borne out by what they hold.
    """
    if path[0] in ("decision_makers", "preferences"):
        return len(path) > 2
    return path[0] in ("feasibility", "facts", "status_quo", "perceptions", "phases")


def _passages(dispute: Dispute) -> Iterator[Advice]:
    """Sources whose file is missing, and passages that lie beyond its end."""
    lengths = {source.id: _length(dispute, source) for source in dispute.sources}
    for index, source in enumerate(dispute.sources):
        if source.file is not None and dispute.path is not None and lengths[source.id] is None:
            what = f"The file {source.file} of the source {source.id} cannot be read."
            yield Advice("evidence", what, place(dispute, ("sources", index, "file")))
    for name, support, path in elements(dispute):
        for k, evidence in enumerate(support.evidence):
            length = lengths.get(evidence.source)
            if length is not None and evidence.end > length:
                what = f"{name} cites {evidence}, but the text ends at {length}."
                yield Advice("evidence", what, place(dispute, (*path, "evidence", k)))


def _length(dispute: Dispute, source: Source) -> int | None:
    """Return the number of code points of a source's file, None where there is none to read."""
    from standoff.model.files import read_text

    if source.file is None or dispute.path is None:
        return None
    try:
        return len(read_text(Path(dispute.path).parent / source.file))
    except StandoffError:
        return None
