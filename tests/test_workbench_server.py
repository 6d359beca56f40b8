"""The server as a program: it says where it listens, loses nothing when killed, keeps tabs in step, stops cleanly."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from standoff.cli import main
from standoff.errors import StandoffError
from standoff.workbench.server import HOST, listen, prepare
from standoff.workbench.worker import do
from tests.workbench import RIVER

PATIENCE = 60.0


@contextmanager
def serving(target: Path, state: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client, str]]:
    """A running server with a client that has its token, and the address that it printed."""
    command = [sys.executable, "-m", "standoff", "serve", str(target), "--no-browser", "--port", "0"]
    with subprocess.Popen([*command, "--state", str(state)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/\?token=([^#]+)(#\w+)?", address)
        assert found is not None, address
        try:
            with httpx.Client(base_url=found[1], headers={"x-standoff-token": found[2]}, timeout=PATIENCE) as client:
                yield server, client, address
        finally:
            if server.poll() is None:
                server.kill()


def until(done: Callable[[], Any]) -> Any:
    """Wait until something is there, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = done()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def test_a_killed_server_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    """Whatever was answered before a kill is offered at the next start; that one Ctrl-C ends, streams and all."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "river.dispute.yaml").write_text(RIVER, encoding="utf-8")
    with serving(folder / "river.dispute.yaml", tmp_path / "state") as (server, client, address):
        desk = address.partition("#")[2]
        drafted = client.post("/api/open", json={"template": "blank"}).json()["desk"]
        client.post(f"/api/desks/{drafted}/edit", json={"edit": {"kind": "title.set", "title": "From a template"}})
        answered = []
        for number in range(6):
            edit = {"kind": "title.set", "title": f"Title {number}"}
            answered.append(client.post(f"/api/desks/{desk}/edit", json={"edit": edit}).json()["source"])
        server.send_signal(signal.SIGKILL)
        server.wait(PATIENCE)
    with serving(folder, tmp_path / "state") as (server, client, _):
        offered = {entry["title"]: entry["desk"] for entry in client.get("/api/start").json()["recovered"]}
        assert {"Title 5", "From a template"} == offered.keys()
        again = client.post("/api/open", json={"recover": offered["Title 5"]}).json()["desk"]
        assert answered[-1] == client.get(f"/api/desks/{again}").json()["source"]
        assert RIVER == (folder / "river.dispute.yaml").read_text(encoding="utf-8")
        heard: list[dict[str, Any]] = []
        listener = events(client, heard)
        start = time.monotonic()
        server.send_signal(signal.SIGINT)
        assert 0 == server.wait(PATIENCE)
        assert time.monotonic() - start < 15
        assert server.stdout is not None
        assert "Stopped." in server.stdout.read()
        listener.join(PATIENCE)
    assert {"type": "ended"} == heard[-1]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, str, Path]]:
    """A running server with one dispute open: its client, the desk, and the dispute's file."""
    folder = tmp_path_factory.mktemp("served")
    file = folder / "river.dispute.yaml"
    file.write_text(RIVER, encoding="utf-8")
    with serving(file, folder / "state") as (_, client, address):
        yield client, address.partition("#")[2], file


def events(client: httpx.Client, heard: list[dict[str, Any]]) -> threading.Thread:
    """Listen to what the server tells, as another tab would, until it ends."""

    def listen_on() -> None:
        with httpx.Client(base_url=client.base_url, headers=client.headers, timeout=None) as other:
            try:
                with other.stream("GET", "/api/events") as stream:
                    for line in stream.iter_lines():
                        heard.append(json.loads(line[5:]) if line.startswith("data:") else {"type": line})
                heard.append({"type": "ended"})
            except httpx.HTTPError:
                heard.append({"type": "broken"})

    listener = threading.Thread(target=listen_on, daemon=True)
    listener.start()
    until(lambda: heard)
    return listener


def test_two_tabs_stay_in_step(served: tuple[httpx.Client, str, Path]) -> None:
    """A change in one tab, and one on disk, is told to the other."""
    client, desk, file = served
    heard: list[dict[str, Any]] = []
    events(client, heard)
    edit = {"kind": "title.set", "title": "New"}
    version = client.post(f"/api/desks/{desk}/edit", json={"edit": edit}).json()["version"]
    until(lambda: {"type": "desk", "desk": desk, "version": version} in heard)
    file.write_text(RIVER.replace("Two", "Three"), encoding="utf-8")
    until(lambda: {"type": "disk", "desk": desk, "on_disk": "changed"} in heard)


