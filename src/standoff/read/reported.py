"""Reported speech: "X said that ...", "X urged Y to ...", "..., X recalled", "X reaffirmed its promise to ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from standoff.read import syntax
from standoff.read.complements import particle_tokens
from standoff.read.ledger import Span
from standoff.read.lexicon import vocabulary, words
from standoff.read.sayings import Saying, addressees, beside
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit
from standoff.read.views import views


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


def unnamed(subject: Token) -> bool:
    """Say whether a verb of saying has a speaker that is no actor of the report: "sources", "critics", "the poll"."""
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
        r"|,\s+(?:saying|adding|noting|warning|insisting|arguing|calling|describing)\b|,\s+as\s+(?:\w+\s+){1,4}\w+(?:ed|s)\b|;\s"
    )
    found = aside.search(text, start + 4, end)
    if found:
        end = found.start()
    while end > start and text[end - 1] in " \n.,;:":
        end -= 1
    return end


def _clause(scene: Scene, unit: Unit, verb: Token) -> Iterator[Saying]:
    clause = _content(verb)
    if clause is None:
        return
    tokens = [t for t in clause.subtree if not _narrated(clause, t)]
    if clause.i > verb.i:
        tokens = [t for t in tokens if t.i > verb.i]
        marks = [t for t in unit.doc[verb.i + 1 : clause.i] if t.lower_ == "that" and t.dep_ == "mark"]
        tokens = [t for t in tokens if t.i >= marks[0].i] if marks else tokens
    else:
        frame = [c for c in verb.children if c != clause and c.dep_ != "punct"]
        own = [verb, *(t for c in frame for t in c.subtree)] if clause.head == verb else list(verb.subtree)
        speech = {t.i for t in own}
        tokens = _longest_run([t for t in tokens if t.i not in speech])
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
        if quotation.start < end and end < quotation.end <= end + 2:
            end = quotation.end
    return start, end


def _longest_run(tokens: Sequence[Token]) -> list[Token]:
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if runs[-1] and token.i != runs[-1][-1].i + 1:
            runs.append([])
        runs[-1].append(token)
    return max(runs, key=len)


def _content(verb: Token) -> Token | None:
    """Return the head of the clause that a verb of saying reports."""
    for child in verb.children:
        if child.dep_ == "ccomp" and not _questions(child) and _fits(verb, child):
            return child
    if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl") and verb.head.i != verb.i and _comma_set(verb)):
        return verb.head if syntax.clausal(verb.head) else None
    return None


def _comma_set(verb: Token) -> bool:
    """Say whether subject and verb stand between commas: ', he recalled,'."""
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    if subject is None or abs(subject.i - verb.i) > 4:
        return False
    first = min([t.i for t in subject.subtree if t.i <= verb.i], default=verb.i)
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return first > 0 and verb.doc[first - 1].text == "," and after is not None and after.text in (",", ".")


def _fits(verb: Token, clause: Token) -> bool:
    """Say whether a clause is what is said, and not the frame of a quotation or an order."""
    if any(t.tag_ == "TO" and t.dep_ == "aux" for t in clause.children) and not syntax.children(
        clause, "nsubj", "nsubjpass"
    ):
        return False
    return bool(syntax.children(clause, "nsubj", "nsubjpass", "expl", "csubj")) or clause.pos_ in ("VERB", "AUX")


def _questions(clause: Token) -> bool:
    return any(t.lower_ in ("whether", "if") and t.dep_ == "mark" for t in clause.children)


def _narrated(clause: Token, token: Token) -> bool:
    """Say whether a token belongs to a verb that goes on with the speaker's acts: '..., but did not agree'."""
    for ancestor in (token, *token.ancestors):
        if ancestor == clause:
            return False
        if ancestor.dep_ in ("conj", "cc", "punct") and ancestor.head in (clause, *_chain(clause)):
            verb = ancestor if ancestor.dep_ == "conj" else _next_conjunct(ancestor)
            if verb is not None and goes_on(verb):
                return True
    return False


def _chain(clause: Token) -> list[Token]:
    return syntax.coordinated(clause)


def _next_conjunct(joint: Token) -> Token | None:
    return next((t for t in joint.head.children if t.dep_ == "conj" and 0 < t.i - joint.i < 12), None)


def goes_on(verb: Token) -> bool:
    """Say whether a coordinated verb without subject is the speaker's next act and not part of what he says."""
    if syntax.children(verb, "nsubj", "nsubjpass", "expl") or any(t.dep_ == "mark" for t in verb.children):
        return False
    spoken = {word.split()[0] for word in (*vocabulary("speech")["report"], *vocabulary("speech")["ask"])}
    denied_past = syntax.negated(verb) and "did" in syntax.auxiliaries(verb)
    above = {t.tag_ for t in verb.ancestors if t.lemma_ in spoken}
    told_now = verb.tag_ == "VBZ" and "VBZ" in above and verb.lemma_ in words("goes_on")
    return denied_past or told_now or (verb.tag_ == "VBD" and verb.lemma_ in spoken | words("goes_on"))


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
    if speaker is None or not syntax.clausal(verb):
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
