"""What a noun phrase means that names an office or a person: 'the Peruvian leader', 'its lawyer', 'a retired
teacher'."""

from __future__ import annotations

from standoff.read.bodies import Bodies
from standoff.read.candidates import Candidate, Entity
from standoff.read.discourse import Discourse, speaks

_ABOVE_TOWN = frozenset(["county", "state", "regional", "provincial", "national", "federal", "parish", "district"])


def above_town(entity: Entity, role: str) -> bool:
    """Whether a body is of a level that a mayor does not head: a county council is no mayor's."""
    return role.endswith("mayor") and bool(entity.words & _ABOVE_TOWN)


class Offices(Bodies):
    """Finds or makes the person that a noun phrase means, and learns for whom the holder of an office acts."""

    def __init__(self, discourse: Discourse) -> None:
        super().__init__(discourse)
        self.homely: list[Entity] = []

    def role(self, candidate: Candidate) -> Entity | None:
        """An office or a person: told by country, owner, apposition, or the nearest of that office."""
        owner = candidate.owner
        if candidate.determiner == "the" and owner is None and self.words.kinds_of_head(candidate.phrase):
            # 'The landlord' may be a company.
            candidate.kinds = self.words.kinds_of_head(candidate.phrase)
            company = self.known_organization(candidate)
            if company is not None:
                return company
        if (
            owner is not None
            and owner.kind == "person"
            and owner.owner is not None
            and self.at.doc[candidate.start].lower_ in ("his", "her")
        ):
            owner = owner.owner
        if owner is not None and owner.kind == "group":
            owner = None
        same = self.words.same_role
        role = candidate.phrase
        indefinite = candidate.determiner in ("a", "an", "some", "one")
        if owner is not None:
            for entity in self.at.entities:
                if (
                    entity.kind == "person"
                    and any(same(known, role) for known in entity.roles)
                    and entity.owner is not None
                    and (entity.owner is owner or (entity.owner.country and entity.owner.country == owner.country))
                ):
                    return entity if not indefinite else self._new_role(candidate, owner)
            return self._new_role(candidate, owner)
        if indefinite or not candidate.determiner:
            return (
                self._new_role(candidate, self.owner_by_word(candidate))
                if self.acts(candidate) or candidate.subject
                else None
            )
        return self._known_role(candidate) or (
            self._new_role(candidate, self.owner_by_word(candidate)) if self.acts(candidate) else None
        )

    def _known_role(self, candidate: Candidate) -> Entity | None:
        """Return the person most in mind who has the office; not the subject of the same clause."""
        token = self.at.parsed[candidate.head]
        excluded = None if candidate.subject else self.at.subject_of(token)
        nations = {
            entity.country
            for index, entity in self.at.at_token.items()
            if self.at.sentences[index] == candidate.sentence
            and index < candidate.head
            and entity.country
            and entity.kind == "state"
        }

        def fits(entity: Entity) -> float:
            if (
                entity.kind != "person"
                or entity is excluded
                or not any(self.words.same_role(known, candidate.phrase) for known in entity.roles)
            ):
                return 0.0
            modifiers = set(candidate.words[:-1]) - {"the", "that", "this"}
            known = {word for role in entity.roles for word in role.split()}
            # 'the president himself', and a country named just before, point away from the one spoken about.
            factor = (
                (8.0 if candidate.emphatic else 3.0) if entity.country in nations and not candidate.subject else 1.0
            )
            return factor * (2.0 if modifiers & known else 1.0)

        found = self.at.most_salient(candidate, fits)
        if found is None and candidate.phrase not in self.words.persons:
            others = [entity for entity in self.at.entities if fits(entity)]
            found = others[0] if len(others) == 1 else None
        return found

    def _new_role(self, candidate: Candidate, owner: Entity | None) -> Entity:
        """Make a person known by an office alone."""
        text = self.at.doc[candidate.start : candidate.end].text
        role = candidate.role or candidate.phrase
        name = text
        entity = self.at.new(
            "person", name=name, roles=[role], country=candidate.country or (owner.country if owner else None)
        )
        if owner is None:
            owner = self.office_owner(role, candidate)
        if owner is not None and candidate.phrase not in self.words.persons:
            entity.owner = owner
        return entity

    def office_owner(self, role: str, candidate: Candidate) -> Entity | None:
        """Return the organization that an office belongs to by its sort: the nearest company of a plant manager."""
        kinds = {kind for office, kind in self.words.office_of.items() if role == office or role.endswith(f" {office}")}
        if not kinds:
            return self._state_led(role, candidate)

        def fits(entity: Entity) -> float:
            if entity.kind != "organization" or above_town(entity, role):
                return 0.0
            if entity.kinds & kinds:
                return 2.0
            business = "company" in kinds and (bool(entity.kinds & self.words.business) or not entity.kinds)
            return 1.0 if business else 0.0

        return self.at.most_salient(candidate, fits)

    def _state_led(self, role: str, candidate: Candidate) -> Entity | None:
        """Return the state most in mind that a head of state or minister without a country leads: none that has
        another."""
        if not any(
            self.words.same_role("leader", office) for office in (role, role.removeprefix("the "))
        ) and not role.endswith("minister"):
            return None
        if (
            role.split()[0]
            in ("opposition", "party", "union", "community", "rebel", "group", "council", "church", "protest", "former")
            or role == "leader"
        ):
            return None
        taken = {
            entity.owner.number
            for entity in self.at.entities
            if entity.kind == "person"
            and entity.owner is not None
            and entity.owner.kind == "state"
            and any(self.words.same_role(known, role) for known in entity.roles)
        }
        if candidate.form == "nominal" and candidate.owner_span and candidate.owner_span[0] > candidate.head:
            return None  # 'President of the growers'
        said = self._said_of(candidate)
        # Officials named without a country are most often of one: that of the report's home.
        homes = {entity.owner.number for entity in self.homely if entity.owner is not None}
        near = {code for back in range(3) for code in self.at.visited.get(candidate.sentence - back, ())}

        def fits(entity: Entity) -> float:
            if entity.kind == "organization" and role.endswith("minister") and "government" in entity.words:
                return 0.5  # of a state that the report does not name
            if entity.kind != "state" or entity.number in taken:
                return 0.0
            return (
                (2.0 if entity is said else 1.0)
                * (3.0 if entity.number in homes else 1.0)
                * (3.0 if entity.country in near else 1.0)
            )

        return self.at.most_salient(candidate, fits)

    def _said_of(self, candidate: Candidate) -> Entity | None:
        """Return the state that somebody reports about ('said Lima had agreed'), unless it is what that state
        should do."""
        token = self.at.parsed[candidate.head]
        if token.dep_ != "nsubj" or not speaks(token.head):
            return None
        for clause in token.head.children:
            if (
                clause.dep_ == "ccomp"
                and not any(child.lower_ in ("must", "should", "ought") for child in clause.children)
                and clause.lemma_ != "have"
            ):
                for child in clause.children:
                    if child.dep_ == "nsubj":
                        return self.at.at_token.get(child.i)
        return None

    def owner_by_word(self, candidate: Candidate) -> Entity | None:
        """Return the organization that a modifier names: 'a council spokeswoman', 'a company lawyer'."""
        small = {token.text for token in self.at.doc[candidate.start : candidate.head] if token.text.islower()}
        for word in candidate.words[:-1]:
            if word not in small or word in self.words.things or word in ("the", "a", "an"):
                continue
            kinds = self.words.kinds_of_head(word)
            found = self.at.most_salient(
                candidate,
                lambda entity, word=word, kinds=kinds: (  # type: ignore[misc]
                    0.0
                    if entity.kind != "organization"
                    else 3.0
                    if word in entity.words
                    else 1.0
                    if kinds & entity.kinds or (kinds & self.words.business and entity.kinds & self.words.business)
                    else 0.0
                ),
            )
            if found and (kinds or word in found.words):
                return found
        return None
