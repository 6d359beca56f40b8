"""The check of a witness by sanctions."""

from __future__ import annotations

from standoff.explain.verify_rules import Rules, Witness, demand, demand_keys
from standoff.explain.verify_sides import Coalition, Mover, side_of

MARKS = {"answered", "credible", "countermoves"}
SEQUENCES = ("legal-sequences", "each-once", "single-opponent")
Used = frozenset[Mover]


class Sanctions:
    """Checks the body of one witness by sanctions."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        self.witness, self.side = witness, side_of(witness, rules)
        self.state, self.maker = witness["state"], witness["decision_maker"]
        self.answered, self.credible, self.countermoves = self.side.marks
        self.joint = isinstance(self.side, Coalition)
        demand(witness["sanctions"] in SEQUENCES, f"{witness['sanctions']} is no sanction rule")
        usual = witness["sanctions"] == "legal-sequences" and witness["return_to_s"]
        demand(usual or not self.joint, "coalitions have no other sanction rules")

    def check(self, head: set[str]) -> None:
        """Check the whole witness."""
        for mark, value in zip(("answered", "credible", "countermoves"), self.side.marks, strict=True):
            demand(self.witness[mark] is value, f"{self.witness['concept']} does not have {mark} {self.witness[mark]}")
        by = {"by"} if self.joint else set()
        if self.witness["stable"]:
            demand_keys(self.witness, head | MARKS | {"improvement_count", "improvements"}, "it")
            self.stable()
        elif self.answered:
            demand_keys(
                self.witness, head | MARKS | by | {"improvement", "gain", "answer_count", "answers", "outcomes"}, "it"
            )
            self.improvement(self.witness)
            self.closed(self.reached())
            self.outcomes()
        else:
            demand_keys(self.witness, head | MARKS | by | {"improvement", "gain"}, "it")
            self.improvement(self.witness)

    def improvement(self, entry: Witness) -> None:
        """Check that a state tempts the side, and that it can go there."""
        end = entry["improvement"]
        demand(end in self.side.own(self.state), f"{self.maker} cannot move from {self.state} to {end}")
        demand(self.side.tempts(end), f"{end} does not tempt {self.maker} away from {self.state}")
        demand(entry["gain"] == self.side.relation(end), f"{end} is not {entry['gain']} for {self.maker}")
        self.side.by(entry, self.state, end)

    def mover(self, text: str) -> Mover:
        """Return who a text names as an answering side or coalition."""
        known = [mover for mover in self.side.movers if ",".join(mover) == text]
        demand(known, f"{text} is none of those who answer")
        return known[0]

    def after(self, used: Used, mover: Mover) -> Used:
        """Return who may not move next."""
        return used | {mover} if self.witness["sanctions"] == "each-once" else frozenset({mover})

    def move(self, mover: Mover, start: str, end: str, relation: object, used: Used) -> None:
        """Check one move of an answer."""
        demand(mover not in used, f"{','.join(mover)} may not move again")
        demand(not used or self.witness["sanctions"] != "single-opponent", "only one move answers")
        demand(end in self.side.steps(mover, start), f"{','.join(mover)} cannot answer from {start} by {end}")
        actual = self.side.relation_of(mover, end, start)
        demand(relation == actual, f"{end} is {actual} for {','.join(mover)}, not {relation}")

    # ------------------------------------------------------------------ unstable

    def reached(self) -> list[tuple[str, Used]]:
        """Check that each listed answer can be given, and return them as (state, who may not move next)."""
        found: list[tuple[str, Used]] = []
        for entry in self.witness["answers"]:
            demand_keys(entry, {"state", "mover", "after", "relation"}, "an answer")
            after, mover = entry["after"], self.mover(entry["mover"])
            start, used = self.witness["improvement"], frozenset[Mover]()
            if after is not None:
                demand(type(after) is int and 0 <= after < len(found), "an answer follows none that comes before it")
                start, used = found[after]
            self.move(mover, start, entry["state"], entry["relation"], used)
            node = (entry["state"], self.after(used, mover))
            demand(node not in found, f"{node[0]} is listed twice")
            found.append(node)
        return found

    def closed(self, found: list[tuple[str, Used]]) -> None:
        """Check that no answer leads out of those listed.

        Where nobody moves twice in succession, a state that two have moved to last is open to everybody.
        """
        known: dict[str, list[Used]] = {}
        for state, used in found:
            known.setdefault(state, []).append(used)
        legal, single = (self.witness["sanctions"] == rule for rule in ("legal-sequences", "single-opponent"))
        for state, used in [(self.witness["improvement"], frozenset[Mover]()), *([] if single else found)]:
            for mover in self.side.movers:
                for end in self.side.steps(mover, state) if mover not in used else ():
                    before, after = known.get(end, []), self.after(used, mover)
                    covered = any(other <= after for other in before) or (legal and len(before) > 1)
                    demand(covered or (single and before), f"{','.join(mover)} can go on from {state} to {end}")

    def outcomes(self) -> None:
        """Check for each state that answers end in why it does not deter."""
        states = [entry["state"] for entry in self.witness["outcomes"]]
        demand(len(set(states)) == len(states), "a state is judged twice")
        ends = {answer["state"] for answer in self.witness["answers"]}
        demand(set(states) == ends, "not every answer is judged, or others are")
        demand(self.witness["answer_count"] == len(states), "the number of answers is wrong")
        for entry in self.witness["outcomes"]:
            self.outcome(entry)

    def outcome(self, entry: Witness) -> None:
        """Check why one state does not deter."""
        state, why = entry["state"], entry["because"]
        extra = {"to", "gain", *({"by"} if self.joint else ())} if why == "escape" else set()
        demand_keys(entry, {"state", "because", "relation"} | extra, f"the judgement of {state}")
        demand(entry["relation"] == self.side.relation(state), f"{state} is not {entry['relation']} for {self.maker}")
        harms = self.side.harms(state)
        if why == "harmless":
            demand(not harms, f"{self.maker} would rather stay than end in {state}")
        elif why == "return":
            demand(harms, f"{state} is harmless, whether a return or not")
            demand(state == self.state and not self.witness["return_to_s"], f"{state} is no return that does not count")
        else:
            demand(why == "escape" and self.countermoves, f"{why} is no reason here")
            demand(harms, f"{state} is harmless, and needs no escape")
            end = entry["to"]
            demand(end in self.side.own(state), f"there is no escape from {state} to {end}")
            demand(not self.side.harms(end), f"{end} is no escape")
            demand(entry["gain"] == self.side.relation(end), f"{end} is not {entry['gain']} for {self.maker}")
            self.side.by(entry, state, end)

    # -------------------------------------------------------------------- stable

    def stable(self) -> None:
        """Check that everything that tempts is listed and deterred."""
        every = sorted(end for end in self.side.own(self.state) if self.side.tempts(end))
        entries = self.witness["improvements"]
        demand(sorted(entry["improvement"] for entry in entries) == every, f"the improvements are {every}")
        demand(self.witness["improvement_count"] == len(every), "the number of improvements is wrong")
        demand(self.answered or not every, f"{self.witness['concept']} counts no answers")
        for entry in entries:
            self.deterred(entry)

    def deterred(self, entry: Witness) -> None:
        """Check that one improvement is deterred by a sequence of answers."""
        expected = {"improvement", "gain", "sequence", "ends", "relation"}
        expected |= {"countermoves"} if self.countermoves else set()
        demand_keys(entry, expected | ({"by"} if self.joint else set()), "an improvement")
        self.improvement(entry)
        place, used = entry["improvement"], frozenset[Mover]()
        demand(entry["sequence"], f"nobody answers {place}")
        for step in entry["sequence"]:
            demand_keys(step, {"mover", "from", "to", "relation"}, "a move")
            demand(step["from"] == place, f"a move starts in {step['from']} and not in {place}")
            mover = self.mover(step["mover"])
            self.move(mover, place, step["to"], step["relation"], used)
            place, used = step["to"], self.after(used, mover)
        demand(entry["ends"] == place, f"the answer ends in {place}, not in {entry['ends']}")
        demand(place != self.state or self.witness["return_to_s"], "a return does not count as a sanction")
        self.harmful(place, entry["relation"])
        if self.countermoves:
            for move in entry["countermoves"]:
                demand_keys(move, {"to", "relation"}, "a countermove")
            moves = {move["to"]: move["relation"] for move in entry["countermoves"]}
            demand(len(moves) == len(entry["countermoves"]), "a countermove is listed twice")
            demand(set(moves) == self.side.own(place), f"these are not all moves from {place}")
            for end, relation in moves.items():
                self.harmful(end, relation)

    def harmful(self, end: str, relation: object) -> None:
        """Check that a state deters, and is compared rightly."""
        demand(self.side.harms(end), f"{end} does not deter {self.maker}")
        actual = self.side.relation(end)
        demand(relation == actual, f"{end} compares with {self.state} as {actual}, not {relation}")
