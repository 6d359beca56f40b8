"""Evolution from the status quo agrees with the literal definitions, and its paths are legal and shortest."""

from __future__ import annotations

import json
from collections.abc import Callable
from heapq import heappop, heappush
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.analyze import side_steps
from standoff.analyze.evolution import approaches, evolve, reachable_equilibria
from standoff.analyze.reach import Step
from standoff.analyze.side_steps import SideSteps
from standoff.model.files import from_document
from standoff.model.graph import GraphModel, build
from standoff.model.moves import GeneratedMoves
from tests import textbook
from tests.strategies import UNKNOWN, Document, graph_documents, option_documents, rich_documents

DOCUMENTS = st.one_of(graph_documents(), option_documents(), rich_documents(UNKNOWN))
Cost = tuple[int, int]


def cheapest(game: textbook.Game, start: str, price: Callable[[int, str, str], int | None]) -> dict[str, Cost]:
    """The least (price, number of moves) of legal sequences to each state, by Dijkstra over (state, last mover)."""
    best: dict[tuple[str, int], Cost] = {}
    queue: list[tuple[int, int, str, int]] = [(0, 0, start, -1)]
    while queue:
        paid, count, state, last = heappop(queue)
        if (state, last) in best:
            continue
        best[state, last] = (paid, count)
        for j in range(len(game.sides)):
            for end in textbook.reach(game, j, state) if j != last else ():
                more = price(j, state, end)
                if more is not None:
                    heappush(queue, (paid + more, count + 1, end, j))
    result: dict[str, Cost] = {}
    for (state, _), cost in best.items():
        result[state] = min(cost, result.get(state, cost))
    return result


def check_path(model: GraphModel, game: textbook.Game, start: int, steps: tuple[Step, ...], end: int) -> None:
    """A path begins at the start, ends where it should, is made of real moves, and nobody moves twice in a row."""
    place, last = start, -1
    for step in steps:
        assert step.start == place
        assert step.mover != last
        assert (model.states.id(step.start), model.states.id(step.end)) in game.moves[step.mover]
        place, last = step.end, step.mover
    assert end == place


@settings(max_examples=70, deadline=None)
@given(DOCUMENTS, st.data())
def test_what_is_reached_is_what_the_definitions_say(document: Document, data: st.DataObject) -> None:
    """Moves reach R_N(s), improvements R_N+(s), and each path is a shortest legal one."""
    game = textbook.game(document)
    model = build(from_document(document))
    start = data.draw(st.integers(0, len(game.states) - 1))
    evolution = evolve(model, start=game.states[start])
    for improvements in (False, True):
        step = textbook.improvements if improvements else textbook.reach
        expected = textbook.coalition_reach(game, list(range(len(game.sides))), game.states[start], step)
        mask = evolution.would if improvements else evolution.can
        assert expected | {game.states[start]} == {game.states[k] for k in np.flatnonzero(mask)}

        def price(j: int, a: str, b: str, improvements: bool = improvements) -> int | None:
            return 0 if not improvements or game.better(j, b, a) else None

        lengths = cheapest(game, game.states[start], price)
        for state in range(len(game.states)):
            path = evolution.path(state, improvements=improvements)
            if not mask[state]:
                assert path is None
                continue
            assert path is not None
            check_path(model, game, start, path, state)
            assert lengths[game.states[state]] == (0, len(path))
            if improvements:
                assert all(model.preferences[move.mover].better(move.end, move.start) for move in path)


@settings(max_examples=70, deadline=None)
@given(DOCUMENTS, st.data())
def test_approaches_take_the_fewest_concessions(document: Document, data: st.DataObject) -> None:
    """A cheapest approach has as few concessions, and then as few moves, as any legal sequence."""
    game = textbook.game(document)
    model = build(from_document(document))
    start = data.draw(st.integers(0, len(game.states) - 1))
    evolution = evolve(model, start=game.states[start])
    expected = cheapest(game, game.states[start], lambda j, a, b: int(not game.better(j, b, a)))
    prospects = reachable_equilibria(model, evolution, np.ones(len(game.states), bool))
    assert set(np.flatnonzero(evolution.would)) == set(prospects.by_improvements)
    assert {s for s in range(len(game.states)) if game.states[s] not in expected} == set(prospects.unreachable)
    assert prospects.concession_count == len(prospects.by_concessions)
    for approach in prospects.by_concessions:
        check_path(model, game, start, approach.steps, approach.state)
        assert expected[game.states[approach.state]] == (sum(approach.concessions), len(approach.steps))
        worse = [not game.better(s.mover, game.states[s.end], game.states[s.start]) for s in approach.steps]
        assert list(approach.concessions) == worse
        assert any(worse)
        assert set(approach.conceding) == {s.mover for s, bad in zip(approach.steps, worse, strict=True) if bad}
        gaining = {j for j in approach.movers if game.better(j, game.states[approach.state], game.states[start])}
        assert gaining == set(approach.gaining)


