"""The smallest sets of edits of statements and facts: as small as trying all of them one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.mediation import edits_lists
from standoff.analyze.mediation.edits import UNIT, conditional, moved, negated, written
from standoff.analyze.mediation.edits_lists import orders_of
from standoff.analyze.mediation.edits_search import Search, World
from standoff.analyze.registry import find_concept
from standoff.analyze.verdicts import Judge
from standoff.cli import main
from standoff.errors import StandoffError
from standoff.explain.advice_edits import StatementEdits, mediate_statements
from standoff.model.files import from_document, loads
from standoff.model.graph import GraphModel
from standoff.model.relations import Preference
from standoff.model.statements import parse
from tests import textbook, textbook_edits
from tests.strategies import expressions, option_documents, spoken_documents
from tests.test_mediation_conditions import CONCEPTS


def ask(document: dict[str, Any] | str, target: str, concept: str = "SEQ", **more: Any) -> StatementEdits:
    """Ask for edits of a document, or of a dispute of the catalog."""
    dispute = standoff.load(document) if isinstance(document, str) else from_document(document)
    return mediate_statements(standoff.Analysis(dispute), target, concept, **more)


def says_something(document: dict[str, Any]) -> bool:
    """Whether any side has a statement."""
    return any(entry.get("statements") for entry in document["preferences"].values())


def ensure_smallest(document: dict[str, Any], concept: str, data: st.DataObject, most: int) -> None:
    """Compare with the textbook for a state that does not hold."""
    g = textbook.game(document)
    assert g.letters is not None
    falling = [s for s in g.states if not all(textbook.stable(g, concept, i, s) for i in range(len(g.sides)))]
    assume(falling)
    state = data.draw(st.sampled_from(falling))
    assume(says_something(document))
    found = ask(document, state, concept, most=most)
    expected = textbook_edits.smallest(document, g.letters[state], concept, most)
    assert expected == found.cost
    if found.dispute is not None:
        assert sum(edit.cost for edit in found.edits) == found.cost
        assert found.found.answers[0].becomes in standoff.Analysis(found.dispute).equilibria(concept)


@given(spoken_documents(), st.sampled_from(CONCEPTS), st.data())
@settings(max_examples=20)
def test_smallest_sets_are_smallest(document: dict[str, Any], concept: str, data: st.DataObject) -> None:
    """The least cost is that of trying all edits one by one by the definitions, and the answer holds."""
    ensure_smallest(document, concept, data, 2)


@pytest.mark.long
@given(spoken_documents(most_said=3), st.sampled_from(CONCEPTS), st.data())
@settings(max_examples=25)
def test_larger_sets_are_smallest(document: dict[str, Any], concept: str, data: st.DataObject) -> None:
    """So it is with more statements, and up to three edits."""
    ensure_smallest(document, concept, data, 3)


@given(spoken_documents(), st.sampled_from(CONCEPTS), st.data())
@settings(max_examples=10)
def test_statements_from_a_list_can_be_added(document: dict[str, Any], concept: str, data: st.DataObject) -> None:
    """With a side fixed and statements that another may say in addition, the least cost is that of trying all."""
    g = textbook.game(document)
    assert g.letters is not None
    falling = [s for s in g.states if not all(textbook.stable(g, concept, i, s) for i in range(len(g.sides)))]
    assume(falling and "statements" in document["preferences"]["D0"])
    state = data.draw(st.sampled_from(falling))
    said = ["o0 if o1", "not o1"]
    found = ask(document, state, concept, most=2, fix=["D1", "f"], may_say=[("D0", text) for text in said])
    expected = textbook_edits.smallest(document, g.letters[state], concept, 2, ("D1", "f"), {"D0": said})
    assert expected == found.cost


def test_two_banks() -> None:
    """The deal holds under SEQ by one edit, and under Nash by two, one of each side; the drought helps SEQ alone."""
    one = ask("catalog:two_banks", "deal", "SEQ")
    assert [("condition", "Down", 4)] == [(edit.kind, edit.side, edit.place) for edit in one.edits]
    assert one.dispute is not None
    assert "not pay if not release" == one.dispute.preferences["Down"].statements[3].text  # type: ignore[index]
    assert Fraction(2) == ask("catalog:two_banks", "deal", "Nash").cost
    fact = ask("catalog:two_banks", "deal", "SEQ", fix=["Up", "Downstream"])
    assert [("drought", True)] == [(edit.fact, edit.value) for edit in fact.edits]
    assert fact.dispute is not None
    assert {"drought": True} == fact.dispute.facts
    assert "s4" in standoff.Analysis(fact.dispute).equilibria("SEQ")


def test_what_holds_needs_no_edit() -> None:
    """A target that holds already, or an expression with such a state, needs nothing."""
    found = ask("catalog:two_banks", "not pay", "SEQ")
    assert (Fraction(0), "s1", ()) == (found.cost, found.target, found.edits)
    assert "nothing has to be said otherwise" in str(found)


def test_all_smallest_sets() -> None:
    """With a limit all smallest sets are listed, and each of them does it."""
    found = ask("catalog:two_banks", "deal", "SEQ", limit=50)
    assert found.found.complete
    assert ["condition", "fact", "negate"] == sorted(each.edits[0].kind for each in found.found.answers)
    for each in found.found.answers:
        assert "s4" in standoff.Analysis(each.dispute).equilibria("SEQ")
    some = ask("catalog:two_banks", "deal", "SEQ", limit=2)
    assert (2, False) == (len(some.found.answers), some.found.complete)
    assert "Or, for s4:" in str(some)


STEPS = """
standoff: 1
title: Steps
sources: [{id: note, title: A note}]
decision_makers:
  - {id: Up, options: [{id: pay, name: Pay}]}
  - {id: Down, options: [{id: go, name: Go}]}
