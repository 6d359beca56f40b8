"""The textbook: the definitions as literal sets and loops, the oracle that everything fast is compared with.

It builds a dispute from its document by enumerating all 2^k combinations, and shares no code with the package.
Here are the five classical concepts; other modules called textbook have the others, each in the words of its papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations, product
from typing import Any

from tests import textbook_relations
from tests.textbook_relations import Number, Relation

State = str
Document = dict[str, Any]


@dataclass
class Game:
    """States, each side's moves as sets of pairs, and each side's preference over ordered pairs of states.

    ``degrees`` has a relation for every side: see `textbook_relations`.
    Option form without coalescing has ``letters``, one a state, and ``owners``, one set of sides an option.
    ``sanctions`` and ``return_to_s`` say what counts as a sanction, where a definition leaves it to sequences.
    """

    sides: list[str]
    states: list[State]
    moves: list[set[tuple[State, State]]]
    degrees: list[Relation]
    patterns: list[str] | None = None
    letters: dict[State, str] | None = None
    owners: list[set[str]] = field(default_factory=list)
    certainty: list[Number] = field(default_factory=list)
    threshold: list[Fraction] = field(default_factory=list)
    probability: list[Number] = field(default_factory=list)
    attitudes: list[list[str]] = field(default_factory=list)
    sanctions: str = "legal-sequences"
    return_to_s: bool = True

    def better(self, i: int, t: State, s: State) -> bool:
        """Whether i surely prefers t to s."""
        degree = self.degrees[i][t, s]
        return degree is not None and degree > 0

    def unknown(self, i: int, t: State, s: State) -> bool:
        """Whether nobody knows which of t and s the side i prefers."""
        return self.degrees[i][t, s] is None

    def no_better(self, i: int, t: State, s: State) -> bool:
        """Whether surely i does not prefer t to s."""
        return not self.better(i, t, s) and not self.unknown(i, t, s)


def truth(text: str, values: dict[str, bool], letters: str = "") -> bool:
    """Evaluate an expression by rewriting it as Python, with brackets doubled so that `if` binds last."""
    if letters and len(text) == len(letters) and set(text) <= set("YN-"):
        return all(p in ("-", letter) for p, letter in zip(text, letters, strict=True))
    words = {"if": ") >= (", "iff": ") == (", "implies": ") <= (", "and": " and ", "or": " or ", "not": " not "}
    signs = {"&": " and ", "|": " or ", "-": " not ", "(": "((", ")": "))"}

    def token(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if word in signs:
            return signs[word]
        if low in words:
            return words[low]
        return {"true": "True", "false": "False"}.get(low, f"values[{word!r}]")

    return bool(eval("((" + re.sub(r"\w+|[&|()-]", token, text) + "))", {"values": values}))


def game(document: Document) -> Game:
    """Build a game from a document: options, feasibility, moves, coalescing, numbering, preferences."""
    sides = [maker["id"] for maker in document["decision_makers"]]
    facts = document.get("facts", {})
    if "states" in document and not any(maker.get("options") for maker in document["decision_makers"]):
        states = list(document["states"])
        moves = [{(a, b) for a, b in document["moves"].get(side, [])} for side in sides]
        return _with_preferences(Game(sides, states, moves, []), document, {})
    options = [option for maker in document["decision_makers"] for option in maker["options"]]
    ids = [option["id"] for option in options]

    def holds(text: str, letters: str) -> bool:
        values = {name: letter == "Y" for name, letter in zip(ids, letters, strict=True)}
        return truth(text, {**facts, **values}, letters)

    def allowed(letters: str) -> bool:
        for rule in document.get("feasibility", []):
            ((kind, what),) = rule.items()
            if kind == "never" and holds(what, letters):
                return False
            if kind == "requires" and holds(what["if"], letters) and not holds(what["then"], letters):
                return False
            if kind in ("mutually_exclusive", "at_least_one", "exactly_one"):
                taken = sum(holds(member, letters) for member in what)
                wrong = {"mutually_exclusive": taken > 1, "at_least_one": taken == 0, "exactly_one": taken != 1}
                if wrong[kind]:
                    return False
        return True

    full = ["".join(reversed(bits)) for bits in product("NY", repeat=len(ids))]
    full = [letters for letters in full if allowed(letters)]
    owners = [
        {maker["id"], *option.get("shared_with", [])}
        for maker in document["decision_makers"]
        for option in maker["options"]
    ]

    def can(side: str, a: str, b: str) -> bool:
        for k, option in enumerate(options):
            if a[k] != b[k]:
                if side not in owners[k]:
                    return False
                if option.get("moves", "both") == ("take" if a[k] == "Y" else "drop"):
                    return False
        return a != b

    classes = []
    for text in document.get("coalesce", []):
        members = [letters for letters in full if holds(text, letters)]
        if members:
            classes.append(members)
    single = [[letters] for letters in full if not any(letters in members for members in classes)]
    ordered = sorted(single + classes, key=lambda members: max(full.index(letters) for letters in members))
    name = {letters: f"s{place + 1}" for place, members in enumerate(ordered) for letters in members}
    states = [f"s{place + 1}" for place in range(len(ordered))]
    corrections = document.get("moves", {})
    moves = []
    for side in sides:
        arcs = {(name[a], name[b]) for a in full for b in full if can(side, a, b) and name[a] != name[b]}
        arcs |= {(a, b) for a, b in corrections.get("add", {}).get(side, [])}
        arcs -= {(a, b) for a, b in corrections.get("forbid", {}).get(side, [])}
        moves.append(arcs)
    scores: dict[str, dict[State, Any]] = {}
    for side, entry in document.get("preferences", {}).items():
        form = form_of(entry)
        if form == "statements":
            texts = [s if isinstance(s, str) else s["prefer"] for s in entry["statements"]]
            scores[side] = {name[letters]: [holds(text, letters) for text in texts] for letters in full}
        elif form == "weights":
            weights = {o: Fraction(str(w)) for o, w in entry["weights"].items()}
            scores[side] = {
                name[letters]: sum(
                    (weights.get(o, Fraction(0)) for o, x in zip(ids, letters, strict=True) if x == "Y"), Fraction(0)
                )
                for letters in full
            }
    patterns = [
        "".join(column[0] if len(set(column)) == 1 else "-" for column in zip(*members, strict=True))
        for members in ordered
    ]
    alone = {name[letters]: letters for letters in full} if len(full) == len(states) else None
    result = Game(sides, states, moves, [], patterns, alone, owners)
    return _with_preferences(result, document, scores)


def form_of(entry: Document) -> str:
    """Return the form of a preference that is in force."""
    given = [form for form in ("ranking", "statements", "weights", "pairs") if form in entry]
    return str(entry.get("use", given[0]))


def _with_preferences(g: Game, document: Document, scores: dict[str, dict[State, Any]]) -> Game:
    """Add relations, certainties, probabilities and attitudes to a game."""
    for side in g.sides:
        entry = document.get("preferences", {}).get(side, {})
        form = form_of(entry) if entry else ""
        if side in scores:
            relation = textbook_relations.of_scores(scores[side])
        elif form == "ranking":
            relation = textbook_relations.of_ranking(g.states, entry)
        else:
            pairs = entry["pairs"] if entry else {"otherwise": document.get("unlisted", "equal")}
            relation = textbook_relations.of_pairs(g.states, pairs)
        g.degrees.append(relation)
        g.certainty.append({} if None in relation.values() else textbook_relations.certainties(relation, entry))
        g.probability.append(textbook_relations.probabilities(relation, entry))
        g.threshold.append(Fraction(str(entry.get("threshold", 1))))
        given = document.get("attitudes", {}).get(side, {})
        g.attitudes.append([str(given.get(other, "+" if other == side else "0")) for other in g.sides])
    return g


def reach(g: Game, i: int, s: State) -> set[State]:
    """R_i(s)."""
    return {t for t in g.states if (s, t) in g.moves[i]}


def improvements(g: Game, i: int, s: State) -> set[State]:
    """R_i^+(s)."""
    return {t for t in reach(g, i, s) if g.better(i, t, s)}


def coalition_reach(
    g: Game, coalition: list[int], s: State, step: Callable[[Game, int, State], set[State]]
) -> set[State]:
    """R_H(s) with Omega_H(s, t), the sets of all last movers, as the least sets that satisfy the two clauses."""
    last: dict[State, set[int]] = {}
    for j in coalition:
        for t in step(g, j, s):
            last.setdefault(t, set()).add(j)
    while True:
        found = [
            (u, j)
            for t in last
            for j in coalition
            if last[t] != {j}
            for u in step(g, j, t)
            if j not in last.get(u, set())
        ]
        if not found:
            return set(last)
        for u, j in found:
            last.setdefault(u, set()).add(j)


def answers(g: Game, others: list[int], s1: State, step: Callable[[Game, int, State], set[State]]) -> set[State]:
    """Where the others can lead from s1, by legal sequences, or each moving at most once, or one move of one."""
    if g.sanctions == "legal-sequences":
        return coalition_reach(g, others, s1, step)
    most = len(others) if g.sanctions == "each-once" else min(1, len(others))
    ends: set[State] = set()
    for size in range(1, most + 1):
        for order in permutations(others, size):
            places = {s1}
            for j in order:
                places = {u for t in places for u in step(g, j, t)}
            ends |= places
    return ends


def stable(g: Game, concept: str, i: int, s: State, return_to_s: bool = True) -> bool:
    """Whether s is stable for i, as Fang, Hipel & Kilgour (1993) and Rêgo & Vieira (2017) have it, word for word."""
    others = [j for j in range(len(g.sides)) if j != i]
    step = improvements if concept in ("SEQ", "SSEQ") else reach
    if concept == "Nash":
        return not improvements(g, i, s)
    for s1 in improvements(g, i, s):
        sanctioned = False
        for s2 in answers(g, others, s1, step):
            deters = g.no_better(i, s2, s) and (s2 != s or (return_to_s and g.return_to_s))
            if concept in ("SMR", "SSEQ"):
                deters = deters and all(g.no_better(i, s3, s) for s3 in reach(g, i, s2))
            sanctioned = sanctioned or deters
        if not sanctioned:
            return False
    return True


def verdicts(g: Game, concept: str, return_to_s: bool = True) -> list[list[bool]]:
    """All verdicts, sides × states."""
    return [[stable(g, concept, i, s, return_to_s) for s in g.states] for i in range(len(g.sides))]
