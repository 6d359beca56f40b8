"""Noun phrases and pronouns that may mean an actor: 'the foreign minister', 'both companies', 'its lawyer', 'they'."""

from __future__ import annotations

from spacy.tokens import Token

from standoff.read.actor_words import actor_words
from standoff.read.candidates import Candidate
from standoff.read.phrase_bounds import NUMBERS, PRONOUNS, Bounds

_GROUPS_OF = frozenset(
    [
        "side",
        "party",
        "government",
        "country",
        "nation",
        "state",
        "leader",
        "company",
        "firm",
        "union",
        "minister",
        "president",
        "neighbour",
        "neighbor",
        "rival",
        "camp",
        "club",
        "team",
    ]
)


class Nominals(Bounds):
    """Finds noun phrases and pronouns that may mean an actor."""

    def find(self) -> list[Candidate]:
        """Return all candidates, in the order of the text, inner ones first where two start together."""
        found: list[Candidate] = []
        for token in self.parsed:
            if not self.body[token.i] or token.is_space:
                continue
            lower = self.doc[token.i].lower_
            if lower in PRONOUNS and token.i not in self.named_at:
                found.extend(self._pronoun(token, lower))
            elif token.i not in self.named_at and (
                token.tag_.startswith("NN") or lower in ("public", "people", "regulator")
            ):
                candidate = self._nominal(token)
                if candidate:
                    found.append(candidate)
        return found

    def _pronoun(self, token: Token, lower: str) -> list[Candidate]:
        """Return a pronoun, unless it stands for nothing ('it is clear that') or only stresses another ('the
        mayor himself')."""
        if lower == "us" and self.doc[token.i].text == "US":
            return []
        if lower == "mine" and token.tag_.startswith("NN"):
            return []
        previous = self.doc[token.i - 1] if token.i else None
        if lower.endswith(("self", "selves")) and (
            token.dep_ in ("appos", "npadvmod") or (previous is not None and previous.tag_.startswith("NN"))
        ):
            return []
        if lower == "it" and _is_empty(token):
            return []
        return [Candidate(token.i, token.i + 1, token.i, "pronoun", "pronoun", phrase=lower, gender=PRONOUNS[lower])]

    def _nominal(self, head: Token) -> Candidate | None:
        """Return the noun phrase around a head noun that may mean an actor."""
        following = self.parsed[head.i + 1] if head.i + 1 < len(self.parsed) else None
        if (
            following is not None
            and following.tag_ in ("NN", "NNS")
            and following.i not in self.named_at
            and following.dep_ != "appos"
            and head.dep_ in ("compound", "amod", "nmod", "npadvmod", "dep")
        ):
            return None
        if following is not None and following.text == "-":
            return None
        phrase, sort = self._sort(head)
        if not sort:
            return None
        named = self.named_at.get(head.i + 1)
        if named is not None and sort == "role" and named.sort == "name" and not self.plural(head):
            return None  # 'plant manager Ann Poe': the title belongs to the name.
        if named is not None and named.sort == "name" and named.place is None and sort == "organization":
            return None  # 'the energy company Northern Power'
        if named is not None and head.dep_ in ("compound", "amod", "nmod", "advmod") and named.sort == "name":
            return None
        start, determiner = self.left(head)
        candidate = Candidate(start, head.i + 1, head.i, "nominal", sort, phrase=phrase, determiner=determiner)
        self._describe(candidate, head)
        self.right(candidate, head)
        return candidate

    def _sort(self, head: Token) -> tuple[str, str]:
        """Return the head's words (as the vocabulary has them) and what sort of phrase it makes."""
        words, doc = actor_words(), self.doc
        lower = doc[head.i].lower_
        lemma = head.lemma_.lower() if self.plural(head) else lower
        singular = _singular(lower) if self.plural(head) else lower
        tails: list[str] = []
        for size in (3, 2, 1):
            first = head.i - size + 1
            if first >= 0 and first >= head.sent.start:
                before = " ".join(doc[k].lower_ for k in range(first, head.i))
                tails.extend(f"{before} {form}".strip() for form in (lower, lemma, singular))
        plural = self.plural(head) or lower in words.populations
        for tail in tails:
            if tail in words.forces:
                return tail, "force"
            if tail == "people" and head.i + 1 < len(doc) and doc[head.i + 1].lower_ in ("living", "who"):
                return "residents" if doc[head.i + 1].lower_ == "living" else "", "population" if doc[
                    head.i + 1
                ].lower_ == "living" else ""
            if tail in words.populations and (plural or lower in words.populations):
                return tail, "population"
            if tail in words.roles:
                return tail, "group" if self.plural(head) else "role"
            if self.plural(head) and singular in _GROUPS_OF and tail.endswith(singular):
                return singular, "group"
            if tail in words.governments and not self.plural(head):
                return tail, "government"
            if tail in words.states and not words.kinds_of_head(tail):
                return tail, "group" if self.plural(head) else "state"
            if words.kinds_of_head(tail):
                return tail, "group" if self.plural(head) else "organization"
            if tail in words.sides:
                return tail, "group" if self.plural(head) else "side"
        return "", ""

    def _describe(self, candidate: Candidate, head: Token) -> None:
        """Note the country, the number, the modifiers and the owner that stand before the head."""
        for index in range(candidate.start, head.i):
            name = self.named_at.get(index)
            if name is not None and name.country and index == name.start:
                candidate.country = name.country
            if self.doc[index].text in ("’s", "'s", "’", "'") and index > candidate.start:
                candidate.owner_span = (candidate.start, index)
            lower = self.doc[index].lower_
            if lower in NUMBERS:
                candidate.count = NUMBERS[lower]
        following = self.doc[head.i + 1] if head.i + 1 < len(self.doc) else None
        place = self.named_at.get(head.i + 2)
        if (
            candidate.sort == "government"
            and following is not None
            and following.lower_ == "in"
            and place is not None
            and place.country
        ):
            candidate.country = candidate.country or place.country  # 'the government in Lima'
        if candidate.determiner in NUMBERS and not candidate.count:
            candidate.count = NUMBERS[candidate.determiner]
        if candidate.determiner == "possessive" and candidate.owner_span is None:
            candidate.owner_span = (candidate.start, candidate.start + 1)
        candidate.words = tuple(
            self.doc[index].lower_ for index in range(candidate.start, head.i + 1) if self.doc[index].is_alpha
        )
        if candidate.sort in ("organization", "government"):
            candidate.kinds = actor_words().kinds_of_head(candidate.phrase)
        if candidate.sort == "role":
            self._describe_role(candidate, head)
        inside = [self.named_at[index] for index in range(candidate.start, head.i) if index in self.named_at]
        owned = candidate.sort in ("role", "group", "force")
        if owned and not candidate.owner_span and inside and not inside[-1].country:
            candidate.owner_span = (inside[-1].start, inside[-1].end)
        candidate.emphatic = following is not None and following.lower_ in (
            "himself",
            "herself",
            "itself",
            "themselves",
        )

    def _describe_role(self, candidate: Candidate, head: Token) -> None:
        """Note an office with its modifiers ('chief negotiator') and the gender that its word shows."""
        owner_end = candidate.owner_span[1] + 1 if candidate.owner_span else candidate.start
        if (
            candidate.owner_span == (candidate.start, candidate.start + 1)
            and self.doc[candidate.start].lower_ in PRONOUNS
        ):
            owner_end = candidate.start + 1
        modifiers = [
            self.doc[index].lower_
            for index in range(owner_end, head.i + 1)
            if self.doc[index].is_alpha
            and self.doc[index].lower_ not in ("the", "a", "an", "this", "that")
            and index not in self.named_at
        ]
        candidate.role = " ".join(modifiers)
        word = self.doc[head.i].lower_
        if word.endswith(("woman", "queen", "mother")):
            candidate.gender = "female"
        elif word.endswith(("sman", "rman", "lman", "king", "father")):
            candidate.gender = "male"


