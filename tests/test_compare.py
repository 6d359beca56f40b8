"""Comparisons: what changed, which verdicts that flipped, and which change made each flip."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze import compare as compare_module
from standoff.errors import StandoffError
from standoff.model.files import from_document, loads
from standoff.model.phases import at_phase
from standoff.model.suppose import supposed
from tests import strategies

CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")

RIVER = """\
standoff: 1
facts: {drought: no, election: no}
sources: [{id: note, title: A note}]
decision_makers:
  - {id: Up, name: Upstream, options: [{id: release}]}
  - {id: Down, name: Downstream, options: [{id: complain}]}
status_quo: [release]
preferences:
  Up: {statements: [not release if drought and election, release]}
  Down: {statements: [not complain]}
phases:
  - {id: dry, facts: {drought: yes}, evidence: [note@3-9]}
  - {id: vote, after: dry, facts: {election: yes}}
  - {id: war, changes: {decision_makers: [{id: Down, options: [{id: complain}, {id: attack}]}],
     preferences: {Down: {statements: [attack]}}, status_quo: [release]}}
"""


def causes(comparison: Any) -> dict[tuple[str, str | None], set[tuple[int, ...]]]:
    """Return the causes of flips by concept and side, over all states."""
    found: dict[tuple[str, str | None], set[tuple[int, ...]]] = {}
    for flip in comparison.flips:
        found.setdefault((flip.concept, flip.side), set()).update(flip.causes)
    return found


def test_one_change() -> None:
    """A single fact that makes flips is their only cause, and its evidence is cited."""
    dispute = loads(RIVER.replace("drought and election", "drought"))
    comparison = standoff.compare(dispute, at_phase(dispute, "dry"), concepts=["Nash"])
    assert [change.kind for change in comparison.changes] == ["fact"]
    assert {flip.causes for flip in comparison.flips} == {((0,),)}
    assert "[note@3-9]" in str(comparison)
    assert "because of 1" in str(comparison)


def test_two_changes_that_are_both_needed() -> None:
    """Where either change alone would have changed nothing, undoing each brings the old verdict back."""
    dispute = loads(RIVER)
    comparison = standoff.compare(dispute, at_phase(dispute, "vote"), concepts=["Nash"])
    assert len(comparison.changes) == 2
    assert causes(comparison)["Nash", "Up"] == {(0,), (1,)}
    assert "because of 1 and 2, each of which is needed." in str(comparison)


def test_two_changes_that_only_a_pair_undoes() -> None:
    """Where each change alone would have made the flip, only undoing both brings the old verdict back."""
    dispute = loads(RIVER.replace("drought and election", "drought or election"))
    comparison = standoff.compare(dispute, at_phase(dispute, "vote"), concepts=["Nash"])
    assert causes(comparison)["Nash", "Up"] == {(0, 1)}
    assert "because of 1 and 2 together." in str(comparison)


def test_three_changes_of_which_no_pair_is_enough() -> None:
    """Where it takes more than two changes, no cause is named, and the text says so."""
    facts = "{a: no, b: no, c: no, d: no}"
    text = f"""\
standoff: 1
facts: {facts}
decision_makers: [{{id: X, options: [{{id: x}}]}}]
preferences: {{X: {{statements: [x if a or b or c, not x]}}}}
"""
    a, b = loads(text), loads(text.replace(facts, facts.replace("no", "yes")))
    comparison = standoff.compare(a, b, concepts=["Nash"])
    assert {flip.causes for flip in comparison.flips} == {()}
    assert "no single change and no pair of changes" in str(comparison)
    assert comparison.to_dict()["tried"] == {"single": 4, "not_undone_alone": [], "pairs": True}


def test_too_many_changes_for_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a number of changes pairs are not tried, and the text says so."""
    monkeypatch.setattr(compare_module, "MOST_PAIRED", 1)
    dispute = loads(RIVER.replace("drought and election", "drought or election"))
    comparison = standoff.compare(dispute, at_phase(dispute, "vote"), concepts=["Nash"])
    assert comparison.to_dict()["tried"] == {"single": 2, "not_undone_alone": [], "pairs": False}
    assert "too many changes, or states, to try pairs" in str(comparison)