def floods(steps: SideSteps) -> bool:
    """Return whether one pass over all states may stand for the side's single moves."""
    with patch.object(side_steps, "MANY", 0):
        return steps._floods(steps.model.states.count)


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS, st.data())
def test_moves_of_many_states_at_once_are_those_of_each(document: Document, data: st.DataObject) -> None:
    """Steps of each kind, forwards and backwards, are the single moves; a set may only leave out its own members."""
    model = build(from_document(document))
    count = model.states.count
    states = np.array(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1))), np.int64)
    narrow = data.draw(st.sampled_from([0, 12]), label="options up to which targets are computed")
    for side, preference in enumerate(model.preferences):
        steps = SideSteps(model, side)
        with patch.object(side_steps, "NARROW", narrow):
            computed = steps._subsets is not None
        generated = isinstance(model.moves, GeneratedMoves)
        assert computed == (generated and narrow > 0)
        arcs = {(s, int(t)) for s in range(count) for t in model.moves.reachable(side, s)}
        better = {(s, t) for s, t in arcs if preference.better(t, s)}
        for kind, expected in (("any", arcs), ("improving", better), ("other", arcs - better)):
            reached = {t for s, t in expected if s in states}
            found = set(map(int, steps.onward(states, kind)))  # type: ignore[arg-type]
            if floods(steps):
                assert found == set(map(int, steps.flood(states, kind)))  # type: ignore[arg-type]
            assert found <= reached
            assert reached - found <= (set(map(int, states)) if model.moves.transitive else set())
            for t in range(count):
                assert {s for s, end in expected if end == t} == set(map(int, steps.origins(t, kind)))  # type: ignore[arg-type]


def test_elmira_evolves_to_its_published_equilibrium() -> None:
    """From the status quo the local government alone improves, to s5; s8 takes a concession of the ministry."""
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    evolution = analysis.evolve()
    assert [0, 4] == np.flatnonzero(evolution.would).tolist()
    assert 9 == evolution.can.sum()
    prospects = reachable_equilibria(analysis.model, evolution, analysis.equilibria_mask("SEQ"))
    assert (4,) == prospects.by_improvements
    eight = prospects.by_concessions[0].to_dict(analysis.model)
    assert "s8" == eight["state"]
    assert [("LG", False), ("MoE", True), ("Uniroyal", False)] == [(s["mover"], s["concession"]) for s in eight["path"]]
    assert (["MoE"], False) == (eight["conceding"], eight["joint"])


def test_a_bargain_is_a_joint_move_from_which_each_gains() -> None:
    """In the prisoner's dilemma, from mutual defection, one concedes first, but both gain in the end."""
    model = build(standoff.load("catalog:prisoners_dilemma"))
    worst = int(np.flatnonzero(evolve(model).would & (model.preferences[0].levels == 1))[0])
    best = int(np.flatnonzero((model.preferences[0].levels == 2) & (model.preferences[1].levels == 2))[0])
    (approach,) = approaches(model, worst, [best])
    assert approach.joint
    assert 2 == len(approach.steps)
    assert (0, 1) == approach.gaining


def test_the_target_is_looked_for_by_improvements_and_by_moves() -> None:
    """Each way gives its nearest state and path, or says that there is none."""
    dispute = standoff.load("catalog:elmira")
    model = build(dispute)
    found = evolve(model, to="abandon").to_dict()["to"]
    assert {"reachable": False, "count": 0} == found["by_improvements"]
    assert "s9" == found["by_moves"]["state"]
    assert [{"mover": "Uniroyal", "from": "s1", "to": "s9"}] == found["by_moves"]["path"]
    here = evolve(model, start="s8", to="accept").to_dict()["to"]
    assert [] == here["by_improvements"]["path"]
    text = str(evolve(model, to="insist"))
    assert "To insist by improvements: s1 —LG→ s5" in text
    assert "No sequence of improvements reaches abandon." in str(evolve(model, to="abandon"))
    assert "accept holds at the start already." in str(evolve(model, start="s8", to="accept"))


def test_the_dictionary_is_json_and_counts_what_it_leaves_out() -> None:
    """At most 1,000 states are listed, nearest first, unless all are asked for."""
    options = [{"id": f"o{k}"} for k in range(11)]
    document: Document = {
        "standoff": 1,
        "title": "wide",
        "decision_makers": [{"id": "A", "options": options[:6]}, {"id": "B", "options": options[6:]}],
        "unlisted": "equal",
        "status_quo": [],
    }
    evolution = evolve(build(from_document(document)))
    found = json.loads(json.dumps(evolution.to_dict()))
    moves = found["by_moves"]
    assert (2048, 1000, True) == (moves["count"], len(moves["states"]), moves["truncated"])
    assert [0, 1] == [state["moves"] for state in moves["states"][:2]]
    assert 2048 == len(evolution.to_dict(everything=True)["by_moves"]["states"])
    assert "and 2,027 more" in str(evolution)


def test_many_states_are_searched_in_one_sweep() -> None:
    """65,536 states are no obstacle: everything is reached in as many moves as there are sides to move."""
    options = [{"id": f"o{k}", "moves": "take" if k % 5 == 0 else "both"} for k in range(16)]
    weights = [{option["id"]: 1 + 3 * j - k % 7 for k, option in enumerate(options)} for j in range(4)]
    document: Document = {
        "standoff": 1,
        "title": "large",
        "decision_makers": [{"id": f"D{j}", "options": options[4 * j : 4 * j + 4]} for j in range(4)],
        "preferences": {f"D{j}": {"weights": weights[j]} for j in range(4)},
        "status_quo": [],
    }
    model = build(from_document(document))
    evolution = evolve(model)
    assert 65536 == evolution.can.sum()
    assert 4 == len(evolution.path(65535) or ())


def test_without_a_status_quo_a_start_is_needed() -> None:
    """The message says what to add, and a start that is given is enough."""
    document: Document = {
        "standoff": 1,
        "title": "nowhere",
        "decision_makers": [{"id": "A", "options": [{"id": "go"}]}, {"id": "B", "options": [{"id": "stop"}]}],
        "unlisted": "equal",
    }
    model = build(from_document(document))
    with pytest.raises(standoff.StandoffError, match="no status quo") as error:
        evolve(model)
    assert "status_quo" in str(error.value.mend)
    assert 2 == len(evolve(model, start="YN").path(2) or ())
    with pytest.raises(standoff.StandoffError, match="no state satisfies 'go & not go'"):
        evolve(model, start="s1", to="go & not go")
