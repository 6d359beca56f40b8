"""The textbook on groups: coalition improvements, stability, equilibrium jumps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from tests.textbook import Document, Game, State, answers, coalition_reach, game, improvements, reach

NAME = re.compile(r"(u|pareto_)?coal_(Nash|GMR|SMR|SEQ|SSEQ)(_class)?")


def coalitions(members: list[int]) -> Iterator[list[int]]:
    """All non-empty subsets."""
    for size in range(1, len(members) + 1):
        for chosen in combinations(members, size):
            yield list(chosen)


def prefers(g: Game, coalition: list[int], t: State, s: State, pareto: bool) -> bool:
    """Whether surely all members prefer t to s; Pareto: surely none finds it worse and one finds it better."""
    if pareto:
        no_worse = all(g.no_better(i, s, t) for i in coalition)
        return no_worse and any(g.better(i, t, s) for i in coalition)
    return all(g.better(i, t, s) for i in coalition)


def deters(g: Game, coalition: list[int], t: State, s: State, pareto: bool) -> bool:
    """Whether t deters the coalition from leaving s: surely some member finds t no better than s.

    A Pareto-minded coalition is deterred if some member surely finds t worse, or surely nobody gains.
    """
    if pareto:
        return any(g.better(i, s, t) for i in coalition) or all(g.no_better(i, t, s) for i in coalition)
    return any(g.no_better(i, t, s) for i in coalition)


def joint_improvements(g: Game, coalition: list[int], s: State, pareto: bool = False) -> set[State]:
    """CI_H(s): where legal sequences of the members lead that they prefer to s."""
    return {t for t in coalition_reach(g, coalition, s, reach) if prefers(g, coalition, t, s, pareto)}


def joint_answers(g: Game, others: list[int], s1: State, pareto: bool) -> set[State]:
    """Where sequences of coalition improvements of subsets of the others lead, no subset twice in succession."""
    subsets = list(coalitions(others))
    gone = {(t, k) for k, subset in enumerate(subsets) for t in joint_improvements(g, subset, s1, pareto)}
    while True:
        more = {
            (u, k)
            for t, last in gone
            for k, subset in enumerate(subsets)
            if k != last
            for u in joint_improvements(g, subset, t, pareto)
        }
        if more <= gone:
            return {t for t, last in gone}
        gone |= more


def coalition_stable(g: Game, name: str, coalition: list[int], s: State) -> bool:
    """Whether s is stable for a coalition: Kilgour, Hipel, Fang & Peng (2001); Inohara & Hipel (2008)."""
    match = NAME.fullmatch(name)
    assert match is not None, name
    pareto, concept, by_class = match[1] == "pareto_", match[2], bool(match[3])
    others = [j for j in range(len(g.sides)) if j not in coalition]
    for s1 in joint_improvements(g, coalition, s, pareto):
        if concept == "Nash":
            ends: set[State] = set()
        elif by_class:
            ends = joint_answers(g, others, s1, pareto)
        else:
            ends = answers(g, others, s1, improvements if concept in ("SEQ", "SSEQ") else reach)
        sanctions = {s2 for s2 in ends if deters(g, coalition, s2, s, pareto)}
        if not g.return_to_s:
            sanctions -= {s}
        if concept in ("SMR", "SSEQ"):
            sanctions = {
                s2
                for s2 in sanctions
                if all(deters(g, coalition, s3, s, pareto) for s3 in coalition_reach(g, coalition, s2, reach))
            }
        if not sanctions:
            return False
    return True


def universal(g: Game, name: str, s: State) -> bool:
    """Whether s is stable for every coalition: name is that of the concept of coalitions."""
    return all(coalition_stable(g, name, coalition, s) for coalition in coalitions(list(range(len(g.sides)))))


def jumps(g: Game, equilibria: list[State], pareto: bool = False) -> set[tuple[State, str, State]]:
    """Which coalition of two or more can leave which equilibrium for which better one (Kilgour et al. 2001)."""
    return {
        (s, ",".join(g.sides[i] for i in coalition), t)
        for coalition in coalitions(list(range(len(g.sides))))
        if len(coalition) > 1
        for s in equilibria
        for t in joint_improvements(g, coalition, s, pareto)
        if t in equilibria
    }


def merged(document: Document, groups: list[list[str]]) -> Document:
    """Return the dispute of merged players: a group pools its options and prefers what all its members prefer.

    Option form without coalescing, all preferences known; groups of neighbours, so that states keep their numbers.
    A player likes t no better than s if one member does not.
    """
    g = game(document)
    makers = {maker["id"]: maker for maker in document["decision_makers"]}
    name = {side: "_".join(group) for group in groups for side in group}
    result: Document = {**document, "decision_makers": [], "preferences": {}}
    for group in groups:
        options = [
            {**option, "shared_with": sorted({name[other] for other in option.get("shared_with", [])} - {name[side]})}
            for side in group
            for option in makers[side]["options"]
        ]
        result["decision_makers"].append({"id": name[group[0]], "options": options})
        members = [g.sides.index(side) for side in group]
        better = [[t, s] for t in g.states for s in g.states if prefers(g, members, t, s, False)]
        result["preferences"][name[group[0]]] = {"pairs": {"better": better, "otherwise": "equal"}}
    return result
