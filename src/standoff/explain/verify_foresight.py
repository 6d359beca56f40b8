"""The checks of witnesses by play in turn, by trees of moves and by policies, in plain recursion."""

from __future__ import annotations

import re

from standoff.explain.verify_rules import Rules, Witness, demand, demand_keys

ALTERNATIVE = {"to", "line", "ends", "relation"}


class Sides:
    """The side and the other, where there are two."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        self.witness, self.rules = witness, rules
        self.maker, self.state, self.name = witness["decision_maker"], witness["state"], witness["concept"]
        demand(len(rules.makers) == 2, f"{self.name} is defined for two sides")
        self.other = next(maker for maker in rules.makers if maker != self.maker)

    def opponent(self, mover: str) -> str:
        """Return the side that moves next."""
        return self.other if mover == self.maker else self.maker

    def compared(self, end: str, relation: object) -> None:
        """Check how a state compares with the one that would be left."""
        actual = self.rules.word(self.maker, end, self.state)
        demand(relation == actual, f"{end} is {actual} for {self.maker}, not {relation}")

    def fine(self, end: str) -> bool:
        """Return whether the side would not rather be in its state than in another."""
        return not self.rules.no_better(self.maker, end, self.state)


class Play(Sides):
    """Checks L_h and NM: where best play ends, by recursion over (horizon, mover, state)."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        super().__init__(witness, rules)
        self.known: dict[tuple[int, str, str], tuple[str, str]] = {}

    def best(self, horizon: int, mover: str, state: str) -> tuple[str, str]:
        """Return (the state moved to, where play ends); both are the state itself if the mover stays."""
        key = (horizon, mover, state)
        if key not in self.known:
            result = (state, state)
            if horizon:
                found: tuple[str, str] | None = None
                for end in sorted(self.rules.moves(mover, state), key=self.rules.number):
                    after = self.best(horizon - 1, self.opponent(mover), end)[1]
                    demand(self.rules.degree(mover, after, state) is not None, "a preference is unknown")
                    if found is None or self.rules.better(mover, after, found[1]):
                        found = (end, after)
                if found is not None and self.rules.better(mover, found[1], state):
                    result = found
            self.known[key] = result
        return self.known[key]

    def check(self, head: set[str]) -> None:
        """Check the whole witness."""
        stable, horizon = self.witness["stable"], self.witness["horizon"]
        body = {"horizon", "alternatives", "alternative_count", *(() if stable else ("move",))}
        if self.name == "NM":
            demand_keys(self.witness, head | body | {"settled", "period", "cycle"}, "it")
            self.cycle()
        else:
            demand_keys(self.witness, head | body, "it")
            match = re.fullmatch(r"L(\d+)", self.name)
            demand(match is not None and type(horizon) is int and horizon == int(match[1]), "the horizon is another")
        move, end = self.best(horizon, self.maker, self.state)
        demand(stable == (end == self.state), f"best play from {self.state} ends in {end}")
        if not stable:
            demand(self.witness["move"] == move, f"the best move is to {move}")
        self.alternatives(horizon)

    def alternatives(self, horizon: int) -> None:
        """Check where each move of the side leads."""
        entries = self.witness["alternatives"]
        moves = sorted(self.rules.moves(self.maker, self.state))
        demand(sorted(entry["to"] for entry in entries) == moves, f"the moves are to {moves}")
        demand(self.witness["alternative_count"] == len(moves), "the number of moves is wrong")
        for entry in entries:
            demand_keys(entry, ALTERNATIVE, "a move")
            mover, place, line = self.other, entry["to"], []
            for left in range(horizon - 1, 0, -1):
                following, end = self.best(left, mover, place)
                if end == place:
                    break
                relation = self.rules.word(mover, end, place)
                line.append({"mover": mover, "from": place, "to": following, "relation": relation})
                mover, place = self.opponent(mover), following
            demand(entry["line"] == line, f"after {entry['to']} the best moves are {line}")
            demand(entry["ends"] == place, f"play ends in {place}")
            self.compared(place, entry["relation"])

    def cycle(self) -> None:
        """Check from which horizon on play repeats, and how it ends then."""
        onward = self.onward()
        tables: list[dict[tuple[str, str], str]] = []
        while True:
            horizon = len(tables)
            table = {(m, s): self.best(horizon, m, s)[1] for m in self.rules.makers for s in onward}
            if table in tables:
                break
            tables.append(table)
        settled = tables.index(table)
        period = len(tables) - settled
        demand((self.witness["settled"], self.witness["period"]) == (settled, period), "play repeats otherwise")
        ends = [each[self.maker, self.state] for each in tables[settled:]]
        demand(self.witness["cycle"] == ends, f"play ends in {ends}")
        demand(self.witness["stable"] == (set(ends) == {self.state}), "the ends do not make this verdict")
        horizons = range(max(1, settled), max(1, settled) + period)
        leaving = [h for h in horizons if self.best(h, self.maker, self.state)[1] != self.state]
        horizon = self.witness["horizon"]
        demand(type(horizon) is int and horizon == (leaving or [*horizons])[0], "this horizon shows nothing")

    def onward(self) -> list[str]:
        """Return the states that any moves lead to."""
        found = [self.state]
        for state in found:
            for maker in self.rules.makers:
                found += sorted(set(self.rules.moves(maker, state)) - set(found))
        return found


