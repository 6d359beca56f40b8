"""GMCR+ files: every variant is read, what is written says the same, and what is lost is said."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from standoff.errors import StandoffError
from standoff.model.disjunctions import disjunction
from standoff.model.dispute import Dispute
from standoff.model.files import from_document, load, load_with_remarks, loads, save
from standoff.model.gmcr_plus import read_gmcr, unique_ids
from standoff.model.gmcr_plus_write import write_gmcr
from standoff.model.graph import GraphModel, build
from standoff.model.perceptions import perceived
from standoff.model.statements import parse, truth
from standoff.model.states import OptionStates
from tests.strategies import expressions, option_documents


def content(**changed: Any) -> dict[str, Any]:
    """A conflict of two sides and three options, of which no state has the first two."""
    return {
        "decisionMakers": [
            {"name": "The Mill", "options": [0, 1], "preferences": [[[0, "Y"]], [[1, "N"], [2, "N"]]]},
            {
                "name": "The Town",
                "options": [2],
                "preferences": [{"compound": True, "members": [[[0, "N"]], [[1, "Y"], [2, "Y"]]]}],
            },
        ],
        "options": [
            {"name": "Shut down", "permittedDirection": "fwd"},
            {"name": "Clean up", "permittedDirection": "both"},
            {"name": "Go to court", "permittedDirection": "back"},
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
        "useManualPreferenceRanking": False,
        "program": "gmcr-py",
        "version": "0.4.1",
        **changed,
    }


def ranked(
    key: str = "preferenceRanking", flag: str = "useManualPreferenceRanking", codes: bool = False
) -> dict[str, Any]:
    """The same conflict with rankings of its six states, whose codes are 0, 1, 2, 4, 5 and 6."""
    number = {1: 0, 2: 1, 3: 2, 4: 4, 5: 5, 6: 6} if codes else {k: k for k in range(1, 7)}
    data = content()
    del data["useManualPreferenceRanking"]
    data[flag] = True
    data["decisionMakers"][0][key] = [number[2], [number[1], number[4]], number[3], number[6], number[5]]
    data["decisionMakers"][1][key] = [[number[k] for k in range(1, 7)]]
    return data


def read(data: dict[str, Any]) -> Dispute:
    """The dispute of a file's content."""
    return read_gmcr(json.dumps(data))[0]


def levels(model: GraphModel) -> list[list[int]]:
    """The levels of all states, side by side."""
    return [preference.levels.tolist() for preference in model.preferences]


def test_sides_options_and_rules() -> None:
    """Names become ids, directions become moves, and infeasible conditions become rules."""
    dispute = read(content())
    assert [(maker.id, maker.name) for maker in dispute.decision_makers] == [
        ("The_Mill", "The Mill"),
        ("The_Town", "The Town"),
    ]
    assert [(option.id, option.moves) for option in dispute.options] == [
        ("shut_down", "take"),
        ("clean_up", "both"),
        ("go_to_court", "drop"),
    ]
    assert [build(dispute).states.pattern(k) for k in range(6)] == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]


def test_statements() -> None:
    """Lists of pairs are conjunctions, compounds are disjunctions, in the order of importance."""
    preferences = read(content()).preferences
    texts = {side: [item.text for item in entry.statements or ()] for side, entry in preferences.items()}
    assert texts == {
        "The_Mill": ["shut_down", "not clean_up and not go_to_court"],
        "The_Town": ["not shut_down or clean_up and go_to_court"],
    }


@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize(
    ("key", "flag"),
    [("preferenceRanking", "useManualPreferenceRanking"), ("preferenceVector", "useManualPreferenceVectors")],
)
def test_rankings_of_every_version(key: str, flag: str, codes: bool) -> None:
    """Rankings go by two names and list states by number or by code; the statements stay beside them."""
    dispute = read(ranked(key, flag, codes))
    entry = dispute.preferences["The_Mill"]
    assert (entry.use, len(entry.statements or ())) == ("ranking", 2)
    assert levels(build(dispute)) == [[3, 4, 2, 3, 0, 1], [0] * 6]


def test_a_ranking_that_is_not_in_force() -> None:
    """A ranking counts only where the file says that it is in force, or where there is nothing else."""
    data = ranked()
    data["useManualPreferenceRanking"] = False
    assert read(data).preferences["The_Mill"].use == "statements"
    del data["useManualPreferenceRanking"]
    assert read(data).preferences["The_Mill"].use == "statements"
    data["decisionMakers"][0]["preferences"] = []
    assert read(data).preferences["The_Mill"].use == "ranking"


