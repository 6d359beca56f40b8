"""Cases computed elsewhere by brute force: groups, strength, unknown preferences and moves together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import standoff
from standoff.model.files import from_document
from tests import textbook, textbook_coalitions, textbook_foresight, textbook_preferences
from tests.strategies import Document

CASES = Path(__file__).parent.parent / ".." / "shared" / "cases"
TOGETHER = {"CNash": "coal_Nash", "CGMR": "coal_GMR", "CSMR": "coal_SMR", "CSEQ": "coal_SEQ"}
STRONG = {"SGMR": "strong_GMR", "SSMR": "strong_SMR", "SSEQ_strong": "strong_SEQ"}
STATEMENTS = ("american_revolution", "uruguay_round_trade_large")


def _names() -> list[str]:
    """Return the names of the cases that list every preference state by state."""
    return [path.stem for path in sorted(CASES.glob("*.yaml")) if path.stem not in STATEMENTS] or ["absent"]


def _case(name: str) -> dict[str, Any]:
    """Return a case, or skip the test where the cases are not beside the project."""
    path = CASES / f"{name}.yaml"
    if not path.exists():
        pytest.skip("the shared cases are not beside the project")
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return loaded


def _state(given: int | str) -> str:
    """Return the id of a state that a case may give as a bare number."""
    return f"s{given}" if isinstance(given, int) else given


def _preference(entry: dict[str, Any]) -> Document:
    """Turn a case's preference into ours: breaks count classes from 0, tables list pairs."""
    if "table" in entry:
        assert {sign for _, sign in entry["table"]} == {">"}
        return {"pairs": {"better": [pair for pair, _ in entry["table"]], "otherwise": "unknown"}}
    ranking = [[_state(state) for state in tie] for tie in entry["ranking"]]
    breaks = [place + 1 for place in entry.get("strong_breaks", [])]
    return {"ranking": ranking, **({"strong_after": breaks} if breaks else {})}


def _document(case: dict[str, Any]) -> Document:
    """Turn a case into a dispute: states that it does not list are infeasible."""
    ids = {maker["id"]: f"m{k}" for k, maker in enumerate(case["dms"])}
    document: Document = {"standoff": 1, "title": case["name"], "decision_makers": [{"id": ids[m]} for m in ids]}
    document["preferences"] = {ids[maker]: _preference(entry) for maker, entry in case["preferences"].items()}
    if not case["options"]:
        document["states"] = [state["id"] for state in case["states"]]
        document["moves"] = {ids[maker]: arcs for maker, arcs in case["arcs"].items()}
        return document
    moves = {"none": "both", "fwd": "take", "back": "drop"}
    for maker, made in zip(case["dms"], document["decision_makers"], strict=True):
        owned = [option for option in case["options"] if option["dm"] == maker["id"]]
        made["options"] = [{"id": f"o{option['id']}", "moves": moves[option["irreversible"]]} for option in owned]
    rules = case["feasibility"]
    document["feasibility"] = [{"never": pattern} for pattern in rules.get("infeasible_patterns", [])]
    for kind in ("mutually_exclusive", "at_least_one"):
        document["feasibility"] += [{kind: [f"o{k}" for k in numbers]} for numbers in rules.get(kind, [])]
    if "coalesce" in rules:
        document["coalesce"] = rules["coalesce"]
    return document


@pytest.mark.parametrize("name", _names())
def test_verdicts_computed_elsewhere(name: str) -> None:
    """The program and the textbook find the equilibria and individual verdicts that brute force found elsewhere."""
    case = _case(name)
    document = _document(case)
    analysis, game = standoff.Analysis(from_document(document)), textbook.game(document)
    sides = {maker["id"]: f"m{k}" for k, maker in enumerate(case["dms"])}
    blocks = [block for block in case["computed"] if block["by"] == "brute force"]
    assert blocks
    for block in blocks:
        for short, states in block.get("universal_coalitional", {}).items():
            expected = [_state(state) for state in states]
            assert expected == list(analysis.equilibria(f"u{TOGETHER[short]}")), short
            assert expected == [s for s in game.states if textbook_coalitions.universal(game, TOGETHER[short], s)]
        simple = {concept: block["equilibria"][concept] for concept in block["equilibria"] if concept != "SIM"}
        strong = {STRONG[short]: states for short, states in block.get("strong_equilibria", {}).items()}
        unknown = block.get("unknown_preference_equilibria", {})
        for concept, states in {**simple, **strong, **unknown}.items():
            expected = [_state(state) for state in states]
            assert expected == list(analysis.equilibria(concept)), concept
            rows = textbook_preferences.verdicts(game, concept)
            assert expected == [s for k, s in enumerate(game.states) if all(row[k] for row in rows)], concept
        for maker, states in block["individual_stability"].get("SIM", {}).items():
            expected = [_state(state) for state in states]
            assert expected == list(analysis.stable(sides[maker], "SIM"))
            row = textbook_foresight.verdicts(game, "SIM")[list(sides).index(maker)]
            assert expected == [s for s, stable in zip(game.states, row, strict=True) if stable]
