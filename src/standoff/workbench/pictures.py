"""Pictures of a part of a dispute: the neighbourhood of a state, and the tree of what can follow from it.

Both come in the shape of the picture in a view, so that the page draws all of them alike.
"""

from __future__ import annotations

from typing import Any

from standoff.show.findings import Findings
from standoff.show.layout import Arrow, lay_out
from standoff.show.picture import drawn, node

MOST_AROUND = 40
MOST_IN_TREE = 60
MOST_BRANCHES = 8
DEEPEST = 6


def around(found: Findings, state: int, hops: int) -> dict[str, Any]:
    """Return the picture of the states that so many moves reach, the more telling ones where there are many.

    Parameters
    ----------
    found : Findings
        The analysis.
    state : int
        The state in the middle of attention.
    hops : int
        How many moves away states may be.
    """
    layers = {state: 0}
    front = [state]
    for distance in range(1, hops + 1):
        near = {t for s in front for t in _targets(found, s)} - layers.keys()
        front = sorted(near, key=lambda t: _telling(found, state, t))[: MOST_AROUND - len(layers)]
        layers |= dict.fromkeys(front, distance)
    return drawn(found, dict(sorted(layers.items(), key=lambda item: (item[1], item[0]))), state) | {
        "around": found.model.states.id(state),
        "hops": hops,
    }


def _targets(found: Findings, state: int) -> list[int]:
    """Return where some side can move, in the order of the sides."""
    model = found.model
    return [int(t) for side in range(len(model.makers)) for t in model.moves.reachable(side, state)]


def _telling(found: Findings, start: int, state: int) -> tuple[int, int, int]:
    """Return what orders neighbours: equilibria under most concepts first, then what improvements lead to."""
    return -int(found.strength[state]), -int(found.would[state]), state


def tree(found: Findings, state: int, *, improvements: bool) -> dict[str, Any]:
    """Return the tree of what can follow from a state; a state that came before on the way is not opened again.

    Parameters
    ----------
    found : Findings
        The analysis.
    state : int
        The root.
    improvements : bool
        Whether only moves count that the mover prefers.
    """
    states, parents, layers = [state], [-1], {0: 0}
    arrows: list[Arrow] = []
    ended: set[int] = set()
    left_out = 0
    for number in range(MOST_IN_TREE):
        if number >= len(states):
            break
        here = states[number]
        if here in {states[k] for k in _above(parents, number)} or layers[number] == DEEPEST:
            ended.add(number)
            continue
        steps = _steps(found, here, improvements)
        room = min(MOST_BRANCHES, max(MOST_IN_TREE - len(states), 0))
        left_out += max(len(steps) - room, 0)
        for side, target, improves in steps[:room]:
            layers[len(states)] = layers[number] + 1
            arrows.append(Arrow(number, len(states), side, improves))
            states.append(target)
            parents.append(number)
    layout = lay_out(layers, arrows)
    nodes = [
        node(found, state, one, *layout.centres[k]) | {"key": f"k{k}", "seen": k in ended}
        for k, one in enumerate(states)
    ]
    arcs = [
        {"from": f"k{a.source}", "to": f"k{a.target}", "side": a.side, "improves": a.improves, "x": x, "y": y}
        for a, (x, y) in zip(arrows, layout.bends, strict=True)
    ]
    size = {"width": layout.width, "height": layout.height}
    return {**size, "nodes": nodes, "arcs": arcs, "states_left_out": left_out, "moves_left_out": left_out}


def _above(parents: list[int], number: int) -> list[int]:
    """Return the nodes on the way from the root to a node."""
    found = []
    while parents[number] >= 0:
        number = parents[number]
        found.append(number)
    return found


def _steps(found: Findings, state: int, improvements: bool) -> list[tuple[int, int, bool]]:
    """Return the moves from a state as (side, target, whether the side prefers it), improvements first."""
    model = found.model
    steps = [
        (side, int(t), bool(preference.better(int(t), state)))
        for side, preference in enumerate(model.preferences)
        for t in model.moves.reachable(side, state)
    ]
    return [step for step in steps if step[2]] if improvements else sorted(steps, key=lambda step: not step[2])
