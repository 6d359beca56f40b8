"""Loading dispute files: every element, every error at its place, and large files in little time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import FileErrors, StandoffError
from standoff.model import flow, yaml_tree
from standoff.model.dispute import Evidence, OpenQuestion, Rule, Source, Statement, StatusQuo, Support
from standoff.model.document import place, read_document
from standoff.model.files import from_document, load, loads, read_text
from standoff.model.long_lists import Reduced
from standoff.model.schema import json_schema
from standoff.model.statements import And, Name, Not, Pattern, parse
from standoff.model.tree import Items, Pairs, Scalar, data_of, line_and_column
from standoff.model.yaml_tree import read_yaml
from tests.errors import table

RIVER = """\
standoff: 1
title: Two banks
about: A river.
x_colour: blue
sources: [{id: note, title: A note, published: 2022-03-10, file: note.txt, reliability: B}, {id: memo}]
facts: {drought: NO, war: {value: yes, evidence: [memo@0-5]}}
decision_makers:
  - {id: Up, name: Upstream, options: [{id: release, name: Release, moves: take}, {id: build, shared_with: [Down]}]}
  - {id: Down, evidence: [memo@3-4], options: [{id: complain}, {id: pay, evidence: [note@10-42], x_icon: coin}]}
feasibility:
  - {never: build & pay & complain, evidence: [note@1-2]}
  - requires: {if: pay, then: release}
  - mutually_exclusive: [complain, pay]
  - never: "-YYY"
coalesce: [deal]
status_quo: {taken: [build], evidence: [note@5-6]}
preferences:
  Up:
    statements:
      - pay
      - {prefer: not release if drought, presumed: doing}
      - {prefer: Y--N, contested: true, evidence: [note@400-420, memo@12-60]}
    ranking: [s1, [YNNN, calm]]
    unlisted: worst
    use: statements
  Down: {weights: {release: 2, build: -.5, pay: 0.1}}
outcomes: {deal: release and pay, dam: {is: build, evidence: [note@7-9]}}
states: [{id: calm, name: All quiet, is: NNNN}]
moves: {add: {Up: [[s1, calm]]}, forbid: {Down: [[s2, YNNN]]}}
open_questions:
  - {id: q1, about: preferences.Up, ask: Would Up build?, evidence: [memo@12-60], choices: [yes, no]}
