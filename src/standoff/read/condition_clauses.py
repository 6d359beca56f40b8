"""The shapes of a condition: a clause with a mark, "on condition that", "subject to ...", "were X to leave"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from standoff.read import syntax
from standoff.read.acts import Act, noun_act, verb_acts
from standoff.read.findings import Desk
from standoff.read.inversions import inversions
from standoff.read.ledger import Span
from standoff.read.lexicon import vocabulary
from standoff.read.syntax import Token
from standoff.read.units import Unit

MARKS = ("if", "unless", "until", "provided", "once", "providing", "till", "when", "before", "after")
# Openings that the parser often hangs on the wrong word, in base form.
_OPENINGS = {
    ("provided", "that"): "provided",
    ("until",): "until",
    ("unless",): "unless",
    (",", "provided"): "provided",
    (",", "providing"): "provided",
    ("as", "soon", "as"): "soon",
    ("as", "long", "as"): "long",
    ("so", "long", "as"): "long",
    ("but", "only", "if"): "only if",
    ("but", "only", "when"): "only if",
    ("but", "only", "after"): "only if",
    ("only", "if"): "only if",
    ("only", "when"): "only if",
    ("on", "the", "understanding", "that"): "condition",
    (",", "once"): "once",
}
_TIMES = ("when", "before", "after")
MOMENTS = ("moment", "minute", "day", "instant")


@dataclass(frozen=True)
class Condition:
    """What a position hangs on: its words, and the act that somebody would have to do, where there is one."""

    text: str
    span: Span
    act: Act | None
    marker: str


def astray(desk: Desk, unit: Unit, head: Token) -> Condition | None:
    """Return a condition that follows in the words, wherever the parser has hung it."""
    spoken = [t.lower_ for t in unit.doc]
    for opening in _OPENINGS:
        if opening[-1] not in spoken or opening[0] not in spoken:
            continue
        for start in range(head.i + 1, len(spoken) - len(opening)):
            if tuple(spoken[start : start + len(opening)]) != opening or not _leads_to(head, start):
                continue
            after = [t for t in unit.doc[start + len(opening) :] if t.pos_ in ("VERB", "AUX")]
            own = [t for t in after if any(s.i > start for s in syntax.children(t, "nsubj", "nsubjpass"))]
            if own and (opening[-1] not in ("once", "if", "when") or _opens_at(own[0], start + len(opening))):
                first = start + (opening[0] in ("but", ","))
                span = unit.edges([unit.doc[first], *(t for t in own[0].subtree if t.i > first)])
                act = verb_acts(own[0], syntax.subject(own[0]))[0]
                return Condition(desk.scene.slice(*span).rstrip(" ."), span, act, _OPENINGS[opening])
    return None


def _leads_to(head: Token, start: int) -> bool:
    """Say whether nothing but a verb of saying or naming stands between a word and what may be its condition."""
    for word in head.doc[head.i + 1 : start]:
        if not syntax.finite(word) or not syntax.children(word, "nsubj"):
            continue
        saying = word.dep_ == "parataxis" or word in head.ancestors
        if word.lemma_ not in ("call", "describe", "term") and not (saying and word.lemma_ in _reporting()):
            return False
    return True


def _reporting() -> frozenset[str]:
    return frozenset(vocabulary("speech")["report"])


def _opens_at(verb: Token, start: int) -> bool:
    """Say whether a clause begins with its subject at this place."""
    return any(t.left_edge.i == start for t in syntax.children(verb, "nsubj", "nsubjpass", "expl"))


def turned_round(desk: Desk, unit: Unit, head: Token) -> Condition | None:
    """Read "were X to pay" and "should X pay" before a clause or after it."""
    for found in inversions(unit.doc):
        verb, opening = found.verb, found.opening
        if opening.i <= head.i <= found.last:
            continue
        main = head.dep_ == "ROOT" or head.head.dep_ == "ROOT" or head in (verb.head, opening.head)
        follows = opening.i > head.i and _leads_to(head, opening.i)
        opens = found.last < head.i and main and _leads_to(verb, head.left_edge.i)
        if not follows and not opens:
            continue
        tokens = unit.doc[opening.i : found.last + 1]
        span = unit.edges(list(tokens))
        act = verb_acts(verb, found.subject)[0]
        kept = tuple(t for t in act.tokens if opening.i <= t.i <= found.last)
        return Condition(desk.scene.slice(*span), span, replace(act, tokens=kept or (verb,)), "if")
    return None


def subject_to(desk: Desk, unit: Unit, word: Token) -> Condition | None:
    """Read ", subject to consent being given"."""
    things = [n for p in syntax.children(word, "prep") if p.lower_ == "to" for n in syntax.children(p, "pobj", "pcomp")]
    if word.lower_ != "subject" or word.tag_ not in ("JJ", "NN", "IN", "RB") or not things:
        return None
    if word.dep_ in ("acomp", "dobj", "nsubj", "pobj", "amod", "attr"):
        return None  # "is subject to a fee": what it is, and no term
    span = unit.edges([t for t in word.subtree if not t.is_punct])
    done = [t for t in things[0].children if t.dep_ == "acl" and t.tag_ in ("VBN", "VBG")]
    named = noun_act(things[0])
    act = replace(named, head=done[0], tokens=(done[0], *(t for t in named.tokens if t != done[0]))) if done else named
    return Condition(desk.scene.slice(*span), span, act, "subject")


def own_words(head: Token) -> list[Token]:
    """Return the words below a word without those of coordinated verbs (a condition may be parsed like one)."""
    joined = [t for t in syntax.children(head, "conj") if not any(m.lower_ in MARKS for m in t.children)]
    return syntax.below(head, without=joined)


def hangs_on(child: Token, head: Token) -> bool:
    """Say whether a clause belongs to a word or to its act, and not to a clause inside it."""
    between = []
    for word in child.ancestors:
        if word == head:
            break
        between.append(word)
    return not any(word.dep_ in ("relcl", "acl", "advcl", "ccomp", "conj") for word in between)


def by_clause(desk: Desk, unit: Unit, verb: Token) -> Condition | None:
    """Read an adverbial clause with if, unless, until or once; "only" before it belongs to it."""
    if verb.lower_ in ("provided", "providing"):
        return _provided(desk, unit, verb)
    if verb.dep_ == "relcl" and verb.head.lemma_ in MOMENTS and verb.head.dep_ == "npadvmod":
        span = unit.edges([t for t in verb.head.subtree if not t.is_punct])
        return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "moment")
    marks = [t for t in verb.children if t.lower_ in MARKS and t.dep_ in ("mark", "advmod", "prep") and t.i < verb.i]
    marks = [t for t in marks if t.lower_ not in _TIMES or _no_mere_time(verb, t)]
    as_long = [t for t in verb.children if t.lower_ in ("long", "soon") and t.dep_ == "advmod" and 0 < t.i < verb.i]
    as_long = [t for t in as_long if unit.doc[t.i - 1].lower_ in ("as", "so")]
    if (
        verb.head.lower_ in ("long", "soon")
        and verb.head.i < verb.i
        and unit.doc[verb.head.i - 1].lower_ in ("as", "so")
    ):
        as_long = [verb.head]
    if verb.dep_ not in ("advcl", "conj", "ccomp", "acl") or not (marks or as_long):
        return None
    opening = (as_long or marks)[0]
    marker = opening.lower_
    first = (
        opening.i - 1
        if opening.i and unit.doc[opening.i - 1].lower_ in ("only", "but", "as", "so", "even")
        else opening.i
    )
    tokens = [t for t in verb.subtree if t.i >= first and not t.is_space]
    tokens = [t for t in tokens if not t.is_punct or t.i < tokens[-1].i]
    span = unit.edges([unit.doc[first], *tokens])
    if unit.doc[first].lower_ == "even":
        return None
    if unit.doc[first].lower_ == "only" and marker in ("if", "when", "once", "after"):
        marker = "only if"
    return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], marker)


def _no_mere_time(verb: Token, mark: Token) -> bool:
    """Say whether "when", "before" or "after" tells what comes first, and not only at what time something is."""
    only = bool(mark.i > 0 and verb.doc[mark.i - 1].lower_ == "only")
    if mark.lower_ == "when":
        return only or bool(syntax.auxiliaries(verb.head) & {"will", "would"})
    if mark.lower_ == "after":
        return only
    finite = [verb, *syntax.children(verb, "aux", "auxpass")]
    present = any(t.tag_ in ("VBZ", "VBP", "NNS") for t in finite)
    return present and not syntax.children(verb, "expl")


def _provided(desk: Desk, unit: Unit, word: Token) -> Condition | None:
    """Read "provided that X does", wherever the parser has hung the clause."""
    inner = [t for t in word.children if t.dep_ in ("ccomp", "advcl", "pcomp")]
    inner = [t for t in inner if syntax.children(t, "nsubj", "nsubjpass")]
    if not inner and word.i + 1 < len(unit.doc) and unit.doc[word.i + 1].lower_ == "that":
        after = [t for t in unit.doc[word.i + 2 :] if t.pos_ in ("VERB", "AUX")]
        inner = [t for t in after if any(s.i > word.i for s in syntax.children(t, "nsubj", "nsubjpass"))]
    if not inner:
        return None
    verb = inner[0]
    span = unit.edges([word, *(t for t in verb.subtree if t.i > word.i and not t.is_punct)])
    return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "provided")


def by_manner(desk: Desk, unit: Unit, preposition: Token) -> Condition | None:
    """Read "with X leaving ...": how the holder would have it."""
    for verb in preposition.children:
        if verb.dep_ in ("pcomp", "pobj") and verb.tag_ == "VBG" and syntax.children(verb, "nsubj"):
            span = unit.edges([t for t in preposition.subtree if not t.is_punct])
            return Condition(desk.scene.slice(*span), span, verb_acts(verb, syntax.subject(verb))[0], "with")
    return None


def on_condition(desk: Desk, unit: Unit, preposition: Token) -> Condition | None:
    """Read "on condition that X does"."""
    if preposition.lower_ not in ("on", "under"):
        return None
    for noun in preposition.children:
        if noun.lemma_ in ("condition", "understanding", "proviso"):
            verb = next(
                (t for t in noun.children if t.dep_ in ("acl", "ccomp", "relcl", "advcl") and t.i > noun.i), None
            )
            span = unit.edges([t for t in preposition.subtree if not t.is_punct])
            act = verb_acts(verb, syntax.subject(verb))[0] if verb is not None else None
            return Condition(desk.scene.slice(*span), span, act, "condition")
    return None


def plain(desk: Desk, unit: Unit, preposition: Token, marker: str) -> Condition:
    """Read a phrase that is a condition as it stands: "without a deal", "in exchange for fuel"."""
    span = unit.edges([t for t in preposition.subtree if not t.is_punct])
    return Condition(desk.scene.slice(*span), span, None, marker)
