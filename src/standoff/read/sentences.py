"""Where sentences begin: rules that quotations, dashes and headings don't mislead."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from standoff.read.layout import is_wrapped

COMPONENT = "standoff_sentences"

_ENDS = {".", "!", "?", "…", "...", "?!", "!?"}
_CLOSING = {"”", '"', "’", "'", ")", "]", "''", "»"}
_OPENING = {"“", '"', "‘", "'", "(", "[", "``", "«"}
# A full stop belongs to these words; what follows goes on in the same sentence.
_TITLES = re.compile(
    r"(?i)^(mr|mrs|ms|dr|prof|sen|rep|gov|gen|col|lt|sgt|capt|cmdr|adm|maj|rev|hon|st|mt|no|vs|v|messrs|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|[a-z])\.$"
)


@Language.component(COMPONENT)
def mark_sentences(doc: Doc) -> Doc:
    """Mark where sentences begin, before the parser, which keeps to it.

    A sentence begins at a new line, and after a full stop, a question or exclamation mark (and the quotation marks or
    brackets that close after it) where the next word starts with a capital, a digit or an opening mark.
    Where a full stop is part of an abbreviation, it also ends a sentence if the next word is one that sentences begin
    with rather than names: "at 3 p.m. In the town", but "the U.S. Senate".
    """
    previous: Token | None = None
    new_line = True
    wrapped = is_wrapped(doc.text)
    starts: Any = np.full(len(doc), -1, dtype="int64")
    starts[:1] = 1
    for token in doc:
        if token.is_space:
            breaks = token.text.count("\n") or token.text.count("\r")
            new_line = new_line or breaks > (1 if wrapped else 0)
            continue
        if new_line or previous is None or _begins(doc, previous, token):
            starts[token.i] = 1
        previous, new_line = token, False
    return doc.from_array([SENT_START], starts.astype("uint64"))


def _begins(doc: Doc, previous: Token, token: Token) -> bool:
    """Whether a sentence begins at this token, which follows another on the same line."""
    if token.text in _CLOSING and not _opens(doc, token):
        return False
    if not _may_begin(token):
        return False
    before = previous
    while before.i > 0 and before.text in _CLOSING and not _opens(doc, before):
        before = doc[before.i - 1]
    if before.text in _ENDS or (before.is_punct and before.text[-1:] in ".!?…"):
        # 'What now?' she asked: a question inside a quotation doesn't end the sentence that holds it.
        return True
    abbreviated = before.text.endswith(".") and not _TITLES.match(before.text)
    return abbreviated and token.text[:1].isupper() and token.is_stop


def _opens(doc: Doc, token: Token) -> bool:
    """Whether a mark stands before a word without a space, so that it opens what follows."""
    if token.text in ("“", "‘", "(", "[", "``", "«"):
        return True
    if token.text in ("”", "’", ")", "]", "''", "»") or token.i + 1 >= len(doc):
        return False
    return not token.whitespace_ and (token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space)


def _may_begin(token: Token) -> bool:
    """Whether a sentence may begin with this token."""
    first = token.text[0]
    return first.isupper() or first.isdigit() or token.text in _OPENING or first in "$£€“‘"
