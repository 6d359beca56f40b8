"""What could happen next: chances equal the textbook's fractions and its simulation; sizes and errors."""

from __future__ import annotations

import json
import time
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume as suppose
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze.prospects import assume, outlook
from standoff.analyze.prospects import chain as chains
from standoff.analyze.prospects import play as plays
from standoff.analyze.prospects.outlook import Outlook
from standoff.analyze.verdicts import Judge
from standoff.model.dispute import Dispute
from standoff.model.files import from_document
from standoff.model.graph import build
from standoff.model.to_document import to_document
from tests import textbook
from tests import textbook_prospects as literal
from tests.strategies import UNKNOWN, Document, graph_documents, option_documents, rich_documents

DOCUMENTS = st.one_of(
    graph_documents(most_states=5, most_sides=3),
    option_documents(most_options=3, most_sides=3),
    rich_documents(UNKNOWN, most_options=3, most_states=5, most_sides=3),
)
CHANCES = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(1)])
WEIGHTS = st.sampled_from([Fraction(1), Fraction(1), Fraction(3), Fraction(1, 4)])
CONCEPTS = st.sampled_from(["Nash", "GMR", "SMR", "SEQ", "SSEQ"])


@st.composite
def assumptions(draw: st.DrawFn, sides: int, concepts: st.SearchStrategy[str] = CONCEPTS) -> literal.Assumed:
    """Any assumptions, certainties included."""

    def each(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=sides, max_size=sides))

    return literal.Assumed(
        each(WEIGHTS),
        each(CHANCES),
        each(CHANCES),
        each(concepts),
        draw(st.sampled_from(["best", "any"])),
        draw(st.sampled_from(["any", "welcome", "least"])),
    )


def seen(dispute: Dispute, a: literal.Assumed, start: str) -> Outlook:
    """The outlook under the same assumptions."""
    ids = [maker.id for maker in dispute.decision_makers]
    assumed = assume(
        dispute,
        initiative=dict(zip(ids, map(float, a.initiative), strict=True)),
        concede=dict(zip(ids, map(float, a.concede), strict=True)),
        retract=dict(zip(ids, map(float, a.retract), strict=True)),
        concept=dict(zip(ids, a.concepts, strict=True)),
        improvements=a.improvements,
        concessions=a.concessions,
    )
    return outlook(Judge(build(dispute)), assumed, start=start, vary="none")


def check(document: Document, a: literal.Assumed, start: str, target: set[str]) -> None:
    """Ends, classes, moves and hitting chances are the textbook's."""
    game = textbook.game(document)
    all_laws = literal.laws(game, a, start)
    begin: literal.Situation = (start, -1, False)
    found = seen(from_document(document), a, start)
    ids, chain = found.model.states.id, found.chain
    classes = literal.rounds(all_laws)
    caught = set().union(*classes)
    passing = [x for x in all_laws if x not in caught]
    visits = literal.visits(all_laws, passing, begin)
    ends: Counter[str] = Counter()
    resting: Counter[str] = Counter()
    for x in passing:
        ends[x[0]] += visits[x] * all_laws[x].get(None, 0)  # type: ignore[assignment]
        resting[x[0]] += visits[x] * all_laws[x].get(None, 0) * x[2]  # type: ignore[assignment]
    expected = {s: (float(p), float(resting[s])) for s, p in ends.items() if p}
    assert {ids(end.state): pytest.approx((end.chance, end.resting), abs=1e-9) for end in found.ends} == expected
    moves = sum(visits[x] * (1 - all_laws[x].get(None, 0)) for x in passing)
    assert float(moves) == pytest.approx(chain.moves, abs=1e-8)
    assert len(chain.rounds) == len(classes)
    shown = {frozenset(ids(int(s)) for s in one.states): one for one in chain.rounds}
    for members in classes:
        chance = float(sum(visits[x] * all_laws[x].get(y, 0) for x in passing for y in members)) or float(
            begin in members
        )
        shares: Counter[str] = Counter()
        for x, share in literal.long_run(all_laws, sorted(members)).items():
            shares[x[0]] += float(share)  # type: ignore[assignment]
        one = shown[frozenset(shares)]
        if len(shown) == len(classes):
            assert chance == pytest.approx(one.chance, abs=1e-9)
        for state, share in zip(one.states, one.shares, strict=True):
            assert shares[ids(int(state))] == pytest.approx(share, abs=1e-9)
    mask = np.array([s in target for s in game.states])
    ever, length = literal.hitting(all_laws, begin, target)
    assert float(ever) == pytest.approx(chain.chance_of(mask), abs=1e-9)
    assert (None if length is None else pytest.approx(float(length), rel=1e-7, abs=1e-9)) == chain.moves_to(mask)


