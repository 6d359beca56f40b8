"""Names in a report: people, states, organizations, with the titles before them.

Capitals, titles, the gazetteer and what the report says elsewhere decide; the model's entities are one voice among
these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from standoff.read.actor_words import actor_words
from standoff.read.first_names import is_first_name
from standoff.read.gazetteer import LONGEST, Place
from standoff.read.name_runs import Runs, is_particle


@dataclass(frozen=True)
class Name:
    """A name with its title: token ranges of the whole, and of the name proper."""

    start: int
    end: int
    core: int
    text: str
    words: tuple[str, ...]
    role: str
    honorific: str
    place: Place | None
    country: str | None
    sort: str

    @property
    def key(self) -> str:
        """The name without dots, for comparisons."""
        return self.text.replace(".", "").replace("’", "'")


class Names(Runs):
    """All names of a report, found by what its running text capitalizes."""

    @cached_property
    def all(self) -> list[Name]:
        """Every name, in the order of the text: the running text first teaches what the titles may contain."""
        running = [name for name in self._scan(self.in_running_text) if not self._is_common(name)]
        known = {name.key for name in running} | {
            name.words[-1] for name in running if name.sort == "name" and len(name.words) > 1
        }
        known |= {name.words[0] for name in running if name.sort == "name" and len(name.words) > 1}
        heads: list[Name] = []
        for token in self.tokens(self.in_title):
            if not heads or token.i >= heads[-1].end:
                heads.extend(self._known_at(token, known))
        return sorted([*running, *heads], key=lambda name: (name.start, -name.end))

    def _is_common(self, name: Name) -> bool:
        """Whether a one-word 'name' at a sentence's beginning is a common word: the report writes it small
        elsewhere."""
        before = self.doc[name.start - 1].lower_ if name.start else ""
        following = self.doc[name.end] if name.end < len(self.doc) else None
        short = following is not None and following.tag_ == "NN" and not name.text[1:].islower()  # 'an M23 spokesman'
        if name.sort == "name" and len(name.words) == 1 and before in ("a", "an") and not name.role and not short:
            return True  # 'A Republican' is what somebody is, not who.
        if is_first_name(name.text, alone=True):
            return False
        plural = bool(actor_words().kinds_of_head(name.text.lower().removesuffix("s"))) and name.text.endswith("s")
        small = bool(self.small[name.text.lower()])
        # 'School board chair Ann Poe', though the report names the Mill Road School, too.
        before_noun = small and following is not None and following.is_lower and following.tag_ == "NN"
        return (
            name.sort == "name"
            and len(name.words) == 1
            and not name.role
            and not name.honorific
            and (before_noun or not self.capitalized[name.text])
            and (plural or small or self.doc[name.core].tag_ not in ("NNP", "NNPS"))
        )

    def _scan(self, wanted: Callable[[Token], bool]) -> list[Name]:
        """Find the runs of capitalized words and read each."""
        found: list[Name] = []
        index, size = 0, len(self.doc)
        while index < size:
            token = self.doc[index]
            if token.is_space or not wanted(token) or not self.starts_name(token):
                index += 1
                continue
            end = self.run_end(index)
            if not self._is_numbered(end):
                found.extend(self._read(index, end))
            index = max(end, index + 1)
        return found

    def _is_numbered(self, end: int) -> bool:
        """Whether a run of capitalized words is a thing with a number: 'Rule 14'."""
        following = self.doc[end] if end < len(self.doc) else None
        numbered = following is not None and (following.like_num or following.tag_ == "CD")
        return numbered and self.doc[end - 1].lower_ in actor_words().numbered

    def _known_at(self, token: Token, known: set[str]) -> list[Name]:
        """Read a name that the running text has, or a country, at a token of a title."""
        if not token.text[:1].isupper() and not is_particle(token):
            return []
        place = self.place_at(token.i, token.i + LONGEST)
        if place and place[1].sort in ("name", "people"):
            return [self._place_name(token.i, place[0], place[1])]
        inside = token.i and self.doc[token.i - 1]
        for end in range(min(token.i + 8, len(self.doc)), token.i, -1):
            span = self.doc[token.i : end]
            key = span.text.replace(".", "").replace("’", "'")
            if key in known and "\n" not in key and not (inside and f"{inside.text} {key}" in known):
                return [self._make(token.i, end, token.i, sort="name")]
        following = self.doc[place[0]] if place and place[0] < len(self.doc) else None
        acts = following is None or following.tag_.startswith("V") or following.tag_ == "MD"
        if place and place[1].sort in ("capital", "seat") and acts:
            return [self._place_name(token.i, place[0], place[1])]
        return []

    def _read(self, start: int, end: int) -> list[Name]:
        """Read a run of capitalized words: a place, or (country) (title) name."""
        doc, words = self.doc, actor_words()
        if (
            doc[start].lower_
            in ("the", "a", "an", "in", "on", "but", "and", "both", "for", "with", "at", "as", "asked", "when", "if")
            and end > start + 1
        ):
            start += 1
        place = self.place_at(start, end, adjective=end < len(doc) and doc[end].tag_.startswith(("N", "J")))
        if place and place[0] == end:
            return [self._place_name(start, end, place[1])]
        long = words.intergovernmental.get(doc[start:end].text)
        if long:
            return [self._make(start, end, start, sort="name")]
        if (
            end == start + 1
            and doc[start].lower_ in actor_words().title_parts
            and end < len(doc)
            and doc[end].lower_ in words.roles
        ):
            return []  # 'Prime minister X': the title is read with the name.
        country, index = None, start
        place = self.place_at(start, end, adjective=True)
        if place and (place[1].sort == "adjective" or (place[1].sort == "name" and self._is_title(place[0], end))):
            country, index = place[1].country.code, place[0]
        role_end, role, honorific = self._title(index, end)
        if role_end and end - index > 2 and not country and doc[index].lower_ in words.surnames_too:
            body = doc[end - 1].lower_
            if words.kinds_of_name([body]) and body not in words.roles:
                return [self._make(start, end, start, sort="name")]  # 'General Workers' Union': no general
        if role_end and role_end < end:
            inner = self.place_at(role_end, end)
            if inner and inner[0] == end and inner[1].sort == "name" and role.endswith(tuple(words.places)):
                return []
            return [self._make(start, end, role_end, sort="name", role=role, honorific=honorific, country=country)]
        if role_end == end and (country or index == start):
            return [self._make(start, end, index, sort="role", role=role, country=country)]
        if (
            place
            and place[1].sort == "name"
            and doc[end - 1].lower_ in (words.things | words.places)
            and place[0] < end
        ):
            # 'Peru Talks': the country is named, the rest is no part of the name; 'the South China Sea' names no
            # country.
            return [self._place_name(start, place[0], place[1])] if doc[end - 1].lower_ in words.things else []
        if country and index < end and doc[end - 1].lower_ not in words.places | words.things:
            return [self._make(start, end, start, sort="name", country=country)]
        return [self._titled_inside(start, end) or self._make(start, end, start, sort="name")]

    def _titled_inside(self, start: int, end: int) -> Name | None:
        """Read a person whose office stands behind the place or body it is held in: 'Lima Mayor Ann Poe'."""
        for index in range(start + 1, end - 1):
            core, role, honorific = self._title(index, end)
            if core and core < end - 1 and is_first_name(self.doc[core].text):
                return self._make(start, end, core, sort="name", role=role, honorific=honorific)
        return None

    def _is_title(self, start: int, end: int) -> bool:
        return bool(self._title(start, end)[0])

    def _title(self, start: int, end: int) -> tuple[int, str, str]:
        """Read a title at the beginning of a run: its end, the office, the honorific."""
        doc, words = self.doc, actor_words()
        index, honorific, office = start, "", 0
        while index < end:
            lower = doc[index].lower_
            pair = f"{lower} {doc[index + 1].lower_}" if index + 1 < end else ""
            if lower in words.honorifics and not (index == end - 1 and index > start):
                honorific = lower
                index += 1
                office = index
            elif pair in words.roles:
                index += 2
                office = index
            elif lower in words.roles and not (
                index > start and index == end - 1 and lower in actor_words().surnames_too and not office
            ):
                index += 1
                office = index
            elif index + 1 < end and (
                lower in actor_words().title_parts
                or words.kinds_of_head(lower)
                or words.kinds_of_name([lower])
                or lower in words.states
            ):
                index += 1
            else:
                break
        if not office:
            return 0, "", ""
        role = doc[start:office].text
        if honorific:
            role = words.short_titles.get(honorific, honorific if honorific in words.roles else "")
        return office, role.lower(), honorific

    def _place_name(self, start: int, end: int, place: Place) -> Name:
        return self._make(start, end, start, sort=place.sort, place=place, country=place.country.code)

    def _make(
        self,
        start: int,
        end: int,
        core: int,
        *,
        sort: str,
        role: str = "",
        honorific: str = "",
        place: Place | None = None,
        country: str | None = None,
    ) -> Name:
        tokens = [token for token in self.doc[core:end] if not token.is_punct]
        text = self.doc[core:end].text
        words = tuple(token.text for token in tokens if token.tag_ != "POS")
        return Name(start, end, core, re.sub(r"\s+", " ", text), words, role, honorific, place, country, sort)
