"""How many states a dispute has, found without more work than a page can wait for."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute

LARGE = 1 << 16
"""States above which a person is asked before they are enumerated and analyzed."""

COUNTED = 18
"""Options up to which the feasible states are counted at once, which takes some milliseconds."""

CODED = 63
"""Options that the code of a state can hold."""


@dataclass(frozen=True)
class Size:
    """How many states there are, or may be; ``large`` says that a person is to be asked first."""

    at_most: int
    large: bool


def size_of(dispute: Dispute | None) -> Size:
    """Return the size of a dispute."""
    if dispute is None:
        return Size(0, False)
    if dispute.graph_form:
        return Size(len(dispute.states), len(dispute.states) > LARGE)
    options = len(dispute.options)
    if options > CODED:
        return Size(0, False)  # That many are refused as soon as states are asked for, which says why.
    if 1 << options <= LARGE:
        return Size(1 << options, False)
    if options > COUNTED:
        return Size(1 << options, True)
    from standoff.model.states import build_states

    try:
        count = build_states(dispute).count
    except StandoffError:
        return Size(1 << options, False)
    return Size(count, count > LARGE)
