"""The parse that the rules read.

A statistical parser reads one name otherwise than another, and stumbles over quotation marks.
Here each sentence is parsed with its names made alike (one stand-in for each kind) and its quotation marks taken out.
So a report about other people in other places gets the same reading.
Every token knows the offsets of the words that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from standoff.read.lexicon import known_words
from standoff.read.parties import Anchor, Parties
from standoff.read.quotations import Quotation, Sentence, inner_sentences
from standoff.read.syntax import Token

_STAND_INS = {
    "person": "Smith",
    "state": "France",
    "organization": "Congress",
    "armed-force": "Congress",
    "population": "Congress",
    "group": "Congress",
    "bloc": "Europe",
}
_MARKS = '“”„«»"'
_CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "easter",
        "christmas",
    ]
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?(?:[ap]\.?m\.?|GMT|UTC|BST|[CE]E?S?T))?\s*(?:[-–—|]|:\s)\s*")
"""The time of day before an entry of a live report."""
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]+(?:,[^—–\n]{0,30})?(?:\([^)\n]{1,30}\))?\s+[—–-]+\s+")


@dataclass(frozen=True)
class Word:
    """A token to be parsed and the offsets of the words it stands for."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Plan:
    """A unit before it is parsed."""

    words: tuple[Word, ...]
    sentence: Sentence
    quotation: Quotation | None
    question: bool


@dataclass(frozen=True)
class Unit:
    """One stretch of text parsed by itself: a sentence without its full quotations, or a sentence inside one."""

    doc: Any
    words: tuple[Word, ...]
    sentence: Sentence
    quotation: Quotation | None
    question: bool

    def start(self, token: Token) -> int:
        """Return where a token starts in the report."""
        return self.words[int(token.i)].start

    def end(self, token: Token) -> int:
        """Return where a token ends in the report."""
        return self.words[int(token.i)].end

    def edges(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """Return the offsets from the first to the last of these tokens."""
        return min(self.start(token) for token in tokens), max(self.end(token) for token in tokens)


def is_name(token: str, first: bool) -> bool:
    """Say whether a word is written as a name inside a sentence."""
    return token[:1].isupper() and token.isalpha() and not first and token != "I" and token.casefold() not in _CALENDAR


class Parser:
    """Parses the sentences of one report with names made alike.

    Parameters
    ----------
    language : spaCy language
        With tagger, parser and lemmatizer.
    text : str
        The whole report.
    parties : Parties
        The actors whose names are made alike.
    """

    def __init__(self, language: Any, text: str, parties: Parties) -> None:
        self.language = language
        self.text = text
        self.parties = parties
        self._names = _outermost(parties)

    def units(self, sentences: Sequence[Sentence]) -> list[Unit]:
        """Parse all sentences; each gives its frame and one unit for every sentence of its full quotations."""
        plans = [plan for sentence in sentences for plan in self._plans(sentence)]
        documents = [self._document(plan.words) for plan in plans]
        parsed = [_mended(document) for document in self.language.pipe(documents, disable=["ner"])]
        return [
            Unit(document, plan.words, plan.sentence, plan.quotation, plan.question)
            for document, plan in zip(parsed, plans, strict=True)
        ]

    def _plans(self, sentence: Sentence) -> Iterator[_Plan]:
        full = [quotation for quotation in sentence.quotations if quotation.full]
        pieces: list[tuple[int, int]] = []
        left = sentence.start
        dateline = _DATELINE.match(self.text, sentence.start, sentence.end)
        if dateline := dateline or _CLOCK.match(self.text, sentence.start, sentence.end):
            left = dateline.end()
        for quotation in full:
            pieces.append((left, quotation.start))
            left = quotation.end
        pieces.append((left, sentence.end))
        frame = [word for start, end in pieces for word in self._words(start, end)]
        for part in _halves(frame):
            if any(word.text.isalpha() for word in part):
                yield _Plan(tuple(part), sentence, None, self.text[sentence.end - 1] == "?")
        for quotation in full:
            for start, end in inner_sentences(self.text, quotation):
                words = list(self._words(start, end))
                for part in _halves(words):
                    yield _Plan(tuple(part), sentence, quotation, words[-1].text == "?")

    def _words(self, start: int, end: int) -> Iterator[Word]:
        """Cut a stretch into words, one word for each name."""
        position = start
        while position < end:
            name = next((n for n in self._names if position <= n.mention.start and n.mention.end <= end), None)
            stop = name.mention.start if name else end
            yield from self._plain(position, stop, start)
            if name is None:
                return
            kind = self.parties.actors[name.actor].kind
            yield Word(_STAND_INS[kind], name.mention.start, name.mention.end)
            position = name.mention.end

    def _plain(self, start: int, end: int, first: int) -> Iterator[Word]:
        for token in self.language.make_doc(self.text[start:end]):
            text = token.text.strip(_MARKS).strip()
            if text:
                left = start + token.idx + token.text.index(text)
                yield Word(text.replace("’", "'"), left, left + len(text))

    def _document(self, words: Sequence[Word]) -> Any:
        from spacy.tokens import Doc

        spaces = [a.end < b.start for a, b in pairwise(words)] + [False]
        return Doc(self.language.vocab, words=[word.text for word in words], spaces=spaces)


def _mended(document: Any) -> Any:
    """Mend base forms that lost their last letter: the lemmatizer takes "hopes" for a form of "hop"."""
    known = known_words()
    for token in document:
        whole = f"{token.lemma_}e"
        if (
            token.lemma_ not in known
            and whole in known
            and token.lower_.startswith(token.lemma_)
            and token.pos_ == "VERB"
        ):
            token.lemma_ = whole
    return document


def _halves(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Cut words at semicolons: what stands between them is a sentence in all but name."""
    part: list[Word] = []
    for word in words:
        part.append(word)
        if word.text == ";" and len(part) > 3:
            yield part
            part = []
    if part:
        yield part


def _outermost(parties: Parties) -> list[Anchor]:
    """Return the names to make alike: the widest that hold no comma, in order."""
    names = [
        anchor
        for anchor in parties.anchors
        if anchor.mention.form in ("named", "metonym") and _collapsible(anchor.mention.text)
    ]
    kept: list[Anchor] = []
    for anchor in sorted(names, key=lambda a: (a.mention.start, -a.mention.end)):
        if not kept or anchor.mention.start >= kept[-1].mention.end:
            kept.append(anchor)
    return kept


def _collapsible(text: str) -> bool:
    """Say whether a mention is one name and no coordination of names."""
    return "," not in text and not re.search(r"\b(?:both|neither|either)\b", text, re.I) and len(text.split()) <= 9
