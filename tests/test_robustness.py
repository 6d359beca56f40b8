"""Shares of survival equal what the textbook finds over all plausible preferences; samples stay close to them."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from random import Random
from time import process_time
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.robustness.compute import robustness
from standoff.analyze.robustness.doubt import Doubt
from standoff.analyze.robustness.found import Robustness
from standoff.model.files import from_document
from tests import textbook, textbook_doubt
from tests.strategies import Document, option_documents

FIVE = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
TOUCHY: Document = {
    "standoff": 1,
    "title": "touchy",
    "decision_makers": [
        {"id": "A", "options": [{"id": "a"}, {"id": "b", "moves": "take"}]},
        {"id": "B", "options": [{"id": "c"}]},
    ],
    "status_quo": [],
    "preferences": {
        "A": {
            "statements": [
                {"prefer": "not c", "contested": True, "evidence": ["note@0-5"]},
                {"prefer": "a", "presumed": "doing", "evidence": ["note@6-9"]},
                {"prefer": "b if c"},
            ]
        },
        "B": {"statements": [{"prefer": "c if a", "presumed": "asked-not-done", "evidence": ["note@1-4"]}, "not c"]},
    },
    "sources": [{"id": "note", "reliability": "B"}],
    "outcomes": {"deal": "a and c", "calm": "not c"},
}


def shares(document: Document, concepts: tuple[str, ...], **doubt: Fraction) -> dict[Any, Fraction]:
    """Return the exact share under which each verdict, or equilibrium (no side), is as it is now, by the textbook."""
    game = textbook.game(document)
    now = {concept: textbook.verdicts(game, concept) for concept in concepts}
    found: dict[Any, Fraction] = {}
    judged: dict[str, dict[str, list[list[bool]]]] = {}
    for weight, other, _ in textbook_doubt.plausible(document, **doubt):
        drawn = textbook.game(other)
        key = repr(drawn.degrees)
        if key not in judged:
            judged[key] = {concept: textbook.verdicts(drawn, concept) for concept in concepts}
        for concept in concepts:
            then = judged[key][concept]
            for k, state in enumerate(game.states):
                for i, side in enumerate(game.sides):
                    same = then[i][k] == now[concept][i][k]
                    found[concept, state, side] = found.get((concept, state, side), Fraction(0)) + weight * same
                everyone = all(row[k] for row in then) == all(row[k] for row in now[concept])
                found[concept, state, None] = found.get((concept, state, None), Fraction(0)) + weight * everyone
    return found


def cells(found: Robustness, concepts: tuple[str, ...]) -> dict[Any, int]:
    """Return the cell of each verdict and equilibrium."""
    model = found.bench.model
    return {
        (concept, model.states.id(state), side): found.cell(concept, model.states.id(state), side)
        for concept in concepts
        for state in range(model.states.count)
        for side in (*model.makers, None)
    }


def marked(document: Document, seed: int) -> Document:
    """Mark some statements of a random document as presumed or contested."""
    random = Random(seed)
    for entry in document["preferences"].values():
        if "statements" in entry:
            entry["statements"] = [
                {"prefer": text, **random.choice([{}, {}, {"presumed": "doing"}, {"contested": True}])}
                for text in entry["statements"][:3]
            ]
    return document


def test_by_hand() -> None:
    """In chicken s2 is a Nash equilibrium unless a side prefers otherwise where it could move.

    P1 ranks s3 s4 s2 s1 and could move from s2 to s1. The two change places if s2 stays third (.8) and then swaps (.2).
    P2 ranks s2 s4 s3 s1 and could move to s4, which swaps with s2 with .2. So it is (1 - .16) × .8.
    """
    dispute = standoff.load("catalog:chicken")
    assert (("s3",), ("s4",), ("s2",), ("s1",)) == tuple(dispute.preferences["P1"].ranking or ())
    assert (("s2",), ("s4",), ("s3",), ("s1",)) == tuple(dispute.preferences["P2"].ranking or ())
    found = robustness(dispute, concepts=["Nash"])
    assert (True, 64) == (found.exact, found.preferences)
    assert Fraction(84, 100) == found.fraction(found.cell("Nash", "s2", "P1"))
    assert Fraction(8, 10) == found.fraction(found.cell("Nash", "s2", "P2"))
    assert Fraction(672, 1000) == found.fraction(found.cell("Nash", "s2"))


def test_every_kind_of_doubt() -> None:
    """Presumed statements left out, contested ones negated and every kind of pair give the textbook's shares."""
    doubt = {"negate": Fraction(1, 3), "presumed": Fraction(3, 7), "swap": Fraction(1, 10)}
    found = robustness(from_document(TOUCHY), doubt=doubt)
    expected = shares(TOUCHY, FIVE, **doubt)
    assert expected == {key: found.fraction(cell) for key, cell in cells(found, FIVE).items()}


