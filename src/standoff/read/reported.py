"""Reported speech: "X said that ...", "X urged Y to ...", "..., X recalled", "X reaffirmed its promise to ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standoff.read import syntax
from standoff.read.complements import particle_tokens
from standoff.read.ledger import Span
from standoff.read.lexicon import vocabulary
from standoff.read.reported_clauses import around, content, frames_quotation, goes_on, narrated
from standoff.read.sayings import Saying, addressees, beside
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.views import views

_SOME = frozenset(("some", "many", "most", "several", "few", "others", "another", "one", "both", "all", "none", "half"))
"""Words that stand for people of whom no name is given: "some said that ..."."""

_PARTICIPLES = (
    "saying|adding|noting|warning|insisting|arguing|calling|describing|pointing|citing|referring|alluding|accusing|"
    "blaming|suggesting|claiming|stressing|predicting|vowing|promising|pledging|urging|asking|telling|denouncing|"
    "criticizing|criticising|praising|likening|echoing"
)
"""What the speaker goes on to do, told after a comma behind reported words."""


def reported(scene: Scene, unit: Unit) -> Iterator[Saying]:
    """Yield what is reported in one stretch of the writer's own words."""
    reporting = set(vocabulary("speech")["report"])
    for token in unit.doc:
        if unit.sentence.heading:
            return
        if token.lower_ == "according":
            yield from _according(scene, unit, token)
        elif token.pos_ in ("VERB", "AUX") and not _unreal(token):
            asked = _asked(scene, unit, token)
            found = [asked] if asked is not None else []
            if not found and token.lemma_ in reporting:
                found = list(_clause(scene, unit, token))
            if not found and token.lemma_ in ("make", "let"):
                found = list(_made_clear(scene, unit, token))
            yield from found or views(scene, unit, token)
            if token.lemma_ in vocabulary("speech")["restate"]:
                yield from _restated(scene, unit, token)


def _unreal(verb: Token) -> bool:
    """Say whether a verb of saying tells of no act of speech: denied, merely possible, or an infinitive."""
    helpers = syntax.auxiliaries(verb)
    return syntax.negated(verb) or bool(helpers & {"would", "could", "might", "may", "to", "should"})


def _saying(
    scene: Scene, unit: Unit, verb: Token, start: int, end: int, rule: str, cue: Span | None = None
) -> Saying | None:
    subject = speech_subject(verb)
    speaker = scene.party(unit, subject)
    if speaker is None and (above := _above_participle(verb)) is not None:
        speaker, subject = scene.party(unit, above), above
    if speaker is None or subject is None:
        subject = beside(scene, unit, verb) if subject is None else subject
        speaker = scene.party(unit, subject)
        if subject is None or (speaker is None and not unnamed(subject)):
            return None
    cue = cue or (unit.start(verb), unit.end(verb))
    end = _trim(scene.text, start, _with_condition(scene.text, end, unit.sentence.end))
    if end - start < 4:
        return None
    told = addressees(scene, unit, verb, speaker)
    return Saying(start, end, speaker, scene.phrase(unit, subject), cue, told, rule, scene.dated(unit, verb))


def _above_participle(verb: Token) -> Token | None:
    """Return who speaks in "X issued a statement saying ...", "X rejected the plan, saying ...": the subject above."""
    noun = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or noun.dep_ not in ("dobj", "pobj", "attr", "conj"):
        return None
    clause = next((t for t in noun.ancestors if syntax.children(t, "nsubj")), None)
    return syntax.subject(clause) if clause is not None else None


def unnamed(subject: Token) -> bool:
    """Say whether a verb of saying has a speaker that is no actor of the report: "sources", "critics", "the poll"."""
    if subject.lower_ in _SOME:
        return True
    return subject.pos_ in ("NOUN", "PROPN") and subject.lemma_ not in ("way", "thing", "fact", "story", "time", "day")


def _with_condition(text: str, end: int, limit: int) -> int:
    """Take in a condition that the parse left outside: ', but only for those who ...'."""
    if end >= limit:
        return end
    found = re.compile(
        r"”?\"?,?\s+(?:but\s+)?(?:only\s+(?:if|for|when|after)|provided|unless|on condition)\b[^;.]*"
    ).match(text, end, limit)
    return found.end() if found else end


def _trim(text: str, start: int, end: int) -> int:
    """End reported words before an aside or the stop; a closing quotation mark stays."""
    asides = "|".join(vocabulary("speech")["asides"])
    aside = re.compile(
        rf",\s+(?:an?|the|another)\s+(?:\w+\s+)?(?:{asides})\s+(?:that|which)\b|,\s+despite\b|,\s+according to\b"
        rf"|,\s+(?:{_PARTICIPLES})\b"
        r"|,\s+as\s+(?:\w+\s+){1,4}\w+(?:ed|s)\b|;\s"
    )
    found = aside.search(text, start + 4, end)
    if found:
        end = found.start()
    while end > start and text[end - 1] in " \n.,;:":
        end -= 1
    return end


def _clause(scene: Scene, unit: Unit, verb: Token) -> Iterator[Saying]:
    clause = content(verb)
    if clause is None or frames_quotation(unit, verb, clause):
        return
    tokens = [t for t in clause.subtree if not narrated(clause, t)]
    if clause.head == verb and clause.i > verb.i:
        tokens = [t for t in tokens if t.i > verb.i]
        marks = [t for t in unit.doc[verb.i + 1 : clause.i] if t.lower_ == "that" and t.dep_ == "mark"]
        tokens = [t for t in tokens if t.i >= marks[0].i] if marks else tokens
    else:
        frame = [c for c in verb.children if c != clause and c.dep_ != "punct"]
        own = [verb, *(t for c in frame for t in c.subtree)] if clause.head == verb else list(verb.subtree)
        speech = {t.i for t in own}
        tokens = around([t for t in tokens if t.i not in speech], clause)
    tokens = [t for t in tokens if not t.is_space]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("only",)):
        tokens = tokens[1:]
    if not tokens:
        return
    start, end = unit.edges(tokens)
    saying = _saying(scene, unit, verb, *_with_marks(unit, start, end), "reported-clause")
    if saying is not None:
        yield saying


