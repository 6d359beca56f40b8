"""What a page says beyond verdicts: what would have to change, how sure they are, and what could happen next.

All three cost more than verdicts do, so they are computed only for disputes that are small enough;
for others the page says which command to run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from standoff.errors import StandoffError
from standoff.show.outlook import prospects_section
from standoff.show.robustness import EquilibriaShares
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.read.ledger import Ledger

MOST_STATES: Final = 1024
MOST_CELLS: Final = 20_000
MOST_COMPARED: Final = 60
SAMPLES: Final = 200
MOST_TARGETS: Final = 2
SECONDS: Final = 4.0
MOST_ROWS: Final = 12
SHARES: Final = ("state", "under", "now", "holds", "interval", "pairs", "hangs", "evidence")
CONCEPTS: Final = ("Nash", "SEQ")

Part = dict[str, Any]


def beyond(
    analysis: Analysis, *, ledgers: Sequence[Ledger] = (), texts: Mapping[str, str] | None = None
) -> dict[str, Part]:
    """Return the three parts as plain data.

    Parameters
    ----------
    analysis : Analysis
        One dispute with its verdicts.
    ledgers : sequence of Ledger, optional
        The ledgers of its reports, which know what is said with reserve.
    texts : mapping of str to str, optional
        The texts of the sources, so that passages can be quoted.

    Returns
    -------
    dict
        ``mediation``, ``robustness`` and ``prospects``, each with the ``command`` that says more, and either what
        it shows or a ``reason`` why it shows nothing.

    Examples
    --------
    >>> import standoff
    >>> found = beyond(standoff.Analysis(standoff.load("catalog:two_banks")))
    >>> sorted(found), found["mediation"]["answers"][0]["target"]
    (['mediation', 'prospects', 'robustness'], 'deal')
    """
    return {
        "mediation": _part(analysis, "standoff mediate FILE --target EXPR", _mediation),
        "robustness": _part(analysis, "standoff robustness FILE", lambda one: _robustness(one, ledgers, texts)),
        "prospects": _part(analysis, "standoff evolve FILE --prospects", _prospects),
    }


def _part(analysis: Analysis, command: str, make: Callable[[Analysis], Part]) -> Part:
    """Return one part, or why there is none."""
    states, sides = analysis.model.states.count, len(analysis.model.makers)
    try:
        if states > MOST_STATES or states * sides * len(analysis.concepts) > MOST_CELLS:
            return {"command": command, "reason": say("beyond large", n=states)}
        return {"command": command, "reason": None} | make(analysis)
    except StandoffError as error:
        return {"command": command, "reason": say("beyond refused", what=error.what)}


def _mediation(analysis: Analysis) -> Part:
    """Return what would make each of the first outcomes hold: edits of statements where sides have any, else pairs."""
    outcomes = [one.id for one in analysis.dispute.outcomes][:MOST_TARGETS]
    if not outcomes:
        return {"reason": say("beyond no outcome")}
    known = [concept.name for concept in analysis.concepts]
    said = any(entry.use == "statements" for entry in analysis.dispute.preferences.values())
    if not said and analysis.model.states.count > MOST_COMPARED:
        return {"reason": say("beyond large", n=analysis.model.states.count)}
    answers: list[Part] = []
    for outcome in outcomes:
        for concept in [name for name in CONCEPTS if name in known] or known[:1]:
            ask = analysis.mediate_statements if said else analysis.mediate
            lines = str(ask(outcome, concept, seconds=SECONDS)).splitlines()
            answers.append({"target": outcome, "concept": concept, "lines": lines})
    return {"answers": answers, "by": "statements" if said else "pairs", "brief": _first_change(answers)}


def _first_change(answers: Sequence[Part]) -> str:
    """Return the edits of the first answer that has any, else what is said first of the first answer."""
    for answer in answers:
        edits = [line for line in answer["lines"] if line[:1].isdigit()]
        if edits:
            return f"{say('beyond under', **answer)}: {' '.join(edits)}"
    return f"{say('beyond under', **answers[0])}: {answers[0]['lines'][0]}"


def _robustness(analysis: Analysis, ledgers: Sequence[Ledger], texts: Mapping[str, str] | None) -> Part:
    """Return how far verdicts hold under doubt, for the concepts that are told apart most."""
    told = _with_few_concepts(analysis).robustness(
        samples=SAMPLES, distances=False, ledgers=ledgers or None, texts=texts
    )
    rows = [dict(zip(SHARES, row, strict=True)) for row in EquilibriaShares(told).rows()]
    mains = [line for line in told.sentences if not line.startswith(" ")]
    return {
        "basis": told.basis,
        # Outcomes come after states, and the one that improvements could bring comes last.
        "brief": mains[-1 if analysis.dispute.outcomes else 0] if mains else "",
        "lines": list(told.sentences),
        "doubts": list(told.doubts),
        "shares": rows[:MOST_ROWS],
        "shares_left_out": max(0, len(rows) - MOST_ROWS),
    }


def _with_few_concepts(analysis: Analysis) -> Analysis:
    """Return the same analysis with one concept that looks one move ahead and one that looks two, where it has both."""
    from standoff.analysis import Analysis

    known = [concept.name for concept in analysis.concepts]
    if analysis.merged or not set(CONCEPTS) <= set(known):
        return analysis
    return Analysis(
        analysis.dispute,
        concepts=CONCEPTS,
        concept_of={analysis.model.makers[side]: concept.name for side, concept in analysis.concept_of.items()},
        sanctions=analysis.sanctions,
        return_to_s=analysis.return_to_s,
    )


def in_brief(parts: Mapping[str, Part]) -> list[str]:
    """Return one line for what each part says of the first outcome, for the terminal; none where it says nothing.

    Examples
    --------
    >>> import standoff
    >>> lines = in_brief(beyond(standoff.Analysis(standoff.load("catalog:two_banks"))))
    >>> lines[0][:39]
    'What could happen next: Under the state'
    """
    said = {"next": parts["prospects"], "change": parts["mediation"], "sure": parts["robustness"]}
    spoken = {name: part["brief"] for name, part in said.items() if part["reason"] is None}
    return [say("beyond brief", what=say(f"beyond {name}"), said=words) for name, words in spoken.items() if words]


def _prospects(analysis: Analysis) -> Part:
    """Return what could happen next, with the assumptions varied that mostly matter."""
    if analysis.model.status_quo is None:
        return {"reason": say("beyond no quo")}
    return prospects_section(analysis.prospects(vary="few"))