def test_payoffs_where_there_is_nothing_else() -> None:
    """Payoffs by state number are a ranking, if a file gives neither statements nor rankings."""
    data = content()
    data["decisionMakers"][0] = {
        "name": "The Mill",
        "options": [0, 1],
        "preferences": [],
        "payoffs": [3, 3, 1, 2, 4, 1],
    }
    assert levels(build(read(data)))[0] == [2, 2, 0, 1, 3, 0]


def test_options_in_another_order() -> None:
    """States are numbered with the options side by side, whatever the order of the file's list."""
    data = content()
    data["options"] = data["options"][::-1]
    for maker in data["decisionMakers"]:
        maker["options"] = [2 - k for k in maker["options"]]
        maker["preferences"] = []
    data["infeasibles"] = [[[2, "Y"], [1, "Y"]]]
    dispute = read(data)
    assert [option.id for option in dispute.options] == ["shut_down", "clean_up", "go_to_court"]
    assert build(dispute).states.count == 6


def test_common_options() -> None:
    """An option of two sides belongs to the first and is shared with the second."""
    data = content()
    data["decisionMakers"][1]["options"] = [2, 1]
    dispute = read(data)
    assert dispute.options[1].shared_with == ("The_Town",)
    assert build(read(json.loads(write_gmcr(dispute)[0]))).moves.reachable(1, 0).tolist() == [2]


def test_liberal_forms() -> None:
    """Bare names, patterns, words for letters, byte order marks and numbers as texts are welcome."""
    data = content(infeasibles=["YY-", {"compound": True, "members": [[["0", "yes"], [2, "y"]]]}])
    data["options"][1] = "Clean up"
    data["options"][2] = {"name": "Go to court"}
    dispute = read_gmcr("\ufeff" + json.dumps(data))[0]
    assert [build(dispute).states.pattern(k) for k in range(5)] == ["NNN", "YNN", "NYN", "NNY", "NYY"]


def test_misperceptions() -> None:
    """States that a side misperceives are none in its version; they are written back as they came."""
    data = content()
    data["decisionMakers"][1]["misperceptions"] = [[[0, "N"], [1, "N"]]]
    dispute, remarks = read_gmcr(json.dumps(data))
    seen = build(perceived(dispute, "The_Town"))
    assert [seen.states.pattern(k) for k in range(4)] == ["YNN", "NYN", "YNY", "NYY"]
    assert remarks == (
        "Misperceptions have become perceptions, in which a side's whole version lacks the states; "
        "GMCR+ only stops the side from moving to and from them.",
    )
    written = json.loads(write_gmcr(dispute)[0])
    assert written["decisionMakers"][1]["misperceptions"] == [
        [[0, "N"], [1, "N"], [2, "N"]],
        [[0, "N"], [1, "N"], [2, "Y"]],
    ]
    assert "misperceptions" not in written["decisionMakers"][0]


def test_what_is_left_out_is_said() -> None:
    """Coalitions, empty conditions and unknown keys are named; coalitions of one are not."""
    data = content(coalitions=[[0, 1]], infeasibles=[[]], colour="blue")
    data["decisionMakers"][0]["mood"] = "bad"
    assert read_gmcr(json.dumps(data))[1] == (
        "An infeasible state says nothing of any option and is left out.",
        "The coalition of The_Mill and The_Town is left out: ask for it when you analyze.",
        "The key `colour` is not known and is left out.",
        "The key `mood` of The_Mill is not known and is left out.",
    )
    assert read_gmcr(json.dumps(content(coalitions=[0, 1])))[1] == ()


def _wrong(**changed: Any) -> str:
    return json.dumps(content(**changed))


