"""A trained reader: finds who says and who wants what with a tagger that `standoff train-reader` has made.

Its folder is named on the command line; what it finds refers to the actors that the rules know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.read.ledger import Ledger, Position, Span, Statement
from standoff.read.readers import tagger_encoder as encoders
from standoff.read.readers.anchors import Mentions, Quoted, day_of
from standoff.read.readers.model_files import load_description, load_positions, load_stored
from standoff.read.readers.position_head import Head, from_bytes
from standoff.read.readers.position_reader import read_positions
from standoff.read.readers.protocol import Found
from standoff.read.readers.spans import Attribution, link, windows
from standoff.read.readers.tagger_encoder import Encoder

if TYPE_CHECKING:
    from standoff.read.documents import Report

_EDGES = " \t\n\r,"


@dataclass(frozen=True)
class Tagger:
    """A trained reader; ``name`` is that of its folder, ``least`` how sure it is of what somebody says.

    ``head`` finds positions, of which it is ``least_of_positions`` sure; without it there are none.
    """

    name: str
    version: str
    encoder: Encoder = field(repr=False)
    least: float = 0.0
    head: Head | None = field(default=None, repr=False)
    least_of_positions: float = 1.0

    def read(self, report: Report, ledger: Ledger) -> Found:
        """Find the statements of a report, each with its speaker among the actors of the ledger, and the positions."""
        places = windows(report.text, report.paragraphs)
        tagged = encoders.tag(self.encoder, [report.text[start:end] for start, end in places])
        sayings = [
            _moved(one, place[0])
            for place, layers in zip(places, tagged, strict=True)
            for one in link(encoders.sure(layers, self.least))
        ]
        statements = tuple(to_statements(report.text, report.paragraphs, ledger, sayings))
        if self.head is None:
            return Found(statements=statements)
        states = partial(encoders.states, self.encoder)
        positions, differing = read_positions(report, ledger, self.head, self.least_of_positions, states)
        return Found(
            statements=statements,
            positions=tuple(_said_in(one, statements) for one in positions),
            differing=tuple(differing),
        )


def _said_in(position: Position, statements: Sequence[Statement]) -> Position:
    """Name the reader's own statement that holds a position, the smallest; ids of the rules' are not its own."""
    holding = [s for s in statements if s.start <= position.start and position.end <= s.end]
    smallest = min(holding, key=lambda s: s.end - s.start, default=None)
    return position.model_copy(update={"statement": smallest.id if smallest else None})


def load_tagger(folder: Path) -> Tagger:
    """Load a trained reader.

    Raises
    ------
    StandoffError
        If the folder holds none, or has been changed.
    Missing
        If torch or the encoder is not installed.
    """
    described = load_description(folder)
    stored = load_stored(folder, described)
    name = folder.resolve().name
    if not name.replace("-", "").replace("_", "").replace(".", "").isalnum() or name in ("rules", "llm"):
        raise StandoffError(
            f"{name!r} is no name for a reader, which stands in ledgers.",
            where=str(folder),
            mend="Rename the folder: letters, digits, -, _ and .",
        )
    torch = encoders.libraries()[0]
    # Reports are read at the same time in several processes: one thread each.
    torch.set_num_threads(1)
    encoder = encoders.load_encoder(described.layers)
    encoders.load_weights(encoder, stored, str(folder))
    learned = described.positions
    if learned is None or learned.least is None:  # silent: what it would add was never right often enough
        return Tagger(name, described.sha256[:12], encoder, described.least)
    head = from_bytes(load_positions(folder, learned), learned.labels, str(folder))
    version = f"{described.sha256[:12]}.{learned.sha256[:12]}"
    return Tagger(name, version, encoder, described.least, head, learned.least)


def _moved(one: Attribution, by: int) -> Attribution:
    """Return an attribution by the offsets of the report."""
    content, cue, source = (
        tuple((start + by, end + by) for start, end in spans) for spans in (one.content, one.cue, one.source)
    )
    return Attribution(content, cue, source)


def to_statements(
    text: str, paragraphs: tuple[Span, ...], ledger: Ledger, sayings: list[Attribution]
) -> list[Statement]:
    """Turn what was tagged into statements with their speakers.

    What is broken by "she said" is one statement where it has no quotation marks, and one a piece where it has.
    """
    quoted, mentions = Quoted(text, paragraphs), Mentions(ledger.actors, text)
    found: list[Statement] = []
    for one in sayings:
        trimmed = [_trimmed(text, *span) for span in one.content]
        pieces = [quoted.whole(*piece) for piece in trimmed if piece[0] < piece[1]]
        if len(pieces) > 1 and not all(quoted.kind(*piece) == "direct" for piece in pieces):
            pieces = [(pieces[0][0], pieces[-1][1])]
        for start, end in pieces:
            source = one.source[0] if one.source else None
            found.append(
                Statement(
                    id=f"S{len(found) + 1}",
                    kind=quoted.kind(start, end),
                    speaker=mentions.actor(*source) if source else None,
                    start=start,
                    end=end,
                    text=text[start:end],
                    speaker_span=source,
                    cue_span=one.cue[0] if one.cue else None,
                    quoted=quoted.inside(start, end),
                    date=day_of(ledger, *one.cue[0]) if one.cue else None,
                )
            )
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    """Take white space and commas from the edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
