"""Mediation as people meet it: the command, its JSON, its sentences, its refusals, and how it stops."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from benchmarks.mediation import random_dispute

import standoff
from standoff.analyze.mediation import hunt
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from tests import textbook
from tests.commands import FERRY, as_json, standoff_command

FIVE = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")


def analysis(name: str, **options: Any) -> standoff.Analysis:
    """Load a dispute of the catalog."""
    return standoff.Analysis(standoff.load(f"catalog:{name}"), **options)


def test_json_of_the_contract() -> None:
    """The JSON has the keys that other programs rely on, and Python's dictionary is the same."""
    document = as_json("mediate", "catalog:elmira", "--target", "s7")
    expected = {"target": "s7", "concept": "SEQ", "possible": True, "optimal": True, "cost": 2, "bound": 2}
    assert expected == {key: document[key] for key in expected}
    assert {"decision_maker": "Uniroyal", "pair": ["s7", "s9"], "from": "<", "to": ">"} in document["changes"]
    assert list(document["rankings"]) == ["Uniroyal"]
    assert sorted(state for tie in document["rankings"]["Uniroyal"] for state in tie) == [f"s{k}" for k in range(1, 10)]
    assert document == analysis("elmira").mediate("s7").to_dict()


def test_sentences() -> None:
    """The answer names sides and options, what decides today and its evidence, and why the state then holds."""
    text = FERRY.replace("not strike, cut]", "not strike, {prefer: cut, evidence: [note@3-9]}]")
    text = text.replace("standoff: 1\n", "standoff: 1\nsources: [{id: note, title: A note}]\n")
    said = str(standoff.Analysis(standoff.loads(text)).mediate("quiet", "Nash"))
    assert said.splitlines()[0] == (
        "For s1 (no option taken) to hold under Nash, one pair of states would have to be compared differently; "
        "no smaller change does it."
    )
    assert "Line would have to prefer s1 to s3 (“cut”) (today it prefers s3)." in said
    assert "what decides is its 2nd statement of 2, [“cut”], true in s3 and not in s1 (said in note@3-9)." in said
    assert "So s1 is Nash stable for Line." in said


def test_already() -> None:
    """An equilibrium costs nothing, and a state that is none costs nothing to break."""
    found = analysis("elmira").mediate("s5")
    assert (found.possible, found.optimal, found.cost) == (True, True, Fraction(0))
    assert [*found.changes, *found.rankings] == []
    assert str(found).endswith("is an equilibrium under SEQ as things are: nothing has to change.")
    broken = analysis("elmira").mediate("s7", break_=True)
    assert (broken.cost, len(broken.changes)) == (Fraction(0), 0)
    assert "is no equilibrium under SEQ as things are" in str(broken)
    several = analysis("elmira").mediate("accept", break_=True)
    assert several.target == "s8"
    assert str(analysis("elmira").mediate("accept and not modify", break_=True)).startswith("None of the 2 states of")


def test_expression() -> None:
    """Of several target states the cheapest is taken and named."""
    elmira = analysis("elmira")
    costs = {state: elmira.mediate(state, "Nash").cost for state in ("s3", "s4", "s7", "s8")}
    found = elmira.mediate("accept and not delay", "Nash")
    assert found.cost == min(cost for cost in costs.values() if cost is not None)
    assert costs[found.target] == found.cost
    asked = elmira.mediate("--Y--", "GMR")
    assert asked.to_dict()["asked"] == "--Y--"
    assert elmira.mediate("not abandon and not insist and accept and not modify", "SEQ").target == "s3"


@pytest.mark.parametrize("concept", FIVE)
def test_implications_order_the_costs(concept: str) -> None:
    """What is stable under a stronger concept is so under a weaker one, so it costs no less."""
    weaker = {"Nash": ["SSEQ"], "SSEQ": ["SMR", "SEQ"], "SMR": ["GMR"], "SEQ": ["GMR"], "GMR": []}
    for name in ("elmira", "cuban_missile_crisis", "syria_iraq_1975"):
        made = analysis(name)
        for state in range(made.model.states.count):
            target = made.model.states.id(state)
            cost = made.mediate(target, concept).cost
            assert cost is not None
            assert all((made.mediate(target, other).cost or 0) <= cost for other in weaker[concept])


