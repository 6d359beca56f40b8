"""Readers behind one protocol: others' readers are found by name, checked against the report, and put together."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import StandoffError
from standoff.read.documents import Report, open_report
from standoff.read.ledger import Actor, Event, Ledger, Mention, Position, Statement
from standoff.read.readers import registry
from standoff.read.readers.anchors import Mentions, Places, Quoted
from standoff.read.readers.combine import read_with
from standoff.read.readers.protocol import Found
from standoff.read.reading import read_report
from tests.commands import as_json, standoff_command

TEXT = (
    "A dispute on the river\n\nThe mayor of Mill Town said on Monday that the town demands talks with the paper mill. "
    "Ada Brandt, its director, refused to pay for the cleaning.\n"
)


@dataclass(frozen=True)
class Fixed:
    """A reader that finds what it was made with."""

    found: Found
    name: str = "fixed"
    version: str = "1"

    def read(self, report: Report, ledger: Ledger) -> Found:
        """Return it."""
        return self.found


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A small report."""
    file = tmp_path / "river.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    return open_report(file)


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def _statement(words: str = "refused to pay", **keys: Any) -> Statement:
    return Statement(**{"id": "S1", "kind": "indirect", **_at(words), **keys})


def _position(**keys: Any) -> Position:
    base = {"id": "P1", "holder": "brandt", "type": "refusal", "issue": "cost", "action": "pay", "polarity": "against"}
    return Position(**{**base, **_at("refused to pay for the cleaning"), **keys})


def test_the_rules_alone_stay_as_they_are(report: Report) -> None:
    """Without another reader a ledger is what the rules make, to the letter."""
    assert read_with(report, ("rules",)) == (read_report(report), ())


def test_new_entries_go_on_counting(report: Report) -> None:
    """Entries keep their links under new ids, stand in the order of the text, and say who found them."""
    found = Found(
        statements=(_statement("pay for the cleaning"),),
        positions=(_position(statement="S1"), _position(id="P2", same_as="P1", type="opposition")),
    )
    ground = read_report(report)
    ledger, (comparison,) = read_with(report, ("rules", Fixed(found)))
    refusal, opposition = (p for p in ledger.positions if "fixed" in (p.reader or ""))
    (said,) = [s for s in ledger.statements if s.reader == "fixed"]
    assert said.id == f"S{len(ground.statements) + 1}"
    assert (opposition.type, opposition.same_as) == ("opposition", refusal.id)
    assert comparison.counts["statements"] == (len(ground.statements), 0, 1)
    starts = [entry.start for entry in ledger.positions]
    assert starts == sorted(starts)


def test_a_reader_alone(report: Report) -> None:
    """Without the rules among the readers, their entries stay out, and quantities measure nothing that is gone."""
    ledger, _ = read_with(report, (Fixed(Found(statements=(_statement(),))),))
    assert [(s.id, s.reader) for s in ledger.statements] == [("S1", "fixed")]
    assert (ledger.positions, ledger.events) == ((), ())
    assert {q.of for q in ledger.quantities} <= {None, "S1"}
    assert ledger.actors == read_report(report).actors


def test_the_same_entry_is_one(report: Report) -> None:
    """What two readers find is one entry with both names; a third's disagreement is an entry of its own."""
    ground = read_report(report)
    first = ground.statements[0]
    other = first.model_copy(update={"speaker": "brandt"})
    readers = (
        "rules", Fixed(Found(statements=(first,)), "one"), Fixed(Found(statements=(other,)), "two"),
    )  # fmt: skip
    ledger, _ = read_with(report, readers)
    assert [(s.speaker, s.reader) for s in ledger.statements if s.start == first.start] == [
        (first.speaker, "rules+one"), ("brandt", "two"),
    ]  # fmt: skip


