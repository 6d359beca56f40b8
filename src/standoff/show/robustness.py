"""Robustness as tables for the terminal: how far verdicts hold, and apart from it how good their evidence is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from standoff.analyze.robustness.distances import Distance
from standoff.analyze.robustness.found import Answer
from standoff.analyze.robustness.hinges import Hinge
from standoff.analyze.robustness.listing import shown_states
from standoff.analyze.robustness.reliability import Reliability
from standoff.explain.doubt import Told
from standoff.explain.doubt_words import bounds, round_per_cent
from standoff.show.tables import Signs
from standoff.show.texts import held_words, say

MOST_ROWS = 20
LONGEST_NAME = 14


@dataclass(frozen=True)
class EquilibriaShares:
    """One row for each state that is an equilibrium or plausibly one, and the concepts that say the same of it."""

    told: Told

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = list(self.rows())
        yield Text(say("robust equilibria heading"), style="bold")
        if not rows:
            yield Text(say("robust none"))
            return
        heads = ("state", "under", "now", "holds", "interval", "pairs", "hangs", "evidence")
        table = _table([f"robust {head}" for head in heads], self.told.exact)
        for row in rows[:MOST_ROWS]:
            table.add_row(*row)
        yield table
        if len(rows) > MOST_ROWS:
            yield Text(say("robust left out", n=len(rows) - MOST_ROWS))
        yield Text(say("robust notes"), style="dim")

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows as texts, those first that people want to hear of."""
        found = self.told.found
        concepts = range(len(found.bench.concepts))
        named = found.named
        for state in self.told.order:
            for alike in self.told.alike(state, [concept for concept in concepts if state in named[concept]]):
                yield self._row(state, alike)

    def _row(self, state: int, concepts: Sequence[int]) -> list[str]:
        found, bench = self.told.found, self.told.found.bench
        cell = bench.cell(concepts[0], state)
        names = [concept.name for concept in bench.concepts]
        distances = self.told.distances_of(state, concepts)
        return [
            bench.model.states.id(state),
            held_words([names[concept] for concept in concepts], names) if len(names) > 1 else names[0],
            *_shares(found.answer(cell)),
            "–".join(dict.fromkeys(_pairs(distance) for distance in (distances[:1] + distances[-1:]))),
            *_rests(self.told, found.hinges(cell)),
        ]


@dataclass(frozen=True)
class OutcomeShares:
    """One row for each outcome, how it would come about, and the concepts that say the same of it."""

    told: Told

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        found = self.told.found
        yield Text(say("robust outcomes heading"), style="bold")
        heads = ("outcome", "brought by", "under", "now", "holds", "interval", "hangs", "evidence")
        table = _table([f"robust {head}" for head in heads], self.told.exact)
        for name in found.bench.outcomes:
            for by_improvements in (False, True) if found.bench.follows_paths else (False,):
                for row in self._rows(name, by_improvements):
                    table.add_row(*row)
        yield table
        yield Text(say("robust notes outcomes"), style="dim")

    def _rows(self, outcome: str, by_improvements: bool) -> Iterator[list[str]]:
        found = self.told.found
        names = [concept.name for concept in found.bench.concepts]
        groups: dict[tuple[object, ...], list[str]] = {}
        for name in names:
            answer = found.outcome(name, outcome, by_improvements=by_improvements)
            groups.setdefault((answer.holds, answer.share), []).append(name)
        way = say("robust reached" if by_improvements else "robust some")
        for concepts in groups.values():
            cell = found.outcome_cell(concepts[0], outcome, by_improvements=by_improvements)
            under = held_words(concepts, names) if len(names) > 1 else names[0]
            rests = _rests(self.told, found.hinges(cell))
            yield [outcome, way, under, *_shares(found.answer(cell)), *rests]


@dataclass(frozen=True)
class VerdictShares:
    """For each concept a table of states and sides: the verdict, and how often it is the same."""

    told: Told

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        found = self.told.found
        signs = Signs.of(options)
        of = say("robust of exact" if found.exact else "robust of", n=found.preferences)
        states = shown_states(found)
        for concept, each in enumerate(found.bench.concepts):
            yield Text()
            yield Text(say("robust verdicts heading", concept=each.name, of=of), style="bold")
            yield self._table(concept, states[:MOST_ROWS], signs)
            left = found.bench.shape[2] - min(len(states), MOST_ROWS)
            if left:
                yield Text(say("robust states left out", n=left))

    def _table(self, concept: int, states: Sequence[int], signs: Signs) -> Table:
        found = self.told.found
        makers = found.bench.dispute.decision_makers
        heads = [maker.name if len(maker.name) <= LONGEST_NAME else maker.id for maker in makers]
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
        table.add_column(say("robust state"), no_wrap=True)
        for head in [*heads, say("equilibrium")]:
            table.add_column(head, no_wrap=True)
        for state in states:
            cells = [found.bench.cell(concept, state, side) for side in (*range(len(makers)), None)]
            answers = [found.answer(cell) for cell in cells]
            marks = [
                f"{signs.stable if answer.holds else signs.unstable} {round_per_cent(answer.share)}"
                for answer in answers
            ]
            table.add_row(found.bench.model.states.id(state), *marks)
        return table


def _table(heads: Sequence[str], exact: bool) -> Table:
    """Return an empty table; columns with words may fold, and intervals have no place where shares are exact."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for head in heads:
        wide = head in ("robust hangs", "robust evidence", "robust under", "robust brought by")
        if exact and head == "robust interval":
            table.add_column("")
        else:
            table.add_column(say(head), overflow="fold", no_wrap=not wide, ratio=2 if head == "robust hangs" else None)
    return table


def _pairs(distance: Distance) -> str:
    """Return how many pairs a smallest change has; with a sign where a smaller one is not ruled out."""
    if distance.cost is None:
        return say("robust never")
    return f"{distance.cost}" if distance.proved else f"≤{distance.cost}"


def _shares(answer: Answer) -> list[str]:
    """Return whether something holds, in what share of preferences, and the interval of that."""
    truth = answer
    if not answer.holds:
        interval = None if answer.interval is None else (1 - answer.interval[1], 1 - answer.interval[0])
        truth = Answer(True, 1 - answer.share, interval)
    between = "" if truth.interval is None else bounds(truth.interval)
    return [say("robust is" if answer.holds else "robust is not"), round_per_cent(truth.share), between]


def _rests(told: Told, hinges: Sequence[Hinge]) -> list[str]:
    """Return what something hangs on most, and how good the evidence is of what decides it."""
    if not hinges:
        return [say("robust nothing"), ""]
    return [_part(told, hinges[0]), _worth(told.found.reliability(tuple(hinges)))]


def _part(told: Told, hinge: Hinge) -> str:
    """Return a part in few words."""
    part = hinge.part
    maker = told.found.bench.dispute.decision_makers[part.side]
    side = maker.name if len(maker.name) <= LONGEST_NAME else maker.id
    what = told.statement(part) if part.kind == "statement" else part.text
    return say(f"robust {part.kind}", side=side, place=part.place, what=what)


def _worth(rests: Reliability) -> str:
    """Return the weakest mark, and the lowest grade of the sources where there is one."""
    mark = rests.weakest_mark or ""
    return say("robust rests", mark=mark, grade=rests.lowest_grade) if rests.lowest_grade else mark
