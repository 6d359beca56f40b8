"""The checker's view of a dispute, from the textbook's literal sets."""

from __future__ import annotations

from standoff.explain.verify import Rules
from tests import textbook


def textbook_rules(game: textbook.Game) -> Rules:
    """What a checker may ask of a dispute."""
    signs = {"+": 1, "0": 0, "-": -1}
    place = {side: k for k, side in enumerate(game.sides)}
    number = {state: k for k, state in enumerate(game.states)}
    letters = game.letters or {}
    found = {text: state for state, text in letters.items()}

    def alpha(maker: str, a: str, b: str) -> float:
        certainty = game.certainty[place[maker]]
        return float(certainty[a, b] - certainty[b, a])

    return Rules(
        game.sides,
        lambda maker, state: textbook.reach(game, place[maker], state),
        lambda maker, a, b: game.degrees[place[maker]][a, b],
        alpha=alpha,
        threshold=lambda maker: float(game.threshold[place[maker]]),
        chance=lambda maker, a, b: float(game.probability[place[maker]][a, b]),
        attitude=lambda maker, other: signs[game.attitudes[place[maker]][place[other]]],
        number=lambda state: number[state],
        letters=lambda state: letters[state],
        feasible=found.get,
    )
