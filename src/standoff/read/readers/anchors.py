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


class Places:
    """Finds quotations in a text though white space, quotation marks and dashes are written otherwise.

    Examples
    --------
    >>> Places("He said:  “We will\\nstay.”").find('"We will stay."')
    [(10, 24)]
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
        """Whether a border lies inside a word."""
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
                plain = " "  # noqa: PLW2901
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

    def __init__(self, actors: Sequence[Actor]) -> None:
        found = sorted((m.start, m.end, actor.id) for actor in actors for m in actor.mentions)
        self._found = found
        self._starts = [start for start, _, _ in found]

    def actor(self, start: int, end: int) -> str | None:
        """Return the actor that a stretch is about: of the longest mention that it shares words with, the first."""
        near = self._found[: bisect_right(self._starts, end - 1)]
        meeting = [one for one in near if start < one[1]]
        longest = min(meeting, key=lambda one: (-(min(one[1], end) - max(one[0], start)), one[0]), default=None)
        return longest[2] if longest else None


def day_of(ledger: Ledger, start: int, end: int) -> str | None:
    """Return the date that the rules read inside a stretch."""
    return next((d.value for d in ledger.dates if d.value and d.start < end and start < d.end), None)
