"""The catalog's disputes and the cases written elsewhere have the verdicts that are expected of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import standoff
from standoff import catalog
from standoff.catalog import Entry
from standoff.errors import StandoffError

CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
CASES = Path(__file__).parent.parent / ".." / "shared" / "cases"
SAME = {  # our name: the case's name, where they differ
    "elmira": "elmira_9state",
    "superpower_confrontation": "superpower_nuclear_confrontation",
}
UNKNOWN_PREFERENCES = "lake_gisborne_unknown"
NO_VERDICTS = "uruguay_round_trade_large"


def _case(name: str) -> dict[str, Any]:
    """Return a shared case, or skip the test where the cases are not beside the project."""
    path = CASES / f"{name}.yaml"
    if not path.exists():
        pytest.skip("the shared cases are not beside the project")
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return loaded


def _words(statement: str) -> str:
    """Turn a case's statement, with option numbers, into one of ours, with ids o1, o2, …."""
    text = re.sub(r"-(\d+)", r"not o\1", statement)
    text = re.sub(r"(?<![\w])(\d+)", r"o\1", text)
    return text.replace(" IF ", " if ")


def _document(case: dict[str, Any]) -> dict[str, Any]:
    """Turn a shared case into a dispute document."""
    makers = [{"id": f"m{k}", "name": maker["name"]} for k, maker in enumerate(case["dms"])]
    by_id = {maker["id"]: made for maker, made in zip(case["dms"], makers, strict=True)}
    directions = {"none": "both", "fwd": "take", "back": "drop"}
    for option in case["options"]:
        owner: dict[str, Any] = by_id[option["dm"]]
        moves = directions[option["irreversible"]]
        owner.setdefault("options", []).append({"id": f"o{option['id']}", "name": option["name"], "moves": moves})
    document: dict[str, Any] = {"standoff": 1, "title": case["name"], "decision_makers": makers}
    if case["options"]:
        _add_rules(document, case["feasibility"])
    else:
        document["states"] = [{"id": state["id"]} for state in case["states"]]
        document["moves"] = {by_id[maker]["id"]: arcs for maker, arcs in case["arcs"].items()}
    document["preferences"] = {}
    for maker, entry in (case.get("preferences") or case["preference_statements"]).items():
        document["preferences"][by_id[maker]["id"]] = _preference(entry)
    if "status_quo" in case:
        document["status_quo"] = _state(case["status_quo"])
    return document


def _state(number: int | str) -> str:
    """Return the id of a state that a case may give as a bare number."""
    return f"s{number}" if isinstance(number, int) else number


def _preference(entry: Any) -> dict[str, Any]:
    """Turn a case's preference into ours: statements where it has them (the ranking is what they induce)."""
    statements = entry if isinstance(entry, list) else entry.get("statements")
    if statements is not None:
        return {"statements": [_words(statement) for statement in statements]}
    return {"ranking": [[_state(state) for state in tier] for tier in entry["ranking"]]}


def _add_rules(document: dict[str, Any], rules: dict[str, Any]) -> None:
    """Add a case's feasibility rules, and what it coalesces."""
    made: list[dict[str, Any]] = [{"never": pattern} for pattern in rules.get("infeasible_patterns", ())]
    for kind in ("mutually_exclusive", "at_least_one"):
        made += [{kind: [f"o{number}" for number in numbers]} for numbers in rules.get(kind, ())]
    if made:
        document["feasibility"] = made
    if "coalesce" in rules:
        document["coalesce"] = rules["coalesce"]


def _analysis(document: dict[str, Any]) -> standoff.Analysis:
    """Analyze a document."""
    from standoff.model.files import from_document

    return standoff.Analysis(from_document(document))


def _case_names() -> list[str]:
    """Return the names of the shared cases that have verdicts and whose preferences are all known."""
    names = [path.stem for path in sorted(CASES.glob("*.yaml"))]
    return [name for name in names if name not in (UNKNOWN_PREFERENCES, NO_VERDICTS)] or ["absent"]


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_expected_verdicts(entry: Entry) -> None:
    """Each dispute of the catalog has the verdicts that its file expects, published or computed."""
    analysis = standoff.Analysis(standoff.load(f"catalog:{entry.name}"))
    for expected in entry.expected:
        found = {concept: analysis.equilibria(concept) for concept in expected.equilibria}
        assert found == expected.equilibria
        for concept, makers in expected.stability.items():
            assert {maker: analysis.stable(maker, concept) for maker in makers} == makers
        if expected.strong_equilibria is not None:
            common = set.intersection(*(set(analysis.equilibria(c)) for c in ("Nash", "GMR", "SMR", "SEQ")))
            assert common == set(expected.strong_equilibria)


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_every_entry_is_documented(entry: Entry) -> None:
    """Each entry says where it comes from, and expects verdicts of all five concepts, each marked."""
    assert all((entry.title, entry.about, entry.citation, entry.provenance))
    assert {item.mark for item in entry.expected} <= {"published", "computed"}
    assert {concept for item in entry.expected for concept in item.equilibria} == set(CONCEPTS)


