"""What a noun phrase means that names a body: an organization, a government, a state."""

from __future__ import annotations

import math

from standoff.read.candidates import Candidate, Entity
from standoff.read.forces import Forces, governs

_GENERIC = frozenset(
    ["union", "group", "organization", "organisation", "network", "company", "party", "club", "agency", "watchdog"]
)

_NAMED_SO = frozenset(
    ["club", "movement", "foundation", "institute", "college", "academy", "hospital", "clinic", "school", "bank",
     "trust", "alliance", "campaign", "collective", "front", "mission", "society"]
)  # fmt: skip
"""Of the doubtful heads those that a body of the kind is called by: 'the club' is Penhallow Rovers."""


_WORKERS = frozenset(["union", "association", "guild"])
"""Kinds of body that may be called a trade's union."""


class Bodies(Forces):
    """Finds or makes the organization, government or state that a noun phrase means."""

    def organization(self, candidate: Candidate) -> Entity | None:
        """An organization: one that shares its word, or is of its kind, the most in mind; a new one if it acts."""
        if candidate.phrase in ("office",) and candidate.owner is not None and candidate.owner.kind == "person":
            text = self.at.doc[candidate.start : candidate.end].text
            return self.at.new(
                "organization", name=text, owner=candidate.owner, country=candidate.owner.country, words={"office"}
            )
        doubtful = candidate.phrase in self.words.doubtful
        if doubtful and not (candidate.phrase in _NAMED_SO and self.acts(candidate)):
            candidate.kinds = frozenset()
        if candidate.country or (candidate.owner is not None and candidate.owner.kind == "state"):
            return self._national(candidate) if self.acts(candidate) or not doubtful else None
        holder = candidate.owner
        certain = not doubtful or candidate.phrase in _NAMED_SO
        if certain and candidate.determiner == "possessive" and holder is not None and holder.kind == "person":
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
            alike = own.kinds & candidate.kinds or not own.kinds or candidate.phrase in _GENERIC | _NAMED_SO
            return own if alike else None
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
        wanted = {
            word for word in candidate.words if word not in ("the", "that", "this", "its", "their", "our", "his", "her")
        }
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

        whose = self._whose(candidate)

        def fits(entity: Entity) -> float:
            if entity.kind not in ("organization", "bloc") or proper - entity.words:
                return 0.0
            if whose and self.at.named[entity.number]:
                alike = bool(whose & {word.rstrip("s") for word in entity.words} or whose & entity.words)
                return 5.0 * (alike and bool((entity.kinds | self._shown_by(entity.words)) & _WORKERS))
            shared = wanted & entity.words
            factor = 0.0
            if last not in entity.words and last in _NAMED_SO | {"club"} and self._called_otherwise(entity):
                return 0.0
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
            elif not named_so and self.at.named[entity.number] and candidate.kinds & self._shown_by(entity.words):
                factor = 2.5
            if generic:
                factor *= 1.0 + 0.5 * math.log1p(len(entity.mentions))  # "the company" is the one that it is all about
            return factor * (0.2 if entity is excluded else 1.0)

        found = self.at.most_salient(candidate, fits)
        if found is None:
            least = 2.0 if generic else 2.5
            later = [entity for entity in self.at.entities if fits(entity) >= least]
            found = later[0] if len(later) == 1 else None
        if found is not None and whose:
            found.kinds |= candidate.kinds & _WORKERS  # it may be called "the union" from now on
        return found

    def _whose(self, candidate: Candidate) -> set[str]:
        """Return the words that the name of 'the dockers' union' would have: it is not the Western Union."""
        doc = self.at.doc
        people = [
            doc[index].lower_.rstrip("s")
            for index in range(*(candidate.owner_span or (0, 0)))
            if doc[index].is_lower and doc[index].is_alpha and doc[index].lower_ in self.words.populations
        ]
        return {word for one in people for word in (one, *self.words.trades.get(one, ()))}

    def _called_otherwise(self, entity: Entity) -> bool:
        """Whether a body's name ends with the word for its sort: a league is not called "the club"."""
        return any(bool(self.words.kinds_of_head(name.split()[-1].lower())) for name in entity.names if name)

    def _shown_by(self, words: set[str]) -> frozenset[str]:
        """Return the kinds of body that any word of a name shows: Food Workers United is a union too."""
        return frozenset(kind for word in words for kind in self.words.kinds_of_name([word]))

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
        found = known or self.at.most_salient(candidate, governs)
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
