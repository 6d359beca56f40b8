"""Notebooks: what a cell shows without scripts, and what the widget is given to draw."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

import standoff
from standoff.errors import Missing
from standoff.show.interactive import MOST_REASONS, every_reason
from standoff.show.view import view
from tests.shown import FILE, REPORT, elmira, many, weir


def test_an_analysis_says_its_verdict_and_equilibria() -> None:
    """The cell has the verdict in one sentence and a row for each equilibrium with its concepts."""
    analysis = elmira()
    html = analysis._repr_html_()
    assert view(analysis)["summary"]["found"][0] in html
    rows = [row.partition("</td>")[0].rpartition(">")[2] for row in html.split("<tr><td")[1:]]
    found = {state for concept in analysis.concepts for state in analysis.equilibria(concept.name)}
    assert sorted(found) == sorted(rows)
    assert "<script" not in html


def test_a_dispute_lists_its_sides_and_options() -> None:
    """The cell of a dispute has its sides and options; of graph form its sides and how many states."""
    html = elmira().dispute._repr_html_()
    assert ["Uniroyal Chemical", "Abandon the Elmira plant"] == [
        words for words in ("Uniroyal Chemical", "Abandon the Elmira plant") if words in html
    ]
    assert "5 states" in standoff.load("catalog:superpower-confrontation")._repr_html_()


def test_names_are_text() -> None:
    """Nothing in a name becomes markup."""
    bad = "'<img src=x onerror=alert(1)>'"
    analysis = weir(FILE.replace("Open the gate", bad).replace("The weir\n", f"{bad}\n", 1).replace("The mill", bad))
    for html in (analysis._repr_html_(), analysis.dispute._repr_html_()):
        assert "<img" not in html
        assert "&lt;img" in html


def test_what_cannot_be_analyzed_is_shown_all_the_same() -> None:
    """A cell never ends in a traceback because a dispute is not finished."""
    text = "{standoff: 1, title: T, unlisted: equal, decision_makers: [{id: A, options: [{id: a}]}], feasibility: [{}]}"
    broken = standoff.Analysis(standoff.loads(text.replace("{}", "{never: a or not a}")))
    assert "This cannot be analyzed" in broken._repr_html_()


def test_many_equilibria_are_counted() -> None:
    """Of many equilibria the first twelve are listed, and the others counted."""
    html = many(8)._repr_html_()
    assert html.count("<tr>") <= 13
    assert "256 states" in html


def test_every_verdict_has_its_reason() -> None:
    """A view without a server brings a reason for each mark, the same as `why`, with moves that the sides have."""
    analysis = elmira()
    told = every_reason(analysis, view(analysis))
    assert 9 * 3 * 5 == len(told)
    for one in told[::7]:
        maker = analysis.model.makers[one["side"]]
        reason = analysis.why(maker, one["state"], one["concept"])
        assert (list(reason.sentences), reason.stable) == (one["sentences"], one["stable"])
        for move in one["moves"]:
            a, b = (analysis.model.states.find(move[end]) for end in ("from", "to"))
            assert b in analysis.model.moves.reachable(move["maker"], a)
            assert analysis.model.preferences[move["maker"]].better(b, a) == move["improvement"]


def test_reasons_have_their_passages_and_an_end() -> None:
    """Passages are those of the view; of a large dispute the states that matter most come first, up to a limit."""
    analysis = weir()
    shown = view(analysis, texts={"note": REPORT})
    known = {passage["id"] for source in shown["sources"] for passage in source["passages"]}
    cited = {passage for one in every_reason(analysis, shown) for passage in one["passages"]}
    assert cited
    assert cited <= known
    large = many(6)
    told = every_reason(large, view(large))
    assert MOST_REASONS == len(told)
    assert large.model.states.id(large.model.status_quo or 0) in {one["state"] for one in told}


def test_widget_has_the_view_and_the_bundle() -> None:
    """The widget carries the page's bundle and a view in which every mark can be explained."""
    pytest.importorskip("anywidget")
    analysis = elmira()
    drawn = analysis.widget()
    assert ("standoff-view/1", 135) == (drawn.view["format"], len(drawn.view["reasons"]["hold"]))
    assert "export{" in drawn._esm


def test_without_anywidget_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where anywidget is missing the message names the extra."""
    real = builtins.__import__

    def lacking(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "anywidget":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "anywidget", raising=False)
    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(Missing) as caught:
        elmira().widget()
    assert "standoff[notebook]" in str(caught.value)
