"""Edits: what each makes of a dispute, what it is called, and that the text keeps saying what the dispute says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.errors import StandoffError
from standoff.model.files import from_document, loads
from standoff.model.save import text_of
from standoff.model.states import build_states
from standoff.model.to_document import to_document
from standoff.workbench.edits import EDITS, edit
from standoff.workbench.version import Version, next_version, read_version, same
from tests.strategies import graph_documents, option_documents
from tests.workbench import RIVER


def after(source: str, /, **given: Any) -> tuple[Version, tuple[str, ...], str]:
    """Return the version after one edit, what was said, and the edit's name."""
    before = read_version(source, "river.yaml", None)
    assert before.dispute is not None
    done = edit(before.dispute, given)
    version = next_version(before, done)
    assert version.dispute is not None
    assert same(loads(version.text), version.dispute)
    return version, done.said, done.name


def comments(text: str) -> list[str]:
    """Return the comments of a text in order."""
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line]


def ranking(version: Version, side: str) -> Any:
    """Return a side's ranking as the file has it."""
    assert version.dispute is not None
    return version.dispute.preferences[side].ranking


CASES: list[tuple[Mapping[str, Any], str]] = [
    ({"kind": "side.add", "name": "The press"}, "Add the side “The press”"),
    ({"kind": "side.rename", "side": "Up", "name": "Upland"}, "Rename “The upper country” to “Upland”"),
    ({"kind": "option.add", "side": "Down", "name": "Complain"}, "Give “The lower country” the option “Complain”"),
    ({"kind": "option.rename", "option": "pay", "name": "Pay for it"}, "Rename “Pay” to “Pay for it”"),
    ({"kind": "option.moves", "option": "release", "moves": "drop"},
     "Make “Release water” irreversible once dropped"),
    ({"kind": "option.share", "option": "release", "with": ["Down"]}, "Share “Release water” with Down"),
    ({"kind": "rule.add", "rule": {"requires": {"if": "build", "then": "release"}}},
     "Add the rule “build requires release”"),
    ({"kind": "rule.change", "index": 0, "rule": {"mutually_exclusive": ["pay", "build"]}},
     "Change rule 1 to “at most one of pay and build”"),
    ({"kind": "rule.remove", "index": 0}, "Remove the rule “never: pay and not release”"),
    ({"kind": "status_quo.set", "state": "s3"}, "Start from s3"),
    ({"kind": "status_quo.set", "taken": ["build"]}, "Start from build"),
    ({"kind": "ranking.set", "side": "Down", "ranking": [["s1", "s2"], ["s3", "s4", "s5", "s6"]]},
     "Rank the states for “The lower country”"),
    ({"kind": "ranking.move", "side": "Down", "state": "s2", "by": -1}, "Move s2 up for “The lower country”"),
    ({"kind": "ranking.move", "side": "Up", "state": "s1", "by": 1}, "Move s1 down for “The upper country”"),
    ({"kind": "statement.add", "side": "Up", "text": "not build"}, "“The upper country” wants “not build”"),
    ({"kind": "statement.change", "side": "Up", "index": 0, "text": "pay if release"},
     "Change “pay” to “pay if release”"),
    ({"kind": "statement.move", "side": "Up", "index": 2, "to": 0}, "Move “build” to place 1"),
    ({"kind": "statement.remove", "side": "Up", "index": 1}, "Remove “not release if drought”"),
    ({"kind": "weights.set", "side": "Up", "weights": {"pay": "2.5", "build": -1}},
     "Weigh the options for “The upper country”"),
    ({"kind": "fact.set", "fact": "drought", "value": True}, "Set the fact “drought” to yes"),
    ({"kind": "fact.add", "fact": "storm", "value": False}, "Declare the fact “storm”: no"),
    ({"kind": "outcome.set", "id": "dam", "expression": "build"}, "Name the outcome “dam”: build"),
    ({"kind": "outcome.remove", "id": "deal"}, "Remove the outcome “deal”"),
    ({"kind": "question.settle", "id": "q1", "choice": "yes"}, "Answer “yes” to “Is there a drought?”"),
    ({"kind": "question.ask", "ask": "Who pays?"}, "Ask “Who pays?”"),
    ({"kind": "title.set", "title": "One river"}, "Call it “One river”"),
    ({"kind": "about.set", "about": "Water: who gets it?\nAnd when?"}, "Change the description"),
    ({"kind": "layout.set", "positions": {"s1": [10, 20.4]}}, "Arrange the picture"),
    ({"kind": "state.name", "state": "s4", "name": "A dry dam"}, "Call s4 “A dry dam”"),
    ({"kind": "phase.add", "id": "later", "after": "dry", "changes": {"status_quo": ["build"]}},
     "Add the phase “later”"),
    ({"kind": "phase.change", "id": "dry", "date": "2023-01-01"}, "Change the phase “dry”"),
    ({"kind": "phase.remove", "id": "dry"}, "Remove the phase “dry”"),
    ({"kind": "coalesce.set", "list": ["release & pay"]}, "Coalesce release and pay"),
    ({"kind": "preference.remove", "side": "Down", "form": "ranking"}, "Remove the ranking of “The lower country”"),
    ({"kind": "fact.remove", "fact": "flood"}, "Remove the fact “flood”"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "name"), CASES, ids=[str(case[0]["kind"]) + str(k) for k, case in enumerate(CASES)])
