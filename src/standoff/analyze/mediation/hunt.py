"""The search over all states that a target means, cheapest hope first, and the check of what it finds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import ceil, isinf

import numpy as np

from standoff.analyze.mediation.bounds import NEVER, Lifting
from standoff.analyze.mediation.found import Found
from standoff.analyze.mediation.obstacles import obstacle
from standoff.analyze.mediation.orders import lifted
from standoff.analyze.mediation.problem import Profile
from standoff.analyze.mediation.question import Question
from standoff.analyze.mediation.search import Search, Watch
from standoff.analyze.mediation.verify import equilibria, with_profile
from standoff.errors import StandoffError
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves

LARGEST_MOVES = 1 << 21
Progress = Callable[[str], None]


def find(
    question: Question, *, every: int | None = None, seconds: float | None = None, progress: Progress | None = None
) -> Found:
    """Find the smallest change of preferences, and prove it smallest.

    Parameters
    ----------
    question : Question
        What is asked; see `standoff.analyze.mediation.question.pose`.
    every : int, optional
        How many of all smallest changes to list.
    seconds : float, optional
        How long to search at most; the best answer so far is then given with the proved bound.
    progress : callable, optional
        Hears, in words, the best answer so far and the bound.

    Returns
    -------
    Found
        Ctrl-C, too, ends the search with what is known by then.

    Raises
    ------
    StandoffError
        If the dispute is too large, or a limit is no positive number.
    """
    if every is not None and every < 1:
        raise StandoffError(f"the limit {every} leaves nothing to list.", mend="Give 1 or more.")
    if seconds is not None and not seconds > 0:
        raise StandoffError(f"a time limit of {seconds:g} seconds leaves no time.", mend="Give more than 0.")
    hunt = Hunt(question, None if seconds is None else time.monotonic() + seconds, progress)
    stopped = False
    try:
        hunt.run()
    except KeyboardInterrupt:
        stopped = True
    found = replace(hunt.found(), stopped=stopped)
    if found.profile is None or every is None or not found.optimal or stopped:
        return found
    return hunt.enumerated(found, every)


class Hunt:
    """The search over the states that a target means.

    Parameters
    ----------
    question : Question
        What is asked.
    until : float or None
        When to stop, of `time.monotonic`.
    progress : callable or None
        Hears how it goes.
    """

    def __init__(self, question: Question, until: float | None, progress: Progress | None) -> None:
        self.question = question
        self.progress = progress
        self.watch = Watch(until, self._tell)
        self.lifting = Lifting(question)
        self.bounds: dict[int, float] = {}
        self.searches: dict[int, Search] = {}
        self.best: tuple[int, Profile] | None = None
        self.target = question.targets[0]
        self.now = self.target

    @property
    def cutoff(self) -> float:
        """The scaled cost that an answer must be below to be of interest."""
        return NEVER if self.best is None else self.best[0]

    @property
    def bound(self) -> float:
        """The proved bound over all targets, scaled."""
        return min(*self.bounds.values(), self.cutoff) if self.bounds else 0.0

    def run(self) -> None:
        """Guess for all targets, then prove for one after the other, until no other can be cheaper."""
        holds = equilibria(self.question, self.question.model)
        wanted = [t for t in self.question.targets if holds[t] == self.question.breaking]
        self.bounds = dict.fromkeys(self.question.targets, 0.0)
        if not wanted or (len(wanted) < len(self.question.targets) and not self.question.breaking):
            self.target = next(t for t in self.question.targets if holds[t] != self.question.breaking)
            self.best = (0, self._today)
            return
        self.target = wanted[0]
        self.bounds = {t: 0.0 if self.question.breaking else float(self.lifting.lower[t]) for t in wanted}
        order = sorted(wanted, key=lambda t: (self.bounds[t], t))
        for look in (self._lift, self._guess, self._prove):
            for target in order:
                if self.bounds[target] < self.cutoff and not (self.watch.over and self.best is not None):
                    look(target)

    @property
    def _today(self) -> Profile:
        return tuple(np.asarray(p.levels, np.int64) for p in self.question.model.preferences)

    def _lift(self, target: int) -> None:
        """Answer without any search where the bounds meet."""
        question = self.question
        if question.breaking or isinf(self.bounds[target]):
            return
        simple = question.return_to_s and not any(concept.credible for concept in question.concepts)
        uniform = all(question.weights.uniform(side) for side in range(len(question.concepts)))
        sure = not simple
        if uniform and (simple or self.lifting.lower[target] == self.lifting.upper[target]):
            needed = self.lifting.levels(target, sure)
            profile = tuple(
                levels if level <= levels[target] else lifted(levels, target, level)
                for levels, level in zip(self._today, needed, strict=True)
            )
            self._offer(target, (round(float(self.lifting.lower[target])), profile))

    def _offer(self, target: int, found: tuple[int, Profile] | None) -> None:
        if found is not None and found[0] < self.cutoff:
            self.best, self.target = found, target

    def _search(self, target: int) -> Search:
        if target not in self.searches:
            ensure_size(self.question)
            search = self.searches[target] = Search(self.question.problem(target), self.question.breaking, self.watch)
            search.bound = ceil(self.bounds[target])
        return self.searches[target]

    def _guess(self, target: int) -> None:
        if isinf(self.bounds[target]):
            return
        search, self.now = self._search(target), target
        search.guess()
        self._offer(target, search.best)
        self._tell(None, search.bound)

    def _prove(self, target: int) -> None:
        search, self.now = self._search(target), target
        try:
            search.run(self.cutoff if self.target != target else NEVER)
        finally:
            self._offer(target, search.best)
            self.bounds[target] = NEVER if search.impossible else max(self.bounds[target], search.bound)

    def _tell(self, best: int | None, bound: int) -> None:
        if self.progress is None:
            return
        scale, name = self.question.weights.scale, self.question.model.states.id(self.now)
        cost = min(self.cutoff, NEVER if best is None else best)
        least = f"proved at least {bound / scale:g}"
        so_far = "no answer yet" if isinf(cost) else f"the best so far costs {cost / scale:g}"
        self.progress(f"{name}: {so_far}, {least}")

    def found(self) -> Found:
        """Return what is known by now, checked by the engine."""
        question, bound, scale = self.question, self.bound, self.question.weights.scale
        if self.best is None:
            never = bool(self.bounds) and isinf(bound)
            least = Fraction(0) if never else Fraction(ceil(bound), scale)
            why = obstacle(question.problem(self.target), question.breaking, self.watch) if never else None
            return Found(question, self.target, False if never else None, never, None, least, None, obstacle=why)
        cost, profile = self.best
        check(question, self.target, profile)
        proved = bound >= cost
        least = Fraction(cost if proved else ceil(bound), scale)
        return Found(question, self.target, True, proved, Fraction(cost, scale), least, profile)

    def enumerated(self, found: Found, most: int) -> Found:
        """Add all smallest changes for the target found, or the first so many."""
        ensure_size(self.question)
        search = Search(self.question.problem(found.target), self.question.breaking, self.watch)
        search.best = self.best
        every: list[Profile] = []
        stopped = False
        try:
            for profile in islice(search.every(), most + 1):
                every.append(profile)
                if self.progress is not None:
                    self.progress(f"{len(every)} smallest changes so far")
        except KeyboardInterrupt:
            stopped = True
        for profile in every:
            check(self.question, found.target, profile)
        complete = search.exhausted and len(every) <= most
        return replace(found, every=tuple(every[:most]), complete=complete, stopped=stopped)


def check(question: Question, target: int, profile: Profile) -> None:
    """Have the engine judge an answer before anybody sees it."""
    judged = equilibria(question, with_profile(question.model, profile))
    if judged[target] == question.breaking:
        raise RuntimeError("the engine does not confirm this change; please report the dispute and the question")


def ensure_size(question: Question) -> None:
    """Refuse a dispute with more moves than the search can list, before listing them."""
    count = moves_of_all(question.model)
    if count > LARGEST_MOVES:
        raise StandoffError(
            f"this dispute has about {count:,} single moves, and the search among changes takes up to "
            f"{LARGEST_MOVES:,}.",
            mend="Ask for Nash, GMR or SMR without weights, which have no such limit, or coalesce states.",
        )


def moves_of_all(model: GraphModel) -> int:
    """Return about how many single moves all sides have, without listing those of option form."""
    sides = range(len(model.preferences))
    if isinstance(model.moves, GeneratedMoves):
        groups = (np.unique(model.moves.groups(side), return_counts=True)[1] for side in sides)
        return sum(int((sizes.astype(np.float64) * (sizes - 1)).sum()) for sizes in groups)
    return sum(len(model.moves.arcs(side)[1]) for side in sides)
