"""Who is meant where: the actors of a report, looked up by offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from standoff.read.ledger import Actor, ActorKind, Mention


@dataclass(frozen=True)
class Anchor:
    """A mention together with the actor that it means."""

    mention: Mention
    actor: str


class Parties:
    """The actors of one report, by the places that mention them.

    Parameters
    ----------
    actors : sequence of Actor
        With their mentions.
    group : callable, optional
        Gives the id of a group for several ids; without it groups are looked up by their members.
    at : callable, optional
        Gives the actor that a stretch means though it is no mention: an adjective of nationality.
    """

    def __init__(
        self,
        actors: Sequence[Actor],
        group: Callable[[tuple[str, ...]], str] | None = None,
        at: Callable[[int, int], str | None] | None = None,
    ) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.adopted: list[Actor] = []
        self.anchors = sorted(
            (Anchor(mention, actor.id) for actor in actors for mention in actor.mentions),
            key=lambda anchor: (anchor.mention.start, anchor.mention.end),
        )
        self._group = group
        self._at = at
        self._starts = [anchor.mention.start for anchor in self.anchors]
        self._longest = max((anchor.mention.end - anchor.mention.start for anchor in self.anchors), default=0)
        self._worded: tuple[dict[str, list[Anchor]], Sequence[Anchor]] = ({}, ())
        self._sides: Counter[str] = Counter()
        for anchor in self.anchors:
            for side in self.principals(anchor.actor):
                if not self.members(side):
                    self._sides[side] += 1

    def covering(self, start: int, end: int) -> Anchor | None:
        """Return the smallest mention that covers these offsets."""
        low, high = bisect_left(self._starts, start - self._longest), bisect_right(self._starts, start)
        found = [a for a in self.anchors[low:high] if end <= a.mention.end]
        return min(found, key=lambda a: a.mention.end - a.mention.start, default=None)

    def at(self, start: int, end: int) -> str | None:
        """Return the actor that a word means or belongs to."""
        anchor = self.covering(start, end)
        return anchor.actor if anchor is not None else self._at(start, end) if self._at is not None else None

    def worded(self, text: str) -> list[Anchor]:
        """Return the mentions that have exactly these words, in lower case, in order."""
        if len(self._worded[1]) != len(self.anchors):
            found: dict[str, list[Anchor]] = {}
            for anchor in self.anchors:
                found.setdefault(anchor.mention.text.casefold(), []).append(anchor)
            self._worded = (found, self.anchors)
        return self._worded[0].get(text, [])

    def within(self, start: int, end: int) -> list[Anchor]:
        """Return the mentions inside these offsets, in order."""
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [a for a in self.anchors[low:high] if a.mention.end <= end]

    def principal(self, actor: str) -> str:
        """Return the actor at the top of ``acts_for``, on whose behalf this one acts."""
        seen: set[str] = set()
        while actor in self.actors and actor not in seen:
            seen.add(actor)
            above = self.actors[actor].acts_for
            if above is None:
                break
            actor = above
        return actor

    def principals(self, actor: str) -> frozenset[str]:
        """Return the principals of an actor, of all members for a group."""
        members = self.members(actor)
        return (
            frozenset(self.principal(member) for member in members) if members else frozenset([self.principal(actor)])
        )

    def members(self, actor: str) -> tuple[str, ...]:
        """Return the members of a group, or nothing."""
        found = self.actors.get(actor)
        return found.members if found else ()

    def same_side(self, first: str, second: str) -> bool:
        """Say whether one of the two speaks for the other or both for a third."""
        return bool(self.principals(first) & self.principals(second))

    def group(self, ids: Iterable[str]) -> str | None:
        """Return one id for several actors."""
        several = tuple(dict.fromkeys(ids))
        if len(several) < 2:
            return several[0] if several else None
        for actor in self.actors.values():
            if set(actor.members) == set(several):
                return actor.id
        if self._group is None:
            return several[0]
        if any(actor.id in several for actor in self.adopted):
            return several[0]
        made = self._group(several)
        self.actors.setdefault(made, Actor(id=made, name=made, kind="group", members=several))
        return made

    def adopt(self, mention: Mention, kind: ActorKind) -> str:
        """Return the actor of a mention that was found late, a new one unless the same words were met before."""
        plain = re.sub(r"^(?:the|a|an|some|many|most|several) ", "", mention.text.casefold())
        made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "somebody"
        made = made if made[0].isalpha() else f"x{made}"
        if not any(actor.id == made for actor in self.adopted):
            while made in self.actors:
                made = f"{made}_2"
            actor = Actor(id=made, name=mention.text, kind=kind, mentions=(mention,))
            self.adopted.append(actor)
            self.actors[made] = actor
            self.anchors = sorted(
                [*self.anchors, Anchor(mention, made)], key=lambda anchor: (anchor.mention.start, anchor.mention.end)
            )
            self._starts = [anchor.mention.start for anchor in self.anchors]
            self._longest = max(self._longest, mention.end - mention.start)
        return made

    def is_person(self, actor: str) -> bool:
        """Say whether an actor is a single person."""
        found = self.actors.get(actor)
        return found is not None and found.kind == "person"

    def speaks(self, actor: str) -> bool:
        """Say whether an actor has a side of its own, so that it can stand against another."""
        found = self.actors.get(self.principal(actor))
        return found is not None and found.kind in ("state", "organization", "bloc", "person", "population")

    def counterpart(self, holder: str, near: Sequence[tuple[int, int]] = (), besides: Sequence[str] = ()) -> str | None:
        """Return the other side of the dispute as seen by this holder.

        That is the one that is named most near by, else the one that is named most in the whole report.

        Parameters
        ----------
        holder : str
            An actor.
        near : sequence of (int, int)
            Stretches of the report to look at first, the nearest first.
        besides : sequence of str
            Actors that are not meant either.
        """
        own = self.principals(holder).union(*(self.principals(actor) for actor in besides))
        others = {side: n for side, n in self._sides.items() if side not in own and self.speaks(side)}
        if not others:
            return None
        least = max(others.values()) / 4
        for start, end in near:
            named = {side for anchor in self.within(start, end) for side in self.principals(anchor.actor)}
            found = [side for side in named if others.get(side, 0) >= least]
            if found:
                return max(found, key=lambda side: (others[side], self._acts(side), side))
        return max(others, key=lambda side: (others[side], self._acts(side), side))

    def _acts(self, side: str) -> bool:
        """Say whether an actor is a body that decides, and not people or a person."""
        return self.actors[side].kind in ("state", "organization", "bloc")
