"""Which clusters of names are actors: not places, things, or names that never act; and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Entity
from standoff.read.clusters import HE_OR_SHE, Cluster, country_name, display_name
from standoff.read.discourse import Discourse, speaks
from standoff.read.first_names import gender_of, is_first_name
from standoff.read.gazetteer import look_up
from standoff.read.genders import gender_beside
from standoff.read.names import Name


def head_of(parsed: Doc, name: Name) -> int:
    """Return the token of a name that the rest depends on."""
    inside = range(name.start, name.end)
    for index in reversed(inside):
        if parsed[index].head.i not in inside and not parsed[index].is_punct:
            return index
    return name.end - 1


def _is_tagged_person(cluster: Cluster) -> bool:
    """Whether the model takes a name of one word for a person's, and nothing speaks for another kind."""
    votes = cluster.votes
    others = votes["tag ORG"] + votes["tag GPE"] + votes["organization"] + votes["locative"]
    return votes["tag PERSON"] > others and cluster.names[0].text[1:].islower()


def _is_first_name(cluster: Cluster) -> bool:
    """Whether a name of one word is a first name, and nothing speaks for another kind."""
    votes = cluster.votes
    return bool(votes["first name"]) and not votes["organization"] and votes["locative"] < len(cluster.names)


def _leaning(cluster: Cluster) -> str:
    """Return whose the first name mostly is, by the fullest of the names."""
    first = cluster.words[0]
    return gender_of(first) if len(cluster.words) > 1 or is_first_name(first, alone=True) else ""


def _sureness(cluster: Cluster) -> float:
    """Return how much says that a name is a person's: a title or a first name, else the model's tags."""
    if cluster.votes["person"] or cluster.votes["first name"]:
        return 1.0
    return min(1.0, cluster.votes["tag PERSON"] / len(cluster.names))


def _is_open(cluster: Cluster) -> bool:
    """Whether a name of one word may yet prove a person's: nothing speaks for a body or a place."""
    votes = cluster.votes
    plain = len(cluster.words) == 1 and bool(re.search(r"[^\W\dA-Z_]{2}", cluster.names[0].text))  # not 'MPs'
    if actor_words().kinds_of_name([cluster.words[0].lower()]) or look_up(cluster.words[0]):
        return False
    return plain and not votes["organization"] and votes["locative"] < len(cluster.names)


