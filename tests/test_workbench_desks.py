"""Desks: undo and redo, stale edits, autosave and recovery, saving and what else writes the file, branches, phases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import standoff
from standoff.model.files import load, loads
from standoff.workbench.bench import Bench
from tests.shown import FILE, REPORT
from tests.workbench import OWN, RIVER, Client, bench_in, client_of, desk, edited, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one dispute."""
    made = tmp_path / "disputes"
    made.mkdir()
    (made / "river.dispute.yaml").write_text(RIVER, encoding="utf-8")
    return made


@pytest.fixture
def bench(folder: Path) -> Bench:
    """A workbench on the folder."""
    return bench_in(folder)


@pytest.fixture
def client(bench: Bench) -> Iterator[Client]:
    """A client of the workbench."""
    with client_of(bench) as found:
        yield found


def autosaved(folder: Path) -> list[Path]:
    """Return the autosaved texts in a folder."""
    return sorted(folder.glob(".*.autosave.json"))


def test_a_desk_shows_what_the_analysis_says(client: Client) -> None:
    """The view of an opened dispute holds the verdicts that the library gives."""
    found = opened(client, catalog="elmira")
    analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    rows = found["view"]["states"]["rows"]
    assert list(analysis.equilibria("SEQ")) == [row["id"] for row in rows if "SEQ" in row["equilibrium"]]
    assert {"patterns": 32, "removed": 20, "coalesced": 3, "states": 9} == found["forms"]["counts"]
    assert "standoff analyze catalog:elmira" == found["commands"]["analyze"]


def test_undo_and_redo_by_name(client: Client) -> None:
    """Every edit can be undone and done again, in order and by name; the text comes back to the byte."""
    found = opened(client, file="river.dispute.yaml")
    edited(client, found["id"], kind="title.set", title="One")
    last = edited(client, found["id"], kind="title.set", title="Two")
    assert ["Call it “Two”", "Call it “One”"] == last["undo"]
    for _ in range(2):
        last = client.post(f"/api/desks/{found['id']}/undo", json={}).json()
    assert RIVER == last["source"]
    assert (["Call it “One”", "Call it “Two”"], []) == (last["redo"], last["undo"])
    again = client.post(f"/api/desks/{found['id']}/redo", json={}).json()
    assert ("One", ["Call it “Two”"]) == (again["title"], again["redo"])
    other = edited(client, found["id"], kind="about.set", about="Else")
    assert [] == other["redo"]
    assert ["Change the description", "Again: Call it “One”"] == [entry["what"] for entry in other["log"][:2]]
    assert {"command"} == {entry["by"] for entry in other["log"]}


def test_nothing_to_undo(client: Client) -> None:
    """Undo of nothing is said, and changes nothing."""
    found = opened(client, template="blank")
    answer = client.post(f"/api/desks/{found['id']}/undo", json={})
    assert (422, "There is nothing to undo.") == (answer.status_code, answer.json()["error"]["what"])


def test_stale_edits_are_refused(client: Client) -> None:
    """An edit to a version that is no longer the last one is refused, and the page is told which one is."""
    found = opened(client, template="blank")
    edit = {"edit": {"kind": "title.set", "title": "One"}, "version": found["version"]}
    first = client.post(f"/api/desks/{found['id']}/edit", json=edit)
    second = client.post(f"/api/desks/{found['id']}/edit", json=edit)
    assert (200, 409) == (first.status_code, second.status_code)
    assert (found["id"], first.json()["version"]) == (second.json()["desk"], second.json()["version"])


def test_an_edit_that_breaks_the_dispute_changes_nothing(client: Client) -> None:
    """Preferences that do not fit are refused with the place, and the dispute stays as it was."""
    found = opened(client, file="river.dispute.yaml")
    answer = client.post(f"/api/desks/{found['id']}/edit", json={"edit": {"kind": "coalesce.set", "list": ["release"]}})
    assert 422 == answer.status_code
    assert "does not prefer the members" in answer.json()["error"]["what"]
    assert RIVER == desk(client, found["id"])["source"]