preferences:
  Up:
    statements:   # what Up said
      - {prefer: not pay, evidence: [note@0-4]}
      - go   # on Monday
      - {prefer: pay if go, contested: true}
  Down: {ranking: [s4, s3, s2, s1]}
"""


def test_steps_compose() -> None:
    """Two steps up cost two, and are told as one move past what they pass; kinds and sides can cost more."""
    weights = {"drop": 9, "negate": 9, "condition": 9}
    found = mediate_statements(standoff.Analysis(loads(STEPS)), "s4", "Nash", weights=weights)
    (edit,) = found.edits
    assert ("step", 3, True, (1, 2), Fraction(2)) == (edit.kind, edit.place, edit.up, edit.passes, edit.cost) or (
        "step", 1, False, (2, 3), Fraction(2)
    ) == (edit.kind, edit.place, edit.up, edit.passes, edit.cost)  # fmt: skip
    dearer = mediate_statements(standoff.Analysis(loads(STEPS)), "s4", "Nash", weights={**weights, "Up": "1.5"})
    assert Fraction(3) == dearer.cost
    cheap = mediate_statements(standoff.Analysis(loads(STEPS)), "s4", "Nash", weights={"drop": "0.5"})
    assert ("drop", Fraction(1, 2)) == (cheap.edits[0].kind, cheap.cost)


def test_weak_evidence_goes_first() -> None:
    """Of several smallest sets the one is given whose statements rest on the weakest evidence."""
    text = STEPS.replace("prefer: not pay, evidence: [note@0-4]", "prefer: not pay, presumed: asked-not-done")
    (edit,) = mediate_statements(standoff.Analysis(loads(text)), "s4", "Nash").edits
    assert "not pay" == (edit.statement.text if edit.statement else "")
    assert "condition" == edit.kind


def test_edited_file_keeps_its_comments(tmp_path: Path) -> None:
    """`-o` writes the edited dispute: what stays keeps its comments, and an analysis of it confirms the target."""
    file, out = tmp_path / "a.dispute.yaml", tmp_path / "b.dispute.yaml"
    file.write_text(STEPS, encoding="utf-8")
    question = ["mediate", str(file), "--target", "s4", "--by", "statements", "--concept", "Nash", "-o", str(out)]
    result = CliRunner().invoke(main, question)
    assert 0 == result.exit_code
    assert f"Wrote {out}" in result.output
    written_text = out.read_text(encoding="utf-8")
    assert "# what Up said" in written_text
    assert "presumed: assumed-in-mediation" in written_text
    assert "s4" in standoff.Analysis(standoff.load(out)).equilibria("Nash")


def test_words_say_what_statements_rest_on(tmp_path: Path) -> None:
    """The sentence names the side and the statement, with its words in the report where that can be read."""
    (tmp_path / "note.txt").write_text("Up will not pay, it said.", encoding="utf-8")
    text = STEPS.replace("title: A note", "title: A note, file: note.txt").replace("note@0-4", "note@0-15")
    file = tmp_path / "a.dispute.yaml"
    file.write_text(text, encoding="utf-8")
    told = str(ask(str(file), "s4", "Nash", weights={"step": 9, "condition": 9}, fix=["Down"])).splitlines()
    assert "1. Up would have to give up [not “Pay”]." == told[1]
    assert "   Today it is its 1st statement of 3; it rests on “Up will not pay” (A note: note@0-15)." == told[2]
    assert "Only statements are edited, so left alone: Down (a ranking)." == told[-1]
    contested = str(ask(str(file), "s1", "Nash", fix=["Down"], most=1))
    assert "No set of edits that costs 1 or less" in contested or "ruled out" in contested


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"weights": {"step": 9, "drop": 9, "condition": 9}}, "want the opposite of [not “Pay”]"),
        ({"weights": {"step": 9, "drop": 9, "negate": 9}}, "want [not “Pay”] only if [not “Go”], no longer in any"),
        ({"weights": {"drop": 9, "negate": 9, "condition": 9}}, "put [not “Pay”] below [“Go”] and"),
        ({"may_say": [("Up", "pay and go")], "weights": {"add": "0.5"}}, "say as well that it wants [“Pay” and “Go”]"),
    ],
)
def test_every_kind_of_edit_is_told(edit: dict[str, Any], told: str) -> None:
    """Each kind has its sentence."""
    found = mediate_statements(standoff.Analysis(loads(STEPS)), "s4", "Nash", **edit)
    alike = told.replace("put [not “Pay”] below [“Go”] and", "above [not “Pay”] and [“Go”]")
    assert told in str(found) or alike in str(found)
    assert all(each["sentence"] for each in found.to_dict()["edits"])


def test_impossible_and_undecided() -> None:
    """Impossible is said where all combinations are ruled out; where the search ends before, so much is proved."""
    none = ask("catalog:two_banks", "deal", "Nash", fix=["Down"], most=None)
    assert (False, True, None) == (none.possible, none.optimal, none.cost)
    assert "are ruled out" in str(none)
    assert "Downstream is left alone" in str(none)
    early = ask("catalog:two_banks", "deal", "Nash", most=1)
    assert (None, False, "most") == (early.possible, early.optimal, early.found.ending)
    assert "costs 1 or less" in str(early)
    assert early.found.bound > 1
    late = ask("catalog:two_banks", "deal", "Nash", seconds=0)
    assert ("time", None) == (late.found.ending, late.possible)


def test_memory_and_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many lists, or Ctrl-C, leave the proved bound."""
    monkeypatch.setattr(edits_lists, "MOST_BYTES", 100)
    found = ask("catalog:two_banks", "deal", "Nash")
    assert ("memory", None, Fraction(2)) == (found.found.ending, found.possible, found.found.bound)
    monkeypatch.undo()
    calls = []

    def interrupt(self: Search) -> None:
        calls.append(self.bound)
        if len(calls) == 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(Search, "_tell", interrupt)
    stopped = CliRunner().invoke(
        main, ["mediate", "catalog:two_banks", "--target", "deal", "--by", "statements", "--concept", "Nash"]
    )
    assert 130 == stopped.exit_code
    assert "Then it was stopped." in stopped.output