class Deciding:
    """Makes the actors of the clusters of names."""

    def __init__(self, discourse: Discourse, names: list[Name], clusters: list[Cluster]) -> None:
        self.at, self.doc, self.parsed = discourse, discourse.doc, discourse.parsed
        self.name_to = {name.end: name for name in names}
        self.cluster_of = {name.start: cluster for cluster in clusters for name in cluster.names}
        self._people = sorted(name.start for cluster in clusters if cluster.kind == "person" for name in cluster.names)

    def decide(self, cluster: Cluster) -> None:
        """Make the actor of a cluster of names, unless it is a place, a thing, or a name that never acts."""
        if cluster.kind == "place" and len(cluster.words) > 1 and any(self._says(name) for name in cluster.names):
            cluster.kind = "organization"  # 'The Lower Valley Irrigation District asked the court'
        if cluster.kind in ("place", "thing"):
            return
        gendered = cluster.kind == "unknown" and (
            self._is_gendered(cluster) or _is_tagged_person(cluster) or _is_first_name(cluster)
        )
        if not gendered and cluster.kind in ("unknown", "organization") and not self._is_any_party(cluster):
            if _is_open(cluster):
                cluster.entity = self.at.new("unknown", name=display_name(cluster), open=True)
            return
        kind = cluster.kind
        if kind == "unknown":
            tags = {tag: cluster.votes[f"tag {tag}"] for tag in ("PERSON", "ORG", "GPE")}
            kind = (
                "person"
                if gendered or (tags["PERSON"] > tags["ORG"] + tags["GPE"] and not cluster.votes["organization"])
                else "organization"
            )
            cluster.kind = kind
        lower = [word.lower() for word in cluster.words]
        entity = self.at.new(
            kind, name=display_name(cluster), words={*lower, *(word.removesuffix("s") for word in lower)}
        )
        for name in cluster.names:
            if name.text not in entity.names:
                entity.names.append(name.text)
            if name.role and name.role not in entity.roles:
                entity.roles.append(name.role)
            entity.country = entity.country or name.country
            if kind == "person" and not entity.gender:
                said = actor_words().honorifics.get(name.honorific, "")
                entity.gender = said if said in ("male", "female") else gender_beside(self.doc, name)
            if kind == "organization":
                entity.words |= self._modifiers(name)
                entity.kinds |= self._level(name, entity)
        if kind == "organization":
            entity.kinds |= actor_words().kinds_of_name(lower)
            if any(" of " in name.text for name in cluster.names):
                before = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[0]
                entity.kinds = (
                    actor_words().kinds_of_name([before]) or actor_words().kinds_of_head(before) or entity.kinds
                )
            long = actor_words().intergovernmental.get(cluster.names[0].text)
            if long:
                entity.names.insert(0, long)
                entity.words |= {word.lower() for word in long.split()}
                entity.kinds = frozenset(("union of states",))
        if kind == "person" and entity.country and entity.roles:
            entity.owner = self.at.state(entity.country, country_name(entity.country))
        if kind == "organization" and (entity.country or self._possessor(cluster)):
            code = entity.country or self._possessor(cluster)
            if code and entity.kinds & {"agency", "legislature", "council", "party"}:
                entity.country = code
                entity.owner = self.at.state(code, country_name(code))
        entity.open = kind == "organization" and _is_open(cluster)
        if kind == "person":
            entity.leaning = _leaning(cluster)
            entity.sure = _sureness(cluster)
        if kind == "person" and not gendered and not entity.sure:
            entity.doubt = 0.3
        cluster.entity = entity

    def _says(self, name: Name) -> bool:
        """Whether a name is the subject of a verb of saying, asking or deciding."""
        token = self.parsed[head_of(self.parsed, name)]
        return token.dep_ == "nsubj" and speaks(token.head)

    def _is_any_party(self, cluster: Cluster) -> bool:
        return any(self._is_party(name) for name in cluster.names)

    def _is_gendered(self, cluster: Cluster) -> bool:
        """Whether a name of one word is most likely a person's: 'he' or 'she' follows, and no other person is near."""
        if cluster.votes["organization"] or cluster.votes["locative"]:
            return False
        for name in cluster.names:
            sentence = self.at.sentences[name.start]
            for index in range(name.end, min(name.end + 60, len(self.doc))):
                if self.at.sentences[index] > sentence + 1:
                    break
                if self.doc[index].lower_ in HE_OR_SHE and not self._person_between(sentence - 1, index):
                    return True
        return False

    def _person_between(self, sentence: int, index: int) -> bool:
        """Whether a name that is surely a person's stands from a sentence on up to a token."""
        before = bisect_left(self._people, index)
        return bool(before) and self.at.sentences[self._people[before - 1]] >= sentence

    def _level(self, name: Name, entity: Entity) -> frozenset[str]:
        """Return the kind that 'city of' or its like before a name gives it, and note the word."""
        before = self.doc[name.start - 2].lower_ if name.start > 1 and self.doc[name.start - 1].lower_ == "of" else ""
        if before not in ("city", "town", "village", "county", "borough", "township", "district", "municipality"):
            return frozenset()
        entity.words.add(before)
        return frozenset(("council",))

    def _possessor(self, cluster: Cluster) -> str | None:
        """Return the country that a possessive before a name names: 'Peru's Ministry of Trade'."""
        for name in cluster.names:
            if name.start > 1 and self.doc[name.start - 1].tag_ == "POS":
                other = self.name_to.get(name.start - 1)
                if other is not None and other.place is not None:
                    return other.place.country.code
        return None

    def _modifiers(self, name: Name) -> set[str]:
        """Return the small words right before a name: 'the state Department of Trade'."""
        found, index = set(), name.start - 1
        while index > 0 and self.parsed[index].tag_ in ("NN", "JJ") and self.doc[index].text.islower():
            found.add(self.doc[index].text)
            index -= 1
        return found if index >= 0 and self.doc[index].lower_ == "the" else set()

    def _is_party(self, name: Name) -> bool:
        """Whether a name is somewhere more than a place: a subject, an object, an owner, one that is dealt with."""
        token = self.parsed[head_of(self.parsed, name)]
        if self._in_brackets(name):
            return True  # 'Ann Poe (Tern District Council)'
        if token.head.i in range(name.start, name.end) and token.dep_ != "ROOT":
            return False
        if token.dep_ in ("compound", "nmod", "amod") and self.doc[token.head.i].lower_ in actor_words().roles:
            return True
        while token.dep_ in ("conj", "appos") and token.head is not token:
            token = token.head
        cluster = self.cluster_of[name.start]
        if token.dep_ in ("nsubj", "nsubjpass"):
            return cluster.kind == "organization" or speaks(token.head) or token.head.pos_ == "VERB"
        if token.dep_ in ("dobj", "dative") and cluster.kind == "organization":
            return True
        if token.dep_ == "ROOT" and any(child.dep_ == "acl" and speaks(child) for child in token.children):
            return True  # 'The Lakes Community, a bloc of eight, called on both' with its verb misread
        if token.dep_ == "poss":
            return token.head.lemma_ in actor_words().roles
        if (
            token.dep_ == "pobj"
            and token.head.lower_ in ("of", "for")
            and token.head.head.lemma_ in actor_words().roles
        ):
            return True
        if token.dep_ == "pobj" and cluster.kind == "organization":
            return (
                token.head.lower_ in ("by", "with", "against", "between", "to", "for", "from", "on", "of")
                and token.head.dep_ != "ROOT"
            )
        return False

    def _in_brackets(self, name: Name) -> bool:
        """Whether a body's name stands in brackets behind a person's, who then is one of it."""
        if self.cluster_of[name.start].kind != "organization":
            return False
        for index in range(name.start - 1, max(name.start - 6, 0), -1):
            if self.doc[index].text == "(":
                before = self.name_to.get(index)
                cluster = self.cluster_of.get(before.start) if before is not None else None
                return cluster is not None and cluster.kind == "person"
            if self.doc[index].text in (")", ";", "."):
                return False
        return False
