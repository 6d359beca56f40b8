"""Sanction rules: what tempts a side to move, which answers count, and which ends deter.

Most solution concepts of the graph model have one shape.
A state s is stable for side i if every tempting move of i, to s1, is answered by a legal sequence of the others
that ends in a deterring s2, from which, where countermoves count, no move of i leads to an s3 that lets it escape.
They differ only in four tests, each of which looks at s and one other state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.model.graph import GraphModel

Test = Callable[[GraphModel, int, Any, Any], NDArray[np.bool_]]
"""``test(model, side, s, t)``: elementwise over states s and t."""


@dataclass(frozen=True, slots=True)
class Sanctioning:
    """The four tests of one concept.

    Attributes
    ----------
    incentive : test of (s, s1)
        Whether the side is tempted to move from s to s1.
    deters : test of (s, s2), or None
        Whether ending in s2 deters it; None: it considers no answers.
    credible : test of (s, t), or None
        Which moves of another side, judged where they are made, count as answers; None: all.
    after : test of (s, s3), or None
        Whether ending in s3 by its own countermove still leaves it deterred; None: countermoves are not considered.
    """

    incentive: Test
    deters: Test | None = None
    credible: Test | None = None
    after: Test | None = None


def better(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """t ≻_i s for sure."""
    return model.preferences[i].compare(t, s) > 0


def better_or_unknown(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """t ≻_i s or t U_i s."""
    preference = model.preferences[i]
    return (preference.compare(t, s) > 0) | preference.unknown(t, s)


def not_better(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """s ≽_i t for sure."""
    preference = model.preferences[i]
    return (preference.compare(t, s) <= 0) & ~preference.unknown(t, s)


def not_better_or_unknown(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """s ≽_i t or s U_i t."""
    return model.preferences[i].compare(t, s) <= 0


def much_worse(model: GraphModel, i: int, s: Any, t: Any, degree: int = 2) -> NDArray[np.bool_]:
    """s ≫_i t, or s >^d t of at least a degree d."""
    return model.preferences[i].compare(s, t) >= degree


def much_worse_or_unknown(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """s ≫_i t or s U_i t."""
    preference = model.preferences[i]
    return (preference.compare(s, t) >= 2) | preference.unknown(s, t)


def satisfying(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """α_i(t, s) ≥ γ_i: t is preferred with at least the side's threshold of relative certainty."""
    preference = model.preferences[i]
    return preference.alpha(t, s) >= preference.threshold


def not_satisfying(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """α_i(t, s) < γ_i."""
    return ~satisfying(model, i, s, t)


def likelier(model: GraphModel, i: int, s: Any, t: Any, than: float) -> NDArray[np.bool_]:
    """p_i(t, s) > a bound."""
    return model.preferences[i].chance(t, s) > than


def not_likelier(model: GraphModel, i: int, s: Any, t: Any, than: float) -> NDArray[np.bool_]:
    """p_i(t, s) ≤ a bound."""
    return ~likelier(model, i, s, t, than)


def regarded(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """t is total relational preferred to s: better for all whom i is well disposed to, worse for its enemies."""
    result = np.ones(np.broadcast(s, t).shape, bool)
    for j, attitude in enumerate(attitudes(model)[i]):
        if attitude > 0:
            result &= better(model, j, s, t)
        elif attitude < 0:
            result &= better(model, j, t, s)
    return result


def not_regarded(model: GraphModel, i: int, s: Any, t: Any) -> NDArray[np.bool_]:
    """t is surely not total relational preferred to s: surely one whom i regards does not have it as i wants it."""
    result = np.zeros(np.broadcast(s, t).shape, bool)
    for j, attitude in enumerate(attitudes(model)[i]):
        if attitude > 0:
            result |= not_better(model, j, s, t)
        elif attitude < 0:
            result |= not_better(model, j, t, s)
    return result


def attitudes(model: GraphModel) -> list[list[int]]:
    """Return every side's attitude to every side: 1, 0 or -1; left out: 1 to itself, 0 to others."""
    signs = {"+": 1, "0": 0, "-": -1}
    given = model.dispute.attitudes
    return [[signs[given.get(i, {}).get(j, "+" if i == j else "0")] for j in model.makers] for i in model.makers]


def passing(model: GraphModel, test: Test | None, side: int, state: int, reached: Any) -> Any:
    """Return the states among those reached that pass a test, all if there is none."""
    return reached if test is None else reached[test(model, side, state, reached)]
