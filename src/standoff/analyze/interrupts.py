"""Ctrl-C between compiled loops, not inside them.

An exception that a signal raises while compiled code is entered, or loaded, can leave it broken beyond repair.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def held_back() -> Iterator[None]:
    """Let an interrupt wait until the block is done; blocks should take a second at the most.

    Raises
    ------
    KeyboardInterrupt
        At the end of the block, if one came meanwhile.
    """
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    came: list[tuple[int, Any]] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if came:
            usual(*came[-1])


def run(function: Callable[..., Any], *arguments: Any, hold: bool = True) -> Any:
    """Call a compiled function, with interrupts held back where it may take long."""
    if not hold:
        return function(*arguments)
    with held_back():
        return function(*arguments)