@pytest.mark.parametrize("name", ["elmira", "cuban_missile_crisis"])
@pytest.mark.parametrize("concept", FIVE)
def test_textbook_confirms(name: str, concept: str) -> None:
    """The textbook confirms the answers for every state of a dispute, and the costs of lifting are the solver's."""
    made = analysis(name)
    ids, makers, states = made.model.states.id, made.model.makers, range(made.model.states.count)
    moves = {m: [(ids(s), ids(int(t))) for s in states for t in made.model.moves.reachable(i, s)]
             for i, m in enumerate(makers)}  # fmt: skip
    for target in map(ids, states):
        found = made.mediate(target, concept)
        rankings = {m: {"ranking": found.rankings.get(m) or _today(made, i)} for i, m in enumerate(makers)}
        game = textbook.game(
            {
                "decision_makers": [{"id": m} for m in makers],
                "states": [ids(s) for s in states],
                "moves": moves,
                "preferences": rankings,
            }
        )
        assert all(textbook.stable(game, concept, i, target) for i in range(len(game.sides)))
        # A pair with a weight of its own, though it is the usual one, keeps the shortcut for Nash, GMR and SMR away.
        solved = made.mediate(target, concept, weights={(m, "s1", "s2"): 1 for m in makers})
        assert solved.cost == found.cost


def _today(made: standoff.Analysis, side: int) -> list[list[str]]:
    levels = made.model.preferences[side].levels
    ids = made.model.states.id
    return [[ids(s) for s in range(len(levels)) if levels[s] == level] for level in sorted(set(levels), reverse=True)]


def test_own_concepts() -> None:
    """Sides may be judged each by its own concept, and the answer says so."""
    document = as_json("mediate", "catalog:elmira", "--target", "s7", "--concept-of", "Uniroyal=GMR")
    assert document["concept_of"] == {"Uniroyal": "GMR"}
    assert document["cost"] == analysis("elmira", concept_of={"Uniroyal": "GMR"}).mediate("s7").cost
    assert "each side’s own concept" in str(analysis("elmira", concept_of={"LG": "Nash"}).mediate("s7"))


def test_fixed_sides() -> None:
    """A fixed side is left alone; what it rules out is said with its improvement; all fixed is said as such."""
    found = analysis("elmira").mediate("s2", "GMR", fix=["LG"])
    assert found.possible
    assert "LG" not in found.rankings
    ruled_out = analysis("elmira").mediate("s7", fix=["Uniroyal Chemical"]).to_dict()
    assert (ruled_out["possible"], ruled_out["cost"], ruled_out["changes"]) == (False, None, [])
    assert "Uniroyal Chemical is left as it is, and would take up" in ruled_out["reason"]
    everyone = standoff_command("mediate", "catalog:elmira", "--target", "s1", "--fix", "MoE", "--fix", "LG",
                                "--fix", "Uniroyal", "--break")  # fmt: skip
    assert everyone.exit_code == 0
    text = standoff_command("mediate", "catalog:elmira", "--target", "s9", "--break").stdout
    assert "no side can come to leave it" in text
    fixed = analysis("elmira").mediate("s5", break_=True, fix=["MoE", "LG", "Uniroyal"])
    assert str(fixed).endswith("all sides are fixed.")


def test_all_and_limit() -> None:
    """`--all` lists every smallest change, and says where there are more than the limit."""
    document = as_json("mediate", "catalog:elmira", "--target", "s3", "--all")
    assert [each["changes"][0]["to"] for each in document["all"]] in ([">", "~"], ["~", ">"])
    assert document["all_complete"] is True
    first = as_json("mediate", "catalog:elmira", "--target", "s3", "--all", "--limit", "1")
    assert (len(first["all"]), first["all_complete"]) == (1, False)
    assert "and there are more" in str(analysis("elmira").mediate("s3", limit=1))


