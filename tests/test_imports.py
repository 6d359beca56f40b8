"""Imports run one way, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "standoff"
FLOORS = (
    {"errors"},
    {"model"},
    {"read", "analyze", "catalog"},
    {"explain"},
    {"judged"},
    {"analysis"},
    {"arrays", "show"},
    {"main_job"},
    {"workbench"},
    {"cli"},
    {"__main__"},
)
FLOOR = {name: height for height, names in enumerate(FLOORS) for name in names}
HEAVY = ("numpy", "spacy", "pydantic", "lark", "rich", "ruamel", "numba", "scipy", "importlib.metadata")


def _is_for_types(node: ast.AST) -> bool:
    """Whether this is an ``if TYPE_CHECKING:``, which imports nothing when the program runs."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports when it runs, inside functions as well."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif not _is_for_types(node):
            yield from _imported(node)


def test_every_part_has_its_floor() -> None:
    """Each module and package at the top of the source stands on one floor of the house."""
    parts = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__", "examples"} == set(FLOOR)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    """A module imports only from its own package and from floors below it; read and analyze don't know each other."""
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own in ("__init__", "examples"):
        return
    names = [name.split(".") for name in _imported(ast.parse(path.read_text(encoding="utf-8")))]
    used = {parts[1] for parts in names if parts[0] == "standoff" and len(parts) > 1} & set(FLOOR)
    wrong = {other for other in used if other != own and FLOOR[other] >= FLOOR[own]}
    assert wrong == set()


def _modules(*command: str) -> set[str]:
    """Return the modules that a command imports, by Python's own account."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True, timeout=60
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    "command",
    [("-c", "import standoff"), ("-c", "import standoff; dir(standoff)"), ("-m", "standoff", "--help")],
    ids=["import", "dir", "help"],
)
def test_nothing_heavy_is_imported(command: tuple[str, ...]) -> None:
    """Importing the package, and asking for help, import none of the heavy libraries."""
    heavy = {name for name in _modules(*command) if name.startswith(HEAVY)}
    assert heavy == set()


def test_public_names_exist() -> None:
    """Every public name can be had, and is the one that the lazy table and the type checker know."""
    import standoff

    missing = [name for name in standoff.__all__ if getattr(standoff, name, None) is None]
    assert missing == []
    assert dir(standoff) == sorted(standoff.__all__)


def test_unknown_name() -> None:
    """A name that is not public is an AttributeError, as from any module."""
    import standoff

    with pytest.raises(AttributeError, match="no attribute 'analise'"):
        _ = standoff.analise
