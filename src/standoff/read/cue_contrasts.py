"""What a cue word does not want beside what it does: "supported the cut, but not the sale"."""

from __future__ import annotations

from dataclasses import replace

from standoff.read import syntax
from standoff.read.acts import Act, noun_act
from standoff.read.lexicon import Shown
from standoff.read.syntax import Token

_CONTRARY = {
    "support": Shown("opposition", "against", "plain"),
    "acceptance": Shown("refusal", "against", "plain"),
    "willingness": Shown("unwillingness", "against", "plain"),
    "offer": Shown("refusal", "against", "plain"),
    "goal": Shown("unwillingness", "against", "plain"),
    "demand": Shown("unwillingness", "against", "plain"),
}


def but_not(token: Token, shown: Shown) -> tuple[Shown, Act] | None:
    """Return what "but not ..." after a cue says no to."""
    contrary = _CONTRARY.get(shown.type)
    if contrary is None or shown.polarity != "for":
        return None
    for noun in (t for t in token.subtree if t.dep_ == "conj" and t.pos_ in ("NOUN", "PROPN") and t.i > token.i):
        first = noun.left_edge
        opened = [t.lower_ for t in noun.doc[max(0, first.i - 2) : noun.i] if t.lower_ in ("but", "not")]
        if opened[:2] == ["but", "not"] and noun.head in (token, *syntax.children(token, "dobj")):
            act = noun_act(noun)
            return contrary, replace(act, tokens=tuple(t for t in act.tokens if t.lower_ != "not"))
    return None
