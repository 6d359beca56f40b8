"""The witness of a verdict by limited foresight: the lines of best moves that follow each move of the side."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.foresight import LimitedMoves, Places
from standoff.explain.because import Ground, ground
from standoff.explain.case import Case
from standoff.explain.scales import word

LISTED_MOVES = 200
LONGEST = 200

Tables = list[tuple[Places, Places]]


def by_play(case: Case) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    """Return the witness of a verdict of L_h or NM, and the grounds of the preferences in it."""
    play = LimitedMoves(case.model, case.concept.name)
    head = case.head("play")
    if case.concept.name == "NM":
        tables, settled, period = _until_repeated(case, play)
        # A horizon of the cycle, the first one in which the side leaves if there is one.
        horizons = list(range(max(1, settled), max(1, settled) + period))
        leaving = [h for h in horizons if tables[h][case.side][case.state] != case.state]
        horizon = (leaving or horizons)[0]
        cycle = [case.model.states.id(int(tables[h][case.side][case.state])) for h in range(settled, settled + period)]
        head |= {"settled": settled, "period": period, "cycle": cycle}
    else:
        horizon = int(case.concept.name[1:])
        ends = (np.arange(play.count), np.arange(play.count))
        tables = [ends]
        for _ in range(horizon):
            tables.append(play.step(tables[-1]))
    return _alternatives(case, play, tables, horizon, head)


def _until_repeated(case: Case, play: LimitedMoves) -> tuple[Tables, int, int]:
    """Return the tables of all horizons until they repeat where the state can lead to, when first, and how often."""
    place = _onward(case)
    ends = (np.arange(play.count), np.arange(play.count))
    tables: Tables = []
    seen: dict[bytes, int] = {}
    while (key := ends[0][place].tobytes() + ends[1][place].tobytes()) not in seen:
        seen[key] = len(tables)
        tables.append(ends)
        ends = play.step(ends)
    period = len(tables) - seen[key]
    # One more, for a horizon of at least one where the tables never change.
    tables.append(ends)
    return tables, seen[key], period


def _onward(case: Case) -> NDArray[np.bool_]:
    """Return the states that any moves of both sides lead to, the state itself included."""
    found = np.zeros(case.model.states.count, bool)
    found[case.state] = True
    front = [case.state]
    while front:
        state = front.pop()
        for side in (0, 1):
            for end in map(int, case.model.moves.reachable(side, state)):
                if not found[end]:
                    found[end] = True
                    front.append(end)
    return found


def _alternatives(
    case: Case, play: LimitedMoves, tables: Tables, horizon: int, head: dict[str, Any]
) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    model, i, s, ids = case.model, case.side, case.state, case.model.states.id
    moves = model.moves.reachable(i, s)
    expected = tables[horizon - 1][1 - i]
    end = int(tables[horizon][i][s])
    stable = end == s
    order = moves[np.lexsort((moves, -play.levels[i][expected[moves]]))]
    listed = []
    for move in map(int, order[:LISTED_MOVES]):
        after = int(expected[move])
        line = _line(case, play, tables, 1 - i, move, horizon - 1) if horizon <= LONGEST else []
        relation = word(model, i, after, s)
        listed.append({"to": ids(move), "line": line, "ends": ids(after), "relation": relation})
    body: dict[str, Any] = {"stable": stable, "horizon": horizon, "alternative_count": len(moves)}
    body |= {"alternatives": listed, "truncated": len(moves) > LISTED_MOVES or horizon > LONGEST}
    if not stable:
        body["move"] = ids(int(order[0]))
    few = [int(expected[move]) for move in order[:3]]
    grounds = [ground(model, i, after, s) for after in few if after != s]
    return {**head, **body}, tuple(dict.fromkeys(grounds))


def _line(case: Case, play: LimitedMoves, tables: Tables, mover: int, state: int, horizon: int) -> list[dict[str, str]]:
    """Return the best moves from a state, in turn, until somebody stays."""
    model, ids = case.model, case.model.states.id
    line = []
    while horizon and (end := int(tables[horizon][mover][state])) != state:
        moves = model.moves.reachable(mover, state)
        values = play.levels[mover][tables[horizon - 1][1 - mover][moves]]
        move = int(moves[np.argmax(values)])
        relation = word(model, mover, end, state)
        line.append({"mover": model.makers[mover], "from": ids(state), "to": ids(move), "relation": relation})
        mover, state, horizon = 1 - mover, move, horizon - 1
    return line
