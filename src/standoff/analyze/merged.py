"""Merged players: members of a group act as one player, as GMCR+ has coalitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from standoff.analyze.reach import reach
from standoff.analyze.relational import ensure_size
from standoff.errors import StandoffError
from standoff.model.dispute import DecisionMaker, Dispute, StatusQuo
from standoff.model.graph import GraphModel
from standoff.model.moves import Control, GeneratedMoves, Indices, ListedMoves, controls, pack, unpack
from standoff.model.relations import PairwisePreference, Relation
from standoff.model.states import ListedStates

Group = tuple[int, ...]


def merge(model: GraphModel, groups: Sequence[Sequence[str]]) -> GraphModel:
    """Return a model in which the members of each group are one player.

    A player moves by changing any of its members' options at once, even where the members could not get there
    one after the other because a state between is infeasible. Where moves are listed without options (graph form)
    it goes wherever legal sequences of its members go.
    It prefers what all its members prefer, finds worse what all find worse, and is indifferent to the rest;
    where it depends on a member's unknown preference, its own is unknown.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    groups : sequence of sequence of str
        The members of each player, by id or name; sides in no group stay alone.

    Returns
    -------
    GraphModel
        On the same states. A player's id is its members' ids in file order, joined by commas;
        it stands where its first member stood.

    Raises
    ------
    StandoffError
        If a side is unknown or stands in two groups, or there are more states than pairs can be held of.

    References
    ----------
    Kinsara, Petersons, Hipel & Kilgour (2015), *Journal of Systems Science and Systems Engineering* 24:265-283.

    Examples
    --------
    >>> import standoff
    >>> from standoff.model.graph import build
    >>> merge(build(standoff.load("catalog:elmira")), [["MoE", "Uniroyal"]]).makers
    ('MoE,Uniroyal', 'LG')
    """
    players = partition(model.dispute, groups)
    dispute = merged_dispute(model.dispute, groups)
    if any(len(player) > 1 for player in players):
        ensure_size(model, "an analysis of merged players")
    moves = _moves(model, players)
    preferences = tuple(_preference(model, player) for player in players)
    return GraphModel(dispute, model.states, moves, preferences)


def merged_dispute(dispute: Dispute, groups: Sequence[Sequence[str]]) -> Dispute:
    """Return the dispute with the players for its sides: who they are, without what they prefer.

    Raises
    ------
    StandoffError
        If a side is unknown or stands in two groups, or sides see the dispute differently.
    """
    if dispute.perceptions:
        raise StandoffError(
            "sides that see the dispute differently cannot act as one player.",
            where="perceptions",
            mend="Take the perceptions out, or leave the sides apart.",
        )
    quo = dispute.status_quo
    if quo is not None and quo.taken is not None:
        # Pooling options changes their order, and not that of the letters of a pattern.
        letters = "".join("Y" if option.id in quo.taken else "N" for option in dispute.options)
        quo = StatusQuo(None, letters, quo.support)
    return replace(dispute, decision_makers=_players(dispute, partition(dispute, groups)), status_quo=quo)


def partition(dispute: Dispute, groups: Sequence[Sequence[str]]) -> tuple[Group, ...]:
    """Return the players as tuples of sides, in the order of their first members."""
    merged: list[Group] = []
    seen: set[int] = set()
    for group in groups:
        members = [dispute.maker(name.strip()) for name in group]
        for member in members:
            if member in seen:
                name = dispute.decision_makers[member].id
                raise StandoffError(f"{name} is merged twice.", mend="Each side belongs to one player.")
            seen.add(member)
        merged.append(tuple(sorted(members)))
    alone = [(side,) for side in range(len(dispute.decision_makers)) if side not in seen]
    return tuple(sorted([*merged, *alone]))


def _players(dispute: Dispute, players: Sequence[Group]) -> tuple[DecisionMaker, ...]:
    """Return the players with the options of their members; an option that members share is not shared any more."""
    names = [",".join(dispute.decision_makers[side].id for side in player) for player in players]
    player_of = {dispute.decision_makers[s].id: n for n, player in zip(names, players, strict=True) for s in player}
    result = []
    for name, player in zip(names, players, strict=True):
        members = [dispute.decision_makers[side] for side in player]
        options = []
        for option in (option for member in members for option in member.options):
            sharing = dict.fromkeys(player_of[side] for side in option.shared_with)
            sharing.pop(name, None)
            options.append(replace(option, shared_with=tuple(sharing)))
        result.append(replace(members[0], id=name, name=" + ".join(m.name for m in members), options=tuple(options)))
    return tuple(result)


def _pooled(all_controls: Sequence[Control], player: Group) -> Control:
    """Return the control of all options that a member controls."""
    mask = take = drop = 0
    for side in player:
        one = all_controls[side]
        mask, take, drop = mask | one.mask, take | one.take, drop | one.drop
    return Control(mask, take, drop)


def _moves(model: GraphModel, players: Sequence[Group]) -> GeneratedMoves | ListedMoves:
    """Return the players' moves, generated from pooled options where there are options."""
    states, dispute = model.states, model.dispute
    if isinstance(states, ListedStates):
        return _listed([_sequences(model, player) for player in players], states.count)
    pooled = GeneratedMoves(states, tuple(_pooled(controls(dispute), player) for player in players))
    if isinstance(model.moves, GeneratedMoves):
        return pooled
    sides = []
    for number, player in enumerate(players):
        before, after = unpack(*pooled.arcs(number))
        if states.class_of is not None:
            before, after = states.class_of[before].astype(np.int64), states.class_of[after].astype(np.int64)
        corrected = [unpack(*model.moves.arcs(side)) for side in player]
        if len(player) == 1:
            sides.append(corrected[0])
            continue
        # What one member may not do the group may only do where another member may do it alone.
        forbidden = _forbidden(model, player)
        keep = ~np.isin(before * states.count + after, forbidden)
        parts = [(before[keep], after[keep]), *corrected]
        sides.append((np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])))
    return _listed(sides, states.count)