def _wrong_side(**changed: Any) -> str:
    data = content()
    data["decisionMakers"][0].update(changed)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"options": [', "f.gmcr:1:14: This is not valid JSON: Expecting value. Save the file anew in GMCR+."),
        ("[" * 100_000, "f.gmcr: Lists are nested too deeply. Is this a GMCR+ file?"),
        ("[]", "f.gmcr: This is no GMCR+ file: it has no list `decisionMakers`. Open and save it in GMCR+."),
        (_wrong(options=5), "f.gmcr: `options` is no list. Save the file anew in GMCR+."),
        (
            _wrong_side(options=[0, 7]),
            "f.gmcr: The_Mill refers to the option 7, and the file has 3, numbered from 0. "
            "Save the file anew in GMCR+.",
        ),
        (
            _wrong_side(options=[0]),
            "f.gmcr: The option clean_up belongs to no decision maker. Give it to one in GMCR+, or take it out.",
        ),
        (
            _wrong(options=[{"name": "A", "permittedDirection": "up"}, "B", "C"]),
            "f.gmcr: The option a has the direction 'up'. Known: both, fwd, back.",
        ),
        (
            _wrong(infeasibles=[7]),
            'f.gmcr: An infeasible state is 7, which is no condition. A condition is a list of [0, "Y"].',
        ),
        (
            _wrong(infeasibles=[[7]]),
            'f.gmcr: An infeasible state has 7, which is no pair. A pair is an option and a letter: [0, "Y"].',
        ),
        (
            _wrong(options=[{"name": "A", "permittedDirection": {"a": 1}}, "B", "C"]),
            "f.gmcr: The option a has the direction {'a': 1}. Known: both, fwd, back.",
        ),
        (
            _wrong(options=None),
            "f.gmcr: The_Mill refers to the option 0, and the file has 0, numbered from 0. "
            "Save the file anew in GMCR+.",
        ),
        (_wrong(infeasibles=[[[0, "X"]]]), "f.gmcr: An infeasible state has the letter 'X'. Known: Y, N."),
        (
            _wrong_side(preferences=[], preferenceRanking=[1, 9]).replace("false", "true"),
            "f.gmcr: A ranking names the state 9, which is neither a number from 1 to 6 nor a code. "
            "The rankings belong to other options or infeasible states: rank anew in GMCR+.",
        ),
        (
            _wrong_side(preferenceRanking=["first"]).replace("false", "true"),
            "f.gmcr: The ranking of The_Mill has 'first', which is no state. Save the file anew in GMCR+.",
        ),
        (
            _wrong_side(preferences=[], payoffs=["high", "low"]),
            "f.gmcr: The payoffs of The_Mill are no numbers. Save the file anew in GMCR+.",
        ),
    ],
)
def test_errors(text: str, message: str) -> None:
    """What is no GMCR+ file, or does not fit together, is answered in words."""
    with pytest.raises(StandoffError) as caught:
        read_gmcr(text, "f.gmcr")
    assert str(caught.value) == message


def test_files(tmp_path: Path) -> None:
    """`load` reads .gmcr files by their name and calls the dispute after the file; `save` writes them."""
    (tmp_path / "mill.gmcr").write_text(json.dumps(content()), encoding="utf-8")
    dispute = load(tmp_path / "mill.gmcr")
    assert dispute.title == "mill"
    assert save(dispute, tmp_path / "copy.GMCR") == ("The title is not held: the file's name is the title.",)
    assert replace(load(tmp_path / "copy.GMCR"), title="mill", path=None, sha256="") == replace(
        dispute, path=None, sha256=""
    )
    assert save(dispute, tmp_path / "mill.dispute.yaml") == ()
    assert replace(load(tmp_path / "mill.dispute.yaml"), path=None, sha256="") == replace(dispute, path=None, sha256="")
    assert load_with_remarks(tmp_path / "mill.dispute.yaml")[1] == ()


RIVER = """\
standoff: 1
title: Two banks
about: A river.
sources: [{id: note}]
facts: {drought: yes}
decision_makers:
  - {id: U, name: Up, options: [{id: release, evidence: [note@1-2]}, {id: build, name: The dam}]}
  - {id: Down, options: [{id: pay}]}
coalesce: [build & pay]
status_quo: [build]
outcomes: {deal: release and pay}
moves: {add: {Down: [[s1, s2]]}}
attitudes: {U: {Down: +}}
preferences:
  U: {weights: {release: 2, pay: -1, build: 0}, statements: [deal], use: statements}
  Down: {statements: [deal, pay or drought, not release if drought], ranking: [s1], unlisted: worst, use: statements}
open_questions: [{id: q, ask: Really?}]
perceptions: {U: {preferences: {Down: {statements: [pay]}}}}
phases: [{id: wet, facts: {drought: no}}]
"""


def test_losses_are_said() -> None:
    """Everything that GMCR+ cannot hold is named in a sentence."""
    text = RIVER.replace("coalesce: [build & pay]\n", "")
    assert write_gmcr(loads(text))[1] == (
        "The title and the description are not held: the file's name is the title.",
        "Sources, evidence and the marks contested and presumed are not held.",
        "Open questions are not held.",
        "Ids are not held: options and sides come back with ids made of their names.",
        "The status quo is not held.",
        "Facts are not held: rules and statements are written for the values that they have now.",
        "Names of states and outcomes are not held.",
        "Single moves that are added or forbidden are not held.",
        "Attitudes are not held.",
        "Phases are not held: write each phase to a file of its own.",
        "Of U's preferences the form `weights`, which is not in force, is not held.",
        "Statement 2 of Down is true in every state or in none, and is left out.",
        "Of Down's preferences the form `ranking`, which is not in force, is not held.",
        "How U sees the dispute is not held.",
    )


