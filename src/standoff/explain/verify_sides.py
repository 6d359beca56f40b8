"""Who a witness by sanctions is about, as the checker sees it: one side, or a coalition, and who answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from standoff.explain.verify_demands import BASE, MARKS, Demand, demand_of
from standoff.explain.verify_rules import Rules, Witness, demand

Mover = tuple[str, ...]


def joint_reach(rules: Rules, members: Sequence[str], start: str) -> set[str]:
    """Return where sequences of the members' moves lead in which nobody moves twice in succession."""
    known: set[tuple[str, str]] = set()
    waiting = [(start, "")]
    while waiting:
        place, last = waiting.pop()
        for member in members:
            for end in rules.moves(member, place) if member != last else ():
                if (end, member) not in known:
                    known.add((end, member))
                    waiting.append((end, member))
    return {end for end, _ in known}


class Side:
    """One side under a concept of its own."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        self.rules, self.maker, self.state = rules, witness["decision_maker"], witness["state"]
        self.demand: Demand = demand_of(witness["concept"])
        demand(self.maker in rules.makers, f"{self.maker} is no side")
        self.base = self.demand.base
        self.movers: list[Mover] = [(maker,) for maker in rules.makers if maker != self.maker]

    @property
    def marks(self) -> tuple[bool, bool, bool]:
        """Whether answers count, must be credible, and whether countermoves count."""
        return MARKS[self.base]

    def own(self, state: str) -> set[str]:
        """Return where it can go itself."""
        return set(self.rules.moves(self.maker, state))

    def tempts(self, end: str) -> bool:
        """Return whether it would leave for a state."""
        return self.demand.tempts(self.rules, self.maker, end, self.state)

    def harms(self, end: str) -> bool:
        """Return whether it would rather stay than end there."""
        return self.demand.harms(self.rules, self.maker, end, self.state)

    def relation(self, end: str) -> Any:
        """Return how a state compares with the one that would be left."""
        return self.demand.relation(self.rules, self.maker, end, self.state)

    def steps(self, mover: Mover, state: str) -> set[str]:
        """Return where an answering side may go."""
        ends = self.rules.moves(mover[0], state)
        test = self.demand.credible
        return {end for end in ends if not self.marks[1] or test(self.rules, mover[0], end, state)}

    def relation_of(self, mover: Mover, end: str, start: str) -> Any:
        """Return how the end of an answer's move compares with its start for its mover."""
        return self.demand.relation(self.rules, mover[0], end, start)

    def by(self, entry: Witness, start: str, end: str) -> None:
        """Check how its own members get somewhere: one side does so by one move."""
        demand("by" not in entry, "one side moves by itself")


class Coalition(Side):
    """Several sides that move together."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        match = re.fullmatch(f"(pareto_)?coal_{BASE}(_class)?", witness["concept"])
        assert match is not None
        self.rules, self.maker, self.state = rules, witness["decision_maker"], witness["state"]
        self.pareto, self.base, self.by_class = bool(match[1]), match[2], bool(match[3])
        demand(not self.by_class or self.base in ("SEQ", "SSEQ"), f"{witness['concept']} is no concept")
        makers = rules.makers
        groups = (group for size in range(1, len(makers) + 1) for group in combinations(makers, size))
        self.members = next((group for group in groups if ",".join(group) == self.maker), ())
        demand(self.members, f"{self.maker} is no coalition")
        others = [maker for maker in rules.makers if maker not in self.members]
        sizes = range(1, len(others) + 1) if self.by_class else range(1, 2)
        self.movers = [group for size in sizes for group in combinations(others, size)]

    def own(self, state: str) -> set[str]:
        """Return where the members can go together."""
        return joint_reach(self.rules, self.members, state)

    def tempts(self, end: str) -> bool:
        """Return whether all would leave for a state (Pareto: one would, and nobody would mind)."""
        gains = [self.rules.better(member, end, self.state) for member in self.members]
        if self.pareto:
            return any(gains) and all(self.rules.no_better(member, self.state, end) for member in self.members)
        return all(gains)

    def harms(self, end: str) -> bool:
        """Return whether some member would rather stay (Pareto: would mind, or nobody gains)."""
        idle = [self.rules.no_better(member, end, self.state) for member in self.members]
        if self.pareto:
            return all(idle) or any(self.rules.better(member, self.state, end) for member in self.members)
        return any(idle)

    def relation(self, end: str) -> Any:
        """Return how a state compares for each member."""
        return {member: self.rules.word(member, end, self.state) for member in self.members}

    def steps(self, mover: Mover, state: str) -> set[str]:
        """Return where an answering side, or coalition, may go."""
        if self.by_class:
            ends = joint_reach(self.rules, mover, state)
            return {end for end in ends if all(self.rules.better(member, end, state) for member in mover)}
        ends = set(self.rules.moves(mover[0], state))
        return {end for end in ends if not self.marks[1] or self.rules.better(mover[0], end, state)}

    def relation_of(self, mover: Mover, end: str, start: str) -> Any:
        """Return how the end of an answer's move compares with its start for its movers."""
        if self.by_class:
            return {member: self.rules.word(member, end, start) for member in mover}
        return self.rules.word(mover[0], end, start)

    def by(self, entry: Witness, start: str, end: str) -> None:
        """Check the members' moves from one state to another."""
        place, last = start, None
        demand(entry["by"], "nobody moves")
        for step in entry["by"]:
            demand(set(step) == {"mover", "from", "to"}, "a move has other entries than mover, from, to")
            mover = step["mover"]
            demand(mover in self.members and mover != last, f"{mover} is no member, or moves twice in succession")
            demand(step["from"] == place, f"a move starts in {step['from']} and not in {place}")
            demand(step["to"] in self.rules.moves(mover, place), f"{mover} cannot move from {place} to {step['to']}")
            place, last = step["to"], mover
        demand(place == end, f"the moves end in {place}, not in {end}")


def side_of(witness: Witness, rules: Rules) -> Side:
    """Return who a witness is about."""
    joint = re.match("(pareto_)?coal_", witness["concept"])
    return Coalition(witness, rules) if joint else Side(witness, rules)
