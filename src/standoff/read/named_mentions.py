"""Mentions by name: of people, organizations, states; of capitals, where they act for their governments."""

from __future__ import annotations

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate, Entity
from standoff.read.clusters import Cluster
from standoff.read.deciding import Deciding, head_of
from standoff.read.discourse import Discourse, clause_verb
from standoff.read.names import Name

_PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "inside", "outside", "around", "across", "through", "within", "throughout"]
)
_MOVING = frozenset(
    [
        "travel",
        "fly",
        "go",
        "arrive",
        "return",
        "visit",
        "come",
        "leave",
        "march",
        "drive",
        "flee",
        "enter",
        "reach",
        "head",
        "cross",
        "stop",
        "land",
        "move",
        "live",
        "reside",
        "tour",
        "depart",
    ]
)


class NamedMentions:
    """Turns names into mentions of actors; names of places and things, and names that never act, give none."""

    def __init__(self, discourse: Discourse, names: list[Name], clusters: list[Cluster]) -> None:
        self.at, self.doc, self.parsed = discourse, discourse.doc, discourse.parsed
        self.names, self.clusters = names, clusters
        self.name_to = {name.end: name for name in names}
        self.cluster_of = {name.start: cluster for cluster in clusters for name in cluster.names}

    def find(self) -> list[tuple[Candidate, Entity | None]]:
        """Turn names into mentions of their actors; leave out names of places and things."""
        deciding = Deciding(self.at, self.names, self.clusters)
        for cluster in self.clusters:
            deciding.decide(cluster)
        found: list[tuple[Candidate, Entity | None]] = []
        for name in self.names:
            candidate = self._candidate(name)
            if name.sort == "role":
                candidate.sort, candidate.form = "role", "nominal"
                self._describe_role(candidate, name)
                found.append((candidate, None))
            elif name.sort in ("capital", "seat"):
                if self._acts(candidate) and name.place is not None:
                    candidate.form = "metonym"
                    found.append((candidate, self._seated(name)))
                elif name.country is not None:
                    self.at.visited.setdefault(self.at.sentences[name.start], set()).add(name.country)
            elif name.sort == "name" and name.place is not None:
                found.append((candidate, self.at.state(name.place.country.code, name.place.country.name)))
            elif name.sort == "people" and name.place is not None:
                self._people(name, candidate, found)
            elif name.sort == "name":
                cluster = self.cluster_of[name.start]
                if cluster.entity is not None:
                    candidate.quiet = cluster.entity.kind == "unknown"
                    found.append((candidate, cluster.entity))
        return found

    def _seated(self, name: Name) -> Entity:
        """Return who sits in a capital: its government, or an organization of states that the report names and
        not the state."""
        place = name.place
        assert place is not None
        long = actor_words().seats.get(name.text)
        if long and not any(
            other.place is not None and other.sort == "name" and other.country == place.country.code
            for other in self.names
        ):
            for cluster in self.clusters:
                if cluster.entity is not None and long in cluster.entity.names:
                    return cluster.entity
        return self.at.state(place.country.code, place.country.name)

    def _people(self, name: Name, candidate: Candidate, found: list[tuple[Candidate, Entity | None]]) -> None:
        """'Peruvians' are a population; 'Sudanese official' only says whose official it is."""
        following = self.parsed[name.end] if name.end < len(self.parsed) else None
        if (
            name.place is None
            or (following is not None and following.tag_.startswith(("N", "J")))
            or not name.text.endswith(("s", "men", "h", "e"))
        ):
            return
        for entity in self.at.entities:
            if entity.kind == "population" and entity.country == name.place.country.code:
                found.append((candidate, entity))
                return
        entity = self.at.new(
            "population", name=name.text, country=name.place.country.code, words={"people"}, plural=True
        )
        found.append((candidate, entity))

    def _describe_role(self, candidate: Candidate, name: Name) -> None:
        candidate.phrase = candidate.role = name.role or name.text.lower()
        candidate.country = name.country
        candidate.words = tuple(word.lower() for word in name.words)
        before = self.doc[name.start - 1] if name.start else None
        candidate.determiner = "the"
        if before is not None and before.lower_ in ("the", "a", "an"):
            candidate.determiner = before.lower_
            candidate.start -= 1

    def _candidate(self, name: Name) -> Candidate:
        """Make a mention of a name, with the article, the possessor or the small-letter title before it."""
        doc, words = self.doc, actor_words()
        start = name.start
        cluster = self.cluster_of.get(name.start)
        kind = cluster.kind if cluster and name.sort == "name" and name.place is None else "state"
        sentence_start = doc[start].sent.start
        if (
            kind == "person"
            and start > sentence_start
            and doc[start - 1].text.islower()
            and doc[start - 1].text in words.roles
        ):
            index = start - 1
            while (
                index > sentence_start
                and self.parsed[index - 1].tag_ in ("NN", "JJ", "NNP")
                and self.parsed[index - 1].text not in ("”",)
            ):
                index -= 1
            role = doc[index:start].text
            if index > sentence_start and doc[index - 1].lower_ in ("the", "its", "their", "his", "her"):
                index -= 1
            start = index
            if cluster and cluster.entity:
                cluster.entity.roles.append(role.lower())
        elif kind in ("organization", "unknown"):
            index = start
            while (
                index > sentence_start
                and self.parsed[index - 1].tag_ in ("NN", "JJ")
                and doc[index - 1].text.islower()
                and doc[index - 1].text not in words.roles
            ):
                index -= 1
            if index > sentence_start and doc[index - 1].lower_ == "the":
                start = index - 1
            elif start > sentence_start + 1 and doc[start - 1].tag_ == "POS":
                owner = self.name_to.get(start - 1)
                start = owner.start if owner is not None and owner.place is not None else start
        elif start > sentence_start and doc[start - 1].lower_ == "the" and name.sort in ("name", "people", "seat"):
            start -= 1
        return Candidate(
            start,
            name.end,
            head_of(self.parsed, name),
            "named",
            "name",
            name=name.text,
            country=name.country,
            gender=words.honorifics.get(name.honorific, ""),
        )

    def _acts(self, candidate: Candidate) -> bool:
        """Whether a capital stands for its government: it does something, is spoken with, owns a stance; not a
        place where."""
        token = self.parsed[candidate.head]
        while token.dep_ == "conj" and token.head is not token:
            token = token.head
        following = self.doc[candidate.end].lower_ if candidate.end < len(self.doc) else ""
        if token.dep_ in ("nsubj", "nsubjpass", "agent"):
            return True
        if token.dep_ in ("dobj", "dative"):
            return token.head.lemma_ not in _MOVING
        if token.dep_ == "poss" or following in ("’s", "'s"):
            return token.head.lemma_ not in actor_words().places and token.head.lemma_ not in (
                "street",
                "mayor",
                "suburb",
                "outskirts",
                "center",
                "centre",
            )
        if token.dep_ == "pobj":
            preposition = token.head
            if preposition.lower_ in _PLACE_PREPOSITIONS or preposition.lower_ == "of":
                return False
            verb = clause_verb(token)
            if preposition.lower_ in ("to", "from", "for", "into") and verb is not None and verb.lemma_ in _MOVING:
                return False
            return preposition.lower_ in (
                "with",
                "to",
                "from",
                "by",
                "between",
                "against",
                "on",
                "for",
                "upon",
                "toward",
                "towards",
            )
        return False
