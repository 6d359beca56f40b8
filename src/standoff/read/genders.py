"""What words beside a name say of a person's gender: "his wife Ann Poe", "Robin Poe, an actress"."""

from __future__ import annotations

from spacy.tokens import Doc

from standoff.read.names import Name

_FEMALE = frozenset(
    ["wife", "widow", "mother", "daughter", "daughters", "sister", "sisters", "aunt", "niece", "grandmother",
     "granddaughter", "stepmother", "stepdaughter", "fiancée", "girlfriend", "bride", "actress", "heroine", "waitress",
     "hostess", "nun", "priestess", "countess", "duchess", "baroness", "empress", "princess", "queen", "woman", "girl",
     "lady", "goddess", "witch", "housewife", "businesswoman", "congresswoman", "policewoman", "sportswoman",
     "spokeswoman"]
)  # fmt: skip
_MALE = frozenset(
    ["husband", "widower", "father", "son", "sons", "brother", "brothers", "uncle", "nephew", "grandfather", "grandson",
     "stepfather", "stepson", "fiancé", "boyfriend", "bridegroom", "monk", "duke", "baron", "emperor", "prince", "king",
     "man", "boy", "gentleman", "god", "businessman", "congressman", "policeman", "sportsman", "spokesman"]
)  # fmt: skip
KIN = frozenset(
    ["wife", "husband", "widow", "widower", "mother", "father", "parents", "son", "daughter", "sons", "daughters",
     "child", "children", "brother", "sister", "brothers", "sisters", "uncle", "aunt", "nephew", "niece", "cousin",
     "grandfather", "grandmother", "grandson", "granddaughter", "stepfather", "stepmother", "stepson", "stepdaughter",
     "fiancé", "fiancée", "girlfriend", "boyfriend", "bride", "lover"]
)  # fmt: skip
"""What somebody is to a person alone: a company has no wife."""


def gender_beside(doc: Doc, name: Name) -> str:
    """Return the gender that the words right before or after a name show, "" if they show none."""
    before = name.start - 1
    if before > 0 and doc[before].text == ",":
        before -= 1
    word = doc[before].text if before >= 0 else ""
    if word in _FEMALE or word in _MALE:
        return "female" if word in _FEMALE else "male"
    if name.end + 1 < len(doc) and doc[name.end].text == ",":
        return _described(doc, name.end + 1)
    if name.end < len(doc) and doc[name.end].lower_ in ("is", "was"):
        return _described(doc, name.end + 1)
    return ""


def _described(doc: Doc, start: int) -> str:
    """Return the gender of the noun that a description begins with: ", the younger daughter of ..."."""
    for index in range(start, min(start + 5, len(doc))):
        word = doc[index].lower_
        following = doc[index + 1].lower_ if index + 1 < len(doc) else ""
        if doc[index].is_punct or doc[index].text[:1].isupper() or following in ("'s", "’s"):
            return ""
        if word in _FEMALE:
            return "female"
        if word in _MALE:
            return "male"
        if doc[index].tag_ not in ("DT", "PRP$", "JJ", "JJR", "JJS", "NN", "CD", "RB"):
            return ""
    return ""
