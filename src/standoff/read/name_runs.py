"""Runs of capitalized words that may be names.

A small model tags unusual names badly, so that capitals and what the report writes elsewhere decide where a name
starts and ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from spacy.tokens import Doc, Token

from standoff.read.actor_words import actor_words
from standoff.read.calendar import MONTHS, WEEKDAYS
from standoff.read.documents import Report
from standoff.read.first_names import is_first_name
from standoff.read.gazetteer import LONGEST, Place, look_up

_NO_NAMES = (
    frozenset(["i", "easter", "christmas", "ramadan"])
    | MONTHS.keys()
    | WEEKDAYS.keys()
    | {f"{month}." for month in MONTHS}
    | {f"{day}s" for day in WEEKDAYS}
) - {"may"}


_QUANTITIES = frozenset(
    ["more", "fewer", "less", "most", "many", "several", "some", "nearly", "almost", "about", "around", "over", "under",
     "up", "dozens", "hundreds", "thousands", "tens", "scores", "half", "all", "both", "each", "every", "neither", "no",
     "only"]
)  # fmt: skip
_PRONOUNS = frozenset(["He", "She", "It", "They", "We", "You", "His", "Her", "Its", "Their", "Our", "My", "Your"])


class Runs:
    """Finds the runs of capitalized words of a report that may be names."""

    def __init__(self, report: Report, doc: Doc) -> None:
        self.report, self.doc = report, doc
        self.titles = [*([report.layout.title] if report.layout.title else []), *report.headings]

    def in_running_text(self, token: Token) -> bool:
        """Whether a token belongs to a paragraph of the story."""
        return self.report.in_body(token.idx, token.idx + len(token)) and not self.in_title(token)

    def in_title(self, token: Token) -> bool:
        """Whether a token belongs to the title or a heading, where capitals mean little."""
        return any(start <= token.idx < end for start, end in self.titles)

    def tokens(self, wanted: Callable[[Token], bool]) -> list[Token]:
        """Return the tokens that a test wants."""
        return [token for token in self.doc if not token.is_space and wanted(token)]

    @cached_property
    def capitalized(self) -> Counter[str]:
        """How often a word stands capitalized where no sentence begins."""
        return Counter(
            token.text
            for token in self.tokens(self.in_running_text)
            if token.text[:1].isupper() and not _begins(token) and token.lower_ not in _NO_NAMES
        )

    @cached_property
    def small(self) -> Counter[str]:
        """How often a word stands in small letters."""
        return Counter(token.text for token in self.doc if token.text.islower())

    @cached_property
    def countries(self) -> frozenset[str]:
        """The codes of the countries that the report names: an adjective that two share is theirs."""
        found = (self.place_at(token.i, token.i + LONGEST) for token in self.tokens(_capital))
        return frozenset(place[1].country.code for place in found if place is not None and place[1].sort == "name")

    def starts_name(self, token: Token) -> bool:
        """Whether a name may start here."""
        text = token.text
        if is_particle(token):
            return True
        if text in _PRONOUNS:
            return False
        if not text[:1].isupper() or (token.lower_ in _NO_NAMES and not self._first_name(token)):
            return False
        if _begins(token) and token.lower_ in _QUANTITIES and not self.capitalized[text]:
            return False
        if not _begins(token):
            return token.lower_ not in ("i", "the", "a") and not (token.lower_ == "may" and token.tag_ != "NNP")
        if token.lower_ in ("the", "a", "an", "this", "these", "both") or (
            token.tag_
            in ("DT", "IN", "PRP", "PRP$", "CC", "WP", "WRB", "WDT", "TO", "EX", "MD", "RB", "UH", "PDT", "CD")
            and (not self.capitalized[text])
        ):
            return False
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if (
            following is not None
            and token.tag_ not in ("NNP", "NNPS")
            and is_first_name(following.text, alone=True)
            and not is_first_name(text)
        ):
            return False  # 'Born Ann Poe', 'Guitarist Ann Poe'
        if _plural_people(token.lower_) and not (following is not None and following.text[:1].isupper()):
            return False
        return (
            token.tag_ in ("NNP", "NNPS")
            or bool(self.capitalized[text])
            or bool(self.place_at(token.i, token.i + LONGEST))
            or token.lower_ in actor_words().honorifics
            or (text.isupper() and len(text) > 1)
            or (
                following is not None
                and following.text[:1].isupper()
                and following.text.lower() not in ("i",)
                and not following.is_space
            )
            # A strange word that the sentence's verb follows is most likely a name.
            or (
                following is not None
                and following.tag_ in ("VBD", "VBZ", "MD")
                and token.is_oov
                and not self.small[token.lower_]
            )
        )

    def _first_name(self, token: Token) -> bool:
        """Whether a month's name is somebody's first name: "Jan Poe", but neither "14 June Poe" nor "June 14"."""
        before = self.doc[token.i - 1] if token.i else None
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if token.lower_ not in MONTHS or following is None or (before is not None and before.like_num):
            return False
        return following.text[:1].isupper() and following.text[1:].islower() and following.lower_ not in _NO_NAMES

    def run_end(self, index: int) -> int:
        """Return where the run of capitalized words that starts here ends."""
        doc, size = self.doc, len(self.doc)
        end = index + 1
        while end < size:
            token = doc[end]
            if (
                (_capital(token) or is_particle(token))
                and token.lower_ not in WEEKDAYS
                and not (token.lower_ in MONTHS and end + 1 < size and doc[end + 1].like_num)
            ):
                end += 1
                continue
            step = self._link(index, end)
            if not step:
                break
            end += step
        return end

    def _link(self, start: int, index: int) -> int:
        """Return how many tokens from here join two parts of one name, with the word after them; 0 if none do."""
        doc, size = self.doc, len(self.doc)
        token = doc[index]
        if index + 1 >= size:
            return 0
        nexts = doc[index + 1]
        if (
            token.text == "-"
            and not doc[index - 1].whitespace_
            and not token.whitespace_
            and _capital(nexts)
            and not self.is_country(index + 1)
        ):
            return 2
        if token.text == "&" and _capital(nexts):
            return 2
        if (
            token.lower_ in actor_words().name_particles
            and _capital(nexts)
            and doc[index - 1].text[:1].isupper()
            and token.text.islower()
        ):
            return 2
        if token.lower_ in ("of", "for"):
            return self._link_of(index)
        if token.lower_ == "and":
            return self._link_and(start, index)
        if token.tag_ == "POS" or token.text in ("'", "’"):
            return self._link_possessive(index)
        return 0

    def _link_of(self, index: int) -> int:
        """'Ministry of Trade', 'Council of the North': an institution's noun, 'of', and a capital."""
        doc, words = self.doc, actor_words()
        last, of, nexts = doc[index - 1].lower_, doc[index].lower_ == "of", doc[index + 1]
        institutional = words.kinds_of_name([last]) or words.kinds_of_head(last)
        if not institutional and last not in ("bank", "kingdom", "republic", "states"):
            return 0
        if _capital(nexts) and not self.is_country(index + 1):
            return 2
        after = doc[index + 2] if index + 2 < len(doc) else None
        if of and nexts.lower_ == "the" and after is not None and _capital(after) and not self.is_country(index + 2):
            return 3
        return 2 if of and _capital(nexts) and last not in ("government", "parliament", "embassy") else 0

    def _link_and(self, start: int, index: int) -> int:
        """'Union of Rail and Tram Staff': after an 'of' in the same name."""
        doc, nexts = self.doc, self.doc[index + 1]
        has_of = any(doc[before].lower_ == "of" for before in range(start, index))
        if not has_of or not _capital(nexts) or self.is_country(index + 1) or nexts.lower_ in actor_words().roles:
            return 0
        after = doc[index + 2] if index + 2 < len(doc) else None
        if after is None or not _capital(after):
            return 2
        return 0 if nexts.tag_ == "JJ" or self._stands_alone(index + 1) else 2

    def _stands_alone(self, index: int) -> bool:
        """Whether the capitalized words from here on name an organization that the report names elsewhere by itself."""
        doc, end = self.doc, index
        while end < len(doc) and _capital(doc[end]):
            end += 1
        words = [token.text for token in doc[index:end]]
        if len(words) < 2 or not actor_words().kinds_of_name([words[-1].lower()]):
            return False
        for token in self.tokens(self.in_running_text):
            same = token.i != index and [t.text for t in doc[token.i : token.i + len(words)]] == words
            if same and (token.i == 0 or doc[token.i - 1].lower_ not in ("and", "&")):
                return True
        return False

    def _link_possessive(self, index: int) -> int:
        """The Boat Owners' Association: a possessive inside a name, where an organization's noun follows."""
        doc, words = self.doc, actor_words()
        stop = index + 1
        while stop < len(doc) and _capital(doc[stop]):
            stop += 1
        final = doc[stop - 1].lower_
        if stop == index + 1 or not words.kinds_of_name([final]) or self.is_country(index - 1) or final in words.roles:
            return 0
        return stop - index if doc[index - 1].text.endswith("s") or doc[index].text.endswith("s") else 0

    def is_country(self, index: int) -> bool:
        """Whether a country's name starts at a token."""
        place = self.place_at(index, index + LONGEST)
        return place is not None and place[1].sort == "name"

    def place_at(self, start: int, limit: int, *, adjective: bool = False) -> tuple[int, Place] | None:
        """Return the longest entry of the gazetteer that starts at a token, with its end; as an adjective where
        it may be one."""
        doc = self.doc
        for end in range(min(limit, len(doc)), start, -1):
            text = doc[start:end].text
            if "\n" in text:
                continue
            places = look_up(text)
            if places:
                adjectives = [place for place in places if place.sort == "adjective"]
                if adjective and len(adjectives) > 1:
                    adjectives.sort(key=lambda place: place.country.code not in self.countries)
                return end, adjectives[0] if adjectives and adjective else places[0]
        return None


