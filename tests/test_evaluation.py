"""The evaluation counts what it says: matches by place and party, pieces of one quotation, pronouns."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation import __main__ as evaluation
from evaluation import gap, places, plover, polnear
from evaluation.figures import Figures, matching
from evaluation.readers import TAGGER, open_readers

from standoff.read.ledger import Actor, Event, Ledger, Mention, Source, Statement

TEXT = '"We stay," Ann Poe said. "All of us." Carl Dunn said that he would leave.'


def mention(words: str, text: str = TEXT) -> Mention:
    """Return the first place of some words."""
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words)


def statement(number: int, words: str, speaker: str, kind: str = "direct") -> Statement:
    """Return a statement of these words."""
    start = TEXT.index(words)
    fields = {"id": f"S{number}", "kind": kind, "speaker": speaker, "start": start, "end": start + len(words)}
    return Statement.model_validate({**fields, "text": words})


POE = Actor(id="poe", name="Ann Poe", kind="person", mentions=(mention("Ann Poe"),))
DUNN = Actor(id="dunn", name="Carl Dunn", kind="person", mentions=(mention("Carl Dunn"), mention("he would")))
LEDGER = Ledger(
    source=Source(id="note"),
    actors=(POE, DUNN),
    statements=(
        statement(1, '"We stay,"', "poe"),
        statement(2, '"All of us."', "poe"),
        statement(3, "that he would leave", "poe", "indirect"),
    ),
)


def test_a_broken_quotation_is_one(tmp_path: Path) -> None:
    """Two pieces of one speaker's quotation are one; a wrong speaker counts as missed and extra where sources count."""
    file = tmp_path / "note_0.ann"
    spans = [("Content", '"We stay,"'), ("Source", "Ann Poe")]
    spans += [("Content", "that he would leave"), ("Source", "Carl Dunn")]
    lines = [
        f"T{number}\t{role} {TEXT.index(words)} {TEXT.index(words) + len(words)}\t{words}"
        for number, (role, words) in enumerate(spans, start=1)
    ]
    more = TEXT.index('"All of us."')
    lines[0] = lines[0].replace("\t" + '"We stay,"', f";{more} {more + 12}\t" + '"We stay," "All of us."')
    lines += ["E1\tCue:T9 Content:T1 Source:T2", "E2\tContent:T3 Source:T4"]
    file.write_text("\n".join(lines), encoding="utf-8")
    gold, said = polnear.attributions(file), polnear.put_together(LEDGER.statements, TEXT)
    assert [2, 1] == [len(one.pieces) for one in said]
    assert (Figures(2, 0, 0), Figures(1, 1, 1)) == (polnear.compare(gold, said), polnear.compare(gold, said, LEDGER))


def test_names_of_a_pronoun_count_one_by_one() -> None:
    """A pronoun read as the right one of two names is one found; read as the other, one extra and one missed."""
    at = TEXT.index("he would")
    row = {"Pronoun": "he would", "Pronoun-offset": str(at), "A": "Ann Poe", "A-offset": str(TEXT.index("Ann Poe")),
           "B": "Carl Dunn", "B-offset": str(TEXT.index("Carl Dunn")),
           "A-coref": "FALSE", "B-coref": "TRUE"}  # fmt: skip
    assert Figures(1, 0, 0) == gap.compare(row, LEDGER)
    assert Figures(0, 1, 1) == gap.compare({**row, "A-coref": "TRUE", "B-coref": "FALSE"}, LEDGER)
    assert Figures(0, 0, 1) == gap.compare(row, None)


def test_events_match_by_type_and_parties() -> None:
    """The newer name of a type stands for the older, a country for its state; a turned direction is wrong."""
    text = "Peru demanded that Chile leave."
    state = {"kind": "state", "name": "Peru"}
    peru = Actor.model_validate({"id": "peru", **state, "mentions": (mention("Peru", text),)})
    chile = Actor.model_validate({"id": "chile", **state, "country": "CHL"})
    event = Event(id="E1", type="REQUEST", source=("peru",), target=("chile",), start=0, end=10, text=text[:10])
    ledger = Ledger(source=Source(id="note"), actors=(peru, chile), events=(event,))
    record = {"text": text, "event": "DEMAND", "source": [{"actorText": "Peru", "code": "PER"}],
              "target": [{"actorText": "the neighbour", "code": "CHL"}]}  # fmt: skip
    turned = {**record, "source": record["target"], "target": record["source"]}
    assert Figures(1, 0, 0) == plover.compare(record, ledger, parties=True)
    assert Figures(0, 1, 1) == plover.compare(turned, ledger, parties=True)
    assert Figures(1, 0, 0) == plover.compare(turned, ledger, parties=False)


def test_matching_is_as_large_as_can_be() -> None:
    """A wanted thing gives way where another fits only its own."""
    assert {0: 1, 1: 0} == matching(2, 2, [[True, True], [True, False]])


def test_absent_data_are_skipped_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A task without its data is skipped, says where it looked and which variable names the place, and is kept so."""
    monkeypatch.setenv("STANDOFF_EVAL_GAP", str(tmp_path / "none.tsv"))
    monkeypatch.setattr(evaluation, "RESULTS", tmp_path)
    monkeypatch.setattr(places, "ROOT", tmp_path)
    assert 0 == evaluation.main(["gap"])
    assert "name it in STANDOFF_EVAL_GAP" in capsys.readouterr().out
    assert 1 == evaluation.main(["gep"])


def test_a_trained_reader_is_measured_where_one_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a folder, or with one that holds no trained reader, the rules are measured alone, and it is said why."""
    monkeypatch.delenv(TAGGER, raising=False)
    readers, why = open_readers()
    assert (["rules"], f"{TAGGER} names no trained reader") == (list(readers), why)
    monkeypatch.setenv(TAGGER, str(tmp_path))
    readers, why = open_readers()
    assert ["rules"] == list(readers)
    assert "no trained reader" in (why or "")


def test_weights_are_fitted() -> None:
    """What the right people have in common gets weight, what everybody has gets none."""
    pytest.importorskip("scipy", reason="fitting needs scipy")
    pytest.importorskip("spacy", reason="reading needs the extra `read`")
    from evaluation.fit_pronouns import Choice, fit

    subject, other = {"subject": 1.0, "named": 1.0}, {"named": 1.0}
    weights = fit([Choice([subject, other], 0), Choice([other, subject], 1), Choice([other, subject, other], 1)])
    assert weights["subject"] > 0.5
    assert abs(weights["named"]) < 1e-3
