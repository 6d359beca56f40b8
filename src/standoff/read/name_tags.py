"""What the model's named-entity recognizer says of names, asked only where it may decide what a name is.

The recognizer takes nearly half of a pipeline's time.
Most names show their kind by a title, an office, a first name or a word like "union"; only the sentences of the others
are put before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from standoff.read.language import load_language

if TYPE_CHECKING:
    from standoff.read.clusters import Cluster

_PIECE = 5_000
"""Tokens put before the recognizer at a time."""


def count_tags(clusters: Iterable[Cluster], doc: Doc) -> None:
    """Count for each cluster the entities that the recognizer sees where its names stand.

    Parameters
    ----------
    clusters : iterable of Cluster
        Those whose kind the tags may decide; their votes get ``tag PERSON`` and so on.
    doc : Doc
        The report's words with its sentences.
    """
    named = [(name, cluster) for cluster in clusters for name in cluster.names]
    starts = [token.i for token in doc if token.is_sent_start]
    wanted = {bisect_right(starts, name.start) - 1 for name, _ in named}
    ends = [*starts[1:], len(doc)]
    seen = _recognized(doc, [index for k in sorted(wanted) for index in range(starts[k], ends[k])])
    for name, cluster in named:
        there = [seen[index] for index in range(name.core, name.end) if index in seen]
        inside = [entity for entity in dict.fromkeys(there) if name.core <= entity.start and entity.end <= name.end]
        # An entity that goes beyond the name counts only where nothing better stands inside.
        around = [seen[name.core]] if name.core in seen and not inside else []
        cluster.votes.update(f"tag {entity.label}" for entity in inside or around)


@dataclass(frozen=True)
class _Entity:
    """A stretch of tokens with the recognizer's label."""

    label: str
    start: int
    end: int


def _recognized(doc: Doc, tokens: Sequence[int]) -> dict[int, _Entity]:
    """Return the entities of some sentences by each of their tokens."""
    recognizer = load_language().get_pipe("ner")
    found: dict[int, _Entity] = {}
    for first in range(0, len(tokens), _PIECE):
        piece = [doc[index] for index in tokens[first : first + _PIECE]]
        copy = Doc(
            doc.vocab,
            words=[token.text for token in piece],
            spaces=[bool(token.whitespace_) for token in piece],
            sent_starts=[bool(token.is_sent_start) for token in piece],
        )
        for entity in recognizer(copy).ents:
            start, last = piece[entity.start].i, piece[entity.end - 1].i
            there = _Entity(entity.label_, start, last + 1)
            found.update((piece[k].i, there) for k in range(entity.start, entity.end))
    return found
