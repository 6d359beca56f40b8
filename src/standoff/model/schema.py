"""The keys of a dispute file and the kind of value that each takes: the border between files and the core.

The models see texts only (`standoff.model.tree`); what the texts mean together (ids that must exist,
statements that must parse) is `standoff.model.build`'s business. ``docs/dispute.schema.json`` is made from
these models.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, WithJsonSchema
from pydantic.functional_validators import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^\p{L}[\p{L}\p{N}_]*$"
EVIDENCE = re.compile(r"([^\s@]+)@([0-9]{1,12})-([0-9]{1,12})")
DECIMAL = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})")
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def refusal(what: str, mend: str) -> PydanticCustomError:
    """Return an error in our own words; they go in as values, since texts of files may contain braces."""
    return PydanticCustomError("standoff", "{what}", {"what": what, "mend": mend})


def _truth(text: object) -> object:
    """Read yes, no, true or false in any case."""
    if isinstance(text, str) and text.lower() in TRUTHS:
        return TRUTHS[text.lower()]
    shown = repr(text) if isinstance(text, str) else "This"
    raise refusal(f"{shown} is neither yes nor no.", "Write yes or no.")


def _decimal(text: str) -> str:
    """Refuse what is no decimal number."""
    if not DECIMAL.fullmatch(text):
        raise refusal(f"The weight {text!r} is no decimal number.", "Write a decimal such as 2, -5 or 0.75.")
    return text


def _evidence(text: str) -> str:
    """Refuse what does not look like SOURCE@START-END, or is empty."""
    match = EVIDENCE.fullmatch(text)
    if match is None:
        raise refusal(f"{text!r} is no evidence.", "Write SOURCE@START-END, such as globe@120-188.")
    if int(match[3]) <= int(match[2]):
        raise refusal(f"The evidence {text} holds no text.", "END is exclusive, so it is larger than START.")
    return text


def _version(text: object) -> object:
    """Refuse other versions of the format."""
    if text != "1":
        shown = text if isinstance(text, str) else "nothing"
        raise refusal(f"This program reads version 1 of the format, not {shown}.", "Write `standoff: 1`.")
    return text


def _under(key: str) -> Any:
    """Let a bare text stand for a mapping with one key."""
    return lambda value: {key: value} if isinstance(value, str) else value


def _classes(value: object) -> object:
    """Let a bare state of a ranking stand for a class of its own."""
    return [item if isinstance(item, list) else [item] for item in value] if isinstance(value, list) else value


def _status_quo(value: object) -> object:
    """Read a list as the options taken, a text as a state."""
    return {"taken": value} if isinstance(value, list) else {"state": value} if isinstance(value, str) else value


Text = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
_TRUTH_WORDS = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
_TRUTH_SCHEMA = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": _TRUTH_WORDS}]}
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema(_TRUTH_SCHEMA)]
Weight = Annotated[str, AfterValidator(_decimal), WithJsonSchema({"type": ["number", "string"]})]
EvidenceText = Annotated[
    str, AfterValidator(_evidence), WithJsonSchema({"type": "string", "pattern": r"^[^\s@]+@[0-9]+-[0-9]+$"})
]
Version = Annotated[str, BeforeValidator(_version), WithJsonSchema({"const": 1})]
ExpressionText = Annotated[str, WithJsonSchema({"type": ["string", "boolean"]})]


class Keys(BaseModel):
    """A mapping with known keys. Keys that start with x_ are kept in the file and ignored here."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=False, json_schema_extra={"patternProperties": {"^x_": {}}}
    )
    later: ClassVar[frozenset[str]] = frozenset()
    """Keys of the format that this version of the program does not compute with yet."""

    @model_validator(mode="before")
    @classmethod
    def ignore_private_keys(cls, data: Any) -> Any:
        """Leave out the keys that start with x_."""
        if isinstance(data, dict) and any(key.startswith("x_") for key in data):
            return {key: value for key, value in data.items() if not key.startswith("x_")}
        return data


class Supported(Keys):
    """An element that can cite what it rests on."""

    evidence: list[EvidenceText] = []
    contested: Truth = False
    presumed: str | None = None


class SourceKeys(Keys):
    """A report that evidence points to."""

    id: Identifier
    title: Text | None = None
    author: Text | None = None
    publisher: Text | None = None
    published: Text | None = None
    file: Text | None = None
    reliability: Text | None = None