@settings(max_examples=90, deadline=None)
@given(DOCUMENTS, st.data())
def test_chances_are_the_textbooks_fractions(document: Document, data: st.DataObject) -> None:
    """Every chance, share and expected number equals the exact fraction, for all kinds of preferences and concepts."""
    game = textbook.game(document)
    suppose(len(game.states) <= 8)
    a = data.draw(assumptions(len(game.sides)))
    start = data.draw(st.sampled_from(game.states))
    check(document, a, start, data.draw(st.sets(st.sampled_from(game.states), min_size=1, max_size=2)))


@settings(max_examples=25, deadline=None)
@given(graph_documents(most_states=5, most_sides=2), st.data())
def test_two_sides_may_look_far_ahead(document: Document, data: st.DataObject) -> None:
    """Under L_h a side makes the move that its foresight has it make, even through a state that is worse."""
    game = textbook.game(document)
    a = data.draw(assumptions(2, st.sampled_from(["L1", "L2", "L3", "SEQ"])))
    start = data.draw(st.sampled_from(game.states))
    check(document, a, start, {data.draw(st.sampled_from(game.states))})


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.data())
def test_without_concessions_play_ends_in_equilibria(document: Document, data: st.DataObject) -> None:
    """Where nobody concedes, play ends exactly where every side is stable under its own concept, or goes round."""
    game = textbook.game(document)
    a = data.draw(assumptions(len(game.sides)))
    a.concede = [Fraction(0)] * len(game.sides)
    start = data.draw(st.sampled_from(game.states))
    found = seen(from_document(document), a, start)
    stable = [s for s in game.states if all(textbook.stable(game, c, i, s) for i, c in enumerate(a.concepts))]
    ids = found.model.states.id
    assert {ids(end.state) for end in found.ends} <= set(stable)
    assert {ids(int(s)) for s in np.flatnonzero(found.ways.resting)} == set(stable)
    assert sum(end.chance for end in found.ends) + sum(one.chance for one in found.chain.rounds) == pytest.approx(1)
    if found.model.moves.transitive:
        assert {end.state for end in found.ends} <= set(np.flatnonzero(found.ways.evolution.would))


CASES = [
    ("elmira", {}, None),
    ("two_banks", {"concede": [0.3, 0.6], "concepts": ["Nash", "SEQ"]}, None),
    ("prisoners_dilemma", {"retract": [0.2, 0.9], "concessions": "welcome", "concede": [0.4, 0.4]}, None),
    ("cuban_missile_crisis", {"concepts": ["SMR", "SSEQ"], "improvements": "any"}, None),
]


@pytest.mark.parametrize(("name", "given_", "start"), CASES, ids=[case[0] for case in CASES])
def test_chances_agree_with_simulation(name: str, given_: dict[str, Any], start: str | None) -> None:
    """Of 3,000 plays, drawn with a seed by the textbook's rules, as many end in each state as the chances say."""
    dispute = standoff.load(f"catalog:{name}")
    game = textbook.game(json.loads(json.dumps(to_document(dispute), default=str)) | {"facts": dict(dispute.facts)})
    sides = len(game.sides)
    base: dict[str, Any] = {"concede": [0.2] * sides, "retract": [0.5] * sides, "concepts": ["SEQ"] * sides}
    values = base | given_
    for key in ("concede", "retract"):
        values[key] = [Fraction(str(value)) for value in values[key]]
    a = literal.Assumed(initiative=[Fraction(k + 1) for k in range(sides)], **values)
    model = build(dispute)
    begin = start or model.states.id(model.status_quo or 0)
    found = seen(dispute, a, begin)
    random, plays_, ended = Random(7), 3000, Counter[str]()
    total = 0
    known: dict[literal.Situation, literal.Law] = {}
    for _ in range(plays_):
        states, over = literal.simulate(game, a, begin, random, known)
        assert over
        ended[states[-1]] += 1
        total += len(states) - 1
    for end in found.ends:
        spread = (end.chance * (1 - end.chance) / plays_) ** 0.5
        assert ended[model.states.id(end.state)] / plays_ == pytest.approx(end.chance, abs=4.5 * spread + 1e-9)
    assert total / plays_ == pytest.approx(found.chain.moves, rel=0.15, abs=0.05)


def wide(options: int, sides: int = 4, seed: int = 3) -> Document:
    """A dispute of 2^options states with random weights."""
    random = Random(seed)
    ids = [[f"o{k}" for k in range(options) if k % sides == j] for j in range(sides)]
    every = [option for own in ids for option in own]
    return {
        "standoff": 1,
        "title": "wide",
        "decision_makers": [
            {"id": f"D{j}", "options": [{"id": option} for option in own]} for j, own in enumerate(ids)
        ],
        "preferences": {f"D{j}": {"weights": {o: random.randint(-9, 9) for o in every}} for j in range(sides)},
        "status_quo": [],
        "outcomes": {"deal": f"{every[0]} and {every[1]}"},
    }


