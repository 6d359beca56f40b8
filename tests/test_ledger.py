"""The ledger file: what it holds, and how it is loaded and saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standoff.errors import FileErrors, StandoffError
from standoff.read.ledger import Ledger, Position, Source, as_dict, load_ledger, save_ledger

POSITION = {
    "id": "P1", "holder": "peru", "type": "demand", "issue": "fishing", "action": "leave", "polarity": "for",
    "start": 0, "end": 4, "text": "Peru",
}  # fmt: skip


def document(**changes: object) -> str:
    """Return a ledger with one position as JSON."""
    ledger = {"format": "standoff-ledger/1", "source": {"id": "note"}, "positions": [{**POSITION, **changes}]}
    return json.dumps(ledger)


def test_round_trip(tmp_path: Path) -> None:
    """A ledger that is saved and loaded again is the same."""
    ledger = Ledger.model_validate_json(document())
    save_ledger(ledger, tmp_path / "note.ledger.json")
    assert ledger == load_ledger(tmp_path / "note.ledger.json")


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    """Keys that this version does not know do no harm."""
    file = tmp_path / "note.ledger.json"
    file.write_text(document(colour="blue"), encoding="utf-8")
    assert "peru" == load_ledger(file).positions[0].holder


def test_the_rule_is_written_as_an_extra_key() -> None:
    """The name of the rule that found an entry stands in the file as ``x_rule``, which other readers may ignore."""
    position = Position.model_validate({**POSITION, "rule": "demand"})
    assert "demand" == position.rule
    written = as_dict(Ledger(source=Source(id="note"), positions=(position,)))["positions"][0]
    assert ("demand", False) == (written["x_rule"], "rule" in written)
    assert position == Position.model_validate(written)


def test_an_entry_that_a_person_wrote_has_no_rule() -> None:
    """Without a rule the key is not written."""
    ledger = Ledger(source=Source(id="note"), positions=(Position.model_validate(POSITION),))
    assert "x_rule" not in as_dict(ledger)["positions"][0]


def test_all_wrong_fields_come_at_once(tmp_path: Path) -> None:
    """Every wrong field of a ledger is named, with its place."""
    file = tmp_path / "note.ledger.json"
    file.write_text(document(type="wish", polarity="maybe"), encoding="utf-8")
    with pytest.raises(FileErrors) as caught:
        load_ledger(file)
    message = str(caught.value)
    assert "positions.0.type" in message
    assert "positions.0.polarity" in message


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"{", "no valid JSON"),
        (b"[]", "no ledger"),
        (b'{"format": "standoff-ledger/9"}', "no ledger"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "no valid JSON"),
    ],
)
def test_what_is_no_ledger(tmp_path: Path, content: bytes, part: str) -> None:
    """A file that is no ledger ends in one clear message."""
    file = tmp_path / "note.ledger.json"
    file.write_bytes(content)
    with pytest.raises(StandoffError, match=part):
        load_ledger(file)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is said to be unreadable."""
    with pytest.raises(StandoffError, match="cannot be read"):
        load_ledger(tmp_path / "none.ledger.json")


def test_unknown_actor() -> None:
    """Asking for an actor that the ledger lacks is an error with its name."""
    with pytest.raises(StandoffError, match="'chile'"):
        Ledger(source=Source(id="note")).actor("chile")


@pytest.mark.parametrize("path", sorted((Path(__file__).resolve().parents[2] / "shared" / "report").rglob("*.json")))
def test_hand_made_ledgers_load(path: Path) -> None:
    """The ledgers made by hand follow the schema."""
    assert load_ledger(path).positions
