"""Who speaks in a quotation: the subject of the verb of saying beside it."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read.candidates import Entity
from standoff.read.discourse import Discourse, speaks
from standoff.read.quotations import QUOTATION_MARKS, Quotation, is_said


class Speakers:
    """Finds the speakers of the quotations of a report, once what stands outside them is resolved."""

    def __init__(self, discourse: Discourse, quotations: Sequence[Quotation]) -> None:
        self.at, self.quotations = discourse, quotations
        self.doc, self.parsed = discourse.doc, discourse.parsed

    def find(self) -> None:
        """Find who speaks in each quotation: the subject of the verb of saying beside it, else of the quotation
        before."""
        last: tuple[int, Entity] | None = None
        unknown: list[tuple[int, int]] = []
        for number, quotation in enumerate(self.quotations):
            span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is None:
                continue
            paragraph = self.at.paragraphs[span.start]
            said = is_said(self.doc.text, quotation.end)
            speaker = self._speaker_beside(span.start, span.end, said=said)
            if speaker is None and span[0].text[:1] not in QUOTATION_MARKS:
                speaker = self._labelled(span.start) or self._interviewed(span.start)
            if speaker is None and last is not None and paragraph - last[0] <= 2 and quotation.full:
                speaker = last[1]
            if speaker is None:
                unknown.append((number, paragraph))
                continue
            self.at.speakers[number] = speaker
            for earlier, where in unknown:
                if where == paragraph:
                    self.at.speakers.setdefault(earlier, speaker)
            last = (paragraph, speaker)

    def _labelled(self, start: int) -> Entity | None:
        """Return whose name stands before a colon right before a speech."""
        if start < 2 or self.doc[start - 1].text != ":":
            return None
        return next((self.at.at_token[index] for index in (start - 2, start - 3) if index in self.at.at_token), None)

    def _interviewed(self, start: int) -> Entity | None:
        """Return whose answers an interview gives: the person whom the report names first."""
        people = (
            (mention.head, entity)
            for entity in self.at.entities
            if entity.kind == "person"
            for mention in entity.mentions
            if mention.form == "named" and mention.head < start
        )
        return min(people, key=lambda pair: pair[0], default=(0, None))[1]

    def _speaker_beside(self, start: int, end: int, *, said: bool) -> Entity | None:
        """Return the subject of a verb of saying in the sentences that a quotation touches, outside quotation marks.

        What stands after "Who pays?" counts as the same sentence where it says who asks.
        """
        after = [
            index
            for index in range(end, min(end + 40, len(self.doc)))
            if self.at.sentences[index] == self.at.sentences[end if said else end - 1]
        ]
        before = [
            index
            for index in range(start - 1, max(-1, start - 60), -1)
            if self.at.sentences[index] == self.at.sentences[start]
        ]
        for indices in (after, before):
            for index in indices:
                token = self.parsed[index]
                if self.at.quoted[index] is not None or not speaks(token) or token.pos_ not in ("VERB", "AUX"):
                    continue
                for child in token.children:
                    if child.dep_ == "nsubj" and self.at.quoted[child.i] is None and child.i in self.at.at_token:
                        return self.at.at_token[child.i]
                near = [
                    k
                    for k in (index + 1, index - 1, index + 2, index + 3)
                    if k in self.at.at_token and self.at.quoted[k] is None
                ]
                if near:
                    return self.at.at_token[near[0]]
        return None
