"""What the words around a name say about its kind: person, organization, place or thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from standoff.read.actor_words import actor_words
from standoff.read.first_names import is_first_name
from standoff.read.genders import KIN
from standoff.read.names import Name

_OF_PLACES = frozenset(["mayor", "city", "town", "village", "borough", "port", "people", "residents", "outskirts"])
_LEADING = frozenset(
    ["chairman", "chairwoman", "chair", "executive", "director", "manager", "representative", "representatives",
     "owner", "owners", "employees", "workers", "shareholders", "members", "managers", "customers", "founder", "boss"]
)  # fmt: skip

_LIFE = frozenset(["birth", "birthday", "childhood", "career", "death", "funeral", "marriage", "life", "biography"])
"""What a person alone has."""
_LIVING = frozenset(["born", "married", "divorced", "wed", "graduated", "studied", "died", "starred"])
"""What a person alone is or does."""


def gather(votes: Counter[str], name: Name, doc: Doc) -> None:
    """Count what one occurrence of a name says about its kind."""
    words = actor_words()
    if name.role or name.honorific:
        votes["person"] += 10
    last = name.words[-1].lower()
    if last in words.places and not words.kinds_of_name([last]):
        votes["place"] += 6
    if last in words.things and len(name.words) > 1:
        votes["thing"] += 6
    votes["first name"] += is_first_name(name.words[0], alone=len(name.words) == 1) and len(name.words) < 6
    votes["quoted"] += _quoted(name, doc)
    if name.start:
        _gather_before(votes, name, doc)
    following = [token for token in doc[name.end : name.end + 9] if not token.is_space]
    if following:
        _gather_after(votes, following)


def _gather_before(votes: Counter[str], name: Name, doc: Doc) -> None:
    """Count what the words before a name say: a trade, an article, a verb of saying, a preposition of place."""
    words, before = actor_words(), doc[name.start - 1]
    if before.text.islower() and (before.lower_ in words.roles or before.lower_ in KIN):
        votes["person"] += 10
    if before.text == "," and name.start > 1 and doc[name.start - 2].lower_ in KIN:
        votes["person"] += 8  # 'his son, Ron Poe'
    if before.text == "," and name.start > 1 and doc[name.start - 2].lower_ in words.roles and len(name.words) > 1:
        # 'the secretary, Ann Poe', but 'the Chair, Tern River Authority'
        votes["organization" if words.kinds_of_name([name.words[-1].lower()]) else "person"] += 8
    if before.text == "," and _body_before(name, doc):
        votes["organization"] += 10
    if before.lower_ == "the":
        votes["organization"] += 2
    if (
        before.lower_ in ("said", "says", "added", "asked")
        and 1 < len(name.words) < 4
        and not _is_capital(doc, name.start - 2)
    ):
        votes["person"] += 4
    where = doc[name.start - 2].lower_ if before.lower_ == "the" and name.start > 1 else before.lower_
    votes["locative"] += where in ("at", "in", "near", "outside", "around", "across")
    if before.lower_ in ("of", "for") and name.start > 1 and len(name.words) > 1:
        body = doc[name.start - 2].lower_ in _LEADING or (before.lower_ == "for" and doc[name.start - 2].text == ",")
        votes["organization"] += 3 * body  # 'representatives of Highfell Wind', 'Mr Poe, for Highfell Wind'
    if before.lower_ == "of" and name.start > 1:
        votes["locative"] += doc[name.start - 2].lower_ in _OF_PLACES  # 'the mayor of Tern' is not of Tern Rovers


def _body_before(name: Name, doc: Doc) -> bool:
    """Whether a name between commas says which body is meant: 'the operator, Highfell Wind, ...'."""
    words = actor_words()
    if name.start < 3 or name.end >= len(doc) or doc[name.end].text not in (",", ".", ")"):
        return False
    noun, article = doc[name.start - 2], doc[name.start - 3]
    is_body = bool(words.kinds_of_head(noun.lower_)) and noun.lower_ not in words.roles | words.doubtful
    return is_body and article.lower_ in ("the", "its", "their", "s", "’s", "'s")


def _gather_after(votes: Counter[str], following: Sequence[Token]) -> None:
    """Count what the words after a name say: an apposition, an office it has, a relative clause, a noun of place."""
    words, after = actor_words(), following[0]
    second = following[1].lower_ if len(following) > 1 else ""
    if after.text == ",":
        votes["person"] += 8 * _office_follows(following[1:])
    if after.text in ("’s", "'s", "’", "'") and any(token.lower_ in words.offices for token in following[1:4]):
        votes["organization"] += 4
    votes["person"] += 8 * _lives(following)
    if after.text in ("who", "whom") or (after.text == "," and second == "who"):
        votes["person"] += 4
    if after.text.islower() and after.lower_ in words.places | words.things:
        votes["place"] += 2
        votes["locative"] += 1


def _quoted(name: Name, doc: Doc) -> bool:
    """Whether a name is all that stands between two quotation marks, as the titles of works do."""
    if not name.start or name.end >= len(doc):
        return False
    return doc[name.start - 1].text in ("“", '"', "``", "‘", "'") and doc[name.end].text in ("”", '"', "''", "’", "'")


def _lives(following: Sequence[Token]) -> bool:
    """Whether the words after a name say what only a person does or has: 'was born', 'married', 's wife'."""
    words = [token.lower_ for token in following]
    if words[0] in ("’s", "'s", "’", "'"):
        return any(word in KIN or word in _LIFE for word in words[1:3])
    helped = words[0] in ("was", "is", "had", "has", "later", "then", "and", "also") and len(words) > 1
    return words[1 if helped else 0] in _LIVING


def _is_capital(doc: Doc, index: int) -> bool:
    """Whether a word right before a verb of saying is a name or noun, so that the verb has its subject before it."""
    return index >= 0 and (doc[index].text[:1].isupper() or doc[index].tag_ in ("NN", "NNS", "PRP", "NNP"))


def _office_follows(tokens: Sequence[Token]) -> int:
    """Whether an apposition follows that says what a person does: ', the union's regional secretary'."""
    words = actor_words()
    for token in tokens[:8]:
        lower = token.lower_
        if lower in words.roles:
            return int(lower not in words.bodies_too)
        if token.is_punct or token.tag_.startswith("V") or token.lower_ in ("which", "who", "and"):
            return 0
    return 0
