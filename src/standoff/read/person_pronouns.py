"""Whom "he", "she", "his" or "her" means: the person with the best sum of weighted signs.

The signs are those of the literature on salience and syntax: how far back and how often somebody was mentioned, as
what part of the clause and by what sort of word, whether the pronoun stands below a clause of which somebody is the
subject, and what is known of the gender.
Their weights stand in ``vocabulary/person_pronouns.toml``, which says how they were found.

References
----------
Grosz, B. J., Joshi, A. K., and Weinstein, S. (1995). Centering: a framework for modeling the local coherence of
discourse. Computational Linguistics 21(2), 203-225.
Lappin, S., and Leass, H. J. (1994). An algorithm for pronominal anaphora resolution. Computational Linguistics
20(4), 535-561.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from standoff.read.candidates import Candidate, Entity
from standoff.read.discourse import Discourse
from standoff.read.pronoun_places import by_place

_OBJECTS = ("dobj", "pobj", "dative", "iobj")
_SUBJECTS = ("nsubj", "nsubjpass")
_PLACES = frozenset(["in", "at", "from", "on", "near", "into", "through"])
_MAIN = 100.0
"""The weight of the subject of a main clause."""
_BACK = {0: "in this sentence", 2: "two sentences back", 3: "three sentences back"}


@dataclass(frozen=True)
class Person:
    """Somebody whom a pronoun may mean, and the signs of it, by the names that the weights have."""

    entity: Entity
    signs: Mapping[str, float]


@cache
def weights() -> dict[str, float]:
    """Return the weight of each sign."""
    text = files("standoff.read").joinpath("vocabulary/person_pronouns.toml").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text)["weights"].items()}


def choose(at: Discourse, candidate: Candidate, excluded: Sequence[Entity]) -> Entity | None:
    """Return the person whom a pronoun means, None where nobody fits."""
    people = find_people(at, candidate, excluded)
    if not people:
        return None
    known = weights()

    def weigh(person: Person) -> float:
        return sum(known.get(name, 0.0) * value for name, value in person.signs.items())

    return max(people, key=weigh).entity


def find_people(at: Discourse, candidate: Candidate, excluded: Sequence[Entity]) -> list[Person]:
    """Return everybody whom a pronoun may mean, with the signs."""
    token = at.parsed[candidate.head]
    placed = by_place(at, token)
    near = [entity for entity in at.near(candidate) if _before(entity, candidate)]
    if placed is not None and placed not in near:
        near.append(placed)
    near = [entity for entity in near if entity not in excluded and _may_be(entity, candidate.gender)]
    if not near:
        return []
    compared = _compare(at, candidate, near)
    clause = _of_clause(at, candidate)
    return [
        Person(
            entity,
            _of_person(at, candidate, entity)
            | _of_mentions(at, candidate, entity)
            | {name: float(entity is other) for name, other in clause.items()}
            | compared[entity.number]
            | {"construction": float(entity is placed)},
        )
        for entity in near
    ]


def _may_be(entity: Entity, gender: str) -> bool:
    """Whether an actor may be a person of a gender."""
    return (entity.kind == "person" or entity.open) and entity.gender in ("", gender)


def _before(entity: Entity, candidate: Candidate) -> list[Candidate]:
    """Return the mentions of an actor before a pronoun."""
    return entity.mentions[: bisect_left(entity.mentions, candidate.head, key=lambda mention: mention.head)]


def _compare(at: Discourse, candidate: Candidate, people: Sequence[Entity]) -> dict[int, dict[str, float]]:
    """Compare people: who is most in mind, most often named, named first, mentioned last."""
    salience = {entity.number: at.salience(entity, candidate) for entity in people}
    most = max(1.0, *salience.values())
    named = {entity.number: max(1, at.named[entity.number]) for entity in people}  # 'The mayor' is as good as a name.
    heads = {entity.number: [mention.head for mention in _before(entity, candidate)] for entity in people}
    first = min((found[0] for found in heads.values() if found), default=-1)
    return {
        number: {
            "salience": math.log1p(salience[number]),
            "share of salience": salience[number] / most,
            "share of names": named[number] / sum(named.values()),
            "named once": float(named[number] == 1),
            "first of the report": float(first in found[:1]),
            "people since": math.log1p(sum(other[-1:] > found[-1:] for other in heads.values())) if found else 0.0,
        }
        for number, found in heads.items()
    }


def _of_clause(at: Discourse, candidate: Candidate) -> dict[str, Entity | None]:
    """Return the subject of the clause that a pronoun stands in or below, by what that says."""
    token = at.parsed[candidate.head]
    subject = at.subject_of(token)
    part = _part(token)
    if part == "object" and not candidate.phrase.endswith("self"):
        return {"subject before its preposition" if token.dep_ == "pobj" else "subject of its own verb": subject}
    return {f"subject above a {part}": subject} if part in ("subject", "possessor") else {}


def _of_person(at: Discourse, candidate: Candidate, entity: Entity) -> dict[str, float]:
    """Return what is known of somebody: how surely a person, of what gender."""
    gender, unknown = candidate.gender, not entity.gender
    named = next((mention for mention in reversed(_before(entity, candidate)) if mention.form == "named"), None)
    full = named is None or " " in named.name
    alike = entity.heard[gender]
    otherwise = entity.heard.total() - alike
    return {
        "gender known": float(not unknown),
        "gender by first name": float(unknown and entity.leaning == gender),
        "other gender by full name": float(unknown and entity.leaning not in ("", gender) and full),
        "other gender by short name": float(unknown and entity.leaning not in ("", gender) and not full),
        "called so before": float(alike > otherwise),
        "called otherwise before": float(otherwise > alike),
        "called otherwise, no first name": float(otherwise > alike and unknown and not entity.leaning),
        "surely a person": entity.sure if at.named[entity.number] else 1.0,
        "hardly a name": 1.0 - entity.doubt,
    }


def _of_mentions(at: Discourse, candidate: Candidate, entity: Entity) -> dict[str, float]:
    """Return what the mentions of somebody before a pronoun say, above all the last one."""
    before = _before(entity, candidate)
    if not before:
        return {"named only later": 1.0}
    last, token, pronoun = before[-1], at.parsed[before[-1].head], at.parsed[candidate.head]
    distance = candidate.sentence - last.sentence
    part, own = "subject" if last.subject else _part(token), _part(pronoun)
    signs = {
        "mentions": math.log1p(len(before)),
        "words since": math.log1p(candidate.head - last.head),
        "main subject": float(last.weight >= _MAIN),
        "main subject of this sentence": float(
            any(mention.weight >= _MAIN and mention.sentence == candidate.sentence for mention in before)
        ),
        "pronoun last": float(last.form == "pronoun"),
        "pronoun last in this sentence": float(last.form == "pronoun" and not distance),
        "in brackets": float(_bracketed(at, last.head)),
        "added to a name": float(token.dep_ == "appos"),
        "second of a pair": float(token.dep_ == "conj"),
        "in a clause beside": float(any(above.dep_ == "advcl" for above in token.ancestors)),
        "above the pronoun": float(not distance and token.head.i != token.i and token.head.is_ancestor(pronoun)),
        "subject, then a sentence's beginning": float(
            bool(distance) and part == "subject" and bool(at.doc[candidate.head].is_sent_start)
        ),
    }
    if distance in _BACK:
        signs[_BACK[distance]] = 1.0
    if part == "subject" and own != "other":
        signs[f"subject, then {own}"] = 1.0
    if token.dep_ == "pobj":
        signs |= {
            "after of": float(token.head.lower_ == "of"),
            "after by": float(token.head.lower_ == "by"),
            "after a place": float(token.head.lower_ in _PLACES),
        }
    return signs


def _part(token: Token) -> str:
    """Return what part of its clause a word is."""
    if token.tag_ == "PRP$" or token.dep_ == "poss":
        return "possessor"
    if token.dep_ in _SUBJECTS:
        return "subject"
    return "object" if token.dep_ in _OBJECTS else "other"


def _bracketed(at: Discourse, index: int) -> bool:
    """Whether a token stands in brackets."""
    for before in range(index - 1, max(-1, index - 12), -1):
        if at.doc[before].text in "()":
            return at.doc[before].text == "("
    return False