def test_facts_may_change_the_states() -> None:
    """A flipped fact that opens or closes states keeps what rankings and targets mean."""
    document = {
        "standoff": 1,
        "title": "Closed",
        "facts": {"closed": True},
        "decision_makers": [{"id": "X", "options": [{"id": "a"}, {"id": "b"}]}, {"id": "Y", "options": [{"id": "c"}]}],
        "feasibility": [{"never": "a and b and closed"}],
        "preferences": {"X": {"statements": ["a and b", "not a", "b"]}, "Y": {"statements": ["not c"]}},
    }
    found = ask(document, "NYN", "Nash")
    assert Fraction(0) == found.cost
    assert Fraction(1) == ask(document, "a and not b and not c", "Nash").cost
    both = ask({**document, "facts": {"closed": False}}, "NYN", "Nash", fix=["X", "Y"])
    assert [("closed", True)] == [(edit.fact, edit.value) for edit in both.edits]
    assert ("s3", "s3") == (both.found.answers[0].target, both.found.answers[0].becomes)


def test_states_that_a_fact_opens() -> None:
    """A target that no state meets today can come to hold in a state that a flipped fact opens."""
    document = {
        "standoff": 1,
        "title": "Closed",
        "facts": {"closed": True},
        "decision_makers": [{"id": "X", "options": [{"id": "a"}, {"id": "b"}]}, {"id": "Y", "options": [{"id": "c"}]}],
        "feasibility": [{"never": "a and b and closed"}],
        "preferences": {"X": {"statements": ["a and b"]}, "Y": {"weights": {"c": -1}}},
    }
    found = ask(document, "a and b", "Nash")
    assert (None, "s4", "s4") == (found.found.answers[0].target, found.found.answers[0].becomes, found.target)
    assert "s4 (“a” and “b”), which there is only with these edits," in str(found)
    assert ["fact"] == [edit.kind for edit in found.edits]
    with pytest.raises(StandoffError, match="no state satisfies"):
        ask(document, "a and b", "Nash", fix=["closed"])
    ranking = {"X": {"statements": ["a and b"]}, "Y": {"ranking": ["s1", "s2", "s3", "s4", "s5", "s6"]}}
    assert ask({**document, "preferences": ranking}, "a and b", "Nash").possible is False


