"""Drawing plausible preferences: chunk by chunk, each with a stream of its own, on any executor.

What a chunk draws depends on the seed, the chunk's number and the side alone, so that the figures are the same
wherever and in whatever order the chunks are done.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.robustness.bench import Bench

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Tally:
    """What was counted over some draws.

    Attributes
    ----------
    draws : int
        How many there were.
    kept : ndarray of int64, shape (cells,)
        In how many of them each cell was as it is now.
    touched : ndarray of int64, shape (parts,)
        In how many of them each part was otherwise.
    joint : ndarray of int32, shape (parts, followed cells)
        In how many of them the part was otherwise and the cell as it is now.
    """

    draws: int
    kept: NDArray[np.int64]
    touched: NDArray[np.int64]
    joint: NDArray[np.int32]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.draws + other.draws,
            self.kept + other.kept,
            self.touched + other.touched,
            self.joint + other.joint,
        )


def sample(
    bench: Bench,
    samples: int,
    seed: int,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Tally:
    """Draw plausible preferences and count what survives.

    Parameters
    ----------
    bench : Bench
        The dispute and what is asked of it.
    samples, seed : int
        How many preferences are drawn, and from which seed.
    executor : concurrent.futures.Executor, optional
        Where chunks are done.
    progress : callable, optional
        Called with (draws done, draws in all).
    """
    size = bench.chunk
    counts = [min(size, samples - start) for start in range(0, samples, size)]
    seeds = np.random.SeedSequence(seed).spawn(len(counts))
    total: Tally | None = None
    for tally in _tallies(bench, list(zip(seeds, counts, strict=True)), executor):
        total = tally if total is None else total + tally
        if progress:
            progress(total.draws, samples)
    assert total is not None
    return total


def _tallies(bench: Bench, chunks: list[tuple[Any, int]], executor: Executor | None) -> Any:
    """Yield the counts of all chunks, in any order."""
    if executor is None:
        yield from (tally_of(bench, seed, count) for seed, count in chunks)
        return
    packed = pickle.dumps(bench)
    futures = [executor.submit(remote, packed, seed, count) for seed, count in chunks]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def remote(packed: bytes, seed: np.random.SeedSequence, count: int) -> Tally:
    """Do one chunk on a worker, which builds the dispute's tables once and keeps them."""
    return tally_of(_unpacked(packed), seed, count)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Bench:
    bench: Bench = pickle.loads(packed)
    return bench


def tally_of(bench: Bench, seed: np.random.SeedSequence, count: int) -> Tally:
    """Draw one chunk and count."""
    streams = seed.spawn(len(bench.orders))
    drawn = [
        order.draw(np.random.default_rng(stream), count) for order, stream in zip(bench.orders, streams, strict=True)
    ]
    same = bench.rows([levels for levels, _ in drawn]) == bench.base
    touched = np.concatenate([found for _, found in drawn], axis=1)
    # Whole numbers below 2^24 are exact in single precision, and a chunk has 256 draws at most.
    joint = touched.T.astype(np.float32) @ same[:, bench.followed].astype(np.float32)
    return Tally(count, same.sum(axis=0), touched.sum(axis=0), joint.astype(np.int32))
