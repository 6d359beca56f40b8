"""The textbook on richer preferences: strength, unknown, both, fuzzy, probabilistic, attitudes.

Each concept is the classical one with other words for three things: what tempts i to leave s (its incentives),
what deters it (the test of a sanction), and which answers of the others are credible.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from tests import textbook
from tests.textbook import Game, State, answers, reach

Step = Callable[[Game, int, State], set[State]]
Deters = Callable[[State], bool]
HALF = Fraction(1, 2)
NAME = re.compile(r"(strong_|degree\d_|weak_|fuzzy_|prob_|rel_)?(Nash|GMR|SMR|SEQ|SSEQ)(_[abcd]|\([\d.,]+\))?")


def holds(g: Game, concept: str, i: int, s: State, tempting: Step, deters: Deters, credible: Step) -> bool:
    """Whether s is stable for i under Nash, GMR, SMR, SEQ or SSEQ, with incentives, sanctions and answers given."""
    if concept == "Nash":
        return not tempting(g, i, s)
    others = [j for j in range(len(g.sides)) if j != i]
    step = credible if concept in ("SEQ", "SSEQ") else reach
    escape = concept in ("SMR", "SSEQ")
    for s1 in tempting(g, i, s):
        sanctions = {s2 for s2 in answers(g, others, s1, step) if deters(s2)}
        if not g.return_to_s:
            sanctions -= {s}
        if escape:
            sanctions = {s2 for s2 in sanctions if all(deters(s3) for s3 in reach(g, i, s2))}
        if not sanctions:
            return False
    return True


def sure_or_unknown(g: Game, i: int, s: State) -> set[State]:
    """R_i^{+,U}(s)."""
    return {t for t in reach(g, i, s) if g.better(i, t, s) or g.unknown(i, t, s)}


def strength(g: Game, least: int, concept: str, extension: str, i: int, s: State) -> bool:
    """General (least degree 0) and strong stability (2, or any other degree), plain or in an extension a to d.

    Hamouda, Kilgour & Hipel (2006); Xu, Hipel & Kilgour (2009); Li, Hipel, Kilgour & Fang (2004);
    Xu, Hipel, Kilgour & Chen (2010).
    """

    def deters(t: State) -> bool:
        degree = g.degrees[i][s, t]
        return extension in ("c", "d") if degree is None else degree >= least

    tempting = sure_or_unknown if extension in ("a", "c") else textbook.improvements
    credible = sure_or_unknown if extension else textbook.improvements
    return holds(g, concept, i, s, tempting, deters, credible)


def fuzzy_improvements(g: Game, j: int, s: State) -> set[State]:
    """The reachable states whose relative certainty over s reaches j's threshold: alpha_j(t, s) >= gamma_j."""
    return {t for t in reach(g, j, s) if g.certainty[j][t, s] - g.certainty[j][s, t] >= g.threshold[j]}


def fuzzy(g: Game, concept: str, i: int, s: State) -> bool:
    """Fuzzy stability: Bashar, Kilgour & Hipel (2012)."""

    def deters(t: State) -> bool:
        return g.certainty[i][t, s] - g.certainty[i][s, t] < g.threshold[i]

    return holds(g, concept, i, s, fuzzy_improvements, deters, fuzzy_improvements)


def probable(limit: Fraction) -> Step:
    """R_j^{+gamma}: the reachable states preferred to s with a probability above gamma."""
    return lambda g, j, s: {t for t in reach(g, j, s) if g.probability[j][t, s] > limit}


def probabilistic(
    g: Game, concept: str, i: int, s: State, alpha: Fraction = HALF, beta: Fraction = HALF, gamma: Fraction = HALF
) -> bool:
    """(alpha, beta, gamma)-stability: Rêgo & dos Santos (2015)."""

    def deters(t: State) -> bool:
        return g.probability[i][t, s] <= 1 - beta

    return holds(g, concept, i, s, probable(1 - alpha), deters, probable(gamma))


def relationally_preferred(g: Game, i: int, s: State) -> set[State]:
    """TRP_i(s): better than s for all whom i is well disposed to, worse for all whom it is ill disposed to."""
    return {
        t
        for t in g.states
        if all(g.better(j, t, s) for j, e in enumerate(g.attitudes[i]) if e == "+")
        and all(g.better(j, s, t) for j, e in enumerate(g.attitudes[i]) if e == "-")
    }


def total_replies(g: Game, i: int, s: State) -> set[State]:
    """TRR_i(s)."""
    return reach(g, i, s) & relationally_preferred(g, i, s)


def surely_not_preferred(g: Game, i: int, s: State, t: State) -> bool:
    """Whether t is surely not in TRP_i(s): surely some side that i regards does not have it as i wants it."""
    return any(
        (e == "+" and g.no_better(j, t, s)) or (e == "-" and g.no_better(j, s, t)) for j, e in enumerate(g.attitudes[i])
    )


def relational(g: Game, concept: str, i: int, s: State) -> bool:
    """Relational stability: Inohara, Hipel & Walker (2007)."""
    return holds(g, concept, i, s, total_replies, lambda t: surely_not_preferred(g, i, s, t), total_replies)


def stable(g: Game, name: str, i: int, s: State) -> bool:
    """Whether s is stable for i under a concept of this module, or a classical one, by its name."""
    match = NAME.fullmatch(name)
    assert match is not None, name
    kind, concept, rest = match[1] or "", match[2], match[3] or ""
    if kind == "fuzzy_":
        return fuzzy(g, concept, i, s)
    if kind == "prob_":
        return probabilistic(g, concept, i, s, *(Fraction(text) for text in rest.strip("()").split(",") if text))
    if kind == "rel_":
        return relational(g, concept, i, s)
    general = strength(g, 0, concept, rest[1:], i, s)
    if kind == "weak_":
        return general and not strength(g, 2, concept, rest[1:], i, s)
    if kind.startswith("degree"):
        return strength(g, int(kind[6]), concept, rest[1:], i, s)
    return strength(g, 2, concept, rest[1:], i, s) if kind else general


def verdicts(g: Game, name: str) -> list[list[bool]]:
    """All verdicts, sides × states."""
    return [[stable(g, name, i, s) for s in g.states] for i in range(len(g.sides))]


def weak_equilibria(g: Game, name: str) -> list[State]:
    """The equilibria under GMR, SMR, SEQ or SSEQ, perhaps extended, that are not strong for every side."""
    sides = range(len(g.sides))
    general = [s for s in g.states if all(stable(g, name, i, s) for i in sides)]
    return [s for s in general if not all(stable(g, f"strong_{name}", i, s) for i in sides)]
