"""The textbook on what could happen next: situations as tuples, chances as fractions, loops over everything."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tests import textbook
from tests.textbook import Game, State, improvements, reach
from tests.textbook_foresight import table

Situation = tuple[State, int, bool]
Law = dict[Situation | None, Fraction]
Numbers = dict[Situation, Fraction]


@dataclass
class Assumed:
    """How the sides behave; ``None`` among the situations that follow means that play ends."""

    initiative: list[Fraction]
    concede: list[Fraction]
    retract: list[Fraction]
    concepts: list[str]
    improvements: str = "best"
    concessions: str = "any"


def unsanctioned(g: Game, concept: str, i: int, s: State, s1: State) -> bool:
    """Whether no sanction of the concept meets this one improvement."""
    others = [j for j in range(len(g.sides)) if j != i]
    if concept == "Nash":
        return True
    step = improvements if concept in ("SEQ", "SSEQ") else reach
    for s2 in textbook.answers(g, others, s1, step):
        deters = g.no_better(i, s2, s)
        if concept in ("SMR", "SSEQ"):
            deters = deters and all(g.no_better(i, s3, s) for s3 in reach(g, i, s2))
        if deters:
            return False
    return True


def liked_best(g: Game, i: int, states: list[State]) -> list[State]:
    """The states to which the side prefers none of the others; all of them where its preference goes round."""
    return [t for t in states if not any(g.better(i, u, t) for u in states)] or states


def would(g: Game, a: Assumed, i: int, s: State) -> list[State]:
    """Where a side would go from a state."""
    concept = a.concepts[i]
    if concept.startswith("L"):
        known = table(g, int(concept[1:]) - 1)
        gains = [known[1 - i, s1] for s1 in g.states if s1 in reach(g, i, s)]
        best = [end for end in gains if g.better(i, end, s) and not any(g.better(i, e, end) for e in gains)]
        tops = [s1 for s1 in g.states if s1 in reach(g, i, s) and known[1 - i, s1] in best]
        return tops[:1]
    found = [t for t in g.states if t in improvements(g, i, s) and unsanctioned(g, concept, i, s, t)]
    return liked_best(g, i, found) if a.improvements == "best" else found


def could_concede(g: Game, a: Assumed, i: int, s: State) -> list[State]:
    """Where a side's concessions from a state lead."""
    found = [t for t in g.states if t in reach(g, i, s) and not g.better(i, t, s)]
    if a.concessions == "welcome":
        return [t for t in found if any(g.better(j, t, s) for j in range(len(g.sides)) if j != i)]
    return liked_best(g, i, found) if a.concessions == "least" else found


def law(g: Game, a: Assumed, situation: Situation) -> Law:
    """The chances of what follows a situation: (state, who moved last and would move again or -1, conceding)."""
    s, last, conceded = situation
    sides = range(len(g.sides))
    result: Law = {}

    def add(chance: Fraction, i: int, targets: list[State], concession: bool) -> None:
        for t in targets:
            after = (t, i, concession) if would(g, a, i, t) else (t, -1, False)
            result[after] = result.get(after, Fraction(0)) + chance / len(targets)

    ready = [i for i in sides if i != last and would(g, a, i, s)]
    if ready:
        total = sum(a.initiative[i] for i in ready)
        for i in ready:
            add(a.initiative[i] / total, i, would(g, a, i, s), False)
        return result
    again = Fraction(0) if last < 0 else a.retract[last] if conceded else Fraction(1)
    if again:
        add(again, last, would(g, a, last, s), False)
    able = [i for i in sides if could_concede(g, a, i, s) and a.concede[i]]
    nobody = Fraction(1)
    for i in able:
        nobody *= 1 - a.concede[i]
    weight = sum(a.initiative[i] * a.concede[i] for i in able)
    for i in able if again < 1 else ():
        chance = (1 - again) * (1 - nobody) * a.initiative[i] * a.concede[i] / weight
        add(chance, i, could_concede(g, a, i, s), True)
    if (1 - again) * nobody:
        result[None] = (1 - again) * nobody
    return result


