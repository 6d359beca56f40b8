"""The words of an act: a short phrase in base form, and the issue that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.acts import Act
from standoff.read.lexicon import issue_of, known_issue, vocabulary, words
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit

_LONGEST = 14
# What is set and not held or given.
_SET = ("date", "deadline", "timetable", "timeline")
_HELD = frozenset(
    ["vote", "referendum", "election", "ballot", "inquiry", "hearing", "meeting", "summit", "march", "rally"]
)
_UNDERGONE = frozenset(
    [
        "release",
        "remove",
        "suspend",
        "extend",
        "restore",
        "dismiss",
        "expel",
        "extradite",
        "reinstate",
        "repeal",
        "demolish",
    ]
)
_LIGHT = {
    "talks": "hold",
    "ceasefire": "announce",
    "agreement": "conclude",
    "aid": "give",
    "refunds": "give",
    "sanctions": "impose",
    "lawsuit": "bring",
    "mediation": "accept",
    "strike": "hold",
    "boycott": "hold",
    "protest": "hold",
}


def action_text(scene: Scene, unit: Unit, act: Act, verb: str = "") -> str:
    """Return an act as a short phrase in base form: "resuming talks" gives "resume talks".

    ``verb`` is what is done with a thing that is named alone: to demand a licence is to have it granted.
    """
    tokens = _shortened(act)
    nominal = vocabulary("cues")["nominal"]
    if act.verb:
        phrase = _joined(scene, unit, tokens, {act.head.i: act.head.lemma_})
        return f"not {phrase}" if act.negated and not phrase.startswith("not ") else phrase
    bare = [
        t
        for t in tokens
        if not (t.dep_ in ("det", "predet") and t.head == act.head and t.lower_ in ("a", "an", "the", "any"))
    ]
    if act.head.lemma_ in nominal:
        said = _verbal(scene, unit, act.head, bare, nominal[act.head.lemma_])
        # "A smaller increase" is more than to increase.
        if " " in said or not any(t in bare for t in syntax.children(act.head, "amod")):
            return said
    phrase = _joined(scene, unit, bare, {})
    if act.head.lemma_ in _SET and len(bare) == 1:
        return f"set a {phrase}"
    # "A relief road" is nothing that is given: what is given, held or imposed is what the head says.
    own = _LIGHT.get(issue_text(unit, act)) if known_issue(act.head.lemma_) == issue_text(unit, act) else None
    light = "hold" if act.head.lemma_ in _HELD else own or verb
    return f"{light} {phrase}" if light and act.head.lemma_ not in _SET else phrase


def _verbal(scene: Scene, unit: Unit, head: Token, tokens: Sequence[Token], verb: str) -> str:
    """Turn "the withdrawal of troops from the east" into "withdraw troops from the east"."""
    before = [t for t in tokens if t.head == head and t.dep_ in ("compound", "nmod")]
    rest = [
        t for part in head.children if part.dep_ == "prep" for t in part.subtree if t.head != head or t.lower_ != "of"
    ]
    whose = [t for part in syntax.children(head, "poss") for t in part.subtree if t.tag_ != "POS"]
    if verb in _UNDERGONE and not rest:
        rest = whose  # "the prisoners' release" is to release the prisoners; "his resignation", to resign
    rest = [t for t in rest if t in tokens and t not in before]
    return f"{verb} {_joined(scene, unit, [*before, *rest], {})}".strip()


def _shortened(act: Act) -> list[Token]:
    """Keep what says the act: without clauses that only comment on it, and not much longer than a line."""
    cut: set[int] = set()
    for token in act.tokens:
        if token.dep_ in ("advcl", "appos") and token != act.head:
            cut |= {t.i for t in token.subtree}
    tokens = [t for t in act.tokens if t.i not in cut]
    while len(tokens) > _LONGEST:
        last = next((t for t in reversed(tokens[4:]) if t.dep_ in ("prep", "relcl", "acl", "npadvmod", "mark")), None)
        if last is None:
            break
        first = min(t.i for t in last.subtree)
        tokens = [t for t in tokens if t.i < first] or tokens[:_LONGEST]
    while len(tokens) > 1 and (tokens[-1].is_punct or _hangs_loose(tokens)):
        tokens.pop()
    return tokens


def _hangs_loose(tokens: Sequence[Token]) -> bool:
    """Whether the last word joins something that is not there: "settle for", "fit filters instead of"."""
    last = tokens[-1]
    kept = {token.i for token in tokens}
    return last.lower_ in ("instead", "rather", "than") or (
        last.dep_ in ("cc", "prep") and not any(child.i in kept and child.i > last.i for child in last.children)
    )


def _joined(scene: Scene, unit: Unit, tokens: Sequence[Token], replaced: dict[int, str]) -> str:
    """Join the report's own words, quotation marks left out."""
    text = ""
    last_end: int | None = None
    for token in tokens:
        start, end = unit.start(token), unit.end(token)
        word = replaced.get(token.i, scene.slice(start, end))
        word = word.lower() if token.tag_ in ("DT", "PRP$") else word
        glued = last_end is not None and start == last_end
        text += word if glued or not text else f" {word}"
        last_end = end
    return re.sub(r"\s+", " ", text).strip(" ,.;:–—")


def issue_text(unit: Unit, act: Act) -> str:
    """Return the issue of an act."""
    tokens = [t for t in act.tokens if not t.is_punct and t.dep_ not in ("det", "aux", "case")]
    if act.head in tokens:
        tokens = [act.head, *(t for t in tokens if t != act.head)]
    lemmas = [t.lemma_.casefold() for t in tokens]
    nouns = [t.lemma_.casefold() for t in tokens if t.pos_ == "NOUN"]
    if not act.verb and act.head.lemma_ in words("empty_heads"):
        lemmas = [*lemmas[1:], lemmas[0]]
    return issue_of(lemmas, nouns)
