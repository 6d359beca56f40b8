"""Ctrl-C waits for compiled loops and stops right after them."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from standoff.analyze.interrupts import held_back, run


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    """What runs is not cut off in the middle; the interrupt comes when it is done, and the handler is as before."""
    usual = signal.getsignal(signal.SIGINT)
    done: list[str] = []

    def work() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("to the end")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert ["to the end"] == done
    assert usual == signal.getsignal(signal.SIGINT)


def test_nothing_is_held_back_in_other_threads() -> None:
    """Only the main thread can handle signals; elsewhere functions are called as they are."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(run(len, "abc")))
    thread.start()
    thread.join()
    assert [3, 3] == [*found, run(len, "abc", hold=False)]