def laws(g: Game, a: Assumed, start: State) -> dict[Situation, Law]:
    """The laws of all situations with a chance above zero."""
    found: dict[Situation, Law] = {}
    waiting: list[Situation] = [(start, -1, False)]
    while waiting:
        situation = waiting.pop()
        if situation not in found:
            found[situation] = law(g, a, situation)
            waiting += [after for after, chance in found[situation].items() if after is not None and chance]
    return found


def solve(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss-Jordan elimination."""
    size = len(rows)
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for k in range(size):
        pivot = next(r for r in range(k, size) if table[r][k])
        table[k], table[pivot] = table[pivot], table[k]
        table[k] = [x / table[k][k] for x in table[k]]
        for r in range(size):
            if r != k and table[r][k]:
                factor = table[r][k]
                table[r] = [x - factor * y for x, y in zip(table[r], table[k], strict=True)]
    return [row[-1] for row in table]


def visits(all_laws: dict[Situation, Law], kept: list[Situation], start: Situation) -> Numbers:
    """The expected visits to some situations before any other: v = start + v Q."""
    if start not in kept:
        return dict.fromkeys(kept, Fraction(0))
    rows = [[Fraction(x == y) - all_laws[y].get(x, Fraction(0)) for y in kept] for x in kept]
    return dict(zip(kept, solve(rows, [Fraction(x == start) for x in kept]), strict=True))


def onward(all_laws: dict[Situation, Law]) -> dict[Situation, set[Situation | None]]:
    """What each situation leads to in one step or more."""
    result: dict[Situation, set[Situation | None]] = {x: set(row) for x, row in all_laws.items()}
    changed = True
    while changed:
        changed = False
        for x, found in result.items():
            more = set(found).union(*[result[y] for y in found if y is not None])
            changed = changed or more != found
            result[x] = more
    return result


def rounds(all_laws: dict[Situation, Law]) -> list[set[Situation]]:
    """The classes that nothing leaves and in which nothing ends."""
    ahead = onward(all_laws)
    found = []
    for x in all_laws:
        cls = {y for y in ahead[x] if y is not None}
        if None not in ahead[x] and all(x in ahead[y] for y in cls) and cls not in found:
            found.append(cls)
    return found


def long_run(all_laws: dict[Situation, Law], members: list[Situation]) -> Numbers:
    """The stationary distribution of a class."""
    rows = [[Fraction(x == y) - all_laws[y].get(x, Fraction(0)) for y in members] for x in members[:-1]]
    rows.append([Fraction(1)] * len(members))
    right = [Fraction(0)] * (len(members) - 1) + [Fraction(1)]
    return dict(zip(members, solve(rows, right), strict=True))


def hitting(all_laws: dict[Situation, Law], start: Situation, target: set[State]) -> tuple[Fraction, Fraction | None]:
    """The chance that one of some states ever stands, and the expected moves till then where one does."""
    if start[0] in target:
        return Fraction(1), Fraction(0)
    ahead = onward(all_laws)
    kept = [x for x in all_laws if x[0] not in target and any(y is not None and y[0] in target for y in ahead[x])]
    into = {x: sum((p for y, p in all_laws[x].items() if y and y[0] in target), Fraction(0)) for x in kept}
    rows = [[Fraction(x == y) - all_laws[x].get(y, Fraction(0)) for y in kept] for x in kept]
    chance = dict(zip(kept, solve(rows, [into[x] for x in kept]), strict=True))
    if start not in kept or not chance[start]:
        return Fraction(0), None
    length = dict(zip(kept, solve(rows, [chance[x] for x in kept]), strict=True))
    return chance[start], length[start] / chance[start]


def simulate(
    g: Game, a: Assumed, start: State, random: Random, known: dict[Situation, Law], most: int = 10_000
) -> tuple[list[State], bool]:
    """One play: the states in order, and whether it ended; laws are kept in ``known``."""
    situation: Situation = (start, -1, False)
    states = [start]
    for _ in range(most):
        if situation not in known:
            known[situation] = law(g, a, situation)
        chances = known[situation]
        following = random.choices(list(chances), [float(chance) for chance in chances.values()])[0]
        if following is None:
            return states, True
        situation = following
        states.append(situation[0])
    return states, False
