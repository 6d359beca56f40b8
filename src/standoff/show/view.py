"""The one JSON document that every picture, table and page is drawn from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from standoff.model.statements import to_text
from standoff.show.describe import heading, statement_names
from standoff.show.evidence import Element, Passages, count_marks, elements
from standoff.show.findings import Findings, findings, without_presumptions
from standoff.show.palette import colour_of, dash_of
from standoff.show.picture import picture
from standoff.show.reasons import reasons
from standoff.show.rows import equilibria, rows
from standoff.show.summary import contrast_sentence, found_sentences, presumptions, unsettled_sentences
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.model.dispute import DecisionMaker, Dispute, PreferenceEntry
    from standoff.read.ledger import Ledger

FORMAT = "standoff-view/1"
MOST_RANKED = 60
BEYOND = ("mediation", "robustness", "prospects")
MOST_STATES_COMPARED = 1 << 15


def view(
    analysis: Analysis,
    *,
    ledgers: Sequence[Ledger] = (),
    texts: Mapping[str, str] | None = None,
    beyond: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return all that a page shows of an analysis, as plain data that JSON can hold.

    Parameters
    ----------
    analysis : Analysis
        One dispute with its verdicts.
    ledgers : sequence of Ledger, optional
        The ledgers of its reports: they give the sources that the dispute's file only names.
    texts : mapping of str to str, optional
        The full text of each source, by its id, untouched, so that evidence can be marked in it.
    beyond : mapping, optional
        What `standoff.show.beyond.beyond` returns: what would have to change, how sure the verdicts are and what
        could happen next, as ``mediation``, ``robustness`` and ``prospects``, which are None without it.

    Returns
    -------
    dict
        ``format`` is ``standoff-view/1``. Sides are referred to by index, states by id, passages by p1, p2, ….

    Examples
    --------
    >>> import standoff
    >>> shown = view(standoff.Analysis(standoff.load("catalog:elmira")))
    >>> shown["status_quo"], [row["id"] for row in shown["states"]["rows"]][:3]
    ('s1', ['s1', 's2', 's3'])
    """
    from standoff import __version__

    found, dispute, model = findings(analysis), analysis.dispute, analysis.model
    all_elements, passages = elements(dispute), Passages()
    for element in all_elements:
        passages.cite(element)
    table = {element.anchor: element for element in all_elements}
    marks = dict(count_marks(all_elements))
    quo = model.status_quo
    result: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "title": heading(dispute),
        "phase": dispute.phase,
        "about": dispute.about,
        "digest": dispute.sha256,
        "parameters": {"sanctions": analysis.sanctions, "return_to_s": analysis.return_to_s},
        "graph_form": dispute.graph_form,
        "concepts": [
            {"id": c.name, "name": c.long_name, "definition": c.definition, "citation": c.citation}
            for c in analysis.concepts
        ],
        "status_quo": None if quo is None else model.states.id(quo),
        "summary": {
            "found": found_sentences(found),
            "unsettled": unsettled_sentences(found, marks, _contrast(analysis, found)),
        },
        "marks": marks,
        "sides": [
            _side(analysis, index, maker, table, passages) for index, maker in enumerate(dispute.decision_makers)
        ],
        "rules": shown_items("rule", all_elements, passages),
        "facts": [
            item | {"value": dispute.facts[item["label"]]} for item in shown_items("fact", all_elements, passages)
        ],
        "outcomes": [
            item | {"means": to_text(outcome.expression)}
            for item, outcome in zip(shown_items("outcome", all_elements, passages), dispute.outcomes, strict=True)
        ],
        "quo": next(iter(shown_items("status quo", all_elements, passages)), None),
        "questions": [
            item | {"about": question.about, "choices": list(question.choices)}
            for item, question in zip(
                shown_items("question", all_elements, passages), dispute.open_questions, strict=True
            )
        ],
        "states": rows(found),
        "equilibria": equilibria(found),
        "reasons": reasons(analysis, found, passages),
        "picture": picture(found),
    }
    result |= dict.fromkeys(BEYOND) if beyond is None else beyond
    return result | {"sources": shown_sources(analysis.dispute, ledgers, texts or {}, passages)}


def _contrast(analysis: Analysis, found: Findings) -> str | None:
    """Say what the presumptions change, None where there are none or too many states to look twice."""
    from standoff.analysis import Analysis

    other = without_presumptions(analysis.dispute)
    if other is None or analysis.model.states.count > MOST_STATES_COMPARED:
        return None
    again = Analysis(
        other,
        concepts=found.concepts,
        concept_of={analysis.model.makers[side]: concept.name for side, concept in analysis.concept_of.items()},
        sanctions=analysis.sanctions,
        return_to_s=analysis.return_to_s,
    )
    return contrast_sentence(found, findings(again), presumptions(analysis.dispute))


