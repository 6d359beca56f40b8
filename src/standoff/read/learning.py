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

_SEATED = frozenset(["board", "council", "committee", "commission", "union", "association", "authority", "assembly"])
"""Bodies whose offices are called by them."""


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
                entity.owner = (
                    entity.owner or self._body_in(role) or self.references.phrases.office_owner(role, candidate)
                )
            if entity.owner is not None and entity.owner.kind == "state":
                self.references.phrases.homely.append(entity)
            if entity.owner is not None:
                entity.country = entity.country or entity.owner.country

    def _body_in(self, role: str) -> Entity | None:
        """Return the body that an office names in full: the school board of 'school board chair Ann Poe'."""
        words = role.split()[:-1]
        if len(words) < 2 or words[-1] not in _SEATED or not all(word.isalpha() for word in words):
            return None
        for entity in self.at.entities:
            if entity.kind == "organization" and entity.words >= set(words):
                return entity
        kinds = actor_words().kinds_of_head(words[-1])
        return self.at.new("organization", name=" ".join(words), words={"the", *words}, kinds=kinds)

    def learn_office(self, entity: Entity, candidate: Candidate) -> None:
        """'Ann Poe, who leads the league', 'Ann Poe of the league': learn for whom she acts."""
        if entity.kind == "organization":
            self._learn_leader(entity, candidate)
        if entity.kind != "person" or entity.owner is not None:
            return
        following = self.doc[candidate.end].lower_ if candidate.end < len(self.doc) else ""
        bracket = self._bracket_after(candidate) if candidate.form == "named" else None
        if bracket is not None:
            entity.owner = self._nearby(bracket + 1, 6)
            role = self.doc[bracket + 1].lower_
            if role in actor_words().roles and bracket == candidate.end:
                entity.roles.append(role)  # 'Ann Poe (Chair)' is the Chair from now on
            return
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

    def _bracket_after(self, candidate: Candidate) -> int | None:
        """Return where the bracket opens that says whose somebody is: 'Ann Poe and Carl Dunn (Tern Council)'."""
        end = candidate.end
        while end + 1 < len(self.doc) and self.doc[end].lower_ in ("and", ","):
            following = self.name_from.get(end + 1)
            named = self._named(following)
            if following is None or named is None or named.kind != "person":
                return None
            end = following.end
        return end if end < len(self.doc) and self.doc[end].text == "(" else None

    def _learn_leader(self, entity: Entity, candidate: Candidate) -> None:
        """'Ann Poe, who chairs the council', 'Ann Poe leads it': the one who leads a body acts for it."""
        token = self.parsed[candidate.head]
        if token.dep_ != "dobj" or token.head.lemma_ not in _LEADS:
            return
        clause = token.head
        leaders = [clause.head] if clause.dep_ == "relcl" else [t for t in clause.children if t.dep_ == "nsubj"]
        for leader in leaders:
            person = self.at.at_token.get(leader.i)
            if person is not None and person.kind == "person" and person.owner is None:
                person.owner = entity
