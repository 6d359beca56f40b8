"""Texts with marked quotations and positions, to train and to measure a tagger with: ledgers, or PolNeAR's files.

References
----------
Newell, E., Margolin, D., and Ruths, D. (2018). An attribution relations corpus for political news. LREC 2018.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from standoff.errors import StandoffError
from standoff.model.files import read_text
from standoff.read.ledger import Ledger, Span, load_ledger
from standoff.read.readers.spans import Attribution, lines, windows

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
_HELD_OUT = 10


@dataclass(frozen=True)
class MarkedText:
    """A text and the quotations that somebody marked in it; with the ledger, where there is one, its positions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]
    ledger: Ledger | None = None


@dataclass(frozen=True)
class MarkedWindow:
    """A paragraph, and the spans of each layer in it, by offsets into the paragraph."""

    text: str
    layers: tuple[tuple[Span, ...], ...]


def load_corpus(folder: Path) -> list[MarkedText]:
    """Read a folder of marked texts.

    Parameters
    ----------
    folder : Path
        Ledgers (``NAME.ledger.json``) beside the texts that they name, in it or below;
        or the folders ``text`` and ``attributions`` of PolNeAR (brat stand-off annotation).

    Raises
    ------
    StandoffError
        If it is neither, or an offset lies outside its text.
    """
    polnear = (folder / "attributions").is_dir() and (folder / "text").is_dir()
    found = list(_polnear(folder) if polnear else _ledgers(folder))
    if not any(one.attributions or (one.ledger and one.ledger.positions) for one in found):
        raise StandoffError(
            "there is nothing here to train a reader with.",
            where=str(folder),
            mend="Give a folder of ledgers beside their texts, or one with the folders text and attributions.",
        )
    return found


def _ledgers(folder: Path) -> Iterator[MarkedText]:
    for file in sorted(folder.rglob("*.ledger.json")):
        ledger = load_ledger(file)
        text = _text(file.parent / (ledger.source.file or f"{ledger.source.id}.txt"))
        marked = [
            Attribution(((s.start, s.end),), _maybe(s.cue_span), _maybe(s.speaker_span)) for s in ledger.statements
        ]
        yield _checked(file, MarkedText(file.name.removesuffix(".ledger.json"), text, tuple(marked), ledger))


def _maybe(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None else ()


def _polnear(folder: Path) -> Iterator[MarkedText]:
    """Yield the texts of PolNeAR; where several people annotated one, the first one's file is taken."""
    first: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(_ANNOTATOR.sub("", file.stem), file)
    for name, file in first.items():
        text = _text(folder / "text" / f"{name}.txt")
        yield _checked(file, MarkedText(name, text, tuple(_annotations(read_text(file)))))


def _text(file: Path) -> str:
    if not file.is_file():
        raise StandoffError("the text of this ledger or annotation is not there.", where=str(file))
    return file.read_bytes().decode("utf-8", errors="replace")


def _annotations(annotation: str) -> Iterator[Attribution]:
    """Yield the attributions of one brat file: T lines have spans, E lines say what belongs together."""
    spans: dict[str, tuple[Span, ...]] = {}
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = re.findall(r"(\d+) (\d+)", rest.split("\t")[0])
            spans[name] = tuple((int(start), int(end)) for start, end in places)
    for line in annotation.splitlines():
        roles = dict(re.findall(r"(Content|Cue|Source):(T\d+)", line)) if line.startswith("E") else {}
        content, cue, source = (spans.get(roles.get(role, ""), ()) for role in ("Content", "Cue", "Source"))
        if content:
            yield Attribution(content, cue, source)


def _checked(file: Path, marked: MarkedText) -> MarkedText:
    """Refuse marks that lie outside the text: they were made for another one."""
    spans = [span for one in marked.attributions for span in (*one.content, *one.cue, *one.source)]
    spans += [(p.start, p.end) for p in (marked.ledger.positions if marked.ledger else ())]
    wrong = next((span for span in spans if not 0 <= span[0] < span[1] <= len(marked.text)), None)
    if wrong is not None:
        raise StandoffError(
            f"the span {wrong[0]}-{wrong[1]} lies outside the text of {len(marked.text):,} characters.", where=str(file)
        )
    return marked


def held_out(texts: list[MarkedText]) -> tuple[list[MarkedText], list[MarkedText]]:
    """Divide texts into those to train with and a tenth to measure with, by their names alone; one is always kept."""
    ranked = sorted(texts, key=lambda one: hashlib.sha256(one.name.encode()).hexdigest())
    kept = len(texts) // _HELD_OUT
    return ranked[kept:], ranked[:kept]


def marked_windows(one: MarkedText) -> list[MarkedWindow]:
    """Cut a text into what is tagged together, with the spans of each; one over a border is cut there."""
    layers = [
        [span for a in one.attributions for span in a.content],
        [span for a in one.attributions for span in a.cue],
        [span for a in one.attributions for span in a.source],
    ]
    found = []
    for start, end in windows(one.text, lines(one.text)):
        inside = tuple(
            tuple((max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and start < e)
            for spans in layers
        )
        found.append(MarkedWindow(one.text[start:end], inside))
    return found
