"""The report parsed once more with every name replaced by a common one, word by word.

A small model tags and parses unusual names badly; with stand-ins of the same kind it reads 'Corlandis disputes that'
as it reads
'Microsoft disputes that', and reports that differ only in names get the same parse.
The tokens are the report's, one to one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from standoff.read.language import load_language
from standoff.read.names import Name
from standoff.read.sentences import COMPONENT

PIECE = 5_000
"""Tokens parsed at a time."""

_STAND_INS = {
    "person": ("Smith", "John"),
    "organization": ("Microsoft", "General"),
    "state": ("France", "South"),
    "place": ("London", "New"),
    "unknown": ("London", "New"),
    "bloc": ("West", "Old"),
    "thing": ("Olympics", "Summer"),
}
_KEPT = frozenset(["of", "the", "and", "for", "&", "de", "van", "von", "al", "'", "’", "'s", "’s", "(", ")"])


def parse_with_stand_ins(doc: Doc, names: Sequence[Name], kinds: Mapping[int, str]) -> Doc:
    """Parse a report again, its names replaced.

    Parameters
    ----------
    doc : Doc
        The report.
    names : sequence of Name
        Its names.
    kinds : mapping of int to str
        The kind of each name, by its first token.

    Returns
    -------
    Doc
        As many tokens as ``doc``, at the same indices; its character offsets mean nothing.
    """
    words = [token.text for token in doc]
    for name in names:
        kind = kinds.get(name.start, "unknown")
        if name.sort in ("adjective", "people") and name.end == name.start + 1:
            words[name.start] = "French" if name.sort == "adjective" else "Americans"
            continue
        last, first = _STAND_INS.get(kind, _STAND_INS["unknown"])
        for index in range(name.core, name.end):
            if doc[index].text.lower() in _KEPT or doc[index].is_punct or doc[index].tag_ == "POS":
                continue
            words[index] = last if index == name.end - 1 else first
        if name.country and name.start < name.core and name.sort == "name":
            words[name.start] = "French"
    copies = [_parse(doc, words, start, end) for start, end in _pieces(doc)]
    return copies[0] if len(copies) == 1 else Doc.from_docs(copies, ensure_whitespace=False)


def _pieces(doc: Doc) -> list[tuple[int, int]]:
    """Cut a long report between sentences, so that the parser's memory stays small."""
    cuts = [0]
    for token in doc:
        if token.is_sent_start and token.i - cuts[-1] >= PIECE:
            cuts.append(token.i)
    return list(zip(cuts, [*cuts[1:], len(doc)], strict=True))


def _parse(doc: Doc, words: Sequence[str], start: int, end: int) -> Doc:
    """Parse a stretch of tokens with the sentences that the report has."""
    language = load_language()
    copy = Doc(
        language.vocab,
        words=list(words[start:end]),
        spaces=[bool(token.whitespace_) for token in doc[start:end]],
        sent_starts=[bool(token.is_sent_start) for token in doc[start:end]],
    )
    for name, component in language.pipeline:
        if name not in (COMPONENT, "ner"):  # Names are known by now: to find them again would take a third of the time.
            copy = component(copy)
    return copy
