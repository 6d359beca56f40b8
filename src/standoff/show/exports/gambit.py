"""The strategic form for Gambit: each side's strategies are the combinations of its options."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.states import OptionStates
from standoff.show.exports.table import plain, refuse_many
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis


def strategic_form(analysis: Analysis) -> str:
    """Return the dispute as a game in strategic form, with ordinal payoffs.

    Its Nash equilibria in pure strategies are the Nash equilibria of the dispute.

    Raises
    ------
    StandoffError
        If the dispute is no such game: graph form, sides that see it differently, options that are shared or go one
        way, corrected moves, coalesced states, rules that tie what one side can do to what others do, or preferences
        that do not rank all states.

    References
    ----------
    Savani & Turocy (2025), *Gambit: the package for computation in game theory* (the format ``.nfg``).
    """
    reason = _no_game(analysis)
    if reason:
        raise StandoffError(f"the dispute is no game in strategic form: {reason}.")
    refuse_many(analysis, "a game in strategic form")
    states = analysis.model.states
    assert isinstance(states, OptionStates)
    strategies = _strategies(states)
    if prod(map(len, strategies)) != states.count:
        raise StandoffError(
            "the dispute is no game in strategic form: rules tie what one side can do to what others do.",
            mend="Rules that name options of one side only can stay.",
        )
    levels = [preference.levels for preference in analysis.model.preferences]
    payoffs = [
        " ".join(str(int(level[state])) for level in levels)
        for chosen in product(*map(list, reversed(strategies)))
        if (state := states.index_of_code(sum(chosen))) is not None
    ]
    makers = analysis.dispute.decision_makers
    names = [_labels(analysis.dispute, side, codes) for side, codes in enumerate(strategies)]
    return "\n".join(
        [
            f"NFG 1 R {_quoted(analysis.dispute.title)}",
            "{ " + " ".join(_quoted(name) for name in _distinct([maker.name for maker in makers])) + " }",
            "{ " + "\n  ".join("{ " + " ".join(_quoted(label) for label in labels) + " }" for labels in names) + " }",
            _quoted(say("export nfg comment")),
            "",
            *payoffs,
            "",
        ]
    )


def _no_game(analysis: Analysis) -> str | None:
    """Return why states are no product of strategies, or moves no free choice of one; None where neither is known."""
    dispute = analysis.dispute
    reasons = {
        "graph form has no options to choose": dispute.graph_form,
        "the sides see it differently": bool(dispute.perceptions),
        "some sides act as one player": bool(analysis.merged),
        "some option is shared between sides": any(option.shared_with for option in dispute.options),
        "some option can only be taken or only be dropped": any(o.moves != "both" for o in dispute.options),
        "single moves are added or forbidden": bool(dispute.added or dispute.forbidden),
        "states are coalesced": bool(dispute.coalesce),
        "some side's preferences do not rank all states": any(not p.total for p in analysis.model.preferences),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _strategies(states: OptionStates) -> list[NDArray[np.int64]]:
    """Return the combinations of each side's options that occur, as codes."""
    found, place = [], 0
    for maker in states.dispute.decision_makers:
        mask = sum(1 << k for k in range(place, place + len(maker.options)))
        found.append(np.unique(states.codes & states.codes.dtype.type(mask)).astype(np.int64))
        place += len(maker.options)
    return found


def _labels(dispute: Dispute, side: int, codes: NDArray[np.int64]) -> list[str]:
    """Return what a side's strategies are called."""
    place = sum(len(maker.options) for maker in dispute.decision_makers[:side])
    owned = list(enumerate(dispute.decision_makers[side].options, place))
    taken = [[plain(option.name) for k, option in owned if code >> k & 1] for code in codes.tolist()]
    return _distinct([" + ".join(names) or say("export no option") for names in taken])


def _distinct(labels: list[str]) -> list[str]:
    """Return labels of which no two are the same, as Gambit wants them: numbered where they are not."""
    if len(set(labels)) == len(labels):
        return labels
    return [f"{k} {label}" for k, label in enumerate(labels, 1)]


def _quoted(text: str) -> str:
    return '"' + plain(text).replace("\\", "/").replace('"', '\\"') + '"'