def test_coalesced_states_stay_equal() -> None:
    """Edits that would tell the members of a coalesced state apart are no answers."""
    document = {
        "standoff": 1,
        "title": "Coalesced",
        "decision_makers": [{"id": "X", "options": [{"id": "a"}, {"id": "b"}]}, {"id": "Y", "options": [{"id": "c"}]}],
        "coalesce": ["a"],
        "preferences": {"X": {"statements": ["a"]}, "Y": {"statements": ["a"]}},
    }
    found = ask(document, "s1", "Nash", may_say=[("X", "not a"), ("X", "b"), ("X", "b and not a")])
    assert found.dispute is not None
    assert "s1" in standoff.Analysis(found.dispute).equilibria("Nash")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"target": "deall"}, "'deall' is no option"),
        ({"target": "pay and complain"}, "no state satisfies"),
        ({"concept": "L2"}, "no mediation under L2"),
        ({"concept": "Nsh"}, "no solution concept"),
        ({"fix": ["Up", "Down", "drought"]}, "nothing may be edited"),
        ({"fix": ["Upp"]}, "no decision maker"),
        ({"weights": {"dropp": 2}}, "neither a kind of edit nor a side"),
        ({"weights": {"drop": 0}}, "must be positive"),
        ({"weights": {"drop": "many"}}, "no number"),
        ({"weights": {"drop": "nan"}}, "no number"),
        ({"weights": {"drop": "1e99999999"}}, "too large, too far apart or too finely given"),
        ({"weights": {"drop": "1e6", "Up": "1e6"}}, "too large, too far apart or too finely given"),
        ({"weights": {"drop": "1e-12"}}, "too large, too far apart or too finely given"),
        ({"may_say": [("Up", "relase")]}, "'relase' is no option"),
        ({"may_say": [("Up", "release")], "fix": ["Up"]}, "and is fixed"),
        ({"most": -1}, "up to a cost of -1"),
    ],
)
def test_bad_questions(more: dict[str, Any], what: str) -> None:
    """Bad input is refused with a reason."""
    with pytest.raises(StandoffError) as error:
        ask("catalog:two_banks", more.pop("target", "deal"), more.pop("concept", "SEQ"), **more)
    assert what in str(error.value)


