"""The documentation covers what there is, and speaks of nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import click
import pytest

import standoff
from standoff.analyze.registry import listing
from standoff.cli import main

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
CHAPTERS = sorted((ROOT / "docs" / "text-book").glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")])
SECTIONS = dict(re.findall(r"^## standoff ([\w-]+)\n(.*?)(?=^## |\Z)", COMMANDS, flags=re.MULTILINE | re.DOTALL))


def test_every_command_has_its_section() -> None:
    """docs/commands.md has one section a command, in the order of the help."""
    assert list(SECTIONS) == list(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_every_option_is_documented(name: str) -> None:
    """A command's section shows its usage, names every option, and says what does the same in Python."""
    section = SECTIONS[name]
    options = [parameter for parameter in main.commands[name].params if isinstance(parameter, click.Option)]
    missing = [flag for option in options for flag in option.opts if f"`{flag}`" not in section]
    assert missing == []
    assert f"`standoff {name}" in section
    assert "In Python: " in section


@pytest.mark.parametrize("name", main.commands)
def test_no_option_is_made_up(name: str) -> None:
    """A command's section names no option that the command does not have."""
    known = {flag for parameter in main.commands[name].params for flag in parameter.opts}
    assert set(re.findall(r"`(--?[a-z][a-z-]*)`", SECTIONS[name])) - known == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """A link to a file of the project finds it."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """What makes the pages that are made from the program."""
    return runpy.run_path(str(ROOT / "docs" / "reference.py"))


def test_reference_of_concepts_is_current(reference: dict[str, Any]) -> None:
    """docs/concepts.md is what the registry says now; `python docs/reference.py` renews it."""
    assert reference["concepts_page"]() == (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")


def test_picture_is_current(reference: dict[str, Any]) -> None:
    """docs/demo.svg is the picture of the demo's draft; `python docs/reference.py` renews it."""
    assert reference["demo_picture"]() == (ROOT / "docs" / "demo.svg").read_text(encoding="utf-8")


def test_every_concept_has_its_section() -> None:
    """docs/concepts.md has a heading for each concept of the registry, with its source."""
    page = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
    names = [concept.name for _, concepts in listing() for concept in concepts]
    assert names == re.findall(r"^### (.+)$", page, flags=re.MULTILINE)
    assert len(names) == page.count("\nSource: ")


def test_text_book_is_whole() -> None:
    """The text-book's first page lists every chapter, in order, and each chapter is short and has examples."""
    index = (ROOT / "docs" / "text-book" / "index.md").read_text(encoding="utf-8")
    assert [path.name for path in CHAPTERS] == re.findall(r"\]\((\d\d-[^)]+)\)", index)
    for path in CHAPTERS:
        text = path.read_text(encoding="utf-8")
        assert 60 <= len(text.splitlines()) <= 120, path.name
        assert text.count("```python") >= 4, path.name


def test_one_sentence_a_line() -> None:
    """The text-book has one sentence a line."""
    for path in CHAPTERS:
        prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        assert re.findall(r"^[^|\n]*[a-z)][.?] [A-Z][^\n]*$", prose, flags=re.MULTILINE) == [], path.name


def test_public_names_have_docstrings() -> None:
    """Whatever `import standoff` offers says what it is."""
    silent = [name for name in standoff.__all__ if name != "__version__" and not getattr(standoff, name).__doc__]
    assert silent == []


def test_version_is_said_once() -> None:
    """The citation file has the version of the package."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {standoff.__version__}\n" in citation
