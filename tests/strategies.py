"""Random disputes for Hypothesis, as documents of both forms."""

from __future__ import annotations

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
def option_documents(draw: st.DrawFn, most_options: int = 5, coalesce: bool = True) -> Document:
    """A dispute of option form: two to four sides, every rule, one-way and shared options, every kind of preference."""
    sides = [f"D{k}" for k in range(draw(st.integers(2, 4)))]
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
def graph_documents(draw: st.DrawFn, most_states: int = 7) -> Document:
    """A dispute of graph form: any arcs, one-way, intransitive, common to several sides; rankings with ties."""
    sides = [f"D{k}" for k in range(draw(st.integers(2, 4)))]
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