def _with_marks(unit: Unit, start: int, end: int) -> Span:
    """Take in quotation marks that stand at the edges of reported words."""
    for quotation in unit.sentence.quotations:
        if quotation.start == start - 1:
            start = quotation.start
        if start <= quotation.start < end < quotation.end and (quotation.end <= end + 2 or not quotation.full):
            end = quotation.end
    return start, end


def speech_subject(verb: Token) -> Token | None:
    """Return who does a verb; one that goes on after reported words is done by who reported them."""
    if verb.dep_ == "conj" and goes_on(verb):
        clause = verb.head
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ == "ccomp" and clause.head.lemma_ in vocabulary("speech")["report"]:
            return syntax.subject(clause.head)
    return syntax.subject(verb)


def _asked(scene: Scene, unit: Unit, verb: Token) -> Saying | None:
    """Read 'urged X to ...': the infinitive is what is said."""
    for word in vocabulary("speech")["ask"]:
        first, *particles = word.split()
        if verb.lemma_ != first:
            continue
        anchors = particle_tokens(verb, particles)
        if anchors is None:
            continue
        objects = [
            t for a in [*anchors, verb] for t in a.children if t.dep_ in ("dobj", "pobj", "dative") and t.i > verb.i
        ]
        for holder in [verb, *anchors, *objects]:
            for inner in holder.children:
                marks = [t for t in inner.children if t.tag_ == "TO" and t.dep_ == "aux"]
                if inner.dep_ in ("xcomp", "ccomp", "advcl", "acl") and marks and inner.i > verb.i and objects:
                    finite = [t for t in syntax.children(inner, "conj") if syntax.finite(t)]
                    cut = {t.i for other in finite for t in other.subtree}
                    cut |= {t.i for t in syntax.children(inner, "cc") if finite and t.i < finite[0].i}
                    first = _infinitive_start(inner, marks[0])
                    tokens = [t for t in inner.subtree if t.i >= first and t.i not in cut]
                    start, end = unit.edges(tokens)
                    cue = (unit.start(verb), unit.end(anchors[-1] if anchors else verb))
                    return _saying(scene, unit, verb, *_with_marks(unit, start, end), "asked", cue)
    return None


def _infinitive_start(inner: Token, to: Token) -> int:
    before = [t.i for t in inner.children if t.dep_ == "neg" and t.i == to.i - 1]
    return int(min([to.i, *before]))


def _made_clear(scene: Scene, unit: Unit, verb: Token) -> Iterator[Saying]:
    """Read 'made (it) plain that ...', 'let it be known that ...'."""
    for word in ("clear", "plain", "known"):
        for token in unit.doc[verb.i + 1 : verb.i + 5]:
            if token.lower_ != word:
                continue
            marks = [t for t in unit.doc[token.i + 1 : token.i + 3] if t.lower_ == "that"]
            clause = next((t for m in marks for t in m.ancestors if t.i > m.i), None)
            if clause is not None and marks:
                tokens = [t for t in clause.subtree if t.i >= marks[0].i]
                dash = next((t.i for t in tokens if t.text in ("–", "—", "--")), None)
                tokens = [t for t in tokens if dash is None or t.i < dash]
                start, end = unit.edges(tokens)
                cue = (unit.start(verb), unit.end(token))
                saying = _saying(scene, unit, verb, *_with_marks(unit, start, end), "made-clear", cue)
                if saying is not None:
                    yield saying
            return


def _restated(scene: Scene, unit: Unit, verb: Token) -> Iterator[Saying]:
    """Read 'renewed its promise to ...': the noun phrase is what is said."""
    for noun in syntax.children(verb, "dobj"):
        follows = [t for t in noun.children if t.dep_ in ("prep", "acl", "relcl") and t.i > noun.i]
        if noun.lemma_ in vocabulary("speech")["nouns"] and follows:
            start, end = unit.edges(list(noun.subtree))
            saying = _saying(scene, unit, verb, *_with_marks(unit, start, end), "restated")
            if saying is not None:
                yield saying


def _according(scene: Scene, unit: Unit, token: Token) -> Iterator[Saying]:
    """Read '..., according to X'."""
    speakers = [t for p in token.children if p.lower_ == "to" for t in p.children if t.dep_ == "pobj"]
    speaker = scene.party(unit, speakers[0]) if speakers else None
    verb = token.head
    if not speakers or (speaker is None and not unnamed(speakers[0])) or not syntax.clausal(verb):
        return
    phrase = {t.i for t in token.subtree}
    tokens = [t for t in verb.subtree if t.i not in phrase and not t.is_punct]
    tokens = [t for t in tokens if t.i < token.i] if token.i > verb.i else [t for t in tokens if t.i > token.i]
    if not tokens:
        return
    start, end = unit.edges(tokens)
    cue = (unit.start(token), unit.end(unit.doc[token.i + 1]))
    yield Saying(
        start, _trim(scene.text, start, end), speaker, scene.phrase(unit, speakers[0]), cue, (), "according-to"
    )
