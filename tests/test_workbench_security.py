"""The workbench keeps others out: each attack is tried as it would be done."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from standoff.workbench.bench import Bench
from standoff.workbench.security import cookie_name
from tests.workbench import COOKIE, OWN, PORT, RIVER, TOKEN, Client, bench_in, client_of, opened


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A workbench on a folder beside which a secret lies."""
    made = bench_in(tmp_path / "served")
    (made.folder / "river.dispute.yaml").write_text(RIVER, encoding="utf-8")
    (tmp_path / "secret.dispute.yaml").write_text(RIVER.replace("Two banks", "Secret"), encoding="utf-8")
    return made


@pytest.fixture
def browser(bench: Bench) -> Iterator[Client]:
    """A browser that has been let in: it has the cookie, and says which page it asks from."""
    with client_of(bench, OWN) as found:
        yield found


@pytest.fixture
def stranger(bench: Bench) -> Iterator[Client]:
    """Somebody without a key."""
    with client_of(bench, {}) as found:
        yield found


def test_the_token_in_the_address_becomes_a_cookie(stranger: Client) -> None:
    """The right token sets a cookie that scripts cannot read and other sites do not send, and leaves the address."""
    answer = stranger.get("/", params={"token": TOKEN})
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    assert f"{cookie_name(PORT)}={TOKEN}; HttpOnly; Path=/; SameSite=strict" == answer.headers["set-cookie"]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "ü", "\ud800"])
def test_a_wrong_token_opens_nothing(stranger: Client, token: str) -> None:
    """Any other token is refused, and no cookie is set."""
    answer = stranger.get("/", params={"token": token.encode("utf-8", "surrogatepass")})
    assert 401 == answer.status_code
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/api/start", "/api/events", "/static/standoff.js", "/api/desks/x", "/nothing"])
def test_nothing_is_told_without_the_token(stranger: Client, path: str) -> None:
    """Without token and cookie every address answers that it is closed."""
    answer = stranger.get(path)
    assert 401 == answer.status_code
    assert "standoff serve" in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_other_hosts_are_refused(browser: Client, host: str) -> None:
    """A name that is made to point to this machine (DNS rebinding) is not this server's name."""
    assert 421 == browser.get("/api/start", headers={"host": host}).status_code


def test_localhost_is_this_machine(browser: Client) -> None:
    """The server answers to both names of this machine."""
    own = {"host": f"localhost:{PORT}", "origin": f"http://localhost:{PORT}"}
    assert 200 == browser.get("/api/start", headers=own).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{PORT + 1}", "sec-fetch-site": "same-site"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_other_pages_cannot_write(browser: Client, headers: dict[str, str]) -> None:
    """A page of another site, or of another port, cannot change anything, even with the cookie."""
    found = browser.post("/api/open", json={"template": "blank"}, headers=headers)
    assert 403 == found.status_code
    assert [] == browser.get("/api/start").json()["desks"]


def test_a_write_without_an_origin_is_refused(bench: Bench) -> None:
    """The cookie alone is not enough to change something: a form of an old browser says no origin."""
    with client_of(bench, COOKIE) as client:
        assert 403 == client.post("/api/open", json={"template": "blank"}).status_code
        assert 200 == client.get("/api/start").status_code


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_forms_are_refused(browser: Client, kind: str) -> None:
    """Only JSON is taken, which a form of another page cannot send."""
    answer = browser.post("/api/open", content='{"template": "blank"}', headers={"content-type": kind})
    assert 415 == answer.status_code


