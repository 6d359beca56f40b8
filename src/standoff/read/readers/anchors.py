"""Where words stand in a report: the place of a quotation, the kind of a statement, the actor of a stretch."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from standoff.read.ledger import Actor, Ledger, Span, StatementKind
from standoff.read.quotations import find_all_quotations

_LIKE = {
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", ""),
}
"""Signs that are written in several ways, and the one that they are compared by."""


_BESIDE = re.compile(r"\b(?:about|against|among|at|by|close|for|from|in|near|of|on|to|with)\b|['’]s?\s", re.IGNORECASE)
"""Words that make an actor after them a part of another's description."""


class Places:
    """Finds quotations in a text though white space, quotation marks and dashes are written otherwise.

    Examples
    --------
    >>> Places("He said:  “We will\\nstay.”").find('"We will stay."')
    [(10, 25)]
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain, self._starts = _plain(text)

    def find(self, quotation: str) -> list[Span]:
        """Return where a quotation stands, by the offsets of the text as it is; never in the middle of a word."""
        wanted = _plain(quotation)[0].strip()
        return list(self._found(wanted)) if wanted else []

    def _found(self, wanted: str) -> Iterator[Span]:
        at = self._plain.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if not self._cuts(at, wanted[0]) and not self._cuts(end, wanted[-1]):
                last = self._starts[end - 1]
                yield self._starts[at], last + 1
            at = self._plain.find(wanted, at + 1)

    def _cuts(self, border: int, inner: str) -> bool:
        """Whether a border lies inside a word, or inside one sign of the text, as that of an ellipsis."""
        if 0 < border < len(self._starts) and self._starts[border - 1] == self._starts[border]:
            return True
        around = self._plain[max(border - 1, 0) : border + 1]
        return len(around) == 2 and all(sign.isalnum() for sign in around) and inner.isalnum()

    def nearest(self, quotation: str, to: int) -> Span | None:
        """Return the place of a quotation; of several the first from an offset on, else the nearest before it."""
        found = self.find(quotation)
        after = [span for span in found if span[0] >= to]
        return after[0] if after else found[-1] if found else None


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text in plain signs with single spaces, and where each sign of it stands in the text."""
    signs: list[str] = []
    starts: list[int] = []
    for at, sign in enumerate(text):
        for plain in _LIKE.get(sign, sign):
            if plain.isspace():
                if signs and signs[-1] == " ":
                    continue
                plain = " "
            signs.append(plain)
            starts.append(at)
    return "".join(signs), starts


class Quoted:
    """The quotation marks of a report: what stands in them, and so of which kind a statement is."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._text = text
        found = [(q.start, q.end) for some in find_all_quotations(text, paragraphs) for q in some]
        self._spans = sorted(found)

    def inside(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the quotations inside a stretch."""
        return tuple(span for span in self._spans if start <= span[0] and span[1] <= end)

    def around(self, start: int, end: int) -> Span | None:
        """Return the quotation that a stretch stands in."""
        return next((span for span in self._spans if span[0] <= start and end <= span[1]), None)

    def whole(self, start: int, end: int) -> Span:
        """Return a stretch with the quotation marks at its edges that were left out of it, and the stop before them."""
        for left, right in self._spans:
            if left < end and start < right:
                start = left if left == start - 1 else start
                end = right if end < right <= end + 2 else end
        return start, end

    def kind(self, start: int, end: int) -> StatementKind:
        """Return the kind of a statement: direct where all of it stands in quotation marks."""
        quoted = self.inside(start, end)
        if self.around(start, end) is not None:
            return "direct"
        outside = self._text[start:end]
        for left, right in reversed(quoted):
            outside = outside[: left - start] + outside[right - start :]
        whole = re.sub(r"[\W_]", "", outside) in ("", "that")
        return "direct" if quoted and whole else "mixed" if quoted else "indirect"


class Mentions:
    """The actors of a ledger by the places that mention them."""

    def __init__(self, actors: Sequence[Actor], text: str) -> None:
        self._text = text
        self._found = sorted((m.start, m.end, actor.id) for actor in actors for m in actor.mentions)
        self._starts = [start for start, _, _ in self._found]

    def actor(self, start: int, end: int) -> str | None:
        """Return the actor that a stretch is about: of the mentions in it that describe nobody else the longest.

        "Ada Brandt, director of the mill" is about Ada Brandt, and "critics of the mill" not about the mill.
        """
        meeting = [one for one in self._meeting(start, end) if not _BESIDE.search(self._text[start : one[0]])]
        longest = min(meeting, key=lambda one: (-_common(one, start, end), one[0]), default=None)
        return longest[2] if longest else None

    def named(self, start: int, end: int) -> str | None:
        """Return the actor whose mention is a stretch, give or take half of what both cover."""
        for one in self._meeting(start, end):
            if 2 * _common(one, start, end) >= max(one[1], end) - min(one[0], start):
                return one[2]
        return None

    def _meeting(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the mentions that share words with a stretch."""
        near = self._found[: bisect_right(self._starts, end - 1)]
        return [one for one in near if start < one[1]]


def _common(mention: tuple[int, int, str], start: int, end: int) -> int:
    return min(mention[1], end) - max(mention[0], start)


def day_of(ledger: Ledger, start: int, end: int) -> str | None:
    """Return the date that the rules read inside a stretch."""
    return next((d.value for d in ledger.dates if d.value and d.start < end and start < d.end), None)
