"""Statements: who says what, in direct, indirect or mixed speech.

Full quotations get their speaker from the words around them, reported clauses from the subject of the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from standoff.read import syntax
from standoff.read.ledger import Statement, StatementKind
from standoff.read.lexicon import vocabulary
from standoff.read.quotations import QUOTATION_MARKS, Quotation
from standoff.read.reported import reported, unnamed
from standoff.read.sayings import Saying, addressees, beside
from standoff.read.scene import Scene
from standoff.read.units import Unit


def find_statements(scene: Scene) -> list[Statement]:
    """Return the statements of a report, in the order of the text.

    Parameters
    ----------
    scene : Scene
        The report laid out for the rules.

    Returns
    -------
    list of Statement
        With ids S1, S2, ...; a quotation includes its marks, a reported clause ends before the full stop.
    """
    sayings = [*_quoted(scene)]
    for unit in scene.units:
        if unit.quotation is None and not unit.question:
            sayings.extend(reported(scene, unit))
    kept: dict[tuple[int, int], Saying] = {}
    for saying in sayings:
        kept.setdefault((saying.start, saying.end), saying)
    ordered = sorted(kept.values(), key=lambda s: (s.start, -s.end))
    return [_statement(scene, number, saying) for number, saying in enumerate(ordered, start=1)]


def _statement(scene: Scene, number: int, saying: Saying) -> Statement:
    sentences = dict.fromkeys(unit.sentence for unit in scene.units)
    quoted = tuple(
        (q.start, q.end) for s in sentences for q in s.quotations if q.start >= saying.start and q.end <= saying.end
    )
    text = scene.slice(saying.start, saying.end)
    whole = quoted and quoted[0][0] <= saying.start + 5 and quoted[-1][1] >= saying.end - 1
    outside = re.sub(r"[“\"„«][^”\"»]*[”\"»]?", "", text).strip(" .,")
    unmarked = quoted == ((saying.start, saying.end),)
    direct = unmarked or (whole and outside in ("", "that"))
    kind: StatementKind = "direct" if direct else "mixed" if quoted else "indirect"
    return Statement(
        id=f"S{number}",
        kind=kind,
        speaker=saying.speaker,
        addressees=saying.addressees,
        start=saying.start,
        end=saying.end,
        text=text,
        speaker_span=saying.speaker_span,
        cue_span=saying.cue_span,
        quoted=quoted,
        date=saying.date,
        rule=saying.rule,
    )


# -- quotations ------------------------------------------------------------------------------------------------------


def _quoted(scene: Scene) -> Iterator[Saying]:
    """Yield the full quotations with their speakers; one without a frame is spoken by whoever spoke or acted before."""
    last: Saying | None = None
    last_paragraph = -1
    frames = {unit.sentence: unit for unit in scene.units if unit.quotation is None}
    for sentence in dict.fromkeys(unit.sentence for unit in scene.units):
        frame = frames.get(sentence)
        full = [q for q in sentence.quotations if q.full]
        if not full:
            if frame is not None and not sentence.heading:
                last = _introduced(scene, frame, last)
                last_paragraph = sentence.paragraph
            continue
        saying = _framed(scene, frame, full[0]) if frame is not None else None
        saying = saying or _labelled(scene, sentence.start, full[0])
        rule = "quotation-framed"
        if saying is None and scene.text[full[0].start] not in QUOTATION_MARKS:
            saying, rule = _interviewed(scene, full[0]), "answer"
        if saying is None and last is not None and sentence.paragraph - last_paragraph <= 1:
            saying, rule = last, "quotation-continued"
        for quotation in full:
            start, end = quotation.start, quotation.end
            base = saying or Saying(start, end, None, None, None, (), "quotation-alone")
            yield replace(base, start=start, end=end, rule=rule)
        last, last_paragraph = saying or last, sentence.paragraph


def _labelled(scene: Scene, start: int, quotation: Quotation) -> Saying | None:
    """Read "X: We will ..."."""
    named = scene.parties.within(start, quotation.start)
    if not named or scene.text[start : quotation.start].rstrip()[-1:] != ":":
        return None
    last = named[-1]
    return Saying(0, 0, last.actor, (last.mention.start, last.mention.end), None, (), "")


def _interviewed(scene: Scene, quotation: Quotation) -> Saying | None:
    """Return the one whose answers an interview gives: the person whom the report names first."""
    for anchor in scene.parties.anchors:
        if anchor.mention.start >= quotation.start:
            break
        if anchor.mention.form == "named" and scene.parties.is_person(anchor.actor):
            return Saying(0, 0, anchor.actor, None, None, (), "")
    return None


def _introduced(scene: Scene, frame: Unit, last: Saying | None) -> Saying | None:
    """Remember the subject of a sentence: a quotation that follows without a frame is his."""
    roots = [t for t in frame.doc if t.dep_ == "ROOT" and syntax.clausal(t)]
    for root in roots:
        subject = syntax.subject(root)
        speaker = scene.party(frame, subject) if subject is not None else None
        if subject is not None and speaker is not None:
            return Saying(0, 0, speaker, scene.phrase(frame, subject), None, (), "quotation-continued")
    return last


def _framed(scene: Scene, frame: Unit, quotation: Quotation) -> Saying | None:
    """Read '"A," he said', 'said X' and 'X told Y: "A"'."""
    spoken = {*vocabulary("speech")["report"], *vocabulary("speech")["quote"]}
    verbs = [t for t in frame.doc if t.lemma_ in spoken and t.tag_.startswith("VB")]
    verbs.sort(key=lambda t: min(abs(frame.start(t) - quotation.end), abs(quotation.start - frame.end(t))))
    for verb in verbs:
        subject = syntax.subject(verb)
        speaker = scene.party(frame, subject)
        strange = subject is not None and speaker is None and unnamed(subject)
        if subject is None or (speaker is None and not strange):
            subject = beside(scene, frame, verb)
            speaker = scene.party(frame, subject)
        if subject is not None and (speaker is not None or strange):
            cue = (frame.start(verb), frame.end(verb))
            told = addressees(scene, frame, verb, speaker)
            return Saying(0, 0, speaker, scene.phrase(frame, subject), cue, told, "", scene.dated(frame, verb))
    return None
