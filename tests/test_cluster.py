"""A sweep on a real Dask cluster of this machine, with a worker killed in the middle."""

from __future__ import annotations

import os
import signal

import numpy as np
import pytest

import standoff
from standoff.analyze.sweep import sweep


def test_a_killed_worker_loses_nothing() -> None:
    """The same call runs on a Dask cluster, and a killed worker's batches are done by another."""
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    dispute = standoff.load("catalog:american_revolution")
    profiles = np.random.default_rng(3).integers(0, 52, (4000, 2, 52))
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

        found = sweep(dispute, profiles, ["GMR", "SEQ"], executor=client.get_executor(), progress=kill)
    expected = sweep(dispute, profiles, ["GMR", "SEQ"])
    assert [victim] == killed
    assert all((found[name] == expected[name]).all() for name in expected)
