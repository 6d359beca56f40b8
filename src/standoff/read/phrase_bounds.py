"""Where a noun phrase starts and ends: back to its article or possessor, on to what follows with 'of', 'for' or
a participle."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from standoff.read.candidates import Candidate
from standoff.read.names import Name

PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
    "it": "thing", "its": "thing", "itself": "thing", "they": "many", "them": "many", "their": "many", "theirs": "many",
    "themselves": "many",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
}  # fmt: skip
NUMBERS = {
    "two": 2,
    "both": 2,
    "either": 2,
    "neither": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "all": 0,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
_DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "some", "any", "no", "every", "each", "another")
)
_MODIFIERS = ("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "FW")

_INSIDE = ("DT", "PRP$", "CD", "JJ", "NN", "NNS", "HYPH", "VBN", "POS")
"""Tags of words that stand in a noun phrase after a preposition."""


class Bounds:
    """Finds the bounds of noun phrases; the parse is the one with stand-ins, the words are the report's."""

    def __init__(self, doc: Doc, parsed: Doc, names: Sequence[Name], body: Sequence[bool]) -> None:
        self.doc, self.parsed, self.body = doc, parsed, body
        self.named_by_end: dict[int, Name] = {name.end: name for name in names}
        self.named_at: dict[int, Name] = {index: name for name in names for index in range(name.start, name.end)}

    def plural(self, head: Token) -> bool:
        """Whether a noun is a plural."""
        return head.tag_ in ("NNS", "NNPS")

    def left(self, head: Token) -> tuple[int, str]:
        """Return where the phrase starts and its determiner: the words before its head, back to an article or
        possessive."""
        doc, parsed = self.doc, self.parsed
        index = head.i
        while index > head.sent.start:
            token = parsed[index - 1]
            lower = doc[index - 1].lower_
            if lower == "that" and token.tag_ != "DT":
                break
            if lower in _DETERMINERS:
                start = index - 1
                if start > head.sent.start and self.plural(head) and doc[start - 1].lower_ in ("all", "both", "half"):
                    return start - 1, doc[start - 1].lower_
                return start, lower
            if lower in ("all", "both", "neither", "either", "several", "many", "most", "few"):
                return index - 1, lower
            if lower in PRONOUNS and token.tag_ == "PRP$":
                return index - 1, "possessive"
            if doc[index - 1].text in ("’s", "'s", "’", "'") and index >= 2 and self._possessor(index - 1):
                return self._possessor(index - 1) - 1 if self._possessor(index - 1) else index, "possessive"
            name = self.named_by_end.get(index)
            if name is not None and name.start >= head.sent.start and doc[name.end - 1].text != ",":
                if name.sort in ("adjective", "people") or (
                    name.sort == "name" and token.dep_ in ("compound", "amod", "nmod")
                ):
                    index = name.start
                    continue
                break
            step = self._modifier(index, head)
            if not step:
                break
            index -= step
        return index, ""

    def _modifier(self, index: int, head: Token) -> int:
        """Return how many tokens before this one belong to a head as its modifier; 0 if none do."""
        parsed, token = self.parsed, self.parsed[index - 1]
        if token.tag_ in _MODIFIERS and index - 1 <= token.head.i <= head.i and not token.is_punct:
            return 0 if token.tag_ == "NNS" and token.dep_ not in ("compound", "nmod", "amod") else 1
        if token.text == "-" and index - 1 > head.sent.start and not parsed[index - 2].whitespace_:
            return 2
        about = self.doc[index - 1].lower_ in ("about", "some", "nearly", "almost", "around")
        return 1 if about and parsed[index].tag_ == "CD" else 0

    def _possessor(self, mark: int) -> int:
        """Return one more than where the possessor before a possessive mark starts; 0 if there is none."""
        name = self.named_by_end.get(mark)
        if name is not None:
            start = name.start
            return (start if start and self.doc[start - 1].lower_ == "the" else start + 1) if start else 1
        token = self.parsed[mark - 1]
        if not token.tag_.startswith("NN"):
            return 0
        start, _ = self.left(token)
        return start + 1

    def right(self, candidate: Candidate, head: Token) -> None:
        """Extend a phrase by 'of', 'from' or 'for' and by a participle: 'leaders of X and Y', 'people living on Z'."""
        parsed, doc = self.parsed, self.doc
        following = parsed[head.i + 1] if head.i + 1 < len(parsed) else None
        if following is None or following.sent.start != head.sent.start:
            return
        lower = doc[following.i].lower_
        joins = {
            "role": ("of", "for", "from"), "group": ("of", "from", "for"), "organization": ("of",),
            "government": ("of",), "force": ("of", "from"),
            "population": ("of", "from", "in"), "state": ("of",), "side": (),
        }.get(candidate.sort, ())  # fmt: skip
        after = parsed[following.i + 1] if following.i + 1 < len(parsed) else None
        if after is not None and after.tag_ == "VBG":
            return
        if lower in joins and (following.head.i == head.i or lower == "of"):
            end = self._phrase_end(following.i + 1, head.sent.end)
            if end > following.i + 1 and parsed[end - 1].tag_ not in ("DT", "PRP$"):
                candidate.end = end
                candidate.owner_span = candidate.owner_span or (following.i + 1, end)
        elif (
            candidate.sort in ("population", "group", "organization")
            and following.tag_ in ("VBG", "VBN")
            and following.dep_ == "acl"
            and following.head.i == head.i
            and candidate.determiner not in ("the", "both", "all")
        ):
            end = max(token.i for token in following.subtree) + 1
            commas = [token.i for token in parsed[following.i : end] if token.text in (",", ";", "—", "–")]
            candidate.end = min([end, *commas])

    def _phrase_end(self, start: int, limit: int) -> int:
        """Return where the noun phrase that a preposition governs ends: names, their coordination, or article
        and nouns."""
        doc, parsed = self.doc, self.parsed
        index = start
        while index < limit:
            name = self.named_at.get(index)
            token = parsed[index]
            if name is not None:
                index = name.end
                continue
            coordinates = doc[index].lower_ == "and" or doc[index].text == ","
            if coordinates and index + 1 < limit and index > start and index in self.named_by_end:
                step = index + 1 + (doc[index + 1].lower_ in ("the", "and"))
                if step in self.named_at:
                    index = step
                    continue
                break
            small = token.tag_ in ("NNP", "NNPS") and doc[index].is_lower  # 'for the commerce department'
            if (small or token.tag_ in _INSIDE) and not coordinates:
                index += 1
                continue
            break
        return max(index, start)
