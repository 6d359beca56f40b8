"""All answers to one move, breadth first, under each sanction rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from standoff.analyze.coalitions import Coalition
from standoff.analyze.relational import Sequences


@dataclass(frozen=True, slots=True)
class Answer:
    """A sequence of moves that ends in a state: the last mover, and the number of the sequence before its move."""

    state: int
    mover: Coalition
    after: int | None


def all_answers(
    start: int, movers: Sequence[Coalition], step: Callable[[Coalition, int], Iterable[int]], sanctions: Sequences
) -> list[Answer]:
    """Return all sequences that matter, shorter ones first.

    Of legal sequences to a state two with different last movers matter; of sequences in which every mover moves
    at most once those matter whose movers are not more than another's.
    """
    enough = {"legal-sequences": 2, "each-once": 1 << len(movers), "single-opponent": 1}[sanctions]
    found: list[Answer] = []
    spent: dict[int, list[frozenset[Coalition]]] = {}
    front: list[tuple[int | None, int, frozenset[Coalition]]] = [(None, start, frozenset())]
    while front:
        following: list[tuple[int | None, int, frozenset[Coalition]]] = []
        for number, place, used in front:
            for mover in movers:
                if mover in used:
                    continue
                after = used | {mover} if sanctions == "each-once" else frozenset({mover})
                for end in map(int, step(mover, place)):
                    before = spent.setdefault(end, [])
                    if any(other <= after for other in before) or len(before) >= enough:
                        continue
                    before.append(after)
                    found.append(Answer(end, mover, number))
                    if sanctions != "single-opponent":
                        following.append((len(found) - 1, end, after))
        front = following
    return found


def sequence(found: Sequence[Answer], start: int, number: int) -> list[tuple[Coalition, int, int]]:
    """Return the moves (mover, from, to) of one answer."""
    moves: list[tuple[Coalition, int, int]] = []
    place: int | None = number
    while place is not None:
        each = found[place]
        moves.append((each.mover, start if each.after is None else found[each.after].state, each.state))
        place = each.after
    return moves[::-1]
