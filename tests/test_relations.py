"""Preferences beyond rankings: pairs, unknown states, strength, certainty, probability; files and relations."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import StandoffError
from standoff.model.check import check
from standoff.model.dispute import Dispute, Pairs
from standoff.model.files import from_document, loads
from standoff.model.graph import build
from standoff.model.pairwise import ensure_size
from standoff.model.relations import LARGEST, PairwisePreference, Preference, Relation
from standoff.model.save import text_of
from standoff.model.to_document import to_document
from tests.errors import table

GRAPH = "standoff: 1\ndecision_makers: [A, B]\nstates: [a, b, c]\nmoves: {A: [[a, b]], B: [[a, c]]}\nunlisted: equal\n"
STATES = ["a", "b", "c", "d"]


def relation(entry: str, *, side: int = 0) -> Relation:
    """The relation of a side of a graph-form dispute with three states."""
    return build(loads(f"{GRAPH}preferences: {{A: {entry}}}\n")).preferences[side]


def degrees(preference: Relation, count: int) -> list[list[int | None]]:
    """All degrees of a relation, None where it is unknown."""
    rows: list[list[int | None]] = []
    for s in range(count):
        row = (None if bool(preference.unknown(s, t)) else int(preference.compare(s, t)) for t in range(count))
        rows.append(list(row))
    return rows


@pytest.mark.parametrize(("case", "text", "message"), table("relations"))
def test_errors(case: str, text: str, message: str) -> None:
    """Every malformed preference is answered by a message that names the rule, the side and the pair."""
    with pytest.raises(StandoffError) as caught:
        build(loads(text, "f.yaml"))
    assert str(caught.value) == message


def test_an_intransitive_relation() -> None:
    """Pairs may run in a circle; no closure is taken."""
    found = relation("{pairs: {better: [[a, b], [b, c], [c, a]]}}")
    assert degrees(found, 3) == [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]
    assert not found.total


def test_every_list_of_pairs() -> None:
    """Better, much better, equal and unknown pairs, with the rest as `otherwise` says."""
    found = relation("{pairs: {much_better: [[c, a]], unknown: [[a, b]], otherwise: equal}}")
    assert degrees(found, 3) == [[0, None, -2], [None, 0, 0], [2, 0, 0]]
    found = relation("{pairs: {equal: [[a, b]], better: [[a, c]], otherwise: unknown}}")
    assert degrees(found, 3) == [[0, 0, 1], [0, 0, None], [-1, None, 0]]
    assert (found.better(0, 2), found.at_least(1, 2), found.at_least(0, 1)) == (True, False, True)


def test_pairs_name_states_by_id_pattern_and_name() -> None:
    """In option form a state of a pair is a number, a pattern or a named state."""
    text = (
        "standoff: 1\ndecision_makers: [{id: A, options: [{id: x}, {id: y}]}]\nstates: [{id: calm, is: NN}]\n"
        "preferences: {A: {pairs: {better: [[calm, YN], [s4, NY]], otherwise: equal}}}\n"
    )
    found = build(loads(text)).preferences[0]
    assert degrees(found, 4) == [[0, 1, 0, 0], [-1, 0, 0, 0], [0, 0, 0, -1], [0, 0, 1, 0]]


def test_pairs_of_coalesced_states() -> None:
    """Pairs speak of final states, after coalescing."""
    text = (
        "standoff: 1\ndecision_makers: [{id: A, options: [{id: x}, {id: y}]}]\ncoalesce: [y]\n"
        "preferences: {A: {pairs: {better: [[-Y, NN], [-Y, YN]], otherwise: unknown}}}\n"
    )
    assert degrees(build(loads(text)).preferences[0], 3) == [[0, None, -1], [None, 0, -1], [1, 1, 0]]


def test_the_same_pair_said_twice_alike_is_no_error() -> None:
    """Saying the same thing of a pair twice changes nothing."""
    found = relation("{pairs: {equal: [[a, b], [b, a]], better: [[a, c], [a, c], [b, c]]}}")
    assert degrees(found, 3) == [[0, 0, 1], [0, 0, 1], [-1, -1, 0]]


def test_unlisted_states_are_unknown() -> None:
    """With `unlisted: unknown`, every pair with a state that the ranking leaves out is unknown."""
    found = relation("{ranking: [b, a], unlisted: unknown}")
    assert degrees(found, 3) == [[0, -1, None], [1, 0, None], [None, None, 0]]
    everything = relation("{ranking: [b, a, c], unlisted: unknown}")
    assert isinstance(everything, Preference)


def test_strength_beside_unlisted_states() -> None:
    """A strong gap among the listed states stays strong."""
    found = relation("{ranking: [b, a], unlisted: unknown, strong_after: [1]}")
    assert degrees(found, 3) == [[0, -2, None], [2, 0, None], [None, None, 0]]


def test_unlisted_sides() -> None:
    """At the top level, `unlisted` says whether a side without an entry is indifferent or unknown."""
    assert degrees(relation("{ranking: [a, b, c]}", side=1), 3) == [[0, 0, 0]] * 3
    text = GRAPH.replace("unlisted: equal", "unlisted: unknown") + "preferences: {A: {ranking: [a, b, c]}}\n"
    found = build(loads(text)).preferences[1]
    assert degrees(found, 3) == [[0, None, None], [None, 0, None], [None, None, 0]]


def test_strong_gaps() -> None:
    """A pair that spans a strong gap is strong, any other mild."""
    found = relation("{ranking: [a, b, c], strong_after: [1]}")
    assert isinstance(found, Preference)
    assert found.steps == (1, 2)
    assert degrees(found, 3) == [[0, 2, 2], [-2, 0, 1], [-2, -1, 0]]


def test_degrees_of_gaps() -> None:
    """Of the degrees that a pair spans, the largest counts; a worst class that is unlisted has a gap as well."""
    found = relation("{ranking: [a, b], unlisted: worst, degree_after: {1: 2, 2: 3}}")
    assert degrees(found, 3) == [[0, 2, 3], [-2, 0, 3], [-3, -3, 0]]
    assert relation("{ranking: [a, b, c], degree_after: {1: 1}}").steps == ()


def test_certainty() -> None:
    """r(b, a) is 1 - r(a, b); other pairs follow the ranking with 1, 1/2 and 0; the threshold is exact."""
    found = relation("{ranking: [a, [b, c]], certainty: [[a, b, 0.7]], threshold: 0.4}")
    assert isinstance(found, Preference)
    assert found.certainty is not None
    rows, columns = np.arange(3)[:, None], np.arange(3)[None, :]
    assert found.certainty.chance(rows, columns).tolist() == [[0.5, 0.7, 1], [0.3, 0.5, 0.5], [0, 0.5, 0.5]]
    assert found.alpha(rows, columns).tolist() == [[0, 0.4, 1], [-0.4, 0, 0], [-1, 0, 0]]
    assert found.alpha(0, 1) >= found.threshold
    assert found.levels.tolist() == [1, 0, 0]


def test_probability() -> None:
    """What the probabilities of a pair leave over is a tie; other pairs follow the ranking with 1 and 0."""
    found = relation("{ranking: [a, [b, c]], probability: [[a, b, 0.6], [b, c, 0.5], [c, b, 0.2]]}")
    rows, columns = np.arange(3)[:, None], np.arange(3)[None, :]
    assert found.chance(rows, columns).tolist() == [[0, 0.6, 1], [0, 0, 0.5], [0, 0.2, 0]]


def test_without_values_certainty_is_crisp() -> None:
    """A plain ranking has certainty 1 and threshold 1, and so has a full relation of pairs."""
    for entry in ("{ranking: [a, b, c]}", "{pairs: {better: [[a, b], [b, c], [a, c]]}}"):
        found = relation(entry)
        assert [float(found.alpha(0, 1)), float(found.alpha(1, 0)), found.threshold] == [1, -1, 1]
        assert [float(found.chance(0, 1)), float(found.chance(1, 0))] == [1, 0]
    with pytest.raises(StandoffError, match="neither certainty nor probability"):
        relation("{pairs: {otherwise: unknown}}").alpha(0, 1)


def test_what_needs_levels_says_so() -> None:
    """Pairs have no levels, and whoever asks for them is told why."""
    with pytest.raises(StandoffError, match="rank all states"):
        _ = relation("{pairs: {otherwise: equal}}").levels


def test_too_many_states_are_refused_before_they_are_compared() -> None:
    """Above 8,192 states a relation of pairs is refused with the memory that it would take."""
    ensure_size(LARGEST, "A")
    with pytest.raises(StandoffError) as caught:
        ensure_size(1 << 17, "A")
    assert str(caught.value) == (
        "preferences.A: A's preference is held pair by pair: for 131,072 states that takes 32.0 GB, and the limit is "
        "8,192 states. Give it a ranking, statements or weights, or use fewer states."
    )
    options = ", ".join(f"{{id: o{k}}}" for k in range(14))
    for entry in ("pairs: {otherwise: unknown}", "ranking: [s1], unlisted: unknown"):
        dispute = loads(
            f"standoff: 1\ndecision_makers: [{{id: A, options: [{options}]}}]\npreferences: {{A: {{{entry}}}}}\n"
        )
        with pytest.raises(StandoffError, match="16,384 states"):
            build(dispute)


def test_improvements_of_a_relation() -> None:
    """Only surely better states are improvements."""
    text = GRAPH.replace("[[a, b]]", "[[a, b], [a, c]]")
    model = build(loads(text + "preferences: {A: {pairs: {better: [[c, a]], unknown: [[a, b]], otherwise: equal}}}\n"))
    assert model.improvements(0, 0).tolist() == [2]


def test_pairs_in_force_by_use() -> None:
    """A ranking is in force where several forms stand, unless `use` names the pairs."""
    entry = "ranking: [a, b, c], pairs: {better: [[c, a]], otherwise: equal}"
    assert isinstance(relation(f"{{{entry}}}"), Preference)
    assert isinstance(relation(f"{{{entry}, use: pairs}}"), PairwisePreference)


def test_check_compares_pairs_with_rankings() -> None:
    """`check` says where pairs and a ranking beside them disagree, and nothing where they agree."""
    text = GRAPH + "preferences: {A: {ranking: [a, b, c], pairs: {better: [[a, b], [b, c]], unknown: [[a, c]]}}}\n"
    (advice,) = [item for item in check(loads(text)) if item.kind == "preferences"]
    assert advice.what == (
        "A: `ranking` and `pairs` disagree on 1 of 3 pairs of states, such as a, above c in `ranking` "
        "and unknown against it in `pairs`. `ranking` is in force."
    )
    agreed = loads(text.replace("unknown: [[a, c]]", "much_better: [[a, c]]"))
    assert [item for item in check(agreed) if item.kind == "preferences"] == []


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """A preference of any kind over four states."""
    order = list(draw(st.permutations(STATES)))
    gap = st.integers(1, 3)
    kind = draw(st.sampled_from(["pairs", "unknown", "strong", "values"]))
    if kind == "pairs":
        lists: dict[str, Any] = {"better": [], "much_better": [], "equal": [], "unknown": []}
        names = [*lists, "no list"]
        for a, b in combinations(order, 2):
            where = draw(st.sampled_from(names))
            if where in lists:
                lists[where].append([b, a] if draw(st.booleans()) else [a, b])
        return {"pairs": {**lists, "otherwise": draw(st.sampled_from(["equal", "unknown"]))}}
    if kind == "unknown":
        return {"ranking": order[: draw(st.integers(0, 4))], "unlisted": "unknown"}
    entry: dict[str, Any] = {"ranking": order}
    if kind == "strong":
        entry["strong_after"] = draw(st.lists(gap, unique=True, max_size=2))
        others = st.sampled_from([k for k in (1, 2, 3) if k not in entry["strong_after"]])
        entry["degree_after"] = draw(st.dictionaries(others, st.integers(1, 4), max_size=2))
        return entry
    value = st.integers(0, 10).map(lambda tenths: Fraction(tenths, 10))
    chosen = draw(st.lists(st.sampled_from(list(combinations(order, 2))), unique=True))
    entry["certainty"] = [[a, b, draw(value)] for a, b in chosen]
    entry["probability"] = [[a, b, draw(value)] for a, b in chosen]
    if draw(st.booleans()):
        entry["threshold"] = draw(st.integers(1, 10).map(lambda tenths: Fraction(tenths, 10)))
    return entry


def _document(entry: dict[str, Any]) -> dict[str, Any]:
    """A graph-form dispute in which one side has this preference."""
    return {
        "standoff": 1,
        "decision_makers": ["A", "B"],
        "states": STATES,
        "moves": {"A": [["a", "b"]], "B": []},
        "preferences": {"A": entry},
        "unlisted": "unknown",
    }


def _said(entry: dict[str, Any], s: str, t: str) -> int | None:
    """The degree of s over t by the words of the contract."""
    if s == t:
        return 0
    if "pairs" in entry:
        pairs = entry["pairs"]
        for name, degree in (("better", 1), ("much_better", 2), ("equal", 0), ("unknown", None)):
            if [s, t] in pairs[name]:
                return degree
            if [t, s] in pairs[name]:
                return None if degree is None else -degree
        return 0 if pairs["otherwise"] == "equal" else None
    ranking = entry["ranking"]
    if s not in ranking or t not in ranking:
        return None
    a, b = ranking.index(s) + 1, ranking.index(t) + 1
    marks = {**dict.fromkeys(entry.get("strong_after", []), 2), **entry.get("degree_after", {})}
    spanned: int = max(marks.get(gap, 1) for gap in range(min(a, b), max(a, b)))
    return spanned if a < b else -spanned


@given(entries())
def test_relations_are_what_the_contract_says(entry: dict[str, Any]) -> None:
    """Every pair of states is related as the file says, and the relation is antisymmetric."""
    preference = build(from_document(_document(entry))).preferences[0]
    expected = [[_said(entry, s, t) for t in STATES] for s in STATES]
    assert degrees(preference, 4) == expected
    for s, t in combinations(range(4), 2):
        assert preference.compare(s, t) == -preference.compare(t, s)
        assert preference.better(s, t) == ((expected[s][t] or 0) > 0)
        assert preference.at_least(s, t) == (expected[s][t] is not None and (expected[s][t] or 0) >= 0)


@given(entries())
def test_values_add_up(entry: dict[str, Any]) -> None:
    """r(s, t) + r(t, s) = 1, and p(s, t) + p(t, s) is at most 1, for every pair."""
    preference = build(from_document(_document(entry))).preferences[0]
    rows, columns = np.arange(4)[:, None], np.arange(4)[None, :]
    if preference.certainty is not None:
        assert np.allclose(preference.certainty.chance(rows, columns) + preference.certainty.chance(columns, rows), 1)
        assert np.allclose(preference.alpha(rows, columns), -preference.alpha(columns, rows))
    if preference.probability is not None:
        assert (preference.chance(rows, columns) + preference.chance(columns, rows) <= 1 + 1e-12).all()


def _same(first: Dispute, second: Dispute) -> bool:
    """Whether two disputes differ in nothing but their file."""
    return replace(first, path=None, sha256="") == replace(second, path=None, sha256="")


@given(entries())
def test_every_preference_is_saved(entry: dict[str, Any]) -> None:
    """A preference of any kind comes back from YAML and from JSON as it was."""
    dispute = from_document(_document(entry))
    canonical = to_document(dispute)
    assert _same(from_document(canonical), dispute)
    assert to_document(from_document(json.loads(json.dumps(canonical)))) == canonical
    for text in (text_of(dispute), text_of(dispute, as_json=True), text_of(replace(dispute, document=None))):
        assert _same(loads(text), dispute)


def test_a_changed_preference_keeps_the_rest_of_the_file() -> None:
    """Saving a dispute with one more pair leaves comments and other pairs alone."""
    text = GRAPH + "preferences:\n  A:\n    pairs:  # mine\n      better: [[a, b]]\n      otherwise: equal  # rest\n"
    dispute = loads(text)
    entry = replace(dispute.preferences["A"], pairs=Pairs(better=(("a", "b"), ("b", "c")), otherwise="equal"))
    saved = text_of(replace(dispute, preferences={"A": entry}))
    assert "# mine" in saved
    assert "# rest" in saved
    assert loads(saved).preferences["A"] == entry
