"""Random disputes of any size, made in memory: the program's own benchmark cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from standoff.model.dispute import (
    DecisionMaker,
    Direction,
    Dispute,
    NamedState,
    Option,
    PreferenceEntry,
    Rule,
    Statement,
)
from standoff.model.statements import And, Expression, Name, Not, Or, Pattern


def makers(sizes: Sequence[int], one_way: Sequence[Direction] = ()) -> tuple[DecisionMaker, ...]:
    """Return sides D0, D1, … with options o0, o1, … in file order, the first of each side one-way if asked for."""
    result = []
    number = 0
    for side, size in enumerate(sizes):
        options = []
        for k in range(size):
            direction = one_way[k] if k < len(one_way) else "both"
            options.append(Option(f"o{number}", f"o{number}", direction))
            number += 1
        result.append(DecisionMaker(f"D{side}", f"D{side}", tuple(options)))
    return tuple(result)


def weighted(
    sizes: Sequence[int],
    seed: int = 7,
    *,
    one_way: Sequence[Direction] = (),
    rules: tuple[Rule, ...] = (),
    digits: int = 9,
) -> Dispute:
    """Return a dispute whose sides weigh options at random; few digits make ties."""
    count = sum(sizes)
    table = np.random.default_rng(seed).uniform(-1, 1, (len(sizes), count))
    preferences = {
        f"D{side}": PreferenceEntry(
            "weights", weights={f"o{k}": Fraction(f"{row[k]:.{digits}f}") for k in range(count)}
        )
        for side, row in enumerate(table)
    }
    return Dispute("weighted", makers(sizes, one_way), rules=rules, preferences=preferences)


def stated(sizes: Sequence[int], seed: int = 7, statements: int = 24) -> Dispute:
    """Return a dispute whose sides give statements of one to three options each."""
    rng = np.random.default_rng(seed)
    count = sum(sizes)
    preferences = {}
    for side in range(len(sizes)):
        entries = []
        for _ in range(statements):
            chosen = rng.choice(count, rng.integers(1, 4), replace=False)
            terms: list[Expression] = [Name(f"o{k}") if rng.random() < 0.5 else Not(Name(f"o{k}")) for k in chosen]
            joined = terms[0] if len(terms) == 1 else (And if rng.random() < 0.5 else Or)(tuple(terms))
            entries.append(Statement(joined, "random"))
        preferences[f"D{side}"] = PreferenceEntry("statements", statements=tuple(entries))
    return Dispute("stated", makers(sizes), preferences=preferences)


def ranked(sizes: Sequence[int], seed: int = 7) -> Dispute:
    """Return a dispute whose sides rank all states at random."""
    rng = np.random.default_rng(seed)
    count = 1 << sum(sizes)
    ids = np.array([f"s{k + 1}" for k in range(count)], dtype=object)
    preferences = {
        f"D{side}": PreferenceEntry("ranking", ranking=tuple((text,) for text in ids[rng.permutation(count)]))
        for side in range(len(sizes))
    }
    return Dispute("ranked", makers(sizes), preferences=preferences)


def ranking_file(sizes: Sequence[int], seed: int = 7) -> str:
    """Return the text of a JSON file in which every side ranks all states at random."""
    dispute = ranked(sizes, seed)
    sides = [{"id": m.id, "options": [{"id": option.id} for option in m.options]} for m in dispute.decision_makers]
    rankings = {
        side: {"ranking": [state for (state,) in entry.ranking or ()]} for side, entry in dispute.preferences.items()
    }
    return json.dumps({"standoff": 1, "title": "ranked", "decision_makers": sides, "preferences": rankings})


def holes(sizes: Sequence[int], seed: int = 7, share: float = 0.1) -> tuple[Rule, ...]:
    """Return rules that remove a share of all states, one by one, at random."""
    count = sum(sizes)
    chosen = np.random.default_rng(seed).choice(1 << count, int(share * (1 << count)), replace=False)
    return tuple(
        Rule("never", (Pattern("".join("Y" if int(code) >> k & 1 else "N" for k in range(count))),)) for code in chosen
    )


def many_options(options: int = 60, seed: int = 7) -> Dispute:
    """Return a dispute of 60 options whose rules of the five kinds leave about 100,000 states.

    Blocks of six options leave seven or eight combinations each.
    """
    rng = np.random.default_rng(seed)
    names = [f"o{k}" for k in range(options)]
    rules = []
    for block in range(0, options, 6):
        part = names[block : block + 6]
        rules.append(Rule("exactly_one", tuple(Name(name) for name in part[:3])))
        rules.append(Rule("requires", (Name(part[0]), And((Name(part[3]), Not(Name(part[4])))))))
        rules.append(Rule("never", (And((Name(part[1]), Name(part[4]))),)))
        rules.append(Rule("mutually_exclusive", tuple(Name(name) for name in part[3:])))
        rules.append(Rule("at_least_one", tuple(Name(name) for name in part[3:])))
    for block in range(6, options, 6):
        before, part = names[block - 6 : block], names[block : block + 6]
        rules.append(Rule("requires", (Name(before[int(rng.integers(0, 3))]), Or((Name(part[0]), Name(part[1]))))))
        rules.append(Rule("requires", (Name(part[2]), Name(before[2]))))
        rules.append(Rule("never", (And((Name(before[5]), Name(part[5]))),)))
    sizes = [options // 4] * 4
    base = weighted(sizes, seed)
    return Dispute("many options", base.decision_makers, rules=tuple(rules), preferences=base.preferences)


def graph(states: int, arcs: int, sides: int = 4, seed: int = 7) -> Dispute:
    """Return a graph-form dispute with random arcs and strict random rankings."""
    rng = np.random.default_rng(seed)
    ids = [f"q{k}" for k in range(states)]
    moves = {}
    preferences = {}
    for side in range(sides):
        ends = rng.integers(0, states, (arcs // sides, 2))
        moves[f"D{side}"] = tuple((ids[a], ids[b]) for a, b in ends.tolist() if a != b)
        order = rng.permutation(states)
        preferences[f"D{side}"] = PreferenceEntry("ranking", ranking=tuple((ids[k],) for k in order.tolist()))
    return Dispute(
        "graph",
        tuple(DecisionMaker(f"D{side}", f"D{side}") for side in range(sides)),
        states=tuple(NamedState(name) for name in ids),
        arcs=moves,
        preferences=preferences,
    )


def trade() -> Dispute:
    """Return a dispute of the size of the Uruguay round: six sides, 20 options, 138,240 states, three sides tied."""
    base = weighted((5, 4, 3, 2, 3, 3))
    patterns = (
        "N--Y----------------", "------YY------------", "------Y-Y-----------", "---------YY---------",
        "---------Y-Y--------", "---------N-Y--------", "------------YY------",
    )  # fmt: skip
    rules = tuple(Rule("never", (Pattern(letters),)) for letters in patterns)
    tied = {f"D{side}": PreferenceEntry("statements", statements=()) for side in (3, 4, 5)}
    return Dispute("trade", base.decision_makers, rules=rules, preferences={**base.preferences, **tied})
