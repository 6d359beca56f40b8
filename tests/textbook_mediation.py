"""The textbook of mediation: all total preorders of all sides, tried in the order of what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from tests import textbook, textbook_relations
from tests.textbook import Game

Ranking = tuple[int, ...]
"""The place of each state from the worst, 0; equal places tie."""
Profile = tuple[Ranking, ...]


def rankings(count: int) -> list[Ranking]:
    """All total preorders of so many states."""
    return [places for places in product(range(count), repeat=count) if set(places) == set(range(max(places) + 1))]


def today(game: Game) -> Profile:
    """The preferences of a game, as places."""
    profile = []
    for i in range(len(game.sides)):
        worse = {t: sum(game.better(i, t, s) for s in game.states) for t in game.states}
        kinds = sorted(set(worse.values()))
        profile.append(tuple(kinds.index(worse[t]) for t in game.states))
    return tuple(profile)


def sign(places: Ranking, a: int, b: int) -> int:
    """1 where a is better than b, 0 where they tie, else -1."""
    return (places[a] > places[b]) - (places[a] < places[b])


def price(before: Ranking, after: Ranking, weight: Mapping[tuple[int, int], Fraction], each: Fraction) -> Fraction:
    """The sum of the weights of the pairs whose relation differs."""
    pairs = combinations(range(len(before)), 2)
    return sum((weight.get(p, each) for p in pairs if sign(before, *p) != sign(after, *p)), Fraction(0))


def by_cost(
    before: Profile, fixed: set[int], weights: list[Mapping[tuple[int, int], Fraction]], each: list[Fraction]
) -> Iterator[tuple[Fraction, Profile]]:
    """All profiles that leave the fixed sides alone, the cheapest first."""
    choices = []
    for i, own in enumerate(before):
        new = [own] if i in fixed else rankings(len(own))
        choices.append([(price(own, places, weights[i], each[i]), places) for places in new])
    priced = [(sum((cost for cost, _ in c), Fraction(0)), tuple(p for _, p in c)) for c in product(*choices)]
    yield from sorted(priced)


def with_preferences(game: Game, profile: Profile) -> Game:
    """The game with other preferences."""
    degrees = [textbook_relations.of_scores(dict(zip(game.states, places, strict=True))) for places in profile]
    return replace(game, degrees=degrees)


def smallest(
    game: Game,
    target: str,
    concepts: list[str],
    *,
    fixed: set[int],
    breaking: bool = False,
    return_to_s: bool = True,
    weights: list[Mapping[tuple[int, int], Fraction]] | None = None,
    each: list[Fraction] | None = None,
) -> tuple[Fraction | None, set[Profile]]:
    """The least cost, and all profiles of that cost, under which the target is an equilibrium, or is none."""
    sides = range(len(game.sides))
    best: Fraction | None = None
    found: set[Profile] = set()
    ordered = by_cost(today(game), fixed, weights or [{} for _ in sides], each or [Fraction(1) for _ in sides])
    for cost, profile in ordered:
        if best is not None and cost > best:
            break
        changed = with_preferences(game, profile)
        holds = all(textbook.stable(changed, concepts[i], i, target, return_to_s) for i in sides)
        if holds != breaking:
            best = cost
            found.add(profile)
    return best, found
