"""A report laid out for the rules: its text, its parsed stretches, and who is meant by which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from standoff.read import syntax
from standoff.read.ledger import Statement
from standoff.read.parties import Parties
from standoff.read.quotations import Sentence
from standoff.read.syntax import Token
from standoff.read.units import Unit

_SHARES = frozenset(
    ("majority", "most", "half", "rest", "bulk", "part", "wing", "percent", "cent", "third", "quarter", "many", "some",
     "several", "two", "three", "dozens", "hundreds", "thousands")
)  # fmt: skip
_ONES_SIDE = frozenset(("country", "nation", "government", "side", "party", "administration", "republic", "kingdom"))


@dataclass(frozen=True)
class Scene:
    """What every rule looks at.

    Parameters
    ----------
    text : str
        The whole report.
    parties : Parties
        Its actors.
    units : tuple of Unit
        Its parsed stretches, in the order of the text; headings and questions of the writer are left out.
    date_of : callable
        The value of the date that stands at a stretch of the report, or None.
    """

    text: str
    parties: Parties
    units: tuple[Unit, ...]
    date_of: Callable[[int, int], str | None] = lambda start, end: None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the report that were parsed, once each, in order."""
        return tuple(dict.fromkeys(unit.sentence for unit in self.units))

    def actors_of(self, unit: Unit, token: Token | None, speaker: str | None = None) -> list[str]:
        """Return the actors that a noun phrase means, one for each coordinated part."""
        if token is None:
            return []
        found: list[str] = []
        for part in syntax.coordinated(token):
            actor = self.actor_of(unit, part, speaker)
            if actor is not None and actor not in found:
                found.append(actor)
        return found

    def actor_of(self, unit: Unit, token: Token, speaker: str | None = None) -> str | None:
        """Return the actor that one noun or pronoun means."""
        anchor = self.parties.covering(unit.start(token), unit.end(token))
        if anchor is not None and self._heads(unit, token, anchor.mention.start, anchor.mention.end):
            return anchor.actor
        if token.lower_ in ("i", "we", "me", "us", "my", "our") and speaker is not None:
            return speaker if token.lower_ in ("i", "me", "my") else self.parties.principal(speaker)
        owners = [t for t in token.children if t.tag_ == "PRP$"]
        if owners and token.lemma_ in _ONES_SIDE:
            owner = self.actor_of(unit, owners[0], speaker)
            return self.parties.principal(owner) if owner is not None else None
        if token.lemma_ in _SHARES or token.lower_ in _SHARES:
            of = [t for p in syntax.children(token, "prep") if p.lower_ == "of" for t in syntax.children(p, "pobj")]
            if of:
                return self.actor_of(unit, of[0], speaker)
        for part in syntax.children(token, "appos"):
            inner = self.actor_of(unit, part, speaker)
            if inner is not None:
                return inner
        return None

    def _heads(self, unit: Unit, token: Token, start: int, end: int) -> bool:
        """Say whether a token is the head of the mention that covers it."""
        head = token.head
        inside = start <= unit.start(head) and unit.end(head) <= end
        return not inside or head == token or token.dep_ in ("conj", "appos")

    def party(self, unit: Unit, token: Token | None, speaker: str | None = None) -> str | None:
        """Return one id for a noun phrase: the actor, or the group of several."""
        return self.parties.group(self.actors_of(unit, token, speaker))

    def phrase(self, unit: Unit, token: Token) -> tuple[int, int]:
        """Return the offsets of a noun phrase: its mention where there is one."""
        anchor = self.parties.covering(unit.start(token), unit.end(token))
        several = syntax.coordinated(token)
        if len(several) > 1:
            return unit.edges([t for part in several for t in _core(part)])
        if anchor is not None:
            return anchor.mention.start, anchor.mention.end
        return unit.edges(_core(token))

    def near(self, unit: Unit) -> list[tuple[int, int]]:
        """Return the stretches to look for the other side in: the sentence, then its paragraph."""
        sentence = unit.sentence
        same = [u.sentence for u in self.units if u.sentence.paragraph == sentence.paragraph]
        return [(sentence.start, sentence.end), (min(s.start for s in same), max(s.end for s in same))]

    def dated(self, unit: Unit, verb: Token) -> str | None:
        """Return the date that a verb itself bears: "said on Friday", "met last week"."""
        for child in verb.children:
            if child.dep_ in ("npadvmod", "prep", "advmod"):
                tokens = [t for t in child.subtree if not t.is_punct] or [child]
                if len(tokens) < 7 and (value := self.date_of(*unit.edges(tokens))) is not None:
                    return value
        return None

    def slice(self, start: int, end: int) -> str:
        """Return the report's words between two offsets."""
        return self.text[start:end]


def _core(token: Token) -> list[Token]:
    """Return a noun with what stands before it."""
    return [
        token,
        *(
            t
            for child in token.children
            if child.i < token.i and child.dep_ not in ("punct", "cc", "preconj")
            for t in child.subtree
        ),
    ]


def innermost(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the smallest statement that holds these offsets."""
    found = [s for s in statements if s.start <= start and end <= s.end + 1]
    return min(found, key=lambda s: s.end - s.start, default=None)
