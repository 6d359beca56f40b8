"""Runs the examples of the README and of docs/, so that what they show is what happens.

- A fenced block after the words "save this as `NAME`" is written to that file, in a folder of the page's own.
- In a ``console`` block each line after ``$`` is run and must print what follows; ``…`` alone stands for any lines.
- ``python`` blocks are executed.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

# A deadline fails tests on a busy machine, and says nothing about the code.
settings.register_profile("standoff", deadline=None)
settings.load_profile("standoff")

SAVED = re.compile(r"\bsave (?:this|it) as `([^`\n]+)`[^\n]*\n\s*$", re.IGNORECASE)
ANY_LINES = "…"


def _save(example: Example) -> None:
    """Write a block to the file that the sentence before it names."""
    named = SAVED.search(example.document.text[: example.region.start])
    if named:
        Path(named[1]).write_text(str(example.parsed), encoding="utf-8")


def _run(example: Example) -> str | None:
    """Run the commands of a console block and compare what they print."""
    commands = re.split(r"^\$ ", str(example.parsed), flags=re.MULTILINE)[1:]
    for command, _, expected in (text.partition("\n") for text in commands):
        printed = _output(command)
        if expected.strip() and not _matches(expected, printed):
            return f"$ {command}\nshould print:\n{expected}\nand prints:\n{printed}"
    return None


def _output(command: str) -> str:
    """Return what a command prints, on a screen of 100 columns."""
    from standoff.cli import main

    program, *arguments = shlex.split(command)
    assert program == "standoff", f"only standoff is run in the examples, not {program}"
    result = CliRunner().invoke(main, arguments, env={"COLUMNS": "100"}, prog_name="standoff")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _matches(expected: str, printed: str) -> bool:
    """Whether the lines are the same, but for space at their ends and for lines left out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == ANY_LINES else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in expected.strip("\n").splitlines()
    )
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None


def _enter(namespace: dict[str, Any]) -> None:
    """Give a page a folder of its own."""
    namespace["_before"] = os.getcwd()
    namespace["_folder"] = tempfile.TemporaryDirectory(prefix="standoff-docs-")
    os.chdir(namespace["_folder"].name)


def _leave(namespace: dict[str, Any]) -> None:
    """Go back, and remove the page's folder."""
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[
        CodeBlockParser("console", _run),
        CodeBlockParser("yaml", _save),
        CodeBlockParser("text", _save),
        PythonCodeBlockParser(),
    ],
    patterns=["*.md"],
    setup=_enter,
    teardown=_leave,
).pytest()
