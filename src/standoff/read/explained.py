"""Why an entry is in a ledger: the rule that made it in words, and the file of the vocabulary that it works with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.read.fields import Field, reading_in
from standoff.read.ledger import Event, Ledger, Position, Statement
from standoff.read.lexicon import vocabulary


@dataclass(frozen=True)
class Reason:
    """One entry of a ledger and the rule that made it."""

    id: str
    what: str
    text: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        text = " ".join(self.text.split())
        short = text if len(text) <= 90 else f"{text[:87]}..."
        return f"{self.id}  {self.what}: “{short}”\n    rule {self.rule}: {self.sentence}"


def explain(ledger: Ledger, field: Field | None = None) -> list[Reason]:
    """Say of each entry of a ledger which rule made it.

    Parameters
    ----------
    ledger : Ledger
        As it was read; an entry that a person wrote has no rule and is left out.
    field : Field, optional
        The words that it was read with.

    Returns
    -------
    list of Reason
        Statements, positions and events in the order of the ledger.
    """
    with reading_in(field):
        return list(_reasons(ledger))


def _reasons(ledger: Ledger) -> Iterator[Reason]:
    names = {actor.id: actor.name for actor in ledger.actors}
    entries: list[Statement | Position | Event] = [*ledger.statements, *ledger.positions, *ledger.events]
    for entry in entries:
        if entry.rule is not None:
            yield Reason(entry.id, _what(entry, names), entry.text, entry.rule, _sentence(entry))


def _what(entry: Statement | Position | Event, names: dict[str, str]) -> str:
    if isinstance(entry, Statement):
        return f"{names.get(entry.speaker or '', 'somebody')} says"
    if isinstance(entry, Position):
        return f"{names.get(entry.holder, entry.holder)}, {entry.type}"
    return f"{', '.join(names.get(source, source) for source in entry.source) or 'somebody'}, {entry.type}"


def _sentence(entry: Statement | Position | Event) -> str:
    """Say what a rule looks for."""
    own = vocabulary("rules")
    rule = entry.rule or ""
    if isinstance(entry, Statement):
        return f"{own['statements'].get(rule, rule)} (words: speech.toml)."
    if rule.startswith("speech:"):
        return f"saying so is an event: {_position(rule.removeprefix('speech:'))}"
    if rule.startswith("deed:"):
        return f"a verb of the deed “{rule.removeprefix('deed:')}” (events.toml)."
    if isinstance(entry, Event):
        return f"{own['events'].get(rule, rule)} (events.toml)."
    return _position(rule)


def _position(rule: str) -> str:
    base, _, condition = rule.partition("+")
    if base.startswith("tagger:"):
        return f"a trained reader, sure to {float(base.removeprefix('tagger:')):.0%}."
    told = vocabulary("rules")["positions"].get(base)
    if base.startswith("phrase:"):
        sentence = f"the turn of phrase “{base.removeprefix('phrase:')}” (cues.toml)"
    elif told is not None:
        sentence = f"{told} (words: cues.toml)"
    else:
        sentence = f"a word of the cue “{base}” with what it takes (positions.toml)"
    return f"what this hangs on: {sentence}." if condition else f"{sentence}."
