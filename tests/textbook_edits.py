"""The textbook for edits: every edit one at a time, on the texts of a document, cheapest first.

It shares no code with the package: lists of statements are edited step by step, and each edited dispute is judged by
the definitions.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from tests import textbook
from tests.textbook_relations import of_scores

Document = dict[str, Any]
Entry = tuple[str, bool, bool]
"""A statement's text, whether it was negated, and whether it was made conditional."""
Said = tuple[Entry, ...]


def edited(said: Said, literals: list[str], may_say: list[str]) -> set[Said]:
    """Return what one edit makes of a list of statements."""
    found = {said[:k] + said[k + 1 :] for k in range(len(said))}
    for k, (text, negated, conditional) in enumerate(said):
        if not negated and not conditional:
            found.add((*said[:k], (f"not ({text})", True, False), *said[k + 1 :]))
        if not conditional:
            found |= {(*said[:k], (f"({text}) if ({literal})", negated, True), *said[k + 1 :]) for literal in literals}
        if k:
            found.add((*said[: k - 1], said[k], said[k - 1], *said[k + 1 :]))
    for text in may_say:
        if all(entry[0] != f"({text})" for entry in said):
            # What is added is neither negated nor made conditional.
            added = (f"({text})", True, True)
            found |= {(*said[:k], added, *said[k:]) for k in range(len(said) + 1)}
    return found


def costs_of_lists(said: Said, literals: list[str], may_say: list[str], most: int) -> dict[Said, int]:
    """Return every list that so many edits lead to, with the fewest edits that do."""
    cost = {said: 0}
    front = {said}
    for step in range(1, most + 1):
        front = {after for before in front for after in edited(before, literals, may_say)} - cost.keys()
        cost.update(dict.fromkeys(front, step))
    return cost


def smallest(
    document: Document, target: str, concept: str, most: int, fix: tuple[str, ...] = (), may_say: Document | None = None
) -> int | None:
    """Return the least number of edits after which a state, by its letters, is stable for all; None if more."""
    facts = [name for name in document["facts"] if name not in fix]
    best: int | None = None
    for flips in product([False, True], repeat=len(facts)):
        spent = sum(flips)
        flipped = {name: not document["facts"][name] for name, flip in zip(facts, flips, strict=True) if flip}
        world = {**document, "facts": {**document["facts"], **flipped}}
        left = (most if best is None else best - 1) - spent
        found = _without_facts(world, target, concept, left, fix, may_say or {}) if left >= 0 else None
        best = best if found is None else found + spent
    return best


def _without_facts(
    document: Document, target: str, concept: str, most: int, fix: tuple[str, ...], may_say: Document
) -> int | None:
    """Return the least number of edits of statements alone."""
    g = textbook.game(document)
    assert g.letters is not None
    state = next((s for s, letters in g.letters.items() if letters == target), None)
    if state is None:
        return None
    options = [(m["id"], o["id"]) for m in document["decision_makers"] for o in m["options"]]
    choices: list[dict[tuple[int, ...], int]] = []
    for maker in document["decision_makers"]:
        side = maker["id"]
        entry = document["preferences"][side]
        if "statements" not in entry or side in fix:
            choices.append({(): 0})
            continue
        names = [o for owner, o in options if owner != side] + list(document["facts"])
        literals = [text for name in names for text in (name, f"not {name}")]
        said = tuple((text, False, False) for text in entry["statements"])
        orders: dict[tuple[int, ...], int] = {}
        for lists, cost in costs_of_lists(said, literals, may_say.get(side, []), most).items():
            order = _order(g, document, [text for text, _, _ in lists])
            orders[order] = min(cost, orders.get(order, cost))
        choices.append(orders)
    return _cheapest(g, state, concept, choices, most)


def _order(g: textbook.Game, document: Document, texts: list[str]) -> tuple[int, ...]:
    """Return the place of every state by statements, larger is better."""
    assert g.letters is not None
    ids = [o["id"] for m in document["decision_makers"] for o in m["options"]]
    scores = []
    for state in g.states:
        values = {name: letter == "Y" for name, letter in zip(ids, g.letters[state], strict=True)}
        scores.append([textbook.truth(text, {**document["facts"], **values}) for text in texts])
    classes = sorted(map(list, {tuple(score) for score in scores}))
    return tuple(classes.index(score) for score in scores)


def _cheapest(
    g: textbook.Game, state: str, concept: str, choices: list[dict[tuple[int, ...], int]], most: int
) -> int | None:
    """Return the least sum of costs of orders, one a side, under which a state is stable for all."""
    today = list(g.degrees)
    best: int | None = None
    limit = most
    for chosen in product(*(sorted(each.items(), key=lambda item: item[1]) for each in choices)):
        total = sum(cost for _, cost in chosen)
        if total > limit:
            continue
        g.degrees = [
            of_scores(dict(zip(g.states, order, strict=True))) if order else today[i]
            for i, (order, _) in enumerate(chosen)
        ]
        if all(textbook.stable(g, concept, i, state) for i in range(len(g.sides))):
            best, limit = total, total - 1
    g.degrees = today
    return best
