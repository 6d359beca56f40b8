"""Robustness told: the command, its JSON, its sentences, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import standoff
from standoff.analyze.robustness.distances import Distance
from standoff.analyze.robustness.reliability import reliability
from standoff.errors import StandoffError
from standoff.explain.doubt import Told
from standoff.explain.doubt_words import distance_words, distances_words
from standoff.model.files import from_document, loads
from standoff.read.hedges import hedged_passages
from standoff.read.ledger import Actor, Ledger, Position, Source, save_ledger
from tests.commands import FERRY, as_json, standoff_command
from tests.strategies import Document
from tests.test_robustness import TOUCHY

NOTE = "The ferry must not strike. It is said that cuts may come. "
SOURCED = """\
standoff: 1
title: Ferry
sources: [{id: note, file: note.txt, reliability: B}, {id: memo}]
decision_makers:
  - {id: Island, options: [{id: strike, name: Strike}]}
  - {id: Line, options: [{id: cut, name: Cut the service}]}
status_quo: []
preferences:
  Island: {statements: [not cut, {prefer: strike if cut, presumed: asked-not-done, evidence: [note@0-26]}, not strike]}
  Line: {statements: [{prefer: not strike, evidence: [note@0-26]}, {prefer: cut, evidence: [note@27-57, memo@3-9]}]}
outcomes: {quiet: not cut and not strike}
"""


def told(text: str = SOURCED, **asked: Any) -> Told:
    """Return what is told of a dispute."""
    return standoff.Analysis(loads(text), concepts=["Nash", "SEQ"]).robustness(**asked)


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A dispute with a source and its ledger beside it."""
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    line = Actor(id="line", name="the line", kind="organization")
    hedged = Position(id="P1", holder="line", type="threat", issue="service", action="cut", by="line", polarity="for",
                      voice="hedged", start=27, end=57, text=NOTE[27:57])  # fmt: skip
    save_ledger(Ledger(source=Source(id="note"), actors=(line,), positions=(hedged,)), tmp_path / "note.ledger.json")
    path = tmp_path / "ferry.dispute.yaml"
    path.write_text(SOURCED, encoding="utf-8")
    return path


def test_json_is_the_same_as_in_python() -> None:
    """The command prints what `to_dict` returns, with the model of doubt, the basis and the seed."""
    options = ("--samples", "300", "--seed", "4", "--concepts", "SEQ", "--method", "sampled", "--doubt", "ranking=.1")
    printed = as_json("robustness", "catalog:elmira", *options)
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), concepts=["SEQ"])
    assert analysis.robustness(samples=300, seed=4, exact=False, doubt={"ranking": "0.1"}).to_dict() == printed
    assert "standoff-robustness/1" == printed["format"]
    assert {"method": "sampled", "preferences": 300, "seed": 4, "confidence": 0.95, "fewer_than_usual": False,
            "hedged_known": False} == printed["basis"]  # fmt: skip
    assert 0.1 == printed["doubt"]["ranking"]


def test_every_verdict_is_listed() -> None:
    """Each concept, side and state has a verdict with its share and interval; equilibria say what they hang on."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), concepts=["Nash", "SEQ"])
    document = analysis.robustness(samples=500).to_dict()
    for concept in ("Nash", "SEQ"):
        for side, maker in enumerate(document["decision_makers"]):
            rows = document["verdicts"][concept][maker]
            assert [row["holds"] for row in rows] == analysis.verdicts(concept)[side].tolist()
            assert all(row["interval"][0] <= row["share"] <= row["interval"][1] for row in rows)
        listed = {row["state"] for row in document["equilibria"][concept] if row["holds"]}
        assert set(analysis.equilibria(concept)) == listed
    s5 = next(row for row in document["equilibria"]["SEQ"] if row["state"] == "s5")
    first = s5["hangs_on"][0]
    assert "s5 > s9" == document["parts"][first["part"]]["text"]
    assert first["interval"][0] < first["difference"] < first["interval"][1]
    assert {"possible": True, "pairs": 1, "proved_smallest": True} == s5["smallest_change"]


def test_smallest_changes_of_both_directions() -> None:
    """What flips an equilibrium is what mediation finds: how one falls, how another state becomes one."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"), concepts=["SEQ"])
    found = analysis.robustness(samples=500)
    assert {("SEQ", "s3"), ("SEQ", "s5")} <= set(found.distances)
    for (concept, state), distance in found.distances.items():
        falling = state in analysis.equilibria(concept)
        advice = analysis.mediate(state, concept, break_=falling).to_dict()
        assert advice["possible"] == distance.possible
        assert (advice["cost"] if distance.possible else None) == distance.cost
    assert {} == analysis.robustness(samples=500, distances=False).distances


