"""Whom a noun stands for that is no mention of an actor: "the union", "members", "its committee", "both"."""

from __future__ import annotations

from standoff.read import syntax
from standoff.read.lexicon import words
from standoff.read.scene import Scene
from standoff.read.syntax import Token
from standoff.read.units import Unit

_EACH = ("both", "neither", "either", "each")
# "neither capital", "both camps": the two sides, whatever they are called
_TWO = ("capital", "side", "government", "camp", "party", "country", "club", "company", "state", "council", "town")


def body_of(scene: Scene, unit: Unit, subject: Token, speaker: str | None) -> list[str]:
    """Return whose side a noun is that the report names nowhere else.

    "Its committee" is the side of who owns it; "the union", "members" in somebody's mouth is his own side.
    """
    each = [t for t in subject.children if t.lower_ in _EACH]
    if (subject.lower_ in _EACH and not list(subject.children)) or (each and subject.lemma_ in _TWO):
        return _the_two(scene, unit, subject)
    owner = next(iter(syntax.children(subject, "poss")), None)
    if owner is not None and subject.lemma_ in words("organs"):
        found = scene.actor_of(unit, owner, speaker)
        return [scene.parties.principal(found)] if found is not None else []
    if speaker is not None and subject.lower_ in words("fellows") and not list(subject.children):
        principal = scene.parties.principal(speaker)
        return [principal] if not scene.parties.is_person(principal) else []
    definite = any(t.lower_ == "the" for t in subject.children) and not any(
        t.dep_ in ("prep", "poss", "relcl") for t in subject.children
    )
    if definite and (named := _called(scene, unit, subject)) is not None:
        return [named]
    if speaker is None or not definite or subject.lemma_ not in words("bodies"):
        return []
    principal = scene.parties.principal(speaker)
    own = not scene.parties.is_person(speaker) and subject.lemma_ in words("organs")
    return [principal] if principal != speaker or own or _officer(scene, speaker) else []


def whose_members(scene: Scene, unit: Unit, subject: Token, speaker: str | None) -> str | None:
    """Return whose side "our members" or "its members" are on."""
    owners = [t for t in syntax.children(subject, "poss") if t.tag_ == "PRP$"]
    if subject.lemma_ != "member" or subject.tag_ != "NNS" or not owners:
        return None
    found = scene.actor_of(unit, owners[0], speaker)
    return scene.parties.principal(found) if found is not None else None


def _called(scene: Scene, unit: Unit, subject: Token) -> str | None:
    """Return the actor that the report calls by the same words elsewhere, before this place first."""
    phrase = f"the {subject.lower_}"
    there = scene.parties.worded(phrase)
    before = [a for a in there if a.mention.start < unit.start(subject)]
    return (before[-1] if before else there[0]).actor if there and len(list(subject.children)) == 1 else None


def _the_two(scene: Scene, unit: Unit, subject: Token) -> list[str]:
    """Return who "both" are: the group or the two sides that were named last before."""
    parties, at = scene.parties, unit.start(subject)
    earlier = parties.within(at - 600, at)
    sides: list[str] = []
    for anchor in reversed(earlier):
        if parties.members(anchor.actor) or anchor.mention.text.casefold().startswith("two "):
            return [anchor.actor]
        side = parties.principal(anchor.actor)
        if side not in sides and parties.speaks(side):
            sides.append(side)
        if len(sides) == 2:
            return sides[::-1]
    return []


def _officer(scene: Scene, speaker: str) -> bool:
    """Say whether somebody has an office, so that "the state" or "the city" in his mouth is what he speaks for."""
    actor = scene.parties.actors.get(speaker)
    if actor is None or actor.kind != "person":
        return False
    said = f"{actor.role or ''} {' '.join(m.text for m in actor.mentions if m.form != 'pronoun')}".casefold()
    return any(word in words("officers") for word in said.split())


def akin(scene: Scene, actor: str, speaker: str) -> bool:
    """Say whether people are those for whom a speaker's body is named: fishermen, and the fishermen's union."""
    parties = scene.parties
    found, body = parties.actors.get(actor), parties.actors.get(parties.principal(speaker))
    if found is None or body is None or found.kind not in ("population", "group") or found.members:
        return False
    plain = found.name.casefold().split()[-1]
    united = {"union", "association", "federation", "guild", "league", "alliance"} & set(body.name.casefold().split())
    if united and body.kind == "organization" and found.name.casefold() in words("fellows"):
        return True  # "teachers" in the mouth of the teachers' union, whatever its name
    return body.kind == "organization" and plain[:6] in body.name.casefold() and len(plain) > 4


def other_before(scene: Scene, unit: Unit, pronoun: Token, besides: str) -> str | None:
    """Return who a pronoun may mean where it can't mean this actor: who was named last before it."""
    people = pronoun.lower_ in ("he", "she")
    at = unit.start(pronoun)
    for anchor in reversed(scene.parties.within(at - 400, at)):
        fits = scene.parties.is_person(anchor.actor) == people
        if fits and anchor.mention.form != "pronoun" and not scene.parties.same_side(anchor.actor, besides):
            return anchor.actor
    return None


def meeting(scene: Scene) -> str | None:
    """Return the body whose minutes the report seems to be: the council or board that it names most."""
    actors = scene.parties.actors.values()
    bodies = [a for a in actors if a.kind == "organization" and a.name.casefold().split()[-1] in words("meetings")]
    return max(bodies, key=lambda a: len(a.mentions)).id if bodies else None