def test_every_edit_has_a_name_and_keeps_the_rest(given: Mapping[str, Any], name: str) -> None:
    """An edit is called what it does; what it changes loads again, and comments elsewhere stay."""
    version, _, called = after(RIVER, **given)
    assert name == called
    kept = [comment for comment in comments(RIVER) if comment in comments(version.text)]
    assert len(comments(RIVER)) - len(kept) <= 1
    assert version.text != RIVER


def test_only_the_key_that_changes_is_written_anew() -> None:
    """Text outside the changed key stays to the letter, odd spaces included."""
    version, _, _ = after(RIVER, kind="statement.add", side="Up", text="release")
    head, tail = RIVER[: RIVER.index("preferences:")], RIVER[RIVER.index("outcomes:") :]
    assert version.text.startswith(head)
    assert version.text.endswith(tail)
    assert "# money first" in version.text
    assert "# by hand" in version.text


def test_rankings_mean_the_same_after_a_rule() -> None:
    """A rule that removes states renumbers them; a ranking by number still means the states that it meant."""
    version, said, _ = after(RIVER, kind="rule.add", rule={"never": "release and build"})
    assert (("s4",), ("s2",), ("s1",), ("s3",)) == ranking(version, "Down")
    assert () == said


def test_states_that_come_back_stand_last_and_that_is_said() -> None:
    """Without the rule two more states exist: they are put last, in a tie, and a sentence says so."""
    version, said, _ = after(RIVER, kind="rule.remove", index=0)
    assert version.dispute is not None
    states = build_states(version.dispute)
    last = ranking(version, "Down")[-1]
    assert {"NNY", "NYY"} == {states.pattern(states.find(state)) for state in last}
    assert ("In the ranking of The lower country, 2 states that had no place yet stand last.",) == said


def test_an_added_option_leaves_everybody_indifferent() -> None:
    """Each state stands in a tie with what it becomes when the new option is taken."""
    version, said, _ = after(RIVER, kind="option.add", side="Down", name="Complain")
    assert version.dispute is not None
    analysis, before = standoff.Analysis(version.dispute), standoff.Analysis(loads(RIVER))
    letters = {before.model.states.pattern(s) for s in before.model.states.find_many(before.equilibria("Nash"))}
    states = analysis.model.states
    found = {(states.pattern(s) or "")[:3] for s in states.find_many(analysis.equilibria("Nash"))}
    assert letters == found
    assert () == said


def test_removing_an_option_takes_its_states_out() -> None:
    """Of an option that nothing names, only the states without it stay, in the order that they had."""
    once, _, _ = after(RIVER, kind="option.add", side="Down", name="Complain")
    again = next_version(once, edit(_dispute(once), {"kind": "option.remove", "option": "complain"}))
    assert same(loads(RIVER), _dispute(again))


def test_an_option_that_is_spoken_of_stays() -> None:
    """Removing it is refused, with where it is named."""
    with pytest.raises(StandoffError, match=r"“Pay” is still spoken of: rule 1, statement 1 of Up, the outcome deal"):
        after(RIVER, kind="option.remove", option="pay")


def test_an_option_that_a_pattern_reads_stays() -> None:
    """A letter of a pattern speaks of its option as its name does."""
    source = (
        "standoff: 1\ntitle: t\ndecision_makers:\n"
        "  - {id: A, options: [{id: go}]}\n  - {id: B, options: [{id: wait}]}\n"
        "feasibility: [{never: NN}]\npreferences: {A: {statements: []}, B: {statements: [go]}}\n"
    )
    with pytest.raises(StandoffError, match=r"“wait” is still spoken of: rule 1"):
        after(source, kind="option.remove", option="wait")


