"""Implications, reductions and invariances that hold for every dispute, whatever the program computes them with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import standoff
from standoff.model.files import from_document
from tests import textbook
from tests.strategies import (
    KNOWN,
    RANKED,
    UNKNOWN,
    Document,
    enriched,
    graph_documents,
    option_documents,
    rich_documents,
    with_attitudes,
)
from tests.textbook_compare import BASIC, EXTENSIONS, HYBRID, SANCTIONED, STRENGTH

ANY = rich_documents(UNKNOWN)
TWO = rich_documents(UNKNOWN, most_sides=2)
NAMES = (*BASIC, *EXTENSIONS, *STRENGTH, *HYBRID)
GROUPS = ("coal_GMR", "coal_SMR", "coal_SEQ", "coal_SEQ_class", "pareto_coal_SEQ")
SHOWS = settings(max_examples=20, deadline=None)


def analysis(document: Document, **keys: Any) -> standoff.Analysis:
    """Analyze a document."""
    return standoff.Analysis(from_document(document), **keys)


def within(a: standoff.Analysis, narrow: str, wide: str) -> None:
    """Every state that is stable under the narrow concept is so under the wide one."""
    assert not np.any(a.verdicts(narrow) & ~a.verdicts(wide)), (narrow, wide)


def same(a: standoff.Analysis, one: str, other: str) -> None:
    """Two concepts have the same verdicts."""
    assert np.array_equal(a.verdicts(one), a.verdicts(other)), (one, other)


@SHOWS
@given(ANY)
def test_implications(document: Document) -> None:
    """Nash, SSEQ, SMR and SEQ, GMR; extension a, then b and c, then d; strong within general; nested degrees."""
    a = analysis(document)
    classical = [("Nash", "SSEQ"), ("SSEQ", "SMR"), ("SSEQ", "SEQ"), ("SMR", "GMR"), ("SEQ", "GMR")]
    for narrow, wide in classical:
        within(a, narrow, wide)
        within(a, f"coal_{narrow}", f"coal_{wide}")
        for letter in "abcd":
            within(a, f"{narrow}_{letter}", f"{wide}_{letter}")
    for name in BASIC:
        for narrow, wide in ("ab", "ac", "bd", "cd"):
            within(a, f"{name}_{narrow}", f"{name}_{wide}")
    for name in SANCTIONED:
        within(a, f"strong_{name}", name)
        within(a, "Nash", f"strong_{name}")
        within(a, f"degree3_{name}", f"degree2_{name}")
        same(a, f"degree2_{name}", f"strong_{name}")
        for letter in "abcd":
            within(a, f"strong_{name}_{letter}", f"{name}_{letter}")
    same(a, "Nash_a", "Nash_c")
    same(a, "Nash_b", "Nash_d")


@SHOWS
@given(ANY)
def test_what_every_coalition_accepts_every_side_accepts(document: Document) -> None:
    """A universal coalitional equilibrium is an equilibrium, and one coalition alone is its only member."""
    a = analysis(document)
    for name in BASIC:
        same(a, f"coal_{name}", name)
        assert set(a.equilibria(f"ucoal_{name}")) <= set(a.equilibria(name))
    sides = a.model.makers
    for group in (",".join(sides[1:]), ",".join(sides)):  # one side is left to answer, or none
        assert a.stable(group, "coal_SEQ") == a.stable(group, "coal_SEQ_class")


@SHOWS
@given(rich_documents(KNOWN))
def test_reductions_without_unknown(document: Document) -> None:
    """Without unknown preferences the four extensions are the classical concepts, and strong ones the strong ones."""
    a = analysis(document)
    for name in BASIC:
        for letter in "abcd":
            same(a, f"{name}_{letter}", name)
    for name in SANCTIONED:
        for letter in "abcd":
            same(a, f"strong_{name}_{letter}", f"strong_{name}")


@SHOWS
@given(rich_documents(("ranking",)))
def test_reductions_without_strength(document: Document) -> None:
    """Where no preference is strong only Nash states are strongly stable."""
    a = analysis(document)
    for name in SANCTIONED:
        same(a, f"strong_{name}", "Nash")


@SHOWS
@given(rich_documents(KNOWN))
def test_reductions_of_crisp_certainty(document: Document) -> None:
    """Certain preferences with threshold 1, and probabilities of 0 and 1, give the classical concepts."""
    a = analysis(document)
    for name in BASIC:
        same(a, f"fuzzy_{name}", name)
        same(a, f"prob_{name}", name)


@SHOWS
@given(ANY)
def test_reduction_of_selfish_attitudes(document: Document) -> None:
    """Sides that regard nobody but themselves play the dispute itself, unknown preferences included."""
    a = analysis(document)
    for name in BASIC:
        same(a, f"rel_{name}", name)


@SHOWS
@given(with_attitudes(rich_documents(KNOWN, most_states=5)))
def test_indifference_to_everybody_tempts_to_everything(document: Document) -> None:
    """A side with attitudes to nobody, not itself either, is tempted by every move and deterred by nothing."""
    document["attitudes"]["D0"] = {maker["id"]: "0" for maker in document["decision_makers"]}
    a = analysis(document)
    moves = [len(a.model.moves.reachable(0, s)) == 0 for s in range(a.model.states.count)]
    for name in BASIC:
        assert moves == a.verdicts(f"rel_{name}")[0].tolist()


@SHOWS
@given(TWO)
def test_trees_of_two_sides(document: Document) -> None:
    """MR1 is Nash, MR2 GMR, MR3 SMR, CMR2 SEQ and CMR3 SSEQ; the other's answers are single moves."""
    a = analysis(document)
    for tree, name in (("MR1", "Nash"), ("MR2", "GMR"), ("MR3", "SMR"), ("CMR1", "Nash"), ("CMR2", "SEQ")):
        same(a, tree, name)
    same(a, "CMR3", "SSEQ")
    for rule in ("each-once", "single-opponent"):
        other = analysis(document, sanctions=rule)
        for name in BASIC:
            assert np.array_equal(other.verdicts(name), a.verdicts(name))


