"""A head that says of a clause which position it shows, if any: multinomial logistic regression, strongly regularised.

A few hundred examples are all that an analyst can be asked to mark, so nothing below the head is tuned for it.

References
----------
Hastie, T., Tibshirani, R., and Friedman, J. (2009). The elements of statistical learning, 2nd edition, 4.4. Springer.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np

from standoff.errors import StandoffError
from standoff.read.ledger import Polarity, PositionType
from standoff.read.readers.clauses import Vectors

Label = tuple[PositionType, Polarity]

REGULARISATION = 3.0
"""How much the squares of the weights cost."""

_SIZE = 50.0
"""The squared length to which standardised features are brought, however many there are."""

_FAMILIES = (
    {"demand", "appeal", "condition", "goal", "support"},
    {"offer", "willingness", "acceptance", "commitment"},
    {"unwillingness", "refusal", "opposition", "denial"},
)
"""Types that differ in shade alone."""


@dataclass(frozen=True)
class Head:
    """What was learned: means and scales of the features, weights (features and constant x none and labels)."""

    labels: tuple[Label, ...]
    mean: Vectors
    scale: Vectors
    weights: Vectors


def alike(one: Label, other: Label) -> bool:
    """Say whether two labels say the same but for a shade.

    Examples
    --------
    >>> alike(("demand", "for"), ("appeal", "for")), alike(("demand", "for"), ("refusal", "against"))
    (True, False)
    """
    family = any(one[0] in some and other[0] in some for some in _FAMILIES)
    return one[1] == other[1] and (one[0] == other[0] or family)


def fit(seen: Vectors, given: Sequence[Label | None], labels: Sequence[Label]) -> Head:
    """Learn from clauses, each with the label of its position or none."""
    from scipy.optimize import minimize

    mean, spread = seen.mean(axis=0), seen.std(axis=0)
    scale = np.where(spread > 1e-9, spread, np.inf) * np.sqrt(seen.shape[1] / _SIZE)
    x = _with_constant((seen - mean) / scale)
    numbers = {label: n for n, label in enumerate(labels, start=1)}
    y = np.array([0 if label is None else numbers.get(label, 0) for label in given])
    wanted = np.eye(len(labels) + 1)[y]

    def loss(flat: Vectors) -> tuple[float, Vectors]:
        weights = flat.reshape(x.shape[1], -1)
        chances = _softmax(x @ weights)
        cost = -np.log(chances[np.arange(len(y)), y] + 1e-12).sum() + REGULARISATION / 2 * (weights[:-1] ** 2).sum()
        slope = x.T @ (chances - wanted)
        slope[:-1] += REGULARISATION * weights[:-1]
        return float(cost), slope.ravel()

    found = minimize(loss, np.zeros(x.shape[1] * wanted.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return Head(tuple(labels), mean, scale, found.x.reshape(x.shape[1], -1))


def judge(head: Head, seen: Vectors) -> list[tuple[Label, float]]:
    """Return the likeliest position of each clause, and how sure it is: the chance of it and of its shades."""
    if not len(seen):
        return []
    chances = _softmax(_with_constant((seen - head.mean) / head.scale) @ head.weights)[:, 1:]
    found = []
    for row in chances:
        label = head.labels[int(row.argmax())]
        share = sum(chance for chance, other in zip(row, head.labels, strict=True) if alike(label, other))
        found.append((label, float(share)))
    return found


def _with_constant(x: Vectors) -> Vectors:
    return np.hstack([x, np.ones((len(x), 1))])


def _softmax(scores: Vectors) -> Vectors:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=1, keepdims=True)
    return shares


def to_bytes(head: Head) -> bytes:
    """Return the numbers of a head as an .npz file; its labels are stored apart."""
    file = io.BytesIO()
    np.savez_compressed(file, mean=head.mean, scale=head.scale, weights=head.weights)
    return file.getvalue()


def from_bytes(stored: bytes, labels: Sequence[Label], where: str) -> Head:
    """Read a head; nothing but numbers is accepted.

    Raises
    ------
    StandoffError
        If it is none, or one for other labels.
    """
    try:
        with np.load(io.BytesIO(stored), allow_pickle=False) as file:
            head = Head(tuple(labels), *(np.asarray(file[key], np.float64) for key in ("mean", "scale", "weights")))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise StandoffError("these are not the numbers of a reader of positions.", where=where) from error
    if head.mean.ndim != 1 or head.weights.shape != (len(head.mean) + 1, len(labels) + 1):
        raise StandoffError("these are the numbers of another reader of positions.", where=where)
    return head