def test_a_ranking_takes_over_from_statements_and_leaves_them() -> None:
    """Moving a state of a side with statements gives it the ranking that they induce, changed; they stay beside it."""
    version, _, _ = after(RIVER, kind="ranking.move", side="Up", state="s6", by=1)
    entry = _dispute(version).preferences["Up"]
    assert ("ranking", 3) == (entry.use, len(entry.statements or ()))
    assert (("s5",), ("s6",), ("s3", "s4"), ("s1", "s2")) == entry.ranking
    back, _, _ = after(version.text, kind="use.set", side="Up", use="statements")
    assert _dispute(back).preferences["Up"].use == "statements"


def test_ties_by_keyboard() -> None:
    """A state joins the class above, leaves it upwards, and passes its neighbours one by one."""
    tied, _, _ = after(RIVER, kind="ranking.move", side="Down", state="s6", by="tie")
    assert (("s5",), ("s2", "s6"), ("s1",), ("s4",), ("s3",)) == ranking(tied, "Down")
    out, _, _ = after(tied.text, kind="ranking.move", side="Down", state="s6", by=-1)
    assert (("s5",), ("s6",), ("s2",), ("s1",), ("s4",), ("s3",)) == ranking(out, "Down")
    with pytest.raises(StandoffError, match="s5 is at the top already"):
        after(RIVER, kind="ranking.move", side="Down", state="s5", by=-1)


def test_rules_and_sides_come_and_go() -> None:
    """A second rule can be moved before the first, and a side leaves with its options and preferences."""
    two, _, _ = after(RIVER, kind="rule.add", rule={"never": "release and build"})
    swapped, _, name = after(two.text, kind="rule.move", index=1, to=0)
    assert "Move rule 2 to place 1" == name
    assert ["release and build", "pay and not release"] == [rule["never"] for rule in _rules(swapped)]
    three, _, _ = after(RIVER, kind="side.add", name="The press")
    without, _, _ = after(three.text, kind="side.remove", side="the_press")
    assert same(loads(RIVER), _dispute(without))


def _rules(version: Version) -> Any:
    return to_document(_dispute(version))["feasibility"]


DRAFTED = """\
standoff: 1
sources: [{id: note}]
decision_makers:
  - {id: mill, options: [{id: gate, evidence: [note@0-4]}]}
  - {id: farm, options: [{id: repair, evidence: [note@5-9]}]}
preferences:
  mill: {statements: [{prefer: not gate, presumed: doing, evidence: [note@0-4]}]}
  farm: {statements: [{prefer: not repair if gate, contested: true, evidence: [note@5-9, note@10-12]}, gate]}
status_quo: []
open_questions:
  - {id: q1, about: preferences.mill, ask: Would it?, evidence: [note@0-4], choices: [yes, no]}
  - {id: q2, about: preferences.farm, ask: Is it wanted?, evidence: [note@10-12], choices: [yes, no]}
  - {id: q3, about: preferences.mill, ask: And that?, evidence: [note@5-9], choices: [yes, no]}
  - {id: q4, about: decision_makers, ask: Who did this?, evidence: [note@0-4]}
"""


@pytest.mark.parametrize(
    ("question", "choice", "side", "statements"),
    [
        ("q1", "yes", "mill", ["gate"]),
        ("q1", "no", "mill", ["not gate"]),
        ("q1", "gate or repair", "mill", ["gate or repair"]),
        ("q2", "yes", "farm", ["repair if gate", "gate"]),
        ("q3", "no", "mill", ["not gate", "not repair"]),
        ("q4", "the miller", "farm", ["not repair if gate", "gate"]),
    ],
)
def test_settling_a_question(question: str, choice: str, side: str, statements: list[str]) -> None:
    """An answer changes the statement, or makes one of the option, that shares the question's evidence."""
    version, said, _ = after(DRAFTED, kind="question.settle", id=question, choice=choice)
    dispute = _dispute(version)
    assert statements == [s.text for s in dispute.preferences[side].statements or ()]
    assert question not in [q.id for q in dispute.open_questions]
    assert len(said) == 1
    settled = {"q1": ("mill", 0), "q2": ("farm", 0), "q3": ("mill", 1)}.get(question)
    if settled is not None:
        support = (dispute.preferences[settled[0]].statements or ())[settled[1]].support
        assert support.mark == "evidenced"


