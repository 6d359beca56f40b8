"""Two versions of a dispute side by side: phases of one, or two desks such as a branch and what it came from."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from standoff.model.dispute import Dispute
from standoff.model.phases import at_phase
from standoff.show.describe import state_words
from standoff.workbench.bench import Bench
from standoff.workbench.commands import comparison
from standoff.workbench.desk import Desk
from standoff.workbench.refusals import Refusal
from standoff.workbench.sizes import size_of

LARGEST = 1 << 13
"""States up to which a comparison is done while the page waits."""

MOST_ROWS = 200


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
    return found.to_dict() | {
        "sentences": [line for line in lines if line.strip()],
        "command": _command(desk, a, b),
        "python": _python(desk, a, b),
        "table": side_by_side(first, second, concepts),
    }


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


def _python(desk: Desk, a: str | None, b: str | None) -> str:
    """Return the lines of Python that compare the same; another desk is a file to be saved first."""
    phases = [phase.id for phase in desk.dispute.phases]
    if any(name and name not in phases for name in (a, b)):
        load = f"standoff.compare(standoff.load({desk.label!r}), standoff.load('OTHER.dispute.yaml'))"
        return f"import standoff\n\nprint({load})"
    return comparison(desk.label, (a or None, b or None))


def side_by_side(first: Dispute, second: Dispute, concepts: Sequence[str]) -> dict[str, Any]:
    """Return under which concepts states are equilibria in two disputes: states that are so in one of them.

    States are matched by pattern, in graph form by id; one that only one dispute has is None in the other.
    """
    looked = [_equilibria(dispute, concepts) for dispute in (first, second)]
    rows = []
    for key in dict.fromkeys(key for found in looked for key, one in found.items() if one["concepts"]):
        pair = [found.get(key) for found in looked]
        sets = [set(one["concepts"]) if one else set() for one in pair]
        words = next(one["words"] for one in pair if one and one["words"])
        changed = [concept for concept in concepts if (concept in sets[0]) != (concept in sets[1])]
        rows.append({"before": pair[0], "after": pair[1], "words": words, "changed": changed})
    return {"concepts": list(concepts), "rows": rows[:MOST_ROWS], "left_out": max(len(rows) - MOST_ROWS, 0)}


def _equilibria(dispute: Dispute, concepts: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return every state by what it is matched by: its id, and the concepts under which it is an equilibrium."""
    from standoff.analysis import Analysis

    analysis = Analysis(dispute, concepts=concepts)
    model, masks = analysis.model, {concept: analysis.equilibria_mask(concept) for concept in concepts}
    return {
        model.states.pattern(state) or model.states.id(state): {
            "state": model.states.id(state),
            "words": state_words(model, state) if any(mask[state] for mask in masks.values()) else "",
            "concepts": [concept for concept, mask in masks.items() if mask[state]],
        }
        for state in range(model.states.count)
    }
