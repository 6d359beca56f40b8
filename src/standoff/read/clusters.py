"""Which names mean one actor, and of what kind: full and short forms, titles, abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Entity
from standoff.read.first_names import is_first_name
from standoff.read.gazetteer import countries
from standoff.read.genders import KIN
from standoff.read.name_tags import count_tags
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
    surnames = {cluster.words[-1] for cluster in by_key.values() if len(cluster.words) > 1}
    # 'Poe' beside 'Ann Poe' is settled by the longer name.
    count_tags((c for c in by_key.values() if c.words[0] not in surnames and _wants_tags(c)), doc)
    alone = {cluster.words[0] for cluster in by_key.values() if len(cluster.words) == 1}
    for cluster in by_key.values():
        # 'Orsell Pharma' is later Orsell, but 'Irena Sokol' is Sokol.
        first, last = cluster.words[0] in alone, cluster.words[-1] in alone
        shortened = len(cluster.words) > 1 and first and not last and not _is_called(cluster)
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


def _wants_tags(cluster: Cluster) -> bool:
    """Whether the recognizer's tags may decide what a name is: whatever they were, a settled one stays what it is."""
    said = cluster.votes
    found = set()
    for tag in ("", "PERSON", "ORG", "GPE"):
        for bodies in (0, 2):
            cluster.votes = said + Counter({f"tag {tag}": len(cluster.names), "organization": bodies})
            found.add((_kind(cluster), _is_called(cluster), _is_called_alike(cluster)))
    cluster.votes = said
    kinds = {kind for kind, *_ in found}
    unsure = "person" in kinds and not said["person"] and not said["first name"]
    return len(found) > 1 or "unknown" in kinds or unsure


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
        or (len(lower) > 1 and words.kinds_of_name(lower[-1:]) and not _is_called_alike(cluster))
        or "&" in name.text.split()
    ):
        return "organization"
    if " of " in name.text and words.kinds_of_name(lower[:1]) | words.kinds_of_head(lower[0]):
        return "organization"
    if f"the {name.text.lower()}" in words.blocs or name.text.lower() in words.blocs:
        return "bloc"
    if votes["person"] >= 4 and 1 < len(lower) < 4:
        return "person"
    if len(lower) > 1 and _is_called(cluster):
        return "person"
    if votes["thing"] >= 6 or votes["quoted"] == len(cluster.names):
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


def _is_called(cluster: Cluster) -> bool:
    """Whether a name of several words begins with a first name, and nothing says that it is a thing, place or body."""
    votes = cluster.votes
    if not votes["first name"] or votes["organization"] >= 2 * len(cluster.names):
        return False
    if votes["thing"] or votes["place"]:  # 'Diane Lane' and 'Park Lane', 'Arthur English' and 'Cornish Studies'
        return votes["tag PERSON"] > votes["tag GPE"] + votes["tag LOC"] + votes["tag FAC"] + votes["tag ORG"]
    return True


def _is_called_alike(cluster: Cluster) -> bool:
    """Whether a name that ends like a body's is a person's all the same: 'Tracey Gold'."""
    surname = cluster.words[-1].lower() in actor_words().surnames_too or cluster.votes["tag PERSON"] > 0
    called = len(cluster.words) == 2 and is_first_name(cluster.words[0], alone=True)
    return called and surname and not cluster.votes["organization"] and not cluster.votes["tag ORG"]


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
                if not _is_relative(cluster, other, doc):
                    fits.append((3, other))
            elif words == full[: len(words)] and (
                not cluster.names[0].honorific or cluster.names[0].honorific in _FIRST_NAMED
            ):
                fits.append((1, other))
        elif (
            other.kind == "organization"
            and cluster.kind in ("organization", "unknown", "person")
            and cluster.votes["person"] < 8
            and not (len(words) > 1 and _is_called(cluster))
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
    # 'Authority' is short for Tern River Authority, though a heading has the River Authority.
    homes = [one for one in homes if not any(one is not other and _ends(one, other) for other in homes)]
    councils = [other for other in homes if "council" in actor_words().kinds_of_name([other.words[-1].lower()])]
    if len(homes) > 1 and len(councils) == 1:
        return councils[0]  # 'Tern' is Tern District Council before it is the Tern Echo
    # 'Westport' is not short for both Westport Trains and the Westport Riders' League.
    return homes[0] if len(homes) == 1 else None


def _is_relative(short: Cluster, long: Cluster, doc: Doc) -> bool:
    """Whether a surname stood before the full name, and that is a relative's: 'Poe was the daughter of Carl Poe'."""
    first, full = min(name.start for name in short.names), min(name.start for name in long.names)
    between = [token.lower_ for token in doc[max(first + 1, full - 8) : full]]
    return first < full and ("born" in between or any(word in KIN for word in between))


def _ends(one: Cluster, other: Cluster) -> bool:
    """Whether a name is the end of a longer one."""
    return len(one.words) < len(other.words) and other.words[-len(one.words) :] == one.words


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
