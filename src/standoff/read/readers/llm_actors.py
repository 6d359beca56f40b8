"""The actors of a language model's answer: known ones, or new ones that the report mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from standoff.read.ledger import Actor, Mention
from standoff.read.readers.anchors import Mentions
from standoff.read.readers.llm_answer import Reading, Unsound, place_of


def take_actor(reading: Reading, one: dict[str, Any], at: int) -> Actor | None:
    """Take an actor that the rules do not know; one that they do know keeps what they say of it."""
    given = one.get("id")
    if not isinstance(given, str) or not given:
        raise Unsound("it has no id.")
    if given in reading.ids:
        return None
    start, end = place_of(reading, one, "mention", 0)
    known = Mentions([*reading.ledger.actors, *reading.found["actors"]], reading.report.text).named(start, end)
    if known is not None:
        reading.ids[given] = known
        return None
    mention = reading.report.text[start:end]
    name = one.get("name")
    named = name if isinstance(name, str) and len(name) <= 80 and reading.places.find(name) else mention
    made = Actor.model_validate(
        {
            "id": _new_id(mention, set(reading.ids.values())),
            "name": " ".join(named.split()),
            "kind": one.get("kind"),
            "mentions": (Mention(start=start, end=end, text=mention, form="named"),),
        }
    )
    reading.ids[given] = made.id
    return made


def _new_id(mention: str, taken: set[str]) -> str:
    """Return an id made of a mention's words; the model's own is never used."""
    base = re.sub(r"[^a-z0-9]+", "_", mention.lower().encode("ascii", "ignore").decode()).strip("_")[:40] or "actor"
    base = base if base[0].isalpha() else f"actor_{base}"
    number = 2
    made = base
    while made in taken:
        made, number = f"{base}_{number}", number + 1
    return made


def tied(reading: Reading, listed: list[dict[str, Any]]) -> tuple[Actor, ...]:
    """Say of the new actors for whom they act, where that is an actor and no circle."""
    fresh = {actor.id: actor for actor in reading.found["actors"]}
    above = {actor.id: actor.acts_for for actor in reading.ledger.actors}
    for one in listed:
        given, principal = one.get("id"), one.get("acts_for")
        actor = fresh.get(reading.ids.get(given, "")) if isinstance(given, str) else None
        if actor is None or not isinstance(principal, str) or principal not in reading.ids:
            continue
        chain = reading.ids[principal]
        if actor.id not in _chain(chain, above):
            above[actor.id] = chain
            fresh[actor.id] = actor.model_copy(update={"acts_for": chain})
    return tuple(fresh.values())


def _chain(first: str, above: dict[str, str | None]) -> Iterator[str]:
    """Yield an actor and those at whose orders it acts."""
    seen: set[str] = set()
    at: str | None = first
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above.get(at)


def who(reading: Reading, given: object) -> str:
    """Return the actor that an id of the answer means."""
    if not isinstance(given, str) or given not in reading.ids:
        raise Unsound("it names an actor that does not exist.")
    return reading.ids[given]


def maybe(reading: Reading, given: object) -> str | None:
    """Return the actor that an id means, or nobody."""
    return None if given is None else who(reading, given)


def several(reading: Reading, given: object) -> tuple[str, ...]:
    """Return the actors that a list of ids means."""
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > 20:
        raise Unsound("its actors are no list.")
    return tuple(dict.fromkeys(who(reading, one) for one in given))
