"""The textbook: the definitions as literal sets and loops, the oracle that everything fast is compared with.

It builds a dispute from its document by enumerating all 2^k combinations, and shares no code with the package.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

State = str
Document = dict[str, Any]


@dataclass
class Game:
    """States, each side's moves as sets of pairs, and strict preference ``better(i, t, s)``."""

    sides: list[str]
    states: list[State]
    moves: list[set[tuple[State, State]]]
    better: Callable[[int, State, State], bool]
    patterns: list[str] | None = None


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
        return Game(sides, states, moves, _ranked(document, sides))
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
    representative = {name[letters]: letters for letters in full}
    scores: dict[str, dict[str, Any]] = {}
    for side, entry in document.get("preferences", {}).items():
        if "statements" in entry:
            texts = [s if isinstance(s, str) else s["prefer"] for s in entry["statements"]]
            scores[side] = {s: [holds(text, letters) for text in texts] for s, letters in representative.items()}
        elif "weights" in entry:
            weights = {o: Fraction(str(w)) for o, w in entry["weights"].items()}
            scores[side] = {
                s: sum(
                    (weights.get(o, Fraction(0)) for o, x in zip(ids, letters, strict=True) if x == "Y"), Fraction(0)
                )
                for s, letters in representative.items()
            }
    ranked = _ranked(document, sides)

    def better(i: int, t: State, s: State) -> bool:
        if sides[i] in scores:
            return bool(scores[sides[i]][t] > scores[sides[i]][s])
        return ranked(i, t, s)

    patterns = [
        "".join(column[0] if len(set(column)) == 1 else "-" for column in zip(*members, strict=True))
        for members in ordered
    ]
    return Game(sides, states, moves, better, patterns)


def _ranked(document: Document, sides: list[str]) -> Callable[[int, State, State], bool]:
    place: dict[tuple[str, State], int] = {}
    for side, entry in document.get("preferences", {}).items():
        for k, tie in enumerate(entry.get("ranking", [])):
            for state in [tie] if isinstance(tie, str) else tie:
                place[side, state] = -k

    def better(i: int, t: State, s: State) -> bool:
        worst = -(10**9)
        return place.get((sides[i], t), worst) > place.get((sides[i], s), worst)

    return better


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


def stable(g: Game, concept: str, i: int, s: State, return_to_s: bool = True) -> bool:
    """Whether s is stable for i: field guide section 4, word for word."""
    others = [j for j in range(len(g.sides)) if j != i]
    step = improvements if concept in ("SEQ", "SSEQ") else reach
    if concept == "Nash":
        return not improvements(g, i, s)
    for s1 in improvements(g, i, s):
        sanctioned = False
        for s2 in coalition_reach(g, others, s1, step):
            deters = not g.better(i, s2, s) and (return_to_s or s2 != s)
            if concept in ("SMR", "SSEQ"):
                deters = deters and all(not g.better(i, s3, s) for s3 in reach(g, i, s2))
            sanctioned = sanctioned or deters
        if not sanctioned:
            return False
    return True


def verdicts(g: Game, concept: str, return_to_s: bool = True) -> list[list[bool]]:
    """All verdicts, sides × states."""
    return [[stable(g, concept, i, s, return_to_s) for s in g.states] for i in range(len(g.sides))]
