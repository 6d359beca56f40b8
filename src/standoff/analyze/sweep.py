"""Many preference profiles over one dispute: what does not change is prepared once, the rest runs in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.analyze.engine import Engine
from standoff.analyze.registry import find_concepts
from standoff.analyze.sweep_arcs import MOST_ARCS, Arcs, judge_arcs
from standoff.errors import Missing, StandoffError
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.model.moves import GeneratedMoves, ListedMoves, build_moves
from standoff.model.relations import Preference
from standoff.model.states import build_states

Verdicts = NDArray[np.bool_]
Device = Literal["cpu", "cuda"]
CHUNK = 256
SMALL = 64
"""States up to which compiled loops are not worth their loading."""

CELLS = 1 << 21
"""Moves times profiles that are held at once."""


@dataclass(frozen=True)
class Batch:
    """What every profile of a sweep shares; small enough to be sent to a worker.

    Attributes
    ----------
    dispute : Dispute
        Its preferences are not looked at.
    names : tuple of str
        The concepts.
    device : str
        ``cpu`` or ``cuda``.
    """

    dispute: Dispute
    names: tuple[str, ...]
    device: Device = "cpu"

    @cached_property
    def concepts(self) -> tuple[SolutionConcept, ...]:
        """The concepts."""
        return find_concepts(self.names)

    @cached_property
    def moves(self) -> GeneratedMoves | ListedMoves:
        """The moves, which no preference changes."""
        return build_moves(self.dispute, self.states)

    @cached_property
    def states(self) -> Any:
        """The states."""
        return build_states(self.dispute)

    @cached_property
    def _layout(self) -> Any:
        from standoff.analyze.groups import Groups

        assert isinstance(self.moves, GeneratedMoves)
        return Groups.build(self.moves)

    def __getstate__(self) -> dict[str, Any]:
        """Send the question, not the tables: a worker builds them once and keeps them."""
        return {"dispute": self.dispute, "names": self.names, "device": self.device}

    def run(self, scores: NDArray[np.int64]) -> Verdicts:
        """Return the verdicts of some profiles, shape (profiles, concepts, sides, states)."""
        if isinstance(self.moves, GeneratedMoves):
            if self.device == "cuda":
                from standoff.analyze.cuda import judge_on_device

                return judge_on_device(self._layout, scores, self.concepts)
            try:
                if self.states.count > SMALL:
                    from standoff.analyze import sweep_kernels as kernels

                    return self._compiled(kernels, scores)
            except ImportError:
                pass
        elif self.device == "cuda":
            raise StandoffError(
                "on a GPU only moves that the options alone generate are swept.",
                mend="Use the CPU for graph form, coalesced states, and added or forbidden moves.",
            )
        if self._arcs is None or scores.dtype.kind not in "iu":
            return np.stack([self._one(profile) for profile in scores])
        step = max(1, CELLS // max(1, sum(len(arcs.targets) for arcs in self._arcs)))
        parts = [judge_arcs(self._arcs, scores[k : k + step], self.concepts) for k in range(0, len(scores), step)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.concepts), *scores.shape[1:]), bool)

    @cached_property
    def _arcs(self) -> list[Arcs] | None:
        """Every side's moves, listed; None where there are too many to take profiles side by side."""
        if isinstance(self.moves, GeneratedMoves) and self.states.count > 1 << 12:
            return None
        sides = [Arcs.of(self.moves, side) for side in range(len(self.dispute.decision_makers))]
        return sides if sum(len(arcs.targets) for arcs in sides) <= MOST_ARCS else None

    def _compiled(self, kernels: Any, scores: NDArray[np.int64]) -> Verdicts:
        result = np.empty((len(scores), len(self.concepts), *scores.shape[1:]), bool)
        kinds = np.array([(c.answered, c.credible, c.countermoves) for c in self.concepts])
        kernels.judge_profiles(np.ascontiguousarray(scores, np.int64), *self._layout.arrays, kinds, result)
        return result

    def _one(self, profile: NDArray[np.int64]) -> Verdicts:
        preferences = tuple(Preference(score) for score in profile)
        engine = Engine(GraphModel(self.dispute, self.states, self.moves, preferences))
        return np.stack([engine.verdicts(concept) for concept in self.concepts])


def sweep(
    dispute: Dispute,
    profiles: NDArray[Any],
    concepts: Iterable[str] = ("SEQ",),
    *,
    executor: Executor | None = None,
    device: Device = "cpu",
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Verdicts]:
    """Return the verdicts of many preference profiles over one dispute.

    Parameters
    ----------
    dispute : Dispute
        Its sides, options, rules and moves; its own preferences are not used.
    profiles : array of integers, shape (profiles, sides, states)
        For each profile and side a score of every state: larger is preferred, equal is a tie.
    concepts : iterable of str
        Classical concepts: Nash, GMR, SMR, SEQ, SSEQ.
    executor : concurrent.futures.Executor, optional
        Where the batches run; past one machine ``dask.distributed.Client().get_executor()``.
    device : str
        ``cpu``, or ``cuda`` for a GPU, with the same result bit for bit.
    progress : callable, optional
        Called with (profiles done, profiles in all).

    Returns
    -------
    dict of str to ndarray of bool, shape (profiles, sides, states)
        One array for each concept.

    Raises
    ------
    StandoffError
        If the shapes do not fit, a concept is not a classical one, or there is no GPU.

    Examples
    --------
    >>> import numpy as np, standoff
    >>> chicken = standoff.load("catalog:chicken")
    >>> profiles = np.array([[[1, 2, 4, 3], [1, 4, 2, 3]], [[0, 0, 0, 0], [0, 0, 0, 0]]])
    >>> standoff.sweep(chicken, profiles, ["Nash"])["Nash"].all(axis=1)
    array([[False,  True,  True, False],
           [ True,  True,  True,  True]])
    """
    batch = Batch(dispute, tuple(concept.name for concept in find_concepts(concepts)), device)
    wrong = [concept.name for concept in batch.concepts if concept not in CLASSICAL]
    if wrong:
        raise StandoffError(f"{wrong[0]} is not swept.", mend="A sweep takes Nash, GMR, SMR, SEQ and SSEQ.")
    shape = (len(dispute.decision_makers), batch.states.count)
    if profiles.ndim != 3 or profiles.shape[1:] != shape:
        raise StandoffError(
            f"the profiles have the shape {profiles.shape}.", mend=f"It must be (profiles, {shape[0]}, {shape[1]})."
        )
    result = np.empty((len(profiles), len(batch.concepts), *shape), bool)
    starts = list(range(0, len(profiles), CHUNK if executor or progress else max(1, len(profiles))))
    if executor is None:
        for start, end in spans(starts, len(profiles)):
            result[start:end] = batch.run(profiles[start:end])
            if progress:
                progress(end, len(profiles))
    else:
        futures = {executor.submit(batch.run, profiles[a:b]): (a, b) for a, b in spans(starts, len(profiles))}
        done = 0
        for future in as_completed(futures):
            start, end = futures[future]
            result[start:end] = future.result()
            done += end - start
            if progress:
                progress(done, len(profiles))
    return {concept.name: result[:, c] for c, concept in enumerate(batch.concepts)}


def spans(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Return (start, end) of the batches that begin at these numbers."""
    return list(zip(starts, [*starts[1:], end], strict=True))


__all__ = ["Batch", "Missing", "sweep"]
