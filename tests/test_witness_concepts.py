"""Witnesses of every family of concepts: accepted as they are, rejected where they are changed or do not fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.coalitions import CoalitionConcept, all_coalitions
from standoff.analyze.registry import find_concept, listing
from standoff.explain.verify import rules_of, verify
from standoff.explain.witness import Reason, reason
from standoff.model.files import from_document
from tests import textbook
from tests.mutations import is_nonsense, may_prove_the_same, mutations
from tests.strategies import KNOWN, RANKED, UNKNOWN, Document, option_documents, rich_documents, with_attitudes
from tests.textbook_compare import BASIC, COALITIONAL, DEGREES, EXTENSIONS, FORESIGHT, HYBRID, MAXIMIN, STRENGTH, TREES
from tests.witness_rules import textbook_rules

SMALL = {"most_options": 3, "most_states": 5}
PROBABLE = (*(f"prob_{name}" for name in BASIC), "prob_SSEQ(0.2,0.7,0.3)")
FAMILIES: dict[str, tuple[st.SearchStrategy[Document], tuple[str, ...]]] = {
    "any preferences": (rich_documents(UNKNOWN, **SMALL), BASIC),
    "unknown": (rich_documents(UNKNOWN, **SMALL), EXTENSIONS),
    "strength": (rich_documents(KNOWN, **SMALL), (*STRENGTH, *DEGREES)),
    "hybrid": (rich_documents(UNKNOWN, **SMALL), HYBRID),
    "fuzzy": (rich_documents(("certainty", "ranking"), **SMALL), tuple(f"fuzzy_{name}" for name in BASIC)),
    "probable": (rich_documents(("probability", "ranking"), **SMALL), PROBABLE),
    "attitudes": (with_attitudes(rich_documents(UNKNOWN, **SMALL)), tuple(f"rel_{name}" for name in BASIC)),
    "foresight": (rich_documents(RANKED, most_sides=2), (*FORESIGHT, *TREES, *MAXIMIN, "PSS")),
    "trees": (rich_documents(UNKNOWN, most_sides=2), (*TREES, "PSS")),
    "simultaneous": (option_documents(most_options=4, coalesce=False, most_sides=3), ("SIM",)),
    "coalitions": (
        rich_documents(UNKNOWN, most_options=3, most_states=4, most_sides=3),
        (*COALITIONAL, *(f"u{name}" for name in COALITIONAL)),
    ),
}
RULES = st.sampled_from(["legal-sequences", "each-once", "single-opponent"])


@st.composite
def questions(draw: st.DrawFn, family: str) -> tuple[Document, str, dict[str, Any]]:
    """A dispute, a concept of a family that it supports, and sanction rules where the concept has them."""
    strategy, names = FAMILIES[family]
    document, name = draw(strategy), draw(st.sampled_from(names))
    if family == "simultaneous":
        for maker in document["decision_makers"]:
            for option in maker["options"]:
                option.pop("shared_with", None)
    rules: dict[str, Any] = {}
    if family in ("any preferences", "unknown", "strength", "hybrid"):
        rules = {"sanctions": draw(RULES), "return_to_s": draw(st.booleans())}
    return document, name, rules


def asked(document: Document, name: str, rules: dict[str, Any]) -> Iterator[tuple[Reason, bool]]:
    """Yield every reason of a concept with the verdict that the analysis computes."""
    analysis = standoff.Analysis(from_document(document), **rules)
    concept, model = find_concept(name), analysis.model
    sides = range(len(model.makers))
    groups: list[tuple[int, ...]] = [(side,) for side in sides]
    universal = isinstance(concept, CoalitionConcept) and concept.universal
    if isinstance(concept, CoalitionConcept):
        groups = [(0,)] if universal else list(all_coalitions(len(sides)))
    for members in groups:
        if universal:
            verdicts = analysis.equilibria_mask(name)
        elif isinstance(concept, CoalitionConcept):
            verdicts = analysis.coalition_mask(",".join(model.makers[i] for i in members), name)
        else:
            verdicts = analysis.verdicts(name)[members[0]]
        for state in range(model.states.count):
            yield reason(model, members, state, concept, **rules), bool(verdicts[state])


def claim_of(witness: dict[str, Any]) -> dict[str, Any]:
    """What a witness has to prove."""
    return {key: witness[key] for key in ("decision_maker", "state", "concept", "sanctions", "return_to_s", "stable")}


def accept_all(family: str, examples: int) -> None:
    """Every witness has the verdict of the analysis, is JSON, is accepted on the textbook's sets, and can be told."""

    @settings(max_examples=examples, deadline=None)
    @given(questions(family))
    def check(question: tuple[Document, str, dict[str, Any]]) -> None:
        document, name, rules = question
        view = textbook_rules(textbook.game(document))
        for found, verdict in asked(document, name, rules):
            assert verdict == found.stable
            witness = json.loads(json.dumps(found.to_dict()["witness"]))
            assert [] == verify(witness, view, claim={**claim_of(witness), "stable": verdict})
            told = str(found)
            assert all(line.endswith(".") and "  " not in line and "{" not in line for line in told.splitlines())
            assert f"{'' if verdict else 'not '}{witness['concept']} stable for " in told

    check()


