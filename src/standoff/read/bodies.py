"""What a noun phrase means that names a body: an organization, a government, a state, forces, a population."""

from __future__ import annotations

from standoff.read.candidates import Candidate, Entity
from standoff.read.phrases import Phrases

_GENERIC = frozenset(["union", "group", "organization", "organisation", "network", "company", "party"])


_WITH_MEMBERS = frozenset(["union", "association", "party"])
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


class Bodies(Phrases):
    """Finds or makes the organization, state, force or population that a noun phrase means."""

    def organization(self, candidate: Candidate) -> Entity | None:
        """An organization: one that shares its word, or is of its kind, the most in mind; a new one if it acts."""
        if candidate.phrase in ("office",) and candidate.owner is not None and candidate.owner.kind == "person":
            text = self.at.doc[candidate.start : candidate.end].text
            return self.at.new(
                "organization", name=text, owner=candidate.owner, country=candidate.owner.country, words={"office"}
            )
        doubtful = candidate.phrase in self.words.doubtful
        if doubtful:
            candidate.kinds = frozenset()
        if candidate.country or (candidate.owner is not None and candidate.owner.kind == "state"):
            return self._national(candidate) if self.acts(candidate) or not doubtful else None
        holder = candidate.owner
        if not doubtful and candidate.determiner == "possessive" and holder is not None and holder.kind == "person":
            return self._of_holder(candidate, holder)
        if candidate.determiner in ("the", "that", "this", "possessive"):
            found = self.known_organization(candidate)
            if found is not None:
                return found
            if candidate.phrase == "state":
                return self.at.most_salient(candidate, lambda entity: float(entity.kind == "state"))
        if candidate.determiner in ("a", "an", "") and (doubtful or candidate.determiner == ""):
            return None
        if not self.acts(candidate) or (doubtful and candidate.determiner not in ("the",)):
            return None
        told_apart = len(candidate.words) - (candidate.words[:1] == ("the",)) > 2
        if doubtful and not self.says(candidate) and not told_apart:
            return None
        return self.at.new("organization", name=self.bare(candidate), words=set(candidate.words), kinds=candidate.kinds)

    def _of_holder(self, candidate: Candidate, holder: Entity) -> Entity | None:
        """'Her ministry': the one that she acts for, where it is of that kind; else one of its own."""
        own = holder.owner
        if own is not None and own.kind == "organization":
            return own if own.kinds & candidate.kinds or not own.kinds else None
        for entity in self.at.entities:
            if entity.kind == "organization" and entity.words >= {candidate.phrase, *(r for r in holder.roles[:1])}:
                return entity
        if not self.acts(candidate):
            return None
        text = self.at.doc[candidate.start : candidate.end].text
        words = {candidate.phrase, *holder.roles[:1]}
        made = self.at.new("organization", name=text, words=words, kinds=candidate.kinds, country=holder.country)
        made.owner, holder.owner = own, made
        return made

    def known_organization(self, candidate: Candidate) -> Entity | None:
        """Return the organization that shares the phrase's words or kind and is most in mind."""
        wanted = {word for word in candidate.words if word not in ("the", "that", "this", "its", "their", "our")}
        generic = "company" in candidate.kinds
        last = candidate.phrase.split()[-1]
        # An organization that is called 'the board' has the word in its name; a union may be called anything.
        named_so = (
            " " not in candidate.phrase
            and last not in _GENERIC
            and any(last in self.words.kinds[kind].names for kind in candidate.kinds)
        )
        token = self.at.parsed[candidate.head]
        excluded = None if candidate.subject else self.at.subject_of(token)

        proper = {
            token.lower_ for token in self.at.doc[candidate.start : candidate.head] if token.text[:1].isupper()
        } - {"the", "that", "this", "its", "their", "our"}

        def fits(entity: Entity) -> float:
            if entity.kind not in ("organization", "bloc") or proper - entity.words:
                return 0.0
            shared = wanted & entity.words
            factor = 0.0
            if last in entity.words:
                factor = 6.0 + 4.0 * (len(shared) - 1)
            elif shared and (
                entity.kinds & candidate.kinds
                or (candidate.kinds & self.words.business and (entity.kinds & self.words.business or not entity.kinds))
            ):
                factor = 6.0
            elif len(wanted) > len(candidate.phrase.split()) and not generic:
                factor = 0.6 if entity.kinds & candidate.kinds else 0.0
            elif entity.kinds & candidate.kinds and not named_so:
                factor = 3.0
            elif generic and entity.kinds & self.words.business:
                factor = 2.0
            elif generic and not entity.kinds:
                factor = 1.0
            return factor * (0.2 if entity is excluded else 1.0)

        found = self.at.most_salient(candidate, fits)
        if found is None:
            least = 2.0 if generic else 3.0
            later = [entity for entity in self.at.entities if fits(entity) >= least]
            found = later[0] if len(later) == 1 else None
        return found

    def _national(self, candidate: Candidate) -> Entity | None:
        """An organ of a state: 'the Peruvian foreign ministry'."""
        owner = candidate.owner
        if owner is None:
            return None
        for entity in self.at.entities:
            if entity.kind == "organization" and entity.owner is owner and candidate.phrase.split()[-1] in entity.words:
                return entity
        words = set(candidate.words)
        return self.at.new(
            "organization",
            name=self.bare(candidate),
            words=words,
            kinds=candidate.kinds,
            owner=owner,
            country=owner.country,
        )

    def government(self, candidate: Candidate) -> Entity | None:
        """A government is its state; where no state is named it is an organization."""
        if candidate.owner is not None and candidate.owner.kind == "state":
            return candidate.owner
        if candidate.owner is not None and candidate.owner.kind == "person":
            return candidate.owner.principal() if candidate.owner.principal().kind == "state" else None
        if candidate.determiner not in ("the", "possessive"):
            return None
        known = self.known_organization(candidate) if len(candidate.words) > 2 else None
        found = known or self.at.most_salient(
            candidate,
            lambda entity: float(
                entity.kind == "state" or (entity.kind == "organization" and "government" in entity.words)
            ),
        )
        if found is None and self.acts(candidate):
            return self.at.new(
                "organization", name=self.bare(candidate), words=set(candidate.words), kinds=frozenset(("agency",))
            )
        return found

    def state(self, candidate: Candidate) -> Entity | None:
        """'the country', 'his country': the owner's, or the state most in mind."""
        if candidate.owner is not None:
            top = candidate.owner.principal()
            return top if top.kind == "state" else None
        if candidate.determiner in ("the", "that", "this") and candidate.end == candidate.head + 1:
            return self.at.most_salient(candidate, lambda entity: float(entity.kind == "state"))
        return None

    def force(self, candidate: Candidate) -> Entity | None:
        """Armed forces: one actor for each state or owner."""
        owner = candidate.owner.principal() if candidate.owner is not None else None
        if owner is not None and owner.kind == "person":
            owner = None
        if owner is None and "government" in candidate.words:
            owner = self.at.most_salient(candidate, lambda entity: float(entity.kind == "state"))
        for entity in self.at.entities:
            if (
                entity.kind == "armed-force"
                and entity.owner is owner
                and (owner is not None or candidate.phrase in entity.words)
            ):
                return entity
        if owner is None:
            found = (
                self.at.most_salient(candidate, lambda entity: self._same_force(candidate, entity))
                if candidate.determiner == "the"
                else None
            )
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