WRONG: list[tuple[Mapping[str, Any], str]] = [
    ({"kind": "side.renam"}, "There is no edit 'side.renam'. Did you mean side.rename?"),
    ({"kind": "side.rename", "side": "Upp", "name": "X"}, "no decision maker is called 'Upp'. Did you mean Up?"),
    ({"kind": "side.rename", "side": "Up"}, "side.rename wants a text as 'name', and nothing is given."),
    ({"kind": "title.set", "title": "T", "titel": 1}, "title.set has no argument 'titel'. Did you mean title?"),
    ({"kind": "option.moves", "option": "pay", "moves": "up"}, "option.moves knows no moves 'up'."),
    ({"kind": "option.add", "side": "Up", "id": "pay", "name": "Pay"}, "The id pay is already used"),
    ({"kind": "rule.add", "rule": {"never": "pay and"}}, "column 8: To the right of `and` something is missing."),
    ({"kind": "rule.add", "rule": {"never": "payy"}}, "payy is no option, fact or outcome. Did you mean pay?"),
    ({"kind": "rule.add", "rule": {"nevre": "pay"}}, "A rule has one kind."),
    ({"kind": "rule.add", "rule": {"never": "true"}}, "the feasibility rules leave no state."),
    ({"kind": "rule.remove", "index": 4}, "There is no rule 5: there are 1."),
    ({"kind": "ranking.set", "side": "Up", "ranking": [["s1"]]}, "The ranking leaves out 5 of 6 states"),
    ({"kind": "ranking.set", "side": "Up", "ranking": [["s1"], ["s1"]]}, "The state s1 is ranked twice."),
    ({"kind": "weights.set", "side": "Up", "weights": {"pay": "lots"}}, "The weight of “Pay” is no number."),
    ({"kind": "weights.set", "side": "Up", "weights": {"pay": "1e999999"}}, "The weight of “Pay” is no number."),
    ({"kind": "use.set", "side": "Up", "use": "pairs"}, "The upper country has no pairs. Given: statements."),
    ({"kind": "outcome.set", "id": "not", "expression": "pay"}, "not is a word of the statement language."),
    ({"kind": "question.settle", "id": "q9", "choice": "yes"}, "There is no open question 'q9'."),
    ({"kind": "side.add", "name": "", "id": ""}, "side.add wants a text as 'id'"),
    ({"kind": "fact.remove", "fact": "drought"}, "drought is no option, fact or outcome."),
    ({"kind": "layout.set", "positions": {"s1": [1, "x"]}}, "The place of s1 is two numbers."),
]


@pytest.mark.parametrize(("given", "what"), WRONG, ids=[f"{case[0]['kind']}{k}" for k, case in enumerate(WRONG)])
def test_what_cannot_be_done_is_said(given: Mapping[str, Any], what: str) -> None:
    """An edit that cannot be done says why, and how to mend it."""
    with pytest.raises(StandoffError) as caught:
        after(RIVER, **given)
    assert what in str(caught.value)


def test_every_kind_of_edit_is_tried_here() -> None:
    """No edit is without a test."""
    tried = {str(given["kind"]) for given, _ in CASES} | {"side.remove", "option.remove", "use.set", "rule.move"}
    assert set() == EDITS.keys() - tried


def _dispute(version: Version) -> standoff.Dispute:
    assert version.dispute is not None
    return version.dispute


