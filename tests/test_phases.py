"""Phases: each is a dispute of its own, merged from the file, with what it inherits matched by pattern."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from standoff.errors import FileErrors, StandoffError
from standoff.model.check import check
from standoff.model.dispute import Dispute, Evidence, Phase, StatusQuo, Support
from standoff.model.document import place
from standoff.model.files import from_document, loads
from standoff.model.graph import build
from standoff.model.phases import at_phase, phase_ids
from standoff.model.save import text_of
from standoff.model.to_document import to_document
from tests.errors import table

RIVER = """\
standoff: 1
title: Two banks
sources: [{id: note}]
facts: {drought: no, war: {value: no, evidence: [note@1-2]}}
decision_makers:
  - {id: Up, name: Upstream, options: [{id: release}, {id: build}]}
  - {id: Down, options: [{id: pay}]}
feasibility:
  - never: build & pay  # both cost too much
status_quo: [build]
preferences:
  Up: {statements: [pay, not release if drought]}
  Down: {ranking: [s2, s1, s3, s4, s5, s6], strong_after: [1, 4]}
phases:
  - {id: dry, date: 2022-03-10, facts: {drought: yes}, evidence: [note@3-9]}
  - id: dam
    after: dry
    changes:
      feasibility: [{never: build & pay}, {never: release & build}]
      preferences: {Up: {weights: {build: 2, release: -0.5}}}
"""
GRAPH = """\
standoff: 1
decision_makers: [A, B]
states: [a, b, c, d]
moves: {A: [[a, b], [b, c]], B: [[a, c], [c, d]]}
status_quo: a
preferences: {A: {ranking: [[b, d], c, a]}, B: {statements: [not b, d or a]}}
outcomes: {end: b or d}
phases:
  - {id: late, changes: {states: [a, c, d]}}
  - {id: over, after: late, changes: {states: [a, d], preferences: {B: {ranking: [d, a]}}}}
"""


@pytest.mark.parametrize(("case", "text", "message"), table("phases"))
def test_errors(case: str, text: str, message: str) -> None:
    """Malformed phases, perceptions and attitudes are answered when the file is loaded, at the right line."""
    with pytest.raises(StandoffError) as caught:
        loads(text, "f.yaml")
    assert str(caught.value) == message


def test_phases_are_read() -> None:
    """Id, date, facts, changes and evidence of each phase arrive in the dispute."""
    dispute = loads(RIVER)
    assert phase_ids(dispute) == ("dry", "dam")
    support = Support((Evidence("note", 3, 9),))
    assert dispute.phases[0] == Phase("dry", "2022-03-10", None, {"drought": True}, {}, support)
    assert dispute.phases[1].after == "dry"
    assert list(dispute.phases[1].changes) == ["feasibility", "preferences"]


def test_facts_override_one_by_one() -> None:
    """A phase's facts replace single facts, which then rest on what the phase rests on."""
    dispute = at_phase(loads(RIVER), "dry")
    assert dispute.facts == {"drought": True, "war": False}
    assert dispute.fact_support["drought"].evidence == (Evidence("note", 3, 9),)
    assert dispute.fact_support["war"].evidence == (Evidence("note", 1, 2),)
    assert (dispute.phase, dispute.phases) == ("dry", ())
    assert loads(RIVER).phase is None


def test_keys_replace_keys_and_sides_replace_sides() -> None:
    """Rules are replaced as a whole, preferences side by side; what comes after a phase starts from it."""
    dispute = at_phase(loads(RIVER), "dam")
    assert dispute.facts["drought"]
    assert len(dispute.rules) == 2
    assert dispute.preferences["Up"].use == "weights"
    assert dispute.preferences["Down"].use == "ranking"


