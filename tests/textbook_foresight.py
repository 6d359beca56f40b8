"""The textbook on moves together, foresight, trees of moves and policies."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from tests import textbook
from tests.textbook import Game, State, improvements, reach


def simultaneous(g: Game, i: int, s: State) -> bool:
    """SIM: i's improvement meets what the others do from s at the same time; option form, private options."""
    assert g.letters is not None
    state = {letters: t for t, letters in g.letters.items()}
    others = [j for j in range(len(g.sides)) if j != i]
    for s1 in improvements(g, i, s):
        sanctioned = False
        for selection in product(*([s, *sorted(improvements(g, j, s))] for j in others)):
            together = list(g.letters[s])
            for t in (s1, *selection):
                for k, letter in enumerate(g.letters[t]):
                    if letter != g.letters[s][k]:
                        together[k] = letter
            end = state.get("".join(together))
            if end is not None and g.no_better(i, end, s):
                sanctioned = True
        if not sanctioned:
            return False
    return True


def rank(g: Game, i: int, s: State) -> int:
    """How many states are worse than s for i: a measure of s where i's preference is a total preorder."""
    return sum(g.better(i, s, t) for t in g.states)


def table(g: Game, h: int) -> dict[tuple[int, State], State]:
    """G_h(i, s): where a side expects to end that looks h moves ahead; two sides, total preorders (Kilgour 1985)."""
    known = {(i, s): s for i in (0, 1) for s in g.states}
    for _ in range(h):
        known = step(g, known)
    return known


def step(g: Game, known: dict[tuple[int, State], State]) -> dict[tuple[int, State], State]:
    """G_h from G_{h-1}: stay unless strictly better; among equally good moves the lowest state number."""
    result = {}
    for i in (0, 1):
        for s in g.states:
            result[i, s] = s
            ends = [known[1 - i, s1] for s1 in g.states if s1 in reach(g, i, s)]
            for end in ends:
                if g.better(i, end, s) and all(not g.better(i, other, end) for other in ends):
                    result[i, s] = end
                    break
    return result


def limited(g: Game, h: int) -> list[list[bool]]:
    """Where L_h is stable: who looks h moves ahead stays."""
    known = table(g, h)
    return [[known[i, s] == s for s in g.states] for i in (0, 1)]


def non_myopic(g: Game) -> list[list[bool]]:
    """NM: from some horizon on, L_h stable under every horizon. The tables of G_h repeat in the end."""
    seen: list[dict[tuple[int, State], State]] = []
    known = table(g, 0)
    while known not in seen:
        seen.append(known)
        known = step(g, known)
    cycle = seen[seen.index(known) :]
    return [[all(later[i, s] == s for later in cycle) for s in g.states] for i in (0, 1)]


def stackelberg(g: Game, leader: str) -> list[list[bool]]:
    """L_2 for the leader, Nash for the other."""
    ahead = limited(g, 2)
    return [
        ahead[i] if side == leader else [textbook.stable(g, "Nash", i, s) for s in g.states]
        for i, side in enumerate(g.sides)
    ]


def gains(g: Game, i: int, s: State, t: State) -> bool:
    """Whether i would keep t: it would unless s is surely at least as good."""
    return not g.no_better(i, t, s)


def escapes_after(g: Game, h: int, i: int, s: State, x: State, credible: bool) -> bool:
    """Whether i still escapes from s where the other is to move at x, with h moves left in the tree."""
    if not gains(g, i, s, x):
        return False
    answers = improvements(g, 1 - i, x) if credible else reach(g, 1 - i, x)
    return h == 0 or all(
        gains(g, i, s, y) or (h > 1 and any(escapes_after(g, h - 2, i, s, z, credible) for z in reach(g, i, y)))
        for y in answers
    )


def metarational(g: Game, h: int, i: int, s: State, credible: bool) -> bool:
    """MR_h, and CMR_h where the other only makes improvements: Zeng, Fang, Hipel & Kilgour (2006, 2007)."""
    return not any(escapes_after(g, h - 1, i, s, s1, credible) for s1 in improvements(g, i, s))


def guaranteed(g: Game, h: int, i: int, mover: int, x: State) -> int:
    """What i is sure of at x when both move in turn or stop, i for the best and the other for the worst, h moves."""
    values = [rank(g, i, x)]
    if h > 0:
        values += [guaranteed(g, h - 1, i, 1 - mover, y) for y in reach(g, mover, x)]
    return max(values) if mover == i else min(values)


def maximin(g: Game, h: int, i: int, s: State) -> bool:
    """Maximin_h: no move of i guarantees more than s (Rêgo & Vieira 2020)."""
    return all(guaranteed(g, h - 1, i, 1 - i, s1) <= rank(g, i, s) for s1 in reach(g, i, s))


def prevents(g: Game, policy: dict[State, State], i: int, s: State) -> bool:
    """Whether under a fixed policy of the other, i's paths from s never let both stop at a state better for i."""
    arrived = set(reach(g, i, s))  # where the other is to move
    while True:
        more = set()
        for x in arrived:
            more |= {policy[x]} | reach(g, i, policy[x])
        if more <= arrived:
            break
        arrived |= more
    return not any(policy[t] == t and gains(g, i, s, t) for t in arrived)


def policy_stable(g: Game, i: int, s: State) -> bool:
    """PSS: some policy of the other stays at s and prevents every gain; all policies are tried (two sides)."""
    j = 1 - i
    choices = [[x] if x == s else sorted({x} | reach(g, j, x)) for x in g.states]
    return any(prevents(g, dict(zip(g.states, chosen, strict=True)), i, s) for chosen in product(*choices))


def verdicts(g: Game, name: str) -> list[list[bool]]:
    """All verdicts, sides × states, under a concept of this module by its name."""
    match = re.fullmatch(r"(SIM|NM|PSS|Stackelberg|L|MR|CMR|maximin)(\d*)(?:\((.+)\))?", name)
    assert match is not None, name
    kind, h = match[1], int(match[2] or 0)
    if kind == "NM":
        return non_myopic(g)
    if kind == "L":
        return limited(g, h)
    if kind == "Stackelberg":
        return stackelberg(g, match[3])
    tests: dict[str, Callable[[int, State], bool]] = {
        "SIM": lambda i, s: simultaneous(g, i, s),
        "PSS": lambda i, s: policy_stable(g, i, s),
        "MR": lambda i, s: metarational(g, h, i, s, False),
        "CMR": lambda i, s: metarational(g, h, i, s, True),
        "maximin": lambda i, s: maximin(g, h, i, s),
    }
    return [[tests[kind](i, s) for s in g.states] for i in range(len(g.sides))]
