"""The outlook of one dispute: what can be reached and how, with what chance, and what that hangs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.evolution import evolve
from standoff.analyze.prospects.assumptions import Assumptions
from standoff.analyze.prospects.chain import Chain
from standoff.analyze.prospects.ranges import LARGE, Extent, Plays, Ranges, ranges, stands_at_the_end
from standoff.analyze.prospects.ways import Target, Ways
from standoff.analyze.verdicts import Judge
from standoff.errors import StandoffError
from standoff.model.expressions import to_text
from standoff.model.graph import GraphModel

Values = NDArray[np.float64]
FORMAT: Final = "standoff-prospects/1"
SHOWN: Final = 10
LISTED: Final = 100
FOLLOWED: Final = 2


@dataclass(frozen=True)
class End:
    """A state in which play can end.

    Attributes
    ----------
    state : int
        The state.
    chance : float
        The chance that play ends there.
    resting : float
        The part of it in which a concession holds it there, which its maker would rather take back.
    """

    state: int
    chance: float
    resting: float


@dataclass(frozen=True)
class Prospect:
    """The chances of one target.

    Attributes
    ----------
    ends : float
        The chance that it stands when play ends, or the share of time where play goes round for ever.
    resting : float
        The part of it in which a concession holds it there.
    reached : float
        The chance that it ever comes about.
    moves : float or None
        The expected number of moves till then, where it does; None where it never does.
    """

    ends: float
    resting: float
    reached: float
    moves: float | None


@dataclass(frozen=True)
class Outlook:
    """What could happen next.

    Attributes
    ----------
    model : GraphModel
        The dispute.
    assumed : Assumptions
        How the sides are assumed to behave.
    ways : Ways
        What improvements, concessions and joint moves reach.
    targets : tuple of Target
        The dispute's outcomes, and what was asked for.
    chain : Chain
        The chances under these assumptions.
    ranges : Ranges or None
        How they depend on the assumptions; None where that was not asked for.
    followed : tuple of int
        Where there are no targets: the likeliest ends, which the ranges follow.
    """

    model: GraphModel
    assumed: Assumptions
    ways: Ways
    targets: tuple[Target, ...]
    chain: Chain
    ranges: Ranges | None
    followed: tuple[int, ...]

    @property
    def start(self) -> int:
        """The state in which it begins."""
        return self.ways.evolution.start

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """Where play can end, likeliest first."""
        return _ends(self.chain, self.model.states.count)

    @cached_property
    def settles(self) -> float:
        """The chance that play ends at all."""
        return min(1.0, float(self.chain.ends.sum()))

    @cached_property
    def prospects(self) -> tuple[Prospect, ...]:
        """The chances of the targets."""
        found = self.chain
        held = found.play.may_retract
        return tuple(
            Prospect(
                stands_at_the_end(found, target.mask),
                float(found.ends[found.play.where(target.mask) & held].sum()),
                found.chance_of(target.mask),
                found.moves_to(target.mask),
            )
            for target in self.targets
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What the ranges follow: targets, else the likeliest ends."""
        if self.targets:
            return tuple(target.name for target in self.targets)
        return tuple(self.model.states.id(state) for state in self.followed)

    def to_dict(self) -> dict[str, Any]:
        """Return what ``standoff evolve --prospects --json`` prints."""
        from standoff import __version__

        dispute, ids = self.model.dispute, self.model.states.id
        return {
            "format": FORMAT,
            "version": __version__,
            "dispute": {"title": dispute.title, "sha256": dispute.sha256},
            "from": ids(self.start),
            "assumptions": self.assumed.to_dict(self.model.makers),
            "reach": self.ways.to_dict(self.targets),
            "future": self._future(),
            "outcomes": [
                {
                    "name": target.name,
                    "ends": prospect.ends,
                    "resting_on_concession": prospect.resting,
                    "reached": prospect.reached,
                    "moves": prospect.moves,
                }
                for target, prospect in zip(self.targets, self.prospects, strict=True)
            ],
            "follows": list(self.names),
            "ranges": None if self.ranges is None else self.ranges.to_dict(self.model.makers),
        }

    def _future(self) -> dict[str, Any]:
        """Return the chances under the assumptions as plain data."""
        ids, chain = self.model.states.id, self.chain
        return {
            "ends": [
                {
                    "state": ids(end.state),
                    "chance": end.chance,
                    "resting_on_concession": end.resting,
                    "equilibrium": bool(self.ways.resting[end.state]),
                    "reached": self.reached.get(end.state),
                }
                for end in self.ends[:LISTED]
            ],
            "ends_count": len(self.ends),
            "goes_round": [
                {
                    "chance": one.chance,
                    "states": [
                        {"state": ids(int(s)), "share": float(share)}
                        for s, share in zip(one.states[:LISTED], one.shares[:LISTED], strict=True)
                    ],
                    "states_count": len(one.states),
                }
                for one in chain.rounds[:LISTED]
            ],
            "settles": self.settles,
            "moves": chain.moves,
            "situations": len(chain.play.states),
            "steps": len(chain.play.origin),
        }

    @cached_property
    def reached(self) -> dict[int, float]:
        """The chance that each of the likeliest ends ever comes about; of fewer of them where play is large."""
        shown = SHOWN if len(self.chain.play.origin) <= LARGE else 1
        return {end.state: self.chain.chance_of(_only(end.state, self.model)) for end in self.ends[:shown]}


