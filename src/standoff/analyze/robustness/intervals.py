"""Confidence intervals of shares: Wilson's for one share, Newcombe's for the difference of two. Elementwise.

References
----------
Wilson (1927), Journal of the American Statistical Association 22:209-212.
Newcombe (1998), Statistics in Medicine 17:873-890, method 10.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""

Values = NDArray[np.float64]


def wilson(hits: Any, count: Any) -> tuple[Values, Values]:
    """Return the 95 % intervals of shares; from 0 to 1 where nothing was counted.

    Examples
    --------
    >>> [round(float(bound), 4) for bound in wilson(94, 100)]
    [0.8752, 0.9722]
    >>> [float(bound) for bound in wilson(0, 0)]
    [0.0, 1.0]
    """
    hits, count = np.asarray(hits, np.float64), np.asarray(count, np.float64)
    some = np.maximum(count, 1)
    share = hits / some
    middle = share + Z * Z / (2 * some)
    half = Z * np.sqrt(share * (1 - share) / some + Z * Z / (4 * some * some))
    scale = 1 + Z * Z / some
    # Where all or none are hits, one bound is exact, and rounding must not move it.
    low = np.where(hits <= 0, 0.0, np.maximum(0.0, (middle - half) / scale))
    high = np.where(hits >= count, 1.0, np.minimum(1.0, (middle + half) / scale))
    return low, high


def newcombe(hits: Any, count: Any, other_hits: Any, other_count: Any) -> tuple[Values, Values]:
    """Return the 95 % intervals of the differences between first shares and second; from -1 to 1 without counts.

    Examples
    --------
    >>> [round(float(bound), 4) for bound in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    one, other = hits / np.maximum(count, 1), other_hits / np.maximum(other_count, 1)
    (low, high), (other_low, other_high) = wilson(hits, count), wilson(other_hits, other_count)
    counted = (np.asarray(count) > 0) & (np.asarray(other_count) > 0)
    below = one - other - np.sqrt((one - low) ** 2 + (other_high - other) ** 2)
    above = one - other + np.sqrt((high - one) ** 2 + (other - other_low) ** 2)
    return np.where(counted, below, -1.0), np.where(counted, above, 1.0)
