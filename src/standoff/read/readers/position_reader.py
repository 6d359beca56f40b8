"""Positions by a trained head: which clauses show one, and whose it is by the resolution that the rules use.

Steps
-----
1. The clauses of the report are judged; those that are sure enough are taken, the surest first, no two at one place.
2. The holder is the clause's subject or, where that is nobody, the speaker; without either there is no position.
   What is a condition, or only an infinitive, is held by the speaker or the subject of the clause above.
3. What the rules read at the same place stands. Where it says the same, both have found it; where it does not, the
   difference is told and nothing is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standoff.read import syntax
from standoff.read.ledger import Ledger, Position, Span
from standoff.read.lexicon import Shown
from standoff.read.readers.clauses import Clause, States, describe, find_clauses, lay_out
from standoff.read.readers.position_head import Head, Label, alike, judge

if TYPE_CHECKING:
    from standoff.read.documents import Report
    from standoff.read.findings import Desk
    from standoff.read.scene import Scene

RULE = "tagger"
"""What stands in ``x_rule`` before how sure the reader is: ``tagger:0.87``."""

_TAKES = ("object to", "to", "for to", "that", "ing", "noun")
_BY_OTHER = ("demand", "appeal", "condition", "accusation")
_SHORTEST = 2
"""Words of a clause at least."""


@dataclass(frozen=True)
class Judged:
    """A clause, the position that it shows, and how sure that is."""

    clause: Clause
    label: Label
    sureness: float


def read_positions(
    report: Report, ledger: Ledger, head: Head, least: float, states: States
) -> tuple[list[Position], list[str]]:
    """Find the positions of a report beside those of the rules.

    Parameters
    ----------
    report : Report
        The report.
    ledger : Ledger
        What the rules read in it.
    head : Head
        What was learned.
    least : float
        How sure a position has to be.
    states : callable
        Gives the encoder's states.

    Returns
    -------
    list of Position
        Those that the rules lack, and those in which both agree.
    list of str
        Where both read a position and differ, one sentence each.
    """
    scene = lay_out(report.text, report.paragraphs, ledger)
    clauses = find_clauses(scene)
    judged = _judged(clauses, judge(head, describe(report.text, report.paragraphs, clauses, states)))
    made = propose(scene, ledger, [one for one in judged if one.sureness >= least])
    kept: list[Position] = []
    differing: list[str] = []
    for position in made:
        there = [p for p in ledger.positions if common(_span(p), _span(position))]
        agreed = next((p for p in there if _same(p, position)), None)
        if agreed is not None:
            place = {"type": agreed.type, "start": agreed.start, "end": agreed.end, "text": agreed.text}
            kept.append(position.model_copy(update=place))
        elif there:
            differing.append(_difference(ledger, there, position))
        else:
            kept.append(position)
    return kept, differing


def _difference(ledger: Ledger, there: Sequence[Position], position: Position) -> str:
    """Say what the rules read at a place, and what the reader."""
    names = {actor.id: actor.name for actor in ledger.actors}

    def told(one: Position) -> str:
        return f"{one.type} by {names.get(one.holder, one.holder)}"

    read = " and ".join(dict.fromkeys(told(one) for one in there))
    return f"“{' '.join(position.text.split())}”: the rules read {read}, this reader {told(position)}."


def _judged(clauses: Sequence[Clause], given: Sequence[tuple[Label, float]]) -> list[Judged]:
    return [Judged(clause, *one) for clause, one in zip(clauses, given, strict=True)]


def _span(position: Position) -> Span:
    return position.start, position.end


def _same(one: Position, other: Position) -> bool:
    return one.holder == other.holder and alike((one.type, one.polarity), (other.type, other.polarity))


def common(one: Span, other: Span) -> bool:
    """Say whether two stretches are of one place: they share a third of what both cover, or one holds the other."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    covered = max(one[1], other[1]) - min(one[0], other[0])
    return shared > 0 and (3 * shared >= covered or shared == min(one[1] - one[0], other[1] - other[0]))


def propose(scene: Scene, ledger: Ledger, judged: Sequence[Judged]) -> list[Position]:
    """Make positions of clauses, the surest first, one at each place; in the order of the text."""
    from standoff.read.findings import Desk
    from standoff.read.positions import to_positions

    desk = Desk(scene, ledger.statements)
    taken: list[Span] = []
    for one in sorted(judged, key=lambda j: (-j.sureness, j.clause.start)):
        span = one.clause.start, one.clause.end
        words = scene.slice(*span).split()
        if len(words) >= _SHORTEST and not any(common(span, other) for other in taken) and _add(desk, one):
            taken.append(span)
    desk.findings.sort(key=lambda finding: (finding.start, finding.end))
    return to_positions(scene, desk.findings)


def _add(desk: Desk, one: Judged) -> bool:
    """Record a clause as a finding, if it is clear whose position it would be."""
    from standoff.read.acts import verb_acts
    from standoff.read.complements import find_acts

    clause, head = one.clause, one.clause.head
    unit, kind = clause.unit, one.label[0]
    speaker = desk.speaker_at(unit, head)
    holder = _holder(desk, one, speaker)
    if holder is None:
        return False
    acts = find_acts(head, _TAKES) or verb_acts(head, None)
    act = acts[0]
    agent = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    other = desk.other_in(unit, [t for t in syntax.below(head) if t.i > head.i], holder, speaker)
    target = other or desk.counterpart(unit, head, holder)
    by = (agent or target) if kind in _BY_OTHER else (agent or holder)
    if kind == "condition":
        by = desk.party(unit, syntax.subject(head), speaker) or by
    desk.add(
        unit,
        Shown(one.label[0], one.label[1], "plain"),
        holder,
        act,
        span=(clause.start, clause.end),
        cue=head,
        rule=f"{RULE}:{one.sureness:.2f}",
        by=by,
        target=target,
    )
    return True


def _holder(desk: Desk, one: Judged, speaker: str | None) -> str | None:
    """Return whose position a clause shows, or None where that is not clear."""
    from standoff.read.acts import has_to
    from standoff.read.reported import speech_subject

    unit, head = one.clause.unit, one.clause.head
    conditional = one.label[0] == "condition"
    if conditional and speaker is not None:
        return speaker
    hangs = head.dep_ in ("advcl", "xcomp", "ccomp", "acl") and (conditional or has_to(head))
    holders = desk.holders(unit, speech_subject(head.head if hangs else head), speaker)
    return holders[0] if holders else speaker
