"""Places for the picture of moves: layers by distance from the status quo, few crossings, arcs led around states.

1. Each state goes into the layer of its distance, in moves, from the status quo; a tall layer is folded into columns.
2. Within the layers states are ordered by the barycentre of their neighbours, in sweeps to and fro.
3. States that a person has placed go where they were put.
4. Each arc is a quadratic curve; of several bends the first that touches no other state is taken.

References
----------
Sugiyama, K., Tagawa, S., and Toda, M. (1981). Methods for visual understanding of hierarchical system structures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

Point = tuple[float, float]

COLUMN: Final = 168.0
ROW: Final = 92.0
RADIUS: Final = 20.0
MARGIN_X: Final = 78.0
MARGIN_Y: Final = 34.0
UNDER: Final = 24.0
TALLEST: Final = 7
SWEEPS: Final = 12
BENDS: Final = (0.10, 0.2, 0.32, -0.14, 0.46, -0.26, 0.62, -0.4, 0.8, -0.6)
CLEARANCE: Final = 9.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A drawn move: from one state to another, side by index, and whether the side prefers it."""

    source: int
    target: int
    side: int
    improves: bool


@dataclass(frozen=True)
class Layout:
    """Centres of the states, a control point for each arrow, and the size of it all."""

    centres: Mapping[int, Point]
    bends: tuple[Point, ...]
    width: float
    height: float


def lay_out(
    distance: Mapping[int, int], arrows: Sequence[Arrow], placed: Mapping[int, Point] | None = None
) -> Layout:
    """Return where states and arrows go.

    Parameters
    ----------
    distance : mapping
        The layer of every state to be drawn.
    arrows : sequence of Arrow
        The moves to be drawn between them.
    placed : mapping, optional
        Where a person has put states, in the points of an earlier picture.

    Examples
    --------
    >>> layout = lay_out({0: 0, 1: 1}, [Arrow(0, 1, 0, True)])
    >>> layout.centres[0] < layout.centres[1]
    True
    """
    columns = _order(_fold(distance), arrows)
    centres: dict[int, Point] = {}
    for place, column in enumerate(columns):
        # Neighbouring columns are staggered, so that a straight arc meets a gap rather than a state.
        shift = ROW / 4 * (1 if place % 2 else -1) if len(column) > 1 else 0.0
        for row, state in enumerate(column):
            centres[state] = (place * COLUMN, (row - (len(column) - 1) / 2) * ROW - shift)
    drawn = _cropped(centres, _bends(centres, arrows), arrows)
    moved = {state: point for state, point in (placed or {}).items() if state in distance}
    if not moved:
        return drawn
    centres = {**drawn.centres, **moved}
    return _cropped(centres, _bends(centres, arrows), arrows)


def _cropped(centres: Mapping[int, Point], bends: Sequence[Point], arrows: Sequence[Arrow]) -> Layout:
    """Return the layout moved into a picture that just holds states, labels and arcs."""
    middles = [point_on(centres[a.source], c, centres[a.target], 0.5) for a, c in zip(arrows, bends, strict=True)]
    ys = [y for _, y in centres.values()]
    xs = [x for x, _ in centres.values()]
    left, right = min(xs) - MARGIN_X, max(xs) + MARGIN_X
    top = min([y - MARGIN_Y for y in ys] + [y - CLEARANCE for _, y in middles])
    bottom = max([y + MARGIN_Y + UNDER for y in ys] + [y + CLEARANCE for _, y in middles])

    def moved(point: Point) -> Point:
        return point[0] - left, point[1] - top

    places = {state: moved(centre) for state, centre in centres.items()}
    return Layout(places, tuple(map(moved, bends)), right - left, bottom - top)


def _fold(distance: Mapping[int, int]) -> list[list[int]]:
    """Return the layers as columns of at most `TALLEST` states each."""
    layers: dict[int, list[int]] = {}
    for state, layer in distance.items():
        layers.setdefault(layer, []).append(state)
    columns: list[list[int]] = []
    for layer in sorted(layers):
        states = layers[layer]
        parts = -(-len(states) // TALLEST)
        columns.extend(states[k::parts] for k in range(parts))
    return columns


def _order(columns: list[list[int]], arrows: Sequence[Arrow]) -> list[list[int]]:
    """Order every column by the barycentre of its states' neighbours; improvements weigh more."""
    weights: dict[int, list[tuple[int, float]]] = {}
    for arrow in arrows:
        weight = 3.0 if arrow.improves else 1.0
        weights.setdefault(arrow.source, []).append((arrow.target, weight))
        weights.setdefault(arrow.target, []).append((arrow.source, weight))
    place = {state: row - len(column) / 2 for column in columns for row, state in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            keys = {state: _barycentre(place, weights.get(state, ()), place[state]) for state in column}
            column.sort(key=lambda state: (keys[state], place[state]))
            place.update({state: row - len(column) / 2 for row, state in enumerate(column)})
    return columns


def _barycentre(place: Mapping[int, float], neighbours: Sequence[tuple[int, float]], own: float) -> float:
    total = sum(weight for _, weight in neighbours)
    return sum(place[state] * weight for state, weight in neighbours) / total if total else own


def _bends(centres: Mapping[int, Point], arrows: Sequence[Arrow]) -> tuple[Point, ...]:
    """Return a control point for each arrow; arrows with the same ends bend differently."""
    used: dict[tuple[int, int], int] = {}
    bends = []
    for arrow in arrows:
        pair = (arrow.source, arrow.target)
        again = used[pair] = used.get(pair, -1) + 1
        choices = [control(centres[arrow.source], centres[arrow.target], bend) for bend in BENDS[again:]]
        others = [centre for state, centre in centres.items() if state not in pair]
        bends.append(_freest(centres[arrow.source], choices, centres[arrow.target], others))
    return tuple(bends)


def _freest(start: Point, choices: Sequence[Point], end: Point, others: Sequence[Point]) -> Point:
    """Return the first of the control points whose curve touches no other state, else the first with fewest."""
    best, fewest = choices[0], -1
    for choice in choices:
        touched = _touches(start, choice, end, others)
        if touched == 0:
            return choice
        if fewest < 0 or touched < fewest:
            best, fewest = choice, touched
    return best


def control(start: Point, end: Point, bend: float) -> Point:
    """Return the control point of an arc that leaves the straight line by a share of its length, to the left."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    # Short arcs need some bend to be told from their way back, long ones must not swing out of the picture.
    offset = max(min(abs(bend) * length, 40 + abs(bend) * 150), 14) * (1 if bend > 0 else -1)
    return (start[0] + end[0]) / 2 + dy / length * offset, (start[1] + end[1]) / 2 - dx / length * offset


def point_on(start: Point, middle: Point, end: Point, t: float) -> Point:
    """Return a point of the quadratic curve, t from 0 to 1."""
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]


def _touches(start: Point, middle: Point, end: Point, others: Sequence[Point]) -> int:
    """Return how many samples of a curve come too close to a state it doesn't belong to."""
    samples = [point_on(start, middle, end, k / 16) for k in range(1, 16)]
    near = RADIUS + CLEARANCE
    return sum(hypot(x - cx, y - cy) < near for x, y in samples for cx, cy in others)