def test_statements_with_facts_and_outcomes() -> None:
    """Facts and outcomes are written out, and statements keep their order."""
    text = RIVER.replace("coalesce: [build & pay]\n", "")
    dispute = loads(text)
    again = read_gmcr(write_gmcr(dispute)[0])[0]
    assert [item.text for item in again.preferences["Down"].statements or ()] == ["release and pay", "not release"]
    assert levels(build(again)) == levels(build(dispute))


def test_coalesced_states_and_strength() -> None:
    """Coalesced states are written as ties of their members, weights as rankings, and strength is lost aloud."""
    text = """\
standoff: 1
decision_makers: [{id: U, options: [{id: a}, {id: b}]}, {id: V, options: [{id: c}]}]
coalesce: [b & c]
preferences: {U: {ranking: [s6, s7, s5, s4, s3, s2, s1], strong_after: [1]}, V: {weights: {b: 3}}}
"""
    text = text.replace("weights: {b: 3}", "statements: [b]")
    dispute = loads(text)
    written, losses = write_gmcr(dispute)
    model, again = build(dispute), build(read_gmcr(written)[0])
    assert isinstance(model.states, OptionStates)
    assert model.states.class_of is not None
    for side in range(2):
        expected = model.preferences[side].levels[model.states.class_of]
        assert again.preferences[side].levels.tolist() == expected.tolist()
    assert "The strength of U's preferences is not held." in losses
    assert any(loss.startswith("Coalesced states") for loss in losses)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "standoff: 1\ndecision_makers: [A]\nstates: [a, b]\nmoves: {A: [[a, b]]}\nunlisted: equal\n",
            "GMCR+ makes states and moves from options, and this dispute lists its states. "
            "Save it as .dispute.yaml or .json.",
        ),
        (
            "standoff: 1\ndecision_makers: [{id: A, options: [{id: a}]}]\nunlisted: unknown\n",
            "preferences.A: GMCR+ holds rankings of all states, and A's preference is given pair by pair or partly "
            "unknown. Give it a ranking, statements or weights.",
        ),
    ],
)
def test_what_cannot_be_written_at_all(text: str, message: str) -> None:
    """A file that would say something else is not written."""
    with pytest.raises(StandoffError) as caught:
        write_gmcr(loads(text))
    assert str(caught.value) == message


def test_ids() -> None:
    """Ids are unique, start with a letter and are no words of the language."""
    names = ["Full", "Full", "2nd step", "and", "s1", "???", "Größe (neu)", "Full 2"]
    expected = ["Full", "Full_2", "option_2nd_step", "option_and", "option_s1", "option", "Größe_neu", "Full_2_2"]
    assert unique_ids(names, "option") == expected


def meaning(model: GraphModel) -> dict[frozenset[str], tuple[list[int], list[set[frozenset[str]]]]]:
    """Each state by the options taken: its level for every side, and where every side can move from it."""
    states = [frozenset(model.states.options(state)) for state in range(model.states.count)]
    return {
        taken: (
            [int(preference.levels[state]) for preference in model.preferences],
            [{states[t] for t in model.moves.reachable(side, state)} for side in range(len(model.makers))],
        )
        for state, taken in enumerate(states)
    }


@given(option_documents(coalesce=False))
def test_round_trip(document: dict[str, Any]) -> None:
    """What is written comes back with the same states, moves and preferences, whatever form they have."""
    model = build(from_document(document))
    assert meaning(build(read_gmcr(write_gmcr(model.dispute)[0])[0])) == meaning(model)


@given(expressions(["a", "b", "c"], 3))
def test_disjunctions(text: str) -> None:
    """A disjunction is true exactly where its expression is."""
    expression = parse(text)
    terms = disjunction(expression, ("a", "b", "c"), 1000)
    for values in product([False, True], repeat=3):
        state = dict(zip("abc", values, strict=True))
        expected = truth(expression, state.__getitem__, lambda k: False, True)
        assert any(all(state[name] == taken for name, taken in term.items()) for term in terms) == expected


def test_a_disjunction_that_explodes() -> None:
    """Too many conditions are refused with a message."""
    names = [f"x{k}" for k in range(40)]
    text = " and ".join(f"({a} or {b})" for a, b in zip(names[::2], names[1::2], strict=True))
    with pytest.raises(StandoffError, match="more than 1,000 conditions"):
        disjunction(parse(text), names, 1000)
