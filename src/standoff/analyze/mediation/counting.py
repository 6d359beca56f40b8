"""How many of all strict rankings of a side keep a state stable for it, the others' preferences being as they are.

The condition (see `conditions`) hangs only on which set of states is ranked below the target s.
Of r relevant states, a given set of k is exactly what lies below s among them in k! (r - k)! of the (r + 1)! orders
of these states and s, and every such order is that of m! / (r + 1)! rankings of all m states.
So the count is m! / (r + 1)! times the sum over k of N_k k! (r - k)!, where N_k sets of k states satisfy the condition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import factorial
from typing import Any

from standoff.analyze.mediation.conditions import Condition
from standoff.analyze.mediation.conditions_monotone import TooLong, sizes
from standoff.errors import StandoffError

MOST_RELEVANT = 3_000
"""Relevant states above which rankings are not counted."""

MOST_STEPS = 20_000
"""Cases after which counting is given up."""

EXACT = 1 << 53
"""The first whole number that not every reader of JSON keeps exactly."""


@dataclass(frozen=True)
class RankingCount:
    """How many strict rankings of all states keep a state stable for one side.

    Attributes
    ----------
    condition : Condition
        What such a ranking has to satisfy.
    stable : int
        The rankings that do.
    rankings : int
        All strict rankings: m! of m states.
    """

    condition: Condition = field(repr=False)
    stable: int
    rankings: int

    @property
    def share(self) -> Fraction:
        """The share of rankings that keep the state stable."""
        return Fraction(self.stable, self.rankings)

    def to_dict(self) -> dict[str, Any]:
        """Return the count as plain data; whole numbers from 2^53 on are texts."""
        share = self.share
        return {
            "decision_maker": self.condition.model.makers[self.condition.side],
            "concept": self.condition.concept.name,
            "stable": _number(self.stable),
            "rankings": _number(self.rankings),
            "share": float(share),
            "exactly": [_number(share.numerator), _number(share.denominator)],
        }


def _number(value: int) -> int | str:
    """Return a whole number so that any reader of JSON keeps it; very long ones are no more than Decimal writes."""
    return value if value < EXACT else f"{Decimal(value):f}"


def count_rankings(condition: Condition) -> RankingCount:
    """Count the strict rankings of a side that satisfy a condition, exactly.

    Parameters
    ----------
    condition : Condition
        As `standoff.analyze.mediation.conditions.condition` finds it.

    Returns
    -------
    RankingCount

    Raises
    ------
    StandoffError
        If more than 3,000 states matter, or their requirements overlap too much to be counted.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.mediation.conditions import condition
    >>> from standoff.analyze.registry import find_concept
    >>> from standoff.model.graph import build
    >>> model = build(standoff.load("catalog:syria_iraq_1975"))
    >>> for name in ("Nash", "SEQ"):
    ...     found = count_rankings(condition(model, 0, model.states.find("s2"), find_concept(name)))
    ...     print(name, found.stable, "of", found.rankings)
    Nash 240 of 720
    SEQ 384 of 720
    """
    relevant = len(condition.relevant)
    side = condition.model.makers[condition.side]
    if relevant > MOST_RELEVANT:
        raise StandoffError(
            f"{relevant:,} states matter to {side}; its rankings are counted up to {MOST_RELEVANT:,}.",
            mend="The condition itself can be asked for.",
        )
    try:
        found = sizes(condition.requirements, MOST_STEPS)
    except TooLong:
        raise StandoffError(
            f"what {side} requires of {relevant:,} states overlaps too much for its rankings to be counted.",
            mend="The condition itself can be asked for.",
        ) from None
    orders = sum(number * factorial(k) * factorial(relevant - k) for k, number in enumerate(found) if number)
    rankings = factorial(condition.model.states.count)
    return RankingCount(condition, orders * (rankings // factorial(relevant + 1)), rankings)
