"""What a rule finds: a position before it has an id, and who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from standoff.read import syntax
from standoff.read.actions import action_text, issue_text
from standoff.read.acts import Act
from standoff.read.issuing import issuer_of
from standoff.read.ledger import EventType, Span, Statement
from standoff.read.lexicon import Shown, vocabulary
from standoff.read.scene import Scene, innermost
from standoff.read.stand_ins import body_of, whose_members
from standoff.read.syntax import Token
from standoff.read.units import Unit

# What is done with a thing that a position names alone: a demand for it is met by granting it.
_ASKING = ("demand", "appeal", "offer", "condition", "accusation", "warning", "threat")
_DONE = {
    "demand": "grant", "appeal": "grant", "offer": "grant", "refusal": "accept", "acceptance": "accept",
    "condition": "accept", "willingness": "accept", "unwillingness": "accept", "no-commitment": "accept",
    "support": "go ahead with", "opposition": "go ahead with",
}  # fmt: skip
"""What is done with a thing that is demanded, refused or opposed, so that its name is an act."""


@dataclass(frozen=True)
class Finding:
    """A position as one rule found it, with what the event rules want to know about it."""

    unit: Unit
    shown: Shown
    holder: str
    action: str
    issue: str
    by: str | None
    target: str | None
    start: int
    end: int
    cue: Span
    rule: str
    event: EventType | None = None
    condition: str | None = None
    spoken: bool = False
    hedged: bool = False
    statement: Statement | None = None
    date: str | None = None


@dataclass
class Desk:
    """The working place of the position rules for one report.

    ``last`` is the finding that "so", "that" and silence refer back to.
    ``taken`` holds the tokens that are part of an act, so that nothing demanded or offered is read as a position.
    """

    scene: Scene
    statements: Sequence[Statement]
    findings: list[Finding] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    @property
    def last(self) -> Finding | None:
        """Return the finding that an elliptical act refers to."""
        return next((f for f in reversed(self.findings) if f.action), None)

    def statement_at(self, unit: Unit, token: Token) -> Statement | None:
        """Return the innermost statement that holds a token."""
        return innermost(self.statements, unit.start(token), unit.end(token))

    def introduced_by(self, unit: Unit, token: Token) -> Statement | None:
        """Return the statement whose cue a token is."""
        start = unit.start(token)
        return next((s for s in self.statements if s.cue_span is not None and s.cue_span[0] == start), None)

    def speaker_at(self, unit: Unit, token: Token) -> str | None:
        """Return who speaks at a token, or None where the writer does; a party's own text is in its own mouth."""
        statement = self.statement_at(unit, token)
        if statement is None and unit.quotation is None:
            return self.issuer
        return statement.speaker if statement is not None else None

    def going_on(self, unit: Unit) -> str | None:
        """Return whose words the writer may go on with: who spoke in the sentence before, in the same paragraph.

        "The mayor said the road was safe. It would be reopened by May."
        """
        before = [s for s in self.scene.sentences if s.end <= unit.sentence.start]
        if unit.quotation is not None or not before or before[-1].paragraph != unit.sentence.paragraph:
            return None
        last = before[-1]
        told = [s for s in self.statements if last.start <= s.start < last.end and s.speaker is not None]
        if told:
            return told[-1].speaker
        held = [f for f in self.findings if f.unit.sentence is last and f.spoken]
        return held[-1].holder if held else None

    @cached_property
    def issuer(self) -> str | None:
        """Return whose own text this is: a communiqué says "we" outside quotation marks, and names its party first."""
        return issuer_of(self.scene, self.statements)

    def hedged(self, unit: Unit, token: Token, statement: Statement | None) -> bool:
        """Say whether the writer marks a position as only said to be so."""
        hedges = vocabulary("speech")["hedges"]
        start = unit.start(token)
        cue = statement.cue_span if statement is not None else None
        for word in unit.doc:
            if word.lower_ in hedges:
                at = unit.start(word)
                near_cue = cue is not None and abs(at - cue[0]) < 25
                if word.head in (token, token.head) or near_cue or abs(at - start) < 15:
                    return True
        text = self.scene.slice(max(unit.sentence.start, start - 40), start + 10).casefold()
        return any(phrase in text for phrase in vocabulary("speech")["hedging"])

    def free(self, unit: Unit, token: Token) -> bool:
        """Say whether a token is not yet part of an act."""
        return (id(unit), token.i) not in self.taken

    def take(self, unit: Unit, tokens: Sequence[Token]) -> None:
        """Mark tokens as part of an act."""
        self.taken.update((id(unit), token.i) for token in tokens)

    def holders(self, unit: Unit, subject: Token | None, speaker: str | None) -> list[str]:
        """Return who holds a position: each for "both A and B" and "neither side", else one actor or group."""
        if subject is None:
            return []
        if (body := whose_members(self.scene, unit, subject, speaker)) is not None:
            return [body]
        found = self.scene.actors_of(unit, subject, speaker) or body_of(self.scene, unit, subject, speaker)
        each = any(
            c.lower_ in ("both", "neither", "each", "either")
            for part in syntax.coordinated(subject)
            for c in part.children
        )
        each = each or subject.lower_ in ("both", "neither")
        joint = {t.lower_ for t in subject.head.children if t.dep_ in ("advmod", "dep", "preconj", "det", "appos")}
        each = each or (len(syntax.coordinated(subject)) > 1 and bool(joint & {"both", "each"}))
        if len(found) == 1:
            anchor = self.scene.parties.covering(unit.start(subject), unit.end(subject))
            opening = anchor.mention.text.split()[0].casefold() if anchor is not None else ""
            members = self.scene.parties.members(found[0])
            if members and (each or opening in ("both", "neither", "each", "either")):
                return list(members)
            return found
        if each:
            return found
        group = self.scene.parties.group(found)
        return [group] if group is not None else []

    def party(self, unit: Unit, subject: Token | None, speaker: str | None) -> str | None:
        """Return the actor of a clause's subject, one id for several."""
        if subject is not None and (body := whose_members(self.scene, unit, subject, speaker)) is not None:
            return body
        found = self.scene.party(unit, subject, speaker)
        if found is None and subject is not None:
            return next(iter(body_of(self.scene, unit, subject, speaker)), None)
        return found

    def counterpart(self, unit: Unit, token: Token, holder: str) -> str | None:
        """Return the other side of a position: who last asked something of the holder; whoever speaks is not that."""
        asking = self.asker(unit, holder)
        if asking is not None:
            return asking
        speaker = self.speaker_at(unit, token)
        return self.scene.parties.counterpart(holder, self.scene.near(unit), besides=(speaker,) if speaker else ())

    def asker(self, unit: Unit, holder: str, *, before_others: bool = False) -> str | None:
        """Return who asked or offered the holder something in this paragraph or the one before, nobody after him.

        ``before_others`` looks past what others have said since to other people: who leaves open, answers somebody.
        """
        parties = self.scene.parties
        for finding in reversed(self.findings[-8:]):
            near = unit.sentence.paragraph - finding.unit.sentence.paragraph <= 1
            if not near or parties.same_side(finding.holder, holder):
                continue
            addressed = [actor for actor in (finding.by, finding.target) if actor is not None]
            asked = finding.shown.type in _ASKING and any(parties.same_side(actor, holder) for actor in addressed)
            if asked or not before_others:
                return finding.holder if asked else None
        return None

    def accuser(self, holder: str) -> str | None:
        """Return who last blamed the holder's side for something."""
        parties = self.scene.parties
        for finding in reversed(self.findings):
            blamed = finding.by is not None and parties.same_side(finding.by, holder)
            if finding.shown.type == "accusation" and blamed and not parties.same_side(finding.holder, holder):
                return finding.holder
        return None

    def antecedent(self, unit: Unit, holder: str) -> Finding | None:
        """Return what "the offer" or a bare "agreed" refers to: what another side last asked or offered."""
        asked = ("offer", "appeal", "demand", "willingness", "condition", "goal")
        here = unit.sentence.paragraph
        recent = [f for f in self.findings[-8:] if here - f.unit.sentence.paragraph <= 1]
        for finding in reversed(recent):
            if (
                finding.shown.type in asked
                and finding.action
                and not self.scene.parties.same_side(finding.holder, holder)
            ):
                return finding
        return None

    def add(
        self,
        unit: Unit,
        shown: Shown,
        holder: str,
        act: Act | None,
        *,
        span: Span,
        cue: Token,
        rule: str,
        by: str | None = None,
        target: str | None = None,
        event: EventType | None = None,
        condition: str | None = None,
        action: str | None = None,
        issue: str | None = None,
        spoken: bool = False,
    ) -> Finding:
        """Record a finding; an empty act takes over action and issue from the one before."""
        before = self.last
        if act is None or act.empty:
            action = action if action else (before.action if before is not None else "")
            issue = issue or (before.issue if before is not None else None)
        else:
            # To support the drivers is no act of theirs, and to oppose "it" names none; a thing is gone ahead with.
            somebody = act.head.pos_ == "PRON" or self.scene.actor_of(unit, act.head) is not None
            verb = "" if somebody and shown.type in ("support", "opposition") else _DONE.get(shown.type, "")
            action = action or action_text(self.scene, unit, act, verb)
            issue = issue or issue_text(unit, act)
        statement = self.introduced_by(unit, cue) or self.statement_at(unit, cue)
        finding = Finding(
            unit,
            shown,
            holder,
            action,
            issue or "other",
            by,
            target,
            span[0],
            span[1],
            (unit.start(cue), unit.end(cue)),
            rule,
            event,
            condition,
            spoken,
            self.hedged(unit, cue, statement),
            statement,
            self.scene.dated(unit, cue) or (statement.date if statement is not None else None),
        )
        self.findings.append(finding)
        return finding

    def other_in(self, unit: Unit, tokens: Sequence[Token], holder: str, speaker: str | None) -> str | None:
        """Return the first actor among some words that is not on the holder's side."""
        for token in tokens:
            actor = self.scene.actor_of(unit, token, speaker) or self.scene.parties.at(
                unit.start(token), unit.end(token)
            )
            if actor is not None and not self.scene.parties.same_side(actor, holder) and not self._judges(actor):
                return actor
        return None

    def _judges(self, actor: str) -> bool:
        """Say whether an actor is a court, before which one goes against another."""
        found = self.scene.parties.actors.get(actor)
        return found is not None and found.name.casefold().split()[-1:] in (["court"], ["tribunal"])

    def third(self, unit: Unit, holders: Sequence[str]) -> str | None:
        """Return who last wanted something near by and is on the side of none of several holders."""
        parties = self.scene.parties
        for finding in reversed(self.findings[-8:]):
            near = unit.sentence.paragraph - finding.unit.sentence.paragraph <= 1
            if near and finding.unit is not unit and not any(parties.same_side(finding.holder, h) for h in holders):
                return finding.holder if finding.shown.type in (*_ASKING, "goal", "support") else None
        return None
