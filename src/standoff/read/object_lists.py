"""The objects of a cue word: the thing itself, and what is listed beside it, where the parse hangs them elsewhere."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.syntax import Token


def listed(noun: Token) -> list[Token]:
    """Return a noun with what is listed beside it, also where the parse hangs an item on the one before.

    "A rent freeze, new boilers by May and a pledge"; "a third crew on night shifts and an hourly supplement".
    """
    several = [t for t in syntax.coordinated(noun) if t == noun or not excepted(t)]
    if len(several) > 1:
        items = [t for t in syntax.children(noun, "appos") if several[0].i < t.i < several[1].i]
        return sorted([*several, *items], key=lambda t: int(t.i))
    nested = [
        t
        for p in syntax.children(noun.head, "prep")
        for n in syntax.children(p, "pobj")
        for t in syntax.children(n, "conj")
    ]
    own = [t for t in nested if t.i > noun.i and any(d.lower_ in ("a", "an") for d in t.children)]
    return [noun, *own] if noun.dep_ == "dobj" else several


def things(anchor: Token) -> list[Token]:
    """Return what may be a word's object: of "refused X a meeting" the meeting, of "want two weeks off" the weeks."""
    objects = syntax.children(anchor, "dobj")
    if len(objects) == 2 and objects[0].right_edge.i + 1 == objects[1].left_edge.i:
        return objects[1:]
    measured = [t for t in syntax.children(anchor, "npadvmod") if t.left_edge.i == anchor.i + 1]
    counted = [t for n in measured for t in n.children if t.dep_ == "nummod" or t.lower_ in ("a", "an")]
    if not objects and counted:
        return measured
    return [t for t in anchor.children if t.dep_ != "npadvmod"]


def excepted(noun: Token) -> bool:
    """Say whether a listed thing is what is not meant: "the cut, but not a ban"."""
    return any(t.lower_ == "not" and t.i < noun.i for t in noun.children)