UNSOUND: dict[str, Found] = {
    "other words": Found(statements=(_statement().model_copy(update={"text": "agreed to pay!"}),)),
    "outside the text": Found(statements=(Statement(id="S1", kind="direct", start=5, end=9_999, text=TEXT[5:]),)),
    "an empty stretch": Found(statements=(Statement(id="S1", kind="direct", start=9, end=9, text=""),)),
    "nobody's position": Found(positions=(_position(holder="ghost"),)),
    "done by nobody known": Found(positions=(_position(by="ghost"),)),
    "an event of a ghost": Found(events=(Event(id="E1", type="REJECT", source=("ghost",), **_at("refused to pay")),)),
    "a cue outside": Found(statements=(_statement(cue_span=(0, 10**9)),)),
    "a stolen id": Found(actors=(Actor(id="brandt", name="X", kind="person", mentions=(Mention(**_at("talks")),)),)),
    "an actor from nowhere": Found(actors=(Actor(id="ghost", name="X", kind="person"),)),
}


@pytest.mark.parametrize("name", UNSOUND)
def test_unsound_findings(name: str, report: Report) -> None:
    """What does not stand up to the report does not enter the ledger, and is said."""
    ledger, (comparison,) = read_with(report, ("rules", Fixed(UNSOUND[name])))
    assert len(comparison.rejected) == 1
    assert ledger.actors == read_report(report).actors
    entries: list[Any] = [*ledger.statements, *ledger.positions, *ledger.events]
    assert {entry.reader for entry in entries} <= {"rules"}


def test_readers_of_other_packages(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package's reader is named on the command line by its entry point."""
    made = Fixed(Found(statements=(_statement(),)), "others")

    def offered(group: str) -> Iterator[Any]:
        assert group == "standoff.readers"
        return iter([SimpleNamespace(name="others", load=lambda: lambda: made)])

    monkeypatch.setattr(importlib.metadata, "entry_points", offered)
    monkeypatch.setattr(registry, "_open", registry._open.__wrapped__)
    (ledger,) = as_json("read", report.path, "-o", tmp_path / "out", "--reader", "others")
    assert [s["reader"] for s in ledger["statements"]] == ["others"]


def test_unknown_reader(report: Report, tmp_path: Path) -> None:
    """A reader that does not exist is refused with the nearest name, before anything is read."""
    result = standoff_command("read", report.path, "-o", tmp_path / "out", "--reader", "rule")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "Did you mean rules?" in result.stderr


def test_an_empty_folder_is_no_reader(report: Report, tmp_path: Path) -> None:
    """A folder without a trained reader is said to be none."""
    with pytest.raises(StandoffError, match="no trained reader"):
        registry.open_readers((str(tmp_path),))


@given(st.text(st.sampled_from("aB “”\"'—…\n\u00a0😀ß"), max_size=30), st.integers(0, 29), st.integers(0, 29))
def test_a_copy_is_found_where_it_stands(text: str, one: int, other: int) -> None:
    """Any run of words of a text is found at offsets whose words are the same but for white space and signs."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    copy = " ".join(text[start:end].replace("“", '"').replace("—", "-").split())
    places = Places(text)
    for left, right in places.find(copy):
        assert Places(text[left:right]).find(copy)[0] == (0, right - left)
    whole = (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
    assert not (whole and copy) or places.find(copy) != []


def test_kinds_by_quotation_marks() -> None:
    """A statement's kind hangs on its quotation marks alone."""
    text = "He said “we stay” and that “all” is well."
    quoted = Quoted(text, [(0, len(text))])
    assert [quoted.kind(8, 17), quoted.kind(22, 40), quoted.kind(33, 40)] == ["direct", "mixed", "indirect"]
    assert quoted.whole(9, 16) == (8, 17)


def test_actor_of_a_stretch() -> None:
    """The speaker is who is named, not who stands in the description of somebody else; a new name is not an old one."""
    text = "Ada Brandt of the mill spoke, and critics of the mill answered."
    director = Actor(id="a", name="A", kind="person", mentions=(Mention(start=0, end=10, text="Ada Brandt"),))
    places = [text.index("the mill"), text.rindex("the mill")]
    mill = Actor(
        id="m", name="M", kind="organization",
        mentions=tuple(Mention(start=n, end=n + 8, text="the mill") for n in places),
    )  # fmt: skip
    mentions = Mentions([mill, director], text)
    critics = (text.index("critics"), places[1] + 8)
    assert [mentions.actor(0, 22), mentions.actor(*critics), mentions.actor(places[1], places[1] + 8)] == [
        "a",
        None,
        "m",
    ]
    assert [mentions.named(4, 10), mentions.named(*critics), mentions.named(60, 62)] == ["a", None, None]