def outlook(
    judge: Judge,
    assumed: Assumptions,
    *,
    start: str | None = None,
    to: str | None = None,
    vary: Extent = "all",
    progress: Callable[[str], None] = lambda _: None,
) -> Outlook:
    """Look ahead from the status quo, or from another state.

    Parameters
    ----------
    judge : Judge
        What computes verdicts of the dispute; its sanctions are the definition's.
    assumed : Assumptions
        How the sides behave.
    start : str, optional
        Id, name or pattern of the first state; without it, the status quo.
    to : str, optional
        States that are asked for, beside the dispute's outcomes.
    vary : {"all", "few", "none"}, optional
        Whether to vary the assumptions as well: all of them, or those that mostly matter.
    progress : callable, optional
        Takes what is being done.

    Raises
    ------
    StandoffError
        If there is no status quo and no start is given, no state satisfies ``to``, the dispute's sanctions are not
        the definition's, or more can come about than can be held.

    Examples
    --------
    >>> import standoff
    >>> from standoff.analyze.prospects import assume
    >>> analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    >>> seen = outlook(analysis.judge, assume(analysis.dispute, concede=0), vary="none")
    >>> [(analysis.model.states.id(end.state), end.chance) for end in seen.ends]
    [('s5', 1.0)]

    References
    ----------
    Kemeny & Snell (1960), *Finite Markov Chains*; Li, Kilgour & Hipel (2005), status quo analysis.
    """
    if judge.sanctions != "legal-sequences" or not judge.return_to_s:
        raise StandoffError(
            "prospects are defined with legal sequences and return to s only.",
            mend="Leave the sanction rule and return to s alone.",
        )
    model = judge.model
    evolution = evolve(model, start=start, to=to)
    progress("Looking at what improvements reach")
    plays = Plays(judge, evolution.start, tuple(chance > 0 for chance in assumed.concede))
    ways = Ways(evolution, np.stack([choice.ready for choice in plays.choices(assumed.concepts)]))
    targets = _targets(model, ways, to)
    progress("Building what can come about")
    found = plays.chain(assumed)
    followed = tuple(end.state for end in _ends(found, model.states.count)[:FOLLOWED])
    masks = [target.mask for target in targets] or [_only(state, model) for state in followed]
    varied = ranges(plays, assumed, masks, progress, vary) if vary != "none" and masks else None
    return Outlook(model, assumed, ways, targets, found, varied, () if targets else followed)


def _targets(model: GraphModel, ways: Ways, to: str | None) -> tuple[Target, ...]:
    """Return what was asked for, then the outcomes that some state satisfies."""
    found = []
    if to is not None:
        assert ways.evolution.target is not None
        found.append(ways.target(to, to, ways.evolution.target))
    for outcome in model.dispute.outcomes:
        mask = model.states.satisfying(outcome.expression)
        if mask.any() and outcome.id != to:
            found.append(ways.target(outcome.id, to_text(outcome.expression), mask))
    return tuple(found)


def _ends(found: Chain, states: int) -> tuple[End, ...]:
    """Return where play can end, likeliest first, then by number."""
    chance = np.bincount(found.play.states, found.ends, states)
    resting = np.bincount(found.play.states, np.where(found.play.may_retract, found.ends, 0.0), states)
    order = np.lexsort((np.arange(states), -chance))
    kept = order[chance[order] > 0]
    return tuple(End(int(s), float(chance[s]), float(resting[s])) for s in kept)


def _only(state: int, model: GraphModel) -> NDArray[np.bool_]:
    """Return a mask of one state."""
    mask = np.zeros(model.states.count, bool)
    mask[state] = True
    return mask
