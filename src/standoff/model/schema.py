"""The keys of a dispute file and the kind of value that each takes: the border between files and the core.

The models see texts only (`standoff.model.tree`); what the texts mean together (ids that must exist,
statements that must parse) is `standoff.model.build`'s business. ``docs/dispute.schema.json`` is made from
these models.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, WrapValidator
from pydantic.functional_validators import model_validator

from standoff.model.dispute import Attitude, Form
from standoff.model.schema_values import (
    Arcs,
    Degree,
    EvidenceText,
    ExpressionText,
    Gap,
    Grade,
    Identifier,
    Share,
    StatePair,
    Text,
    Truth,
    ValuedPair,
    Version,
    Weight,
    as_classes,
    as_status_quo,
    under,
)


class Keys(BaseModel):
    """A mapping with known keys. Keys that start with x_ are kept in the file and ignored here."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=False, json_schema_extra={"patternProperties": {"^x_": {}}}
    )

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
    credibility: Grade = None


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


class PairKeys(Keys):
    """A preference given pair by pair."""

    better: list[StatePair] = []
    much_better: list[StatePair] = []
    equal: list[StatePair] = []
    unknown: list[StatePair] = []
    otherwise: Literal["unknown", "equal"] | None = None


class PreferenceKeys(Supported):
    """What one side prefers, in one form or several."""

    ranking: (
        Annotated[list[list[str]], WrapValidator(as_classes, json_schema_input_type=list[str | list[str]])] | None
    ) = None
    statements: (
        list[Annotated[StatementKeys, BeforeValidator(under("prefer"), json_schema_input_type=str | StatementKeys)]]
        | None
    ) = None
    weights: dict[str, Weight] | None = None
    pairs: PairKeys | None = None
    use: Form | None = None
    unlisted: Literal["worst", "unknown"] | None = None
    strong_after: list[Gap] | None = None
    degree_after: dict[Gap, Degree] | None = None
    certainty: list[ValuedPair] | None = None
    threshold: Share | None = None
    probability: list[ValuedPair] | None = None


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


class Corrections(Keys):
    """Single moves added to, and taken from, those that the options generate."""

    add: Arcs = {}
    forbid: Arcs = {}


class VersionKeys(Keys):
    """Keys of a dispute file that another version of the dispute replaces: read when they are merged into it."""

    facts: Any = None
    states: Any = None
    feasibility: Any = None
    coalesce: Any = None
    moves: Any = None
    status_quo: Any = None
    preferences: Any = None
    unlisted: Any = None
    outcomes: Any = None
    attitudes: Any = None
    perceptions: Any = None


class UnawareKeys(Keys):
    """What a side does not know of."""

    options: list[str] = []
    states: list[str] = []


class PerceptionKeys(VersionKeys, Supported):
    """How one side sees the dispute."""

    unaware_of: UnawareKeys = UnawareKeys()


class ChangeKeys(VersionKeys):
    """What a phase changes."""

    title: Any = None
    about: Any = None
    sources: Any = None
    decision_makers: Any = None
    open_questions: Any = None


class PhaseKeys(Supported):
    """A stretch of time in which the dispute is another."""

    id: Identifier
    date: Text | None = None
    after: str | None = None
    facts: dict[Identifier, Truth] = {}
    changes: ChangeKeys = ChangeKeys()


class DisputeKeys(Keys):
    """What both forms of a dispute have in common."""

    standoff: Version
    title: Text | None = None
    about: Text | None = None
    sources: list[SourceKeys] | None = None
    facts: dict[
        Identifier, Annotated[FactKeys, BeforeValidator(under("value"), json_schema_input_type=Truth | FactKeys)]
    ] = {}
    decision_makers: Annotated[
        list[Annotated[MakerKeys, BeforeValidator(under("id"), json_schema_input_type=str | MakerKeys)]],
        Field(min_length=1),
    ]
    status_quo: (
        Annotated[
            StatusQuoKeys,
            BeforeValidator(as_status_quo, json_schema_input_type=list[str] | str | StatusQuoKeys),
        ]
        | None
    ) = None
    preferences: dict[Identifier, PreferenceKeys] = {}
    unlisted: Literal["equal", "unknown"] | None = None
    outcomes: dict[
        Identifier,
        Annotated[OutcomeKeys, BeforeValidator(under("is"), json_schema_input_type=ExpressionText | OutcomeKeys)],
    ] = {}
    open_questions: list[QuestionKeys] = []
    states: list[Annotated[StateKeys, BeforeValidator(under("id"), json_schema_input_type=str | StateKeys)]] = []
    attitudes: dict[Identifier, dict[Identifier, Attitude]] = {}
    perceptions: dict[Identifier, PerceptionKeys] = {}
    phases: list[PhaseKeys] = []


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
