"""Reports on the workbench: read, looked through entry by entry, drafted, and still there at the next start."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from standoff.workbench.bench import Bench
from tests.workbench import Client, bench_in, client_of, desk, edited

pytest.importorskip("spacy", reason="spaCy is not installed")

TEXT = (
    "Farmers and mill quarrel over the weir\n\n"
    "The Lower Mill Company demanded on Monday that the Farmers' Union repair the weir. "
    "The Farmers' Union said that it would not repair the weir unless the company opened its gate. "
    "The company refused to open the gate.\n"
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A workbench on an empty folder."""
    return bench_in(tmp_path_factory.mktemp("reports") / "served")


@pytest.fixture(scope="module")
def client(bench: Bench) -> Iterator[Client]:
    """A client of the workbench."""
    with client_of(bench) as found:
        yield found


@pytest.fixture(scope="module")
def report(client: Client) -> str:
    """A report that is read."""
    answer = client.post("/api/reports", json={"name": "Weir news.txt", "text": TEXT, "published": "2021-03-02"})
    assert answer.status_code == 200, answer.text
    found: str = answer.json()["report"]
    return found


def look(client: Client, report: str) -> dict[str, Any]:
    """Return a report as the page gets it."""
    found: dict[str, Any] = client.get(f"/api/reports/{report}").json()
    return found


def decide(client: Client, report: str, action: str, **entry: Any) -> dict[str, Any]:
    """Decide about an entry and return the report after it."""
    answer = client.post(f"/api/reports/{report}/entry", json={"action": action, "entry": entry})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def one(found: dict[str, Any], kind: str, words: str) -> dict[str, Any]:
    """Return the first entry of a kind that says certain words."""
    entry: dict[str, Any] = next(e for e in found["entries"] if e["kind"] == kind and words in e["about"])
    return entry


def test_a_report_is_read_into_entries(client: Client, report: str) -> None:
    """Each entry stands where its words stand, says in words what it says, and is proposed."""
    found = look(client, report)
    assert ("2021-03-02", TEXT) == (found["published"], found["text"])
    for entry in found["entries"]:
        assert TEXT[entry["start"] : entry["end"]] == entry["text"]
        assert entry["about"]
    refusal = one(found, "position", "refuses")
    assert "proposed" == refusal["status"]
    assert {"holder", "type", "action", "polarity"} <= refusal["fields"].keys()


def test_what_is_rejected_is_not_drafted(client: Client, report: str) -> None:
    """A rejected position, and what hangs on a rejected actor, is left out of the draft; reset brings it back."""
    whole = client.post("/api/draft", json={"reports": [report]}).json()["desk"]
    options = [o["id"] for side in desk(client, whole)["forms"]["sides"] for o in side["options"]]
    repair = one(look(client, report), "position", "repair")
    for entry in look(client, report)["entries"]:
        if entry["kind"] == "position" and "repair" in entry["about"]:
            assert "rejected" == next(
                e["status"]
                for e in decide(client, report, "reject", id=entry["id"])["entries"]
                if e["id"] == entry["id"]
            )
    less = client.post("/api/draft", json={"reports": [report]})
    if less.status_code == 200:
        left = [o["id"] for s in desk(client, less.json()["desk"])["forms"]["sides"] for o in s["options"]]
        assert len(left) < len(options)
    else:
        assert "nothing to draft" in less.json()["error"]["what"]
    for entry in look(client, report)["entries"]:
        decide(client, report, "reset", id=entry["id"])
    assert repair == one(look(client, report), "position", "repair")


def test_entries_are_corrected_and_added(client: Client, report: str) -> None:
    """A correction changes fields or words; an added entry has the selected words; both are marked, reset undoes."""
    refusal = one(look(client, report), "position", "refuses")
    after = decide(client, report, "correct", id=refusal["id"], fields={"strength": "weak", "action": "lift the gate"})
    changed = next(e for e in after["entries"] if e["id"] == refusal["id"])
    assert ("corrected", "weak", True) == (
        changed["status"], changed["fields"]["strength"], "lift the gate" in changed["about"]
    )  # fmt: skip
    start = TEXT.index("open the gate")
    moved = decide(client, report, "correct", id=refusal["id"], start=start, end=start + 13)
    assert "open the gate" == next(e["text"] for e in moved["entries"] if e["id"] == refusal["id"])
    back = decide(client, report, "reset", id=refusal["id"])
    assert refusal == next(e for e in back["entries"] if e["id"] == refusal["id"])
    holder = refusal["fields"]["holder"]
    begin = TEXT.index("quarrel")
    fields = {"holder": holder, "type": "goal", "action": "win the quarrel"}
    added = decide(client, report, "add", kind="position", start=begin, end=begin + 7, fields=fields)
    new = one(added, "position", "win the quarrel")
    assert ("added", "quarrel") == (new["status"], new["text"])
    gone = decide(client, report, "reset", id=new["id"])
    assert new["id"] not in [entry["id"] for entry in gone["entries"]]