def test_large_plays_are_solved_by_iteration_as_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum of terms and GMRES give what the direct factorization gives; so do the shares of a large class."""
    model = build(from_document(wide(8)))
    mask = model.states.satisfying("deal")

    def measured(concede: float, **limits: int) -> tuple[Any, ...]:
        for name in ("DIRECT", "SHORT", "SWEEPS"):
            monkeypatch.setattr(chains, name, limits[name])
        assumed = assume(model.dispute, concede=concede, retract=0.9, foresight=1)
        found = outlook(Judge(model), assumed, vary="none").chain
        shares = [one.shares for one in found.rounds]
        return found.ends, found.moves, found.chance_of(mask), found.moves_to(mask), *shares

    for concede in (0.2, 0.97, 1.0):
        direct = measured(concede, DIRECT=10**6, SHORT=0, SWEEPS=0)
        for limits in ({"SHORT": 10, "SWEEPS": 10**5}, {"SHORT": 0, "SWEEPS": 0 if concede < 1 else 5000}):
            other = measured(concede, DIRECT=0, **limits)
            assert len(direct) == len(other)
            for one, two in zip(direct, other, strict=True):
                np.testing.assert_allclose(one, two, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(
    ("options", "seconds"), [(12, 15), pytest.param(16, 40, marks=pytest.mark.long)], ids=["4096", "65536"]
)
def test_many_states_take_seconds(options: int, seconds: float) -> None:
    """Thousands of states that can all come about are looked ahead from within seconds, ranges included."""
    model = build(from_document(wide(options)))
    judge = Judge(model)
    begin = time.perf_counter()
    found = outlook(judge, assume(model.dispute))
    assert time.perf_counter() - begin < seconds
    assert len(found.chain.play.states) >= model.states.count
    assert found.settles == pytest.approx(1, abs=1e-9)
    assert found.ranges is not None
    assert found.ranges.lines


def test_too_large_plays_are_refused_with_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how many situations and moves there are, what they would take, and what to do."""
    model = build(from_document(wide(8)))
    monkeypatch.setattr(plays, "MOST_SITUATIONS", 100)
    with pytest.raises(standoff.StandoffError, match="GB; the limits are 100 situations") as error:
        outlook(Judge(model), assume(model.dispute, concede=0.5))
    assert "--concede X=0" in str(error.value.mend)
    monkeypatch.undo()
    monkeypatch.setattr("standoff.analyze.prospects.choices.MOST_PAIRS", 10)
    with pytest.raises(standoff.StandoffError, match="single moves from the states that can come about"):
        outlook(Judge(model), assume(model.dispute))


def test_only_what_can_come_about_is_built() -> None:
    """Where nobody concedes, a play has the situations that improvements lead to, and no more."""
    model = build(from_document(wide(12)))
    found = outlook(Judge(model), assume(model.dispute, concede=0), vary="none")
    assert len(found.chain.play.states) <= 20
    assert set(found.chain.play.states) <= set(np.flatnonzero(found.ways.evolution.would))


@settings(max_examples=50, deadline=None)
@given(DOCUMENTS, st.data())
def test_ways_are_the_cheapest(document: Document, data: st.DataObject) -> None:
    """Equilibria and targets come with a legal path of the fewest concessions, and with who would not stay there."""
    game = textbook.game(document)
    a = data.draw(assumptions(len(game.sides)))
    start = data.draw(st.sampled_from(game.states))
    found = seen(from_document(document), a, start)
    model, ways = found.model, found.ways
    sorted_out = [*ways.by_improvements, *[way.state for way in ways.apart], *ways.unreachable]
    assert sorted(sorted_out) == np.flatnonzero(ways.resting).tolist()
    for way in ways.apart:
        assert all(first.mover != then.mover for first, then in pairwise(way.approach.steps))
        assert sum(way.approach.concessions) == sum(
            not game.better(s.mover, game.states[s.end], game.states[s.start]) for s in way.approach.steps
        )
        assert way.approach.conceding
        assert way.leaving == ()
    mask = np.zeros(model.states.count, bool)
    mask[data.draw(st.integers(0, model.states.count - 1))] = True
    target = ways.target("it", "it", mask)
    state = int(np.flatnonzero(mask)[0])
    assert (target.cheapest is not None) == bool(ways.evolution.can[state])
    assert (target.improving is not None) == bool(ways.evolution.would[state])
    if target.cheapest is not None:
        leaving = tuple(i for i in range(len(game.sides)) if literal.would(game, a, i, game.states[state]))
        assert leaving == target.cheapest.leaving
        assert (target.lasting is not None) == (not leaving)
    if target.joint is not None:
        begin = game.states[target.joint.start]
        assert len(target.joint.approach.movers) > 1
        assert all(game.better(i, game.states[state], begin) for i in target.joint.approach.movers)