"""

GRAPH = """\
standoff: 1
decision_makers: [A, {id: B, name: Bea}]
states: [{id: a, name: Alpha}, b, NY]
moves: {A: [[a, b], [b, a]], B: [[a, NY]]}
status_quo: b
preferences: {A: {ranking: [b, [a, NY]]}, B: {statements: [not a, NY or b]}}
outcomes: {end: a or -NY}
"""

SIMPLE = "standoff: 1\ndecision_makers: [{id: Up, options: [{id: pay}]}]\nunlisted: equal\n"


def test_every_element_is_read() -> None:
    """Each key of an option-form file arrives in the dispute, shorthands and evidence included."""
    dispute = loads(RIVER)
    up, down = dispute.decision_makers
    assert (dispute.title, dispute.about) == ("Two banks", "A river.")
    assert dispute.sources[0] == Source("note", "A note", None, None, "2022-03-10", "note.txt", "B")
    assert dispute.facts == {"drought": False, "war": True}
    assert dispute.fact_support["war"] == Support((Evidence("memo", 0, 5),))
    assert [option.id for option in dispute.options] == ["release", "build", "complain", "pay"]
    assert (up.name, up.options[0].moves, up.options[1].shared_with) == ("Upstream", "take", ("Down",))
    assert (down.name, down.options[1].name, down.support.mark) == ("Down", "pay", "evidenced")
    assert dispute.rules[0].support.evidence == (Evidence("note", 1, 2),)
    assert dispute.rules[1] == Rule("requires", (Name("pay"), Name("release")))
    assert dispute.rules[3] == Rule("never", (Pattern("-YYY"),))
    assert dispute.coalesce == (Name("deal"),)
    assert dispute.status_quo == StatusQuo(("build",), None, Support((Evidence("note", 5, 6),)))
    assert dispute.outcomes[1].support.evidence == (Evidence("note", 7, 9),)
    assert (dispute.states[0].id, dispute.states[0].name, dispute.states[0].pattern) == ("calm", "All quiet", "NNNN")
    assert dispute.added == {"Up": (("s1", "calm"),)}
    assert dispute.forbidden == {"Down": (("s2", "YNNN"),)}
    expected = OpenQuestion(
        "q1", "preferences.Up", "Would Up build?", ("yes", "no"), Support((Evidence("memo", 12, 60),))
    )
    assert dispute.open_questions == (expected,)


def test_preferences_are_read() -> None:
    """Several forms stand side by side, `use` names the one in force, and weights are exact."""
    preferences = loads(RIVER).preferences
    up, down = preferences["Up"], preferences["Down"]
    assert (up.use, up.unlisted, up.ranking) == ("statements", "worst", (("s1",), ("YNNN", "calm")))
    assert up.statements is not None
    assert up.statements[0] == Statement(Name("pay"), "pay")
    assert [statement.support.mark for statement in up.statements] == ["unsourced", "presumed", "contested"]
    assert up.statements[2].expression == Pattern("Y--N")
    assert down.use == "weights"
    assert down.weights == {"release": Fraction(2), "build": Fraction(-1, 2), "pay": Fraction(1, 10)}


def test_graph_form() -> None:
    """Without options, states and moves are listed, bare ids are welcome, and expressions may name states."""
    dispute = loads(GRAPH)
    assert dispute.graph_form
    assert dispute.arcs == {"A": (("a", "b"), ("b", "a")), "B": (("a", "NY"),)}
    assert [state.name for state in dispute.states] == ["Alpha", None, None]
    assert dispute.status_quo == StatusQuo(None, "b")
    assert dispute.outcomes[0].expression == parse("a or not NY")


def test_words_of_other_yaml_versions_stay_text() -> None:
    """Ids and names such as yes, on, 1984 or null-like words stay the text that they are."""
    text = "standoff: 1\ntitle: 1984\ndecision_makers: [{id: on, name: no, options: [{id: yes}, {id: off}]}]\n"
    dispute = loads(text + "status_quo: [yes]\nunlisted: equal\n")
    assert dispute.title == "1984"
    assert dispute.decision_makers[0].name == "no"
    assert [option.id for option in dispute.options] == ["yes", "off"]


@pytest.mark.parametrize("word", ["yes", "Yes", "YES", "true", "True", "TRUE"])
def test_facts_in_any_case(word: str) -> None:
    """Facts take yes and true in any case, and so no and false."""
    opposite = {"yes": "no", "true": "false"}[word.lower()]
    opposite = opposite.upper() if word.isupper() else opposite.title() if word.istitle() else opposite
    dispute = loads(f"{SIMPLE}facts: {{a: {word}, b: {opposite}}}\n")
    assert dispute.facts == {"a": True, "b": False}


def test_long_decimals_stay_exact() -> None:
    """A weight is the decimal that the file says, to its last digit."""
    text = SIMPLE + "preferences: {Up: {weights: {pay: 0.10000000000000000000000000001}}}\n"
    assert loads(text).preferences["Up"].weights == {"pay": Fraction(10**28 + 1, 10**29)}


@pytest.mark.parametrize("text", [RIVER, GRAPH])
def test_json_says_the_same(text: str) -> None:
    """A JSON file with the same keys is the same dispute, with places of its own."""
    document: Any = read_document(text, "f.yaml").data
    dispute = loads(json.dumps(document, indent=1), "f.json")
    assert dispute == loads(text, "f.yaml").__class__(**{**vars(loads(text)), "sha256": dispute.sha256})
    assert place(dispute, ("decision_makers", 0)).startswith("f.json:")


@pytest.mark.parametrize("text", [RIVER, GRAPH])
def test_a_mapping_says_the_same(text: str) -> None:
    """`from_document` makes the same dispute of plain data."""
    dispute = from_document(read_document(text, "f.yaml").data)
    assert dispute == loads(text).__class__(**{**vars(loads(text)), "sha256": dispute.sha256})


def test_mapping_with_python_values() -> None:
    """Numbers, truth values, fractions and dates of a program are as good as their texts."""
    dispute = from_document(
        {
            "standoff": 1,
            "decision_makers": [{"id": "Up", "options": [{"id": "pay"}, {"id": "go"}, {"id": "wait"}]}],
            "facts": {"dry": True},
            "preferences": {"Up": {"weights": {"pay": 0.1, "go": Fraction(-5, 4), "wait": 1e-7}}},
        }
    )
    assert dispute.facts == {"dry": True}
    assert dispute.preferences["Up"].weights == {
        "pay": Fraction(1, 10),
        "go": Fraction(-5, 4),
        "wait": Fraction(1, 10**7),
    }


def test_errors_of_a_mapping_name_the_keys() -> None:
    """Without a file, the path of keys says where an error is."""
    makers = [{"id": "Up", "options": [{"id": "pay"}]}]
    with pytest.raises(FileErrors) as caught:
        from_document({"standoff": 1, "decision_makers": makers, "preferences": {"Up": {"statements": ["pya"]}}})
    expected = "preferences.Up.statements[0].prefer: pya is no option, fact or outcome. Did you mean pay?"
    assert str(caught.value) == expected


@pytest.mark.parametrize("value", [{1, 2}, object(), Fraction(1, 3)])
def test_values_that_no_file_can_hold(value: object) -> None:
    """A value without an exact text is refused with a message."""
    with pytest.raises(StandoffError):
        from_document({"standoff": 1, "x": value})


def test_a_mapping_that_contains_itself() -> None:
    """A mapping in a circle is refused with a message."""
    circle: dict[str, Any] = {"standoff": 1}
    circle["x_self"] = circle
    with pytest.raises(StandoffError, match="contains itself"):
        from_document(circle)


@pytest.mark.parametrize(("case", "text", "message"), table("files"))
def test_errors(case: str, text: str, message: str) -> None:
    """Every malformed file is answered with all that is wrong, each with file:line:column and how to mend it."""
    with pytest.raises(StandoffError) as caught:
        loads(text, "f.yaml")
    assert str(caught.value) == message


def test_evidence_needs_no_list_of_sources() -> None:
    """Sources are optional: without a list, evidence may name any source."""
    dispute = loads(SIMPLE + "status_quo: {taken: [], evidence: [anywhere@1-2]}\n")
    assert dispute.status_quo is not None
    assert dispute.status_quo.support.evidence == (Evidence("anywhere", 1, 2),)


def test_private_keys_are_ignored_but_ids_are_not() -> None:
    """Keys that start with x_ are ignored, except where keys are ids."""
    text = "standoff: 1\nx_note: [1]\ndecision_makers: [{id: Up, x_a: b, options: [{id: x_ray}]}]\n"
    dispute = loads(text + "preferences: {Up: {weights: {x_ray: 3}, x_why: unclear}}\n")
    assert dispute.preferences["Up"].weights == {"x_ray": Fraction(3)}


def test_json_errors_have_places() -> None:
    """Malformed JSON and errors in JSON come with line and column."""
    with pytest.raises(StandoffError, match=r"^f\.json:1:15: This is not valid JSON"):
        loads('{"standoff": 1', "f.json")
    with pytest.raises(FileErrors) as caught:
        loads('{"standoff": 1,\n "decision_makers": [{"id": "U\\u0070", "options": [{"id": "s1"}]}]}', "f.json")
    assert [problem.where for problem in caught.value.problems] == ["f.json:1:1", "f.json:2:59"]


def test_places() -> None:
    """`place` finds every element of a file, and the nearest one above a path that leads too far."""
    dispute = loads(RIVER, "f.yaml")
    assert place(dispute, ("preferences", "Up", "ranking", 1, 1)) == "f.yaml:23:26"
    assert place(dispute, ("decision_makers", 1, "options", 0, "name")) == "f.yaml:9:48"
    assert place(from_document({**read_document(RIVER, "").data}), ("facts", "war")) == "facts.war"


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    """A file of a Windows editor loads, and its errors are where the editor shows them."""
    dispute = loads("\ufeff" + SIMPLE.replace("\n", "\r\n"))
    assert dispute.options[0].id == "pay"
    with pytest.raises(FileErrors, match=r"^f:4:14: pya is no option"):
        loads("\ufeff" + (SIMPLE + "status_quo: [pya]\n").replace("\n", "\r\n"), "f")


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(content: bytes) -> None:
    """Whatever a text holds, loading it ends in a message."""
    with pytest.raises(StandoffError):
        loads(content.decode("latin-1"))


@given(st.text(st.sampled_from("ab:[]{},-#&*!|>'\"%@` \n\t0?"), max_size=40))
def test_any_yaml_is_answered(text: str) -> None:
    """Texts full of YAML's signs end in a message too."""
    with pytest.raises(StandoffError):
        loads("standoff: 1\n" + text)


