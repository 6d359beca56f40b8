"""The kinds of text that stand in a dispute file, and how each is read and refused."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidatorFunctionWrapHandler, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from standoff.model.rankings import MANY, LongRanking

ID_PATTERN = r"^\p{L}[\p{L}\p{N}_]*$"
EVIDENCE = re.compile(r"([^\s@]+)@([0-9]{1,12})-([0-9]{1,12})")
DECIMAL = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})")
MOST_DEGREES = 100
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


def _grade(value: object) -> object:
    """Read a grade of a claim, 1 to 6."""
    if value is None or str(value) in {"1", "2", "3", "4", "5", "6"}:
        return None if value is None else int(str(value))
    shown = repr(value) if isinstance(value, str) else "This"
    raise refusal(f"{shown} is no credibility.", "Write a number from 1 (confirmed) to 5 (improbable), or 6 (unknown).")


def _decimal(text: str) -> str:
    """Refuse what is no decimal number."""
    if not DECIMAL.fullmatch(text):
        raise refusal(f"The weight {text!r} is no decimal number.", "Write a decimal such as 2, -5 or 0.75.")
    return text


def _share(text: str) -> str:
    """Refuse what is no decimal above 0 and up to 1."""
    if not DECIMAL.fullmatch(text) or not 0 < Fraction(text) <= 1:
        raise refusal(f"The threshold {text!r} is no decimal above 0 and up to 1.", "Write one such as 0.3.")
    return text


def _gap(text: object) -> object:
    """Read the number of a class of a ranking."""
    if isinstance(text, str) and re.fullmatch("[1-9][0-9]{0,8}", text):
        return int(text)
    shown = repr(text) if isinstance(text, str) else "This"
    raise refusal(f"{shown} is no class of a ranking.", "Count its classes from the best one, which is 1.")


def _degree(text: object) -> object:
    """Read a degree of preference."""
    if isinstance(text, str) and re.fullmatch("[1-9][0-9]{0,2}", text) and int(text) <= MOST_DEGREES:
        return int(text)
    shown = repr(text) if isinstance(text, str) else "This"
    raise refusal(f"{shown} is no degree of preference.", f"Write a whole number from 1 to {MOST_DEGREES}.")


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


def under(key: str) -> Any:
    """Let a bare text stand for a mapping with one key."""
    return lambda value: {key: value} if isinstance(value, str) else value


def as_classes(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    """Let a bare state of a ranking stand for a class of its own; keep a long and plain ranking as text."""
    if isinstance(value, list) and len(value) > MANY:
        value = LongRanking.of(value) or value
    if isinstance(value, list):
        value = [item if isinstance(item, list) else [item] for item in value]
    return value if isinstance(value, LongRanking) else handler(value)


def as_status_quo(value: object) -> object:
    """Read a list as the options taken, a text as a state."""
    return {"taken": value} if isinstance(value, list) else {"state": value} if isinstance(value, str) else value


Text = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
_TRUTH_WORDS = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
_TRUTH_SCHEMA = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": _TRUTH_WORDS}]}
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema(_TRUTH_SCHEMA)]
Grade = Annotated[
    int | None, BeforeValidator(_grade), WithJsonSchema({"type": ["integer", "null"], "minimum": 1, "maximum": 6})
]
Weight = Annotated[str, AfterValidator(_decimal), WithJsonSchema({"type": ["number", "string"]})]
Share = Annotated[str, AfterValidator(_share), WithJsonSchema({"type": ["number", "string"]})]
EvidenceText = Annotated[
    str, AfterValidator(_evidence), WithJsonSchema({"type": "string", "pattern": r"^[^\s@]+@[0-9]+-[0-9]+$"})
]
Version = Annotated[str, BeforeValidator(_version), WithJsonSchema({"const": 1})]
ExpressionText = Annotated[str, WithJsonSchema({"type": ["string", "boolean"]})]
StatePair = Annotated[list[str], Field(min_length=2, max_length=2)]
ValuedPair = Annotated[list[str], Field(min_length=3, max_length=3)]
Gap = Annotated[int, BeforeValidator(_gap), WithJsonSchema({"type": "integer", "minimum": 1})]
Degree = Annotated[int, BeforeValidator(_degree), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100})]
Arc = Annotated[list[str], Field(min_length=2, max_length=2)]
Arcs = dict[Identifier, list[Arc]]
