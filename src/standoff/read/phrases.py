"""What noun phrases share: their owner, their members, whether they act."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity
from standoff.read.clusters import country_name
from standoff.read.discourse import Discourse, clause_verb, speaks
from standoff.read.lexicon import cues

_ADDRESSING = frozenset(
    ["tell", "ask", "urge", "warn", "accuse", "invite", "press", "order", "sue", "petition", "criticize", "criticise"]
)
"""Verbs of saying whose object is somebody."""

_DEFINITE = ("the", "that", "this", "possessive")
_BODIES = ("organization", "government", "force", "population", "group")


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

    def note_actors(self, candidates: Sequence[Candidate]) -> None:
        """Note which heads act or speak somewhere: 'the agency' that once refuses is an actor wherever it is named."""
        definite = [c for c in candidates if self._definite(c) and c.sort in _BODIES]
        self.at.acting = frozenset(c.phrase for c in definite if self._acts_here(c))
        self.at.speaking = frozenset(c.phrase for c in definite if self._says_here(c))

    def acts(self, candidate: Candidate) -> bool:
        """Whether a phrase is the subject of a verb of saying or deciding, or is told or asked, here or elsewhere."""
        return self._acts_here(candidate) or (self._definite(candidate) and candidate.phrase in self.at.acting)

    def says(self, candidate: Candidate) -> bool:
        """Whether a phrase is the subject of a verb of saying, or is told or asked, here or elsewhere."""
        return self._says_here(candidate) or (self._definite(candidate) and candidate.phrase in self.at.speaking)

    def _definite(self, candidate: Candidate) -> bool:
        """Whether a phrase means the same wherever it stands: 'the board', and 'rebels' without an article."""
        return candidate.determiner in _DEFINITE or (candidate.sort == "force" and not candidate.determiner)

    def _acts_here(self, candidate: Candidate) -> bool:
        token = self.at.parsed[candidate.head]
        verb = token.head if token.dep_ in ("nsubj", "nsubjpass", "dobj", "agent") else None
        if token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "against"):
            verb = clause_verb(token)
        return verb is not None and (
            speaks(verb)
            or (candidate.subject and verb.pos_ == "VERB" and verb.lemma_ not in self.words.inanimate)
            or (candidate.subject and verb.lemma_ == "be" and self._willing(verb))
        )

    def _willing(self, verb: Token) -> bool:
        """Whether what is said of a subject takes a will: 'is prepared to', 'is opposed to'."""
        said = [child for child in verb.children if child.dep_ in ("acomp", "attr", "oprd")]
        return any(("adjectives", child.lower_) in cues() for child in said)

    def _says_here(self, candidate: Candidate) -> bool:
        token = _first_joined(self.at.parsed[candidate.head])
        if token.dep_ == "dobj" and token.head.lemma_ not in _ADDRESSING:
            return False  # one opposes, wants or accepts a thing as well as somebody
        if token.dep_ == "nsubj" and token.head.lemma_ == "be" and self._willing(token.head):
            return True
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative") and speaks(token.head)

    def bare(self, candidate: Candidate) -> str:
        """Return the phrase without its article."""
        doc = self.at.doc
        start = candidate.start + (doc[candidate.start].lower_ in ("the", "a", "an"))
        return doc[start : candidate.end].text


def _first_joined(token: Token) -> Token:
    """Return the first of the things that a token is joined to: what 'the board and the ministry' do, both do."""
    while token.dep_ == "conj" and token.head is not token and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token