def test_ten_megabytes_of_nonsense() -> None:
    """A large text that is no dispute is refused at once."""
    started = time.process_time()
    with pytest.raises(StandoffError, match="no dispute file"):
        loads("nonsense [and more nonsense " * 400_000)
    assert time.process_time() - started < 2


class TestReadText:
    """`read_text` gives the untouched text or one clear message."""

    def test_line_ends_stay(self, tmp_path: Path) -> None:
        """Line ends and characters beyond ASCII come back as they are."""
        (tmp_path / "a.txt").write_bytes("é\r\nb\rc\n".encode())
        assert read_text(tmp_path / "a.txt") == "é\r\nb\rc\n"

    def test_missing(self, tmp_path: Path) -> None:
        """A missing file is named, with a file of a similar name."""
        (tmp_path / "river.yaml").touch()
        with pytest.raises(StandoffError, match=r"no such file\. Did you mean .*river\.yaml\?"):
            read_text(tmp_path / "rivre.yaml")
        with pytest.raises(StandoffError, match="There is no folder"):
            read_text(tmp_path / "none" / "river.yaml")

    def test_folder(self, tmp_path: Path) -> None:
        """A folder is no file."""
        with pytest.raises(StandoffError, match="This is a folder"):
            read_text(tmp_path)

    @pytest.mark.parametrize(
        ("content", "mend"),
        [(b"%PDF-1.7\n\xff\xfe", "a PDF"), (b"PK\x03\x04\xff", "archive"), (b"caf\xe9", "as UTF-8")],
    )
    def test_not_utf8(self, tmp_path: Path, content: bytes, mend: str) -> None:
        """A PDF, an office document and a text in another encoding are told apart."""
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(StandoffError, match=f"not text in UTF-8.*{mend}"):
            read_text(tmp_path / "a")

    def test_empty_dispute(self, tmp_path: Path) -> None:
        """An empty file is no dispute."""
        (tmp_path / "a.yaml").write_text(" \n", encoding="utf-8")
        with pytest.raises(StandoffError, match=r"a\.yaml: The file is empty\."):
            load(tmp_path / "a.yaml")

    def test_impossible_name(self) -> None:
        """A name that no file can have is answered too."""
        with pytest.raises(StandoffError, match="cannot be read"):
            read_text("a\0b")


