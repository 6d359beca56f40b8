"""The entries of a ledger as a person looks through them: flat, in the order of the text, each with its words.

A person accepts, corrects or rejects each, and adds what was overlooked by selecting words.
What is rejected stays visible, and is left out of what a draft is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from standoff.model.words import nearest
from standoff.read.ledger import Actor, Event, Ledger, Mention, Position, Statement
from standoff.workbench.refusals import Refusal

Record = Actor | Statement | Position | Event
KINDS: dict[str, tuple[str, type[BaseModel], str]] = {
    "actor": ("actors", Actor, "A"),
    "statement": ("statements", Statement, "S"),
    "position": ("positions", Position, "P"),
    "event": ("events", Event, "E"),
}
"""What a person looks at: the key of the ledger, the form of an entry, and the letter that its ids start with."""

REFERENCES = {
    "actor": ("acts_for", "members"),
    "statement": ("speaker", "addressees"),
    "position": ("holder", "by", "target"),
    "event": ("source", "target"),
}
"""Fields that name actors."""

CONJUNCTIONS = frozenset(
    ["if", "once", "until", "unless", "when", "as", "after", "before", "provided", "only", "while", "so", "should"]
)
FIXED = ("id", "start", "end", "text", "mentions", "rule")
SAYS = {
    "demand": "demands",
    "appeal": "appeals for",
    "offer": "offers",
    "willingness": "is willing",
    "unwillingness": "is not willing",
    "refusal": "refuses",
    "acceptance": "accepts",
    "commitment": "commits to",
    "no-commitment": "does not commit to",
    "condition": "sets a condition",
    "goal": "aims",
    "threat": "threatens",
    "warning": "warns",
    "accusation": "accuses",
    "denial": "denies",
    "support": "supports",
    "opposition": "opposes",
}
"""What the holder of a position does, by its type."""


def records(ledger: Ledger, kind: str) -> tuple[Any, ...]:
    """Return the entries of one kind."""
    found: tuple[Any, ...] = getattr(ledger, KINDS[kind][0])
    return found


def entries(ledger: Ledger, statuses: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return all entries, flat and in the order of the text.

    Parameters
    ----------
    ledger : Ledger
        What the report says, rejected entries included.
    statuses : mapping
        What a person decided, by ``kind:id``; an entry without a decision is *proposed*.
    """
    names = {actor.id: actor.name for actor in ledger.actors}
    found = [
        _shown(kind, record, names, statuses.get(f"{kind}:{record.id}", "proposed"))
        for kind in KINDS
        for record in records(ledger, kind)
    ]
    return sorted(found, key=lambda entry: (entry["start"], entry["kind"] != "actor", -entry["end"]))


def _shown(kind: str, record: Any, names: Mapping[str, str], status: str) -> dict[str, Any]:
    """Return one entry as the page shows it."""
    first = record.mentions[0] if kind == "actor" and record.mentions else record
    data = record.model_dump(mode="json", exclude_none=False)
    mentions = data.pop("mentions", [])
    return {
        "id": f"{kind}:{record.id}",
        "kind": kind,
        "start": getattr(first, "start", 0),
        "end": getattr(first, "end", 0),
        "text": getattr(first, "text", ""),
        "mentions": [[m["start"], m["end"]] for m in mentions],
        "about": about(kind, record, names),
        "status": status,
        "fields": {key: value for key, value in data.items() if key not in FIXED},
    }


def about(kind: str, record: Any, names: Mapping[str, str]) -> str:
    """Return what an entry says, in a few words.

    Examples
    --------
    >>> wish = Position(id="P1", holder="town", type="demand", issue="water", action="clean the well", by="plant",
    ...                 polarity="for", start=0, end=9, text="…")
    >>> about("position", wish, {"town": "The town", "plant": "The plant"})
    'The town demands: clean the well (by The plant)'
    """

    def called(actor: str | None) -> str:
        return names.get(actor or "", actor or "somebody")

    def listed(actors: Sequence[str]) -> str:
        return ", ".join(map(called, actors)) or "somebody"

    if kind == "actor":
        beside = [record.kind, record.role, f"acts for {called(record.acts_for)}" if record.acts_for else None]
        return f"{record.name} ({', '.join(part for part in beside if part)})"
    if kind == "statement":
        to = f" to {listed(record.addressees)}" if record.addressees else ""
        return f"{called(record.speaker)} says{to} ({record.kind})"
    if kind == "event":
        to = f" towards {listed(record.target)}" if record.target else ""
        return f"{listed(record.source)}: {record.type.lower()}{to} ({record.modality})"
    whose = f" (by {called(record.by)})" if record.by and record.by != record.holder else ""
    when = f", {_condition(record.condition)}" if record.condition else ""
    against = "not to " if record.polarity == "against" and record.type in ("demand", "appeal", "goal") else ""
    return f"{called(record.holder)} {SAYS[record.type]}: {against}{record.action}{whose}{when}"


def _condition(words: str) -> str:
    """Return a condition as part of a sentence; most bring their own conjunction."""
    return words if words.split()[0].lower() in CONJUNCTIONS else f"if {words}"


