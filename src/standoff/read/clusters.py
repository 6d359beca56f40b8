"""Which names mean one actor, and of what kind: full and short forms, titles, abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Entity
from standoff.read.gazetteer import countries
from standoff.read.name_votes import gather
from standoff.read.names import Name

# Titles that go with the first name: Sir Alan is Sir Alan Poe.
_FIRST_NAMED = frozenset(["sir", "dame", "king", "queen", "prince", "princess", "pope", "sister", "brother", "father"])
HE_OR_SHE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an"])


@dataclass
class Cluster:
    """The names that mean one actor, and what speaks for its kind."""

    names: list[Name] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)
    entity: Entity | None = None
    kind: str = "unknown"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the longest of the names."""
        return max((name.words for name in self.names), key=len)

    @property
    def key(self) -> str:
        """The name without dots, as it stood first."""
        return self.names[0].key


def cluster_names(names: Sequence[Name], doc: Doc, publisher: str | None = None) -> list[Cluster]:
    """Gather the names of persons and organizations (not of states) into clusters, each with its kind.

    Parameters
    ----------
    names : sequence of Name
        All names of the report; those of ``sort`` "name" without a place are gathered.
    doc : Doc
        The report's parse.
    publisher : str, optional
        Who published the report: its name is no actor's.

    Returns
    -------
    list of Cluster
        ``kind`` is person, organization, place, thing or unknown.
    """
    by_key: dict[str, Cluster] = {}
    for name in names:
        if name.sort == "name" and name.place is None:
            cluster = by_key.setdefault(name.key, Cluster())
            cluster.names.append(name)
            gather(cluster.votes, name, doc)
    alone = {cluster.words[0] for cluster in by_key.values() if len(cluster.words) == 1}
    for cluster in by_key.values():
        # 'Orsell Pharma' is later Orsell, but 'Irena Sokol' is Sokol.
        shortened = len(cluster.words) > 1 and cluster.words[0] in alone and cluster.words[-1] not in alone
        cluster.votes["organization"] += 2 * (shortened and not cluster.votes["person"] and not _gendered(cluster, doc))
    clusters = sorted(by_key.values(), key=lambda cluster: -len(cluster.words))
    for cluster in clusters:
        ours = publisher is not None and f" {cluster.key}" in f" {publisher}"
        cluster.kind = "thing" if ours else _kind(cluster)
    merged: list[Cluster] = []
    for cluster in clusters:
        home = _home(cluster, merged, doc)
        if home is None:
            merged.append(cluster)
        else:
            home.names.extend(cluster.names)
            home.votes.update(cluster.votes)
            if home.kind == "unknown":
                home.kind = cluster.kind
    return merged


def _kind(cluster: Cluster) -> str:
    """Decide what kind of actor a name means."""
    words, votes = actor_words(), cluster.votes
    name = cluster.names[0]
    lower = [word.lower() for word in cluster.words]
    if votes["person"] >= 8:
        return "person"
    if votes["locative"] >= len(cluster.names) and lower[-1] in (
        "court",
        "house",
        "park",
        "mill",
        "works",
        "gardens",
        "green",
        "field",
    ):
        return "place"
    if (
        name.text in words.intergovernmental
        or (len(lower) > 1 and words.kinds_of_name(lower[-1:]))
        or "&" in name.text.split()
    ):
        return "organization"
    if " of " in name.text and words.kinds_of_name(lower[:1]) | words.kinds_of_head(lower[0]):
        return "organization"
    if f"the {name.text.lower()}" in words.blocs or name.text.lower() in words.blocs:
        return "bloc"
    if votes["person"] >= 4 and 1 < len(lower) < 4:
        return "person"
    if votes["thing"] >= 6:
        return "thing"
    if votes["place"] >= 6:
        return "place"
    if re.fullmatch(r"[A-Z][A-Z&]{1,7}s?", name.text.replace(".", "")):
        return "organization"
    if len(lower) == 1:
        return "unknown"
    if votes["organization"] >= 2:
        return "organization"
    tags = {
        tag: votes[f"tag {tag}"]
        for tag in ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "NORP")
    }
    places = tags["GPE"] + tags["LOC"] + tags["FAC"]
    if places > tags["PERSON"] and places > tags["ORG"]:
        return "place"
    if tags["ORG"] > tags["PERSON"] and any(word in actor.names for word in lower for actor in words.kinds.values()):
        return "organization"
    if tags["ORG"] > tags["PERSON"] and lower[-1].endswith("s") and not votes["person"]:
        return "organization"
    return "person" if len(lower) <= 3 else "organization"


