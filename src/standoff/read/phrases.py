"""What noun phrases share: their owner, their members, whether they act."""

from __future__ import annotations

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity
from standoff.read.clusters import country_name
from standoff.read.discourse import Discourse, clause_verb, speaks

_ADDRESSING = frozenset(
    ["tell", "ask", "urge", "warn", "accuse", "invite", "press", "order", "sue", "petition", "criticize", "criticise"]
)
"""Verbs of saying whose object is somebody."""


class Phrases:
    """Reads a noun phrase's surroundings."""

    def __init__(self, discourse: Discourse) -> None:
        self.at = discourse
        self.words = actor_words()

    def owner(self, candidate: Candidate) -> Entity | None:
        """Return the actor that a phrase's possessive or 'of' names."""
        if candidate.owner_span:
            start, end = candidate.owner_span
            inside = [self.at.at_token[index] for index in range(start, end) if index in self.at.at_token]
            if inside and not (candidate.country and candidate.sort == "role" and inside[-1].kind == "person"):
                return inside[-1]
        if candidate.country:
            return self.at.state(candidate.country, country_name(candidate.country))
        return None

    def members(self, candidate: Candidate) -> list[Entity]:
        """Return the actors named in a phrase's 'of' or 'from'."""
        if not candidate.owner_span:
            return []
        start, end = candidate.owner_span
        return list(dict.fromkeys(self.at.at_token[index] for index in range(start, end) if index in self.at.at_token))

    def acts(self, candidate: Candidate) -> bool:
        """Whether a phrase is the subject of a verb of saying or deciding, or said to be told or asked."""
        token = self.at.parsed[candidate.head]
        verb = token.head if token.dep_ in ("nsubj", "nsubjpass", "dobj", "agent") else None
        if token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "against"):
            verb = clause_verb(token)
        return verb is not None and (
            speaks(verb) or (candidate.subject and verb.pos_ == "VERB" and verb.lemma_ not in self.words.inanimate)
        )

    def says(self, candidate: Candidate) -> bool:
        """Whether a phrase is the subject of a verb of saying or deciding, or is told or asked."""
        token = self.at.parsed[candidate.head]
        if token.dep_ == "dobj" and token.head.lemma_ not in _ADDRESSING:
            return False  # one opposes, wants or accepts a thing as well as somebody
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative") and speaks(token.head)

    def bare(self, candidate: Candidate) -> str:
        """Return the phrase without its article."""
        doc = self.at.doc
        start = candidate.start + (doc[candidate.start].lower_ in ("the", "a", "an"))
        return doc[start : candidate.end].text