class Tree(Sides):
    """Checks MR_h, CMR_h and maximin_h: a tree of moves in turn."""

    def answers(self, state: str) -> set[str]:
        """Return what the other can answer."""
        ends = self.rules.moves(self.other, state)
        return {end for end in ends if self.name[0] != "C" or self.rules.better(self.other, end, state)}

    def check(self, head: set[str]) -> None:
        """Check the whole witness."""
        match = re.fullmatch(r"(C?MR|maximin)(\d+)", self.name)
        horizon, stable = self.witness["horizon"], self.witness["stable"]
        demand(match is not None and type(horizon) is int and horizon == int(match[2]), "the horizon is another")
        demand_keys(self.witness, head | {"horizon", "improvements" if stable else "move"}, "it")
        moves = self.rules.moves(self.maker, self.state)
        if not stable:
            move = self.witness["move"]
            demand(move["to"] in moves, f"{self.maker} cannot move from {self.state} to {move['to']}")
            demand(self.rules.better(self.maker, move["to"], self.state), f"{move['to']} is no improvement")
            self.winning(move, horizon - 1)
            return
        better = sorted(end for end in moves if self.rules.better(self.maker, end, self.state))
        entries = self.witness["improvements"]
        demand(sorted(entry["to"] for entry in entries) == better, f"the improvements are {better}")
        for entry in entries:
            self.refuted(entry, horizon - 1)

    def winning(self, node: Witness, depth: int) -> None:
        """Check that the side is, and remains, better off in a state where the other moves."""
        demand_keys(node, {"to", "relation", "answers"}, "a move")
        state = node["to"]
        self.compared(state, node["relation"])
        demand(self.fine(state), f"{state} is not better")
        answers = self.answers(state) if depth else set()
        listed = [answer["to"] for answer in node["answers"]]
        demand(sorted(listed) == sorted(answers), f"the answers to {state} are {sorted(answers)}")
        for answer in node["answers"]:
            end, fine = answer["to"], self.fine(answer["to"])
            demand_keys(answer, {"to", "relation", "gain", *(() if fine else ("then",))}, "an answer")
            self.answer(answer, state)
            if not fine:
                demand(depth > 1, f"no move is left after {end}")
                then = answer["then"]
                demand(then["to"] in self.rules.moves(self.maker, end), f"{self.maker} cannot move from {end}")
                self.winning(then, depth - 2)

    def answer(self, entry: Witness, start: str) -> None:
        """Check how an answer compares for both."""
        self.compared(entry["to"], entry["relation"])
        actual = self.rules.word(self.other, entry["to"], start)
        demand(entry["gain"] == actual, f"{entry['to']} is {actual} for {self.other}, not {entry['gain']}")

    def refuted(self, node: Witness, depth: int) -> None:
        """Check what stops the side in a state where the other moves."""
        state = node["to"]
        self.compared(state, node["relation"])
        if not self.fine(state):
            demand_keys(node, {"to", "relation"}, "a move")
            return
        demand_keys(node, {"to", "relation", "answer"}, "a move")
        demand(depth > 0, f"no answer is looked at after {state}")
        answer = node["answer"]
        demand_keys(answer, {"to", "relation", "gain", "moves"}, "an answer")
        demand(answer["to"] in self.answers(state), f"{self.other} cannot answer {state} by {answer['to']}")
        self.answer(answer, state)
        demand(not self.fine(answer["to"]), f"{answer['to']} does not stop {self.maker}")
        moves = sorted(self.rules.moves(self.maker, answer["to"])) if depth > 1 else []
        demand(sorted(each["to"] for each in answer["moves"]) == moves, f"the moves from {answer['to']} are {moves}")
        for each in answer["moves"]:
            self.refuted(each, depth - 2)


