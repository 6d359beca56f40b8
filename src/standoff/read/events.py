"""Events: what happened, may happen or is meant to happen between actors, as PLOVER types.

An act that is only demanded, refused, offered or denied has not happened.
It gives the event of its speech (a request, a rejection) and no deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.read.aid import find_aid
from standoff.read.deeds import find_deeds, find_meetings
from standoff.read.findings import Finding
from standoff.read.going_on import find_going_on
from standoff.read.happenings import Happening
from standoff.read.ledger import Event, Modality, Statement
from standoff.read.scene import Scene


def find_events(scene: Scene, statements: Sequence[Statement], findings: Sequence[Finding]) -> list[Event]:
    """Return the events of a report, in the order of the text.

    Parameters
    ----------
    scene : Scene
        The report laid out for the rules.
    statements : sequence of Statement
        As `find_statements` found them.
    findings : sequence of Finding
        As `find_findings` found them: speech acts are events, and what they speak of has not happened.

    Returns
    -------
    list of Event
        With ids E1, E2, ...
    """
    found = [h for finding in findings for h in _speech_act(scene, finding)]
    for unit in scene.units:
        if not unit.question and not unit.sentence.heading:
            found.extend(find_deeds(scene, unit, statements, findings))
            found.extend(find_going_on(scene, unit, statements, findings))
            found.extend(find_aid(scene, unit, findings))
            found.extend(find_meetings(scene, unit, statements, findings))
    found.sort(key=lambda h: (h.start, h.end, h.type))
    kept: list[Happening] = []
    for happening in found:
        if not any(_same(happening, other) for other in kept):
            kept.append(happening)
    return [_event(scene, number, happening) for number, happening in enumerate(kept, start=1)]


def _same(first: Happening, second: Happening) -> bool:
    overlap = first.start < second.end and second.start < first.end
    if first.rule.startswith("going-on") and overlap and first.source == second.source and second.modality == "actual":
        return not second.rule.startswith("speech")
    return overlap and first.type == second.type and first.source == second.source and first.trigger == second.trigger


def _event(scene: Scene, number: int, happening: Happening) -> Event:
    start, end = happening.start, happening.end
    return Event(
        id=f"E{number}",
        type=happening.type,
        mode=happening.mode,
        cameo=happening.cameo,
        source=happening.source,
        target=happening.target,
        trigger=happening.trigger,
        modality=happening.modality,
        date=happening.date,
        start=start,
        end=end,
        text=scene.slice(start, end),
        rule=happening.rule,
    )


_SPEECH = {"REQUEST": "10", "REJECT": "12", "ACCUSE": "11", "THREATEN": "13", "AGREE": "03", "SUPPORT": "05"}


def _speech_act(scene: Scene, finding: Finding) -> Iterator[Happening]:
    """Yield the event that saying a position is."""
    kind = finding.event
    if finding.shown.type in ("no-commitment",) or kind is None or not finding.holder:
        return
    if finding.shown.polarity == "against" and kind == "AGREE":
        kind = "REJECT"
    target = finding.by if kind in ("REQUEST", "ACCUSE") else finding.target
    if target is None or scene.parties.same_side(target, finding.holder):
        target = finding.target
    if target is None or scene.parties.same_side(target, finding.holder):
        target = scene.parties.counterpart(finding.holder, scene.near(finding.unit))
    intended: Modality = "intended" if kind == "AGREE" and finding.shown.type in ("offer", "willingness") else "actual"
    yield Happening(
        kind,
        (finding.holder,),
        (target,) if target else (),
        finding.cue,
        finding.start,
        finding.end,
        intended,
        f"speech:{finding.rule}",
        cameo=_SPEECH.get(kind),
        date=finding.date,
    )
