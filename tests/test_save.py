"""Saving disputes: what was not changed stays to the letter, and no file is ever half written."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, Outcome, PreferenceEntry, Statement, StatusQuo, Support
from standoff.model.files import from_document, load, loads, save, write_atomically
from standoff.model.save import text_of
from standoff.model.statements import parse
from standoff.model.to_document import to_document
from tests.strategies import graph_documents, option_documents

COMMENTED = """\
# A river with two banks.
standoff: 1
title:   Two banks   # kept as it is

decision_makers:
  - id: Up          # upstream
    options: [{id: release, name: 'Release water'}, {id: build}]
  # The other side.
  - {id: Down, options: [{id: pay}]}
x_editor: {zoom: 2}
status_quo: []
preferences:
  Up:
    statements:
      - pay            # money first
      - not build      # and then the dam
      - release
  Down:     {weights: {release: 2, build: -5.50}}   # exact
outcomes: {deal: release & pay}  # the good one
"""


def same(first: Dispute, second: Dispute) -> bool:
    """Whether two disputes differ in nothing but their file."""
    return replace(first, path=None, sha256="") == replace(second, path=None, sha256="")


@pytest.mark.parametrize(
    "text", [COMMENTED, COMMENTED.replace("\n", "\r\n"), "\ufeff" + COMMENTED, COMMENTED.rstrip(), COMMENTED + "...\n"]
)
def test_an_unchanged_file_comes_back_to_the_byte(tmp_path: Path, text: str) -> None:
    """Loading and saving changes no byte: comments, spaces, line ends and marks stay."""
    (tmp_path / "a.yaml").write_bytes(text.encode())
    save(load(tmp_path / "a.yaml"), tmp_path / "b.yaml")
    assert (tmp_path / "b.yaml").read_bytes() == text.encode()


def test_an_unchanged_json_file_comes_back_to_the_byte(tmp_path: Path) -> None:
    """The same holds for JSON."""
    text = '{"standoff":1,"x_a":[1.50],\n"decision_makers":[{"id":"Up","options":[{"id":"pay"}]}],"unlisted":"equal"}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    save(load(tmp_path / "a.json"), tmp_path / "b.json")
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == text


def test_a_change_leaves_the_rest_alone() -> None:
    """A changed dispute is saved with the comments, the order and the private keys of its file."""
    dispute = loads(COMMENTED)
    up = dispute.preferences["Up"]
    assert up.statements is not None
    first, second, third = up.statements
    entry = replace(up, statements=(first, Statement(parse("not pay"), "not pay"), second, third))
    changed = replace(dispute, title="Three banks", preferences={**dispute.preferences, "Up": entry})
    text = text_of(changed)
    assert same(loads(text), changed)
    for kept in ("# A river", "# kept as it is", "# upstream", "# The other side.", "# exact", "# the good one"):
        assert kept in text
    assert "x_editor: {zoom: 2}" in text
    assert "      - pay            # money first\n      - not pay\n" in text
    assert "build: -5.50" in text


def test_removed_and_replaced_elements() -> None:
    """Elements can be taken out and take another form."""
    dispute = loads(COMMENTED)
    up = dispute.preferences["Up"]
    assert up.statements is not None
    changed = replace(
        dispute,
        outcomes=(),
        status_quo=StatusQuo(("pay",), None, Support(presumed="doing")),
        preferences={"Up": replace(up, statements=up.statements[2:]), "Down": PreferenceEntry("ranking", (("s1",),))},
    )
    text = text_of(changed)
    assert "outcomes" not in text
    assert "status_quo: {taken: [pay]" in text or "taken:" in text
    assert same(loads(text), changed)


def test_a_dispute_without_a_file() -> None:
    """A dispute that a program built from scratch is saved in the usual order."""
    dispute = replace(loads(COMMENTED), document=None)
    text = text_of(dispute)
    assert text.startswith("standoff: 1\ntitle: Two banks\n")
    assert same(loads(text), dispute)


def test_a_tree_keeps_its_comments() -> None:
    """A tree of ruamel.yaml that was made a dispute is saved with its comments."""
    tree: CommentedMap = YAML().load(COMMENTED)
    dispute = from_document(tree)
    assert "# money first" in text_of(dispute)
    changed = replace(dispute, outcomes=(Outcome("deal", parse("pay")),))
    assert "# money first" in text_of(changed)
    assert same(loads(text_of(changed)), changed)
    assert "release & pay" in text_of(dispute)


def test_weights_stay_exact() -> None:
    """Weights are written as the decimals that they are."""
    document: dict[str, Any] = {
        "standoff": 1,
        "decision_makers": [{"id": "Up", "options": [{"id": "pay"}, {"id": "go"}]}],
        "preferences": {"Up": {"weights": {"pay": Fraction(1, 8), "go": Fraction(-3)}}},
    }
    dispute = from_document(document)
    assert "pay: 0.125\n" in text_of(dispute)
    assert same(loads(text_of(dispute)), dispute)
    assert same(loads(text_of(dispute, as_json=True)), dispute)


def test_yaml_to_json_and_back(tmp_path: Path) -> None:
    """The name of the file decides the format; content and private keys survive both ways."""
    dispute = loads(COMMENTED)
    save(dispute, tmp_path / "a.json")
    content = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (content["standoff"], content["x_editor"]) == (1, {"zoom": 2})
    back = load(tmp_path / "a.json")
    assert same(back, dispute)
    save(back, tmp_path / "b.yaml")
    assert same(load(tmp_path / "b.yaml"), dispute)
    assert "{" not in (tmp_path / "b.yaml").read_text(encoding="utf-8").splitlines()[0]


@given(option_documents())
def test_documents_of_option_form(document: dict[str, Any]) -> None:
    """The canonical document of any dispute is the same dispute, also through YAML and JSON text."""
    _check_round_trips(document)


@given(graph_documents())
def test_documents_of_graph_form(document: dict[str, Any]) -> None:
    """The same holds in graph form."""
    _check_round_trips(document)


def _check_round_trips(document: dict[str, Any]) -> None:
    """Write and read a document in every way there is."""
    dispute = from_document(document)
    canonical = to_document(dispute)
    assert same(from_document(canonical), dispute)
    assert to_document(from_document(canonical)) == canonical
    assert same(loads(text_of(dispute)), dispute)
    assert same(loads(text_of(dispute, as_json=True)), dispute)
    assert same(loads(text_of(replace(dispute, document=None))), dispute)


def test_a_change_of_an_alias_changes_no_other_place() -> None:
    """Where an anchor is used twice, a change of one use leaves the other as it was."""
    text = "standoff: 1\ndecision_makers: [{id: A, options: [{id: a}]}, {id: B, options: [{id: b}]}]\n"
    dispute = loads(text + "preferences:\n  A: {statements: &wish [a, b]} # mine\n  B: {statements: *wish}\n")
    entry = PreferenceEntry("statements", statements=(Statement(parse("b"), "b"),))
    changed = replace(dispute, preferences={"A": dispute.preferences["A"], "B": entry})
    assert "# mine" in text_of(changed)
    assert same(loads(text_of(changed)), changed)


@settings(max_examples=30)
@given(st.one_of(option_documents(), graph_documents()), st.one_of(option_documents(), graph_documents()))
def test_any_change_is_saved(before: dict[str, Any], after: dict[str, Any]) -> None:
    """However much a dispute was changed since it was loaded, its text says what it says now."""
    old, new = loads(text_of(from_document(before))), from_document(after)
    assert same(loads(text_of(replace(new, document=old.document))), new)


class TestWriteAtomically:
    """A file appears whole or not at all."""

    def test_writes_text_and_bytes(self, tmp_path: Path) -> None:
        """Text is written as UTF-8 with its line ends, bytes as they are, and nothing else is left behind."""
        write_atomically(tmp_path / "a", "é\r\n")
        write_atomically(tmp_path / "b", b"\x00\xff")
        assert (tmp_path / "a").read_bytes() == "é\r\n".encode()
        assert (tmp_path / "b").read_bytes() == b"\x00\xff"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]

    @pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
    def test_a_full_disk_leaves_the_old_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        """Whatever fails on the way, the old file stays, and no other file with it."""
        (tmp_path / "a").write_text("old", encoding="utf-8")

        def fail(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, step, fail)
            with pytest.raises(StandoffError, match=r"a: The file cannot be written: No space left on device\."):
                write_atomically(tmp_path / "a", "new")
        assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["a"]

    def test_places_that_cannot_be_written(self, tmp_path: Path) -> None:
        """A missing folder, a file in place of a folder, and a folder in place of a file are answered."""
        (tmp_path / "file").touch()
        for place in (tmp_path / "none" / "a", tmp_path / "file" / "a", tmp_path):
            with pytest.raises(StandoffError, match="cannot be written"):
                write_atomically(place, "new")
        with pytest.raises(StandoffError, match="cannot be written"):
            write_atomically(tmp_path / "a", "\ud800")
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
    def test_an_unwritable_folder(self, tmp_path: Path) -> None:
        """A folder without permission is answered."""
        tmp_path.chmod(0o500)
        with pytest.raises(StandoffError, match="cannot be written: Permission denied"):
            write_atomically(tmp_path / "a", "new")

    def test_permissions_and_links_stay(self, tmp_path: Path) -> None:
        """A file keeps its permissions, and a link stays a link."""
        (tmp_path / "a").touch(0o640)
        (tmp_path / "b").symlink_to(tmp_path / "a")
        write_atomically(tmp_path / "b", "new")
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
        assert (tmp_path / "b").is_symlink()
        assert (tmp_path / "a").read_text(encoding="utf-8") == "new"