def test_robustness_and_reliability_are_two_things() -> None:
    """Marks and grades stand beside the share, under keys of their own, and change no share."""
    plain, graded = told().to_dict(), told(SOURCED.replace("reliability: B", "reliability: F")).to_dict()
    for concept in ("Nash", "SEQ"):
        for before, after in zip(plain["equilibria"][concept], graded["equilibria"][concept], strict=True):
            assert (before["share"], before["interval"]) == (after["share"], after["interval"])
            assert before["hangs_on"] == after["hangs_on"]
            assert {"marks", "sources", "credibility", "weakest_mark", "lowest_grade"} == set(before["reliability"])
    row = plain["equilibria"]["Nash"][0]["reliability"]
    assert ("presumed", "B") == (row["weakest_mark"], row["lowest_grade"])
    assert "F" == graded["equilibria"]["Nash"][0]["reliability"]["lowest_grade"]
    assert {"B": 1} == row["sources"]


def test_what_parts_rest_on() -> None:
    """Marks are counted by part, grades by source; the weakest mark and the lowest grade are found apart."""
    parts = told().found.bench.parts
    rests = reliability(parts, {"note": "B", "memo": None})
    assert {"evidenced": 2, "presumed": 1, "unsourced": 2} == dict(rests.marks)
    assert {"B": 1, "": 1} == dict(rests.grades)
    assert ("unsourced", "B") == (rests.weakest_mark, rests.lowest_grade)
    assert {0: 5} == dict(rests.credibility)
    assert "D" == reliability(parts, {"note": "A", "memo": "D"}).lowest_grade
    assert (None, None) == (reliability((), {}).weakest_mark, reliability((), {}).lowest_grade)


def test_sentences(ferry: Path) -> None:
    """Sentences give the share with its basis, what it hangs on, and the evidence apart."""
    printed = standoff_command("robustness", ferry, "--concepts", "SEQ")
    assert 0 == printed.exit_code
    text = " ".join(printed.stdout.split())
    assert "plausible preferences of all sides together; each counts with its probability" in text
    assert "stays an equilibrium under SEQ" in text
    assert "Its evidence, which is another question:" in text
    assert "What is taken as plausible" in text
    assert "0.5 where one of them is only presumed" in text
    sampled = " ".join(standoff_command("robustness", ferry, "--method", "sampled", "--samples", "400").stdout.split())
    assert "400 plausible preferences were drawn, with seed 1; a share stands with its 95% interval." in sampled
    alone = " ".join(standoff_command("robustness", "catalog:chicken", "--doubt", "ranking=1").stdout.split())
    assert "There is one plausible preference of all sides together, so the shares are exact." in alone
    nothing = standoff_command("robustness", ferry, "--concepts", " , ")
    assert (nothing.exit_code, "names no concept" in nothing.stderr) == (2, True)


def test_no_bare_percentage() -> None:
    """Every sentence with a percentage names what it is a share of, or refers to the share of the sentence before."""
    for line in told(exact=False, samples=200).sentences:
        if "%" in line:
            assert "200 plausible preferences" in line or "the share is" in line or "in the first case" in line


def test_words_of_reports_are_quoted(ferry: Path) -> None:
    """Parts carry their passages, with the words where the source is at hand, and null where it is not."""
    parts = as_json("robustness", ferry)["parts"]
    cut = next(part for part in parts if part["text"] == "cut")
    assert [{"passage": "note@27-57", "words": NOTE[27:57]}, {"passage": "memo@3-9", "words": None}] == cut["evidence"]


def test_hedged_evidence_is_known_from_ledgers(ferry: Path) -> None:
    """A statement whose every passage is hedged has its own probability; ledgers beside the file count."""
    document = SOURCED.replace(", memo@3-9", "")
    ferry.write_text(document, encoding="utf-8")
    found = as_json("robustness", ferry)
    assert (True, "hedged") == (
        found["basis"]["hedged_known"],
        next(p for p in found["parts"] if p["text"] == "cut")["mark"],
    )
    assert "0.4 where one of them is hedged or weak" in " ".join(found["doubt_words"])
    ferry.with_name("note.ledger.json").unlink()
    found = as_json("robustness", ferry)
    assert (False, "evidenced") == (
        found["basis"]["hedged_known"],
        next(p for p in found["parts"] if p["text"] == "cut")["mark"],
    )
    assert any("No ledger was at hand" in line for line in found["doubt_words"])


