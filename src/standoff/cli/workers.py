"""Where many small jobs run: in this process, in several, or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from standoff.errors import Missing, StandoffError

FEW = 4
"""Up to so many jobs are done in this process: starting others takes longer."""


@contextmanager
def workers(jobs: int | None, cluster: str | None, count: int) -> Iterator[Executor | None]:
    """Give the executor for so many jobs, None where this process is best.

    Parameters
    ----------
    jobs : int or None
        How many at a time, as a person says; None for as many as this machine has cores.
    cluster : str or None
        The address of a Dask scheduler.
    count : int
        How many jobs there are.

    Raises
    ------
    StandoffError
        If the cluster does not answer.
    """
    if cluster is not None:
        with _cluster(cluster) as executor:
            yield executor
        return
    at_once = jobs or (1 if count <= FEW else _cores())
    if not at_once or at_once <= 1 or count <= 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(at_once, count), mp_context=get_context("spawn")) as executor:
        yield executor


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise Missing(
            "A cluster needs Dask, which is not installed.", mend="Install it: pip install 'standoff[cluster]'."
        ) from error
    try:
        client: Any = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise StandoffError(
            f"no Dask scheduler answers at {address}.", mend="Give the address that `dask scheduler` prints."
        ) from error
    with client:
        yield client.get_executor()
