"""Aid that a noun phrase tells of: "a $40 million package from X", "assistance given to Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.read import syntax
from standoff.read.findings import Finding
from standoff.read.happenings import Happening
from standoff.read.ledger import Modality
from standoff.read.lexicon import vocabulary
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit


def find_aid(scene: Scene, unit: Unit, findings: Sequence[Finding]) -> Iterator[Happening]:
    """Yield the aid that noun phrases of one unit tell of.

    A phrase counts when it names who gives or to whom something is given.
    The receiver of an enclosing phrase holds for the parts of it ("aid given to Y, including a package from X").
    """
    for token in unit.doc:
        if not _is_aid(token) or _spoken_of(unit, token, findings):
            continue
        donor = _donor(scene, unit, token)
        receiver = _receiver(scene, unit, token)
        if not donor and not receiver:
            continue
        if _is_aid(token.head.head) and token.dep_ == "pobj" and not donor:
            continue
        receiver = receiver or next((r for a in _above(token) if (r := _receiver(scene, unit, a))), [])
        receiver = [r for r in receiver if r not in donor]
        whole = _phrase_head(token)
        inner = [t for t in whole.subtree if not _elsewhere(whole, t)]
        start, end = unit.edges([t for t in inner if not t.is_punct])
        yield Happening(
            "AID",
            tuple(donor),
            tuple(receiver),
            (unit.start(token), unit.end(token)),
            start,
            end,
            _modality(token, whole),
            "aid",
            cameo="072" if any(_military(t) for t in (token, *_above(token))) else "070",
        )


def _is_aid(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    words = vocabulary("events")["aid"]
    if token.lemma_.casefold() in words["nouns"]:
        return bool(token.dep_ != "compound")
    if token.lemma_ in words["goods"]:
        return any(t.dep_ in ("acl", "relcl") and t.lemma_ in words["given"] for t in token.children)
    if token.lemma_ not in words["measured"] or any(
        _is_aid(t) for p in syntax.children(token, "prep") for t in p.children
    ):
        return False
    money = any(t.text in "$€£¥" or t.lemma_ in ("dollar", "euro", "pound") for t in token.subtree if t.i < token.i)
    return money or any(t.lemma_ in words["nouns"] for t in token.children if t.dep_ == "compound")


def _spoken_of(unit: Unit, token: Token, findings: Sequence[Finding]) -> bool:
    """Say whether the aid is only demanded, offered or refused."""
    cues = {f.cue[0] for f in findings if f.unit is unit and f.start <= unit.start(token) < f.end}
    return any(unit.start(t) in cues for t in token.ancestors)


def _phrase_head(token: Token) -> Token:
    """Return "round" for "a round of aid"."""
    words = vocabulary("events")["aid"]
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in words["measured"]:
        return token.head.head
    return token


def _elsewhere(whole: Token, token: Token) -> bool:
    """Say whether a token belongs to another phrase coordinated with this one or listed in it."""
    for word in (token, *token.ancestors):
        if word == whole:
            return False
        if word.dep_ in ("conj", "cc") and word.head == whole:
            return True
        if word.lower_ in ("including", "plus") and word.head == whole:
            return True
    return True


def _above(token: Token) -> list[Token]:
    return [t for t in token.ancestors if t.pos_ == "NOUN"] + [
        n
        for t in token.ancestors
        if t.pos_ == "NOUN"
        for p in syntax.children(t, "prep")
        for n in p.children
        if _is_aid(n)
    ]


def _donor(scene: Scene, unit: Unit, token: Token) -> list[str]:
    for noun in dict.fromkeys((token, _phrase_head(token))):
        for preposition in syntax.children(noun, "prep"):
            if preposition.lower_ in ("from", "by"):
                found = [a for t in syntax.children(preposition, "pobj") for a in scene.actors_of(unit, t)]
                if found:
                    return found
        found = [a for t in syntax.children(noun, "poss") for a in scene.actors_of(unit, t)]
        if found:
            return found
    gave = _gave(token)
    if gave is not None:
        return scene.actors_of(unit, syntax.subject(gave))
    got = _got(token)
    if got is not None:
        sources = [t for p in syntax.children(got, "prep") if p.lower_ == "from" for t in syntax.children(p, "pobj")]
        return [a for t in sources for a in scene.actors_of(unit, t)]
    return []


def _gave(token: Token) -> Token | None:
    """Return the verb of "gave X $60 million in aid"; aid that is itself the object is a deed of its own."""
    above = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    given = above is not None and above.lemma_ in vocabulary("events")["aid"]["given"] and token.dep_ != "dobj"
    actual = above is not None and above.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not syntax.negated(above)
    return above if given and actual and syntax.children(above, "nsubj") else None


def _got(token: Token) -> Token | None:
    """Return the verb of "received $4 million in aid"."""
    above = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    return above if above is not None and above.lemma_ in ("receive", "get", "obtain", "accept") else None


def _receiver(scene: Scene, unit: Unit, token: Token) -> list[str]:
    given = vocabulary("events")["aid"]["given"]
    holders = [token, *(t for t in token.children if t.dep_ in ("acl", "relcl") and t.lemma_ in given)]
    for holder in holders:
        for preposition in holder.children:
            if preposition.lower_ == "to" and preposition.dep_ in ("prep", "dative"):
                found = [a for t in syntax.children(preposition, "pobj") for a in scene.actors_of(unit, t)]
                if found:
                    return found
    gave = _gave(token)
    if gave is not None:
        to = [
            t for p in syntax.children(gave, "prep", "dative") if p.lower_ == "to" for t in syntax.children(p, "pobj")
        ]
        return [a for t in (*to, *syntax.children(gave, "dative")) for a in scene.actors_of(unit, t)]
    got = _got(token)
    return scene.actors_of(unit, syntax.subject(got)) if got is not None else []


def _modality(token: Token, whole: Token) -> Modality:
    possible = vocabulary("events")["aid"]["possible"]
    described = {t.lower_ for noun in (token, whole) for t in noun.children if t.dep_ == "amod"}
    return "possible" if described & set(possible) else "actual"


def _military(token: Token) -> bool:
    return any(t.lower_ in ("military", "arms", "weapons", "defence", "defense") for t in token.children)
