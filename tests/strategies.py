"""Random disputes for Hypothesis, as documents of both forms, with every kind of preference."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests import textbook

Document = dict[str, Any]
OPERATORS = ["and", "&", "or", "|", "OR", "if", "iff", "implies"]


def expressions(names: list[str], depth: int = 2) -> st.SearchStrategy[str]:
    """Texts of expressions over names, with every operator and spelling."""
    leaf = st.sampled_from(names)
    if depth == 0:
        return leaf
    smaller = expressions(names, depth - 1)
    return st.one_of(
        leaf,
        st.builds("not ({})".format, smaller),
        st.builds("-{}".format, leaf),
        st.builds("({}) {} ({})".format, smaller, st.sampled_from(OPERATORS), smaller),
        st.builds("{} & -{} | {}".format, leaf, leaf, leaf),
    )


@st.composite
def rankings(draw: st.DrawFn, states: list[str]) -> list[Any]:
    """A ranking with ties."""
    order = draw(st.permutations(states))
    cuts = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    classes: list[list[str]] = []
    for state, joined in zip(order, cuts, strict=True):
        if classes and joined:
            classes[-1].append(state)
        else:
            classes.append([state])
    return [tie[0] if len(tie) == 1 else tie for tie in classes]


@st.composite
def option_documents(draw: st.DrawFn, most_options: int = 5, coalesce: bool = True, most_sides: int = 4) -> Document:
    """A dispute of option form: two to four sides, every rule, one-way and shared options, every kind of preference."""
    sides = [f"D{k}" for k in range(draw(st.integers(2, most_sides)))]
    count = draw(st.integers(len(sides), max(most_options, len(sides))))
    owner = [k if k < len(sides) else draw(st.integers(0, len(sides) - 1)) for k in range(count)]
    makers: list[Document] = [{"id": side, "options": []} for side in sides]
    for k in range(count):
        option: Document = {"id": f"o{k}", "moves": draw(st.sampled_from(["both", "both", "both", "take", "drop"]))}
        if draw(st.integers(0, 9)) == 0:
            option["shared_with"] = [draw(st.sampled_from([side for side in sides if side != sides[owner[k]]]))]
        makers[owner[k]]["options"].append(option)
    names = [option["id"] for maker in makers for option in maker["options"]]
    document: Document = {
        "standoff": 1,
        "title": "random",
        "facts": {"f": draw(st.booleans())},
        "decision_makers": makers,
    }
    terms = [*names, "f"]
    few = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
    rule = st.one_of(
        st.fixed_dictionaries({"never": expressions(terms, 1)}),
        st.fixed_dictionaries({"never": st.text("YN---", min_size=count, max_size=count)}),
        st.fixed_dictionaries(
            {"requires": st.fixed_dictionaries({"if": st.sampled_from(names), "then": expressions(terms, 1)})}
        ),
        st.fixed_dictionaries({"mutually_exclusive": few}),
        st.fixed_dictionaries({"at_least_one": few}),
    )
    document["feasibility"] = draw(st.lists(rule, max_size=2))
    if coalesce and draw(st.integers(0, 3)) == 0:
        document["coalesce"] = [" & ".join(draw(few))]
    states = textbook.game(document).states
    assume(states)
    entries: list[Document] = []
    for _ in sides:
        kind = 2 if "coalesce" in document else draw(st.integers(0, 2))
        if kind == 0:
            entries.append({"statements": draw(st.lists(expressions(terms), max_size=5))})
        elif kind == 1:
            weights = st.dictionaries(
                st.sampled_from(names), st.sampled_from([-2, -1, 1, 2, "0.5", "1.25"]), max_size=count
            )
            entries.append({"weights": draw(weights)})
        else:
            entries.append({"ranking": draw(rankings(states))})
    document["preferences"] = dict(zip(sides, entries, strict=True))
    return document


@st.composite
def graph_documents(draw: st.DrawFn, most_states: int = 7, most_sides: int = 4) -> Document:
    """A dispute of graph form: any arcs, one-way, intransitive, common to several sides; rankings with ties."""
    sides = [f"D{k}" for k in range(draw(st.integers(2, most_sides)))]
    states = [f"q{k}" for k in range(draw(st.integers(2, most_states)))]
    pairs = [[a, b] for a in states for b in states if a != b]
    moves = {side: draw(st.lists(st.sampled_from(pairs), max_size=2 * len(states), unique_by=tuple)) for side in sides}
    return {
        "standoff": 1,
        "title": "random",
        "decision_makers": [{"id": side} for side in sides],
        "states": states,
        "moves": moves,
        "preferences": {side: {"ranking": draw(rankings(states))} for side in sides},
    }


@st.composite
def crowded_documents(draw: st.DrawFn, most_states: int = 7, most_sides: int = 4) -> Document:
    """A dispute of graph form with many arcs, some of them common: where sequences of answers matter."""
    random = Random(draw(st.integers(0, 2**32)))
    sides = [f"D{k}" for k in range(random.randint(min(3, most_sides), most_sides))]
    states = [f"q{k}" for k in range(random.randint(3, most_states))]
    share = random.choice([0.15, 0.25, 0.4])
    arcs = {side: [[a, b] for a in states for b in states if a != b and random.random() < share] for side in sides}
    common = random.sample(arcs["D0"], len(arcs["D0"]) // 3)
    arcs["D1"] += [arc for arc in common if arc not in arcs["D1"]]
    orders = {side: random.sample(states, len(states)) for side in sides}
    return {
        "standoff": 1,
        "title": "random",
        "decision_makers": [{"id": side} for side in sides],
        "states": states,
        "moves": arcs,
        "preferences": {side: {"ranking": orders[side]} for side in sides},
    }


RANKED = ("ranking", "strength", "worst")
KNOWN = (*RANKED, "pairs")
UNKNOWN = (*KNOWN, "partly", "open", "absent")
VALUES = ["0", "0.05", "0.2", "0.35", "0.4", "0.5", "0.55", "0.6", "0.65", "0.8", "0.9", "1"]


@st.composite
def marked_rankings(draw: st.DrawFn, states: list[str]) -> Document:
    """A ranking with marks of strength, one way or the other."""
    entry: Document = {"ranking": draw(rankings(states))}
    gaps = range(1, len(entry["ranking"]))
    if draw(st.booleans()):
        entry["strong_after"] = [gap for gap in gaps if draw(st.booleans())]
    else:
        entry["degree_after"] = {gap: draw(st.integers(1, 3)) for gap in gaps if draw(st.booleans())}
    return {key: value for key, value in entry.items() if value}


@st.composite
def pair_entries(draw: st.DrawFn, states: list[str], unknown: bool) -> Document:
    """Any relation, intransitive ones too, pair by pair; perhaps with unknown pairs, said or left out."""
    kinds = ["better", "better", "much_better", "equal"] + ["unknown", "left out"] * unknown
    # One seed in place of a choice a pair: the pairs of 32 states are too many choices for a strategy.
    random = Random(draw(st.integers(0, 2**32)))
    lists: Document = {}
    for pair in combinations(states, 2):
        kind = random.choice(kinds)
        if kind != "left out":
            lists.setdefault(kind, []).append(random.sample(pair, 2))
    if unknown:
        lists["otherwise"] = draw(st.sampled_from(["unknown", "equal"]))
    return {"pairs": lists}


@st.composite
def valued_entries(draw: st.DrawFn, states: list[str], what: str) -> Document:
    """A ranking with certainties, or probabilities, of some pairs beside it."""
    random = Random(draw(st.integers(0, 2**32)))
    pairs = [random.sample(pair, 2) for pair in combinations(states, 2) if random.random() < 0.6]
    values: list[list[str]] = []
    for a, b in pairs:
        value = random.choice(VALUES)
        values.append([a, b, value])
        if what == "probability":
            # Both ways, so that no probability is more than what the other leaves.
            values.append([b, a, random.choice([v for v in VALUES if float(v) + float(value) <= 1])])
    entry: Document = {"ranking": draw(rankings(states)), what: values}
    if what == "certainty" and draw(st.booleans()):
        entry["threshold"] = draw(st.sampled_from(["0.1", "0.2", "0.3", "0.6", "0.8", "1"]))
    return entry


def rich_entries(kind: str, states: list[str]) -> st.SearchStrategy[Document]:
    """One side's preferences of a kind: see RANKED, KNOWN, UNKNOWN, and certainty and probability."""
    some = st.lists(st.sampled_from(states), min_size=1, unique=True)
    if kind in ("certainty", "probability"):
        return valued_entries(states, kind)
    if kind in ("pairs", "open"):
        return pair_entries(states, kind == "open")
    if kind in ("partly", "worst"):
        left_out = {"unlisted": "unknown" if kind == "partly" else "worst"}
        return some.flatmap(marked_rankings).map(lambda entry: {**entry, **left_out})
    return marked_rankings(states) if kind == "strength" else st.builds(dict, ranking=rankings(states))