@pytest.mark.parametrize("cost", ["1e-9", "0.33333333", "1/7"])
def test_costs_that_are_finely_given(cost: str) -> None:
    """One edit of each side is needed, and however finely the cost of one is given, it is added up exactly."""
    found = ask("catalog:two_banks", "deal", "Nash", weights={"Up": cost}, seconds=20)
    assert 1 + Fraction(cost) == found.cost


def test_disputes_without_statements() -> None:
    """Without statements or facts, with pairs, perceptions, merged sides or another sanction rule, it is refused."""
    with pytest.raises(StandoffError, match="nothing to edit"):
        ask("catalog:elmira", "s2")
    with pytest.raises(StandoffError, match="partly unknown, or given pair by pair"):
        ask("catalog:three_sites", "quarry")
    with pytest.raises(StandoffError, match="seen differently"):
        ask("catalog:tenants_offer", "s1")
    banks = standoff.load("catalog:two_banks")
    with pytest.raises(StandoffError, match="act as one player"):
        mediate_statements(standoff.Analysis(banks, merged=[["Up", "Down"]]), "deal")
    with pytest.raises(StandoffError, match="legal sequences"):
        mediate_statements(standoff.Analysis(banks, sanctions="each-once"), "deal")
    mixed = replace(banks, preferences={**banks.preferences, "Up": standoff.load("catalog:elmira").preferences["MoE"]})
    ranked = replace(mixed.preferences["Up"], ranking=(("s1", "s2", "s3", "s4", "s5", "s6"),))
    mixed = replace(mixed, preferences={**mixed.preferences, "Up": ranked})
    with pytest.raises(StandoffError, match="no statements, but ranking"):
        mediate_statements(standoff.Analysis(mixed), "deal", may_say=[("Up", "pay")])


def test_command_prints_json() -> None:
    """JSON has the edits with their statements and evidence, the new statements, and what is proved."""
    question = ["mediate", "catalog:two_banks", "--target", "deal", "--by", "statements", "--json", "--all"]
    document = json.loads(CliRunner().invoke(main, question).output)
    assert {"possible": True, "optimal": True, "cost": 1, "target": "s4", "candidates": 61}.items() <= document.items()
    assert ["not pay if not release"] == [edit["becomes"] for edit in document["edits"]]
    assert 3 == len(document["all"])
    phase = ["mediate", "catalog:two_banks", "--phase", "dry", "--target", "deal", "--by", "statements", "--json"]
    assert 0 == json.loads(CliRunner().invoke(main, phase).output)["cost"]


@pytest.mark.parametrize(
    "options",
    [["--may-say", "Up: pay"], ["--by", "statements", "--may-say", "pay"], ["--by", "statements", "--break"]],
)
def test_options_that_do_not_fit(options: list[str]) -> None:
    """Options that need each other, or exclude each other, are wrong usage."""
    result = CliRunner().invoke(main, ["mediate", "catalog:two_banks", "--target", "deal", *options])
    assert 2 == result.exit_code


def test_orders_and_moves() -> None:
    """Orders are generated by the pairs that changed places, and told as moves that pass exactly those pairs."""
    for count in range(6):
        everything = [order for steps in range(16) for order in orders_of(count, steps)]
        assert sorted(permutations(range(count))) == sorted(everything)
    for steps in range(7):
        for order in orders_of(4, steps):
            assert steps == sum(len(passed) for _, _, passed in moved(order))


