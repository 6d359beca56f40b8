"""Precision, recall and F from counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figures:
    """What one reader reached on one task: how many were found, wrongly found and missed.

    Examples
    --------
    >>> round(Figures(found=3, extra=1, missed=2).f, 2)
    0.67
    """

    found: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / (2 * self.found + self.extra + self.missed) if self.found else 0.0

    def record(self) -> dict[str, Any]:
        """Return counts and rates as plain data."""
        rates = {"precision": self.precision, "recall": self.recall, "f": self.f}
        return asdict(self) | {name: round(rate, 4) for name, rate in rates.items()}

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.found + other.found, self.extra + other.extra, self.missed + other.missed)


NONE = Figures(0, 0, 0)


def matching(wanted: int, given: int, fits: list[list[bool]]) -> dict[int, int]:
    """Return a largest one-to-one matching of wanted things with given ones that fit.

    Examples
    --------
    >>> matching(2, 2, [[True, True], [True, False]]) == {0: 1, 1: 0}
    True
    """
    owner: dict[int, int] = {}

    def grow(one: int, seen: set[int]) -> bool:
        for other in range(given):
            if fits[one][other] and other not in seen:
                seen.add(other)
                if other not in owner or grow(owner[other], seen):
                    owner[other] = one
                    return True
        return False

    for one in range(wanted):
        grow(one, set())
    return {one: other for other, one in owner.items()}
