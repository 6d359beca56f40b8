"""For whom somebody acts, learned from the text: "Ann Poe, its lawyer", "plant manager Ann Poe"."""

from __future__ import annotations

from collections.abc import Mapping

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity
from standoff.read.clusters import Cluster
from standoff.read.discourse import Discourse
from standoff.read.names import Name
from standoff.read.offices import above_town
from standoff.read.references import References

_LEADS = frozenset(["lead", "head", "run", "chair", "represent", "direct", "manage", "found", "advise"])


class Learning:
    """Learns the offices of persons and for whom they act.

    Parameters
    ----------
    discourse : Discourse
        What is known so far.
    references : References
        Finds whom a noun phrase means.
    names : list of Name
        All names of the report.
    cluster_of : mapping of int to Cluster
        The cluster of a name, by its first token.
    """

    def __init__(
        self, discourse: Discourse, references: References, names: list[Name], cluster_of: Mapping[int, Cluster]
    ) -> None:
        self.at, self.doc, self.parsed = discourse, discourse.doc, discourse.parsed
        self.references, self.cluster_of = references, cluster_of
        self.name_from = {name.start: name for name in names}
        self.name_to = {name.end: name for name in names}

    def place_offices(self) -> None:
        """Give a mayor the council that the report names only later, if there is one alone."""
        words = actor_words()
        for entity in self.at.entities:
            if entity.kind == "person" and entity.owner is None:
                kinds = {
                    kind
                    for role in entity.roles
                    for office, kind in words.office_of.items()
                    if role == office or role.endswith(f" {office}")
                }
                fitting = [
                    other
                    for other in self.at.entities
                    if other.kind == "organization"
                    and other.kinds & kinds
                    and not any(above_town(other, role) for role in entity.roles)
                ]
                if len(fitting) != 1:
                    said = {word for role in entity.roles for word in role.split()[:-1]}
                    fitting = [
                        other for other in self.at.entities if other.kind == "organization" and said & other.words
                    ]
                if len(fitting) == 1:
                    entity.owner = fitting[0]

    def in_apposition(self, candidate: Candidate) -> Entity | None:
        """Return the actor that a phrase between commas says more about: 'Ann Poe, the union's secretary'."""
        if candidate.sort not in ("role", "organization") or candidate.form != "nominal":
            return None
        before = candidate.start - 1
        if (
            before > 1
            and self.doc[before].text == ","
            and self.doc[before - 1].like_num
            and self.doc[before - 2].text == ","
        ):
            before -= 2  # 'Ann Poe, 61, a retired nurse'
        if before > 1 and self.doc[before].lower_ in ("then", "now", "also") and self.doc[before - 1].text == ",":
            before -= 1  # 'Ann Poe, then the union's secretary'
        entity = None
        subject = self.parsed[candidate.head].dep_ == "nsubj"
        if before > 0 and self.doc[before].text == "," and not subject:
            entity = self._named(self.name_to.get(before))
        after = candidate.end
        if (
            entity is None
            and after + 1 < len(self.doc)
            and self.doc[after].text == ","
            and candidate.determiner not in ("a", "an")
        ):
            entity = self._named(self.name_from.get(after + 1))
            if entity is not None and entity.roles and entity.owner is not None:
                entity = None
        if (
            entity is None
            or (entity.kind == "person") != (candidate.sort == "role")
            or entity.kind not in ("person", "organization")
        ):
            return None
        if candidate.sort == "role":
            owner = self.references.phrases.owner(candidate)
            if owner is not None and owner.kind == "person":
                owner = owner.owner
            self._give_office(entity, candidate, owner)
        else:
            entity.words |= set(candidate.words)
            entity.kinds |= candidate.kinds
        return entity

    def _named(self, name: Name | None) -> Entity | None:
        """Return the actor of a name that is no state's."""
        cluster = self.cluster_of.get(name.start) if name is not None else None
        return cluster.entity if cluster is not None else None

    def _nearby(self, start: int, reach: int) -> Entity | None:
        """Return the organization named first in the next few tokens."""
        for index in range(start, start + reach):
            entity = self._named(self.name_from.get(index))
            if entity is not None:
                return entity if entity.kind == "organization" else None
        return None

    def _give_office(self, entity: Entity, candidate: Candidate, owner: Entity | None) -> None:
        role = candidate.role or candidate.phrase
        if role not in entity.roles:
            entity.roles.append(role)
        if candidate.gender and not entity.gender:
            entity.gender = candidate.gender
        if owner is None:
            owner = self.references.phrases.owner_by_word(candidate) or self.references.phrases.office_owner(
                role, candidate
            )
        if (
            entity.owner is None
            and owner is not entity
            and owner is not None
            and owner.kind != "group"
            and candidate.phrase not in actor_words().persons
        ):
            entity.owner = owner
            entity.country = entity.country or owner.country

    def learn_from_title(self, entity: Entity, candidate: Candidate) -> None:
        """An office without an owner ('plant manager Ann Poe') belongs to the nearest organization of its sort."""
        if entity.kind == "person" and entity.owner is None and entity.roles:
            for role in entity.roles:
                entity.owner = entity.owner or self.references.phrases.office_owner(role, candidate)
            if entity.owner is not None and entity.owner.kind == "state":
                self.references.phrases.homely.append(entity)
            if entity.owner is not None:
                entity.country = entity.country or entity.owner.country

    def learn_office(self, entity: Entity, candidate: Candidate) -> None:
        """'Ann Poe, who leads the league', 'Ann Poe of the league': learn for whom she acts."""
        if entity.kind != "person" or entity.owner is not None:
            return
        following = self.doc[candidate.end].lower_ if candidate.end < len(self.doc) else ""
        if [token.lower_ for token in self.doc[candidate.end : candidate.end + 2]] == [",", "for"]:
            entity.owner = self._nearby(candidate.end + 2, 4)  # 'Ann Poe, for the league, replied'
            return
        if following in ("of", "from") and candidate.form == "named":
            entity.owner = self._nearby(candidate.end + 1, 4)
            state = self.name_from.get(candidate.end + 1)
            if state is not None and state.place is not None and state.sort == "name" and entity.roles:
                entity.owner = self.at.state(state.place.country.code, state.place.country.name)
                entity.country = state.place.country.code
            return
        for index in range(candidate.end, min(candidate.end + 3, len(self.doc) - 1)):
            if self.doc[index].lower_ == "who" and self.parsed[index + 1].lemma_ in _LEADS:
                entity.owner = self._nearby(index + 2, 2)