@st.composite
def enriched(draw: st.DrawFn, documents: st.SearchStrategy[Document], kinds: tuple[str, ...]) -> Document:
    """Documents whose preferences are of the kinds given, each side's for itself; "absent": no entry, all unknown."""
    document = draw(documents)
    states = textbook.game(document).states
    for side in list(document["preferences"]):
        kind = draw(st.sampled_from(kinds))
        if kind == "absent":
            document["unlisted"] = "unknown"
            del document["preferences"][side]
        else:
            document["preferences"][side] = draw(rich_entries(kind, states))
    return document


def rich_documents(
    kinds: tuple[str, ...], most_options: int = 4, most_states: int = 7, most_sides: int = 4
) -> st.SearchStrategy[Document]:
    """Disputes of both forms, with preferences of the kinds given."""
    options = option_documents(most_options=most_options, most_sides=most_sides)
    graphs = st.one_of(graph_documents(most_states, most_sides), crowded_documents(most_states, most_sides))
    return enriched(st.one_of(options, graphs), kinds)


@st.composite
def with_attitudes(draw: st.DrawFn, documents: st.SearchStrategy[Document]) -> Document:
    """Disputes whose sides care for each other, or wish each other ill, or leave it out."""
    document = draw(documents)
    sides = [maker["id"] for maker in document["decision_makers"]]
    one = st.dictionaries(st.sampled_from(sides), st.sampled_from(["+", "0", "-"]))
    document["attitudes"] = {side: draw(one) for side in sides}
    return document