class TestLargeFiles:
    """Rankings and arcs by the hundred thousand load in seconds, with right places."""

    def test_ranking(self) -> None:
        """A ranking of 131,072 states loads in time, and a wrong entry in it is found."""
        options = ", ".join(f"{{id: o{k}}}" for k in range(17))
        states = ", ".join(f"s{k}" for k in range(1, 131_073))
        head = f"standoff: 1\ndecision_makers: [{{id: A, options: [{options}]}}]\npreferences:\n  A: {{ranking: ["
        started = time.process_time()
        dispute = loads(f"{head}{states}]}}\n")
        assert time.process_time() - started < 5
        assert len(dispute.preferences["A"].ranking or ()) == 131_072
        with pytest.raises(FileErrors) as caught:
            loads(head + states.replace(" s70000,", " zz,") + "]}\n", "f")
        assert caught.value.problems[0].where == f"f:4:{18 + states.index(' s70000,')}"

    def test_arcs(self) -> None:
        """100,000 arcs in block and flow style load in time."""
        count = 50_000
        lines = "".join(f"    - [a{k}, a{k + 1}]\n" for k in range(count - 1))
        arcs = ",\n  ".join(f"[a{k + 1}, a{k}]" for k in range(count - 1))
        text = "standoff: 1\ndecision_makers: [A, B]\nunlisted: equal\nstates:\n" + "".join(
            f"- a{k}\n" for k in range(count)
        )
        started = time.process_time()
        dispute = loads(f"{text}moves:\n  A:\n{lines}  B: [{arcs}]\n")
        assert time.process_time() - started < 10
        assert dispute.arcs is not None
        assert [len(dispute.arcs[side]) for side in "AB"] == [count - 1, count - 1]
        assert dispute.arcs["A"][-1] == (f"a{count - 2}", f"a{count - 1}")


