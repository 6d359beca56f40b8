"""How reliable the evidence is that decides a verdict: apart from how robust the verdict is.

Two questions, two answers: would the verdict change if the preferences were somewhat otherwise (robustness), and
how good are the sources of the preferences that decide it (reliability). They are never put into one number:
a verdict can be robust on bad evidence, and hang by a thread on good evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from standoff.analyze.robustness.doubt import Part

MARKS = ("evidenced", "hedged", "contested", "presumed", "unsourced", "unknown")
GRADES = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Reliability:
    """What the deciding parts rest on.

    Attributes
    ----------
    marks : mapping of str to int
        How many of them are evidenced, hedged, contested, presumed, without a source, or unknown.
    grades : mapping of str to int
        How many of the sources that they cite have each reliability, as the file gives it (A to F);
        "" for sources without one.
    credibility : mapping of int to int
        How many of the parts have each credibility that a person gave, 1 (confirmed) to 5 (improbable), 6 (unknown);
        0 for those without one.
    """

    marks: Mapping[str, int]
    grades: Mapping[str, int]
    credibility: Mapping[int, int] = field(default_factory=dict)

    @property
    def weakest_mark(self) -> str | None:
        """The weakest mark among them; None where nothing decides by itself."""
        return next((mark for mark in reversed(MARKS) if self.marks.get(mark)), None)

    @property
    def lowest_grade(self) -> str | None:
        """The lowest reliability among the sources that have one."""
        graded = [grade for grade in self.grades if grade]
        return max(graded, key=_rank) if graded else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "marks": dict(self.marks),
            "sources": {grade or "ungraded": count for grade, count in self.grades.items()},
            "credibility": {str(grade or "ungraded"): count for grade, count in self.credibility.items()},
            "weakest_mark": self.weakest_mark,
            "lowest_grade": self.lowest_grade,
        }


def reliability(parts: Iterable[Part], grades: Mapping[str, str | None]) -> Reliability:
    """Return what the deciding parts rest on.

    Parameters
    ----------
    parts : iterable of Part
        The parts.
    grades : mapping of str to (str or None)
        The reliability of each source that the dispute has.
    """
    chosen = list(parts)
    marks = {mark: sum(part.mark == mark for part in chosen) for mark in MARKS}
    cited = sorted({passage.source for part in chosen for passage in part.support.evidence})
    found = [grades.get(source) or "" for source in cited]
    ordered = sorted(set(found), key=lambda grade: (not grade, _rank(grade)))
    counts = {grade: found.count(grade) for grade in ordered}
    given = [part.support.credibility or 0 for part in chosen]
    credibility = {grade: given.count(grade) for grade in sorted(set(given), key=lambda grade: (not grade, grade))}
    return Reliability({mark: count for mark, count in marks.items() if count}, counts, credibility)


def _rank(grade: str) -> tuple[int, str]:
    """Return the place of a grade: A to F first, by their letter, then whatever else a file says."""
    letter = grade[:1].upper()
    return (GRADES.index(letter) if letter and letter in GRADES else len(GRADES), grade)
