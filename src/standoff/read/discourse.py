"""The state of reading: the actors so far, where they were mentioned, and how much each is in mind.

References
----------
Lappin, S., and Leass, H. J. (1994). An algorithm for pronominal anaphora resolution. Computational Linguistics
20(4), 535-561.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity

_WEIGHTS = {
    "nsubj": 80.0,
    "nsubjpass": 70.0,
    "csubj": 60.0,
    "agent": 60.0,
    "dobj": 50.0,
    "dative": 50.0,
    "attr": 40.0,
    "pobj": 40.0,
    "poss": 30.0,
}
_FADES = 0.5
"""What a sentence takes from a mention's weight."""
_WINDOW = 12
"""Sentences after which a mention is out of mind."""
_AGENT = 0.45
"""The share of an agent's weight that its principal gets."""


@dataclass
class Thing:
    """Something that is no actor, but that 'it' or 'they' may mean."""

    index: int
    sentence: int
    weight: float
    plural: bool


@dataclass
class Discourse:
    """What a reader keeps in mind: tokens, sentences, quotations, actors with their mentions."""

    doc: Doc
    parsed: Doc
    sentences: list[int]
    paragraphs: list[int]
    quoted: list[int | None]
    entities: list[Entity] = field(default_factory=list)
    things: dict[int, list[Thing]] = field(default_factory=dict)
    seen: dict[int, list[Entity]] = field(default_factory=dict)
    at_token: dict[int, Entity] = field(default_factory=dict)
    hidden: dict[int, Entity] = field(default_factory=dict)
    speakers: dict[int, Entity] = field(default_factory=dict)
    visited: dict[int, set[str]] = field(default_factory=dict)
    named: Counter[int] = field(default_factory=Counter)
    acting: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()

    def new(self, kind: str, *, name: str = "", words: Iterable[str] = (), **known: object) -> Entity:
        """Make an actor."""
        entity = Entity(kind, number=len(self.entities), names=[name] if name else [], words=set(words))
        for key, value in known.items():
            setattr(entity, key, value)
        self.entities.append(entity)
        return entity

    def state(self, code: str, name: str) -> Entity:
        """Return the state of a country's code."""
        for entity in self.entities:
            if entity.kind == "state" and entity.country == code:
                return entity
        return self.new("state", name=name, country=code)

    def group(self, members: Sequence[Entity], name: str = "") -> Entity:
        """Return the group of some actors."""
        several = tuple(dict.fromkeys(members))
        for entity in self.entities:
            if entity.kind == "group" and set(entity.members) == set(several):
                if name and not entity.names:
                    entity.names.append(name)
                return entity
        return self.new("group", name=name, members=several, plural=True)

    def place(self, candidate: Candidate) -> None:
        """Note where a candidate stands and how prominent it is."""
        token = self.parsed[candidate.head]
        candidate.sentence = self.sentences[candidate.head]
        candidate.paragraph = self.paragraphs[candidate.head]
        candidate.quotation = self.quoted[candidate.head]
        candidate.weight, candidate.subject = weigh(token)

    def add(self, entity: Entity, candidate: Candidate) -> None:
        """Add a mention to an actor."""
        insort(entity.mentions, candidate, key=lambda mention: mention.head)
        self.seen.setdefault(candidate.sentence, []).append(entity)
        self.put(candidate.head, entity)
        if candidate.form == "named":
            candidate.quiet = entity.kind == "unknown"
        if candidate.gender in ("male", "female") and entity.kind == "person":
            if candidate.form == "pronoun":
                entity.heard[candidate.gender] += 1
            elif not entity.gender:
                entity.gender = candidate.gender

    def put(self, index: int, entity: Entity) -> None:
        """Note which actor a token means; of a name that may be nobody's only pronouns of persons know."""
        (self.hidden if entity.kind == "unknown" else self.at_token)[index] = entity

    def who(self, index: int) -> Entity | None:
        """Return the actor that a token means, be it one that is not yet known to be a person."""
        return self.at_token.get(index) or self.hidden.get(index)

    def prove_person(self, entity: Entity) -> None:
        """Take an actor of an open kind for a person from now on."""
        if entity.kind == "unknown":
            for mention in entity.mentions:
                mention.quiet = False
            for index in [index for index, other in self.hidden.items() if other is entity]:
                self.at_token[index] = self.hidden.pop(index)
        entity.kind, entity.open = "person", False

    def salience(self, entity: Entity, candidate: Candidate, *, peak: bool = False) -> float:
        """Return how much an actor is in mind at a candidate: its mentions before, each less by half a sentence
        back."""
        best: dict[int, float] = {}
        for mention, share in self._mentions(entity, candidate):
            distance = candidate.sentence - mention.sentence
            weight = mention.weight * share * _FADES**distance
            if not distance:
                weight *= 1.2
            if (mention.quotation is None) != (candidate.quotation is None):
                weight *= 0.4
            elif mention.quotation is not None and mention.quotation == candidate.quotation:
                weight *= 1.5
            best[mention.sentence] = max(best.get(mention.sentence, 0.0), weight)
        return max(best.values(), default=0.0) if peak else sum(best.values())

    def _mentions(self, entity: Entity, candidate: Candidate) -> Iterable[tuple[Candidate, float]]:
        """Yield an actor's mentions before a candidate that are still in mind, with less weight those of the
        ones that act for it."""
        agents = (
            [other for other in self.near(candidate) if other.owner is entity]
            if entity.kind in ("organization", "state")
            else []
        )
        for one, share in ((entity, 1.0), *((agent, _AGENT) for agent in agents)):
            last = bisect_left(one.mentions, candidate.head, key=lambda mention: mention.head)
            for mention in reversed(one.mentions[:last]):
                if candidate.sentence - mention.sentence > _WINDOW:
                    break
                yield mention, share

    def near(self, candidate: Candidate) -> list[Entity]:
        """Return the actors mentioned in the last sentences, and those they act for."""
        found: dict[int, Entity] = {}
        for sentence in range(candidate.sentence - _WINDOW, candidate.sentence + 1):
            for entity in self.seen.get(sentence, ()):
                found[entity.number] = entity
                if entity.owner is not None:
                    found[entity.owner.number] = entity.owner
        return sorted(found.values(), key=lambda entity: entity.number)

    def most_salient(self, candidate: Candidate, fits: Callable[[Entity], float]) -> Entity | None:
        """Return the actor most in mind among those that fit; ``fits`` gives a factor, 0 for none."""
        scored = [
            (self.salience(entity, candidate) * factor, entity)
            for entity in self.near(candidate)
            if (factor := fits(entity))
        ]
        scored = [(score, entity) for score, entity in scored if score > 0.01]
        return max(scored, key=lambda pair: (pair[0], -pair[1].number))[1] if scored else None

    def frequent(self, fits: Callable[[Entity], bool], before: Candidate | None = None) -> list[Entity]:
        """Return the actors that fit, the most mentioned first, with those that act for them counted."""
        counts = []
        for entity in self.entities:
            if fits(entity):
                both = (
                    entity,
                    *(
                        other
                        for other in self.entities
                        if other.owner is entity and entity.kind in ("organization", "state")
                    ),
                )
                own = sum(before is None or mention.head < before.head for one in both for mention in one.mentions)
                if before is None:
                    # Names further on count too: 'the three countries' may stand before they are named.
                    own = max(own, self.named[entity.number])
                if own:
                    counts.append((own, entity))
        return [entity for _, entity in sorted(counts, key=lambda pair: (-pair[0], pair[1].number))]

    def subject_of(self, token: Token) -> Entity | None:
        """Return the actor that is the subject of the clause around a token; of the one above where it has none
        of its own."""
        verb = clause_verb(token)
        for _ in range(6):
            if verb is None:
                return None
            subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
            real = [child for child in subjects if child.lower_ not in ("there", "who", "which", "that")]
            # 'Its' in 'its troops had come' is no part of what the troops are: look further up.
            if real and not (real[0].i == token.i or real[0].is_ancestor(token)):
                return self.who(real[0].i)
            if subjects and subjects[0].lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return self.who(verb.head.i)
            if not subjects and verb.dep_ == "xcomp" and verb.head.lemma_ not in ("promise", "threaten", "vow"):
                # 'It ordered the firm to test': the firm is to test.
                objects = [
                    child for child in verb.head.children if child.dep_ in ("dobj", "dative") and child.i < verb.i
                ]
                for child in verb.head.children:
                    if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to") and child.i < verb.i:
                        objects.extend(grand for grand in child.children if grand.dep_ == "pobj")
                if objects and objects[0].i in self.at_token and objects[0].i != token.i:
                    return self.at_token[objects[0].i]
            verb = None if verb.dep_ == "ROOT" else clause_verb(verb)
        return None


