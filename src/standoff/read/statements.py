"""Statements: who says what, in direct, indirect or mixed speech.

Full quotations get their speaker from the words around them, reported clauses from the subject of the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.read import syntax
from standoff.read.ledger import Statement, StatementKind
from standoff.read.lexicon import vocabulary
from standoff.read.quotations import QUOTATION_MARKS, Quotation
from standoff.read.reported import reported, unnamed
from standoff.read.sayings import Saying, addressees, beside
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit

_SIGNED = re.compile(r"\s*(?:[—–―]|--?)\s*")
"""What stands between a speech and the name of who signs it."""
_LONGEST_TITLE = 14
"""Words of a title at most."""
_NEAR = 6
"""How many words after a speech the verb may stand that says whose it is."""


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
    outside = text
    for start, end in reversed(quoted):
        outside = outside[: start - saying.start] + outside[end - saying.start :]
    outside = outside.strip(" .,")
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
        saying = saying or _labelled(scene, sentence.start, full[0]) or _signed(scene, full[-1], sentence.end)
        rule = "quotation-framed"
        if saying is None and frame is not None:
            saying, rule = _acted(scene, frame, full[0]), "quotation-beside"
            if saying is None and _is_title(scene, sentence.start, full[0]):
                continue
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


def _signed(scene: Scene, quotation: Quotation, end: int) -> Saying | None:
    """Read '"We will not go." — X', as letters and collections of voices have it."""
    rest = _SIGNED.match(scene.text, quotation.end, end)
    named = scene.parties.within(quotation.end, end) if rest else ()
    if not rest or not named or named[0].mention.start > rest.end():
        return None
    return Saying(0, 0, named[0].actor, (named[0].mention.start, named[0].mention.end), None, (), "")


def _is_title(scene: Scene, start: int, quotation: Quotation) -> bool:
    """Say whether what stands in quotation marks is the name of what was just spoken of: "his book, “We Stay,”"."""
    before, words = scene.text[start : quotation.start].rstrip(), scene.text[quotation.start : quotation.end]
    asks = words.rstrip("”’\"'»")[-1:] in ("?", "!")
    return before.endswith(",") and not asks and len(words.split()) <= _LONGEST_TITLE


def _acted(scene: Scene, frame: Unit, quotation: Quotation) -> Saying | None:
    """Read '"A!" beamed X', 'X shot back: "A"': a verb that is none of saying, right beside a speech."""
    after = [t for t in frame.doc if frame.start(t) >= quotation.end]
    before = [t for t in frame.doc if frame.end(t) <= quotation.start]
    act = _first_act(after) if after and frame.start(after[0]) <= quotation.end + 1 else None
    if act is None and before and before[-1].text in (",", ":"):
        act = _last_act(before)
    if act is None:
        return None
    verb, subject = act
    speaker = scene.party(frame, subject)
    if speaker is None and verb not in after:
        return None
    return Saying(0, 0, speaker, scene.phrase(frame, subject), (frame.start(verb), frame.end(verb)), (), "")


def _act(verb: Token) -> tuple[Token, Token] | None:
    """Return a tensed verb with the subject of its own that it has."""
    subjects = [t for t in syntax.children(verb, "nsubj") if t.tag_ not in ("WP", "WDT", "WRB")]
    return (verb, subjects[0]) if subjects and syntax.finite(verb) else None


def _first_act(after: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return the act that is told of right after a speech: "beamed X", "X beamed"."""
    first = after[0]
    turned = syntax.children(first, "dobj", "npadvmod", "attr", "oprd") if syntax.finite(first) else []
    if turned and first.pos_ == "VERB" and not syntax.children(first, "nsubj") and turned[0].i == first.i + 1:
        return first, turned[0]
    for act in filter(None, map(_act, after[:_NEAR])):
        verb, subject = act
        return act if min(verb.i, subject.left_edge.i) == first.i and verb.lemma_ != "be" else None
    return None


def _last_act(before: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return the act before a speech: any before a colon, before a comma one with at most a particle after it."""
    for act in filter(None, map(_act, reversed(before))):
        between = [t for t in before if act[0].i < t.i < before[-1].i]
        bare = all(t.pos_ in ("ADV", "ADP", "PART") for t in between)
        put_it = act[0].lemma_ == "put" and len(between) == 1
        return act if before[-1].text == ":" or bare or put_it else None
    return None


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
        if syntax.children(verb, "nsubjpass"):
            return _by_another(scene, frame, verb)
        if _passed_over(frame, verb, quotation):
            continue
        subject = syntax.subject(verb)
        if subject is None and -1 <= frame.start(verb) - quotation.end <= 1:
            subject = next(iter(syntax.children(verb, "dobj", "npadvmod", "attr", "oprd")), None)
        speaker = scene.party(frame, subject)
        strange = subject is not None and speaker is None and unnamed(subject)
        if subject is None or (speaker is None and not strange):
            subject = beside(scene, frame, verb)
            speaker = scene.party(frame, subject)
        if subject is not None and (speaker is not None or strange):
            cue = (frame.start(verb), frame.end(verb))
            told = addressees(scene, frame, verb, speaker)
            return Saying(0, 0, speaker, scene.phrase(frame, subject), cue, told, "", scene.dated(frame, verb))
    return _by_account(scene, frame)


def _by_account(scene: Scene, frame: Unit) -> Saying | None:
    """Read '"A," according to X' and 'According to X: "A"'."""
    for token in (t for t in frame.doc if t.lower_ == "according"):
        for source in (t for p in syntax.children(token, "prep") for t in syntax.children(p, "pobj")):
            span, cue = scene.phrase(frame, source), (frame.start(token), frame.end(source.head))
            return Saying(0, 0, scene.party(frame, source), span, cue, (), "")
    return None


def _by_another(scene: Scene, frame: Unit, verb: Token) -> Saying:
    """Read 'X was asked (by Y): "A?"': X is spoken to, and Y speaks, whether he is named or not."""
    by = [t for p in syntax.children(verb, "agent") for t in syntax.children(p, "pobj")]
    told = scene.actors_of(frame, syntax.subject(verb))
    span = scene.phrase(frame, by[0]) if by else None
    speaker = scene.party(frame, by[0]) if by else None
    return Saying(0, 0, speaker, span, (frame.start(verb), frame.end(verb)), tuple(told), "", scene.dated(frame, verb))


def _passed_over(frame: Unit, verb: Token, quotation: Quotation) -> bool:
    """Say whether another verb introduces a speech: 'When X suggested that, Y shot back: "A"'."""
    root = next((t for t in frame.doc if t.dep_ == "ROOT" and _act(t)), None)
    between = root is not None and verb.i < root.i and frame.end(root) <= quotation.start
    return between and verb.dep_ in ("advcl", "csubj")
