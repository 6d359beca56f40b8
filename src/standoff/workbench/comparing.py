"""Two versions of a dispute side by side: phases of one, or two desks such as a branch and what it came from."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from standoff.model.dispute import Dispute
from standoff.model.phases import at_phase
from standoff.workbench.bench import Bench
from standoff.workbench.desk import Desk
from standoff.workbench.refusals import Refusal
from standoff.workbench.sizes import size_of

LARGEST = 1 << 13
"""States up to which a comparison is done while the page waits."""


def compared(bench: Bench, desk: Desk, a: str | None, b: str | None, concepts: Sequence[str]) -> dict[str, Any]:
    """Return what ``standoff compare --json`` prints, with its sentences.

    Parameters
    ----------
    bench : Bench
        Where other desks are found.
    desk : Desk
        Whose phases are meant.
    a, b : str, optional
        A phase or another desk; the desk as it stands where left out. With `a` alone out, a branch is compared with
        the desk that it came from.
    """
    import standoff

    if a is None and b is None:
        if desk.parent is None or desk.parent not in bench.desks:
            raise Refusal("Say what to compare: a phase, or another open dispute.", status=400)
        a, b = desk.parent, desk.id
    first, first_name = _one(bench, desk, a)
    second, second_name = _one(bench, desk, b)
    for dispute in (first, second):
        if size_of(dispute).at_most > LARGEST:
            raise Refusal(
                f"Above {LARGEST:,} states a comparison takes long.", mend=f"Do it with `{_command(desk, a, b)}`."
            )
    found = standoff.compare(first, second, concepts=concepts, called=(first_name, second_name))
    lines = str(found).splitlines()
    return found.to_dict() | {"sentences": [line for line in lines if line.strip()], "command": _command(desk, a, b)}


def _one(bench: Bench, desk: Desk, name: str | None) -> tuple[Dispute, str]:
    """Return a dispute by the name of a phase or a desk, and what to call it."""
    if not name:
        return desk.dispute, "the dispute as it stands"
    if name in bench.desks:
        other = bench.desks[name]
        words = f"the branch {other.branch}" if other.branch else other.title
        return other.dispute, words
    return at_phase(desk.dispute, name), f"phase {name}"


def _command(desk: Desk, a: str | None, b: str | None) -> str:
    """Return the command that compares the same."""
    phases = [phase.id for phase in desk.dispute.phases]
    named = [name for name in (a, b) if name in phases]
    if named:
        return f"standoff compare {shlex.quote(desk.label)} --phases {shlex.quote(','.join(map(str, named)))}"
    return f"standoff compare {shlex.quote(desk.label)} OTHER.dispute.yaml"
