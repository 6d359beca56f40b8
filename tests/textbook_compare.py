"""Comparing the program with the textbook, concept by concept: each function returns how many verdicts it compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

import standoff
from standoff.analyze.relational import Sequences
from standoff.model.files import from_document
from tests import textbook, textbook_coalitions, textbook_foresight, textbook_preferences
from tests.strategies import Document
from tests.textbook import Game

BASIC = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
SANCTIONED = BASIC[1:]
EXTENSIONS = tuple(f"{name}_{x}" for name in BASIC for x in "abcd")
STRENGTH = tuple(f"{kind}_{name}" for kind in ("strong", "weak") for name in SANCTIONED)
DEGREES = tuple(f"degree{d}_{name}" for name in SANCTIONED for d in (1, 2, 3))
HYBRID = tuple(f"strong_{name}_{x}" for name in SANCTIONED for x in "abcd")
FORESIGHT = ("L1", "L2", "L3", "L4", "L7", "NM", "Stackelberg(D0)", "Stackelberg(D1)")
TREES = ("MR1", "MR2", "MR3", "MR4", "MR5", "CMR1", "CMR2", "CMR3", "CMR4", "CMR5")
MAXIMIN = ("maximin1", "maximin2", "maximin3", "maximin4", "maximin5")
COALITIONAL = (
    *(f"coal_{name}" for name in BASIC),
    "coal_SEQ_class",
    "coal_SSEQ_class",
    *(f"pareto_coal_{name}" for name in BASIC),
)


def of(
    document: Document, sanctions: Sequences = "legal-sequences", return_to_s: bool = True
) -> tuple[standoff.Analysis, Game]:
    """Return the program's analysis and the textbook's game of a document, under the same sanction rules."""
    game = textbook.game(document)
    game.sanctions, game.return_to_s = sanctions, return_to_s
    return standoff.Analysis(from_document(document), sanctions=sanctions, return_to_s=return_to_s), game


def agree(document: Document, names: Iterable[str], verdicts: Callable[[Game, str], list[list[bool]]]) -> int:
    """Compare the verdicts and equilibria of concepts that are asked of one side."""
    analysis, game = of(document)
    count = 0
    for name in names:
        expected = verdicts(game, name)
        assert expected == analysis.verdicts(name).tolist(), name
        equilibria = tuple(s for k, s in enumerate(game.states) if all(row[k] for row in expected))
        if name.startswith("weak_"):
            equilibria = tuple(textbook_preferences.weak_equilibria(game, name.removeprefix("weak_")))
        assert equilibria == analysis.equilibria(name), name
        count += len(game.sides) * len(game.states)
    return count


def preferences_agree(document: Document, names: Iterable[str]) -> int:
    """Compare concepts of strength, of unknown, fuzzy and probabilistic preferences, and of attitudes."""
    return agree(document, names, textbook_preferences.verdicts)


def foresight_agrees(document: Document, names: Iterable[str]) -> int:
    """Compare simultaneous moves, foresight, trees and policies."""
    return agree(document, names, textbook_foresight.verdicts)


def coalitions_agree(document: Document, names: Iterable[str] = COALITIONAL) -> int:
    """Compare verdicts of every coalition, and those of all of them together where the concept has them."""
    analysis, game = of(document)
    count = 0
    for name in names:
        for coalition in textbook_coalitions.coalitions(list(range(len(game.sides)))):
            expected = tuple(s for s in game.states if textbook_coalitions.coalition_stable(game, name, coalition, s))
            members = ",".join(game.sides[i] for i in coalition)
            assert expected == analysis.stable(members, name), (name, members)
            count += len(game.states)
        universal = tuple(s for s in game.states if textbook_coalitions.universal(game, name, s))
        assert universal == analysis.equilibria(f"u{name}"), name
        count += len(game.states)
    return count


def jumps_agree(document: Document, names: Iterable[str] = BASIC) -> int:
    """Compare the equilibrium jumps of concepts, with both readings of a joint improvement."""
    analysis, game = of(document)
    count = 0
    for name in names:
        rows = textbook.verdicts(game, name)
        equilibria = [s for k, s in enumerate(game.states) if all(row[k] for row in rows)]
        for pareto in (False, True):
            found = analysis.jumps(name, pareto=pareto)
            assert len(found) == len(set(found))
            assert textbook_coalitions.jumps(game, equilibria, pareto) == set(found), name
            count += len(equilibria)
    return count


def rules_agree(document: Document, names: Iterable[str] = BASIC) -> int:
    """Compare concepts under every sanction rule, with and without return to s."""
    count = 0
    rules: tuple[Sequences, ...] = ("legal-sequences", "each-once", "single-opponent")
    for rule, return_to_s in product(rules, (True, False)):
        analysis, game = of(document, rule, return_to_s)
        for name in names:
            expected = textbook_preferences.verdicts(game, name)
            assert expected == analysis.verdicts(name).tolist(), (rule, return_to_s, name)
            count += len(game.sides) * len(game.states)
    return count
