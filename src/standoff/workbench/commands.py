"""The twins of what the page does: the command, and the lines of Python."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
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

RENAMED = {"break": "break_", "from": "start"}
"""Parameters that the commands call otherwise than Python does."""

OF_ANALYSIS = ("phase", "concept_of", "sanctions", "return_to_s")


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


def program(label: str, kind: str, parameters: Mapping[str, Any]) -> str:
    """Return the lines of Python that do the same.

    Parameters
    ----------
    label : str
        The dispute's file.
    kind : str
        A method of `standoff.Analysis`.
    parameters : mapping
        What the page asked for, under the names of the commands.

    Examples
    --------
    >>> print(program("two banks.yaml", "mediate", {"target": "s3", "fix": [], "break": True, "phase": "dry"}))
    import standoff
    <BLANKLINE>
    analysis = standoff.Analysis(standoff.load('two banks.yaml'), phase='dry')
    print(analysis.mediate(target='s3', break_=True))
    """
    given = {RENAMED.get(name, name): value for name, value in parameters.items() if value not in (None, [])}
    of_analysis = _written({name: given.pop(name) for name in OF_ANALYSIS if name in given})
    analysis = ", ".join([f"standoff.load({label!r})", *of_analysis])
    return f"import standoff\n\nanalysis = standoff.Analysis({analysis})\n{_shown(kind, ', '.join(_written(given)))}"


def programs(label: str, phase: str | None) -> dict[str, str]:
    """Return the lines of Python that compute what the views show, by the name of the command."""
    return {
        "check": f"import standoff\n\nfor advice in standoff.check(standoff.load({label!r})):\n    print(advice)",
        **{kind: program(label, kind, {"phase": phase}) for kind in ("equilibria", "evolve")},
    }


def comparison(label: str, phases: Sequence[str | None]) -> str:
    """Return the lines of Python that compare two phases of a file; None is the file as it stands."""
    names = ["dispute" if phase is None else f"standoff.Analysis(dispute, phase={phase!r}).dispute" for phase in phases]
    return f"import standoff\n\ndispute = standoff.load({label!r})\nprint(standoff.compare({', '.join(names)}))"


def _written(given: Mapping[str, Any]) -> list[str]:
    return [f"{name}={value!r}" for name, value in given.items()]


def _shown(kind: str, arguments: str) -> str:
    """Return the line that prints what a method finds; equilibria are asked concept by concept."""
    if kind == "equilibria":
        return "for concept in analysis.concepts:\n    print(concept.name, *analysis.equilibria(concept.name))"
    return f"print(analysis.{kind}({arguments}))"
