"""The recognizer of names is asked where it may decide something, and its answers are counted name by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.read import clusters
from standoff.read.clusters import Cluster, cluster_names
from standoff.read.documents import open_report
from standoff.read.language import load_language, tag_words
from standoff.read.name_tags import count_tags
from standoff.read.names import Names

TEXT = (
    "A quarrel in the valley\n\n"
    "Mr Poe of the Mill Workers’ Union met Orso Brandel in Kettering on Monday. Brandel spoke for Varenda.\n\n"
    "The report was written in the week after the meeting, and nothing has been added to it since then.\n"
)


def test_settled_names_are_not_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title and the word "union" settle a name; a lone name does not."""
    asked: list[str] = []
    monkeypatch.setattr(clusters, "count_tags", lambda found, _: asked.extend(cluster.key for cluster in found))
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = open_report(path)
    doc = tag_words(report)
    cluster_names(Names(report, doc).all, doc)
    assert "Varenda" in asked
    assert not {"Poe", "Mill Workers' Union", "Mill Workers’ Union"} & set(asked)


def test_tags_are_those_of_the_recognizer(tmp_path: Path) -> None:
    """Where every sentence is asked about, the counts are those of the recognizer run over the whole text."""
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = open_report(path)
    doc = tag_words(report)
    names = [name for name in Names(report, doc).all if name.sort == "name" and name.place is None]
    found = [Cluster([name]) for name in names]
    count_tags(found, doc)
    expected = {(e.start, e.end): e.label_ for e in load_language().get_pipe("ner")(doc.copy()).ents}
    exact = [(name, expected[name.core, name.end]) for name in names if (name.core, name.end) in expected]
    assert len(exact) > 1
    assert [label for _, label in exact] == [
        next(iter(cluster.votes)).removeprefix("tag ")
        for name, _ in exact
        for cluster in found
        if cluster.names == [name]
    ]
