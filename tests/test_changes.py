"""What changed between two disputes, matched by pattern and id, and each change undone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standoff.errors import StandoffError
from standoff.model.changes import Change, changes, undo
from standoff.model.dispute import Dispute, Evidence
from standoff.model.files import from_document, loads
from standoff.model.graph import GraphModel, build
from standoff.model.phases import at_phase
from standoff.model.preference_differences import moved
from tests.strategies import graph_documents, option_documents

RIVER = """\
standoff: 1
facts: {drought: no}
decision_makers:
  - {id: Up, name: Upstream, options: [{id: release}, {id: build, moves: take}]}
  - {id: Down, options: [{id: pay}]}
feasibility:
  - {never: build & pay, evidence: [note@1-2]}
status_quo: {taken: [build], evidence: [note@3-4]}
moves: {forbid: {Up: [[s1, s2]]}}
attitudes: {Up: {Down: -}}
outcomes: {deal: release and pay}
preferences:
  Up:
    statements:
      - {prefer: pay, evidence: [note@5-6]}
      - not release if drought
      - deal
  Down: {ranking: [s6, s2, s5, s1, s4, s3]}
"""
GRAPH = """\
standoff: 1
decision_makers: [A, B]
states: [a, b, c]
moves: {A: [[a, b], [b, c]], B: [[a, c]]}
status_quo: a
preferences: {A: {ranking: [[b, c], a]}, B: {pairs: {better: [[a, b], [b, c], [c, a]]}}}
"""


def between(text: str, *edits: tuple[str, str]) -> tuple[tuple[Change, ...], Dispute, Dispute]:
    """The changes that edits of a text make, and the disputes before and after."""
    edited = text
    for old, new in edits:
        assert old in edited
        edited = edited.replace(old, new)
    a, b = loads(text), loads(edited)
    return changes(a, b), a, b


def meaning(dispute: Dispute) -> tuple[object, ...]:
    """States, moves, preferences and status quo of a dispute, by the options taken."""
    model: GraphModel = build(dispute)
    count = model.states.count

    def name(state: int) -> object:
        taken = frozenset(model.states.options(state))
        return taken if model.states.option_ids else model.states.id(state)

    return (
        {name(state) for state in range(count)},
        [
            {(name(s), name(int(t))) for s in range(count) for t in model.moves.reachable(i, s)}
            for i in range(len(model.makers))
        ],
        [
            {
                (name(s), name(t)): (int(p.compare(s, t)), bool(p.unknown(s, t)))
                for s in range(count)
                for t in range(count)
            }
            for p in model.preferences
        ],
        None if model.status_quo is None else name(model.status_quo),
    )


CASES = [
    ("nothing", RIVER, (), ()),
    ("words for people", RIVER, (("name: Upstream", "name: Upper"), ("note@5-6", "note@5-9")), ()),
    ("a fact", RIVER, (("drought: no", "drought: yes"),), ("The fact drought is yes instead of no.",)),
    ("a pattern that says the same", RIVER, (("never: build & pay", 'never: "-YY"'),), ()),
    ("a status quo", RIVER, (("taken: [build]", "taken: [release]"),), (
        "The status quo is release instead of build.",
    )),
    ("the same status quo as a pattern", RIVER, (("{taken: [build], evidence: [note@3-4]}", "NYN"),), ()),
    ("statements in another order", RIVER, (
        ("      - not release if drought\n      - deal\n", "      - deal\n      - not release if drought\n"),
    ), ("Up's statement `deal` is second instead of third in importance.",)),
    ("a statement that comes and one that goes", RIVER, (("      - deal\n", "      - not build\n"),), (
        "Up's statement `deal` is gone.",
        "Up's statement `not build` is new.",
    )),
    ("a ranking", RIVER, (("[s6, s2,", "[s2, s6,"),), (
        "Down's preference differs on 1 of 15 pairs of states: YNN is better than YNY, and was worse than it.",
    )),
    ("a ranking by patterns", RIVER, (("[s6, s2, s5,", "[YNY, YNN, NNY,"),), ()),
    ("strength", RIVER, (("s4, s3]", "s4, s3], strong_after: [5]"),), (
        "Down's preference differs on 5 of 15 pairs of states: NNN is much better than NYN, and was better than it.",
    )),
    ("certainty", RIVER, (("s4, s3]", "s4, s3], certainty: [[s1, s2, 0.3]]"),), (
        "Down's certainties or probabilities differ.",
    )),
    ("another form that says something else", RIVER, (("ranking: [s6, s2, s5, s1, s4, s3]", "weights: {pay: 1}"),), (
        "Down's preference differs on 8 of 15 pairs of states: NNN is level with YNN, and was worse than it.",
    )),
    ("a one-way option", RIVER, ((", moves: take", ""),), (
        "The option build (Up) is taken or dropped by Up instead of only taken by Up.",
    )),
    ("an outcome", RIVER, (("deal: release and pay", "deal: release"),), (
        "The outcome deal is `release` instead of `release and pay`.",
    )),
    ("a forbidden move", RIVER, (("[[s1, s2]]", "[[s2, s1]]"),), (
        "Up: the forbidden move NNN → YNN is gone; the forbidden move YNN → NNN is new.",
    )),
    ("an attitude", RIVER, (("{Down: -}", "{Down: +}"),), ("The attitude of Up to Down is + instead of -.",)),
    ("a perception", RIVER, (("status_quo", "perceptions: {Up: {unaware_of: {options: [pay]}}}\nstatus_quo"),), (
        "A perception of Up is new.",
    )),
    ("arcs", GRAPH, (("[b, c]], B:", "[c, a]], B:"),), ("A: the move b → c is gone; the move c → a is new.",)),
    ("a listed state", GRAPH, (
        ("states: [a, b, c]", "states: [a, b, c, d]"), ("[[b, c], a]", "[[b, c], a, d]"),
        ("[c, a]]}", "[c, a]], otherwise: unknown}"),
    ), ("The state d is new.",)),
    ("pairs", GRAPH, (("[c, a]]}", "[a, c]]}"),), (
        "B's preference differs on 1 of 3 pairs of states: a is better than c, and was worse than it.",
    )),
    ("a pair that becomes unknown", GRAPH, (("[b, c], [c, a]]}", "[c, a]], unknown: [[b, c]]}"),), (
        "B's preference differs on 1 of 3 pairs of states: b is not known against c, and was better than it.",
    )),
    ("a listed status quo", GRAPH, (("status_quo: a", "status_quo: b"),), ("The status quo is b instead of a.",)),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "edits", "expected"), CASES)
def test_changes(case: str, text: str, edits: tuple[tuple[str, str], ...], expected: tuple[str, ...]) -> None:
    """Each change is found and put into words, and nothing else; undoing all of them gives the dispute before."""
    found, a, b = between(text, *edits)
    assert tuple(change.sentence for change in found) == expected
    restored = b
    for change in found:
        restored = undo(restored, change, a)
    assert meaning(restored)[1:] == meaning(a)[1:] or case == "a listed state"
    assert not [change for change in changes(a, restored) if change.kind != "state"]


def test_weights() -> None:
    """Weights differ option by option."""
    text = RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "weights: {pay: 1, build: -0.5}")
    found, a, b = between(text, ("{pay: 1, build: -0.5}", "{pay: 1, build: 0.25, release: 2}"))
    assert [change.sentence for change in found] == [
        "Down's weight of build is 0.25 instead of -0.5.",
        "Down's weight of release is 2 instead of 0.",
    ]
    assert undo(undo(b, found[0], a), found[1], a).preferences == a.preferences


def test_an_option_that_comes() -> None:
    """States are matched with the new option not taken; undone, the option stays but is never taken."""
    found, a, b = between(
        RIVER,
        ("{id: pay}]", "{id: complain}, {id: pay}]"),
        ("ranking: [s6, s2, s5, s1, s4, s3]", "ranking: [YNNY, YNNN, NNNY, NNNN, YYNN, NYNN], unlisted: worst"),
    )
    assert [change.sentence for change in found] == ["The option complain (Down) is new."]
    assert meaning(undo(b, found[0], a)) == meaning(a)


def test_an_option_that_goes() -> None:
    """Undone, the option comes back where rankings leave room for its states."""
    rule = "feasibility:\n  - {never: build & pay, evidence: [note@1-2]}\n"
    found, a, b = between(
        RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "statements: [pay, build]"),
        (", {id: build, moves: take}]", "]"),
        (rule, ""),
        ("statements: [pay, build]", "statements: [pay]"),
        ("{taken: [build], evidence: [note@3-4]}", "[]"),
    )
    assert [change.sentence for change in found] == [
        "The option build (Up) is gone.",
        "The rule `never: build and pay` is gone.",
        "The status quo is no option taken instead of build.",
        "Down's statement `build` is gone.",
    ]
    restored = b
    for change in found:
        restored = undo(restored, change, a)
    assert meaning(restored) == meaning(a)
    with pytest.raises(StandoffError) as caught:
        undo(b, found[1], a)
    assert str(caught.value) == (
        "the change that the rule `never: build and pay` is gone cannot be undone alone: "
        "something names build, which is not there. Undo it with others."
    )
    with pytest.raises(StandoffError, match="it takes build, which is not there"):
        undo(b, found[2], a)


def test_a_side_that_comes() -> None:
    """A side comes with its options and preferences; undone, nobody takes or moves anything of it."""
    found, a, b = between(
        RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "statements: [pay]"),
        ("{id: pay}]}\n", "{id: pay}]}\n  - {id: Aid, options: [{id: fund}, {id: warn}]}\n"),
        ("  Down: {statements", "  Aid: {statements: [fund]}\n  Down: {statements"),
    )
    assert [change.sentence for change in found] == ["The side Aid is new."]
    undone = meaning(undo(b, found[0], a))
    assert undone[0] == meaning(a)[0]
    assert undone[1] == [*meaning(a)[1], set()]  # type: ignore[misc]


def test_a_side_that_goes() -> None:
    """Undone, the side comes back with its options and preferences."""
    text = RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "statements: [pay]")
    _, b, a = between(
        text,
        ("{id: pay}]}\n", "{id: pay}]}\n  - {id: Aid, options: [{id: fund}]}\n"),
        ("  Down: {statements", '  Aid: {statements: [fund, "Y--N"]}\n  Down: {statements'),
    )
    (change,) = changes(a, b)
    assert change.sentence == "The side Aid is gone."
    assert meaning(undo(b, change, a)) == meaning(a)
    graph = GRAPH.replace("decision_makers: [A, B]", "decision_makers: [A, B, C]\nunlisted: equal")
    a, b = loads(graph.replace("B: [[a, c]]", "B: [[a, c]], C: [[c, b]]")), loads(GRAPH)
    (change,) = changes(a, b)
    assert meaning(undo(b, change, a)) == meaning(a)


def test_an_option_that_changes_hands() -> None:
    """An option that another side takes over has changed; undone, it goes back."""
    text = RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", 'statements: [pay, "YN-"]')
    text = text.replace("moves: {forbid: {Up: [[s1, s2]]}}\n", "")
    found, a, b = between(
        text,
        ("[{id: release}, {id: build", "[{id: build"),
        ("[{id: pay}]", "[{id: pay}, {id: release}]"),
        ('"YN-"', '"N-Y"'),
    )
    assert (
        found[0].sentence == "The option release (Down) is taken or dropped by Down instead of taken or dropped by Up."
    )
    assert meaning(undo(b, found[0], a)) == meaning(a)


def test_a_coalesced_class() -> None:
    """Classes that are made one come and go."""
    text = RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "statements: [pay]")
    text = text.replace("moves: {forbid: {Up: [[s1, s2]]}}\n", "").replace("      - deal\n", "")
    found, a, b = between(text, ("status_quo", "coalesce: [build]\nstatus_quo"))
    assert [change.sentence for change in found] == ["The coalesced class `build` is new."]
    assert meaning(undo(b, found[0], a)) == meaning(a)
    (back,) = changes(b, a)
    assert build(undo(a, back, b)).states.count == build(b).states.count


def test_statements_move_the_fewest() -> None:
    """Of an order that changed, as few statements as possible are said to have moved."""
    assert moved(list("abcde"), list("eabcd")) == ["e"]
    assert moved(list("abcde"), list("abcde")) == []
    assert len(moved(list("abcde"), list("edcba"))) == 4


def test_evidence_of_both_sides() -> None:
    """A change carries what stood behind it before and what stands behind it now."""
    (change,) = between(RIVER, ("{taken: [build], evidence: [note@3-4]}", "{taken: [pay], evidence: [memo@7-8]}"))[0]
    assert change.evidence_before == (Evidence("note", 3, 4),)
    assert change.evidence_after == (Evidence("memo", 7, 8),)
    assert change.evidence == (Evidence("note", 3, 4), Evidence("memo", 7, 8))
    assert json.loads(json.dumps(change.to_dict())) == {
        "kind": "status_quo",
        "how": "changed",
        "path": ["status_quo"],
        "before": "build",
        "after": "pay",
        "evidence_before": ["note@3-4"],
        "evidence_after": ["memo@7-8"],
        "sentence": "The status quo is pay instead of build.",
    }


def test_changes_between_phases() -> None:
    """Phases are compared as any two disputes, states by pattern."""
    phases = """\
