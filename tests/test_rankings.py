"""Long rankings are kept as text, and say the same as short ones: content, errors with their places, preferences."""

from __future__ import annotations

import json
import time
from itertools import chain
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import FileErrors, StandoffError
from standoff.model.dispute import Dispute
from standoff.model.files import from_document, loads
from standoff.model.graph import build
from standoff.model.rankings import MANY, LongRanking, numbers_in

OPTIONS = 9
Classes = list[str | list[str]]


@st.composite
def rankings(draw: st.DrawFn) -> Classes:
    """Return all 512 states in a random order with ties, called by numbers or patterns."""
    rng = np.random.default_rng(draw(st.integers(0, 1 << 20)))
    by_pattern = draw(st.booleans())
    names = [
        "".join("Y" if s >> k & 1 else "N" for k in range(OPTIONS)) if by_pattern else f"s{s + 1}"
        for s in rng.permutation(1 << OPTIONS)
    ]
    classes: Classes = []
    while names:
        size = 1 if rng.random() < draw(st.sampled_from([0.5, 1.0])) else int(rng.integers(2, 5))
        part, names = names[:size], names[size:]
        classes.append(part[0] if len(part) == 1 else part)
    return classes


def dispute_with(ranking: Any, form: str = "mapping") -> Dispute:
    """Return a dispute of nine options whose first side has this ranking."""
    options = [{"id": f"o{k}"} for k in range(OPTIONS)]
    document = {
        "standoff": 1,
        "decision_makers": [{"id": "Up", "options": options}],
        "preferences": {"Up": {"ranking": ranking}},
    }
    if form == "mapping":
        return from_document(document)
    if form == "JSON":
        return loads(json.dumps(document, indent=1), "f.json")
    words = [f"[{', '.join(c)}]" if isinstance(c, list) else c for c in ranking]
    listed = f" [{', '.join(words)}]" if form == "YAML in brackets" else "".join(f"\n    - {word}" for word in words)
    makers = "decision_makers: [{id: Up, options: [" + ", ".join(f"{{id: o{k}}}" for k in range(OPTIONS)) + "]}]"
    return loads(f"standoff: 1\n{makers}\npreferences:\n  Up:\n    ranking:{listed}\n", "f.yaml")


FORMS = ["mapping", "JSON", "YAML in brackets", "YAML line by line"]


@settings(max_examples=20, deadline=None)
@given(rankings(), st.sampled_from(FORMS))
def test_a_long_ranking_means_what_its_classes_say(classes: Classes, form: str) -> None:
    """Whatever way a ranking of 512 states is written, its classes and levels are those of the list."""
    dispute = dispute_with(classes, form)
    ranking = dispute.preferences["Up"].ranking
    ties = tuple((c,) if isinstance(c, str) else tuple(c) for c in classes)
    assert (len(classes) > MANY or form != "mapping") == isinstance(ranking, LongRanking)
    assert ties == ranking
    assert (ties, len(ties), ties[3]) == (tuple(ranking), len(ranking), ranking[3])
    model = build(dispute)
    levels = {model.states.find(name): len(ties) - k for k, tie in enumerate(ties) for name in tie}
    assert [levels[s] for s in range(1 << OPTIONS)] == model.preferences[0].scores.tolist()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("place", "word", "message"),
    [
        (400, "s7", "Up ranks the state s7 twice"),
        (300, "what", "what is no state"),
        (300, "YN", "9"),
        (300, "null", "null|nothing|missing"),
        (300, "s0", "there is no state s0"),
        (300, "s999", "there is no state s999"),
    ],
)
def test_errors_in_a_long_ranking_say_where(form: str, place: int, word: str, message: str) -> None:
    """A wrong word among many is named with its line and column, or its path."""
    names: list[str] = [f"s{k + 1}" for k in range(1 << OPTIONS)]
    names[place] = word
    with pytest.raises(StandoffError, match=message) as caught:
        build(dispute_with(names, form))
    if isinstance(caught.value, FileErrors):
        where = caught.value.problems[0].where or ""
        line = {"JSON": f":{place + 40}:", "YAML line by line": f":{place + 6}:", "mapping": f"[{place}]"}
        assert line.get(form, "f.yaml:5:") in where


@given(st.lists(st.one_of(st.sampled_from(["s1", "s2", "a,b", "[x", "x]", "", "é", "s 1"]), st.just(["s1", "s2"]))))
def test_only_plain_words_are_packed(classes: Classes) -> None:
    """What a program gives is packed only if unpacking gives it back."""
    packed = LongRanking.of(classes) if classes else None
    if packed is not None:
        assert classes == packed.as_list()
    plain = all(word in ("s1", "s2") for word in chain.from_iterable([c] if isinstance(c, str) else c for c in classes))
    assert (packed is not None) or not plain or not classes


@given(st.lists(st.sampled_from(["s1", "s20", "s", "5s", "s5s3", "s1s", "t1", "s-1", "s٣"]), min_size=1))
def test_numbers(words: list[str]) -> None:
    """Numbers are read from ids of one s and digits, and from nothing else."""
    found = numbers_in(",".join(words), len(words))
    expected = [int(word[1:]) for word in words] if set(words) <= {"s1", "s20"} else None
    assert expected == (None if found is None else found.tolist())


def test_a_large_ranking_file_loads_quickly() -> None:
    """Four rankings of 2^17 states, three megabytes of JSON, load in a second or so."""
    rng = np.random.default_rng(1)
    rank = {f"D{i}": {"ranking": [f"s{k + 1}" for k in rng.permutation(1 << 17)]} for i in range(4)}
    makers = [{"id": f"D{i}", "options": [{"id": f"o{i}_{k}"} for k in range(5 if i else 2)]} for i in range(4)]
    text = json.dumps({"standoff": 1, "decision_makers": makers, "preferences": rank})
    started = time.process_time()
    model = build(loads(text))
    assert time.process_time() - started < 2
    assert 1 << 17 == model.states.count