def test_ranges_hold_the_default_and_every_chance() -> None:
    """Each line passes through the default's chances, the joint range covers them, and a seed makes them the same."""
    analysis = standoff.Analysis(standoff.load("catalog:two_banks"))
    found, again = analysis.prospects(), analysis.prospects()
    assert found.ranges is not None
    assert found.ranges == again.ranges
    seen_, k = set(), found.names.index("deal")
    for line in found.ranges.lines:
        seen_.add(line.assumption)
        assert line.default is not None
        place = line.values.index(line.default)
        assert found.prospects[k].ends == pytest.approx(line.ends[k][place], abs=1e-12)
        assert found.prospects[k].reached == pytest.approx(line.reached[k][place], abs=1e-12)
    assert {"concede", "retract", "initiative", "foresight", "improvements", "concessions"} == seen_
    low, high = found.ranges.ends[k]
    assert low <= found.prospects[k].ends <= high
    few = analysis.prospects(vary="few")
    assert few.ranges is not None
    assert 0 < len(few.ranges.lines) < len(found.ranges.lines)
    assert analysis.prospects(vary="none").ranges is None


def test_a_side_that_never_concedes_is_left_so() -> None:
    """A readiness of zero is an assumption made on purpose, which the ranges keep."""
    analysis = standoff.Analysis(standoff.load("catalog:two_banks"))
    makers = analysis.model.makers
    found = analysis.prospects(concede={makers[0]: 0})
    assert found.ranges is not None
    assert {None} == {line.side for line in found.ranges.lines if line.assumption == "concede"}
    assert found.ranges.reached[0] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("assumptions_", "message"),
    [
        ({"concede": 1.5}, "concede is 1.5, which is no probability"),
        ({"concede": {"Up": "much"}}, "concede of Up is 'much', which is no number"),
        ({"concede": {"Upp": 0.1}}, "no decision maker is called 'Upp'"),
        ({"initiative": 0}, "initiative is 0; it must be positive"),
        ({"initiative": {"Up": 1e308}}, "initiative of Up is 1e.308; it lies from 0.000001 to 1,000,000"),
        ({"foresight": 4}, "foresight is 4; it is 1, 2 or 3 moves"),
        ({"concept": "coal_GMR"}, "does not say which single moves"),
        ({"concept": "SEK"}, "'SEK' is no solution concept"),
        ({"improvements": "all"}, "improvements is 'all'"),
        ({"retract": float("nan")}, "no probability"),
        ({"to": "pay and not pay"}, "no state satisfies"),
        ({"start": "YYYYYYYY"}, "is no state"),
    ],
)
def test_bad_assumptions_are_refused(assumptions_: dict[str, Any], message: str) -> None:
    """Each has a message that says what is wrong."""
    with pytest.raises(standoff.StandoffError, match=message):
        standoff.Analysis(standoff.load("catalog:two_banks")).prospects(**assumptions_)


def test_what_prospects_cannot_speak_of_is_refused() -> None:
    """Perceptions, other sanction rules, a dispute without a status quo, and L_h between more than two sides."""
    with pytest.raises(standoff.StandoffError, match="see this dispute differently"):
        standoff.Analysis(standoff.load("catalog:tenants_offer")).prospects()
    with pytest.raises(standoff.StandoffError, match="legal sequences"):
        standoff.Analysis(standoff.load("catalog:elmira"), return_to_s=False).prospects()
    with pytest.raises(standoff.StandoffError, match="two sides"):
        standoff.Analysis(standoff.load("catalog:elmira")).prospects(concept="L3")
    document = wide(4)
    del document["status_quo"]
    with pytest.raises(standoff.StandoffError, match="no status quo"):
        standoff.Analysis(from_document(document)).prospects()


def test_a_concept_of_its_own_is_followed() -> None:
    """A side that the analysis judges by a concept of its own follows it, unless another is asked for."""
    analysis = standoff.Analysis(standoff.load("catalog:two_banks"), concept_of={"Up": "GMR"})
    maker = analysis.dispute.maker("Up")
    assert "GMR" == analysis.prospects(vary="none").assumed.concepts[maker].name
    assert "SMR" == analysis.prospects(vary="none", concept="SMR").assumed.concepts[maker].name
