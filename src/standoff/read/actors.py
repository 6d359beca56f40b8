"""The actors of a report: who speaks, wants and acts, with every mention of each.

Steps
-----
1. Names are found by capitals, titles and the gazetteer; full and short forms are gathered
   (:mod:`standoff.read.names`, ``clusters``).
2. The report is parsed again with stand-ins for its names, so that unusual names don't mislead the parser
   (``surrogate``).
3. Noun phrases and pronouns are resolved to the fitting actor most in mind (``nominals``, ``references``,
   ``pronouns``, ``coreference``).
4. For whom somebody acts is learned from the text: "German Chancellor X", "Ann Poe, its lawyer".

References
----------
Lappin, S., and Leass, H. J. (1994). An algorithm for pronominal anaphora resolution. Computational Linguistics
20(4), 535-561.
Lee, H., and others (2013). Deterministic coreference resolution based on entity-centric, precision-ranked rules.
Computational
Linguistics 39(4), 885-916.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standoff.read.clusters import country_name
from standoff.read.coreference import Coreference
from standoff.read.documents import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.read.candidates import Entity


@dataclass(frozen=True)
class Mention:
    """A place where the report names an actor; offsets in code points, end exclusive; form as in the ledger."""

    start: int
    end: int
    text: str
    form: str


@dataclass(frozen=True)
class Actor:
    """An actor, as in the ledger."""

    id: str
    name: str
    kind: str
    role: str | None = None
    country: str | None = None
    acts_for: str | None = None
    members: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class ActorIndex:
    """The actors of one report, looked up by place.

    Parameters
    ----------
    actors : sequence of Actor
        With their mentions.
    parsed : Doc
        The report's words parsed with stand-ins for its names, one to one (:mod:`standoff.read.surrogate`).
    quiet : sequence of (start, end, id), optional
        Places that mean an actor without being mentions to be shown: 'X and Y' as a group, adjectives of nationality.
    """

    def __init__(self, actors: Sequence[Actor], parsed: Doc, quiet: Sequence[tuple[int, int, str]] = ()) -> None:
        self.parsed = parsed
        self._actors = {actor.id: actor for actor in actors}
        self._spans: dict[tuple[int, int], str] = {(start, end): actor for start, end, actor in quiet}
        for actor in actors:
            for mention in actor.mentions:
                self._spans[mention.start, mention.end] = actor.id
        self._order = sorted(self._spans)
        self._longest = max((end - start for start, end in self._order), default=0)

    @property
    def actors(self) -> list[Actor]:
        """All actors, groups that were asked for included."""
        return list(self._actors.values())

    def __getitem__(self, actor: str) -> Actor:
        return self._actors[actor]

    def at(self, start: int, end: int) -> str | None:
        """Return the actor of the mention at these offsets: the very span, or else the smallest that covers it."""
        exact = self._spans.get((start, end))
        if exact is not None:
            return exact
        covering = []
        for a, b in reversed(self._order[: bisect_right(self._order, (start, float("inf")))]):
            if a < end - self._longest:
                break
            if end <= b:
                covering.append((b - a, self._spans[a, b]))
        return min(covering)[1] if covering else None

    def group(self, ids: Iterable[str]) -> str:
        """Return the group of some actors, made if need be; of one actor it is that actor."""
        several = tuple(dict.fromkeys(ids))
        if len(several) == 1:
            return several[0]
        for actor in self._actors.values():
            if actor.kind == "group" and set(actor.members) == set(several):
                return actor.id
        name = ", ".join(self._actors[actor].name for actor in several[:-1]) + f" and {self._actors[several[-1]].name}"
        new = _free_id("_".join(several)[:60], self._actors)
        self._actors[new] = Actor(new, name, "group", members=several)
        return new

    def principal(self, actor: str) -> str:
        """Return the one at the top of ``acts_for``: a president's state, a lawyer's company."""
        seen = {actor}
        while (above := self._actors[actor].acts_for) is not None and above not in seen:
            actor = above
            seen.add(actor)
        return actor


def find_actors(report: Report, doc: Doc) -> ActorIndex:
    """Find the actors of a report.

    Parameters
    ----------
    report : Report
        From :func:`standoff.read.documents.open_report`.
    doc : Doc
        From :func:`standoff.read.language.tag_words`.

    Returns
    -------
    ActorIndex
        The actors with their mentions.
    """
    reader = Coreference(report, doc)
    entities = [entity for entity in reader.run() if _shown(entity)]
    entities = _with_those_they_need([*entities, *_states_of_adjectives(reader, entities)])
    ids = _make_ids(entities)
    actors = [_actor(entity, ids, report, doc) for entity in entities]
    quiet = [
        (doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1]), ids[id(entity)])
        for entity in entities
        for mention in entity.mentions
        if mention.quiet
    ]
    states = {entity.country: ids[id(entity)] for entity in entities if entity.kind == "state"}
    for name in reader.names:
        if name.sort == "adjective" and name.country in states:
            quiet.append((doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1]), states[name.country]))
    return ActorIndex(actors, reader.parsed, quiet)


def _states_of_adjectives(reader: Coreference, entities: Sequence[Entity]) -> list[Entity]:
    """Return the states that the report names by adjectives alone: "Peruvian trawlers" are Peru's."""
    known = {entity.country for entity in entities if entity.kind == "state"}
    codes = {name.country for name in reader.names if name.sort == "adjective" and name.country} - known
    return [reader.at.state(code, country_name(code)) for code in sorted(codes)]


