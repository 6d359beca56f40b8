"""All edits by name: each makes a changed dispute of a dispute, and says what was done."""

from __future__ import annotations

from standoff.model.dispute import Dispute
from standoff.model.words import nearest
from standoff.workbench import (
    edits_preferences,
    edits_questions,
    edits_rankings,
    edits_rules,
    edits_sides,
    edits_texts,
)
from standoff.workbench.arguments import Arguments
from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Edited

EDITS = {
    **edits_sides.EDITS,
    **edits_rules.EDITS,
    **edits_preferences.EDITS,
    **edits_rankings.EDITS,
    **edits_questions.EDITS,
    **edits_texts.EDITS,
}
"""What can be done to a dispute, by the kind of the edit."""


def edit(dispute: Dispute, given: object) -> Edited:
    """Do one edit.

    Parameters
    ----------
    dispute : Dispute
        The dispute before it.
    given : object
        ``{"kind": "side.rename", …}`` with the arguments of that kind.

    Raises
    ------
    StandoffError
        If there is no such edit, an argument is missing or wrong, or the dispute would not hold together.

    Examples
    --------
    >>> import standoff
    >>> edit(standoff.load("catalog:chicken"), {"kind": "title.set", "title": "Two drivers"}).name
    'Call it “Two drivers”'
    """
    kind = Arguments(given, "An edit").text("kind")
    if kind not in EDITS:
        raise Refusal(f"There is no edit {kind!r}.", status=400, mend=nearest(kind, EDITS))
    arguments = Arguments(given, kind)
    edited = EDITS[kind](dispute, arguments)
    arguments.only("kind")
    return edited
