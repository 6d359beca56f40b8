"""Spans of text as tags of word pieces, and back: no encoder is needed for this.

A piece has the tag B where a span begins in it, I where a span goes on, O elsewhere (Ramshaw and Marcus).
Offsets count code points throughout, as in ledgers.

References
----------
Ramshaw, L., and Marcus, M. (1995). Text chunking using transformation-based learning. Third workshop on very large
corpora.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.read.ledger import Span
from standoff.read.quotations import find_sentences

O, B, I = 0, 1, 2  # noqa: E741 (the tags' names in the literature)

LAYERS = ("content", "cue", "source")
"""What is tagged, each on its own, so that the source of one quotation may stand inside another."""

LONGEST_WINDOW = 800
"""Characters of a paragraph that are tagged together: more than nearly every paragraph of a report has."""


@dataclass(frozen=True)
class Attribution:
    """What is said (in one stretch or several, around "he said"), the words of saying, and whose words they are."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


def tags_of(pieces: Sequence[Span], marked: Sequence[Span]) -> list[int]:
    """Return the tag of each piece: inside a span where most of its characters are.

    Parameters
    ----------
    pieces : sequence of (int, int)
        Where the word pieces stand.
    marked : sequence of (int, int)
        The spans; where two overlap, the earlier and longer one is kept.

    Examples
    --------
    >>> tags_of([(0, 2), (3, 7), (8, 12), (12, 13)], [(3, 12)])
    [0, 1, 2, 0]
    """
    tags = [O] * len(pieces)
    for start, end in sorted(marked, key=lambda span: (span[0], -span[1])):
        inside = [n for n, (left, right) in enumerate(pieces) if 2 * _common(left, right, start, end) > right - left]
        if not inside or any(tags[n] != O for n in inside):
            continue
        for n in inside:
            tags[n] = I
        tags[inside[0]] = B
    return tags


def _common(left: int, right: int, start: int, end: int) -> int:
    return min(right, end) - max(left, start)


def spans_of(pieces: Sequence[Span], tags: Sequence[int]) -> list[Span]:
    """Return the spans that tags mark; an I after an O begins one, too, since nothing is gained by dropping it.

    Examples
    --------
    >>> spans_of([(0, 2), (3, 7), (8, 12), (12, 13)], [0, 1, 2, 0])
    [(3, 12)]
    """
    found: list[Span] = []
    open_before = False
    for (start, end), tag in zip(pieces, tags, strict=True):
        if tag == I and open_before:
            found[-1] = (found[-1][0], end)
        elif tag != O:
            found.append((start, end))
        open_before = tag != O
    return found


def sureness(pieces: Sequence[Span], inside: Sequence[float], span: Span) -> float:
    """Return how sure it is that a span is one: the mean, over its pieces, of the probability that they are inside.

    Examples
    --------
    >>> sureness([(0, 2), (3, 7), (8, 12)], [0.1, 0.75, 0.25], (3, 12))
    0.5
    """
    shares = [share for (start, end), share in zip(pieces, inside, strict=True) if _inside((start, end), span)]
    return sum(shares) / len(shares) if shares else 0.0


def windows(text: str, paragraphs: Sequence[Span], longest: int = LONGEST_WINDOW) -> list[Span]:
    """Return what is tagged together: each paragraph, or runs of the sentences of a long one."""
    found: list[Span] = []
    last = -1
    for sentence in find_sentences(text, paragraphs):
        if sentence.paragraph == last and sentence.end - found[-1][0] <= longest:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
        last = sentence.paragraph
    return found


def lines(text: str) -> list[Span]:
    """Return the lines of a text that are not blank: its paragraphs, where nothing else is known of it."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def link(window: Sequence[Sequence[Span]]) -> list[Attribution]:
    """Put together what was tagged in one window: each content with the nearest cue, and that with its source.

    Parameters
    ----------
    window : sequence of sequence of (int, int)
        The contents, cues and sources in the order of the text.

    Returns
    -------
    list of Attribution
        Contents that share a cue which stands between them are one attribution, as in "A," she said, "B".

    Examples
    --------
    >>> link([[(0, 10), (22, 30)], [(15, 19)], [(11, 14)]])
    [Attribution(content=((0, 10), (22, 30)), cue=((15, 19),), source=((11, 14),))]
    """
    contents, cues, sources = window
    found: list[Attribution] = []
    for content in contents:
        free = [cue for cue in cues if not _inside(cue, content)]
        cue = min(free, key=lambda c: _gap(c, content), default=None)
        near = [source for source in sources if not _inside(source, content)]
        source = min(near, key=lambda s: _distance(s, cue, content), default=None)
        one = Attribution((content,), (cue,) if cue else (), (source,) if source else ())
        before = found[-1] if found else None
        if before and cue and before.cue == one.cue and before.content[-1][1] <= cue[0] and cue[1] <= content[0]:
            found[-1] = Attribution((*before.content, content), before.cue, before.source or one.source)
        else:
            found.append(one)
    return found


def _inside(small: Span, large: Span) -> bool:
    return large[0] <= small[0] and small[1] <= large[1]


def _gap(one: Span, other: Span) -> int:
    """Return how many characters stand between two spans."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def _distance(source: Span, cue: Span | None, content: Span) -> tuple[int, int]:
    """Return how far a source is from the cue, or without a cue from the content; before is nearer than after."""
    other = cue or content
    return _gap(source, other), int(source[0] > other[0])
