"""The ledger: who wants what, from whom, in whose words, and what has happened.

Every entry is anchored to its report by offsets (stand-off annotation).
They count the Unicode code points of the untouched text, end exclusive.
Wherever ``text`` stands beside ``start`` and ``end`` it equals that slice.

References
----------
Schrodt, P. A., and others (2023). PLOVER: political language ontology for verifiable event records (event types).
Gerner, D. J., Schrodt, P. A., Yilmaz, O., and Abu-Jabr, R. (2002). Conflict and mediation event observations (codes).
"""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from standoff.errors import FileErrors, StandoffError

FORMAT = "standoff-ledger/1"

ActorKind = Literal["person", "state", "organization", "armed-force", "population", "group", "bloc"]
MentionForm = Literal["named", "nominal", "pronoun", "metonym"]
StatementKind = Literal["direct", "indirect", "mixed"]
PositionType = Literal[
    "demand", "appeal", "offer", "willingness", "unwillingness", "refusal", "acceptance", "commitment", "no-commitment",
    "condition", "goal", "threat", "warning", "accusation", "denial", "support", "opposition",
]  # fmt: skip
Polarity = Literal["for", "against", "withheld"]
Strength = Literal["firm", "plain", "weak"]
Voice = Literal["direct", "reported", "hedged", "narrator"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["actual", "possible", "intended", "denied"]
Credibility = Literal[1, 2, 3, 4, 5, 6]
"""A person's grade of a claim: 1 (confirmed by others) to 5 (improbable), 6 (cannot be judged)."""
Span = tuple[int, int]

UNSAID = ("credibility", "reliability", "duplicate_of", "program", "x_rule", "reader")
"""Keys that are written only where somebody or something has set them."""

ENTRIES = ("statements", "positions", "events")
"""The kinds of entries that say what somebody says, wants or does."""


_RULE: Any = Field(
    default=None, validation_alias=AliasChoices("x_rule", "rule"), serialization_alias="x_rule", repr=False
)
"""The name of the rule that made an entry; in files it stands as ``x_rule``, which readers may ignore."""


class _Entry(BaseModel):
    """What all entries share: frozen, and keys that this version does not know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Source(_Entry):
    """The report that a ledger was read from.

    ``reliability`` is a person's grade, A (completely reliable) to E (unreliable) or F (cannot be judged);
    ``duplicate_of`` is the id of a report whose text this one repeats.
    """

    id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    file: str | None = None
    sha256: str | None = None
    characters: int | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    duplicate_of: str | None = None


class Mention(_Entry):
    """One place where the report names an actor; a metonym is a capital that stands for its government."""

    start: int
    end: int
    text: str
    form: MentionForm = "named"


class Actor(_Entry):
    """Somebody who speaks, wants or acts; ``acts_for`` is the actor on whose behalf this one speaks and moves."""

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    acts_for: str | None = None
    members: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Statement(_Entry):
    """What a speaker says, in direct, indirect or mixed speech."""

    id: str
    kind: StatementKind
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    start: int
    end: int
    text: str
    speaker_span: Span | None = None
    cue_span: Span | None = None
    quoted: tuple[Span, ...] = ()
    date: str | None = None
    credibility: Credibility | None = None
    rule: str | None = _RULE
    reader: str | None = None


class Position(_Entry):
    """What a holder wants done or left undone: ``action`` in base form and ``by`` whom."""

    id: str
    holder: str
    type: PositionType
    issue: str
    action: str
    by: str | None = None
    target: str | None = None
    polarity: Polarity
    strength: Strength = "plain"
    condition: str | None = None
    voice: Voice = "narrator"
    statement: str | None = None
    date: str | None = None
    same_as: str | None = None
    start: int
    end: int
    text: str
    credibility: Credibility | None = None
    rule: str | None = _RULE
    reader: str | None = None


class Event(_Entry):
    """Something that happened, may happen, is intended or is denied, with its PLOVER type."""

    id: str
    type: EventType
    mode: str | None = None
    cameo: str | None = None
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    trigger: Span | None = None
    modality: Modality = "actual"
    date: str | None = None
    place: str | None = None
    start: int
    end: int
    text: str
    credibility: Credibility | None = None
    rule: str | None = _RULE
    reader: str | None = None


class Quantity(_Entry):
    """A number with its unit, and the entry that it measures (``of``)."""

    id: str
    kind: str
    value: int | float | None = None
    unit: str | None = None
    of: str | None = None
    start: int
    end: int
    text: str


class Date(_Entry):
    """A date or period named in the report; ``value`` is null where nothing fixes it."""

    id: str
    start: int
    end: int
    text: str
    value: str | None = None
    precision: str | None = None


class Ledger(_Entry):
    """All that was read from one report; ``program`` is the version that read it.

    Examples
    --------
    >>> ledger = Ledger(source=Source(id="note"))
    >>> ledger.positions
    ()
    """

    format: Literal["standoff-ledger/1"] = "standoff-ledger/1"
    source: Source
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    program: str | None = None

    def actor(self, identifier: str) -> Actor:
        """Return the actor with this id.

        Raises
        ------
        StandoffError
            If no actor has this id.
        """
        for actor in self.actors:
            if actor.id == identifier:
                return actor
        raise StandoffError(f"the ledger {self.source.id} has no actor {identifier!r}.")


def counts(ledger: Ledger) -> tuple[int, int, int, int]:
    """Return how many actors, statements, positions and events a ledger has."""
    return len(ledger.actors), len(ledger.statements), len(ledger.positions), len(ledger.events)


def load_ledger(path: str | PathLike[str]) -> Ledger:
    """Read a ledger file; keys that this version does not know are ignored.

    Raises
    ------
    StandoffError
        If the file is missing, is no JSON or is no ledger; all that is wrong with its fields comes at once.
    """
    file = Path(path)
    try:
        document = json.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise StandoffError("the ledger cannot be read.", where=str(file), mend="Check the file name.") from error
    except UnicodeDecodeError as error:
        raise StandoffError("the ledger is not UTF-8 text.", where=str(file)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"{file}:{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else str(file)
        mend = "Make it anew with `standoff read`."
        raise StandoffError("the ledger is no valid JSON.", where=place, mend=mend) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise StandoffError(
            "this is no ledger of the kind that this version reads.",
            where=str(file),
            mend=f'Its first key has to be "format": "{FORMAT}".',
        )
    try:
        return Ledger.model_validate(document)
    except ValidationError as error:
        raise FileErrors([_problem(file, details["loc"], details["msg"]) for details in error.errors()]) from error


def save_ledger(ledger: Ledger, path: str | PathLike[str]) -> None:
    """Write a ledger as JSON, whole or not at all.

    Raises
    ------
    StandoffError
        If the folder cannot be written to.
    """
    from standoff.model.files import write_atomically

    write_atomically(Path(path), to_json(ledger))


def to_json(ledger: Ledger) -> str:
    """Return the ledger as JSON text, one key a line, in the order of the format.

    Examples
    --------
    >>> print(to_json(Ledger(source=Source(id="note"))).splitlines()[1])
     "format": "standoff-ledger/1",
    """
    return json.dumps(as_dict(ledger), ensure_ascii=False, indent=1) + "\n"


def as_dict(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger as plain data, as its file has it."""
    document = ledger.model_dump(mode="json", by_alias=True)
    for entry in (document, document["source"], *(e for kind in ENTRIES for e in document[kind])):
        for key in UNSAID:
            if key in entry and entry[key] is None:
                del entry[key]
    return document


def _problem(file: Path, location: tuple[int | str, ...], message: str) -> StandoffError:
    """Turn one finding of pydantic into an error of ours."""
    field = ".".join(str(part) for part in location)
    return StandoffError(f"{field}: {message[0].lower()}{message[1:]}.", where=str(file))
