"""The catalog's disputes and the cases written elsewhere have the verdicts that are expected of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import standoff
from standoff import catalog
from standoff.catalog import Entry, Expected
from standoff.errors import StandoffError
from standoff.model.dispute import PreferenceEntry
from standoff.model.perceptions import perceived
from standoff.model.phases import at_phase

CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
CASES = Path(__file__).parent.parent / ".." / "shared" / "cases"
ALSO_A_CASE = {  # our name: the case's name
    "american_revolution": "american_revolution",
    "battle_of_the_sexes": "battle_of_the_sexes",
    "chicken": "chicken",
    "cuban_missile_crisis": "cuban_missile_crisis",
    "elmira": "elmira_9state",
    "lake_gisborne": "lake_gisborne_unknown",
    "matching_pennies": "matching_pennies",
    "prisoners_dilemma": "prisoners_dilemma",
    "stag_hunt": "stag_hunt",
    "superpower_confrontation": "superpower_nuclear_confrontation",
    "syria_iraq_1975": "syria_iraq_1975",
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


def _analysis_of(entry: Entry, expected: Expected) -> standoff.Analysis:
    """Analyze a dispute of the catalog in the setting that verdicts are expected in."""
    dispute = standoff.load(f"catalog:{entry.name}")
    if expected.phase is not None:
        dispute = at_phase(dispute, expected.phase)
    if expected.seen_by is not None:
        dispute = perceived(dispute, expected.seen_by)
    return standoff.Analysis(dispute, sanctions=expected.sanctions)


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_expected_verdicts(entry: Entry) -> None:
    """Each dispute of the catalog has the verdicts that its file expects, published or computed."""
    for expected in entry.expected:
        analysis = _analysis_of(entry, expected)
        found = {concept: analysis.equilibria(concept) for concept in expected.equilibria}
        assert expected.equilibria == found
        counts = {concept: int(analysis.equilibria_mask(concept).sum()) for concept in expected.counts}
        assert expected.counts == counts
        for concept, makers in expected.stability.items():
            assert makers == {maker: analysis.stable(maker, concept) for maker in makers}
        jumps = {concept: tuple(analysis.jumps(concept)) for concept in expected.jumps}
        assert expected.jumps == jumps
        if expected.strong_equilibria is not None:
            common = set.intersection(*(set(analysis.equilibria(c)) for c in ("Nash", "GMR", "SMR", "SEQ")))
            assert set(expected.strong_equilibria) == common


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_every_entry_is_documented(entry: Entry) -> None:
    """Each entry says where it comes from, and expects verdicts of all five concepts, each marked."""
    assert all((entry.title, entry.about, entry.citation, entry.provenance))
    assert all(item.by for item in entry.expected)
    assert {item.mark for item in entry.expected} <= {"published", "computed"}
    assert {concept for item in entry.expected for concept in (*item.equilibria, *item.counts)} >= set(CONCEPTS)


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_every_phase_and_perception_has_verdicts(entry: Entry) -> None:
    """Whatever phases a dispute has, and in whose eyes it differs, its file expects verdicts in each of them."""
    dispute = standoff.load(f"catalog:{entry.name}")
    assert {item.phase for item in entry.expected} == {None, *(phase.id for phase in dispute.phases)}
    eyes = [maker.id for maker in dispute.decision_makers] if dispute.perceptions else []
    assert {item.seen_by for item in entry.expected} == {None, *eyes}


def test_invented_disputes_say_so() -> None:
    """A constructed dispute says in its citation that it is, and claims no published verdict."""
    invented = [entry for entry in catalog.entries() if entry.publication == "constructed"]
    assert len(invented) == 5
    for entry in invented:
        assert entry.citation == "Constructed for this catalog."
        assert {item.mark for item in entry.expected} == {"computed"}


def test_what_the_catalog_has() -> None:
    """The catalog has the disputes that people of the field expect, and one at least of each kind."""
    named = {"elmira", "cuban_missile_crisis", "syria_iraq_1975", "prisoners_dilemma", "chicken", "stag_hunt"}
    named |= {"battle_of_the_sexes", "matching_pennies", "superpower_confrontation", "american_revolution"}
    named |= {"lake_gisborne", "uruguay_round", "two_banks", "three_sites", "shared_well", "tenants_offer", "warrant"}
    assert named == set(catalog.files())
    disputes = [standoff.load(f"catalog:{name}") for name in named]
    entries = [entry for dispute in disputes for entry in dispute.preferences.values()]
    assert any(dispute.graph_form for dispute in disputes)
    assert any(entry.strong_after for entry in entries)
    assert any(entry.pairs and entry.pairs.otherwise == "unknown" for entry in entries)
    assert any(dispute.phases for dispute in disputes)
    assert any(dispute.attitudes for dispute in disputes)
    assert any(dispute.perceptions for dispute in disputes)


def test_published_number_that_is_wrong() -> None:
    """Of Syria's 720 strict rankings 240 make s2 Nash stable for it, and 384 make it SEQ stable, not 420."""
    dispute = standoff.load("catalog:syria_iraq_1975")
    states = ("s1", "s2", "s3", "s4", "s5", "s6")
    counts = {"Nash": 0, "SEQ": 0}
    for order in permutations(states):
        entry = PreferenceEntry("ranking", ranking=tuple((state,) for state in order))
        changed = standoff.Analysis(replace(dispute, preferences={**dispute.preferences, "Syria": entry}))
        for concept in counts:
            counts[concept] += "s2" in changed.stable("Syria", concept)
    assert counts == {"Nash": 240, "SEQ": 384}
    (correction,) = catalog.entry("syria_iraq_1975").corrections
    assert "420" in correction
    assert "384" in correction


def test_entry_as_data() -> None:
    """An entry is plain data, with the setting of each block of verdicts."""
    plain = catalog.entry("two_banks").to_dict()
    assert json.loads(json.dumps(plain)) == plain
    expected: Any = plain["expected"]
    assert [block["phase"] for block in expected] == [None, "dry", "treaty"]


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


@pytest.mark.parametrize("name", sorted(ALSO_A_CASE))
def test_agrees_with_the_shared_case(name: str) -> None:
    """A dispute that is also a shared case has that case's equilibria."""
    case = _case(ALSO_A_CASE[name])
    analysis = standoff.Analysis(standoff.load(f"catalog:{name}"))
    (first, *_) = case["computed"]
    expected = {concept: tuple(_state(state) for state in first["equilibria"][concept]) for concept in CONCEPTS}
    assert expected == {concept: analysis.equilibria(concept) for concept in CONCEPTS}
    for concept, states in first.get("universal_coalitional", {}).items():
        universal = analysis.equilibria(f"ucoal_{concept.removeprefix('C')}")
        assert tuple(map(_state, states)) == universal
    for concept, states in first.get("unknown_preference_equilibria", {}).items():
        assert tuple(states) == analysis.equilibria(concept)
    for concept, states in first.get("strong_equilibria", {}).items():
        strong = {"SGMR": "strong_GMR", "SSMR": "strong_SMR", "SSEQ_strong": "strong_SEQ"}[concept]
        assert tuple(states) == analysis.equilibria(strong)


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