def test_every_answer_carries_the_policy(browser: Client, stranger: Client) -> None:
    """Pages, data, downloads, errors and refusals all forbid scripts and pictures from elsewhere."""
    desk = opened(browser, catalog="chicken")["id"]
    answers = [
        browser.get("/"),
        browser.get("/api/start"),
        browser.get(f"/api/desks/{desk}/export/report"),
        browser.get("/api/nothing"),
        browser.get("/api/desks/x"),
        stranger.get("/"),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "nosniff" == answer.headers["x-content-type-options"]
        assert "access-control-allow-origin" not in answer.headers


OUTSIDE = [
    "../secret.dispute.yaml", "sub/../../secret.dispute.yaml", "..\\secret.dispute.yaml", "/etc/passwd", "~/x.yaml",
    "link.dispute.yaml", "linked/secret.dispute.yaml", "%2e%2e/secret.dispute.yaml", "..%2fsecret.dispute.yaml",
    "....//secret.dispute.yaml", "C:/x.yaml", "C:\\x.yaml", "\\\\host\\x.yaml", "a\x00.yaml", "", ".", "..",
    ".hidden.dispute.yaml", "file:///etc/passwd", "x" * 5000 + ".yaml",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("way", ["open", "save", "report"])
def test_nothing_outside_the_folder(browser: Client, bench: Bench, way: str, path: str) -> None:
    """No path leads out of the folder: not up, not absolute, not by a link, not encoded; neither to read nor write."""
    (bench.folder / "link.dispute.yaml").symlink_to(bench.folder.parent / "secret.dispute.yaml")
    (bench.folder / "linked").symlink_to(bench.folder.parent)
    (bench.folder / ".hidden.dispute.yaml").write_text(RIVER, encoding="utf-8")
    before = {name: (bench.folder.parent / name).stat().st_mtime_ns for name in os.listdir(bench.folder.parent)}
    if way == "open":
        answer = browser.post("/api/open", json={"file": path})
    elif way == "report":
        answer = browser.post("/api/reports", json={"file": path})
    else:
        desk = opened(browser, template="blank")["id"]
        answer = browser.post(f"/api/desks/{desk}/save", json={"as": path, "overwrite": True})
    assert answer.status_code in ((400, 403, 422) if way != "save" or path else (422,))
    assert "Secret" not in answer.text
    after = {name: (bench.folder.parent / name).stat().st_mtime_ns for name in before if name != "state"}
    assert {name: before[name] for name in after} == after


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/pyproject.toml", "/static//etc/passwd",
             "/static/report.css", "/api/desks/../../etc/passwd"]
)  # fmt: skip
def test_only_the_page_is_served(browser: Client, path: str) -> None:
    """Of the program's files only those of the page can be asked for."""
    answer = browser.get(path)
    assert 404 == answer.status_code
    assert "error" in answer.json()


def test_links_in_the_folder_are_not_listed(browser: Client, bench: Bench) -> None:
    """A link that leads out of the folder is not even named."""
    (bench.folder / "link.dispute.yaml").symlink_to(bench.folder.parent / "secret.dispute.yaml")
    assert ["river.dispute.yaml"] == [file["path"] for file in browser.get("/api/start").json()["files"]]


def test_uploads_are_bounded(browser: Client) -> None:
    """Too much at once is refused while it comes, before it is kept or read."""
    answer = browser.post("/api/open", json={"name": "x.yaml", "text": "a" * 25_000_000})
    assert (413, "This is more than 24 MB, the most that can be sent at once.") == (
        answer.status_code,
        answer.json()["error"]["what"],
    )
    large = browser.post("/api/open", json={"name": "x.yaml", "text": "a" * 17_000_000})
    assert 413 == large.status_code


BOMBS = {
    "aliases": "standoff: 1\nx_a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    + "".join(f"x_a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]\n" for k in range(1, 10)),
    "depth": "standoff: 1\nx_a: " + "[" * 4_000,
    "lines": "standoff: 1\n" + "a: b\n" * 60_000,
    "options": "standoff: 1\nunlisted: equal\ndecision_makers: [{id: Up, options: ["
    + ", ".join(f"{{id: o{k}}}" for k in range(70)) + "]}]\n",
    "statement": "standoff: 1\nunlisted: equal\ndecision_makers: [{id: Up, options: [{id: pay}]}]\n"
    f"outcomes: {{deal: {'not ' * 50_000}pay}}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_files_that_are_made_to_hurt(browser: Client, name: str) -> None:
    """Aliases that multiply, depth, lines and options without end are refused or said, soon and in few words."""
    answer = browser.post("/api/open", json={"name": f"{name}.yaml", "text": BOMBS[name]})
    if answer.status_code == 200:
        shown = browser.get(f"/api/desks/{answer.json()['desk']}").json()
        assert shown["view"] is None
        assert shown["problem"]["what"]
    else:
        assert answer.status_code in (413, 422)
        assert answer.json()["error"]["what"]
    assert len(answer.content) < 100_000