def test_edited_statements_read_well() -> None:
    """Negations and conditions are written without needless brackets, and mean what they should."""
    assert "pay" == written(negated(parse("not pay")))
    assert "not (a and b)" == written(negated(parse("a and b")))
    assert "not pay if b" == written(conditional(parse("not pay"), parse("b")))
    assert "pay if a and b" == written(conditional(parse("pay if a"), parse("b")))
    assert "(a iff b) if c" == written(conditional(parse("a iff b"), parse("c")))
    for text in ("not pay if b", "pay if a and b", "(a iff b) if c"):
        assert text == written(parse(text))


@given(option_documents(most_options=4, most_sides=3), st.data())
@settings(max_examples=12)
def test_search_finds_what_trying_all_lists_finds(document: dict[str, Any], data: st.DataObject) -> None:
    """With shared options, coalesced states, mixed concepts and either reading of a return, nothing is missed."""
    ensure_nothing_missed(document, data, 1)


@pytest.mark.long
@given(option_documents(most_options=4, most_sides=3), st.data())
@settings(max_examples=25)
def test_search_finds_what_trying_more_lists_finds(document: dict[str, Any], data: st.DataObject) -> None:
    """So it is up to two edits."""
    ensure_nothing_missed(document, data, 2)


def ensure_nothing_missed(document: dict[str, Any], data: st.DataObject, most: int) -> None:
    """Compare with all choices of lists up to a cost, judged by the engine."""
    said = st.lists(expressions([o["id"] for m in document["decision_makers"] for o in m["options"]], 1), max_size=2)
    if "coalesce" not in document:
        for maker in document["decision_makers"]:
            document["preferences"][maker["id"]] = {"statements": data.draw(said)}
    assume(says_something(document))
    own = {"D1": data.draw(st.sampled_from(CONCEPTS))} if data.draw(st.booleans()) else {}
    concept, back = data.draw(st.sampled_from(["SEQ", "SSEQ", "SMR"])), data.draw(st.booleans())
    analysis = standoff.Analysis(from_document(document), concept_of=own, return_to_s=back)
    state = data.draw(st.integers(0, analysis.model.states.count - 1))
    found = mediate_statements(analysis, analysis.model.states.id(state), concept, most=most)
    costs = [
        spent + len(world.flipped)
        for world, targets in found_worlds(found, most)
        for spent in costs_that_do(analysis, world, targets, concept, most)
        if spent + len(world.flipped) <= most
    ]
    assert min(costs, default=None) == found.cost


def found_worlds(found: StatementEdits, most: int) -> list[tuple[World, list[int]]]:
    """Return the settings of the facts with the target's states, and all lists up to a cost."""
    worlds = []
    for _, make in found.found.question.worlds():
        made = make()
        if made is not None and made[1]:
            for side in made[0].sides:
                while side.next_cost is not None and side.next_cost <= most:
                    side.grow()
            worlds.append(made)
    return worlds


def costs_that_do(
    analysis: standoff.Analysis, world: World, targets: list[int], concept: str, most: int
) -> Iterator[int]:
    """Yield what choices of lists cost that make the target an equilibrium, by the engine."""
    for picks in product(*(range(len(side.keys)) for side in world.sides)):
        spent = sum(int(side.keys[pick]) // UNIT for side, pick in zip(world.sides, picks, strict=True))
        if spent <= most:
            scores = tuple(Preference(side.scores[pick]) for side, pick in zip(world.sides, picks, strict=True))
            model = GraphModel(world.dispute, world.model.states, world.model.moves, scores)
            judge = Judge(model, return_to_s=analysis.return_to_s)
            sides = range(len(world.sides))
            concepts = [analysis.concept_of.get(side, find_concept(concept)) for side in sides]
            verdicts = np.stack([judge.verdicts(each)[side] for side, each in enumerate(concepts)])
            if any(verdicts[:, target].all() for target in targets):
                yield spent