class OptionKeys(Supported):
    """A course of action that a side takes or not."""

    id: Identifier
    name: Text | None = None
    moves: Literal["both", "take", "drop"] = "both"
    shared_with: list[Identifier] = []


class MakerKeys(Supported):
    """A side of the dispute."""

    id: Identifier
    name: Text | None = None
    options: list[OptionKeys] = []


class RequiresKeys(Keys):
    """Where the one is true, the other must be."""

    condition: ExpressionText = Field(alias="if")
    consequence: ExpressionText = Field(alias="then")


class RuleKeys(Supported):
    """A feasibility rule; exactly one of its kinds is given."""

    never: ExpressionText | None = None
    requires: RequiresKeys | None = None
    mutually_exclusive: list[ExpressionText] | None = None
    at_least_one: list[ExpressionText] | None = None
    exactly_one: list[ExpressionText] | None = None


class StatementKeys(Supported):
    """A preference statement."""

    prefer: ExpressionText


class PreferenceKeys(Supported):
    """What one side prefers, in one form or several."""

    later = frozenset({"pairs", "strong_after", "degree_after", "certainty", "threshold", "probability"})

    ranking: (
        Annotated[list[list[str]], BeforeValidator(_classes, json_schema_input_type=list[str | list[str]])] | None
    ) = None
    statements: (
        list[Annotated[StatementKeys, BeforeValidator(_under("prefer"), json_schema_input_type=str | StatementKeys)]]
        | None
    ) = None
    weights: dict[str, Weight] | None = None
    use: Literal["ranking", "statements", "weights", "pairs"] | None = None
    unlisted: Literal["worst", "unknown"] | None = None


class FactKeys(Supported):
    """A truth value that nobody controls."""

    value: Truth


class OutcomeKeys(Supported):
    """A name for a set of states."""

    expression: ExpressionText = Field(alias="is")


class StateKeys(Supported):
    """A state: in option form a name for a pattern, in graph form one of the states."""

    id: Identifier
    name: Text | None = None
    pattern: str | None = Field(default=None, alias="is")


class QuestionKeys(Supported):
    """What the sources leave open."""

    id: Identifier
    about: Text = ""
    ask: Text
    choices: list[Text] = []


class StatusQuoKeys(Supported):
    """Where the dispute stands: the options taken, or a state."""

    taken: list[str] | None = None
    state: str | None = None


Arc = Annotated[list[str], Field(min_length=2, max_length=2)]
Arcs = dict[Identifier, list[Arc]]


class Corrections(Keys):
    """Single moves added to, and taken from, those that the options generate."""

    add: Arcs = {}
    forbid: Arcs = {}


class DisputeKeys(Keys):
    """What both forms of a dispute have in common."""

    later = frozenset({"perceptions", "attitudes", "phases"})

    standoff: Version
    title: Text | None = None
    about: Text | None = None
    sources: list[SourceKeys] | None = None
    facts: dict[
        Identifier, Annotated[FactKeys, BeforeValidator(_under("value"), json_schema_input_type=Truth | FactKeys)]
    ] = {}
    decision_makers: Annotated[
        list[Annotated[MakerKeys, BeforeValidator(_under("id"), json_schema_input_type=str | MakerKeys)]],
        Field(min_length=1),
    ]
    status_quo: (
        Annotated[
            StatusQuoKeys,
            BeforeValidator(_status_quo, json_schema_input_type=list[str] | str | StatusQuoKeys),
        ]
        | None
    ) = None
    preferences: dict[Identifier, PreferenceKeys] = {}
    unlisted: Literal["equal", "unknown"] | None = None
    outcomes: dict[
        Identifier,
        Annotated[OutcomeKeys, BeforeValidator(_under("is"), json_schema_input_type=ExpressionText | OutcomeKeys)],
    ] = {}
    open_questions: list[QuestionKeys] = []
    states: list[Annotated[StateKeys, BeforeValidator(_under("id"), json_schema_input_type=str | StateKeys)]] = []


class OptionForm(DisputeKeys):
    """A dispute whose states are generated from options."""

    feasibility: list[RuleKeys] = []
    coalesce: list[ExpressionText] = []
    moves: Corrections = Corrections()


class GraphForm(DisputeKeys):
    """A dispute whose states and moves are listed one by one."""

    moves: Arcs


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of dispute files, for editors and other programs."""
    schema = TypeAdapter(OptionForm | GraphForm).json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A dispute file", **schema}


if __name__ == "__main__":
    # python -m standoff.model.schema > docs/dispute.schema.json
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