def test_at_least_eight() -> None:
    """The catalog has the disputes that people of the field expect, in option form and in graph form."""
    named = {"elmira", "cuban_missile_crisis", "syria_iraq_1975", "prisoners_dilemma", "chicken", "stag_hunt"}
    named |= {"battle_of_the_sexes", "matching_pennies", "superpower_confrontation", "american_revolution"}
    assert set(catalog.files()) == named


@pytest.mark.parametrize(
    "name", ["elmira", "catalog:elmira", "catalog:Elmira", "kilgour_hipel_fang_peng_2001/elmira", "catalog:ELMIRA"]
)
def test_names(name: str) -> None:
    """A dispute is found by its name, with or without its publication, in any case."""
    assert catalog.find(name).name == "elmira.dispute.yaml"


def test_hyphens() -> None:
    """Hyphens stand for underscores in names."""
    assert catalog.find("syria-iraq-1975").name == "syria_iraq_1975.dispute.yaml"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("catalog:elmirra", "the catalog has no dispute called 'elmirra'. Did you mean elmira?"),
        (
            "fraser_hipel_1984/elmira",
            "the catalog has no dispute called 'fraser_hipel_1984/elmira'. Did you mean elmira?",
        ),
    ],
)
def test_unknown_name(name: str, message: str) -> None:
    """An unknown name gives the nearest one."""
    with pytest.raises(StandoffError) as caught:
        catalog.find(name)
    assert str(caught.value) == message


@pytest.mark.parametrize("name", _case_names())
def test_shared_case(name: str) -> None:
    """Each case written elsewhere has its equilibria and each side's stable states, under all five concepts."""
    case = _case(name)
    analysis = _analysis(_document(case))
    computed = case["computed"][0]
    for concept in CONCEPTS:
        expected = tuple(_state(state) for state in computed["equilibria"][concept])
        assert analysis.equilibria(concept) == expected
        for number, maker in enumerate(case["dms"]):
            stable = tuple(_state(state) for state in computed["individual_stability"][concept][maker["id"]])
            assert analysis.stable(f"m{number}", concept) == stable


@pytest.mark.parametrize("name", _case_names())
def test_shared_case_states(name: str) -> None:
    """Each case's states have its numbers, patterns and codes, and each side as many moves."""
    case = _case(name)
    analysis = _analysis(_document(case))
    states = analysis.model.states
    assert [states.id(k) for k in range(states.count)] == [_state(state["id"]) for state in case["states"]]
    if case["options"]:
        members = [states.members(k) or (states.pattern(k),) for k in range(states.count)]
        assert members == [tuple(state.get("coalesced_from", [state["yn"]])) for state in case["states"]]
    moves = analysis.model.moves
    counts = [sum(len(moves.reachable(i, s)) for s in range(states.count)) for i in range(len(case["dms"]))]
    assert counts == list(case["computed"][0]["arc_counts"].values())


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_agrees_with_the_shared_case(entry: Entry) -> None:
    """A dispute that is also a shared case has that case's equilibria."""
    case = _case(SAME.get(entry.name, entry.name))
    analysis = standoff.Analysis(standoff.load(f"catalog:{entry.name}"))
    expected = {c: tuple(_state(state) for state in case["computed"][0]["equilibria"][c]) for c in CONCEPTS}
    assert {concept: analysis.equilibria(concept) for concept in CONCEPTS} == expected


def test_large_case() -> None:
    """The large case has its 138,240 states, and four sides to whom their own moves make no difference.

    Three have no preferences; the rules never let Japan take option 12, and its other wishes are others' to fulfil.
    """
    case = _case(NO_VERDICTS)
    document = _document(case)
    document["unlisted"] = "equal"
    for entry in list(document["preferences"]):
        if not document["preferences"][entry]["statements"]:
            del document["preferences"][entry]
    analysis = _analysis(document)
    assert analysis.model.states.count == case["n_feasible_states"]
    assert [bool(row.all()) for row in analysis.verdicts("Nash")] == [False, False, True, True, True, True]
