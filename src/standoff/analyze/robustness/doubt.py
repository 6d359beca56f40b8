"""The model of doubt: with what probability each part of the preferences is other than the file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from standoff.errors import StandoffError
from standoff.model.dispute import Support
from standoff.model.words import nearest

Number = Fraction | float | int | str
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """The probabilities of the model of doubt, as exact fractions.

    A plausible preference is drawn for each side by itself, in this order:

    1. Each statement that is only presumed is left out with probability ``drop``;
       each contested one that is left says the opposite with probability ``negate``.
    2. One pass is made from the most important statement down.
       At each place the statement that stands there now and the next one swap with the probability of their pair:
       ``presumed`` where one of the two is presumed, else ``contested`` where one is contested,
       else ``hedged`` where one is hedged or weak, else ``swap``.
       The pass then goes on one place further down.
       So a statement rises by one place at most, and can sink further with ever smaller probability.
    3. A ranking is passed through in the same way, class by class, with ``ranking`` in place of ``swap``;
       the ranking that weights induce with ``weights``.
       A whole ranking that is presumed, contested or hedged has the probability of that.
    4. What is unknown is resolved at random, see `standoff.analyze.robustness.unknown`.

    Attributes
    ----------
    swap, hedged, contested, presumed : Fraction
        Probabilities that two neighbouring statements swap.
    drop, negate : Fraction
        Probabilities that a presumed statement is left out, and that a contested one says the opposite.
    ranking, weights : Fraction
        Probabilities that two neighbouring classes of a ranking, or of the ranking by weights, swap.
    """

    swap: Fraction = Fraction(1, 5)
    hedged: Fraction = Fraction(2, 5)
    contested: Fraction = Fraction(2, 5)
    presumed: Fraction = Fraction(1, 2)
    drop: Fraction = Fraction(3, 10)
    negate: Fraction = ZERO
    ranking: Fraction = Fraction(1, 5)
    weights: Fraction = Fraction(1, 5)

    @staticmethod
    def of(given: Mapping[str, Number] | None = None) -> Doubt:
        """Return the default model with some probabilities changed.

        Parameters
        ----------
        given : mapping of str to number, optional
            Probabilities by name, as numbers or as texts such as ``"0.1"`` and ``"1/3"``; texts are exact.

        Raises
        ------
        StandoffError
            If a name is unknown, or a value is no probability.

        Examples
        --------
        >>> Doubt.of({"swap": "0.1"}).swap
        Fraction(1, 10)
        """
        known = [field.name for field in fields(Doubt)]
        values = {}
        for name, value in (given or {}).items():
            if name not in known:
                raise StandoffError(
                    f"the model of doubt has no probability called {name!r}.",
                    mend=f"{nearest(name, known)} It has {', '.join(known)}.",
                )
            values[name] = probability(name, value)
        return Doubt(**values)

    def pair(self, one: Part, other: Part, plain: Fraction) -> Fraction:
        """Return the probability that two neighbours swap; ``plain`` is that of two undoubted ones."""
        if one.support.presumed or other.support.presumed:
            return self.presumed
        if one.support.contested or other.support.contested:
            return self.contested
        return self.hedged if one.hedged or other.hedged else plain

    def to_dict(self) -> dict[str, float]:
        """Return the probabilities by name."""
        return {field.name: float(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a side's preferences that may be otherwise: a statement, a step of a ranking, or an unknown pair.

    Attributes
    ----------
    side : int
        Whose it is.
    kind : str
        "statement", "step" (from a class of a ranking to the next one) or "pair".
    place : int
        Its place, from 1: the most important statement, the best class.
    text : str
        The statement as written; the states on both sides of the step; or the two states.
    support : Support
        What it rests on; for a step, what the whole ranking rests on.
    hedged : bool
        Whether the reports say it only with reserve ("reportedly") or weakly ("not eager").
    """

    side: int
    kind: str
    place: int
    text: str
    support: Support
    hedged: bool = False

    @property
    def mark(self) -> str:
        """Its mark; hedged is a word of its own only where the evidence is neither contested nor presumed."""
        if self.kind == "pair":
            return "unknown"
        return "hedged" if self.support.mark == "evidenced" and self.hedged else self.support.mark


def probability(name: str, value: Number) -> Fraction:
    """Return a probability as an exact fraction.

    Raises
    ------
    StandoffError
        If it is no number, or not between 0 and 1.
    """
    try:
        number = Fraction(str(value).strip()) if not isinstance(value, Fraction) else value
    except (ValueError, ZeroDivisionError):
        raise StandoffError(f"{name} is {value!r}, which is no probability.", mend="Write a number: 0.2.") from None
    if not 0 <= number <= 1:
        raise StandoffError(f"{name} is {value}, which is no probability.", mend="It lies between 0 and 1.")
    return number