@SHOWS
@given(rich_documents(RANKED, most_sides=2))
def test_foresight_over_rankings(document: Document) -> None:
    """L1 is Nash, and guaranteeing more is escaping: maximin_h is MR_h."""
    a = analysis(document)
    same(a, "L1", "Nash")
    for h in range(1, 7):
        same(a, f"maximin{h}", f"MR{h}")


@SHOWS
@given(enriched(option_documents(coalesce=False), UNKNOWN))
def test_nash_states_are_simultaneously_stable(document: Document) -> None:
    """Who has no improvement has none that others could meet."""
    if not any("shared_with" in option for maker in document["decision_makers"] for option in maker["options"]):
        within(analysis(document), "Nash", "SIM")


@SHOWS
@given(rich_documents(RANKED))
def test_where_everybody_stays(document: Document) -> None:
    """A best state is Nash, a side without moves is stable anywhere, and so is one to which all is equal."""
    a = analysis(document)
    for i, preference in enumerate(a.model.preferences):
        levels = preference.levels
        nash = a.verdicts("Nash")[i]
        assert nash[levels == levels.max()].all()
        if levels.max() == levels.min() or not any(len(a.model.moves.reachable(i, s)) for s in range(len(levels))):
            assert all(a.verdicts(name)[i].all() for name in BASIC)


def _all_verdicts(a: standoff.Analysis, side: str) -> dict[str, list[str]]:
    """Return what is stable for a side, and for the coalition of the first two, under many concepts."""
    stable = {name: sorted(a.stable(side, name)) for name in NAMES}
    return {**stable, **{name: sorted(a.stable("D0,D1", name)) for name in GROUPS}}


@SHOWS
@given(enriched(graph_documents(), UNKNOWN), st.data())
def test_names_and_order_do_not_matter(document: Document, data: st.DataObject) -> None:
    """Sides and states in another order have the same verdicts."""
    before = analysis(document)
    turned = {**document}
    turned["states"] = data.draw(st.permutations(document["states"]))
    turned["decision_makers"] = data.draw(st.permutations(document["decision_makers"]))
    after = analysis(turned)
    for side in before.model.makers:
        assert _all_verdicts(before, side) == _all_verdicts(after, side)