def test_inherited_rankings_are_matched_by_pattern() -> None:
    """Numbers in an inherited ranking mean the old states; gone ones are left out, and strong gaps stay between."""
    before, after = build(loads(RIVER)), build(at_phase(loads(RIVER), "dam"))
    patterns = [after.states.pattern(k) for k in range(after.states.count)]
    assert [before.states.pattern(k) for k in range(6)] == ["NNN", "YNN", "NYN", "YYN", "NNY", "YNY"]
    assert patterns == ["NNN", "YNN", "NYN", "NNY", "YNY"]
    entry = after.dispute.preferences["Down"]
    assert entry.ranking == (("YNN",), ("NNN",), ("NYN",), ("NNY",), ("YNY",))
    assert (entry.strong_after, entry.degree_after) == ((), {1: 2, 3: 2})
    for s, a in enumerate(patterns):
        for t, b in enumerate(patterns):
            old = before.preferences[1].compare(before.states.find(a or ""), before.states.find(b or ""))
            assert after.preferences[1].compare(s, t) == old


def test_a_phase_speaks_of_its_own_states() -> None:
    """Numbers in what a phase itself says are the phase's own."""
    text = RIVER + "      status_quo: s4\n"
    dispute = at_phase(loads(text), "dam")
    assert dispute.status_quo == StatusQuo(None, "s4")
    assert build(dispute).states.pattern(3) == "NNY"


def test_a_numbered_status_quo_is_inherited_as_a_pattern() -> None:
    """A status quo s5 stays the same state, whatever its number becomes; if it is gone, the phase says so."""
    dispute = at_phase(loads(RIVER.replace("status_quo: [build]", "status_quo: s5")), "dam")
    assert dispute.status_quo == StatusQuo(None, "NNY")
    assert build(dispute).status_quo == 3
    with pytest.raises(StandoffError) as caught:
        at_phase(loads(RIVER.replace("status_quo: [build]", "status_quo: s4"), "f.yaml"), "dam")
    assert str(caught.value) == (
        "f.yaml:16:5: The phase dam removes the status quo: it has no such state. "
        "Give the phase its own under `changes: {status_quo: …}`."
    )


def test_options_may_change() -> None:
    """A phase may give a side another option; states are matched by the options taken, new ones count as not taken."""
    text = RIVER + "      decision_makers: [{id: Down, options: [{id: complain}, {id: pay}]}]\n"
    text = text.replace("s5, s6]", "s5, s6], unlisted: worst")
    after = build(at_phase(loads(text), "dam"))
    assert [option.id for option in after.dispute.options] == ["release", "build", "complain", "pay"]
    assert after.dispute.preferences["Down"].ranking == (("YNNN",), ("NNNN",), ("NYNN",), ("NNNY",), ("YNNY",))
    assert after.states.pattern(after.status_quo or 0) == "NYNN"


def test_a_phase_without_other_states_keeps_its_words() -> None:
    """Where the states are the same, rankings stay as they are written."""
    dispute = at_phase(loads(RIVER), "dry")
    assert dispute.preferences["Down"] == loads(RIVER).preferences["Down"]


def test_graph_form() -> None:
    """Listed states that a phase has no more vanish from rankings, moves and statements that it inherits."""
    late = at_phase(loads(GRAPH), "late")
    assert late.arcs == {"A": (), "B": (("a", "c"), ("c", "d"))}
    assert late.preferences["A"].ranking == (("d",), ("c",), ("a",))
    assert [statement.text for statement in late.preferences["B"].statements or ()] == ["not false", "d or a"]
    over = at_phase(loads(GRAPH), "over")
    assert over.preferences["A"].ranking == (("d",), ("a",))
    assert over.preferences["B"].ranking == (("d",), ("a",))
    assert build(over).states.satisfying("end").tolist() == [False, True]


def test_graph_form_pairs() -> None:
    """Pairs with a state that is gone vanish."""
    text = GRAPH.replace("{statements: [not b, d or a]}", "{pairs: {better: [[a, b], [d, a]], otherwise: unknown}}")
    pairs = at_phase(loads(text), "late").preferences["B"].pairs
    assert pairs is not None
    assert pairs.better == (("d", "a"),)