def test_source_with_all_its_errors(client: Client) -> None:
    """A wrong source is refused with every error and its line and column; a right one is one edit."""
    found = opened(client, file="river.dispute.yaml")
    wrong = RIVER.replace("status_quo: []", "status_quo: [releas]").replace("- build\n", "- buil\n")
    answer = client.put(f"/api/desks/{found['id']}/source", json={"text": wrong})
    first = answer.json()["error"]
    places = [(error["line"], error["column"]) for error in (first, *first["more"])]
    assert (422, [(13, 14), (19, 9)]) == (answer.status_code, places)
    checked = client.put(f"/api/desks/{found['id']}/source", params={"check": "1"}, json={"text": RIVER})
    assert {"ok": True} == checked.json()
    right = client.put(f"/api/desks/{found['id']}/source", json={"text": RIVER.replace("Two banks", "Three banks")})
    assert ("Three banks", ["Edit the source"]) == (right.json()["title"], right.json()["undo"])


def test_a_file_with_errors_opens_to_be_mended(client: Client, folder: Path) -> None:
    """Its source is shown with what is wrong, no view; a mended source brings the view."""
    (folder / "wrong.dispute.yaml").write_text(RIVER.replace("[release", "[relase"), encoding="utf-8")
    (folder / "wrong.dispute.yaml").write_text(RIVER.replace("status_quo: []", "status_quo: [x]"), encoding="utf-8")
    found = opened(client, file="wrong.dispute.yaml")
    assert found["view"] is None
    assert (13, "x is no option.") == (found["problem"]["line"], found["problem"]["what"])
    refused = client.post(f"/api/desks/{found['id']}/edit", json={"edit": {"kind": "title.set", "title": "T"}})
    assert 409 == refused.status_code
    mended = client.put(f"/api/desks/{found['id']}/source", json={"text": RIVER}).json()
    assert (None, "Two banks") == (mended["problem"], mended["view"]["title"])


@pytest.mark.parametrize("name", ["nonsense.yaml", "nonsense.json", "nonsense.gmcr"])
def test_nonsense_is_refused(client: Client, name: str) -> None:
    """Ten megabytes of something else give one clear error, soon."""
    answer = client.post("/api/open", json={"name": name, "text": "standoff: \x01{[" + "abc, " * 2_000_000})
    assert 422 == answer.status_code
    assert answer.json()["error"]["what"]


def test_autosave_and_recovery(client: Client, folder: Path) -> None:
    """After each edit the working text lies beside the file; a new start offers it, with who changed what."""
    found = opened(client, file="river.dispute.yaml")
    after = edited(client, found["id"], kind="title.set", title="Not yet saved")
    assert after["unsaved"]
    kept = json.loads(autosaved(folder)[0].read_text(encoding="utf-8"))
    assert after["source"] == kept["text"]
    with client_of(bench_in(folder)) as second:
        start = second.get("/api/start").json()
        offered = start["recovered"]
        assert ["Not yet saved"] == [entry["title"] for entry in offered]
        again = opened(second, recover=offered[0]["desk"])
        assert (after["source"], True) == (again["source"], again["unsaved"])
        assert "Call it “Not yet saved”" == again["log"][0]["what"]
        assert [] == second.get("/api/start").json()["recovered"]
        saved = second.post(f"/api/desks/{again['id']}/save", json={}).json()
    assert (after["source"], False) == ((folder / "river.dispute.yaml").read_text(encoding="utf-8"), saved["unsaved"])
    assert [] == autosaved(folder)


def test_disputes_without_a_file_are_kept_in_the_state_folder(client: Client, folder: Path) -> None:
    """A changed template is offered at the next start; undone to what it was, or discarded, it is not."""
    found = opened(client, template="two_by_two")
    edited(client, found["id"], kind="title.set", title="Mine")
    assert [] == autosaved(folder)
    with client_of(bench_in(folder)) as second:
        offered = second.get("/api/start").json()["recovered"]
        assert [("Mine", None)] == [(entry["title"], entry["file"]) for entry in offered]
        left = second.post("/api/discard", json={"recover": offered[0]["desk"]}).json()["recovered"]
        assert [] == left