def _singular(word: str) -> str:
    """Return a plural noun's singular, by its ending."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("men"):
        return f"{word[:-3]}man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_empty(token: Token) -> bool:
    """Whether 'it' stands for nothing, or for a clause that follows: 'it is clear that', 'made it plain'."""
    head = token.head
    if token.dep_ == "expl":
        return True
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if (
        following is not None
        and following.tag_ == "JJ"
        and head.lemma_ in ("make", "find", "consider", "think", "deem")
    ):
        return True
    if following is not None and head.pos_ == "ADJ" and head.head.lemma_ in ("make", "find"):
        return True
    if (
        head.lemma_ in ("rain", "snow", "seem", "appear", "happen")
        and token.dep_ == "nsubj"
        and any(child.dep_ in ("ccomp", "mark") for child in head.children)
    ):
        return True
    if head.lemma_ == "be" and token.dep_ in ("nsubj", "nsubjpass"):
        complements = [child for child in head.children if child.dep_ in ("acomp", "attr", "oprd")]
        clause = [child for child in head.children if child.dep_ in ("ccomp", "advcl", "xcomp", "csubj")]
        inner = [
            grand
            for child in complements
            for grand in child.children
            if grand.dep_ in ("ccomp", "xcomp", "acl", "relcl")
        ]
        adjective = complements and complements[0].lemma_ in (
            "clear",
            "unclear",
            "likely",
            "unlikely",
            "possible",
            "impossible",
            "necessary",
            "important",
            "time",
            "hard",
            "difficult",
            "easy",
            "essential",
            "vital",
            "true",
            "up",
        )
        return bool(adjective and (clause or inner))
    return False
