"""Runs commands as a shell would, for the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from standoff.cli import main

FERRY = """\
standoff: 1
title: Ferry
decision_makers:
  - {id: Island, options: [{id: strike}]}
  - {id: Line, options: [{id: cut}]}
status_quo: []
preferences:
  Island: {statements: [not cut, strike if cut, not strike]}
  Line: {statements: [not strike, cut]}
outcomes: {quiet: not cut and not strike}
"""


def standoff_command(*arguments: str | Path) -> Result:
    """Run a command as a shell would."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"COLUMNS": "120"})


def as_json(*arguments: str | Path) -> Any:
    """Run a command that succeeds, and return the JSON that it prints."""
    result = standoff_command(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)