def test_undone_to_what_was_opened_needs_no_recovery(client: Client, folder: Path) -> None:
    """Where the text is again what the file says, the copy beside it is gone."""
    found = opened(client, file="river.dispute.yaml")
    edited(client, found["id"], kind="title.set", title="Other")
    assert 1 == len(autosaved(folder))
    client.post(f"/api/desks/{found['id']}/undo", json={})
    assert [] == autosaved(folder)


def test_an_edit_that_cannot_be_kept_is_said(client: Client, folder: Path) -> None:
    """Where the disk refuses the copy, the edit stands and a sentence says that it is in memory only."""
    (folder / ".river.dispute.yaml.autosave.json").mkdir()
    found = opened(client, file="river.dispute.yaml")
    after = edited(client, found["id"], kind="title.set", title="Kept in mind")
    assert ("Kept in mind", None) == (after["title"], after["saved"])
    assert any("it is not kept on disk" in sentence for sentence in after["said"])


def test_who_changed_what(bench: Bench) -> None:
    """The log tells edits of the page from those of its source pane; each names the element that it touched."""
    with client_of(bench, OWN) as page:
        found = opened(page, file="river.dispute.yaml")
        edited(page, found["id"], kind="option.rename", option="pay", name="Pay up")
        source = RIVER.replace("Two banks", "Three banks")
        last = page.put(f"/api/desks/{found['id']}/source", json={"text": source}).json()
    assert [("source", "source"), ("page", "option-pay")] == [(e["by"], e["element"]) for e in last["log"]]


def test_saving_keeps_comments(client: Client, folder: Path) -> None:
    """A saved file has the comments of the one that was opened, and loads as what the page shows."""
    found = opened(client, file="river.dispute.yaml")
    after = edited(client, found["id"], kind="statement.add", side="Up", text="release")
    client.post(f"/api/desks/{found['id']}/save", json={})
    text = (folder / "river.dispute.yaml").read_text(encoding="utf-8")
    assert after["source"] == text
    assert "# nobody pays for nothing" in text
    with client_of(bench_in(folder)) as second:
        log = opened(second, file="river.dispute.yaml")["log"]
    assert [("Save river.dispute.yaml", "file"), ("“The upper country” wants “release”", "statement-Up-4")] == [
        (entry["what"], entry["element"]) for entry in log
    ]


def test_a_file_that_changed_meanwhile_is_not_overwritten(client: Client, folder: Path) -> None:
    """Saving over somebody else's change is refused; overwriting it all the same keeps what was there."""
    file = folder / "river.dispute.yaml"
    found = opened(client, file="river.dispute.yaml")
    edited(client, found["id"], kind="title.set", title="Mine")
    theirs = RIVER.replace("Two banks", "Theirs")
    file.write_text(theirs, encoding="utf-8")
    answer = client.post(f"/api/desks/{found['id']}/save", json={})
    assert (409, "changed") == (answer.status_code, answer.json()["conflict"])
    assert theirs == file.read_text(encoding="utf-8")
    assert "changed" == desk(client, found["id"])["on_disk"]
    done = client.post(f"/api/desks/{found['id']}/save", json={"overwrite": True}).json()
    assert "title: Mine" in file.read_text(encoding="utf-8")
    kept = [path for path in folder.iterdir() if path.name.startswith(".river.dispute.yaml.before-")]
    assert [theirs] == [path.read_text(encoding="utf-8") for path in kept]
    assert [f"What was in the file before is kept as {kept[0].name}."] == done["said"]