@pytest.mark.parametrize(
    ("action", "entry", "what"),
    [
        ("accept", {"id": "position:P99"}, "There is no entry 'position:P99'."),
        ("correct", {"id": "position:P1", "fields": {"type": "wish"}}, "type: input should be"),
        ("correct", {"id": "position:P1", "fields": {"holdr": "x"}}, "has no 'holdr'. Did you mean holder?"),
        ("correct", {"id": "position:P1", "fields": {"holder": "nobody"}}, "holder: there is no actor 'nobody'."),
        ("add", {"kind": "position", "start": 5, "end": 5000, "fields": {}}, "lie outside the report"),
        ("add", {"kind": "rumour", "start": 5, "end": 9, "fields": {}}, "There is no entry of the kind 'rumour'."),
        ("burn", {"id": "position:P1"}, "This request knows no action 'burn'."),
    ],
)
def test_wrong_decisions_are_said(client: Client, report: str, action: str, entry: dict[str, Any], what: str) -> None:
    """What cannot be decided is said, and nothing changes."""
    before = look(client, report)
    answer = client.post(f"/api/reports/{report}/entry", json={"action": action, "entry": entry})
    assert answer.status_code in (404, 422)
    problem = answer.json()["error"]
    assert what in f"{problem['what']} {problem['mend'] or ''}"
    assert before == look(client, report)


def test_a_draft_shows_its_words_and_is_saved_with_them(client: Client, report: str, bench: Bench) -> None:
    """A draft's evidence is shown in the report; saved, the report lies beside the file, and no place is left out."""
    found = desk(client, client.post("/api/draft", json={"reports": [report]}).json()["desk"])
    source = found["view"]["sources"][0]
    assert TEXT == source["text"]
    assert source["passages"]
    assert found["unsaved"]
    saved = client.post(f"/api/desks/{found['id']}/save", json={"as": "weir.dispute.yaml"}).json()
    assert (False, TEXT) == (saved["unsaved"], saved["view"]["sources"][0]["text"])
    assert (bench.folder / "weir.dispute.yaml").exists()
    assert TEXT.encode() in [path.read_bytes() for path in bench.folder.glob("*.txt")]


def test_reports_and_drafts_outlive_the_server(client: Client, report: str, bench: Bench) -> None:
    """At the next start the report is there with every decision, and an unsaved draft is offered with its words."""
    entry = one(look(client, report), "position", "refuses")["id"]
    decide(client, report, "accept", id=entry)
    draft = client.post("/api/draft", json={"reports": [report]}).json()["desk"]
    edited(client, draft, kind="title.set", title="Drafted and left")
    with client_of(Bench(bench.folder, bench.keeper.state)) as second:
        again = look(second, report)
        assert "accepted" == next(e["status"] for e in again["entries"] if e["id"] == entry)
        offered = {k["title"]: k["desk"] for k in second.get("/api/start").json()["recovered"]}
        recovered = second.post("/api/open", json={"recover": offered["Drafted and left"]}).json()["desk"]
        assert TEXT == desk(second, recovered)["view"]["sources"][0]["text"]


def test_reports_in_other_formats(client: Client, bench: Bench) -> None:
    """A report in the folder and one sent in base64 are read; another of the same name gets another id."""
    (bench.folder / "more news.txt").write_text(TEXT, encoding="utf-8")
    first = client.post("/api/reports", json={"file": "more news.txt"}).json()["report"]
    page = f"<html><head><title>News</title></head><body><p>{'</p><p>'.join(TEXT.splitlines())}</p></body></html>"
    coded = base64.b64encode(page.encode()).decode()
    second = client.post("/api/reports", json={"name": "more news.html", "base64": coded})
    assert 200 == second.status_code, second.text
    assert first != second.json()["report"]
    shown = look(client, second.json()["report"])
    assert "demanded on Monday" in shown["text"]
    assert all(shown["text"][e["start"] : e["end"]] == e["text"] for e in shown["entries"])
    left = client.delete(f"/api/reports/{second.json()['report']}").json()["reports"]
    assert second.json()["report"] not in [entry["report"] for entry in left]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("empty.txt", "", "The report is empty."),
        ("german.txt", "Der Bauernverband weigert sich, das Wehr zu reparieren, und die Mühle will es nicht. " * 9,
         "English"),
        ("long.txt", "The farmers refuse to repair the weir. " * 30_000, "a report has at most 1 MB"),
    ],
)  # fmt: skip
def test_what_is_no_report(client: Client, name: str, text: str, what: str) -> None:
    """A text that is no report is refused in words, and not kept."""
    before = client.get("/api/reports").json()
    answer = client.post("/api/reports", json={"name": name, "text": text})
    assert 422 == answer.status_code
    assert what in answer.json()["error"]["what"]
    assert before == client.get("/api/reports").json()
