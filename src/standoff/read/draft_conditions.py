"""What a position's condition says in terms of options, or of a fact where no option says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from standoff.read.draft_acts import content_words, slug, unique
from standoff.read.draft_claims import Claim
from standoff.read.draft_options import Act

LEADING = re.compile(
    r"^(?:(?:but|though|and|only|even|as|long|soon|if|when|where|once|provided|on|condition|that|in|case|unless|without"
    r"|until|not|under)\b\s*)+",
    re.IGNORECASE,
)
TURNED = frozenset({"unless", "without", "until", "not"})
FULL: dict[str, str] = {"wo": "will", "ca": "can", "sha": "shall"}
# Negation of the clause itself: "the money is not here", "no money comes"; and what the clause says without it.
AFFIRMED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bcannot\b", re.IGNORECASE), "can"),
    (re.compile(r"\b(wo|ca|sha)n[’']t\b", re.IGNORECASE), lambda found: FULL[found[1].lower()]),
    (re.compile(r"(?<=\w)n[’']t\b", re.IGNORECASE), ""),
    (re.compile(r"\bno longer\b", re.IGNORECASE), "still"),
    (re.compile(r"\bno(?:body| one)\b", re.IGNORECASE), "somebody"),
    (re.compile(r"\bnothing\b", re.IGNORECASE), "something"),
    (re.compile(r"\b(?:not(?! (?:only|just|merely|least)\b)|never|no(?! (?:later|more|less|fewer)\b))\s+", re.I), ""),
)
FAILING = re.compile(r"\b(?:fail(?:s|ed)?|refus(?:e|es|ed)|declin(?:e|es|ed)) to\b", re.IGNORECASE)
# From these words on a clause speaks of something else than what has to be so.
INNER = re.compile(r"\b(?:who|whom|whose|which|that|because|since|while|although|though)\b|[,;:–—]", re.IGNORECASE)
JOINED = re.compile(r"\b(?:and|or|nor|but)\b", re.IGNORECASE)
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
        clause = _read(written)
        literals = self._options(claim, act, written, clause)
        if literals:
            turned = clause.turned
        else:
            literals = [self._fact(claim, clause)]
            turned = clause.turned != clause.negated
        joined = " and ".join(literals)
        if not turned:
            return joined
        return f"not ({joined})" if len(literals) > 1 else _opposite(joined)

    def _options(self, claim: Claim, act: Act, written: str, clause: Clause) -> list[str]:
        """Return the options that the condition speaks of, as literals that hold where its clause does."""
        left_undone = clause.negated or bool(FAILING.search(clause.said))
        words = content_words(written)
        best: tuple[float, list[str]] = (0.0, [])
        for other in self.claims:
            if other.position.type == "condition" and other.holder == claim.holder and other is not claim:
                share = _share(words, content_words(f"{other.action} {other.position.text}"))
                literals = self._literals(other, act, left_undone)
                if literals and share + _nearness(claim, other) > best[0] and (share > 0 or _nearness(claim, other)):
                    best = (share + _nearness(claim, other), literals)
        if best[0] >= LEAST_SHARED:
            return best[1]
        scored = [(_match(words, other), -k) for k, other in enumerate(self.acts) if other is not act]
        share, number = max(scored, default=(0.0, 0))
        if share < LEAST_SHARED:
            return []
        return [_opposite(self.acts[-number].id) if left_undone else self.acts[-number].id]

    def _literals(self, claim: Claim, act: Act, left_undone: bool) -> list[str]:
        """Return what a condition's clause says, as literals on options other than the conditional act itself.

        The position says what its holder asks for: where the clause tells of leaving it undone, that is the opposite.
        """
        asked = [
            other.id if other.wants(claim) else f"not {other.id}"
            for other in self.acts
            if claim in other.claims and other is not act
        ]
        return [_opposite(literal) for literal in asked] if left_undone and claim.positive else asked

    def _fact(self, claim: Claim, clause: Clause) -> str:
        """Return the fact that stands for a condition that is no side's option."""
        said = clause.said
        if said not in self._ids:
            words = [
                word for word in re.findall(r"[^\W_]+", said) if content_words(word) or word.lower() in ("not", "no")
            ]
            self._ids[said] = unique(slug("_".join(words[:FACT_WORDS]).lower(), "fact"), self.taken)
            self.facts[self._ids[said]] = claim
        return self._ids[said]


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition's clause without negation: ``turned`` by its conjunction ("unless"), ``negated`` in itself."""

    said: str
    turned: bool
    negated: bool


def _read(written: str) -> Clause:
    """Return what a condition says, apart from its conjunction and its negation.

    Where only a part of a coordination is negated, the clause is left as it is written.
    """
    leading = LEADING.match(written)
    opening = leading.group() if leading else ""
    said = written[len(opening) :].strip()
    turned = sum(word in TURNED for word in re.findall(r"\w+", opening.lower())) % 2 == 1
    inner = INNER.search(said)
    own, rest = (said[: inner.start()], said[inner.start() :]) if inner else (said, "")
    if JOINED.search(said):
        return Clause(said, turned, False)
    for pattern, instead in AFFIRMED:
        affirmed, times = pattern.subn(instead, own, count=1)
        if times:
            return Clause(re.sub(r"\s+", " ", affirmed + rest).strip(), turned, True)
    return Clause(said, turned, False)


def _opposite(literal: str) -> str:
    """Return the negation of a literal."""
    return literal.removeprefix("not ") if literal.startswith("not ") else f"not {literal}"


def condition_in_words(claim: Claim) -> str:
    """Return what the fact of a condition says: its clause without the conjunction, and without negation.

    Examples
    --------
    >>> _read("if the money is not here").said, _read("unless no ship comes").said
    ('the money is here', 'ship comes')
    """
    return _read((claim.position.condition or "").strip()).said


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
