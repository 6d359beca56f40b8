"""The vocabulary of reading: cue words, turns of phrase, issues and deeds, loaded from data files.

The files in ``vocabulary/`` are data; an analyst's own for a field are read together with them
(:mod:`standoff.read.fields`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff.read.fields import Field, active, load
from standoff.read.ledger import EventType, Polarity, PositionType, Strength

NEGATIVE_TYPES = frozenset(("accusation", "denial", "refusal", "unwillingness", "opposition", "warning"))


def vocabulary(name: str) -> dict[str, Any]:
    """Return one vocabulary file as plain data, with the words of the field that is read in."""
    return load(name, active())


@dataclass(frozen=True)
class Shown:
    """What a cue shows: a type of position with its polarity and strength."""

    type: PositionType
    polarity: Polarity
    strength: Strength


@dataclass(frozen=True)
class Cue:
    """One entry of ``positions.toml`` for one of its words."""

    name: str
    word: str
    kind: str
    takes: tuple[str, ...]
    shown: Shown
    negated: Shown | None
    lessened: Shown | None
    only_negated: bool
    event: EventType | None
    light: tuple[str, ...]
    firmed_by: tuple[str, ...]
    own_things: bool
    act: str
    persons: bool
    undergone: bool
    objects: frozenset[str]
    needs: frozenset[str]
    owned: tuple[str, ...]
    rival: bool
    by: str
    dropped: Shown | None = None
    answers: bool = False

    @property
    def lemma(self) -> str:
        """The word itself, without its particles."""
        return self.word.split()[0]

    @property
    def particles(self) -> tuple[str, ...]:
        """What has to follow the word for the cue to hold."""
        return () if self.word == "would like" else tuple(self.word.split()[1:])


def default_polarity(position_type: str) -> Polarity:
    """Return the polarity that a type of position has unless something says otherwise.

    Examples
    --------
    >>> default_polarity("demand"), default_polarity("refusal"), default_polarity("no-commitment")
    ('for', 'against', 'withheld')
    """
    if position_type == "no-commitment":
        return "withheld"
    return "against" if position_type in NEGATIVE_TYPES else "for"


def _shown(entry: Mapping[str, Any] | None) -> Shown | None:
    if not entry:
        return None
    polarity = entry.get("polarity", default_polarity(entry["type"]))
    return Shown(entry["type"], polarity, entry.get("strength", "plain"))


def _cue(entry: Mapping[str, Any], word: str, kind: str) -> Cue:
    strength = entry.get("strength", "plain")
    strength = "firm" if word in entry.get("firm", ()) else "plain" if word in entry.get("plain", ()) else strength
    shown = _shown({**entry, "strength": strength})
    negated, lessened = _shown(entry.get("negated")), _shown(entry.get("lessened"))
    assert shown is not None
    return Cue(
        name=entry["name"],
        word=word,
        kind=kind,
        takes=tuple(entry.get("only", {}).get(word, entry.get("takes", ()))),
        shown=shown,
        negated=negated,
        lessened=lessened or negated,
        only_negated=entry.get("only_negated", False),
        event=entry.get("event"),
        light=tuple(entry.get("light", ())),
        firmed_by=tuple(entry.get("firmed_by", ())),
        own_things=entry.get("own_things", False),
        act=entry.get("act", ""),
        persons=word in entry.get("persons", ()),
        undergone=entry.get("undergone", False),
        objects=frozenset(entry.get("objects", ())),
        needs=frozenset(entry.get("needs", ())),
        owned=tuple(entry.get("owned", ())),
        rival=entry.get("rival", False),
        by=entry.get("by", ""),
        dropped=_shown(entry.get("dropped")),
        answers=entry.get("answers", False),
    )


def cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """Return the cues by kind (verbs, adjectives, nouns) and lemma, those with particles first."""
    return _cues(active())


@cache
def _cues(field: Field | None) -> dict[tuple[str, str], tuple[Cue, ...]]:
    found: dict[tuple[str, str], list[Cue]] = {}
    for entry in load("positions", field)["cue"]:
        for kind in ("verbs", "adjectives", "nouns"):
            for word in entry.get(kind, ()):
                cue = _cue(entry, word, kind)
                found.setdefault((kind, "like" if word == "would like" else cue.lemma), []).append(cue)
    return {key: tuple(sorted(entries, key=lambda cue: -len(cue.particles))) for key, entries in found.items()}


@dataclass(frozen=True)
class Phrase:
    """A turn of phrase that shows a position as a whole."""

    name: str
    match: re.Pattern[str]
    shown: Shown
    action: str
    issue: str | None
    holder: str
    subject: str
    takes: tuple[str, ...] = ()


def phrases() -> tuple[Phrase, ...]:
    """Return the turns of phrase of ``cues.toml``."""
    return _phrases(active())


@cache
def _phrases(field: Field | None) -> tuple[Phrase, ...]:
    found = []
    for entry in load("cues", field)["phrase"]:
        shown = _shown(entry)
        assert shown is not None
        match = re.compile(entry["match"], re.IGNORECASE)
        found.append(
            Phrase(
                entry["name"],
                match,
                shown,
                entry.get("action", ""),
                entry.get("issue"),
                entry["holder"],
                entry.get("subject", ""),
                tuple(entry.get("takes", ())),
            )
        )
    return tuple(found)


def deeds(lemma: str) -> Sequence[tuple[dict[str, Any], tuple[str, ...]]]:
    """Return the entries of ``events.toml`` that a verb may belong to, each with its words that begin with the verb,
    those with particles first."""
    return _deeds(active()).get(lemma, ())


@cache
def _deeds(field: Field | None) -> dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]]:
    found: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {}
    for entry in load("events", field)["deed"]:
        words = sorted(entry["verbs"], key=lambda word: -len(word.split()))
        for lemma in dict.fromkeys(word.split()[0] for word in words):
            found.setdefault(lemma, []).append((entry, tuple(word for word in words if word.split()[0] == lemma)))
    return found


def known_words() -> frozenset[str]:
    """Return every word of the cue files in base form."""
    return _known_words(active())


@cache
def _known_words(field: Field | None) -> frozenset[str]:
    found = {lemma for _, lemma in _cues(field)}
    for entry in load("events", field)["deed"]:
        found.update(word.split()[0] for word in entry["verbs"])
    for values in (*load("speech", field).values(), *load("cues", field).values()):
        found.update(word.split()[0] for word in values if isinstance(word, str) and word)
    return frozenset(found | set(_issue_index(field)[0]))


def words(name: str) -> frozenset[str]:
    """Return one list of ``cues.toml`` as a set."""
    return _words(name, active())


@cache
def _words(name: str, field: Field | None) -> frozenset[str]:
    return frozenset(load("cues", field)[name])


@cache
def _issue_index(field: Field | None) -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    index: dict[str, str] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for slug, entry in load("issues", field)["issue"].items():
        for word in entry["words"]:
            index.setdefault(word, slug)
        patterns.extend((slug, re.compile(pattern)) for pattern in entry.get("patterns", ()))
    return index, tuple(patterns)


def known_issue(lemma: str) -> str | None:
    """Return the issue that a word in base form shows.

    Examples
    --------
    >>> known_issue("negotiation"), known_issue("cede"), known_issue("hold")
    ('talks', 'territory', None)
    """
    return _issue_index(active())[0].get(lemma)


def issue_of(lemmas: list[str], nouns: list[str]) -> str:
    """Return the issue of an action: a pattern's, that of its first known word, or its first telling noun.

    Parameters
    ----------
    lemmas : list of str
        The action's words in base form, its head first.
    nouns : list of str
        The nouns among them, the head of the phrase first.

    Examples
    --------
    >>> issue_of(["hold", "serious", "negotiation"], ["negotiation"])
    'talks'
    >>> issue_of(["paint", "the", "bridge"], ["bridge"])
    'bridge'
    """
    index, patterns = _issue_index(active())
    line = " ".join(lemmas)
    for slug, pattern in patterns:
        if pattern.search(line):
            return slug
    for lemma in lemmas:
        if lemma in index:
            return index[lemma]
    telling = [noun for noun in nouns if noun not in words("empty_heads")]
    other = [lemma for lemma in lemmas if lemma.isalpha() and len(lemma) > 2]
    slug = (telling or nouns or other or ["other"])[0]
    return re.sub(r"[^a-z0-9]+", "-", slug.casefold()).strip("-") or "other"
