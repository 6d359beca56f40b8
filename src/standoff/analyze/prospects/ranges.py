"""How the chances depend on the assumptions: one varied at a time, and all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.prospects.assumptions import FORESIGHT, Assumptions
from standoff.analyze.prospects.chain import Chain, chain
from standoff.analyze.prospects.choices import Choices
from standoff.analyze.prospects.play import CONCEDING, Play, build_play
from standoff.analyze.registry import find_concept
from standoff.analyze.verdicts import Judge

Mask = NDArray[np.bool_]
Value = float | int | str
Key = tuple[tuple[str, ...], str, str]
Extent = Literal["none", "few", "all"]
CHANCES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
COARSE: Final = (0.0, 0.1, 0.3, 0.6, 0.9)
COARSEST: Final = (0.0, 0.5)
RETRACTIONS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
INITIATIVES: Final = (0.25, 0.5, 1.0, 2.0, 4.0)
PLAUSIBLE: Final = 0.5
SETTINGS: Final = 48
FEW_SETTINGS: Final = 24
SEED: Final = 5
LARGE: Final = 20_000


@dataclass(frozen=True)
class Line:
    """The chances of each target while one assumption varies and the others stay.

    Attributes
    ----------
    assumption : str
        Which: concede, retract, initiative, foresight, improvements or concessions.
    side : int or None
        Whose; None where all sides vary together.
    values : tuple
        What it is set to.
    default : float, int or str or None
        What it is otherwise; None where the sides differ in it.
    ends, reached : tuple of tuple of float, shape (targets, values)
        The chance that the target stands at the end, and that it ever comes about.
    """

    assumption: str
    side: int | None
    values: tuple[Value, ...]
    default: Value | None
    ends: tuple[tuple[float, ...], ...]
    reached: tuple[tuple[float, ...], ...]

    @property
    def shared(self) -> bool:
        """Whether it is a number that all sides have, varied for all of them together, and for each beside."""
        return self.side is None and self.assumption in ("concede", "foresight")

    def spread(self, target: int) -> tuple[float, float]:
        """Return by how much the chances of a target vary: to stand at the end, and ever to come about."""
        ends, reached = self.ends[target], self.reached[target]
        return max(ends) - min(ends), max(reached) - min(reached)

    def to_dict(self, makers: Sequence[str]) -> dict[str, Any]:
        """Return the line as plain data."""
        return {
            "assumption": self.assumption,
            "side": None if self.side is None else makers[self.side],
            "values": list(self.values),
            "default": self.default,
            "ends": [list(row) for row in self.ends],
            "reached": [list(row) for row in self.reached],
        }


@dataclass(frozen=True)
class Ranges:
    """All that is varied.

    Attributes
    ----------
    lines : tuple of Line
        One assumption at a time.
    settings : int
        How many settings of all assumptions together were drawn.
    ends, reached : tuple of (float, float), one a target
        The least and the largest chance in these settings.
    """

    lines: tuple[Line, ...]
    settings: int
    ends: tuple[tuple[float, float], ...]
    reached: tuple[tuple[float, float], ...]

    def to_dict(self, makers: Sequence[str]) -> dict[str, Any]:
        """Return the ranges as plain data."""
        return {
            "lines": [line.to_dict(makers) for line in self.lines],
            "joint": {
                "settings": self.settings,
                "seed": SEED,
                "concede_up_to": PLAUSIBLE,
                "ends": [list(pair) for pair in self.ends],
                "reached": [list(pair) for pair in self.reached],
            },
        }


@dataclass
class Plays:
    """The plays of one dispute from one start; those that differ in numbers only are one."""

    judge: Judge
    start: int
    may_concede: tuple[bool, ...]
    _kept: dict[Key, Play] = field(default_factory=dict)
    _choices: dict[tuple[int, str], Choices] = field(default_factory=dict)

    def choices(self, concepts: Sequence[SolutionConcept]) -> tuple[Choices, ...]:
        """Return every side's choices under a concept of its own."""
        for side, concept in enumerate(concepts):
            if (side, concept.name) not in self._choices:
                self._choices[side, concept.name] = Choices(self.judge, side, concept)
        return tuple(self._choices[side, concept.name] for side, concept in enumerate(concepts))

    def chain(self, assumed: Assumptions) -> Chain:
        """Return the chain of some assumptions."""
        key = (tuple(c.name for c in assumed.concepts), assumed.improvements, assumed.concessions)
        if key not in self._kept:
            self._kept[key] = build_play(
                self.choices(assumed.concepts),
                self.start,
                improvements=assumed.improvements,
                concessions=assumed.concessions,
                may_concede=self.may_concede,
            )
        return chain(self._kept[key], assumed)


def stands_at_the_end(found: Chain, mask: Mask) -> float:
    """Return the chance that one of some states stands when play ends, or in the long run where it goes round."""
    ended = float(found.ends[found.play.where(mask)].sum())
    return ended + sum(one.chance * float(one.shares[mask[one.states]].sum()) for one in found.rounds)