def reject_changed(family: str, examples: int) -> None:
    """Wherever no other value could prove the same, any change is found; what is no value is found everywhere."""

    @settings(max_examples=examples, deadline=None)
    @given(questions(family), st.data())
    def check(question: tuple[Document, str, dict[str, Any]], data: st.DataObject) -> None:
        document, name, rules = question
        game = textbook.game(document)
        view = textbook_rules(game)
        every = [dict(found.witness) for found, _ in asked(document, name, rules)]
        for witness in data.draw(st.lists(st.sampled_from(every), max_size=3)):
            for path, changed in mutations(witness, game):
                if not may_prove_the_same(path) or is_nonsense(path):
                    assert verify(changed, view, claim=claim_of(witness)), path

    check()


def prove_nothing_false(family: str, examples: int) -> None:
    """Of two disputes with the same states, a witness of the one proves nothing false of the other."""

    @settings(max_examples=examples, deadline=None)
    @given(questions(family), st.data())
    def check(question: tuple[Document, str, dict[str, Any]], data: st.DataObject) -> None:
        document, name, rules = question
        other = json.loads(json.dumps(document))
        sides = list(document["preferences"])
        one, two = data.draw(st.sampled_from(sides or ["none"])), data.draw(st.sampled_from(sides or ["none"]))
        if sides:
            swapped = {one: document["preferences"][two], two: document["preferences"][one]}
            other["preferences"] = {**document["preferences"], **swapped}
        if "states" in document:
            mover = data.draw(st.sampled_from(list(document["moves"])))
            other["moves"][mover] = other["moves"][mover][1:]
        view = textbook_rules(textbook.game(other))
        for (found, _), (_, verdict) in zip(asked(document, name, rules), asked(other, name, rules), strict=True):
            if not verify(found.witness, view):
                assert verdict == found.stable

    check()


TRIALS = (accept_all, reject_changed, prove_nothing_false)


@pytest.mark.parametrize("trial", TRIALS)
@pytest.mark.parametrize("family", FAMILIES)
def test_witnesses(family: str, trial: Callable[[str, int], None]) -> None:
    """Honest witnesses are accepted, changed ones are rejected, and none proves what is false."""
    trial(family, 15)


@pytest.mark.long
@pytest.mark.parametrize("trial", TRIALS)
@pytest.mark.parametrize("family", FAMILIES)
def test_many_witnesses(family: str, trial: Callable[[str, int], None]) -> None:
    """The same of many more disputes."""
    trial(family, 200)


def test_every_registered_concept_has_a_witness() -> None:
    """Every concept that is listed gives a reason for every verdict that it gives on a catalog dispute."""
    analysis = standoff.Analysis(standoff.load("catalog:chicken"))
    rules = rules_of(analysis.model)
    names = [concept.name for _, concepts in listing() for concept in concepts] + ["Stackelberg(P1)", "L5", "MR4"]
    for name in names:
        universal = name.startswith("u")
        for maker, row in zip(analysis.model.makers, analysis.verdicts(name), strict=True):
            for state, verdict in enumerate(analysis.equilibria_mask(name) if universal else row):
                found = analysis.why(maker, analysis.model.states.id(state), name)
                assert verdict == found.stable
                assert [] == verify(found.witness, rules)
