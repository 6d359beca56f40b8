"""The command-line twin of what the page does."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

NAMED = {
    "prospects": ("evolve", "--prospects"),
    "mediate_statements": ("mediate", "--by", "statements"),
    "conditions": ("mediate", "--conditions"),
    "count_rankings": ("mediate", "--count"),
    "enumerate": ("analyze",),
}
"""What the page asks for by a name of its own, and the command with the options that asks the same."""

ARGUMENTS = {"why": ("maker", "state", "concept"), "compare": ("b",)}


def twin(label: str, command: str, parameters: Mapping[str, Any]) -> str:
    """Return the command that does the same.

    Parameters
    ----------
    label : str
        The dispute's file.
    command : str
        The name of the command.
    parameters : mapping
        What the page asked for; names are those of the command's options.

    Examples
    --------
    >>> twin("two banks.yaml", "mediate", {"target": "s3", "fix": ["Up", "Down"], "break": True})
    "standoff mediate 'two banks.yaml' --target s3 --fix Up --fix Down --break"
    """
    words = ["standoff", *NAMED.get(command, (command,)), label]
    plain = ARGUMENTS.get(command, ())
    words += [str(parameters[name]) for name in plain if name in parameters]
    for name, value in parameters.items():
        if name in plain or value is None or value is False:
            continue
        flag = "--" + name.rstrip("_").replace("_", "-")
        for one in value if isinstance(value, list) else [value]:
            words += [flag] if one is True else [flag, str(one)]
    return shlex.join(words)


def twins(label: str, phase: str | None) -> dict[str, str]:
    """Return the commands that do on the command line what the page does, with the rest to fill in.

    Examples
    --------
    >>> twins("two banks.yaml", "dry")["check"]
    "standoff check 'two banks.yaml' --phase dry"
    """
    file = shlex.quote(label)
    at = f" --phase {shlex.quote(phase)}" if phase else ""
    return {
        "analyze": f"standoff analyze {file}{at}",
        "why": f"standoff why {file} MAKER STATE CONCEPT{at}",
        "evolve": f"standoff evolve {file}{at}",
        "mediate": f"standoff mediate {file} --target STATE{at}",
        "robustness": f"standoff robustness {file}{at}",
        "prospects": f"standoff evolve {file} --prospects{at}",
        "compare": f"standoff compare {file} --phases A,B",
        "check": f"standoff check {file}{at}",
        "report": f"standoff report {file} -o report.html{at}",
        "convert": f"standoff convert {file} OUT.json",
        "serve": f"standoff serve {file}",
    }