phases:
  - {id: dry, facts: {drought: yes}, evidence: [memo@1-2]}
  - id: after
    after: dry
    changes: {status_quo: [release], feasibility: [{never: build & pay}, {never: -release & pay}]}
"""
    dispute = loads(RIVER + phases)
    (fact,) = changes(dispute, at_phase(dispute, "dry"))
    assert (fact.sentence, fact.evidence) == ("The fact drought is yes instead of no.", (Evidence("memo", 1, 2),))
    found = changes(at_phase(dispute, "dry"), at_phase(dispute, "after"))
    assert [change.sentence for change in found] == [
        "The rule `never: not release and pay` is new.",
        "The status quo is release instead of build.",
    ]
    undone = undo(at_phase(dispute, "after"), found[1], at_phase(dispute, "dry"))
    assert undone.status_quo == at_phase(dispute, "dry").status_quo


def test_two_forms_are_not_compared() -> None:
    """A dispute with options and one that lists its states have nothing in common."""
    with pytest.raises(StandoffError, match=r"^One dispute has options and the other lists its states"):
        changes(loads(RIVER), loads(GRAPH))


@settings(max_examples=40, deadline=None)
@given(option_documents(), graph_documents())
def test_nothing_changed(option: dict[str, Any], graph: dict[str, Any]) -> None:
    """A dispute has no changes against itself."""
    for document in (option, graph):
        dispute = from_document(document)
        assert changes(dispute, replace(dispute, title="another")) == ()


@settings(max_examples=60, deadline=None)
@given(graph_documents(), st.randoms(use_true_random=False))
def test_undoing_everything_in_graph_form(document: dict[str, Any], random: Random) -> None:
    """Undoing every change of moves, preferences and order of states restores the dispute."""
    sides = [maker["id"] for maker in document["decision_makers"]]
    other = {**document}
    for key in ("moves", "preferences"):
        other[key] = dict(zip(sides, random.sample(list(document[key].values()), len(sides)), strict=True))
    other["states"] = random.sample(document["states"], len(document["states"]))
    a, b = from_document(document), from_document(other)
    restored = b
    for change in changes(a, b):
        restored = undo(restored, change, a)
    assert meaning(restored) == meaning(a)


@settings(max_examples=60, deadline=None)
@given(option_documents(coalesce=False), st.randoms(use_true_random=False))
def test_undoing_everything_in_option_form(document: dict[str, Any], random: Random) -> None:
    """Undoing every change of facts, preferences and order of options restores the dispute."""
    assume(not any("ranking" in entry for entry in document["preferences"].values()))
    patterns = json.dumps(document["feasibility"])
    other = {**document, "facts": {"f": random.random() < 0.5}}
    if not re.search('"never": "[YN-]+"', patterns):
        other["decision_makers"] = [{**m, "options": m["options"][::-1]} for m in document["decision_makers"]]
    entries = list(document["preferences"].values())
    other["preferences"] = dict(zip(document["preferences"], random.sample(entries, len(entries)), strict=True))
    try:
        a, b = from_document(document), from_document(other)
        build(b)
    except StandoffError:
        assume(False)
    restored = b
    for change in changes(a, b):
        restored = undo(restored, change, a)
    assert meaning(restored) == meaning(a)


def test_rules() -> None:
    """Rules come and go; undone, the states of an inherited ranking keep their places."""
    text = RIVER.replace("ranking: [s6, s2, s5, s1, s4, s3]", "statements: [pay]")
    found, a, b = between(text, ("never: build & pay", "never: build & pay & release"))
    assert [change.sentence for change in found] == [
        "The rule `never: build and pay` is gone.",
        "The rule `never: build and pay and release` is new.",
    ]
    assert meaning(undo(undo(b, found[1], a), found[0], a)) == meaning(a)
    (change,) = changes(loads(RIVER), loads(RIVER.replace("s5, s1, s4, s3]", "s1, s4, s5, s3], unlisted: worst")))
    assert change.kind == "preference"


def test_a_ranking_after_a_rule_is_undone() -> None:
    """A numbered ranking means the states of its dispute, also when undoing a rule brings others back."""
    before = RIVER.replace("moves: {forbid: {Up: [[s1, s2]]}}\n", "").replace("s3]}", "s3], unlisted: worst}")
    rule = "  - {never: build & pay, evidence: [note@1-2]}\n"
    later = before.replace(rule, rule + "  - never: release & -pay\n")
    a, b = loads(before), loads(later.replace("[s6, s2, s5, s1, s4, s3]", "[s4, s3, s1, s2]"))
    (change,) = changes(a, b)
    assert change.sentence == "The rule `never: release and not pay` is new."
    undone = undo(b, change, a)
    assert undone.preferences["Down"].ranking == (("YNY",), ("NNY",), ("NNN",), ("NYN",))
    assert build(undone).preferences[1].levels.tolist() == [2, 0, 1, 0, 3, 4]