def test_states_of_one_dispute_only() -> None:
    """States are matched by the options taken: an option that comes brings states, and equilibria among them."""
    dispute = loads(RIVER)
    comparison = standoff.compare(dispute, at_phase(dispute, "war"), concepts=["Nash"]).to_dict()
    assert comparison["states"]["only_before"] == []
    assert [state["pattern"] for state in comparison["states"]["only_after"]] == ["NNY", "YNY", "NYY", "YYY"]
    assert comparison["equilibria"]["Nash"] == {"gained": ["s6", "s8"], "lost": ["s2"]}
    new = [flip for flip in comparison["flips"] if flip["before"] is None]
    assert [flip["after"] for flip in new] == [
        {"id": "s6", "pattern": "YNY", "stable": True},
        {"id": "s8", "pattern": "YYY", "stable": True},
    ]


def test_numbers_do_not_matter() -> None:
    """The same dispute with its options in another order has no differences."""
    other = """\
standoff: 1
facts: {drought: no, election: no}
decision_makers:
  - {id: Down, name: Downstream, options: [{id: complain}]}
  - {id: Up, name: Upstream, options: [{id: release}]}
status_quo: [release]
preferences:
  Up: {statements: [not release if drought and election, release]}
  Down: {statements: [not complain]}
"""
    comparison = standoff.compare(loads(RIVER), loads(other))
    assert (comparison.changes, comparison.flips) == ((), ())
    assert "No verdict differs" in str(comparison)


def test_graph_form_is_matched_by_id() -> None:
    """In graph form states are matched by id, whatever their order."""
    text = """\
standoff: 1
decision_makers: [A, B]
states: [p, q, r]
moves: {A: [[p, q]], B: [[q, r]]}
preferences: {A: {ranking: [q, p, r]}, B: {ranking: [r, q, p]}}
"""
    other = text.replace("[p, q, r]", "[r, q, p]", 1).replace("{ranking: [r, q, p]}", "{ranking: [q, r, p]}")
    comparison = standoff.compare(loads(text), loads(other), concepts=["Nash"]).to_dict()
    assert comparison["equilibria"]["Nash"] == {"gained": ["q"], "lost": []}
    assert [flip["causes"] for flip in comparison["flips"]] == [[[1]], [[1]]]


def test_without_an_option() -> None:
    """An option held at no removes its states, also of a ranking, and everything comes from that one change."""
    dispute = standoff.load("catalog:elmira")
    comparison = standoff.compare(dispute, supposed(dispute, without=["insist"]), concepts=["Nash"])
    document = comparison.to_dict()
    assert [state["id"] for state in document["states"]["only_before"]] == ["s5", "s6", "s7", "s8"]
    assert document["equilibria"]["Nash"] == {"gained": ["s1", "s4"], "lost": ["s5", "s8"]}
    assert {flip.causes for flip in comparison.flips} == {((0,),)}


def test_a_change_that_cannot_be_undone_alone() -> None:
    """Two options ruled out of rankings: neither comes back alone, since the rankings lack its states; it is said."""
    dispute = standoff.load("catalog:elmira")
    comparison = standoff.compare(dispute, supposed(dispute, without=["insist", "modify"]), concepts=["Nash"])
    assert comparison.to_dict()["tried"] == {"single": 2, "not_undone_alone": [1, 2], "pairs": True}
    assert {flip.causes for flip in comparison.flips} == {((0, 1),)}


