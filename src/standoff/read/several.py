"""What a noun phrase means that names several: 'both sides', 'the two countries', 'negotiators from Peru and Chile'."""

from __future__ import annotations

from collections.abc import Callable

from standoff.read.candidates import Candidate, Entity
from standoff.read.offices import Offices

_SIDES = frozenset(["side", "party", "partie", "rival", "camp", "foe", "neighbour", "neighbor"])


class Several(Offices):
    """Finds or makes the group that a noun phrase means."""

    def side(self, candidate: Candidate) -> Entity | None:
        """'Neither side', 'the other side'."""
        if candidate.determiner in ("neither", "either", "each", "both"):
            candidate.count = 2
            return self.group(candidate)
        # 'The Peruvian side' is Peru.
        return (
            candidate.owner
            if candidate.owner is not None and candidate.owner.kind in ("state", "organization")
            else None
        )

    def group(self, candidate: Candidate) -> Entity | None:
        """Several actors: those it names, or the ones most in mind of that sort and number."""
        text = self.at.doc[candidate.start : candidate.end].text
        named = self.members(candidate)
        last = candidate.phrase.split()[-1].rstrip("s")
        leading = candidate.phrase in self.words.leaders or last in self.words.leaders or last == "leader"
        if len(named) > 1 or (named and named[0].kind == "group"):
            several = list(named[0].members) if len(named) == 1 else named
            if leading:
                several = [self._leader(member) or member for member in several]
                return self.at.group(several, text)
            return self._people_of(several, candidate)
        if named or candidate.owner is not None or candidate.country:
            return self._people_of(named or [candidate.owner] if candidate.owner else named, candidate)
        numbered = candidate.count or candidate.determiner in ("both", "all", "neither", "either", "the")
        if not numbered:
            return self._unnamed_group(candidate)
        found = self._most_of(candidate, leading)
        return found if found is not None else self._unnamed_group(candidate)

    def _leader(self, state: Entity) -> Entity | None:
        """Return the leader of a state, if the report has one."""
        for entity in self.at.entities:
            if (
                entity.kind == "person"
                and entity.country
                and entity.country == state.country
                and any(self.words.same_role("leader", role) for role in entity.roles)
            ):
                return entity
        return None

    def _people_of(self, owners: list[Entity | None] | list[Entity], candidate: Candidate) -> Entity | None:
        """'Negotiators from X and Y', 'X's diplomats': a group of those who act for them."""
        real = [owner for owner in owners if owner is not None]
        if not real:
            return None
        if len(real) == 1:
            text = self.bare(candidate)
            for entity in self.at.entities:
                if entity.kind == "group" and entity.owner is real[0] and candidate.phrase in entity.words:
                    return entity
            if not (candidate.subject and self.acts(candidate)):
                return None
            return self.at.new(
                "group", name=text, words={candidate.phrase}, owner=real[0], country=real[0].country, plural=True
            )
        text = self.bare(candidate)
        for entity in self.at.entities:
            if entity.kind == "group" and set(entity.members) == set(real) and candidate.phrase in entity.words:
                return entity
        return self.at.new("group", name=text, words={candidate.phrase}, members=tuple(real), plural=True)

    def _most_of(self, candidate: Candidate, leading: bool) -> Entity | None:
        """The n actors of a sort that are most in mind, or most mentioned in all the report."""
        last = candidate.phrase.split()[-1].removesuffix("s")
        token = self.at.parsed[candidate.head]
        # 'The envoy met both sides', 'She said the parties should talk': the envoy and she are none of them.
        outside = self.at.subject_of(token.head if candidate.subject else token)
        fits = self._sort_of(last, leading)
        wanted = candidate.count or 0

        def allowed(entity: Entity) -> bool:
            return fits(entity) and entity is not outside

        recent = [
            entity
            for entity in self.at.entities
            if entity.kind == "group"
            and entity.members
            and all(fits(member) for member in entity.members)
            and (not wanted or len(entity.members) == wanted)
            and self.at.salience(entity, candidate) > 20
            and outside not in entity.members
        ]
        if recent and last not in _SIDES:
            return max(recent, key=lambda entity: self.at.salience(entity, candidate))
        before = self.at.frequent(allowed, before=candidate)
        if last in _SIDES:
            before = self.at.frequent(allowed)
        pool = before if len(before) >= max(wanted, 2) else self.at.frequent(allowed)
        number = wanted or (
            2
            if candidate.determiner in ("both", "either", "neither") or last in _SIDES
            else len(pool)
            if len(pool) <= 3
            else 0
        )
        if number < 2 or len(pool) < number:
            return None
        return self.at.group(sorted(pool[:number], key=lambda entity: entity.number), "")

    def _sort_of(self, noun: str, leading: bool) -> Callable[[Entity], bool]:
        """Return the test for the actors that a plural noun may mean."""
        words = self.words
        if noun in (
            "country",
            "countrie",
            "nation",
            "government",
            "state",
            "neighbour",
            "neighbor",
            "power",
            "capital",
        ):
            return lambda entity: entity.kind == "state"
        if leading:
            return lambda entity: (
                entity.kind == "person" and any(words.same_role("leader", role) for role in entity.roles)
            )
        if noun in _SIDES:
            states = [entity for entity in self.at.entities if entity.kind == "state" and len(entity.mentions) > 1]
            rebels = [entity for entity in self.at.entities if self._is_rebel(entity)]
            if len(states) >= 2 or (states and rebels):
                return lambda entity: entity.kind == "state" or entity in rebels
            return lambda entity: (
                entity.kind in ("organization", "state") and not (entity.owner and entity.owner.kind == "person")
            )
        if noun in ("man", "woman"):
            return lambda entity: entity.kind == "person"
        if noun in words.roles:
            return lambda entity: entity.kind == "person" and any(words.same_role(noun, role) for role in entity.roles)
        kinds = words.kinds_of_head(noun)
        if kinds:
            generic = "company" in kinds
            return lambda entity: (
                entity.kind == "organization"
                and bool(entity.kinds & kinds or (generic and (entity.kinds & words.business or not entity.kinds)))
            )
        return lambda entity: False

    def _is_rebel(self, entity: Entity) -> bool:
        """Whether an actor is a force of no state that the report is much about."""
        owner = entity.owner.kind if entity.owner is not None else ""
        return entity.kind == "armed-force" and not entity.country and owner != "state" and len(entity.mentions) > 1

    def _unnamed_group(self, candidate: Candidate) -> Entity | None:
        """People of a sort without names: 'managers', 'diplomats', where they do something."""
        for entity in self.at.entities:
            if (
                entity.kind == "group"
                and not entity.members
                and candidate.phrase in entity.words
                and candidate.determiner in ("the", "")
            ):
                return entity
        elsewhere = candidate.determiner == "the" and self.acts(candidate)  # 'the trustees' that act in another place
        if not (elsewhere or (candidate.subject and self.acts(candidate))) or candidate.determiner in (
            "both",
            "all",
            "neither",
            "either",
        ):
            return None
        agent = self.at.parsed[candidate.head].dep_ == "pobj"
        if not candidate.determiner and not candidate.count and not agent and not self.says(candidate):
            return None
        return self.at.new(
            "group",
            name=self.bare(candidate),
            words={candidate.phrase},
            owner=self.owner_by_word(candidate),
            plural=True,
        )
