"""What a clause with "will" tells of who says it: a promise, a warning, a spokesman's word, a hostile act."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.adopting import adopt
from standoff.read.condition_clauses import Condition
from standoff.read.findings import Desk
from standoff.read.lexicon import known_issue, words
from standoff.read.syntax import Token
from standoff.read.units import Unit


def assured(desk: Desk, unit: Unit, verb: Token, subject: Token | None, speaker: str | None) -> bool:
    """Say whether a speaker promises what will happen: "assured parents that no teacher would be dismissed"."""
    if speaker is None or subject is None or not syntax.auxiliaries(verb) & {"will", "would", "wo", "can", "ca"}:
        return False
    if subject.pos_ not in ("NOUN", "PROPN") and subject.lower_ not in ("it", "they", "this", "that"):
        return False
    passive = bool(syntax.children(verb, "auxpass")) and not syntax.children(verb, "agent")
    if passive and syntax.negated(verb) and verb.lemma_ in words("undone"):
        return True
    if passive and not syntax.negated(verb) and verb.lemma_ in words("done"):
        return not desk.scene.parties.is_person(speaker) or desk.scene.parties.principal(speaker) != speaker
    going = verb.lemma_ in ("go", "proceed") and any(t.lower_ == "ahead" for t in verb.children)
    if passive and syntax.negated(verb) and desk.speaker_at(unit, verb) is not None and _until(verb):
        return True  # "no licence would be issued until ..."
    return bool(going and not syntax.negated(verb)) or told_by(desk, unit, verb, words("assurances"))


def _until(verb: Token) -> bool:
    """Say whether a clause hangs on what has to be done first."""
    clauses = syntax.children(verb, "advcl")
    return any(t.lower_ in ("until", "till", "unless") for c in clauses for t in c.children if t.i < c.i)


def warned_of(desk: Desk, unit: Unit, verb: Token, actor: str | None, own: bool) -> bool:
    """Say whether a speaker warns what will be done to others: "warned that growers would be cut off"."""
    undergone = bool(syntax.children(verb, "nsubjpass")) and not syntax.children(verb, "agent")
    if not undergone or own or desk.speaker_at(unit, verb) is None or not warned(desk, unit, verb):
        return False
    subject = syntax.subject(verb)
    return actor is not None or (subject is not None and adopt(desk.scene, unit, subject) is not None)


def meant(verb: Token) -> bool:
    """Say whether a plain verb says a deed after all: "do their work", "go to court", "go back"."""
    if verb.lemma_ == "have" and syntax.negated(verb):
        return any(t.tag_ == "VBG" for c in verb.children for t in (c, *c.children) if t.i > verb.i)
    if verb.lemma_ == "do":
        away = any(t.lower_ in ("away", "without") for t in verb.children)
        return away or any(t.pos_ == "NOUN" for t in syntax.children(verb, "dobj"))
    going = [t for t in verb.children if t.dep_ in ("prt", "prep", "advmod", "pcomp") and t.i > verb.i]
    return verb.lemma_ == "go" and any(t.lower_ in ("to", "back", "ahead", "further", "on", "without") for t in going)


def warned(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether what the speaker's side would do is told as a warning: "warned that it could close the border"."""
    statement = desk.statement_at(unit, verb)
    cue = statement.cue_span if statement is not None else None
    return cue is not None and desk.scene.slice(*cue).casefold().startswith(("warn", "threaten"))


def told_by(desk: Desk, unit: Unit, verb: Token, cues: frozenset[str]) -> bool:
    """Say whether the words that hold a verb were told by one of these verbs: "hinted that it might"."""
    statement = desk.statement_at(unit, verb)
    if statement is None or statement.cue_span is None:
        return False
    at = statement.cue_span[0]
    return any(t.lemma_ in cues for t in unit.doc if unit.start(t) == at)


def no_way(verb: Token) -> bool:
    """Say whether a clause hangs on "there is no way"."""
    hung = verb.dep_ in ("relcl", "acl", "ccomp") and verb.head.lemma_ in ("way", "chance", "question")
    return hung and any(t.lower_ == "no" for t in verb.head.children)


def not_before(unit: Unit, condition: Condition) -> bool:
    """Say whether a condition opens with "not until"."""
    before = [t.lower_ for t in unit.doc if unit.end(t) <= condition.span[0]]
    return before[-1:] == ["not"]


def promised(desk: Desk, unit: Unit, verb: Token, subject: Token | None, condition: Condition | None) -> bool:
    """Say whether a speaker says on what condition something will be done: "The boats will be given back when ..."."""
    passive = bool(syntax.children(verb, "nsubjpass")) and not syntax.children(verb, "agent")
    joint = subject is not None and known_issue(subject.lemma_) == "talks"
    return (passive or joint) and condition is not None and desk.speaker_at(unit, verb) is not None


def retold(desk: Desk, unit: Unit, verb: Token) -> str | None:
    """Return in whose words the writer goes on: "He said they were ready. They would not pay first."."""
    if "would" not in syntax.auxiliaries(verb) or "have" in syntax.auxiliaries(verb):
        return None
    before = [s for s in desk.statements if s.end <= unit.sentence.start and s.kind != "direct"]
    if before and unit.sentence.start - before[-1].end < 12 and before[-1].speaker is not None:
        return before[-1].speaker
    return desk.going_on(unit)


def goes_on(desk: Desk, unit: Unit, verb: Token, helpers: set[str]) -> bool:
    """Say whether a clause goes on with what its subject said: "insisted it was right and would go on"."""
    return "would" in helpers and verb.dep_ == "conj" and desk.introduced_by(unit, verb.head) is not None


def mouthpiece(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether the speaker is somebody's spokesman of whom the report does not say whose."""
    speaker = desk.speaker_at(unit, verb)
    found = desk.scene.parties.actors.get(speaker or "")
    if found is None or desk.scene.parties.principal(found.id) != found.id or found.kind != "person":
        return False
    words_of = f"{found.role or ''} {found.name} {found.id}".casefold()
    return any(word in words_of for word in words("mouthpieces"))


def to_law(desk: Desk, unit: Unit, verb: Token) -> bool:
    """Say whether somebody goes to court, whatever the court is called, or applies for what a court gives."""
    said = desk.scene.slice(*unit.edges(list(verb.subtree))).casefold()
    sought = {t.lemma_ for p in (verb, *syntax.children(verb, "prep")) for t in syntax.children(p, "dobj", "pobj")}
    if verb.lemma_ in ("seek", "apply", "file", "lodge", "bring", "launch", "start", "request", "ask"):
        judged = sought & {"injunction", "lawsuit", "suit", "proceedings", "damages"} or "judicial review" in said
        return bool(judged or "legal action" in said)
    return verb.lemma_ in ("take", "go", "drag", "turn") and ("court" in said.split() or "tribunal" in said.split())


def is_hostile(verb: Token) -> bool:
    """Say whether an act is done to the other side; to stop what is hostile is not."""
    if verb.lemma_ == "go" and any(t.lower_ == "strike" for t in verb.subtree):
        return True
    nouns = {t.lemma_ for t in syntax.children(verb, "dobj")} | {
        n.lemma_ for t in syntax.children(verb, "dobj") for n in t.children
    }
    bad = bool(nouns & words("hostile_nouns"))
    called_off = verb.lemma_ == "call" and any(t.lower_ == "off" for t in verb.children)
    ended = called_off or verb.lemma_ in words("stopping")
    return not bad if ended and bad else verb.lemma_ in words("hostile") or bad
