"""The vocabulary of actors: titles, offices, and the head nouns of organizations, forces and populations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of organization: nouns that mean one, words that its names end with, words that stand near it."""

    name: str
    heads: frozenset[str]
    names: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True)
class ActorWords:
    """The words of ``vocabulary/actors.yaml``, ready to be looked up; all in lower case."""

    honorifics: dict[str, str]
    leaders: frozenset[str]
    offices: frozenset[str]
    persons: frozenset[str]
    roles: frozenset[str]
    short_titles: dict[str, str]
    bodies_too: frozenset[str]
    same_office: tuple[frozenset[str], ...]
    office_of: dict[str, str]
    kinds: dict[str, Kind]
    trades: dict[str, frozenset[str]]
    business: frozenset[str]
    governments: frozenset[str]
    states: frozenset[str]
    forces: frozenset[str]
    populations: frozenset[str]
    sides: frozenset[str]
    blocs: frozenset[str]
    intergovernmental: dict[str, str]
    seats: dict[str, str]
    places: frozenset[str]
    things: frozenset[str]
    doubtful: frozenset[str]
    inanimate: frozenset[str]
    speaking: frozenset[str]
    title_parts: frozenset[str]
    name_particles: frozenset[str]
    surnames_too: frozenset[str]
    numbered: frozenset[str]

    def kinds_of_head(self, phrase: str) -> frozenset[str]:
        """Return the kinds of organization that a noun phrase's head may mean."""
        return frozenset(kind.name for kind in self.kinds.values() if phrase in kind.heads)

    def kinds_of_name(self, words: list[str]) -> frozenset[str]:
        """Return the kinds of organization that a name's words show: the last words weigh before the first."""
        for word in reversed(words):
            found = frozenset(kind.name for kind in self.kinds.values() if word in kind.names)
            if found:
                return found
        return frozenset()

    def same_role(self, one: str, other: str) -> bool:
        """Whether two words for an office mean the same one: 'leader' means any head of a state or government."""
        if one == other:
            return True
        short, long = sorted((one, other), key=len)
        if long.endswith(f" {short}") and long.removesuffix(f" {short}").split()[-1] not in _OTHER_OFFICE:
            return True
        if any(_in(one, group) and _in(other, group) for group in self.same_office):
            return True
        return (one == "leader" and _in(other, self.leaders)) or (other == "leader" and _in(one, self.leaders))


_OTHER_OFFICE = frozenset(["prime", "vice", "deputy", "assistant", "crown", "associate"])
"""Before an office these make another one: a prime minister is not meant by 'the minister'."""


def _in(phrase: str, group: frozenset[str]) -> bool:
    """Whether a phrase is in a group of offices, with or without what stands before the office."""
    return any(phrase == word or phrase.endswith(f" {word}") for word in group)


@cache
def actor_words() -> ActorWords:
    """Load the vocabulary, once."""
    from ruamel.yaml import YAML

    text = files("standoff.read").joinpath("vocabulary/actors.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(text)

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key])

    kinds = {
        name: Kind(name, frozenset(entry["heads"]), frozenset(entry["names"]), frozenset(entry["near"]))
        for name, entry in data["organizations"].items()
    }
    return ActorWords(
        honorifics={word: gender for gender, listed in data["honorifics"].items() for word in listed},
        leaders=words("leaders"),
        offices=words("offices"),
        persons=words("persons"),
        roles=words("leaders") | words("offices") | words("persons"),
        short_titles=dict(data["short_titles"]),
        bodies_too=words("bodies_too"),
        same_office=tuple(frozenset(group) for group in data["same_office"]),
        office_of={office: kind for kind, listed in data["office_of"].items() for office in listed},
        kinds=kinds,
        trades={trade: frozenset(listed) for trade, listed in data["trades"].items()},
        business=words("business"),
        governments=words("governments"),
        states=words("states"),
        forces=words("forces"),
        populations=words("populations"),
        sides=words("side_words"),
        blocs=words("blocs"),
        intergovernmental={form: group[-1] for group in data["intergovernmental"] for form in group},
        seats=dict(data["seats"]),
        places=words("places"),
        things=words("things"),
        doubtful=words("doubtful"),
        inanimate=words("inanimate"),
        speaking=words("speaking"),
        title_parts=words("title_parts"),
        name_particles=words("name_particles"),
        surnames_too=words("surnames_too"),
        numbered=words("numbered"),
    )
