"""What a noun phrase means that names people: those under arms, or a population."""

from __future__ import annotations

from standoff.read.candidates import Candidate, Entity
from standoff.read.phrases import Phrases

_WITH_MEMBERS = frozenset(["union", "association", "party"])
_FIGHTING = frozenset(
    ["liberation", "front", "army", "movement", "resistance", "brigade", "brigades", "militia", "rebel", "rebels",
     "insurgent", "guerrilla", "separatist", "fighters", "mujahideen", "vanguard"]
)  # fmt: skip
"""Words in the names of those who are called rebels."""
_IRREGULAR = frozenset(
    [
        "rebels",
        "insurgents",
        "guerrillas",
        "militants",
        "separatists",
        "militia",
        "paramilitaries",
        "gunmen",
        "fighters",
    ]
)


class Forces(Phrases):
    """Finds or makes the force or the population that a noun phrase means."""

    def force(self, candidate: Candidate) -> Entity | None:
        """Armed forces: one actor for each state or owner."""
        owner = candidate.owner.principal() if candidate.owner is not None else None
        if owner is not None and owner.kind == "person":
            owner = None
        if owner is None and "government" in candidate.words:
            owner = self.at.most_salient(candidate, governs)
        for entity in self.at.entities:
            if (
                entity.kind == "armed-force"
                and entity.owner is owner
                and (owner is not None or candidate.phrase in entity.words)
            ):
                return entity
        if owner is None:
            known = candidate.determiner == "the" or (not candidate.determiner and candidate.phrase in _IRREGULAR)
            found = (
                self.at.most_salient(candidate, lambda entity: self._same_force(candidate, entity)) if known else None
            ) or self._rebellion(candidate)
            if found is not None or not (self.acts(candidate) or candidate.determiner == "the"):
                return found
        return self.at.new(
            "armed-force",
            name=self.bare(candidate),
            words=set(candidate.words),
            owner=owner,
            country=owner.country if owner else None,
            plural=True,
        )

    def _rebellion(self, candidate: Candidate) -> Entity | None:
        """Return the organization that 'the rebels' are, where the report has one that fights: a liberation front."""
        if candidate.determiner != "the" or candidate.phrase not in _IRREGULAR:
            return None
        fighting = [
            e for e in self.at.entities if e.kind == "organization" and e.words & _FIGHTING and e.country is None
        ]
        return fighting[0] if len(fighting) == 1 else None

    def _same_force(self, candidate: Candidate, entity: Entity) -> float:
        """How well 'the rebels' or 'the troops' fits a force: rebels are no state's troops."""
        if entity.kind != "armed-force":
            return 0.0
        if candidate.phrase in entity.words:
            return 4.0
        return float((candidate.phrase in _IRREGULAR) == bool(entity.words & _IRREGULAR))

    def population(self, candidate: Candidate) -> Entity | None:
        """A population: one actor for each country or owner and word."""
        owner = candidate.owner.principal() if candidate.owner is not None else None
        plain = (
            not candidate.determiner
            and not candidate.count
            and self.at.doc[min(candidate.head + 1, len(self.at.doc) - 1)].lower_ == "at"
        )
        if plain and not self.says(candidate):
            return None
        if owner is None and candidate.phrase in ("member", "members"):
            owner = self.at.most_salient(candidate, lambda entity: float(bool(entity.kinds & _WITH_MEMBERS)))
        modifiers = set(candidate.words) - {
            "the",
            "our",
            "their",
            "its",
            "his",
            "her",
            "these",
            "those",
            "some",
            "many",
            "all",
            "about",
            "most",
        }
        for entity in self.at.entities:
            if entity.kind != "population":
                continue
            if (
                owner is not None
                and owner.country
                and entity.country == owner.country
                and candidate.phrase in entity.words | {"people"}
            ):
                return entity
            if (
                owner is None
                and candidate.phrase in entity.words
                and (not entity.country or candidate.determiner == "the")
            ):
                return entity
        if (
            owner is None
            and not (candidate.subject and self.acts(candidate))
            and not (candidate.determiner == "the" and self.acts(candidate))
            and not self._bears(candidate)
        ):
            return None
        return self.at.new(
            "population", name=self.bare(candidate), words=modifiers, plural=True,
            country=owner.country if owner else None,
            owner=owner if owner is not None and owner.kind == "organization" else None,
        )  # fmt: skip

    def _bears(self, candidate: Candidate) -> bool:
        """Whether a population is what a verb is done to: 'that angered residents'."""
        return (
            self.at.parsed[candidate.head].dep_ == "dobj" and len(candidate.words) == 1 and candidate.quotation is None
        )


def governs(entity: Entity) -> float:
    """Whether an actor is a state, or the government of one that the report does not name."""
    return float(entity.kind == "state" or (entity.kind == "organization" and "government" in entity.words))
