"""Advice: each kind where it is due, with its place, and none where there is nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.model.check import Advice, check
from standoff.model.files import load, loads

HEAD = """\
standoff: 1
decision_makers:
  - {id: Up, options: [{id: a, moves: take}, {id: b}, {id: c}]}
  - {id: Down, options: [{id: d}]}
"""


def advice(rest: str, kind: str) -> list[tuple[str, str]]:
    """Return the advice of one kind about a small dispute, as (place, what)."""
    return [(item.where, item.what) for item in check(loads(HEAD + rest, "f")) if item.kind == kind]


def test_nothing_to_say() -> None:
    """A dispute in good order gets no advice."""
    text = HEAD + "status_quo: []\npreferences: {Up: {statements: [a, b, c if d]}, Down: {weights: {d: 1, a: 2}}}\n"
    assert check(loads(text.replace(", moves: take", ""))) == []


def test_a_rule_that_can_never_be_kept() -> None:
    """A rule that alone removes every state is named."""
    expected = [("f:5:15", "Feasibility rule 1 can never be kept: it removes every state.")]
    assert advice("feasibility: [{never: a or not a}, {never: b}]\nunlisted: equal\n", "contradiction") == expected


def test_rules_that_contradict_each_other() -> None:
    """Of many rules, only those that contradict each other are named."""
    rules = "feasibility: [{never: a}, {at_least_one: [a, b]}, {requires: {if: d, then: c}}, {never: b or c}]\n"
    expected = [("f:5:15", "The feasibility rules 1, 2 and 4 contradict each other: together they leave no state.")]
    assert advice(rules + "unlisted: equal\n", "contradiction") == expected


def test_fixed_options() -> None:
    """Options on which nobody decides are named."""
    rules = "feasibility: [{never: b}, {at_least_one: [c]}]\nunlisted: equal\n"
    expected = [
        ("f:3:46", "The option b is taken in no feasible state, so nobody decides on it."),
        ("f:3:55", "The option c is taken in every feasible state, so nobody decides on it."),
    ]
    assert [(place, what) for place, what in advice(rules, "contradiction")] == expected


def test_what_keeps_the_states_from_being_built() -> None:
    """A ranking that does not fit the states is advice too."""
    rest = "preferences: {Up: {ranking: [s1]}, Down: {weights: {d: 1}}}\n"
    (item,) = [item for item in check(loads(HEAD + rest)) if item.kind == "contradiction"]
    assert "leaves out 15 of 16 states" in item.what


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        ("[a, a or not a]", "Statement 2 of Up adds nothing: it is true in every state."),
        ("[a and not a]", "Statement 1 of Up adds nothing: it is true in no state."),
        ("[b, a, a and a]", "Statement 3 of Up adds nothing: it says the same as statement 2."),
        ("[b, a, not b]", "Statement 3 of Up adds nothing: it is the opposite of statement 1."),
        ("[a, b, a iff b]", "Statement 3 of Up adds nothing: the statements before it settle it."),
    ],
)
def test_empty_statements(statements: str, what: str) -> None:
    """Statements that separate no states are named with the reason."""
    rest = f"preferences: {{Up: {{statements: {statements}}}}}\nunlisted: equal\n"
    assert [said for _, said in advice(rest, "statement")] == [what]


def test_forms_that_disagree() -> None:
    """Where a ranking stands beside statements, their disagreement is counted and shown."""
    rest = (
        "feasibility: [{never: b}, {never: c}, {never: d}]\nunlisted: equal\n"
        "preferences: {Up: {statements: [a], ranking: [s1, s2]}}\n"
    )
    expected = (
        "Up: `ranking` and `statements` disagree on 1 of 1 pairs of states, such as s1, above s2 in `ranking` "
        "and below it in `statements`. `ranking` is in force."
    )
    assert advice(rest, "preferences") == [("f:7:32", expected)]
    assert advice(rest.replace("[s1, s2]", "[s2, s1]"), "preferences") == []


def test_states_out_of_reach() -> None:
    """States that no moves lead to are named; an option that can only be taken is never given back."""
    rest = "feasibility: [{never: b}, {never: c}, {never: d}]\nunlisted: equal\nstatus_quo: [a]\n"
    expected = [("f:7:13", "1 of 2 states are out of reach from the status quo by any moves: s1.")]
    assert advice(rest, "unreachable") == expected


def test_nobody_moves_twice_in_a_row() -> None:
    """In graph form a state behind two moves of one side is out of reach."""
    text = "standoff: 1\ndecision_makers: [A, B]\nstates: [x, y, z]\nstatus_quo: x\nunlisted: equal\n"
    dispute = loads(text + "moves: {A: [[x, y], [y, z]], B: []}\n", "f")
    what = "1 of 3 states are out of reach from the status quo by any moves: z."
    assert [item.what for item in check(dispute)] == [what]


def test_corrections_that_change_nothing() -> None:
    """A forbidden move that does not exist and an added one that does are named."""
    rest = "unlisted: equal\nmoves: {forbid: {Up: [[s2, s1], [s1, s2]]}, add: {Down: [[s1, s9]]}}\n"
    expected = [("f:6:58", "Down can move from s1 to s9 anyway."), ("f:6:23", "Up cannot move from s2 to s1 anyway.")]
    assert advice(rest, "moves") == expected


def test_unused_ids() -> None:
    """Facts that no expression names, sources that nothing cites, options that nobody cares for."""
    rest = (
        "facts: {dry: no, war: yes}\nsources: [{id: globe}]\noutcomes: {calm: b and not war, peace: calm}\n"
        "preferences: {Up: {statements: [peace]}, Down: {weights: {d: 1, a: 1}}}\n"
    )
    expected = [
        ("f:5:14", "The fact dry is not used."),
        ("f:6:11", "Nothing cites the source globe."),
        ("f:3:55", "No side's preferences depend on the option c."),
    ]
    assert advice(rest, "unused") == expected


def test_unsourced_elements() -> None:
    """Where a file has sources, claims without one are named; what is presumed says why it stands there."""
    rest = (
        "sources: [{id: globe}]\nstatus_quo: {taken: [], evidence: [globe@1-2]}\n"
        "preferences: {Up: {statements: [a, {prefer: b, presumed: doing}, {prefer: c, evidence: [globe@3-4]}]}}\n"
        "unlisted: equal\n"
    )
    named = [what for _, what in advice(rest, "unsourced")]
    assert named == [f"The option {name} cites no source." for name in "abcd"] + ["Statement 1 of Up cites no source."]


def test_passages_beyond_the_text(tmp_path: Path) -> None:
    """Passages beyond the end of a source's file, and files that are missing, are named."""
    (tmp_path / "globe.txt").write_text("Ten chars.", encoding="utf-8")
    text = HEAD + (
        "sources: [{id: globe, file: globe.txt}, {id: memo, file: memo.txt}]\nunlisted: equal\n"
        "status_quo: {taken: [], evidence: [globe@4-10, globe@4-11, memo@1-2]}\n"
    )
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    said = [item.what for item in check(load(tmp_path / "f.yaml")) if item.kind == "evidence"]
    assert said == [
        "The file memo.txt of the source memo cannot be read.",
        "The status quo cites globe@4-11, but the text ends at 10.",
    ]


def test_advice_in_one_line() -> None:
    """Advice reads as place, what, and how to mend it."""
    assert str(Advice("unused", "The fact dry is not used.", "f:1:2", "Take it out.")) == (
        "f:1:2: The fact dry is not used. Take it out."
    )