def test_only_this_machine(served: tuple[httpx.Client, str, Path]) -> None:
    """The server listens on 127.0.0.1, and on no other address of this machine."""
    port = served[0].base_url.port
    found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    for address in {str(info[4][0]) for info in found} - {HOST} | {"127.0.0.2"}:
        with pytest.raises(OSError):
            socket.create_connection((address, port), timeout=1).close()


def test_jobs_run_beside_and_can_be_killed(served: tuple[httpx.Client, str, Path]) -> None:
    """A job of its own process gives what the command gives; a cancelled one ends at once, whatever it was at."""
    client = served[0]
    desk = client.post("/api/open", json={"catalog": "elmira"}).json()["desk"]

    def run(**asked: Any) -> dict[str, Any]:
        job = client.post(f"/api/desks/{desk}/jobs", json=asked).json()
        found: dict[str, Any] = until(
            lambda: (now := client.get(f"/api/jobs/{job['job']}").json())["state"] != "running" and now
        )
        return found

    mediated = run(kind="mediate", target="s7", fix=["MoE"])
    assert ("done", 2) == (mediated["state"], mediated["result"]["cost"])
    assert "standoff mediate catalog:elmira --target s7 --fix MoE" == mediated["command"]
    branch = client.post(f"/api/desks/{desk}/branch", json=mediated["result"]["branch"]).json()["desk"]
    rows = client.get(f"/api/desks/{branch}/states", params={"text": "s7"}).json()["rows"]
    assert "SEQ" in rows[0]["equilibrium"]
    wrong = run(kind="mediate", target="s99")
    assert ("failed", True) == (wrong["state"], "s99" in wrong["error"]["what"])
    job = client.post(f"/api/desks/{desk}/jobs", json={"kind": "robustness", "samples": 50_000_000}).json()
    start = time.monotonic()
    assert "cancelled" == client.delete(f"/api/jobs/{job['job']}").json()["state"]
    assert time.monotonic() - start < 5
    assert 409 == client.post(f"/api/desks/{desk}/jobs", json={"kind": "analyze"}).status_code
    assert 400 == client.post(f"/api/desks/{desk}/jobs", json={"kind": "medeate"}).status_code


@pytest.mark.parametrize("kind", ["mediate", "mediate_statements", "conditions", "robustness", "prospects"])
def test_what_a_worker_does(kind: str) -> None:
    """A job's result is what the library gives, with its sentences; wrong parameters are named."""
    request = {"kind": kind, "text": RIVER, "name": "river.yaml"}
    cases: dict[str, dict[str, Any]] = {
        "mediate": {"target": "s1", "concept": "Nash"},
        "mediate_statements": {"target": "s1", "concept": "Nash"},
        "conditions": {"target": "s1"},
        "robustness": {"samples": 50},
        "prospects": {},
    }
    parameters = cases[kind]
    said: list[str] = []
    found = do({**request, "parameters": parameters}, said.append)
    assert found["sentences"]
    extra = {"mediate": "branch", "mediate_statements": "branch", "robustness": "shares"}.get(kind)
    assert extra is None or found[extra]
    with pytest.raises(StandoffError):
        do({**request, "parameters": {**parameters, "tarket": "s1"}}, said.append)


def test_a_port_that_is_taken() -> None:
    """A port that is taken is said; without one asked for, the next free one is used."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(StandoffError, match=f"Port {taken} cannot be used: Address already in use"):
            listen(taken)
        result = CliRunner().invoke(main, ["serve", ".", "--no-browser", "--port", str(taken)])
    assert 1 == result.exit_code
    assert f"standoff: Port {taken} cannot be used" in result.output


def test_the_next_port_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a port asked for, the first free one from the usual one on is taken."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        monkeypatch.setattr("standoff.workbench.server.PORT", other.getsockname()[1])
        with listen(None) as found:
            assert found.getsockname()[1] > other.getsockname()[1]


def test_what_to_serve(tmp_path: Path) -> None:
    """A folder, a file and a dispute of the catalog can be named; anything else is an error before anything starts."""
    file = tmp_path / "river.dispute.yaml"
    file.write_text(RIVER, encoding="utf-8")
    assert (tmp_path, None) == (lambda found: (found[0].folder, found[1]))(prepare(str(tmp_path), tmp_path / "s"))
    bench, desk = prepare(str(file), tmp_path / "s")
    assert (tmp_path, "Two banks") == (bench.folder, bench.desk(str(desk)).title)
    bench, desk = prepare("catalog:elmira", tmp_path / "s")
    assert "catalog:elmira" == bench.desk(str(desk)).label
    for wrong, what in ((str(tmp_path / "x"), "no such file or folder"), ("catalog:elmirra", "Did you mean elmira")):
        result = CliRunner().invoke(main, ["serve", wrong, "--no-browser"])
        assert 1 == result.exit_code
        assert what in result.output
