"""From a report to its ledger: documents, actors, statements, positions, events, dates, quantities, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.read import ledger as records
from standoff.read.ledger import Ledger
from standoff.read.scene import Scene

if TYPE_CHECKING:
    from standoff.read.actors import ActorIndex
    from standoff.read.documents import Report
    from standoff.read.fields import Field


def read(path: str | Path, published: str | date | None = None, *, vocabulary: str | Path | None = None) -> Ledger:
    """Read one report.

    Parameters
    ----------
    path : str or Path
        A report in English: plain text, a web page, a PDF with text, a Word document or Markdown.
    published : str or date, optional
        When the report was published (ISO, ``2022-05-28``); it overrules what the text says.
    vocabulary : str or Path, optional
        A folder with the words of a field (see :mod:`standoff.read.fields`); without it the folder ``vocabulary``
        beside the report is taken, if there is one.

    Returns
    -------
    Ledger
        Who wants what, from whom, in whose words, and what has happened; every entry anchored to the text.

    Raises
    ------
    StandoffError
        If the file cannot be read as a report, or the vocabulary is wrong.
    Missing
        If spaCy or its English model is not installed.
    """
    from standoff.read.documents import open_report
    from standoff.read.fields import find_field

    return read_report(open_report(path, published=published), find_field(vocabulary, Path(path)))


def read_report(report: Report, field: Field | None = None) -> Ledger:
    """Read a report that is open already (see `read`), with the words of a field."""
    from standoff.read.fields import reading_in

    with reading_in(field):
        return _ledger_of(report, program(field))


def program(field: Field | None) -> str:
    """Return what a ledger says of the program that made it: its version, and a digest of the field's words."""
    from standoff import __version__

    return f"{__version__}+{field.digest}" if field is not None else __version__


def _ledger_of(report: Report, made_by: str) -> Ledger:
    from standoff.read.actors import find_actors
    from standoff.read.dates import find_dates
    from standoff.read.events import find_events
    from standoff.read.language import tag_words
    from standoff.read.positions import find_findings, to_positions
    from standoff.read.quantities import find_quantities
    from standoff.read.statements import find_statements

    document = tag_words(report)
    index = find_actors(report, document)
    dates = find_dates(report, document)
    scene = lay_out_scene(report, index, dates)
    statements = find_statements(scene)
    findings = find_findings(scene, statements)
    positions = to_positions(scene, findings)
    events = find_events(scene, statements, findings)
    entries = [*events, *positions, *statements]
    return Ledger(
        source=_source(report),
        actors=_needed([*(_actor(actor) for actor in index.actors), *scene.parties.adopted], entries),
        statements=tuple(statements),
        positions=tuple(positions),
        events=tuple(events),
        quantities=tuple(_quantity(quantity, entries) for quantity in find_quantities(report, document, index.parsed)),
        dates=tuple(
            records.Date(id=d.id, start=d.start, end=d.end, text=d.text, value=d.value, precision=d.precision)
            for d in dates
        ),
        program=made_by,
    )


def _needed(actors: Sequence[records.Actor], entries: Sequence[Any]) -> tuple[records.Actor, ...]:
    """Return the actors that the report mentions, and those that others or entries need: a state by its adjective."""
    wanted = {actor.id for actor in actors if actor.mentions}
    for entry in entries:
        for key in ("speaker", "holder", "by", "target", "source", "addressees"):
            value = getattr(entry, key, None)
            wanted.update((value,) if isinstance(value, str) else value or ())
    while True:
        more = {i for a in actors if a.id in wanted for i in (*a.members, a.acts_for) if i is not None} - wanted
        if not more:
            return tuple(actor for actor in actors if actor.id in wanted)
        wanted |= more


def lay_out_scene(report: Report, index: ActorIndex, dates: Any = ()) -> Scene:
    """Lay out a report for the rules: its sentences parsed, its actors by place, its dates by place."""
    from standoff.read.language import load_language
    from standoff.read.parties import Parties
    from standoff.read.quotations import find_sentences
    from standoff.read.units import Parser

    parties = Parties([_actor(actor) for actor in index.actors], index.group, index.at)
    units = Parser(load_language(), report.text, parties).units(find_sentences(report.text, report.paragraphs))

    def date_of(start: int, end: int) -> str | None:
        return next((d.value for d in dates if d.value and d.start < end and start < d.end), None)

    return Scene(report.text, parties, tuple(units), date_of)


def _source(report: Report) -> records.Source:
    return records.Source(
        id=report.id,
        title=report.title,
        author=report.author,
        publisher=report.publisher,
        published=report.published.isoformat() if report.published else None,
        file=report.file,
        sha256=report.sha256,
        characters=len(report.text),
    )


def _actor(actor: Any) -> records.Actor:
    """Turn an actor as it was found into a record of the ledger."""
    mentions = tuple(
        records.Mention(start=m.start, end=m.end, text=m.text, form=m.form)
        for m in sorted(actor.mentions, key=lambda m: m.start)
    )
    return records.Actor(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        role=actor.role,
        country=actor.country,
        acts_for=actor.acts_for,
        members=tuple(actor.members),
        mentions=mentions,
    )


def _quantity(quantity: Any, entries: list[Any]) -> records.Quantity:
    """Turn a quantity into a record; ``of`` is the smallest entry that holds it, events before positions."""
    holding = [e for e in entries if e.start <= quantity.start and quantity.end <= e.end and e.id[0] in "EP"]
    smallest = min(holding, key=lambda e: (e.end - e.start, e.id[0]), default=None)
    return records.Quantity(
        id=quantity.id,
        kind=quantity.kind,
        value=quantity.value,
        unit=quantity.unit,
        of=smallest.id if smallest else None,
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
    )