def test_weights() -> None:
    """Weights by side and by pair are counted, reported and may be decimals."""
    document = as_json("mediate", "catalog:elmira", "--target", "s3", "--weight", "Uniroyal=2.5",
                       "--weight", "Uniroyal:s9:s3=0.75")  # fmt: skip
    assert (document["cost"], document["bound"]) == (0.75, 0.75)
    assert document["weights"]["pairs"] == [{"decision_maker": "Uniroyal", "pair": ["s3", "s9"], "weight": 0.75}]
    assert "at a cost of 0.75" in str(analysis("elmira").mediate("s3", weights={("Uniroyal", "s3", "s9"): "0.75"}))
    assert analysis("elmira").mediate("s3", weights={"Uniroyal": 3}).cost == Fraction(3)


REFUSED = [
    (["--target", "nowhere"], "'nowhere' is no option, fact, outcome or state."),
    (["--target", "s77"], "there is no state s77. The states are s1 to s9."),
    (["--target", "delay and accept"], "no state satisfies 'delay and accept', so nothing can make it hold."),
    (["--target", "s7", "--concept", "SEK"], "'SEK' is no solution concept. Did you mean SEQ?"),
    (["--target", "s7", "--concept", "L2"], "smallest changes are not sought under L2. Take one of Nash, GMR"),
    (["--target", "s7", "--concept-of", "LG=NM"], "smallest changes are not sought under NM."),
    (["--target", "s7", "--fix", "Unroyal"], "no decision maker is called 'Unroyal'. Did you mean Uniroyal?"),
    (["--target", "s7", "--all", "--limit", "0"], "the limit 0 leaves nothing to list."),
    (["--target", "s7", "--limit", "0"], "the limit 0 leaves nothing to list."),
    (["--target", "s7", "--time-limit", "0"], "a time limit of 0 seconds leaves no time."),
    (["--target", "s7", "--weight", "LG=0"], "the weight 0 of LG is not positive."),
    (["--target", "s7", "--weight", "LG=much"], "the weight 'much' of LG is no number."),
    (["--target", "s7", "--weight", "LG=nan"], "the weight 'nan' of LG is no number."),
    (["--target", "s7", "--weight", "LG=1e400"], "the weight 1e400 of LG is too large, too small or too finely given."),
    (["--target", "s7", "--weight", "LG=1e-99999999"], "the weight 1e-99999999 of LG is too large, too small"),
    (["--target", "s7", "--weight", f"LG=0.{'3' * 31}"], "or too finely given."),
    (["--target", "s7", "--weight", "LG:s1:s1=2"], "the pair s1, s1 is one state."),
    (["--target", "s7", "--sanctions", "each-once"], "the smallest change is sought among answers in legal sequences"),
]


@pytest.mark.parametrize(("options", "said"), REFUSED, ids=[" ".join(options) for options, _ in REFUSED])
def test_refused(options: list[str], said: str) -> None:
    """Wrong input is refused with a message, and nothing is printed."""
    result = standoff_command("mediate", "catalog:elmira", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_wrong_usage() -> None:
    """A weight of something else than a side, or a side and two states, is wrong usage."""
    result = standoff_command("mediate", "catalog:elmira", "--target", "s7", "--weight", "LG:s1=2")
    assert (result.exit_code, "neither a side nor a side and two states" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{ranking: [s1, s2, s3], unlisted: unknown}", "some of Island's preferences are unknown"),
        ("{ranking: [s1, s2, s3, s4], strong_after: [1]}", "Island's preferences have strengths"),
        ("{ranking: [s1, s2, s3, s4], certainty: [[s1, s2, 0.7]]}", "Island's preferences have certainties"),
        ("{ranking: [s1, s2, s3, s4], probability: [[s1, s2, 0.7]]}", "Island's preferences have probabilities"),
        (
            "{pairs: {better: [[s1, s2], [s2, s3], [s3, s1]], otherwise: equal}}",
            "Island's preferences go pair by pair and are no ranking",
        ),
    ],
)
def test_other_preferences_are_refused(entry: str, said: str) -> None:
    """Preferences that are no plain ranking are refused, by the side's name."""
    text = FERRY.replace("{statements: [not cut, strike if cut, not strike]}", entry)
    with pytest.raises(StandoffError, match=said):
        standoff.Analysis(standoff.loads(text)).mediate("quiet")


