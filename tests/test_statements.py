"""Statements: direct, indirect and mixed speech, and what is no statement."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import statements_of


def said(text: str) -> list[tuple[str, str | None, str]]:
    """Return kind, speaker and words of each statement."""
    return [(s.kind, s.speaker, s.text) for s in statements_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” Quintero said.", [("direct", "quintero", "“We stay,”")]),
        ("“We stay here,” said Quintero, who took office in May.", [("direct", "quintero", "“We stay here,”")]),
        ('Quintero told reporters: "We stay here."', [("direct", "quintero", '"We stay here."')]),
        (
            "“We stay here,” Quintero said. “They can leave.”",
            [("direct", "quintero", "“We stay here,”"), ("direct", "quintero", "“They can leave.”")],
        ),
        (
            "“We stay here,” Quintero said, “but we talk.”",
            [("direct", "quintero", "“We stay here,”"), ("direct", "quintero", "“but we talk.”")],
        ),
        ("“We stay. We talk. We wait,” she said.", [("direct", "quintero", "“We stay. We talk. We wait,”")]),
        ("Quintero spoke on Monday. “We stay here.”", [("direct", "quintero", "“We stay here.”")]),
    ],
)
def test_direct(text: str, expected: list[tuple[str, str, str]]) -> None:
    """A quotation gets its speaker from the words before, after or in the middle of it."""
    assert expected == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Valdes said that Chile would wait.", [("indirect", "valdes", "that Chile would wait")]),
        ("Chile would wait, Valdes said.", [("indirect", "valdes", "Chile would wait")]),
        ("In May, he recalled, the ships sank.", [("indirect", "valdes", "the ships sank")]),
        ("According to Valdes, the ships sank.", [("indirect", "valdes", "the ships sank")]),
        ("Chile urged Peru not to fire.", [("indirect", "chile", "not to fire")]),
        ("Chile made it plain that it would wait.", [("indirect", "chile", "that it would wait")]),
        ("Valdes repeated his demand for an apology.", [("indirect", "valdes", "his demand for an apology")]),
        (
            "Valdes said that the talks were “a farce”, a charge that Peru rejected.",
            [("mixed", "valdes", "that the talks were “a farce”")],
        ),
        (
            "Valdes said Chile was ready, but did not name a date.",
            [("indirect", "valdes", "Chile was ready")],
        ),
    ],
)
def test_reported(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Reported words end where the speaker's next act or the writer's aside begins."""
    assert expected == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile called the plan “unfair”.",
        "The “temporary” wall still stands.",
        "Chile did not say whether it would come.",
        "Will Chile say that it is sorry?",
    ],
)
def test_no_statement(text: str) -> None:
    """Scare quotes, single quoted words, silence and questions of the writer are no statements."""
    assert [] == said(text)


def test_nested() -> None:
    """A statement inside another has its own speaker."""
    actual = said("Quintero said that Chile had urged Peru to leave.")
    assert [("indirect", "quintero"), ("indirect", "chile")] == [(kind, speaker) for kind, speaker, _ in actual]


def test_addressee() -> None:
    """Whoever is told or urged is the addressee."""
    assert [("peru",)] == [s.addressees for s in statements_of("Chile urged Peru to leave.")]
