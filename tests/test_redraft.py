"""Drafting again: what an analyst changed stays, what is new comes in, and clashes are told. Phases over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import standoff
from standoff.model.files import from_document
from standoff.model.phases import at_phase
from standoff.model.three_way import merged
from standoff.read.draft import draft, what_flipped
from standoff.read.ledger import Actor, Ledger, Mention, Position, Source, save_ledger
from standoff.read.redraft import copy_of
from tests.commands import standoff_command


def told(source: str, day: str, *positions: tuple[Any, ...]) -> Ledger:
    """A report of one day: (holder, type, action, by, polarity) of the town and the mill."""
    actors = tuple(
        Actor(id=name, name=f"the {name}", kind="organization", mentions=(Mention(start=0, end=3, text=f"the {name}",
              form="nominal"),)) for name in ("town", "mill")
    )  # fmt: skip
    made = [
        Position(id=f"P{k}", holder=holder, type=kind, issue=action.split()[-1], action=action, by=by,
                 polarity=polarity, strength="firm", voice="direct", start=10 * k, end=10 * k + 9, text="…")
        for k, (holder, kind, action, by, polarity) in enumerate(positions)
    ]  # fmt: skip
    return Ledger(source=Source(id=source, title=source, published=day), actors=actors, positions=tuple(made))


MARCH = told(
    "march", "2031-03-10",
    ("town", "demand", "clean the river", "mill", "for"),
    ("mill", "refusal", "clean the river", "mill", "against"),
)  # fmt: skip
MAY = told(
    "may", "2031-05-12",
    ("mill", "commitment", "clean the river", "mill", "for"),
    ("town", "offer", "lower the tax", "town", "for"),
)  # fmt: skip


def ledger_files(folder: Path, *ledgers: Ledger) -> list[Path]:
    """Write ledgers into a folder."""
    files = [folder / f"{ledger.source.id}.ledger.json" for ledger in ledgers]
    for ledger, file in zip(ledgers, files, strict=True):
        save_ledger(ledger, file)
    return files


def statements(dispute: standoff.Dispute, side: str) -> list[str]:
    """What a side prefers, most important first."""
    return [statement.text for statement in dispute.preferences[side].statements or ()]


def test_phases_follow_the_reports() -> None:
    """Each date on which something changed is a phase; a change of mind in time is no contradiction there."""
    document = draft([MARCH, MAY])
    assert [(phase["id"], phase["date"]) for phase in document["phases"]] == [
        ("on_2031_03_10", "2031-03-10"), ("on_2031_05_12", "2031-05-12"),
    ]  # fmt: skip
    dispute = from_document(document)
    march, may = (at_phase(dispute, phase) for phase in ("on_2031_03_10", "on_2031_05_12"))
    assert (statements(march, "mill"), statements(may, "mill")) == (["not mill_river"], ["mill_river"])
    assert document["preferences"]["mill"]["statements"][0]["contested"]
    assert not any(s.support.contested for s in may.preferences["mill"].statements or ())


def test_what_flipped_cites_the_later_report() -> None:
    """A flip says the side, its word before and after, and the passage of the report that says so."""
    flip = next(f for f in what_flipped([MARCH, MAY]) if f.side == "The mill")
    assert (flip.before, flip.after, flip.evidence) == ("not mill_river", "mill_river", ("may@0-9",))


AGAIN = MARCH.model_copy(update={"source": Source(id="again", published="2031-04-01")})


@pytest.mark.parametrize("ledgers", [[MARCH], [MARCH, AGAIN]])
def test_no_phases_without_change(ledgers: list[Ledger]) -> None:
    """One report, or later ones that say the same, make no phases."""
    assert "phases" not in draft(ledgers)


def test_reports_without_a_date_make_no_phases() -> None:
    """No date is made up for a report that has none."""
    undated = MAY.model_copy(update={"source": Source(id="may")})
    assert "phases" not in draft([MARCH, undated])


def test_edits_stay_and_news_comes(tmp_path: Path) -> None:
    """A renamed side, a dropped question, an own statement and a comment stay; new options and statements come."""
    march, may = ledger_files(tmp_path, MARCH, MAY)
    file = tmp_path / "port.dispute.yaml"
    assert standoff_command("draft", march, "-o", file).exit_code == 0
    text = file.read_text(encoding="utf-8")
    text = "# asked the clerk\n" + text.replace("name: The town", "name: Mill Town")
    asked = "      - {prefer: mill_river, evidence: [march@0-9]}\n"
    text = text.replace(asked, f"{asked}      - not mill_river if false\n")
    assert "not mill_river if false" in text
    file.write_text(text, encoding="utf-8")
    result = standoff_command("draft", march, may, "-o", file)
    assert result.exit_code == 0, result.stderr
    dispute = standoff.load(file)
    assert [maker.name for maker in dispute.decision_makers if maker.id == "town"] == ["Mill Town"]
    assert "# asked the clerk" in file.read_text(encoding="utf-8")
    assert "not mill_river if false" in statements(dispute, "town")
    assert "town_tax" in [option.id for option in dispute.options]
    assert "New since the last draft:" in result.stdout
    assert "town_tax" in result.stdout


def test_clashes_keep_the_analysts_word(tmp_path: Path) -> None:
    """Where the analyst and the new reports changed one thing, the analyst's word stands, and that is said."""
    march, may = ledger_files(tmp_path, MARCH, MAY)
    file = tmp_path / "port.dispute.yaml"
    standoff_command("draft", march, "-o", file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: march", "title: My port"), encoding="utf-8")
    result = standoff_command("draft", march, may, "-o", file)
    assert standoff.load(file).title == "My port"
    assert "Kept as you have it, though the reports say otherwise: title." in result.stdout


def test_untouched_drafts_follow_the_reports(tmp_path: Path) -> None:
    """A draft that nobody changed is simply drafted anew, also when the copy is all there is to tell."""
    march, may = ledger_files(tmp_path, MARCH, MAY)
    one, other = tmp_path / "one.dispute.yaml", tmp_path / "other.dispute.yaml"
    standoff_command("draft", march, "-o", one)
    standoff_command("draft", march, may, "-o", one)
    standoff_command("draft", march, may, "-o", other)
    assert one.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_foreign_files_are_not_overwritten(tmp_path: Path) -> None:
    """A dispute that was not drafted, or whose copy is gone, is left alone."""
    (march,) = ledger_files(tmp_path, MARCH)
    file = tmp_path / "port.dispute.yaml"
    file.write_text("standoff: 1\n", encoding="utf-8")
    result = standoff_command("draft", march, "-o", file)
    assert (result.exit_code, file.read_text(encoding="utf-8")) == (1, "standoff: 1\n")
    assert "another file after -o" in result.stderr
    assert not copy_of(file).exists()


WORDS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


@given(base=WORDS, mine=WORDS, new=WORDS)
def test_merging_lists(base: list[str], mine: list[str], new: list[str]) -> None:
    """Every entry is there exactly if one added it, or nobody removed it; none twice."""
    result = merged({"x": base}, {"x": mine}, {"x": new})[0]["x"]
    expected = {w for w in "abcdef" if (w in mine and w in new) or (w not in base and (w in mine or w in new))}
    assert (set(result), len(result)) == (expected, len(expected))


@given(base=WORDS, other=WORDS)
def test_merging_with_no_change_on_one_side(base: list[str], other: list[str]) -> None:
    """Where one side changed nothing, the other's version comes out, order and all."""
    for mine, new in ((base, other), (other, base)):
        assert merged({"x": base}, {"x": mine}, {"x": new}) == ({"x": other}, [])
