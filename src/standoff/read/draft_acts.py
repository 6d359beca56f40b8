"""What kind of act an action phrase names: joint, a concession, an aim, an undoing. The phrases are data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# An aim is told by the verb, and the verb of an action phrase stands among its first words.
HEAD_WORDS = 4
RESERVED = frozenset({"not", "and", "or", "if", "iff", "implies", "true", "false"})


@dataclass(frozen=True, slots=True)
class Deed:
    """How events of one PLOVER type show in a draft: the issues they are about, and names for the option."""

    issues: tuple[str, ...]
    name: str | None
    by_code: dict[str, str]


@dataclass(frozen=True, slots=True)
class ActWords:
    """The patterns of `vocabulary/acts.yaml`, compiled."""

    joint: re.Pattern[str]
    concession: re.Pattern[str]
    aim: re.Pattern[str]
    undoing: re.Pattern[str]
    empty: frozenset[str]
    deeds: dict[str, Deed]


@cache
def act_words() -> ActWords:
    """Return the vocabulary of acts, read once."""
    from ruamel.yaml import YAML

    text = files("standoff.read").joinpath("vocabulary", "acts.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = YAML(typ="safe").load(text)
    deeds = {
        event: Deed(tuple(entry["issues"]), entry.get("name"), dict(entry.get("cameo") or {}))
        for event, entry in data["deeds"].items()
    }
    return ActWords(
        joint=_pattern(data["joint"]),
        concession=_pattern(data["concession"]),
        aim=_pattern(data["aim"]),
        undoing=_pattern(data["undoing"]),
        empty=frozenset(data["empty"].split()),
        deeds=deeds,
    )


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all phrases; ``*`` ends a word that may go on, or stands for any word."""
    written = [r"\s+".join(_word(word) for word in phrase.split()) for phrase in phrases]
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)


def _word(word: str) -> str:
    """Return the pattern of one word of a phrase."""
    if word == "*":
        return r"\S+(?:\s+\S+){0,3}"
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def is_joint(action: str) -> bool:
    """Whether the act takes place only where all its sides do it.

    Examples
    --------
    >>> is_joint("resume negotiations with the neighbour"), is_joint("release water")
    (True, False)
    """
    return bool(act_words().joint.search(action)) and not is_concession(action)


def is_concession(action: str) -> bool:
    """Whether the act is to give way."""
    return bool(act_words().concession.search(action))


def is_aim(action: str) -> bool:
    """Whether the phrase names an aim that needs another side to give way.

    Examples
    --------
    >>> is_aim("retake the islands"), is_aim("cede the islands")
    (True, False)
    """
    return bool(act_words().aim.search(" ".join(action.split()[:HEAD_WORDS])))


def undone(action: str) -> str | None:
    """Return what the phrase says to stop doing, if that is what it says.

    Examples
    --------
    >>> undone("lift sanctions on the islands")
    'sanctions on the islands'
    """
    found = act_words().undoing.match(action)
    return action[found.end() :].strip() if found else None


def without_not(action: str) -> tuple[str, bool]:
    """Return the action without a leading *not*, and whether there was one."""
    stripped = re.sub(r"^(?:to\s+)?(?:not\s+to|not|refrain\s+from|abstain\s+from|avoid)\s+", "", action)
    return stripped, stripped != action


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning.

    Examples
    --------
    >>> sorted(content_words("the signing of treaties"))
    ['sign', 'treat']
    """
    words = re.findall(r"[^\W_]+", text.casefold().replace("’s", "").replace("'s", ""))
    return frozenset(_stem(word) for word in words if word not in act_words().empty)


def _stem(word: str) -> str:
    """Cut the commonest English endings; crude, but the same for every word."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def slug(text: str, fallback: str = "x") -> str:
    """Return an id made of a text: ASCII letters, digits and underscores, starting with a letter.

    Examples
    --------
    >>> slug("Côte d’Ivoire"), slug("000_note", "r")
    ('Cote_d_Ivoire', 'r000_note')
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    made = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    if not made:
        return fallback
    if not made[0].isalpha():
        made = f"{fallback}{made}"
    if made.casefold() in RESERVED or re.fullmatch(r"[YN]+|s\d+", made):
        made = f"{made}_{fallback}"
    return made


def unique(wanted: str, taken: set[str]) -> str:
    """Return the id, or the id with the first free number, and mark it as taken.

    Examples
    --------
    >>> unique("dam", {"dam"})
    'dam_2'
    """
    made, number = wanted, 2
    while made in taken:
        made, number = f"{wanted}_{number}", number + 1
    taken.add(made)
    return made