def is_particle(token: Token) -> bool:
    """Whether a small word begins a hyphenated name: al-Rashid."""
    if token.lower_ not in actor_words().name_particles or token.whitespace_ or token.i + 2 >= len(token.doc):
        return False
    return token.nbor(1).text == "-" and token.nbor(2).text[:1].isupper()


def _plural_people(word: str) -> bool:
    """Whether a word means people of a sort: 'Residents', 'Fishermen'."""
    words = actor_words()
    singular = word.removesuffix("s") if not word.endswith("men") else f"{word[:-3]}man"
    return word in words.populations or (word != singular and singular in words.roles)


def _begins(token: Token) -> bool:
    """Whether a word begins a sentence or a quotation."""
    if token.is_sent_start:
        return True
    before = token.nbor(-1) if token.i else None
    return (
        before is None
        or before.text in ("“", '"', "‘", ":", "—", "``")
        or (before.is_punct and bool(before.is_sent_start))
    )


def _capital(token: Token) -> bool:
    """Whether a word is capitalized inside a run."""
    return (token.text[:1].isupper() and token.lower_ != "i" and token.tag_ not in ("PRP", "PRP$")) or (
        token.text in ("al", "bin") or bool(re.match(r"^[a-z]+[A-ZÀ-Þ]\w+$", token.text))
    )
