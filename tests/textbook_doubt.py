"""The textbook of doubt: every plausible preference of a small dispute, literally, with exact probabilities.

A preference is drawn for each side as the documentation of the model of doubt has it, one step after the other, and
written back into the document; what holds then is the textbook's judgement. No code is shared with the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from itertools import product
from typing import Any

from tests import textbook

Document = dict[str, Any]
Drawn = tuple[Fraction, Document, set[Any]]

DEFAULT = {
    "swap": Fraction(1, 5),
    "contested": Fraction(2, 5),
    "presumed": Fraction(1, 2),
    "drop": Fraction(3, 10),
    "negate": Fraction(0),
    "ranking": Fraction(1, 5),
    "weights": Fraction(1, 5),
}


def scan(items: list[Any], chance: Any) -> Iterator[tuple[Fraction, list[Any], set[Any]]]:
    """Yield what one pass from top to bottom makes of a list: probability, list, and what took part in a swap.

    At each place the item there and the next one swap, or not.
    """
    for choices in product((False, True), repeat=max(0, len(items) - 1)):
        current, weight, moved = list(items), Fraction(1), set()
        for place, swap in enumerate(choices):
            upper, lower = current[place], current[place + 1]
            probability = Fraction(chance(upper, lower))
            weight *= probability if swap else 1 - probability
            if swap:
                current[place], current[place + 1] = lower, upper
                moved |= {upper[0], lower[0]}
        if weight:
            yield weight, current, moved


def of_statements(entry: Document, doubt: dict[str, Fraction]) -> Iterator[Drawn]:
    """Yield every plausible list of statements; what is otherwise is named by its place in the file."""
    given = [
        (place, each if isinstance(each, dict) else {"prefer": each}) for place, each in enumerate(entry["statements"])
    ]

    def chance(upper: Any, lower: Any) -> Fraction:
        for mark in ("presumed", "contested"):
            if upper[1].get(mark) or lower[1].get(mark):
                return doubt[mark]
        return doubt["swap"]

    for choices in product(("as it is", "gone", "opposite"), repeat=len(given)):
        weight, kept, otherwise = Fraction(1), [], set()
        for (place, statement), choice in zip(given, choices, strict=True):
            drop = doubt["drop"] if statement.get("presumed") else Fraction(0)
            negate = doubt["negate"] if statement.get("contested") and not statement.get("presumed") else Fraction(0)
            weight *= {"gone": drop, "opposite": (1 - drop) * negate, "as it is": (1 - drop) * (1 - negate)}[choice]
            if choice != "as it is":
                otherwise.add(place)
            if choice == "opposite":
                kept.append((place, statement | {"prefer": f"not ({statement['prefer']})"}))
            elif choice == "as it is":
                kept.append((place, statement))
        if not weight:
            continue
        for share, order, moved in scan(kept, chance):
            statements = [statement["prefer"] for _, statement in order]
            yield weight * share, {"statements": statements}, otherwise | moved


def of_classes(classes: list[list[str]], chance: Fraction) -> Iterator[Drawn]:
    """Yield every plausible order of classes."""
    for weight, order, _ in scan(list(enumerate(classes)), lambda a, b: chance):
        places = [place for place, _ in order]
        reversed_steps = {k for k in range(len(classes) - 1) if places.index(k) > places.index(k + 1)}
        yield weight, {"ranking": [members for _, members in order]}, reversed_steps


def of_side(document: Document, side: str, doubt: dict[str, Fraction]) -> list[Drawn]:
    """Return every plausible entry of one side."""
    entry = document["preferences"][side]
    if "statements" in entry:
        return list(of_statements(entry, doubt))
    if "weights" in entry:
        game = textbook.game(document)
        degrees = game.degrees[game.sides.index(side)]
        wins = {s: sum((degrees[s, t] or 0) > 0 for t in game.states if t != s) for s in game.states}
        classes = [[s for s in game.states if wins[s] == win] for win in sorted(set(wins.values()), reverse=True)]
        return list(of_classes(classes, doubt["weights"]))
    classes = [[tie] if isinstance(tie, str) else list(tie) for tie in entry["ranking"]]
    return list(of_classes(classes, doubt["ranking"]))


def plausible(document: Document, **doubt: Fraction) -> Iterator[tuple[Fraction, Document, list[set[Any]]]]:
    """Yield every plausible dispute with its probability, and what is otherwise for each side."""
    sides = [maker["id"] for maker in document["decision_makers"]]
    drawn = [of_side(document, side, DEFAULT | doubt) for side in sides]
    for chosen in product(*drawn):
        other = deepcopy(document)
        weight = Fraction(1)
        for side, (share, entry, _) in zip(sides, chosen, strict=True):
            weight *= share
            other["preferences"][side] = entry
        yield weight, other, [touched for _, _, touched in chosen]


def ways(document: Document) -> int:
    """Return how many combinations there are, counted without merging."""
    total = 1
    for maker in document["decision_makers"]:
        total *= len(of_side(document, maker["id"], DEFAULT))
    return total
