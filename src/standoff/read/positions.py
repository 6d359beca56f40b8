"""Positions: what each holder wants done or left undone, by whom, how firmly, and in whose words.

Two kinds of rules find them: cue words with their acts (`position_cues`) and the mood of speech (`position_speech`).
What they find is put in the order of the text, given its voice and its statement, and tied to what it repeats.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read.findings import Desk, Finding
from standoff.read.ledger import Position, Statement, Voice
from standoff.read.lexicon import vocabulary
from standoff.read.position_cues import read_cues
from standoff.read.position_speech import read_speech
from standoff.read.scene import Scene

_FAMILIES = (
    {"demand", "appeal", "condition", "goal", "support"},
    {"offer", "willingness", "acceptance", "commitment"},
    {"unwillingness", "refusal", "opposition", "denial"},
    {"no-commitment"},
    {"threat", "warning"},
    {"accusation"},
)


def find_findings(scene: Scene, statements: Sequence[Statement]) -> list[Finding]:
    """Return what the rules find, in the order of the text."""
    desk = Desk(scene, statements)
    for unit in scene.units:
        if unit.question or unit.sentence.heading:
            continue
        read_cues(desk, unit)
        read_speech(desk, unit)
    return sorted(desk.findings, key=lambda f: (f.start, f.end, f.holder))


def find_positions(scene: Scene, statements: Sequence[Statement]) -> list[Position]:
    """Return the positions of a report, in the order of the text.

    Parameters
    ----------
    scene : Scene
        The report laid out for the rules.
    statements : sequence of Statement
        As `find_statements` found them.

    Returns
    -------
    list of Position
        With ids P1, P2, ...; ``same_as`` names the first position that one repeats.
    """
    return to_positions(scene, find_findings(scene, statements))


def to_positions(scene: Scene, findings: Sequence[Finding]) -> list[Position]:
    """Give findings their ids, voices and repetitions."""
    positions: list[Position] = []
    for number, finding in enumerate(_once(findings), start=1):
        start, end = finding.start, finding.end
        positions.append(
            Position(
                id=f"P{number}",
                holder=finding.holder,
                type=finding.shown.type,
                issue=finding.issue,
                action=finding.action or finding.issue,
                by=finding.by,
                target=finding.target,
                polarity=finding.shown.polarity,
                strength=finding.shown.strength,
                condition=finding.condition,
                voice=_voice(scene, finding),
                statement=finding.statement.id if finding.statement else None,
                date=finding.date,
                same_as=_repeated(scene, positions, finding),
                start=start,
                end=end,
                text=scene.slice(start, end),
                rule=finding.rule,
            )
        )
    return positions


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Drop a finding that says the same of the same words as another."""
    kept: list[Finding] = []
    for finding in findings:
        twin = any(
            other.holder == finding.holder
            and other.shown.polarity == finding.shown.polarity
            and other.issue == finding.issue
            and other.start < finding.end
            and finding.start < other.end
            and other.action == finding.action
            and other.shown.type == finding.shown.type
            for other in kept
        )
        if not twin:
            kept.append(finding)
    return kept


def _voice(scene: Scene, finding: Finding) -> Voice:
    if finding.unit.quotation is not None:
        return "direct"
    if finding.hedged:
        return "hedged"
    inside = sum(
        max(0, min(q.end, finding.end) - max(q.start, finding.start)) for q in finding.unit.sentence.quotations
    )
    if inside >= 0.6 * (finding.end - finding.start):
        return "direct"
    if finding.statement is not None:
        return "reported"
    spoken = {word.split()[0] for key in ("report", "ask") for word in vocabulary("speech")[key]}
    cue = scene.slice(*finding.cue)
    lemma = next((t.lemma_ for t in finding.unit.doc if finding.unit.start(t) == finding.cue[0]), cue)
    return "reported" if finding.spoken and lemma in spoken | {"accuse", "order", "offer", "seek"} else "narrator"


def _repeated(scene: Scene, earlier: Sequence[Position], finding: Finding) -> str | None:
    """Return the id of the first position of the same side, kind, act and actor."""
    family = next((f for f in _FAMILIES if finding.shown.type in f), set())
    for position in earlier:
        if (
            scene.parties.same_side(position.holder, finding.holder)
            and position.issue == finding.issue
            and position.polarity == finding.shown.polarity
            and position.type in family
            and (position.start, position.end) != (finding.start, finding.end)
            and _same_doer(scene, position.by, finding.by)
        ):
            return position.same_as or position.id
    return None


def _same_doer(scene: Scene, first: str | None, second: str | None) -> bool:
    return first == second or (first is not None and second is not None and scene.parties.same_side(first, second))
