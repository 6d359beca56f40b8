"""Reports that are the same, or nearly: one agency's text in two papers is one voice, not two.

Each text is summed up by a sketch: the smallest hashes of its runs of words.
The share of hashes that two sketches have in common estimates the share of runs that two texts have in common.

References
----------
Broder, A. Z. (1997). On the resemblance and containment of documents. *Compression and Complexity of Sequences*, 21-29.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

WORDS = 5
"""Words in a run: two reports of one event share few runs of five words unless one is copied from the other."""

SIZE = 200
"""Hashes in a sketch: the estimate is then true to about 0.04."""

SAME = 0.5
"""From this share of common runs on, two reports are taken for one text."""

COMMON = 50
"""A run in more reports than this is a notice of the paper's: it makes no two of them alike."""

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """Return the sketch of a text, without regard to case and marks.

    Examples
    --------
    >>> likeness(sketch("The union said no to the offer."), sketch("The union said: no, to the offer!"))
    1.0
    """
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[k : k + WORDS]) for k in range(max(1, len(words) - WORDS + 1))}
    return tuple(sorted(_hash(run) for run in runs)[:SIZE])


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")


def likeness(one: Sketch, other: Sketch) -> float:
    """Return about which share of runs two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    union = sorted({*one, *other})[:SIZE]
    both = set(one) & set(other)
    return sum(value in both for value in union) / len(union)


def duplicates(sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """Return which reports repeat an earlier one.

    Parameters
    ----------
    sketches : mapping of str to tuple of int
        Each report's sketch, the ones to be kept first.

    Returns
    -------
    dict of str to str
        The name of each report that repeats one, and the first one that it repeats.
        Only reports that share a run are compared, so that the work grows with the reports, not with their pairs.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for name, own in sketches.items():
        shared = Counter(other for value in own for other in holders[value] if len(holders[value]) <= COMMON)
        first = next((other for other, _ in shared.most_common(5) if likeness(own, sketches[other]) >= SAME), None)
        if first is not None:
            found[name] = first
            continue
        for value in own:
            holders[value].append(name)
    return found
