"""Every way to change a witness of any kind in one place: an entry, a value, an element of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests import textbook

WORDS = ("better", "worse", "equal", "unknown", "much better", "much worse", "better by degree 3", "?")
WHY = ("harmless", "return", "escape", "?")
CHOICES = ("improvement", "to", "then", "mover", "after", "round", "state")
"""Entries in which another value may prove the same: another improvement, another way."""

Path = tuple[Any, ...]


def mutations(witness: Any, game: textbook.Game, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the witness with one place changed, and that place."""
    if isinstance(witness, dict):
        yield (*path, "surplus"), {**witness, "surplus": 1}
        for key, value in witness.items():
            yield (*path, key, "left out"), {name: other for name, other in witness.items() if name != key}
            for where, changed in mutations(value, game, (*path, key)):
                yield where, {**witness, key: changed}
    elif isinstance(witness, list):
        for k, entry in enumerate(witness):
            yield (*path, k, "left out"), [*witness[:k], *witness[k + 1 :]]
            yield (*path, k, "twice"), [*witness[: k + 1], *witness[k:]]
            for where, changed in mutations(entry, game, (*path, k)):
                yield where, [*witness[:k], changed, *witness[k + 1 :]]
    else:
        for other in others(witness, path[-1], game):
            yield (*path, f"{witness!r} as {other!r}"), other


def others(value: Any, key: Any, game: textbook.Game) -> Iterator[Any]:
    """Yield other values of the same sort, and one that is none."""
    if isinstance(value, bool):
        yield from (not value, "yes", None)
    elif isinstance(value, int):
        yield from (value + 1, value - 1, str(value), None)
    elif isinstance(value, float):
        yield from (value + 0.125, -value - 0.5, str(value))
    elif value is None:
        yield from (0, True, game.states[0])
    else:
        for sort in (game.states, game.sides, WORDS, WHY):
            if value in sort:
                yield from (other for other in sort if other != value)
        yield from ("zz", None)


def may_prove_the_same(path: Path) -> bool:
    """Whether a change in this place may leave a witness that is right."""
    values = [key for key in path[:-1] if isinstance(key, str)]
    return str(path[-1]) not in ("surplus", "left out", "twice") and values[-1] in CHOICES


def is_nonsense(path: Path) -> bool:
    """Whether the change puts what is no value at all."""
    return str(path[-1]).endswith((" as 'zz'", " as '?'"))
