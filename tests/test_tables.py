"""The tables for a terminal: complete, honest about what they leave out, readable without colour."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from standoff.errors import StandoffError
from standoff.show.tables import equilibria_table, verdict_table
from tests.shown import FILE, elmira, many, weir


def printed(renderable: object, *, width: int = 100, encoding: str = "utf-8") -> str:
    """Return what a terminal without colours shows."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace", write_through=True)
    Console(file=stream, width=width, color_system=None).print(renderable)
    return raw.getvalue().decode(encoding)


def test_every_verdict_is_shown() -> None:
    """A line a state: options, the marks of each side in the order of the concepts, and the equilibrium."""
    lines = printed(verdict_table(elmira())).splitlines()
    assert lines[1].split() == ["s1", "status", "quo", "N", "YNN", "N", *"●●●●●●●●●●○●●○○", "GMR", "SMR"]
    assert lines[5].split()[-2:] == ["all", "5"]
    assert sum(line.startswith("s") for line in lines) == 9


def test_narrow_terminals_get_narrow_tables() -> None:
    """In 60 columns the marks close up, and no line is longer."""
    lines = printed(verdict_table(elmira()), width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert "●●●●●" in lines[1]


def test_plain_terminals_get_plain_signs() -> None:
    """Where round marks can't be shown, others stand for them, and the key says so."""
    shown = printed(verdict_table(elmira()), encoding="ascii")
    assert "* stable, . not" in shown
    assert "*****" in shown or "* * * * *" in shown


def test_many_states() -> None:
    """Of hundreds of states those that matter are shown and the others are counted; all on request."""
    table = verdict_table(many(10))
    assert len(table.states) <= 60
    assert len(table.states) + table.left_out == 1024
    assert f"{table.left_out:,} other states" in printed(table)
    assert len(verdict_table(many(10), everything=True).states) == 1024


def test_where_picks_states() -> None:
    """An expression picks states; none, or a wrong name, is said."""
    table = verdict_table(weir(), where="deal")
    assert [table.findings.model.states.id(state) for state in table.states] == ["s4"]
    assert "No state satisfies" in printed(verdict_table(weir(), where="gate and not gate"))
    with pytest.raises(StandoffError):
        verdict_table(weir(), where="gats")


def test_names_are_no_markup() -> None:
    """Square brackets in names are shown, not taken for styles."""
    assert "[bold]Open" in printed(verdict_table(weir(FILE.replace("Open the gate", '"[bold]Open"'))))


def test_equilibria_in_two_groups() -> None:
    """Equilibria that improvements reach come first; those apart say whose move they would take."""
    shown = " ".join(printed(equilibria_table(elmira()), width=200).split())
    reached, apart = shown.split("Apart:")
    assert "s5 all 5" in reached
    assert "would take a joint move of Ministry of the Environment and Uniroyal Chemical" in apart
    assert "would take a concession by Uniroyal Chemical" in apart


def test_no_equilibrium() -> None:
    """Where no state is an equilibrium under the concepts asked for, that is said."""
    import standoff

    analysis = standoff.Analysis(standoff.load("catalog:matching_pennies"), concepts=["Nash"])
    assert "No state is an equilibrium." in printed(equilibria_table(analysis))