@st.composite
def some_edits(draw: st.DrawFn, dispute: standoff.Dispute) -> dict[str, Any]:
    """Any edit, with arguments that may or may not fit."""
    options = [option.id for option in dispute.options] or ["nothing"]
    sides = [maker.id for maker in dispute.decision_makers]
    words = st.text(st.characters(codec="utf-8"), max_size=12)
    values: dict[str, st.SearchStrategy[Any]] = {
        "side": st.sampled_from(sides),
        "option": st.sampled_from(options),
        "moves": st.sampled_from(["both", "take", "drop"]),
        "rule": st.builds(lambda kind, a, b: {kind: [a, f"not {b}"]} if kind != "never" else {kind: f"{a} & {b}"},
                          st.sampled_from(["never", "exactly_one", "at_least_one", "mutually_exclusive"]),
                          st.sampled_from(options), st.sampled_from(options)),
        "index": st.integers(0, 2),
        "to": st.integers(0, 2),
        "state": st.integers(1, 12).map(lambda k: f"s{k}"),
        "by": st.sampled_from([-1, 1, "tie"]),
        "text": st.sampled_from([f"{a} if not {b}" for a in options[:3] for b in options[:3]]),
        "name": words,
        "title": words,
        "about": words,
        "id": st.sampled_from(["calm", "war"]),
        "expression": st.sampled_from(options),
        "fact": st.sampled_from(["rain", "snow"]),
        "value": st.booleans(),
        "weights": st.dictionaries(st.sampled_from(options), st.integers(-3, 3), max_size=3),
        "positions": st.just({"s1": [1, 2]}),
        "list": st.lists(st.sampled_from(options), max_size=1),
        "taken": st.lists(st.sampled_from(options), unique=True, max_size=3),
    }  # fmt: skip
    wanted = {
        "side.add": ["name"], "side.rename": ["side", "name"], "side.remove": ["side"], "option.add": ["side", "name"],
        "option.rename": ["option", "name"], "option.remove": ["option"], "option.moves": ["option", "moves"],
        "rule.add": ["rule"], "rule.change": ["index", "rule"], "rule.remove": ["index"], "rule.move": ["index", "to"],
        "coalesce.set": ["list"], "status_quo.set": ["taken"], "ranking.move": ["side", "state", "by"],
        "statement.add": ["side", "text"], "statement.change": ["side", "index", "text"],
        "statement.move": ["side", "index", "to"], "statement.remove": ["side", "index"],
        "weights.set": ["side", "weights"], "fact.set": ["fact", "value"], "fact.remove": ["fact"],
        "outcome.set": ["id", "expression"], "outcome.remove": ["id"], "title.set": ["title"], "about.set": ["about"],
        "layout.set": ["positions"], "state.name": ["state", "name"],
    }  # fmt: skip
    kind = draw(st.sampled_from(sorted(wanted)))
    return {"kind": kind, **{name: draw(values[name]) for name in wanted[kind]}}


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(), document=st.one_of(option_documents(most_options=4, most_sides=3), graph_documents(most_states=4))
)
def test_text_and_dispute_never_part(data: st.DataObject, document: dict[str, Any]) -> None:
    """After any row of edits the text loads as the dispute that the edits made, comments before keys kept."""
    text = "".join(f"# about {key}\n{piece}" for key, piece in _pieces(text_of(from_document(document))))
    version = read_version(text, "<text>", None)
    assert version.dispute is not None, version.error
    for _ in range(data.draw(st.integers(1, 4))):
        given = data.draw(some_edits(_dispute(version)))
        try:
            version = next_version(version, edit(_dispute(version), given))
        except StandoffError:
            continue
        assert same(loads(version.text), _dispute(version)), given
    kept = {key for key, _ in _pieces(version.text)}
    assert [f"# about {key}" for key in (k for k, _ in _pieces(text)) if key in kept] == [
        line for line in version.text.splitlines() if line.startswith("# about ") and line[8:] in kept
    ]


def _pieces(text: str) -> list[tuple[str, str]]:
    """Cut a text without comments at its keys."""
    pieces: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha():
            pieces.append((line.partition(":")[0], line))
        elif pieces:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + line)
    return pieces


@pytest.mark.parametrize(
    "text",
    [
        '{"standoff": 1, "decision_makers": [{"id": "Up", "options": [{"id": "pay"}]}], "unlisted": "equal"}',
        "{standoff: 1, decision_makers: [{id: Up, options: [{id: pay}]}], unlisted: equal}",
        "---\nstandoff: 1\ndecision_makers: [{id: Up, options: [{id: pay}]}]\nunlisted: equal\n...\n",
        "standoff: 1\ndecision_makers: &all [{id: Up, options: [{id: pay}]}]\nx_copy: *all\nunlisted: equal\n",
        "standoff: 1\r\ndecision_makers: [{id: Up, options: [{id: pay}]}]  # one\r\nunlisted: equal",
        "standoff: 1\ntitle: |\n  Block\n  of: text\ndecision_makers: [{id: Up, options: [{id: p}]}]\nunlisted: equal",
        '"standoff": 1\n"decision_makers": [{id: Up, options: [{id: pay}]}]\nunlisted: equal\n',
    ],
)
def test_texts_of_every_shape_can_be_edited(text: str) -> None:
    """JSON, flow style, anchors, document marks, line ends and blocks survive an edit."""
    version, _, _ = after(text, kind="title.set", title="New: “one”")
    assert "New: “one”" == _dispute(version).title
    assert replace(_dispute(version), title="") == replace(
        loads(text), title="", sha256=_dispute(version).sha256, path=None
    )
    if "\r\n" in text:
        assert "\n" not in version.text.replace("\r\n", "")