def test_a_change_on_disk_is_noticed_and_can_be_taken(client: Client, folder: Path) -> None:
    """The page is told that the file changed; taking what is on disk is one more edit, which can be undone."""
    file = folder / "river.dispute.yaml"
    found = opened(client, file="river.dispute.yaml")
    file.write_text(RIVER.replace("Two banks", "Theirs"), encoding="utf-8")
    assert "changed" == desk(client, found["id"])["on_disk"]
    taken = client.post(f"/api/desks/{found['id']}/reload", json={}).json()
    assert ("Theirs", None, False) == (taken["title"], taken["on_disk"], taken["unsaved"])
    assert ("disk", ["Take river.dispute.yaml as it is on disk"]) == (taken["log"][0]["by"], taken["undo"])
    file.unlink()
    assert "missing" == desk(client, found["id"])["on_disk"]


def test_save_as(client: Client, folder: Path) -> None:
    """A new name makes a new file in the format of its ending; one that exists is not overwritten unasked."""
    found = opened(client, catalog="elmira")
    path = f"/api/desks/{found['id']}/save"
    assert "no file yet" in client.post(path, json={}).json()["error"]["what"]
    (folder / "sub").mkdir()
    for name in ("sub/e.json", "e.dispute.yaml"):
        assert 200 == client.post(path, json={"as": name}).status_code
        assert ("s5", "s8", "s9") == standoff.Analysis(load(folder / name)).equilibria("SEQ")
        assert (name, False) == (desk(client, found["id"])["path"], desk(client, found["id"])["unsaved"])
    lossy = client.post(path, json={"as": "e.gmcr"}).json()
    assert (folder / "e.gmcr").exists()
    assert "e.dispute.yaml" == lossy["path"]
    assert any("Coalesced states are not held" in sentence for sentence in lossy["said"])
    exists = client.post(path, json={"as": "river.dispute.yaml"})
    assert (409, "exists") == (exists.status_code, exists.json()["conflict"])
    assert "no name of a dispute file" in client.post(path, json={"as": "notes.txt"}).json()["error"]["what"]


def test_json_and_gmcr_open_as_text_to_edit(client: Client, folder: Path) -> None:
    """Files of other formats are worked on as YAML, and saved in their own format."""
    standoff.save(loads(RIVER), folder / "river.json")
    found = opened(client, file="river.json")
    assert found["source"].startswith("standoff: 1\n")
    assert not found["unsaved"]
    edited(client, found["id"], kind="title.set", title="In JSON")
    client.post(f"/api/desks/{found['id']}/save", json={})
    assert "In JSON" == json.loads((folder / "river.json").read_text(encoding="utf-8"))["title"]


def test_a_branch_changes_nothing_where_it_came_from(client: Client) -> None:
    """A what-if branch remembers its parent, takes rankings, and is compared with it."""
    found = opened(client, catalog="elmira")
    ranking = [["s1"], ["s4"], ["s8"], ["s5"], ["s7"], ["s9"], ["s3"], ["s2"], ["s6"]]
    asked = {"name": "s7 holds", "rankings": {"Uniroyal": ranking}}
    branch = desk(client, client.post(f"/api/desks/{found['id']}/branch", json=asked).json()["desk"])
    assert (found["id"], True) == (branch["parent"], branch["unsaved"])
    rows = {row["id"]: row["equilibrium"] for row in branch["view"]["states"]["rows"]}
    assert "SEQ" in rows["s7"]
    assert desk(client, found["id"])["source"] == found["source"]
    compared = client.get(f"/api/desks/{branch['id']}/compare").json()
    assert ["s7"] == compared["equilibria"]["SEQ"]["gained"]
    assert any("the branch s7 holds" in sentence for sentence in compared["sentences"])