def check(document: Document, most: int) -> None:
    """Compare all shares of a dispute with the textbook's."""
    assume(textbook_doubt.ways(document) <= most)
    dispute = from_document(document)
    try:
        found = robustness(dispute, concepts=FIVE, exact=True)
    except standoff.StandoffError as error:
        assume("no preferences to doubt" not in str(error))
        raise
    expected = shares(document, FIVE)
    assert expected == {key: found.fraction(cell) for key, cell in cells(found, FIVE).items()}


@settings(max_examples=15, deadline=None)
@given(option_documents(most_options=3, most_sides=2, coalesce=True), st.integers(0, 2**32))
def test_enumerated(document: Document, seed: int) -> None:
    """Over all plausible preferences, shares are exactly those of the textbook."""
    check(marked(document, seed), 300)


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(option_documents(most_options=4, most_sides=3, coalesce=True), st.integers(0, 2**32))
def test_enumerated_at_length(document: Document, seed: int) -> None:
    """The same for more disputes, of three sides too."""
    check(marked(document, seed), 600)


@pytest.mark.long
def test_ten_thousand_samples_in_time() -> None:
    """10,000 samples of 256 states and four sides take at most 20 seconds of processor time on each of two cores."""
    from benchmarks import disputes

    robustness(disputes.stated((2, 2, 2, 2)), samples=300)
    started = process_time()
    found = robustness(disputes.stated((2, 2, 2, 2)))
    assert (10_000, 256) == (found.preferences, found.bench.shape[2])
    assert process_time() - started < 40


@pytest.mark.parametrize("name", ["chicken", "superpower_confrontation", "two_banks", "touchy"])
def test_samples_are_close(name: str) -> None:
    """Sampled shares lie within five standard deviations of the exact ones, and the interval around them."""
    dispute = from_document(TOUCHY) if name == "touchy" else standoff.load(f"catalog:{name}")
    exact, sampled = (robustness(dispute, exact=exact, samples=4000, seed=7) for exact in (True, False))
    outside = 0
    for cell in range(exact.bench.cells):
        share, answer = exact.answer(cell).share, sampled.answer(cell)
        assert abs(answer.share - share) <= 5 * sqrt(share * (1 - share) / 4000) + 1e-9
        assert answer.interval is not None
        outside += not answer.interval[0] - 1e-12 <= share <= answer.interval[1] + 1e-12
    assert outside <= 0.15 * exact.bench.cells
    assert exact.counted.touched == pytest.approx(sampled.counted.touched / 4000, abs=0.05)


