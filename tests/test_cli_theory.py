"""The theory at the command line: phases, sanction rules, groups, unknown preferences, perceptions, comparisons."""

from __future__ import annotations

from pathlib import Path

import pytest

import standoff
from standoff.model.phases import at_phase
from tests.commands import FERRY, as_json, standoff_command


def test_phase() -> None:
    """`--phase` analyzes a phase, says so, and reaches every command that takes a dispute."""
    document = as_json("analyze", "catalog:two-banks", "--phase", "dry")
    assert document["parameters"]["phase"] == "dry"
    assert document["equilibria"]["Nash"] == ["s5"]
    assert as_json("why", "catalog:two-banks", "Down", "s1", "Nash", "--phase", "dry")["stable"] is False
    assert as_json("why", "catalog:two-banks", "Down", "s1", "Nash")["stable"] is True
    assert standoff_command("evolve", "catalog:two-banks", "--phase", "dry").exit_code == 0
    assert standoff_command("check", "catalog:two-banks", "--phase", "dry").exit_code == 0


@pytest.mark.parametrize("rule", ["legal-sequences", "each-once", "single-opponent"])
def test_sanctions(rule: str) -> None:
    """`--sanctions` is passed on and reported."""
    document = as_json("analyze", "catalog:elmira", "--sanctions", rule)
    expected = standoff.Analysis(standoff.load("catalog:elmira"), sanctions=rule).to_dict()  # type: ignore[arg-type]
    assert document == expected
    assert document["parameters"]["sanctions"] == rule


def test_concept_of() -> None:
    """`--concept-of` judges a side by its own concept."""
    document = as_json("analyze", "catalog:elmira", "--concepts", "Nash", "--concept-of", "LG=gmr")
    plain = as_json("analyze", "catalog:elmira", "--concepts", "GMR")
    assert document["parameters"]["concept_of"] == {"LG": "GMR"}
    assert document["stability"]["Nash"]["LG"] == plain["stability"]["GMR"]["LG"]


def test_coalition() -> None:
    """`--coalition` picks one coalition, in file order; without it all are listed."""
    arguments = ("analyze", "catalog:elmira", "--concepts", "coal_Nash")
    every = as_json(*arguments)["stability"]["coal_Nash"]
    assert len(every) == 7
    assert as_json(*arguments, "--coalition", "LG,MoE")["stability"]["coal_Nash"] == {"MoE,LG": every["MoE,LG"]}
    assert "MoE,LG: " in standoff_command(*arguments).output


def test_jumps() -> None:
    """`--jumps` shows which group can leave an equilibrium for a better one."""
    arguments = ("analyze", "catalog:elmira", "--concepts", "Nash", "--jumps")
    assert as_json(*arguments)["jumps"] == {"Nash": [{"from": "s5", "coalition": "MoE,Uniroyal", "to": "s8"}]}
    assert "MoE and Uniroyal can go together from s5 to s8" in standoff_command(*arguments).output


def test_merge() -> None:
    """`--merge` lets sides act as one player, on the same states."""
    document = as_json("analyze", "catalog:elmira", "--merge", "LG,MoE")
    assert document["decision_makers"] == ["MoE,LG", "Uniroyal"]
    assert document["states"] == as_json("analyze", "catalog:elmira")["states"]
    assert document["status_quo"] == "s1"


def test_uncertain() -> None:
    """Verdicts that hang on unknown preferences are listed, and marked in the table with a legend."""
    assert as_json("analyze", "catalog:lake-gisborne")["uncertain"]["SEQ"]["Support"] == ["s7", "s8"]
    table = standoff_command("analyze", "catalog:lake-gisborne").output
    assert "◐ stable and ◌ not, as far as preferences are known" in table
    assert "◐" not in standoff_command("analyze", "catalog:elmira").output


def test_perceived() -> None:
    """Where sides see the dispute differently, the analysis says what each does not see."""
    perceived = as_json("analyze", "catalog:tenants-offer")["perceived"]
    assert perceived == {"Landlord": {"unaware_of": ["buy"], "unseen": ["s5", "s6"]}}
    output = standoff_command("analyze", "catalog:tenants-offer").output
    assert "The landlord is unaware of buy and does not see s5 and s6." in output


def test_compare() -> None:
    """`compare` says what changed and what that changed; its JSON is the library's."""
    dispute = standoff.load("catalog:two-banks")
    expected = standoff.compare(dispute, at_phase(dispute, "dry"), concepts=["Nash"]).to_dict()
    document = as_json("compare", "catalog:two-banks", "--phases", "dry", "--concepts", "Nash")
    assert document["flips"] == expected["flips"]
    assert document["equilibria"]["Nash"] == {"gained": ["s5"], "lost": ["s1"]}
    output = standoff_command("compare", "catalog:two-banks", "--set", "drought=yes", "--concepts", "Nash").output
    assert "The fact drought is yes instead of no." in output
    assert "is no longer an equilibrium under Nash: because of 1." in output
    without = as_json("compare", "catalog:two-banks", "--without", "complain", "--phase", "dry")
    assert [change["kind"] for change in without["changes"]] == ["rule"]
    assert as_json("compare", "catalog:elmira", "catalog:elmira")["changes"] == []


WRONG_FILES = {
    "pair said twice differently": (
        "{standoff: 1, decision_makers: [A], states: [p, q], moves: {A: [[p, q]]},\n"
        " preferences: {A: {pairs: {better: [[p, q]], equal: [[q, p]]}}}}",
        [],
        ["A has the pair [q, p] under `equal`", "A pair is said once"],
    ),
    "a phase removes the status quo": (
        FERRY + "phases: [{id: calm, changes: {feasibility: [at_least_one: [strike, cut]]}}]\n",
        ["--phase", "calm"],
        ["The phase calm removes the status quo"],
    ),
    "a phase after an unknown one": (
        FERRY + "phases: [{id: calm, after: strom}, {id: storm}]\n",
        [],
        ["strom is no phase", "Did you mean storm?"],
    ),
    "a concept that coalesced states do not support": (
        FERRY + "coalesce: [strike and cut]\n",
        ["--concepts", "SIM"],
        ["SIM is not defined here", "coalesced"],
    ),
    "certainty where preferences are unknown": (
        FERRY.replace("  Line: {statements: [not strike, cut]}\n", "unlisted: unknown\n"),
        ["--concepts", "fuzzy_GMR"],
        ["unknown"],
    ),
    "foresight without rankings": (
        FERRY.replace("  Line: {statements: [not strike, cut]}\n", "unlisted: unknown\n"),
        ["--concepts", "L3"],
        ["L3", "ranking", "Line"],
    ),
    "a coalition that does not see one dispute": (
        FERRY + "perceptions: {Line: {unaware_of: {options: [strike]}}}\n",
        ["--concepts", "coal_SEQ"],
        ["not defined where sides see the dispute differently"],
    ),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_files(name: str, tmp_path: Path) -> None:
    """A file that breaks a rule of the theory ends with status 1 and a message that names the rule."""
    text, arguments, words = WRONG_FILES[name]
    path = tmp_path / "wrong.dispute.yaml"
    path.write_text(text, encoding="utf-8")
    result = standoff_command("analyze", path, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [word for word in words if word not in result.stderr] == []
