"""The cheapest sets of edits that make a target hold, judged afresh, with what is proved if the search is cut short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from time import monotonic
from typing import Literal

from standoff.analyze.mediation.edits import UNIT, Edit
from standoff.analyze.mediation.edits_lists import OutOfReach
from standoff.analyze.mediation.edits_question import EditQuestion
from standoff.analyze.mediation.edits_search import Search
from standoff.model.dispute import Dispute

Ending = Literal["found", "impossible", "most", "memory", "time", "stopped"]
MOST = 5
"""The cost up to which edits are looked for unless more is asked for."""


@dataclass(frozen=True)
class Answer:
    """One set of edits that makes a target hold.

    Attributes
    ----------
    target : str or None
        The state that holds then, by its id today; None for one that there is only with these edits.
    becomes : str
        Its id afterwards.
    edits : tuple of Edit
        The edits.
    dispute : Dispute
        The dispute with them; what is edited in it is marked as presumed.
    cost : Fraction
        What they cost.
    """

    target: str | None
    becomes: str
    edits: tuple[Edit, ...]
    dispute: Dispute = field(repr=False)
    cost: Fraction


@dataclass(frozen=True)
class Answers:
    """What a search for edits found.

    Attributes
    ----------
    question : EditQuestion
        What was asked.
    answers : tuple of Answer
        The cheapest answers: one, or as many as were asked for.
    bound : Fraction
        No set of edits that costs less does it.
    ending : str
        How the search ended: ``found``, ``impossible``, or for want of an answer up to the ``most`` that was asked
        for, of ``memory`` or ``time``, or because it was ``stopped``.
    weighed : int
        How many edited lists of statements were looked at.
    complete : bool or None
        Whether all answers of the least cost are listed; None where one was asked for.
    most : float or None
        The cost up to which edits were looked for.
    """

    question: EditQuestion = field(repr=False)
    answers: tuple[Answer, ...]
    bound: Fraction
    ending: Ending
    weighed: int
    complete: bool | None = None
    most: float | None = MOST


class _OutOfTime(Exception):
    """The time that a search may take is over."""


def search_edits(
    question: EditQuestion,
    *,
    most: float | None = MOST,
    limit: int | None = None,
    seconds: float | None = None,
    progress: Callable[[str], None] | None = None,
) -> Answers:
    """Answer a question about edits. Ctrl-C leaves what is proved until then.

    Parameters
    ----------
    question : EditQuestion
        What is asked.
    most : float, optional
        The cost up to which to look; None for any.
    limit : int, optional
        List all answers of the least cost, at most so many.
    seconds : float, optional
        How long to search at most.
    progress : callable, optional
        Hears, in words, how the search goes.
    """
    scale, until = question.costs.scale, None if seconds is None else monotonic() + seconds

    def tell(now: str) -> None:
        if until is not None and monotonic() > until:
            raise _OutOfTime
        if progress is not None:
            progress(f"Nothing costs less than {float(Fraction(search.bound // UNIT, scale)):g}; {now}")

    search = Search(question.worlds(), None if most is None else int(Fraction(str(most)) * scale), tell)
    answers: list[Answer] = []
    ending: Ending = "found"
    complete = limit is not None
    try:
        for found in islice(search.answers(), max(1, limit or 1)):
            search.most = found.key // UNIT
            edited = question.edited(found)
            becomes = question.ensure_holds(edited, found).states.id(found.state)
            target = question.name_today(found.world, found.state)
            answers.append(Answer(target, becomes, question.edits(found), edited, Fraction(search.most, scale)))
        complete = complete and len(answers) < (limit or 1)
        if not answers:
            ending = "impossible" if search.exhausted else "most"
    except OutOfReach:
        ending, complete = "memory", False
    except _OutOfTime:
        ending, complete = "time", False
    except KeyboardInterrupt:
        ending, complete = "stopped", False
    bound = answers[0].cost if answers else Fraction(search.bound // UNIT, scale)
    listed = complete if limit is not None else None
    return Answers(question, tuple(answers), bound, ending, search.weighed, listed, most)
