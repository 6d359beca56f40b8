"""The independent check of a witness, from moves and preferences alone.

Nothing here is shared with the programs that find verdicts and witnesses: the rules of the concepts are written
down once more, states and sides are ids, and every claim of the witness is tried against the moves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError

if TYPE_CHECKING:
    from standoff.model.graph import GraphModel

Witness = Mapping[str, Any]
MARKS = ("answered", "credible", "countermoves", "return_to_s", "stable", "truncated")
HEAD = ("decision_maker", "state", "concept", *MARKS)
BODY = {
    (True, True): ("improvement_count", "improvements"),
    (True, False): ("improvement_count", "improvements"),
    (False, True): ("improvement", "answer_count", "answers", "outcomes"),
    (False, False): ("improvement",),
}
# Concept: whether answers count, whether they must be improvements, whether the side's own moves afterwards count.
RULES = {
    "Nash": (False, False, False),
    "GMR": (True, False, False),
    "SMR": (True, False, True),
    "SEQ": (True, True, False),
    "SSEQ": (True, True, True),
}


class Fault(Exception):
    """What is wrong with a witness."""


def demand(holds: object, fault: str) -> None:
    """Raise a fault unless something holds."""
    if not holds:
        raise Fault(fault)


@dataclass(frozen=True)
class Rules:
    """A dispute as the checker sees it.

    Attributes
    ----------
    makers : sequence of str
        The ids of all sides.
    moves : callable
        ``moves(maker, state)``: the ids of the states that the side can move to.
    compare : callable
        ``compare(maker, a, b)``: ``">"`` if the side prefers a to b, ``"="`` if it finds them equal, ``"<"`` if b.
    """

    makers: Sequence[str]
    moves: Callable[[str, str], Collection[str]]
    compare: Callable[[str, str, str], str]


def rules_of(model: GraphModel) -> Rules:
    """Return a graph model as the checker sees it; an id that is none raises KeyError."""

    def place(state: str) -> int:
        found = model.states.find(state)
        if model.states.id(found) != state:
            raise KeyError(state)
        return found

    def moves(maker: str, state: str) -> list[str]:
        reachable = model.moves.reachable(model.makers.index(maker), place(state))
        return [model.states.id(int(end)) for end in reachable]

    def compare(maker: str, a: str, b: str) -> str:
        preference = model.preferences[model.makers.index(maker)]
        if preference.better(place(a), place(b)):
            return ">"
        return "<" if preference.better(place(b), place(a)) else "="

    return Rules(model.makers, moves, compare)


def verify(witness: Witness, rules: Rules, *, claim: Mapping[str, Any] | None = None) -> list[str]:
    """Check a witness.

    Parameters
    ----------
    witness : mapping
        The plain data of `Reason.witness`.
    rules : Rules
        The dispute: sides, moves, preferences.
    claim : mapping, optional
        Values that the witness must have, such as ``{"state": "s6", "stable": False}``.

    Returns
    -------
    list of str
        What is wrong; empty for a witness that proves its verdict.

    Examples
    --------
    A side that can only move to something worse is stable, and needs no further proof.

    >>> moves = {"a": ["b"], "b": []}
    >>> rules = Rules(["A"], lambda maker, state: moves[state], lambda maker, x, y: "<" if x > y else ">")
    >>> head = {"decision_maker": "A", "state": "a", "concept": "Nash", "return_to_s": True}
    >>> marks = {"answered": False, "credible": False, "countermoves": False, "truncated": False}
    >>> verify({**head, **marks, "stable": True, "improvement_count": 0, "improvements": []}, rules)
    []
    >>> verify({**head, **marks, "stable": False, "improvement": "b"}, rules)
    ['A does not prefer b to a']
    """
    try:
        _check_head(witness, rules, claim or {})
        checker = _Checker(witness, rules)
        if witness["stable"]:
            checker.stable()
        else:
            checker.unstable()
    except Fault as fault:
        return [str(fault)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, StandoffError) as error:
        return [f"the witness is not well formed: {error!r}"]
    return []


def _check_head(witness: Witness, rules: Rules, claim: Mapping[str, Any]) -> None:
    """Check that a witness is whole, and of the verdict that it claims to be of."""
    for key, value in claim.items():
        demand(witness[key] == value, f"it is a witness of {key} {witness[key]}, not {value}")
    for key in MARKS:
        demand(isinstance(witness[key], bool), f"{key} is neither true nor false")
    concept = witness["concept"]
    demand(concept in RULES, f"no rules are known for {concept}")
    marks = (witness["answered"], witness["credible"], witness["countermoves"])
    demand(marks == RULES[concept], f"these are not the rules of {concept}")
    keys = {*HEAD, *BODY[witness["stable"], witness["answered"]]}
    demand(set(witness) == keys, f"it has other entries than {sorted(keys)}")
    demand(not witness["truncated"], "it was too long to be listed in full, so it cannot be checked")
    demand(witness["decision_maker"] in rules.makers, f"{witness['decision_maker']} is no side")


class _Checker:
    """Checks the body of one witness."""

    def __init__(self, witness: Witness, rules: Rules) -> None:
        self.witness, self.rules = witness, rules
        self.maker, self.state = witness["decision_maker"], witness["state"]
        self.credible, self.countermoves = witness["credible"], witness["countermoves"]
        self.others = [maker for maker in rules.makers if maker != self.maker]

    def prefers(self, maker: str, a: str, b: str) -> bool:
        """Return whether a side strictly prefers a to b."""
        return self.rules.compare(maker, a, b) == ">"

    def steps(self, maker: str, state: str) -> list[str]:
        """Return where an answering side may go."""
        ends = self.rules.moves(maker, state)
        return [end for end in ends if not self.credible or self.prefers(maker, end, state)]

    def improvement(self, end: str) -> None:
        """Check that a state is a unilateral improvement."""
        demand(end in self.rules.moves(self.maker, self.state), f"{self.maker} cannot move from {self.state} to {end}")
        demand(self.prefers(self.maker, end, self.state), f"{self.maker} does not prefer {end} to {self.state}")

    def answer(self, mover: str, start: str, end: str, last: str | None) -> None:
        """Check one move of an answer."""
        demand(mover in self.others, f"{mover} is none of the others")
        demand(mover != last, f"{mover} moves twice in succession")
        demand(end in self.rules.moves(mover, start), f"{mover} cannot move from {start} to {end}")
        if self.credible:
            demand(self.prefers(mover, end, start), f"the move of {mover} from {start} to {end} is no improvement")

    # ------------------------------------------------------------------ unstable

    def unstable(self) -> None:
        """Check that the improvement is one, and that the answers to it are all there and do not deter."""
        self.improvement(self.witness["improvement"])
        if self.witness["answered"]:
            self.closed(self.reached())
            self.outcomes()

    def reached(self) -> list[tuple[str, str]]:
        """Check that each listed answer can be given, and return them as (state, mover)."""
        found: list[tuple[str, str]] = []
        known: set[tuple[str, str]] = set()
        for entry in self.witness["answers"]:
            demand(set(entry) == {"state", "mover", "after"}, "an answer has other entries than state, mover, after")
            after = entry["after"]
            start, last = self.witness["improvement"], None
            if after is not None:
                demand(type(after) is int and 0 <= after < len(found), "an answer follows none that comes before it")
                start, last = found[after]
            self.answer(entry["mover"], start, entry["state"], last)
            node = (entry["state"], entry["mover"])
            demand(node not in known, f"{node} is listed twice")
            known.add(node)
            found.append(node)
        return found

    def closed(self, found: list[tuple[str, str]]) -> None:
        """Check that no answer leads out of those listed.

        A state that two sides can have moved to last is open to every side, so further last movers add nothing.
        """
        movers: dict[str, set[str]] = {}
        for state, mover in found:
            movers.setdefault(state, set()).add(mover)
        for state, last in [(self.witness["improvement"], ""), *found]:
            for mover in self.others:
                for end in self.steps(mover, state) if mover != last else ():
                    known = movers.get(end, set())
                    demand(mover in known or len(known) > 1, f"{mover} can go on from {state} to {end}")

    def outcomes(self) -> None:
        """Check for each state that answers end in why it does not deter."""
        states = [entry["state"] for entry in self.witness["outcomes"]]
        demand(len(set(states)) == len(states), "a state is judged twice")
        ends = {answer["state"] for answer in self.witness["answers"]}
        demand(set(states) == ends, "not every answer is judged, or others are")
        demand(self.witness["answer_count"] == len(states), "the number of answers is wrong")
        for entry in self.witness["outcomes"]:
            self.outcome(entry)

    def outcome(self, entry: Mapping[str, Any]) -> None:
        """Check why one state does not deter."""
        state, why = entry["state"], entry["because"]
        expected = {"state", "because", "to"} if why == "escape" else {"state", "because"}
        demand(set(entry) == expected, f"the judgement of {state} has other entries than {sorted(expected)}")
        better = self.prefers(self.maker, state, self.state)
        if why == "better":
            demand(better, f"{self.maker} does not prefer {state} to {self.state}")
        elif why == "return":
            demand(state == self.state and not self.witness["return_to_s"], f"{state} is no return that does not count")
        else:
            demand(why == "escape" and self.countermoves, f"{why} is no reason here")
            demand(not better, f"{state} is better, and needs no escape")
            demand(entry["to"] in self.rules.moves(self.maker, state), f"no escape from {state} to {entry['to']}")
            demand(self.prefers(self.maker, entry["to"], self.state), f"{entry['to']} is no better than {self.state}")

    # -------------------------------------------------------------------- stable

    def stable(self) -> None:
        """Check that every improvement of the side is listed and deterred."""
        ends = self.rules.moves(self.maker, self.state)
        every = sorted(end for end in ends if self.prefers(self.maker, end, self.state))
        entries = self.witness["improvements"]
        demand(sorted(entry["improvement"] for entry in entries) == every, f"the improvements are {every}")
        demand(self.witness["improvement_count"] == len(every), "the number of improvements is wrong")
        demand(self.witness["answered"] or not every, f"{self.witness['concept']} counts no answers")
        for entry in entries:
            self.deterred(entry)

    def deterred(self, entry: Mapping[str, Any]) -> None:
        """Check that one improvement is deterred by a legal sequence."""
        expected = {"improvement", "sequence", "ends", "relation"} | ({"countermoves"} if self.countermoves else set())
        demand(set(entry) == expected, f"an improvement has other entries than {sorted(expected)}")
        place, last = entry["improvement"], None
        demand(entry["sequence"], f"nobody answers {place}")
        for step in entry["sequence"]:
            demand(set(step) == {"mover", "from", "to"}, "a move has other entries than mover, from, to")
            demand(step["from"] == place, f"a move starts in {step['from']} and not in {place}")
            self.answer(step["mover"], place, step["to"], last)
            place, last = step["to"], step["mover"]
        demand(entry["ends"] == place, f"the answer ends in {place}, not in {entry['ends']}")
        demand(place != self.state or self.witness["return_to_s"], "a return does not count as a sanction")
        self.no_better(place, entry["relation"])
        if self.countermoves:
            for move in entry["countermoves"]:
                demand(set(move) == {"to", "relation"}, "a countermove has other entries than to, relation")
            moves = {move["to"]: move["relation"] for move in entry["countermoves"]}
            demand(len(moves) == len(entry["countermoves"]), "a countermove is listed twice")
            demand(set(moves) == set(self.rules.moves(self.maker, place)), f"these are not all moves from {place}")
            for end, relation in moves.items():
                self.no_better(end, relation)

    def no_better(self, end: str, relation: str) -> None:
        """Check that a state is no better than the one it is compared with, and compared rightly."""
        actual = self.rules.compare(self.maker, end, self.state)
        demand(actual in ("<", "="), f"{self.maker} prefers {end} to {self.state}")
        demand(relation == actual, f"{end} compares with {self.state} as {actual}, not {relation}")
