"""What a position's condition says in terms of options, or of a fact where no option says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from standoff.read.draft_acts import content_words, slug, unique
from standoff.read.draft_claims import Claim
from standoff.read.draft_options import Act

NEGATING = re.compile(r"^(?:but\s+|though\s+|only\s+)*(?:unless|without|until|not|no|never)\b", re.IGNORECASE)
# "if the money is not here": the fact is that it is here, and the act follows where it is not.
INNER_NOT = re.compile(r"(?<=\w)\s+(?:not|never)\b(?!\s+(?:only|just|merely|least))", re.IGNORECASE)
LEADING = re.compile(
    r"^(?:(?:but|though|and|only|even|as|long|soon|if|when|where|once|provided|on|condition|that|in|case|unless|without"
    r"|until|not|under)\b\s*)+",
    re.IGNORECASE,
)
# Two passages belong to one sentence if hardly anything stands between them.
NEAR = 12
LEAST_SHARED = 0.5
FACT_WORDS = 5


@dataclass
class Conditions:
    """Finds the expression of each condition; ``facts`` are the conditions that nobody's option settles."""

    acts: Sequence[Act]
    claims: Sequence[Claim]
    taken: set[str]
    facts: dict[str, Claim] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def expression(self, claim: Claim, act: Act) -> str | None:
        """Return the condition under which the holder means what it says of the act, None where there is none.

        A position of type condition states what is asked; what it is a condition of is no condition of its own.
        """
        written = (claim.position.condition or "").strip()
        if not written or claim.position.type == "condition":
            return None
        negated = bool(NEGATING.match(written))
        literals = self._options(claim, act, written)
        if not literals:
            said = INNER_NOT.sub("", written, count=1) if not negated else written
            negated = negated or said != written
            literals = [self._fact(claim, said)]
        joined = " and ".join(literals)
        if not negated:
            return joined
        if len(literals) > 1:
            return f"not ({joined})"
        return joined.removeprefix("not ") if joined.startswith("not ") else f"not {joined}"

    def _options(self, claim: Claim, act: Act, written: str) -> list[str]:
        """Return the options that the condition speaks of, as literals."""
        words = content_words(written)
        best: tuple[float, list[str]] = (0.0, [])
        for other in self.claims:
            if other.position.type == "condition" and other.holder == claim.holder and other is not claim:
                share = _share(words, content_words(f"{other.action} {other.position.text}"))
                literals = self._literals(other, act)
                if literals and share + _nearness(claim, other) > best[0] and (share > 0 or _nearness(claim, other)):
                    best = (share + _nearness(claim, other), literals)
        if best[0] >= LEAST_SHARED:
            return best[1]
        scored = [(_match(words, other), -k) for k, other in enumerate(self.acts) if other is not act]
        share, number = max(scored, default=(0.0, 0))
        return [self.acts[-number].id] if share >= LEAST_SHARED else []

    def _literals(self, claim: Claim, act: Act) -> list[str]:
        """Return what a condition position asks for, as literals on options other than the conditional act itself."""
        return [
            other.id if other.wants(claim) else f"not {other.id}"
            for other in self.acts
            if claim in other.claims and other is not act
        ]

    def _fact(self, claim: Claim, written: str) -> str:
        """Return the fact that stands for a condition that is no side's option."""
        said = LEADING.sub("", written)
        if said not in self._ids:
            words = [word for word in re.findall(r"[^\W_]+", said) if content_words(word)]
            self._ids[said] = unique(slug("_".join(words[:FACT_WORDS]).lower(), "fact"), self.taken)
            self.facts[self._ids[said]] = claim
        return self._ids[said]


def condition_in_words(claim: Claim) -> str:
    """Return the condition without its leading conjunction, and as what is so where it says that it is not."""
    written = (claim.position.condition or "").strip()
    if not NEGATING.match(written):
        written = INNER_NOT.sub("", written, count=1)
    return LEADING.sub("", written)


def _share(words: frozenset[str], known: frozenset[str]) -> float:
    """Return the share of the words that are known."""
    return len(words & known) / len(words) if words else 0.0


def _words_of(act: Act) -> frozenset[str]:
    """Return the content words that the reports use of an act."""
    return content_words(" ".join([act.issue, *(claim.action for claim in act.claims)]))


def _match(words: frozenset[str], act: Act) -> float:
    """Return the share of a condition's words that name an act; one word is enough only if it names the issue."""
    known = _words_of(act)
    return _share(words, known) if len(words & known) > 1 or words & content_words(act.issue) else 0.0


def _nearness(claim: Claim, other: Claim) -> float:
    """Return 0.5 where two positions stand in one statement or side by side, else 0."""
    if claim.order[0] != other.order[0]:
        return 0.0
    same = claim.position.statement is not None and claim.position.statement == other.position.statement
    gap = max(other.position.start - claim.position.end, claim.position.start - other.position.end)
    return 0.5 if same or gap <= NEAR else 0.0
