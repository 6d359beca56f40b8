"""What the tests of the workbench share: a server in a process of its own, and a tab that speaks of meaning."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE = {"width": 1280, "height": 800}


@dataclass
class Server:
    """A running workbench: its address with the key, its folder and its process."""

    address: str
    folder: Path
    state: Path
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def origin(self) -> str:
        """The address without the key."""
        return self.address.partition("/?")[0]

    def kill(self) -> None:
        """End the process without any warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def serving(folder: Path, state: Path, *, port: int = 0) -> Iterator[Server]:
    """Run `standoff serve` on a folder."""
    command = [sys.executable, "-m", "standoff", "serve", str(folder), "--no-browser"]
    command += ["--port", str(port), "--state", str(state)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        assert "http://127.0.0.1:" in line, line
        yield Server(line.split()[-1], folder, state, process)
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


class Tab:
    """A tab of the workbench in a browser of its own, so that nothing is remembered from another test."""

    def __init__(self, chromium: Any, server: Server, **settings: Any) -> None:
        self.server = server
        self.expected: list[str] = []
        self.complaints: list[str] = []
        self.context = chromium.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **settings})
        self.page = self.another()

    def another(self) -> Any:
        """Return one more page on the same server."""
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        page.on("request", self._asked)
        page.goto(self.server.address)
        page.get_by_role("heading", name="Catalog, by publication").wait_for()
        return page

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server.origin, "data:", "blob:")):
            self.complaints.append(request.url)

    def expect(self, *parts: str) -> None:
        """Allow complaints that contain one of these words."""
        self.expected += parts

    def close(self) -> None:
        """Close everything and look at what was complained about."""
        self.context.close()
        assert [one for one in self.complaints if not any(part in one for part in self.expected)] == []

    # What a person does, by the words on the page.

    def button(self, name: str, *, exact: bool = True) -> Any:
        """Return a button by its name."""
        return self.page.get_by_role("button", name=name, exact=exact)

    def open(self, title: str) -> None:
        """Open a dispute from the start page."""
        self.page.get_by_role("button", name=title).first.click()
        self.page.get_by_role("navigation", name="Steps").wait_for()

    def step(self, number: int) -> None:
        """Go to a step by its key."""
        self.page.keyboard.press(str(number))
        current = self.page.get_by_role("navigation", name="Steps").locator("[aria-current]")
        self.page.wait_for_function(
            "n => document.querySelector('nav.steps [aria-current]')?.textContent.startsWith(n)", arg=str(number)
        )
        assert current.count() == 1

    def ready(self, version: str | None = None) -> None:
        """Wait until nothing is on its way."""
        self.page.wait_for_function("() => !document.querySelector('.saved')?.textContent.startsWith('saving')")

    def states(self) -> list[str]:
        """Return the states of the table in the order in which they are shown."""
        rows = self.page.locator("table.states tr[data-state]")
        found: list[str] = rows.evaluate_all("all => all.map(one => one.dataset.state)")
        return found

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the states whose marks under a concept are filled for every side, as the table shows them."""
        found: list[str] = self.page.evaluate(
            """concept => [...document.querySelectorAll('table.states tr[data-state]')].filter(row =>
                [...row.querySelectorAll('td.mark')].filter(mark => mark.ariaLabel.includes(`, ${concept}, `))
                .every(mark => mark.textContent.startsWith('●'))).map(row => row.dataset.state)""",
            concept,
        )
        return tuple(found)

    def mark(self, side: str, concept: str, state: str) -> Any:
        """Return the mark of a verdict."""
        return self.page.locator(f'td.mark[aria-label^="{side}, {concept}, {state}:"]')

    def chips(self, side: str) -> list[list[str]]:
        """Return a side's ranking as it is shown, ties as lists."""
        tiers = self.page.get_by_role("group", name=f"Ranking: {side}").locator("li.tier")
        found: list[list[str]] = tiers.evaluate_all(
            "all => all.map(tier => [...tier.querySelectorAll('.chip')].map(chip => chip.dataset.state))"
        )
        return found

    def said(self) -> str:
        """Return what the page last said."""
        text: str = self.page.locator(".said").inner_text()
        return text

    def forget_reports(self) -> None:
        """Remove the reports that other tests left on the server, which outlive a tab."""
        self.page.evaluate(
            """async () => { const {reports} = await (await fetch('/api/reports')).json();
                for (const one of reports) await fetch(`/api/reports/${one.report}`, {method: 'DELETE'}); }"""
        )

    def desk(self) -> dict[str, Any]:
        """Return the dispute that the tab shows, as the server has it."""
        ask = "fetch(`/api/desks/${location.hash.slice(1)}`).then(one => one.json())"
        found: dict[str, Any] = self.page.evaluate(ask)
        return found

    def source(self) -> str:
        """Return the dispute's file as it now stands."""
        return str(self.desk()["source"])


def reachable(server: Server) -> bool:
    """Whether a server answers."""
    try:
        urllib.request.urlopen(server.origin, timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
