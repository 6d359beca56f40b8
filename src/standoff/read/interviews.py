"""Speech without quotation marks: what follows a speaker's name in a transcript, and the answers of an interview.

Steps
-----
1. A paragraph that starts with a name and a colon, and speaks of "I" or "we", is that person's speech.
2. Paragraphs that speak of "I" or "we" after short prompts are answers, if there are two or more of them.
   They are those of the person whom the report introduces first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LABEL = re.compile(r"\s*(?:[A-Z][\w.'’-]*)(?:\s+(?:[A-Z][\w.'’-]*|of|the|van|de|al)){0,5}\s*:\s+")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|I['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b")
_MARKS = re.compile(r"[“”\"„«»]|''|``")
_PROMPT = 25
"""Words that a question or prompt has at most."""
_FEWEST = 2
"""Answers that make an interview."""

Span = tuple[int, int]


def unmarked_speech(text: str, spans: Sequence[Span]) -> dict[Span, Span]:
    """Return the paragraphs that are speech without marks, each with the stretch that is spoken.

    Parameters
    ----------
    text : str
        The whole report.
    spans : sequence of (int, int)
        Its paragraphs.

    Examples
    --------
    >>> text = "Reed: We will not sell the mill."
    >>> unmarked_speech(text, [(0, len(text))])
    {(0, 32): (6, 32)}
    """
    spoken: dict[Span, Span] = {}
    for span in spans:
        label = _LABEL.match(text, *span)
        if label and not _MARKS.search(text, *span) and _FIRST_PERSON.search(text, label.end(), span[1]):
            spoken[span] = (label.end(), _end(text, span))
    answers = {
        span: (span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip()), _end(text, span))
        for before, span in pairwise(spans)
        if span not in spoken and _is_answer(text, before, span)
    }
    return spoken | answers if len(answers) >= _FEWEST else spoken


def _is_answer(text: str, before: Span, span: Span) -> bool:
    """Say whether a paragraph answers the one before it."""
    prompt = text[slice(*before)]
    short = len(prompt.split()) <= _PROMPT and prompt.rstrip()[-1:] in ".?!"
    plain = not _MARKS.search(text, *span) and not _MARKS.search(prompt)
    return short and plain and not _FIRST_PERSON.search(prompt) and bool(_FIRST_PERSON.search(text, *span))


def _end(text: str, span: Span) -> int:
    return span[0] + len(text[slice(*span)].rstrip())
