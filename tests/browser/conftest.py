"""A real browser and a real server for the tests of the workbench; both skipped where no browser is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.workbench import CHROMIUM, Server, Tab, serving
from tests.shown import FILE, REPORT


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A headless browser for all tests of this folder; its event loop must not outlive them."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium is installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def server(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workbench on a folder with a sourced dispute and its report."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "weir.dispute.yaml").write_text(FILE, encoding="utf-8")
    (folder / "note.txt").write_bytes(REPORT.encode())
    with serving(folder, tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def tab(chromium: Any, server: Server) -> Iterator[Tab]:
    """A tab on the start page; the test fails if the page complains or asks another machine for anything."""
    opened = Tab(chromium, server)
    yield opened
    opened.close()


@pytest.fixture
def folder(server: Server) -> Path:
    """The folder that is served."""
    return server.folder
