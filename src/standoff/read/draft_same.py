"""Which actors of several ledgers are one: by country, by name, and by what one report calls what another names.

Reports that are drafted together speak of one dispute: "the company" of one report is the company of the other, as long
as the other has only one.
Two actors of one report are never made one here: the reader has told them apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from standoff.read.ledger import Actor, Ledger

Node = tuple[int, str]

DESCRIBED = frozenset({"organization", "armed-force", "bloc", "person"})
"""Kinds of actors that a description may stand for; a group or a population of one report is not that of another."""


def same_actors(ledgers: Sequence[Ledger]) -> dict[Node, Node]:
    """Return for each actor the first one that is the same.

    Examples
    --------
    >>> from standoff.read.ledger import Mention, Source
    >>> def told(name, form):
    ...     mention = Mention(start=0, end=len(name), text=name, form=form)
    ...     actor = Actor(id="a", name=name, kind="organization", mentions=(mention,))
    ...     return Ledger(source=Source(id="note"), actors=(actor,))
    >>> same_actors([told("Ellin Harbour Company", "named"), told("company", "nominal")])
    {(0, 'a'): (0, 'a'), (1, 'a'): (0, 'a')}
    """
    actors = {(k, actor.id): actor for k, ledger in enumerate(ledgers) for actor in ledger.actors}
    first: dict[tuple[str, str], Node] = {}
    same = {node: first.setdefault(_identity(node, actor), node) for node, actor in actors.items()}
    for node, actor in sorted(actors.items(), key=lambda item: -len(_words(item[1].name))):
        if same[node] == node and actor.kind in DESCRIBED:
            _join(node, actors, same)
    return same


def _join(node: Node, actors: Mapping[Node, Actor], same: dict[Node, Node]) -> None:
    """Make an actor one with the only actor of other reports that it can mean."""
    mine = {other[0] for other, head in same.items() if head == node}
    heads = {
        same[other]
        for other, actor in actors.items()
        if same[other] != node and actor.kind == actors[node].kind and _may_mean(actors[node], actor)
    }
    fitting = [head for head in heads if not mine & {other[0] for other, top in same.items() if top == head}]
    if len(heads) != 1 or not fitting:
        return
    first, other = sorted((node, fitting[0]), key=lambda each: (not _named(actors[each]), each))
    for each, head in list(same.items()):
        if head == other:
            same[each] = first


def _may_mean(one: Actor, other: Actor) -> bool:
    """Whether a name or description may mean the other actor: it is how that is called, or the end of its name."""
    words = _words(one.name)
    called = {tuple(_words(mention.text)) for mention in other.mentions if mention.form in ("named", "nominal")}
    name = _words(other.name)
    ends = len(words) < len(name) and name[-len(words) :] == words
    return bool(words) and (tuple(words) == tuple(name) or tuple(words) in called or ends)


def _identity(node: Node, actor: Actor) -> tuple[str, str]:
    """Return what makes two actors the same at once: country for a state, the name for others that have one."""
    if actor.kind == "state" and actor.country:
        return "state", actor.country
    if actor.kind not in ("group", "population") and _named(actor):
        return actor.kind, " ".join(_words(actor.name))
    return f"{node[0]}", actor.id


def _named(actor: Actor) -> bool:
    """Whether the report calls an actor by a name of its own."""
    return any(mention.form == "named" for mention in actor.mentions)


def _words(name: str) -> list[str]:
    """Return the words of a name, without its article and without regard to case."""
    return re.sub(r"^(?:the|a|an|this|that|its|their|his|her)\s+", "", name.casefold().strip()).split()