def ranges(
    plays: Plays, assumed: Assumptions, masks: Sequence[Mask], progress: Callable[[str], None], extent: Extent = "all"
) -> Ranges:
    """Vary the assumptions.

    Parameters
    ----------
    plays : Plays
        What the sides would do.
    assumed : Assumptions
        Where each assumption stays while another varies.
    masks : sequence of ndarray of bool, shape (states,)
        The targets.
    progress : callable
        Takes what is being done.
    extent : {"few", "all"}
        Whether to vary only what mostly matters, on coarser grids, or everything.

    Notes
    -----
    Large plays get coarser grids and fewer joint settings, by their number of steps alone,
    so that the same dispute gives the same figures everywhere.
    A side that never concedes (0) is left so: its readiness is an assumption that was made on purpose.
    """
    base = plays.chain(assumed)
    size = len(base.play.origin)
    coarse = extent == "few" or size > LARGE

    def measured(setting: Assumptions) -> tuple[list[float], list[float]]:
        found = base if setting == assumed else plays.chain(setting)
        return [stands_at_the_end(found, mask) for mask in masks], [found.chance_of(mask) for mask in masks]

    lines = []
    for name, side, default, settings in _variations(plays, assumed, base.play, coarse):
        progress(f"Varying {name}")
        rows = [measured(setting) for _, setting in settings]
        ends = tuple(zip(*[row[0] for row in rows], strict=True))
        reached = tuple(zip(*[row[1] for row in rows], strict=True))
        lines.append(Line(name, side, tuple(value for value, _ in settings), default, ends, reached))
    count = 0 if size > LARGE else FEW_SETTINGS if coarse else SETTINGS
    progress("Varying all assumptions together")
    drawn = [measured(setting) for setting in _drawn(plays, assumed, count)] + [measured(assumed)]
    spans = [[(min(column), max(column)) for column in zip(*[row[k] for row in drawn], strict=True)] for k in (0, 1)]
    return Ranges(tuple(lines), count, tuple(spans[0]), tuple(spans[1]))


Variation = tuple[str, int | None, Value | None, list[tuple[Value, Assumptions]]]


def _variations(plays: Plays, assumed: Assumptions, play: Play, coarse: bool) -> Iterator[Variation]:
    """Yield each assumption with its default and the settings that it takes."""
    large = len(play.origin) > LARGE
    chances = COARSEST if large else COARSE if coarse else CHANCES
    conceding = [side for side in _conceding(play) if plays.may_concede[side]]
    groups = [(None, conceding), *[(side, [side]) for side in conceding if len(conceding) > 1]]
    for side, group in groups if conceding else ():
        yield _numbers("concede", side, group, assumed, chances)
    if play.may_retract.any():
        step = 4 if large else 2 if coarse else 1
        yield _numbers("retract", None, list(range(play.sides)), assumed, RETRACTIONS[::step])
    if large:
        return
    moving = [] if coarse else sorted(map(int, np.unique(play.mover)))
    for side in moving if len(moving) > 1 else ():
        values = tuple(assumed.initiative[side] * factor for factor in INITIATIVES)
        yield _numbers("initiative", side, [side], assumed, values)
    yield from _views(assumed, moving)
    if not coarse:
        yield _words("improvements", assumed, ("best", "any"))
    if conceding:
        yield _words("concessions", assumed, ("any", "welcome", "least"))


def _conceding(play: Play) -> list[int]:
    """Return the sides that could ever concede."""
    return sorted(map(int, np.unique(play.mover[play.kind == CONCEDING])))


def _numbers(
    name: str, side: int | None, group: Sequence[int], assumed: Assumptions, values: Sequence[float]
) -> Variation:
    """Return one number's variation, for one side or several together."""
    now: tuple[float, ...] = getattr(assumed, name)
    shared = {now[j] for j in group}
    default = shared.pop() if len(shared) == 1 else None
    grid = sorted({*values, default} if default is not None else set(values))
    settings: list[tuple[Value, Assumptions]] = []
    for value in grid:
        changed = tuple(value if j in group else old for j, old in enumerate(now))
        settings.append((value, replace(assumed, **{name: changed})))  # type: ignore[arg-type]
    return name, side, default, settings


def _views(assumed: Assumptions, moving: Sequence[int]) -> Iterator[Variation]:
    """Yield how far the sides look ahead, all of them together and each alone."""
    names = [concept.name for concept in assumed.concepts]
    for side in (None, *moving):
        group = range(len(names)) if side is None else (side,)
        settings: list[tuple[Value, Assumptions]] = []
        for ahead, name in enumerate(FORESIGHT, start=1):
            concepts = tuple(find_concept(name) if j in group else old for j, old in enumerate(assumed.concepts))
            settings.append((ahead, replace(assumed, concepts=concepts)))
        shared = {names[j] for j in group}
        own = shared.pop() if len(shared) == 1 else None
        yield "foresight", side, FORESIGHT.index(own) + 1 if own in FORESIGHT else None, settings


def _words(name: str, assumed: Assumptions, values: Sequence[str]) -> Variation:
    settings: list[tuple[Value, Assumptions]] = [
        (value, replace(assumed, **{name: value}))  # type: ignore[arg-type]
        for value in values
    ]
    return name, None, getattr(assumed, name), settings


def _drawn(plays: Plays, assumed: Assumptions, count: int) -> Iterator[Assumptions]:
    """Yield settings of all assumptions at once, from a seed; concessions up to a plausible readiness."""
    draw = np.random.default_rng(SEED)
    sides = len(assumed.concede)
    willing = [chance for chance in CHANCES if chance <= PLAUSIBLE]
    for _ in range(count):
        concede = draw.choice(willing, sides)
        yield Assumptions(
            tuple(map(float, np.array(assumed.initiative) * draw.choice(INITIATIVES, sides))),
            tuple(float(c) if may else 0.0 for c, may in zip(concede, plays.may_concede, strict=True)),
            tuple(map(float, draw.choice(RETRACTIONS, sides))),
            (find_concept(str(draw.choice(FORESIGHT))),) * sides,
            "best" if draw.random() < 0.5 else "any",
            ("any", "welcome", "least")[int(draw.integers(3))],
        )