def shown_item(element: Element, passages: Passages) -> dict[str, Any]:
    """Return an element with its mark and passages."""
    support = element.support
    return {
        "anchor": element.anchor,
        "label": element.label,
        "mark": support.mark,
        "presumed": support.presumed,
        "passages": passages.ids(support.evidence),
    }


def shown_items(kind: str, found: Sequence[Element], passages: Passages) -> list[dict[str, Any]]:
    """Return the elements of one kind with their marks and passages."""
    return [shown_item(element, passages) for element in found if element.kind == kind]


def _side(
    analysis: Analysis, index: int, maker: DecisionMaker, table: Mapping[str, Element], passages: Passages
) -> dict[str, Any]:
    """Return a side with its options and its preferences."""
    dispute = analysis.dispute
    quo = analysis.model.status_quo
    now = set(analysis.model.states.options(quo)) if quo is not None else set()
    preferences = _preferences(analysis, maker.id, dispute.preferences.get(maker.id), table, passages)
    return shown_side(dispute, index, table, passages, now=now, preferences=preferences)


def shown_side(
    dispute: Dispute,
    index: int,
    table: Mapping[str, Element],
    passages: Passages,
    *,
    now: Collection[str],
    preferences: dict[str, Any],
) -> dict[str, Any]:
    """Return a side with its options, of which some are taken now, and what is shown of its preferences."""
    maker = dispute.decision_makers[index]
    order = [option.id for option in dispute.options]
    options = [
        shown_item(table[f"option-{option.id}"], passages)
        | {
            "id": option.id,
            "name": option.name,
            "moves": option.moves,
            "shared_with": list(option.shared_with),
            "place": order.index(option.id),
            "now": option.id in now,
        }
        for option in maker.options
    ]
    return shown_item(table[f"side-{maker.id}"], passages) | {
        "index": index,
        "id": maker.id,
        "name": maker.name,
        "colour": colour_of(index),
        "dash": dash_of(index),
        "options": options,
        "preferences": preferences,
    }


def _preferences(
    analysis: Analysis, side: str, entry: PreferenceEntry | None, table: Mapping[str, Element], passages: Passages
) -> dict[str, Any]:
    """Return a side's preferences as lines, best or most important first."""
    if entry is None:
        return {"kind": None, "items": []}
    if entry.use == "statements":
        names = statement_names(analysis.model, side)
        lines = [
            shown_item(table[f"statement-{side}-{k}"], passages)
            | {"text": s.text, "words": names.statement(s.expression)}
            for k, s in enumerate(entry.statements or (), 1)
        ]
        return {"kind": "statements", "items": lines}
    whole = shown_item(table[f"preference-{side}"], passages)
    if entry.use == "weights":
        weights = ", ".join(f"{name} {float(value):+g}" for name, value in (entry.weights or {}).items())
        return {"kind": "weights", "items": [whole | {"text": weights}]}
    model = analysis.model
    preference = model.preferences[analysis.dispute.maker(side)]
    if not preference.total:
        return {"kind": "pairs", "items": [whole | {"text": say("pair by pair")}]}
    levels = preference.levels
    count = int(levels.max()) + 1
    shown = [np.flatnonzero(levels == level) for level in range(count - 1, max(count - 1 - MOST_RANKED, -1), -1)]
    words = [" ~ ".join(model.states.id(int(s)) for s in tie) for tie in shown]
    return {
        "kind": "ranking",
        "items": [whole | {"text": " > ".join(words) + (" > …" if count > MOST_RANKED else "")}],
    }


def shown_sources(
    dispute: Dispute, ledgers: Sequence[Ledger], texts: Mapping[str, str], passages: Passages
) -> list[dict[str, Any]]:
    """Return the reports with their cited passages in order."""
    named = {
        s.id: {k: getattr(s, k) for k in ("title", "author", "publisher", "published", "reliability")}
        for s in dispute.sources
    }
    for ledger in ledgers:
        given = {k: getattr(ledger.source, k) for k in ("title", "author", "publisher", "published")}
        known = named.setdefault(ledger.source.id, {"reliability": None})
        named[ledger.source.id] = known | {k: known.get(k) or value for k, value in given.items()}
    for evidence in passages.numbers:
        named.setdefault(evidence.source, dict.fromkeys(("title", "author", "publisher", "published", "reliability")))
    return [
        {"id": source, **details, "text": texts.get(source), "passages": _passages(source, passages)}
        for source, details in named.items()
    ]


def _passages(source: str, passages: Passages) -> list[dict[str, Any]]:
    cited = sorted((e for e in passages.numbers if e.source == source), key=lambda e: (e.start, -e.end))
    return [
        {
            "id": passages.numbers[e],
            "start": e.start,
            "end": e.end,
            "mark": passages.mark(passages.numbers[e]),
            "cited_by": [
                {"anchor": element.anchor, "label": element.label} for element in passages.cited_by[passages.numbers[e]]
            ],
        }
        for e in cited
    ]
