"""Tuples with one item put, left out or moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def put(items: Sequence[T], index: int, item: T) -> tuple[T, ...]:
    """Return the items with one replaced.

    Examples
    --------
    >>> put("abc", 1, "x")
    ('a', 'x', 'c')
    """
    return (*items[:index], item, *items[index + 1 :])


def inserted(items: Sequence[T], index: int, item: T) -> tuple[T, ...]:
    """Return the items with one more before the given place.

    Examples
    --------
    >>> inserted("abc", 1, "x")
    ('a', 'x', 'b', 'c')
    """
    return (*items[:index], item, *items[index:])


def left_out(items: Sequence[T], index: int) -> tuple[T, ...]:
    """Return the items without one.

    Examples
    --------
    >>> left_out("abc", 1)
    ('a', 'c')
    """
    return (*items[:index], *items[index + 1 :])


def moved(items: Sequence[T], index: int, to: int) -> tuple[T, ...]:
    """Return the items with one at another place.

    Examples
    --------
    >>> moved("abc", 2, 0)
    ('c', 'a', 'b')
    """
    return inserted(left_out(items, index), to, items[index])
