"""Perceptions and attitudes: each side's version of the dispute, from the file to its states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standoff.errors import StandoffError
from standoff.model.dispute import Perception, StatusQuo
from standoff.model.files import from_document, loads
from standoff.model.graph import GraphModel, build
from standoff.model.perceptions import perceived
from standoff.model.phases import at_phase
from standoff.model.save import text_of
from standoff.model.to_document import to_document

RIVER = """\
standoff: 1
facts: {war: no}
decision_makers:
  - {id: Up, name: Upstream, options: [{id: release}, {id: build}]}
  - {id: Down, options: [{id: pay}]}
status_quo: [release, pay]
preferences:
  Up: {ranking: [s1, s2, s3, s4, s5, s6, s7, s8]}
  Down: {statements: [pay]}
attitudes: {Up: {Up: +, Down: -}, Down: {Up: 0}}
perceptions:
  Up:
    unaware_of: {options: [pay], states: [s4]}
    facts: {war: yes}
    preferences: {Down: {ranking: [s3, s2, s1]}}
    perceptions:
      Down: {unaware_of: {options: [build]}, preferences: {Up: {weights: {release: 1}}}}
phases: [{id: dry, changes: {status_quo: [build]}}]
"""
GRAPH = """\
standoff: 1
decision_makers: [A, B]
states: [a, b, c]
moves: {A: [[a, b], [b, c]], B: [[a, c]]}
status_quo: b
preferences: {A: {pairs: {better: [[a, b], [b, c], [c, a]]}}, B: {ranking: [c, b, a]}}
perceptions: {A: {unaware_of: {states: [b]}, moves: {A: [[a, b], [a, c]], B: [[c, a]]}}, B: {preferences: {}}}
"""


def patterns(model: GraphModel) -> list[str | None]:
    """The patterns of all states."""
    return [model.states.pattern(state) for state in range(model.states.count)]


def test_perceptions_and_attitudes_are_read() -> None:
    """What a side is unaware of and what it has otherwise arrive in the dispute."""
    dispute = loads(RIVER)
    assert dispute.attitudes == {"Up": {"Up": "+", "Down": "-"}, "Down": {"Up": "0"}}
    perception = dispute.perceptions["Up"]
    assert (perception.unaware_options, perception.unaware_states) == (("pay",), ("s4",))
    assert list(perception.changes) == ["facts", "preferences", "perceptions"]


def test_a_side_does_not_see_what_it_is_unaware_of() -> None:
    """Options that a side is unaware of are never taken, and states that it is unaware of are no states."""
    dispute = loads(RIVER)
    model = build(perceived(dispute, "Upstream"))
    assert patterns(model) == ["NNN", "YNN", "NYN"]
    assert model.moves.reachable(1, 0).tolist() == []
    assert model.dispute.facts == {"war": True}
    assert patterns(build(dispute)) == ["NNN", "YNN", "NYN", "YYN", "NNY", "YNY", "NYY", "YYY"]


def test_numbers_are_those_of_the_dispute_that_is_perceived() -> None:
    """Rankings, inherited or the side's own, name states by the numbers of the file; unseen ones are left out."""
    seen = perceived(loads(RIVER), "Up")
    assert seen.preferences["Up"].ranking == (("NNN",), ("YNN",), ("NYN",))
    assert seen.preferences["Down"].ranking == (("NYN",), ("YNN",), ("NNN",))
    assert build(seen).preferences[1].levels.tolist() == [0, 1, 2]


def test_the_status_quo_that_a_side_sees() -> None:
    """An option that a side is unaware of is not taken for it; a status quo that it cannot see is left out."""
    dispute = loads(RIVER)
    assert perceived(dispute, "Up").status_quo == StatusQuo(("release",))
    for text in ("status_quo: YNY", "status_quo: s6"):
        by_state = loads(RIVER.replace("status_quo: [release, pay]", text))
        assert perceived(by_state, "Up").status_quo == StatusQuo(("release",))
    unseen = loads(RIVER.replace("status_quo: [release, pay]", "status_quo: [release, build]"))
    assert perceived(unseen, "Up").status_quo is None


