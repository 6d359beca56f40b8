"""The batched sweep on a GPU, through CuPy; the same verdicts as on the CPU, bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.groups import Groups
from standoff.errors import Missing

BLOCKS = 2048
THREADS = 128


@cache
def library() -> Any:
    """Return CuPy with a GPU behind it.

    Raises
    ------
    Missing
        If CuPy is not installed or there is no GPU.
    """
    try:
        import cupy

        found = cupy.cuda.runtime.getDeviceCount()
    except ImportError as error:
        raise Missing("a sweep on a GPU needs CuPy.", mend="Install cupy-cuda12x, or use the CPU.") from error
    except Exception as error:
        raise Missing(f"no GPU can be used: {error}.", mend="Use the CPU.") from error
    if not found:
        raise Missing("this machine has no GPU.", mend="Use the CPU.")
    return cupy


@cache
def kernel() -> Any:
    """Return the compiled kernel."""
    source = (files("standoff.analyze") / "sweep.cu").read_text(encoding="utf-8")
    return library().RawKernel(source, "judge")


def judge_on_device(groups: Groups, scores: NDArray[Any], concepts: Sequence[SolutionConcept]) -> NDArray[np.bool_]:
    """Return the verdicts of some profiles, shape (profiles, concepts, sides, states)."""
    cupy = library()
    profiles, sides, count = scores.shape
    kinds = np.array([(c.answered, c.credible, c.countermoves) for c in concepts], np.uint8)
    blocks = min(profiles, BLOCKS)
    result = cupy.empty((profiles, len(concepts), sides, count), np.uint8)
    given = [
        cupy.asarray(np.ascontiguousarray(array))
        for array in (scores.astype(np.int64), groups.counts, groups.starts, groups.perms, groups.ways, kinds)
    ]
    sizes = [np.int32(size) for size in (profiles, sides, count, groups.starts.shape[1], len(concepts))]
    scratch = [
        cupy.empty((blocks, sides, count), np.int32),
        cupy.empty((blocks, sides, count), np.uint8),
        cupy.empty((blocks, count), np.int64),
    ]
    kernel()((blocks,), (THREADS,), (*given, *sizes, *scratch, result))
    verdicts: NDArray[np.bool_] = cupy.asnumpy(result).astype(bool)
    return verdicts