def test_pairs_that_are_a_ranking() -> None:
    """Pairs that happen to be a ranking are taken as one."""
    pairs = "{pairs: {better: [[s1, s2], [s1, s3], [s1, s4], [s2, s4], [s3, s4]], equal: [[s2, s3]]}}"
    old = "{statements: [not cut, strike if cut, not strike]}"
    costs = [
        standoff.Analysis(standoff.loads(FERRY.replace(old, entry))).mediate("s4", "Nash").cost
        for entry in (pairs, "{ranking: [s1, [s2, s3], s4]}")
    ]
    assert costs[0] == costs[1]


def test_perceptions_are_refused() -> None:
    """Where sides see different disputes, it is not settled whose preferences would change."""
    text = FERRY + "perceptions: {Island: {preferences: {Line: {statements: [cut]}}}}\n"
    with pytest.raises(StandoffError, match="seen differently by its sides"):
        standoff.Analysis(standoff.loads(text)).mediate("quiet")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dispute with too many moves is refused before they are listed; Nash, GMR and SMR have no such limit."""
    monkeypatch.setattr(hunt, "LARGEST_MOVES", 10)
    with pytest.raises(StandoffError, match="about 24 single moves, and the search among changes takes up to 10"):
        analysis("elmira").mediate("s1", "SEQ")
    assert analysis("elmira").mediate("s2", "GMR").cost == 5


def test_large() -> None:
    """The shortcut for Nash, GMR and SMR answers for thousands of states, and the engine confirms it."""
    from benchmarks.disputes import weighted

    large = standoff.Analysis(weighted((4, 4, 2, 2)))
    found = large.mediate("s1900", "GMR")
    assert found.optimal
    assert len(found.changes) == found.cost


def hard() -> Dispute:
    """A dispute whose smallest change takes a while to prove."""
    return replace(random_dispute("statements", 108), title="hard")


def test_time_limit() -> None:
    """A search that is cut short gives its best answer with the proved bound, and calls it unproved."""
    told: list[str] = []
    started = time.monotonic()
    found = standoff.Analysis(hard()).mediate("s1", "SSEQ", seconds=0.7, progress=told.append)
    assert time.monotonic() - started < 15
    assert found.cost is not None
    assert found.bound <= found.cost
    assert found.optimal is (found.bound == found.cost)
    if not found.optimal:
        assert "this is the best change found, and at least" in str(found)
    assert any("the best so far costs" in line for line in told)


STOPPING = """
import os, signal, sys, threading
from standoff.analyze.mediation import hunt
from standoff.cli import main

prove = hunt.Hunt._prove

def soon_stopped(self, target):
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    prove(self, target)

hunt.Hunt._prove = soon_stopped
main(sys.argv[1:])
"""


@pytest.mark.parametrize("as_json", [True, False])
def test_interrupted(tmp_path: Path, as_json: bool) -> None:
    """Ctrl-C half a second into the proof leaves the best answer with the proved bound, and exit status 130."""
    path = tmp_path / "hard.dispute.yaml"
    standoff.save(hard(), path)
    command = [sys.executable, "-c", STOPPING, "mediate", str(path), "--target", "s1", "--concept", "SSEQ"]
    done = subprocess.run([*command, *["--json"] * as_json], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (130, "standoff: stopped; this is what is known so far.\n")
    if not as_json:
        assert "this is the best change found, and at least" in done.stdout
        return
    document = json.loads(done.stdout)
    assert (document["possible"], document["optimal"], document["stopped"]) == (True, False, True)
    assert 0 < document["bound"] < document["cost"]