@st.composite
def spoken_documents(draw: st.DrawFn, most_options: int = 3, most_said: int = 2, most_sides: int = 3) -> Document:
    """A small dispute with a fact, whose sides have few statements, or weights: where edits can be tried out."""
    sides = [f"D{k}" for k in range(draw(st.integers(2, most_sides)))]
    count = draw(st.integers(len(sides), max(most_options, len(sides))))
    makers: list[Document] = [{"id": side, "options": []} for side in sides]
    for k in range(count):
        way = draw(st.sampled_from(["both", "both", "both", "take", "drop"]))
        makers[k % len(sides)]["options"].append({"id": f"o{k}", "moves": way})
    names = [option["id"] for maker in makers for option in maker["options"]]
    document: Document = {
        "standoff": 1,
        "title": "random",
        "facts": {"f": draw(st.booleans())},
        "decision_makers": makers,
        "feasibility": draw(st.lists(st.builds(dict, never=expressions([*names, "f"], 1)), max_size=1)),
    }
    assume(textbook.game(document).states)
    entries: list[Document] = []
    for _ in sides:
        if draw(st.integers(0, 4)):
            entries.append({"statements": draw(st.lists(expressions([*names, "f"], 1), max_size=most_said))})
        else:
            entries.append({"weights": {name: draw(st.integers(-2, 2)) for name in names}})
    document["preferences"] = dict(zip(sides, entries, strict=True))
    return document