def test_places_lead_to_the_phase() -> None:
    """What a phase says has the line of the phase, and what it inherits the line of the file."""
    dispute = at_phase(loads(RIVER, "f.yaml"), "dam")
    assert place(dispute, ("feasibility", 1)) == "f.yaml:19:43"
    assert place(dispute, ("preferences", "Up", "weights")) == "f.yaml:20:35"
    assert place(dispute, ("preferences", "Down", "ranking", 0)) == "f.yaml:13:20"
    assert dispute.sha256 == loads(RIVER).sha256


def test_unknown_phase() -> None:
    """Asking for a phase that the file does not have names the nearest."""
    with pytest.raises(StandoffError, match=r"^there is no phase called 'dyr'\. Did you mean dry\?$"):
        at_phase(loads(RIVER), "dyr")
    with pytest.raises(StandoffError, match=r"The file has no `phases`\.$"):
        at_phase(loads(GRAPH[: GRAPH.index("phases")]), "dry")


def test_a_phase_of_a_changed_dispute() -> None:
    """A dispute that a program has changed, or made, has the phases of what it says now."""
    dispute = loads(RIVER)
    changed = replace(dispute, facts={"drought": False, "war": True})
    assert at_phase(changed, "dry").facts == {"drought": True, "war": True}
    assert at_phase(replace(dispute, document=None), "dam") == at_phase(dispute, "dam")
    document: dict[str, Any] = to_document(dispute)
    assert at_phase(from_document(document), "dam").preferences == at_phase(dispute, "dam").preferences


def test_errors_of_a_mapping_say_which_phase() -> None:
    """Without a file there are no lines, so the words say which phase is wrong."""
    document = to_document(loads(RIVER))
    document["phases"][1]["changes"]["preferences"]["Up"] = {"statements": ["pya"]}
    with pytest.raises(FileErrors) as caught:
        from_document(document)
    assert str(caught.value) == (
        "preferences.Up.statements[0].prefer: In the phase dam: pya is no option, fact or outcome. Did you mean pay?"
    )


def _same(first: Dispute, second: Dispute) -> bool:
    """Whether two disputes differ in nothing but their file."""
    return replace(first, path=None, sha256="") == replace(second, path=None, sha256="")


@pytest.mark.parametrize("text", [RIVER, GRAPH])
def test_phases_are_saved(text: str) -> None:
    """A file with phases comes back to the byte; as JSON, and built anew, it says the same; so does a single phase."""
    dispute = loads(text)
    assert text_of(dispute) == text
    assert _same(loads(text_of(dispute, as_json=True)), dispute)
    assert _same(loads(text_of(replace(dispute, document=None))), dispute)
    for phase in phase_ids(dispute):
        assert _same(loads(text_of(at_phase(dispute, phase))), at_phase(dispute, phase))


def test_check_looks_at_phases() -> None:
    """A phase or perception without evidence is unsourced in a file that has sources."""
    text = RIVER.replace("phases:\n", "perceptions: {Up: {unaware_of: {options: [pay]}}}\nphases:\n")
    said = [item.what for item in check(loads(text)) if item.kind == "unsourced"]
    assert "The perception of Up cites no source." in said
    assert "The phase dam cites no source." in said
    assert "The phase dry cites no source." not in said


def test_another_title_leaves_the_phases_alone() -> None:
    """Saving a changed dispute keeps the phases and their comments."""
    saved = text_of(replace(loads(RIVER), title="Three banks"))
    assert saved == RIVER.replace("title: Two banks", "title: Three banks")


def test_sides_by_id() -> None:
    """A phase may give sides as a mapping from id to keys; a side's keys that it does not give stay."""
    dispute = loads(
        "standoff: 1\n"
        "decision_makers:\n"
        "  - {id: A, name: Side A, options: [{id: a}, {id: b}]}\n"
        "  - {id: B, options: [{id: c}]}\n"
        "unlisted: equal\n"
        "phases:\n"
        "  - {id: q, changes: {decision_makers: {A: {options: [{id: a}]}, C: {options: [{id: e}]}}}}\n"
    )
    found = at_phase(dispute, "q")
    assert [("A", "Side A"), ("B", "B"), ("C", "C")] == [(maker.id, maker.name) for maker in found.decision_makers]
    assert ["a", "c", "e"] == [option.id for option in found.options]
