"""Quotations on PolNeAR: what is said (content) and by whom (source).

A statement fits an attribution where their words overlap by half (Jaccard, counted in characters) and its speaker is
the attribution's source: the speaker's words overlap the source's, or a mention of the speaker does.
An attribution without a source needs no speaker.
The corpus marks a quotation that is broken by "he said" as one content of several stretches, a ledger as several
statements, so the quotations of one speaker in one paragraph are put together first.
For direct quotations a content counts as found by itself, too.
Where several people annotated a text the first one's file is taken.

References
----------
Newell, E., Margolin, D., and Ruths, D. (2018). An attribution relations corpus for political news. LREC 2018.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.figures import NONE, Figures, matching
from evaluation.readers import Reader
from standoff.errors import StandoffError
from standoff.read.ledger import Ledger, Span, Statement

_REACH = 3
"""How far before "who" the one may end that it means: a comma and a space."""

_OPENING, _CLOSING = "“\"„«`'", "”\"»'"


@dataclass(frozen=True)
class Attribution:
    """What an annotator marked: the stretches of the content, and those of the source (maybe none)."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]

    @property
    def places(self) -> frozenset[int]:
        """The characters of the content."""
        return frozenset(place for start, end in self.content for place in range(start, end))


@dataclass(frozen=True)
class Said:
    """One statement of a ledger, or the pieces of one quotation."""

    pieces: tuple[Statement, ...]

    @property
    def places(self) -> frozenset[int]:
        """The characters of the statement."""
        return frozenset(place for piece in self.pieces for place in range(piece.start, piece.end))


def put_together(statements: Sequence[Statement], text: str) -> list[Said]:
    """Put together the quotations of one speaker in one paragraph between which nobody else speaks."""
    found: list[Said] = []
    for statement in statements:
        before = found[-1].pieces if found else ()
        direct = bool(before) and before[-1].kind == statement.kind == "direct"
        if direct and before[-1].speaker == statement.speaker and "\n" not in text[before[-1].end : statement.start]:
            found[-1] = Said((*before, statement))
        else:
            found.append(Said((statement,)))
    return found


def attributions(file: Path) -> list[Attribution]:
    """Read one annotation file (brat stand-off: T lines with spans, E lines with roles)."""
    spans: dict[str, tuple[Span, ...]] = {}
    found: list[Attribution] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = re.findall(r"(\d+) (\d+)", rest.split("\t")[0])
            spans[name] = tuple((int(start), int(end)) for start, end in places)
    for line in file.read_text(encoding="utf-8").splitlines():
        roles = dict(re.findall(r"(Content|Source):(T\d+)", line)) if line.startswith("E") else {}
        if "Content" in roles:
            found.append(Attribution(spans[roles["Content"]], spans.get(roles.get("Source", ""), ())))
    return found


def measure(reader: Reader, folder: Path) -> dict[str, Figures]:
    """Return the figures of a reader on all texts of a part of the corpus."""
    first: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(re.sub(r"_[0-9a-f]{4}$", "", file.stem), file)
    whole, content, direct = NONE, NONE, NONE
    for stem, file in first.items():
        path = folder / "text" / f"{stem}.txt"
        text = path.read_text(encoding="utf-8")
        gold = attributions(file)
        try:
            ledger = reader(path, None)
        except StandoffError:
            whole, content = whole + Figures(0, 0, len(gold)), content + Figures(0, 0, len(gold))
            continue
        said = put_together(ledger.statements, text)
        whole += compare(gold, said, ledger)
        content += compare(gold, said)
        quoted = [one for one in gold if all(_is_quoted(text[slice(*span)]) for span in one.content)]
        found = len({*matched(quoted, said), *matched(quoted, [Said((one,)) for one in ledger.statements])})
        direct += Figures(found, 0, len(quoted) - found)
    return {"quotations: content and source": whole, "quotations: content alone": content, "direct quotations": direct}


def _is_quoted(text: str) -> bool:
    """Say whether words stand in quotation marks from end to end."""
    bare = text.strip(" \n,.;:")
    return len(bare) > 2 and bare[0] in _OPENING and bare[-1] in _CLOSING


def compare(gold: list[Attribution], said: list[Said], ledger: Ledger | None = None) -> Figures:
    """Compare the attributions of a text with what a ledger has; with the ledger, the sources, too."""
    found = len(matched(gold, said, ledger))
    return Figures(found, len(said) - found, len(gold) - found)


def matched(gold: list[Attribution], said: list[Said], ledger: Ledger | None = None) -> dict[int, int]:
    """Return which attribution was found by which statement, by their numbers."""
    given = [other.places for other in said]
    fits = []
    for one in gold:
        wanted = one.places
        near = [_overlap(wanted, places) >= 0.5 for places in given]
        fits.append([n and (ledger is None or _said_by(one, ledger, s)) for n, s in zip(near, said, strict=True)])
    return matching(len(gold), len(said), fits)


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much two sets of characters have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _said_by(one: Attribution, ledger: Ledger, said: Said) -> bool:
    """Say whether the speaker is the source; "who" is the one that is named right before it."""
    if not one.source:
        return True
    places = [piece.speaker_span for piece in said.pieces if piece.speaker_span]
    speaker = said.pieces[0].speaker
    places += [(m.start, m.end) for actor in ledger.actors if actor.id == speaker for m in actor.mentions]
    return any(a < d and c - _REACH * (d - c == 3) < b for a, b in places for c, d in one.source)
