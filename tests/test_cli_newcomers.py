"""What a newcomer reads: phases are named, numbers agree, nothing is ignored or cut in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import standoff
from standoff.errors import StandoffError
from standoff.show.findings import findings
from standoff.show.report import write_report
from standoff.show.summary import found_sentences, trust_sentence
from standoff.show.tables import verdict_table
from tests.commands import FERRY, standoff_command
from tests.shown import FILE, weir
from tests.test_tables import printed

GUARDED = """
standoff: 1
title: A guarded shed
decision_makers:
  - {id: A, options: [{id: a}, {id: b}, {id: c}]}
  - {id: B, options: [{id: p}]}
status_quo: []
preferences:
  A: {statements: [not p, a or b or c]}
  B: {statements: [not p]}
"""


@pytest.mark.parametrize("command", [["analyze"], ["evolve"]])
def test_phase_stands_in_the_heading(command: list[str]) -> None:
    """Who asks for a phase sees it in the first line; without one the title stands alone."""
    shown = standoff_command(*command, "catalog:two_banks", "--phase", "dry").stdout
    assert shown.splitlines()[0] == "Two banks of a river (phase dry)"
    assert "phase" not in standoff_command(*command, "catalog:two_banks").stdout


def test_phase_stands_on_the_page(tmp_path: Path) -> None:
    """The page names the phase in its title and above what was found."""
    analysis = standoff.Analysis(standoff.load("catalog:two_banks"), phase="dry")
    write_report(analysis, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<title>Two banks of a river (phase dry)</title>" in page
    assert "What was found at the phase dry" in page


def test_numbers_of_equilibria_agree() -> None:
    """The headline and the sentence on where improvements lead name and count the same states."""
    headline, _, leads, *_ = found_sentences(findings(weir(GUARDED)))
    assert "(s1, s2, s3, s4, s5 and 3 more)" in headline
    assert leads.startswith("From it, improvements lead to 7 other equilibria: s2 ")
    assert "; 3 more." in leads


def test_equilibrium_with_the_outcome_is_named() -> None:
    """Of the equilibria apart the one that brings a named outcome comes first."""
    analysis = standoff.Analysis(standoff.load("catalog:two_banks"), phase="dry")
    said = found_sentences(findings(analysis))[-1]
    assert said.startswith("2 other equilibria lie apart, where improvements alone do not lead: s4 (")
    assert "where “deal” would come about" in said


def test_equilibria_that_are_not_named_are_counted() -> None:
    """Those apart beyond the named ones are counted."""
    said = found_sentences(findings(standoff.Analysis(standoff.load("catalog:elmira"))))[-1]
    assert said.startswith("3 other equilibria lie apart")
    assert said.endswith("; … and 1 more.")


def test_coalition_in_vain() -> None:
    """A coalition under concepts of single sides is remarked on, and the verdicts are printed all the same."""
    result = standoff_command("analyze", "catalog:elmira", "--coalition", "MoE,LG")
    assert result.exit_code == 0
    assert "--coalition applies to concepts of coalitions only" in result.stderr
    named = standoff_command("analyze", "catalog:elmira", "--coalition", "MoE,LG", "--concepts", "coal_SEQ")
    assert named.stderr == ""
    assert "the column Equilibrium is of single sides; ucoal_ concepts ask all coalitions" in named.stdout


def test_what_a_draft_asks_for() -> None:
    """A draft's open questions and presumptions are counted; where there are none nothing is said."""
    assert trust_sentence(weir(FERRY).dispute, "draft.dispute.yaml") is None
    expected = (
        "1 open question and 1 presumption: read draft.dispute.yaml against the marked reports before you trust this."
    )
    assert trust_sentence(weir(FILE).dispute, "draft.dispute.yaml") == expected


def test_names_in_any_case() -> None:
    """A side is found in any case where only one is meant."""
    text = FERRY.replace("{id: Island,", "{id: Island, name: The Island,")
    dispute = weir(text).dispute
    assert [dispute.maker(name) for name in ("the island", "ISLAND", "line")] == [0, 0, 1]
    twins = weir(text.replace("{id: Line,", "{id: Line, name: ISLAND,")).dispute
    assert twins.maker("Island") == 0
    with pytest.raises(StandoffError, match="no decision maker is called 'island'"):
        twins.maker("island")


@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_last_column_is_never_cut(width: int) -> None:
    """However narrow the window, the equilibria are shown, and sides without room are counted."""
    shown = printed(verdict_table(standoff.Analysis(standoff.load("catalog:elmira"))), width=width)
    assert sum("all 5" in line for line in shown.splitlines()) == 3
    assert ("too narrow" in shown) == (width <= 40)


def test_convert_onto_itself(tmp_path: Path) -> None:
    """A file is not converted onto itself, however it is written."""
    file = tmp_path / "ferry.dispute.yaml"
    file.write_text(FERRY, encoding="utf-8")
    result = standoff_command("convert", file, tmp_path / "." / ".." / tmp_path.name / file.name)
    assert (result.exit_code, "are the same file" in result.stderr) == (1, True)
    assert file.read_text(encoding="utf-8") == FERRY


def test_end_of_a_path_in_options() -> None:
    """Below the paths to a target stands what the state is that they end in."""
    shown = standoff_command("evolve", "catalog:two_banks", "--phase", "dry", "--to", "deal").stdout
    assert shown.splitlines()[-1] == "s4: Upstream: Release water; Downstream: Pay for water."