def test_hinges_by_the_textbook() -> None:
    """Survival with a statement as it stands, and otherwise, is the textbook's conditional share."""
    found = robustness(from_document(TOUCHY), concepts=["SEQ"])
    game = textbook.game(TOUCHY)
    now = textbook.verdicts(game, "SEQ")
    for state in game.states:
        hinges = {hinge.number: hinge for hinge in found.hinges(found.cell("SEQ", state))}
        for number, (side, place) in enumerate([("A", 0), ("A", 1), ("A", 2), ("B", 0), ("B", 1)]):
            kept = {False: Fraction(0), True: Fraction(0)}
            total = {False: Fraction(0), True: Fraction(0)}
            for weight, other, touched in textbook_doubt.plausible(TOUCHY):
                then = textbook.verdicts(textbook.game(other), "SEQ")
                k = game.states.index(state)
                otherwise = place in touched[game.sides.index(side)]
                total[otherwise] += weight
                kept[otherwise] += weight * (all(row[k] for row in then) == all(row[k] for row in now))
            if number in hinges:
                hinge = hinges[number]
                assert (side, place + 1) == (("A", "B")[hinge.part.side], hinge.part.place)
                assert float(total[True]) == pytest.approx(hinge.disturbed)
                assert float(kept[False] / total[False]) == pytest.approx(hinge.kept_undisturbed)
                assert float(kept[True] / total[True]) == pytest.approx(hinge.kept_disturbed)
                assert hinge.weight == pytest.approx(
                    float(kept[False] / total[False] - kept[False] - kept[True]), abs=1e-9
                )
            else:
                assert kept[False] / total[False] <= kept[True] / total[True]


def test_trials_by_changed_files() -> None:
    """Leaving a statement out, or negating it, flips what it flips in a file without it, or with its contrary."""
    found = robustness(from_document(TOUCHY), concepts=["Nash", "SEQ"])
    base = standoff.Analysis(from_document(TOUCHY))
    for part, how in found.trials.done:
        changed: Document = {**TOUCHY, "preferences": {side: dict(e) for side, e in TOUCHY["preferences"].items()}}
        side, place = ("A", "B")[found.bench.parts[part].side], found.bench.parts[part].place - 1
        entry = list(changed["preferences"][side]["statements"])
        prefer = entry[place] if isinstance(entry[place], str) else entry[place]["prefer"]
        entry[place : place + 1] = [] if how == "left out" else [f"not ({prefer})"]
        changed["preferences"][side]["statements"] = entry
        other = standoff.Analysis(from_document(changed))
        for concept in ("Nash", "SEQ"):
            flips = [
                found.trials.of(part, found.cell(concept, base.model.states.id(k)))[how]
                for k in range(base.model.states.count)
            ]
            assert (other.equilibria_mask(concept) != base.equilibria_mask(concept)).tolist() == flips


def test_steps_of_a_ranking() -> None:
    """A step of a ranking is tried both exchanged and as a tie."""
    dispute = standoff.load("catalog:chicken")
    found = robustness(dispute, concepts=["Nash"])
    tried = {found.bench.parts[part].text for part, _ in found.trials.done if found.bench.parts[part].side == 0}
    assert {"s3 > s4", "s4 > s2", "s2 > s1"} == tried
    hinges = found.hinges(found.cell("Nash", "s2", "P1"))
    assert [("s2 > s1", {"exchanged": True, "made equal": False})] == [
        (hinge.part.text, dict(hinge.trials)) for hinge in hinges if hinge.decisive
    ]


def test_outcomes_by_single_analyses() -> None:
    """Outcomes are those of an analysis of each drawn preference: its equilibria, and where its improvements lead."""
    found = robustness(from_document(TOUCHY), concepts=["Nash", "SEQ"], exact=True)
    bench = found.bench
    kept: dict[int, Fraction] = {}
    for weight, other, _ in textbook_doubt.plausible(TOUCHY):
        analysis = standoff.Analysis(from_document(other))
        led = analysis.evolve().would
        for concept in ("Nash", "SEQ"):
            for name, truth in bench.outcomes.items():
                for by_improvements in (False, True):
                    mask = analysis.equilibria_mask(concept) & truth & (led if by_improvements else True)
                    cell = found.outcome_cell(concept, name, by_improvements=by_improvements)
                    same = bool(mask.any()) == bool(bench.base[cell])
                    kept[cell] = kept.get(cell, Fraction(0)) + weight * same
    assert kept == {cell: found.fraction(cell) for cell in kept}