def test_a_preflight_is_not_answered(stranger: Client) -> None:
    """A page elsewhere that asks whether it may send JSON or a token is not told that it may."""
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = stranger.request("OPTIONS", "/api/open", headers=asked)
    assert 403 == answer.status_code
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_desks_are_bounded(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many disputes can be open and no more."""
    monkeypatch.setattr("standoff.workbench.bench.MOST_DESKS", 2)
    answers = [browser.post("/api/open", json={"template": "blank"}).status_code for _ in range(3)]
    assert [200, 200, 422] == answers


BODIES: list[Any] = [
    None, [], 3, "x", {"edit": None}, {"edit": {"kind": 3}}, {"edit": {"kind": "title.set", "title": {"a": 1}}},
    {"edit": {"kind": "ranking.set", "side": "first", "ranking": [[[[]]]]}},
    {"edit": {"kind": "rule.add", "rule": {"never": ["act", 3]}}},
    {"edit": {"kind": "layout.set", "positions": {"s1": [1e400, 2]}}},
    {"edit": {"kind": "weights.set", "side": "first", "weights": {"act": {"a": 1}}}},
    {"edit": {"kind": "phase.add", "id": "p", "changes": {"a": [1, {"b": 2}]}}},
    {"edit": {"kind": "statement.add", "side": "first", "text": "(" * 20_000}},
    {"edit": {"kind": "title.set", "title": "a" * 200_000}},
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_odd_requests_are_answered(browser: Client, body: Any) -> None:
    """Whatever is sent, the answer is an error in words or a desk, never a failure of the program."""
    desk = opened(browser, template="blank")["id"]
    answer = browser.post(
        f"/api/desks/{desk}/edit", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert answer.status_code in (200, 400, 422), answer.text
    assert answer.status_code == 200 or answer.json()["error"]["what"]


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b'{"template": "\\ud800"}', b"\xff\xfe", b"NaN"])
def test_what_is_no_json(browser: Client, content: bytes) -> None:
    """A body that is no JSON is said to be none."""
    answer = browser.post("/api/open", content=content, headers={"content-type": "application/json"})
    assert 400 == answer.status_code


def test_reports_and_names_are_never_markup(browser: Client) -> None:
    """What stands in a dispute comes as data; the pages that the server makes hold none of it as markup."""
    text = RIVER.replace("Two banks", "'<script>alert(1)</script>'").replace("Pay}", "'<img src=x onerror=alert(1)>'}")
    desk = opened(browser, name="<b>.dispute.yaml", text=text)["id"]
    report = browser.get(f"/api/desks/{desk}/export/report")
    assert "<script>alert" not in report.text
    assert "<img" not in report.text
    assert "application/json" == browser.get(f"/api/desks/{desk}").headers["content-type"]


def test_a_report_of_another_kind(browser: Client) -> None:
    """A program or a picture that calls itself a report is refused in words, and nothing of it is kept."""
    answer = browser.post(
        "/api/reports", json={"name": "../../run.txt", "base64": base64.b64encode(b"\x7fELF" + bytes(5000)).decode()}
    )
    assert 422 == answer.status_code
    assert {"reports": []} == browser.get("/api/reports").json()
    assert 400 == browser.post("/api/reports", json={"name": "a.txt", "base64": "!!!"}).status_code
