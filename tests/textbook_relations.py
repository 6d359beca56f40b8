"""The textbook's preferences: from a document to relations, pair by pair, in the forms of the dispute file.

A relation holds, for every ordered pair (t, s), the degree by which t is preferred to s: 0 for equal, negative
where s is preferred, None where it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
Pair = tuple[str, str]
Relation = dict[Pair, int | None]
Number = dict[Pair, Fraction]


def mirrored(states: list[str], degree: Callable[[str, str], int | None]) -> Relation:
    """Make a relation from the degrees of pairs; a state equals itself."""
    return {(t, s): 0 if t == s else degree(t, s) for t in states for s in states}


def of_scores(score: dict[str, Any]) -> Relation:
    """Return the total preorder of scores: every preference is of degree 1."""
    return mirrored(list(score), lambda t, s: (score[t] > score[s]) - (score[t] < score[s]))


def of_ranking(states: list[str], entry: Document) -> Relation:
    """Return the relation of a ranking with marks, where unlisted states are unknown, or worst."""
    place = {}
    classes = [[tie] if isinstance(tie, str) else tie for tie in entry["ranking"]]
    for k, members in enumerate(classes, start=1):
        for state in members:
            place[state] = k
    marks = {int(gap): int(degree) for gap, degree in entry.get("degree_after", {}).items()}
    for gap in entry.get("strong_after", []):
        marks.setdefault(int(gap), 2)
    last = len(classes) + 1

    def degree(t: str, s: str) -> int | None:
        if entry.get("unlisted") == "unknown" and not (t in place and s in place):
            return None
        a, b = place.get(t, last), place.get(s, last)
        if a == b:
            return 0
        if a > b:
            below = degree(s, t)
            return None if below is None else -below
        return max(marks.get(gap, 1) for gap in range(a, b))

    return mirrored(states, degree)


def of_pairs(states: list[str], entry: Document) -> Relation:
    """Return the relation that lists of pairs give."""
    said: Relation = {}
    for kind, degree in (("better", 1), ("much_better", 2), ("equal", 0), ("unknown", None)):
        for t, s in entry.get(kind, []):
            said[t, s] = degree
            said[s, t] = None if degree is None else -degree
    rest = {"unknown": None, "equal": 0}.get(entry.get("otherwise", ""))
    return mirrored(states, lambda t, s: said.get((t, s), rest))


def certainties(relation: Relation, entry: Document) -> Number:
    """Return r(t, s): as given, the other way round what is missing to 1, else 1, 1/2 or 0 by the relation."""
    r = {}
    for (t, s), degree in relation.items():
        assert degree is not None
        r[t, s] = Fraction(1) if degree > 0 else Fraction(0) if degree < 0 else Fraction(1, 2)
    for t, s, value in entry.get("certainty", []):
        r[t, s] = Fraction(str(value))
        r[s, t] = 1 - Fraction(str(value))
    return r


def probabilities(relation: Relation, entry: Document) -> Number:
    """Return p(t, s): as given, else 1 where the relation prefers t to s and 0 where it does not."""
    p = {(t, s): Fraction(degree is not None and degree > 0) for (t, s), degree in relation.items()}
    for t, s, value in entry.get("probability", []):
        p[t, s] = Fraction(str(value))
    return p