def _forbidden(model: GraphModel, player: Group) -> Indices:
    """Return the arcs, as numbers, that some member is forbidden."""
    find, count = model.states.find, model.states.count
    ids = [model.makers[side] for side in player]
    arcs = [find(a) * count + find(b) for side in ids for a, b in model.dispute.forbidden.get(side, ())]
    return np.array(arcs, np.int64)


def _sequences(model: GraphModel, player: Group) -> tuple[Indices, Indices]:
    """Return the arcs that legal sequences of a player's members make."""
    if len(player) == 1:
        return unpack(*model.moves.arcs(player[0]))
    pairs = [(s, t) for s in range(model.states.count) for t in reach(model, player, s).states if t != s]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _listed(sides: Sequence[tuple[Indices, Indices]], count: int) -> ListedMoves:
    packed = [pack(before, after, count) for before, after in sides]
    return ListedMoves(tuple(p[0] for p in packed), tuple(p[1] for p in packed))


def _preference(model: GraphModel, player: Group) -> Relation:
    """Return what a player prefers: what all its members do."""
    if len(player) == 1:
        return model.preferences[player[0]]
    states = np.arange(model.states.count)
    rows, columns = states[:, None], states[None, :]
    shape = (len(states), len(states))
    better, worse, maybe_better, maybe_worse = (np.ones(shape, bool) for _ in range(4))
    for side in player:
        preference = model.preferences[side]
        degree, unknown = preference.compare(rows, columns), preference.unknown(rows, columns)
        better &= degree > 0
        worse &= degree < 0
        maybe_better &= (degree > 0) | unknown
        maybe_worse &= (degree < 0) | unknown
    open_pairs = (maybe_better & ~better) | (maybe_worse & ~worse)
    return PairwisePreference(better.astype(np.int8) - worse.astype(np.int8), open_pairs)
