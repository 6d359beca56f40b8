"""What the options of a draft are called: ids of side and issue, and short phrases that begin with the act's verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.read.draft_acts import act_words, is_concession, unique
from standoff.read.draft_claims import Claim
from standoff.read.draft_options import Act
from standoff.read.draft_sides import Sides

POINTING = re.compile(r"\b(?:him|her|them|it|this|that|so|there|one)\b", re.IGNORECASE)
NOW = re.compile(r"\s+(?:now|today|at once|so far|yet|at this time|at the moment)$", re.IGNORECASE)
# "The issue of borders" is borders; "cede any land", which somebody will not do, is to cede land.
EMPTY = re.compile(r"\b(?:the (?:issue|question|matter|subject) of|such)\s+", re.IGNORECASE)
ANY = re.compile(
    r"^(\S+) any(?! (?:time|moment|price|cost|case|rate|longer|more|further|kind|sort|type|of)\b)(?= )", re.IGNORECASE
)


def name_acts(made: Sequence[Act], sides: Sides, taken: set[str]) -> None:
    """Give every act an id of side and issue, and a name in words."""
    for act in made:
        side = sides.side(act.owner).id
        kind = "concede_" if act.concession else "stop_" if act.stopping else ""
        act.id = unique(f"{side}_{kind}{act.issue}" + ("_offer" if act.offer else ""), taken)
        phrase = _phrase(act, sides)
        act.name = phrase[:1].upper() + phrase[1:]


def _phrase(act: Act, sides: Sides) -> str:
    """Return the act in words: what is asked before what is said of it, the plainest first."""
    plain = [claim for claim in act.claims if claim not in act.flipped and claim.action]
    if plain:
        claim = min(plain, key=lambda claim: _rank(claim, act, sides))
        said = sides.without_itself(claim.order[0], sides.shortened(claim.order[0], claim.action), act.owner)
        return _given_way(NOW.sub("", ANY.sub(r"\1", EMPTY.sub("", said))))
    if act.deeds:
        deed = act.deeds[0]
        kind = act_words().deeds[deed.event.type]
        names = " and ".join(sides.side(node).name for node in deed.targets) or "others"
        template = kind.by_code.get(deed.event.cameo or "", kind.name or "")
        return template.format(targets=names)
    return act.issue.replace("_", " ")


def _rank(claim: Claim, act: Act, sides: Sides) -> tuple[bool, bool, bool, bool, bool, bool, bool, int]:
    """Return how well a claim's words name the act, best first: a name has an object and says who is meant."""
    words = sides.masked(claim.order[0], claim.action)
    return (
        claim.withheld,
        is_concession(claim.action) and not act.concession,
        any(other.figures for other in act.claims if other not in act.flipped) and not claim.figures,
        len(words.split()) < 2 or bool(POINTING.search(words)),
        not claim.asks,
        claim.position.type == "condition",
        act.joint and not sides.names_other(claim.order[0], claim.action, act.owner),
        len(words.split()),
    )


def _given_way(phrase: str) -> str:
    """Return a phrase in which whoever would budge, yield or compromise on something gives way on it."""
    way = re.match(r"(?:budge|yield|compromise|bend|give ground|give in|back down)\b(?:\s+(?:on|over))?", phrase)
    if way is None:
        return phrase
    rest = phrase[way.end() :].strip()
    return f"give way on {rest}" if rest else "give way"