def test_hedged_passages() -> None:
    """A passage is matched with positions of the same offsets, else with those that overlap it."""
    dispute = loads(SOURCED)
    firm = {"holder": "x", "type": "demand", "issue": "i", "action": "a", "polarity": "for", "text": "…"}
    weak = Position(id="P1", start=27, end=57, strength="weak", **firm)  # type: ignore[arg-type]
    other = Position(id="P2", start=20, end=40, **firm)  # type: ignore[arg-type]
    ledgers = [Ledger(source=Source(id="note"), positions=(weak, other))]
    assert {"note@27-57"} == hedged_passages(dispute, ledgers)
    assert frozenset() == hedged_passages(dispute, [Ledger(source=Source(id="note"), positions=(other,))])


def test_tables() -> None:
    """The table says what is and what may be an equilibrium; verdicts of all sides only when they are asked for."""
    plain = standoff_command("robustness", "catalog:elmira", "--samples", "500", "--concepts", "SEQ")
    lines = plain.stdout.splitlines()
    assert any(line.startswith("s9") and "100%" in line and "none" in line for line in lines)
    assert "verdicts, and the percentage" not in plain.stdout
    wide = standoff_command("robustness", "catalog:elmira", "--samples", "500", "--concepts", "SEQ", "--verdicts")
    assert "SEQ: verdicts, and the percentage of 500 plausible preferences under which each is the same" in wide.stdout


def test_phases_have_their_own() -> None:
    """A phase is judged by itself: in the drought two banks has another Nash equilibrium."""
    dry = as_json("robustness", "catalog:two-banks", "--phase", "dry", "--concepts", "Nash")
    assert "dry" == dry["parameters"]["phase"]
    assert {"s5"} == {row["state"] for row in dry["equilibria"]["Nash"] if row["holds"]}


def test_smallest_changes_in_words() -> None:
    """What is proved is told otherwise than what is only found."""
    assert "No change of preferences at all makes it fall." == distance_words(Distance(False, None, True), holds=True)
    found = distance_words(Distance(True, 3, False), holds=False)
    assert (
        "A change of 3 pairs of states makes it an equilibrium; a smaller one was not found in time, nor ruled out."
        == found
    )
    both = distances_words([Distance(True, 1, True), Distance(True, 2, True)])
    assert "by concept, changes how 1 or 2 pairs of states compare." in both


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--samples", "0"), "0 samples say nothing."),
        (("--samples", "-3"), "-3 samples say nothing."),
        (("--seed", "-1"), "the seed is -1."),
        (("--concepts", "SEKW"), "'SEKW' is no solution concept."),
        (("--doubt", "swop=.1"), "no probability called 'swop'. Did you mean swap?"),
        (("--doubt", "swap=1.5"), "swap is 1.5, which is no probability. It lies between 0 and 1."),
        (("--doubt", "swap=often"), "swap is 'often', which is no probability."),
        (("--doubt", "swap=0,presumed=0,drop=0"), "there are no preferences to doubt"),
        (("--target", "strik"), "'strik' is no option, fact, outcome or state. Did you mean strike?"),
        (("--jobs", "0"), "0 processes can do nothing."),
        (("--ledger", "nowhere.ledger.json"), "nowhere.ledger.json"),
    ],
)  # fmt: skip
def test_bad_input(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    """Wrong numbers and names end with status 1 and one message that says how to mend it."""
    path = tmp_path / "ferry.dispute.yaml"
    path.write_text(FERRY, encoding="utf-8")
    result = standoff_command("robustness", path, *options)
    assert 1 == result.exit_code
    assert message in result.stderr


def test_refusals() -> None:
    """Versions that sides see differently, merged sides and what has too many preferences are refused with a reason."""
    with pytest.raises(StandoffError, match="see this dispute differently"):
        standoff.Analysis(standoff.load("catalog:tenants_offer")).robustness()
    dispute = standoff.load("catalog:elmira")
    with pytest.raises(StandoffError, match="merged into one player"):
        standoff.Analysis(dispute, merged=[("MoE", "LG")]).robustness()
    with pytest.raises(StandoffError, match="too many to enumerate"):
        standoff.Analysis(dispute).robustness(exact=True)
    with pytest.raises(StandoffError, match="'peace' was not asked for"):
        told().outcome("SEQ", "peace")
    with pytest.raises(StandoffError, match="GMR was not asked for"):
        told().equilibrium("GMR", "s1")


def test_too_many_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit nothing is drawn, and the message says what it would take."""
    from standoff.analyze.robustness import compute

    monkeypatch.setattr(compute, "LARGEST", 8)
    with pytest.raises(StandoffError, match="states of 2 sides are too many to draw preferences for"):
        standoff.Analysis(from_document(TOUCHY)).robustness()


def test_no_preferences_at_all() -> None:
    """A dispute whose sides are indifferent has nothing to doubt."""
    document: Document = {**TOUCHY, "preferences": {}, "unlisted": "equal"}
    with pytest.raises(StandoffError, match="no preferences to doubt"):
        standoff.Analysis(from_document(document)).robustness()