def test_target_is_followed() -> None:
    """A target is one more outcome, and the same as the outcome of the same expression."""
    found = robustness(from_document(TOUCHY), target="a and c")
    for concept in FIVE:
        assert found.outcome(concept, "a and c") == found.outcome(concept, "deal")


def test_slow_rows_equal_fast_rows() -> None:
    """Judged one after the other by the general machinery, profiles get the same cells."""
    names = ("two_banks", "elmira", "lake_gisborne")
    for dispute in (from_document(TOUCHY), *(standoff.load(f"catalog:{name}") for name in names)):
        bench = robustness(dispute, samples=1).bench
        drawn = [order.draw(np.random.default_rng(side), 40)[0] for side, order in enumerate(bench.orders)]
        profiles = [
            tuple(order.relation(row) for order, row in zip(bench.orders, rows, strict=True))
            for rows in zip(*drawn, strict=True)
        ]
        assert bench.fast
        assert bench.rows_of(profiles).tolist() == bench.rows(drawn).tolist()


def test_other_concepts_and_rules() -> None:
    """Concepts that are not swept, sides with concepts of their own and other sanction rules are judged one by one."""
    document = TOUCHY | {"preferences": {"A": {"ranking": [["s1", "s2"], ["s3", "s6"], "s5", "s4", ["s7", "s8"]]},
                                         "B": {"statements": ["c if a", "not c"]}}}  # fmt: skip
    dispute = from_document(document)
    kinds: tuple[dict[str, Any], ...] = (
        {"concepts": ["L2", "strong_GMR"]},
        {"concepts": ["GMR"], "sanctions": "single-opponent"},
        {"concepts": ["SEQ"], "concept_of": {"B": "Nash"}},
        {"concepts": ["SMR"], "return_to_s": False},
    )
    for kind in kinds:
        found = robustness(dispute, exact=True, **kind)
        expected, state = 0.0, "s3"
        now = standoff.Analysis(dispute, **kind)
        for weight, other, _ in textbook_doubt.plausible(document):
            then = standoff.Analysis(from_document(other), **kind)
            name = then.concepts[0].name
            expected += float(weight) * ((state in then.equilibria(name)) == (state in now.equilibria(name)))
        assert expected == pytest.approx(found.equilibrium(now.concepts[0].name, state).share)


def test_doubt_of_nothing_keeps_everything() -> None:
    """Where one probability alone is not 0 and it is 1, the one plausible preference is the one that it makes."""
    document = TOUCHY | {"preferences": {side: {"statements": ["a", "c"]} for side in ("A", "B")}}
    found = robustness(from_document(document), doubt={"swap": 1}, concepts=["Nash"])
    turned = TOUCHY | {"preferences": {side: {"statements": ["c", "a"]} for side in ("A", "B")}}
    same = (
        standoff.Analysis(from_document(document)).equilibria_mask("Nash")
        == standoff.Analysis(from_document(turned)).equilibria_mask("Nash")
    )  # fmt: skip
    assert 1 == found.preferences
    assert same.tolist() == [found.answer(found.bench.cell(0, k)).share == 1 for k in range(8)]


def test_probabilities_are_exact() -> None:
    """Texts are read as exact fractions, and defaults are those that are documented."""
    assert Fraction(1, 3) == Doubt.of({"swap": "1/3"}).swap
    documented = {"swap": 0.2, "hedged": 0.4, "contested": 0.4, "presumed": 0.5, "drop": 0.3, "negate": 0.0,
                  "ranking": 0.2, "weights": 0.2}  # fmt: skip
    assert documented == Doubt().to_dict()
