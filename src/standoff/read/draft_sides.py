"""Who the sides are: actors merged along ``acts_for`` and ``members``, within one ledger and across several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.read.draft_acts import slug, unique
from standoff.read.draft_same import Node, same_actors
from standoff.read.ledger import Actor, Ledger


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the dispute, and where the reports name it first."""

    id: str
    name: str
    evidence: tuple[str, ...]


class Sides:
    """Which side each actor of each ledger speaks and moves for.

    Parameters
    ----------
    ledgers : sequence of Ledger
        Which actors of several are the same, `draft_same` says.
    sources : sequence of str
        The id of each ledger's source, for evidence.
    """

    def __init__(self, ledgers: Sequence[Ledger], sources: Sequence[str]) -> None:
        self._actors: dict[Node, Actor] = {(k, a.id): a for k, ledger in enumerate(ledgers) for a in ledger.actors}
        self._sources = tuple(sources)
        self._same = same_actors(ledgers)
        self._states = {
            actor.country: self._same[node]
            for node, actor in reversed(self._actors.items())
            if actor.kind == "state" and actor.country
        }
        self._twins: dict[Node, list[Node]] = {}
        for node, same in self._same.items():
            self._twins.setdefault(same, []).append(node)
        self._tops = {node: tuple(dict.fromkeys(self._principals(node, frozenset()))) for node in self._actors}
        self._sides: dict[Node, Side] = {}
        self._taken: set[str] = set()

    def of(self, ledger: int, actor: str | None) -> tuple[Node, ...]:
        """Return the principals that this actor stands for: several for a group, none where it is unknown."""
        return self._tops.get((ledger, actor), ()) if actor is not None else ()

    def is_population(self, ledger: int, actor: str) -> bool:
        """Whether the actor is a population, which speaks after the leaders of its side."""
        return (ledger, actor) in self._actors and self._actors[ledger, actor].kind == "population"

    def side(self, node: Node) -> Side:
        """Return the side of a principal, with an id of its own."""
        if node not in self._sides:
            actor = self._actors[node]
            identifier = unique(slug(actor.id, "side"), self._taken)
            self._sides[node] = Side(identifier, _name(actor), self._first_mention(node))
        return self._sides[node]

    def names(self) -> dict[Node, str]:
        """Return all principals with their names, in the order of the ledgers."""
        return {top: _name(self._actors[top]) for tops in self._tops.values() for top in tops}

    def shortened(self, ledger: int, text: str) -> str:
        """Return a text in which people have their names alone, without the offices that the report gives them."""
        for phrase, actor in self._phrases(ledger, text):
            if actor.kind == "person" and phrase.endswith(actor.name):
                text = text.replace(phrase, actor.name)
        return text

    def masked(self, ledger: int, text: str) -> str:
        """Return a text in which each actor's name is one sign, so that long names do not count for more."""
        for phrase, _ in self._phrases(ledger, text):
            text = text.replace(phrase, "§")
        return text

    def is_side(self, ledger: int, text: str) -> bool:
        """Whether a phrase means a side and no act: "the drivers"."""
        bare = text.lower().removeprefix("the ")
        return any(
            mention.text.lower().removeprefix("the ") == bare
            for (k, actor), tops in self._tops.items()
            if k == ledger and tops
            for mention in self._actors[k, actor].mentions
        )

    def without_itself(self, ledger: int, text: str, owner: Node) -> str:
        """Return an act's words without "with the company" where it is the company's own act."""
        called = {
            mention.text
            for (k, actor), tops in self._tops.items()
            if k == ledger and tops == (owner,)
            for mention in self._actors[k, actor].mentions
            if mention.form in ("named", "nominal")
        }
        for name in sorted(called, key=len, reverse=True):
            text = re.sub(rf"\s+with\s+{re.escape(name)}\b", "", text, flags=re.IGNORECASE)
        return text

    def names_other(self, ledger: int, text: str, owner: Node) -> bool:
        """Whether a text names an actor of another side."""
        return any(self.of(ledger, actor.id) not in ((), (owner,)) for _, actor in self._phrases(ledger, text))

    def _phrases(self, ledger: int, text: str) -> list[tuple[str, Actor]]:
        """Return the names in a text with their actors, the longest first."""
        named = {
            mention.text: actor
            for (k, _), actor in self._actors.items()
            for mention in actor.mentions
            if k == ledger and mention.form in ("named", "metonym") and mention.text in text
        }
        named |= {actor.name: actor for (k, _), actor in self._actors.items() if k == ledger and actor.name in text}
        return sorted(named.items(), key=lambda item: -len(item[0]))

    def _principals(self, node: Node, seen: frozenset[Node]) -> list[Node]:
        """Follow members and acts_for to the top; a circle ends where it closes."""
        node = self._same[node]
        if node in seen:
            return [node]
        seen |= {node}
        twins = self._twins[node]
        members = [(k, member) for k, actor in twins for member in self._actors[k, actor].members]
        known = [member for member in members if member in self._actors]
        if known:
            return [top for member in known for top in self._principals(member, seen)]
        for k, actor in twins:
            above = self._actors[k, actor].acts_for
            if above is not None and (k, above) in self._actors and self._same[k, above] != node:
                return self._principals((k, above), seen)
        country = self._actors[node].country
        if self._actors[node].kind in ("population", "armed-force") and country in self._states:
            return [self._states[country]]
        return [node]

    def _first_mention(self, node: Node) -> tuple[str, ...]:
        """Return the first place where anybody of the side is named, by its own name if there is one."""
        merged = [other for other, tops in self._tops.items() if tops == (node,)]
        own = [other for other in merged if self._same[other] == node]
        for group in (own, merged):
            found = [(k, m.start, m.end) for k, a in group for m in self._actors[k, a].mentions if m.form != "pronoun"]
            if found:
                k, start, end = min(found)
                return (f"{self._sources[k]}@{start}-{end}",)
        return ()


def _name(actor: Actor) -> str:
    """Return the actor's name as a side is called: with a capital letter."""
    return actor.name[:1].upper() + actor.name[1:]
