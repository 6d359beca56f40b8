"""Who holds what a cue word shows: its subject, the one that speaks, the body that meets, or somebody met only here."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.acts import Act
from standoff.read.adopting import adopt
from standoff.read.condition_clauses import Condition
from standoff.read.cue_nouns import governor, in_paper, reproached
from standoff.read.findings import Desk
from standoff.read.lexicon import Cue, cues, words
from standoff.read.reported import speech_subject
from standoff.read.stand_ins import meeting, other_before
from standoff.read.syntax import Token
from standoff.read.units import Unit

_ASKED = ("offer", "appeal", "demand", "willingness", "condition", "goal")
_SELVES = ("itself", "himself", "herself", "themselves", "ourselves")
_STATES = ("be", "seem", "feel", "appear", "look", "remain", "stand")
_PASSIVES = ("rule-out", "considering", "silence", "looking-at", "put-off")


def find_holders(
    desk: Desk, unit: Unit, token: Token, cue: Cue, act: Act, speaker: str | None
) -> tuple[Token | None, list[str]]:
    """Return the subject of a cue and who holds what it shows; nobody where that is left to the mood of the clause."""
    subject = cue_subject(token, cue)
    holders = desk.holders(unit, subject, speaker) or _resolved(desk, token, cue)
    if not holders and (far := _far_subject(token, cue)) is not None and far != subject:
        holders = desk.holders(unit, far, speaker)
        subject = far if holders else subject
    if not holders and subject is not None and subject.tag_ == "PRP$" and token.dep_ in ("dobj", "pobj"):
        holders = desk.holders(unit, syntax.subject(governor(token)), speaker)  # "voiced its disapproval"
    clear = token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.pos_ == "ADJ"
    if not holders and subject is not None and subject.tag_ == "PRP$" and clear:
        holders = desk.holders(unit, syntax.subject(token.head.head), speaker)  # "made clear its opposition"
    holders = holders or _answering(desk, unit, token, cue)
    if not holders and speaker is not None and _undergone(token, cue):
        holders = [speaker]
    if not holders and subject is not None and _acting(token, subject):
        found = adopt(desk.scene, unit, subject)
        holders = [found] if found is not None else []
    if speaker is not None and (cue.takes[:1] == ("subject to noun",) or (cue.light and subject is None)):
        holders = [speaker]
    if subject is not None and holders == [speaker] and unit.quotation is not None and subject.lower_ in ("he", "she"):
        return subject, []
    return subject, _not_self(desk, unit, subject, holders, act, speaker)


def _far_subject(token: Token, cue: Cue) -> Token | None:
    """Return the subject that a coordinated verb may have further up, where that of the verb beside it is a thing.

    "He reckons jobs are at risk and does not share the enthusiasm": not the jobs share it.
    """
    verb = token.head if cue.kind == "nouns" and token.dep_ == "dobj" else token
    if verb.dep_ != "conj" or not syntax.finite(verb) or syntax.children(verb, "nsubj", "nsubjpass"):
        return None
    above = verb.head
    if above.dep_ not in ("ccomp", "advcl", "relcl"):
        return None
    while above.dep_ in ("conj", "ccomp", "advcl", "xcomp", "relcl") and above.head != above:
        above = above.head
    return next(iter(syntax.children(above, "nsubj")), None) if above != verb.head else None


def plainly_blames(desk: Desk, unit: Unit, token: Token, act: Act, speaker: str | None) -> bool:
    """Say whether a claim is a reproach though nobody is named who did it: "alleged that crews were at work"."""
    if act.agent is not None and desk.party(unit, act.agent, speaker) is not None:
        return False
    above = token.head
    untrue = any(t.lower_ in words("untrue") for t in syntax.children(above, "acomp", "attr", "oprd"))
    denied = above.lemma_ in ("deny", "dismiss", "dispute", "reject", "refute", "rebut")
    if token.pos_ == "NOUN":
        return str(token.lemma_) in ("allegation", "accusation") or (reproached(token) and (untrue or denied))
    return str(token.lemma_) == "allege"


def _answering(desk: Desk, unit: Unit, token: Token, cue: Cue) -> list[str]:
    """Return who was asked or offered what is answered in the passive: "that offer was turned down"."""
    things = syntax.children(token, "nsubjpass")
    answers = cue.shown.type in ("refusal", "acceptance", "no-commitment") and cue.kind == "verbs"
    if not answers or not things or syntax.children(token, "agent"):
        return []
    pointing = things[0].lemma_ in words("pointers") and any(
        t.lower_ in ("that", "the", "this", "both") or t.dep_ == "poss" for t in things[0].children
    )
    if not pointing and not (things[0].lower_ == "it" and cue.name in ("left-unanswered", "give-in", "rejection")):
        return []
    here = unit.sentence.paragraph
    for finding in reversed(desk.findings[-6:]):
        if finding.shown.type in _ASKED and here - finding.unit.sentence.paragraph <= 1:
            others = [a for a in (finding.target, finding.by) if a is not None]
            other = [a for a in others if not desk.scene.parties.same_side(a, finding.holder)]
            return other[:1]
    return []


def _acting(token: Token, subject: Token) -> bool:
    """Say whether a clause tells what its subject wants, and not only who is meant: "people who seek work"."""
    aside = subject.right_edge.i > subject.i and subject.doc[subject.i + 1].text == ","
    known = subject.tag_ in ("NN", "NNP") and any(t.lower_ == "the" for t in subject.children)
    told = (
        token.dep_ not in ("relcl", "acl")
        or token.head != subject
        or aside
        or known
        or bool(syntax.children(token, "agent"))
    )
    return told and subject.dep_ in ("nsubj", "nsubjpass", "pobj", "conj")


def cue_subject(token: Token, cue: Cue) -> Token | None:
    """Return the word that says whose position a cue shows."""
    return _owner(token, cue) if cue.kind == "nouns" else _doer(token, cue)


def _doer(token: Token, cue: Cue) -> Token | None:
    """Return the subject of a verb or adjective, who does it where it is passive."""
    passive = syntax.children(token, "nsubjpass")
    if (passive and passive[0].lower_ == "it") or cue.takes[:1] == ("subject to noun",):
        return None  # "it was resolved to ...", "that is unacceptable"
    if cue.undergone:
        return passive[0] if passive else None
    if token.dep_ == "ccomp" and syntax.finite(token) and not syntax.children(token, "nsubj", "nsubjpass"):
        if token.head.lower_ in ("asked", "pressed", "questioned") and token.doc[token.i - 1].text == ",":
            return syntax.subject(token.head)  # "the minister, asked about it, declined"
        return None  # the parse lost its subject; that of the verb above is another
    agents = [t for by in syntax.children(token, "agent") for t in syntax.children(by, "pobj")]
    if (passive or (agents and token.dep_ in ("acl", "conj"))) and token.pos_ == "VERB" and cue.kind == "verbs":
        return agents[0] if agents else None
    if cue.kind == "adjectives" and token.dep_ == "amod":
        own = syntax.children(token, "nsubj")
        return own[0] if own else token.head if token.head.i < token.i else None
    if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.lemma_ in words("papers"):
        return syntax.subject(token.head.head)  # "started a petition calling for ..."
    own = syntax.children(token, "nsubj")
    if own and own[0].lower_ in _SELVES:
        return syntax.subject(token.head)  # "declared itself ready to talk"
    if cue.kind == "adjectives" and token.tag_ == "VBN" and not own:
        loose = [n for t in syntax.children(token, "auxpass") for n in syntax.children(t, "nsubj")]
        if loose:
            return loose[0]  # "is dead set against it": the parse hangs the subject on "is"
    return speech_subject(token)


def _owner(token: Token, cue: Cue) -> Token | None:
    """Return whose wish a noun of wanting is."""
    owner = syntax.children(token, "poss")
    if token.dep_ == "dobj" and token.head.lemma_ == "share":
        return syntax.subject(token.head)  # "does not share the council's enthusiasm for"
    if owner:
        return owner[0]
    pressed = [t for t in token.children if t.dep_ == "relcl" and syntax.children(t, "nsubj")]
    if pressed and _refuses(pressed[0]):
        return None
    if pressed and cue.takes[:1] == ("that",):
        return syntax.children(pressed[0], "nsubj")[0]
    sources = [p for p in syntax.children(token, "prep") if p.lower_ in ("by", "from", "among")]
    by = [t for p in sources for t in syntax.children(p, "pobj")]
    if by or (paper := in_paper(token)) is not None:
        return by[0] if by else paper
    if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.lemma_ in _STATES:
        return syntax.subject(token.head.head)
    if token.lemma_ in words("papers") and (writer := _writer(token)) is not None:
        return writer
    if token.dep_ == "dobj" and token.lemma_ in words("papers") and token.head.lemma_ in words("receiving"):
        return None
    return syntax.subject(token.head) if token.dep_ in ("dobj", "attr") else _source(token)


def _writer(paper: Token) -> Token | None:
    """Return from whom a letter or motion is, also where the parse hangs "from" on the thing it is about."""
    places = [t for t in paper.subtree if t.i > paper.i and t.dep_ == "prep" and t.lower_ in ("by", "from")]
    return next((t for place in places for t in syntax.children(place, "pobj")), None)


def _refuses(verb: Token) -> bool:
    """Say whether the verb of a relative clause says no to what it hangs on: "a demand that X has dismissed"."""
    return any(cue.shown.polarity == "against" for cue in cues().get(("verbs", verb.lemma_), ()))


def _source(token: Token) -> Token | None:
    """Return from whom a noun of wanting comes: "a readiness was signalled by X", "an insistence comes from Y"."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        places = syntax.children(verb, "agent")
    elif token.dep_ == "nsubj" and verb.lemma_ in ("come", "emerge", "arrive"):
        places = [t for t in syntax.children(verb, "prep") if t.lower_ == "from"]
    else:
        return None
    return next((t for place in places for t in syntax.children(place, "pobj")), None)


