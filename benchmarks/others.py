"""What a user would pick instead, on the same games and in the same run, where it is installed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import disputes
from standoff.analysis import Analysis

REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "axes.py"


def plain_numpy() -> dict[str, Any]:
    """Nash, GMR, SMR and SEQ of a complete space of 2^20 states in plain NumPy, its loading not counted."""
    if not REFERENCE.exists():
        return {"skipped": "the reference program is not at hand"}
    lines = [
        subprocess.run([sys.executable, str(REFERENCE), "5", "5", "5", "5"], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    seconds = min(float(line.stdout.split("]: ")[1].split(" s;")[0]) for line in lines)
    return {"states": 1 << 20, "sides": 4, "seconds": seconds}


def tables(sizes: tuple[int, ...]) -> tuple[list[Any], Analysis]:
    """Return each side's payoffs with one axis a side, and the analysis of the same dispute."""
    analysis = Analysis(disputes.weighted(sizes))
    shape = tuple(1 << size for size in reversed(sizes))
    axes = tuple(reversed(range(len(sizes))))
    return [np.asarray(p.levels).reshape(shape).transpose(axes) for p in analysis.model.preferences], analysis


def gambit() -> dict[str, Any]:
    """Pure Nash equilibria by pygambit on two sides of six options."""
    try:
        import pygambit
    except ImportError:
        return {"skipped": "pip install pygambit"}
    payoffs, analysis = tables((6, 6))
    # Version 17 moved the constructor to a class of its own.
    kind = getattr(pygambit, "StrategicGame", pygambit.Game)
    game = kind.from_arrays(*[table.astype(float) for table in payoffs])
    started = time.perf_counter()
    found = len(pygambit.nash.enumpure_solve(game).equilibria)
    seconds = time.perf_counter() - started
    return {"states": 1 << 12, "sides": 2, "seconds": seconds, "equilibria": found} | ours(analysis)


def nashpy() -> dict[str, Any]:
    """Pure Nash equilibria by nashpy on two sides of six options: best responses of every pair of strategies."""
    try:
        import nashpy
    except ImportError:
        return {"skipped": "pip install nashpy"}
    (first, second), analysis = tables((6, 6))
    game = nashpy.Game(first, second)
    size = len(first)
    started = time.perf_counter()
    found = 0
    for row in range(size):
        for column in range(size):
            best = game.is_best_response(np.eye(size)[row], np.eye(size)[column])
            found += all(best)
    seconds = time.perf_counter() - started
    return {"states": size * size, "sides": 2, "seconds": seconds, "equilibria": found} | ours(analysis)


def textbook() -> dict[str, Any]:
    """The definitions as literal loops, five concepts on 64 states and three sides."""
    from tests import textbook as oracle

    dispute = disputes.weighted((2, 2, 2), digits=3)
    analysis = Analysis(dispute)
    document = {
        "decision_makers": [
            {"id": maker.id, "options": [{"id": option.id} for option in maker.options]}
            for maker in dispute.decision_makers
        ],
        "preferences": {side: {"weights": dict(e.weights or {})} for side, e in dispute.preferences.items()},
    }
    started = time.perf_counter()
    game = oracle.game(document)
    for concept in ("Nash", "GMR", "SMR", "SEQ", "SSEQ"):
        oracle.verdicts(game, concept)
    return {"states": 64, "sides": 3, "seconds": time.perf_counter() - started} | ours(analysis, five=True)


def ours(analysis: Analysis, five: bool = False) -> dict[str, Any]:
    """Return our own time on the same game, model and verdicts."""
    Analysis(analysis.dispute).verdicts("SSEQ")
    started = time.perf_counter()
    again = Analysis(analysis.dispute)
    for concept in ("Nash", "GMR", "SMR", "SEQ", "SSEQ") if five else ("Nash",):
        again.verdicts(concept)
    return {"ours_seconds": time.perf_counter() - started, "our_equilibria": len(again.equilibria("Nash"))}


OTHERS = {"plain NumPy": plain_numpy, "pygambit": gambit, "nashpy": nashpy, "textbook": textbook}