def clause_verb(token: Token) -> Token | None:
    """Return the verb (or predicate) of the clause that a token stands in."""
    current = token
    for _ in range(30):
        if current.head is current:
            return None
        current = current.head
        if current.pos_ in ("VERB", "AUX") or any(child.dep_ in ("nsubj", "nsubjpass") for child in current.children):
            return current
    return None


def weigh(token: Token) -> tuple[float, bool]:
    """Return how prominent a noun is where it stands, and whether it is a subject."""
    current = token
    for _ in range(8):
        if current.dep_ in ("conj", "appos", "compound", "nmod", "amod") and current.head is not current:
            current = current.head
        else:
            break
    dependency = current.dep_
    if dependency == "pobj" and current.head.dep_ == "agent":
        dependency = "agent"
    weight = _WEIGHTS.get(dependency, 35.0)
    if dependency in ("nsubj", "nsubjpass") and current.head.dep_ == "ROOT":
        weight += 25
    if dependency == "pobj" and current.head.head.pos_ in ("NOUN", "PROPN"):
        # 'The office of X announced': X is nearly a subject too.
        weight += 20 if current.head.lower_ == "of" and current.head.head.dep_ == "nsubj" else -12
    if token.dep_ in ("compound", "amod", "nmod"):
        weight *= 0.5
    return weight, dependency in ("nsubj", "nsubjpass", "agent")


def speaks(verb: Token) -> bool:
    """Whether a verb's subject is somebody."""
    return verb.lemma_.lower() in actor_words().speaking