def _not_self(
    desk: Desk, unit: Unit, subject: Token | None, holders: list[str], act: Act, speaker: str | None
) -> list[str]:
    """Replace a holder that would want something of itself: in "they accuse the board" they are not the board."""
    if subject is None or subject.lower_ not in ("they", "it", "he", "she") or act.agent is None:
        return holders
    if len(holders) != 1 or act.agent.pos_ == "PRON":
        return holders
    agent = desk.scene.party(unit, act.agent, speaker)
    if agent is None or agent != holders[0]:
        return holders
    other = other_before(desk.scene, unit, subject, agent)
    return [other] if other is not None else holders


def if_another(desk: Desk, unit: Unit, condition: Condition | None, holders: Sequence[str]) -> bool:
    """Say whether a condition is that another side does something."""
    if condition is None or condition.act is None or condition.act.agent is None or condition.marker != "if":
        return False
    agent = desk.party(unit, condition.act.agent, None)
    return agent is not None and not any(desk.scene.parties.same_side(agent, holder) for holder in holders)


def _undergone(token: Token, cue: Cue) -> bool:
    """Say whether somebody tells of his own side in the passive: "redundancies were not excluded, he said"."""
    return cue.name in _PASSIVES and bool(syntax.children(token, "nsubjpass")) and not syntax.children(token, "agent")


def _resolved(desk: Desk, token: Token, cue: Cue) -> list[str]:
    """Return the body that meets where minutes say "it was resolved to ..."."""
    told = any(t.lower_ == "it" for t in syntax.children(token, "nsubjpass"))
    if not told or cue.name not in ("decision", "acceptance", "determination"):
        return []
    body = meeting(desk.scene)
    return [body] if body is not None else []


def of_rival(desk: Desk, unit: Unit, act: Act, holders: Sequence[str], speaker: str | None) -> bool:
    """Say whether an act is that of somebody of another side than the holders."""
    agent = desk.party(unit, act.agent, speaker) if act.agent is not None else None
    if not syntax.finite(act.head):
        return False
    return agent is not None and not any(desk.scene.parties.same_side(agent, holder) for holder in holders)