def test_truncated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of flips the rest is left out, equilibria last of all, and the text says so."""
    monkeypatch.setattr(compare_module, "MOST_FLIPS", 3)
    dispute = standoff.load("catalog:elmira")
    comparison = standoff.compare(dispute, supposed(dispute, without=["insist"]), concepts=["Nash"])
    assert [flip.side for flip in comparison.flips] == [None, None, None]
    assert comparison.to_dict()["truncated"]
    assert "There are more differences" in str(comparison)


def test_supposition_drops_an_option_from_the_status_quo() -> None:
    """The status quo goes on without an option that is held at no, and is left out where it cannot."""
    dispute = loads(RIVER)
    quo = supposed(dispute, without=["release"]).status_quo
    assert quo is not None
    assert quo.taken == ()
    assert supposed(dispute, without=["release or not complain"]).status_quo is None


@pytest.mark.parametrize(
    ("facts", "without", "message"),
    [
        ({"droght": True}, [], "Did you mean drought"),
        ({}, ["atack"], "'atack' is no option, fact, outcome or state"),
    ],
)
def test_wrong_suppositions(facts: dict[str, bool], without: list[str], message: str) -> None:
    """An unknown fact or option is an error that names the nearest."""
    with pytest.raises(StandoffError, match=message):
        supposed(loads(RIVER), facts=facts, without=without)


def test_nothing_is_ruled_out_of_graph_form() -> None:
    """A dispute in graph form has no options to hold."""
    dispute = standoff.load("catalog:superpower-confrontation")
    with pytest.raises(StandoffError, match="it has no options"):
        supposed(dispute, without=["PP"])


def test_coalition_concepts_are_refused() -> None:
    """Concepts asked of coalitions have no verdict of a side; their universal form has equilibria."""
    dispute = standoff.load("catalog:elmira")
    with pytest.raises(StandoffError, match=r"Compare ucoal_GMR\."):
        standoff.compare(dispute, dispute, concepts=["coal_GMR"])
    assert standoff.compare(dispute, dispute, concepts=["ucoal_GMR"]).flips == ()


def test_perceptions_are_compared() -> None:
    """A perception that goes is a change, and what it hid comes out in the verdicts."""
    text = """\
standoff: 1
decision_makers: [{id: A, options: [{id: a}]}, {id: B, options: [{id: b}]}]
preferences: {A: {statements: [not b, a]}, B: {statements: [b iff a]}}
"""
    seen = text + "perceptions: {A: {unaware_of: {options: [b]}}}\n"
    comparison = standoff.compare(loads(seen), loads(text), concepts=["SEQ"])
    assert [change.kind for change in comparison.changes] == ["perception"]
    assert {flip.side for flip in comparison.flips} == {"A", None}
    assert {flip.causes for flip in comparison.flips} == {((0,),)}


@settings(max_examples=25)
@given(st.one_of(strategies.graph_documents(5), strategies.option_documents(3)), st.randoms(use_true_random=False))
def test_flips_are_the_verdicts_that_differ(document: dict[str, Any], random: Any) -> None:
    """Flips are exactly the differing verdicts of two analyses on states with one name, and causes undo them."""
    other = json.loads(json.dumps(document))
    side = random.choice(list(other["preferences"]))
    entry = other["preferences"][side]
    if "ranking" not in entry:
        return
    entry["ranking"] = entry["ranking"][::-1]
    a, b = (standoff.Analysis(from_document(each)) for each in (document, other))
    comparison = standoff.compare(a.dispute, b.dispute)
    sides = {maker: row for row, maker in enumerate(a.model.makers)}
    found = {(f.concept, f.side, f.before, f.now) for f in comparison.flips}
    expected: set[Any] = set()
    for concept in CONCEPTS:
        was, now = a.verdicts(concept), b.verdicts(concept)
        for s in range(a.model.states.count):
            expected |= {(concept, m, s, bool(now[r, s])) for m, r in sides.items() if was[r, s] != now[r, s]}
            if was[:, s].all() != now[:, s].all():
                expected.add((concept, None, s, bool(now[:, s].all())))
    assert expected == found
    assert all(flip.causes == ((0,),) for flip in comparison.flips)


def test_called() -> None:
    """Phases are called by their ids, other disputes first and second."""
    dispute = loads(RIVER)
    assert standoff.compare(dispute, at_phase(dispute, "dry")).called == ("the first", "phase dry")
    assert str(standoff.compare(dispute, dispute)).startswith("Nothing differs between the first and the second.")
