"""Speech and conditions that newcomers found unread: interviews, transcripts, warnings, "but only if", live reports."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.read.ledger import Ledger
from standoff.read.reading import read
from tests.reading_scenes import events_of, positions_of, statements_of


def ledger_of(tmp_path: Path, text: str) -> Ledger:
    """Read a text."""
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def held(text: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return the positions of a scene: holder, type, polarity, who would act, condition."""
    return [(p.holder, p.type, p.polarity, p.by, p.condition) for p in positions_of(text)]


def test_a_warning_with_if_is_against_the_others_act() -> None:
    """Who warns of what would follow if the other side acts wants that act not done."""
    text = "The union warned that fares would rise if the company cuts the service."
    assert [("union", "warning", "against", "company", None)] == held(text)


def test_a_warning_with_unless_is_a_demand() -> None:
    """Who warns of what would follow unless the other side acts wants that act done."""
    text = "The union warned that fares would rise unless the company keeps the service."
    assert [("union", "demand", "for", "company", None)] == held(text)


def test_but_only_if_is_a_condition() -> None:
    """"But only if" belongs to what stands before the comma, and is a demand on whom it names."""
    found = held("Peru said it was open to a truce, but only if Chile withdraws.")
    assert ("peru", "willingness", "for", "peru", "only if Chile withdraws") in found
    assert ("peru", "condition", "for", "chile", None) in found


def test_what_one_would_consider_only_if_is_no_question() -> None:
    """In "would consider it only if X pays", the payment is the condition and not what is considered."""
    found = held("Peru said it would consider a treaty only if Chile paid for the dam.")
    assert ("peru", "condition", "for", "chile", None) in found


def test_leaving_in_return_is_no_threat() -> None:
    """What one would give when the other side acts is a willingness, even if the verb can be hostile."""
    found = positions_of("Peru said it would leave when Chile opens the port.")
    assert ("willingness", "for") == (found[0].type, found[0].polarity)


def test_the_writer_tells_a_trade() -> None:
    """"The union will end the strike if the company pays": the writer tells terms of both sides."""
    found = {(p.holder, p.type) for p in positions_of("The union will end the strike if the company pays.")}
    assert {("union", "willingness"), ("union", "condition")} == found


def test_asking_a_court_unless_is_a_threat() -> None:
    """What somebody would ask a court for unless the other side acts is a threat, and no appeal."""
    found = positions_of("Peru said it would ask for an injunction unless Chile returns to the talks.")
    assert ("peru", "threat") == (found[0].holder, found[0].type)


def test_a_participle_with_by_has_its_own_holder() -> None:
    """"A plan rejected by X" is a refusal by X."""
    found = positions_of("Peru has published a plan rejected by Chile.")
    assert [("chile", "refusal")] == [(p.holder, p.type) for p in found]


def test_words_end_where_the_speaker_goes_on_in_the_present() -> None:
    """"Says it is late and accuses X": the accusation is the speaker's act and not what he says."""
    text = "Quintero says the port is closed and accuses Chile of stalling the talks."
    assert ["the port is closed"] == [s.text for s in statements_of(text)]
    assert ("quintero", "accusation") in {(p.holder, p.type) for p in positions_of(text)}


def test_only_against_is_no_opposition() -> None:
    """"Would ship, but only against a promise" is no stance against a promise."""
    found = positions_of("Peru said it was ready to ship grain, but only against a written promise.")
    assert "opposition" not in {p.type for p in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru expelled two diplomats from Chile.", ("SANCTION", ("peru",))),
        ("Peru praised Chile.", ("SUPPORT", ("peru",))),
        ("Peru shared intelligence with Chile.", ("COOPERATE", ("peru",))),
        ("Peru opened fire on Chile.", ("ASSAULT", ("peru",))),
        ("Peru welcomed the treaty with Chile.", ("SUPPORT", ("peru",))),
    ],
)
def test_deeds(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """Deeds of the PLOVER types that reports of states tell of."""
    assert expected in [(event.type, event.source) for event in events_of(text)]


def test_greeting_people_is_no_support() -> None:
    """To welcome residents is to greet them."""
    assert [] == positions_of("Quintero welcomed ninety residents.")


INTERVIEW = """Joan Reed, the chair of Tern Housing, spoke to the weekly about the mill.

Where do you stand?

We are ready to lease the old mill, and we will never sell the meadow.

The club says the ground is poisoned.

I have asked the county council to list the meadow.
"""


def test_an_interview_without_marks(tmp_path: Path) -> None:
    """Answers in the first person after short prompts are the words of the person whom the report introduces."""
    ledger = ledger_of(tmp_path, INTERVIEW)
    answers = [s for s in ledger.statements if s.rule == "answer"]
    assert [("direct", "reed"), ("direct", "reed")] == [(s.kind, s.speaker) for s in answers]
    assert {("willingness", "for"), ("refusal", "against"), ("appeal", "for")} == {
        (p.type, p.polarity) for p in ledger.positions
    }


def test_a_transcript(tmp_path: Path) -> None:
    """A name and a colon before a speech in the first person say whose it is."""
    text = (
        "The board heard Ann Poe for the company and Carl Dunn for the drivers.\n\n"
        "Poe: We will not pay before the audit is done.\n\nDunn: Then we will strike on Monday.\n"
    )
    ledger = ledger_of(tmp_path, text)
    assert ["poe", "dunn"] == [s.speaker for s in ledger.statements]
    assert [("refusal", "against"), ("threat", "for")] == [(p.type, p.polarity) for p in ledger.positions]


def test_speech_of_nobody_known_has_a_place_but_no_speaker(tmp_path: Path) -> None:
    """"The narrator said" is no actor: the words are a statement of nobody's, and not of whoever spoke before."""
    ledger = ledger_of(tmp_path, "Ann Poe met Carl Dunn on Monday. The film says that the mill was sold in 1990.")
    assert [None] == [s.speaker for s in ledger.statements]
    assert all(s.speaker_span is not None for s in ledger.statements)


def test_doubled_single_marks_are_quotation_marks(tmp_path: Path) -> None:
    """Two single marks are read as a quotation mark."""
    ledger = ledger_of(tmp_path, "The mill was sold. ''We will not leave,'' said Ann Poe, a tenant. Nobody answered.")
    assert [("direct", "poe")] == [(s.kind, s.speaker) for s in ledger.statements]


def test_a_clock_before_an_entry_is_no_part_of_the_sentence(tmp_path: Path) -> None:
    """The time of day before an entry of a live report does not hide what it says."""
    text = "14:05 - Norway has rejected a truce with Denmark.\n\n13:20 - Denmark asked for a truce.\n"
    ledger = ledger_of(tmp_path, text)
    assert {("norway", "refusal"), ("denmark", "appeal")} == {(p.holder, p.type) for p in ledger.positions}


def test_a_sentence_full_of_names_is_prose(tmp_path: Path) -> None:
    """A single sentence with few common words is read."""
    text = "Norwegian Foreign Minister Kari Moen telephoned Danish Prime Minister Lars Holt on Tuesday, agencies said."
    assert ledger_of(tmp_path, text).actors
