"""The documentation covers what there is, and speaks of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import standoff
from standoff.cli import main

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "changelog.d").glob("*.md")])
SECTIONS = dict(re.findall(r"^## standoff (\w+)\n(.*?)(?=^## |\Z)", COMMANDS, flags=re.MULTILINE | re.DOTALL))


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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """A link to a file of the project finds it."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_public_names_have_docstrings() -> None:
    """Whatever `import standoff` offers says what it is."""
    silent = [name for name in standoff.__all__ if name != "__version__" and not getattr(standoff, name).__doc__]
    assert silent == []


def test_version_is_said_once() -> None:
    """The citation file has the version of the package."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {standoff.__version__}\n" in citation
