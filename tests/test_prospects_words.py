"""Prospects as people meet them: sentences, the command, JSON, tables and curves."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

import pytest

import standoff
from standoff.explain.assumptions import value_words
from standoff.explain.futures import foresee
from standoff.model.files import from_document
from standoff.show.curves import curve_plot, legend, top_of
from standoff.show.outlook import prospects_section
from tests.commands import as_json, standoff_command
from tests.strategies import Document

WELL: Document = {
    "standoff": 1,
    "title": "A dam and a canal",
    "decision_makers": [
        {"id": "Up", "name": "The upper town", "options": [{"id": "open", "name": "Open the sluice"}]},
        {"id": "Low", "name": "The lower town", "options": [{"id": "share", "name": "Share the costs"}]},
    ],
    "status_quo": [],
    "preferences": {
        "Up": {"statements": ["share", "not open"]},
        "Low": {"statements": ["open", "not share"]},
    },
    "outcomes": {"deal": "open and share", "alms": "open and not share"},
}
"""A prisoner's dilemma: each would gain from the other's move, and loses by its own."""


def told(document: Document, **assumptions: Any) -> str:
    """Everything that is said of a dispute."""
    words = foresee(standoff.Analysis(from_document(document)).prospects(**assumptions))
    return "\n".join((*words.found, *words.assumed, *words.not_modelled))


def test_a_bargain_is_told_as_one() -> None:
    """An outcome that nobody brings about alone: whose concession, who would take it back, which joint move lasts."""
    text = told(WELL)
    assert "Nobody would move from s1 (no option taken): it is an equilibrium." in text
    assert "Nobody’s own improvements bring “deal” about: it takes 2 concessions by The upper town and" in text
    assert "As a joint move of The upper town and The lower town it leaves each of them better off." in text
    assert re.search(r"“deal” comes about at some time with a chance of [\d.]+% \(0% to \d+%\)", text)
    assert re.search(
        r"How “deal” fares depends most on the readiness of The (upper|lower) town to concede\. At 0%: 0%", text
    )
    assert "In brackets: the least and the most over 48 settings" in text


def test_a_concession_that_would_be_taken_back_is_said_to_be_one() -> None:
    """Looking one move ahead, nobody stays where it gave more than it got."""
    text = told(WELL, foresight=1)
    assert "No moves lead to a state with “deal” in which everybody would stay." in text
    assert "“alms” about: it takes a concession by The upper town." in text
    assert "There The upper town would rather take it back." in text
    assert "resting on a concession that its maker would rather take back" in text
    assert "Each side follows Nash: it makes any improvement" in text


def test_what_is_assumed_and_what_is_not_is_said() -> None:
    """Every assumption stands in a sentence with its figure, side by side where the sides differ."""
    text = told(
        WELL, vary="none", concede={"Up": 0.3}, initiative={"Low": 3}, concept={"Low": "GMR"}, improvements="any"
    )
    assert "their initiatives are 1 (The upper town) and 3 (The lower town)" in text
    assert "with the probabilities 30% (The upper town) and 10% (The lower town)" in text
    assert "The upper town follows SEQ" in text
    assert "The lower town follows GMR" in text
    assert "A side that improves makes any of its improvements." in text
    assert "with a probability of 50%" in text
    for absent in ("Time:", "Learning", "same moment", "Events from outside", "nobody has measured"):
        assert absent in text
    assert "by a move that is no improvement for itself, but that some other side prefers" in told(
        WELL, vary="none", concessions="welcome"
    )


def test_other_ends_are_told() -> None:
    """By improvements alone; holding already; out of reach; going round for ever."""
    there = WELL | {"status_quo": ["open", "share"]}
    assert "“deal” holds at the start." in told(there, vary="none")
    gone = from_document(
        {
            "standoff": 1,
            "title": "Over",
            "decision_makers": [{"id": "A", "options": [{"id": "go", "moves": "drop"}]}, {"id": "B", "options": []}],
            "status_quo": [],
            "unlisted": "equal",
            "outcomes": {"trip": "go"},
        }
    )
    assert "No moves lead to “trip” any more." in "\n".join(
        foresee(standoff.Analysis(gone).prospects(vary="none")).found
    )
    pennies = standoff.Analysis(standoff.load("catalog:matching_pennies")).prospects(foresight=1, vary="none")
    assert "With a chance of 100% play goes round for ever among s1, s2, s3 and s4." in foresee(pennies).found
    willing = WELL | {"preferences": {"Up": {"statements": ["open"]}, "Low": {"statements": ["share"]}}}
    assert "“deal” comes about by improvements alone: The" in told(willing, vary="none")


def test_values_are_written_as_people_say_them() -> None:
    """Chances as percentages, initiatives as factors, manners in words."""
    assert ["70%", "×0.5", "2", "any", "a welcome one"] == [
        value_words("retract", 0.7),
        value_words("initiative", 0.5),
        value_words("foresight", 2),
        value_words("improvements", "any"),
        value_words("concessions", "welcome"),
    ]


def test_the_command_prints_findings_ranges_and_assumptions() -> None:
    """`evolve --prospects` says what was found, what it hangs on, what is assumed and what is not modelled."""
    result = standoff_command("evolve", "catalog:two_banks", "--prospects", "--to", "pay")
    assert result.exit_code == 0
    headings = (
        "Two banks of a river",
        "Where play ends",
        "How the chance of “pay” depends on what is assumed",
        "How the chance of “deal” depends on what is assumed",
        "all together, 48 settings",
        "What is assumed",
        "What is not modelled",
    )
    places = [result.stdout.index(heading) for heading in headings[:3]]
    assert sorted(places) == places
    assert all(heading in result.stdout for heading in headings)
    assert "▁" in result.stdout


def test_the_json_is_the_librarys_with_the_sentences() -> None:
    """`--json` has a format, the assumptions, ways, chances and ranges, and says the same in words."""
    found = as_json("evolve", "catalog:elmira", "--prospects", "--concede", "LG=0.4", "--foresight", "1")
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    expected = analysis.prospects(concede={"LG": "0.4"}, foresight="1").to_dict()
    sentences = found.pop("sentences")
    assert expected | {"follows": list(expected["follows"])} == found
    assert "standoff-prospects/1" == found["format"]
    assert {"found", "assumed", "not_modelled"} == set(sentences)
    assert 0.4 == found["assumptions"]["sides"]["LG"]["concede"]
    assert 0.1 == found["assumptions"]["sides"]["MoE"]["concede"]
    assert "Nash" == found["assumptions"]["sides"]["MoE"]["concept"]
    assert 1 == pytest.approx(sum(end["chance"] for end in found["future"]["ends"]))
    assert all(end["reached"] >= end["chance"] - 1e-9 for end in found["future"]["ends"] if end["reached"] is not None)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--concede", "Up=.1"], 2, "--concede is an assumption of --prospects"),
        (["--prospects", "--concede", "Upp=.1"], 1, "no decision maker is called 'Upp'"),
        (["--prospects", "--concede", "1.2"], 1, "no probability"),
        (["--prospects", "--concede", ".2", "--concede", "Up=.1"], 2, "speaks of all sides"),
        (["--prospects", "--concede", "=.2"], 2, "Write a value, or SIDE=VALUE"),
        (["--prospects", "--foresight", "far"], 1, "no number"),
        (["--prospects", "--from", "s99"], 1, "there is no state s99"),
        (["--prospects", "--concessions", "all"], 2, "is not one of"),
    ],
)
def test_bad_input_is_refused(arguments: list[str], status: int, message: str) -> None:
    """A wrong value has status 1, a wrong use of options 2, each with one clear message."""
    result = standoff_command("evolve", "catalog:two_banks", *arguments)
    assert (status, "") == (result.exit_code, result.stdout)
    assert message in result.stderr


def test_curves_are_svg_with_words() -> None:
    """Each curve is well-formed, has a title and a description with every value, and shares its axis."""
    section = prospects_section(standoff.Analysis(standoff.load("catalog:two_banks")).prospects())
    assert section["curves"]
    assert section["joint"]["settings"] == 48
    top = top_of(section["curves"])
    for curve in section["curves"]:
        assert max(value for row in curve["rows"] for value in row["reached"]) <= top
        for standalone in (False, True):
            root = ElementTree.fromstring(curve_plot(curve, top=top, standalone=standalone))
            parts = [child.tag.rpartition("}")[2] for child in root]
            assert ["title", "desc"] == parts[:2]
        assert curve["what"] in (root[0].text or "")
        assert all(value in (root[1].text or "") for value in curve["values"])
        drawn = curve_plot(curve, top=top)
        assert len(curve["rows"]) * 2 * len(curve["values"]) == drawn.count("<circle")
        assert ("<path" in drawn) != curve["in_steps"]
        assert "NaN" not in drawn
    assert 2 * len(section["follows"]) == len(legend(section["follows"]))


def test_names_are_escaped() -> None:
    """A name from a file never becomes markup."""
    document = deepcopy(WELL)
    document["decision_makers"][0]["name"] = "<script>alert(1)</script>"
    section = prospects_section(standoff.Analysis(from_document(document)).prospects())
    drawn = "".join(curve_plot(curve) for curve in section["curves"])
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
