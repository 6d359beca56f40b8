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
    return {
        "decision_makers": np.array(model.makers),
        "states": np.array([model.states.id(state) for state in range(model.states.count)]),
        "concepts": np.array(names),
        "levels": np.array([preference.levels for preference in model.preferences]),
        "verdicts": verdicts,
        "equilibria": np.logical_and.reduce(verdicts, axis=1),
        "status_quo": np.array(-1 if model.status_quo is None else model.status_quo),
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
