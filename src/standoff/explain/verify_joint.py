"""The check of witnesses by moves at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from standoff.explain.verify_rules import Rules, Witness, demand, demand_keys


class Joint:
    """Checks SIM: the option letters that several sides change at once."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        self.witness, self.rules = witness, rules
        self.maker, self.state = witness["decision_maker"], witness["state"]
        self.others = [maker for maker in rules.makers if maker != self.maker]

    def better(self, maker: str) -> list[str]:
        """Return a side's improvements."""
        return [end for end in self.rules.moves(maker, self.state) if self.rules.better(maker, end, self.state)]

    def check(self, head: set[str]) -> None:
        """Check the whole witness."""
        demand(self.maker in self.rules.makers, f"{self.maker} is no side")
        if not self.witness["stable"]:
            demand_keys(self.witness, head | {"improvement", "gain", "selection_count", "selections"}, "it")
            self.improvement(self.witness)
            self.selections()
            return
        demand_keys(self.witness, head | {"improvement_count", "improvements"}, "it")
        entries, every = self.witness["improvements"], sorted(self.better(self.maker))
        demand(sorted(entry["improvement"] for entry in entries) == every, f"the improvements are {every}")
        demand(self.witness["improvement_count"] == len(every), "the number of improvements is wrong")
        for entry in entries:
            demand_keys(entry, {"improvement", "gain", "joint", "ends", "relation"}, "an improvement")
            self.improvement(entry)
            end = self.together(entry["improvement"], entry["joint"])
            demand(end is not None and end == entry["ends"], f"the moves together lead to {end}")
            demand(self.rules.no_better(self.maker, entry["ends"], self.state), f"{end} does not deter")
            self.compared(entry["ends"], entry["relation"])

    def improvement(self, entry: Witness) -> None:
        """Check an improvement of the side."""
        end = entry["improvement"]
        demand(end in self.better(self.maker), f"{end} is no improvement of {self.maker}")
        self.compared(end, entry["gain"])

    def compared(self, end: str, relation: object) -> None:
        """Check how a state compares with the one that would be left."""
        actual = self.rules.word(self.maker, end, self.state)
        demand(relation == actual, f"{end} is {actual} for {self.maker}, not {relation}")

    def together(self, improvement: str, joint: Iterable[Witness]) -> str | None:
        """Return where an improvement and moves of others lead if they are made at once."""
        movers = [each["mover"] for each in joint]
        demand(movers == [maker for maker in self.others if maker in movers], "the movers are not others, each once")
        letters = list(self.rules.letters(self.state))
        before = tuple(letters)
        for each in joint:
            demand_keys(each, {"mover", "to"}, "a move")
            demand(each["to"] in self.better(each["mover"]), f"{each['to']} is no improvement of {each['mover']}")
        for end in [improvement, *(each["to"] for each in joint)]:
            for k, letter in enumerate(self.rules.letters(end)):
                if letter != before[k]:
                    letters[k] = letter
        return self.rules.feasible("".join(letters))

    def selections(self) -> None:
        """Check that all joint moves are listed, and that none deters."""
        choices: list[list[Any]] = [[None, *self.better(maker)] for maker in self.others]
        every = {
            tuple((maker, end) for maker, end in zip(self.others, chosen, strict=True) if end is not None)
            for chosen in product(*choices)
        }
        listed = [tuple((each["mover"], each["to"]) for each in entry["joint"]) for entry in self.witness["selections"]]
        demand(len(set(listed)) == len(listed) and set(listed) == every, "these are not all joint moves, each once")
        demand(self.witness["selection_count"] == len(every), "the number of joint moves is wrong")
        for entry in self.witness["selections"]:
            demand_keys(entry, {"joint", "ends", "relation"}, "a joint move")
            end = self.together(self.witness["improvement"], entry["joint"])
            demand(end == entry["ends"], f"the moves together lead to {end}")
            if end is None:
                demand(entry["relation"] is None, "what is not feasible compares with nothing")
            else:
                self.compared(end, entry["relation"])
                demand(not self.rules.no_better(self.maker, end, self.state), f"{end} deters")
