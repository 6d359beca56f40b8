"""Hypergames: sides that see the dispute differently, each of whom is judged in the dispute that it sees.

A state is stable for a side if it is so in the side's own version of the dispute.
The versions meet on the union of their states, matched by pattern (graph form: by id).
In a state that a side does not see it has no move, and so is stable there.

References
----------
Wang, Hipel & Fraser (1989); Aljefri, Hipel & Fang (2017);
Aljefri, Bashar, Fang & Hipel (2018), IEEE Transactions on SMC: Systems 48:2158.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.coalitions import Coalition, CoalitionConcept, CoalitionTable
from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.matching import matched
from standoff.analyze.relational import Sequences
from standoff.analyze.simultaneous import SIMULTANEOUS
from standoff.analyze.verdicts import Judge
from standoff.analyze.versions import Game, lifted, same_states, united
from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, StatusQuo
from standoff.model.graph import GraphModel, build
from standoff.model.perceptions import perceived

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Hypergame:
    """A dispute and each side's version of it.

    Attributes
    ----------
    model : GraphModel
        The dispute as it is. Where a side imagines states that do not exist, they are states of the model,
        and each side moves and prefers in it as in its own version.
    games : tuple of Game
        The versions, one a side.
    imagined : ndarray of bool, shape (states,)
        Which states exist in some side's version only.
    """

    dispute: Dispute
    model: GraphModel
    games: tuple[Game, ...]
    imagined: Mask

    def to_dict(self) -> dict[str, Any]:
        """Return what each side that sees the dispute differently is unaware of, does not see, and imagines."""
        name, count = self.model.states.id, self.model.states.count
        result: dict[str, Any] = {}
        for maker, game in zip(self.model.makers, self.games, strict=True):
            perception = self.dispute.perceptions.get(maker)
            if perception is None:
                continue
            unseen = game.unseen(count)
            result[maker] = {
                "unaware_of": [*perception.unaware_options, *perception.unaware_states],
                "unseen": [name(int(s)) for s in np.flatnonzero(unseen & ~self.imagined)],
            }
            if imagined := [name(int(s)) for s in np.flatnonzero(self.imagined & ~unseen)]:
                result[maker]["imagined"] = imagined
        return result

    def seen_by(self, side: int) -> GraphModel:
        """Return a side's version on the states of the whole, with their ids; nobody moves where it does not see.

        Every verdict of the side is the same there as in its own version.
        """
        game = self.games[side]
        if same_states(self.model.states, game.model.states):
            return game.model
        return lifted([game] * len(self.games), self.model.states, self.model.dispute)


def hypergame(dispute: Dispute) -> Hypergame:
    """Return the hypergame of a dispute: each side's version of it, matched with the others.

    Parameters
    ----------
    dispute : Dispute
        With or without ``perceptions``; a side without an entry sees the dispute as it is.

    Raises
    ------
    StandoffError
        If the dispute, or what a side takes it for, does not fit together.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads('''
    ... {standoff: 1, decision_makers: [{id: A, options: [{id: a}]}, {id: B, options: [{id: b}]}], unlisted: equal,
    ...  status_quo: [b], perceptions: {A: {unaware_of: {options: [b]}}}}''')
    >>> hypergame(dispute).to_dict()
    {'A': {'unaware_of': ['b'], 'unseen': ['s3', 's4']}}
    """
    plain = build(replace(dispute, perceptions={}))
    versions = [
        build(replace(perceived(dispute, maker), perceptions={})) if maker in dispute.perceptions else plain
        for maker in plain.makers
    ]
    states = united([plain.states, *(version.states for version in versions)])
    games = tuple(Game(version, *matched(states, version.states)) for version in versions)
    imagined = Game(plain, *matched(states, plain.states)).unseen(states.count)
    if not imagined.any():
        return Hypergame(dispute, plain, games, imagined)
    on_union = replace(plain.dispute, status_quo=_by_pattern(plain), states=states.dispute.states)
    return Hypergame(dispute, lifted(games, states, on_union), games, imagined)


def level_two(dispute: Dispute, maker: str) -> Hypergame:
    """Return the hypergame that one side believes is being played: others' versions as it thinks they are.

    Parameters
    ----------
    dispute : Dispute
        With a ``perceptions`` entry for the side, in which nested ``perceptions`` stand.
    maker : str
        The side, by id or name.

    References
    ----------
    Wang, Hipel & Fraser (1989), second-level hypergames.
    """
    return hypergame(perceived(dispute, maker))


class HypergameJudge:
    """Computes verdicts of a hypergame, each side's in its own version; otherwise as `Judge`.

    Parameters
    ----------
    game : Hypergame
        The sides' versions of the dispute.
    sanctions, return_to_s
        As in `Judge`.
    """

    def __init__(self, game: Hypergame, sanctions: Sequences = "legal-sequences", return_to_s: bool = True) -> None:
        self.hypergame = game
        kept: dict[int, Judge] = {}
        self.judges = [
            kept.setdefault(id(each.model), Judge(each.model, sanctions, return_to_s)) for each in game.games
        ]

    @property
    def models(self) -> tuple[GraphModel, ...]:
        """The versions that the sides are judged in."""
        return tuple(judge.model for judge in self.judges)

    def of_coalition(self, concept: CoalitionConcept, coalition: Coalition) -> NDArray[np.bool_]:
        """Coalitions have no dispute that all members see: raises, as `coalitions` does."""
        return self.coalitions.stable(concept, coalition)

    @cached_property
    def coalitions(self) -> CoalitionTable:
        """Coalitions have no dispute that all members see: raises.

        Raises
        ------
        StandoffError
            Always.
        """
        raise StandoffError(
            "stability of coalitions is not defined where sides see the dispute differently: "
            "a coalition moves in one dispute that all its members see.",
            where="perceptions",
            mend="Ask about single sides, or take the perceptions out.",
        )

    def verdicts(self, concept: SolutionConcept) -> Mask:
        """Return whether each state of the whole is stable for each side in its own version, (sides, states).

        Raises
        ------
        StandoffError
            For concepts of coalitions and for SIM, which join moves that the sides see in different disputes.
        """
        if isinstance(concept, CoalitionConcept):
            _ = self.coalitions
        if concept is SIMULTANEOUS:
            raise StandoffError(
                "SIM is not defined where sides see the dispute differently: it adds up moves made in one dispute.",
                where="perceptions",
                mend="Ask for another concept, or take the perceptions out.",
            )
        if concept.weak_of is not None:
            general, strong = concept.weak_of
            return self.verdicts(general) & ~self.verdicts(strong)
        count = self.hypergame.model.states.count
        rows = []
        for side, (judge, game) in enumerate(zip(self.judges, self.hypergame.games, strict=True)):
            rows.append(game.on_whole(judge.verdicts(concept)[side], count))
        return np.stack(rows)

    def equilibria(self, concept: SolutionConcept, verdicts: Mask) -> Mask:
        """Return where a state is stable for every side in its own version, shape (states,)."""
        if isinstance(concept, CoalitionConcept):
            _ = self.coalitions
        if concept.weak_of is not None:
            general, strong = (np.logical_and.reduce(self.verdicts(form), axis=0) for form in concept.weak_of)
            weak: Mask = general & ~strong
            return weak
        everyone: Mask = np.logical_and.reduce(verdicts, axis=0)
        return everyone


def _by_pattern(model: GraphModel) -> StatusQuo | None:
    """Return the status quo by what it is, not by its number."""
    quo = model.dispute.status_quo
    if quo is None or model.status_quo is None:
        return None
    name = model.states.pattern(model.status_quo) or model.states.id(model.status_quo)
    return StatusQuo(None, name, quo.support)


def judge_of(
    dispute: Dispute, sanctions: Sequences = "legal-sequences", return_to_s: bool = True
) -> tuple[GraphModel, Judge | HypergameJudge]:
    """Return a dispute's model and what computes its verdicts, in each side's own version where they differ."""
    if dispute.perceptions:
        game = hypergame(dispute)
        return game.model, HypergameJudge(game, sanctions, return_to_s)
    model = build(dispute)
    return model, Judge(model, sanctions, return_to_s)