def _home(cluster: Cluster, larger: Sequence[Cluster], doc: Doc) -> Cluster | None:
    """Return the cluster with a longer name that this name is short for."""
    words = cluster.words
    fits: list[tuple[int, Cluster]] = []
    for other in larger:
        full = other.words
        if len(full) <= len(words) and not _abbreviates(cluster.names[0].text, other.names[0].text):
            continue
        if other.kind == "person" and cluster.kind in ("person", "unknown"):
            if words == full[-len(words) :]:
                fits.append((3, other))
            elif words == full[: len(words)] and (
                not cluster.names[0].honorific or cluster.names[0].honorific in _FIRST_NAMED
            ):
                fits.append((1, other))
        elif (
            other.kind == "organization"
            and cluster.kind in ("organization", "unknown", "person")
            and cluster.votes["person"] < 8
        ):
            if _abbreviates(cluster.names[0].text, other.names[0].text) or _in_brackets(cluster.names[0], other, doc):
                fits.append((4, other))
            elif cluster.votes["locative"] >= len(cluster.names):
                continue
            elif (
                words == full[: len(words)]
                or (len(words) > 1 and words == full[-len(words) :])
                or (words == full[-1:] and actor_words().kinds_of_name([words[0].lower()]) and _articled(cluster, doc))
            ):
                fits.append((2, other))
    if not fits:
        return None
    best = max(score for score, _ in fits)
    homes = [other for score, other in fits if score == best]
    # 'Westport' is not short for both Westport Trains and the Westport Riders' League.
    return homes[0] if len(homes) == 1 else None


def _gendered(cluster: Cluster, doc: Doc) -> bool:
    """Whether 'he' or 'she' follows a name, or its first word alone, so that it is most likely a person's."""
    first = cluster.words[0]
    return any(
        token.text == first and any(after.lower_ in HE_OR_SHE for after in doc[token.i + 1 : token.i + 25])
        for token in doc
    )


def _articled(cluster: Cluster, doc: Doc) -> bool:
    """Whether a name of one word has 'the' before it: 'the League' is short for the Moor Defence League."""
    return all(name.start and doc[name.start - 1].lower_ == "the" for name in cluster.names)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word in capitals is made of the initials of a longer name."""
    letters = short.replace(".", "")
    if not re.fullmatch(r"[A-Z][A-Za-z&]{1,7}", letters) or sum(letter.isupper() for letter in letters) < 2:
        return False
    if actor_words().intergovernmental.get(short) == actor_words().intergovernmental.get(long, long):
        return True
    parts = [part for part in re.split(r"[\s\-]+", long) if part]
    every = "".join(part[0] for part in parts).upper()
    capitals = "".join(part[0] for part in parts if part.lower() not in _SMALL_WORDS).upper()
    return len(parts) > 1 and letters.upper() in (every, capitals)


def _in_brackets(short: Name, long: Cluster, doc: Doc) -> bool:
    """Whether a name stands in brackets right after a longer one: the long name (SHORT)."""
    if short.start < 2 or doc[short.start - 1].text != "(":
        return False
    return any(name.end == short.start - 1 for name in long.names)


def display_name(cluster: Cluster) -> str:
    """Return the fullest form of a name."""
    longest = max(cluster.names, key=lambda name: (len(name.words), -name.start))
    return re.sub(r"['’]s$", "", longest.text)


def country_name(code: str) -> str:
    """Return a country's usual name."""
    return countries()[code].name
