"""What a pronoun means: the fitting actor most in mind, never the other argument of its own verb."""

from __future__ import annotations

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity
from standoff.read.discourse import Discourse, speaks
from standoff.read.person_pronouns import choose

_OBJECTS = ("dobj", "pobj", "dative", "iobj")
_TOPIC = 3.0
"""How much more "its chairman" is the chairman of what the sentence before is about."""
_MAIN = 100.0
"""The weight of the subject of a main clause."""
_OWN = 4.0
"""How much more a possessive means the subject of its clause than somebody else."""


class Pronouns:
    """Finds the actor that a pronoun means."""

    def __init__(self, discourse: Discourse) -> None:
        self.at = discourse

    def resolve(self, candidate: Candidate) -> Entity | None:
        """Return the actor that a pronoun means, or None."""
        if candidate.gender == "i":
            return self._speaker(candidate)
        if candidate.gender == "we":
            return self._party(candidate)
        if candidate.gender in ("male", "female"):
            return self._person(candidate)
        return self._body(candidate)

    def _person(self, candidate: Candidate) -> Entity | None:
        """Return whom 'he' or 'she' means: somebody who is thereby known to be a person."""
        chosen = choose(self.at, candidate, self._speaking(candidate))
        if chosen is not None and chosen.open:
            self.at.prove_person(chosen)
        return chosen

    def _body(self, candidate: Candidate) -> Entity | None:
        """Return what 'it' or 'they' mean: the actor most in mind, unless something that is no actor is more so."""
        excluded, token = self._excluded(candidate), self.at.parsed[candidate.head]
        # 'The company improves its offer': what is its own is most often the subject's.
        possessive, subject = token.tag_ == "PRP$", self.at.subject_of(token)

        def fits(entity: Entity) -> float:
            if entity in excluded:
                return 0.0
            own = _OWN if possessive and entity is subject else 1.0
            if possessive and token.head.lemma_ in actor_words().roles and self._spoken_of(entity, candidate):
                own = max(own, _TOPIC)
            return own * self._fit(entity, candidate)

        found = self.at.most_salient(candidate, fits)
        if found is None:
            return None
        score = self.at.salience(found, candidate, peak=True) * fits(found)
        return None if self._means_a_thing(candidate, score) else found

    def _spoken_of(self, entity: Entity, candidate: Candidate) -> bool:
        """Whether the sentence before is about an actor: 'its chairman said' is then its own chairman."""
        before = [m for m in entity.mentions if m.head < candidate.head and candidate.sentence - m.sentence <= 1]
        return any(m.subject and m.weight >= _MAIN for m in before)

    def _fit(self, entity: Entity, candidate: Candidate) -> float:
        """How well an actor fits a pronoun's number; 0 if it doesn't."""
        if candidate.gender == "thing":
            if entity.kind in ("organization", "state", "bloc"):
                return 1.0
            return 0.4 if entity.kind == "armed-force" and not entity.plural else 0.0
        if entity.plural or entity.kind in ("group", "population", "armed-force"):
            return 1.0
        return (
            (0.35 if candidate.quotation is None else 0.7)
            if entity.kind == "organization"
            else 0.2
            if entity.kind == "state" and candidate.quotation is not None
            else 0.0
        )

    def _excluded(self, candidate: Candidate) -> list[Entity]:
        """Actors that a pronoun can't mean: the subject of its verb, where it is the object; the speaker of its
        quotation."""
        excluded: list[Entity] = []
        token = self.at.parsed[candidate.head]
        reflexive = candidate.phrase.endswith(("self", "selves"))
        if token.dep_ in _OBJECTS and not reflexive:
            subject = self.at.subject_of(token)
            if subject is not None:
                excluded.append(subject)
        return [*excluded, *self._speaking(candidate)]

    def _speaking(self, candidate: Candidate) -> list[Entity]:
        """The speaker of a pronoun's quotation, and for whom he speaks."""
        speaker = self.at.speakers.get(candidate.quotation) if candidate.quotation is not None else None
        return [speaker, speaker.principal()] if speaker is not None else []

    def _means_a_thing(self, candidate: Candidate, score: float) -> bool:
        """Whether something that is no actor is more in mind than the best actor."""
        token = self.at.parsed[candidate.head]
        following = self.at.doc[token.i + 1].lower_ if token.i + 1 < len(self.at.doc) else ""
        if (token.dep_ == "nsubj" and speaks(token.head)) or (
            candidate.gender == "thing" and following == "to" and token.tag_ == "PRP" and self._asked(token.i)
        ):
            return False
        factor = 3.0 if token.dep_ in _OBJECTS else 1.0
        if token.dep_ == "nsubj":
            factor = 1.3 if token.head.lemma_ in actor_words().inanimate and not self._willing(candidate) else 0.5
        if token.tag_ == "PRP$":
            factor = 0.3 if token.head.lemma_ in actor_words().roles else 0.7
        best = 0.0
        near = [thing for back in (2, 1, 0) for thing in self.at.things.get(candidate.sentence - back, ())]
        for thing in near:
            distance = candidate.sentence - thing.sentence
            if thing.index >= candidate.head or thing.plural != (candidate.gender == "many"):
                continue
            if token.head.dep_ == "relcl" and token.head.head.i == thing.index:
                continue  # 'Every tool that it has': the tool has nothing.
            apart = 0.4 if (self.at.quoted[thing.index] is None) != (candidate.quotation is None) else 1.0
            best = max(best, thing.weight * 0.5**distance * factor * apart)
        return best > score

    def _asked(self, index: int) -> bool:
        """Whether a pronoun is asked or made to do something: 'does not require it to clean'."""
        token = self.at.parsed[index]
        verb = token.head if token.dep_ == "dobj" else token.head.head
        return verb.lemma_ in (
            "require",
            "ask",
            "order",
            "urge",
            "force",
            "compel",
            "tell",
            "want",
            "allow",
            "oblige",
            "invite",
            "press",
            "expect",
            "enable",
            "let",
            "direct",
        )

    def _willing(self, candidate: Candidate) -> bool:
        """Whether the predicate needs a will: 'it is ready to', 'it has yet to say'."""
        token = self.at.parsed[candidate.head]
        children = [child.lemma_ for child in token.head.children if child.dep_ in ("acomp", "attr")]
        return any(
            word in ("ready", "willing", "unwilling", "open", "eager", "prepared", "reluctant", "glad")
            for word in children
        )

    def _speaker(self, candidate: Candidate) -> Entity | None:
        return self.at.speakers.get(candidate.quotation) if candidate.quotation is not None else None

    def _party(self, candidate: Candidate) -> Entity | None:
        """'We' in a quotation: those for whom the speaker speaks, if it is no person; else the speaker."""
        speaker = self._speaker(candidate)
        if speaker is None:
            return None
        current = speaker
        seen = {id(current)}
        while current.kind == "person" and current.owner is not None and id(current.owner) not in seen:
            current = current.owner
            seen.add(id(current))
        return current
