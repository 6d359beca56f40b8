"""The assumptions of an evolution, one set of numbers and names, checked when they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar, get_args

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.foresight import limited_move
from standoff.analyze.registry import find_concept
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.words import nearest

T = TypeVar("T")
Improvements = Literal["best", "any"]
Concessions = Literal["any", "welcome", "least"]

FORESIGHT: Final = ("Nash", "SEQ", "SSEQ")
"""The concept of a side that looks one, two and three moves ahead, replies being improvements."""
INITIATIVE: Final = 1.0
CONCEDE: Final = 0.1
RETRACT: Final = 0.5
AHEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How the sides are assumed to behave.

    Attributes
    ----------
    initiative : tuple of float
        How readily each side moves: of several that would move, one does in proportion to these.
    concede : tuple of float
        The probability that a side concedes at a standstill, where nobody would improve.
    retract : tuple of float
        The probability that a side takes a concession back, where no other side has answered it.
    concepts : tuple of SolutionConcept
        By which concept each side judges its improvements: which of them it declines for fear of the answers.
    improvements : {"best", "any"}
        Whether a side makes an improvement that it likes best, or any of them.
    concessions : {"any", "welcome", "least"}
        Which moves a conceding side makes, each as likely as the others: any that is no improvement for itself;
        those that some other side prefers; or those that cost it least.
    """

    initiative: tuple[float, ...]
    concede: tuple[float, ...]
    retract: tuple[float, ...]
    concepts: tuple[SolutionConcept, ...]
    improvements: Improvements = "best"
    concessions: Concessions = "any"

    def to_dict(self, makers: Sequence[str]) -> dict[str, Any]:
        """Return the assumptions as plain data, side by side."""
        sides = {
            maker: {
                "initiative": self.initiative[i],
                "concede": self.concede[i],
                "retract": self.retract[i],
                "concept": self.concepts[i].name,
            }
            for i, maker in enumerate(makers)
        }
        return {"sides": sides, "improvements": self.improvements, "concessions": self.concessions}


def assume(
    dispute: Dispute,
    *,
    initiative: Mapping[str, float] | float | None = None,
    concede: Mapping[str, float] | float | None = None,
    retract: Mapping[str, float] | float | None = None,
    foresight: Mapping[str, int] | int | None = None,
    concept: Mapping[str, str] | str | None = None,
    improvements: str = "best",
    concessions: str = "any",
) -> Assumptions:
    """Make assumptions; what is left out has its default.

    Parameters
    ----------
    dispute : Dispute
        Whose sides they speak of.
    initiative : mapping of str to float, or float, optional
        Positive numbers by side, or one for all; 1 by default.
    concede, retract : mapping of str to float, or float, optional
        Probabilities by side, or one for all; 0.1 and 0.5 by default.
    foresight : mapping of str to int, or int, optional
        How many moves a side looks ahead: 1 (Nash), 2 (SEQ, the default) or 3 (SSEQ).
    concept : mapping of str to str, or str, optional
        The concept itself: Nash, GMR, SMR, SEQ or SSEQ, and with two sides L1, L2, …; it overrides the foresight.
    improvements, concessions : str
        As `Assumptions` has them.

    Raises
    ------
    StandoffError
        If a side is unknown, a number is out of its range, or a concept says nothing about single moves.

    Examples
    --------
    >>> import standoff
    >>> assumed = assume(standoff.load("catalog:chicken"), concede={"P1": 0.3}, foresight=1)
    >>> assumed.concede, [concept.name for concept in assumed.concepts]
    ((0.3, 0.1), ['Nash', 'Nash'])
    """
    ahead = _by_side(dispute, "foresight", foresight, AHEAD, _moves_ahead)
    concepts: list[SolutionConcept] = [find_concept(FORESIGHT[moves - 1]) for moves in ahead]
    if concept is not None:
        wanted = _by_side(dispute, "concept", concept, None, _concept)
        concepts = [new or old for new, old in zip(wanted, concepts, strict=True)]
    return Assumptions(
        _by_side(dispute, "initiative", initiative, INITIATIVE, _positive),
        _by_side(dispute, "concede", concede, CONCEDE, _probability),
        _by_side(dispute, "retract", retract, RETRACT, _probability),
        tuple(concepts),
        _one_of("improvements", improvements, get_args(Improvements)),
        _one_of("concessions", concessions, get_args(Concessions)),
    )


def _by_side(
    dispute: Dispute, what: str, given: Mapping[str, Any] | Any, default: T, check: Callable[[str, Any], T]
) -> tuple[T, ...]:
    """Return one checked value a side."""
    if given is None:
        return (default,) * len(dispute.decision_makers)
    if not isinstance(given, Mapping):
        return (check(what, given),) * len(dispute.decision_makers)
    values = {dispute.maker(name): check(f"{what} of {name}", value) for name, value in given.items()}
    return tuple(values.get(side, default) for side in range(len(dispute.decision_makers)))


def _number(what: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise StandoffError(f"{what} is {value!r}, which is no number.", mend="Give a number such as 0.1.") from None


def _probability(what: str, value: Any) -> float:
    number = _number(what, value)
    if not 0 <= number <= 1:
        raise StandoffError(f"{what} is {value}, which is no probability.", mend="Give a number from 0 to 1.")
    return number


def _positive(what: str, value: Any) -> float:
    number = _number(what, value)
    if not number > 0:
        raise StandoffError(
            f"{what} is {value}; it must be positive.",
            mend="Only the proportions between the sides count: 2 is twice as ready as 1.",
        )
    if not 1e-6 <= number <= 1e6:
        raise StandoffError(
            f"{what} is {value}; it lies from 0.000001 to 1,000,000.",
            mend="Only the proportions between the sides count: 2 is twice as ready as 1.",
        )
    return number


def _moves_ahead(what: str, value: Any) -> int:
    number = _number(what, value)
    if number not in (1, 2, 3):
        raise StandoffError(
            f"{what} is {value}; it is 1, 2 or 3 moves.",
            mend="1 is Nash, 2 is SEQ, 3 is SSEQ; for longer views between two sides ask for the concept L4, L5, ….",
        )
    return int(number)


def _concept(what: str, value: Any) -> SolutionConcept:
    found = find_concept(value)
    if found not in CLASSICAL and horizon(found) is None:
        raise StandoffError(
            f"{what} is {found.name}, which does not say which single moves a side makes.",
            mend="Use Nash, GMR, SMR, SEQ or SSEQ, or with two sides L1, L2, ….",
        )
    return found


def horizon(concept: SolutionConcept) -> int | None:
    """Return h of a concept L_h, None of any other.

    Examples
    --------
    >>> horizon(limited_move(3)), horizon(CLASSICAL[0])
    (3, None)
    """
    digits = concept.name[1:]
    is_limited = concept.name[:1] == "L" and digits.isdecimal() and concept == limited_move(int(digits))
    return int(digits) if is_limited else None


def _one_of(what: str, value: str, allowed: Sequence[Any]) -> Any:
    if value not in allowed:
        raise StandoffError(f"{what} is {value!r}. {nearest(value, allowed)}", mend=f"Use {' or '.join(allowed)}.")
    return value
