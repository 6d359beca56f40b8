"""Profiles judged side by side in NumPy get the verdicts of the compiled loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from standoff.analyze import sweep as sweeping
from standoff.analyze.concepts import CLASSICAL
from standoff.analyze.sweep import Batch
from standoff.analyze.sweep_arcs import Arcs, judge_arcs
from standoff.model.files import from_document
from tests.strategies import Document, option_documents

NAMES = tuple(concept.name for concept in CLASSICAL)


@settings(max_examples=40, deadline=None)
@given(option_documents(coalesce=False))
def test_compiled_and_plain_agree(document: Document) -> None:
    """Both equal each other on any dispute with generated moves, however many states."""
    pytest.importorskip("numba")
    dispute = from_document(document)
    batch = Batch(dispute, NAMES)
    sides = len(dispute.decision_makers)
    profiles = np.random.default_rng(1).integers(0, max(2, batch.states.count), (5, sides, batch.states.count))
    arcs = [Arcs.of(batch.moves, side) for side in range(sides)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeping, "SMALL", 0)
        compiled = batch.run(profiles)
    assert compiled.tolist() == judge_arcs(arcs, profiles, CLASSICAL).tolist()


def test_no_profiles() -> None:
    """Of no profiles there are no verdicts, in the right shape."""
    document: Document = {
        "standoff": 1,
        "title": "none",
        "decision_makers": [{"id": "A", "options": [{"id": "a"}]}, {"id": "B", "options": [{"id": "b"}]}],
        "preferences": {"A": {"statements": ["a"]}, "B": {"statements": ["b"]}},
    }
    batch = Batch(from_document(document), ("Nash", "SEQ"))
    assert (0, 2, 2, 4) == batch.run(np.zeros((0, 2, 4), np.int64)).shape
