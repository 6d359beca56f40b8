"""Policy stable states for two sides: can each keep the other from gaining by leaving?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.concepts import SolutionConcept
from standoff.analyze.foresight import two_sides
from standoff.analyze.rules import not_better
from standoff.model.graph import GraphModel


def policy_verdicts(model: GraphModel) -> NDArray[np.bool_]:
    """Return where the other side has a policy that prevents every gain from leaving s, shape (2, states).

    i leaves s by a path: i moves first, then in turn the other follows its policy, which stays at s, and i makes
    any move or stays.
    i gains if both can stop at a state better than s; an endless path is no gain.
    The other keeps i from gaining by staying in a safe set: the largest set Z of states (the other to move) in
    which it may stop, for s is at least as good, with all of i's moves from there in Z too; or from which it can
    move on to a state that is in Z together with all of i's moves from it.
    """
    two_sides(model, "PSS")
    states = np.arange(model.states.count)
    result = np.ones((2, len(states)), bool)
    for i in (0, 1):
        own = [model.moves.reachable(i, int(s)) for s in states]
        other = [model.moves.reachable(1 - i, int(s)) for s in states]
        for s in states:
            harmless = not_better(model, i, s, states)
            safe = np.ones(len(states), bool)
            shrinking = True
            while shrinking:
                calm = np.array([bool(safe[moves].all()) for moves in own])
                resting = calm & harmless
                passing = np.array([bool((safe[moves] & calm[moves]).any()) for moves in other])
                kept = safe & (resting | passing)
                # At s itself the policy stays.
                kept[s] = safe[s] and bool(resting[s])
                shrinking = bool((kept != safe).any())
                safe = kept
            result[i, s] = safe[s]
    return result


POLICY_STABLE = SolutionConcept(
    "PSS",
    "policy stability",
    ("policy stable state",),
    "Zeng, Fang, Hipel & Kilgour (2004, 2007)",
    "The other has a policy that stays at the state and keeps the side from stopping anywhere better, "
    "whatever moves it makes.",
    verdicts=policy_verdicts,
    variant=True,
)