class Policy(Sides):
    """Checks PSS: a policy of the other, or the states from which every policy fails."""

    def check(self, head: set[str]) -> None:
        """Check the whole witness."""
        if self.witness["stable"]:
            demand_keys(self.witness, head | {"policy"}, "it")
            self.policy()
        else:
            demand_keys(self.witness, head | {"losing"}, "it")
            self.losing()

    def policy(self) -> None:
        """Check that the policy stays at the state, and that the side gains nowhere that it leads."""
        entries = {entry["at"]: entry for entry in self.witness["policy"]}
        demand(len(entries) == len(self.witness["policy"]), "a state is listed twice")
        demand(self.state in entries and entries[self.state]["to"] == self.state, "it does not stay at the state")
        expected = [self.state, *self.rules.moves(self.maker, self.state)]
        for place in expected:
            demand(place in entries, f"it does not say what to do at {place}")
            entry, end = entries[place], entries[place]["to"]
            demand_keys(entry, {"at", "to", *(("relation",) if end == place else ())}, f"the entry of {place}")
            if end == place:
                self.compared(place, entry["relation"])
                demand(not self.fine(place), f"{self.maker} gains by stopping at {place}")
            else:
                demand(end in self.rules.moves(self.other, place), f"{self.other} cannot move from {place} to {end}")
            expected += [new for new in {end, *self.rules.moves(self.maker, end)} if new not in expected]
        demand(set(expected) == set(entries), "it lists states that are never reached")

    def losing(self) -> None:
        """Check by rounds that the other cannot prevent a gain from any of the states."""
        entries = {entry["at"]: entry for entry in self.witness["losing"]}
        demand(len(entries) == len(self.witness["losing"]), "a state is listed twice")
        demand(self.state in entries, "the state itself is not listed")
        for place, entry in entries.items():
            demand_keys(entry, {"at", "round", "stays", "moves"}, f"the entry of {place}")
            demand(type(entry["round"]) is int, "a round is no number")
            demand_keys(entry["stays"], {"to", "relation"}, "what follows if the other stays")
            onward = entry["stays"]["to"]
            self.compared(onward, entry["stays"]["relation"])
            if onward == place:
                demand(self.fine(place), f"{self.maker} gains nothing at {place}")
            else:
                demand(onward in self.rules.moves(self.maker, place), f"{self.maker} cannot move on from {place}")
                demand(entries[onward]["round"] < entry["round"], f"{onward} is not lost before {place}")
            moves = set() if place == self.state else set(self.rules.moves(self.other, place))
            demand(sorted(each["to"] for each in entry["moves"]) == sorted(moves), f"the moves are {sorted(moves)}")
            for each in entry["moves"]:
                demand_keys(each, {"to", "then"}, "a move")
                reached = {each["to"], *self.rules.moves(self.maker, each["to"])}
                demand(each["then"] in reached, f"{self.maker} cannot move from {each['to']} to {each['then']}")
                demand(entries[each["then"]]["round"] < entry["round"], f"{each['then']} is not lost before {place}")