def test_a_side_without_perceptions_sees_the_dispute_as_it_is() -> None:
    """Who has no entry sees everything, and knows of nobody's misperceptions."""
    dispute = loads(RIVER)
    seen = perceived(dispute, "Down")
    assert seen == replace(dispute, perceptions={}, phases=())


def test_level_two() -> None:
    """A nested perception is how a side believes that another sees the dispute."""
    dispute = loads(RIVER)
    assert list(perceived(dispute, "Up").perceptions) == ["Down"]
    believed = perceived(dispute, "Down", by="Up")
    assert patterns(build(believed)) == ["NNN", "YNN"]
    assert believed.preferences["Up"].use == "weights"
    assert believed.facts == {"war": True}
    assert perceived(dispute, "Up", by="Down").perceptions == {}


def test_coalesced_states_that_a_side_is_unaware_of() -> None:
    """A side that is unaware of a coalesced state sees none of its members."""
    text = """\
standoff: 1
decision_makers: [{id: Up, options: [{id: release}, {id: build}]}, {id: Down, options: [{id: pay}]}]
coalesce: [build & pay]
preferences: {Up: {ranking: [-YY, s1, s2, s3, s4, s5, s6]}, Down: {statements: [pay, not build]}}
perceptions: {Up: {unaware_of: {states: [s7, s1]}}}
"""
    dispute = loads(text)
    assert patterns(build(dispute)) == ["NNN", "YNN", "NYN", "YYN", "NNY", "YNY", "-YY"]
    seen = build(perceived(dispute, "Up"))
    assert patterns(seen) == ["YNN", "NYN", "YYN", "NNY", "YNY"]
    assert seen.dispute.preferences["Up"].ranking == (("YNN",), ("NYN",), ("YYN",), ("NNY",), ("YNY",))


def test_graph_form() -> None:
    """In graph form, unseen states are not listed, and pairs, moves and the status quo do without them."""
    dispute = loads(GRAPH)
    seen = perceived(dispute, "A")
    assert [state.id for state in seen.states] == ["a", "c"]
    assert seen.arcs == {"A": (("a", "c"),), "B": (("c", "a"),)}
    assert seen.preferences["A"].pairs is not None
    assert seen.preferences["A"].pairs.better == (("c", "a"),)
    assert seen.preferences["B"].ranking == (("c",), ("a",))
    assert seen.status_quo is None
    assert build(seen).states.count == 2
    assert perceived(dispute, "B").status_quo == StatusQuo(None, "b")


def test_perceptions_at_a_phase() -> None:
    """A phase has the perceptions of the file, on its own states."""
    seen = perceived(at_phase(loads(RIVER), "dry"), "Up")
    assert (seen.status_quo, seen.phase) == (StatusQuo(("build",)), "dry")


def test_unknown_sides() -> None:
    """Asking for the version of a stranger names the nearest side."""
    with pytest.raises(StandoffError, match="no decision maker is called 'Dwon'"):
        perceived(loads(RIVER), "Dwon")


@pytest.mark.parametrize("text", [RIVER, GRAPH])
def test_perceptions_are_saved(text: str) -> None:
    """A file with perceptions and attitudes comes back to the byte, and says the same in every other form."""
    dispute = loads(text)
    assert text_of(dispute) == text
    for again in (text_of(dispute, as_json=True), text_of(replace(dispute, document=None))):
        assert replace(loads(again), path=None, sha256="") == replace(dispute, path=None, sha256="")
    assert to_document(from_document(to_document(dispute))) == to_document(dispute)
    seen = perceived(dispute, dispute.decision_makers[0].id)
    saved = loads(text_of(seen))
    assert replace(saved, path=None, sha256="") == replace(seen, path=None, sha256="", title=saved.title)


def test_a_changed_perception_is_saved() -> None:
    """A perception that a program changes is written into the file beside what stays."""
    dispute = loads(RIVER)
    perceptions = {**dispute.perceptions, "Down": Perception(("build",))}
    saved = text_of(replace(dispute, perceptions=perceptions))
    assert "unaware_of: {options: [pay], states: [s4]}" in saved
    assert loads(saved).perceptions == perceptions
