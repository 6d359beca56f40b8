"""The verdicts of an analysis as numpy arrays in one ``.npz`` file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.model.files import write_atomically

if TYPE_CHECKING:
    from standoff.analysis import Analysis


def arrays(analysis: Analysis) -> dict[str, NDArray[Any]]:
    """Return the arrays of an analysis by name.

    Returns
    -------
    dict
        ``decision_makers`` (n,), ``states`` (S,) and ``concepts`` (c,) as text;
        ``levels`` (n, S), where a higher level is preferred; ``verdicts`` (c, n, S), whether a state is stable
        for a side; ``equilibria`` (c, S); ``status_quo``, an index into the states, or -1.
        Where preferences are no rankings, in place of levels ``degrees`` (n, S, S), the degree by which the one state
        is preferred to the other, negative the other way, and ``unknown`` (n, S, S).

    Examples
    --------
    >>> import standoff
    >>> made = arrays(standoff.Analysis(standoff.load("catalog:chicken")))
    >>> made["verdicts"].shape, made["equilibria"][0].tolist()
    ((5, 2, 4), [False, True, True, False])
    """
    model = analysis.model
    names = [concept.name for concept in analysis.concepts]
    verdicts = np.array([analysis.verdicts(name) for name in names], bool)
    total = all(preference.total for preference in model.preferences)
    return {
        "decision_makers": np.array(model.makers),
        "states": np.array([model.states.id(state) for state in range(model.states.count)]),
        "concepts": np.array(names),
        **({"levels": np.array([each.levels for each in model.preferences])} if total else _relations(analysis)),
        "verdicts": verdicts,
        "equilibria": np.array([analysis.equilibria_mask(name) for name in names], bool),
        "status_quo": np.array(-1 if model.status_quo is None else model.status_quo),
    }


def _relations(analysis: Analysis) -> dict[str, NDArray[Any]]:
    """Return preferences pair by pair."""
    states = np.arange(analysis.model.states.count)
    pairs = states[:, None], states[None, :]
    return {
        "degrees": np.array([each.compare(*pairs) for each in analysis.model.preferences], np.int8),
        "unknown": np.array([each.unknown(*pairs) for each in analysis.model.preferences], bool),
    }


def save_arrays(analysis: Analysis, path: str | Path) -> None:
    """Write the arrays of an analysis to a ``.npz`` file, whole or not at all.

    Raises
    ------
    StandoffError
        If the file cannot be written.
    """
    packed = BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays(analysis))
    write_atomically(Path(path), packed.getvalue())