JSON_WORDS = st.sampled_from(["s1", "a", "YN-", "null", "", "x y", "[", 'q"', "é"])
FRAMES = ["a: [{}]\nb: c\n", "- x\n- [{}]\n- y\n", "a: {{b: [{}], c: d}}\n", "a: |\n  [{}]\nb: c\n", "a: '[{}]'"]
WORDS = st.sampled_from(["s1", "a", "x_y", "YN-", "-YN", "--N", "'q'", '"d"', "null", "1", "a-b"])


@given(
    st.lists(st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=3).map(lambda w: f"[{', '.join(w)}]")), min_size=50),
    st.sampled_from([", ", ",\n  ", " ,  "]),
    st.sampled_from(FRAMES),
)
def test_long_lists_are_read_as_short_ones(items: list[str], gap: str, frame: str) -> None:
    """Taking long lists out of the text changes neither the content nor any offset."""
    text = frame.format(gap.join(items))
    _same_tree(text)


@given(st.lists(WORDS, min_size=45), st.sampled_from(["a:\n", "a:\n  ", "", "a: >\n  ", "a: b\n  "]))
def test_long_block_lists_are_read_as_short_ones(items: list[str], head: str) -> None:
    """The same holds for lists with one word a line, also where they only look like lists."""
    indent = head.rpartition("\n")[2]
    _same_tree(head + f"\n{indent}".join(f"- {item}" for item in items) + "\n")


def _same_tree(text: str) -> None:
    """Compare with a parse in which no list is long."""
    whole = Reduced(text, text)
    slow = _result(lambda: yaml_tree._compose(whole, "f"))
    assert slow == _result(lambda: read_yaml(text, "f"))
    if not isinstance(slow, str):
        assert data_of(slow) == data_of(read_yaml(text, "f"))


def _result(read: Callable[[], Any]) -> Any:
    """Return a tree, or the message of the error that it ends in."""
    try:
        return read()
    except StandoffError as error:
        return str(error)


@given(
    st.lists(st.one_of(JSON_WORDS, st.lists(JSON_WORDS, min_size=1, max_size=3)), min_size=45),
    st.sampled_from([(",", ":"), (", ", ": "), (" ,\n\t", ":")]),
    st.sampled_from(['{"a": X, "b": X}', '{"ranking": X}', "[X, [X]]", '{"a": Y, "b": 1}', '{"a": X, "b": [X}', "X]"]),
)
def test_long_lists_in_json(items: list[Any], separators: tuple[str, str], frame: str) -> None:
    """JSON with long lists of words gives the same tree, data and errors as without their being taken out."""
    written = json.dumps(items, separators=separators)
    text = frame.replace("X", written).replace("Y", json.dumps(written))
    slow = _result(lambda: flow._read(Reduced(text, text), "f"))
    quick = _result(lambda: flow.read_json(text, "f"))
    assert slow == quick
    if not isinstance(slow, str):
        assert _unpacked(data_of(slow)) == _unpacked(data_of(quick))


def _unpacked(data: Any) -> Any:
    """Return data with long rankings as lists."""
    return json.loads(json.dumps(data, default=lambda ranking: ranking.as_list()))


def test_json_tree() -> None:
    """JSON is read with offsets, escapes and empty collections."""
    document = read_document('{"a": [1, {"b": "\\u00e9"}, [], {}], "c": null}', "f.json")
    assert document.data == {"a": ["1", {"b": "é"}, [], {}], "c": None}
    assert isinstance(document.tree, Pairs)
    key, value = document.tree.pairs[0]
    assert key == Scalar(1, "a", plain=False)
    assert isinstance(value, Items)
    assert value.items[0] == Scalar(7, "1")


@pytest.mark.parametrize(("offset", "expected"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (3, 1)), (6, (4, 1))])
def test_line_and_column(offset: int, expected: tuple[int, int]) -> None:
    """Lines end in LF, CRLF or CR."""
    assert line_and_column("ab\nc\r\rd", offset) == expected


def test_the_published_schema_is_current() -> None:
    """docs/dispute.schema.json is what the models say; `python -m standoff.model.schema` writes it."""
    published = Path(__file__).parent.parent / "docs" / "dispute.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema()


def test_conjunctions_survive() -> None:
    """A rule keeps the shape of its expression."""
    dispute = loads(SIMPLE + "facts: {dry: no}\nfeasibility: [{never: pay and not dry}]\n")
    assert dispute.rules[0].expressions == (And((Name("pay"), Not(Name("dry")))),)
