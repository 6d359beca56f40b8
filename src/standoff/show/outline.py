"""A dispute as a view shows it before its states are enumerated: all that its file says, and no verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standoff.model.document import decimal_text
from standoff.model.statements import to_text
from standoff.show.describe import heading
from standoff.show.evidence import Element, Passages, count_marks, elements
from standoff.show.view import BEYOND, FORMAT, MOST_RANKED, shown_item, shown_items, shown_side, shown_sources

if TYPE_CHECKING:
    from standoff.analyze.concepts import SolutionConcept
    from standoff.model.dispute import DecisionMaker, Dispute, PreferenceEntry


def outline(
    dispute: Dispute,
    concepts: Sequence[SolutionConcept],
    *,
    total: int | None = None,
    texts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a view of a dispute without states, verdicts and reasons.

    Parameters
    ----------
    dispute : Dispute
        Any dispute; nothing of it is computed.
    concepts : sequence of SolutionConcept
        The concepts that will be looked at.
    total : int, optional
        How many states there are, where that is known.
    texts : mapping of str to str, optional
        The full text of each source, by its id.

    Returns
    -------
    dict
        In the shape of `standoff.show.view.view`, with empty tables.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.concepts import DEFAULT
    >>> from standoff.analyze.registry import find_concepts
    >>> shown = outline(standoff.load("catalog:elmira"), find_concepts(DEFAULT))
    >>> [side["name"] for side in shown["sides"]], shown["states"]["rows"]
    (['Ministry of the Environment', 'Uniroyal Chemical', 'Local Government'], [])
    """
    from standoff import __version__

    found, passages = elements(dispute), Passages()
    for element in found:
        passages.cite(element)
    table = {element.anchor: element for element in found}
    quo = dispute.status_quo
    outcomes = zip(shown_items("outcome", found, passages), dispute.outcomes, strict=True)
    questions = zip(shown_items("question", found, passages), dispute.open_questions, strict=True)
    return {
        "format": FORMAT,
        "version": __version__,
        "title": heading(dispute),
        "phase": dispute.phase,
        "about": dispute.about,
        "digest": dispute.sha256,
        "parameters": {"sanctions": "legal-sequences", "return_to_s": True},
        "graph_form": dispute.graph_form,
        "concepts": [
            {"id": c.name, "name": c.long_name, "definition": c.definition, "citation": c.citation} for c in concepts
        ],
        "status_quo": quo.state if quo is not None else None,
        "summary": {"found": [], "unsettled": []},
        "marks": dict(count_marks(found)),
        "sides": [_side(dispute, k, maker, table, passages) for k, maker in enumerate(dispute.decision_makers)],
        "rules": shown_items("rule", found, passages),
        "facts": [item | {"value": dispute.facts[item["label"]]} for item in shown_items("fact", found, passages)],
        "outcomes": [item | {"means": to_text(outcome.expression)} for item, outcome in outcomes],
        "quo": next(iter(shown_items("status quo", found, passages)), None),
        "questions": [item | {"about": q.about, "choices": list(q.choices)} for item, q in questions],
        "states": {"total": total, "left_out": total or 0, "rows": [], "more": True},
        "equilibria": {"reached": [], "reached_left_out": 0, "apart": [], "apart_left_out": 0},
        "reasons": {"hold": [], "leave": []},
        "picture": None,
        **dict.fromkeys(BEYOND),
        "sources": shown_sources(dispute, (), texts or {}, passages),
    }


def _side(
    dispute: Dispute, index: int, maker: DecisionMaker, table: Mapping[str, Element], passages: Passages
) -> dict[str, Any]:
    """Return a side with its options and what the file says of its preferences."""
    quo = dispute.status_quo
    preferences = _preferences(maker.id, dispute.preferences.get(maker.id), table, passages)
    now = (quo.taken or ()) if quo is not None else ()
    return shown_side(dispute, index, table, passages, now=now, preferences=preferences)


def _preferences(
    side: str, entry: PreferenceEntry | None, table: Mapping[str, Element], passages: Passages
) -> dict[str, Any]:
    """Return a side's preferences as the file has them."""
    if entry is None:
        return {"kind": None, "items": []}
    if entry.use == "statements":
        lines = [
            shown_item(table[f"statement-{side}-{k}"], passages) | {"text": s.text, "words": s.text}
            for k, s in enumerate(entry.statements or (), 1)
        ]
        return {"kind": "statements", "items": lines}
    text = ""
    if entry.use == "weights":
        text = ", ".join(f"{option} {decimal_text(weight)}" for option, weight in (entry.weights or {}).items())
    elif entry.use == "ranking":
        classes = entry.ranking or ()
        text = " > ".join(" ~ ".join(tie) for tie in classes[:MOST_RANKED])
        text += " > …" if len(classes) > MOST_RANKED else ""
    return {"kind": entry.use, "items": [shown_item(table[f"preference-{side}"], passages) | {"text": text}]}
