"""Sweeps over preference profiles equal one analysis after the other, wherever they run."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

import standoff
from standoff.analyze.concepts import CLASSICAL
from standoff.analyze.engine import Engine
from standoff.analyze.sweep import Batch, sweep
from standoff.errors import Missing, StandoffError
from standoff.model.files import from_document
from standoff.model.graph import GraphModel
from standoff.model.relations import Preference
from tests.strategies import Document, graph_documents, option_documents

NAMES = [concept.name for concept in CLASSICAL]


def expected(batch: Batch, profiles: np.ndarray) -> dict[str, np.ndarray]:
    """Return what the ordinary engine says of each profile."""
    rows: dict[str, list[np.ndarray]] = {name: [] for name in NAMES}
    for profile in profiles:
        preferences = tuple(Preference(score) for score in profile)
        engine = Engine(GraphModel(batch.dispute, batch.states, batch.moves, preferences), compiled=False)
        for concept in CLASSICAL:
            rows[concept.name].append(engine.verdicts(concept))
    return {name: np.stack(found) for name, found in rows.items()}


def check(document: Document) -> None:
    """Compare a sweep of random profiles, ties among them, with the engine."""
    dispute = from_document(document)
    batch = Batch(dispute, tuple(NAMES))
    rng = np.random.default_rng(batch.states.count)
    profiles = rng.integers(0, max(2, batch.states.count), (6, len(dispute.decision_makers), batch.states.count))
    found = sweep(dispute, profiles, NAMES)
    for name, verdicts in expected(batch, profiles).items():
        assert verdicts.tolist() == found[name].tolist(), name


@settings(max_examples=60, deadline=None)
@given(option_documents())
def test_option_form(document: Document) -> None:
    """A sweep over generated moves, one-way and shared options included, equals the engine."""
    check(document)


@settings(max_examples=25, deadline=None)
@given(option_documents())
def test_compiled_loops(document: Document) -> None:
    """The compiled loops, which larger disputes run on, equal the engine on small ones."""
    with patch("standoff.analyze.sweep.SMALL", 0):
        check(document)


@settings(max_examples=25, deadline=None)
@given(graph_documents())
def test_graph_form(document: Document) -> None:
    """A sweep over listed moves equals the engine."""
    check(document)


def elmira_profiles(count: int) -> tuple[standoff.Dispute, np.ndarray]:
    """Return Elmira with random strict profiles."""
    rng = np.random.default_rng(1)
    return standoff.load("catalog:elmira"), rng.permuted(np.tile(np.arange(9), (count, 3, 1)), axis=2)


def test_any_executor_gives_the_same() -> None:
    """Batches on other processes give the same verdicts, and progress is told."""
    dispute, profiles = elmira_profiles(700)
    told: list[tuple[int, int]] = []
    with ProcessPoolExecutor(2) as executor:
        found = sweep(dispute, profiles, ["SEQ"], executor=executor, progress=lambda a, b: told.append((a, b)))
    assert sweep(dispute, profiles, ["SEQ"])["SEQ"].tolist() == found["SEQ"].tolist()
    assert (700, 700) == told[-1]


def test_wrong_shape_and_concept() -> None:
    """Profiles of another shape, and concepts that are not classical, are refused."""
    dispute, profiles = elmira_profiles(2)
    with pytest.raises(StandoffError, match=r"must be \(profiles, 3, 9\)"):
        sweep(dispute, profiles[:, :, :8])
    with pytest.raises(StandoffError, match="L2 is not swept"):
        sweep(dispute, profiles, ["L2"])


def test_gpu_equals_cpu() -> None:
    """On a GPU the verdicts are the same bit for bit; without one the message says so."""
    dispute, profiles = elmira_profiles(300)
    chicken = standoff.load("catalog:cuban_missile_crisis")
    try:
        found = sweep(chicken, profiles[:, :2].repeat(2, axis=2)[:, :, :12], NAMES, device="cuda")
    except Missing as error:
        pytest.skip(f"no GPU here: {error}")
    assert all(
        (verdicts == found[name]).all()
        for name, verdicts in sweep(chicken, profiles[:, :2].repeat(2, axis=2)[:, :, :12], NAMES).items()
    )
    assert dispute.decision_makers