def test_phases_side_by_side(client: Client) -> None:
    """Each phase has its own view; comparing it with the file says what flipped and which command says the same."""
    found = opened(client, file="river.dispute.yaml")
    dry = desk(client, found["id"], phase="dry")
    assert ("dry", [True]) == (dry["phase"], [f["value"] for f in dry["view"]["facts"] if f["label"] == "drought"])
    compared = client.get(f"/api/desks/{found['id']}/compare", params={"b": "dry"}).json()
    assert "The fact drought is yes instead of no." in " ".join(compared["sentences"])
    assert "standoff compare river.dispute.yaml --phases dry" == compared["command"]
    unknown = client.get(f"/api/desks/{found['id']}", params={"phase": "wet"}).json()
    assert unknown["problem"]["what"] == "there is no phase called 'wet'."


def test_forms_show_where_ranking_and_statements_disagree(client: Client) -> None:
    """With both given, the pairs that they order otherwise are listed, by the ids of the view."""
    found = opened(client, file="river.dispute.yaml")
    moved = edited(client, found["id"], kind="ranking.move", side="Up", state="s6", by=1)
    preference = moved["forms"]["sides"][0]["preference"]
    assert [["s6"], ["s5"], ["s3", "s4"], ["s1", "s2"]] == preference["induced"]
    assert [["s5"], ["s6"], ["s3", "s4"], ["s1", "s2"]] == preference["ranking"]
    assert (1, [["s5", "s6"]]) == (preference["disagree_count"], preference["disagree"])


def test_sources_are_read_from_the_folder_only(client: Client, folder: Path) -> None:
    """The text of a source beside the file is shown with its passages; one outside is not read."""
    (folder / "note.txt").write_bytes(REPORT.encode())
    (folder / "weir.dispute.yaml").write_text(FILE, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    outside = FILE.replace("file: note.txt", "file: ../secret.txt")
    (folder / "outside.dispute.yaml").write_text(outside, encoding="utf-8")
    shown = opened(client, file="weir.dispute.yaml")
    assert REPORT == shown["view"]["sources"][0]["text"]
    reason = client.get(
        f"/api/desks/{shown['id']}/why", params={"maker": "farmers", "state": "s1", "concept": "Nash"}
    ).json()
    assert [REPORT[p["start"] : p["end"]] for p in reason["passages"]] == [p["text"] for p in reason["passages"]]
    assert opened(client, file="outside.dispute.yaml")["view"]["sources"][0]["text"] is None


@pytest.mark.parametrize("kind", ["yaml", "dispute", "gmcr", "report", "json", "svg", "csv", "latex"])
def test_exports(client: Client, kind: str) -> None:
    """Each export is a file to be saved, named after the dispute."""
    found = opened(client, catalog="elmira")
    answer = client.get(f"/api/desks/{found['id']}/export/{kind}")
    assert 200 == answer.status_code
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''elmira.")
    expected = {"json": '"format": "standoff-analysis/1"', "svg": "<svg", "report": "<!doctype html>"}
    assert expected.get(kind, "") in answer.text
    assert 404 == client.get(f"/api/desks/{found['id']}/export/{kind}x").status_code


def test_everything_in_the_folder_is_listed(client: Client, folder: Path) -> None:
    """The start page lists what can be opened, the catalog by publication, the templates, and nothing hidden."""
    (folder / "note.txt").write_text("A note.", encoding="utf-8")
    (folder / ".hidden.dispute.yaml").write_text(RIVER, encoding="utf-8")
    start: dict[str, Any] = client.get("/api/start").json()
    assert [("note.txt", "report", None), ("river.dispute.yaml", "dispute", "Two banks")] == [
        (file["path"], file["kind"], file["title"]) for file in start["files"]
    ]
    assert "elmira" in {entry["name"] for entry in start["catalog"] if entry["states"] == 9}
    assert 5 == len(start["templates"])


@pytest.mark.parametrize(
    "name", ["blank", "two_by_two", "upstream_downstream", "ceasefire_talks", "polluter_regulator_town"]
)
def test_templates_are_sound(client: Client, name: str) -> None:
    """Every template opens, is analyzed, and has nothing that `check` would remark."""
    found = opened(client, template=name)
    assert found["view"]["states"]["total"] >= 4
    assert [] == client.get(f"/api/desks/{found['id']}/check").json()["advice"]
