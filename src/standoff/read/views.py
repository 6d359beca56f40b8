"""What somebody holds, told without a verb of saying: "believes that ...".

Such words are statements like reported speech: somebody's view in the writer's words, with a speaker and a cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.read import syntax
from standoff.read.acts import has_to
from standoff.read.lexicon import vocabulary
from standoff.read.sayings import Saying, addressees
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit


def views(scene: Scene, unit: Unit, verb: Token) -> Iterator[Saying]:
    """Yield the view that one verb of the writer tells of, at most one."""
    subject = syntax.subject(verb)
    speaker = scene.party(unit, subject) if subject is not None else None
    if subject is None or speaker is None or syntax.children(verb, "nsubjpass"):
        return
    tokens = _clause(verb) if verb.lemma_ in vocabulary("speech")["view"] else []
    if len(tokens) > 1:
        start, end = unit.edges(tokens)
        cue = (unit.start(verb), unit.end(verb))
        told = addressees(scene, unit, verb, speaker)
        span = scene.phrase(unit, subject)
        yield Saying(start, end, speaker, span, cue, told, "view-clause", scene.dated(unit, verb))


def _clause(verb: Token) -> list[Token]:
    """Read "believes (that) X will ..."."""
    for clause in syntax.children(verb, "ccomp"):
        asks = any(t.lower_ in ("whether", "if") and t.dep_ == "mark" for t in clause.children)
        whole = bool(syntax.children(clause, "nsubj", "nsubjpass", "expl", "csubj")) and not has_to(clause)
        if clause.i > verb.i and whole and not asks:
            return _after(verb, clause)
    return []


def _after(verb: Token, head: Token) -> list[Token]:
    """Return the words of a phrase that stand after the verb, without what only comments on it."""
    cut = {t.i for a in head.subtree if a.dep_ in ("appos", "advcl") and a.i > head.i and _comma(a) for t in a.subtree}
    tokens = [t for t in head.subtree if t.i > verb.i and t.i not in cut and not t.is_space]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    while tokens and tokens[0].is_punct:
        tokens = tokens[1:]
    return tokens


def _comma(token: Token) -> bool:
    first = int(token.left_edge.i)
    return first > 0 and bool(token.doc[first - 1].text == ",")