def corrected(
    ledger: Ledger, text: str, identifier: str, fields: Mapping[str, Any], span: tuple[int, int] | None
) -> Ledger:
    """Return a ledger with one entry as a person says.

    Raises
    ------
    Refusal
        If there is no such entry, a field is unknown or has no such value, or the words lie outside the text.
    """
    kind, place = _place(ledger, identifier)
    record = records(ledger, kind)[place]
    data = {**record.model_dump(), **_fields(kind, fields)}
    if span is not None:
        data |= _anchored(kind, data, text, span)
    return _with(ledger, kind, place, _made(ledger, kind, data))


def added(ledger: Ledger, text: str, kind: str, fields: Mapping[str, Any], span: tuple[int, int]) -> tuple[Ledger, str]:
    """Return a ledger with one more entry, and the entry's id."""
    if kind not in KINDS:
        raise Refusal(f"There is no entry of the kind {kind!r}.", mend=nearest(kind, KINDS))
    key, _, letter = KINDS[kind]
    taken = {record.id for record in records(ledger, kind)}
    identifier = next(f"{letter}{k}" for k in range(len(taken) + 1, 2 * len(taken) + 3) if f"{letter}{k}" not in taken)
    data = {"id": identifier, **DEFAULTS[kind], **_fields(kind, fields)}
    data |= _anchored(kind, data, text, span)
    made = _made(ledger, kind, data)
    changed = ledger.model_copy(update={key: (*records(ledger, kind), made)})
    return changed, f"{kind}:{identifier}"


DEFAULTS: dict[str, dict[str, Any]] = {
    "actor": {"kind": "organization"},
    "statement": {"kind": "indirect"},
    "position": {"type": "demand", "issue": "other", "polarity": "for", "voice": "reported"},
    "event": {"type": "CONSULT"},
}
"""What an added entry is where a person does not say."""


def _place(ledger: Ledger, identifier: str) -> tuple[str, int]:
    """Return the kind of an entry and its place among those of its kind."""
    kind, _, wanted = identifier.partition(":")
    for place, record in enumerate(records(ledger, kind) if kind in KINDS else ()):
        if record.id == wanted:
            return kind, place
    raise Refusal(f"There is no entry {identifier[:80]!r}.", status=404)


def exists(ledger: Ledger, identifier: str) -> bool:
    """Return True for an entry that is there; one that is not is an error."""
    _place(ledger, identifier)
    return True


def _fields(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a person gives, refusing those that an entry does not have."""
    known = [name for name in KINDS[kind][1].model_fields if name not in FIXED]
    for name in fields:
        if name not in known:
            raise Refusal(f"An entry of the kind {kind} has no {name!r}.", mend=nearest(name, known))
    return dict(fields)


def _anchored(kind: str, data: Mapping[str, Any], text: str, span: tuple[int, int]) -> dict[str, Any]:
    """Return the anchor of an entry: its words and where they stand; an actor gets one more mention."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise Refusal("The selected words lie outside the report.", mend="Select them again.")
    words = text[start:end]
    if kind != "actor":
        return {"start": start, "end": end, "text": words}
    mention = Mention(start=start, end=end, text=words).model_dump()
    return {"mentions": (mention, *data.get("mentions", ())), "name": data.get("name") or words}


def _made(ledger: Ledger, kind: str, data: Mapping[str, Any]) -> Any:
    """Return an entry of its fields, if they fit."""
    try:
        made = KINDS[kind][1].model_validate(dict(data))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise Refusal(f"{field}: {first['msg'][0].lower()}{first['msg'][1:]}.") from None
    known = {actor.id for actor in ledger.actors}
    for field in REFERENCES[kind]:
        value = getattr(made, field)
        for actor in value if isinstance(value, tuple) else [value]:
            if actor is not None and actor not in known:
                raise Refusal(f"{field}: there is no actor {actor!r}.", mend=nearest(actor, known))
    return made


def _with(ledger: Ledger, kind: str, place: int, record: Any) -> Ledger:
    """Put an entry in the place of another."""
    old = records(ledger, kind)
    return ledger.model_copy(update={KINDS[kind][0]: (*old[:place], record, *old[place + 1 :])})


def accepted(ledger: Ledger, statuses: Mapping[str, str]) -> Ledger:
    """Return the ledger without what was rejected, and without what hangs on it."""

    def kept(kind: str) -> tuple[Any, ...]:
        return tuple(r for r in records(ledger, kind) if statuses.get(f"{kind}:{r.id}") != "rejected")

    actors = {actor.id for actor in kept("actor")}
    statements = {statement.id for statement in kept("statement")}

    def known(name: str | None) -> str | None:
        return name if name in actors else None

    def among(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in actors)

    positions = [p for p in kept("position") if p.holder in actors and (p.by is None or p.by in actors)]
    ids = {position.id for position in positions}
    return ledger.model_copy(
        update={
            "actors": tuple(
                a.model_copy(update={"acts_for": known(a.acts_for), "members": among(a.members)}) for a in kept("actor")
            ),
            "statements": tuple(
                s.model_copy(update={"speaker": known(s.speaker), "addressees": among(s.addressees)})
                for s in kept("statement")
            ),
            "positions": tuple(
                p.model_copy(
                    update={
                        "target": known(p.target),
                        "statement": p.statement if p.statement in statements else None,
                        "same_as": p.same_as if p.same_as in ids else None,
                    }
                )
                for p in positions
            ),
            "events": tuple(
                e.model_copy(update={"source": among(e.source), "target": among(e.target)}) for e in kept("event")
            ),
        }
    )