def _shown(entity: Entity) -> bool:
    """Whether an actor has a mention of its own."""
    return any(not mention.quiet for mention in entity.mentions)


def _with_those_they_need(entities: Sequence[Entity]) -> list[Entity]:
    """Add the owners and members of actors, if only named through them (a state by its adjective)."""
    found = list(entities)
    for entity in found:
        for needed in (*entity.members, *([entity.owner] if entity.owner else [])):
            if needed not in found:
                found.append(needed)
    return found


def _actor(entity: Entity, ids: dict[int, str], report: Report, doc: Doc) -> Actor:
    """Turn what was gathered into a record."""
    mentions = []
    for mention in entity.mentions:
        if mention.quiet:
            continue
        start, end = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
        mentions.append(Mention(start, end, report.text[start:end], mention.form))
    name = _display(entity)
    return Actor(
        id=ids[id(entity)],
        name=name,
        kind=entity.kind,
        role=entity.roles[0] if entity.roles else None,
        country=entity.country,
        acts_for=ids[id(entity.owner)] if entity.owner is not None and entity.owner is not entity else None,
        members=tuple(ids[id(member)] for member in entity.members),
        mentions=tuple(dict.fromkeys(mentions)),
    )


def _display(entity: Entity) -> str:
    """Return an actor's name for people."""
    if entity.names:
        return (
            max(entity.names, key=lambda name: (len(name.split()), len(name)))
            if entity.kind == "person" and not entity.roles
            else entity.names[0]
        )
    if entity.members:
        names = [_display(member) for member in entity.members]
        return ", ".join(names[:-1]) + f" and {names[-1]}"
    return entity.kind


def _make_ids(entities: Sequence[Entity]) -> dict[int, str]:
    """Make a short id for each actor: the last name of a person, the first words of others."""
    ids: dict[int, str] = {}
    taken: dict[str, object] = {}
    for entity in sorted(entities, key=lambda entity: bool(entity.members)):
        words = re.findall(
            r"[a-z0-9]+", unicodedata.normalize("NFKD", _display(entity)).encode("ascii", "ignore").decode().lower()
        )
        words = [
            word
            for word in words
            if word not in ("the", "a", "an", "of", "and", "s", "its", "his", "her", "their", "our")
        ] or [entity.kind]
        named = entity.kind == "person" and any(mention.form == "named" for mention in entity.mentions)
        base = words[-1] if named else "_".join(words[:4])
        if entity.members and not entity.names and all(id(member) in ids for member in entity.members):
            base = "_".join(ids[id(member)] for member in entity.members)[:60]
        new = _free_id(base, taken)
        taken[new] = entity
        ids[id(entity)] = new
    return ids


def _free_id(base: str, taken: dict[str, object] | dict[str, Actor]) -> str:
    """Return an id that is not taken yet."""
    base = f"x{base}" if base[:1].isdigit() else base
    new, number = base, 2
    while new in taken:
        new, number = f"{base}_{number}", number + 1
    return new


__all__ = ["Actor", "ActorIndex", "Mention", "find_actors"]
