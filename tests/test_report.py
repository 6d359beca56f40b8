"""The page: one file that needs nothing else, safe with names and reports that nobody vouches for."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

import standoff
from standoff.errors import StandoffError
from standoff.show.interactive import every_reason
from standoff.show.report import css_string, page, source_texts, write_report
from standoff.show.view import view
from tests.shown import FILE, REPORT, elmira, many, weir

EMPTY = {"meta", "input"}


class Outline(HTMLParser):
    """Collects tags, ids, links and text, and checks that elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.marked: dict[str, str] = {}
        self._passages: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its id and where it links to."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += [(tag, name) for name in given]
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("href", "").startswith("#"):
            self.targets.append(given["href"][1:])
        if tag == "mark":
            self._passages.append(given["data-p"].split())
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once."""
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag
        if tag == "mark":
            self._passages.pop()

    def handle_data(self, data: str) -> None:
        """Collect the words of each marked passage."""
        for passage in self._passages[-1] if self._passages else ():
            self.marked[passage] = self.marked.get(passage, "") + data


def shown(text: str = FILE, report: str | None = REPORT) -> str:
    """Return the page of the dispute about the weir."""
    return page(view(weir(text), texts={"note": report} if report is not None else None))


@pytest.mark.parametrize("html", [shown(), shown(report=None), page(view(elmira())), page(view(many(8)))])
def test_page_is_whole(html: str) -> None:
    """Elements are closed in order, no id stands twice, and every link leads somewhere."""
    outline = Outline(html)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.targets) <= set(outline.ids)


def test_page_asks_nobody_for_anything() -> None:
    """No host name, no element that loads something, no style or event in an attribute."""
    html = page(view(elmira()))
    outline = Outline(html)
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", html) == []
    assert not {"img", "link", "iframe", "object", "embed", "form", "base", "image", "use"} & set(outline.tags)
    assert [name for _, name in outline.attributes if name == "style" or name.startswith("on") or name == "src"] == []


def test_policy_allows_this_style_and_script_alone() -> None:
    """The Content-Security-Policy names the hashes of the one style and the two scripts, and forbids all else."""
    html = shown()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    for name, count in (("style", 1), ("script", 2)):
        blocks = sorted(re.findall(rf'<{name}(?: type="module")?>(.*?)</{name}>', html, re.S), key=len)
        assert len(blocks) == count
        hashes = " ".join(f"'sha256-{b64encode(sha256(block.encode()).digest()).decode()}'" for block in blocks)
        assert f"{name}-src {hashes};" in policy[1]
    assert policy[1].startswith("default-src 'none';")


@pytest.mark.parametrize(
    "bad",
    ["<script>alert(1)</script>", "</title></style></script><b>", "\"'><svg onload=alert(1)>", "<!--", "&lt;b&gt;"],
)
def test_names_and_reports_are_text(bad: str) -> None:
    """Whatever a file or a report says is shown as it is and never becomes part of the page."""
    quoted = "'" + bad.replace("'", "''") + "'"
    text = FILE.replace("The weir\n", f"{quoted}\n", 1).replace("Open the gate", quoted).replace("A note", quoted)
    text = text.replace("Who repairs the weir?", quoted).replace("Would they repair it for money?", quoted)
    outline, plain = Outline(shown(text, REPORT + bad)), Outline(shown())
    assert sorted(outline.tags) == sorted(plain.tags)
    assert sorted(outline.attributes) == sorted(plain.attributes)


def test_title_on_printed_pages_is_a_string() -> None:
    """A title can't end the string of the style sheet that it stands in."""
    assert css_string('a";}</style>é') == '"a\\22 \\3b \\7d \\3c \\2f style\\3e \\e9 "'


def test_marked_words_are_the_evidence() -> None:
    """Each passage marks exactly its words, newlines and all, also where passages overlap."""
    document = view(weir(), texts={"note": REPORT})
    outline = Outline(page(document))
    for passage in document["sources"][0]["passages"]:
        assert outline.marked[passage["id"]] == REPORT[passage["start"] : passage["end"]]


def test_without_script_links_lead_to_the_words() -> None:
    """Options and statements are plain links to the first of their passages."""
    html = shown()
    start = html.index('id="option-repair"')
    line = html[start : html.index("</li>", start)]
    target = re.search(r'href="#(p\d+)"', line)
    assert target is not None
    assert f'<span id="{target[1]}" class="anchor"' in html


def test_marks_differ_in_more_than_colour() -> None:
    """Evidenced, contested and presumed elements carry a word, and their own kind of line."""
    html = shown()
    for mark in ("evidenced", "contested", "presumed"):
        assert re.search(rf'class="claim {mark}"', html)
        assert re.search(rf'class="badge {mark}"[^>]*><span[^>]*>{mark}</span>', html)
    style = html[html.index("<style>") : html.index("</style>")]
    kinds = [
        re.search(rf"\.claim\.{mark} {{ border-inline-start: \dpx (\w+)", style)
        for mark in ("evidenced", "contested", "presumed")
    ]
    assert [kind and kind[1] for kind in kinds] == ["solid", "double", "dotted"]


def test_verdicts_have_words_for_those_who_cannot_see() -> None:
    """Each mark says whether the state is stable."""
    html = page(view(elmira()))
    marks = re.findall(r'<td class="mark [^"]*">(.)<span class="sr">([^<]+)</span></td>', html)
    assert len(marks) == 9 * 3 * 5
    assert set(marks) == {("●", "stable"), ("○", "not stable")}


def test_evidence_beyond_the_text_keeps_a_place() -> None:
    """Evidence that points past the end of a shorter text is listed below it instead of being lost."""
    html = shown(report=REPORT[:30])
    outline = Outline(html)
    assert set(outline.targets) <= set(outline.ids)


def test_big_disputes_say_what_is_left_out() -> None:
    """Above 200 states the page says how many it doesn't show."""
    document = view(many(8))
    assert f"{document['states']['left_out']} other states are left out of this table" in page(document)


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The page is written as UTF-8; a folder that can't be written to is one clear error, and leaves nothing."""
    target = tmp_path / "page.html"
    further = write_report(weir(), target, texts={"note": REPORT})
    shown = view(weir(), texts={"note": REPORT}, beyond=further)
    shown["reasons"]["every"] = every_reason(weir(), shown)
    whole = page(shown)
    assert target.read_bytes().decode("utf-8") == whole
    with pytest.raises(StandoffError):
        write_report(weir(), tmp_path / "missing" / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_texts_are_read_beside_the_dispute(tmp_path: Path) -> None:
    """Sources' files are read with their newlines untouched, and never from outside their folder."""
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "note.txt").write_bytes(REPORT.encode())
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    file = tmp_path / "inside" / "weir.dispute.yaml"
    file.write_text(FILE, encoding="utf-8")
    analysis = standoff.Analysis(standoff.load(file))
    assert source_texts(analysis) == {"note": REPORT}
    assert source_texts(weir(FILE.replace("note.txt", "../secret.txt")), tmp_path / "inside") == {}
    assert source_texts(weir(), tmp_path) == {}