@SHOWS
@given(enriched(graph_documents(), UNKNOWN))
def test_an_inert_side_changes_nothing(document: Document) -> None:
    """A side that can do nothing and to which all is equal leaves the others' verdicts as they were."""
    before = analysis(document)
    more = {**document, "decision_makers": [{"id": "Inert"}, *document["decision_makers"]]}
    more["preferences"] = {**document["preferences"], "Inert": {"ranking": [document["states"]]}}
    after = analysis(more)
    for side in before.model.makers:
        assert _all_verdicts(before, side) == _all_verdicts(after, side)


@SHOWS
@given(option_documents(coalesce=False), st.lists(st.integers(-2, 2), min_size=8, max_size=8), st.integers(2, 9))
def test_monotone_transforms(document: Document, weights: list[int], factor: int) -> None:
    """Weights that are multiplied by a positive number rank states as before."""
    names = [option["id"] for maker in document["decision_makers"] for option in maker["options"]]
    found = []
    for times in (1, factor):
        given = [{name: times * w for name, w in zip(names, weights[k:], strict=False)} for k in range(4)]
        sides = [maker["id"] for maker in document["decision_makers"]]
        document["preferences"] = {side: {"weights": w} for side, w in zip(sides, given, strict=False)}
        found.append(analysis(document))
    for name in BASIC:
        assert np.array_equal(found[0].verdicts(name), found[1].verdicts(name))


def _stable_for_first(document: Document) -> dict[str, NDArray[np.bool_]]:
    """Return where the first side is stable under concepts with a general sanction rule."""
    a = analysis(document)
    return {name: a.verdicts(name)[0] for name in (*BASIC, "GMR_a", "SMR_c", "SEQ_d", "strong_SMR", "strong_SEQ_a")}


@SHOWS
@given(enriched(graph_documents(), UNKNOWN), st.data(), st.booleans())
def test_more_moves(document: Document, data: st.DataObject, own: bool) -> None:
    """Moves added to others only enlarge, and moves added to oneself only shrink, what is stable for one side."""
    before = _stable_for_first(document)
    side = "D0" if own else "D1"
    states = document["states"]
    arc = st.tuples(st.sampled_from(states), st.sampled_from(states)).filter(lambda pair: pair[0] != pair[1]).map(list)
    extra = [pair for pair in data.draw(st.lists(arc, max_size=6)) if pair not in document["moves"][side]]
    moves = document["moves"][side] + [pair for k, pair in enumerate(extra) if pair not in extra[:k]]
    after = _stable_for_first({**document, "moves": {**document["moves"], side: moves}})
    for name, stable in before.items():
        narrow, wide = (after[name], stable) if own else (stable, after[name])
        if own or name != "Nash":
            assert not np.any(narrow & ~wide), name


def test_the_whole_set_of_answers_in_reversible_option_form() -> None:
    """Where every option can be taken and dropped, the others reach all that agrees in one's own options."""
    makers = [{"id": side, "options": [{"id": f"o{side}{k}"} for k in range(2)]} for side in ("A", "B", "C")]
    game = textbook.game({"standoff": 1, "decision_makers": makers, "preferences": {}, "unlisted": "equal"})
    assert game.letters is not None
    for s1 in game.states:
        agree = {t for t in game.states if game.letters[t][:2] == game.letters[s1][:2]}
        assert agree == textbook.coalition_reach(game, [1, 2], s1, textbook.reach)


@pytest.mark.parametrize("name", ["Nash", "GMR", "SMR", "SEQ", "SSEQ", "GMR_a", "SEQ_d"])
def test_all_unknown(name: str) -> None:
    """Where nothing is known, plain concepts see no improvement, and the bold extension sees one in every move."""
    document = {
        "standoff": 1,
        "title": "dark",
        "decision_makers": [{"id": "A"}, {"id": "B"}],
        "states": ["a", "b"],
        "moves": {"A": [["a", "b"]], "B": [["b", "a"]]},
        "unlisted": "unknown",
    }
    stable = analysis(document).verdicts(name)
    # The return to a, by B's answer, is a sanction: a is as good as itself.
    assert stable.all()
    without = analysis(document, return_to_s=False).verdicts(name)
    assert [[name != "GMR_a", True], [True, name != "GMR_a"]] == without.tolist()
