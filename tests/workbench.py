"""What the tests of the workbench share: a workbench with a client that has its token, and a text with comments."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from standoff.workbench.app import make_app
from standoff.workbench.bench import Bench
from standoff.workbench.security import TOKEN_HEADER, cookie_name

PORT = 8602
TOKEN = "a-token-of-the-tests"
ADDRESS = f"http://127.0.0.1:{PORT}"
COOKIE = {"cookie": f"{cookie_name(PORT)}={TOKEN}"}
OWN = {**COOKIE, "origin": ADDRESS, "sec-fetch-site": "same-origin"}
"""What a browser sends from the page of the workbench after it has been let in."""

RIVER = """\
# A river with two banks.
standoff: 1
title: Two banks   # kept as it is
facts: {drought: no, flood: no}
decision_makers:
  - id: Up          # upstream
    name: The upper country
    options: [{id: release, name: 'Release water'}, {id: build, name: Build the dam, moves: take}]
  # The other side.
  - {id: Down, name: The lower country, options: [{id: pay, name: Pay}]}
feasibility:
  - never: pay and not release   # nobody pays for nothing
status_quo: []
preferences:
  Up:
    statements:
      - pay            # money first
      - not release if drought
      - build
  # Best first.
  Down: {ranking: [s5, s2, s6, s1, s4, s3]}   # by hand
outcomes: {deal: release & pay}  # the good one
open_questions:
  - {id: q1, about: facts.drought, ask: Is there a drought?, choices: [yes, no]}
phases:
  - {id: dry, date: 2022-03-10, facts: {drought: yes}}
"""


class Client:
    """Asks the application as httpx does, without a server between."""

    def __init__(self, bench: Bench, runner: asyncio.Runner, headers: dict[str, str]) -> None:
        self.runner = runner
        transport = httpx.ASGITransport(make_app(bench, TOKEN, PORT))
        self.client = httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send one request and wait for its answer."""
        return self.runner.run(self.client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for something."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """Have something done."""
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        """Put something in place."""
        return self.request("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        """Take something away."""
        return self.request("DELETE", path, **more)


@contextmanager
def client_of(bench: Bench, headers: dict[str, str] | None = None) -> Iterator[Client]:
    """A client that has the token, as another program of this machine would, or the headers that are given."""
    with asyncio.Runner() as runner:
        yield Client(bench, runner, {TOKEN_HEADER: TOKEN} if headers is None else headers)
        bench.end()


def bench_in(folder: Path) -> Bench:
    """A workbench on a folder, with its state beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    return Bench(folder, folder.parent / "state")


def opened(client: Client, **what: Any) -> dict[str, Any]:
    """Open a dispute and return its desk."""
    answer = client.post("/api/open", json=what)
    assert answer.status_code == 200, answer.text
    return desk(client, answer.json()["desk"])


def desk(client: Client, identifier: str, **query: str) -> dict[str, Any]:
    """Return a desk as the page gets it."""
    answer = client.get(f"/api/desks/{identifier}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def edited(client: Client, identifier: str, **edit: Any) -> dict[str, Any]:
    """Do an edit that should succeed, and return the desk after it."""
    answer = client.post(f"/api/desks/{identifier}/edit", json={"edit": edit})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
