"""What is drawn: passes, unknown preferences, and the same figures whoever does the work."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from multiprocessing import get_context

import numpy as np
import pytest

import standoff
from standoff.analyze.robustness import statements
from standoff.analyze.robustness.classes import OpenRanking, even_pass
from standoff.analyze.robustness.compute import affordable, robustness
from standoff.analyze.robustness.intervals import newcombe, wilson
from standoff.analyze.robustness.orders import Order, passed
from standoff.analyze.robustness.sampling import sample
from standoff.analyze.robustness.statements import StatementOrder
from standoff.analyze.robustness.unknown import OpenCircle, OpenOrder
from standoff.model.files import from_document
from standoff.model.relations import dense
from tests.strategies import Document


def one_side(entry: Document, states: int = 4) -> Document:
    """Return a dispute in graph form with one side that is in doubt, and one that moves nowhere."""
    names = [f"q{k}" for k in range(states)]
    arcs = [[a, b] for a in names for b in names if a != b]
    return {
        "standoff": 1,
        "title": "one",
        "decision_makers": [{"id": "A"}, {"id": "B"}],
        "states": names,
        "moves": {"A": arcs, "B": []},
        "preferences": {"A": entry, "B": {"ranking": [names]}},
    }


def order_of(entry: Document, states: int = 4) -> Order:
    """Return what may be drawn for the side."""
    return robustness(from_document(one_side(entry, states)), concepts=["Nash"], samples=1).bench.orders[0]


def frequencies(order: Order, count: int = 20_000) -> dict[bytes, float]:
    """Return how often each preference is drawn."""
    drawn, _ = order.draw(np.random.default_rng(11), count)
    found: dict[bytes, float] = {}
    for row in drawn:
        key = dense(row).tobytes()
        found[key] = found.get(key, 0) + 1 / count
    return found


def test_pass_by_hand() -> None:
    """Of three statements that meet with .9, .1 the first sinks past the second only; a dropped one meets nobody."""
    chances = np.full((3, 3), 0.5)
    numbers = np.array([[0.0, 0.1, 0.9], [0.0, 0.9, 0.1], [0.0, 0.1, 0.1], [0.0, 0.1, 0.1]])
    kept = np.array([[True] * 3, [True] * 3, [True] * 3, [True, False, True]])
    places, touched = passed(numbers, kept, chances)
    assert [[1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 3, 0]] == places.tolist()
    assert [[True, True, False], [False, True, True], [True] * 3, [True, False, True]] == touched.tolist()


def test_even_pass_equals_the_pass() -> None:
    """Without a loop, the pass with one probability for all is the same pass."""
    for classes in (1, 2, 5, 9):
        fast = even_pass(np.random.default_rng(3), 200, classes, 0.4)
        numbers = np.zeros((200, classes))
        numbers[:, 1:] = np.random.default_rng(3).random((200, classes - 1))
        slow, _ = passed(numbers, np.ones((200, classes), bool), np.full((classes, classes), 0.4))
        assert slow.tolist() == fast.tolist()


@pytest.mark.parametrize(
    ("entry", "kind", "count"),
    [
        ({"ranking": ["q0", "q1"], "unlisted": "unknown"}, OpenRanking, 24),
        ({"pairs": {"better": [["q0", "q1"]], "otherwise": "unknown"}}, OpenOrder, 12),
        ({"pairs": {"better": [["q0", "q1"], ["q1", "q2"]], "equal": [["q2", "q3"]], "otherwise": "unknown"}},
         OpenOrder, 1),
        ({"pairs": {"otherwise": "unknown"}}, OpenOrder, 24),
    ],
)  # fmt: skip
def test_unknown_preferences(entry: Document, kind: type, count: int) -> None:
    """Draws keep all that is known, have the enumerated probabilities, and without knowledge are all alike."""
    order = order_of(entry)
    assert isinstance(order, kind)
    ways = order.ways()
    assert ways is not None
    exact: dict[bytes, Fraction] = {}
    for way in ways:
        key = dense(way.levels).tobytes()
        exact[key] = exact.get(key, Fraction(0)) + way.probability
    assert 1 == sum(exact.values())
    assert count == len(exact)
    found = frequencies(order)
    assert set(found) == set(exact)
    for key, share in exact.items():
        assert float(share) == pytest.approx(found[key], abs=5 * (float(share) / 20_000) ** 0.5)
    if "pairs" in entry and "better" not in entry["pairs"]:
        assert {Fraction(1, 24)} == set(exact.values())
    if kind is OpenRanking:
        # Each way to mix two states into a ranking of two is alike; the ranking itself is turned with .2.
        assert {Fraction(4, 60), Fraction(1, 60)} == set(exact.values())


def test_degrees_are_kept() -> None:
    """A pair that is known to be much better stays so in every draw; other pairs are plainly better."""
    order = order_of({"pairs": {"much_better": [["q0", "q1"]], "better": [["q2", "q3"]], "otherwise": "unknown"}})
    for row in order.draw(np.random.default_rng(5), 20)[0]:
        relation = order.relation(row)
        assert (2, 1) == (int(relation.compare(0, 1)), int(relation.compare(2, 3)))
        assert {1} == {abs(int(relation.compare(a, b))) for a in (0, 1) for b in (2, 3)}


def test_any_number_of_statements() -> None:
    """More statements than a double holds are ordered in the same way, without weights."""
    document = one_side({"statements": ["q0", "q1", "q2"]})
    order = robustness(from_document(document), concepts=["Nash"], samples=1).bench.orders[0]
    assert isinstance(order, StatementOrder)
    places = np.array([[0, 1, 2], [2, 0, 1], [1, 3, 0], [3, 3, 3]])
    opposite = np.array([[False] * 3, [True, False, False], [False] * 3, [False] * 3])
    short = order.levels(places, opposite)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "EXACT_DIGITS", 2)
        long = order.levels(places, opposite)
    assert [dense(row).tolist() for row in short] == [dense(row).tolist() for row in long]


def test_known_pairs_are_kept() -> None:
    """Every draw prefers what is known to be preferred, and ties what is known to be equal; so do circles."""
    pairs = {"better": [["q0", "q1"], ["q2", "q3"], ["q1", "q4"]], "equal": [["q3", "q5"]], "otherwise": "unknown"}
    levels, touched = order_of({"pairs": pairs}, 6).draw(np.random.default_rng(1), 500)
    for better, worse in ((0, 1), (2, 3), (1, 4), (0, 4), (2, 5)):
        assert (levels[:, better] > levels[:, worse]).all()
    assert (levels[:, 3] == levels[:, 5]).all()
    assert touched.any(axis=0).all()
    assert not touched.all(axis=0).any()
    circle = order_of({"pairs": {"better": [["q0", "q1"], ["q1", "q2"], ["q2", "q0"]], "otherwise": "unknown"}})
    assert isinstance(circle, OpenCircle)
    for row in circle.draw(np.random.default_rng(2), 20)[0]:
        relation = circle.relation(row)
        assert [1, 1, 1] == [int(relation.compare(a, b)) for a, b in ((0, 1), (1, 2), (2, 0))]
        assert not relation.unknown(0, 3)


def test_unknown_pairs_are_parts() -> None:
    """What an unknown preference decides is found: with one move, the verdict is the answer to one pair."""
    document = one_side({"pairs": {"better": [["q0", "q1"]], "otherwise": "unknown"}}, 3)
    document["moves"]["A"] = [["q1", "q2"]]
    found = robustness(from_document(document), concepts=["Nash"], exact=True)
    first = found.hinges(found.cell("Nash", "q1", "A"))[0]
    assert ("q1 or q2", "unknown") == (first.part.text, first.part.mark)
    assert {0.0, 1.0} == {first.kept_undisturbed, first.kept_disturbed}
    assert found.answer(found.cell("Nash", "q1", "A")).share == pytest.approx(1 / 3)


def test_same_figures_wherever_it_runs() -> None:
    """One process, threads and other processes count the same to the last digit; another seed does not."""
    dispute = standoff.load("catalog:elmira")
    bench = robustness(dispute, samples=1).bench
    here = sample(bench, 1500, 5)
    told: list[tuple[int, int]] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes, ThreadPoolExecutor(3) as threads:
        for executor in (processes, threads):
            there = sample(bench, 1500, 5, executor=executor, progress=lambda a, b: told.append((a, b)))
            for name in ("kept", "touched", "joint"):
                assert getattr(here, name).tolist() == getattr(there, name).tolist()
    assert (1500, 1500) == told[-1]
    assert here.kept.tolist() != sample(bench, 1500, 6).kept.tolist()


def test_a_cluster_that_loses_a_worker() -> None:
    """On a Dask cluster the figures are the same, and a killed worker's chunks are done by another."""
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    dispute = standoff.load("catalog:elmira")
    killed: list[int] = []
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def kill(done: int, total: int) -> None:
            if done < total and not killed:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        there = robustness(dispute, samples=3000, executor=client.get_executor(), progress=kill)
    here = robustness(dispute, samples=3000)
    assert [victim] == killed
    assert all(here.answer(cell) == there.answer(cell) for cell in range(here.bench.cells))


def test_fewer_samples_of_large_disputes() -> None:
    """The usual number falls with the size of a dispute, and depends on nothing else."""
    from benchmarks import disputes

    usual = [affordable(robustness(disputes.weighted(sizes), samples=1).bench) for sizes in ((2, 2), (4, 4, 3, 3))]
    assert [10_000, 1024] == usual
    assert affordable(robustness(disputes.weighted((1, 1)), samples=1, concepts=["L2"]).bench) < 100_000


def test_wilson_covers() -> None:
    """Of many samples, about 95 in 100 intervals hold the share; 40 of 100 has the interval that tables give."""
    low, high = wilson(40, 100)
    assert (0.3094, 0.4980) == (round(float(low), 4), round(float(high), 4))
    hits = np.random.default_rng(4).binomial(200, 0.3, 4000)
    low, high = wilson(hits, 200)
    assert 0.94 < float(((low <= 0.3) & (high >= 0.3)).mean()) < 0.97
    assert (-1.0, 1.0) == tuple(map(float, newcombe(0, 0, 3, 4)))
